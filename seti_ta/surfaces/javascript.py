"""Prints a calculator's formulas as JavaScript, in source order and with their names."""

import ast
import json

from seti_ta.calculators.reader import Formula
from seti_ta.calculators.vocabulary import Calculator
from seti_ta.surfaces.printer import Printer


class _JavaScript(Printer):
    def name(self, name: str) -> str:
        return name

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

    def same_year(self, name: str) -> str:
        return f"{name}[year - 1]"


def javascript(calculator: Calculator) -> str:
    """A function from held inputs to the value of every step, as JavaScript source."""
    inputs = ", ".join(each.name for each in calculator.inputs)
    steps = ", ".join(each.name for each in calculator.steps)
    body = "\n".join(f"  {_statement(formula)}" for formula in calculator.formulas)
    return f"function ({{{inputs}}}) {{\n{body}\n  return {{{steps}}};\n}}"


def _statement(formula: Formula) -> str:
    printer = _JavaScript()
    shown = printer.show(formula.expression)
    if formula.is_schedule and formula.until is not None and not _is_running_total(formula):
        until = printer.show(formula.until)
        shown = f"schedule({formula.longest}, {until}, (year) => {shown})"
    return f"const {formula.name} = {shown};"


def _is_running_total(formula: Formula) -> bool:
    return isinstance(formula.expression, ast.Call) and (
        ast.unparse(formula.expression.func) == "running_total"
    )
