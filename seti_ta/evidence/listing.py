"""The numbers behind a figure as a folded table, each with its grade and its source."""

from collections.abc import Iterable, Iterator
from html import escape

import pandas as pd
from IPython.display import HTML

from seti_ta.evidence.facts import Fact, fact
from seti_ta.evidence.plots import MINUS, in_prices_of, in_words, is_sized, signed

HEADS = ["Program", "When", "Effect", "Found", "Grade", "Source"]
REASON_HEADS = ["Program", "When", "Outcome", "Status", "Why", "Source"]
RATING_HEADS = ["Program", "Body", "Report", "What was rated", "Rating", "Why", "Year", "Source"]


def details(rows: pd.DataFrame, title: str) -> HTML:
    """A table that opens on demand, one line a row of ``seti_ta.evidence.load()``."""
    return folded(f"{title}: the {len(rows)} rows as a table", HEADS, map(_cells, _each(rows)))


def reasons(rows: pd.DataFrame, title: str) -> HTML:
    """What became of each row in an attempt at pooling, and why, as a folded table."""
    title = f"{title}: the {len(rows)} rows as a table"
    return folded(title, REASON_HEADS, map(_reason_cells, _each(rows)))


def ratings(rows: pd.DataFrame, title: str) -> HTML:
    """A table that opens on demand, one line a row of ``seti_ta.evidence.load_ratings()``."""
    title = f"{title}: the {len(rows)} ratings as a table"
    return folded(title, RATING_HEADS, map(_rating_cells, _each(rows)))


def costs(facts: dict[str, str], year: int, title: str) -> HTML:
    """A table that opens on demand, one line a cost: ``facts`` maps a program to a fact's id."""
    title = f"{title}: the {len(facts)} costs as a table"
    heads = ["Program", "As published", "Prices", f"In {year} dollars", "Source"]
    return folded(
        title, heads, (_cost_cells(program, fact(id), year) for program, id in facts.items())
    )


def folded(title: str, heads: list[str], lines: Iterable[str]) -> HTML:
    """A folded table of lines that are already cells of HTML."""
    heads = "".join(f'<th scope="col">{head}</th>' for head in heads)
    lines = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return HTML(
        f"<details>\n<summary>{escape(title)}</summary>\n"
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>\n</details>"
    )


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


def _each(rows: pd.DataFrame) -> Iterator[pd.Series]:
    return (row for _, row in rows.iterrows())


def _cells(row: pd.Series) -> str:
    return _texts(row["program"], row["followup"], effect(row), row["finding"], graded(row)) + (
        _source(row)
    )


def _reason_cells(row: pd.Series) -> str:
    texts = (row["program"], row["followup"], row["outcome"], row["status"], row["reason"])
    return _texts(*texts) + _source(row)


def _rating_cells(row: pd.Series) -> str:
    return _texts(
        row["program"],
        row["body"],
        row["report"],
        f"{row['what_is_rated']}: {row['outcome']}",
        row["rating"] + (" (disputed)" if row["level"] == "disputed" else ""),
        row["reason"],
        "not dated" if pd.isna(row["year"]) else f"{row['year']:.0f}",
    ) + _source(row)


def _cost_cells(program: str, cost: Fact, year: int) -> str:
    amount, is_priced = in_prices_of(cost, year)
    prices = cost.period if is_priced else "not stated"
    converted = f"${amount:,.0f}" if is_priced else "not converted"
    source = f'<a href="{escape(cost.url)}">{escape(cost.citation)}; {escape(cost.locator)}</a>'
    return _texts(program, cost.written, prices, converted) + f"<td>{source}</td>"


def _texts(*texts: str) -> str:
    return "".join(f"<td>{escape(text)}</td>" for text in texts)


def _source(row: pd.Series) -> str:
    source = escape(row["source_locator"])
    if row["source_url"]:
        source = f'<a href="{escape(row["source_url"])}">{source}</a>'
    return f"<td>{source}</td>"
