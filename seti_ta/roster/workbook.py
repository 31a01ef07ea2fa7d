"""The sheet of people in the tracker workbook, as cells of text."""

import zipfile
from datetime import date, datetime
from pathlib import Path

from seti_ta.calculators import InputError

#: The tracker's sheet of people, and how many rows it is prepared for.
PEOPLE, ROWS = "People", 1000

#: No list of people is larger, in bytes.
LARGEST = 50_000_000


def sheet_lines(path: Path) -> dict[int, list[str]]:
    """The filled rows of the sheet People, by their number; a date becomes year-month-day.

    Raises:
        InputError: the file is no workbook, or has no such sheet.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise InputError(
            {"file": 'Workbooks need openpyxl: pip install "seti-ta[roster]".'}
        ) from None
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        names = book.sheetnames
        lines = list(book[PEOPLE].iter_rows(values_only=True)) if PEOPLE in names else None
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, SyntaxError):
        raise InputError(
            {"file": f"{path.name} is not a whole workbook (.xlsx): save it again."}
        ) from None
    if lines is None:
        raise InputError({"file": f"{path.name} has no sheet {PEOPLE}, as the tracker has."})
    texts = {number: [_text(cell) for cell in line] for number, line in enumerate(lines, 1)}
    return {number: cells for number, cells in texts.items() if any(cells)}


def _text(cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
