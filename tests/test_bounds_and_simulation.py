"""Bounds for people lost, shrinkage, sizes of cluster studies, and power by simulation."""

import math

import causaldata
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from seti_ta import evaluation
from seti_ta.evaluation import EvaluationError, simulation
from seti_ta.evaluation.simulation import one_by_one, power_by_simulation

NSW = causaldata.nsw_mixtape.load_pandas().data.astype({"re78": float})
NAN = float("nan")
#: By hand: 4 of 5 found with the offer, 3 of 5 without. The offered lose a quarter: one person.
SMALL = {"y": [1, 2, 3, 6, NAN, 1, 2, 3, NAN, NAN], "z": [1] * 5 + [0] * 5}


def test_lee_bounds_by_hand():
    found = evaluation.lee_bounds(SMALL, "y", "z")
    assert (found.low, found.high) == pytest.approx((2 - 2, 11 / 3 - 2))
    assert (found.response_t, found.response_c) == (0.8, 0.6)
    assert found.trimmed == pytest.approx(0.25)
    assert found.ci_low < found.low < found.high < found.ci_high


def test_lee_bounds_when_the_others_answer_more():
    other = {"y": SMALL["y"], "z": [1 - z for z in SMALL["z"]]}
    found = evaluation.lee_bounds(other, "y", "z")
    assert (found.low, found.high) == pytest.approx((2 - 11 / 3, 0))


def test_lee_bounds_without_a_gap_in_response_are_one_number():
    found = evaluation.lee_bounds(NSW, "re78", "treat")
    assert found.low == found.high == pytest.approx(1794.3424)
    plain = evaluation.itt_ols(NSW, "re78", "treat")
    assert (found.ci_low, found.ci_high) == pytest.approx((plain.ci_low, plain.ci_high), abs=90)


def test_manski_bounds_by_hand():
    found = evaluation.manski_bounds(SMALL, "y", "z", 0, 10)
    assert (found.low, found.high) == pytest.approx((12 / 5 - 26 / 5, 22 / 5 - 6 / 5))


@given(lost=st.floats(0, 0.4), gap=st.floats(0, 0.3), effect=st.floats(-2, 2))
@settings(max_examples=25, deadline=None)
def test_bounds_hold_the_answer_of_those_found_and_are_wider_with_less_known(lost, gap, effect):
    rng = np.random.default_rng(7)
    z = np.arange(300) % 2
    y = np.clip(rng.normal(5, 1.5, 300) + effect * z, 0, 10)
    y[rng.random(300) < lost + gap * z] = np.nan
    data = {"y": y, "z": z}
    lee = evaluation.lee_bounds(data, "y", "z", resamples=100)
    manski = evaluation.manski_bounds(data, "y", "z", 0, 10)
    plain = np.nanmean(y[z == 1]) - np.nanmean(y[z == 0])
    assert lee.low - 1e-9 <= plain <= lee.high + 1e-9
    assert manski.low - 1e-9 <= plain <= manski.high + 1e-9
    assert manski.ci_low <= manski.low and manski.high <= manski.ci_high


