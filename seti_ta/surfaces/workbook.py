"""Writes a calculator as an .xlsx workbook: live formulas, input checks, sources, no macros.

Every input and step is a named cell. Formulas, sentences and checks are those of the
Python definition, and every formula's stored value is what Python computes.
"""

import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from textwrap import wrap

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range_abs, xl_rowcol_to_cell

import seti_ta
from seti_ta.calculators import Calculator
from seti_ta.calculators import checked_input as checks
from seti_ta.calculators.units import UNITS
from seti_ta.calculators.vocabulary import Input, Note, Source
from seti_ta.surfaces.formula import (
    SheetFormula,
    check_names,
    checked_length,
    filled,
    quoted,
    sentence,
)
from seti_ta.surfaces.plain_formula import plain

ACCENT, SOFT, ENTRY, BAD = "#0F5C6E", "#E3F0F2", "#FFF7D6", "#A8281E"

STYLES = {
    "text": {},
    "strong": {"bold": True},
    "title": {"bold": True, "font_size": 18, "font_color": ACCENT},
    "heading": {"bold": True, "font_size": 13, "font_color": ACCENT, "bottom": 2},
    "header": {"bold": True, "bg_color": SOFT, "bottom": 1},
    "notice": {"bold": True, "bg_color": SOFT},
    "sentence": {"bold": True, "font_size": 13},
    "small": {"font_color": "#4D5A5F"},
    "value": {"bold": True, "align": "right"},
    "entry": {"bg_color": ENTRY, "border": 1, "align": "right", "locked": False},
}

NUMBER_FORMATS = {
    "whole": "#,##0",
    "dollars": "$#,##0;-$#,##0",
    "percent": "0%",
    "number": "General",
    "name": "General",
    "yes_no": "General",
}

# What Excel takes at most.
LONGEST_PROMPT, LONGEST_PROMPT_TITLE = 255, 32

LETTER = 1
TO_MEND = "inputs_to_mend"


@dataclass(frozen=True)
class Live:
    """A formula, the value stored with it, and the longest text it may show."""

    formula: str
    value: float | str
    longest: str = ""


