"""Single facts: each can be traced, and only quotable ones reach prose."""

import pytest

from seti_ta.calculators.vocabulary import GRADES
from seti_ta.evidence import NotQuotableError, quote
from seti_ta.evidence.estimates import row, why_not_quotable
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
    unchecked = "wa_2020-madison-2018-earnings"
    with pytest.raises(NotQuotableError):
        quote(unchecked)
    with pytest.raises(NotQuotableError):
        fact(f"{unchecked} impact")


def test_a_group_mean_is_not_called_an_effect():
    employed = "yearup_pace_2022-quarter26-employed"
    assert "effect on" in fact(f"{employed} impact").statement
    assert "control group" in fact(f"{employed} control_mean").statement


def test_a_cost_does_not_take_the_price_year_of_the_effect_beside_it():
    year_7 = "yearup_pace_2022-year7-earnings"
    assert fact(f"{year_7} impact").period == "2020 dollars"
    assert fact(f"{year_7} cost_per_participant").period.endswith("price year not stated")


def test_an_unknown_fact_is_named():
    with pytest.raises(KeyError, match="There is no fact 'nothing_of_the_kind'"):
        fact("nothing_of_the_kind")
    with pytest.raises(KeyError, match="'finding' is no column of numbers"):
        fact("yearup_pace_2018-year2-earnings finding")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, ""),
        ({"impact": None}, "the cell is empty"),
        ({"impact": ""}, "the cell is empty"),
        ({"impact": float("nan")}, "the cell is empty"),
        ({"use": "background"}, "background only"),
        ({"use": "superseded"}, "superseded only"),
        ({"grade": "judgement"}, "recalled"),
        ({"grade": "machine-extracted", "cross_checked": "no"}, "by a machine"),
        ({"grade": "machine-extracted", "cross_checked": "direction"}, "by a machine"),
        ({"grade": "machine-extracted", "cross_checked": "amount"}, ""),
        ({"effect_per": "not clear"}, "averaged over"),
    ],
)
def test_why_an_effect_may_not_be_printed(change, reason):
    estimate = row("wa_2016-pooled-year2-earnings") | change
    said = why_not_quotable(estimate, "impact")
    assert bool(said) == bool(reason)
    assert reason in said


def test_only_the_effect_of_a_confirmed_machine_row_may_be_printed():
    machine = {"grade": "machine-extracted", "cross_checked": "amount", "control_mean": 1.0}
    estimate = row("wa_2016-pooled-year2-earnings") | machine
    for column in ("control_mean", "n_total", "finding"):
        assert "by a machine" in why_not_quotable(estimate, column)
    assert why_not_quotable(estimate | {"effect_per": "not clear"}, "impact")


def test_a_replaced_figure_may_be_printed_as_such():
    estimate = row("wa_2016-pooled-year2-earnings") | {"use": "superseded"}
    assert not why_not_quotable(estimate, "impact", superseded=True)
    assert why_not_quotable(estimate | {"use": "background"}, "impact", superseded=True)
