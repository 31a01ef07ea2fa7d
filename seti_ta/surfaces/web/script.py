"""The page's script: the parts in ``js/`` and the printed formulas, in one classic file."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import resources
from string import Formatter

import seti_ta
from seti_ta import calculators as gallery
from seti_ta import checklists as all_checklists
from seti_ta.attrition import CAUTIOUS, OPTIMISTIC
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.checked_entry import LONGEST_ECHO, LONGEST_NAME, SPACES
from seti_ta.calculators.functions import (
    FISHER_TIE,
    NO_CHANCE,
    RANDOM_WEIGHTS,
    SEED,
    WEIGHT_FACTORS,
    Z95,
)
from seti_ta.calculators.links import PLAN, SHARED, followed, upstream
from seti_ta.calculators.units import UNITS, plain
from seti_ta.calculators.vocabulary import ENTRY_DIGITS, Calculator, Input, Note, Order, Table
from seti_ta.checklists import Checklist
from seti_ta.edition import edition_date
from seti_ta.plan import file
from seti_ta.prices import PRICES
from seti_ta.surfaces.javascript import javascript
from seti_ta.surfaces.plain_formula import template
from seti_ta.surfaces.web.chart import ROW, WIDTH
from seti_ta.surfaces.web.checklist_script import checklist_script, scoring_script
from seti_ta.surfaces.web.one_file import one_file

PARTS = (
    "functions", "definition", "written", "check", "result", "chart", "kept", "plan", "download",
    "share", "rows", "plan_file", "form",
)  # fmt: skip

#: The calculators that a plan holds.
IN_PLAN = [name for name, each in gallery.items() if not each.never_kept]

#: The messages that the script shows; the others stand in the HTML.
SHOWN = ("input.", "answer.", "page.", "unit.", "per.", "plan.", "origin.")


def script(calculators: Iterable[Calculator], checklists: Sequence[Checklist] = ()) -> str:
    """JavaScript that makes the forms of these calculators and checklists live.

    It knows the calculators that these follow too, as far as their arithmetic goes.
    """
    shown = {each.name: each for each in calculators}
    sources = {each.follows.partition(".")[0] for c in shown.values() for each in c.inputs}
    near = sources - {"", PLAN}
    needed = sorted(near.union(*map(upstream, near)) - shown.keys())
    return written_script(
        [(arithmetic(gallery[name]), gallery[name]) for name in needed]
        + [(form_data(each), each) for each in shown.values()],
        checklist_script(checklists) if checklists else "",
    )


def plan_script() -> str:
    """JavaScript that makes the page of the plan live: every calculator and checklist in it."""
    folder = resources.files(__package__).joinpath("js")
    my_plan = "\n".join(
        folder.joinpath(f"{part}.js").read_text("utf-8") for part in ("follower", "my_plan")
    )
    return written_script(
        [(summary(gallery[name]), gallery[name]) for name in IN_PLAN],
        f"{scoring_script(all_checklists.values())}\n{my_plan}\nstart_plan();",
    )


def written_script(known: Iterable[tuple[dict, Calculator]], more: str) -> str:
    """One file: the parts, the definitions, what else the page needs, and the start of it all."""
    folder = resources.files(__package__).joinpath("js")
    parts = "\n".join(folder.joinpath(f"{part}.js").read_text("utf-8") for part in PARTS)
    definitions = "\n".join(
        [
            _definition(PROFILE_DATA, {"calculate": "() => ({})"}),
            *(
                _definition(data, _functions(calculator, data["steps"]))
                for data, calculator in known
            ),
        ]
    )
    # For the tests, and for anyone who wants the arithmetic from the console.
    shared = (
        "window.seti_ta = { definitions, plan, check, calculate, calculate_slow, sensitivity, "
        "write_or_dash, plan_text, read_plan, open_plan };"
    )
    values = constants(definitions)
    return one_file([values, parts, definitions, "plan.reload();", more, "start();", shared])


def constants(formulas: str) -> str:
    """What the parts in ``js/`` take from Python, as JavaScript; tables only if looked up."""
    values = {
        "LONGEST_ECHO": LONGEST_ECHO,
        "LONGEST_NAME": LONGEST_NAME,
        "SPACES": SPACES,
        "CHART": {"width": WIDTH, "row": ROW},
        "WEIGHT_FACTORS": WEIGHT_FACTORS,
        "RANDOM_WEIGHTS": RANDOM_WEIGHTS,
        "SEED": SEED,
        "Z95": Z95,
        "FISHER_TIE": FISHER_TIE,
        "NO_CHANCE": NO_CHANCE,
        "VERSION": seti_ta.__version__,
        "EDITION": edition_date().isoformat(),
        "ENTRY_DIGITS": ENTRY_DIGITS,
        "PLAN": PLAN,
        "FILE": {
            "what": file.WHAT,
            "keys": file.KEYS,
            "schema": file.SCHEMA,
            "most": file.MOST,
            "data": file.data_versions(),
            "calculators": IN_PLAN,
            "checklists": list(all_checklists),
        },
        "UNITS": {name: (each.format, each.digits) for name, each in UNITS.items()},
        "MESSAGES": {key: text for key, text in MESSAGES.items() if key.startswith(SHOWN)},
    }
    if "price_index(" in formulas:
        values["PRICES"] = list(PRICES.items())
    if "_boundary(" in formulas:
        values["ATTRITION"] = {"cautious": CAUTIOUS, "optimistic": OPTIMISTIC}
    return "\n".join(
        f"const {name} = {json.dumps(value, ensure_ascii=False)};" for name, value in values.items()
    )


def _definition(data: dict, functions: Mapping[str, str]) -> str:
    printed = ", ".join(f"{name}: {function}" for name, function in functions.items())
    return f"define({json.dumps(data, ensure_ascii=False)}, {{ {printed} }});"


def _functions(calculator: Calculator, steps: Collection[str]) -> dict[str, str]:
    functions = {"calculate": javascript(calculator, steps=steps)}
    if any(each.slow for each in calculator.steps if each.name in steps):
        functions["calculate_slow"] = javascript(calculator, slow=True, steps=steps)
    return functions


def arithmetic(calculator: Calculator) -> dict:
    """What it takes to compute a calculator, and to name what others take from it.

    ``js/definition.js`` adds what follows from this, so that nothing is written twice.
    """
    taken = named_in(calculator, followed(calculator.name))
    return {
        "name": calculator.name,
        "title": calculator.title,
        "clock": calculator.clock,
        "never_kept": calculator.never_kept,
        "inputs": [_input(each) for each in calculator.inputs],
        "tables": [_table(each) for each in calculator.tables],
        "orders": [_order(calculator, each) for each in calculator.orders],
        "constants": constants_of(calculator, taken),
        "steps": {each.name: each.unit for each in calculator.steps if each.name in taken},
        "labels": labels_of(calculator, taken),
    }


def constants_of(calculator: Calculator, names: Collection[str]) -> dict[str, tuple[float, str]]:
    """Value and unit of the fixed numbers that texts show. The formulas hold them as numbers."""
    return {
        each.name: (each.held, each.unit) for each in calculator.constants if each.name in names
    }


def labels_of(calculator: Calculator, names: Collection[str]) -> dict[str, str]:
    """The labels of these names, and of every choice."""
    choices = {key for each in calculator.fields for key in each.choices}
    return {n: label for n, label in calculator.labels.items() if n in choices or n in names}


def named_in(calculator: Calculator, names: Iterable[str], texts: Iterable[str] = ()) -> set[str]:
    """These inputs and steps, and those that their labels or the texts have a field for."""
    labels = [calculator.declared[name].label for name in names]
    return {*names, *(f for text in (*labels, *texts) for _, f, _, _ in Formatter().parse(text))}


def summary(calculator: Calculator) -> dict:
    """What it takes to show a calculator's results in words, without its verdicts.

    The labels of its inputs are left out: they stand in the page (``js/definition.js``).
    """
    notes = (*calculator.board_sentence, *calculator.warnings)
    own = {each.name for each in calculator.inputs}
    shown = {*calculator.results, *(each.name for each in calculator.fields)}
    shown = named_in(calculator, shown | followed(calculator.name), [each.said for each in notes])
    shown |= {each.when for each in notes}
    labelled = {*shown, *texts_of(calculator, shown)} - own
    return arithmetic(calculator) | {
        "code": calculator.code,
        "constants": constants_of(calculator, shown),
        "steps": {each.name: each.unit for each in calculator.steps if each.name in shown},
        "labels": labels_of(calculator, labelled),
        "results": calculator.results,
        "headline": calculator.headline,
        "sentences": [_note(each) for each in calculator.board_sentence],
        "warnings": [_note(each) for each in calculator.warnings],
        "verdicts": [],
    }


def texts_of(calculator: Calculator, names: Collection[str]) -> set[str]:
    """The texts that these steps may hold: each stands in a formula, and has a label."""
    is_text = {each.name for each in calculator.steps if each.unit == "name"}
    followed, texts = set(names), set()
    for formula in reversed(calculator.formulas):
        if formula.name in followed & is_text:
            followed |= formula.reads
            texts |= formula.texts
    return texts


def form_data(calculator: Calculator) -> dict:
    """What it takes to make a calculator's form live."""
    scalars = [each for each in calculator.formulas if each.is_scalar]
    return summary(calculator) | {
        "constants": constants_of(calculator, calculator.declared),
        "steps": {each.name: each.unit for each in calculator.steps},
        "persons": {name: who for name in calculator.declared if (who := calculator.person(name))},
        "labels": calculator.labels,
        "tie_digits": calculator.tie_digits,
        "verdicts": [
            {"title": each.title, "step": each.step, "notes": [_note(note) for note in each.notes]}
            for each in calculator.verdicts
        ],
        "over": {each.name: each.over for each in calculator.formulas if each.over},
        "worked": {
            each.name: words for each in scalars if "{" in (words := template(each, calculator))
        },
        "row_results": [
            {"title": each.title, "columns": each.columns} for each in calculator.row_results
        ],
        "presets": {
            each.name: {name: entry(value) for name, value in each.values.items()}
            for each in calculator.presets
        },
        "chart": {
            "title": calculator.chart.title,
            "bars": calculator.chart.bars,
            "low": calculator.chart.low,
            "high": calculator.chart.high,
            "labels": calculator.chart.labels,
        },
    }


