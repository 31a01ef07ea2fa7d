"""Single published facts, by id: what a chapter or a calculator may quote.

Each has a value, a unit, a period, a source with a locator, and a grade. Python's
standard library is enough to read them.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Fact:
    """One published figure. ``value`` is in ``unit``; a percent is 56, not 0.56."""

    id: str
    statement: str
    value: float
    unit: str
    period: str
    grade: str
    citation: str
    locator: str
    url: str
    note: str

    @property
    def written(self) -> str:
        """The value as prose prints it: 56%, $28,006, 13,500."""
        number = f"{self.value:,.10g}" if self.value % 1 else f"{self.value:,.0f}"
        if self.unit == "percent":
            return f"{number}%"
        return f"${number}" if self.unit.startswith("dollars") else number


@cache
def all_facts() -> dict[str, Fact]:
    """Every fact by id."""
    table = resources.files(__package__).joinpath("facts.csv")
    with table.open(encoding="utf-8", newline="") as lines:
        rows = [row | {"value": float(row["value"])} for row in csv.DictReader(lines)]
    return {row["id"]: Fact(**row) for row in rows}


def fact(id: str) -> Fact:
    """The fact with this id.

    Raises:
        KeyError: naming the id, where there is no such fact.
    """
    return all_facts()[id]
