"""Two sheets of a workbook: what changes the headline most, and the scenarios behind it.

Each scenario moves one number by 10 percent, as ``Result.sensitivity`` does, and computes
every step that leads from it to the headline again, in a column of its own. What follows from
tables alone does not move.
"""

from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from seti_ta.calculators import Calculator
from seti_ta.calculators.functions import round_half_up as rounded
from seti_ta.calculators.reader import CLOCKS, Formula
from seti_ta.calculators.vocabulary import Input
from seti_ta.surfaces.entry_checks import as_entered, in_order
from seti_ta.surfaces.formula import (
    SheetFormula,
    given,
    or_nothing,
    quoted,
    round_half_up,
    written,
)
from seti_ta.surfaces.open_workbook import OpenWorkbook
from seti_ta.surfaces.sheet import Cell, Live, Sheet

#: The table of swings, on both sheets. ``low`` and ``high`` are the input, moved.
COLUMNS = ("input", "low", "headline_low", "high", "headline_high", "size", "rank")
SIZE, RANK = COLUMNS.index("size"), COLUMNS.index("rank")
#: The row of an input that is empty.
NO_SWING = [""] * len(COLUMNS)


def scenario_widths(calculator: Calculator) -> list[int]:
    """A label, then two columns for each number that moves, or the columns of the table."""
    return [34, *[16] * max(2 * len(_moving(calculator)), len(COLUMNS) - 1)]


def has_scenarios(calculator: Calculator) -> bool:
    """Whether a column can hold all that leads from the numbers to the headline: no matrix fits."""
    return bool(_moving(calculator)) and not any(
        len(each.over) == 2 for each in _behind_the_headline(calculator)
    )


def _moving(calculator: Calculator) -> list[Input]:
    return [field for field in calculator.inputs if field.can_move]


def write_what_matters(workbook: OpenWorkbook, sheet: Sheet, scenarios: Sheet) -> None:
    """The swings, largest first, and on the sheet ``scenarios`` how they are computed."""
    calculator, say = workbook.calculator, workbook.say
    table = _write_scenarios(workbook, scenarios)
    headline = calculator.headline
    sheet.across(calculator.title, "title")
    sheet.across(workbook.following(calculator.declared[headline].label), "strong")
    sheet.across(say("what_matters"))
    _header(workbook, sheet)
    first = sheet.next
    swings = dict(enumerate(workbook.result.sensitivity, start=1))
    for place in range(1, len(_moving(calculator)) + 1):
        found = f"MATCH({place},{table(RANK)},0)"
        formulas = [f"INDEX({table(column)},{found})" for column in range(RANK)] + [str(place)]
        if any(field.optional for field in _moving(calculator)):  # an empty one has no rank
            formulas = [f'IF({place}>COUNT({table(RANK)}),"",{each})' for each in formulas]
        values = _values(workbook, swings[place], place) if place in swings else NO_SWING
        sheet.row(_cells(workbook, list(map(workbook.unless_mending, formulas)), values))
    for column, name in enumerate(COLUMNS):
        workbook.names[f"swing_{name}"] = sheet.place(first, column, sheet.next - 1)


def _header(workbook: OpenWorkbook, sheet: Sheet) -> None:
    titles = [workbook.say(f"column.swing_{name}") for name in COLUMNS]
    sheet.row([Cell(titles[0], "header"), *(Cell(each, "number header") for each in titles[1:])])


def _values(workbook: OpenWorkbook, swing, rank: int) -> list:
    """A row of the table as Python computes it."""
    calculator, field = workbook.calculator, workbook.calculator.declared[swing.name]
    low, high = (calculator.write(field.name, field.held(end)) for end in (swing.low, swing.high))
    headlines = (swing.headline_low, swing.headline_high)
    at_low, at_high = (workbook.stored(calculator.headline, each) for each in headlines)
    size = rounded(swing.size, calculator.tie_digits)
    return [field.label, low, at_low, high, at_high, size, rank]


def _cells(workbook: OpenWorkbook, formulas: list[str], values: list) -> list[Cell]:
    money = workbook.number_format(workbook.calculator.headline)
    looks = [("label", "General"), *[("number", "General"), ("value", money)] * 2, ("value", money)]
    looks.append(("number", "0"))
    return [
        Cell(Live(formula, value), *look)
        for formula, value, look in zip(formulas, values, looks, strict=True)
    ]


# ---- Scenarios


