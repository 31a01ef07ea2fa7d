"""The ledger covers every kind of text and keeps drafts out of sentences."""

from html import escape

from seti_ta import evidence
from seti_ta.evidence import ledger
from seti_ta.evidence.facts import all_facts
from seti_ta.evidence.table import READ_IN


def test_each_kind_of_text_says_how_to_check_it():
    assert sorted(ledger.HOW_TO_CHECK) == sorted(READ_IN)


def test_counts_add_up():
    table = evidence.load()
    grades, texts = ledger.grade_counts(table), ledger.text_counts(table)
    assert grades["Rows"].sum() == texts["Rows"].sum() == len(table)
    assert (grades["May stand in a sentence"] <= grades["Rows"]).all()


def test_what_the_ledger_says_is_never_printed_is_not():
    table = evidence.load()
    drafts = table[table["read_in"].isin(["draft review", "memory"])]
    assert len(drafts)
    assert not evidence.is_quotable(drafts).any()


def test_every_fact_is_listed_with_its_source():
    html = ledger.facts().data
    for each in all_facts().values():
        assert f"({each.id})" in html
        assert escape(each.url) in html
