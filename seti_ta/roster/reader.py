"""Reads a roster, and says in one sentence each what is wrong with it.

A sentence names columns and row numbers, never a cell: a cell may tell who somebody is.
Rows are numbered as a spreadsheet numbers them.
"""

from datetime import date, datetime
from pathlib import Path

import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.roster.cells import problem_of_empty, problem_of_twice, read_cells, refuse
from seti_ta.roster.columns import COLUMNS, GATES
from seti_ta.roster.roster import Roster
from seti_ta.roster.words import count, rows

MADE_UP = Path(__file__).with_name("made_up_roster.csv")

#: The ways to write a date. March 4 and April 3 look alike in two of them, so nobody guesses.
DATE_FORMATS = {
    "year-month-day": "%Y-%m-%d",
    "month/day/year": "%m/%d/%Y",
    "day/month/year": "%d/%m/%Y",
}

#: A date before this one is a slip of the pen.
EARLIEST = pd.Timestamp(2000, 1, 1)


def read_roster(path, dates: str = "year-month-day", today: date | None = None) -> Roster:
    """The roster in a CSV file (UTF-8, commas) with the ten columns of ``COLUMNS``, in any order.

    Or in the tracker workbook (.xlsx), sheet People; its dates are dates.
    ``dates`` says how the whole file writes its dates: one of ``DATE_FORMATS``. A first line
    that begins with # is a note, and is kept. Nothing is corrected.

    Raises:
        InputError: the file cannot be counted; one sentence for each reason.
    """
    if dates not in DATE_FORMATS:
        refuse("dates", f"Dates are written one of these ways: {', '.join(DATE_FORMATS)}.")
    path = Path(path)
    note, table = read_cells(path, COLUMNS, "a roster")
    return checked_roster(path.name, note, table, dates, today)


def checked_roster(
    name: str, note: str, table: pd.DataFrame, dates: str, today: date | None = None
) -> Roster:
    """A roster from cells of text, indexed by the row of their file.

    Raises:
        InputError: as :func:`read_roster` does.
    """
    today = pd.Timestamp(today or date.today())
    problems = _problems_of_people(table)
    for column in GATES:
        cells, table[column] = table[column], as_dates(table[column], dates)
        if problem := problem_of_dates(column, cells, table[column], dates, today):
            problems[column] = problem
    if problems:
        raise InputError(problems)
    return Roster(name, note, table)


def _problems_of_people(table: pd.DataFrame) -> dict[str, str]:
    found = {"twice": problem_of_twice(table["person_id"], "person has", "people have")}
    for column in ("person_id", "applied_on"):
        found[f"{column} is empty"] = problem_of_empty(table[column])
    return {what: problem for what, problem in found.items() if problem}


def as_dates(cells: pd.Series, dates: str) -> pd.Series:
    return pd.to_datetime(cells.map(lambda cell: _as_date(cell, DATE_FORMATS[dates])))


def _as_date(cell: str, pattern: str) -> pd.Timestamp:
    try:
        return pd.Timestamp(datetime.strptime(cell, pattern))
    except ValueError:
        return pd.NaT


def problem_of_dates(
    column: str, cells: pd.Series, read: pd.Series, dates: str, today: pd.Timestamp
) -> str:
    written = cells != ""
    unread = cells.index[written & read.isna()]
    if len(unread) and len(unread) == written.sum():
        others = " or ".join(f'dates="{each}"' for each in DATE_FORMATS if each != dates)
        return (
            f"{column} has no date that is written {dates} ({rows(unread)}): "
            f"if the whole file has another way, say {others}."
        )
    if len(unread):
        return (
            f"{column} has {count(len(unread), 'date', 'dates')} out of {written.sum()} not "
            f"written {dates} ({rows(unread)}): write all dates one way."
        )
    if len(odd := read.index[(read < EARLIEST) | (read > today)]):
        return (
            f"{column} has {count(len(odd), 'date', 'dates')} before {EARLIEST.year} or after "
            f"today ({rows(odd)}): mend a slip, and leave empty what has not happened."
        )
    return ""
