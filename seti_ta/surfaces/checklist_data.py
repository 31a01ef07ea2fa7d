"""A scored checklist as plain data for JSON.

``data`` has these keys, and later versions keep them:

- ``checklist``, ``version``, ``edition``: what made it;
- ``answers``, ``weights``, ``reviewer_name``: what was answered, by item id;
- ``own``, ``reviewed``: for each rating ``verdict``, ``score``, ``band``, ``points``,
  ``possible``, ``unanswered``, ``gates_below`` and ``next_steps`` (item ids, most urgent first),
  ``parts`` (of borrowed items ``points`` and ``possible`` by checklist, the weakest first);
- ``actions``: the action plan, most urgent first: for each step ``item``, ``level`` and ``aim``
  (from which level to which), ``gate_below``, ``owner``, ``due``, ``needed``;
- ``gaps``, ``to_talk_about``, ``changed_weights``, ``notes``: by item id.

A score or a band that does not exist yet is null.
"""

from dataclasses import asdict

import seti_ta
from seti_ta.checklists.actions import Action
from seti_ta.checklists.borrowed import parts
from seti_ta.checklists.score import Rating, Scored
from seti_ta.edition import edition_date


def data(scored: Scored) -> dict:
    """The scored checklist as plain data: texts, numbers, lists and dictionaries only."""
    return {
        "checklist": scored.checklist.name,
        "version": seti_ta.__version__,
        "edition": edition_date().isoformat(),
        "answers": {id: asdict(answer) for id, answer in scored.answers.items()},
        "weights": dict(scored.weights),
        "reviewer_name": scored.reviewer_name,
        "own": _rating(scored.own),
        "reviewed": _rating(scored.reviewed),
        "actions": [action(each) for each in scored.actions],
        "gaps": scored.gaps,
        "to_talk_about": list(scored.to_talk_about),
        "changed_weights": {id: list(pair) for id, pair in scored.changed_weights.items()},
        "notes": {id: list(notes) for id in scored.answers if (notes := scored.notes(id))},
    }


def action(step: Action) -> dict:
    """One step of an action plan. ``owner`` and ``due`` are empty where there is none yet."""
    return {
        "item": step.item.id,
        "level": step.level,
        "aim": step.aim,
        "gate_below": step.gate_below,
        "owner": step.owner,
        "due": step.due,
        "needed": step.needed,
    }


def _rating(rating: Rating) -> dict:
    return {
        "verdict": rating.verdict,
        "score": rating.score,
        "band": rating.band,
        "points": rating.points,
        "possible": rating.possible,
        "unanswered": rating.unanswered,
        "gates_below": [each.item.id for each in rating.gates_below],
        "next_steps": [each.item.id for each in rating.next_steps],
        "parts": [
            {"checklist": each.home.name, "points": each.points, "possible": each.possible}
            for each in parts(rating)
        ],
    }
