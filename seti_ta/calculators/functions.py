"""The functions a calculator's formulas may use, as Python runs them.

Spreadsheets, browsers and Python round and compare differently, so nothing here
is left to the platform. The same functions are written once more for the page
(``surfaces/web/js/functions.js``) and as sheet formulas (``surfaces/formula.py``);
the parity tests hold the three together.
"""

import math
from collections.abc import Sequence

TOLERANCE = 1e-9


def _slack(a: float, b: float) -> float:
    return TOLERANCE * max(1.0, abs(a), abs(b))


def below(a: float, b: float) -> bool:
    """True where ``a < b`` by more than the tolerance."""
    return b - a > _slack(a, b)


def above(a: float, b: float) -> bool:
    """True where ``a > b`` by more than the tolerance."""
    return a - b > _slack(a, b)


def same(a: float, b: float) -> bool:
    """True where ``a`` and ``b`` differ by no more than the tolerance."""
    return abs(a - b) <= _slack(a, b)


def people_up(x: float) -> int:
    """Round up to whole people; a hair above a whole number stays there."""
    return math.ceil(x - max(TOLERANCE, 1e-12 * x))


def round_half_up(x: float, digits: int = 0) -> float:
    """Round half away from zero, so that 0.5 is 1 and -0.5 is -1."""
    scaled = abs(x) * 10**digits
    rounded = math.floor(scaled + 0.5 + max(TOLERANCE, 1e-12 * scaled)) / 10**digits
    return -rounded if x < 0 and rounded else rounded


def running_total(column: Sequence[float]) -> list[float]:
    """Each row's sum of the rows down to it."""
    total, totals = 0.0, []
    for value in column:
        total += value
        totals.append(total)
    return totals


def years(longest: int) -> range:
    """Years 1 to ``longest``: the rows of a schedule."""
    return range(1, longest + 1)


#: What a formula may call. ``running_total`` stands alone, as a step of its own.
WHITELIST = {
    function.__name__: function
    for function in (below, above, same, people_up, round_half_up, sum, min, max)
}
