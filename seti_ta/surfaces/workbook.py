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
from seti_ta.calculators import Calculator
from seti_ta.calculators import checked_input as checks
from seti_ta.calculators.result import Result
from seti_ta.calculators.vocabulary import Input, Note
from seti_ta.edition import check_by_date, edition_date
from seti_ta.files import write_whole
from seti_ta.surfaces.formula import SheetFormula, echo, filled, quoted, sentence
from seti_ta.surfaces.open_workbook import TO_MEND, OpenWorkbook
from seti_ta.surfaces.plain_formula import plain
from seti_ta.surfaces.scenarios import write_what_matters
from seti_ta.surfaces.sheet import ACCENT, BAD, LINE, Cell, Live, Sheet

# What Excel takes at most in the prompt and the message of an input cell.
LONGEST_PROMPT, LONGEST_PROMPT_TITLE = 255, 32


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
    return _filled(OpenWorkbook(result, edition, check_by)).bytes()


def _filled(workbook: OpenWorkbook) -> OpenWorkbook:
    """Writes every sheet. They stand in the order in which a reader wants them."""
    add, schedules = workbook.add_sheet, workbook.schedules
    calculator = add("calculator", 28, 17, 14, 50, 13, 16, 38)
    steps = add("steps", 38, 22, 66, 18, 16)
    years = add("years", 8, *[16] * len(schedules)) if schedules else None
    matters = add("what_matters", 34, 16, 18, 16, 18, 18, 10)
    sources = add("sources", 30, 22, 20, 42, 26, 46)
    numbers = [each for each in workbook.calculator.inputs if not each.choices]
    scenarios = add("scenarios", 34, *[16] * 2 * len(numbers))

    choices = _sources(workbook, sources)
    _steps(workbook, steps)
    chart_cells = _years(workbook, years) if years else {}
    _calculator(workbook, calculator, choices, chart_cells)
    write_what_matters(workbook, matters, scenarios)
    return workbook


