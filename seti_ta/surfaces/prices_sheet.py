"""The sheet Prices: the price index of each year, which a reader may bring up to date."""

from seti_ta import prices
from seti_ta.calculators import Calculator
from seti_ta.calculators.vocabulary import Source
from seti_ta.surfaces.formula import PRICE_INDEXES, PRICE_YEARS, calls
from seti_ta.surfaces.open_workbook import OpenBook
from seti_ta.surfaces.sheet import Cell, Sheet

WIDTHS = (12, 14, 60)


def uses_prices(calculator: Calculator) -> bool:
    """Whether a formula converts the dollars of one year to those of another."""
    return calls(calculator, prices.price_index)


def write_prices(workbook: OpenBook, sheet: Sheet) -> None:
    say = workbook.say
    sheet.across(workbook.definition.title, "title")
    sheet.across(say("prices"))
    _, citation, locator, url = workbook.source(Source("report read", **prices.SOURCE))
    sheet.across(f"{citation}, {locator}.")
    sheet.across(url)
    sheet.row([say("column.year"), Cell(say("column.index"), "number header"), ""], "header")
    first = sheet.next
    for year, index in prices.PRICES.items():
        note = say("incomplete_year") if year in prices.INCOMPLETE_YEARS else ""
        sheet.row([Cell(year, "label", "0"), Cell(index, "entry", "0.000"), note])
    height = len(prices.PRICES)
    workbook.name_block(PRICE_YEARS, sheet.block(first, 0, height))
    workbook.name_block(PRICE_INDEXES, sheet.block(first, 1, height))
    above_zero = {"validate": "decimal", "criteria": ">", "value": 0}
    indexes = workbook.blocks[PRICE_INDEXES]
    workbook.validate(sheet, indexes, above_zero, say("column.index"), say("prices_to_mend"))
