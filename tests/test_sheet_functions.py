"""Each function that formulas may call says the same in a sheet as in Python."""

import office
import pytest
import xlsxwriter
from function_calls import ACTIVE_AT_START, CALLS, agree
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from seti_ta import calculators
from seti_ta.attrition import CAUTIOUS, OPTIMISTIC
from seti_ta.calculators import functions
from seti_ta.surfaces.formula import (
    CAUTIOUS_BOUNDARIES,
    OPTIMISTIC_BOUNDARIES,
    SheetFormula,
    active_at_start,
)

pytestmark = pytest.mark.skipif(not office.INSTALLED, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def in_sheet(tmp_path_factory) -> dict[str, list]:
    """What LibreOffice finds for the calls of each function."""
    path = tmp_path_factory.mktemp("functions") / "functions.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        for name, calls in CALLS.items():
            sheet = workbook.add_worksheet(name)
            for row, call in enumerate(calls):
                sheet.write_row(row, 1, call)
                cells = [xl_rowcol_to_cell(row, 1 + column) for column in range(len(call))]
                sheet.write_formula(row, 0, f"={formula(name, cells)}")
            answers = xl_range_abs(0, 0, len(calls) - 1, 0)
            workbook.define_name(f"{name}_answers", f"={name}!{answers}")
        boundaries = workbook.add_worksheet("Attrition")
        tables = {CAUTIOUS_BOUNDARIES: CAUTIOUS, OPTIMISTIC_BOUNDARIES: OPTIMISTIC}
        for column, (name, points) in enumerate(tables.items()):
            boundaries.write_column(0, column, points)
            cells = xl_range_abs(0, column, len(OPTIMISTIC) - 1, column)
            workbook.define_name(name, f"=Attrition!{cells}")
        write_active_at_start(workbook)
    with office.Office() as program:
        [found] = program.answers(path, [{}])
    return found


def write_active_at_start(workbook) -> None:
    """Each call in four columns, with an unused row, which holds empty texts."""
    sheet = workbook.add_worksheet("Active")
    for number, (starts, people, length) in enumerate(ACTIVE_AT_START):
        first, last = 4 * number, len(starts)
        sheet.write_column(0, first, starts)
        sheet.write_column(0, first + 1, people)
        sheet.write(0, first + 2, length)
        for column in (first, first + 1):
            sheet.write_formula(last, column, '=""')
        columns = [xl_range_abs(0, first + each, last, first + each) for each in (0, 1)]
        length_cell = xl_rowcol_to_cell(0, first + 2, True, True)
        for row in range(last):
            start = xl_rowcol_to_cell(row, first)
            shown = active_at_start(start, *columns, length_cell)
            sheet.write_formula(row, first + 3, f"={shown}")
        answers = xl_range_abs(0, first + 3, last - 1, first + 3)
        workbook.define_name(f"active_{number}_answers", f"=Active!{answers}")


def formula(name: str, arguments: list[str]) -> str:
    return SheetFormula(calculators["recruitment_funnel"]).call(name, arguments)


@pytest.mark.parametrize("name", CALLS)
def test_functions_of_numbers(in_sheet, name):
    for call, found in zip(CALLS[name], in_sheet[f"{name}_answers"], strict=True):
        assert agree(found, getattr(functions, name)(*call)), call


def test_active_at_start(in_sheet):
    for number, call in enumerate(ACTIVE_AT_START):
        found = in_sheet[f"active_{number}_answers"]
        found = list(found) if isinstance(found, list | tuple) else [found]
        assert found == functions.active_at_start(*call), call
