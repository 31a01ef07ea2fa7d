"""The cells of a CSV file with named columns, and one sentence for whatever is wrong with it.

A sentence names columns and row numbers, never a cell: a cell may tell who somebody is.
Rows are numbered as a spreadsheet numbers them.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.roster.words import count, listed, rows
from seti_ta.roster.workbook import LARGEST, sheet_lines


def read_cells(path: Path, columns: Iterable[str], kind: str) -> tuple[str, pd.DataFrame]:
    """The note of a file, and its cells as text, indexed by the row of the file.

    The file is UTF-8 with commas and has the named columns in any order. A first line that begins
    with # is a note. ``kind`` is what sentences call such a file: "a roster".

    Raises:
        InputError: the file is no such table.
    """
    columns = list(columns)
    name = path.name
    filled = read_lines(path)
    note = take_note(filled)
    if not filled:
        refuse("file", f"{name} is empty.")
    header = filled.pop(next(iter(filled)))
    _check_columns(header, columns, name, kind)
    if not filled:
        refuse("file", f"{name} has the names of its columns, and no people below them.")
    if odd := [number for number, cells in filled.items() if len(cells) != len(header)]:
        refuse("file", f"{name} does not have {len(header)} cells in {rows(odd)}.")
    table = pd.DataFrame.from_dict(filled, orient="index", columns=header, dtype=str)
    return note, table[columns]


def read_lines(path: Path) -> dict[int, list[str]]:
    """The filled rows of a CSV file, or of the tracker's sheet of people, by their number.

    Raises:
        InputError: the file is too large, or is no such file.
    """
    if path.is_file() and path.stat().st_size > LARGEST:
        refuse("file", f"{path.name} is larger than {LARGEST // 1_000_000} MB: no list of people.")
    if path.suffix.lower() == ".xlsx" and path.is_file():
        return sheet_lines(path)
    try:
        lines = list(csv.reader(io.StringIO(_text(path), newline=""), strict=True))
    except csv.Error:
        refuse("file", f"{path.name} is not a table with commas between its columns.")
    stripped = {number: [cell.strip() for cell in line] for number, line in enumerate(lines, 1)}
    return {number: cells for number, cells in stripped.items() if any(cells)}


def problem_of_empty(cells: pd.Series) -> str:
    """What is wrong if a column is empty somewhere; or nothing."""
    empty = cells.index[cells == ""]
    return f"{cells.name} is empty in {rows(empty)}." if len(empty) else ""


def problem_of_twice(codes: pd.Series, one: str, more: str) -> str:
    """What is wrong if a code stands in two rows; or nothing. ``one``: "person has"."""
    folded = codes.str.casefold()
    twice = folded[folded.duplicated(keep=False) & (folded != "")]
    if twice.empty:
        return ""
    unit = one.split()[0]
    return (
        f"{count(twice.nunique(), one, more)} more than one row "
        f"({rows(twice.index)}): keep one row a {unit}."
    )


def as_numbers(cells: pd.Series, high: float, whole: bool = False) -> tuple[pd.Series, str]:
    """A column as numbers, and what is wrong with it: each must lie between 0 and ``high``."""
    read = pd.to_numeric(cells, errors="coerce")
    odd = read.isna() | (read < 0) | (read > high) | (whole & (read % 1 != 0))
    if not odd.any():
        return read.astype(int if whole else float), ""
    kind = "a whole number" if whole else "a number"
    are = count(odd.sum(), "cell that is", "cells that are")
    problem = f"{cells.name} has {are} not {kind} from 0 to {high:,g} ({rows(cells.index[odd])})."
    return read, problem


def refuse(what: str, sentence: str) -> None:
    raise InputError({what: sentence}) from None


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError:
        refuse("file", f"The file {path} cannot be opened: check its name and its folder.")
    except UnicodeDecodeError:
        refuse(
            "file",
            f"{path.name} is not a CSV file in UTF-8: save the sheet again as 'CSV UTF-8'.",
        )


def take_note(filled: dict[int, list[str]]) -> str:
    """Takes the note out of the rows of a file, if the first one begins with #."""
    first = next(iter(filled), None)
    if first is None or not filled[first][0].startswith("#"):
        return ""
    return filled.pop(first)[0].lstrip("# ")


def _check_columns(header: list[str], columns: list[str], name: str, kind: str) -> None:
    missing = [column for column in columns if column not in header]
    unknown = [column or "a column without a name" for column in header if column not in columns]
    if len(missing) > len(columns) / 2:
        # The first row may be a person's, so it is not repeated.
        names = ", ".join(columns)
        refuse("columns", f"The first row of {name} must name the columns, with commas: {names}.")
    faults = [
        f"lacks {listed(missing)}" if missing else "",
        f"has {listed(unknown)}, which {kind} does not have" if unknown else "",
        "has a column twice" if len(set(header)) < len(header) else "",
    ]
    if any(faults):
        refuse("columns", f"{name} {' and '.join(filter(None, faults))}.")
