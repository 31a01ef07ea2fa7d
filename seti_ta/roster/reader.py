"""Reads a roster, and says in one sentence each what is wrong with it.

A sentence names columns and row numbers, never a cell: a cell may tell who somebody is.
Rows are numbered as a spreadsheet numbers them.
"""

import csv
import io
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.roster.columns import COLUMNS, GATES
from seti_ta.roster.roster import Roster
from seti_ta.roster.words import count, listed, rows

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

    ``dates`` says how the whole file writes its dates: one of ``DATE_FORMATS``. A first line
    that begins with # is a note, and is kept. Nothing is corrected.

    Raises:
        InputError: the file cannot be counted; one sentence for each reason.
    """
    if dates not in DATE_FORMATS:
        _refuse("dates", f"Dates are written one of these ways: {', '.join(DATE_FORMATS)}.")
    path = Path(path)
    note, table = _table(_text(path), path.name)
    today = pd.Timestamp(today or date.today())
    problems = _problems_of_people(table)
    for column in GATES:
        cells, table[column] = table[column], _as_dates(table[column], dates)
        if problem := _problem_of_dates(column, cells, table[column], dates, today):
            problems[column] = problem
    if problems:
        raise InputError(problems)
    return Roster(path.name, note, table)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError:
        _refuse("file", f"The file {path} cannot be opened: check its name and its folder.")
    except UnicodeDecodeError:
        _refuse(
            "file",
            f"{path.name} is not a CSV file in UTF-8: save the sheet again as 'CSV UTF-8'.",
        )


def _table(text: str, name: str) -> tuple[str, pd.DataFrame]:
    """The note, and the cells as text: one row a person, indexed by the row of the file."""
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        _refuse("file", f"{name} is not a table with commas between its columns.")
    stripped = {number: [cell.strip() for cell in line] for number, line in enumerate(lines, 1)}
    filled = {number: cells for number, cells in stripped.items() if any(cells)}
    note = _take_note(filled)
    if not filled:
        _refuse("file", f"{name} is empty.")
    header = filled.pop(next(iter(filled)))
    _check_columns(header, name)
    if not filled:
        _refuse("file", f"{name} has the names of its columns, and no people below them.")
    if odd := [number for number, cells in filled.items() if len(cells) != len(header)]:
        _refuse("file", f"{name} does not have {len(header)} cells in {rows(odd)}.")
    table = pd.DataFrame.from_dict(filled, orient="index", columns=header, dtype=str)
    return note, table[list(COLUMNS)]


def _take_note(filled: dict[int, list[str]]) -> str:
    first = next(iter(filled), None)
    if first is None or not filled[first][0].startswith("#"):
        return ""
    return filled.pop(first)[0].lstrip("# ")


def _check_columns(header: list[str], name: str) -> None:
    missing = [column for column in COLUMNS if column not in header]
    unknown = [column or "a column without a name" for column in header if column not in COLUMNS]
    if len(missing) > len(COLUMNS) / 2:
        # The first row may be a person's, so it is not repeated.
        names = ", ".join(COLUMNS)
        _refuse("columns", f"The first row of {name} must name the columns, with commas: {names}.")
    faults = [
        f"lacks {listed(missing)}" if missing else "",
        f"has {listed(unknown)}, which a roster does not have" if unknown else "",
        "has a column twice" if len(set(header)) < len(header) else "",
    ]
    if any(faults):
        _refuse("columns", f"{name} {' and '.join(filter(None, faults))}.")


def _problems_of_people(table: pd.DataFrame) -> dict[str, str]:
    problems = {}
    codes = table["person_id"].str.casefold()
    twice = codes[codes.duplicated(keep=False) & (codes != "")]
    if len(twice):
        problems["twice"] = (
            f"{count(twice.nunique(), 'person has', 'people have')} more than one row "
            f"({rows(twice.index)}): keep one row a person."
        )
    for column in ("person_id", "applied_on"):
        if len(empty := table.index[table[column] == ""]):
            problems[f"{column} is empty"] = f"{column} is empty in {rows(empty)}."
    return problems


def _as_dates(cells: pd.Series, dates: str) -> pd.Series:
    return pd.to_datetime(cells.map(lambda cell: _as_date(cell, DATE_FORMATS[dates])))


def _as_date(cell: str, pattern: str) -> pd.Timestamp:
    try:
        return pd.Timestamp(datetime.strptime(cell, pattern))
    except ValueError:
        return pd.NaT


def _problem_of_dates(
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


def _refuse(what: str, sentence: str) -> None:
    raise InputError({what: sentence}) from None