@dataclass(frozen=True)
class _Scenario:
    """One input moved down or up within its range, and the column that computes it."""

    calculator: Calculator
    field: Input
    is_low: bool
    column: int

    @property
    def moved(self) -> str:
        """The formula of the moved input, as held. An end that breaks an order stays."""
        entered = as_entered(self.field, self.field.name)
        step = f"ABS({entered})/10"
        if self.field.whole:
            step = f"MAX(1,{round_half_up(step)})"
        if self.is_low:
            end = f"MAX({self.field.low!r},{entered}-{step})"
        else:
            end = f"MIN({self.field.high!r},{entered}+{step})"
        name, share = self.field.name, "/100" if self.field.is_percent else ""
        kept = [
            in_order(self.calculator, each, **{name: f"({end}){share}"})
            for each in self.calculator.orders
            if name in (each.lower, each.upper)
        ]
        if kept:
            end = f"IF(AND({','.join(kept)}),{end},{entered})"
        return f'IF({given(name)},{end}{share},"")' if self.field.optional else f"{end}{share}"


class _Column(SheetFormula):
    """Formulas over the cells of one scenario. ``rows`` has the first and last row of a name.

    A name that is not there does not move: its own cells are read, those of a column in the
    place ``place``.
    """

    def __init__(self, workbook: OpenWorkbook, column: int, rows: dict[str, tuple[int, int]]):
        super().__init__(workbook.calculator)
        self.blocks, self.column, self.rows = workbook.blocks, xl_col_to_name(column), rows
        self.time = self.place = 0

    def cells(self, first: int, last: int) -> str:
        start, end = f"{self.column}${first + 1}", f"{self.column}${last + 1}"
        return start if first == last else f"{start}:{end}"

    def name(self, name: str) -> str:
        if name in CLOCKS.values():
            return str(self.time)
        return self.cells(*self.rows[name]) if name in self.rows else name

    def at(self, name: str, *places: str) -> str:
        if name in self.rows:
            row = self.rows[name][0] + self.place
            return self.cells(row, row)
        return self.blocks[name].place(self.place)

    def down(self, name: str, place: str) -> str:
        return self.blocks[name].place(None, self.place)

    def same_time(self, name: str, clock: str) -> str:
        row = self.rows[name][0] + self.time - 1
        return self.cells(row, row)

    def so_far(self, name: str) -> str:
        first, _ = self.rows[name]
        return self.cells(first, first + self.time - 1)


def _write_scenarios(workbook: OpenWorkbook, sheet: Sheet):
    """Writes the sheet; a function from a column of its table to where that column is."""
    calculator, say = workbook.calculator, workbook.say
    numbers = _moving(calculator)
    sheet.across(calculator.title, "title", len(COLUMNS))
    sheet.across(say("scenarios"), columns=len(COLUMNS))
    _header(workbook, sheet)
    first, last = sheet.next, sheet.next + len(numbers) - 1
    scenarios = [
        _Scenario(calculator, field, is_low, 1 + 2 * place + (not is_low))
        for place, field in enumerate(numbers)
        for is_low in (True, False)
    ]
    rows = _rows(calculator, last + 4)
    order = [swing.name for swing in workbook.result.sensitivity]
    swings = {swing.name: swing for swing in workbook.result.sensitivity}
    for low, high in zip(scenarios[::2], scenarios[1::2], strict=True):
        row, field = sheet.next, low.field
        formulas = [quoted(field.label)]
        for each in (low, high):
            column = _Column(workbook, each.column, rows)
            moved = column.name(field.name)
            formulas += [written(calculator, field.name, moved), column.name(calculator.headline)]
        size, top = xl_rowcol_to_cell(row, SIZE), xl_rowcol_to_cell(first, SIZE, row_abs=True)
        sizes = sheet.place(first, SIZE, last)
        change = round_half_up(f"ABS({formulas[4]}-{formulas[2]})", str(calculator.tie_digits))
        if calculator.headline in calculator.may_be_empty:
            change = f"IF(COUNT({formulas[2]},{formulas[4]})=2,{change},0)"
        formulas.append(change)
        # Larger swings, and equal ones from the top down to this: ties keep their order.
        larger = f"SUMPRODUCT(ISNUMBER({sizes})*({sizes}>{size}))"
        formulas.append(f"{larger}+SUMPRODUCT(({top}:{size}={size})*1)")
        if field.optional:
            formulas = [f'IF({given(field.name)},{each},"")' for each in formulas]
        values = NO_SWING
        if field.name in swings:
            values = _values(workbook, swings[field.name], order.index(field.name) + 1)
        cells = _cells(workbook, list(map(workbook.unless_mending, formulas)), values)
        sheet.row([Cell(field.label, "label"), *cells[1:]])
    sheet.heading(say("scenario_steps"), len(COLUMNS))
    signs = (say("less"), say("more"))
    titles = [f"{each.field.label} {signs[not each.is_low]}" for each in scenarios]
    sheet.row([say("column.step"), *titles], "header")
    _write_columns(workbook, sheet, scenarios, rows)
    return lambda column: sheet.place(first, column, last)


