"""The rules of ``rules.csv``, by id. Python's standard library is enough to read them."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType

FILE = resources.files(__package__).joinpath("rules.csv")

#: A rule in force needs no word before its dates; of any other, readers see the status first.
IN_FORCE = "in force"


class RuleNotUsableError(ValueError):
    """The table holds this rule, or this number of it, but nobody read it in a text."""


@dataclass(frozen=True)
class Rule:
    """One rule, fund, program or proposal, as it stood on the day it was checked.

    ``numbers`` maps a key to an int, to a float (a share of one), to a text, or to a tuple of
    texts. Those in ``recalled_numbers`` were read in no text. Dates may be a year or a month only.
    """

    id: str
    topic: str
    name: str
    kind: str
    jurisdiction: str
    status: str
    effective_from: str
    effective_to: str
    what_it_says: str
    numbers: Mapping[str, float | str | tuple[str, ...]]
    recalled_numbers: tuple[str, ...]
    what_it_means_for_a_board: str
    source_title: str
    source_locator: str
    url: str
    verified: str
    as_of: str
    checked_on: date
    review_by: date
    note: str

    def number(self, key: str) -> float:
        """One number: dollars, weeks, a share of one.

        Raises:
            KeyError: where the rule has no such number.
        """
        value = self.numbers.get(key)
        if not isinstance(value, int | float):
            raise KeyError(f"The rule {self.id!r} has no number {key!r}.")
        return value

    def written(self, key: str) -> str:
        """One number as prose prints it: 70%, $7,395, 1,100, 11 December 2026.

        Raises:
            KeyError: where the rule has no such number.
            RuleNotUsableError: where it was read in no text.
        """
        if key in self.recalled_numbers:
            raise RuleNotUsableError(f"The number {key!r} of the rule {self.id!r} was not read.")
        match self.numbers.get(key):
            case int(year) if key.endswith(("year", "_fy")):
                return str(year)
            case int(amount):
                sign, size = "\N{MINUS SIGN}" * (amount < 0), f"{abs(amount):,}"
                return f"{sign}${size}" if "_usd" in key else f"{sign}{size}"
            case float(share):
                return f"{100 * share:.6g}%"
            case str(text):
                return long_date(text) if text[:1].isdigit() else text
            case tuple(several):
                return ", ".join(several)
        raise KeyError(f"The rule {self.id!r} has no number {key!r}.")

    @property
    def standing(self) -> str:
        """Its status, or when it begins; nothing of what was in force on the day of the check."""
        if self.status != IN_FORCE:
            return f"status: {self.status}"
        if self.effective_from > self.checked_on.isoformat():
            return f"in force from {long_date(self.effective_from)}"
        return ""

    @property
    def with_status(self) -> str:
        """The name, and how it stands where it is not in force."""
        return ", ".join(filter(None, (self.name, self.standing)))

    @property
    def dated(self) -> str:
        """What stands wherever the rule is used: when it was checked, and until when that holds."""
        checked, due = long_date(self.checked_on.isoformat()), long_date(self.review_by.isoformat())
        read = f"; text dated {long_date(self.as_of)}" if self.as_of else ""
        stands = f"{self.standing[0].upper()}{self.standing[1:]}. " if self.standing else ""
        return f"{stands}Last checked {checked}; next check by {due}{read}."


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by id, in the order of the table."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {line["id"]: _typed(line) for line in csv.DictReader(lines)}


def rule(id: str) -> Rule:
    """The rule with this id, for a page or a calculator to stand on.

    Raises:
        KeyError: where there is no such rule.
        RuleNotUsableError: where nobody read it in a text.
    """
    if id not in all_rules():
        raise KeyError(f"There is no rule {id!r}.")
    found = all_rules()[id]
    if found.verified != "seen":
        raise RuleNotUsableError(f"The rule {id!r} was {found.verified}, not read in any text.")
    return found


def _typed(line: Mapping[str, str]) -> Rule:
    days = {each.name: date.fromisoformat(line[each.name]) for each in fields(Rule)
            if each.type is date}  # fmt: skip
    pairs = (pair.partition("=") for pair in line["numbers"].split(";") if pair)
    numbers = {key: parsed(value) for key, _, value in pairs}
    recalled = tuple(filter(None, line["recalled_numbers"].split(";")))
    return Rule(
        **line | days | {"numbers": MappingProxyType(numbers), "recalled_numbers": recalled}
    )


def parsed(text: str) -> float | str | tuple[str, ...]:
    """A value of the column ``numbers``: a whole number, a share of one, a text, or several."""
    if "|" in text:
        return tuple(text.split("|"))
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def long_date(text: str) -> str:
    """2026-11-23 as 23 November 2026, 2026-11 as November 2026; a year as it is."""
    match [int(part) for part in text.split("-") if part.isdigit()]:
        case [year, month, day]:
            return f"{day} {date(year, month, day):%B %Y}"
        case [year, month] if month <= 12:  # and not an award year, such as 2030-31
            return f"{date(year, month, 1):%B %Y}"
    return text
