"""The page's script: the parts in ``js/`` and the printed formulas, in one classic file.

A classic script, because pages opened from disk may not load modules.
"""

import json
from collections.abc import Iterable, Sequence
from importlib import resources

import seti_ta
from seti_ta.calculators.checked_input import LONGEST_ECHO, SPACES, rule
from seti_ta.calculators.units import UNITS, plain
from seti_ta.calculators.vocabulary import Calculator, Input, Note
from seti_ta.checklists import Checklist
from seti_ta.edition import edition_date
from seti_ta.surfaces.javascript import javascript
from seti_ta.surfaces.plain_formula import template
from seti_ta.surfaces.web.chart import ROW, WIDTH
from seti_ta.surfaces.web.checklist_script import checklist_script

PARTS = ("functions", "written", "check", "result", "chart", "kept", "share", "form")


def script(calculators: Iterable[Calculator], checklists: Sequence[Checklist] = ()) -> str:
    """JavaScript that makes the forms of these calculators and checklists live."""
    folder = resources.files(__package__).joinpath("js")
    parts = "\n".join(folder.joinpath(f"{part}.js").read_text("utf-8") for part in PARTS)
    definitions = "\n".join(_definition(each) for each in calculators)
    constants = (
        f"const LONGEST_ECHO = {LONGEST_ECHO};\nconst SPACES = {json.dumps(SPACES)};\n"
        f"const CHART = {json.dumps({'width': WIDTH, 'row': ROW})};"
    )
    # For the tests, and for anyone who wants the arithmetic from the console.
    shared = "window.seti_ta = { definitions, check, calculate, sensitivity, write };"
    scored = checklist_script(checklists) if checklists else ""
    everything = [
        constants, parts, "const definitions = {};", definitions, scored, "start();", shared,
    ]  # fmt: skip
    return '(() => {\n"use strict";\n' + "\n".join(everything) + "\n})();\n"


def _definition(calculator: Calculator) -> str:
    data = json.dumps(definition_data(calculator), ensure_ascii=False, sort_keys=True)
    return (
        f"definitions.{calculator.name} = Object.assign({data}, "
        f"{{ calculate: {javascript(calculator)} }});"
    )


def definition_data(calculator: Calculator) -> dict:
    """What the script needs to know of a calculator, as plain data."""
    names = list(calculator.declared)
    scalars = [each for each in calculator.formulas if not each.is_schedule]
    return {
        "name": calculator.name,
        "code": calculator.code,
        "title": calculator.title,
        "version": seti_ta.__version__,
        "edition": edition_date().isoformat(),
        "inputs": [_input(calculator, each) for each in calculator.inputs],
        "steps": [each.name for each in calculator.steps],
        "labels": calculator.labels,
        "formats": {name: UNITS[calculator.declared[name].unit].format for name in names},
        "digits": {name: calculator.digits(name) for name in names},
        "words": {name: calculator.unit_word(name) for name in names},
        "after": {name: calculator.word_after(name) for name in names},
        "worked": {each.name: template(each, calculator) for each in scalars},
        "results": calculator.results,
        "headline": calculator.headline,
        "sentences": [_note(each) for each in calculator.board_sentence],
        "warnings": [_note(each) for each in calculator.warnings],
        "presets": {
            each.name: {name: entry(value) for name, value in each.values.items()}
            for each in calculator.presets
        },
        "chart": {
            "title": calculator.chart.title,
            "bars": calculator.chart.bars,
            "low": calculator.chart.low,
            "high": calculator.chart.high,
        },
        "messages": {
            key: text
            for key, text in calculator.messages.items()
            if key.startswith(("input.", "answer.", "page."))
        },
    }


def entry(value: float | str) -> str:
    """A value as it stands in a field of the form."""
    return value if isinstance(value, str) else plain(value)


def _input(calculator: Calculator, field: Input) -> dict:
    data = {
        "name": field.name,
        "format": UNITS[field.unit].format,
        "rule": rule(calculator, field),
        "shown": entry(field.default),
    }
    if field.choices:
        return data | {"choices": list(field.choices)}
    return data | {"low": field.low, "high": field.high, "whole": field.whole}


def _note(note: Note) -> dict:
    return {"text": note.text, "when": note.when}
