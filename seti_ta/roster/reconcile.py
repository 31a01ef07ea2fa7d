"""Two lists of the same people: who stands in one only, and where they disagree.

Results are counts and row numbers of the first list, never codes.
"""

from dataclasses import dataclass

import pandas as pd

from seti_ta.roster.columns import GATES
from seti_ta.roster.roster import Roster


@dataclass(frozen=True)
class Reconciled:
    """``only_first`` and ``only_second``: rows of each list whose person the other lacks.

    ``differ``: for each dated column, how many of the ``both`` have another date; and
    ``rows_that_differ``, rows of the first list.
    """

    both: int
    only_first: tuple[int, ...]
    only_second: tuple[int, ...]
    differ: pd.Series
    rows_that_differ: tuple[int, ...]

    @property
    def report(self) -> str:
        lines = [
            f"In both lists: {self.both}. In the first only: {len(self.only_first)}. "
            f"In the second only: {len(self.only_second)}."
        ]
        lines += [f"{name}: {n} with another date." for name, n in self.differ.items() if n]
        return "\n".join(lines)


def reconcile(first: Roster, second: Roster) -> Reconciled:
    """Compare two rosters by ``person_id``, without regard to case."""
    tables = [
        roster.people.assign(row=roster.people.index, key=roster.people["person_id"].str.casefold())
        .set_index("key")
        for roster in (first, second)
    ]  # fmt: skip
    one, other = tables
    both = one.index.intersection(other.index)
    dates = list(GATES)
    a, b = one.loc[both, dates], other.loc[both, dates]
    differs = (a != b) & ~(a.isna() & b.isna())
    return Reconciled(
        both=len(both),
        only_first=tuple(int(n) for n in one.loc[one.index.difference(other.index), "row"]),
        only_second=tuple(int(n) for n in other.loc[other.index.difference(one.index), "row"]),
        differ=differs.sum(),
        rows_that_differ=tuple(int(n) for n in one.loc[both[differs.any(axis=1)], "row"]),
    )
