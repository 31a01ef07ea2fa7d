"""Writes ``planning-kit.xlsx``: the calculators of a plan in one workbook, linked.

The sheet Plan holds the shared inputs. Each calculator has the sheets of its own workbook, the
working hidden. An input that follows the plan holds a formula, which a reader may write over.
The name of each cell begins with the code of its calculator: ``C05_enrolled``.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from seti_ta import calculators
from seti_ta.calculators import checked_entry
from seti_ta.calculators.carried import carried_digits
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.links import PLAN, SHARED, Link
from seti_ta.calculators.units import UNITS
from seti_ta.calculators.vocabulary import ENTRY_DIGITS, Calculator, Input
from seti_ta.edition import check_by_date, edition_date
from seti_ta.files import write_whole
from seti_ta.plan import Entry, Plan
from seti_ta.plan.plan import OWN
from seti_ta.surfaces import entry_checks
from seti_ta.surfaces.formula import filled, quoted, round_half_up, sentence, written
from seti_ta.surfaces.open_workbook import (
    CHECK,
    INPUT_COLUMNS,
    NUMBER_FORMATS,
    START,
    TO_MEND,
    OpenBook,
    OpenWorkbook,
)
from seti_ta.surfaces.prices_sheet import PRICE_INDEXES, PRICE_YEARS, uses_prices, write_prices
from seti_ta.surfaces.prices_sheet import WIDTHS as PRICE_WIDTHS
from seti_ta.surfaces.renaming import FOREIGN, with_prefix
from seti_ta.surfaces.sheet import Cell, Live, Sheet, sheet_prefix
from seti_ta.surfaces.workbook import count_to_mend, write_sheets

NAME = "planning-kit.xlsx"
#: Names that stand for the same cells on every sheet.
EVERYWHERE = {PRICE_YEARS, PRICE_INDEXES}
PLAN_PREFIX = f"{PLAN}_"
LIST_COLUMNS = ("calculator", "headline", "unit", "answer", "to_mend", "is", "question")
WIDTHS = (34, 18, 16, 56, 15, 30, 42)


def write_all(folder: Path) -> list[Path]:
    """Writes the kit of this edition, with every calculator at its starting values."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write_whole(folder / NAME, kit_bytes(Plan(), edition_date(), check_by_date()))]


def kit_bytes(plan: Plan, edition: date, check_by: date) -> bytes:
    """The kit as it opens with the entries of a plan. The same arguments give the same bytes.

    Raises:
        InputError: where a value of the plan is out of range, so that a calculator has no result.
    """
    kit = _Kit(plan, edition, check_by)
    kit.write()
    return kit.bytes()


def prefix(calculator: Calculator) -> str:
    """What the names of a calculator's cells begin with."""
    return f"{calculator.code}_"


class _About:
    """What the kit says of itself, and what those who write its shared inputs ask for."""

    messages = MESSAGES
    declared = SHARED
    orders = ()
    name = "planning_kit"
    code = MESSAGES["workbook.kit_code"]
    title = MESSAGES["workbook.kit_title"]
    question = MESSAGES["workbook.kit_question"]

    def digits(self, name: str) -> int:
        return ENTRY_DIGITS


class _Kit(OpenBook):
    """The kit while it is written."""

    def __init__(self, plan: Plan, edition: date, check_by: date):
        super().__init__(_About(), edition, check_by)
        self.plan = plan

    def write(self) -> None:
        """Writes the sheet Plan last, for it shows what the others hold, but it stands first."""
        front = _Front(self)
        parts = [_Part(self, self.plan[name]) for name in self.plan]
        for part in parts:
            write_sheets(part)
            part.finish()
        if any(uses_prices(part.calculator) for part in parts):
            write_prices(self, self.add_sheet("prices", *PRICE_WIDTHS))
        front.write(parts)