def test_the_interval_covers_the_effect_as_often_as_it_says():
    rng, covered = np.random.default_rng(3), 0
    for _ in range(200):
        z = np.arange(200) % 2
        y = np.clip(rng.normal(5, 1, 200) + z, 0, 10)
        y[rng.random(200) < 0.05] = np.nan
        found = evaluation.manski_bounds({"y": y, "z": z}, "y", "z", 0, 10)
        covered += found.ci_low <= 1 <= found.ci_high
    assert covered >= 185


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (lambda: evaluation.lee_bounds({"y": [1, 2], "z": [1, 1]}, "y", "z"), "for 0 people in"),
        (lambda: evaluation.lee_bounds({"y": [2] * 8, "z": [0, 1] * 4}, "y", "z"), "not vary"),
        (
            lambda: evaluation.lee_bounds({"y": [1, 1, 0, 0], "z": [1, 1, 0, 0]}, "y", "z"),
            "not vary",
        ),
        (
            lambda: evaluation.lee_bounds({"y": [1, math.inf, 3, 4], "z": [1, 1, 0, 0]}, "y", "z"),
            "an inf",
        ),
        (lambda: evaluation.lee_bounds({"y": ["a"] * 4, "z": [0, 1] * 2}, "y", "z"), "holds text"),
        (lambda: evaluation.lee_bounds({"y": [1, 2], "z": [0, 3]}, "y", "z"), "must be 1 (offered"),
        (lambda: evaluation.lee_bounds(SMALL, "x", "z"), "data has no column 'x'"),
        (lambda: evaluation.lee_bounds(SMALL, "y", "z", resamples=5), "resamples is 5"),
        (lambda: evaluation.manski_bounds(SMALL, "y", "z", 5, 1), "low must be the smaller"),
        (lambda: evaluation.manski_bounds(SMALL, "y", "z", 0, 2), "y has 3 outside 0 to 2"),
        (lambda: evaluation.update_belief(1, 0, 0, 1), "se is 0; it must be"),
        (lambda: evaluation.sample_size_cluster(0, 20, 0.1), "no study of up to 100,000 clusters"),
        (lambda: evaluation.cluster_size_needed(0.2, 20, 0.2), "it must be above 0.593, however"),
        (lambda: evaluation.power_blocked(0.2, 1, 2), "it takes at least 1"),
        (lambda: simulation.earnings(100, 200, 5000, 4000, 0.5), "above 5,000"),
        (lambda: simulation.earnings(1, 99, 5e3, 9e3, 0.3, takeup_treated=0.0), "must be larger"),
        (lambda: simulation.people(0.2, 3), "n is 3; it must be from 4"),
        (lambda: power_by_simulation(lambda rng, size: [2] * size), "p-values from 0 to 1"),
        (lambda: power_by_simulation(lambda rng, size: [0.5]), "p-values from 0 to 1"),
        (lambda: power_by_simulation(simulation.people(0.2, 50), runs=5), "runs is 5"),
    ],
)
def test_what_cannot_be_answered_is_refused(asked, sentence):
    with pytest.raises(EvaluationError) as refused:
        asked()
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


# Shrinkage ------------------------------------------------------------------------------------


def test_effects_are_drawn_to_the_mean_by_how_unsure_they_are():
    y, v = [1.0, 2.0, 6.0, 3.0], [0.5, 0.5, 4.0, 0.1]
    found = evaluation.shrink(y, v)
    pooled = evaluation.meta_random(y, v)
    assert found.pooled == pooled
    for own, variance, estimate, kept in zip(y, v, found.estimates, found.kept, strict=True):
        assert kept == pytest.approx(pooled.tau2 / (pooled.tau2 + variance))
        assert estimate == pytest.approx(kept * own + (1 - kept) * pooled.mu)
    assert min(found.kept) == found.kept[2]


def test_alike_studies_are_drawn_together_in_full():
    assert evaluation.shrink([2.0, 2.1, 1.9], [1.0, 1.0, 1.0]).kept == (0, 0, 0)


@given(estimate=st.floats(-9, 9), se=st.floats(0.1, 9), mean=st.floats(-9, 9), sd=st.floats(0.1, 9))
def test_a_belief_lies_between_and_is_surer_than_either(estimate, se, mean, sd):
    found = evaluation.update_belief(estimate, se, mean, sd)
    assert min(estimate, mean) - 1e-9 <= found.mean <= max(estimate, mean) + 1e-9
    assert found.sd < min(se, sd)
    weights = 1 / se**2, 1 / sd**2
    assert found.mean == pytest.approx(np.average([estimate, mean], weights=weights), abs=1e-9)


# Sizes ----------------------------------------------------------------------------------------