def _behind_the_headline(calculator: Calculator) -> list[Formula]:
    """The steps that lead from the single inputs to the headline, and itself, in order."""
    needed, moving = calculator.needed({calculator.headline}), {f.name for f in calculator.inputs}
    for formula in calculator.formulas:
        moving |= {formula.name} if formula.reads & moving else set()
    return [each for each in calculator.formulas if each.name in needed & moving]


def _height(calculator: Calculator, formula: Formula) -> int:
    return calculator.table_of[formula.name].most if formula.over else formula.longest or 1


def _rows(calculator: Calculator, first: int) -> dict[str, tuple[int, int]]:
    """The first and last row of every input and step, one below the other."""
    heights = {field.name: 1 for field in calculator.inputs}
    steps = _behind_the_headline(calculator)
    heights |= {each.name: _height(calculator, each) for each in steps}
    rows = {}
    for name, height in heights.items():
        rows[name] = first, first + height - 1
        first += height
    return rows


def _write_columns(
    workbook: OpenWorkbook, sheet: Sheet, scenarios: list[_Scenario], rows: dict
) -> None:
    calculator = workbook.calculator
    columns = [_Column(workbook, each.column, rows) for each in scenarios]
    values = [_scenario_values(workbook, each) for each in scenarios]
    for field in calculator.inputs:
        formulas = [
            each.moved if each.field is field else or_nothing(field, field.name)
            for each in scenarios
        ]
        _scenario_row(workbook, sheet, field.name, field.label, formulas, values)
    for formula in _behind_the_headline(calculator):
        label = workbook.label(formula.name)
        if formula.over:
            _write_by_row(workbook, sheet, formula, columns, values)
        elif not formula.is_schedule:
            shown = [column.show(formula.expression) for column in columns]
            _scenario_row(workbook, sheet, formula.name, label, shown, values)
        for time in range(1, (formula.longest or 0) + 1):
            shown = []
            for column in columns:
                column.time = time
                until, value = column.show(formula.until), column.show(formula.expression)
                shown.append(f'IF({time}<={until},{value},"")')
            label = f"{calculator.term(formula.name)} {time}"
            _scenario_row(workbook, sheet, formula.name, label, shown, values, time)


def _write_by_row(workbook, sheet, formula: Formula, columns: list[_Column], values) -> None:
    """One row in the scenarios for each row of the table."""
    calculator, name = workbook.calculator, formula.name
    table = calculator.table_of[name]
    for place in range(table.most):
        shown = []
        for column in columns:
            column.place = place
            value = column.show(formula.expression)
            shown.append(f'IF({place + 1}<={table.name}_rows,{value},"")')
        label = f"{calculator.term(name)}, {table.row} {place + 1}"
        _scenario_row(workbook, sheet, name, label, shown, values, place + 1)


def _scenario_row(workbook, sheet, name, label, formulas, values, number=None) -> None:
    """The value of a step in each scenario; in the time or the row ``number``, if it has many."""
    cells = []
    for formula, scenario in zip(formulas, values, strict=True):
        value = scenario[name]
        if number:
            value = value[number - 1] if number <= len(value) else ""
        live = Live(workbook.unless_mending(formula), workbook.stored(name, value))
        cells.append(workbook.value(name, live, "number"))
    row = sheet.row([Cell(label, "label"), *cells])
    workbook.show_decimals(sheet, sheet.block(row, 1, 1, len(cells)), name)


def _scenario_values(workbook: OpenWorkbook, scenario: _Scenario) -> dict:
    """Every value of a scenario."""
    result, field = workbook.result, scenario.field
    calculator, swings = workbook.calculator, {each.name: each for each in result.sensitivity}
    swing = swings.get(field.name)  # an empty input does not move
    moved = swing and (swing.low if scenario.is_low else swing.high)
    held = {each.name: result.values[each.name] for each in calculator.fields}
    return dict(calculator.compute(**held | {field.name: field.held(moved)}))
