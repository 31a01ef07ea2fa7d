"""What our Word documents share: Letter paper, headings, tables, a footer, the same bytes.

Set up with ``new_document``, filled with python-docx and the helpers here, and turned into
the bytes of a .docx by ``document_bytes``.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from seti_ta.surfaces.sheet import ACCENT, LINE, SOFT

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 8.5, 11, 0.8  # inches
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN

#: A font that Word, Google Docs and LibreOffice have, or have a twin of.
EVERYWHERE = "Arial"
SIZES = {"Normal": 10, "Title": 20, "Heading 1": 13, "Heading 2": 11}
TABLE_SIZE = 9

#: Characters that no XML file may hold.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

EARLIEST_IN_A_ZIP = (1980, 1, 1, 0, 0, 0)


def new_document(title: str, subject: str, author: str, edition: date) -> Document:
    """An empty document in US English on Letter paper, dated by the edition."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Inches(PAGE_WIDTH), Inches(PAGE_HEIGHT)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Inches(MARGIN))
    for name, size in SIZES.items():
        _set_font(document.styles[name], size)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    document.styles["List Bullet"].paragraph_format.space_after = Pt(2)
    known = document.core_properties
    known.title, known.subject, known.author = clean(title), clean(subject), clean(author)
    known.language, known.comments, known.last_modified_by = "en-US", "", clean(author)
    known.created = known.modified = datetime(edition.year, edition.month, edition.day)
    return document


def _set_font(style, size: int) -> None:
    style.font.name, style.font.size = EVERYWHERE, Pt(size)
    fonts = style.element.rPr.rFonts
    for key in [key for key in fonts.attrib if "Theme" in key]:
        del fonts.attrib[key]  # a theme's font would win over the font of the style
    if style.name != "Normal":
        style.font.color.rgb = RGBColor.from_string(ACCENT.removeprefix("#"))
        style.paragraph_format.space_before = Pt(size * 0.8)
        style.paragraph_format.space_after = Pt(size * 0.3)
        style.paragraph_format.keep_with_next = True


def clean(text: str) -> str:
    """The text with a replacement mark for each character that XML does not allow."""
    return NOT_IN_XML.sub("\ufffd", text)


def add_heading(document: Document, text: str, level: int = 1) -> Paragraph:
    """A heading; level 0 is the title of the document."""
    return document.add_heading(clean(text), level)


def add_text(document: Document, text: str, bold: bool = False, size: int = 0) -> Paragraph:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(clean(text))
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    return paragraph


def add_list(document: Document, texts: Iterable[str]) -> None:
    for text in texts:
        document.add_paragraph(clean(text), style="List Bullet")


def add_table(
    document: Document,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
) -> Table:
    """A table whose header is repeated on each page; ``widths`` are shares of the text's width."""
    table = document.add_table(rows=0, cols=len(header), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(TEXT_WIDTH * width)
    _add_row(table, header, widths, bold=True)
    for row in rows:
        _add_row(table, row, widths)
    for cell in table.rows[0].cells:
        shade(cell)
    _mark(table.rows[0], "w:tblHeader")
    _set_lines(table)
    return table


def _add_row(table: Table, texts: Sequence[str], widths: Sequence[float], bold=False) -> None:
    row = table.add_row()
    _mark(row, "w:cantSplit")
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = Inches(TEXT_WIDTH * width)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(clean(text))
        run.bold, run.font.size = bold, Pt(TABLE_SIZE)


def _mark(row: _Row, what: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(what))


def shade(cell: _Cell) -> None:
    """Gives a cell the soft ground of a header."""
    fill = OxmlElement("w:shd")
    fill.set(qn("w:val"), "clear")
    fill.set(qn("w:fill"), SOFT.removeprefix("#"))
    cell._tc.get_or_add_tcPr().append(fill)


def keep_together(table: Table) -> None:
    """Keeps a short table on one page."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _set_lines(table: Table) -> None:
    lines = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("color", LINE.removeprefix("#"))):
            line.set(qn(f"w:{key}"), value)
        lines.append(line)
    table._tbl.tblPr.append(lines)


def set_footer(document: Document, text: str, page: str) -> None:
    """A footer with ``text``, and the word ``page`` with the page number on the right."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style.font.size = Pt(8)
    stops = paragraph.style.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Inches(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{clean(text)}\t{clean(page)}")
    _add_page_number(paragraph)


def _add_page_number(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def document_bytes(document: Document) -> bytes:
    """The finished .docx. The same document gives the same bytes."""
    written, fixed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(fixed, "w") as archive:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST_IN_A_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts.read(name))
    return fixed.getvalue()