@given(effect=st.floats(0.15, 1), size=st.integers(5, 60), icc=st.floats(0.01, 0.3))
@settings(max_examples=25, deadline=None)
def test_enough_clusters_are_enough_and_fewer_are_not(effect, size, icc):
    found = evaluation.sample_size_cluster(effect, size, icc)
    assert evaluation.power_cluster(effect, found.n_clusters, size, icc).power >= 0.8
    if found.n_clusters > 4:
        assert evaluation.power_cluster(effect, found.n_clusters - 2, size, icc).power < 0.8
    back = evaluation.cluster_size_needed(effect, found.n_clusters, icc)
    assert back.cluster_size <= size


def test_blocks_and_sites_ask_one_question_both_ways():
    blocked = evaluation.mdes_blocked(10, 30, method="exact").mdes
    assert evaluation.power_blocked(blocked, 10, 30).power == pytest.approx(0.8, abs=1e-6)
    sites = evaluation.mdes_multisite(12, 40, 0.1, 0.3, method="exact").mdes
    assert evaluation.power_multisite(sites, 12, 40, 0.1, 0.3).power == pytest.approx(0.8, abs=1e-6)


# Simulation -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("design", "formula"),
    [
        (simulation.people(0.2, 788), evaluation.power_individual(0.2, 788)),
        (simulation.people(0.5, 60, 0.25),
         evaluation.power_individual(0.5, 60, prop_treated=0.25)),
        (simulation.people(0.0, 100), evaluation.power_individual(0.0, 100)),
        (simulation.offices(0.6, 20, 15, 0.17), evaluation.power_cluster(0.6, 20, 15, 0.17)),
    ],
)  # fmt: skip
def test_simulation_and_formula_agree(design, formula):
    found = power_by_simulation(design, runs=8_000)
    assert abs(found.power - formula.power) < 3.5 * found.error
    assert found.error == pytest.approx(math.sqrt(found.power * (1 - found.power) / 8_000))


def test_earnings_have_the_mean_spread_and_zeros_asked_for(monkeypatch):
    kept = []

    def held(treated, control, equal):
        kept.append(control.ravel())
        return np.full(len(control), 0.5)

    monkeypatch.setattr(simulation, "_t_test", held)
    power_by_simulation(simulation.earnings(1000, 400, 4555, 5484, 0.35), runs=1000)
    control = np.concatenate(kept)
    assert control.mean() == pytest.approx(4555, rel=0.02)
    assert control.std() == pytest.approx(5484, rel=0.05)
    assert np.mean(control == 0) == pytest.approx(0.35, abs=0.01)


def test_fewer_who_come_and_fewer_who_answer_mean_less_power():
    def power(**more):
        design = simulation.earnings(1200, 800, 4555, 5484, 0.35, **more)
        return power_by_simulation(design, runs=1500).power

    full = power()
    assert power(takeup_treated=0.6, takeup_control=0.1) < full - 0.2
    assert power(attrition=0.4) < full - 0.1


def test_a_whole_number_of_people_may_be_written_with_a_point():
    for design in (simulation.people(0.2, 50.0), simulation.offices(0.2, 20.0, 15.0, 0.1)):
        assert power_by_simulation(design, runs=100).runs == 100


def test_a_study_of_your_own():
    def draw(rng):
        return rng.normal(0.8, 1, 20), rng.normal(0, 1, 20)

    own = one_by_one(draw, lambda data: stats.mannwhitneyu(*data).pvalue)
    found = power_by_simulation(own, runs=400, seed=5)
    assert 0.5 < found.power < 0.8
    assert found == power_by_simulation(own, runs=400, seed=5)


def test_a_long_run_shows_how_far_it_is(monkeypatch, capsys):
    monkeypatch.setattr("seti_ta.uncertainty.runs.PATIENCE", 0.0)
    power_by_simulation(simulation.people(0.2, 50), runs=300)
    assert "200 of 300" in capsys.readouterr().err
