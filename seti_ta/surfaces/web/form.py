"""A calculator as a form in a page: complete HTML with the results of the starting values.

It reads and prints without JavaScript; ``script`` makes it live.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from seti_ta import calculators as gallery
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.checked_entry import rule
from seti_ta.calculators.links import PLAN
from seti_ta.calculators.reader import Formula
from seti_ta.calculators.result import Result
from seti_ta.calculators.vocabulary import Calculator, Input, Rows, Table
from seti_ta.surfaces.mathml import is_arithmetic, mathml
from seti_ta.surfaces.plain_formula import plain, template
from seti_ta.surfaces.presentation import moved, standing, worked
from seti_ta.surfaces.web.chart import chart_svg
from seti_ta.surfaces.web.script import entry, table_entries

#: A row with more columns is shown as a card: side by side they do not fit a page.
MOST_SIDE_BY_SIDE = 6

templates = Environment(
    loader=PackageLoader("seti_ta.surfaces.web", ""),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
templates.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
templates.filters["host"] = lambda url: urlsplit(url).netloc.removeprefix("www.")


def form_html(
    calculator: Calculator, workbook: str, address: Callable[[str], str] = "#{}".format
) -> str:
    """The form as one ``<section>``; ``workbook`` is the address of its workbook.

    ``address`` gives that of the plan's page, ``PLAN``, and of each other calculator.
    """
    result = calculator()
    return templates.get_template("form.html.jinja").render(
        c=calculator,
        m=calculator.messages,
        r=result,
        workbook=workbook,
        fields=[_field(calculator, each, address) for each in calculator.inputs],
        tables=[_table(calculator, each) for each in calculator.tables],
        results=[_result_row(result, name) for name in calculator.results],
        row_results=[_row_results(result, each) for each in calculator.row_results],
        schedule=_schedule(result),
        swings=[moved(result, each) for each in result.sensitivity],
        steps=_steps(result),
        standing=standing(calculator),
        examples=[worked(calculator, each) for each in calculator.examples],
        chart=Markup(chart_svg(result)),
        my_plan=_link(address(PLAN), MESSAGES["page.my_plan"]),
    )


def _field(calculator: Calculator, field: Input, address: Callable[[str], str]) -> dict:
    id = f"{calculator.name}-{field.name}"
    parts = [part for part, there in (("help", field.help), ("follows", field.follows)) if there]
    value = calculator.write(field.name, field.held(field.default))
    return {
        "id": id,
        "name": field.name,
        "heading": calculator.headings.get(field.name, ""),
        "label": field.label,
        "word": calculator.unit_word(field.name),
        "help": field.help,
        "choices": field.choices,
        "is_text": field.is_text,
        "shown": entry(field.default),
        "described": " ".join(f"{id}-{part}" for part in (*parts, "error")),
        "follows": _follows(field, address) if field.follows else "",
        "about": _about(calculator, field, value),
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


def _follows(field: Input, address: Callable[[str], str]) -> Markup:
    """Where the value of an input that follows the plan comes from."""
    origin, _, what = field.follows.partition(".")
    key, title, label = "page.shared", MESSAGES["page.my_plan"], ""
    if origin != PLAN:
        key, title, label = "page.follows", gallery[origin].title, gallery[origin].term(what)
    return Markup(MESSAGES[key]).format(label=label, link=_link(address(origin), title))


def _link(address: str, title: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, title)


def _about(calculator: Calculator, field: Input, value: str) -> str:
    key = "about_choice" if field.choices else "about" if value else "about_empty"
    grade = calculator.messages[f"grade.{field.source.grade}"]
    return calculator.messages[f"page.{key}"].format(value=value, grade=grade)


def _range(calculator: Calculator, field: Input, value: str) -> str:
    if field.choices:
        return calculator.messages["page.starts"].format(value=value)
    low, high = (calculator.write(field.name, field.held(end)) for end in (field.low, field.high))
    key = "page.range" if value else "page.range_empty"
    return calculator.messages[key].format(low=low, high=high, value=value)


def _table(calculator: Calculator, table: Table) -> dict:
    """The rows that the reader starts with; ``js/rows.js`` adds and removes rows like these."""
    messages = calculator.messages
    id = f"{calculator.name}-{table.name}"
    return {
        "name": table.name,
        "id": id,
        "label": table.label,
        "help": table.help,
        "sizes_id": f"{id}-sizes",
        "sizes": messages["page.sizes"].format(least=table.least, most=table.most),
        "is_wide": sum(len(_titles(calculator, each)) for each in table.columns)
        > MOST_SIDE_BY_SIDE,
        "is_full": len(table.rows) >= table.most,
        "is_least": len(table.rows) <= table.least,
        "heads": [
            {"column": field.name, "title": title, "word": calculator.unit_word(field.name)}
            for field in table.columns
            for title in _titles(calculator, field)
        ],
        "helps": [(f"{id}-{each.name}-help", each) for each in table.columns if each.help],
        "rows": [
            {
                "title": messages["page.row"].format(row=table.row, number=number),
                "cells": [
                    cell
                    for field in table.columns
                    for cell in _cells(calculator, table, field, number, row[field.name])
                ],
            }
            for number, row in enumerate(table_entries(table), start=1)
        ],
        "about": messages["page.about_rows"].format(grade=messages[f"grade.{table.source.grade}"]),
        "source": table.source,
        "columns": [
            {"rule": rule(calculator, each), "source": each.source} for each in table.columns
        ],
    }


def _titles(calculator: Calculator, field: Input) -> list[dict]:
    """What stands above a column; above one across another table, the names of its rows."""
    if not field.across:
        return [{"text": field.label, "key": ""}]
    other = next(each for each in calculator.tables if each.name == field.across)
    return [
        {"text": row[other.named_by.name], "key": f"{other.name}.{number}"}
        for number, row in enumerate(other.rows, start=1)
    ]


def _cells(calculator: Calculator, table: Table, field: Input, number: int, shown) -> list[dict]:
    """The field of one column in one row; one for each row of the table that it is across."""
    name = f"{table.name}.{number}.{field.name}"
    names = [f"{name}.{place + 1}" for place in range(len(shown))] if field.across else [name]
    help = f"{calculator.name}-{table.name}-{field.name}-help " if field.help else ""
    return [
        {
            "id": f"{calculator.name}-{name}",
            "name": name,
            "column": field.name,
            "title": title,
            "word": calculator.unit_word(field.name),
            "choices": field.choices,
            "is_text": field.is_text,
            "shown": text,
            "described": f"{help}{calculator.name}-{name}-error",
        }
        for name, title, text in zip(
            names,
            _titles(calculator, field),
            shown if field.across else [shown],
            strict=True,
        )
    ]


def _row_results(result: Result, part: Rows) -> dict:
    """Results by row. What is slow comes with them: this page is made only once."""
    header, rows = result.grid(part.columns)
    is_matrix = part.columns[0] in result.calculator.matrices
    return {
        "title": part.title,
        "matrix": part.columns[0] if is_matrix else "",
        "labels": ["", *header[1:]] if is_matrix else header,
        "rows": rows,
    }


def _cell(result: Result, name: str, *places: int) -> str:
    """One value of a column or matrix, and a dash where there is nothing."""
    value = result.values[name]
    for place in places:
        value = value[place]
    return result.calculator.write_or_dash(name, value)


def _result_row(result: Result, name: str) -> dict:
    calculator = result.calculator
    return {
        "name": name,
        "label": result.label(name),
        "written": result.written(name),
        "word": calculator.word_after(name),
        "empty": result.values[name] is None,
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


def _steps(result: Result) -> list[dict]:
    calculator = result.calculator
    return [
        {
            "name": each.name,
            "term": calculator.term(each.name),
            "help": calculator.declared[each.name].help,
            "formula": _formula(calculator, each),
            "is_schedule": each.is_schedule,
            "worked": _worked(result, each) if each.is_scalar else "",
            "written": result.written(each.name) if each.is_scalar else "",
            "by_row": _by_row(result, each) if each.over else None,
        }
        for each in calculator.formulas
    ]


def _worked(result: Result, formula: Formula) -> str:
    """The formula with the reader's numbers; nothing, if all of them are in tables."""
    words = template(formula, result.calculator)
    return result.calculator.fill(words, result.values) if "{" in words else ""


def _by_row(result: Result, formula: Formula) -> dict:
    """A step by row: its values in a line, or those of a matrix as a table."""
    calculator, name = result.calculator, formula.name
    tables = [next(t for t in calculator.tables if t.name == each) for each in formula.over]
    titles = [result.values[table.named_by.name] for table in tables]
    rows = dict(zip(("row", "column"), (each.row for each in tables), strict=False))
    if len(tables) == 1:
        values = [_cell(result, name, place) for place in range(len(titles[0]))]
        return {
            "said": calculator.messages["page.by_row"].format(**rows),
            "list": "; ".join(values),
        }
    return {
        "said": calculator.messages["page.by_row_and_column"].format(**rows),
        "list": "",
        "titles": titles[1],
        "rows": [
            (title, [_cell(result, name, row, column) for column in range(len(titles[1]))])
            for row, title in enumerate(titles[0])
        ],
    }


def _formula(calculator: Calculator, formula: Formula) -> str:
    if is_arithmetic(formula):
        return Markup(f'<div class="scroll">{mathml(formula, calculator)}</div>')
    return plain(formula, calculator)
