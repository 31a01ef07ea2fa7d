"""Evaluates a calculator's formulas for many draws at once.

A number is an array with one value a draw, and a schedule has one row a year and one column
a draw. A column of a table is a list with an array for each row. A number that some draws leave
out is NaN there. The functions are those of ``calculators.functions``, written once more for
arrays; ``tests/test_uncertainty.py`` holds the two together.
"""

import ast
import operator
from collections.abc import Callable, Collection, Mapping
from functools import cache, lru_cache, reduce

import numpy as np

from seti_ta.calculators import Calculator, DefinitionError, InputError
from seti_ta.calculators.functions import (
    TOLERANCE,
    WHITELIST,
    assign_money,
    given,
    left_out,
    most_fundable,
    shrunk_rate,
    wilson_high,
    wilson_low,
)
from seti_ta.calculators.reader import Formula


def _slack(a, b):
    return TOLERANCE * np.maximum(1.0, np.maximum(np.abs(a), np.abs(b)))


def below(a, b):
    return b - a > _slack(a, b)


def above(a, b):
    return a - b > _slack(a, b)


def same(a, b):
    return np.abs(a - b) <= _slack(a, b)


def people_up(x):
    return np.ceil(x - np.maximum(TOLERANCE, 1e-12 * x))


def round_down(x):
    return np.floor(x + np.maximum(TOLERANCE, 1e-12 * x))


def truncate(x, digits=0):
    power = 10.0**digits
    scaled = np.abs(x) * power
    cut = np.floor(scaled + np.maximum(TOLERANCE, 1e-12 * scaled)) / power
    return np.where(x < 0, -cut, cut) + 0.0  # not minus zero


def round_half_up(x, digits=0):
    power = 10.0**digits
    scaled = np.abs(x) * power
    rounded = np.floor(scaled + 0.5 + np.maximum(TOLERANCE, 1e-12 * scaled)) / power
    return np.where(x < 0, -rounded, rounded) + 0.0  # not minus zero


def smallest(*values):
    return reduce(np.minimum, values)


def largest(*values):
    return reduce(np.maximum, values)


def active_at_start(starts, people, length):
    return [
        sum(
            size * (~above(start, each) & above(start + length, each))
            for start, size in zip(starts, people, strict=True)
        )
        for each in starts
    ]


def in_force(amounts, first, last, at):
    spans = zip(amounts, first, last, strict=True)
    return sum(amount * ((start <= at) & (at <= end)) for amount, start, end in spans)


FUNCTIONS = {
    "below": below,
    "above": above,
    "same": same,
    "people_up": people_up,
    "round_down": round_down,
    "round_half_up": round_half_up,
    "truncate": truncate,
    # plain arithmetic, the same for an array
    "shrunk_rate": shrunk_rate,
    "wilson_low": wilson_low,
    "wilson_high": wilson_high,
    "min": smallest,
    "max": largest,
}

#: Functions of the cells of a table; NaN is a cell that is left out.
OF_CELLS = {
    "total": lambda cells: sum((or_zero(each) for each in cells), np.float64(0)),
    "lowest": lambda cells: or_zero(reduce(np.fmin, cells, np.float64(np.nan))),
    "highest": lambda cells: or_zero(reduce(np.fmax, cells, np.float64(np.nan))),
    "count": lambda cells: sum((1.0 - np.isnan(each) for each in cells), np.float64(0)),
}


def or_zero(values):
    return np.where(np.isnan(values), 0, values)


def or_gaps(cells):
    """Cells as the calculators' own functions take them: None where every draw leaves one out."""
    if isinstance(cells, list):
        return [or_gaps(each) for each in cells]
    return left_out if np.ndim(cells) == 0 and np.isnan(cells) else cells


def rank(cells, nothing):
    return [
        np.where(np.isnan(each), nothing, 1 + sum(above(other, each) for other in cells))
        for each in cells
    ]


def first_at(values, places, place):
    *others, found = values
    for other, at in zip(reversed(others), reversed(places[:-1]), strict=True):
        found = np.where(at == place, other, found)
    return found


OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


@cache
def elementwise(function: Callable[..., float]) -> Callable[..., np.ndarray]:
    """A function of numbers, called once for each set of numbers among the draws.

    Where it has no answer it gives NaN: the draw may take the other branch of a choice.
    """

    @lru_cache(maxsize=1_000_000)
    def answer(*numbers: float) -> float:
        try:
            return function(*map(whole_if_so, numbers))
        except (ArithmeticError, ValueError):
            return np.nan

    return np.vectorize(answer, otypes=[float])


