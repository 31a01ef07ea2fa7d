"""The marks that stand in the texts of a workshop in place of figures.

``{hoped.target}`` prints a value of the run ``hoped``, and ``{?hoped.applicants}`` one that
learners work out: a blank for them, the value in the key. ``[...]`` names a row, and a column where
there are two: ``{plan.paid[Coach][State grant]}``. ``{fact}`id` `` and ``{rule}`id` `` print a
published figure and the name of a rule, as they do in a chapter.
"""

import re
from collections.abc import Callable

from seti_ta.evidence.facts import Fact, fact
from seti_ta.rules import Rule, rule

BLANK = "______"

MARK = re.compile(r"\{(?P<asked>\??)(?P<run>\w+)\.(?P<name>\w+)(?P<at>(?:\[[^\]]+\])*)\}")
CITED = re.compile(r"\{(?P<kind>fact|rule)\}`(?P<id>[^`]+)`")

#: What prints a value: the name of its run, its own name, and its row and column if any.
Written = Callable[[str, str, tuple[str, ...]], str]


def with_values(text: str, written: Written, blank: bool = False) -> str:
    """The text with each mark filled in; with ``blank``, those that are asked for stay open."""

    def fill(found: re.Match) -> str:
        if blank and found["asked"]:
            return BLANK
        return written(found["run"], found["name"], tuple(re.findall(r"\[([^\]]+)\]", found["at"])))

    return with_citations(MARK.sub(fill, text))


def asks(text: str) -> bool:
    """Whether a text leaves something to work out."""
    return any(found["asked"] for found in MARK.finditer(text))


def has_typed_figure(text: str) -> bool:
    """Whether a text holds a digit that no mark prints."""
    return bool(re.search(r"\d", CITED.sub("", MARK.sub("", text))))


def with_citations(text: str) -> str:
    """The text with each cited fact as a figure, and each cited rule as its name and standing."""
    return CITED.sub(lambda found: _printed(cited(found["kind"], found["id"])), text)


def citations(text: str) -> list[Fact | Rule]:
    """The facts and rules that a text cites."""
    return [cited(found["kind"], found["id"]) for found in CITED.finditer(text)]


def cited(kind: str, id: str) -> Fact | Rule:
    return fact(id) if kind == "fact" else rule(id)


def _printed(found: Fact | Rule) -> str:
    return found.written if isinstance(found, Fact) else found.with_status