def _shorten(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


# ---- Calculator

INPUT_COLUMNS = ("input", "value", "unit", "check", "default", "grade", "help")
CHECK = INPUT_COLUMNS.index("check")


def _calculator(
    workbook: OpenWorkbook, sheet: Sheet, choices: Mapping, chart_cells: Mapping
) -> None:
    calculator, say = workbook.calculator, workbook.say
    _top(workbook, sheet)
    sheet.across(say("how_to"))
    sheet.heading(say("inputs"))
    sheet.row(workbook.columns(*INPUT_COLUMNS))
    first = sheet.next
    for field in calculator.inputs:
        _input(workbook, sheet, field, choices)
    _count_to_mend(workbook, sheet, first)
    _results(workbook, sheet, chart_cells)
    if calculator.warnings:
        sheet.heading(say("warnings"))
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
        text = sentence(calculator, note.text)
        formula = f"IF({note.when},{text},{formula})" if note.when else text
        if not note.when or values[note.when]:
            shown = calculator.fill(note.text, values)
    longest = max((note.text for note in notes), key=len)
    return Live(workbook.unless_mending(formula), shown, longest)


def _input(workbook: OpenWorkbook, sheet: Sheet, field: Input, choices: Mapping) -> None:
    calculator, name = workbook.calculator, field.name
    entered = workbook.stored(name, workbook.result.values[name])
    row = sheet.row(
        [
            Cell(field.label, "label"),
            workbook.value(name, entered, "entry"),
            calculator.unit_word(name),
            _check(workbook, field),
            Cell(workbook.defaults.written(name), "number"),
            calculator.messages[f"grade.{field.source.grade}"],
            field.help,
        ]
    )
    workbook.names[name] = sheet.place(row, 1)
    workbook.names[f"check_{name}"] = sheet.place(row, CHECK)
    workbook.show_decimals(sheet, row, range(1, 2), name)
    if field.choices:
        allowed = {"validate": "list", "source": f"={choices[name]}"}
    else:
        allowed = {
            "validate": "integer" if field.whole else "decimal",
            "criteria": "between",
            "minimum": field.held(field.low),
            "maximum": field.held(field.high),
        }
    rule, title = checks.rule(calculator, field), _shorten(field.label, LONGEST_PROMPT_TITLE)
    prompts = {
        "error_title": title,
        "error_message": _shorten(rule, LONGEST_PROMPT),
        "input_title": title,
        "input_message": _shorten(rule, LONGEST_PROMPT),
    }
    sheet.sheet.data_validation(row, 1, row, 1, allowed | prompts)


def _check(workbook: OpenWorkbook, field: Input) -> Live:
    """The sentence that Python gives for this entry, as a formula, or that it is fine."""
    messages, name, fine = workbook.calculator.messages, field.name, workbook.say("fine")
    if field.choices:
        same = ",".join(f"{name}={quoted(label)}" for label in field.choices.values())
        good = f"OR({same})"
    else:
        whole = f",INT({name})={name}" if field.whole else ""
        low, high = field.held(field.low), field.held(field.high)
        good = f"IF(ISNUMBER({name}),AND({name}>={low!r},{name}<={high!r}{whole}),FALSE)"
    rule = checks.rule(workbook.calculator, field) + " "
    shown = echo(messages, name, "100*" if field.is_percent else "")
    longest = rule + messages["input.entered"].format(value="x" * checks.LONGEST_ECHO)
    return Live(f"IF({good},{quoted(fine)},{quoted(rule)}&{shown})", fine, longest)


def _count_to_mend(workbook: OpenWorkbook, sheet: Sheet, first: int) -> None:
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


def _results(workbook: OpenWorkbook, sheet: Sheet, chart_cells: Mapping) -> None:
    """Results on the left, their chart on the right, on a page of their own."""
    calculator = workbook.calculator
    sheet.sheet.set_h_pagebreaks([sheet.next + 1])
    top = sheet.heading(workbook.say("results")) + 1
    sheet.row(workbook.columns(*RESULT_COLUMNS))
    for name in calculator.results:
        row = workbook.result_row(sheet, name)
        workbook.names[f"label_{name}"] = sheet.place(row, 0)
        workbook.names[f"result_{name}"] = sheet.place(row, 1)
    by_year = calculator.chart.bars[0] in chart_cells
    chart = _year_chart(workbook, chart_cells) if by_year else _bar_chart(workbook, sheet)
    chart.set_title({"name": calculator.chart.title, "name_font": {"size": 13}})
    chart.set_size(CHART_SIZE)
    alternative = workbook.say(
        "chart_by_year" if by_year else "chart", title=calculator.chart.title
    )
    options = {"description": alternative, "object_position": 2, "x_offset": 14, "y_offset": 8}
    sheet.sheet.insert_chart(top, len(RESULT_COLUMNS), chart, options)
    sheet.leave_room(top, CHART_SIZE["height"] * POINTS_A_PIXEL + 10)


def _bar_chart(workbook: OpenWorkbook, sheet: Sheet):
    """Bars for some steps. Their numbers stand beside it, for those who cannot see it."""
    title, bars = workbook.calculator.chart.title, workbook.calculator.chart.bars
    sheet.heading(title, len(RESULT_COLUMNS))
    rows = [workbook.result_row(sheet, name) for name in bars]
    chart = workbook.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": title,
            "categories": [sheet.name, rows[0], 0, rows[-1], 0],
            "values": [sheet.name, rows[0], 1, rows[-1], 1],
            "fill": {"color": ACCENT},
            "gap": 40,
            "data_labels": {"value": True},
        }
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    return chart


def _year_chart(workbook: OpenWorkbook, chart_cells: Mapping):
    """Columns for the years of a schedule, between its low and its high."""
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
    chart.set_x_axis({"name": workbook.say("column.year"), "label_position": "low"})
    chart.set_y_axis(
        {
            "num_format": workbook.number_format(names[0]),
            "major_gridlines": {"visible": True, "line": {"color": LINE}},
        }
    )
    return chart


def _examples(workbook: OpenWorkbook, sheet: Sheet) -> None:
    calculator, say = workbook.calculator, workbook.say
    sheet.heading(say("examples"))
    for example in calculator.examples:
        result = calculator(**example.inputs)
        inputs = workbook.entries(example.inputs) or say("defaults")
        results = "; ".join(
            f"{result.label(name)} {text}" for name, text in example.results.items()
        )
        sheet.across(say("example", inputs=inputs, results=results, source=example.source))


