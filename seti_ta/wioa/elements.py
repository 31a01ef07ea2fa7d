"""The elements of an individual record (PIRL) that are used here, and how files name them."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

#: From this number on, a column was derived by the Department of Labor for its public file.
DERIVED_FROM = 3000

#: The pending mark in a column of wages: the state has no answer yet.
PENDING_WAGE = 999999.99

_SLIPS = {"180C": "108C"}  # a header of the public file of program year 2017


@dataclass(frozen=True)
class Element:
    """``kind``: "text", "code" (a whole number), "date" (YYYYMMDD) or "money" (dollars)."""

    number: str
    kind: str
    name: str

    @property
    def column(self) -> str:
        return f"p{self.number.lower()}"

    @property
    def words(self) -> str:
        return f"{self.number} ({self.name})"


@cache
def all_elements() -> dict[str, Element]:
    """Every element used here, by its column: "p901"."""
    text = resources.files(__package__).joinpath("elements.csv").read_text("utf-8")
    found = [Element(**row) for row in csv.DictReader(text.splitlines())]
    return {each.column: each for each in found}


def column_of(header: str) -> str:
    """Our column for a header: "PIRL 108-A" is p108a, "CALC4000" is d4000, others stay apart.

    The public files of different years write one element in several ways.
    """
    plain = re.sub(r"[^A-Z0-9]", "", str(header).upper())
    found = re.fullmatch(r"(?:PIRL|CALC|P|D)?(\d{3,4})([A-Z]?)", plain)
    if not found:
        return f"other_{plain.lower()}"
    number = found[1] + found[2]
    number = _SLIPS.get(number, number)
    return f"{'d' if int(found[1]) >= DERIVED_FROM else 'p'}{number.lower()}"
