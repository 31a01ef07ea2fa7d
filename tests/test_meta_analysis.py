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
)

# Log risk ratios of 13 trials of the BCG vaccine, metafor's dat.bcg.
BCG = {
    "yi": [-0.88931133, -1.5853887, -1.3480731, -1.4415512, -0.21754732, -0.78611559, -1.6208982,
           0.011952334, -0.46941765, -1.3713448, -0.33935883, 0.4459134, -0.017313948],
    "vi": [0.32558477, 0.19458112, 0.41536797, 0.020010032, 0.051210172, 0.0069056185, 0.22301725,
           0.0039615793, 0.05643421, 0.073024794, 0.012412214, 0.53250585, 0.07140466],
}  # fmt: skip

# Nine laboratories, the example of Kacker (2004).
KACKER = {
    "yi": [61.0, 61.4, 62.21, 62.3, 62.34, 62.6, 62.7, 62.84, 65.9],
    "vi": [0.2025, 1.21, 0.09, 0.2025, 0.3844, 0.5625, 0.0676, 0.0225, 1.8225],
}

# Each value was made by the software named, not by this package.
PUBLISHED = {
    "BCG, REML: metafor 3.8-1 on R 4.2.2 (case PUB-10)": (
        BCG,
        {"method": "REML", "test": "z"},
        {
            "k": 13, "mu": -0.71453234, "se": 0.17978152, "ci_low": -1.0668976,
            "ci_high": -0.36216705, "p_value": 7.0542581e-05, "tau2": 0.31324326,
            "I2_percent": 92.221385, "H2": 12.855758, "pi_low_tk2": -2.0083759,
            "pi_high_tk2": 0.57931122, "Q": 152.23301, "Q_df": 12, "Q_p": 1.9967646e-26,
        },
        1e-4,
    ),
    "BCG, DL: metafor's own test suite, to four digits, in agreement with Stata's metan": (
        BCG,
        {"method": "DL"},
        {
            "mu": -0.7141, "ci_low": -1.0644, "ci_high": -0.3638, "tau2": 0.3088,
            "I2_percent": 92.1173,
        },
        2e-4,
    ),
    "BCG, fixed effect: metafor's own test suite, to four digits, as Stata's metan": (
        BCG,
        {"method": "FE"},
        {"mu": -0.4303, "ci_low": -0.5097, "ci_high": -0.3509, "Q": 152.2330},
        2e-4,
    ),
    "Kacker, PM: metafor, as stored in the tests of statsmodels": (
        KACKER,
        {"method": "PM"},
        {
            "mu": 62.4076199113286, "se": 0.338030602684471, "ci_low": 61.7450921043947,
            "ci_high": 63.0701477182625, "tau2": 0.705395309224248, "Q": 24.801897741835,
            "Q_p": 0.00167935146372742, "I2_percent": 83.7218626490482, "H2": 6.14320900751909,
        },
        1e-5,
    ),
    "Kacker, DL: metafor, as stored in the tests of statsmodels": (
        KACKER,
        {"method": "DL"},
        {
            "mu": 62.3901386044504, "se": 0.245749668040304, "tau2": 0.288049246973751,
            "I2_percent": 67.744403741711, "H2": 3.10023721772938,
        },
        1e-9,
    ),
    "Kacker, DL with Hartung-Knapp: metafor, as stored in the tests of statsmodels": (
        KACKER,
        {"method": "DL", "test": "knha"},
        {
            "se": 0.29477605699879, "p_value": 2.77938607433693e-16,
            "ci_low": 61.710383798052, "ci_high": 63.0698934108488,
        },
        1e-9,
    ),
    "Kacker, fixed effect: metafor, as stored in the tests of statsmodels": (
        KACKER,
        {"method": "FE"},
        {"mu": 62.5833970939982, "se": 0.107845705498231, "I2_percent": 67.744403741711,
         "H2": 3.10023721772938},
        1e-9,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_values(name):
    data, options, expected, tolerance = PUBLISHED[name]
    fit = meta_random(**data, **options)
    assert {key: getattr(fit, key) for key in expected} == pytest.approx(expected, rel=tolerance)


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
        ({"level": 95}, "level is 95; it must lie between 0 and 1."),
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
quick = settings(max_examples=40, deadline=None)


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
