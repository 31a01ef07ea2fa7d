"""What our Word documents share: paper, styles, tables, a footer, and the same bytes each time.

Set up with ``new_document``, filled with python-docx and the helpers here, and turned into the
bytes of a .docx by ``document_bytes``. Letter paper, US English.
"""

import io
import re
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

from seti_ta.surfaces.archive import redated
from seti_ta.surfaces.sheet import ACCENT, SOFT

#: In inches.
PAGE_WIDTH, PAGE_HEIGHT, MARGIN, BOTTOM_MARGIN, FOOTER = 8.5, 11, 0.6, 0.8, 0.4
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN

#: A font that Word, Google Docs and LibreOffice have, or have a twin of.
EVERYWHERE = "Arial"

#: Size in points, whether it is a heading, and the room below.
STYLES = {
    "Normal": (9.5, False, 3),
    "Title": (20, True, 4),
    "Heading 1": (14, True, 4),
    "Heading 2": (10.5, True, 2),
    "Heading 3": (9.5, True, 2),
    "Footer": (8, False, 0),
}
ROOM_ABOVE_HEADING_2 = 11
SMALL = 7  # points

#: Characters that no XML file may hold.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def new_document(title: str, subject: str, author: str, version: str, edition: date) -> Document:
    """An empty document that says what it is, dated by the edition."""
    document = docx.Document()
    _set_page(document)
    for name in STYLES:
        _set_style(document, name)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(ROOM_ABOVE_HEADING_2)
    about = document.core_properties
    about.title, about.subject, about.comments = clean(title), clean(subject), clean(version)
    about.author = about.last_modified_by = clean(author)
    about.language = "en-US"
    about.created = about.modified = datetime.combine(edition, datetime.min.time())
    return document


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Inches(PAGE_WIDTH), Inches(PAGE_HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = Inches(MARGIN)
    section.bottom_margin, section.footer_distance = Inches(BOTTOM_MARGIN), Inches(FOOTER)


def _set_style(document: Document, name: str) -> None:
    style, (size, is_heading, below) = document.styles[name], STYLES[name]
    style.font.name, style.font.size, style.font.bold = EVERYWHERE, Pt(size), is_heading
    fonts = style.element.rPr.rFonts
    for key in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[key]  # a theme's font would win
    style.paragraph_format.space_after = Pt(below)
    if is_heading:
        style.font.color.rgb = RGBColor.from_string(ACCENT.removeprefix("#"))
        style.paragraph_format.keep_with_next = True


def clean(text: str) -> str:
    """The text with a replacement mark for each character that XML does not allow."""
    return NOT_IN_XML.sub("\ufffd", text)


def add_text(document: Document, text: str, style: str = "Normal") -> Paragraph:
    """A paragraph in one of Word's styles, such as "Heading 1" or "List Bullet"."""
    return document.add_paragraph(clean(text), style)


def add_table(
    document: Document, inches: Sequence[float], header: Sequence[str], summary: str
) -> Table:
    """A table of fixed columns. Each page repeats its header; ``summary`` is read aloud."""
    table = document.add_table(0, len(header), "Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, inches, strict=True):
        column.width = Inches(width)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), clean(summary))
    table._tbl.tblPr.append(caption)
    row = add_row(table, header)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        _shade(cell)
        cell.paragraphs[0].runs[0].bold = True
    return table


def add_row(table: Table, texts: Sequence[str], height: float = 0) -> _Row:
    """A row that stays on one page, at least ``height`` inches high."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if height:
        row.height = Inches(height)
    for cell, column, text in zip(row.cells, table.columns, texts, strict=True):
        cell.width = column.width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
        paragraph.add_run(clean(text))
    return row


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SOFT.removeprefix("#"))):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def add_picture(document: Document, png: bytes, width: float, said: str) -> None:
    """A picture ``width`` inches wide; ``said`` is read aloud in its place."""
    picture = document.add_picture(io.BytesIO(png), Inches(width))
    picture._inline.docPr.set("descr", clean(said))


def keep_together(rows: Iterable[_Row]) -> None:
    """Keeps rows on the page of what follows them."""
    for row in rows:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def set_small(paragraphs: Iterable[Paragraph]) -> None:
    """Sets paragraphs in small type."""
    for paragraph in paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(SMALL)


def set_footer(document: Document, text: str, page: str) -> None:
    """A footer with ``text``, and on the right ``page``: "Page {page} of {pages}"."""
    stops = document.styles["Footer"].paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Inches(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    line = document.sections[0].footer.paragraphs[0]
    before, between, after = clean(page).format(page="|", pages="|").split("|")
    line.add_run(f"{clean(text)}\t{before}")
    _add_field(line, "PAGE")
    line.add_run(between)
    _add_field(line, "NUMPAGES")
    line.add_run(after)


def _add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in, such as the page number."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def document_bytes(document: Document, edition: date) -> bytes:
    """The finished .docx, its parts dated by the edition."""
    written = io.BytesIO()
    document.save(written)
    return redated(written.getvalue(), edition)
