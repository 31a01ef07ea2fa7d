"""Writes a checklist as a Word form for a site visit: to print, or to fill in on a screen."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell

import seti_ta
from seti_ta import checklists
from seti_ta.checklists import Checklist
from seti_ta.checklists.actions import COLUMNS
from seti_ta.checklists.answers import NOT_APPLICABLE
from seti_ta.checklists.borrowed import lenders
from seti_ta.checklists.definition import Item
from seti_ta.checklists.score import MOST_LEFT_OUT, TOP_LEVEL, named_bands
from seti_ta.edition import check_by_date, edition_date
from seti_ta.files import write_whole
from seti_ta.surfaces import word

BOX = "☐"

#: The columns of an action plan on paper, in inches, its empty rows and their height.
ACTION_WIDTHS = (0.9, 2.5, 1.2, 1.0, 1.7)
ACTION_ROWS, ACTION_ROW = 10, 0.55


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


def begun(checklist: Checklist, title: str, edition: date, check_by: date) -> tuple[Document, str]:
    """A document on a checklist with its title and question, and the version for its footer."""
    version = checklist.say(
        "workbook.version",
        code=checklist.code,
        version=seti_ta.__version__,
        edition=edition.isoformat(),
        check_by=check_by.isoformat(),
    )
    author = checklist.say("workbook.author")
    document = word.new_document(title, checklist.question, author, version, edition)
    word.add_text(document, title, "Title")
    word.add_text(document, checklist.question)
    return document, version


class Form:
    """One Word form while it is written."""

    def __init__(self, checklist: Checklist, edition: date, check_by: date):
        self.checklist = checklist
        self.edition = edition
        self.document, self.version = begun(checklist, checklist.title, edition, check_by)

    def say(self, key: str, **fields) -> str:
        """A text of the catalogue."""
        return self.checklist.say(f"document.{key}", **fields)

    def fill(self) -> None:
        word.set_footer(self.document, self.version, self.checklist.messages["workbook.page"])
        self._how_to()
        self._visit()
        self.document.add_heading(self.say("items"), 1)
        for item in self.checklist.printed:
            self._item(item)
        self._score_by_hand()
        self._action_plan()
        self._reasons()
        self._sources()

    def bytes(self) -> bytes:
        """The finished file."""
        return word.document_bytes(self.document, self.edition)

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
        table = word.add_table(
            self.document, (1.4, 5.9), [self.say("visit"), self.say("entry")], self.say("visit")
        )
        for label in labels:
            word.add_row(table, [label, ""], height=0.32)

    def _item(self, item: Item) -> None:
        checklist, document = self.checklist, self.document
        gate = f" ({checklist.say('gate').lower()})" if item.gate else ""
        document.add_heading(f"{item.id}{gate}. {item.statement}", 2)
        look_for = self.say("look_for", evidence=item.evidence, weight=item.weight)
        document.add_paragraph(look_for).paragraph_format.keep_with_next = True
        header = [self.say(key) for key in ("level", "own", "reviewer", "evidence")]
        table = word.add_table(
            self.document, (3.25, 0.5, 0.85, 2.7), header, f"{item.id}. {item.statement}"
        )
        for level, anchor in enumerate(item.levels):
            word.add_row(table, [f"{level}  {anchor}", BOX, BOX, ""])
        word.add_row(table, [f"{NOT_APPLICABLE}. {self.say('why')}", BOX, BOX, ""], height=0.42)
        for row in table.rows:
            _center(row.cells[1:3])
        word.keep_together(table.rows[1:-1])
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
        table = word.add_table(
            self.document, (1.8, 0.9, 1.15, 1.15, 1.15, 1.15), header, say("by_hand")
        )
        for item in checklist.printed:
            gate = f" ({checklist.say('gate').lower()})" if item.gate else ""
            word.add_row(table, [item.id + gate, str(item.weight), "", "", "", ""], height=0.27)
        document.add_paragraph()
        header = [say("step"), say("own"), say("reviewer")]
        table = word.add_table(self.document, (5.3, 1.0, 1.0), header, say("by_hand.sums"))
        for text in (
            say("sum.points"),
            say("sum.left_out", most=most, total=total),
            say("sum.possible", top=TOP_LEVEL, total=total),
            say("sum.score"),
            say("sum.band", bands=named_bands(checklist)),
        ):
            word.add_row(table, [text, "", ""], height=0.32)
        if checklist.borrows:
            self._parts_by_hand()

    def _parts_by_hand(self) -> None:
        """Room for the points of the borrowed items, by the checklist that lends them."""
        say = self.say
        self.document.add_paragraph()
        self.document.add_paragraph(say("parts")).paragraph_format.keep_with_next = True
        header = [say(key) for key in ("part", "lent", "own", "reviewer")]
        table = word.add_table(self.document, (3.3, 2.0, 1.0, 1.0), header, say("parts"))
        for name, ids in lenders(self.checklist).items():
            word.add_row(table, [checklists[name].title, ", ".join(ids), "", ""], height=0.32)
        word.keep_together(table.rows[:-1])

    def _action_plan(self) -> None:
        say = self.checklist.say
        heading = self.document.add_heading(say("action.title"), 1)
        # The sums of borrowed items end on a page that has room for it.
        heading.paragraph_format.page_break_before = not self.checklist.borrows
        self.document.add_paragraph(self.say("action_plan"))
        header = [say(f"action.{key}") for key in COLUMNS]
        table = word.add_table(self.document, ACTION_WIDTHS, header, say("action.title"))
        for _ in range(ACTION_ROWS):
            word.add_row(table, [""] * len(header), height=ACTION_ROW)

    def _reasons(self) -> None:
        checklist = self.checklist
        self.document.add_heading(self.say("reasons"), 1)
        numbers = {source: place for place, source in enumerate(checklist.cited, start=1)}
        header = [self.say(f"column.{key}") for key in ("item", "why", "basis", "sources")]
        table = word.add_table(self.document, (0.8, 3.1, 2.5, 0.9), header, self.say("reasons"))
        for item in checklist.printed:
            basis = [checklist.say(f"basis.{item.basis}"), *map(checklist.dated, item.ruled)]
            cited = ", ".join(str(numbers[source]) for source in item.cited) or "–"
            word.add_row(table, [item.id, item.why, "\n".join(basis), cited])

    def _sources(self) -> None:
        checklist = self.checklist
        self.document.add_heading(self.say("sources"), 1)
        for place, source in enumerate(checklist.cited, start=1):
            grade = checklist.say(f"grade.{source.grade}")
            text = f"{place}. {source.citation}, {source.locator} ({grade}). {source.url}"
            self.document.add_paragraph(text)
        self.document.add_heading(self.say("about"), 1)
        self.document.add_paragraph(self.checklist.say("workbook.independence"))
        self.document.add_paragraph(self.say("licence"))


def _center(cells: Iterable[_Cell]) -> None:
    for cell in cells:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


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