class _Part(OpenWorkbook):
    """One calculator's sheets in the kit."""

    shows_what_matters = False
    has_own_prices = False

    def __init__(self, kit: _Kit, result):
        self.kit = kit
        self.sheets: list[Sheet] = []
        super().__init__(result, kit.edition, kit.check_by)
        self.entry_of = {
            each.field.name: each for each in kit.plan.entries(self.calculator.name) if each.link
        }

    def _open(self) -> None:
        self.book, self.styles = self.kit.book, self.kit.styles

    def add_named_sheet(self, name: str, *widths: int) -> Sheet:
        sheet = super().add_named_sheet(f"{self.calculator.code} {name}", *widths)
        self.sheets.append(sheet)
        return sheet

    def sheet_name(self, key: str) -> str:
        return self.calculator.title if key == "calculator" else super().sheet_name(key)

    def renamed(self, formula: str) -> str:
        return with_prefix(formula, prefix(self.calculator), EVERYWHERE)

    def finish(self) -> None:
        """Hides the working, and hands the named cells to the kit."""
        entered = 1 + len(self.calculator.tables)
        for sheet in self.sheets[entered:]:
            sheet.sheet.hide()
        first = prefix(self.calculator)
        self.kit.names |= {first + name: place for name, place in self.names.items()}

    # Inputs that follow the plan

    def entry(self, field: Input) -> Cell:
        entry = self.entry_of.get(field.name)
        if not entry or entry.origin == OWN:
            return super().entry(field)
        value = self.stored(field.name, self.result.values[field.name])
        return self.value(field.name, Live(_start(field), value), "carried")

    def start(self, field: Input) -> list:
        entry = self.entry_of.get(field.name)
        if not entry:
            return super().start(field)
        value = self.stored(field.name, field.held(entry.start))
        followed, own = self.calculator.messages["grade.plan"], self.say("kit_own")
        whose = f"IF({_is_followed(field)},{quoted(followed)},{quoted(own)})"
        shown = own if entry.origin == OWN else followed
        return [
            self.value(field.name, Live(_carried(entry.link), value), "number"),
            Live(whose, shown, max(followed, own, key=len)),
        ]

    def placed(self, sheet: Sheet, row: int, field: Input) -> None:
        super().placed(sheet, row, field)
        if field.name in self.entry_of:
            self.names[_start(field)] = sheet.place(row, START)
            self.show_decimals(sheet, sheet.block(row, START), field.name)

    def check(self, field: Input) -> Live:
        entry = self.entry_of.get(field.name)
        if not entry:
            return super().check(field)
        calculator, fine, link = self.calculator, self.say("fine"), entry.link
        where = _says_where(link)
        checked = entry_checks.check(calculator, field, fine, _is_followed(field), where)
        title = calculators[link.origin].title if not link.is_shared else self.kit.say("sheet.plan")
        no_value = calculator.messages["plan.no_value"].format(title=title)
        nothing = f"AND(LEN({_start(field)})=0,LEN({field.name})=0)"
        formula = f"IF({nothing},{quoted(no_value)},{checked})"
        rule = checked_entry.rule(calculator, field)
        return Live(formula, fine, f"{entry_checks.longest_problem(calculator, rule)} {'x' * 80}")


def _start(field: Input) -> str:
    """The name of the cell with what an input takes from the plan."""
    return f"start_{field.name}"


def _is_followed(field: Input) -> str:
    return f"({field.name}={_start(field)})"


def _source(link: Link) -> str:
    """The name of the cell that a link points at."""
    first = PLAN_PREFIX if link.is_shared else prefix(calculators[link.origin])
    return f"{FOREIGN}{first}{link.what}"


def _carried(link: Link) -> str:
    """What an input takes from the plan, rounded as ``carried_entry`` does; nothing, if nothing."""
    field, source = link.field, _source(link)
    if not field.is_number:
        return f'IF({_is_there(link)},{source},"")'
    per = 100 if field.is_percent else 1
    factor = field.times * per
    scaled = source if factor == 1 else f"{source}*{factor!r}"
    rounded = round_half_up(scaled, str(carried_digits(field)))
    return f'IF({_is_there(link)},{rounded}{f"/{per}" if per != 1 else ""},"")'


def _is_there(link: Link) -> str:
    """Whether there is a number to take over. No calculator hands on while it is to be mended."""
    there = f"{'ISNUMBER' if link.field.is_number else 'ISTEXT'}({_source(link)})"
    if link.is_shared:
        return there
    return f"AND({FOREIGN}{prefix(calculators[link.origin])}{TO_MEND}=0,{there})"


def _says_where(link: Link) -> str:
    """A text formula for the sentence of Python on where a value comes from."""
    source = _source(link)
    if link.is_shared:
        fields = {"label": quoted(link.source.label), "value": written(_About(), link.what, source)}
        return filled(MESSAGES["plan.follows_shared"], fields)
    origin = calculators[link.origin]
    word = origin.word_after(link.what)
    value = written(origin, link.what, source)
    fields = {
        "label": with_prefix(sentence(origin, link.source.label), FOREIGN + prefix(origin)),
        "title": quoted(origin.title),
        "value": f"{value}&{quoted(f' {word}')}" if word else value,
    }
    return filled(MESSAGES["plan.follows"], fields)


# ---- The sheet Plan