def write_all(folder: Path) -> list[Path]:
    """Writes ``<name>.xlsx`` for every calculator, dated by SOURCE_DATE_EPOCH or today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    edition = datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()
    check_by = edition + timedelta(days=365)
    folder.mkdir(parents=True, exist_ok=True)
    return [
        write_workbook(each, folder / f"{each.name}.xlsx", edition, check_by)
        for each in seti_ta.calculators.values()
    ]


def write_workbook(calculator: Calculator, path: Path, edition: date, check_by: date) -> Path:
    """Writes one workbook, whole or not at all. The same arguments give the same bytes."""
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(workbook_bytes(calculator, edition, check_by))
    return unfinished.replace(path)


def workbook_bytes(calculator: Calculator, edition: date, check_by: date) -> bytes:
    """The workbook as the bytes of an .xlsx file.

    Raises:
        DefinitionError: where a name or a formula does not fit a sheet.
    """
    return _Workbook(calculator, edition, check_by).bytes()


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


class _Workbook:
    """One calculator's workbook while it is written."""

    def __init__(self, calculator: Calculator, edition: date, check_by: date):
        self.calculator = calculator
        self.edition = edition
        self.check_by = check_by
        self.defaults = calculator()
        self.names: dict[str, str] = {}
        self.file = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.formats: dict[tuple, object] = {}

    def bytes(self) -> bytes:
        self.set_properties()
        calculator = _Sheet(self, "calculator", (30, 18, 14, 38, 12, 18, 44))
        steps = _Sheet(self, "steps", (40, 22, 66, 18, 16))
        years = _Sheet(self, "years", (8, *[16] * len(self.schedules))) if self.schedules else None
        sources = _Sheet(self, "sources", (30, 18, 20, 44, 34, 40))

        choices = _sources_sheet(self, sources)
        _steps_sheet(self, steps)
        if years:
            _years_sheet(self, years)
        _calculator_sheet(self, calculator, choices)

        check_names(self.calculator, self.names)
        for name, place in self.names.items():
            self.book.define_name(name, f"={place}")
        self.book.close()
        return self.file.getvalue()

    def set_properties(self) -> None:
        self.book.set_calc_mode("auto")
        self.book.set_properties(
            {
                "title": self.calculator.title,
                "subject": self.calculator.question,
                "author": self.say("author"),
                "comments": self.version_line,
                "created": datetime(self.edition.year, self.edition.month, self.edition.day),
            }
        )

    def say(self, key: str, **fields) -> str:
        """A text of the catalogue."""
        return self.calculator.messages[f"workbook.{key}"].format(**fields)

    @cached_property
    def version_line(self) -> str:
        return self.say(
            "version",
            code=self.calculator.code,
            version=seti_ta.__version__,
            edition=in_words(self.edition),
            check_by=in_words(self.check_by),
        )

    @cached_property
    def schedules(self) -> dict:
        return {each.name: each for each in self.calculator.formulas if each.is_schedule}

    def style(self, name: str, number_format: str = "General"):
        key = name, number_format
        if key not in self.formats:
            wrapped = {"text_wrap": True, "valign": "top", "num_format": number_format}
            self.formats[key] = self.book.add_format(wrapped | STYLES[name])
        return self.formats[key]

    def number_format(self, name: str) -> str:
        """How the cell of an input or step shows its number."""
        shape = UNITS[self.calculator.declared[name].unit].format
        if shape == "yes_no":  # a yes-or-no cell holds 1 or 0
            yes, no = (self.calculator.messages[f"answer.{each}"] for each in ("yes", "no"))
            return f'"{yes}";;"{no}"'
        return NUMBER_FORMATS[shape]

    def stored(self, name: str, value) -> float | str:
        """A value of Python as the cell holds it."""
        if isinstance(value, bool):
            return int(value)
        return self.calculator.write(name, value) if isinstance(value, str) else value

    def live(self, name: str) -> Live:
        """The value of an input or a step, from its named cell."""
        return Live(name, self.stored(name, self.defaults.values[name]))

    def label(self, name: str) -> Live | str:
        """The label of an input or step."""
        return self.following(self.calculator.declared[name].label)

    def following(self, template: str) -> Live | str:
        """A text; one with ``{name}`` fields follows the inputs."""
        if "{" not in template:
            return template
        shown = self.calculator.fill(template, self.defaults.values)
        return Live(sentence(self.calculator, template), shown)

    def unless_mending(self, formula: str) -> str:
        return f'IF({TO_MEND}=0,{formula},"")'

    def source_cells(self, source: Source) -> list[str]:
        grade = self.calculator.messages[f"grade.{source.grade}"]
        return [grade, source.citation, source.locator, source.url]


class _Sheet:
    """A worksheet written row by row, each row as high as its longest text needs."""

    def __init__(self, workbook: _Workbook, key: str, widths: Iterable[int]):
        self.workbook = workbook
        self.name = workbook.say(f"sheet.{key}")
        self.widths = tuple(widths)
        self.sheet = workbook.book.add_worksheet(self.name)
        self.next = 0
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width, workbook.style("text"))
        self.sheet.protect("", {"format_columns": True, "format_rows": True})
        self.sheet.hide_gridlines(2)
        self.set_print()

    def set_print(self) -> None:
        say, sheet = self.workbook.say, self.sheet
        sheet.set_landscape()
        sheet.set_paper(LETTER)
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
        sheet.fit_to_pages(1, 0)
        title = self.workbook.calculator.title.replace("&", "&&")
        sheet.set_header(f"&L{title}&R&A")
        page = say("page", page="&P", pages="&N")
        sheet.set_footer(f"&L{self.workbook.version_line.replace('&', '&&')}&R{page}")

    def row(self, cells: Iterable, style: str = "text", least: int = 1) -> int:
        """Writes texts, numbers, formulas or ``(cell, style, number format)``; its row number."""
        row, lines = self.next, least
        for column, cell in enumerate(cells):
            content, *look = cell if isinstance(cell, tuple) else (cell, style)
            self.put(row, column, content, self.workbook.style(*look))
            lines = max(lines, height_in_lines(content, self.widths[column]))
        self.sheet.set_row(row, 16 * lines)
        self.next += 1
        return row

    def across(self, content, style: str = "text", columns: int = 0) -> int:
        """One text or formula over several columns (all, if not said); its row number."""
        row, last = self.next, (columns or len(self.widths)) - 1
        look = self.workbook.style(style)
        self.sheet.merge_range(row, 0, row, last, "", look)
        self.put(row, 0, content, look)
        size = STYLES[style].get("font_size", 11)
        width = int(sum(self.widths[: last + 1]) * 11 / size)
        self.sheet.set_row(row, size * 1.45 * height_in_lines(content, width))
        self.next += 1
        return row

    def heading(self, text: str, columns: int = 0) -> int:
        self.next += 1
        return self.across(text, "heading", columns)

    def put(self, row: int, column: int, content, look) -> None:
        match content:
            case Live():
                formula = checked_length(content.formula)
                self.sheet.write_formula(row, column, formula, look, content.value)
            case str() if content.startswith("https://"):
                self.sheet.write_url(row, column, content, look, content)
            case str():
                self.sheet.write_string(row, column, content, look)
            case _:
                self.sheet.write_number(row, column, content, look)

    def give_name(self, name: str, row: int, column: int, last_row: int | None = None) -> None:
        cells = xl_range_abs(row, column, row if last_row is None else last_row, column)
        self.workbook.names[name] = self.place(cells)

    def place(self, cells: str) -> str:
        return f"'{self.name.replace(chr(39), chr(39) * 2)}'!{cells}"

    def show_tenths(self, row: int, column: int) -> None:
        """A percent cell shows one decimal where there is one: 75%, but 25.3%."""
        cell = xl_rowcol_to_cell(row, column)
        self.sheet.conditional_format(
            *(row, column, row, column),
            {
                "type": "formula",
                "criteria": f"=ABS({cell}*100-ROUND({cell}*100,0))>0.05",
                "format": self.workbook.book.add_format({"num_format": "0.0%"}),
            },
        )


