"""Standard errors from p-values, t statistics and intervals, against SciPy and back again."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from seti_ta import evidence
from seti_ta.evidence import std_errors

EFFECTS = st.floats(0.01, 1e6) | st.floats(-1e6, -0.01)
P_VALUES = st.floats(1e-6, 0.999)
DEGREES = st.none() | st.integers(2, 5_000)


@pytest.fixture(scope="module")
def table():
    return evidence.with_std_errors(evidence.load())


def p_of(impact: float, se: float, df: int | None) -> float:
    """SciPy's own two-sided p-value."""
    size = abs(impact) / se
    return 2 * (stats.norm.sf(size) if df is None else stats.t.sf(size, df))


@given(EFFECTS, P_VALUES, DEGREES)
def test_a_p_value_comes_back_from_its_error(impact, p, df):
    assert math.isclose(p_of(impact, std_errors.from_p(impact, p, df), df), p, rel_tol=1e-6)


@given(EFFECTS, st.floats(0.001, 50))
def test_a_t_statistic_comes_back_from_its_error(impact, size):
    t = math.copysign(size, impact)
    assert math.isclose(impact / std_errors.from_t(impact, t), t)


@given(EFFECTS, st.floats(0.01, 1e6), st.floats(0.5, 0.999), DEGREES)
def test_an_interval_comes_back_from_its_error(impact, se, level, df):
    curve = stats.norm(impact, se) if df is None else stats.t(df, impact, se)
    found = std_errors.from_interval(*curve.interval(level), level=level, df=df)
    assert math.isclose(found, se, rel_tol=1e-6, abs_tol=1e-6)


@given(EFFECTS, st.floats(0.01, 1e6))
def test_bounds_hold_the_error_that_made_the_threshold(impact, se):
    p = p_of(impact, se, None)
    for cut in ("0.01", "0.05", "0.10"):
        at_least, at_most = std_errors.bounds(impact, f"{'<' if p < float(cut) else '>'}{cut}")
        assert not se < at_least
        assert not se > at_most


@pytest.mark.parametrize(
    ("p_text", "level", "at_least", "at_most"),
    [
        ("<0.01", None, math.nan, 1000 / 2.575829),
        ("<.05", None, math.nan, 1000 / 1.959964),
        ("<0.05 (after multiple-comparison adjustment)", None, math.nan, 1000 / 1.959964),
        (">0.10", None, 1000 / 1.644854, math.nan),
        ("0.05-0.10", None, 1000 / 1.959964, 1000 / 1.644854),
        ("0.03", None, 1000 / 2.241403, 1000 / 2.108358),
        ("0.000", None, math.nan, 1000 / 3.480756),
        ("not significant", 0.1, 1000 / 1.644854, math.nan),
        ("significant (negative)", 0.1, math.nan, 1000 / 1.644854),
        ("not significant", None, math.nan, math.nan),
        ("significant", None, math.nan, math.nan),
        ("positive impact reported", 0.1, math.nan, math.nan),
        ("", 0.1, math.nan, math.nan),
    ],
)
def test_bounds_from_what_reports_print(p_text, level, at_least, at_most):
    for impact in (1000, -1000):
        found = std_errors.bounds(impact, p_text, level)
        assert found == pytest.approx((at_least, at_most), rel=1e-6, nan_ok=True)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: std_errors.from_p(0, 0.3), "an effect of 0 with t ="),
        (lambda: std_errors.from_p(100, 0), "p is 0, which wants a number above 0 and below 1"),
        (lambda: std_errors.from_p(100, 1), "p is 1, which wants"),
        (lambda: std_errors.from_p(100, 27), "p is 27, which wants"),
        (lambda: std_errors.from_t(100, -2), "have the same sign"),
        (lambda: std_errors.from_t(100, 0), "both must differ from zero"),
        (lambda: std_errors.from_interval(5, 5), "low is 5, which wants a number below high, 5"),
        (lambda: std_errors.from_interval(1, 5, 95), "level is 95, which wants a share"),
    ],
)
def test_what_gives_no_error_is_refused_in_a_sentence(call, sentence):
    with pytest.raises(ValueError, match=r"^[^\n]+$") as refusal:
        call()
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("row", "se", "how"),
    [
        ("yearup_pace_2018-year3-earnings", 619, "published"),
        ("wa_2020-per_scholas-2017-earnings", 2036, "derived from p = 0.027"),
        ("wa_2020-per_scholas-2018-earnings", 2182, "derived from p = 0.004"),
        ("wa_2020-madison-2018-earnings", 1513, "derived from p = 0.603"),
        ("wa_2020-madison-2017-earnings", 1318, "derived from a p-value by the extractor"),
        ("wta_2021-quarters12_13-quarterly_earnings", 224, "derived from the 90% confidence"),
        ("pace_2022-vida-years3_5-earnings", 1369, "derived from yearly standard errors"),
    ],
)
def test_each_error_says_where_it_comes_from(table, row, se, how):
    assert table.at[row, "se"] == pytest.approx(se, abs=0.5)
    assert table.at[row, "se_how"].startswith(how)
    assert math.isnan(table.at[row, "se_at_most"])


def test_a_threshold_gives_a_bound_and_no_error(table):
    row = table.loc["wa_2016-pooled-year2-earnings"]
    assert math.isnan(row["se"])
    assert row["se_at_most"] == pytest.approx(1945 / 2.575829)
    assert row["se_how"] == "none: only a bound, from p <0.01"


def test_every_row_says_why_it_has_no_error(table):
    assert table["se_how"].str.startswith("none: ").eq(table["se"].isna()).all()


def test_an_effect_of_zero_has_no_error():
    rows = evidence.load().loc[["wa_2020-madison-2018-earnings"]].assign(impact=0.0, p_value="1.0")
    found = evidence.with_std_errors(rows).iloc[0]
    assert math.isnan(found["se"])
    assert found["se_how"] == "none: an effect of zero says nothing about its error"


def test_errors_derived_by_the_extractor_come_out_again(table):
    """From the exact p-value, or as the root mean square of the yearly errors beside them."""
    derived = table[table["se_basis"] == "derived from p"]
    exact = derived[derived["p_value"].map(std_errors.exact_p).notna()]
    assert len(exact) == 1
    for _, row in exact.iterrows():
        again = std_errors.from_p(row["impact"], float(row["p_value"]))
        assert row["std_error"] == pytest.approx(again, abs=0.5)
    for site in ("bridge", "carreras", "seattle"):
        yearly = table.loc[[f"pace_2022-{site}-year{year}-earnings" for year in (3, 4, 5)], "se"]
        again = math.sqrt((yearly**2).mean())
        assert table.at[f"pace_2022-{site}-years3_5-earnings", "se"] == pytest.approx(
            again, abs=0.5
        )
