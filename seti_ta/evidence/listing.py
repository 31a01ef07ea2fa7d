"""The numbers behind a figure as a folded table, each with its grade and its source."""

from html import escape

import pandas as pd
from IPython.display import HTML

from seti_ta.evidence.facts import Fact, fact
from seti_ta.evidence.plots import MINUS, in_prices_of, in_words, is_sized, signed

HEADS = ["Program", "When", "Effect", "Found", "Grade", "Source"]


def details(rows: pd.DataFrame, title: str) -> HTML:
    """A table that opens on demand, one line a row of ``seti_ta.evidence.load()``."""
    lines = [_cells(row) for _, row in rows.iterrows()]
    return _folded(f"{title}: the {len(rows)} rows as a table", HEADS, lines)


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


def _cells(row: pd.Series) -> str:
    texts = [row["program"], row["followup"], effect(row), row["finding"], graded(row)]
    source = escape(row["source_locator"])
    if row["source_url"]:
        source = f'<a href="{escape(row["source_url"])}">{source}</a>'
    return "".join(f"<td>{escape(text)}</td>" for text in texts) + f"<td>{source}</td>"


def cost_details(costs: dict[str, str], year: int, title: str) -> HTML:
    """A table that opens on demand, one line a cost: ``costs`` maps a program to a fact's id."""
    heads = ["Program", "As published", "Prices", f"In {year} dollars", "Source"]
    lines = [_cost_cells(program, fact(id), year) for program, id in costs.items()]
    return _folded(f"{title}: the {len(lines)} costs as a table", heads, lines)


def _cost_cells(program: str, cost: Fact, year: int) -> str:
    amount, is_priced = in_prices_of(cost, year)
    texts = [program, cost.written, cost.period if is_priced else "not stated",
             f"${amount:,.0f}" if is_priced else "not converted"]  # fmt: skip
    source = f'<a href="{escape(cost.url)}">{escape(cost.citation)}; {escape(cost.locator)}</a>'
    return "".join(f"<td>{escape(text)}</td>" for text in texts) + f"<td>{source}</td>"


def _folded(summary: str, heads: list[str], lines: list[str]) -> HTML:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "\n".join(f"<tr>{cells}</tr>" for cells in lines)
    return HTML(
        f"<details>\n<summary>{escape(summary)}</summary>\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</details>"
    )
