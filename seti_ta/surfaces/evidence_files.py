"""The evidence table as files to take away: CSV, a workbook with notes, templates for one's own."""

import io
from datetime import datetime
from importlib import resources
from pathlib import Path

import pandas as pd
import xlsxwriter

import seti_ta
from seti_ta import evidence
from seti_ta.edition import edition_date
from seti_ta.files import write_whole
from seti_ta.surfaces.evidence_rows import COLUMNS, all_rows, csv_text
from seti_ta.surfaces.sheet import ACCENT, EVERYWHERE, SOFT

CSV, WORKBOOK = "evidence.csv", "evidence.xlsx"
#: For people who send in results of their own: headers, each with one made-up row.
TEMPLATES = ("results", "studies", "programs")

NOTES = [
    "What evaluations of employment training found. Each row of the sheet Rows is one estimate.",
    "The grade of a row says how far to trust it. Read it before the number.",
    "report read: the number was read on the cited page of the report itself.",
    "named secondary: read in a named text that restates the report, such as a clearinghouse.",
    "machine-extracted: an AI model took it from the report. cross_checked says whether the "
    "amount, or the direction, was found again in another text.",
    "judgement: recalled or assumed, and read nowhere.",
    "Several rows can describe one effect. Count rows whose use is count, and no others.",
    "cost_per_participant repeats on several rows of a study. Never sum it.",
    "effect_per says over whom an effect is averaged: most are per person offered the program.",
    "An AI assistant helped to collect these rows. The handbook is independent, and no agency "
    "endorses it.",
    "You may copy, change and share this table under CC BY 4.0 if you name the Sector training "
    "handbook as its source.",
]


def write_all(folder: Path) -> list[Path]:
    """Writes the whole table as CSV and as a workbook, and templates for rows of one's own."""
    folder.mkdir(parents=True, exist_ok=True)
    templates = resources.files(evidence).joinpath("templates")
    return [
        write_csv(folder / CSV),
        write_workbook(folder / WORKBOOK),
        *(
            write_whole(folder / f"template-{name}.csv", (templates / f"{name}.csv").read_bytes())
            for name in TEMPLATES
        ),
    ]


def write_csv(path: Path) -> Path:
    """Writes every row with every column."""
    return write_whole(path, csv_text(all_rows()).encode())


def write_workbook(path: Path) -> Path:
    """Writes every row, with notes and the lists that the rows refer to."""
    return write_whole(path, workbook_bytes(all_rows()))


def workbook_bytes(rows: pd.DataFrame) -> bytes:
    """One sheet each for rows, notes, columns, studies and programs; always the same bytes."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    edition = edition_date()
    book.set_properties(
        {
            "title": "The evidence table",
            "author": "The SETI handbook contributors",
            "created": datetime(edition.year, edition.month, edition.day),
        }
    )
    version = f"Sector training handbook, version {seti_ta.__version__} of {edition.isoformat()}."
    key = pd.DataFrame([(c.name, c.label) for c in COLUMNS], columns=["column", "meaning"])
    _sheet(book, "Rows", rows, freeze=1)
    _sheet(book, "Notes", pd.DataFrame({"Notes": [*NOTES, version]}), wide=100)
    _sheet(book, "Columns", key, wide=70)
    _sheet(book, "Studies", evidence.load_studies())
    _sheet(book, "Programs", evidence.load_programs())
    book.close()
    return file.getvalue()


def _sheet(book, name: str, table: pd.DataFrame, *, wide: int = 40, freeze: int = 0) -> None:
    """A table with a header that stays in sight, and with filters."""
    font = {key: EVERYWHERE[key] for key in ("font_name", "font_size")}
    head = book.add_format(font | {"bold": True, "bg_color": SOFT, "font_color": ACCENT})
    plain = book.add_format(font | {"valign": "top"})
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, table.columns, head)
    for place, column in enumerate(table):
        for row, value in enumerate(table[column], start=1):
            if isinstance(value, str):
                sheet.write_string(row, place, value, plain)
            elif pd.notna(value):
                sheet.write_number(row, place, value, plain)
        longest = max([len(column), *(len(str(value)) for value in table[column])])
        sheet.set_column(place, place, min(longest + 2, wide))
    sheet.freeze_panes(1, freeze)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    sheet.fit_to_pages(-(-len(table.columns) // 5), 0)  # about five columns side by side
    sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
