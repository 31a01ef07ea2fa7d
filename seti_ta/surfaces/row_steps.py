"""The sheet Row by row: what was entered in tables, and the steps with a value for each row.

First one list for each table, its rows moved up over any gaps, then one grid for each step
(or entry) that has a value for each pair of rows.
"""

import ast

from seti_ta.calculators import Calculator
from seti_ta.calculators.reader import Formula
from seti_ta.calculators.vocabulary import Input, Table
from seti_ta.surfaces.formula import SheetFormula, or_nothing
from seti_ta.surfaces.money_split import MoneySplit
from seti_ta.surfaces.open_workbook import OpenWorkbook
from seti_ta.surfaces.sheet import Block, Cell, Live
from seti_ta.surfaces.weights_tried import WeightsTried

NUMBER_WIDTH, NAME_WIDTH, VALUE_WIDTH = 6, 36, 13
FIRST_VALUE = 2  # the column, after the row's number and its name


class RowFormula(SheetFormula):
    """Formulas of a column or a matrix in one place of it. ``blocks`` says where the cells are."""

    def __init__(self, calculator: Calculator, blocks: dict[str, Block], row: int, column: int = 0):
        super().__init__(calculator)
        self.blocks, self.places = blocks, {"row": row, "column": column}

    def at(self, name: str, *places: str) -> str:
        return self.blocks[name].cells(*(self.places[place] for place in places))

    def down(self, name: str, place: str) -> str:
        return self.blocks[name].cells(None, self.places[place])


#: Functions whose formulas stand on a sheet of their own.
SHEETS = {"share_first": WeightsTried, "assign_money": MoneySplit}


def sheet_of(formula: Formula):
    """The sheet that a step needs behind it; nothing, if its formula fits its cells."""
    if isinstance(formula.expression, ast.Call):
        return SHEETS.get(ast.unparse(formula.expression.func))
    return None


