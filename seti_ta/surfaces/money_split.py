"""The sheet Who pays what: ``assign_money`` and ``most_fundable`` in live formulas.

First every cost and every amount gets its place, the least free first. In the grid in that
order, each cell takes what is left below the cells above it and right of those on its left. Last
comes one row for each cut between amounts and costs; the smallest cut is the largest sum that
any split can pay.
"""

from itertools import product

from seti_ta.calculators.functions import count, down
from seti_ta.calculators.reader import Formula
from seti_ta.calculators.vocabulary import Table
from seti_ta.surfaces.formula import CUT_SUMS
from seti_ta.surfaces.open_workbook import OpenWorkbook
from seti_ta.surfaces.sheet import Block, Cell, Live

LABEL_WIDTH, NUMBER_WIDTH = 34, 13
MONEY = "#,##0.00"
ROWS_PRINTED = 60


class MoneySplit:
    """Adds the sheet for ``step``, which is ``assign_money(costs, amounts, most)``."""

    def __init__(self, workbook: OpenWorkbook, step: Formula):
        self.workbook, self.step = workbook, step
        self.names = [each.id for each in step.expression.args]
        tables = {each.name: each for each in workbook.calculator.tables}
        self.lines, self.sources = (tables[each] for each in step.over)
        self.width = max(self.lines.most, self.sources.most)
        widths = [NUMBER_WIDTH] * (self.width + 2)
        self.sheet = workbook.add_sheet("money_split", LABEL_WIDTH, *widths)

    def write(self):
        """Writes the sheet; a function from a place in the matrix to the formula there."""
        workbook, sheet = self.workbook, self.sheet
        self.costs, self.amounts, self.most = (workbook.blocks[name] for name in self.names)
        values = workbook.result.values
        self.known_costs, self.known_amounts, known_most = (values[name] for name in self.names)
        sheet.across(workbook.calculator.title, "title")
        sheet.across(workbook.say("money_split"))
        line_freedom = [count(limits) for limits in known_most]
        source_freedom = [count(down(known_most, at)) for at in range(len(self.known_amounts))]
        lines = self._places(self.lines, line_freedom, lambda at: self.most.place(at))
        sources = self._places(self.sources, source_freedom, lambda at: self.most.place(None, at))
        grid = self._grid(lines, sources, in_order(line_freedom), in_order(source_freedom))
        self._cuts(known_most)
        sheet.sheet.print_area(0, 0, ROWS_PRINTED, self.width + 2)
        return lambda row, column: (
            f"INDEX({grid.place()},{lines.place(0, row)},{sources.place(0, column)})"
        )

    def _row(self, label, formulas: list[str], values: list, style="number", look="General"):
        """A label and a formula in each column; the cells of the formulas."""
        shown = values + [""] * (len(formulas) - len(values))
        cells = [Cell(Live(*each), style, look) for each in zip(formulas, shown, strict=True)]
        row = self.sheet.row([Cell(label, "label"), *cells])
        return self.sheet.block(row, 1, 1, len(formulas))

    def _named(self, table: Table) -> tuple[Block, list[str]]:
        """What the rows of a table are called: where that stands, and the names."""
        name = table.named_by.name
        return self.workbook.blocks[name], self.workbook.result.values[name]

    def _heads(self, table: Table) -> None:
        block, known = self._named(table)
        formulas = [block.place(at) for at in range(table.most)]
        self._row(table.row, formulas, known, "number header")

    # The order

    def _places(self, table: Table, freedom: list[int], limits) -> Block:
        """The place of each row of a table: the one with the fewest limits first, ties by row."""
        say, (names, _) = self.workbook.say, self._named(table)
        self.sheet.heading(table.label)
        self._heads(table)
        formulas = [f'IF({names.place(at)}="","",COUNT({limits(at)}))' for at in range(table.most)]
        free = self._row(say("split_freedom"), formulas, freedom)
        formulas = []
        for at in range(table.most):
            own, so_far = free.cells(0, at), self.sheet.block(free.row, 1, 1, at + 1).cells()
            place = f'COUNTIF({free.cells()},"<"&{own})+COUNTIF({so_far},{own})'
            formulas.append(f'IF({own}="","",{place})')
        order = in_order(freedom)
        return self._row(
            say("split_place"), formulas, [order.index(at) + 1 for at in sorted(order)]
        )

    # The grid

    def _grid(self, lines: Block, sources: Block, line_order: list[int], source_order: list[int]):
        """Who pays what, in that order."""
        say, sheet = self.workbook.say, self.sheet
        names, known_names = self._named(self.lines)
        source_names, known_sources = self._named(self.sources)
        sheet.heading(self.workbook.calculator.declared[self.step.name].label)
        which = self._row(
            say("split_number"),
            [found(at, sources) for at in range(self.sources.most)],
            [at + 1 for at in source_order],
            "place",
        )
        columns = range(self.sources.most)
        self._row(
            self.sources.row,
            [taken(source_names, which.cells(0, at)) for at in columns],
            [known_sources[at] for at in source_order],
            "number header",
        )
        for at, key in enumerate(("split_number", "split_cost"), start=1 + self.sources.most):
            sheet.put(sheet.next - 1, at, Cell(say(key), "number header"))
        amounts = self._row(
            say("split_amount"),
            [taken(self.amounts, which.cells(0, at)) for at in columns],
            [self.known_amounts[at] for at in source_order],
            look=MONEY,
        )
        grid = sheet.block(sheet.next, 1, self.lines.most, self.sources.most)
        paid = self.workbook.result.values[self.step.name]
        for row in range(self.lines.most):
            number, cost = (
                sheet.block(sheet.next, 1 + self.sources.most + at).cells() for at in (0, 1)
            )
            formulas = [
                self._payment(grid, row, at, number, cost, which, amounts) for at in columns
            ]
            known = line_order[row] if row < len(line_order) else None
            values = [] if known is None else [paid[known][at] for at in source_order]
            shown = values + [""] * (self.sources.most - len(values))
            name = "" if known is None else known_names[known]
            number_cost = ("", "") if known is None else (known + 1, self.known_costs[known])
            sheet.row(
                [
                    Cell(Live(taken(names, number), name), "label"),
                    *(
                        Cell(Live(*each), "number", MONEY)
                        for each in zip(formulas, shown, strict=True)
                    ),
                    Cell(Live(found(row, lines), number_cost[0]), "place"),
                    Cell(Live(taken(self.costs, number), number_cost[1]), "number", MONEY),
                ]
            )
        return grid

    def _payment(self, grid, row, column, number, cost, which, amounts) -> str:
        """The limit, what is left of the amount, or what is left of the cost: the smallest."""
        source = which.cells(0, column)
        limit = f"INDEX({self.most.place()},{number},{source})"
        unspent, unpaid = amounts.cells(0, column), cost
        if row:
            unspent += f"-SUM({self.sheet.block(grid.row, 1 + column, row).cells()})"
        if column:
            unpaid += f"-SUM({self.sheet.block(grid.row + row, 1, 1, column).cells()})"
        pays = f"IF(ISNUMBER({limit}),MAX(0,MIN({limit},{unspent},{unpaid})),0)"
        return f'IF(OR({number}="",{source}=""),"",{pays})'

    # The cuts

    def _cuts(self, known_most: list[list]) -> None:
        """A row for each set of costs that is not cut off, with the money that reaches it."""
        say, sheet = self.workbook.say, self.sheet
        sheet.heading(say("split_cuts"))
        sheet.across(say("split_cuts_about"))
        self._heads(self.lines)
        lines, sources = range(self.lines.most), range(self.sources.most)
        costs = self._row(
            say("split_cost"),
            [number_in(self.costs.place(at)) for at in lines],
            padded(self.known_costs, self.lines.most),
            look=MONEY,
        )
        limits, amounts = [], []
        names, known_names = self._named(self.sources)
        for at in sources:
            label = known_names[at] if at < len(known_names) else ""
            known = [row[at] or 0 for row in known_most] if label else []
            amount = self.known_amounts[at] if label else 0
            limits.append(
                self._row(
                    Live(names.place(at), label),
                    [
                        *(number_in(self.most.place(line, at)) for line in lines),
                        number_in(self.amounts.place(at)),
                    ],
                    [*padded(known, self.lines.most), amount],
                    look=MONEY,
                )
            )
            amounts.append(limits[-1].cells(0, self.lines.most))
        first = sheet.next
        for reached in product((0, 1), repeat=self.lines.most):
            self._cut(reached, costs, limits, amounts, known_most)
        self.workbook.name_block(
            CUT_SUMS, sheet.block(first, 1 + self.lines.most, sheet.next - first)
        )

    def _cut(self, reached, costs: Block, limits: list[Block], amounts: list[str], known_most):
        sheet, most = self.sheet, self.lines.most
        bits = sheet.block(sheet.next, 1, 1, most).cells()
        flows = [
            f"MIN({amount},SUMPRODUCT({bits},{sheet.block(limit.row, 1, 1, most).cells()}))"
            for limit, amount in zip(limits, amounts, strict=True)
        ]
        formula = f"SUMPRODUCT(1-{bits},{costs.cells()})+{'+'.join(flows)}"
        into = [
            sum(limit[at] or 0 for limit, bit in zip(known_most, reached, strict=False) if bit)
            for at in range(len(self.known_amounts))
        ]
        cut = sum(c for c, bit in zip(self.known_costs, reached, strict=False) if not bit)
        value = cut + sum(map(min, self.known_amounts, into))
        total = Cell(Live(formula, value), "value", MONEY)
        sheet.row(["", *(Cell(bit, "place") for bit in reached), total])


def in_order(freedom: list[int]) -> list[int]:
    """The places of the rows, the least free first."""
    return sorted(range(len(freedom)), key=freedom.__getitem__)


def padded(values: list[float], size: int) -> list[float]:
    return [*values, *[0] * (size - len(values))]


def found(at: int, places: Block) -> str:
    """The number of the row that has place ``at``, from 0; nothing if there is none."""
    return f'IF(COUNT({places.cells()})<={at},"",MATCH({at + 1},{places.cells()},0))'


def taken(column: Block, number: str) -> str:
    """The value of a column in the row with this number; nothing if there is none."""
    return f'IF({number}="","",INDEX({column.place()},{number}))'


def number_in(cell: str) -> str:
    return f"IF(ISNUMBER({cell}),{cell},0)"
