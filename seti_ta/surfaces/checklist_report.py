"""Writes a filled-in checklist as a Word report: the verdict, what to do about it, every item."""

from datetime import date
from pathlib import Path

from docx.document import Document
from docx.shared import Pt

from seti_ta.checklists import AnswerSheet
from seti_ta.checklists.definition import Item
from seti_ta.checklists.score import Scored, is_number
from seti_ta.files import write_whole
from seti_ta.surfaces import word
from seti_ta.surfaces.checklist_document import begun
from seti_ta.surfaces.checklist_text import shown_level
from seti_ta.surfaces.document import put_list, put_table
from seti_ta.surfaces.profile_picture import put_profile

#: The shares of the columns of an action plan in the width of the text.
SHARES = (0.11, 0.35, 0.15, 0.15, 0.24)


def write_report(
    sheet: AnswerSheet, scored: Scored, path: Path, day: date, edition: date, check_by: date
) -> Path:
    """Writes one report, whole or not at all. ``day`` tells which steps are past their date.

    The same arguments give the same bytes.
    """
    return write_whole(path, report_bytes(sheet, scored, day, edition, check_by))


def report_bytes(
    sheet: AnswerSheet, scored: Scored, day: date, edition: date, check_by: date
) -> bytes:
    """The bytes of the report of ``sheet``, which comes to ``scored``."""
    checklist = scored.checklist
    document, version = begun(checklist, checklist.title, edition, check_by)
    _visit(document, sheet, scored)
    _verdicts(document, scored)
    own = scored.own
    put_list(document, checklist.say("report.parts"), own.parts)
    put_list(document, checklist.say("report.gates"), map(own.gate_sentence, own.gates_below))
    _action_plan(document, scored, day)
    put_list(document, checklist.say("report.next_steps"), map(own.next_step, own.next_steps))
    put_profile(document, scored)
    word.add_text(document, checklist.say("report.items"), "Heading 1")
    for item in checklist.printed:
        _item(document, scored, item)
    put_list(document, checklist.say("report.rules"), map(checklist.dated, checklist.ruled))
    for key in ("weights_note", "threshold_note", "workbook.independence"):
        word.add_text(document, checklist.say(key))
    word.set_footer(document, version, checklist.messages["workbook.page"])
    return word.document_bytes(document, edition)


def _visit(document: Document, sheet: AnswerSheet, scored: Scored) -> None:
    """Who rated, and when; names that nobody wrote are left out."""
    say = scored.checklist.say
    names = {key: getattr(sheet, key) for key in ("rater_name", "reviewer_name")}
    told = {key: name for key, name in names.items() if name} | {"visit_date": sheet.date}
    for key, text in told.items():
        word.add_text(document, f"{say(f'workbook.{key}')}: {text}")


def _verdicts(document: Document, scored: Scored) -> None:
    """What both ratings come to; the reviewer's only if there is one."""
    reviewed = scored.reviewed
    ratings = {"own": scored.own}
    if reviewed.unanswered < len(reviewed.items):
        ratings["reviewed"] = reviewed
    for key, rating in ratings.items():
        line = f"{scored.checklist.say(f'rater.{key}')}: {rating.verdict}"
        sentence = word.add_text(document, line).runs[0].font
        sentence.bold, sentence.size = True, Pt(12)


def _action_plan(document: Document, scored: Scored, day: date) -> None:
    if not scored.actions:
        return
    say = scored.checklist.say
    cells = [each.cells(day) for each in scored.actions]
    word.add_text(document, say("action.title"), "Heading 1")
    word.add_text(document, say("action.about")).paragraph_format.keep_with_next = True
    header = [say(f"action.{column}") for column in cells[0]]
    rows = [[*each.values()] for each in cells]
    put_table(document, say("action.title"), header, rows, SHARES, may_break=True)


def _item(document: Document, scored: Scored, item: Item) -> None:
    """One item: its levels with their anchors, what was seen, and what to know about it."""
    say, answer = scored.checklist.say, scored.answers[item.id]
    named = say("action.gate", id=item.id) if item.gate else item.id
    word.add_text(document, f"{named}. {item.statement}", "Heading 2")
    lines = [f"{say('document.own')}: {_anchored(item, answer.level)}"]
    if answer.reviewer is not None:
        lines.append(f"{say('document.reviewer')}: {_anchored(item, answer.reviewer)}")
    if answer.evidence:
        lines.append(f"{say('workbook.column.evidence')}: {answer.evidence}")
    for line in lines[:-1]:
        word.add_text(document, line).paragraph_format.keep_with_next = True
    word.add_text(document, lines[-1])
    for note in scored.notes(item.id):
        word.add_text(document, note, "List Bullet")


def _anchored(item: Item, level) -> str:
    return f"{level}. {item.levels[level]}" if is_number(level) else shown_level(level)
