"""Scored checklists, each defined in one YAML file of this folder.

``seti_ta.checklists`` is also a mapping from name to checklist::

    from seti_ta import checklists
    checklists["screening"].score({"SCR-01": {"level": 2, "evidence": "Criteria sheet"}})
"""

import sys
from functools import cache
from importlib import resources

from seti_ta.calculators.checked_entry import InputError
from seti_ta.checklists.answers import Answer, AnswerSheet, read_answers, write_answers
from seti_ta.checklists.borrowed import take_over
from seti_ta.checklists.definition import PARTS, Checklist
from seti_ta.checklists.loader import load
from seti_ta.gallery import Gallery

__all__ = ["Answer", "AnswerSheet", "Checklist", "InputError", "read_answers", "take_over",
           "write_answers"]  # fmt: skip


@cache
def _gallery() -> dict[str, Checklist]:
    """Every checklist found in this folder, by name, part by part."""
    files = [each for each in resources.files(__name__).iterdir() if each.name.endswith(".yaml")]
    found = sorted(map(load, files), key=lambda c: (PARTS.index(c.part), c.place, c.name))
    items = {item.id: item for each in found for item in each.items}
    return {each.name: each.borrowing(items) if each.borrows else each for each in found}


_kind = "checklist"
sys.modules[__name__].__class__ = Gallery
