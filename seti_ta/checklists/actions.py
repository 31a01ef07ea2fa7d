"""The action plan of a scored checklist: who takes which next step, by when, shown by what.

It holds the items below level 3 for which somebody entered an owner, a day or the evidence
needed, and every gate below level 2, planned or not. Gates below level 2 stand first, then what
is due first; what has no day stands last. Ties stand in the order of ``Rating.next_steps``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from seti_ta.checklists.answers import LAST_DUE, Answer
from seti_ta.checklists.definition import Checklist, Item

if TYPE_CHECKING:
    from seti_ta.checklists.score import RatedItem, Scored


#: What ``Action.cells`` holds, in reading order. Their labels are ``action.item`` and so on.
COLUMNS = ("item", "step", "owner", "due", "needed")


@dataclass(frozen=True)
class Action:
    """The next step of one item, with what was planned for it."""

    checklist: Checklist
    rated: RatedItem
    answer: Answer

    @property
    def item(self) -> Item:
        return self.rated.item

    @property
    def level(self) -> int:
        """Where the item stands, as it counts."""
        return self.rated.counted

    @property
    def aim(self) -> int:
        """The level that the step leads to."""
        return self.rated.aim

    @property
    def gate_below(self) -> bool:
        return self.rated.gate_below

    @property
    def owner(self) -> str:
        """Who takes the step; empty where nobody does yet."""
        return self.answer.owner

    @property
    def due(self) -> str:
        """The day, as "2027-03-31"; empty where there is none yet."""
        return self.answer.due

    @property
    def needed(self) -> str:
        """What will show that the step was taken: as entered, or what the item asks for."""
        return self.answer.needed or self.item.evidence

    def is_overdue(self, day: date) -> bool:
        """Whether the step should have been taken before ``day``."""
        return bool(self.due) and self.due < day.isoformat()

    def cells(self, day: date | None = None) -> dict[str, str]:
        """The step as readers see it on ``day``, one text for each of ``COLUMNS``.

        Without a day nothing is called past its date.
        """
        say = self.checklist.say
        late = day is not None and self.is_overdue(day)
        return {
            "item": say("action.gate", id=self.item.id) if self.item.gate else self.item.id,
            "step": self._step,
            "owner": self.owner or say("action.no_owner"),
            "due": say("action.overdue", due=self.due)
            if late
            else self.due or say("action.no_date"),
            "needed": self.needed,
        }

    @property
    def _step(self) -> str:
        fields = {"statement": self.item.statement, "level": self.level}
        if self.rated.unsupported:
            return self.checklist.say("action.write_down", given=self.rated.given, **fields)
        anchor = self.item.levels[self.aim]
        return self.checklist.say("action.to_level", aim=self.aim, anchor=anchor, **fields)

    def line(self, day: date | None = None) -> str:
        """The same in one line of text."""
        return self.checklist.say("action.line", **self.cells(day))

    def line_of_many(self, day: date | None = None) -> str:
        """The same among the steps of other checklists."""
        title = self.checklist.title
        return self.checklist.say("action.line_of", title=title, line=self.line(day))


def actions_of(scored: Scored) -> tuple[Action, ...]:
    """See ``Scored.actions``."""
    steps = [
        Action(scored.checklist, rated, scored.answers[rated.item.id])
        for rated in scored.own.next_steps
    ]
    return in_order(each for each in steps if each.gate_below or is_planned(each.answer))


def is_planned(answer: Answer) -> bool:
    return bool(answer.owner or answer.due or answer.needed)


def in_order(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Gates below level 2 first, then what is due first; ties stay as they come."""
    no_day = f"{LAST_DUE.year + 1}"  # after every day
    return tuple(sorted(actions, key=lambda each: (not each.gate_below, each.due or no_day)))


def once_each(actions: Iterable[Action]) -> list[Action]:
    """One step for an item that two checklists hold: the planned one, else its own list's."""
    actions, kept = list(actions), {}
    for each in sorted(
        actions, key=lambda a: (not is_planned(a.answer), bool(a.checklist.borrows))
    ):
        kept.setdefault(each.item.id, each)
    return [each for each in actions if kept[each.item.id] is each]
