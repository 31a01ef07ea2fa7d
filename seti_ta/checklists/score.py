"""The whole scoring rule. Whole numbers only, so that no surface can round another way.

- An item is worth weight x level points of weight x 3. Score = 100 x points / possible points,
  half rounded up. N/A items count in neither.
- A level 2 or 3 without an evidence note is unsupported and counts as 1.
- A gate that counts below 2 holds the band at "partial" at best.
- No score while an item waits for its answer, nor where N/A items carry more than 20 percent
  of the weight.
- The reviewer's levels are scored by the same rule, beside the team's own.

``answers.check`` sees to it that N/A has a reason and, for a gate, the reviewer's name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from seti_ta.checklists.actions import Action, actions_of
from seti_ta.checklists.answers import LEVELS, NOT_APPLICABLE, Answer, Level, check
from seti_ta.checklists.borrowed import part_sentences
from seti_ta.checklists.definition import Checklist, Item

TOP_LEVEL = LEVELS[-1]
GATE_LEVEL = 2
SUPPORTED_FROM = 2  # the lowest level that needs an evidence note
UNSUPPORTED_LEVEL = 1
MOST_LEFT_OUT = 20  # percent of the weight
TALK_GAP = 2  # levels between self and reviewer

#: The lowest score of each band.
BANDS = {"not_in_place": 0, "partial": 40, "ready": 60, "strong": 80}
HIGHEST_BELOW_A_GATE = BANDS["ready"] - 1


def score(checklist: Checklist, answers: Mapping, reviewer_name: str, weights: Mapping) -> "Scored":
    """See ``Checklist.score``."""
    checked, weighed = check(checklist, answers, reviewer_name, weights)
    return Scored(checklist, checked, weighed, reviewer_name)


def counted_level(given: Level, evidence: str) -> Level:
    """The level as it counts."""
    return UNSUPPORTED_LEVEL if is_unsupported(given, evidence) else given


def is_unsupported(given: Level, evidence: str) -> bool:
    return is_number(given) and given >= SUPPORTED_FROM and not evidence


def is_number(given: Level) -> bool:
    return given is not None and given != NOT_APPLICABLE


def score_of(points: int, possible: int) -> int:
    """100 x points / possible, half rounded up."""
    return (200 * points + possible) // (2 * possible)


def band_of(score: int) -> str:
    return [band for band, lowest in BANDS.items() if score >= lowest][-1]


def named_bands(checklist: Checklist) -> str:
    """All bands with their scores, in words."""
    ends = [lowest - 1 for lowest in [*BANDS.values()][1:]] + [100]
    return "; ".join(
        checklist.say("document.band", low=lowest, high=high, band=checklist.say(f"band.{band}"))
        for (band, lowest), high in zip(BANDS.items(), ends, strict=True)
    )


def aim_of(level: int) -> int:
    """The level to aim at from here: 2 from 0 and 1, 3 from 2."""
    return max(GATE_LEVEL, level + 1)


def next_anchor(checklist: Checklist, item: Item, level: int) -> str:
    """The level to aim at from here, with its anchor."""
    aim = aim_of(level)
    return checklist.say(
        "next_step.anchor",
        id=item.id,
        statement=item.statement,
        level=level,
        next=aim,
        anchor=item.levels[aim],
    )


@dataclass(frozen=True)
class RatedItem:
    """One item as one rater sees it. ``given`` is the rater's level, ``counted`` what counts."""

    item: Item
    weight: int
    given: Level
    counted: Level

    @property
    def points(self) -> int:
        return self.weight * self.counted if is_number(self.counted) else 0

    @property
    def possible(self) -> int:
        return self.weight * TOP_LEVEL if is_number(self.counted) else 0

    @property
    def unsupported(self) -> bool:
        return self.counted != self.given

    @property
    def aim(self) -> int:
        """The level that the next step leads to. An unsupported level counts once it is shown."""
        return self.given if self.unsupported else aim_of(self.counted)

    @property
    def gate_below(self) -> bool:
        return self.item.gate and is_number(self.counted) and self.counted < GATE_LEVEL


