"""Rows of the evidence as tables of HTML, each with its grade and its source."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

import pandas as pd
from IPython.display import HTML

from seti_ta.evidence.facts import Fact, fact
from seti_ta.evidence.words import COST, effect, effect_for_whom, graded

HEADS = ["Program", "When", "Effect", "Found", "Grade", "Source"]
RESULT_HEADS = ["When", "Outcome", "Effect", "Found", "Grade", "Source"]
REASON_HEADS = ["Program", "When", "Outcome", "Status", "Why", "Source"]
RATING_HEADS = ["Program", "Body", "Report", "What was rated", "Rating", "Why", "Year", "Source"]
RATED_HEADS = ["Body", "Report", "What was rated", "Rating", "Why", "Source"]


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


def rated(rows: pd.DataFrame) -> str:
    """The ratings as an open table, narrower than the folded one."""
    return table(RATED_HEADS, map(_rated_cells, _each(rows)), "What review bodies said")


def costs(facts: dict[str, str], year: int, title: str) -> HTML:
    """A table that opens on demand, one line a cost: ``facts`` maps a program to a fact's id."""
    title = f"{title}: the {len(facts)} costs as a table"
    heads = ["Program", "As published", "Prices", f"In {year} dollars", "Source"]
    return folded(
        title, heads, (_cost_cells(program, fact(id), year) for program, id in facts.items())
    )


def beside(table_of: pd.DataFrame, pairs: dict[str, tuple[str, str]], heads: list[str]) -> HTML:
    """An open table of two findings of each program: ``pairs`` maps its name to two row ids."""
    lines = (
        _texts(name) + "".join(_finding_cell(table_of.loc[id]) for id in ids)
        for name, ids in pairs.items()
    )
    return HTML(table(heads, lines))


def folded(title: str, heads: list[str], lines: Iterable[str]) -> HTML:
    """A folded table of lines that are already cells of HTML."""
    return HTML(f"<details>\n<summary>{escape(title)}</summary>\n{table(heads, lines)}\n</details>")


def table(heads: list[str], lines: Iterable[str], caption: str = "") -> str:
    """A table of lines that are already cells of HTML."""
    heads = "".join(f'<th scope="col">{head}</th>' for head in heads)
    lines = "\n".join(f"<tr>{line}</tr>" for line in lines)
    if caption:
        caption = f"<caption>{escape(caption)}</caption>\n"
    return (
        f"<table>\n{caption}<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>"
    )


def results(rows: pd.DataFrame, program: str) -> str:
    """All that was measured in a program: the rows that count, and folded the others and why."""
    rows = _by_year(rows[(rows["program"] == program) & (rows["outcome"] != COST)])
    counted, others = (rows[(rows["use"] == "count") == yes] for yes in (True, False))
    html = ""
    if len(counted):
        html = table(RESULT_HEADS, map(_result_cells, _each(counted)), program)
    if len(others):
        title = f"{program}: rows that do not count, and why ({len(others)})"
        heads = [*RESULT_HEADS[:-1], "Why it does not count", "Source"]
        html += folded(title, heads, map(_left_out_cells, _each(others))).data
    return html


def _by_year(rows: pd.DataFrame) -> pd.DataFrame:
    """Annual earnings first, then other earnings, then the rest; each by year of follow-up."""
    outcome = rows["outcome"]
    place = 2 - outcome.str.contains("earnings").astype(int) - (outcome == "annual earnings")
    return rows.assign(place=place).sort_values(["place", "followup_years"], kind="stable")


def _each(rows: pd.DataFrame) -> Iterator[pd.Series]:
    return (row for _, row in rows.iterrows())


def _cells(row: pd.Series) -> str:
    return _texts(row["program"], row["followup"], effect(row), row["finding"], graded(row)) + (
        _source(row)
    )


def _result_cells(row: pd.Series, *why: str) -> str:
    found = [row["followup"], row["outcome"], effect_for_whom(row), row["finding"], graded(row)]
    return _texts(*found, *why) + _source(row)


def _left_out_cells(row: pd.Series) -> str:
    return _result_cells(row, row["use_reason"])


def _reason_cells(row: pd.Series) -> str:
    texts = (row["program"], row["followup"], row["outcome"], row["status"], row["reason"])
    return _texts(*texts) + _source(row)


def _rating_cells(row: pd.Series) -> str:
    return _texts(
        row["program"],
        row["body"],
        row["report"],
        _what_was_rated(row),
        _rating(row),
        row["reason"],
        "not dated" if pd.isna(row["year"]) else f"{row['year']:.0f}",
    ) + _source(row)


def _rated_cells(row: pd.Series) -> str:
    body = row["body"] if pd.isna(row["year"]) else f"{row['body']}, {row['year']:.0f}"
    found = [body, row["report"], _what_was_rated(row), _rating(row), row["reason"]]
    return _texts(*found) + _source(row)


def _what_was_rated(row: pd.Series) -> str:
    return f"{row['what_is_rated']}: {row['outcome']}"


def _rating(row: pd.Series) -> str:
    return row["rating"] + (" (disputed)" if row["level"] == "disputed" else "")


def _cost_cells(program: str, cost: Fact, year: int) -> str:
    amount, is_priced = cost.in_prices_of(year)
    prices = cost.period if is_priced else "not stated"
    converted = f"${amount:,.0f}" if is_priced else "not converted"
    source = f'<a href="{escape(cost.url)}">{escape(cost.citation)}; {escape(cost.locator)}</a>'
    return _texts(program, cost.written, prices, converted) + f"<td>{source}</td>"


def _finding_cell(row: pd.Series) -> str:
    """An effect with its time and its finding, and below it the source and its grade."""
    finding = "" if row["finding"] == "not stated" else f": {row['finding']}"
    said = f"{effect_for_whom(row)}, {row['followup']}{finding}"
    source = _source(row).removeprefix("<td>").removesuffix("</td>")
    return f"<td>{escape(said)}<br><small>{source}, {escape(graded(row))}</small></td>"


def _texts(*texts: str) -> str:
    return "".join(f"<td>{escape(text)}</td>" for text in texts)


def _source(row: pd.Series) -> str:
    source = escape(row["source_locator"])
    if row["source_url"]:
        source = f'<a href="{escape(row["source_url"])}">{source}</a>'
    return f"<td>{source}</td>"


def plain_table(heads: Sequence[str], lines: Iterable[Sequence]) -> HTML:
    """A table of computed values: the first row of heads, then one row a line."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    rows = ["".join(f"<td>{escape(str(cell))}</td>" for cell in line) for line in lines]
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return HTML(f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>")
