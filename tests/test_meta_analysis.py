"""Random-effects models: published values with the software that made them, and what must hold."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seti_ta.evidence.meta_analysis import (
    METHODS,
    TESTS,
    MetaAnalysisError,
    leave_one_out,
    meta_random,
    published_fits,
)

PUBLISHED = published_fits()


@pytest.mark.parametrize(
    "case", PUBLISHED, ids=lambda case: f"{case['data'][:4]}-{case['options']}"
)
def test_values_that_other_software_published(case):
    fit = meta_random(case["yi"], case["vi"], **case["options"])
    assert {name: getattr(fit, name) for name in case["expected"]} == pytest.approx(
        case["expected"], rel=case["tolerance"]
    )


def test_each_published_value_names_its_software():
    assert all("metafor" in case["software"] for case in PUBLISHED)


def test_two_studies_of_equal_weight_by_hand():
    """Effects 0 and 4, variances 1: Q = 8, and each method puts tau2 at (16/2 - 1) = 7."""
    for method in ("DL", "PM", "REML"):
        fit = meta_random([0, 4], [1, 1], method=method)
        assert (fit.mu, fit.se, fit.Q) == pytest.approx((2, 2, 8))
        assert fit.tau2 == pytest.approx(7, rel=1e-5)
        assert math.isnan(fit.pi_low_tk2)
        assert any("no prediction interval" in note for note in fit.notes)


def test_equal_weights_give_the_plain_mean_and_its_t_interval():
    """With equal variances Hartung-Knapp is the t interval of the plain mean."""
    y = [1.0, 3.0, 4.0, 8.0]
    fit = meta_random(y, [0.5] * 4, test="knha")
    assert (fit.mu, fit.se) == pytest.approx((4, np.std(y, ddof=1) / 2))
    assert fit.ci_high == pytest.approx(4 + 3.182446305 * fit.se)


def test_the_guard_is_used_and_said_where_results_agree_too_well():
    close = {"yi": [10, 10.1, 9.9, 10, 10.2, 9.8], "vi": [1] * 6, "method": "DL"}
    wald, plain, guarded = (meta_random(**close, test=test) for test in TESTS)
    assert plain.se < wald.se == guarded.se
    assert wald.tau2 == 0
    assert any("narrower than the Wald" in note for note in plain.notes)
    assert any("the guard puts 1" in note for note in guarded.notes)
    assert not any("below 1" in note for note in wald.notes)


def test_few_studies_are_called_fragile():
    assert "fewer than 5" in meta_random([1, 2, 3, 4], [1] * 4).notes[0]
    assert not any("fewer" in note for note in meta_random([1, 9, 3, 4, 7], [1] * 5).notes)


def test_leaving_one_out():
    left = leave_one_out([0, 4, 9], [1, 1, 1], ["a", "b", "c"], method="DL")
    assert list(left.index) == ["a", "b", "c"]
    assert left.loc["c", "mu"] == meta_random([0, 4], [1, 1], method="DL").mu == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"yi": [1], "vi": [1]}, "The number of studies is 1; pooling takes at least 2."),
        ({"vi": [1, 0, 1]}, "vi holds 0; each variance must be above 0."),
        ({"vi": [1, -2, 1]}, "vi holds -2; each variance must be above 0."),
        ({"yi": [1, math.nan, 1]}, "yi holds nan; each value must be a finite number."),
        ({"vi": [1, math.inf, 1]}, "vi holds inf; each value must be a finite number."),
        ({"vi": [1, 1]}, "yi has 3 values and vi has 2; they must be as many."),
        ({"yi": ["1", "a lot"]}, "yi holds ['1', 'a lot']; it must be a list of numbers."),
        ({"yi": [[1, 2, 3]]}, "yi has 2 dimensions; it must be a list of numbers."),
        ({"method": "reml"}, "method is 'reml'; it must be one of FE, DL, PM, ML, REML."),
        ({"test": "t"}, "test is 't'; it must be one of z, knha, knha_guarded."),
        ({"level": 95}, "level is 95; it must be a share between 0 and 1."),
    ],
)  # fmt: skip
def test_bad_input_is_refused_in_one_sentence(change, sentence):
    with pytest.raises(MetaAnalysisError) as refusal:
        meta_random(**{"yi": [1, 2, 3], "vi": [1, 1, 1]} | change)
    assert str(refusal.value) == sentence


def test_leaving_one_out_is_refused_in_one_sentence():
    with pytest.raises(MetaAnalysisError, match="takes at least 3"):
        leave_one_out([1, 2], [1, 1], ["a", "b"])
    with pytest.raises(MetaAnalysisError, match="labels has 2 values and yi has 3"):
        leave_one_out([1, 2, 3], [1, 1, 1], ["a", "b"])


studies = st.lists(
    st.tuples(st.floats(-5_000, 9_000), st.floats(100, 1_500)), min_size=2, max_size=9
).map(lambda pairs: (np.array([y for y, _ in pairs]), np.array([se**2 for _, se in pairs])))
quick = settings(max_examples=40)


@quick
@given(studies, st.floats(-1e4, 1e4))
def test_equal_effects_give_no_variance_between_studies_and_no_nan(found, effect):
    _, v = found
    for method in METHODS:
        fit = meta_random(np.full(len(v), effect), v, method=method)
        assert fit.tau2 == pytest.approx(0, abs=1e-6 * v.min())
        assert fit.mu == pytest.approx(effect)
        assert np.isfinite([fit.se, fit.ci_low, fit.ci_high, fit.p_value, fit.Q_p]).all()


@quick
@given(studies, st.floats(1e-4, 1e3), st.sampled_from(METHODS))
def test_another_unit_changes_nothing_but_the_unit(found, factor, method):
    y, v = found
    one, other = (
        meta_random(y, v, method=method),
        meta_random(y * factor, v * factor**2, method=method),
    )
    size = one.se
    assert other.mu / factor == pytest.approx(one.mu, abs=1e-3 * size)
    assert other.se / factor == pytest.approx(size, rel=1e-3)
    assert other.tau2 / factor**2 == pytest.approx(one.tau2, rel=1e-2, abs=1e-3 * v.min())


@quick
@given(studies)
def test_paule_mandel_solves_its_equation(found):
    y, v = found
    fit = meta_random(y, v, method="PM")
    if fit.tau2 > 0:
        assert fit.hk_ratio == pytest.approx(1, abs=1e-5)
    else:
        assert fit.hk_ratio <= 1 + 1e-5


@quick
@given(studies, st.randoms(use_true_random=False), st.sampled_from(METHODS))
def test_the_order_of_the_studies_does_not_matter(found, random, method):
    y, v = found
    order = random.sample(range(len(y)), len(y))
    one, other = meta_random(y, v, method=method), meta_random(y[order], v[order], method=method)
    assert other.mu == pytest.approx(one.mu, rel=1e-6, abs=1e-4 * one.se)
    assert other.se == pytest.approx(one.se, rel=1e-4)


@quick
@given(studies, st.sampled_from(METHODS))
def test_the_guarded_error_is_never_below_the_wald_one(found, method):
    y, v = found
    wald, guarded = (meta_random(y, v, method=method, test=test) for test in ("z", "knha_guarded"))
    assert guarded.se >= wald.se * (1 - 1e-12)
    assert guarded.ci_high - guarded.ci_low > wald.ci_high - wald.ci_low
