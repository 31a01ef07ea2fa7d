"""The numbers behind a figure as a folded table, each with its grade and its source."""

from html import escape

import pandas as pd
from IPython.display import HTML

from seti_ta.evidence.plots import MINUS, in_words, is_sized, signed

HEADS = ["Program", "When", "Effect", "Found", "Grade", "Source"]
REASON_HEADS = ["Program", "When", "Outcome", "Status", "Why", "Source"]


def details(rows: pd.DataFrame, title: str) -> HTML:
    """A table that opens on demand, one line a row of ``seti_ta.evidence.load()``."""
    return _folded(rows, title, HEADS, _cells)


def reasons(rows: pd.DataFrame, title: str) -> HTML:
    """What became of each row in an attempt at pooling, and why, as a folded table."""
    return _folded(rows, title, REASON_HEADS, _reason_cells)


def graded(row: pd.Series) -> str:
    """A row's grade in words, with what was cross-checked."""
    if row["grade"] != "machine-extracted":
        return f"{row['grade']} ({row['read_in']})"
    checked = {
        "amount": "amount confirmed",
        "direction": "direction confirmed",
        "no": "not cross-checked",
    }
    return f"machine-extracted, {checked[row['cross_checked']]}"


def effect(row: pd.Series) -> str:
    """An effect with its unit, its price year and, where printed, its 95 percent interval."""
    if pd.isna(row["impact"]) and pd.isna(row["pct_impact"]):
        return "size not published"
    if is_sized(row) or pd.isna(row["impact"]):
        words = in_words(row)
    else:
        unit = "percentage points" if row["units"] == "percent of group" else row["units"]
        words = f"{row['impact']:+,.7g} {unit}".replace("-", MINUS)
    if pd.notna(row["dollar_year"]):
        words += f", {row['dollar_year']:.0f} dollars"
    if row["se_basis"] == "published":
        reach, currency = 1.96 * row["std_error"], "$" if row["units"].startswith("USD") else ""
        low, high = (signed(row["impact"] + side * reach, currency=currency) for side in (-1, 1))
        words += f"; 95% interval {low} to {high}"
    return words


def _folded(rows: pd.DataFrame, title: str, heads: list[str], cells) -> HTML:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    lines = "\n".join(f"<tr>{cells(row)}</tr>" for _, row in rows.iterrows())
    return HTML(
        f"<details>\n<summary>{escape(title)}: the {len(rows)} rows as a table</summary>\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>\n</details>"
    )


def _cells(row: pd.Series) -> str:
    return _with_source(
        row, [row["program"], row["followup"], effect(row), row["finding"], graded(row)]
    )


def _reason_cells(row: pd.Series) -> str:
    return _with_source(
        row, [row["program"], row["followup"], row["outcome"], row["status"], row["reason"]]
    )


def _with_source(row: pd.Series, texts: list[str]) -> str:
    source = escape(row["source_locator"])
    if row["source_url"]:
        source = f'<a href="{escape(row["source_url"])}">{source}</a>'
    return "".join(f"<td>{escape(text)}</td>" for text in texts) + f"<td>{source}</td>"
