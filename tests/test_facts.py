"""Single facts: each can be traced, and only quotable ones reach prose."""

import pytest

from seti_ta.calculators.vocabulary import GRADES
from seti_ta.evidence import NotQuotableError, quote
from seti_ta.evidence.facts import all_facts, fact, lines


def test_ids_are_unique():
    ids = [row["id"] for row in lines()]
    assert len(ids) == len(set(ids)) == len(all_facts())


@pytest.mark.parametrize("known", all_facts().values(), ids=lambda each: each.id)
def test_each_fact_can_be_traced(known):
    ours = known.grade == "judgement" and known.locator.startswith("our calculation")
    assert ours or known.grade in GRADES[:2], "prose prints what was read, or names its own sum"
    assert known.url.startswith("https://")
    assert all([known.statement, known.unit, known.period, known.citation, known.locator])


@pytest.mark.parametrize(
    ("id", "written"),
    [
        ("san_antonio_placement_reached", "56%"),
        ("quest_control_earnings_year_9", "$28,006"),
        ("san_antonio_applications", "13,500"),
        ("memo_good_jobs_requested", "$6.4 billion"),
        ("yearup_pace_2018-year1-earnings impact", "−$5,338"),
        ("jvs_efa_2022-year2-earnings pct_impact", "7%"),
        ("wa_2016-pooled-year2-earnings impact", "$1,945"),
    ],
)
def test_written(id, written):
    assert fact(id).written == written


def test_an_estimate_that_may_not_be_quoted_is_no_fact():
    row = "wa_2020-madison-2018-earnings"
    with pytest.raises(NotQuotableError):
        quote(row)
    with pytest.raises(NotQuotableError):
        fact(f"{row} impact")


def test_a_group_mean_is_not_called_an_effect():
    row = "yearup_pace_2022-quarter26-employed"
    assert "effect on" in fact(f"{row} impact").statement
    assert "control group" in fact(f"{row} control_mean").statement


def test_a_cost_does_not_take_the_price_year_of_the_effect_beside_it():
    row = "yearup_pace_2022-year7-earnings"
    assert fact(f"{row} impact").period == "2020 dollars"
    assert fact(f"{row} cost_per_participant").period.endswith("price year not stated")


def test_an_unknown_fact_is_named():
    with pytest.raises(KeyError, match="There is no fact 'nothing_of_the_kind'"):
        fact("nothing_of_the_kind")
    with pytest.raises(KeyError, match="'finding' is no column of numbers"):
        fact("yearup_pace_2018-year2-earnings finding")
