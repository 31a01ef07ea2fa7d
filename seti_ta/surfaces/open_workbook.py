"""What the sheets of a workbook share: texts, named cells, looks, live values."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property

import xlsxwriter

import seti_ta
from seti_ta.calculators import checked_entry
from seti_ta.calculators.reader import Formula
from seti_ta.calculators.result import Result
from seti_ta.calculators.units import UNITS
from seti_ta.calculators.vocabulary import Input, Source
from seti_ta.surfaces import entry_checks
from seti_ta.surfaces.formula import check_names, or_nothing, quoted, sentence
from seti_ta.surfaces.sheet import Block, Cell, Live, Sheet, Styles, link

#: The columns in which inputs are entered.
INPUT_COLUMNS = ("input", "value", "unit", "check", "default", "grade", "help")
ENTRY, CHECK, START = (INPUT_COLUMNS.index(each) for each in ("value", "check", "default"))

#: The named cell that counts the inputs that cannot be used.
TO_MEND = "inputs_to_mend"

# What Excel takes at most in the prompt and the message of an input cell, and as a sheet's name.
LONGEST_PROMPT, LONGEST_PROMPT_TITLE = 255, 32
LONGEST_SHEET_NAME = 31
NOT_IN_A_SHEET_NAME = str.maketrans("", "", "[]:*?/\\")

NUMBER_FORMATS = {
    "whole": "#,##0",
    "dollars": "$#,##0;-$#,##0",
    "cents": "$#,##0.00;-$#,##0.00",
    "percent": "0%",
    "year": "0",
}


class OpenBook:
    """A workbook while it is written. ``names`` maps each named cell to its place, and
    ``blocks`` those that hold columns and matrices.

    ``definition`` is what it shows: it has a name, a code, a title, a question and messages.
    """

    def __init__(self, definition, edition: date, check_by: date):
        self.definition = definition
        self.edition = edition
        self.check_by = check_by
        self.names: dict[str, str] = {}
        self.blocks: dict[str, Block] = {}
        self._open()

    def _open(self) -> None:
        definition, edition = self.definition, self.edition
        self.file = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.styles = Styles(self.book)
        self.book.set_properties(
            {
                "title": definition.title,
                "subject": definition.question,
                "author": self.say("author"),
                "comments": self.version,
                "created": datetime(edition.year, edition.month, edition.day),
            }
        )

    def add_sheet(self, key: str, *widths: int) -> Sheet:
        return self.add_named_sheet(self.sheet_name(key), *widths)

    def sheet_name(self, key: str) -> str:
        return self.say(f"sheet.{key}")

    def add_named_sheet(self, name: str, *widths: int) -> Sheet:
        name = shorten(name.translate(NOT_IN_A_SHEET_NAME), LONGEST_SHEET_NAME)
        sheet = Sheet(self.book, self.styles, name, widths, self.renamed)
        page = self.say("page", page="&P", pages="&N")
        sheet.set_print(self.definition.title, self.version, page)
        return sheet

    def renamed(self, formula: str) -> str:
        """The formula with the names that its cells have in this workbook."""
        return formula

    def say(self, key: str, **fields) -> str:
        """A text of the catalogue."""
        return self.definition.messages[f"workbook.{key}"].format(**fields)

    def columns(self, *keys: str, numbers: tuple[str, ...] = ("value", "default")) -> list[Cell]:
        """The header of a table; columns of numbers have theirs on the right."""
        return [
            Cell(self.say(f"column.{key}"), "number header" if key in numbers else "header")
            for key in keys
        ]

    @cached_property
    def version(self) -> str:
        return self.say(
            "version",
            code=self.definition.code,
            version=seti_ta.__version__,
            edition=self.edition.isoformat(),
            check_by=self.check_by.isoformat(),
        )

    @property
    def version_until(self) -> Live:
        """The version, and after the check-by date a sentence that says so."""
        last, too_old = self.check_by, self.say("too_old") + " "
        past = f"TODAY()>DATE({last.year},{last.month},{last.day})"
        formula = f'IF({past},{quoted(too_old)},"")&{quoted(self.version)}'
        return Live(formula, self.version, too_old + self.version)

    def unless_mending(self, formula: str) -> str:
        """The formula, or nothing while an input cannot be used."""
        return f'IF({TO_MEND}=0,{formula},"")'

    def source(self, source: Source) -> list:
        """The cells of a source: grade, citation, place, address."""
        grade = self.definition.messages[f"grade.{source.grade}"]
        return [grade, source.citation, source.locator, link(source.url)]

    def name_block(self, name: str, block: Block) -> None:
        self.blocks[name], self.names[name] = block, block.place()

    def validate(self, sheet: Sheet, block: Block, allowed: dict, title: str, rule: str) -> None:
        """Lets a reader type only what is allowed in these cells, with ``rule`` as the prompt."""
        title, rule = shorten(title, LONGEST_PROMPT_TITLE), shorten(rule, LONGEST_PROMPT)
        prompts = {
            "error_title": title,
            "error_message": rule,
            "input_title": title,
            "input_message": rule,
        }
        last = block.row + block.height - 1, block.column + block.width - 1
        sheet.sheet.data_validation(block.row, block.column, *last, allowed | prompts)

    def bytes(self) -> bytes:
        """The finished file."""
        check_names(self.definition, self.names)
        for name, place in self.names.items():
            self.book.define_name(name, f"={place}")
        self.book.close()
        return self.file.getvalue()


class OpenWorkbook(OpenBook):
    """One calculator's workbook while it is written, opened at the entries of ``result``."""

    shows_what_matters = True
    has_own_prices = True

    def __init__(self, result: Result, edition: date, check_by: date):
        super().__init__(result.calculator, edition, check_by)
        self.result = result
        self.calculator = result.calculator
        self.defaults = result.calculator()

    def entry(self, field: Input) -> Cell:
        """The cell in which a reader enters one input."""
        return self.value(field.name, self.stored(field.name, self.result.values[field.name]),
                          "entry")  # fmt: skip

    def start(self, field: Input) -> list:
        """What the input starts with, and how far to trust that."""
        grade = self.calculator.messages[f"grade.{field.source.grade}"]
        return [Cell(self.defaults.written(field.name), "number"), grade]

    def placed(self, sheet: Sheet, row: int, field: Input) -> None:
        """Names the cells of an input that stands in this row."""
        self.names[field.name] = sheet.place(row, ENTRY)
        self.names[f"check_{field.name}"] = sheet.place(row, CHECK)

    def check(self, field: Input) -> Live:
        """Whether the entry can be used, or the sentence that says why not."""
        checked = entry_checks.check(self.calculator, field, self.say("fine"))
        rule = checked_entry.rule(self.calculator, field)
        longest = entry_checks.longest_problem(self.calculator, rule)
        return Live(checked, self.say("fine"), longest)

    @cached_property
    def schedules(self) -> dict:
        return {each.name: each for each in self.calculator.formulas if each.is_schedule}

    @cached_property
    def by_row(self) -> list[Formula]:
        """The steps that have a value for each row of a table."""
        return [each for each in self.calculator.formulas if each.over]

    def shape(self, name: str) -> str:
        return UNITS[self.calculator.declared[name].unit].format

    def number_format(self, name: str) -> str:
        """How the cell of an input or step shows its number."""
        if self.shape(name) == "yes_no":  # such a cell holds TRUE or FALSE as 1 or 0
            yes, no = (self.calculator.messages[f"answer.{each}"] for each in ("yes", "no"))
            return f'"{yes}";;"{no}"'
        if self.is_plain_number(name):
            return "0"
        return NUMBER_FORMATS.get(self.shape(name), "General")

    def stored(self, name: str, value) -> float | str:
        """A value of Python as the cell holds it."""
        if isinstance(value, bool):
            return int(value)
        if value is None:
            return ""
        return self.calculator.write(name, value) if self.shape(name) == "name" else value

    def live(self, name: str) -> Live:
        """The value of an input or a step, from its named cell."""
        formula = or_nothing(self.calculator.declared[name], name)
        return Live(formula, self.stored(name, self.result.values[name]))

    def label(self, name: str) -> Live | str:
        """The label of an input or step."""
        return self.following(self.calculator.declared[name].label)

    def following(self, template: str) -> Live | str:
        """A text; one with ``{name}`` fields follows the inputs."""
        if "{" not in template:
            return template
        shown = self.calculator.fill(template, self.result.values)
        return Live(sentence(self.calculator, template), shown)

    def value(self, name: str, content: Live | float | str, style: str = "value") -> Cell:
        return Cell(content, style, self.number_format(name))

    def result_row(self, sheet: Sheet, name: str) -> int:
        """Writes label, live value and unit; the row number."""
        row = sheet.row(
            [
                self.label(name),
                self.value(name, self.live(name)),
                self.calculator.unit_word(name),
            ]
        )
        self.show_decimals(sheet, sheet.block(row, 1), name)
        return row

    def show_decimals(self, sheet: Sheet, block: Block, name: str) -> None:
        """Lets percents, and numbers that were computed, show the decimals of the page."""
        percent = self.shape(name) == "percent"
        if percent or self.is_plain_number(name):
            sheet.show_decimals(block, self.calculator.digits(name), percent)

    def is_plain_number(self, name: str) -> bool:
        """Whether ``name`` is a step without a unit's own format. An entry shows as typed."""
        return self.shape(name) == "number" and name in self.calculator.step_names

    def entries(self, values: Mapping) -> str:
        """Some inputs with their values, in one text."""
        calculator = self.calculator
        result = calculator(**values)
        return "; ".join(f"{calculator.term(name)} {result.written(name)}" for name in values)


def shorten(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