def entry(value: float | str | None) -> str:
    """A value as it stands in a field of the form; an empty field holds none."""
    if value is None:
        return ""
    return value if isinstance(value, str) else plain(value)


def table_entries(table: Table) -> list[dict[str, str | list[str]]]:
    """The rows that a table starts with, as they stand in the fields of the form."""
    return [
        {
            field.name: [entry(each) for each in row[field.name]]
            if field.across
            else entry(row[field.name])
            for field in table.columns
        }
        for row in table.rows
    ]


def _input(field: Input) -> dict:
    """An input without what is not so; its label is among the calculator's labels."""
    data = {
        "name": field.name,
        "unit": field.unit,
        "shown": entry(field.default),
        "moves": field.can_move,
        "optional": field.optional,
    }
    if field.follows:
        data |= {"follows": field.follows} | ({"times": field.times} if field.times != 1 else {})
    if field.choices:
        data["choices"] = list(field.choices)
    elif field.is_number:
        data |= {"low": field.low, "high": field.high, "whole": field.whole}
    return {key: value for key, value in data.items() if value is not False}


#: The inputs that a plan shares, as those of a calculator that computes nothing.
PROFILE_DATA = {
    "name": PLAN,
    "title": "",
    "inputs": [_input(replace(each, follows="")) for each in SHARED.values()],
    "tables": [],
    "orders": [],
    "constants": {},
    "steps": {},
    "labels": {name: each.label for name, each in SHARED.items()}
    | {key: label for each in SHARED.values() for key, label in each.choices.items()},
}


def _table(table: Table) -> dict:
    return {
        "name": table.name,
        "label": table.label,
        "row": table.row,
        "least": table.least,
        "most": table.most,
        "unique": table.unique,
        "columns": [_column(each) for each in table.columns],
        "rows": table_entries(table),
    }


def _column(field: Input) -> dict:
    return _input(field) | {"across": field.across, "help": bool(field.help)}


def _order(calculator: Calculator, order: Order) -> dict:
    in_table = order.lower in calculator.table_of
    return {
        "lower": order.lower,
        "upper": order.upper,
        "strict": order.strict,
        "table": calculator.table_of[order.lower].name if in_table else "",
    }


def _note(note: Note) -> dict:
    return {"text": note.said, "when": note.when}
