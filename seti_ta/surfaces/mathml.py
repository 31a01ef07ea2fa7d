"""Prints a formula as MathML, with the label of each input and step."""

import ast
from html import escape

from seti_ta.calculators.reader import Formula
from seti_ta.calculators.vocabulary import Calculator
from seti_ta.surfaces.plain_formula import BETWEEN, WORDS
from seti_ta.surfaces.printer import Printer


def _text(words: str) -> str:
    # MathML drops plain spaces at the ends of a text.
    ends_kept = words.replace(" ", "\u00a0") if words != words.strip() else words
    return f"<mtext>{escape(ends_kept)}</mtext>"


class _MathML(Printer):
    def __init__(self, calculator: Calculator):
        self.calculator = calculator

    def operand(self, node: ast.expr, parent: ast.operator, right: bool = False) -> str:
        # A fraction's bar already brackets what stands above and below it.
        return (
            self.show(node) if isinstance(parent, ast.Div) else super().operand(node, parent, right)
        )

    def bracket(self, shown: str) -> str:
        return f'<mrow><mo stretchy="false">(</mo>{shown}<mo stretchy="false">)</mo></mrow>'

    def chosen(self, name: str, key: str) -> str:
        return _text(f"“{self.calculator.labels[key]}” is chosen")

    def name(self, name: str) -> str:
        return _text("year" if name == "year" else self.calculator.term(name))

    def text(self, text: str) -> str:
        return _text(f"“{self.calculator.labels.get(text, text)}”")

    def number(self, value: float) -> str:
        return f"<mn>{value!r}</mn>"

    def operation(self, op: ast.operator, left: str, right: str) -> str:
        if isinstance(op, ast.Div):
            return f"<mfrac><mrow>{left}</mrow><mrow>{right}</mrow></mfrac>"
        sign = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×"}[type(op)]
        return f"{left}<mo>{sign}</mo>{right}"

    def power(self, base: str, exponent: str) -> str:
        return f"<msup>{self.bracket(base)}<mrow>{exponent}</mrow></msup>"

    def minus(self, shown: str) -> str:
        return f"<mo>−</mo><mrow>{shown}</mrow>"

    def choose(self, test: str, yes: str, no: str) -> str:
        return f"{yes}{_text(' if ')}{test}{_text(', otherwise ')}{no}"

    def call(self, name: str, arguments: list[str]) -> str:
        if name in BETWEEN:
            return _text(BETWEEN[name]).join(arguments)
        return _text(WORDS[name]) + self.bracket(_text("; ").join(arguments))

    def same_year(self, name: str) -> str:
        return self.name(name)


def mathml(formula: Formula, calculator: Calculator) -> str:
    """One formula as a ``<math>`` element."""
    return f"<math><mrow>{_MathML(calculator).show(formula.expression)}</mrow></math>"
