"""The page's script: the parts in ``js/`` and the printed formulas, in one classic file.

A classic script, because pages opened from disk may not load modules.
"""

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

import seti_ta
from seti_ta.attrition import CAUTIOUS, OPTIMISTIC
from seti_ta.calculators.checked_entry import LONGEST_ECHO, LONGEST_NAME, SPACES, rule
from seti_ta.calculators.checked_input import order_rule
from seti_ta.calculators.functions import (
    FISHER_TIE,
    NO_CHANCE,
    RANDOM_WEIGHTS,
    SEED,
    WEIGHT_FACTORS,
    Z95,
)
from seti_ta.calculators.units import UNITS, plain
from seti_ta.calculators.vocabulary import Calculator, Input, Note, Order, Table
from seti_ta.checklists import Checklist
from seti_ta.edition import edition_date
from seti_ta.prices import PRICES
from seti_ta.surfaces.javascript import javascript
from seti_ta.surfaces.plain_formula import template
from seti_ta.surfaces.web.chart import ROW, WIDTH
from seti_ta.surfaces.web.checklist_script import checklist_script

JS = resources.files(__package__).joinpath("js")
PARTS = (
    "functions", "written", "check", "result", "chart", "kept", "download", "share", "rows", "form",
)  # fmt: skip


def script(calculators: Iterable[Calculator], checklists: Sequence[Checklist] = ()) -> str:
    """JavaScript that makes the forms of these calculators and checklists live."""
    parts = "\n".join(JS.joinpath(f"{part}.js").read_text("utf-8") for part in PARTS)
    definitions = "\n".join(_definition(each) for each in calculators)
    # For the tests, and for anyone who wants the arithmetic from the console.
    shared = (
        "window.seti_ta = "
        "{ definitions, check, calculate, calculate_slow, sensitivity, write_or_dash };"
    )
    known = constants(definitions)
    scored = checklist_script(checklists) if checklists else ""
    everything = [
        known, parts, "const definitions = {};", definitions, scored, "start();", shared,
    ]  # fmt: skip
    return '(() => {\n"use strict";\n' + "\n".join(everything) + "\n})();\n"


@cache
def spoken() -> set[str]:
    """The messages that some file in ``js/`` says; a page carries no others."""
    files = [each.read_text("utf-8") for each in JS.iterdir()]
    return set(re.findall(r'"(\w+\.\w+)"', "\n".join(files)))


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
    }
    if "price_index(" in formulas:
        values["PRICES"] = list(PRICES.items())
    if "_boundary(" in formulas:
        values["ATTRITION"] = {"cautious": CAUTIOUS, "optimistic": OPTIMISTIC}
    return "\n".join(f"const {name} = {json.dumps(value)};" for name, value in values.items())


def _definition(calculator: Calculator) -> str:
    data = json.dumps(definition_data(calculator), ensure_ascii=False, sort_keys=True)
    functions = {"calculate": javascript(calculator)}
    if any(step.slow for step in calculator.steps):
        functions["calculate_slow"] = javascript(calculator, slow=True)
    printed = ", ".join(f"{name}: {function}" for name, function in functions.items())
    return f"definitions.{calculator.name} = Object.assign({data}, {{ {printed} }});"


def definition_data(calculator: Calculator) -> dict:
    """What the script needs to know of a calculator, as plain data."""
    names = list(calculator.declared)
    scalars = [each for each in calculator.formulas if each.is_scalar]
    return {
        "name": calculator.name,
        "code": calculator.code,
        "title": calculator.title,
        "clock": calculator.clock,
        "version": seti_ta.__version__,
        "edition": edition_date().isoformat(),
        "inputs": [_input(calculator, each) for each in calculator.inputs],
        "tables": [_table(calculator, each) for each in calculator.tables],
        "orders": [_order(calculator, each) for each in calculator.orders],
        "constants": [(each.name, each.held) for each in calculator.constants],
        "steps": [each.name for each in calculator.steps],
        "over": {each.name: each.over for each in calculator.formulas if each.over},
        "labels": calculator.labels,
        "formats": {name: UNITS[calculator.declared[name].unit].format for name in names},
        "digits": {name: calculator.digits(name) for name in names},
        "words": {name: calculator.unit_word(name) for name in names},
        "after": {name: calculator.word_after(name) for name in names},
        "worked": {each.name: template(each, calculator) for each in scalars},
        "results": calculator.results,
        "row_results": [
            {"title": each.title, "columns": each.columns} for each in calculator.row_results
        ],
        "headline": calculator.headline,
        "never_kept": calculator.never_kept,
        "sentences": [_note(each) for each in calculator.board_sentence],
        "warnings": [_note(each) for each in calculator.warnings],
        "verdicts": [
            {"title": each.title, "step": each.step, "notes": [_note(note) for note in each.notes]}
            for each in calculator.verdicts
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
        "messages": {
            key: text
            for key, text in calculator.messages.items()
            if key in spoken() or key == f"page.{calculator.clock}"
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


def _input(calculator: Calculator, field: Input) -> dict:
    data = {
        "name": field.name,
        "label": field.label,
        "format": UNITS[field.unit].format,
        "rule": rule(calculator, field),
        "shown": entry(field.default),
        "moves": field.can_move,
        "optional": field.optional,
    }
    if field.choices:
        return data | {"choices": list(field.choices)}
    return data | {
        "low": field.low,
        "high": field.high,
        "whole": field.whole,
    }


def _table(calculator: Calculator, table: Table) -> dict:
    return {
        "name": table.name,
        "label": table.label,
        "row": table.row,
        "least": table.least,
        "most": table.most,
        "columns": [_column(calculator, each) for each in table.columns],
        "rows": table_entries(table),
    }


def _column(calculator: Calculator, field: Input) -> dict:
    return _input(calculator, field) | {
        # Each cell has its own name, to be filled in.
        "rule": rule(calculator, field, "{label}"),
        "across": field.across,
        "help": bool(field.help),
    }


def _order(calculator: Calculator, order: Order) -> dict:
    in_table = order.lower in calculator.table_of
    return {
        "lower": order.lower,
        "upper": order.upper,
        "strict": order.strict,
        "table": calculator.table_of[order.lower].name if in_table else "",
        "rule": order_rule(calculator, order, "{label}" if in_table else ""),
    }


def _note(note: Note) -> dict:
    return {"text": note.said, "when": note.when}
