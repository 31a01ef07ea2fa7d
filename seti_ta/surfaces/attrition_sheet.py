"""The sheet Attrition: the published boundaries that formulas look up."""

from itertools import zip_longest

from seti_ta import attrition
from seti_ta.calculators import Calculator
from seti_ta.calculators.functions import cautious_boundary, optimistic_boundary
from seti_ta.calculators.vocabulary import Source
from seti_ta.surfaces.formula import CAUTIOUS_BOUNDARIES, OPTIMISTIC_BOUNDARIES, calls
from seti_ta.surfaces.open_workbook import OpenWorkbook
from seti_ta.surfaces.sheet import Cell, Sheet

WIDTHS = (20, 20, 20, 40)


def uses_attrition(calculator: Calculator) -> bool:
    """Whether a formula looks up a boundary."""
    return calls(calculator, cautious_boundary) or calls(calculator, optimistic_boundary)


def write_attrition(workbook: OpenWorkbook, sheet: Sheet) -> None:
    sheet.across(workbook.calculator.title, "title")
    sheet.across(workbook.say("attrition"))
    _, citation, locator, url = workbook.source(Source("named secondary", **attrition.SOURCE))
    sheet.across(f"{citation}, {locator}.")
    sheet.across(url)
    columns = ("overall_attrition", "cautious", "optimistic")
    sheet.row(workbook.columns(*columns, numbers=columns))
    first = sheet.next
    boundaries = list(zip_longest(attrition.CAUTIOUS, attrition.OPTIMISTIC, fillvalue=""))
    for overall, points in enumerate(boundaries):
        lost = Cell(overall / 100, "number", "0%")
        sheet.row([lost, *(Cell(each, "number", "0.0") for each in points)])
    for column, name in enumerate((CAUTIOUS_BOUNDARIES, OPTIMISTIC_BOUNDARIES), start=1):
        workbook.name_block(name, sheet.block(first, column, len(boundaries)))
