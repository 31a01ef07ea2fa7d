"""Writes the comparison of two answers to one checklist as plain text."""

from seti_ta.checklists.comparison import Comparison
from seti_ta.surfaces.checklist_text import section, wrapped


def report(comparison: Comparison) -> str:
    """What differs in sum, the gates, then every item: gates first, then the biggest changes."""
    checklist = comparison.checklist
    say = checklist.say
    parts = [
        say("compare.title", title=checklist.title),
        "\n".join(comparison.summary),
        section(say("compare.gates"), comparison.gate_sentences),
        section(say("compare.items"), (each.line for each in comparison.ordered)),
        say("weights_note"),
    ]
    return "\n\n".join(wrapped(part) for part in parts if part) + "\n"
