"""Single published facts, by id: what a chapter or a calculator may quote.

Each has a value, a unit, a period, a source with a locator, and a grade. They stand in
``facts.csv`` and, by theme, in ``facts_*.csv``. Python's standard library is enough to read them.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from seti_ta.evidence.estimates import quote, row, studies

MEANS = {
    "baseline_mean": "before entry,",
    "control_mean": "control group,",
    "treatment_mean": "people offered a place,",
}


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
        """The value as prose prints it: 56%, −$5,338, $6.4 billion, 13,500."""
        size, sign = abs(self.value), "\N{MINUS SIGN}" if self.value < 0 else ""
        number = f"{size:,.10g}" if size % 1 else f"{size:,.0f}"
        if self.unit == "percent":
            return f"{sign}{number}%"
        if self.unit in ("million dollars", "billion dollars"):
            return f"{sign}${number} {self.unit.split()[0]}"
        return f"{sign}${number}" if self.unit.startswith("dollars") else f"{sign}{number}"

    @property
    def price_years(self) -> tuple[int, int]:
        """The first and the last year of its dollars, from a period such as "2012-2013 dollars".

        Raises:
            ValueError: where the period names no price year.
        """
        found = re.fullmatch(r"(\d{4})(?:-(\d{4}))? dollars.*", self.period)
        if not found:
            raise ValueError(f"{self.id} has no price year: {self.period}")
        return int(found[1]), int(found[2] or found[1])


@cache
def all_facts() -> dict[str, Fact]:
    """Every fact by id, over all files."""
    return {row["id"]: Fact(**row | {"value": float(row["value"])}) for row in lines()}


def lines() -> list[dict[str, str]]:
    """The lines of every file of facts, as typed."""
    found = []
    for table in sorted(resources.files(__package__).iterdir(), key=lambda each: each.name):
        if table.name.startswith("facts") and table.name.endswith(".csv"):
            with table.open(encoding="utf-8", newline="") as file:
                found += csv.DictReader(file)
    return found


def fact(id: str) -> Fact:
    """The fact with this id, or a column of an estimate as ``"row_id column"``.

    Raises:
        KeyError: naming the id, where there is no such fact.
        NotQuotableError: where prose may not print this number of the estimate.
    """
    return _of_estimate(*id.split(" ")) if " " in id else all_facts()[id]


def _of_estimate(row_id: str, column: str) -> Fact:
    value = quote(row_id, column)
    found = row(row_id)
    study = studies()[found["study_id"]]
    measure = MEANS.get(column, "effect on")
    return Fact(
        id=f"{row_id}-{column}",
        statement=f"{found['program']}: {measure} {found['outcome']}, {found['followup']}",
        value=value,
        unit="percent" if column == "pct_impact" else found["units"].replace("USD", "dollars"),
        period=(found["dollar_year"] and f"{found['dollar_year']:.0f} dollars") or study["year"],
        grade=found["grade"],
        citation=f"{study['authors']}, {study['title']}",
        locator=found["source_locator"],
        url=found["source_url"],
        note="",
    )
