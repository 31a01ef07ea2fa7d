"""Prints an arithmetic formula as MathML, with the label of each input and step."""

import ast
from html import escape

from seti_ta.calculators.reader import CLOCKS, Formula
from seti_ta.calculators.vocabulary import Calculator
from seti_ta.surfaces.plain_formula import BETWEEN, SIGNS
from seti_ta.surfaces.printer import Printer

CONDITIONS = (ast.IfExp, ast.Compare, ast.BoolOp, ast.Not)


def is_arithmetic(formula: Formula) -> bool:
    """Whether mathematics says it better than words: conditions read and wrap better in words."""
    parts = list(ast.walk(formula.expression))
    functions = {part.func.id for part in parts if isinstance(part, ast.Call)}
    return not functions & {*BETWEEN, "given"} and not any(
        isinstance(part, CONDITIONS) for part in parts
    )


def mathml(formula: Formula, calculator: Calculator) -> str:
    """One arithmetic formula as a ``<math>`` element."""
    return f"<math><mrow>{_MathML(calculator).show(formula.expression)}</mrow></math>"


def _text(words: str) -> str:
    # MathML drops plain spaces at the ends of a text.
    ends_kept = words.replace(" ", "\u00a0") if words != words.strip() else words
    return f"<mtext>{escape(ends_kept)}</mtext>"


class _MathML(Printer):
    def __init__(self, calculator: Calculator):
        self.calculator = calculator

    def operand(self, node: ast.expr, parent: ast.operator, right: bool = False) -> str:
        # A fraction's bar already brackets what stands above and below it.
        if isinstance(parent, ast.Div):
            return self.show(node)
        return super().operand(node, parent, right)

    def bracket(self, shown: str) -> str:
        return f'<mrow><mo stretchy="false">(</mo>{shown}<mo stretchy="false">)</mo></mrow>'

    def name(self, name: str) -> str:
        is_clock = name in CLOCKS.values()
        called = self.calculator.messages[f"formula.{name}"] if is_clock else ""
        return _text(called or self.calculator.term(name))

    def number(self, value: float) -> str:
        return f"<mn>{value!r}</mn>"

    def operation(self, op: ast.operator, left: str, right: str) -> str:
        if isinstance(op, ast.Div):
            return f"<mfrac><mrow>{left}</mrow><mrow>{right}</mrow></mfrac>"
        return f"{left}<mo>{SIGNS[type(op)]}</mo>{right}"

    def power(self, base: str, exponent: str) -> str:
        return f"<msup>{self.bracket(base)}<mrow>{exponent}</mrow></msup>"

    def minus(self, shown: str) -> str:
        return f"<mo>−</mo><mrow>{shown}</mrow>"

    def call(self, name: str, arguments: list[str]) -> str:
        word = self.calculator.messages[f"formula.{name}"]
        return _text(f"{word} ") + self.bracket(_text("; ").join(arguments))

    def same_time(self, name: str, clock: str) -> str:
        return self.name(name)

    def at(self, name: str, *places: str) -> str:
        return self.name(name)

    def down(self, name: str, place: str) -> str:
        words = self.calculator.messages["formula.down"]
        return _text(words.format(name=self.calculator.term(name)))
