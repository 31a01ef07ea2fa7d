"""A row of the evidence in words: its effect, its interval, its period and its grade."""

import re

import pandas as pd

from seti_ta.evidence.estimates import checked_grade

MINUS = "\N{MINUS SIGN}"
COST = "program cost per participant"  # an outcome that is no effect
Z = 1.96  # standard errors on either side of an effect, in a 95 percent interval


def signed(amount: float, *, currency: str = "", unit: str = "") -> str:
    """A signed amount, rounded to a whole number: +$1,945, or a true minus sign and 7%."""
    whole = round(amount)
    sign = MINUS if whole < 0 else "+" if whole > 0 else ""
    return f"{sign}{currency}{abs(amount):,.0f}{unit}"


def is_sized(row: pd.Series) -> bool:
    """Whether a row gives its effect in dollars a year."""
    return row["units"] == "USD per year" and pd.notna(row["impact"])


def in_words(row: pd.Series) -> str:
    """An effect in words: dollars and percent, or what was found without a size in dollars."""
    percent = "" if pd.isna(row["pct_impact"]) else signed(row["pct_impact"], unit="%")
    if is_sized(row):
        return signed(row["impact"], currency="$") + (f" ({percent})" if percent else "")
    return f"{percent}, dollars not published" if percent else row["finding"]


def interval(row: pd.Series) -> tuple[float, float] | None:
    """The 95 percent interval of an effect; None where its report prints no standard error."""
    if row["se_basis"] != "published":
        return None
    reach = Z * row["std_error"]
    return row["impact"] - reach, row["impact"] + reach


def effect(row: pd.Series) -> str:
    """An effect with its unit, its price year and, where printed, its 95 percent interval."""
    if row["outcome"] == COST:
        return f"cost ${row['cost_per_participant']:,.0f}"
    if pd.isna(row["impact"]) and pd.isna(row["pct_impact"]):
        return "size not published"
    if is_sized(row) or pd.isna(row["impact"]):
        words = in_words(row)
    else:
        words = amount(row["impact"], row["units"])
    if pd.notna(row["dollar_year"]):
        words += f", {row['dollar_year']:.0f} dollars"
    if ends := interval(row):
        currency = "$" if row["units"].startswith("USD") else ""
        low, high = (signed(end, currency=currency) for end in ends)
        words += f"; 95% interval {low} to {high}"
    return words


def amount(impact: float, units: str) -> str:
    """A signed amount as readers write it: +$3.35 per hour, +12%, +18 percentage points."""
    sign = MINUS if impact < 0 else "+" if impact > 0 else ""
    size = f"{abs(impact):,.7g}"
    if units.startswith("USD"):
        return f"{sign}${size}{units.removeprefix('USD')}"
    if units == "percent of group":
        return f"{sign}{size} percentage points"
    if units.startswith("percent") and not units.startswith("percentage"):
        return f"{sign}{size}{units.replace('percent', '%', 1)}"
    return f"{sign}{size} {units}"


def effect_for_whom(row: pd.Series) -> str:
    """An effect, with whom it is averaged over where that is not each person offered a place."""
    whom = row["effect_per"]
    if whom == "person offered" or pd.isna(row["impact"]):
        return effect(row)
    return f"{effect(row)}; " + ("per whom is not clear" if whom == "not clear" else f"per {whom}")


def when(row: pd.Series) -> str:
    """The period of a row in short: "year 2" for "year 2 (quarters 6-9)"."""
    return re.split(r", | \(", row["followup"])[0]


def graded(row: pd.Series) -> str:
    """A row's grade, with the kind of text it was read in or what was cross-checked."""
    if row["grade"] == "machine-extracted":
        return checked_grade(row)
    return f"{row['grade']} ({row['read_in']})"
