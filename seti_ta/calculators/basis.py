"""Whom each number is for, inferred from the formulas, so that different people never mix.

A basis counts people: a cost for each enrollee is ``{"enrollee": -1}``, a count of enrollees
``{"enrollee": 1}``, take-up ``{"enrollee": 1, "offered": -1}``, a total or a plain number ``{}``.
Products add the counts and quotients subtract them. Sums, comparisons, ``min()``, ``max()`` and
the branches of a choice need the same basis. A number written in a formula and a constant fit
any. Where the reader chooses the basis, every choice is checked.
"""

from __future__ import annotations

import ast
import inspect
from itertools import product
from typing import TYPE_CHECKING

from seti_ta.calculators.reader import DefinitionError, Formula
from seti_ta.calculators.units import UNITS

if TYPE_CHECKING:
    from seti_ta.calculators.vocabulary import Calculator, Input, Step

#: Whom an amount may be for, in the order in which people pass through a program.
BASES = ("offered", "enrollee", "participant", "completer", "placement")

Basis = dict[str, int]
PLAIN: Basis = {}
#: Fits every basis.
ANY = None

#: Functions whose arguments need the same basis.
ALIKE = {"min", "max", "below", "above", "same"}
#: Functions that give the basis of their first argument. All others give a plain number.
KEEPS = {
    "min", "max", "people_up", "round_half_up", "round_down", "truncate", "running_total", "sum",
    "total", "lowest", "highest", "first_at", "down",
}  # fmt: skip


def written(basis: Basis | None) -> str:
    """A basis as ``per`` declares it: "enrollee", "enrollee/offered", or nothing."""
    basis = basis or PLAIN
    over = " ".join(sorted(name for name in basis if basis[name] > 0))
    under = " ".join(sorted(name for name in basis if basis[name] < 0))
    return f"{over}/{under}" if over and under else over or under


def in_words(basis: Basis | None) -> str:
    """A basis for the author of a calculator."""
    basis = basis or PLAIN
    over = " times ".join(sorted(name for name in basis if basis[name] > 0))
    under = " and ".join(sorted(name for name in basis if basis[name] < 0))
    words = [f"a number of '{over}'"] * bool(over) + [f"for each '{under}'"] * bool(under)
    return " ".join(words) or "a total or a plain number"


def bases(calculator: Calculator, chosen: dict[str, str]) -> dict[str, Basis | None]:
    """The basis of every input and step where ``chosen`` says which bases the reader chose.

    Raises:
        DefinitionError: with file, step and both bases, where two of them mix.
    """
    found = _Inference(calculator, chosen)
    for formula in calculator.formulas:
        found.take(formula)
    return found.known


def every_choice(calculator: Calculator) -> list[dict[str, str]]:
    """Every set of choices that a basis depends on, input to key; one empty set if none does."""
    named = {each.per for each in (*calculator.fields, *calculator.steps)}
    fields = [each for each in calculator.inputs if each.choices and each.name in named]
    keys = product(*(each.choices for each in fields))
    return [dict(zip((each.name for each in fields), each, strict=True)) for each in keys]


