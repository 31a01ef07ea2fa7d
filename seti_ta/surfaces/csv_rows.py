"""A result as CSV, in the layout that the page saves: one row for each value of each step."""

import csv
import io
from collections.abc import Iterator
from datetime import date

from seti_ta.calculators.result import Result
from seti_ta.calculators.units import UNITS
from seti_ta.calculators.vocabulary import Calculator
from seti_ta.surfaces.data import as_entered
from seti_ta.surfaces.presentation import names_of, stamp

COLUMNS = ("part", "name", "label", "row", "column", "{clock}", "value", "unit")

#: A sheet takes a text that begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(result: Result, made_on: date | None = None) -> str:
    """Every input, fixed number and step, unrounded; percent as percent.

    Lines end as in the page's file.
    A value has the names of its row and column in a table, or its year or month, beside it.
    """
    calculator = result.calculator
    lines = [line for each in calculator.fields for line in _lines(result, "input", each.name)]
    lines += [line for each in calculator.constants for line in _lines(result, "fixed", each.name)]
    lines += [line for each in calculator.steps for line in _lines(result, "step", each.name)]
    said = [("sentence", result.board_sentence), *(("warning", text) for text in result.warnings)]
    for title, answer, reasons in result.verdicts:
        said += [("verdict", f"{title}: {answer}"), *(("reason", text) for text in reasons)]
    said.append(("version", stamp(calculator, made_on or date.today())))
    lines += [(part, "", text, "", "", "", "", "") for part, text in said]
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(each.format(clock=calculator.clock or "year") for each in COLUMNS)
    writer.writerows(map(_cell, line) for line in lines)
    return file.getvalue()


def _lines(result: Result, part: str, name: str) -> Iterator[tuple]:
    """The rows of the file for one input or step."""
    calculator = result.calculator
    label, word = result.label(name), calculator.unit_word(name)
    in_words = UNITS[calculator.declared[name].unit].format in ("name", "yes_no", "text")
    for place, value in _places(result, name):
        shown = calculator.write(name, value) if in_words else value
        yield part, name, label, *place, shown, word


def _places(result: Result, name: str) -> Iterator[tuple[tuple, object]]:
    """Every single value, after the names of its row and column, or its year or month."""
    value = _unrounded(result, name)
    match [names_of(result, table) for table in _tables_of(result.calculator, name)]:
        case [rows, columns]:
            for row, cells in zip(rows, value, strict=True):
                yield from (((row, c, ""), cell) for c, cell in zip(columns, cells, strict=True))
        case [rows]:
            yield from (((row, "", ""), cell) for row, cell in zip(rows, value, strict=True))
        case _ if isinstance(value, list):
            yield from ((("", "", time), each) for time, each in enumerate(value, start=1))
        case _:
            yield ("", "", ""), value


def _unrounded(result: Result, name: str):
    """What was entered, a fixed number, or what a step came to; a percent as percent."""
    calculator = result.calculator
    if name in result.entered:
        return result.entered[name]
    if name in calculator.table_of and name not in calculator.step_names:
        return [row[name] for row in result.entered[calculator.table_of[name].name]]
    return as_entered(calculator, name, result.values[name])


def _tables_of(calculator: Calculator, name: str) -> list[str]:
    """The tables over whose rows the values of an input or step run; none if it has one value."""
    if name not in calculator.table_of:
        return []
    steps = {each.name: each.over for each in calculator.formulas}
    across = getattr(calculator.declared[name], "across", "")
    over = steps.get(name) or (calculator.table_of[name].name, across)
    return [each for each in over if each]


def _cell(value) -> str:
    """A number with all its digits, or a text that no sheet takes for a formula."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    if value is None:
        return ""
    return str(value + 0).removesuffix(".0")  # adding zero makes 0 of -0, as the page writes it
