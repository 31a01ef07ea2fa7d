"""A checked roster: its people, what looks odd about it, and its funnel."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.calculators.functions import round_half_up
from seti_ta.roster import small_cells
from seti_ta.roster.columns import BREAKDOWNS, GATES, RATES
from seti_ta.roster.words import count, listed, rows

#: Rates from fewer applicants swing widely.
FEW_APPLICANTS = 50

OF_BEFORE, OF_APPLICANTS = "% of those before", "% of applicants"


@dataclass(frozen=True)
class Roster:
    """``people``: one row a person, indexed by the row of the file; text and dates.

    ``note``: what the file says about itself, or empty.
    """

    name: str
    note: str
    people: pd.DataFrame

    def __repr__(self) -> str:
        return f"<Roster {self.name}: {count(len(self.people), 'person', 'people')}>"

    @cached_property
    def reached(self) -> pd.DataFrame:
        """Who passed which gate: True or False, one column a gate.

        A later date counts for the gates before it. A gate that nobody is dated at, though
        people are dated later, is not in use: all who come to it pass.
        """
        dated = self._dates.notna()
        reached = dated.iloc[:, ::-1].cummax(axis=1).iloc[:, ::-1]
        for before, gate in pairwise(GATES):
            if gate in self._unused:
                reached[gate] = reached[before]
        return reached

    @cached_property
    def flags(self) -> list[str]:
        """What to look at before trusting the counts, one sentence each."""
        return [
            *(
                f"{column} is empty in every row and a later gate is not: "
                "everybody who comes to this gate counts as passed."
                for column in self._unused
            ),
            *self._flag_rows(
                self._skipped, "a later gate is dated and an earlier one is not: both gates count."
            ),
            *self._flag_rows(
                self._out_of_order,
                "a gate is dated before an earlier one: check the dates, which change no count.",
            ),
            *self._flag_open_cohorts(),
            *self._flag_few(),
        ]

    @property
    def report(self) -> str:
        """The file, its note, how many people, and the flags, one a line."""
        people = count(len(self.people), "person", "people")
        return "\n".join(filter(None, [f"{self.name}: {people}.", self.note, *self.flags]))

    def funnel(self, by: str | None = None) -> pd.DataFrame:
        """How many people passed each gate, with their share of those before and of applicants.

        Shares are in percent, rounded to one decimal. ``by`` is one of ``BREAKDOWNS``; then each
        group of 10 applicants or more has its own rows. Counts under 10, and those that would
        give them away, are replaced by words.

        Raises:
            InputError: naming what a funnel can be broken down by.
        """
        if by is None:
            return _shares(self.reached.sum()).reset_index()
        if by not in BREAKDOWNS:
            raise InputError({"by": f"A funnel can be broken down by {' or '.join(BREAKDOWNS)}."})
        counts = self.reached.groupby(self._groups(by)).sum()
        hidden = small_cells.hidden(counts).rename(columns=GATES)
        parts = {group: _shares(each) for group, each in counts.iterrows()}
        table = pd.concat(parts, names=[by, "gate"]).astype(object)
        table[hidden.stack().loc[table.index]] = small_cells.HIDDEN
        return table.reset_index()

    def rates(self) -> dict[str, float]:
        """The five rates of the calculator ``recruitment_funnel``, in percent, one decimal.

        Rounded so that the same rates, typed into the form, give the same plan. The counts
        behind them are in ``funnel()``.

        Raises:
            InputError: naming the gates that nobody came to, which have no rate.
        """
        shares = dict(zip(GATES, self.funnel()[OF_BEFORE], strict=True))
        if closed := [GATES[gate] for gate in RATES if pd.isna(shares[gate])]:
            raise InputError(
                {"rates": f"No rate can be given where nobody came: {listed(closed)}."}
            )
        return {rate: float(shares[gate]) for gate, rate in RATES.items()}

    def _groups(self, by: str) -> pd.Series:
        # What a few people only have in their record may tell who they are.
        written = self.people[by].replace("", "not recorded")
        sizes = written.map(written.value_counts())
        return written.where(sizes >= small_cells.FEWEST, "smaller groups together")

    @property
    def _dates(self) -> pd.DataFrame:
        return self.people[list(GATES)]

    @cached_property
    def _unused(self) -> list[str]:
        dated = self._dates.notna().any()
        return [gate for gate in RATES if not dated[gate] and dated[gate:].any()]

    @property
    def _skipped(self) -> pd.Series:
        used = self._dates.drop(columns=self._unused).notna()
        return (used < self.reached[used.columns]).any(axis=1)

    @property
    def _out_of_order(self) -> pd.Series:
        latest_before = self._dates.ffill(axis=1).shift(axis=1)
        return (self._dates < latest_before).any(axis=1)

    def _flag_rows(self, odd: pd.Series, what: str) -> list[str]:
        numbers = odd.index[odd]
        if numbers.empty:
            return []
        return [f"In {count(len(numbers), 'row', 'rows')} ({rows(numbers)}) {what}"]

    def _flag_open_cohorts(self) -> list[str]:
        enrolled = self.reached["enrolled_on"].groupby(self.people["cohort"]).any()
        if enrolled.all():
            return []
        waiting = count((~enrolled).sum(), "cohort", "cohorts")
        return [
            f"Nobody is enrolled yet in {waiting} of {len(enrolled)}: leave out a class that has "
            "not started, or the rates look too low."
        ]

    def _flag_few(self) -> list[str]:
        if len(self.people) >= FEW_APPLICANTS:
            return []
        return [
            f"There are fewer than {FEW_APPLICANTS} applicants: the rates swing widely from one "
            "class to the next."
        ]


def _shares(counts: pd.Series) -> pd.DataFrame:
    """One line a gate: people, share of those before, share of applicants."""
    before = counts.shift().where(lambda people: people > 0)
    return pd.DataFrame(
        {
            "people": counts,
            OF_BEFORE: _percent(counts / before),
            OF_APPLICANTS: _percent(counts / counts["applied_on"]),
        }
    ).set_axis(pd.CategoricalIndex(GATES.values(), GATES.values(), name="gate"))


def _percent(shares: pd.Series) -> pd.Series:
    return shares.map(lambda share: round_half_up(100 * share, 1), na_action="ignore")
