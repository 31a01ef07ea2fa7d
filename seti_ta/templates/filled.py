"""A template with a plan's own values in it.

Whose a value is decides what stands there. One that rests on the reader's own entries alone stands
as it is. One that rests on a starting value of the handbook says so. One that rests on a figure
that was made up for an example is not printed: the place stays blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING

from seti_ta import calculators
from seti_ta.calculators import Calculator, InputError
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.links import SHARED, links
from seti_ta.calculators.vocabulary import EXAMPLE, Input, Table
from seti_ta.plan.plan import with_unit
from seti_ta.rules import Rule
from seti_ta.templates.marks import Blank, Kind, Line, Piece, Said, Slot

if TYPE_CHECKING:
    from seti_ta.plan import Plan
    from seti_ta.templates.template import Template

#: Whose a value is, the best first.
OWN, STARTING, MADE_UP = range(3)


@dataclass(frozen=True)
class Span:
    """Some words of a line, and what a reader has to look at in them: a blank, or a doubt.

    ``slot`` is the key of the place that the plan fills in, if it is one.
    """

    text: str
    mark: str = ""
    slot: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Part:
    """One part of a document: a table has rows of cells, all others have one line."""

    kind: Kind
    line: Spans = ()
    rows: tuple[tuple[Spans, ...], ...] = ()


@dataclass(frozen=True)
class Document:
    """A template's words as they are to be read, in reading order."""

    template: Template
    parts: tuple[Part, ...]

    @property
    def title(self) -> str:
        return self.template.title

    @property
    def about(self) -> tuple[tuple[str, str], ...]:
        """What stands above the text: a name and words for it."""
        template = self.template
        rows = [
            ("purpose", template.purpose),
            ("signed_by", template.signed_by),
            ("fill_in", f"{template.fill_in} {MESSAGES['template.marks']}"),
            ("counsel", MESSAGES["template.not_advice"]),
            ("independent", MESSAGES["template.independence"]),
        ]
        if template.stands_on:
            rows.append(("rules", " ".join(_checked(template.stands_on))))
        return tuple((MESSAGES[f"template.{name}"], text) for name, text in rows)

    @property
    def rules(self) -> tuple[str, ...]:
        """Each rule with what it says, its dates and its source: for the end of the document."""
        return tuple(
            f"{each.name}. {each.what_it_says} {each.dated} {each.source_title}; "
            f"{each.source_locator}. {each.url}"
            for each in self.template.stands_on
        )


def _checked(rules: Iterable[Rule]) -> Iterator[str]:
    """The names of rules, by the days on which they were checked and will be."""
    days: dict[tuple[date, date], list[str]] = {}
    for each in rules:
        days.setdefault((each.checked_on, each.review_by), []).append(each.with_status)
    for (on, due), names in sorted(days.items()):
        yield MESSAGES["template.checked"].format(on=on, due=due, names="; ".join(names))


def document(template: Template, plan: Plan) -> Document:
    """The template, filled from a plan."""
    own = frozenset(plan.own)
    return with_slots(template, lambda slot: said(plan, slot, own))


def with_slots(template: Template, fill: Callable[[Slot], Span]) -> Document:
    """The template, with what ``fill`` puts in each place that the plan knows."""

    def spans(line: Line) -> Spans:
        return tuple(span(piece) for piece in line)

    def span(piece: Piece) -> Span:
        match piece:
            case Said(text):
                return Span(text)
            case Blank(name):
                return Span("", f"[{name}]")
            case Slot():
                return fill(piece)

    return Document(
        template,
        tuple(
            Part(each.kind, spans(each.line), tuple(tuple(map(spans, row)) for row in each.rows))
            for each in template.blocks
        ),
    )


def said(plan: Plan, slot: Slot, own: frozenset[str]) -> Span:
    """What a plan puts in one place. ``own`` are the names of the reader's entries."""
    text = _text(plan, slot)
    whose = max((_whose(plan, name, own) for name in rests_on(slot)), default=OWN)
    if not text or whose == MADE_UP:
        return Span("", blank(slot), slot.key)
    return Span(text, doubt(slot) if whose == STARTING else "", slot.key)


