"""A plan as plain text: what it says on one screen, or one calculator of it in full.

What is past its date is told by the day on which the text is made.
"""

from collections.abc import Iterable
from datetime import date

from seti_ta import calculators
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.result import Result
from seti_ta.plan import Plan
from seti_ta.surfaces import plan_words as words
from seti_ta.surfaces.text import text as result_text


def text(plan: Plan, names: Iterable[str] = ()) -> str:
    """The shared inputs and the answers; or, of the calculators in ``names``, everything."""
    if names:
        return "\n\n".join(_in_full(plan, name) for name in names) + "\n"
    answers = [
        f"{calculators[name].title}: {words.answer(plan, name)} ({words.rests_on(plan, name)})"
        for name in words.shown(plan)
    ]
    profile = [f"{label}: {value} ({origin})" for label, value, origin in words.profile(plan)]
    parts = [
        MESSAGES["plan.title"],
        _section("plan.shared", profile),
        _section("plan.answers", answers),
        _section("plan.instead", words.instead(plan)),
        _section("plan.checklists", words.checklists_said(plan) if plan.checklists else ()),
        _section("plan.actions", words.actions_said(plan, date.today())),
        _section("plan.moved", words.moved(plan)),
        _section("plan.left_aside", plan.left_aside),
        "\n".join(words.versions(plan)),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _section(key: str, lines: Iterable[str]) -> str:
    listed = [f"- {line}" for line in lines]
    return "\n".join([MESSAGES[key], *listed]) if listed else ""


def _in_full(plan: Plan, name: str) -> str:
    found = words.result_or_problem(plan, name)
    if isinstance(found, Result):
        return result_text(found, date.today(), words.origins(plan, name))
    return f"{calculators[name].title}: {found}"
