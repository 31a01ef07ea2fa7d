"""The evidence table as page, file and workbook show it: columns with labels, and cells as text."""

import csv
import io
from dataclasses import dataclass

import pandas as pd

from seti_ta import evidence
from seti_ta.evidence.price_scale import PRICE_YEAR
from seti_ta.evidence.table import FINDINGS, GRADES


@dataclass(frozen=True)
class Column:
    """One column: its name in files, its label for readers, and how a cell is to be read.

    ``format`` is ``text``, ``link``, ``row`` (the id of another row), ``number``, ``year``,
    ``percent``, ``dollars``, ``factor``, ``units`` (an amount in the units of its row) or ``mean``
    (the same, but a share is a percent: only its effect is in points).
    """

    name: str
    label: str
    format: str = "text"


#: Every column, in the order of files, below the heading under which a reader finds it.
GROUPS: dict[str, list[Column]] = {
    "This row": [Column("row_id", "Its id, which never changes")],
    "The result": [
        Column("program", "Program"),
        Column("outcome", "What was measured"),
        Column("followup", "Follow-up, in the source’s words"),
        Column("followup_years", "Years from random assignment to its end", "number"),
        Column("impact", "Effect", "units"),
        Column("effect_per", "The effect is per person"),
        Column("units", "Unit of the effect and of the means"),
        Column("pct_impact", "Effect as a share of the control group’s mean", "percent"),
        Column("as_published", "Stands as published, though it does not follow from the rest"),
        Column("finding", "Found"),
        Column("control_mean", "Mean of the control group", "mean"),
        Column("treatment_mean", "Mean of the program group", "mean"),
        Column("baseline_mean", "Mean of both groups before the program", "mean"),
        Column("cost_per_participant", "Cost per participant; never sum it over rows", "dollars"),
    ],
    "How far to trust it": [
        Column("grade", "Grade"),
        Column("read_in", "Kind of text in which the number was read"),
        Column("cross_checked", "What was found again in another text"),
        Column("checked_against", "The text in which it was found again"),
        Column("use", "Whether the row counts"),
        Column("use_reason", "Why it does not count"),
        Column("prefer", "Use this row instead", "row"),
        Column("note", "Caveats"),
    ],
    "In dollars of one year": [
        Column("dollar_year", "Price year of the source", "year"),
        Column("prices", f"In {PRICE_YEAR} dollars"),
        Column("impact_in_prices", f"Effect in {PRICE_YEAR} dollars", "dollars"),
        Column("control_mean_in_prices", f"Control mean in {PRICE_YEAR} dollars", "dollars"),
        Column("price_factor", f"Dollars of {PRICE_YEAR} for one dollar of the source", "factor"),
    ],
    "How sure": [
        Column("p_value", "p-value, as the source gives it"),
        Column("significance_level", "Level of the report’s own tests", "factor"),
        Column("ci_low", "Confidence interval from", "units"),
        Column("ci_high", "Confidence interval to", "units"),
        Column("ci_level", "Level of that interval", "factor"),
        Column("se", "Standard error", "units"),
        Column("se_how", "Where the standard error comes from"),
        Column("se_at_least", "The standard error is at least", "units"),
        Column("se_at_most", "The standard error is at most", "units"),
        Column("std_error", "Standard error as first recorded", "units"),
        Column("se_basis", "Where that came from"),
    ],
    "Where it was read": [
        Column("source_locator", "Place in the report or on the page"),
        Column("source_url", "Page to open", "link"),
        Column("read_at", "Page or copy that was read", "link"),
    ],
    "Who was studied": [
        Column("domain", "Subject"),
        Column("kind", "Kind of program"),
        Column("pool_of", "Part of this pool"),
        Column("provider", "Provider or group of people"),
        Column("location", "Place"),
        Column("sectors", "Sectors"),
        Column("n_total", "People in the sample", "number"),
        Column("n_treatment", "People in the program group", "number"),
        Column("n_control", "People in the control group", "number"),
    ],
    "The report": [
        Column("study_id", "Its id"),
        Column("authors", "Authors"),
        Column("year", "Year of publication"),
        Column("title", "Title"),
        Column("publisher", "Publisher"),
        Column("url", "Its own page", "link"),
        Column("group", "Kind of report"),
        Column("design", "Design"),
        Column("enrollment_years", "When people joined"),
        Column("trials", "Trials that it sums up", "number"),
        Column("trials_with_gain", "Of them, trials in which earnings rose", "number"),
        Column("study_note", "What is not certain about it"),
    ],
}

COLUMNS = [column for columns in GROUPS.values() for column in columns]
NAMES = [column.name for column in COLUMNS]

#: The follow-up periods to choose from: label, years after which, years up to which.
PERIODS = [
    ("Up to 1 year", -1, 1),
    ("Over 1, up to 2 years", 1, 2),
    ("Over 2, up to 5 years", 2, 5),
    ("Over 5, up to 10 years", 5, 10),
    ("Over 10 years", 10, 100),
]
NO_PERIOD = "Not stated"

#: Columns whose values have an order of their own.
ORDERED = {
    "period": [*(label for label, *_ in PERIODS), NO_PERIOD],
    "finding": FINDINGS,
    "grade": GRADES,
}


def all_rows() -> pd.DataFrame:
    """Every row of the evidence table with every column, those that count first."""
    table = evidence.in_prices_of(evidence.with_std_errors(evidence.load()))
    rows = table.assign(row_id=table.index)[NAMES]
    return rows.sort_values("use", key=lambda use: use != "count", kind="stable")


def period(years: float) -> str:
    """The follow-up period, as readers choose it."""
    return next((label for label, after, to in PERIODS if after < years <= to), NO_PERIOD)


def choices(rows: pd.DataFrame) -> dict[str, list[str]]:
    """What each filter of the explorer offers, in the order in which it is offered."""
    return {name: in_order(values) for name, values in filter_values(rows).items() if name != "use"}


def in_order(column: pd.Series) -> list:
    """The different values of a column, empty cells aside: in their own order, else sorted."""
    found = set(column[(column != "") & column.notna()])
    if ordered := ORDERED.get(column.name):
        return [value for value in ordered if value in found]
    return sorted(found, key=lambda value: value.casefold() if isinstance(value, str) else value)


def filter_values(rows: pd.DataFrame) -> pd.DataFrame:
    """What each filter compares, one line a row."""
    same = rows[["program", "kind", "domain", "finding", "grade", "use"]]
    return same.assign(period=rows["followup_years"].map(period))


def csv_text(rows: pd.DataFrame) -> str:
    """The rows as CSV, numbers with all their digits; it opens in a spreadsheet as UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(rows.columns)
    writer.writerows(cells(rows))
    return "\ufeff" + file.getvalue()


def cells(rows: pd.DataFrame) -> list[list[str]]:
    """The rows as files hold them."""
    return [[cell_text(value) for value in row] for row in rows.itertuples(index=False)]


def cell_text(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return "" if pd.isna(value) else repr(float(value)).removesuffix(".0")
