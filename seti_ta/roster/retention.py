"""Who is still at work: shares at fixed days after the first day, with their intervals.

The list has one row a person who was placed. A person who has not left counts at a day only if
somebody checked on or after that day; before that the answer is not known yet.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.calculators.functions import wilson_high, wilson_low
from seti_ta.roster import small_cells
from seti_ta.roster.cells import problem_of_empty, problem_of_twice, read_cells
from seti_ta.roster.reader import DATE_FORMATS, as_dates, problem_of_dates
from seti_ta.roster.words import rows

RETENTION_COLUMNS = {
    "person_id": "The code of the person, as in the roster.",
    "placed_on": "The first day of work. Never empty.",
    "left_on": "The last day of work. Empty while the person is still there.",
    "checked_on": "The last day on which somebody asked. Never empty.",
}
DAYS = (30, 90, 180, 365)


@dataclass(frozen=True)
class Retention:
    """``people``: one row a person, indexed by the row of the file."""

    name: str
    note: str
    people: pd.DataFrame

    def shares(self) -> pd.DataFrame:
        """For each of ``DAYS``: people whose answer is ``known``, those ``there``, ``percent``, and
        the ends of Wilson's 95 percent interval. Counts under 10, also of those who left, are
        replaced by words, and nothing stands beside them.
        """
        placed = self.people["placed_on"]
        left, checked = self.people["left_on"], self.people["checked_on"]
        lines = []
        for days in DAYS:
            at = placed + pd.Timedelta(days=days)
            gone = left.notna() & (left < at)
            known = gone | (checked >= at) | (left.notna() & (left >= at))
            n, there = int(known.sum()), int((known & ~gone).sum())
            if min(n, there, n - there) < small_cells.FEWEST:
                lines.append((days, small_cells.HIDDEN, small_cells.HIDDEN, None, None, None))
            else:
                ends = (100 * each(there, n) for each in (wilson_low, wilson_high))
                lines.append((days, n, there, 100 * there / n, *ends))
        columns = ["days", "known", "there", "percent", "low", "high"]
        return pd.DataFrame(lines, columns=columns).astype(dict.fromkeys(columns[3:], "float64"))


def read_retention(path, dates: str = "year-month-day", today: date | None = None) -> Retention:
    """The list in a CSV file (UTF-8, commas) with ``RETENTION_COLUMNS``, in any order.

    Raises:
        InputError: the file cannot be used; one sentence for each reason.
    """
    if dates not in DATE_FORMATS:
        raise InputError(
            {"dates": f"Dates are written one of these ways: {', '.join(DATE_FORMATS)}."}
        )
    path = Path(path)
    note, table = read_cells(path, RETENTION_COLUMNS, "a list of people placed")
    now = pd.Timestamp(today or date.today())
    problems = {
        "twice": problem_of_twice(table["person_id"], "person has", "people have"),
        **{f"{name} is empty": problem_of_empty(table[name])
           for name in ("person_id", "placed_on", "checked_on")},
    }  # fmt: skip
    for name in ("placed_on", "left_on", "checked_on"):
        cells, table[name] = table[name], as_dates(table[name], dates)
        problems[name] = problem_of_dates(name, cells, table[name], dates, now)
    early = (table["left_on"] < table["placed_on"]) | (table["checked_on"] < table["placed_on"])
    if early.any():
        problems["order"] = (
            f"left_on or checked_on comes before placed_on in {rows(table.index[early])}."
        )
    if found := {what: problem for what, problem in problems.items() if problem}:
        raise InputError(found)
    return Retention(path.name, note, table)
