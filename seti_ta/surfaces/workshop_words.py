"""What the slides and the documents of a workshop say alike: what is made up, and the sources."""

from collections.abc import Iterable
from typing import Protocol

from seti_ta.calculators.vocabulary import Source
from seti_ta.evidence.facts import Fact
from seti_ta.rules import Rule
from seti_ta.surfaces.presentation import cited
from seti_ta.workshops import Exercise, region
from seti_ta.workshops.marks import citations


class HasTexts(Protocol):
    """A workshop, a session, a slide or an exercise."""

    @property
    def texts(self) -> Iterable[str]: ...


def made_up(exercise: Exercise) -> str:
    """The label of made-up figures; nothing where all figures are published ones."""
    return "" if exercise.is_real else region().label


def sources_of(parts: Iterable[HasTexts]) -> list[str]:
    """A line for each fact, rule and row of evidence that these parts print, each once."""
    lines: dict[str, None] = {}
    for part in parts:
        found = (each for text in part.texts for each in citations(text))
        lines |= dict.fromkeys(map(_line, found))
        rows = part.rows.values() if isinstance(part, Exercise) else ()
        lines |= dict.fromkeys(f"{cited(each.source)} Grade: {each.source.grade}." for each in rows)
    return list(lines)


def _line(found: Fact | Rule) -> str:
    if isinstance(found, Rule):
        return cited(Source.of_rule(found.id))
    what = f"{found.statement}: {found.with_unit}, {found.period}."
    source = Source(found.grade, found.citation, found.locator, found.url)
    return f"{what} {cited(source)} Grade: {found.grade}."