class _Front(OpenBook):
    """The sheet Plan: the shared inputs, and every calculator with its answer."""

    def __init__(self, kit: _Kit):
        self.kit = kit
        super().__init__(kit.definition, kit.edition, kit.check_by)
        self.sheet = self.add_sheet("plan", *WIDTHS)

    def _open(self) -> None:
        self.book, self.styles = self.kit.book, self.kit.styles

    def renamed(self, formula: str) -> str:
        return with_prefix(formula, PLAN_PREFIX)

    def write(self, parts: list[_Part]) -> None:
        say, sheet = self.say, self.sheet
        sheet.across(say("enable_editing"), "notice")
        sheet.across(self.definition.title, "title")
        sheet.across(self.definition.question)
        sheet.across(self._status(parts), "notice")
        sheet.sheet.freeze_panes(sheet.next, 0)
        for key in ("kit_how_to", "kit_follow", "kit_hidden"):
            sheet.across(say(key))
        sheet.heading(MESSAGES["plan.shared"])
        sheet.row(self.columns(*INPUT_COLUMNS))
        first = sheet.next
        for entry in self.kit.plan.profile:
            self._shared_input(entry)
        count_to_mend(self, sheet, first)
        sheet.heading(MESSAGES["plan.answers"])
        sheet.row(self.columns(*LIST_COLUMNS, numbers=("headline", "to_mend")))
        for part in parts:
            self._listed(part)
        self._end()
        self.kit.names |= {PLAN_PREFIX + name: place for name, place in self.names.items()}

    def _status(self, parts: list[_Part]) -> Live:
        counts = [TO_MEND, *(f"{FOREIGN}{prefix(part.calculator)}{TO_MEND}" for part in parts)]
        count = f"({'+'.join(counts)})"
        mend = filled(self.say("kit_mend", count="{count}"), {"count": count})
        fine = self.say("all_fine")
        status = f"IF({count}=0,{quoted(fine)},{mend})"
        return Live(status, fine, self.say("kit_mend", count=999))

    def _shared_input(self, entry: Entry) -> None:
        about, field, say = self.definition, entry.field, self.say
        shape = NUMBER_FORMATS.get(UNITS[field.unit].format, "General")
        rule = checked_entry.rule(about, field)
        checked = entry_checks.check(about, field, say("fine"))
        start = MESSAGES[f"grade.{field.source.grade}"]
        row = self.sheet.row(
            [
                Cell(field.label, "label"),
                Cell(_held(field, entry.value), "entry", shape),
                MESSAGES.get(f"unit.{field.unit}", ""),
                Live(checked, say("fine"), entry_checks.longest_problem(about, rule)),
                Cell(_held(field, entry.start), "number", shape),
                start,
                field.help,
            ]
        )
        cell = self.sheet.block(row, 1)
        self.names[field.name] = self.sheet.place(row, 1)
        self.names[f"check_{field.name}"] = self.sheet.place(row, CHECK)
        if field.is_percent:
            self.sheet.show_decimals(cell, ENTRY_DIGITS, percent=True)
        allowed = entry_checks.validation(about, field, {})
        self.validate(self.sheet, cell, allowed, field.label, rule)

    def _listed(self, part: _Part) -> None:
        """One calculator: where it is, its headline, what it says, what is to be mended."""
        calculator, first = part.calculator, prefix(part.calculator)
        headline = calculator.headline
        shown = part.value(headline, part.live(headline))
        mend = Live(f"{FOREIGN}{first}{TO_MEND}", 0)
        row = self.sheet.row(
            [
                Cell("", "label"),
                Cell(replace(shown.content, formula=f"{FOREIGN}{first}{headline}"), "value",
                     shown.number_format),
                calculator.unit_word(headline),
                Live(f"{FOREIGN}{first}board_sentence", part.result.board_sentence),
                Cell(mend, "number"),
                self._headline_label(part),
                calculator.question,
            ]
        )  # fmt: skip
        part.show_decimals(self.sheet, self.sheet.block(row, 1), headline)
        target = f"internal:{sheet_prefix(part.sheets[0].name)}A1"
        title = f"{calculator.code} {calculator.title}"
        self.sheet.sheet.write_url(row, 0, target, self.styles("link"), title)

    def _headline_label(self, part: _Part) -> Live | str:
        """What the headline is. A label that follows the inputs does so here too."""
        label = part.label(part.calculator.headline)
        if isinstance(label, str):
            return label
        return replace(label, formula=with_prefix(label.formula, FOREIGN + prefix(part.calculator)))

    def _end(self) -> None:
        self.sheet.next += 1
        for name, calculator in calculators.items():
            if name not in self.kit.plan:
                self.sheet.across(self.say("kit_left_out", title=calculator.title))
        for text in (self.say("independence"), self.say("licence")):
            self.sheet.across(text)
        row = self.sheet.across(self.version_until, "small")
        self.names["handbook_version"] = self.sheet.place(row, 0)


def _held(field: Input, entered):
    """An entry as a cell holds it: the label of a choice, a percent as a share of one."""
    return field.choices[entered] if field.choices else field.held(entered)
