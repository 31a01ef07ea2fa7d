"""The sheet Weights tried: ``share_first`` in live formulas, one set of weights in each row.

The sets by chance are cut from the numbers on the right, as many for a set as there are
weights in use, so that they are those of Python.
"""

from itertools import chain

from seti_ta.calculators.functions import (
    RANDOM_WEIGHTS,
    WEIGHT_FACTORS,
    random_weights,
    weight_sets,
)
from seti_ta.calculators.reader import Formula
from seti_ta.calculators.units import plain
from seti_ta.surfaces.formula import slack
from seti_ta.surfaces.open_workbook import OpenWorkbook
from seti_ta.surfaces.sheet import Cell, Live

LABEL_WIDTH, NUMBER_WIDTH = 30, 9
ROWS_PRINTED = 40


class WeightsTried:
    """Adds the sheet for ``step``, which is ``share_first(scores, weights)``; writes it later."""

    def __init__(self, workbook: OpenWorkbook, step: Formula):
        self.workbook, calculator = workbook, workbook.calculator
        self.scores_name, self.weights_name = (each.id for each in step.expression.args)
        self.rows, self.columns = (
            calculator.table_of[name] for name in (self.scores_name, self.weights_name)
        )
        self.first_total = 1 + self.columns.most
        self.level = self.first_total + self.rows.most
        self.sheet = workbook.add_sheet(
            "weights_tried",
            LABEL_WIDTH,
            *[NUMBER_WIDTH] * (self.level + self.columns.most),
        )

    def write(self):
        """Writes every set; a function from the place of a row to the formula of its share."""
        sheet, workbook = self.sheet, self.workbook
        self.scores, self.weights = (
            workbook.blocks[name] for name in (self.scores_name, self.weights_name)
        )
        sheet.across(workbook.calculator.title, "title", self.level + 1)
        sheet.across(workbook.say("weights_tried"), columns=self.level + 1)
        self._header()
        first, most, moved = sheet.next, self.columns.most, self._moved()
        self.drawn = sheet.block(first + 1 + len(moved), self.level + 1, RANDOM_WEIGHTS, most)
        known_weights = workbook.result.values[self.weights_name]
        in_use = len(WEIGHT_FACTORS) * len(known_weights)
        unused = [[]] * (len(moved) - in_use)
        equal, *known = weight_sets(known_weights)
        self._set(workbook.say("set_equal"), lambda place: "1", equal)
        for each, values in zip(moved, chain(known[:in_use], unused), strict=True):
            self._moved_set(*each, values)
        draws = random_weights(most)
        for number, (values, draw) in enumerate(zip(known[in_use:], draws, strict=True)):
            self._drawn_set(number, values, draw)
        height = sheet.next - first
        self.totals = sheet.block(first, self.first_total, height, self.rows.most)
        self.levels = sheet.block(first, self.level, height)
        self.sets = sheet.block(first, 1, height)
        sheet.sheet.freeze_panes(first, 1)
        sheet.sheet.print_area(0, 0, first + ROWS_PRINTED, self.level)
        return self._share

    def _header(self) -> None:
        weights, rows = (
            [f"{table.row} {number}" for number in range(1, table.most + 1)]
            for table in (self.columns, self.rows)
        )
        numbers = [*weights, *rows, self.workbook.say("column.level")]
        label = Cell(self.workbook.say("column.set"), "header")
        self.sheet.row([label, *(Cell(each, "number header") for each in numbers)])

    def _moved(self) -> list[tuple[int, float]]:
        """Each weight with each of its factors."""
        return [(place, by) for place in range(self.columns.most) for by in WEIGHT_FACTORS]

    def _moved_set(self, moved: int, factor: float, values: list[float]) -> None:
        label = f"{self.columns.row} {moved + 1}"
        label = self.workbook.say("set_near", label=label, factor=plain(factor))

        def formula(place: int) -> str:
            times = f"*{factor!r}" if place == moved else ""
            return f'IF({self.weights.place(moved)}="","",{self.weights.place(place)}{times})'

        self._set(label, formula, values)

    def _drawn_set(self, number: int, values: list[float], draw: list[float]) -> None:
        """Weight ``place`` of this set is number ``number`` x weights in use + ``place`` drawn."""
        most = self.columns.most

        def formula(place: int) -> str:
            at = f"{number}*{self.columns.name}_rows+{place}"
            return f"INDEX({self.drawn.cells()},INT(({at})/{most})+1,MOD({at},{most})+1)"

        label = self.workbook.say("set_drawn", number=number + 1)
        self._set(label, formula, values, draw)

    def _set(self, label: str, formula, values: list[float], draw: list[float] = ()) -> None:
        """One row: the weights, the totals with them, and from where on a total comes first."""
        row, most = self.sheet.next, self.columns.most
        own = self.sheet.block(row, 1, 1, most)
        totals = self.sheet.block(row, self.first_total, 1, self.rows.most)
        cells = [Cell(label, "label")]
        for place in range(most):
            shown = f'IF({self.weights.place(place)}="","",{formula(place)})'
            value = values[place] if place < len(values) else ""
            cells.append(Cell(Live(shown, value), "number", "0.0##"))
        sums = [self._total(values, place) for place in range(self.rows.most)]
        for place, value in enumerate(sums):
            used = f'AND({own.cells(0, 0)}<>"",ISNUMBER({self.scores.place(place, 0)}))'
            shown = f'IF({used},SUMPRODUCT({own.cells()},{self.scores.place(place)}),"")'
            cells.append(Cell(Live(shown, value), "number", "0.0"))
        best = f"MAX({totals.cells()})"
        level = f'IF(COUNT({totals.cells()})=0,"",{best}-{slack(best, best)})'
        first_from = max((each for each in sums if each != ""), default="")
        cells.append(Cell(Live(level, first_from), "value", "0.0"))
        cells += [Cell(each, "number", "0.000") for each in draw]
        self.sheet.row(cells)

    def _total(self, values: list[float], place: int) -> float | str:
        scores = self.workbook.result.values[self.scores_name]
        if not values or place >= len(scores) or scores[place][0] is None:
            return ""
        return sum(weight * score for weight, score in zip(values, scores[place], strict=True))

    def _share(self, row: int, _column: int) -> str:
        totals, levels = self.totals.place(None, row), self.levels.place()
        wins = f"SUMPRODUCT(ISNUMBER({totals})*({totals}>={levels}))/COUNT({self.sets.place()})"
        return f'IF(ISNUMBER({self.scores.cells(row, 0)}),{wins},"")'
