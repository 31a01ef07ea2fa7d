"""A calculator as a form in a page: complete HTML with the results of the starting values.

It reads and prints without JavaScript; ``script`` makes it live.
"""

from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from seti_ta.calculators.reader import Formula
from seti_ta.calculators.result import Result, Swing
from seti_ta.calculators.vocabulary import Calculator, Example, Input
from seti_ta.surfaces.mathml import is_arithmetic, mathml
from seti_ta.surfaces.plain_formula import plain, template
from seti_ta.surfaces.web.chart import chart_svg
from seti_ta.surfaces.web.script import entry

templates = Environment(
    loader=PackageLoader("seti_ta.surfaces.web", ""),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
templates.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
templates.filters["host"] = lambda url: urlsplit(url).netloc.removeprefix("www.")


def form_html(calculator: Calculator, workbook: str) -> str:
    """The form as one ``<section>``; ``workbook`` is the address of its workbook."""
    result = calculator()
    return templates.get_template("form.html.jinja").render(
        c=calculator,
        m=calculator.messages,
        r=result,
        workbook=workbook,
        fields=[_field(calculator, each) for each in calculator.inputs],
        results=[_result_row(result, name) for name in calculator.results],
        schedule=_schedule(result),
        swings=[_swing(result, each) for each in result.sensitivity],
        steps=_steps(result),
        examples=[_example(calculator, each) for each in calculator.examples],
        chart=Markup(chart_svg(result)),
    )


def _field(calculator: Calculator, field: Input) -> dict:
    id = f"{calculator.name}-{field.name}"
    messages = calculator.messages
    value = calculator.write(field.name, field.held(field.default))
    return {
        "id": id,
        "name": field.name,
        "label": field.label,
        "word": calculator.unit_word(field.name),
        "help": field.help,
        "choices": field.choices,
        "shown": entry(field.default),
        "described": f"{id}-help {id}-error" if field.help else f"{id}-error",
        "about": messages["page.about_choice" if field.choices else "page.about"].format(
            value=value, grade=messages[f"grade.{field.source.grade}"]
        ),
        "range": _range(calculator, field, value),
        "source": field.source,
        "references": [
            {
                "label": each.label,
                "written": calculator.write(field.name, field.held(each.value)),
                "shown": entry(each.value),
                "source": each.source,
            }
            for each in field.references
        ],
    }


def _range(calculator: Calculator, field: Input, value: str) -> str:
    if field.choices:
        return calculator.messages["page.starts"].format(value=value)
    low, high = (calculator.write(field.name, field.held(end)) for end in (field.low, field.high))
    return calculator.messages["page.range"].format(low=low, high=high, value=value)


def _result_row(result: Result, name: str) -> dict:
    calculator = result.calculator
    return {
        "name": name,
        "label": result.label(name),
        "written": result.written(name),
        "word": calculator.word_after(name),
        "headline": name == calculator.headline,
    }


def _schedule(result: Result) -> dict:
    """The schedules as one table: a row a year to the longest, a column each."""
    schedules = [each for each in result.calculator.formulas if each.is_schedule]
    longest = max((each.longest for each in schedules), default=0)
    return {
        "labels": [result.label(each.name) for each in schedules],
        "rows": [
            {
                "unused": year >= len(result.values[schedules[0].name]),
                "cells": [_year(result, each.name, year) for each in schedules],
            }
            for year in range(longest)
        ],
    }


def _year(result: Result, name: str, year: int) -> dict:
    column = result.values[name]
    written = result.calculator.write(name, column[year]) if year < len(column) else ""
    return {"name": name, "written": written}


def _swing(result: Result, swing: Swing) -> dict:
    calculator = result.calculator
    field = calculator.declared[swing.name]
    low, high = (calculator.write(field.name, field.held(end)) for end in (swing.low, swing.high))
    return {
        "label": result.label(swing.name),
        "range": calculator.messages["page.from_to"].format(low=low, high=high),
        "less": calculator.write(calculator.headline, swing.headline_low),
        "more": calculator.write(calculator.headline, swing.headline_high),
    }


def _steps(result: Result) -> list[dict]:
    calculator = result.calculator
    return [
        {
            "name": each.name,
            "term": calculator.term(each.name),
            "help": calculator.declared[each.name].help,
            "formula": _formula(calculator, each),
            "worked": ""
            if each.is_schedule
            else calculator.fill(template(each, calculator), result.values),
            "written": "" if each.is_schedule else result.written(each.name),
        }
        for each in calculator.formulas
    ]


def _formula(calculator: Calculator, formula: Formula) -> str:
    if is_arithmetic(formula):
        return Markup(f'<div class="scroll">{mathml(formula, calculator)}</div>')
    return plain(formula, calculator)


def _example(calculator: Calculator, example: Example) -> str:
    results = "; ".join(f"{calculator.term(n)} {v}" for n, v in example.results.items())
    inputs = "; ".join(
        f"{calculator.declared[n].label} {calculator.write(n, calculator.declared[n].held(v))}"
        for n, v in example.inputs.items()
    )
    key = "page.example_changed" if inputs else "page.example_starting"
    sentence = calculator.messages[key].format(inputs=inputs, results=results)
    return f"{sentence} {example.source}"
