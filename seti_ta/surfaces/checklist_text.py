"""Writes a scored checklist as plain text."""

import re
from datetime import date
from textwrap import TextWrapper

from seti_ta.calculators.checked_entry import SPACES
from seti_ta.checklists.score import Scored

WIDTH = 88
# Breaks lines at spaces alone, as the page's script does.
WRAPPER = TextWrapper(WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def report(scored: Scored, day: date | None = None) -> str:
    """The verdicts, gates to mend, next steps, the action plan, every item with notes, the rules.

    ``day`` tells which steps are past their date; without it none is.
    """
    say = scored.checklist.say
    own, reviewed = scored.own, scored.reviewed
    parts = [
        scored.checklist.title,
        f"{say('rater.own')}: {own.verdict}",
        f"{say('rater.reviewed')}: {reviewed.verdict}",
        section(say("report.parts"), own.parts),
        section(say("report.gates"), map(own.gate_sentence, own.gates_below)),
        section(say("report.next_steps"), map(own.next_step, own.next_steps)),
        section(say("action.title"), (each.line(day) for each in scored.actions)),
        section(say("report.items"), (_item(scored, item.id) for item in scored.checklist.items)),
        section(say("report.rules"), map(scored.checklist.dated, scored.checklist.ruled)),
        say("weights_note"),
    ]
    return "\n\n".join(wrapped(part) for part in parts if part) + "\n"


def section(title: str, lines) -> str:
    """A list under its title; nothing if it is empty."""
    listed = [f"- {line}" for line in lines]
    return "\n".join([title, *listed]) if listed else ""


def _item(scored: Scored, id: str) -> str:
    own, reviewed = scored.own.rated[id], scored.reviewed.rated[id]
    line = scored.checklist.say(
        "report.item",
        id=id,
        statement=own.item.statement,
        own=shown_level(own.given),
        reviewer=shown_level(reviewed.given),
        points=own.points,
        possible=own.possible,
    )
    return " ".join([line, *scored.notes(id)])


def shown_level(level) -> str:
    """A level, or a dash where there is none yet."""
    return "–" if level is None else str(level)


def wrapped(part: str) -> str:
    """The text in lines of at most ``WIDTH`` letters, save for longer words."""
    return "\n".join(map(_wrapped_line, part.split("\n")))


def _wrapped_line(line: str) -> str:
    words = re.sub(f"[{SPACES}]+", " ", line).strip(" ")
    return "\n".join(WRAPPER.wrap(words))