def blank(slot: Slot) -> str:
    """The blank where the plan has nothing to say."""
    if not slot.field:
        return MESSAGES["template.blank_sentence"].format(title=calculators[slot.calculator].title)
    term = calculators[slot.calculator].term if slot.calculator else lambda n: SHARED[n].label
    return MESSAGES["template.blank"].format(label=term(slot.field))


def doubt(slot: Slot) -> str:
    """What stands behind a value that is not the reader's own, or not all of it."""
    is_entry = not slot.calculator or slot.field in calculators[slot.calculator].defaults
    return f" {MESSAGES['template.starting' if is_entry else 'template.rests']}"


def _text(plan: Plan, slot: Slot) -> str:
    """The words of the plan; none where it has no value."""
    if not slot.calculator:
        value = plan.shared(slot.field)
        return "" if value is None else with_unit(SHARED[slot.field], value)
    try:
        result = plan[slot.calculator]
    except InputError:
        return ""
    if not slot.field:
        return result.board_sentence
    return "" if result.values[slot.field] is None else result.with_unit(slot.field)


# ---- What a value rests on


def rests_on(slot: Slot) -> tuple[str, ...]:
    """The inputs and tables that a place rests on, within its own calculator: names of a plan."""
    if not slot.calculator:
        return (slot.field,)
    calculator = calculators[slot.calculator]
    names = {slot.field} if slot.field else _in_sentences(calculator)
    return tuple(sorted({each for name in names for each in inputs_of(calculator.name, name)}))


def _in_sentences(calculator: Calculator) -> set[str]:
    """The names that the sentences for a board show, or that choose among them."""
    notes = calculator.board_sentence
    shown = {field for note in notes for _, field, _, _ in Formatter().parse(note.said) if field}
    return shown | {note.when for note in notes if note.when}


@cache
def inputs_of(calculator: str, name: str) -> frozenset[str]:
    """The inputs and tables of a calculator that one value of it comes from, as "name.input"."""
    found = calculators[calculator]
    if name in found.defaults:
        return frozenset({f"{calculator}.{name}"})
    if name in found.table_of:
        return frozenset({f"{calculator}.{found.table_of[name].name}"})
    formulas = {each.name: each for each in found.formulas}
    if name not in formulas:
        return frozenset()  # a fixed number, or a function
    formula = formulas[name]
    reads = {each for each in (*formula.reads, *formula.over) if each != name}
    return frozenset().union(*(inputs_of(calculator, each) for each in reads))


def _whose(plan: Plan, name: str, own: frozenset[str]) -> int:
    """Whose the value of an input or table is, by its name in the plan."""
    if name in own:
        return OWN
    field, link = place(name)
    if link is None:
        return starts_as(field)
    if link.is_shared:
        return _whose(plan, link.what, own)
    return max((_whose(plan, each, own) for each in inputs_of(link.origin, link.what)), default=OWN)


def place(name: str):
    """The input or table of that name, and the ``Link`` to what it follows, or None."""
    calculator, _, field = name.rpartition(".")
    if not calculator:
        return SHARED[field], None
    held = calculators[calculator]
    found = next(each for each in (*held.inputs, *held.tables) if each.name == field)
    return found, next((each for each in links(calculator) if each.field.name == field), None)


def starts_as(field: Input | Table) -> int:
    """Whose a starting value is. One that is empty says nothing, nor does a table of empty rows.

    A choice or a year that an example starts with is no figure of it: it is only to be checked.
    """
    if not any(_starting_figures(field)):
        return OWN
    is_choice = isinstance(field, Input) and (field.choices or field.unit == "year")
    return MADE_UP if field.source.grade == EXAMPLE.grade and not is_choice else STARTING


def _starting_figures(field: Input | Table) -> list[bool]:
    """Whether there is something in each cell that a field starts with, but for rows' names."""
    if isinstance(field, Input):
        return [field.default not in (None, "")]
    cells = [row.get(each.name) for row in field.rows for each in field.columns if not each.is_text]
    return [each not in (None, "") for each in cells]


def slots_of(templates) -> Iterator[Slot]:
    """The places of several templates that the plan fills in, each once."""
    yield from dict.fromkeys(slot for each in templates for slot in each.slots)
