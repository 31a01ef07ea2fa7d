"""A result as CSV, in the layout that the page saves: one row for each value of each step."""

import csv
import io
from collections.abc import Iterator
from datetime import date

from seti_ta.calculators.result import Result
from seti_ta.calculators.units import UNITS
from seti_ta.calculators.vocabulary import Calculator, Table
from seti_ta.surfaces.data import as_entered
from seti_ta.surfaces.presentation import stamp

COLUMNS = ("part", "name", "label", "year", "value", "unit")


def csv_text(result: Result, made_on: date | None = None) -> str:
    """Every input and step, unrounded; percent as percent. Lines end as in the page's file.

    A cell of a table is called by its row: ``value.2.3`` is sector 2, criterion 3.
    """
    calculator = result.calculator
    rows = [line for each in calculator.fields for line in _lines(result, "input", each.name)]
    rows += [line for each in calculator.steps for line in _lines(result, "step", each.name)]
    said = [("sentence", result.board_sentence), *(("warning", text) for text in result.warnings)]
    said.append(("version", stamp(calculator, made_on or date.today())))
    rows += [(part, "", text, "", "", "") for part, text in said]
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows([COLUMNS, *rows])
    return file.getvalue()


def _lines(result: Result, part: str, name: str) -> Iterator[tuple]:
    """The rows of the file for one input or step."""
    calculator, label = result.calculator, result.label(name)
    word = calculator.unit_word(name)
    value = result.entered.get(name, as_entered(calculator, name, result.values[name]))
    if not isinstance(value, list):
        yield part, name, label, "", _shown(result, name, value), word
    elif name not in calculator.table_of:
        for year, each in enumerate(value, start=1):
            yield part, name, label, year, _shown(result, name, each), word
    else:
        row, *others = [each.row for each in _over(calculator, name)]
        for number, each in enumerate(value, start=1):
            called = f"{row} {number}, {label}"
            if not others:
                yield part, f"{name}.{number}", called, "", _shown(result, name, each), word
                continue
            for place, cell in enumerate(each, start=1):
                at, across = f"{name}.{number}.{place}", f"{called}, {others[0]} {place}"
                yield part, at, across, "", _shown(result, name, cell), word


def _over(calculator: Calculator, name: str) -> list[Table]:
    """The tables over whose rows the values of an input or step run."""
    steps = {each.name: each.over for each in calculator.formulas}
    if name in steps:
        names = steps[name]
    else:
        names = (calculator.table_of[name].name, calculator.declared[name].across)
    tables = {each.name: each for each in calculator.tables}
    return [tables[each] for each in names if each]


def _shown(result: Result, name: str, value) -> str:
    """A number with all its digits; words as readers see them, never as a formula of a sheet."""
    shape = UNITS[result.calculator.declared[name].unit].format
    if value is None or shape in ("name", "yes_no", "text"):
        words = result.calculator.write(name, value)
        return f"'{words}" if words.startswith(("=", "+", "-", "@")) else words
    return str(value + 0).removesuffix(".0")  # adding zero makes 0 of -0, as the page writes it
