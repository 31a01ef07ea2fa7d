"""Writes a calculator as an .xlsx workbook: live formulas, input checks, sources, no macros.

Every input and step is a named cell. Formulas, sentences and checks are those of the
Python definition, and the value stored with each formula is what Python computes.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name, xl_range_abs

import seti_ta
from seti_ta.calculators import Calculator, checked_entry, checked_table
from seti_ta.calculators.reader import CLOCKS
from seti_ta.calculators.result import Result
from seti_ta.calculators.vocabulary import Input, Note, Rows, Table, Verdict
from seti_ta.edition import check_by_date, edition_date
from seti_ta.files import write_whole
from seti_ta.surfaces import entry_checks
from seti_ta.surfaces.attrition_sheet import WIDTHS as ATTRITION_WIDTHS
from seti_ta.surfaces.attrition_sheet import uses_attrition, write_attrition
from seti_ta.surfaces.formula import PRICE_INDEXES, SheetFormula, filled, quoted, sentence
from seti_ta.surfaces.open_workbook import CHECK, INPUT_COLUMNS, TO_MEND, OpenBook, OpenWorkbook
from seti_ta.surfaces.plain_formula import plain
from seti_ta.surfaces.presentation import standing, worked
from seti_ta.surfaces.prices_sheet import WIDTHS as PRICE_WIDTHS
from seti_ta.surfaces.prices_sheet import uses_prices, write_prices
from seti_ta.surfaces.row_steps import RowSteps
from seti_ta.surfaces.scenarios import has_scenarios, scenario_widths, write_what_matters
from seti_ta.surfaces.sheet import ACCENT, BAD, LINE, Cell, Live, Sheet
from seti_ta.surfaces.table_sheets import TableSheet


def write_all(folder: Path) -> list[Path]:
    """Writes ``<name>.xlsx`` for every calculator of this edition."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        write_workbook(each, folder / f"{each.name}.xlsx", edition_date(), check_by_date())
        for each in seti_ta.calculators.values()
    ]


def write_workbook(calculator: Calculator, path: Path, edition: date, check_by: date) -> Path:
    """Writes one workbook, whole or not at all. The same arguments give the same bytes.

    Raises:
        DefinitionError: where a name or a formula does not fit a sheet.
    """
    return write_whole(path, workbook_bytes(calculator(), edition, check_by))


def workbook_bytes(result: Result, edition: date, check_by: date) -> bytes:
    """A workbook that opens with the entries of a result."""
    workbook = OpenWorkbook(result, edition, check_by)
    write_sheets(workbook)
    return workbook.bytes()


def write_sheets(workbook: OpenWorkbook) -> None:
    """Writes every sheet. They stand in the order in which a reader wants them."""
    add, declared, schedules = workbook.add_sheet, workbook.calculator, workbook.schedules
    numbers = workbook.shows_what_matters and has_scenarios(declared)
    calculator = add("calculator", 28, 17, 14, 50, 13, 16, 38)
    tables = [TableSheet(workbook, each) for each in declared.tables]
    steps = add("steps", 38, 22, 66, 18, 16)
    rows = RowSteps(workbook) if tables else None
    times = add(declared.clock, 8, *[16] * len(schedules)) if schedules else None
    matters = add("what_matters", 34, 16, 18, 16, 18, 18, 10) if numbers else None
    sources = add("sources", 30, 22, 20, 42, 26, 46)
    prices = workbook.has_own_prices and uses_prices(declared) and add("prices", *PRICE_WIDTHS)
    attrition = add("attrition", *ATTRITION_WIDTHS) if uses_attrition(declared) else None
    scenarios = add("scenarios", *scenario_widths(declared)) if numbers else None

    choices = _sources(workbook, sources)
    for each in tables:
        each.write(choices)
    if prices:
        write_prices(workbook, prices)
    if attrition:
        write_attrition(workbook, attrition)
    if rows:
        rows.write()
    _steps(workbook, steps)
    chart_cells = _times(workbook, times) if times else {}
    _calculator(workbook, calculator, choices, chart_cells)
    if numbers:
        write_what_matters(workbook, matters, scenarios)


# ---- Calculator

LONGEST_CELL = 32767  # characters that Excel shows in one cell


