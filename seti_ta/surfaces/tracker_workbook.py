"""The tracker: a workbook for the ten columns of a roster, with counts that follow it.

People type into one sheet; ``read_roster`` reads it as it is. It works on paper too: one sheet
holds the definitions, one empty lines to print.
"""

import io
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

import seti_ta
from seti_ta.edition import check_by_date, edition_date
from seti_ta.files import write_whole
from seti_ta.roster.columns import BREAKDOWNS, COLUMNS, GATES
from seti_ta.roster.reader import EARLIEST
from seti_ta.roster.workbook import PEOPLE, ROWS
from seti_ta.surfaces.sheet import Styles

TITLE = "Tracker of applicants"
NAME = "tracker.xlsx"
READ_ME, COUNTS, PAPER = "Read me", "Counts", "On paper"
PAPER_LINES = 25

#: Of the ten columns, in characters; a heading has two lines.
WIDTHS = [16, 14, 20, 16, *[16] * len(GATES)]
HEAD_HEIGHT = 32  # points

HOW = (
    "One row a person. Type on the sheet People, and nowhere else.",
    "A date says that the person passed a step. Leave it empty if that has not happened.",
    "A later date counts for the steps before it.",
    "Use a code for each person. Keep the list that joins codes and names somewhere else.",
    "The sheet Counts follows what you type. Do not pass on its small numbers.",
    "No screen at hand? Print the sheet On paper, and type the lines in later.",
    "To analyze the file, put it in the folder my-data and open the chapter Your roster.",
)


def tracker_bytes(edition: date, check_by: date) -> bytes:
    """The workbook, empty. ``edition`` and ``check_by`` date it."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties(
        {
            "title": TITLE,
            "author": "Sector training handbook",
            "comments": f"Version {seti_ta.__version__}",
            "created": datetime(edition.year, edition.month, edition.day),
        }
    )
    styles = Styles(book)
    _read_me(book, styles, edition, check_by)
    _people(book, styles)
    _counts(book, styles)
    _paper(book, styles)
    book.close()
    return file.getvalue()


def write_all(folder: Path) -> list[Path]:
    """Writes the tracker of this edition to the downloads."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write_tracker(folder / NAME, edition_date(), check_by_date())]


def write_tracker(path: Path, edition: date, check_by: date) -> Path:
    return write_whole(path, tracker_bytes(edition, check_by))


