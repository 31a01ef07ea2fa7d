"""The plan as a page: what all calculators share, their answers, results, inputs and sources.

It is complete HTML with the starting values, and reads and prints without JavaScript;
``plan_script`` makes it live.
"""

from collections.abc import Callable

from seti_ta import calculators, checklists
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.links import PLAN
from seti_ta.calculators.vocabulary import Input, Table
from seti_ta.checklists.actions import COLUMNS
from seti_ta.checklists.definition import MESSAGES as CHECKLIST_MESSAGES
from seti_ta.checklists.profile import bands_note
from seti_ta.plan import Entry, Plan
from seti_ta.plan.file import ORIGINS
from seti_ta.plan.plan import write_entry
from seti_ta.surfaces.plan_words import origin, versions
from seti_ta.surfaces.web.checklist_form import form_id
from seti_ta.surfaces.web.form import templates
from seti_ta.surfaces.web.script import entry


def plan_html(address: Callable[[str], str]) -> str:
    """The page as one ``<section>``; ``address`` gives that of each calculator and checklist."""
    plan = Plan()
    return templates.get_template("plan.html.jinja").render(
        id=PLAN,
        m=MESSAGES,
        profile=[_field(each.field) for each in plan.profile],
        answers=[_answer(plan, name, address(name)) for name in plan],
        checklists=[
            {
                "name": name,
                "title": each.title,
                "address": address(form_id(each)),
                "verdict": each.score({}).own.verdict,
            }
            for name, each in checklists.items()
        ],
        texts=CHECKLIST_MESSAGES,
        bands=bands_note(next(iter(checklists.values()))),
        columns=("checklist", *COLUMNS),
        versions=" ".join(versions(plan)),
    )


def _field(field: Input) -> dict:
    id = f"{PLAN}-{field.name}"
    ends = {} if field.choices else {"low": field.low, "high": field.high}
    written = {name: write_entry(field, end) for name, end in ends.items()}
    return {
        "id": id,
        "name": field.name,
        "label": field.label,
        "word": MESSAGES[f"unit.{field.unit}"] if field.is_number else "",
        "help": field.help,
        "choices": field.choices,
        "is_text": field.is_text,
        "shown": entry(field.default),
        "described": f"{id}-help {id}-error" if field.help else f"{id}-error",
        "about": MESSAGES["page.about_choice" if field.choices else "page.about"].format(
            value=write_entry(field, field.default), grade=MESSAGES[f"grade.{field.source.grade}"]
        ),
        "range": MESSAGES["page.starts" if field.choices else "page.range"].format(
            value=write_entry(field, field.default), **written
        ),
        "source": field.source,
    }


def _answer(plan: Plan, name: str, address: str) -> dict:
    calculator, result = calculators[name], plan[name]
    entries = plan.entries(name)
    counts = {each: sum(entry.origin == each for entry in entries) for each in ORIGINS}
    return {
        "name": name,
        "title": calculator.title,
        "question": calculator.question,
        "address": address,
        "sentence": result.board_sentence,
        "whose": MESSAGES["plan.whose"].format(**counts),
        "results": [
            {"name": each, "label": result.label(each), "written": result.with_unit(each)}
            for each in calculator.results
        ],
        "entries": [_row(plan, name, each) for each in entries],
        "warnings": result.warnings,
    }


def _row(plan: Plan, name: str, entry: Entry) -> dict:
    field = entry.field
    return {
        "name": field.name,
        "label": field.label,
        "written": MESSAGES["plan.rows"].format(count=len(entry.value))
        if isinstance(field, Table)
        else plan[name].with_unit(field.name),
        "origin": origin(plan, entry),
        "start": MESSAGES["origin.starting"].format(grade=MESSAGES[f"grade.{field.source.grade}"]),
        "source": field.source if field.source.url and not entry.link else None,
    }