def height_in_lines(content, width: int) -> int:
    text = content.longest or content.value if isinstance(content, Live) else content
    return len(wrap(text, width)) or 1 if isinstance(text, str) else 1


# ---------------------------------------------------------------- Calculator


def _calculator_sheet(workbook: _Workbook, sheet: _Sheet, choices: Mapping[str, str]) -> None:
    say, calculator = workbook.say, workbook.calculator
    sheet.across(say("enable_editing"), "notice")
    sheet.across(calculator.title, "title")
    count = len(calculator.inputs)
    mend = f"IF({TO_MEND}=0,{quoted(say('all_fine'))},{filled(say('mend', count='{count}'), {'count': TO_MEND})})"
    sheet.across(Live(mend, say("all_fine"), say("mend", count=count)), "notice")
    sheet.sheet.freeze_panes(sheet.next, 0)
    sheet.across(calculator.question, "strong")
    sheet.across(say("how_to"))

    sheet.heading(say("inputs"))
    sheet.row([say(f"column.{key}") for key in INPUT_COLUMNS], "header")
    first = sheet.next
    for field in calculator.inputs:
        _input_row(workbook, sheet, field, choices)
    checked = xl_range_abs(first, CHECK_COLUMN, sheet.next - 1, CHECK_COLUMN)
    counted = f"{count}-COUNTIF({checked},{quoted(say('fine'))})"
    row = sheet.row([(say("to_mend"), "small"), (Live(counted, 0), "small")])
    sheet.give_name(TO_MEND, row, 1)
    sheet.sheet.conditional_format(
        *(first, CHECK_COLUMN, sheet.next - 2, CHECK_COLUMN),
        {
            "type": "cell",
            "criteria": "!=",
            "value": quoted(say("fine")),
            "format": workbook.book.add_format({"bold": True, "font_color": BAD}),
        },
    )

    _results(workbook, sheet)
    _notes(workbook, sheet)
    _examples(workbook, sheet)
    sheet.next += 1
    last = workbook.check_by
    too_old = f"TODAY()>DATE({last.year},{last.month},{last.day})"
    version = f'IF({too_old},{quoted(say("too_old") + " ")},"")&{quoted(workbook.version_line)}'
    longest = f"{say('too_old')} {workbook.version_line}"
    sheet.across(Live(version, workbook.version_line, longest), "small")


INPUT_COLUMNS = ("input", "value", "unit", "check", "default", "grade", "help")
CHECK_COLUMN = INPUT_COLUMNS.index("check")


