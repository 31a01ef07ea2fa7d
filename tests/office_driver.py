"""Runs inside LibreOffice's own Python: sets named cells of a workbook, reads all of them.

Argument: the name of the pipe where LibreOffice listens. Standard input: one line of JSON a
request, with the workbook's ``url``, whether it ``stays`` open for the next request, and its
``cases``, each a value by name (null empties the cell). Standard output: one line a request, for
each case the value of every named cell. A column of cells is a list, a block a list of rows.
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


class Workbook:
    """An open workbook. Each request finds it as it was loaded."""

    def __init__(self, document):
        self.document = document
        named = document.NamedRanges
        self.ranges = {n: named.getByName(n).getReferredCells() for n in named.ElementNames}
        self.places = {n: cells.RangeAddress for n, cells in self.ranges.items() if cells}
        self.loaded = {}
        # A whole sheet is read at once: each call to LibreOffice costs far more than a cell.
        self.areas = {}
        for number in {place.Sheet for place in self.places.values()}:
            here = [place for place in self.places.values() if place.Sheet == number]
            last_column, last_row = max(p.EndColumn for p in here), max(p.EndRow for p in here)
            sheet = document.Sheets.getByIndex(number)
            self.areas[number] = sheet.getCellRangeByPosition(0, 0, last_column, last_row)
        document.enableAutomaticCalculation(False)

    def answers(self, cases: list[dict]) -> list[dict]:
        found, held = [], {}
        for case in cases:
            for name, value in case.items():
                # The office marks all that hangs on a cell, so one that stays is left alone.
                if name not in held or held[name] != value:
                    self.keep(name)
                    self.ranges[name].setDataArray(rows(value))
            held |= case
            self.document.calculate()
            data = {number: area.getDataArray() for number, area in self.areas.items()}
            found.append({name: values(data, place) for name, place in self.places.items()})
        return found

    def keep(self, name: str) -> None:
        if name not in self.loaded:
            self.loaded[name] = self.ranges[name].getFormulaArray()

    def restore(self) -> None:
        for name, content in self.loaded.items():
            self.ranges[name].setFormulaArray(content)
        self.loaded.clear()


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
    hidden = PropertyValue("Hidden", 0, True, 0)
    office, stays = desktop(pipe), {}
    for line in sys.stdin:
        request = json.loads(line)
        url = request["url"]
        book = stays.pop(url, None)
        if book is None:
            book = Workbook(office.loadComponentFromURL(url, "_blank", 0, (hidden,)))
        found = book.answers(request["cases"])
        if request["stays"]:
            book.restore()
            stays[url] = book
        else:
            book.document.close(True)
        print(json.dumps(found), flush=True)


main(sys.argv[1])
# The bridge now and then crashes while Python takes it down; by then each answer is complete.
os._exit(0)
