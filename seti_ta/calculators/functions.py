"""The functions a calculator's formulas may use, as Python runs them.

Spreadsheets, browsers and Python round and compare differently, so nothing here
is left to the platform. The same functions are written once more for the page
(``surfaces/web/js/functions.js``) and as sheet formulas (``surfaces/formula.py``);
the parity tests hold the three together.
"""

import math
from collections.abc import Callable, Sequence
from functools import reduce

from seti_ta import attrition
from seti_ta.prices import price_index

TOLERANCE = 1e-9

#: A value that stays empty. Totals, ranks and counts pass over it.
left_out = None

Row = Sequence[float | None]


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


def round_down(x: float) -> int:
    """Round down to whole people or slots; a hair below a whole number counts as that number."""
    return math.floor(x + max(TOLERANCE, 1e-12 * x))


def truncate(x: float, digits: int = 0) -> float:
    """Cut off toward zero after ``digits`` decimals; a hair below the next one counts as it."""
    scaled = abs(x) * 10**digits
    cut = math.floor(scaled + max(TOLERANCE, 1e-12 * scaled)) / 10**digits
    return -cut if x < 0 and cut else cut


def round_half_up(x: float, digits: int = 0) -> float:
    """Round half away from zero, so that 0.5 is 1 and -0.5 is -1."""
    scaled = abs(x) * 10**digits
    rounded = math.floor(scaled + 0.5 + max(TOLERANCE, 1e-12 * scaled)) / 10**digits
    return -rounded if x < 0 and rounded else rounded


def ln(x: float) -> float:
    """The natural logarithm of a number above zero."""
    return math.log(x)


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


def months(longest: int) -> range:
    """Months 1 to ``longest``: the rows of a schedule by month."""
    return range(1, longest + 1)


#: Two splits are equally likely where their chances differ by no more than this share.
FISHER_TIE = 1e-7
#: A split this much less likely than the likeliest is not counted, nor are those beyond it.
NO_CHANCE = 1e-40

#: A normal variable is within so many standard deviations of its mean 95 times in 100.
Z95 = 1.959963984540054


def shrunk_rate(successes: float, n: float, prior: float, weight: float) -> float:
    """The share ``successes / n``, pulled toward ``prior`` as if ``weight`` more had that share."""
    return (successes + weight * prior) / (n + weight)


def wilson_low(successes: float, n: float) -> float:
    """The low end of the 95 percent interval (Wilson's) for the share ``successes / n``.

    The two ends solve a quadratic equation; this one follows from their product, so that
    it is exactly 0 where there is no success.
    """
    return successes**2 / (n * (n + Z95**2)) / wilson_high(successes, n)


def wilson_high(successes: float, n: float) -> float:
    """The high end of the 95 percent interval (Wilson's) for the share ``successes / n``."""
    spread = Z95 * (successes * (n - successes) / n + Z95**2 / 4) ** 0.5
    return (successes + Z95**2 / 2 + spread) / (n + Z95**2)


def fisher_exact(a: int, n1: int, b: int, n2: int) -> float:
    """The two-sided p-value of Fisher's exact test: ``a`` of ``n1`` against ``b`` of ``n2``.

    The chance of a split no likelier than the one seen, were there no difference. Each chance
    stands in a simple ratio to the next, so they are built outward from the likeliest split.
    """
    successes = a + b
    fewest, most = max(0, successes - n2), min(n1, successes)
    likeliest = (n1 + 1) * (successes + 1) // (n1 + n2 + 2)

    def ratio(x: int) -> float:
        """How much likelier ``x + 1`` of ``n1`` is than ``x``."""
        return (n1 - x) * (successes - x) / ((x + 1) * (n2 - successes + x + 1))

    chances = {likeliest: 1.0}
    up, down = likeliest, likeliest
    while up < most and chances[up] > NO_CHANCE:
        chances[up + 1] = chances[up] * ratio(up)
        up += 1
    while down > fewest and chances[down] > NO_CHANCE:
        chances[down - 1] = chances[down] / ratio(down - 1)
        down -= 1
    limit = chances.get(a, 0) * (1 + FISHER_TIE)
    return sum(each for each in chances.values() if each <= limit) / sum(chances.values())


def cautious_boundary(overall: float) -> float:
    """The largest difference in attrition that is still low, where ``overall`` is lost in all.

    All are shares. By the cautious table of the What Works Clearinghouse; -1 where none is low.
    """
    return _boundary(attrition.CAUTIOUS, overall)


