"""Writes ``planning-kit.xlsx``: all calculators in one workbook, linked as in a plan.

The sheet Plan holds the shared inputs. Each calculator has the sheets of its own workbook; an
input that follows the plan holds a formula, which a reader may write over. In the kit the name
of each cell begins with the code of its calculator: ``C05_enrolled``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xlsxwriter.utility import xl_range_abs

from seti_ta.calculators.carried import carried_digits
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.vocabulary import Calculator, Input
from seti_ta.files import write_whole
from seti_ta.plan import Plan
from seti_ta.surfaces import entry_checks
from seti_ta.surfaces.formula import filled, quoted, round_half_up, written
from seti_ta.surfaces.open_workbook import TO_MEND, OpenBook, OpenWorkbook
from seti_ta.surfaces.prices_sheet import PRICE_INDEXES, PRICE_YEARS, uses_prices, write_prices
from seti_ta.surfaces.prices_sheet import WIDTHS as PRICE_WIDTHS
from seti_ta.surfaces.renaming import with_prefix
from seti_ta.surfaces.sheet import BAD, Cell, Live, Sheet
from seti_ta.surfaces.workbook import INPUT_COLUMNS, write_sheets

NAME = "planning-kit.xlsx"
PLAN = "plan"
#: Names that every calculator shares.
SHARED = {PRICE_YEARS, PRICE_INDEXES}
CHECK = INPUT_COLUMNS.index("check")
WIDTHS = (32, 18, 16, 50, 15, 24, 40)


def write_all(folder: Path) -> list[Path]:
    """Writes the kit of this edition, at the starting values of every calculator."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write_whole(folder / NAME, kit_bytes(Plan(), edition_date(), check_by_date()))]


def kit_bytes(plan: Plan, edition: date, check_by: date) -> bytes:
    """The kit as it opens with the entries of a plan.

    Raises:
        InputError: where an entry of the plan, or a value that one carries over, is out of range.
    """
    kit = _Kit(plan, edition, check_by)
    kit.write()
    return kit.bytes()


class _Kit(OpenBook):
    """The kit while it is written."""

    def __init__(self, plan: Plan, edition: date, check_by: date):
        super().__init__(_About(), edition, check_by)
        self.plan = plan
        self.parts = []

    def write(self) -> None:
        shared = _Shared(self, self.plan.profile)
        front = shared.add_named_sheet(self.say("sheet.plan"), *WIDTHS)
        for name in self.plan:
            part = _Part(self, self.plan[name])
            write_sheets(part)
            part.finish()
            self.parts.append(part)
        shared.write(front)
        prices = self.add_sheet("prices", *PRICE_WIDTHS)
        write_prices(self, prices)

    def collect(self, part: OpenBook, prefix: str) -> None:
        """Takes over the named cells of one part."""
        self.names |= {prefix + name: place for name, place in part.names.items()}


class _Part(OpenWorkbook):
    """One calculator's sheets in the kit."""

    shows_what_matters = False
    has_own_prices = False

    def __init__(self, kit: _Kit, result):
        self.kit = kit
        super().__init__(result, kit.edition, kit.check_by)

    def _open(self) -> None:
        self.book, self.styles, self.sheets = self.kit.book, self.kit.styles, []

    def add_named_sheet(self, name: str, *widths: int) -> Sheet:
        sheet = super().add_named_sheet(f"{self.calculator.code} {name}", *widths)
        self.sheets.append(sheet)
        return sheet

    def sheet_name(self, key: str) -> str:
        return self.calculator.title if key == "calculator" else super().sheet_name(key)

    def renamed(self, formula: str) -> str:
        return with_prefix(formula, prefix(self.calculator), SHARED)