# ---- How it works


def _steps(workbook: OpenWorkbook, sheet: Sheet) -> None:
    calculator, say = workbook.calculator, workbook.say
    sheet.across(calculator.title, "title")
    sheet.across(say("how_it_works"))
    header = sheet.row(workbook.columns("step", "name", "formula", "value", "unit"))
    sheet.sheet.repeat_rows(header)
    sheet.sheet.freeze_panes(sheet.next, 1)
    printer = SheetFormula(calculator)
    for formula in calculator.formulas:
        name = formula.name
        if formula.is_schedule:
            value = Cell(say("see_years", sheet=say("sheet.years")), "number")
        else:
            shown = workbook.unless_mending(printer.show(formula.expression))
            value = workbook.value(name, replace(workbook.live(name), formula=shown))
        row = sheet.row(
            [
                Cell(workbook.label(name), "label"),
                name,
                workbook.following(plain(formula, calculator)),
                value,
                calculator.unit_word(name),
            ]
        )
        if not formula.is_schedule:
            workbook.names[name] = sheet.place(row, 3)
            workbook.show_decimals(sheet, row, range(3, 4), name)


# ---- Year by year


class _YearRow(SheetFormula):
    """Formulas of a schedule in one year's row. Rows are counted from 1."""

    def __init__(self, calculator: Calculator, columns: Mapping[str, str], first: int, row: int):
        super().__init__(calculator)
        self.columns, self.first, self.row = columns, first, row

    def name(self, name: str) -> str:
        return f"$A{self.row}" if name == "year" else name

    def same_year(self, name: str) -> str:
        return f"{self.columns[name]}{self.row}"

    def so_far(self, name: str) -> str:
        return f"{self.columns[name]}${self.first}:{self.columns[name]}{self.row}"


def _years(workbook: OpenWorkbook, sheet: Sheet) -> dict[str, tuple[str, int, int, int]]:
    """Writes one column a schedule; its sheet, header row, column and last row by name."""
    calculator, schedules = workbook.calculator, workbook.schedules
    sheet.across(calculator.title, "title")
    sheet.across(workbook.say("years"))
    header = sheet.row([workbook.say("column.year"), *map(workbook.label, schedules)], "header")
    sheet.sheet.repeat_rows(header)
    sheet.sheet.freeze_panes(sheet.next, 1)
    columns = {name: xl_col_to_name(at) for at, name in enumerate(schedules, start=1)}
    for year in range(1, max(each.longest for each in schedules.values()) + 1):
        printer = _YearRow(calculator, columns, header + 2, sheet.next + 1)
        cells = (_year(workbook, printer, name, year) for name in schedules)
        sheet.row([Cell(year, "label"), *cells])
    places = {}
    for column, (name, formula) in enumerate(schedules.items(), start=1):
        last = header + formula.longest
        workbook.names[name] = sheet.place(header + 1, column, last)
        places[name] = sheet.name, header, column, last
    return places


def _year(workbook: OpenWorkbook, printer: _YearRow, name: str, year: int) -> Cell | str:
    formula = workbook.schedules[name]
    if year > formula.longest:
        return ""
    counted = f"{printer.name('year')}<={printer.show(formula.until)}"
    shown = f'IF({counted},{printer.show(formula.expression)},"")'
    values = dict(enumerate(workbook.result.values[name], start=1))
    return workbook.value(name, Live(workbook.unless_mending(shown), values.get(year, "")))


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
    _published(workbook, sheet)
    _presets(workbook, sheet)
    choices = _choices(workbook, sheet)
    sheet.heading(say("about"))
    for text in (workbook.version, say("independence"), say("licence")):
        sheet.across(text)
    return choices


def _published(workbook: OpenWorkbook, sheet: Sheet) -> None:
    calculator = workbook.calculator
    published = [(field, each) for field in calculator.inputs for each in field.references]
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
    fields = [field for field in workbook.calculator.inputs if field.choices]
    if fields:
        sheet.heading(workbook.say("choices"))
    places = {}
    for field in fields:
        labels = field.choices.values()
        rows = [sheet.row([Cell(field.label, "label"), label]) for label in labels]
        places[field.name] = sheet.place(rows[0], 1, rows[-1])
    return places
