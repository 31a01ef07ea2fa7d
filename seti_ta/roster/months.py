"""A share month by month, and whether it moved more than chance would have it."""

import math
from dataclasses import dataclass

import pandas as pd
from scipy import stats

from seti_ta.calculators import InputError
from seti_ta.roster import small_cells
from seti_ta.roster.columns import GATES
from seti_ta.roster.roster import Roster
from seti_ta.roster.words import listed

#: With fewer months a run says little.
FEWEST_MONTHS = 10


def share_by_month(roster: Roster, gate: str, of: str = "applied_on") -> pd.DataFrame:
    """Of those who came to ``of``, the share who passed ``gate``, by the month they applied in.

    One row a month, with months without applicants left out: ``people``, ``passed`` and
    ``percent``. Counts of fewer than 10 people, also of those who did not pass, and counts that
    would give them away are replaced by words; then there is no percent.

    Raises:
        InputError: an unknown gate, or ``gate`` not after ``of``.
    """
    order = list(GATES)
    for name in (gate, of):
        if name not in order:
            raise InputError({name: f"{name} is no gate; it must be one of {listed(order)}."})
    if order.index(gate) <= order.index(of):
        raise InputError({"gate": f"{gate} must come after {of} in the funnel."})
    came = roster.reached[of]
    month = roster.people["applied_on"].dt.to_period("M").astype(str)[came]
    passed = roster.reached[gate][came].groupby(month)
    counts = pd.DataFrame({"people": passed.size(), "passed": passed.sum()})
    # Who did not pass can be told from a small number too.
    others = counts.assign(passed=counts["people"] - counts["passed"])
    hidden = small_cells.hidden(counts) | small_cells.hidden(others)
    table = counts.assign(percent=100 * counts["passed"] / counts["people"]).astype(object)
    table["percent"] = table["percent"].where(~hidden["passed"]).astype(float)
    table[["people", "passed"]] = table[["people", "passed"]].mask(hidden, small_cells.HIDDEN)
    return table.rename_axis("month").reset_index()


@dataclass(frozen=True)
class RunChart:
    """The ``median`` of a series, and in ``signals`` a sentence for each sign of more than chance.

    ``months`` are those with a value. ``longest`` run on one side of the median and ``crossings``
    of it stand beside their limits. No signal does not mean that nothing changed.
    """

    months: tuple[str, ...]
    values: tuple[float, ...]
    median: float
    longest: int
    longest_allowed: int
    crossings: int
    crossings_needed: int
    signals: tuple[str, ...]


def run_chart(months, values) -> RunChart:
    """Judge a series by two rules that raise a false alarm about 1 time in 20.

    More than log2(n) + 3 values in a row on one side of the median, or fewer crossings of it than
    19 of 20 chance series of n values have (Anhoj and Olesen, 2014). Values on the median count
    for neither side; blank ones are left out.

    Raises:
        InputError: fewer than ten months with a value.
    """
    series = pd.Series(list(values), index=list(map(str, months)), dtype=float).dropna()
    if len(series) < FEWEST_MONTHS:
        raise InputError(
            {"values": f"There are {len(series)} months with a value; a run chart needs "
                       f"{FEWEST_MONTHS} or more. Join months, or wait."}
        )  # fmt: skip
    median = float(series.median())
    above = series[series != median] > median
    runs = [run for _, run in above.groupby((above != above.shift()).cumsum())]
    longest = max(runs, key=len, default=above)
    n, crossings = max(len(above), 1), max(len(runs) - 1, 0)
    allowed, needed = round(math.log2(n) + 3), int(stats.binom.ppf(0.05, n - 1, 0.5))
    signals = []
    if len(longest) > allowed:
        side = "above" if longest.iloc[0] else "below"
        signals.append(
            f"{len(longest)} months in a row {side} the middle, {longest.index[0]} to "
            f"{longest.index[-1]}; chance seldom gives more than {allowed}."
        )
    if crossings < needed:
        signals.append(
            f"The line crosses the middle {crossings} times; chance seldom gives fewer than "
            f"{needed}."
        )
    return RunChart(
        tuple(series.index), tuple(series), median, len(longest), allowed, crossings, needed,
        tuple(signals),
    )  # fmt: skip
