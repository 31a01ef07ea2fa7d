"""The sheets on which a reader fills in tables: one for each, with a row for each entry.

A row counts if any of its cells is filled; those that count are numbered from the top, so
that gaps do no harm. To remove a row, a reader empties it.
"""

from collections.abc import Iterator, Mapping

from xlsxwriter.utility import xl_rowcol_to_cell

from seti_ta.calculators import checked_entry, checked_input, checked_table
from seti_ta.calculators.vocabulary import Input, Order, Table
from seti_ta.surfaces.entry_checks import good, in_order, longest_problem, problem, validation
from seti_ta.surfaces.formula import filled, quoted, written
from seti_ta.surfaces.open_workbook import OpenWorkbook
from seti_ta.surfaces.sheet import BAD, Block, Cell, Live

NUMBER_WIDTH, TEXT_WIDTH, CHOICE_WIDTH, VALUE_WIDTH, ACROSS_WIDTH, MEND_WIDTH = 6, 24, 18, 14, 10, 8
#: The check takes what is left of a printed page that can be read.
PAGE_WIDTH, LEAST_CHECK_WIDTH = 150, 40


class TableSheet:
    """One table's sheet: its number column, the columns of the reader, and a check of each row."""

    def __init__(self, workbook: OpenWorkbook, table: Table):
        self.workbook, self.table = workbook, table
        self.calculator = workbook.calculator
        self.tables = {each.name: each for each in self.calculator.tables}
        widths = [NUMBER_WIDTH]
        self.columns: dict[str, tuple[int, int]] = {}  # the first and the number of them
        for field in table.columns:
            count = self.tables[field.across].most if field.across else 1
            self.columns[field.name] = len(widths), count
            widths += [_width(field)] * count
        self.cell_count = len(widths) - 1
        self.orders = [
            each
            for each in self.calculator.orders
            if self.calculator.table_of.get(each.lower) is table
        ]
        self.check, self.mend = len(widths), len(widths) + 1
        widths += [max(LEAST_CHECK_WIDTH, PAGE_WIDTH - sum(widths)), MEND_WIDTH]
        self.sheet = workbook.add_named_sheet(table.label, *widths)

    def write(self, choices: Mapping[str, str]) -> None:
        self._top()
        first = self._header()
        most, name = self.table.most, self.table.name
        block = self.sheet.block
        self.workbook.name_block(f"{name}_numbers", block(first, 0, most))
        self.workbook.name_block(f"{name}_checks", block(first, self.check, most))
        for field, (column, width) in zip(self.table.columns, self.columns.values(), strict=True):
            entries = block(first, column, most, width)
            self.workbook.name_block(f"enter_{field.name}", entries)
            self._validate(field, entries, choices)
        for place in range(most):
            self._row(first + place, place)
        self._mark(first)
        self.sheet.sheet.print_area(0, 0, first + most - 1, self.check)
        self.sheet.sheet.repeat_rows(first - 1)
        self.sheet.sheet.freeze_panes(first, 2)

    def _top(self) -> None:
        say, table, columns = self.workbook.say, self.table, self.check + 1
        self.sheet.across(table.label, "title", columns)
        helps = [f"{field.label}: {field.help}" for field in table.columns if field.help]
        how = say("type_rows", least=table.least, most=table.most)
        for text in filter(None, [table.help, how, *helps]):
            self.sheet.across(text, columns=columns)
        check, fine = f"check_{table.name}", say("fine")
        size = checked_table.size_problem(self.calculator, table, table.most)
        status = f"IF({check}={quoted(fine)},{quoted(say('rows_fine'))},{check})"
        self.sheet.across(Live(status, say("rows_fine"), size), "notice", columns)
        self.sheet.next += 1

    def _header(self) -> int:
        """Writes the header, of a matrix in two rows; the row below it."""
        sheet = self.sheet
        if any(field.across for field in self.table.columns):
            above = ["" for _ in sheet.widths]
            for field in self.table.columns:
                if field.across:
                    above[self.columns[field.name][0]] = field.label
            sheet.row(above, "header")
        cells = self.workbook.columns("number")
        for field in self.table.columns:
            if field.across:
                cells += self._names(field)
            else:
                cells.append(Cell(field.label, "number header" if field.is_number else "header"))
        return sheet.row([*cells, *self.workbook.columns("check", "mend")]) + 1

    def _names(self, field: Input) -> list[Cell]:
        """A heading for each row of the other table, empty where that row is not in use."""
        other = self.tables[field.across]
        numbers = self.workbook.blocks[f"{other.name}_numbers"]
        names = self.workbook.blocks[f"enter_{other.named_by.name}"]
        known = self.workbook.result.values[other.named_by.name]
        cells = []
        for place in range(other.most):
            number, name = numbers.place(place), names.place(place)
            shown = f"{place + 1}. {known[place]}" if place < len(known) else ""
            formula = f'IF({number}="","",{number}&". "&TRIM({name}))'
            longest = "x" * checked_entry.LONGEST_NAME
            cells.append(Cell(Live(formula, shown, longest), "number header"))
        return cells

    def _validate(self, field: Input, entries: Block, choices: Mapping[str, str]) -> None:
        label = f"{self.table.row}, {field.label}"
        self.workbook.validate(
            self.sheet,
            entries,
            validation(self.calculator, field, choices),
            field.label,
            checked_entry.rule(self.calculator, field, label),
        )

    # One row

    def _row(self, row: int, place: int) -> None:
        """Writes the row's number, its cells, its check, and which cell is to be mended."""
        known = place < len(self.workbook.result.entered[self.table.name])
        cells = [Cell(Live(self._number(row), place + 1 if known else ""), "place")]
        for field in self.table.columns:
            cells += self._entries(field, place)
        fine, unused = self.workbook.say("fine"), self.workbook.say("not_counted")
        longest = max(self._longest_problems(), key=len)
        cells.append(Cell(Live(self._check(row), fine if known else unused, longest), "cell"))
        cells.append(Cell(Live(self._first_to_mend(row), 0 if known else ""), "place", "0;;"))
        self.sheet.row(cells)

    def _entries(self, field: Input, place: int) -> list[Cell]:
        name, count = field.name, self.columns[field.name][1]
        rows = self.workbook.result.values[name]
        values = rows[place] if place < len(rows) else []
        values = list(values) if isinstance(values, list) else [values]
        style = "entry" if field.is_number else "text entry"
        # A name such as 1-2 stays what was typed.
        look = "@" if field.is_text else self.workbook.number_format(name)
        return [
            Cell(self.workbook.stored(name, value), style, look)
            for value in values + [None] * (count - len(values))
        ]

    def _cells(self, row: int, field: Input) -> Block:
        column, count = self.columns[field.name]
        return self.sheet.block(row, column, 1, count)

    def _heads(self, field: Input) -> Block:
        """The headings over a matrix."""
        return self._cells(self._first_row - 1, field)

    def _number(self, row: int) -> str:
        """The number of the row among those in use: it has a filled cell."""
        filled_cells = []
        for field in self.table.columns:
            cells = self._cells(row, field).cells()
            if field.across:
                heads = self._heads(field).cells()
                filled_cells.append(f'SUMPRODUCT(({heads}<>"")*LEN(TRIM({cells})))')
            else:
                filled_cells.append(f"LEN(TRIM({cells}))")
        top = self._first_row - 1
        above = self.sheet.block(top, 0, row - top).cells()
        return f'IF({"+".join(filled_cells)}>0,COUNT({above})+1,"")'

    def _first_to_mend(self, row: int) -> str:
        """The place of the first cell that cannot be used, or 0; nothing in an unused row.

        After the cells come the orders, which count once every cell alone can be used.
        """
        place = self.cell_count
        found = "0"
        for number, order in reversed(list(enumerate(self.orders, start=1))):
            keeps = in_order(self.calculator, order, **self._ordered(row, order))
            found = f"IF({keeps},{found},{place + number})"
        for field in reversed(self.table.columns):
            for at in reversed(range(self.columns[field.name][1])):
                usable = self._usable(row, field, at)
                found = f"IF({usable},{found},{place})"
                place -= 1
        return f'IF({self._in_row(row, 0)}="","",{found})'

    def _usable(self, row: int, field: Input, at: int) -> str:
        """Whether a cell can be used: on its own, under its heading, and as the row's name."""
        usable = good(field, self._cells(row, field).cells(0, at))
        if field.across:
            return f'IF({self._heads(field).cells(0, at)}="",TRUE,{usable})'
        if self._differs_from_above(row, field):
            return f"IF({usable},{self._rows_up(row)}=0,FALSE)"
        return usable

    def _differs_from_above(self, row: int, field: Input) -> bool:
        """Whether the cell holds a name that no row above may have."""
        is_name = self.table.unique and field is self.table.named_by
        return is_name and row > self._first_row

    @property
    def _first_row(self) -> int:
        return self.workbook.blocks[f"{self.table.name}_numbers"].row

    def _rows_up(self, row: int) -> str:
        """How far above the first row with the same name stands; 0, if there is none.

        COUNTIF and MATCH would read a name such as * as a pattern.
        """
        column, first = self.columns[self.table.named_by.name][0], self._first_row
        cell = self._in_row(row, column)
        above = self.sheet.block(first, column, row - first).cells()
        same = f"EXACT(LOWER(TRIM({above})),LOWER(TRIM({cell})))"
        return f"SUMPRODUCT(MAX({same}*(ROW({cell})-ROW({above}))))"

    def _same_name_problem(self, row: int, field: Input, cell: str) -> str:
        """The sentence of Python for the name of a row above."""
        first = self._first_row
        numbers = self.sheet.block(first, 0, row - first).cells()
        rule = checked_table.name_rule(self.calculator, self.table, "{number}", "{first}")
        fields = {
            "number": self._in_row(row, 0),
            "first": f"INDEX({numbers},{row - first + 1}-{self._rows_up(row)})",
        }
        return problem(self.calculator, field, cell, filled(rule, fields))

    def _check(self, row: int) -> str:
        """The sentence of Python for the first cell that cannot be used, or is out of order."""
        mend = self._in_row(row, self.mend)
        sentence, place = quoted(""), self.cell_count
        for number, order in reversed(list(enumerate(self.orders, start=1))):
            broken = self._order_problem(row, order)
            sentence = f"IF({mend}={place + number},{broken},{sentence})"
        for field in reversed(self.table.columns):
            count = self.columns[field.name][1]
            place -= count
            cells = self._cells(row, field).cells()
            fields = {"number": self._in_row(row, 0)}
            if field.across:
                at = f"{mend}-{place}"
                numbers = self.workbook.blocks[f"{field.across}_numbers"].place()
                fields["place"] = f"INDEX({numbers},{at})"
                cells = f"INDEX({cells},{at})"
            rule = filled(self._rule(field, "{number}", "{place}"), fields)
            shown = problem(self.calculator, field, cells, rule)
            if self._differs_from_above(row, field):
                same = self._same_name_problem(row, field, cells)
                shown = f"IF({good(field, cells)},{same},{shown})"
            sentence = f"IF({mend}<={place + count},{shown},{sentence})"
        fine, unused = (quoted(self.workbook.say(key)) for key in ("fine", "not_counted"))
        return f'IF({self._in_row(row, 0)}="",{unused},IF({mend}=0,{fine},{sentence}))'

    def _order_problem(self, row: int, order: Order) -> str:
        """The sentence of Python for two cells in the wrong order."""
        cells = self._ordered(row, order)
        lower, upper = (self.calculator.declared[name] for name in cells)
        label = checked_table.cell_label(self.calculator, lower, "{number}")
        sentence = checked_input.order_rule(self.calculator, order, label)
        limit = written(self.calculator, upper.name, cells[upper.name])
        rule = filled(sentence, {"number": self._in_row(row, 0), "value": limit})
        return problem(self.calculator, lower, cells[lower.name], rule)

    def _ordered(self, row: int, order: Order) -> dict[str, str]:
        """Where the two cells of an order stand in a row."""
        names = (order.lower, order.upper)
        return {name: self._in_row(row, self.columns[name][0]) for name in names}

    def _rule(self, field: Input, number: int | str, place: int | str) -> str:
        place = place if field.across else 0
        label = checked_table.cell_label(self.calculator, field, number, place)
        return checked_entry.rule(self.calculator, field, label)

    def _longest_problems(self) -> Iterator[str]:
        for field in self.table.columns:
            yield longest_problem(self.calculator, self._rule(field, 10, 10))
        if self.table.unique:
            rule = checked_table.name_rule(self.calculator, self.table, 10, 10)
            yield longest_problem(self.calculator, rule)

    def _in_row(self, row: int, column: int) -> str:
        return self.sheet.block(row, column).cells()

    def _mark(self, first: int) -> None:
        """Checks that say something are bold and red."""
        bad = self.workbook.book.add_format({"bold": True, "font_color": BAD})
        cell = xl_rowcol_to_cell(first, self.mend, col_abs=True)
        rule = {"type": "formula", "criteria": f"=N({cell})>0", "format": bad}
        last = first + self.table.most - 1
        self.sheet.sheet.conditional_format(first, self.check, last, self.check, rule)


def _width(field: Input) -> int:
    if field.across:
        return ACROSS_WIDTH
    return TEXT_WIDTH if field.is_text else CHOICE_WIDTH if field.choices else VALUE_WIDTH
