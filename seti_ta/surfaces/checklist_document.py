"""Writes a checklist as a Word form for a site visit: to print, or to fill in on a screen."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

import seti_ta
from seti_ta import checklists
from seti_ta.checklists import Checklist
from seti_ta.checklists.answers import NOT_APPLICABLE
from seti_ta.checklists.definition import Item
from seti_ta.checklists.score import MOST_LEFT_OUT, TOP_LEVEL, named_bands
from seti_ta.edition import check_by_date, edition_date
from seti_ta.files import write_whole

BOX = "☐"
FONT, ACCENT, SHADE = "Arial", RGBColor(0x0F, 0x5C, 0x6E), "E3F0F2"
MARGIN = Inches(0.6)
WIDTH = Inches(8.5) - 2 * MARGIN


def write_all(folder: Path) -> list[Path]:
    """Writes ``checklist-<name>.docx`` for every checklist of this edition."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        write_document(
            each, folder / f"checklist-{each.name}.docx", edition_date(), check_by_date()
        )
        for each in checklists.values()
    ]


def write_document(checklist: Checklist, path: Path, edition: date, check_by: date) -> Path:
    """Writes one form, whole or not at all. The same arguments give the same bytes."""
    form = Form(checklist, edition, check_by)
    form.fill()
    return write_whole(path, form.bytes())