def whole_if_so(number: float) -> float | int:
    """A whole number as the calculators hold it: some functions count with it."""
    return int(number) if number == int(number) else number


def is_given(value) -> bool | np.ndarray:
    """Whether a value is there, in each draw."""
    is_number = isinstance(value, np.ndarray | np.floating) and value.dtype.kind == "f"
    return ~np.isnan(value) if is_number else given(value)


def by_draw(value, draws: int) -> np.ndarray:
    """One entry a draw of what ``evaluate`` gave: years and rows follow, empty cells are NaN."""
    return np.moveaxis(_all_draws(value, draws), -1, 0)


def _all_draws(value, draws: int) -> np.ndarray:
    if isinstance(value, list):
        return np.stack([_all_draws(each, draws) for each in value])
    value = np.asarray(value)
    return np.broadcast_to(value, (*value.shape[:-1], draws))


def reached(calculator: Calculator, uncertain: Collection[str]) -> list[str]:
    """The steps that depend on an uncertain input, in source order."""
    moving, steps = set(uncertain), []
    for formula in calculator.formulas:
        if formula.reads & moving:
            moving.add(formula.name)
            steps.append(formula.name)
    return steps


def evaluate(calculator: Calculator, known: Mapping, wanted: Collection[str]) -> dict:
    """The ``wanted`` inputs and steps by name, those that they need, and the ``known`` ones.

    Raises:
        DefinitionError: naming the step whose formula has no form for arrays.
        InputError: naming the step that has no finite value in some draw.
    """
    draws = _Draws(calculator, known)
    names = calculator.needed(wanted) - known.keys()
    # A branch that a draw does not take may divide by zero.
    with np.errstate(all="ignore"):
        for formula in calculator.formulas:
            if formula.name in names:
                draws.take(formula)
    return draws.values


