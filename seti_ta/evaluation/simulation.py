"""Power of any design by simulation: hold the study many times, and count how often it finds.

A design is a function of a random generator and a number of studies, which returns one p-value a
study. Ready ones stand below; ``one_by_one`` makes one of your own data and test. A long run shows
how far it is, and may be stopped.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import stats

from seti_ta.evaluation.checks import EvaluationError, between, number, whole
from seti_ta.evaluation.power import taking_part
from seti_ta.uncertainty.runs import chunks

RUNS, SEED = 2_000, 1
CHUNK = 100  # studies held at once
Design = Callable[[np.random.Generator, int], np.ndarray]


@dataclass(frozen=True)
class SimulatedPower:
    """The share of ``runs`` with a p-value below alpha; ``error`` is its standard error."""

    power: float
    error: float
    runs: int
    seed: int


def power_by_simulation(
    design: Design, runs: int = RUNS, alpha: float = 0.05, seed: int = SEED
) -> SimulatedPower:
    """How often studies of this design find something at ``alpha``.

    Raises:
        EvaluationError: an argument out of range, or a p-value that is none.
    """
    runs = whole("runs", runs, 100, 1_000_000)
    between("alpha", alpha, 0, 0.5)
    rng = np.random.default_rng(whole("seed", seed, 0, 2**53))
    found = 0
    for chunk in chunks(runs, CHUNK):
        size = chunk.stop - chunk.start
        p = np.asarray(design(rng, size), dtype=float)
        if p.shape != (size,) or not ((p >= 0) & (p <= 1)).all():
            raise EvaluationError(
                f"The design must give {size} p-values from 0 to 1; it gave an array of shape "
                f"{p.shape}, or something else in it."
            )
        found += int((p < alpha).sum())
    share = found / runs
    return SimulatedPower(share, math.sqrt(share * (1 - share) / runs), runs, seed)


def one_by_one(draw: Callable, test: Callable) -> Design:
    """A design from ``draw(rng)``, the data of one study, and ``test(data)``, its p-value."""
    return lambda rng, size: np.array([test(draw(rng)) for _ in range(size)])


def people(effect_size: float, n: int, prop_treated: float = 0.5) -> Design:
    """``n`` people drawn one by one, a normal outcome, an effect in SD units; Student's t test."""
    effect, treated = number("effect_size", effect_size, -10, 10), _treated(n, prop_treated)
    n = int(n)

    def design(rng: np.random.Generator, size: int) -> np.ndarray:
        y = rng.standard_normal((size, n))
        y[:, :treated] += effect
        return _t_test(y[:, :treated], y[:, treated:])

    return design


def offices(
    effect_size: float,
    n_clusters: int,
    cluster_size: int,
    icc: float,
    prop_clusters_treated: float = 0.5,
) -> Design:
    """Whole offices drawn, ``icc`` of the variance between them; a t test of their means."""
    effect, treated = (
        number("effect_size", effect_size, -10, 10),
        _treated(n_clusters, prop_clusters_treated),
    )
    size_of, rho = whole("cluster_size", cluster_size, 1), number("icc", icc, 0, 1)
    spread = math.sqrt(rho + (1 - rho) / size_of)  # of an office's mean
    n_clusters = int(n_clusters)

    def design(rng: np.random.Generator, size: int) -> np.ndarray:
        means = spread * rng.standard_normal((size, n_clusters))
        means[:, :treated] += effect
        return _t_test(means[:, :treated], means[:, treated:])

    return design


def earnings(
    gain: float,
    n: int,
    mean: float,
    sd: float,
    share_without: float,
    prop_treated: float = 0.5,
    takeup_treated: float = 1.0,
    takeup_control: float = 0.0,
    attrition: float = 0.0,
) -> Design:
    """Earnings as they are: many zeros and a long tail. Welch's t test.

    ``mean`` and ``sd`` are the control group's, zeros included; ``share_without`` have none. The
    others are lognormal. Those who take part gain ``gain`` dollars on average, all of it among
    those who work. ``attrition`` of the people are lost at random.

    Raises:
        EvaluationError: a value out of range, or a spread that so many zeros alone exceed.
    """
    added, none = number("gain", gain, -1e6, 1e6), number("share_without", share_without, 0, 0.95)
    treated = _treated(n, prop_treated)
    n = int(n)
    taking_part(takeup_treated, takeup_control)
    lost = number("attrition", attrition, 0, 0.9)
    average = number("mean", mean, 0.01, 1e9)
    among = average / (1 - none)
    # Variance over all = that among workers plus that between workers and zeros.
    within = (number("sd", sd, 0.01, 1e9) ** 2 - none * (1 - none) * among**2) / (1 - none)
    if within <= 0:
        least = average * math.sqrt(none / (1 - none))
        raise EvaluationError(
            f"sd is {sd:,.10g}; with {none:.0%} at zero it must be above {least:,.0f}."
        )
    log_sd = math.sqrt(math.log1p(within / among**2))
    log_mean = math.log(among) - log_sd**2 / 2

    def design(rng: np.random.Generator, size: int) -> np.ndarray:
        shape = (size, n)
        works = rng.random(shape) >= none
        share = np.where(np.arange(n) < treated, takeup_treated, takeup_control)
        takes = rng.random(shape) < share
        y = works * (rng.lognormal(log_mean, log_sd, shape) + takes * added / (1 - none))
        y[rng.random(shape) < lost] = np.nan
        return _t_test(y[:, :treated], y[:, treated:], equal=False)

    return design


def _treated(n: int, share: float) -> int:
    count = whole("n", n, 4, 1_000_000)
    return min(max(round(between("prop_treated", share, 0, 1) * count), 2), count - 2)


def _t_test(treated: np.ndarray, control: np.ndarray, equal: bool = True) -> np.ndarray:
    """Two-sided p-values, one a row; people lost are NaN. Without variance nothing is found."""
    kept = "omit" if np.isnan(treated).any() or np.isnan(control).any() else "propagate"
    p = stats.ttest_ind(treated, control, axis=1, equal_var=equal, nan_policy=kept).pvalue
    return np.nan_to_num(np.asarray(p, dtype=float), nan=1.0)
