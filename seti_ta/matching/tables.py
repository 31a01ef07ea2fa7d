"""The tables of job seekers and of training programs, read and checked.

A sentence names columns and row numbers, never a cell. Rows are numbered as a spreadsheet does.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.roster.cells import as_numbers, problem_of_empty, problem_of_twice, read_cells
from seti_ta.roster.words import rows

MADE_UP_SEEKERS = Path(__file__).with_name("made_up_seekers.csv")
MADE_UP_PROGRAMS = Path(__file__).with_name("made_up_programs.csv")

SCHEDULES = ("day", "evening", "weekend")
YES_NO = ("yes", "no")


@dataclass(frozen=True)
class Column:
    """``kind``: "code" (unique), "text", "list" (with ; between), "number" from ``low`` to
    ``high``, or "choice" of ``choices``. ``empty`` cells are allowed where it says so."""

    kind: str
    help: str
    low: float = 0
    high: float = 0
    choices: tuple[str, ...] = ()
    empty: bool = False
    whole: bool = False


_LATITUDE = Column("number", "Degrees north, of home or of the classroom.", -90, 90, empty=True)
_LONGITUDE = Column("number", "Degrees east, so less than 0 in America.", -180, 180, empty=True)
_GRADE = "A grade level, such as 8.5."

SEEKER_COLUMNS = {
    "person_id": Column("code", "A code for the person. Never a name."),
    "schedule": Column("list", "When the person can come.", choices=SCHEDULES),
    "lat": _LATITUDE,
    "lon": _LONGITUDE,
    "max_miles": Column("number", "How far the person can travel one way.", 0, 500),
    "can_learn_remotely": Column("choice", "Has a device, a connection and a place.",
                                 choices=YES_NO),
    "credentials": Column("list", "What the person holds, as programs call it.", empty=True),
    "reading_level": Column("number", _GRADE, 0, 13),
    "math_level": Column("number", _GRADE, 0, 13),
    "eligible_for": Column("list", "The funds that can pay for this person."),
    "wanted_occupations": Column("list", "SOC codes of the jobs the person wants.", empty=True),
    "priority": Column("text", "The group by which places are given first, if any.", empty=True),
}  # fmt: skip

PROGRAM_COLUMNS = {
    "program_id": Column("code", "A code for the program."),
    "provider": Column("text", "Who runs it."),
    "title": Column("text", "What it is called."),
    "soc": Column("text", "SOC code of the job it trains for."),
    "schedule": Column("choice", "When it meets.", choices=SCHEDULES),
    "lat": _LATITUDE,
    "lon": _LONGITUDE,
    "remote": Column("choice", "All of it can be done from home.", choices=YES_NO),
    "requires": Column("list", "Credentials that must be held on the first day.", empty=True),
    "reading_floor": Column("number", _GRADE, 0, 13),
    "math_floor": Column("number", _GRADE, 0, 13),
    "bridge_levels": Column("number", "Grade levels that a bridge course makes up; 0 for none.",
                            0, 6),
    "funding": Column("list", "The funds that may pay for it."),
    "capacity": Column("number", "Seats.", 0, 10_000, whole=True),
    "starters": Column("number", "People who started, in the last results.", 0, 100_000,
                       whole=True),
    "employed": Column("number", "Of these, in work in the second quarter after they left.", 0,
                       100_000, whole=True),
    "median_earnings": Column("number", "Dollars in that quarter, of those in work.", 0, 100_000,
                              empty=True),
    "evidence": Column("text", "Who rated a study of it, how, and when. Shown, never scored.",
                       empty=True),
}  # fmt: skip


def read_seekers(source) -> pd.DataFrame:
    """People from a CSV file (UTF-8, commas) or a DataFrame, with ``SEEKER_COLUMNS``.

    Lists become tuples, numbers become floats, blanks of numbers are missing.

    Raises:
        InputError: one sentence for each reason why the table cannot be used.
    """
    return _read(source, SEEKER_COLUMNS, "a list of job seekers", "person has", "people have")


def read_programs(source) -> pd.DataFrame:
    """Programs from a CSV file (UTF-8, commas) or a DataFrame, with ``PROGRAM_COLUMNS``.

    Raises:
        InputError: one sentence for each reason why the table cannot be used.
    """
    table = _read(source, PROGRAM_COLUMNS, "a list of programs", "program has", "programs have")
    over = table["employed"] > table["starters"]
    if over.any():
        raise InputError(
            {"employed": f"employed is larger than starters in {rows(table.index[over])}."}
        )
    return table


def _read(source, columns: dict, kind: str, one: str, more: str) -> pd.DataFrame:
    if isinstance(source, pd.DataFrame):
        if missing := [each for each in columns if each not in source]:
            raise InputError({"columns": f"The table lacks {', '.join(missing)}."})
        text = source[list(columns)].astype(object)
        table = text.where(text.notna(), "").map(lambda cell: str(cell).strip())
        table.index = pd.RangeIndex(2, len(table) + 2)  # as in a file with one row of names
    else:
        _, table = read_cells(Path(source), columns, kind)
    problems, read = {}, {}
    for name, column in columns.items():
        read[name], problem = _column(table[name], column, one, more)
        if problem:
            problems[name] = problem
    if problems:
        raise InputError(problems)
    return pd.DataFrame(read, index=table.index)


def _column(cells: pd.Series, column: Column, one: str, more: str) -> tuple[pd.Series, str]:
    if not column.empty and (problem := problem_of_empty(cells)):
        return cells, problem
    if column.kind == "code":
        return cells, problem_of_twice(cells, one, more)
    if column.kind == "number":
        return _numbers(cells, column)
    if column.kind == "list":
        split = cells.map(lambda cell: tuple(part.strip() for part in cell.split(";") if part))
        odd = split.map(lambda parts: bool(set(parts) - set(column.choices or parts)))
        return split, _problem_of_choice(cells, odd, column)
    odd = ~cells.isin(column.choices) if column.choices else pd.Series(False, index=cells.index)
    return cells, _problem_of_choice(cells, odd, column)


def _numbers(cells: pd.Series, column: Column) -> tuple[pd.Series, str]:
    written = cells[cells != ""]
    if column.low == 0:
        read, problem = as_numbers(written, column.high, column.whole)
    else:
        read = pd.to_numeric(written, errors="coerce")
        odd = ~read.between(column.low, column.high)
        problem = (
            f"{cells.name} is no number from {column.low:g} to {column.high:g} in "
            f"{rows(written.index[odd])}." if odd.any() else ""
        )  # fmt: skip
    if problem:
        return cells, problem
    return read.astype(float).reindex(cells.index), ""


def _problem_of_choice(cells: pd.Series, odd: pd.Series, column: Column) -> str:
    if not np.asarray(odd, dtype=bool).any():
        return ""
    return f"{cells.name} must be of {', '.join(column.choices)}; look at {rows(cells.index[odd])}."
