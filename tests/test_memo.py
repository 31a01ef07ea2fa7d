"""The memo's figures: each row is complete, and names facts that exist and may be printed."""

import pytest
from conftest import CHAPTERS

from seti_ta.evidence import memo
from seti_ta.evidence.facts import fact
from seti_ta.evidence.table import EvidenceError
from seti_ta.handbook.build import ROOT


@pytest.fixture(scope="module")
def figures():
    return memo.load()


def test_each_figure_stands_once_and_has_facts_or_says_why_not(figures):
    assert figures["figure"].is_unique
    named = [id for text in figures["found"] for _, id in memo.parts(text) if id]
    assert len(named) > len(figures)
    assert all(fact(id).written for id in named)


def test_the_page_lists_every_status(figures):
    page = (ROOT / "book/memo-figures.md").read_text("utf-8")
    assert "book/memo-figures" in CHAPTERS
    assert set(figures["status"]) == set(memo.STATUSES)
    assert all(f"```{{memo}} {status}\n" in page for status in memo.STATUSES)


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("status", "true", "memo.csv, row proven: status is 'true', which wants one of: confirmed"),
        ("say", "", "memo.csv, row proven: say is empty"),
        (
            "found",
            "It was {no_such_fact}.",
            "memo.csv, row proven: no printable fact: There is no fact 'no_such_fact'",
        ),
        (
            "found",
            "It was {wa_2020-madison-2018-earnings impact}.",
            "memo.csv, row proven: no printable fact: wa_2020-madison-2018-earnings, impact",
        ),
        (
            "figure",
            "Millions of Americans",
            "memo.csv, row proven: figure is 'Millions of Americans'",
        ),
    ],
)
def test_a_broken_row_is_refused(figures, tmp_path, column, value, sentence):
    broken = figures.copy()
    broken.loc[broken.index[0], column] = value
    path = tmp_path / "memo.csv"
    broken.to_csv(path, index=False)
    with pytest.raises(EvidenceError) as refused:
        memo.load(path)
    assert sentence in str(refused.value)
