"""The ledger: how each number was read, and what you open to check it yourself."""

from collections.abc import Iterable
from html import escape

import pandas as pd
from IPython.display import HTML

from seti_ta.evidence.facts import Fact, all_facts
from seti_ta.evidence.listing import folded, table
from seti_ta.evidence.query import is_quotable

#: For each kind of text that a row was read in: what it is, and how to check a number in it.
HOW_TO_CHECK = {
    "report": ("the report itself", "open it at the table and page that the row names"),
    "federal clearinghouse": (
        "a page of a federal clearinghouse that rates studies",
        "open the link and compare with the results table of the page",
    ),
    "abstract": ("the abstract of a report or an article", "open the link and read the abstract"),
    "evaluator page": (
        "the evaluator's own page about its report",
        "open the link; the report is usually one click away",
    ),
    "press release": ("a press release of the evaluator", "open the link, then the report"),
    "funder page": ("a page of the trial's funder", "open the link, then the report it names"),
    "replication file": (
        "figures that researchers typed in from the report, with table and page, to rerun a study",
        "open the file, then the table and page of the report that the row names",
    ),
    "evidence review": (
        "a reviewer's summary of the report",
        "open the review, then the report it summarizes",
    ),
    "news report": ("a newspaper or radio report", "open the report itself before you rely on it"),
    "third-party digest": (
        "a summary by somebody with no part in the study",
        "open the report itself before you rely on it",
    ),
    "draft review": (
        "an unpublished draft of a review",
        "find the cited table in the report; we print no amount from these",
    ),
    "extraction log": (
        "a public log: an AI model took the figures from reports, people supervised",
        "open the report at the table and page that the row names, and compare",
    ),
    "memory": ("nobody read it anywhere", "find it in the report; we never print it"),
}


def grade_counts(table: pd.DataFrame) -> pd.DataFrame:
    """Rows by grade, and how many of them a sentence may quote."""
    counts = is_quotable(table).groupby(table["grade"]).agg(["size", "sum"])
    counts.columns = ["Rows", "May stand in a sentence"]
    return counts.rename_axis("Grade").sort_values("Rows", ascending=False).reset_index()


def text_counts(table: pd.DataFrame) -> pd.DataFrame:
    """Rows by the kind of text that they were read in, with how to check them."""
    counts = (
        table["read_in"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    )
    return pd.DataFrame(
        [
            (kind, count, *(words[0].upper() + words[1:] for words in HOW_TO_CHECK[kind]))
            for kind, count in counts.items()
        ],
        columns=["Read in", "Rows", "What it is", "How you check it"],
    )


def as_table(counts: pd.DataFrame) -> HTML:
    """A table for the page."""
    return HTML(table(list(counts), map(_texts, counts.itertuples(index=False))))


def facts() -> HTML:
    """Every single fact as a folded table: its id, value, period, grade and source."""
    heads = ["Fact", "Value", "Period", "Grade", "Source"]
    found = all_facts().values()
    return folded(f"All {len(found)} facts", heads, map(_cells, found))


def _cells(fact: Fact) -> str:
    texts = [f"{fact.statement} ({fact.id})", fact.with_unit, fact.period, fact.grade]
    source = f'<a href="{escape(fact.url)}">{escape(fact.citation)}</a>, {escape(fact.locator)}'
    return _texts(texts) + f"<td>{source}</td>"


def _texts(values: Iterable) -> str:
    return "".join(f"<td>{escape(str(value))}</td>" for value in values)
