"""Single published facts, by id: what a chapter or a calculator may quote.

Each has a value, a unit, a period, a source with a locator, and a grade. They stand in
``facts.csv`` and, by theme, in ``facts_*.csv``. Python's standard library is enough to read them.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from seti_ta.evidence.estimates import NUMBERS, checked_grade, domains, quote, row, studies
from seti_ta.prices import PRICES, price_index


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
        """The value as prose prints it: 56%, $28,006, $6.4 billion, 13,500, −$5,338."""
        size = abs(self.value)
        number = f"{size:,.10g}" if size % 1 else f"{size:,.0f}"
        if self.unit == "percent":
            number = f"{number}%"
        elif self.unit in ("million dollars", "billion dollars"):
            number = f"${number} {self.unit.split()[0]}"
        elif self.unit.startswith("dollars"):
            number = f"${number}"
        return f"\N{MINUS SIGN}{number}" if self.value < 0 else number

    @property
    def with_unit(self) -> str:
        """The value with what it counts: 56%, $5,200, 12 percentage points, 15 weeks."""
        says_it = self.unit == "percent" or "dollars" in self.unit
        return self.written if says_it else f"{self.written} {self.unit}"

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

    def in_prices_of(self, year: int) -> tuple[float, bool]:
        """Its dollars in those of ``year``, and whether they were converted.

        They stay as published where the period names no price year.
        """
        try:
            first, last = self.price_years
        except ValueError:
            return self.value, False
        return self.value * PRICES[year] / price_index(first, last), True


BENEFITS = "benefits and costs"  # outcomes that are sums and ratios, no effects on something
# What the columns of an estimate say, other than the effect itself.
_COLUMNS = {
    "n_total": "people in the study",
    "cost_per_participant": "cost for each participant",
    "baseline_mean": "before entry, {outcome}",
    "control_mean": "control group, {outcome}",
    "treatment_mean": "group offered a place, {outcome}",
}


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
    row_id, _, column = id.partition(" ")
    if column:
        return _of_estimate(row_id, column)
    if id not in all_facts():
        raise KeyError(f"There is no fact {id!r}.")
    return all_facts()[id]


def _of_estimate(row_id: str, column: str) -> Fact:
    if column not in NUMBERS:
        raise KeyError(f"{column!r} is no column of numbers of the evidence table.")
    value = quote(row_id, column)
    found = row(row_id)
    study = studies()[found["study_id"]]
    unit = _unit(found["units"], column)
    period = f"reported {study['year']}" if study["year"] else "undated"
    if unit.startswith("dollars"):
        # The row's price year is the effect's: a cost beside it may be in other dollars.
        prices = None if column == "cost_per_participant" else found["dollar_year"]
        period = f"{prices:.0f} dollars" if prices else f"{period}, price year not stated"
    other = "{outcome}" if domains()[found["outcome"]] == BENEFITS else "effect on {outcome}"
    says = _COLUMNS.get(column, other).format(outcome=found["outcome"])
    return Fact(
        id=f"{row_id}-{column}",
        statement=f"{found['program']}: {says}, {found['followup']}",
        value=round(value) if unit.startswith("dollars") and abs(value) >= 100 else value,
        unit=unit,
        period=period,
        grade=checked_grade(found),
        citation=f"{study['authors']}, {study['title']}",
        locator=found["source_locator"],
        url=found["source_url"],
        note="",
    )


def _unit(units: str, column: str) -> str:
    """The unit of a column of an estimate whose effect is in ``units``."""
    match column:
        case "pct_impact":
            return "percent"
        case "n_total" | "n_treatment" | "n_control":
            return "people"
        case "cost_per_participant":
            return "dollars a person"
        case "control_mean" | "treatment_mean" if units.startswith("percent"):
            return "percent"  # a group's share; only its effect is in points
    return "percentage points" if units == "percent of group" else units.replace("USD", "dollars")
