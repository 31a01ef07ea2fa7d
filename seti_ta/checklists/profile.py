"""What the picture of a checklist shows: for each item the levels as they count, gates first.

Each picture has the same marks, and the same words for those who cannot see them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from seti_ta.checklists.comparison import Comparison, shown_level
from seti_ta.checklists.definition import Checklist, Item
from seti_ta.checklists.score import BANDS, Level, RatedItem, Scored, is_number

#: The kinds of marks: the team's own level (in a comparison the second side's), the
#: reviewer's, and the first side's.
OWN, REVIEWED, FIRST = "own", "reviewed", "first"


@dataclass(frozen=True)
class Mark:
    """One level of one item: whose it is, what it is called, and where it stands.

    ``level`` is what counts, or None where there is no number; ``shown`` is for readers.
    """

    kind: str
    name: str
    level: int | None
    shown: str


@dataclass(frozen=True)
class Row:
    """One item of the picture and its marks."""

    checklist: Checklist
    item: Item
    marks: tuple[Mark, ...]

    @property
    def called(self) -> str:
        """The id, and that it is a gate."""
        return self.checklist.say("picture.gate", id=self.item.id) if self.item.gate else (
            self.item.id
        )  # fmt: skip

    @property
    def levels(self) -> str:
        """The levels in words."""
        say = self.checklist.say
        return "; ".join(say("picture.mark", name=m.name, level=m.shown) for m in self.marks)

    @property
    def said(self) -> str:
        """The row in words."""
        return self.checklist.say("picture.row", id=self.called, marks=self.levels)


def profile(shown: Scored | Comparison) -> tuple[Row, ...]:
    """The rows of the picture: of one score both ratings, of a comparison both sides."""
    if isinstance(shown, Comparison):
        checklist = shown.checklist
        rated = [
            (FIRST, f"“{shown.first.label}”", shown.first.scored.own),
            (OWN, f"“{shown.second.label}”", shown.second.scored.own),
        ]
    else:
        checklist = shown.checklist
        rated = [(OWN, checklist.say("document.own"), shown.own)]
        if shown.reviewed.unanswered < len(checklist.items):
            rated.append((REVIEWED, checklist.say("document.reviewer"), shown.reviewed))
    return tuple(
        Row(
            checklist,
            item,
            tuple(_mark(checklist, kind, name, each.rated[item.id]) for kind, name, each in rated),
        )
        for item in checklist.printed
    )


def _mark(checklist: Checklist, kind: str, name: str, rated: RatedItem) -> Mark:
    level = number_or_none(rated.counted)
    return Mark(kind, name, level, shown_level(checklist, rated))


def number_or_none(level: Level) -> int | None:
    return level if is_number(level) else None


def said(shown: Scored | Comparison) -> str:
    """The whole picture in words."""
    rows = profile(shown)
    return " ".join([f"{rows[0].checklist.say('picture.title')}.", *(row.said for row in rows)])


def weakest_first(scored: Iterable[Scored]) -> tuple[Scored, ...]:
    """The lowest self-rated score first; those without a score last, in their own order."""
    return tuple(sorted(scored, key=lambda each: (each.score is None, each.score or 0)))


def bands_note(checklist: Checklist) -> str:
    """What the lines in the picture of scores mean: where each band but the first begins."""
    starts = [(lowest, checklist.say(f"band.{band}")) for band, lowest in BANDS.items() if lowest]
    bands = "; ".join(f"{lowest} {band}" for lowest, band in starts)
    return checklist.say("picture.bands", bands=bands)