class _Draws:
    def __init__(self, calculator: Calculator, known: Mapping):
        self.calculator = calculator
        self.schedules = {each.name: each for each in calculator.formulas if each.is_schedule}
        known = {each.name: each.held for each in calculator.constants} | dict(known)
        self.values = {name: self.of_python(name, value) for name, value in known.items()}
        #: The numbers of the ``row`` and ``column`` being computed.
        self.places: dict[str, int] = {}
        #: What stands for a number that some draws leave out.
        self.nothing = np.float64(np.nan)

    def of_python(self, name: str, value):
        """What the scalar function gave, ready for arrays: numbers that may divide by zero.

        What is left out is NaN.
        """
        if name in self.schedules:
            column = np.full((self.schedules[name].longest, 1), np.nan)
            column[: len(value), 0] = value
            return column
        if isinstance(value, list):
            return [self.of_python("", each) for each in value]
        if value is left_out:
            return np.float64(np.nan)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return np.float64(value)
        return value

    def take(self, formula: Formula) -> None:
        """Computes one step and keeps it; years that are not counted are NaN."""
        counted = self.counted(formula) if formula.is_schedule else np.True_
        value = self.step(formula)
        if not self.has_answers(self.without_gaps(formula, value), counted):
            label = self.calculator.term(formula.name)
            problem = self.calculator.messages["uncertainty.no_value"].format(label=label)
            raise InputError({formula.name: problem})
        if formula.is_schedule:
            value = np.where(counted, value, np.nan)
        self.values[formula.name] = value

    def without_gaps(self, formula: Formula, value):
        """``value`` with a number in each draw that leaves it out."""
        called = formula.expression.func.id if isinstance(formula.expression, ast.Call) else ""
        if not formula.may_be_empty and called != "rank":  # which passes gaps on
            return value
        self.nothing = np.float64(0)
        filled = self.step(formula)
        self.nothing = np.float64(np.nan)
        return filled

    def has_answers(self, value, counted: np.ndarray) -> bool:
        if isinstance(value, list):
            return all(self.has_answers(each, counted) for each in value)
        is_number = np.asarray(value).dtype.kind == "f"
        return not is_number or bool(np.all(np.isfinite(value) | ~counted))

    def step(self, formula: Formula):
        match formula.expression:
            case ast.Call(func=ast.Name(id="running_total"), args=[ast.Name(id=schedule)]):
                return np.cumsum(self.or_zero(schedule), axis=0)
            case ast.Call(func=ast.Name(id="active_at_start"), args=[starts, people, length]):
                return active_at_start(self.cells(starts), self.cells(people), self.value(length))
            case ast.Call(func=ast.Name(id="assign_money"), args=args):
                return assign_money(*map(or_gaps, map(self.cells, args)), smaller=np.minimum)
            case ast.Call(func=ast.Name(id="rank"), args=[cells]):
                return rank(self.cells(cells), self.nothing)
        return self.by_row(formula.expression, formula.like)

    def by_row(self, expression: ast.expr, like: tuple[str, ...], place: str = "row"):
        """A list with a value for each row of a table; of a matrix, a list of such lists."""
        if not like:
            return self.value(expression)
        values = []
        for number in range(len(self.values[like[0]])):
            self.places[place] = number
            values.append(self.by_row(expression, like[1:], "column"))
        return values

    def counted(self, schedule: Formula) -> np.ndarray:
        """Which years or months count, one row each."""
        times = self.values[schedule.clock] = np.arange(1.0, schedule.longest + 1)[:, np.newaxis]
        return times <= self.value(schedule.until)

    def or_zero(self, name: str) -> np.ndarray:
        """A schedule with zero in the years that are not counted."""
        return np.where(self.counted(self.schedules[name]), self.values[name], 0)

    def value(self, node: ast.expr):
        match node:
            case ast.Name(id="left_out"):
                return self.nothing
            case ast.Name(id=name) if not isinstance(self.values[name], list):
                return self.values[name]
            case ast.Constant(value=str(text)):
                return text
            case ast.Constant(value=value):
                return np.float64(value)
            case ast.BinOp(left=left, op=op, right=right):
                return OPERATIONS[type(op)](self.value(left), self.value(right))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.value(operand)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return np.logical_not(self.value(operand))
            case ast.BoolOp(op=op, values=values):
                joined = np.logical_and if isinstance(op, ast.And) else np.logical_or
                return reduce(joined, map(self.value, values))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.choose(self.value(test), body, orelse)
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
                return self.value(left) == self.value(right)
            case ast.Call(func=ast.Name(id="sum"), args=[ast.Name(id=schedule)]):
                return self.or_zero(schedule).sum(axis=0)
            case ast.Call(func=ast.Name(id="given"), args=[cell]):
                return is_given(self.value(cell))
            case ast.Call(func=ast.Name(id="in_force"), args=[*columns, at]):
                return in_force(*map(self.cells, columns), self.value(at))
            case ast.Call(func=ast.Name(id="most_fundable"), args=args):
                return most_fundable(*map(or_gaps, map(self.cells, args)), smaller=np.minimum)
            case ast.Call(func=ast.Name(id="lowest"), args=[ast.Name(id=name)]) if (
                name in self.schedules
            ):
                return np.nanmin(self.values[name], axis=0)
            case ast.Call(func=ast.Name(id=name), args=[cells]) if name in OF_CELLS:
                return OF_CELLS[name](self.cells(cells))
            case ast.Call(func=ast.Name(id="first_at"), args=[values, places, place]):
                return first_at(self.cells(values), self.cells(places), self.value(place))
            case ast.Call(func=ast.Name(id=name), args=args) if name in WHITELIST:
                function = FUNCTIONS.get(name) or elementwise(WHITELIST[name])
                return function(*map(self.value, args))
            case ast.Subscript(value=ast.Name(id=schedule)) if schedule in self.schedules:
                return self.values[schedule]
            case ast.Subscript(value=cells, slice=ast.Name(id=place)):
                return self.cells(cells)[self.places[place]]
        self.refuse(node)

    def cells(self, node: ast.expr) -> list:
        """A column, one row of a matrix as ``x[row]``, or one column of it by ``down()``."""
        match node:
            case ast.Name(id=name):
                return self.values[name]
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Name(id=place)):
                return self.values[name][self.places[place]]
            case ast.Call(func=ast.Name(id="down"), args=[ast.Name(id=name), ast.Name(id=place)]):
                return [row[self.places[place]] for row in self.values[name]]
        self.refuse(node)

    def choose(self, test, body: ast.expr, orelse: ast.expr):
        if np.ndim(test) == 0:
            return self.value(body if test else orelse)
        return np.where(test, self.value(body), self.value(orelse))

    def refuse(self, node: ast.expr):
        raise DefinitionError(
            f"{self.calculator.name} cannot be simulated: '{ast.unparse(node)}' has no form "
            "for many draws at once"
        )
