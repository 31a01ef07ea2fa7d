"""What an exercise works on: calculators with entries, a rated checklist, rows of evidence.

Each kind prints its values by name with ``written``, in the words that readers meet everywhere,
and says in ``says`` what the package says of it in sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, ClassVar

from seti_ta import calculators, checklists
from seti_ta.calculators import InputError
from seti_ta.calculators.reader import DefinitionError
from seti_ta.calculators.result import Result
from seti_ta.calculators.vocabulary import Source
from seti_ta.checklists import Answer
from seti_ta.evidence.estimates import quote, row
from seti_ta.evidence.table import load as load_evidence
from seti_ta.evidence.words import effect, when
from seti_ta.workshops.region import region

_STRICT: Mapping = {"extra": "forbid", "strict": True}


@dataclass(frozen=True)
class Run:
    """A calculator with the entries of some groups of the region, and ``entries`` on top.

    A run that is ``refused`` has an entry that the calculator does not take; what it says then
    is its ``problem``.
    """

    __pydantic_config__: ClassVar = _STRICT

    calculator: str
    region: tuple[str, ...] = ()
    entries: dict[str, Any] = field(default_factory=dict)
    refused: bool = False

    @cached_property
    def entered(self) -> dict[str, Any]:
        """Every entry by the name of its input."""
        groups = [region().group(name) for name in self.region]
        return {name: value for each in (*groups, self.entries) for name, value in each.items()}

    @cached_property
    def result(self) -> Result:
        """What the calculator computes."""
        return calculators[self.calculator](**self.entered)

    @cached_property
    def problem(self) -> str:
        """Why the calculator refuses the entries; nothing if it takes them."""
        try:
            self.result  # noqa: B018 (computed for its error)
        except InputError as error:
            return " ".join(error.sentences)
        return ""

    @property
    def says(self) -> tuple[str, ...]:
        """The sentence for a board and the notes."""
        if self.refused:
            return (self.problem,)
        return (self.result.board_sentence, *self.result.warnings)

    def check(self) -> None:
        """Raises DefinitionError if the calculator takes or refuses the entries unexpectedly."""
        if self.refused != bool(self.problem):
            raise DefinitionError(self.problem or "the calculator takes what it should refuse")

    def written(self, name: str, at: tuple[str, ...]) -> str:
        """One value; ``at`` is the name of its row, and of its column in a matrix."""
        if self.refused:
            return self.problem
        if not at:
            return self.result.written(name)
        cell = self.result.values[name]
        for place, names in zip(at, self._names(name), strict=True):
            cell = cell[names.index(place)]
        return self.result.calculator.write_or_dash(name, cell)

    def _names(self, name: str) -> list[list[str]]:
        """The names of the rows of a column; of a matrix, those of its columns too."""
        calculator = self.result.calculator
        over = calculator.matrices.get(name) or (calculator.table_of[name],)
        across = getattr(calculator.declared[name], "across", "")
        over = (*over, *(table for table in calculator.tables if table.name == across))
        return [self.result.values[table.named_by.name] for table in over]


@dataclass(frozen=True)
class Seen:
    """One item of a described program: what a visitor is told, and how two raters see it."""

    __pydantic_config__: ClassVar = _STRICT

    told: str
    level: int
    reviewer: int
    evidence: str = ""


@dataclass(frozen=True)
class Rated:
    """A checklist, answered by the team and by a reviewer for a program that is described."""

    __pydantic_config__: ClassVar = _STRICT

    checklist: str
    reviewer_name: str
    seen: dict[str, Seen]

    @cached_property
    def scored(self):
        """The two scores."""
        answers = {
            id: Answer(each.level, each.evidence, each.reviewer) for id, each in self.seen.items()
        }
        return checklists[self.checklist].score(answers, self.reviewer_name)

    @property
    def says(self) -> tuple[str, ...]:
        """Both verdicts, the gates to mend and the items to talk about."""
        scored, say = self.scored, self.scored.checklist.say
        return (
            f"{say('rater.own')}: {scored.own.verdict}",
            f"{say('rater.reviewed')}: {scored.reviewed.verdict}",
            *map(scored.reviewed.gate_sentence, scored.reviewed.gates_below),
            *(note for id in scored.to_talk_about for note in scored.notes(id)[-1:]),
        )

    def check(self) -> None:
        """Raises DefinitionError if an item is left out."""
        missing = [id for id in self.scored.checklist.item if id not in self.seen]
        if missing:
            raise DefinitionError(f"{missing[0]} is not described")

    def written(self, name: str, at: tuple[str, ...]) -> str:
        """A value of an item (``at``), or one of both scores."""
        scored = self.scored
        if at:
            seen, item = self.seen[at[0]], scored.checklist.item[at[0]]
            counts = scored.own.rated[item.id].counted
            known = {"told": seen.told, "statement": item.statement, "level": seen.level,
                     "reviewer": seen.reviewer, "counts": counts}  # fmt: skip
            return str(known[name])
        of = name.removeprefix("reviewed_")
        rating = scored.own if of == name else scored.reviewed
        known = {
            "score": rating.score,
            "band": scored.checklist.say(f"band.{rating.band}"),
            "points": rating.points,
            "possible": rating.possible,
            "gates": ", ".join(each.item.id for each in rating.gates_below) or "none",
            "talk": ", ".join(scored.to_talk_about) or "none",
        }
        return str(known[of])


@cache
def _evidence():
    """The evidence table, read once."""
    return load_evidence()


@dataclass(frozen=True)
class Row:
    """A row of the evidence table."""

    __pydantic_config__: ClassVar = _STRICT

    row: str

    @cached_property
    def _line(self):
        return _evidence().loc[self.row]

    @property
    def says(self) -> tuple[str, ...]:
        return ()

    @property
    def source(self) -> Source:
        """Where the row was read, and its grade."""
        return Source.of_estimate(self.row)

    def check(self) -> None:
        """Raises KeyError or NotQuotableError if there is no such row, or none to be printed."""
        if row(self.row)["impact"] is not None:
            quote(self.row, "impact")

    def written(self, name: str, at: tuple[str, ...]) -> str:
        """Its program, outcome, time, effect or finding."""
        line = self._line
        if name == "effect":
            return effect(line)
        if name == "time":
            return when(line)
        if name in ("program", "outcome", "finding"):
            return str(line[name])
        raise KeyError(f"a row of evidence prints no {name!r}")


Material = Run | Rated | Row
