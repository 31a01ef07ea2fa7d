"""Finding rows, and putting them on one price scale."""

import numpy as np
import pandas as pd
import pytest

from seti_ta import evidence
from seti_ta.evidence import estimates
from seti_ta.prices import PRICES


@pytest.fixture(scope="module")
def table():
    return evidence.load()


def test_every_condition_narrows(table):
    found = evidence.find(
        table, kind="sector", outcome="annual earnings", horizon=2, quotable=True, domain="earnings"
    )
    assert "wa_2016-pooled-year2-earnings" in found.index
    assert "wa_2016-madison-year2-earnings" not in found.index  # extracted by a machine
    assert set(found["kind"]) == {"sector"}
    assert set(found["outcome"]) == {"annual earnings"}
    assert set(found["followup_years"]) == {2}
    assert evidence.find(table).equals(table)


def test_a_horizon_may_be_a_span(table):
    found = evidence.find(table, program="Project QUEST", horizon=(9, 11))
    assert set(found["followup_years"]) == {9, 11}


def test_year_0_is_a_horizon(table):
    assert set(evidence.find(table, horizon=0)["followup_years"]) == {0}


def test_quotable_is_what_quote_prints(table):
    quotable = evidence.is_quotable(table)
    for row_id in estimates.rows():
        assert quotable[row_id] == (prints(row_id, "impact") or prints(row_id, "pct_impact"))
    assert 0 < quotable.sum() < len(table)


def prints(row_id: str, column: str) -> bool:
    try:
        evidence.quote(row_id, column)
    except evidence.NotQuotableError:
        return False
    return True


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ({"program": "Per Scolas"}, "program is 'Per Scolas', which .* mean 'Per Scholas"),
        ({"kind": "sectoral"}, "kind is 'sectoral', .* did you mean 'sector'"),
        ({"outcome": "wages"}, "outcome is 'wages', which these rows do not have"),
        ({"domain": "earning"}, "domain is 'earning', .* did you mean 'earnings'"),
        ({"horizon": (5, 2)}, r"horizon is \(5, 2\), which wants one year or two in order, from 0"),
        ({"horizon": "two"}, "horizon is 'two', which wants"),
        ({"program": 5}, "program is 5, which these rows do not have"),
        ({"horizon": -1}, "horizon is -1, which wants"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_ones(table, condition, sentence):
    with pytest.raises(ValueError, match=sentence) as refusal:
        evidence.find(table, **condition)
    assert "\n" not in str(refusal.value)


def test_a_name_that_is_known_but_gone_from_the_rows_gives_none(table):
    assert evidence.find(table, kind="general training", program="Year Up").empty


def test_one_price_scale_keeps_the_originals(table):
    priced = evidence.in_prices_of(table, 2018)
    pd.testing.assert_frame_equal(priced[table.columns], table)
    row = priced.loc["quest_2021-year11-earnings"]
    assert row["impact_in_prices"] == pytest.approx(4616 * PRICES[2018] / PRICES[2019])
    assert row["prices"] == "converted from 2019 dollars"
    mean = priced.loc["yearup_pace_2022-year7-earnings"]
    assert mean["control_mean_in_prices"] == pytest.approx(
        mean["control_mean"] * PRICES[2018] / PRICES[2020]
    )
    row = priced.loc["yearup_pace_2022-year5-earnings"]
    assert (row["impact_in_prices"], row["control_mean_in_prices"]) == (7789, 23243)
    assert (row["price_factor"], row["prices"]) == (1, "as published in 2018 dollars")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("wa_2016-pooled-year2-earnings", "not convertible: the source names no price year"),
        ("vida_2022-year6-degree", "not in dollars"),
        ("roodman_2026-sector-to_age_65-bcr_broad", "not in dollars"),
        ("katz_2022-low-latest-earnings", "not in dollars"),
    ],
)
def test_no_price_year_is_guessed(table, row, words):
    priced = evidence.in_prices_of(table).loc[row]
    assert priced["prices"] == words
    assert np.isnan(priced["impact_in_prices"])


@pytest.mark.parametrize("year", [2026, 1776])
def test_a_year_without_an_index_is_refused(table, year):
    with pytest.raises(ValueError, match=f"year is {year}, which wants a year from .* to 2025"):
        evidence.in_prices_of(table, year)