class RowSteps:
    """Adds the sheet, and those that stand behind some of its steps; writes them later."""

    def __init__(self, workbook: OpenWorkbook):
        self.workbook, self.calculator = workbook, workbook.calculator
        self.tables = {each.name: each for each in self.calculator.tables}
        self.steps = {each.name: each for each in workbook.by_row}
        #: What each column and each matrix runs over.
        self.over = {
            field.name: (table.name, field.across) if field.across else (table.name,)
            for table in self.calculator.tables
            for field in table.columns
        } | {each.name: each.over for each in workbook.by_row}
        self.columns = {
            table: [name for name, over in self.over.items() if over == (table,)]
            for table in self.tables
        }
        self.matrices = {name: over for name, over in self.over.items() if len(over) == 2}
        most = [self.tables[over[1]].most for over in self.matrices.values()]
        lists = [len(names) for names in self.columns.values()]
        widest = max([*lists, *(each + 1 for each in most)])
        self.sheet = workbook.add_sheet(
            "rows", NUMBER_WIDTH, NAME_WIDTH, *[VALUE_WIDTH] * (widest - 1)
        )
        self.behind = {
            each.name: sheet_of(each)(workbook, each) for each in workbook.by_row if sheet_of(each)
        }

    def write(self) -> None:
        self.sheet.across(self.calculator.title, "title")
        self.sheet.across(self.workbook.say("rows"))
        for table in self.calculator.tables:
            self._list(table)
        for name, over in self.matrices.items():
            self._grid(name, *over)
        for name, over in self.over.items():
            self._values(name, over)

    # Places

    def _list(self, table: Table) -> None:
        """Leaves room for the columns of a table, each row with its number."""
        workbook, sheet, names = self.workbook, self.sheet, self.columns[table.name]
        sheet.heading(table.label)
        sheet.row([*workbook.columns("number"), *map(self._heading, names)])
        first = sheet.next
        workbook.blocks[table.name] = sheet.block(first, 0, table.most)
        for number in range(1, table.most + 1):
            counted = f'IF({number}<={table.name}_rows,{number},"")'
            value = number if number <= self._size(table) else ""
            sheet.row([Cell(Live(workbook.unless_mending(counted), value), "place")])
        for column, name in enumerate(names, start=1):
            workbook.name_block(name, sheet.block(first, column, table.most))

    def _grid(self, name: str, over: str, across: str) -> None:
        """Leaves room for a matrix, its rows and columns with their names."""
        workbook, sheet = self.workbook, self.sheet
        rows, columns = self.tables[over], self.tables[across]
        sheet.heading(self.calculator.declared[name].label)
        heads = [self._name(columns, place) for place in range(columns.most)]
        sheet.row([*workbook.columns("number"), Cell(rows.row, "header"),
                   *(Cell(each, "number header") for each in heads)])  # fmt: skip
        block = sheet.block(sheet.next, FIRST_VALUE, rows.most, columns.most)
        for place in range(rows.most):
            number = workbook.blocks[over].cells(place)
            value = place + 1 if place < self._size(rows) else ""
            sheet.row([Cell(Live(number, value), "place"), self._name(rows, place)])
        workbook.name_block(name, block)

    def _size(self, table: Table) -> int:
        return len(self.workbook.result.entered[table.name])

    def _heading(self, name: str) -> Cell:
        label = self.workbook.label(name)
        return Cell(label, "header" if self._is_text(name) else "number header")

    def _name(self, table: Table, place: int) -> Live:
        """What a row of the table is called."""
        block = self.workbook.blocks[table.named_by.name]
        known = self.workbook.result.values[table.named_by.name]
        return Live(block.cells(place), known[place] if place < len(known) else "")

    def _is_text(self, name: str) -> bool:
        return self.workbook.shape(name) in ("text", "name")

    # Values

    def _values(self, name: str, over: tuple[str, ...]) -> None:
        workbook, block = self.workbook, self.workbook.blocks[name]
        known = workbook.result.values[name]
        style = "cell" if self._is_text(name) else "number"
        formula = self._formulas(name)
        for row in range(block.height):
            for column in range(block.width):
                heads = [self.sheet.block(block.row + row, 0)]
                value = known[row] if row < len(known) else None
                if len(over) == 2:
                    heads.append(self.sheet.block(block.row - 1, block.column + column))
                    value = value[column] if value and column < len(value) else None
                shown = f'IF({_in_use(heads)},{formula(row, column)},"")'
                cell = workbook.value(name, Live(shown, workbook.stored(name, value)), style)
                self.sheet.put(block.row + row, block.column + column, cell)
        workbook.show_decimals(self.sheet, block, name)

    def _formulas(self, name: str):
        """A function from a place in a column or a matrix to the formula there."""
        if name not in self.steps:
            return lambda row, column: self._entered(self.calculator.declared[name], row, column)
        step, blocks = self.steps[name], self.workbook.blocks
        if name in self.behind:
            return self.behind[name].write()
        return lambda row, column: RowFormula(self.calculator, blocks, row, column).show(
            step.expression
        )

    def _entered(self, field: Input, row: int, column: int) -> str:
        """What the reader entered in the row (and column) with this number."""
        blocks, own = self.workbook.blocks, self.over[field.name]
        numbers = (row + 1, column + 1)
        places = [
            f"MATCH({number},{blocks[f'{table}_numbers'].place()},0)"
            for number, table in zip(numbers, own, strict=False)
        ]
        cell = f"INDEX({blocks[f'enter_{field.name}'].place()},{','.join(places)})"
        if field.is_text:
            return f"TRIM({cell})"
        return or_nothing(field, cell)


def _in_use(heads: list[Block]) -> str:
    """Whether the number of the row (and the name of the column) is there."""
    there = [f'{head.cells()}<>""' for head in heads]
    return there[0] if len(there) == 1 else f"AND({','.join(there)})"
