"""Prints a formula in words: ``round up (Target ÷ Completion rate)``.

The words are messages under ``formula.``, so that they can be translated.
"""

import ast
from collections.abc import Callable

from seti_ta.calculators.reader import CLOCKS, Formula
from seti_ta.calculators.units import UNITS
from seti_ta.calculators.vocabulary import Calculator
from seti_ta.surfaces.printer import Printer

#: Functions that read as a word between two terms; the others stand before their brackets.
BETWEEN = {"below", "above", "same", "and", "or"}

SIGNS = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷"}


class _Words(Printer):
    def __init__(self, calculator: Calculator, term: Callable[[str], str]):
        self.calculator = calculator
        self.term = term

    def say(self, key: str, **parts: str) -> str:
        return self.calculator.messages[f"formula.{key}"].format(**parts)

    def chosen(self, choice: ast.expr, key: str) -> str:
        fields = [each for each in self.calculator.fields if key in each.choices]
        if _named(choice) in self.calculator.step_names or len(fields) > 1:
            return super().chosen(choice, key)  # nobody chose it, or it must say in which list
        return self.say("chosen", choice=self.calculator.labels[key])

    def name(self, name: str) -> str:
        return self.say(name) if name in CLOCKS.values() else self.term(name)

    def text(self, text: str) -> str:
        return f"“{self.calculator.labels.get(text, text)}”"

    def operation(self, op: ast.operator, left: str, right: str) -> str:
        return f"{left} {SIGNS[type(op)]} {right}"

    def power(self, base: str, exponent: str) -> str:
        return self.say("power", base=base, exponent=exponent)

    def minus(self, shown: str) -> str:
        return f"−({shown})"

    def choose(self, test: str, yes: str, no: str) -> str:
        return self.say("choose", test=test, yes=yes, no=no)

    def call(self, name: str, arguments: list[str]) -> str:
        if name in BETWEEN or name == "equals":
            return f" {self.say(name)} ".join(arguments)
        return f"{self.say(name)} ({'; '.join(arguments)})"

    def same_time(self, name: str, clock: str) -> str:
        return self.term(name)

    def at(self, name: str, *places: str) -> str:
        return self.term(name)

    def down(self, name: str, place: str) -> str:
        return self.say("down", name=self.term(name))

    def left_out(self) -> str:
        return self.say("left_out")


def _named(node: ast.expr) -> str:
    """The input or step that a name, or a value of a column, belongs to."""
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.id


def plain(formula: Formula, calculator: Calculator) -> str:
    """The formula with the label of each input and step."""
    return _Words(calculator, calculator.term).show(formula.expression)


def template(formula: Formula, calculator: Calculator) -> str:
    """The formula with a ``{name}`` field for each single value, to fill in the reader's numbers.

    A schedule, column or matrix inside a formula keeps its label: it has no single number. A
    formula that answers in a word gets nothing: its answer stands below it.
    """
    if UNITS[calculator.declared[formula.name].unit].format in ("yes_no", "name"):
        return ""
    many = {each.name for each in calculator.formulas if not each.is_scalar}
    many |= {field.name for table in calculator.tables for field in table.columns}
    return _Words(calculator, lambda n: calculator.term(n) if n in many else f"{{{n}}}").show(
        formula.expression
    )