def optimistic_boundary(overall: float) -> float:
    """The same by the optimistic table."""
    return _boundary(attrition.OPTIMISTIC, overall)


def _boundary(points: Sequence[float], overall: float) -> float:
    percent = int(round_half_up(100 * overall))
    return points[percent] / 100 if percent < len(points) else -1


def t_quantile(p: float, df: int) -> float:
    """Where Student's t with ``df`` degrees of freedom has the share ``p`` below it.

    ``p`` is from 0.5 up to, not including, 1. Newton's method, from the left.
    """
    height, t = t_height(df), 0.0
    for _ in range(100):
        density = height * (df / (df + t * t)) ** ((df + 1) / 2)
        step = (p - 0.5 - t_share(t, df, density)) / density
        t += step
        if abs(step) <= 1e-13 * t:
            break
    return t


def t_share(t: float, df: int, density: float) -> float:
    """The share of Student's t between 0 and ``t``, by series whose terms are all positive."""
    term = series = 1.0
    if t * t < df:  # converges fast (Abramowitz and Stegun, 26.5.4)
        k, share = 0, t * t / (df + t * t)
        while term > 1e-17 * series:
            term *= share * ((df + 1) / 2 + k) / (1.5 + k)
            series += term
            k += 1
        return t * density * series
    angle = math.atan(t / math.sqrt(df))  # ends after df / 2 terms (26.7.3 and 26.7.4)
    for k in range(2 + df % 2, df, 2):
        term *= (k - 1) / k * math.cos(angle) ** 2
        series += term
    if df % 2 == 0:
        return math.sin(angle) * series / 2
    return (angle + (math.sin(angle) * math.cos(angle) * series if df > 1 else 0)) / math.pi


def t_height(df: int) -> float:
    """The density of Student's t at zero."""
    if df > 200:  # the ratio of gamma functions by its asymptotic series, good to 1e-14
        x = 1 / df
        series = 1 + x * (-1 / 4 + x * (1 / 32 + x * (5 / 128 + x * (-21 / 2048 - x * 399 / 8192))))
        return series / math.sqrt(2 * math.pi)
    ratio = 1 / math.sqrt(math.pi) if df % 2 else math.sqrt(math.pi) / 2
    for k in range(2 - df % 2, df, 2):  # by its recurrence
        ratio *= (k + 1) / k
    return ratio / math.sqrt(df * math.pi)


# Tables


def rows(column: Sequence) -> range:
    """The places of the rows of the table that ``column`` belongs to."""
    return range(len(column))


def given(value: float | str | None) -> bool:
    """Whether something was entered, or computed."""
    return value is not left_out and value != ""


def down(matrix: Sequence[Sequence], column: int) -> list:
    """One column of a matrix."""
    return [row[column] for row in matrix]


def total(values: Row) -> float:
    """The sum of the values that are given."""
    return sum(_given(values))


def lowest(values: Row) -> float:
    """The smallest value that is given, or 0 where there is none."""
    return min(_given(values), default=0)


def highest(values: Row) -> float:
    """The largest value that is given, or 0 where there is none."""
    return max(_given(values), default=0)


def count(values: Row) -> int:
    """How many values are given."""
    return len(_given(values))


def rank(values: Row) -> list[int | None]:
    """The place of each value, the largest first; equal ones share the better place."""
    return [
        left_out if each is left_out else 1 + sum(above(other, each) for other in _given(values))
        for each in values
    ]


def active_at_start(starts: Row, people: Row, length: float) -> list[float]:
    """The people active when each row starts: its own, and those of rows not over yet.

    A row is active from its start until ``length`` later, that moment not included.
    """
    return [
        sum(
            size
            for start, size in zip(starts, people, strict=True)
            if not above(start, each) and above(start + length, each)
        )
        for each in starts
    ]


def in_force(amounts: Row, first: Row, last: Row, at: float) -> float:
    """The sum of the amounts of the rows whose span, from first to last, holds ``at``."""
    spans = zip(amounts, first, last, strict=True)
    return sum(amount for amount, start, end in spans if start <= at <= end)


Matrix = Sequence[Row]


