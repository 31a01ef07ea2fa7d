"""Prints a formula in words: ``round up (Target ÷ Completion rate)``."""

import ast
from collections.abc import Callable

from seti_ta.calculators.reader import Formula
from seti_ta.calculators.vocabulary import Calculator
from seti_ta.surfaces.printer import Printer

WORDS = {
    "people_up": "round up",
    "round_half_up": "round",
    "running_total": "running total of",
    "sum": "sum of",
    "min": "smallest of",
    "max": "largest of",
    "not": "not",
}
BETWEEN = {
    "below": " is below ",
    "above": " is above ",
    "same": " is the same as ",
    "equals": " is ",
    "and": " and ",
    "or": " or ",
}


class _Words(Printer):
    def __init__(self, calculator: Calculator, term: Callable[[str], str]):
        self.calculator = calculator
        self.term = term

    def name(self, name: str) -> str:
        return "year" if name == "year" else self.term(name)

    def text(self, text: str) -> str:
        return f"“{self.calculator.labels.get(text, text)}”"

    def chosen(self, name: str, key: str) -> str:
        return f"“{self.calculator.labels[key]}” is chosen"

    def operation(self, op: ast.operator, left: str, right: str) -> str:
        sign = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷"}[type(op)]
        return f"{left} {sign} {right}"

    def power(self, base: str, exponent: str) -> str:
        return f"({base}) to the power ({exponent})"

    def minus(self, shown: str) -> str:
        return f"−({shown})"

    def choose(self, test: str, yes: str, no: str) -> str:
        return f"{yes} if {test}, otherwise {no}"

    def call(self, name: str, arguments: list[str]) -> str:
        if name in BETWEEN:
            return BETWEEN[name].join(arguments)
        return f"{WORDS[name]} ({'; '.join(arguments)})"

    def same_year(self, name: str) -> str:
        return self.term(name)


def plain(formula: Formula, calculator: Calculator) -> str:
    """The formula with the label of each input and step."""
    return _Words(calculator, calculator.term).show(formula.expression)


def template(formula: Formula, calculator: Calculator) -> str:
    """The formula with a ``{name}`` field for each scalar, to fill in the reader's numbers.

    A schedule inside a formula keeps its label: it has no single number.
    """
    schedules = {each.name for each in calculator.formulas if each.is_schedule}
    return _Words(calculator, lambda n: calculator.term(n) if n in schedules else f"{{{n}}}").show(
        formula.expression
    )