def _calculator(
    workbook: OpenWorkbook, sheet: Sheet, choices: Mapping, chart_cells: Mapping
) -> None:
    calculator, say = workbook.calculator, workbook.say
    _top(workbook, sheet)
    if calculator.never_kept:
        sheet.across(say("never_kept"), "strong")
    sheet.across(say("how_to"))
    sheet.heading(say("inputs"))
    sheet.row(workbook.columns(*INPUT_COLUMNS))
    first = sheet.next
    for field in calculator.inputs:
        _input(workbook, sheet, field, choices)
    for table in calculator.tables:
        _table(workbook, sheet, table)
    if uses_prices(calculator):
        _prices(workbook, sheet)
    count_to_mend(workbook, sheet, first)
    _results(workbook, sheet, chart_cells)
    for number, verdict in enumerate(calculator.verdicts, start=1):
        _verdict(workbook, sheet, verdict, number)
    if calculator.warnings:
        sheet.heading(calculator.messages["page.notes"])
    for number, note in enumerate(calculator.warnings, start=1):
        row = sheet.across(_first_that_holds(workbook, (note,)))
        workbook.names[f"warning_{number}"] = sheet.place(row, 0)
    sheet.heading(say("limits"))
    for limit in calculator.limits:
        sheet.across(limit)
    _examples(workbook, sheet)
    sheet.next += 1
    row = sheet.across(workbook.version_until, "small")
    workbook.names["handbook_version"] = sheet.place(row, 0)


def _top(workbook: OpenWorkbook, sheet: Sheet) -> None:
    """What stays in view: the title, whether the inputs can be used, and the board sentence."""
    calculator, say = workbook.calculator, workbook.say
    sheet.across(say("enable_editing"), "notice")
    sheet.across(calculator.title, "title")
    sheet.across(calculator.question)
    mend = filled(say("mend", count="{count}"), {"count": TO_MEND})
    status = f"IF({TO_MEND}=0,{quoted(say('all_fine'))},{mend})"
    sheet.across(Live(status, say("all_fine"), say("mend", count=99)), "notice")
    row = sheet.across(_first_that_holds(workbook, calculator.board_sentence), "sentence")
    workbook.names["board_sentence"] = sheet.place(row, 0)
    sheet.sheet.freeze_panes(sheet.next, 0)


def _first_that_holds(workbook: OpenWorkbook, notes: tuple[Note, ...]) -> Live:
    """The first of the notes that holds, as a formula; nothing while an input is wrong."""
    calculator, values = workbook.calculator, workbook.result.values
    formula, shown = quoted(""), ""
    for note in reversed(notes):
        text = sentence(calculator, note.said)
        formula = f"IF({_holds(workbook, note)},{text},{formula})" if note.when else text
        if note.holds(values):
            shown = calculator.fill(note.said, values)
    longest = max((note.said for note in notes), key=len)
    return Live(workbook.unless_mending(formula), shown, longest)


def _holds(workbook: OpenWorkbook, note: Note) -> str:
    """Whether a note's condition is met, as a formula."""
    return note.when if workbook.shape(note.when) == "yes_no" else f"ISNUMBER({note.when})"


def _verdict(workbook: OpenWorkbook, sheet: Sheet, verdict: Verdict, number: int) -> None:
    """The answer in a word, and below it the reasons that hold, one a line."""
    sheet.heading(verdict.title)
    row = sheet.row([Cell(workbook.live(verdict.step), "strong")])
    workbook.names[f"verdict_{number}"] = sheet.place(row, 0)
    row = sheet.across(_all_that_hold(workbook, verdict.notes))
    workbook.names[f"reasons_{number}"] = sheet.place(row, 0)


def _all_that_hold(workbook: OpenWorkbook, notes: tuple[Note, ...]) -> Live:
    """The notes that hold as a formula, one a line; the row has room for all of them."""
    calculator, values = workbook.calculator, workbook.result.values
    lines, shown = [], []
    for note in notes:
        line = f"CHAR(10)&{sentence(calculator, note.said)}"
        lines.append(f'IF({_holds(workbook, note)},{line},"")' if note.when else line)
        if note.holds(values):
            shown.append(calculator.fill(note.said, values))
    joined = f"MID({'&'.join(lines)},2,{LONGEST_CELL})"
    longest = "\n".join(note.said for note in notes)
    return Live(workbook.unless_mending(joined), "\n".join(shown), longest)


