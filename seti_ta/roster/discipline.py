"""Warnings and discharges by group: which rule, or which use of it, needs a closer look."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from seti_ta import calculators
from seti_ta.calculators import InputError
from seti_ta.calculators.functions import round_half_up
from seti_ta.roster import small_cells
from seti_ta.roster.cells import as_numbers, problem_of_empty, problem_of_twice, read_cells
from seti_ta.roster.words import rows

EVENTS = {
    "warned": "Trainees who got at least one warning.",
    "discharged": "Trainees whom the program sent away for breaking a rule.",
}

DISCIPLINE_COLUMNS = {
    "group": "Any group that you compare, in your own words. Each person stands in one group.",
    "trainees": "People of this group who started.",
    **EVENTS,
}

MOST_PEOPLE = 10_000


@dataclass(frozen=True)
class Discipline:
    """``groups``: one row a group, with the columns of ``DISCIPLINE_COLUMNS``."""

    name: str
    note: str
    groups: pd.DataFrame

    def __repr__(self) -> str:
        return f"<Discipline {self.name}: {len(self.groups)} groups>"

    def without(self, event: str) -> list[dict]:
        """The rows of the calculator ``selection_rates``: who got through without the event.

        Groups of fewer than 10 people stand together.
        """
        return [
            {"group": row.group, "applied": row.trainees, "selected": row.trainees - row[event]}
            for _, row in self._joined(event).iterrows()
        ]

    def check(self, event: str) -> pd.DataFrame:
        """Each group: people, how many had the event, and what the calculator says of the rest.

        Shares are in percent with one decimal. ``times the lowest`` is the share of the group
        divided by the lowest share that is shown. Counts under 10, and those that would give
        them away, are replaced by words, together with all that is worked out from them.

        Raises:
            InputError: naming the events that there are, or what the calculator refuses.
        """
        table = self._joined(event)
        result = calculators["selection_rates"](groups=self.without(event))
        hidden = _hidden(table.set_index("group")[["trainees", event]])
        share = 100 * table[event] / table["trainees"].where(table["trainees"] > 0)
        lowest = share[~hidden[event].to_numpy()].min()
        shown = pd.DataFrame(
            {
                "trainees": table["trainees"],
                event: table[event],
                "share, in percent": share.map(_one_decimal, na_action="ignore"),
                "times the lowest": (share / lowest if lowest else share * float("nan")).map(
                    _one_decimal, na_action="ignore"
                ),
                "what to do": [flag for (flag,) in result.rows(["flag"])],
            }
        ).set_index(table["group"])
        shown = shown.astype(object).where(shown.notna(), "")
        shown.loc[hidden["trainees"]] = small_cells.HIDDEN
        shown.loc[hidden[event], [event, "share, in percent", "times the lowest"]] = (
            small_cells.HIDDEN
        )
        return shown.reset_index()

    def _joined(self, event: str) -> pd.DataFrame:
        if event not in EVENTS:
            raise InputError({"event": f"The events are {' and '.join(EVENTS)}."})
        few = self.groups["trainees"] < small_cells.FEWEST
        names = self.groups["group"].where(~few, "smaller groups together")
        return self.groups.drop(columns="group").groupby(names, sort=False).sum().reset_index()


def read_discipline(path) -> Discipline:
    """The counts in a CSV file with the columns of ``DISCIPLINE_COLUMNS``, one row a group.

    Raises:
        InputError: the file cannot be used; one sentence for each reason.
    """
    path = Path(path)
    note, table = read_cells(path, DISCIPLINE_COLUMNS, "a log of warnings")
    problems = {
        "twice": problem_of_twice(table["group"], "group has", "groups have"),
        "group": problem_of_empty(table["group"]),
    }
    for column in ("trainees", *EVENTS):
        table[column], problems[column] = as_numbers(table[column], MOST_PEOPLE, whole=True)
    for event in EVENTS:
        if not problems["trainees"] and not problems[event]:
            odd = table.index[table[event] > table["trainees"]]
            problems[event] = f"{event} is more than trainees in {rows(odd)}." if len(odd) else ""
    if problems := {what: problem for what, problem in problems.items() if problem}:
        raise InputError(problems)
    return Discipline(path.name, note, table)


def _hidden(counts: pd.DataFrame) -> pd.DataFrame:
    """What must not be shown of people and an event: few who had it, or few who had not."""
    people, event = counts.columns
    rest = pd.DataFrame({people: counts[people], event: counts[people] - counts[event]})
    return small_cells.hidden(counts) | small_cells.hidden(rest)


def _one_decimal(number: float) -> float:
    return round_half_up(number, 1)
