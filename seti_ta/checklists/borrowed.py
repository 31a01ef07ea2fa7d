"""A checklist that borrows its items from others: its result by checklist, and its answers there.

The weakest checklist is the one with the smallest share of its points, by the team's own rating.
Of equals the one that the borrowing file names first stands first. A checklist counts once all
the items borrowed from it have an answer, and one of them a level.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from seti_ta.checklists.answers import Answer, AnswerSheet
from seti_ta.checklists.definition import Checklist

if TYPE_CHECKING:
    from seti_ta.checklists.score import Rating


@dataclass(frozen=True)
class Part:
    """The items borrowed from one checklist, ``home``: their points of those possible."""

    home: Checklist
    points: int
    possible: int


def homes() -> dict[str, Checklist]:
    """The checklist that each item belongs to, by the item's id."""
    from seti_ta import checklists

    return {id: each for each in checklists.values() if not each.borrows for id in each.item}


def lenders(checklist: Checklist) -> dict[str, tuple[str, ...]]:
    """The checklists that this one borrows from, by name, each with the ids of what it lends."""
    home = homes()
    names = dict.fromkeys(home[id].name for id in checklist.borrows)
    return {name: tuple(id for id in checklist.borrows if home[id].name == name) for name in names}


def borrowers(checklist: Checklist) -> tuple[Checklist, ...]:
    """The checklists that borrow from this one."""
    from seti_ta import checklists

    return tuple(each for each in checklists.values() if checklist.name in lenders(each))


def parts(rating: Rating) -> tuple[Part, ...]:
    """The result by checklist, the weakest first; nothing where no item is borrowed."""
    from seti_ta import checklists

    found = []
    for name, ids in lenders(rating.checklist).items():
        rated = [rating.rated[id] for id in ids]
        possible = sum(each.possible for each in rated)
        if possible and all(each.given is not None for each in rated):
            found.append(Part(checklists[name], sum(each.points for each in rated), possible))
    return tuple(sorted(found, key=lambda each: each.points / each.possible))


def part_sentences(rating: Rating) -> tuple[str, ...]:
    """The result by checklist, a sentence each, the weakest first and named so."""
    say = rating.checklist.say
    return tuple(
        say(
            "part.weakest" if place == 0 and each.points < each.possible else "part.other",
            title=each.home.title,
            points=each.points,
            possible=each.possible,
        )
        for place, each in enumerate(parts(rating))
    )


def taken_over(given: AnswerSheet, into: AnswerSheet) -> tuple[str, ...]:
    """The ids of the items that ``given`` rates, and of which ``into`` holds nothing yet."""
    from seti_ta import checklists

    return tuple(
        id
        for id in checklists[into.checklist].item
        if given.answers.get(id, Answer()).level is not None
        and into.answers.get(id, Answer()) == Answer()
    )


def take_over(given: AnswerSheet, into: AnswerSheet) -> AnswerSheet:
    """``into`` with the answers of ``given`` to the items of which it holds nothing yet."""
    new = {id: given.answers[id] for id in taken_over(given, into)}
    return replace(into, answers={**into.answers, **new})
