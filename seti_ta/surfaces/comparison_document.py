"""A comparison of two answers to one checklist as a Word report."""

from datetime import date

from docx.document import Document

from seti_ta.checklists import Checklist
from seti_ta.checklists.comparison import Comparison
from seti_ta.surfaces import word
from seti_ta.surfaces.checklist_document import begun
from seti_ta.surfaces.document import put_list, put_table
from seti_ta.surfaces.profile_picture import put_profile

#: The parts of the width of the table: item, both levels, change, notes.
SHARES = (0.36, 0.12, 0.12, 0.1, 0.3)


def comparison_document(comparison: Comparison, edition: date, check_by: date) -> bytes:
    """The bytes of a .docx: what differs in sum, the picture, then item by item.

    The same arguments give the same bytes.
    """
    checklist = comparison.checklist
    say = checklist.say
    title = say("compare.title", title=checklist.title)
    document, version = begun(checklist, title, edition, check_by)
    put_list(document, say("page.results"), comparison.summary)
    put_list(document, say("compare.gates"), comparison.gate_sentences)
    put_profile(document, comparison)
    _items(document, comparison)
    word.add_text(document, say("weights_note"))
    word.add_text(document, say("workbook.independence"))
    word.set_footer(document, version, checklist.messages["workbook.page"])
    return word.document_bytes(document, edition)


def _items(document: Document, comparison: Comparison) -> None:
    checklist, title = comparison.checklist, comparison.checklist.say("compare.items")
    header = [
        checklist.say("document.column.item"),
        *comparison.labels,
        checklist.say("compare.change"),
        checklist.say("compare.notes"),
    ]
    rows = [
        (named(checklist, pair), *pair.shown, pair.change_shown, "\n".join(pair.notes))
        for pair in comparison.ordered
    ]
    word.add_text(document, title, "Heading 1")
    put_table(document, title, header, rows, SHARES)


def named(checklist: Checklist, pair) -> str:
    """The id of an item, that it is a gate, and its statement."""
    id = checklist.say("picture.gate", id=pair.item.id) if pair.item.gate else pair.item.id
    return f"{id}. {pair.item.statement}"
