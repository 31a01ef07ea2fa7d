"""Writes a worksheet row by row: styles, row heights, print set-up, protection."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from textwrap import wrap

import xlsxwriter
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from seti_ta.surfaces.formula import checked_length

ACCENT, SOFT, LINE, ENTRY, BAD = "#0F5C6E", "#E3F0F2", "#CFD6D5", "#FFF7D6", "#A8281E"

#: A font that Excel, Google Sheets and LibreOffice have, or have a twin of.
EVERYWHERE = {"font_name": "Arial", "font_size": 10, "text_wrap": True}
IN_A_TABLE = {"valign": "vcenter", "indent": 1, "bottom": 1, "bottom_color": LINE}
HEADER = {"bold": True, "valign": "vcenter", "indent": 1, "bottom": 1, "bg_color": SOFT}
ON_THE_RIGHT = {"align": "right"}
FOR_ENTRIES = {"bg_color": ENTRY, "border": 1, "locked": False}

STYLES = {
    "text": {"valign": "top"},
    "strong": {"bold": True, "valign": "top"},
    "title": {"bold": True, "font_size": 18, "font_color": ACCENT},
    "heading": {"bold": True, "font_size": 13, "font_color": ACCENT, "bottom": 2},
    "notice": {"bg_color": SOFT, "valign": "vcenter"},
    "sentence": {"bold": True, "font_size": 12, "valign": "vcenter"},
    "small": {"font_color": "#4D5A5F"},
    "header": HEADER,
    "number header": HEADER | ON_THE_RIGHT,
    "cell": IN_A_TABLE,
    "label": IN_A_TABLE | {"bold": True},
    "number": IN_A_TABLE | ON_THE_RIGHT,
    "place": IN_A_TABLE | {"align": "center", "indent": 0},
    "value": IN_A_TABLE | ON_THE_RIGHT | {"bold": True},
    "entry": IN_A_TABLE | ON_THE_RIGHT | FOR_ENTRIES,
    "carried": IN_A_TABLE | ON_THE_RIGHT | FOR_ENTRIES | {"bg_color": SOFT, "italic": True},
    "text entry": IN_A_TABLE | FOR_ENTRIES,
    "link": IN_A_TABLE | {"bold": True, "font_color": ACCENT, "underline": 1},
}

#: Height of a line in points, for each point of the font's size.
LINE_HEIGHT = 1.35
EMPTY_ROW = 15  # points

LETTER_PAPER = 1
LONGEST_ADDRESS = 255  # of a text inside a formula


@dataclass(frozen=True)
class Live:
    """A formula, the value stored with it, and the longest text it may show."""

    formula: str
    value: float | str
    longest: str = ""


@dataclass(frozen=True)
class Cell:
    """A text, number or formula with a style of its own."""

    content: str | float | Live
    style: str
    number_format: str = "General"


@dataclass(frozen=True)
class Block:
    """Cells that hold one thing: a column, or a matrix."""

    sheet: str
    row: int
    column: int
    height: int
    width: int = 1

    def cells(self, row: int | None = None, column: int | None = None) -> str:
        """An absolute reference to one cell, row or column of it (from 0), or to all."""
        top, left = self.row + (row or 0), self.column + (column or 0)
        bottom = top if row is not None else self.row + self.height - 1
        right = left if column is not None else self.column + self.width - 1
        return xl_range_abs(top, left, bottom, right)

    def place(self, row: int | None = None, column: int | None = None) -> str:
        """The same, with the name of the sheet."""
        return f"{sheet_prefix(self.sheet)}{self.cells(row, column)}"


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook):
        self.book = book
        self.made = {}

    def __call__(self, name: str, number_format: str = "General"):
        key = name, number_format
        if key not in self.made:
            look = EVERYWHERE | STYLES[name] | {"num_format": number_format}
            self.made[key] = self.book.add_format(look)
        return self.made[key]


class Sheet:
    """A locked worksheet. Each row is as high as its longest text needs.

    ``renamed`` turns a formula into the one to write.
    """

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        styles: Styles,
        name: str,
        widths: Iterable[int],
        renamed: Callable[[str], str],
    ):
        self.renamed = renamed
        self.name = name
        self.book = book
        self.styles = styles
        self.widths = tuple(widths)
        self.sheet = book.add_worksheet(name)
        self.next = 0
        self.heights: dict[int, float] = {}
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        self.sheet.protect("", {"format_columns": True, "format_rows": True})
        self.sheet.hide_gridlines(2)

    def set_print(self, title: str, footer: str, page: str) -> None:
        """Landscape, one page wide; ``page`` may hold ``&P`` and ``&N``."""
        self.sheet.set_landscape()
        self.sheet.set_paper(LETTER_PAPER)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_header(f"&L{title.replace('&', '&&')}&R&A")
        self.sheet.set_footer(f"&L{footer.replace('&', '&&')}&R{page}")

    def row(self, cells: Iterable, style: str = "cell") -> int:
        """Writes one row of texts, numbers, formulas or cells; its row number."""
        row, lines = self.next, 1
        for column, each in enumerate(cells):
            cell = each if isinstance(each, Cell) else Cell(each, style)
            self.put(row, column, cell)
            lines = max(lines, lines_of(cell.content, self.widths[column]))
        self.set_height(row, lines, style)
        return row

    def across(self, content, style: str = "text", columns: int = 0) -> int:
        """One text or formula over several columns (all, if not said); its row number."""
        row, last = self.next, (columns or len(self.widths)) - 1
        self.sheet.merge_range(row, 0, row, last, "", self.styles(style))
        self.put(row, 0, Cell(content, style))
        width = sum(self.widths[: last + 1]) * EVERYWHERE["font_size"] / font_size(style)
        self.set_height(row, lines_of(content, int(width)), style)
        return row

    def heading(self, text: str, columns: int = 0) -> int:
        """A heading after an empty row."""
        self.next += 1
        return self.across(text, "heading", columns)

    def put(self, row: int, column: int, cell: Cell) -> None:
        look = self.styles(cell.style, cell.number_format)
        match cell.content:
            case Live(formula=formula, value=value):
                written = checked_length(self.renamed(formula))
                self.sheet.write_formula(row, column, written, look, value)
            case "":
                self.sheet.write_blank(row, column, None, look)
            case str(text):
                self.sheet.write_string(row, column, text, look)
            case number:
                self.sheet.write_number(row, column, number, look)

    def set_height(self, row: int, lines: int, style: str) -> None:
        self.heights[row] = round(lines * font_size(style) * LINE_HEIGHT + 5)
        self.sheet.set_row(row, self.heights[row])
        self.next = row + 1

    def leave_room(self, top: int, points: float) -> None:
        """Goes on below something that hangs ``points`` down from the row ``top``."""
        row = top
        while points > 0:
            points -= self.heights.get(row, EMPTY_ROW)
            row += 1
        self.next = max(self.next, row)

    def place(self, row: int, column: int, last_row: int | None = None) -> str:
        """An absolute reference to a cell, or to a column of cells, of this sheet."""
        cells = xl_range_abs(row, column, row if last_row is None else last_row, column)
        return f"{sheet_prefix(self.name)}{cells}"

    def show_decimals(self, block: Block, digits: int, percent: bool) -> None:
        """Shows cells with up to ``digits`` decimals: 75%, but 25.3%; 4, but 4.5."""
        last = block.row + block.height - 1, block.column + block.width - 1
        cell = xl_rowcol_to_cell(block.row, block.column) + ("*100" if percent else "")
        broken = f"=ABS({cell}-ROUND({cell},0))>{5 / 10 ** (digits + 1):f}"
        shown = f"0.0{'#' * (digits - 1)}{'%' if percent else ''}"
        look = self.book.add_format({"num_format": shown})
        rule = {"type": "formula", "criteria": broken, "format": look}
        self.sheet.conditional_format(block.row, block.column, *last, rule)

    def block(self, row: int, column: int, height: int = 1, width: int = 1) -> Block:
        return Block(self.name, row, column, height, width)


def sheet_prefix(name: str) -> str:
    return f"'{name.replace(chr(39), chr(39) * 2)}'!"


def link(address: str) -> Live | str:
    """An address to click. (A cell's own hyperlink would not wrap in LibreOffice.)"""
    if not address.startswith("https://") or '"' in address or len(address) > LONGEST_ADDRESS:
        return address
    return Live(f'HYPERLINK("{address}")', address)


def font_size(style: str) -> int:
    return STYLES[style].get("font_size", EVERYWHERE["font_size"])


def lines_of(content, width: int) -> int:
    """How many lines of ``width`` characters a text takes."""
    text = content.longest or content.value if isinstance(content, Live) else content
    paragraphs = text.splitlines() if isinstance(text, str) else []
    return max(1, sum(max(1, len(wrap(each, width))) for each in paragraphs))