def _input(workbook: OpenWorkbook, sheet: Sheet, field: Input, choices: Mapping) -> None:
    calculator, name = workbook.calculator, field.name
    row = sheet.row(
        [
            Cell(field.label, "label"),
            workbook.entry(field),
            calculator.unit_word(name),
            workbook.check(field),
            *workbook.start(field),
            field.help,
        ]
    )
    workbook.placed(sheet, row, field)
    cell = sheet.block(row, 1)
    workbook.show_decimals(sheet, cell, name)
    allowed = entry_checks.validation(calculator, field, choices)
    workbook.validate(sheet, cell, allowed, field.label, checked_entry.rule(calculator, field))


def _table(workbook: OpenWorkbook, sheet: Sheet, table: Table) -> None:
    """How many rows of a table are in use, and whether they all can be."""
    calculator, say, size = workbook.calculator, workbook.say, f"{table.name}_rows"
    numbers = workbook.blocks[f"{table.name}_numbers"]
    entered = len(workbook.result.entered[table.name])
    longest = checked_table.size_problem(calculator, table, table.most)
    row = sheet.row(
        [
            Cell(table.label, "label"),
            Cell(Live(f"COUNT({numbers.place()})", entered), "value"),
            say("rows_unit"),
            Live(_table_check(workbook, table, size), say("fine"), longest),
            Cell(len(table.rows), "number"),
            calculator.messages[f"grade.{table.source.grade}"],
            say("see_table", sheet=numbers.sheet),
        ]
    )
    workbook.names[size] = sheet.place(row, 1)
    workbook.names[f"check_{table.name}"] = sheet.place(row, CHECK)


def _table_check(workbook: OpenWorkbook, table: Table, size: str) -> str:
    """How many rows cannot be used, or the sentence of Python for too few rows."""
    say, rows = workbook.say, workbook.blocks[f"{table.name}_checks"]
    counted = (f"COUNTIF({rows.place()},{quoted(say(key))})" for key in ("fine", "not_counted"))
    bad = f"(ROWS({rows.place()})-{'-'.join(counted)})"
    to_mend = filled(say("rows_to_mend", count="{count}", sheet=rows.sheet), {"count": bad})
    problem = checked_table.size_problem(workbook.calculator, table, "{size}")
    sized = f"AND({size}>={table.least},{size}<={table.most})"
    sized = f"IF({sized},{quoted(say('fine'))},{filled(problem, {'size': size})})"
    return f"IF({bad}>0,{to_mend},{sized})"


def _prices(workbook: OpenWorkbook, sheet: Sheet) -> None:
    """Whether every year has an index."""
    say = workbook.say
    missing = f'ROWS({PRICE_INDEXES})-COUNTIF({PRICE_INDEXES},">0")'
    check = f"IF({missing}=0,{quoted(say('fine'))},{quoted(say('prices_to_mend'))})"
    live = Live(check, say("fine"), say("prices_to_mend"))
    how = say("see_prices", sheet=workbook.sheet_name("prices"))
    row = sheet.row([Cell(say("column.index"), "label"), "", "", live, "", "", how])
    workbook.names["check_prices"] = sheet.place(row, CHECK)


def count_to_mend(workbook: OpenBook, sheet: Sheet, first: int) -> None:
    """Counts the checks, from the row ``first`` on, that say something, and marks them."""
    fine, last = quoted(workbook.say("fine")), sheet.next - 1
    checked = xl_range_abs(first, CHECK, last, CHECK)
    count = f"ROWS({checked})-COUNTIF({checked},{fine})"
    row = sheet.row([workbook.say("to_mend"), Cell(Live(count, 0), "number")])
    workbook.names[TO_MEND] = sheet.place(row, 1)
    bad = workbook.book.add_format({"bold": True, "font_color": BAD})
    sheet.sheet.conditional_format(
        first, CHECK, last, CHECK, {"type": "cell", "criteria": "!=", "value": fine, "format": bad}
    )


RESULT_COLUMNS = ("result", "value", "unit")
CHART_SIZE = {"width": 800, "height": 400}
POINTS_A_PIXEL = 0.75
HIDDEN_AXIS = {"visible": False, "major_gridlines": {"visible": False}}
#: How the bars of rows show their numbers, by format.
ROW_FORMATS = {"dollars": "$#,##0", "cents": "$#,##0.00", "percent": "0.0%", "whole": "#,##0"}


