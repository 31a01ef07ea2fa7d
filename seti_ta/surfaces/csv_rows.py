"""A result as CSV, in the layout that the page saves: one row for each value of each step."""

import csv
import io
from datetime import date

from seti_ta.calculators.result import Result
from seti_ta.calculators.units import UNITS
from seti_ta.surfaces.data import as_entered
from seti_ta.surfaces.presentation import stamp

COLUMNS = ("part", "name", "label", "year", "value", "unit")


def csv_text(result: Result, made_on: date | None = None) -> str:
    """Every input and step, unrounded; percent as percent. Lines end as in the page's file."""
    calculator = result.calculator
    rows = [_row(result, "input", name, result.entered[name]) for name in calculator.defaults]
    for step in calculator.steps:
        value = as_entered(calculator, step.name, result.values[step.name])
        if isinstance(value, list):
            rows += [_row(result, "step", step.name, v, y) for y, v in enumerate(value, start=1)]
        else:
            rows.append(_row(result, "step", step.name, value))
    said = [("sentence", result.board_sentence), *(("warning", text) for text in result.warnings)]
    said.append(("version", stamp(calculator, made_on or date.today())))
    rows += [(part, "", text, "", "", "") for part, text in said]
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows([COLUMNS, *rows])
    return file.getvalue()


def _row(result: Result, part: str, name: str, value, year: int | str = "") -> tuple:
    calculator = result.calculator
    in_words = UNITS[calculator.declared[name].unit].format in ("name", "yes_no")
    # Adding zero makes 0 of -0, as the page writes it.
    shown = calculator.write(name, value) if in_words else str(value + 0).removesuffix(".0")
    return part, name, result.label(name), year, shown, calculator.unit_word(name)