def assign_money(costs: Row, amounts: Row, most: Matrix, smaller: Callable = min) -> list[list]:
    """What each amount (a column) pays of each cost (a row): ``most`` says up to how much.

    An amount may not pay where ``most`` is left out. The amount with the fewest costs that it
    may pay comes first, and pays first the cost with the fewest amounts that may pay it. Ties
    keep the order of the rows.
    """
    unspent, unpaid = list(amounts), list(costs)
    paid = [[0.0] * len(amounts) for _ in costs]
    by_row = sorted(rows(costs), key=lambda row: count(most[row]))
    for column in sorted(rows(amounts), key=lambda column: count(down(most, column))):
        for row in by_row:
            if most[row][column] is not left_out:
                paid[row][column] = pays = smaller(
                    most[row][column], smaller(unspent[column], unpaid[row])
                )
                unspent[column] = unspent[column] - pays
                unpaid[row] = unpaid[row] - pays
    return paid


def most_fundable(costs: Row, amounts: Row, most: Matrix, smaller: Callable = min) -> float:
    """The largest sum that the amounts can pay of the costs, in the best split of all.

    It is the smallest cut between the amounts and the costs (Ford and Fulkerson): some costs
    are cut off whole, and into the others flows no more than the amounts and ``most`` let.
    """
    cuts = [(0.0, [0.0] * len(amounts))]
    for cost, limits in zip(costs, most, strict=True):
        flows = [0 if limit is left_out else limit for limit in limits]
        cuts = [
            each
            for cut, into in cuts
            for each in (
                (cut + cost, into),
                (cut, [a + b for a, b in zip(into, flows, strict=True)]),
            )
        ]
    return reduce(smaller, (cut + sum(map(smaller, amounts, into)) for cut, into in cuts))


def first_at(values: Sequence, places: Row, place: float) -> float | str | None:
    """The first of ``values`` whose place is ``place``, one of ``places``."""
    return values[list(places).index(place)]


def _given(values: Row) -> list[float]:
    return [value for value in values if value is not left_out]


#: What ``share_first`` tries: each weight times these, and so many weights by chance.
WEIGHT_FACTORS = (0.5, 1.5)
RANDOM_WEIGHTS = 500
SEED = 2463534242


def share_first(scores: Sequence[Row], weights: Row) -> list[float | None]:
    """In what share of many sets of weights each row of ``scores`` comes first, or level.

    The sets: all weights equal; each weight times one of ``WEIGHT_FACTORS``; and
    ``RANDOM_WEIGHTS`` sets by chance, the same on every surface. Rows left out stay so.
    """
    compared = [row for row in scores if row[0] is not left_out]
    wins = [0] * len(compared)
    tried = weight_sets(weights)
    for weighting in tried:
        totals = [sum(w * score for w, score in zip(weighting, row, strict=True))
                  for row in compared]  # fmt: skip
        best = max(totals, default=0)
        for place, each in enumerate(totals):
            wins[place] += not below(each, best)
    shares = iter(wins)
    return [left_out if row[0] is left_out else next(shares) / len(tried) for row in scores]


def weight_sets(weights: Row) -> list[list[float]]:
    """The sets of weights that ``share_first`` tries."""
    near = [
        [w * factor if place == moved else w for place, w in enumerate(weights)]
        for moved in rows(weights)
        for factor in WEIGHT_FACTORS
    ]
    return [[1.0] * len(weights), *near, *random_weights(len(weights))]


def random_weights(size: int) -> list[list[float]]:
    """``RANDOM_WEIGHTS`` sets of ``size`` weights from 0 to 1.

    Marsaglia's 32-bit xorshift generator (13, 17, 5), so that every surface draws the same.
    """
    x, drawn = SEED, []
    for _ in range(RANDOM_WEIGHTS * size):
        x ^= x << 13 & 0xFFFFFFFF
        x ^= x >> 17
        x ^= x << 5 & 0xFFFFFFFF
        drawn.append(x / 2**32)
    return [drawn[at : at + size] for at in range(0, len(drawn), size)]


#: What a formula may call with numbers. ``running_total``, ``rank``, ``active_at_start``,
#: ``assign_money`` and ``share_first`` stand alone, as a step of their own.
WHITELIST = {
    function.__name__: function
    for function in (
        below, above, same, people_up, round_down, round_half_up, truncate, ln, sum, min, max,
        shrunk_rate, wilson_low, wilson_high, fisher_exact, cautious_boundary,
        optimistic_boundary, t_quantile, price_index,
        total, lowest, highest, count, given, first_at,
        in_force, most_fundable,
    )
}  # fmt: skip