def _results(workbook: OpenWorkbook, sheet: Sheet, chart_cells: Mapping) -> None:
    """Results on the left, their chart on the right, on a page of their own."""
    calculator = workbook.calculator
    if calculator.inputs:
        sheet.sheet.set_h_pagebreaks([sheet.next + 1])
    top = sheet.heading(calculator.messages["page.results"]) + 1
    sheet.row(workbook.columns(*RESULT_COLUMNS))
    for name in calculator.results:
        row = workbook.result_row(sheet, name)
        workbook.names[f"label_{name}"] = sheet.place(row, 0)
        workbook.names[f"result_{name}"] = sheet.place(row, 1)
    if calculator.chart.bars[0] in chart_cells:
        kind, chart = "chart_by_time", _time_chart(workbook, chart_cells)
    elif calculator.chart.labels:
        kind, chart = "chart_by_row", _row_chart(workbook)
    else:
        kind, chart = "chart", _bar_chart(workbook, sheet)
    chart.set_title({"name": calculator.chart.title, "name_font": {"size": 13}})
    chart.set_size(CHART_SIZE)
    sheet_of_times = calculator.clock and workbook.say(f"sheet.{calculator.clock}")
    alternative = workbook.say(kind, title=calculator.chart.title, sheet=sheet_of_times)
    options = {"description": alternative, "object_position": 2, "x_offset": 14, "y_offset": 8}
    sheet.sheet.insert_chart(top, len(RESULT_COLUMNS), chart, options)
    sheet.leave_room(top, CHART_SIZE["height"] * POINTS_A_PIXEL + 10)
    for number, each in enumerate(calculator.row_results, start=1):
        _row_results(workbook, sheet, each, number)


def _row_results(workbook: OpenWorkbook, sheet: Sheet, shown: Rows, number: int) -> None:
    """Some columns of one table side by side. A matrix stands on the sheet Row by row."""
    sheet.heading(shown.title)
    if (matrix := shown.columns[0]) in workbook.calculator.matrices:
        block = workbook.blocks[matrix]
        workbook.names[f"rows_{number}_{matrix}"] = block.place()
        sheet.across(workbook.say("see_matrix", sheet=block.sheet))
        return
    sheet.row([Cell(workbook.label(name), "header") for name in shown.columns])
    blocks, first = [workbook.blocks[name] for name in shown.columns], sheet.next
    for place in range(blocks[0].height):
        cells = []
        for name, block in zip(shown.columns, blocks, strict=True):
            values = workbook.result.values[name]
            value = workbook.stored(name, values[place] if place < len(values) else None)
            style = "cell" if cells else "label"
            cells.append(workbook.value(name, Live(block.place(place), value), style))
        sheet.row(cells)
    for column, (name, block) in enumerate(zip(shown.columns, blocks, strict=True)):
        cells = sheet.block(first, column, block.height)
        workbook.name_block(f"rows_{number}_{name}", cells)
        workbook.show_decimals(sheet, cells, name)


def _bar_chart(workbook: OpenWorkbook, sheet: Sheet):
    """Bars for some steps. Their numbers stand beside it, for those who cannot see it."""
    title, bars = workbook.calculator.chart.title, workbook.calculator.chart.bars
    sheet.heading(title, len(RESULT_COLUMNS))
    rows = [workbook.result_row(sheet, name) for name in bars]
    labels, values = (sheet.place(rows[0], column, rows[-1]) for column in (0, 1))
    return _bars(workbook, labels, values, {"value": True})


def _row_chart(workbook: OpenWorkbook):
    """Bars for the rows of a table: amounts, shares or scores, none of them below zero."""
    chart = workbook.calculator.chart
    labels, values = (workbook.blocks[name].place() for name in (chart.labels, chart.bars[0]))
    shown = ROW_FORMATS.get(workbook.shape(chart.bars[0]), "0.0")
    # A row that is not in use has no number: its bar, of length zero, has none either.
    bars = _bars(workbook, labels, values, {"value": True, "num_format": f"{shown};-{shown};"})
    # Bars that begin elsewhere make a small difference look like a large one.
    bars.set_x_axis(HIDDEN_AXIS | {"min": 0})
    return bars


def _bars(workbook: OpenWorkbook, labels: str, values: str, data_labels: dict):
    chart = workbook.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": workbook.calculator.chart.title,
            "categories": f"={labels}",
            "values": f"={values}",
            "fill": {"color": ACCENT},
            "gap": 40,
            "data_labels": data_labels,
        }
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    chart.set_x_axis(HIDDEN_AXIS)
    return chart