def _sheet(book, name: str, widths: list[float]):
    sheet = book.add_worksheet(name)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_paper(1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(0 if name == PEOPLE else 2)
    return sheet


def _read_me(book, styles, edition: date, check_by: date) -> None:
    sheet = _sheet(book, READ_ME, [26, 90])
    sheet.set_portrait()
    sheet.merge_range(0, 0, 0, 1, TITLE, styles("title"))
    row = 2
    for line in HOW:
        sheet.merge_range(row, 0, row, 1, line, styles("text"))
        row += 1
    row += 1
    sheet.write(row, 0, "Column", styles("header"))
    sheet.write(row, 1, "What it holds", styles("header"))
    for name, help in COLUMNS.items():
        row += 1
        sheet.write(row, 0, name, styles("label"))
        sheet.write(row, 1, help, styles("cell"))
    told = (
        f"Made on {edition}. Version {seti_ta.__version__}. Look for a newer one after {check_by}."
    )
    sheet.merge_range(row + 2, 0, row + 2, 1, told, styles("small"))


def _people(book, styles) -> None:
    sheet = _sheet(book, PEOPLE, WIDTHS)
    sheet.set_row(0, HEAD_HEIGHT)
    day = book.add_format({"num_format": "yyyy-mm-dd", "font_name": "Arial", "font_size": 10})
    text = book.add_format({"num_format": "@", "font_name": "Arial", "font_size": 10})
    for column, name in enumerate(COLUMNS):
        sheet.write(0, column, name, styles("header"))
        sheet.set_column(column, column, WIDTHS[column], day if name in GATES else text)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    first = xl_rowcol_to_cell(1, 0)
    sheet.data_validation(
        1, 0, ROWS, 0,
        {"validate": "custom", "value": f"=COUNTIF($A$2:$A${ROWS + 1},{first})=1",
         "error_title": "person_id", "error_message": "This code stands in another row already."},
    )  # fmt: skip
    for column, name in enumerate(COLUMNS):
        if name not in GATES:
            continue
        sheet.data_validation(
            1, column, ROWS, column,
            {"validate": "date", "criteria": "between", "minimum": EARLIEST.to_pydatetime(),
             "maximum": "=TODAY()", "error_title": name,
             "error_message": f"{name} must be a date from {EARLIEST.year} up to today."},
        )  # fmt: skip
    places = [column for column, name in enumerate(COLUMNS) if name in GATES]
    early = book.add_format({"bg_color": "#F7D9D6"})
    for before, column in pairwise(places):
        here = xl_rowcol_to_cell(1, column)
        start, end = (xl_rowcol_to_cell(1, at, col_abs=True) for at in (places[0], before))
        rule = f'=AND({here}<>"",{here}<MAX({start}:{end}))'
        sheet.conditional_format(
            1, column, ROWS, column, {"type": "formula", "criteria": rule, "format": early}
        )


def _counts(book, styles) -> None:
    sheet = _sheet(book, COUNTS, [34, 12, 20, 20])
    sheet.set_portrait()
    sheet.merge_range(0, 0, 0, 3, "Who passed which step", styles("title"))
    for column, head in enumerate(("Step", "People", "% of those before", "% of applicants")):
        sheet.write(2, column, head, styles("header" if column == 0 else "number header"))
    columns = {name: xl_col_to_name(at) for at, name in enumerate(COLUMNS)}
    number, share = (
        book.add_format(
            {"num_format": each, "font_name": "Arial", "font_size": 10, "align": "right"}
        )
        for each in ("#,##0", "0.0")
    )
    for place, label in enumerate(GATES.values()):
        row = 3 + place
        sheet.write(row, 0, label, styles("label"))
        sheet.write_formula(row, 1, _reached(columns, list(GATES), place, row), number, 0)
        if place:
            before = f'=IF(B{row}=0,"",ROUND(100*B{row + 1}/B{row},1))'
            sheet.write_formula(row, 2, before, share, "")
        sheet.write_formula(row, 3, f'=IF(B$4=0,"",ROUND(100*B{row + 1}/B$4,1))', share, "")
    row = 5 + len(GATES)
    for name in BREAKDOWNS:
        filled = f"'{PEOPLE}'!${columns[name]}$2:${columns[name]}${ROWS + 1}"
        told = f'="{name}: filled in for "&COUNTA({filled})&" people"'
        sheet.merge_range(row, 0, row, 3, "", styles("text"))
        sheet.write_formula(row, 0, told, styles("text"), f"{name}: filled in for 0 people")
        row += 1


def _reached(columns: dict[str, str], gates: list[str], place: int, row: int) -> str:
    """People with a date at this gate or a later one; at a gate not in use, all who came to it."""

    def cells(gate: str) -> str:
        return f"'{PEOPLE}'!${columns[gate]}$2:${columns[gate]}${ROWS + 1}"

    later = "+".join(f'({cells(gate)}<>"")' for gate in gates[place:])
    counted = f"SUMPRODUCT(--(({later})>0))"
    if place == 0:
        return f"={counted}"
    after = "+".join(f"COUNTA({cells(gate)})" for gate in gates[place + 1 :]) or "0"
    return f"=IF(AND(COUNTA({cells(gates[place])})=0,({after})>0),B{row},{counted})"


def _paper(book, styles) -> None:
    sheet = _sheet(book, PAPER, WIDTHS)
    sheet.set_row(2, HEAD_HEIGHT)
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, TITLE, styles("title"))
    box = book.add_format({"border": 1})
    for column, name in enumerate(COLUMNS):
        sheet.write(2, column, name.replace("_", " "), styles("header"))
        for line in range(PAPER_LINES):
            sheet.write_blank(3 + line, column, None, box)
    for line in range(PAPER_LINES):
        sheet.set_row(3 + line, 22)
