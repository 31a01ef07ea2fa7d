"""Prints a calculator's formulas as JavaScript, in source order and with their names.

Fixed numbers stand as such; the rules data and the definition say what they are called.
"""

import ast
import json
from collections.abc import Collection

from seti_ta.calculators.reader import Formula
from seti_ta.calculators.vocabulary import Calculator
from seti_ta.surfaces.printer import Printer


class _JavaScript(Printer):
    def __init__(self, calculator: Calculator):
        self.fixed = {each.name: each.held for each in calculator.constants}

    def name(self, name: str) -> str:
        return self.number(self.fixed[name]) if name in self.fixed else name

    def text(self, text: str) -> str:
        return json.dumps(text)

    def operation(self, op: ast.operator, left: str, right: str) -> str:
        sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}[type(op)]
        return f"{left} {sign} {right}"

    def power(self, base: str, exponent: str) -> str:
        return f"Math.pow({base}, {exponent})"

    def minus(self, shown: str) -> str:
        return f"(-({shown}))"

    def choose(self, test: str, yes: str, no: str) -> str:
        return f"({test} ? {yes} : {no})"

    def call(self, name: str, arguments: list[str]) -> str:
        match name:
            case "equals":
                return f"({' === '.join(arguments)})"
            case "and" | "or":
                return "(" + f" {'&&' if name == 'and' else '||'} ".join(arguments) + ")"
            case "not":
                return f"!({arguments[0]})"
            case "min" | "max":
                return f"Math.{name}({', '.join(arguments)})"
        return f"{name}({', '.join(arguments)})"

    def same_time(self, name: str, clock: str) -> str:
        return f"{name}[{clock} - 1]"

    def at(self, name: str, *places: str) -> str:
        return name + "".join(f"[{place}]" for place in places)

    def down(self, name: str, place: str) -> str:
        return f"down({name}, {place})"

    def left_out(self) -> str:
        return "null"


def javascript(
    calculator: Calculator, slow: bool = False, steps: Collection[str] | None = None
) -> str:
    """A function from held inputs to the value of every step, as JavaScript source.

    The steps that are ``slow`` have a function of their own, from all other values. ``steps``
    names the only ones that are wanted; those that they depend on come with them.
    """
    wanted = calculator.step_names if steps is None else set(steps)
    names = calculator.needed(wanted)
    needed = [each for each in calculator.formulas if each.name in names]
    later = {each.name for each in calculator.steps if each.slow != slow}
    formulas = [each for each in needed if each.name not in later]
    wanted = wanted.union(*(each.reads for each in needed if each.name in later))
    printer = _JavaScript(calculator)
    known = printer.fixed.keys() | {each.name for each in formulas}
    read = set().union(*(each.reads for each in formulas)) - known
    given = ", ".join(name for name in calculator.declared if name in read)
    body = "\n".join(f"  {_statement(each, printer)}" for each in formulas)
    values = ", ".join(each.name for each in formulas if each.name in wanted)
    return f"function ({{{given}}}) {{\n{body}\n  return {{{values}}};\n}}"


def _statement(formula: Formula, printer: Printer) -> str:
    shown = printer.show(formula.expression)
    if formula.is_schedule and formula.until is not None and not _is_running_total(formula):
        until = printer.show(formula.until)
        shown = f"schedule({formula.longest}, {until}, ({formula.clock}) => {shown})"
    for counted, place in reversed(list(zip(formula.like, ("row", "column"), strict=False))):
        shown = f"rows({counted}).map(({place}) => {shown})"
    return f"const {formula.name} = {shown};"


def _is_running_total(formula: Formula) -> bool:
    return isinstance(formula.expression, ast.Call) and (
        ast.unparse(formula.expression.func) == "running_total"
    )