def _time_chart(workbook: OpenWorkbook, chart_cells: Mapping):
    """Columns for the years or months of a schedule, between its low and its high."""
    declared = workbook.calculator.chart
    names = [name for name in (declared.low, *declared.bars, declared.high) if name]
    shades = ("#9CC3CC", ACCENT, "#4D5A5F") if len(names) == 3 else (ACCENT,) * len(names)
    chart = workbook.book.add_chart({"type": "column"})
    for name, shade in zip(names, shades, strict=True):
        place, header, column, last = chart_cells[name]
        chart.add_series(
            {
                "name": [place, header, column],
                "categories": [place, header + 1, 0, last, 0],
                "values": [place, header + 1, column, last, column],
                "fill": {"color": shade},
                "gap": 60,
            }
        )
    chart.set_legend({"position": "bottom"})
    clock = workbook.say(f"column.{workbook.calculator.clock}")
    chart.set_x_axis({"name": clock, "label_position": "low"})
    chart.set_y_axis(
        {
            "num_format": workbook.number_format(names[0]),
            "major_gridlines": {"visible": True, "line": {"color": LINE}},
        }
    )
    return chart


def _examples(workbook: OpenWorkbook, sheet: Sheet) -> None:
    sheet.heading(workbook.say("examples"))
    for example in workbook.calculator.examples:
        sheet.across(worked(workbook.calculator, example))


# ---- How it works


def _steps(workbook: OpenWorkbook, sheet: Sheet) -> None:
    calculator, say = workbook.calculator, workbook.say
    sheet.across(calculator.title, "title")
    sheet.across(say("how_it_works"))
    header = sheet.row(workbook.columns("step", "name", "formula", "value", "unit"))
    sheet.sheet.repeat_rows(header)
    sheet.sheet.freeze_panes(sheet.next, 1)
    printer = SheetFormula(calculator)
    for step, formula in zip(calculator.steps, calculator.formulas, strict=True):
        name, words = step.name, plain(formula, calculator)
        if not formula.is_scalar:
            kind = formula.clock or "rows"
            value = Cell(say("see_sheet", sheet=workbook.sheet_name(kind)), "number")
        else:
            shown = workbook.unless_mending(printer.show(formula.expression))
            value = workbook.value(name, replace(workbook.live(name), formula=shown))
        row = sheet.row(
            [
                Cell(workbook.label(name), "label"),
                name,
                workbook.following(f"{words}\n{step.help}" if step.help else words),
                value,
                calculator.unit_word(name),
            ]
        )
        if formula.is_scalar:
            workbook.names[name] = sheet.place(row, 3)
            workbook.show_decimals(sheet, sheet.block(row, 3), name)


# ---- Year by year, or month by month


class _TimeRow(SheetFormula):
    """Formulas of a schedule in the row of one year or month. Rows are counted from 1."""

    def __init__(self, calculator: Calculator, columns: Mapping[str, str], first: int, row: int):
        super().__init__(calculator)
        self.columns, self.first, self.row = columns, first, row

    def name(self, name: str) -> str:
        return f"$A{self.row}" if name in CLOCKS.values() else name

    def same_time(self, name: str, clock: str) -> str:
        return f"{self.columns[name]}{self.row}"

    def so_far(self, name: str) -> str:
        return f"{self.columns[name]}${self.first}:{self.columns[name]}{self.row}"


def _times(workbook: OpenWorkbook, sheet: Sheet) -> dict[str, tuple[str, int, int, int]]:
    """Writes one column a schedule; its sheet, header row, column and last row by name."""
    calculator, schedules = workbook.calculator, workbook.schedules
    sheet.across(calculator.title, "title")
    sheet.across(workbook.say(calculator.clock))
    clock = workbook.say(f"column.{calculator.clock}")
    header = sheet.row([clock, *map(workbook.label, schedules)], "header")
    sheet.sheet.repeat_rows(header)
    sheet.sheet.freeze_panes(sheet.next, 1)
    columns = {name: xl_col_to_name(at) for at, name in enumerate(schedules, start=1)}
    for time in range(1, max(each.longest for each in schedules.values()) + 1):
        printer = _TimeRow(calculator, columns, header + 2, sheet.next + 1)
        cells = (_at_time(workbook, printer, name, time) for name in schedules)
        sheet.row([Cell(time, "label"), *cells])
    places = {}
    for column, (name, formula) in enumerate(schedules.items(), start=1):
        last = header + formula.longest
        workbook.names[name] = sheet.place(header + 1, column, last)
        places[name] = sheet.name, header, column, last
    return places


