"""A plan as plain data for JSON.

``data`` has these keys, and later versions keep them:

- ``plan``: the file of the plan; see ``seti_ta.plan.file``;
- ``results``: for each calculator what ``seti_ta.surfaces.data`` gives, or ``problems``: a
  sentence for each input that cannot be used;
- ``actions``: the action plan over all checklists, most urgent first; each step as
  ``checklist_data`` gives it, with the name of its ``checklist``;
- ``moved``: ``name``, ``then`` and ``now`` of each starting value that has changed since the plan
  was saved;
- ``left_aside``: what the file held that could not be used, in sentences.
"""

from dataclasses import asdict
from datetime import date

from seti_ta.calculators import InputError
from seti_ta.plan import Plan
from seti_ta.plan.file import content
from seti_ta.surfaces.checklist_data import action
from seti_ta.surfaces.data import data as result_data


def data(plan: Plan) -> dict:
    """The plan and all its results as plain data."""
    return {
        "plan": content(plan, date.today()),
        "results": {name: _result(plan, name) for name in plan},
        "actions": [{"checklist": each.checklist.name} | action(each) for each in plan.actions()],
        "moved": [asdict(each) for each in plan.moved()],
        "left_aside": list(plan.left_aside),
    }


def _result(plan: Plan, name: str) -> dict:
    try:
        return result_data(plan[name])
    except InputError as error:
        return {"problems": error.problems}