@dataclass(frozen=True)
class Rating:
    """One rater's score of a whole checklist."""

    checklist: Checklist
    items: tuple[RatedItem, ...]

    @cached_property
    def rated(self) -> dict[str, RatedItem]:
        """Every item by id."""
        return {each.item.id: each for each in self.items}

    @cached_property
    def points(self) -> int:
        return sum(each.points for each in self.items)

    @cached_property
    def possible(self) -> int:
        """The points that the items with a level could have."""
        return sum(each.possible for each in self.items)

    @cached_property
    def unanswered(self) -> int:
        return sum(each.given is None for each in self.items)

    @cached_property
    def total_weight(self) -> int:
        return sum(each.weight for each in self.items)

    @cached_property
    def left_out_weight(self) -> int:
        """The weight of the N/A items."""
        return sum(each.weight for each in self.items if each.given == NOT_APPLICABLE)

    @property
    def too_much_left_out(self) -> bool:
        return 100 * self.left_out_weight > MOST_LEFT_OUT * self.total_weight

    @property
    def gates_below(self) -> tuple[RatedItem, ...]:
        return tuple(each for each in self.items if each.gate_below)

    @property
    def has_score(self) -> bool:
        return not self.unanswered and not self.too_much_left_out

    @property
    def score(self) -> int | None:
        """0 to 100, or None while there is no score."""
        return score_of(self.points, self.possible) if self.has_score else None

    @property
    def capped(self) -> bool:
        """Whether a gate below level 2 holds the band down."""
        return bool(self.has_score and self.gates_below and self.score > HIGHEST_BELOW_A_GATE)

    @property
    def band(self) -> str | None:
        """The key of the band, or None while there is no score."""
        if not self.has_score:
            return None
        return band_of(HIGHEST_BELOW_A_GATE if self.capped else self.score)

    @property
    def next_steps(self) -> tuple[RatedItem, ...]:
        """The items below level 3: gates below 2 first, then those with most points to gain."""
        below = [each for each in self.items if each.points < each.possible]
        most_first = sorted(below, key=lambda each: each.points - each.possible)
        return tuple(sorted(most_first, key=lambda each: not each.gate_below))

    @property
    def parts(self) -> tuple[str, ...]:
        """Of borrowed items the result by checklist, the weakest first, a sentence each."""
        return part_sentences(self)

    def gate_sentence(self, rated: RatedItem) -> str:
        """What a gate below level 2 calls for."""
        return self.checklist.say("gate_below", id=rated.item.id, level=rated.counted)

    def next_step(self, rated: RatedItem) -> str:
        """What takes one item below level 3 further, in a sentence."""
        item, level = rated.item, rated.counted
        if not rated.unsupported:
            return next_anchor(self.checklist, item, level)
        return self.checklist.say(
            "next_step.unsupported",
            id=item.id,
            statement=item.statement,
            given=rated.given,
            level=level,
        )

    @property
    def verdict(self) -> str:
        """The score and its band in one sentence, or why there is none."""
        say = self.checklist.say
        if self.unanswered == len(self.items):
            return say("verdict.unrated")
        if self.unanswered:
            return say(
                "verdict.unanswered",
                unanswered=self.unanswered,
                points=self.points,
                possible=self.possible,
            )
        if self.too_much_left_out:
            return say(
                "verdict.left_out",
                left_out=self.left_out_weight,
                total_weight=self.total_weight,
            )
        key = "verdict.capped" if self.capped else "verdict.scored"
        return say(key, score=self.score, band=say(f"band.{self.band}"))


@dataclass(frozen=True)
class Scored:
    """A scored checklist: the team's own rating, the reviewer's, and what follows."""

    checklist: Checklist
    answers: Mapping[str, Answer]
    weights: Mapping[str, int]
    reviewer_name: str = ""

    def __repr__(self) -> str:
        return f"<{self.checklist.name}: {self.own.verdict}>"

    @cached_property
    def own(self) -> Rating:
        """The team's own rating."""
        return self._rating("level")

    @cached_property
    def reviewed(self) -> Rating:
        """The reviewer's rating."""
        return self._rating("reviewer")

    def _rating(self, rater: str) -> Rating:
        items = []
        for item in self.checklist.items:
            answer = self.answers[item.id]
            given = getattr(answer, rater)
            counted = counted_level(given, answer.evidence)
            items.append(RatedItem(item, self.weights[item.id], given, counted))
        return Rating(self.checklist, tuple(items))

    @property
    def score(self) -> int | None:
        return self.own.score

    @property
    def band(self) -> str | None:
        return self.own.band

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """The action plan, by the team's own rating; see ``actions.py``."""
        return actions_of(self)

    @property
    def changed_weights(self) -> dict[str, tuple[int, int]]:
        """The default and the new weight of each item whose weight was changed, by id."""
        return {
            each.id: (each.weight, self.weights[each.id])
            for each in self.checklist.items
            if self.weights[each.id] != each.weight
        }

    @property
    def gaps(self) -> dict[str, int]:
        """The reviewer's level minus the team's own, by id, where both gave a number."""
        return {
            id: answer.reviewer - answer.level
            for id, answer in self.answers.items()
            if is_number(answer.level) and is_number(answer.reviewer)
        }

    @property
    def to_talk_about(self) -> tuple[str, ...]:
        """The ids of the items that the two raters should talk about."""
        return tuple(id for id, answer in self.answers.items() if needs_talk(answer))

    def notes(self, id: str) -> tuple[str, ...]:
        """What to know about one item, each in a sentence."""
        item, answer, say = self.checklist.item[id], self.answers[id], self.checklist.say
        own, reviewed = self.own.rated[id], self.reviewed.rated[id]
        notes = []
        if own.gate_below:
            notes.append(self.own.gate_sentence(own))
        if own.unsupported:
            notes.append(say("unsupported", id=id, level=own.given))
        if reviewed.unsupported:
            notes.append(say("reviewer_unsupported", id=id, level=reviewed.given))
        if NOT_APPLICABLE in (answer.level, answer.reviewer):
            notes.append(say("left_out", id=id, reason=answer.reason))
        if needs_talk(answer):
            notes.append(say("talk", id=id, level=answer.level, reviewer=answer.reviewer))
        if self.weights[id] != item.weight:
            notes.append(say("changed_weight", id=id, old=item.weight, new=self.weights[id]))
        return tuple(notes)

    def picture(self, wide: bool = False):
        """The levels of each item as a matplotlib Figure; ``wide`` is for letter paper."""
        from seti_ta.checklists.plots import levels

        return levels(self, wide)


def needs_talk(answer: Answer) -> bool:
    """Whether the ratings are 2 levels apart or more, or one of them alone is N/A."""
    if answer.level is None or answer.reviewer is None:
        return False
    if is_number(answer.level) and is_number(answer.reviewer):
        return abs(answer.reviewer - answer.level) >= TALK_GAP
    return answer.level != answer.reviewer