class Form:
    """One Word form while it is written."""

    def __init__(self, checklist: Checklist, edition: date, check_by: date):
        self.checklist = checklist
        self.edition = edition
        self.version = checklist.say(
            "workbook.version",
            code=checklist.code,
            version=seti_ta.__version__,
            edition=edition.isoformat(),
            check_by=check_by.isoformat(),
        )
        self.document = docx.Document()
        _set_page(self.document)
        _set_styles(self.document)

    def say(self, key: str, **fields) -> str:
        """A text of the catalogue."""
        return self.checklist.say(f"document.{key}", **fields)

    def fill(self) -> None:
        self._describe()
        self._footer()
        self.document.add_heading(self.checklist.title, 0)
        self.document.add_paragraph(self.checklist.question)
        self._how_to()
        self._visit()
        self.document.add_heading(self.say("items"), 1)
        for item in self.checklist.printed:
            self._item(item)
        self._score_by_hand()
        self._reasons()
        self._sources()

    def bytes(self) -> bytes:
        """The finished file, its parts dated with the edition."""
        written, dated = io.BytesIO(), io.BytesIO()
        self.document.save(written)
        day = self.edition
        with zipfile.ZipFile(written) as parts, zipfile.ZipFile(dated, "w") as file:
            for name in parts.namelist():
                part = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
                part.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(part, parts.read(name))
        return dated.getvalue()

    def _describe(self) -> None:
        about, author = self.document.core_properties, self.checklist.say("workbook.author")
        about.title, about.subject = self.checklist.title, self.checklist.question
        about.author = about.last_modified_by = author
        about.comments, about.language = self.version, "en-US"
        about.created = about.modified = datetime.combine(self.edition, datetime.min.time())

    def _footer(self) -> None:
        tabs = self.document.styles["Footer"].paragraph_format.tab_stops
        tabs.clear_all()
        tabs.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        line = self.document.sections[0].footer.paragraphs[0]
        before, between, after = self.checklist.say("workbook.page", page="|", pages="|").split("|")
        line.add_run(f"{self.version}\t{before}")
        _add_field(line, "PAGE")
        line.add_run(between)
        _add_field(line, "NUMPAGES")
        line.add_run(after)

    def _how_to(self) -> None:
        self.document.add_heading(self.say("how_to"), 1)
        for key in ("how_to.rate", "how_to.evidence", "how_to.left_out", "how_to.two"):
            self.document.add_paragraph(self.say(key), "List Number")
        for key in ("gate_note", "threshold_note", "weights_note"):
            self.document.add_paragraph(self.checklist.say(key), "List Bullet")

    def _visit(self) -> None:
        labels = [self.say(key) for key in ("program", "site")]
        labels += [
            self.checklist.say(f"workbook.{key}")
            for key in ("rater_name", "reviewer_name", "visit_date")
        ]
        table = self._table((1.4, 5.9), [self.say("visit"), self.say("entry")], self.say("visit"))
        for label in labels:
            self._row(table, [label, ""], height=0.32)

    def _item(self, item: Item) -> None:
        checklist, document = self.checklist, self.document
        gate = f" ({checklist.say('gate').lower()})" if item.gate else ""
        document.add_heading(f"{item.id}{gate}. {item.statement}", 2)
        look_for = self.say("look_for", evidence=item.evidence, weight=item.weight)
        document.add_paragraph(look_for).paragraph_format.keep_with_next = True
        header = [self.say(key) for key in ("level", "own", "reviewer", "evidence")]
        table = self._table((3.25, 0.5, 0.85, 2.7), header, f"{item.id}. {item.statement}")
        for level, anchor in enumerate(item.levels):
            self._row(table, [f"{level}  {anchor}", BOX, BOX, ""])
        self._row(table, [f"{NOT_APPLICABLE}. {self.say('why')}", BOX, BOX, ""], height=0.42)
        for row in table.rows:
            _center(row.cells[1:3])
        for row in table.rows[1:-1]:
            _keep_with_next(row.cells)
        _open_between([row.cells[3] for row in table.rows[1:]])

    def _score_by_hand(self) -> None:
        document, checklist, say = self.document, self.checklist, self.say
        heading = document.add_heading(say("by_hand"), 1)
        heading.paragraph_format.page_break_before = True
        total = sum(item.weight for item in checklist.items)
        most = total * MOST_LEFT_OUT // 100
        for key in ("by_hand.counted", "by_hand.points", "by_hand.add", "by_hand.talk"):
            document.add_paragraph(say(key), "List Bullet")
        columns = ("item", "weight", "own_counted", "own_points", "reviewer_counted",
                   "reviewer_points")  # fmt: skip
        header = [say(f"column.{key}") for key in columns]
        table = self._table((1.8, 0.9, 1.15, 1.15, 1.15, 1.15), header, say("by_hand"))
        for item in checklist.printed:
            gate = f" ({checklist.say('gate').lower()})" if item.gate else ""
            self._row(table, [item.id + gate, str(item.weight), "", "", "", ""], height=0.27)
        document.add_paragraph()
        header = [say("step"), say("own"), say("reviewer")]
        table = self._table((5.3, 1.0, 1.0), header, say("by_hand.sums"))
        for text in (
            say("sum.points"),
            say("sum.left_out", most=most, total=total),
            say("sum.possible", top=TOP_LEVEL, total=total),
            say("sum.score"),
            say("sum.band", bands=named_bands(checklist)),
        ):
            self._row(table, [text, "", ""], height=0.32)

    def _reasons(self) -> None:
        checklist = self.checklist
        self.document.add_heading(self.say("reasons"), 1)
        numbers = {id: place for place, id in enumerate(checklist.cited, start=1)}
        header = [self.say(f"column.{key}") for key in ("item", "why", "basis", "sources")]
        table = self._table((0.8, 3.1, 2.5, 0.9), header, self.say("reasons"))
        for item in checklist.printed:
            basis = checklist.say(f"basis.{item.basis}")
            text = "\n".join(filter(None, [basis, checklist.status_of(item)]))
            cited = ", ".join(str(numbers[id]) for id in item.sources) or "–"
            self._row(table, [item.id, item.why, text, cited])

    def _sources(self) -> None:
        checklist = self.checklist
        self.document.add_heading(self.say("sources"), 1)
        for place, source in enumerate(checklist.cited.values(), start=1):
            grade = checklist.say(f"grade.{source.grade}")
            text = f"{place}. {source.citation}, {source.locator} ({grade}). {source.url}"
            self.document.add_paragraph(text)
        self.document.add_heading(self.say("about"), 1)
        self.document.add_paragraph(self.checklist.say("workbook.independence"))
        self.document.add_paragraph(self.say("licence"))

    def _table(self, inches: Iterable[float], header: list[str], summary: str) -> Table:
        """A table of fixed columns. Its first row is a header that each page repeats."""
        table = self.document.add_table(1, len(header), "Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, inches, strict=True):
            column.width = Inches(width)
        _describe_table(table, summary)
        row = table.rows[0]
        _put(row.cells, header)
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, width in zip(row.cells, inches, strict=True):
            cell.width = Inches(width)
            _shade(cell)
            cell.paragraphs[0].runs[0].bold = True
        return table

    def _row(self, table: Table, texts: list[str], height: float = 0):
        row = table.add_row()
        _put(row.cells, texts)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if height:
            row.height = Inches(height)
        for cell, column in zip(row.cells, table.columns, strict=True):
            cell.width = column.width
        return row


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = section.top_margin = MARGIN
    section.bottom_margin = Inches(0.8)
    section.footer_distance = Inches(0.4)


def _set_styles(document: Document) -> None:
    looks = {
        "Normal": (9.5, False, 3),
        "Title": (20, True, 4),
        "Heading 1": (14, True, 4),
        "Heading 2": (10.5, True, 2),
        "Footer": (8, False, 0),
    }
    for name, (size, bold, after) in looks.items():
        style = document.styles[name]
        _set_font(style)
        style.font.size, style.font.bold = Pt(size), bold
        style.paragraph_format.space_after = Pt(after)
        if bold:
            style.font.color.rgb = ACCENT
            style.paragraph_format.keep_with_next = True
    document.styles["Heading 2"].paragraph_format.space_before = Pt(11)


def _set_font(style) -> None:
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for name in [each for each in fonts.attrib if each.endswith("Theme")]:
        del fonts.attrib[name]  # a theme's font would win


def _put(cells: Iterable[_Cell], texts: list[str]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
        paragraph.add_run(text)


def _center(cells: Iterable[_Cell]) -> None:
    for cell in cells:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _keep_with_next(cells: Iterable[_Cell]) -> None:
    for cell in cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _open_between(cells: list[_Cell]) -> None:
    """Leaves the lines between cells out: room to write, and no merged cells to trip over."""
    for place, cell in enumerate(cells):
        borders = OxmlElement("w:tcBorders")
        sides = ["top"] * (place > 0) + ["bottom"] * (place < len(cells) - 1)
        for side in sides:
            border = OxmlElement(f"w:{side}")
            border.set(qn("w:val"), "nil")
            borders.append(border)
        cell._tc.get_or_add_tcPr().append(borders)


def _describe_table(table: Table, summary: str) -> None:
    """The alternative text of a table, for those who cannot see it."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), summary)
    table._tbl.tblPr.append(caption)


def _add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in, such as the page number."""
    run = paragraph.add_run()
    for kind in ("begin", None, "separate", "text", "end"):
        if kind is None:
            part = OxmlElement("w:instrText")
            part.text = code
        elif kind == "text":
            part = OxmlElement("w:t")
            part.text = "1"
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)
