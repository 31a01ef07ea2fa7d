"""Whose exits a report counts: the windows of the joint guidance, in quarter numbers.

A program year N runs from July 1 of N to June 30 of N + 1. A report covers four quarters. Results
for quarters after exit come late, so each indicator looks at exits that lie further back.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from seti_ta.calculators import InputError

#: How many quarters the newest exit quarter lies before the report quarter.
SHIFTS = {"served": 0, "exited": -1, "q2": -4, "q4": -6}

EARLIEST, LATEST = 2016, 2100  # WIOA's indicators begin with program year 2016


@dataclass(frozen=True)
class Window:
    """Both days count."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


@dataclass(frozen=True)
class Report:
    """A report on the four quarters that end with ``quarter``: 4 times the year, plus 0 to 3."""

    quarter: int

    @classmethod
    def annual(cls, program_year: int) -> "Report":
        """The report on program year N, which ends on June 30 of N + 1.

        Raises:
            InputError: the year is no whole number from 2016 to 2100.
        """
        _check_year("program_year", program_year)
        return cls(4 * (program_year + 1) + 1)

    @classmethod
    def quarterly(cls, year: int, quarter: int) -> "Report":
        """The report on the four quarters up to calendar quarter 1 to 4 of a year.

        Raises:
            InputError: the year is not from 2016 to 2100, or the quarter not from 1 to 4.
        """
        _check_year("year", year)
        if quarter not in (1, 2, 3, 4):
            raise InputError({"quarter": f"quarter is {quarter}; it must be 1, 2, 3 or 4."})
        return cls(4 * year + quarter - 1)

    def window(self, of: str) -> Window:
        """The days of "served", "exited", "q2" or "q4"."""
        newest = self.quarter + SHIFTS[of]
        return Window(first_day(newest - 3), first_day(newest + 1) - timedelta(1))

    def earlier(self, quarters: int) -> "Report":
        return Report(self.quarter - quarters)

    @property
    def name(self) -> str:
        year, part = divmod(self.quarter, 4)
        return f"four quarters to {year}-{3 * part + 3:02d}"


def quarter_of(day: date) -> int:
    """The number of a day's calendar quarter."""
    return 4 * day.year + (day.month - 1) // 3


def first_day(quarter: int) -> date:
    year, part = divmod(quarter, 4)
    return date(year, 3 * part + 1, 1)


def as_number(day: date) -> int:
    """A day as files write it, YYYYMMDD."""
    return 10_000 * day.year + 100 * day.month + day.day


def _check_year(field: str, year: int) -> None:
    if not isinstance(year, int) or not EARLIEST <= year <= LATEST:
        raise InputError(
            {field: f"{field} is {year}; it must be a whole number from {EARLIEST} to {LATEST}."}
        )
