"""The comparison of two answers to one checklist as plain data for JSON.

``data`` has these keys, and later versions keep them:

- ``checklist``, ``version``, ``edition``: what made it;
- ``first``, ``second``: for each side ``label``, ``date``, ``rater_name``, and of the team's own
  rating ``verdict``, ``score``, ``band``, ``points`` and ``possible`` by the weights of the
  second; the first has ``verdict_by_own_weights`` too;
- ``score_change``, ``changed_weights`` (both weights by item id), ``summary`` (sentences);
- ``items``: gates first, then the biggest changes; for each ``id``, ``gate``, ``weight``,
  ``first`` and ``second`` (as given), ``first_counts_as`` and ``second_counts_as``, ``change``,
  ``gate_change`` ("opened", "closed", "still" or null) and ``notes``.

What does not exist, such as a change to N/A, is null.
"""

import seti_ta
from seti_ta.checklists.comparison import Comparison, Pair, Side
from seti_ta.edition import edition_date


def data(comparison: Comparison) -> dict:
    """The comparison as plain data: texts, numbers, lists and dictionaries only."""
    own = {"verdict_by_own_weights": comparison.first.by_own_weights}
    return {
        "checklist": comparison.checklist.name,
        "version": seti_ta.__version__,
        "edition": edition_date().isoformat(),
        "first": _side(comparison.first) | own,
        "second": _side(comparison.second),
        "score_change": comparison.score_change,
        "changed_weights": {id: list(pair) for id, pair in comparison.changed_weights.items()},
        "summary": list(comparison.summary),
        "items": [_item(pair) for pair in comparison.ordered],
    }


def _side(side: Side) -> dict:
    rating = side.scored.own
    return {
        "label": side.label,
        "date": side.sheet.date.isoformat(),
        "rater_name": side.sheet.rater_name,
        "verdict": rating.verdict,
        "score": rating.score,
        "band": rating.band,
        "points": rating.points,
        "possible": rating.possible,
    }


def _item(pair: Pair) -> dict:
    first, second = pair.rated
    return {
        "id": pair.item.id,
        "gate": pair.item.gate,
        "weight": second.weight,
        "first": first.given,
        "second": second.given,
        "first_counts_as": first.counted,
        "second_counts_as": second.counted,
        "change": pair.change,
        "gate_change": pair.gate,
        "notes": list(pair.notes),
    }