def _input_row(workbook: _Workbook, sheet: _Sheet, field: Input, choices: Mapping) -> None:
    calculator, say = workbook.calculator, workbook.say
    number_format = workbook.number_format(field.name)
    value = workbook.stored(field.name, workbook.defaults.values[field.name])
    rule = checks.rule(calculator, field)
    row = sheet.row(
        [
            (field.label, "strong"),
            (value, "entry", number_format),
            calculator.unit_word(field.name),
            Live(input_check(workbook, field), say("fine"), f"{rule} {'You entered ' + 'x' * 40}"),
            (calculator.write(field.name, value), "value"),
            calculator.messages[f"grade.{field.source.grade}"],
            field.help,
        ],
    )
    sheet.give_name(field.name, row, 1)
    sheet.give_name(f"check_{field.name}", row, CHECK_COLUMN)
    if field.is_percent:
        sheet.show_tenths(row, 1)
    allowed = {"validate": "list", "source": f"={choices.get(field.name)}"}
    if not field.choices:
        low, high = field.held(field.low), field.held(field.high)
        kind = "integer" if field.whole else "decimal"
        allowed = {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
    sheet.sheet.data_validation(
        *(row, 1, row, 1),
        allowed
        | {
            "error_title": shorten(field.label, LONGEST_PROMPT_TITLE),
            "error_message": shorten(rule, LONGEST_PROMPT),
            "input_title": shorten(field.label, LONGEST_PROMPT_TITLE),
            "input_message": shorten(field.help or rule, LONGEST_PROMPT),
        },
    )


def input_check(workbook: _Workbook, field: Input) -> str:
    """A formula for the sentence that Python gives for this entry, or that it is fine."""
    calculator, cell = workbook.calculator, field.name
    if field.choices:
        good = f"OR({','.join(f'{cell}={quoted(label)}' for label in field.choices.values())})"
    else:
        low, high = repr(field.held(field.low)), repr(field.held(field.high))
        whole = f",INT({cell})={cell}" if field.whole else ""
        good = f"IF(ISNUMBER({cell}),AND({cell}>={low},{cell}<={high}{whole}),FALSE)"
    number = f'LOWER({"100*" if field.is_percent else ""}{cell}&"")'
    most = checks.LONGEST_ECHO
    text = f'IF(LEN(TRIM({cell}))>{most},LEFT(TRIM({cell}),{most})&"…",TRIM({cell}))'
    entered = filled(
        calculator.messages["input.entered"], {"value": f"IF(ISNUMBER({cell}),{number},{text})"}
    )
    echo = f"IF(LEN(TRIM({cell}))=0,{quoted(calculator.messages['input.empty'])},{entered})"
    rule = quoted(checks.rule(calculator, field) + " ")
    return f"IF({good},{quoted(workbook.say('fine'))},{rule}&{echo})"


def shorten(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


LEFT_COLUMNS = 3  # results stand left, their chart right
CHART_ROWS = 20


def _results(workbook: _Workbook, sheet: _Sheet) -> None:
    say, calculator = workbook.say, workbook.calculator
    sheet.heading(say("results"))
    sheet.give_name("board_sentence", sheet.next, 0)
    sheet.across(live_note(workbook, calculator.board_sentence), "sentence")
    sheet.next += 1
    top = sheet.row([say(f"column.{key}") for key in ("result", "value", "unit")], "header")
    for name in calculator.results:
        row = sheet.row(
            [
                workbook.label(name),
                (workbook.live(name), "value", workbook.number_format(name)),
                calculator.unit_word(name),
            ]
        )
        sheet.give_name(f"result_{name}", row, 1)
        sheet.give_name(f"label_{name}", row, 0)
        if UNITS[calculator.declared[name].unit].format == "percent":
            sheet.show_tenths(row, 1)
    _chart(workbook, sheet, top)


def live_note(workbook: _Workbook, notes: tuple[Note, ...]) -> Live:
    """The first of the notes that holds, as a formula; nothing while inputs are wrong."""
    calculator = workbook.calculator
    formula = quoted("")
    for note in reversed(notes):
        text = sentence(calculator, note.text)
        formula = f"IF({note.when},{text},{formula})" if note.when else text
    values = workbook.defaults.values
    shown = (
        calculator.fill(note.text, values) for note in notes if not note.when or values[note.when]
    )
    longest = max((note.text for note in notes), key=len)
    return Live(workbook.unless_mending(formula), next(shown, ""), f"{longest} {'x' * 40}")


def _chart(workbook: _Workbook, sheet: _Sheet, top: int) -> None:
    calculator, say = workbook.calculator, workbook.say
    title = calculator.chart.title
    by_year = calculator.chart.bars[0] in workbook.schedules
    chart = workbook.book.add_chart({"type": "column" if by_year else "bar"})
    if by_year:
        names = (calculator.chart.low, *calculator.chart.bars, calculator.chart.high)
        for name, colour in zip(filter(None, names), ("#9CC3CC", ACCENT, "#4D5A5F"), strict=False):
            years = workbook.schedules[name].longest
            place, row, column = workbook.year_columns[name]
            chart.add_series(
                {
                    "name": [place, row - 1, column],
                    "categories": [place, row, 0, row + years - 1, 0],
                    "values": [place, row, column, row + years - 1, column],
                    "fill": {"color": colour},
                    "gap": 60,
                }
            )
        chart.set_legend({"position": "bottom"})
        chart.set_x_axis({"name": say("column.year"), "label_position": "low"})
        chart.set_y_axis({"num_format": workbook.number_format(names[0])})
    else:
        rows = _chart_rows(workbook, sheet)
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
    chart.set_title({"name": title, "name_font": {"size": 13}})
    chart.set_size({"width": 780, "height": 400})
    alternative = say("chart_by_year" if by_year else "chart", title=title)
    sheet.sheet.insert_chart(
        *(top, LEFT_COLUMNS, chart),
        {"description": alternative, "object_position": 2, "x_offset": 12},
    )
    sheet.next = max(sheet.next, top + CHART_ROWS)


def _chart_rows(workbook: _Workbook, sheet: _Sheet) -> list[int]:
    """The numbers of the chart as a table, for those who cannot see it; the row numbers."""
    calculator = workbook.calculator
    sheet.heading(calculator.chart.title, LEFT_COLUMNS)
    return [
        sheet.row(
            [
                workbook.label(name),
                (workbook.live(name), "value", workbook.number_format(name)),
                calculator.unit_word(name),
            ]
        )
        for name in calculator.chart.bars
    ]


def _notes(workbook: _Workbook, sheet: _Sheet) -> None:
    calculator, say = workbook.calculator, workbook.say
    if calculator.warnings:
        sheet.heading(say("warnings"))
    for number, note in enumerate(calculator.warnings, start=1):
        sheet.give_name(f"warning_{number}", sheet.next, 0)
        sheet.across(live_note(workbook, (note,)))
    sheet.heading(say("limits"))
    for limit in calculator.limits:
        sheet.across(limit)


def _examples(workbook: _Workbook, sheet: _Sheet) -> None:
    calculator, say = workbook.calculator, workbook.say
    sheet.heading(say("examples"))
    for example in calculator.examples:
        result = calculator(**example.inputs)
        inputs = "; ".join(
            f"{calculator.declared[name].label} {result.written(name)}" for name in example.inputs
        )
        results = "; ".join(
            f"{result.label(name)} {value}" for name, value in example.results.items()
        )
        sheet.across(
            say("example", inputs=inputs or say("defaults"), results=results, source=example.source)
        )


# -------------------------------------------------------------- How it works


def _steps_sheet(workbook: _Workbook, sheet: _Sheet) -> None:
    calculator, say = workbook.calculator, workbook.say
    sheet.across(calculator.title, "title")
    sheet.across(say("how_it_works"))
    sheet.row(
        [say(f"column.{key}") for key in ("step", "name", "formula", "value", "unit")], "header"
    )
    sheet.sheet.freeze_panes(sheet.next, 1)
    sheet.sheet.repeat_rows(sheet.next - 1)
    printer = SheetFormula(calculator)
    for formula in calculator.formulas:
        name = formula.name
        value = (say("see_years", sheet=say("sheet.years")), "small")
        if not formula.is_schedule:
            live = Live(
                workbook.unless_mending(printer.show(formula.expression)),
                workbook.live(name).value,
            )
            value = (live, "value", workbook.number_format(name))
        row = sheet.row(
            [
                (workbook.label(name), "strong"),
                (name, "small"),
                workbook.following(plain(formula, calculator)),
                value,
                calculator.unit_word(name),
            ]
        )
        if not formula.is_schedule:
            sheet.give_name(name, row, 3)
            if UNITS[calculator.declared[name].unit].format == "percent":
                sheet.show_tenths(row, 3)


# -------------------------------------------------------------- Year by year


class _YearRow(SheetFormula):
    """Formulas of a schedule in one year's row."""

    def __init__(self, calculator: Calculator, columns: Mapping[str, str], first: int, row: int):
        super().__init__(calculator)
        self.columns, self.first, self.row = columns, first, row

    def name(self, name: str) -> str:
        return f"$A{self.row}" if name == "year" else name

    def same_year(self, name: str) -> str:
        return f"{self.columns[name]}{self.row}"

    def call(self, name: str, arguments: list[str]) -> str:
        if name == "running_total":
            column = self.columns[arguments[0]]
            return f"SUM({column}${self.first}:{column}{self.row})"
        return super().call(name, arguments)


def _years_sheet(workbook: _Workbook, sheet: _Sheet) -> None:
    calculator, say, schedules = workbook.calculator, workbook.say, workbook.schedules
    sheet.across(calculator.title, "title")
    sheet.across(say("years"))
    sheet.row([say("column.year"), *map(workbook.label, schedules)], "header")
    sheet.sheet.freeze_panes(sheet.next, 1)
    first = sheet.next
    columns = {name: xl_col_to_name(place) for place, name in enumerate(schedules, start=1)}
    for year in range(1, max(each.longest for each in schedules.values()) + 1):
        printer = _YearRow(calculator, columns, first + 1, sheet.next + 1)
        sheet.row([(year, "strong"), *(_year_cell(workbook, printer, n, year) for n in schedules)])
    workbook.year_columns = {}
    for column, (name, formula) in enumerate(schedules.items(), start=1):
        sheet.give_name(name, first, column, first + formula.longest - 1)
        workbook.year_columns[name] = sheet.name, first, column


def _year_cell(workbook: _Workbook, printer: _YearRow, name: str, year: int):
    formula = workbook.schedules[name]
    if year > formula.longest:
        return ""
    shown = printer.show(formula.expression)
    used = f'IF({printer.name("year")}<={printer.show(formula.until)},{shown},"")'
    values = dict(enumerate(workbook.defaults.values[name], start=1))
    live = Live(workbook.unless_mending(used), values.get(year, ""))
    return live, "value", workbook.number_format(name)


# ------------------------------------------------------------------- Sources


def _sources_sheet(workbook: _Workbook, sheet: _Sheet) -> dict[str, str]:
    """Writes the sheet; where each choice input finds its list of choices."""
    calculator, say = workbook.calculator, workbook.say
    sheet.across(calculator.title, "title")
    sheet.across(say("sources"))
    columns = [say(f"column.{key}") for key in ("grade", "source", "locator", "address")]
    sheet.heading(say("default_sources"))
    sheet.row([say("column.input"), say("column.default"), *columns], "header")
    for field in calculator.inputs:
        default = workbook.defaults.written(field.name)
        sheet.row([(field.label, "strong"), default, *workbook.source_cells(field.source)])
    published = [(field, each) for field in calculator.inputs for each in field.references]
    if published:
        sheet.heading(say("published"))
        sheet.row([say("column.published"), say("column.value"), *columns], "header")
    for field, each in published:
        value = calculator.write(field.name, field.held(each.value))
        label = (f"{field.label}: {each.label}", "strong")
        sheet.row([label, value, *workbook.source_cells(each.source)])
    _presets(workbook, sheet, columns)
    choices = _choices(workbook, sheet)
    sheet.heading(say("about"))
    sheet.across(workbook.version_line)
    sheet.across(say("independence"))
    sheet.across(say("licence"))
    return choices


def _presets(workbook: _Workbook, sheet: _Sheet, columns: list[str]) -> None:
    calculator, say = workbook.calculator, workbook.say
    if not calculator.presets:
        return
    sheet.heading(calculator.presets_label)
    sheet.row([say("column.preset"), say("column.value"), *columns], "header")
    for preset in calculator.presets:
        values = calculator(**preset.values)
        entered = "; ".join(
            f"{calculator.declared[name].label} {values.written(name)}" for name in preset.values
        )
        details = "; ".join(f"{label}: {text}" for label, text in preset.details.items())
        grade, citation, *where = workbook.source_cells(preset.source)
        sheet.row([(preset.label, "strong"), entered, grade, f"{citation} {details}", *where])


def _choices(workbook: _Workbook, sheet: _Sheet) -> dict[str, str]:
    say = workbook.say
    fields = [field for field in workbook.calculator.inputs if field.choices]
    if fields:
        sheet.heading(say("choices"))
    places = {}
    for field in fields:
        first = sheet.next
        for label in field.choices.values():
            sheet.row([(field.label, "strong"), label])
        places[field.name] = sheet.place(xl_range_abs(first, 1, sheet.next - 1, 1))
    return places