class _Inference:
    def __init__(self, calculator: Calculator, chosen: dict[str, str]):
        self.calculator = calculator
        self.chosen = chosen
        self.formula = None
        self.known = dict.fromkeys((each.name for each in calculator.constants), ANY)
        self.known |= {each.name: self.declared(each) for each in calculator.fields}
        #: The yes-or-no steps that the choices decide.
        self.decided: dict[str, bool | None] = {}

    def declared(self, item: Input | Step) -> Basis:
        """What ``per`` says: a word, a share as "enrollee/offered", or the name of a choice."""
        over, _, under = self.word(item.per).partition("/")
        if under:
            return {over: 1, under: -1}
        if not over:
            return PLAIN
        if over not in BASES and not _counts_people(item):
            self.refuse(f"'{item.name}' is for each '{over}', which is none of {BASES}")
        return {over: 1 if _counts_people(item) else -1}

    def word(self, per: str) -> str:
        if per not in self.chosen:
            return per
        field, key = self.calculator.declared[per], self.chosen[per]
        return field.bases.get(key, key)

    def refuse(self, why: str):
        place = inspect.getsourcefile(self.calculator.function)
        if self.formula:
            place += f", line {self.formula.expression.lineno}, step '{self.formula.name}'"
        where = "".join(f" where {name} is '{key}'" for name, key in self.chosen.items())
        raise DefinitionError(f"{place}: {why}{where}")

    def take(self, formula: Formula) -> None:
        self.formula = formula
        basis = self.basis(formula.expression)
        if formula.until is not None:
            self.basis(formula.until)
        step = self.calculator.declared[formula.name]
        if step.per:
            basis = self.same_as(self.declared(step), formula.expression)
        if UNITS[step.unit].is_money and any(power > 0 for power in (basis or PLAIN).values()):
            self.refuse(
                f"'{ast.unparse(formula.expression)}' is dollars times {in_words(basis)}: "
                "say with 'per' whom the amount is for"
            )
        self.decided[formula.name] = self.truth(formula.expression)
        self.known[formula.name] = basis

    def same_as(self, needed: Basis, *nodes: ast.expr) -> Basis:
        """Refuses each expression that is not of the basis ``needed``."""
        for node in nodes:
            if (found := self.basis(node)) not in (ANY, needed):
                self.refuse(f"'{ast.unparse(node)}' is {in_words(found)}, not {in_words(needed)}")
        return needed

    def same(self, *nodes: ast.expr) -> Basis | None:
        """The one basis of several expressions: that of the first that has one."""
        needed = next((found for each in nodes if (found := self.basis(each)) is not ANY), ANY)
        return needed if needed is ANY else self.same_as(needed, *nodes)

    def truth(self, test: ast.expr) -> bool | None:
        """Whether the choices decide a test, and how; None if they do not."""
        match test:
            case ast.Name(id=name):
                return self.decided.get(name)
            case ast.Compare(left=ast.Name(id=name), comparators=[ast.Constant(value=key)]):
                return self.chosen[name] == key if name in self.chosen else None
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                found = self.truth(operand)
                return None if found is None else not found
            case ast.BoolOp(op=op, values=values):
                found = [self.truth(each) for each in values]
                settled = isinstance(op, ast.Or)
                if settled in found:
                    return settled
                return None if None in found else not settled
        return None

    def basis(self, node: ast.expr) -> Basis | None:
        match node:
            case ast.Constant() | ast.Name(id="left_out"):
                return ANY
            case ast.Name(id=name):
                return self.known.get(name, PLAIN)
            case ast.Subscript(value=values):
                return self.basis(values)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self.basis(operand)
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
                return self.same(left, right)
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return _product(self.basis(left), self.basis(right), 1)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return _product(self.basis(left), self.basis(right), -1)
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return self.same_as(PLAIN, left, right)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                self.basis(test)
                match self.truth(test):
                    case None:
                        return self.same(body, orelse)
                    case decided:
                        return self.basis(body if decided else orelse)
            case ast.Call(func=ast.Name(id=name), args=args):
                found = [self.basis(each) for each in args]
                if name in ALIKE:
                    kept = self.same(*args)
                    return kept if name in KEEPS else PLAIN
                return found[0] if name in KEEPS else PLAIN
            case ast.BoolOp(values=values):
                for each in values:
                    self.basis(each)
        return PLAIN


def _counts_people(item: Input | Step) -> bool:
    return "people" in item.unit


def _product(left: Basis | None, right: Basis | None, sign: int) -> Basis | None:
    if left is ANY and right is ANY:
        return ANY
    left, right = left or PLAIN, right or PLAIN
    powers = {name: left.get(name, 0) + sign * right.get(name, 0) for name in {*left, *right}}
    return {name: power for name, power in powers.items() if power}
