"""Opening published files as text, and saying in one sentence what is wrong with one."""

import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from seti_ta.calculators import InputError

#: The largest workbook that is opened, in bytes; the largest one of OEWS has about 80 million.
LARGEST_WORKBOOK = 300_000_000


def read_text_table(path: Path | str, **options) -> pd.DataFrame:
    """A CSV file (also .gz or .zip) as text cells, with the header as it stands.

    Raises:
        InputError: the file cannot be opened, is no text in UTF-8, or is no table.
    """
    path = _there(path)
    try:
        table = pd.read_csv(
            path, dtype=str, keep_default_na=False, na_filter=False, encoding="utf-8-sig", **options
        )
    except UnicodeDecodeError:
        refuse(f"{path.name} is not a CSV file in UTF-8: save it again as 'CSV UTF-8'.")
    except (pd.errors.ParserError, pd.errors.EmptyDataError, EOFError, OSError, zipfile.BadZipFile):
        refuse(f"{path.name} is not a whole table with commas between its columns.")
    except ValueError:
        refuse(f"{path.name} is not a whole table with commas between its columns.")
    return table.apply(lambda column: column.str.strip())


def read_sheets(path: Path | str) -> dict[str, pd.DataFrame]:
    """The sheets of a workbook as text cells without a header; empty cells are "".

    Raises:
        InputError: the file cannot be opened, or is no workbook.
    """
    path = _there(path)
    if path.stat().st_size > LARGEST_WORKBOOK:
        refuse(f"{path.name} is larger than any workbook of these surveys.")
    try:
        sheets = pd.read_excel(path, sheet_name=None, header=None, dtype=str, engine="openpyxl",
                               keep_default_na=False, na_filter=False)  # fmt: skip
    except ImportError:
        refuse('Workbooks need openpyxl: pip install "seti-ta[labor_market]".')
    except Exception:  # a damaged workbook fails in many ways
        refuse(f"{path.name} is not a whole workbook (.xlsx): download it again.")
    return {name: table.fillna("").map(str).map(str.strip) for name, table in sheets.items()}


def with_header(table: pd.DataFrame, wanted: Iterable[str], plain) -> pd.DataFrame | None:
    """A sheet from the first of its top rows that names one of ``wanted``, or nothing."""
    for number, row in enumerate(table.head(10).to_numpy()):
        names = [plain(cell) for cell in row]
        if set(names) & set(wanted):
            body = table.iloc[number + 1 :].set_axis(names, axis=1)
            return body.loc[:, [bool(name) for name in names]].reset_index(drop=True)
    return None


def need(table: pd.DataFrame, columns: Iterable[str], name: str, kind: str) -> None:
    """
    Raises:
        InputError: naming the columns that a file of this kind must have and this one lacks.
    """
    if missing := [column for column in columns if column not in table]:
        raise InputError({"columns": f"{name} is no {kind}: it lacks {', '.join(missing)}."})


def numbers(cells: pd.Series, name: str, marks: Mapping[str, str]) -> tuple[pd.Series, pd.Series]:
    """A column as numbers, and why a number is missing: "" where it is not.

    ``marks`` gives the reason for each mark of the file; a blank is "blank" unless it is there.

    Raises:
        InputError: cells that are neither a number nor a known mark; only their rows are named.
    """
    marks = {"": "blank"} | dict(marks)
    why = cells.map(marks).fillna("")
    read = pd.to_numeric(cells.where(why == "").str.replace(",", ""), errors="coerce")
    odd = read.isna() & (why == "")
    if odd.any():
        first = ", ".join(str(row + 2) for row in odd.index[odd][:3])
        raise InputError(
            {name: f"{name} has {odd.sum():,} cells that are no number and no known mark "
                   f"(first in rows {first})."}
        )  # fmt: skip
    return read.astype("Float64"), why


def add_numbers(table: pd.DataFrame, columns: Iterable[str], marks: Mapping[str, str]) -> None:
    """Turns columns into numbers in place, each with its ``_why`` beside it."""
    for name in columns:
        table[name], table[f"{name}_why"] = numbers(table[name], name, marks)


def plain_name(header: str) -> str:
    """A header in capitals, with _ for spaces."""
    return re.sub(r"\s+", "_", str(header).strip().upper())


def refuse(sentence: str) -> None:
    raise InputError({"file": sentence}) from None


def _there(path: Path | str) -> Path:
    path = Path(path)
    if not path.is_file():
        refuse(f"The file {path} cannot be opened: check its name and its folder.")
    if path.stat().st_size == 0:
        refuse(f"{path.name} is empty.")
    return path