def _at_time(workbook: OpenWorkbook, printer: _TimeRow, name: str, time: int) -> Cell | str:
    formula = workbook.schedules[name]
    if time > formula.longest:
        return ""
    counted = f"{printer.name(formula.clock)}<={printer.show(formula.until)}"
    shown = f'IF({counted},{printer.show(formula.expression)},"")'
    values = dict(enumerate(workbook.result.values[name], start=1))
    return workbook.value(name, Live(workbook.unless_mending(shown), values.get(time, "")))


# ---- Sources

SOURCE_COLUMNS = ("grade", "source", "locator", "address")


def _sources(workbook: OpenWorkbook, sheet: Sheet) -> dict[str, str]:
    """Writes the sheet; where each choice finds its list, by input."""
    calculator, say = workbook.calculator, workbook.say
    sheet.across(calculator.title, "title")
    sheet.across(say("sources"))
    sheet.heading(say("default_sources"))
    sheet.row(workbook.columns("input", "default", *SOURCE_COLUMNS))
    for field in calculator.inputs:
        default = Cell(workbook.defaults.written(field.name), "number")
        sheet.row([Cell(field.label, "label"), default, *workbook.source(field.source)])
    for table in calculator.tables:
        rows = Cell(f"{len(table.rows)} {say('rows_unit')}", "number")
        sheet.row([Cell(table.label, "label"), rows, *workbook.source(table.source)])
        for field in table.columns:
            label = Cell(f"{table.label}: {field.label}", "label")
            sheet.row([label, "", *workbook.source(field.source)])
    _standing(workbook, sheet)
    _published(workbook, sheet)
    _presets(workbook, sheet)
    choices = _choices(workbook, sheet)
    sheet.heading(say("about"))
    for text in (workbook.version, say("independence"), say("licence")):
        sheet.across(text)
    return choices


def _standing(workbook: OpenWorkbook, sheet: Sheet) -> None:
    """The fixed numbers, each a named cell, and the rules of the notes."""
    calculator = workbook.calculator
    if not standing(calculator):
        return
    sheet.heading(calculator.messages["page.standing"])
    sheet.row(workbook.columns("fixed", "value", *SOURCE_COLUMNS))
    for each in calculator.constants:
        value = workbook.value(each.name, each.held, "number")
        row = sheet.row([Cell(each.label, "label"), value, *workbook.source(each.source)])
        workbook.names[each.name] = sheet.place(row, 1)
        workbook.show_decimals(sheet, sheet.block(row, 1), each.name)
    for source, numbers in standing(calculator).items():
        if not numbers:
            sheet.row(["", "", *workbook.source(source)])


def _published(workbook: OpenWorkbook, sheet: Sheet) -> None:
    calculator = workbook.calculator
    published = [(field, each) for field in calculator.fields for each in field.references]
    if not published:
        return
    sheet.heading(workbook.say("published"))
    sheet.row(workbook.columns("published", "value", *SOURCE_COLUMNS))
    for field, each in published:
        label = Cell(f"{field.label}: {each.label}", "label")
        value = Cell(calculator.write(field.name, field.held(each.value)), "number")
        sheet.row([label, value, *workbook.source(each.source)])


def _presets(workbook: OpenWorkbook, sheet: Sheet) -> None:
    presets = workbook.calculator.presets
    if not presets:
        return
    sheet.heading(workbook.calculator.presets_label)
    sheet.row(workbook.columns("preset", "enter", *SOURCE_COLUMNS))
    for preset in presets:
        grade, citation, *where = workbook.source(preset.source)
        details = [f"{label} — {text}" for label, text in preset.details.items()]
        source = "\n".join([*details, citation])
        label = Cell(preset.label, "label")
        sheet.row([label, workbook.entries(preset.values), grade, source, *where])


def _choices(workbook: OpenWorkbook, sheet: Sheet) -> dict[str, str]:
    fields = [field for field in workbook.calculator.fields if field.choices]
    if fields:
        sheet.heading(workbook.say("choices"))
    places = {}
    for field in fields:
        labels = field.choices.values()
        rows = [sheet.row([Cell(field.label, "label"), label]) for label in labels]
        places[field.name] = sheet.place(rows[0], 1, rows[-1])
    return places
