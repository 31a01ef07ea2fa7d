"""Runs inside LibreOffice's own Python: sets named cells of a workbook, reads all of them.

Arguments: the name of the pipe where LibreOffice listens. Standard input: JSON with the
workbook's ``url`` and its ``cases``, each a value by name (null empties the cell). Standard
output: for each case the value of every named cell. A column of cells is a list, a block of
them a list of rows.
"""

import json
import os
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def desktop(pipe: str):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(300):
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
        else:
            return remote.ServiceManager.createInstance("com.sun.star.frame.Desktop")
    raise TimeoutError("LibreOffice did not start within 30 seconds")


def answer(document, cases: list[dict]) -> list[dict]:
    named = document.NamedRanges
    ranges = {n: named.getByName(n).getReferredCells() for n in named.ElementNames}
    places = {name: cells.RangeAddress for name, cells in ranges.items() if cells}
    # A whole sheet is read at once: each call to LibreOffice costs far more than a cell.
    areas = {}
    for number in {place.Sheet for place in places.values()}:
        here = [place for place in places.values() if place.Sheet == number]
        last_column, last_row = max(p.EndColumn for p in here), max(p.EndRow for p in here)
        sheet = document.Sheets.getByIndex(number)
        areas[number] = sheet.getCellRangeByPosition(0, 0, last_column, last_row)
    document.enableAutomaticCalculation(False)
    answers, held = [], {}
    for case in cases:
        for name, value in case.items():
            # The office marks all that hangs on a cell, so one that stays is left alone.
            if name not in held or held[name] != value:
                ranges[name].setDataArray(rows(value))
        held |= case
        document.calculate()
        data = {number: area.getDataArray() for number, area in areas.items()}
        answers.append({name: values(data, place) for name, place in places.items()})
    return answers


def rows(value) -> tuple[tuple, ...]:
    """A value, a column or a block as rows of cells: floats and texts; an empty one empties."""
    column = value if isinstance(value, list) else [value]
    block = [each if isinstance(each, list) else [each] for each in column]
    return tuple(tuple(map(content, row)) for row in block)


def content(value) -> float | str:
    return "" if value is None else value if isinstance(value, str) else float(value)


def values(data: dict, place):
    block = data[place.Sheet][place.StartRow : place.EndRow + 1]
    block = [row[place.StartColumn : place.EndColumn + 1] for row in block]
    if place.EndColumn > place.StartColumn:
        return block
    column = [cell for (cell,) in block]
    return column if len(column) > 1 else column[0]


def main(pipe: str) -> None:
    request = json.load(sys.stdin)
    hidden = PropertyValue("Hidden", 0, True, 0)
    document = desktop(pipe).loadComponentFromURL(request["url"], "_blank", 0, (hidden,))
    try:
        json.dump(answer(document, request["cases"]), sys.stdout)
    finally:
        document.close(True)


main(sys.argv[1])
# The bridge now and then crashes while Python takes it down; by then the answer is complete.
sys.stdout.flush()
os._exit(0)
