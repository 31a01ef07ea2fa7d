"""The part of the page's script that scores checklists: the rule's numbers, items and texts."""

import json
from collections.abc import Iterable
from dataclasses import fields
from importlib import resources

import seti_ta
from seti_ta import checklists
from seti_ta.checklists import Checklist
from seti_ta.checklists.answers import LAYOUT, LEVELS, NOT_APPLICABLE, WEIGHTS, Answer
from seti_ta.checklists.borrowed import lenders
from seti_ta.checklists.definition import Item
from seti_ta.checklists.score import (
    BANDS,
    GATE_LEVEL,
    MOST_LEFT_OUT,
    SUPPORTED_FROM,
    TALK_GAP,
    UNSUPPORTED_LEVEL,
)
from seti_ta.edition import edition_date
from seti_ta.surfaces.checklist_text import WIDTH

PARTS = (
    "checklist_score", "checklist_borrowed", "checklist_file", "checklist_compare",
    "checklist_picture", "checklist_form",
)  # fmt: skip

#: The numbers and names of ``checklists/answers.py`` and ``checklists/score.py``.
RULE = {
    "layout": LAYOUT,
    "fields": [each.name for each in fields(Answer)],
    "levels": LEVELS,
    "weights": WEIGHTS,
    "not_applicable": NOT_APPLICABLE,
    "gate_level": GATE_LEVEL,
    "supported_from": SUPPORTED_FROM,
    "unsupported_level": UNSUPPORTED_LEVEL,
    "most_left_out": MOST_LEFT_OUT,
    "talk_gap": TALK_GAP,
    "bands": BANDS,
    "width": WIDTH,
}

#: The texts that the script shows; the others stand in the HTML.
SHOWN = (
    "bad.", "band.", "verdict.", "rater.", "report.", "part.", "next_step.", "gate_below",
    "unsupported", "reviewer_unsupported", "left_out", "talk", "changed_weight", "weights_note",
    "input.e", "document.own", "document.reviewer", "document.column.item", "workbook.rater_name",
    "workbook.reviewer_name", "workbook.visit_date", "workbook.column.evidence",
    "page.left_out_share", "page.opened", "page.answers_stay", "page.reviewer_removed",
    "page.copied", "page.not_copied", "page.cleared", "page.answered", "page.old",
    "page.stamp", "page.take_over", "page.taken_over", "compare.", "picture.", "page.compare",
)  # fmt: skip

#: The texts that a score needs.
SCORED = ("bad.", "band.", "verdict.", "input.e")


def checklist_script(shown: Iterable[Checklist]) -> str:
    """JavaScript that makes the forms of these checklists live, on top of the shared parts."""
    folder = resources.files(__package__).joinpath("js")
    parts = "\n".join(folder.joinpath(f"{part}.js").read_text("utf-8") for part in PARTS)
    known = {each.name: _definition(each) for each in shown}
    return (
        f"const RULE = {json.dumps(RULE)};\n{parts}\n"
        f"const checklists = {json.dumps(known, ensure_ascii=False)};\nstart_checklists();\n"
        # For the tests, as in script.py.
        "window.seti_ta_checklists = { checklists, check_answers, score_answers, notes_on, "
        "gate_sentence, next_step, part_sentences, to_take_over, taken_over, report_text, "
        "read_file, file_of, compare_sheets, comparison_text, profile_rows };"
    )


def scoring_script(kept: Iterable[Checklist]) -> str:
    """JavaScript that scores what is kept of these checklists, without their forms."""
    score = resources.files(__package__).joinpath("js/checklist_score.js").read_text("utf-8")
    known = {each.name: _scored(each) for each in kept}
    return (
        f"const RULE = {json.dumps(RULE)};\n{score}\n"
        f"const checklists = {json.dumps(known, ensure_ascii=False)};"
    )


def _scored(checklist: Checklist) -> dict:
    return {
        "name": checklist.name,
        "items": [
            {"id": each.id, "weight": each.weight, "gate": each.gate} for each in checklist.items
        ],
        "messages": {
            key: text for key, text in checklist.messages.items() if key.startswith(SCORED)
        },
    }


def _definition(checklist: Checklist) -> dict:
    return {
        "name": checklist.name,
        "title": checklist.title,
        "version": seti_ta.__version__,
        "edition": edition_date().isoformat(),
        "items": [_item(each) for each in checklist.items],
        "lenders": [
            {"title": checklists[name].title, "ids": ids}
            for name, ids in lenders(checklist).items()
        ],
        "rules": [checklist.dated(each) for each in checklist.ruled],
        "messages": {
            key: text for key, text in checklist.messages.items() if key.startswith(SHOWN)
        },
    }


def _item(item: Item) -> dict:
    return {
        "id": item.id,
        "statement": item.statement,
        "weight": item.weight,
        "gate": item.gate,
        "levels": item.levels,
    }
