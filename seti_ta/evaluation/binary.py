"""Yes-or-no outcomes: employed, completed, credential earned. Rates are shares from 0 to 1."""

import math
from dataclasses import dataclass

from scipy import optimize
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import (
    power_proportions_2indep,
    proportion_effectsize,
    samplesize_proportions_2indep_onetail,
)

from seti_ta.calculators.functions import people_up
from seti_ta.evaluation.checks import EvaluationError, between, one_of, whole
from seti_ta.evaluation.power import (
    MOST_PEOPLE,
    SampleSize,
    critical_share,
    mdes_individual,
    sample_size_individual,
)

METHODS = ("pooled_null", "arcsine_h", "linear_probability")


@dataclass(frozen=True)
class RateMde:
    """The smallest change of a rate that a study can show, in percentage points, and the rate."""

    mde_pp: float
    p_treated: float
    method: str


def sample_size_binary(
    p_control: float,
    p_treated: float,
    power: float = 0.8,
    alpha: float = 0.05,
    two_sided: bool = True,
    method: str = "pooled_null",
) -> SampleSize:
    """People to analyze in each of two equal arms, to tell two rates apart.

    ``method``: "pooled_null" is the normal approximation of Fleiss, Levin and Paik; "arcsine_h"
    uses Cohen's h; "linear_probability" takes the spread of the control rate and the t test, and
    drifts where rates are far from one half.
    """
    low, high = between("p_control", p_control, 0, 1), between("p_treated", p_treated, 0, 1)
    wanted, tail = between("power", power, 0, 1), critical_share(alpha, two_sided)
    one_of("method", method, METHODS)
    if low == high:
        raise EvaluationError(
            f"p_treated is {high:g}, as p_control; no study can find a change that is not there."
        )
    if method == "linear_probability":
        effect = abs(high - low) / math.sqrt(low * (1 - low))
        found = sample_size_individual(effect, wanted, alpha, two_sided)
        n = found.n_per_arm_unrounded
    elif method == "arcsine_h":
        h = abs(proportion_effectsize(high, low))
        n = NormalIndPower().solve_power(h, alpha=2 * tail, power=wanted)
    else:
        # In spite of its name this function halves alpha itself.
        n = samplesize_proportions_2indep_onetail(high - low, low, wanted, alpha=2 * tail)
    n = float(n)
    if not n < MOST_PEOPLE:
        raise EvaluationError(
            f"p_treated is {high:g}, so close to p_control that more than {MOST_PEOPLE:,} people "
            "an arm are needed."
        )
    whole_n = people_up(n)
    return SampleSize(n, whole_n, whole_n, whole_n, 2 * whole_n, method)


def power_binary(
    p_control: float,
    p_treated: float,
    n_per_arm: int,
    alpha: float = 0.05,
    two_sided: bool = True,
    method: str = "pooled_null",
) -> float:
    """How often a study with two equal arms tells two rates apart, as a share."""
    low, high = between("p_control", p_control, 0, 1), between("p_treated", p_treated, 0, 1)
    people = whole("n_per_arm", n_per_arm, 2)
    tail = critical_share(alpha, two_sided)
    one_of("method", method, METHODS[:2])
    if method == "arcsine_h":
        h = abs(proportion_effectsize(high, low))
        return float(NormalIndPower().power(h, people, 2 * tail))
    sides = "two-sided" if two_sided else ("larger" if high > low else "smaller")
    return float(
        power_proportions_2indep(
            high - low, low, people, alpha=alpha, alternative=sides, return_results=False
        )
    )


def mde_binary(
    p_control: float,
    n_per_arm: int,
    power: float = 0.8,
    alpha: float = 0.05,
    two_sided: bool = True,
    method: str = "pooled_null",
) -> RateMde:
    """The smallest rise of a rate that a study with two equal arms can show.

    Raises:
        EvaluationError: even a rise to 1 would not be found.
    """
    low = between("p_control", p_control, 0, 1)
    people = whole("n_per_arm", n_per_arm, 2)
    wanted = between("power", power, 0, 1)
    one_of("method", method, METHODS)
    if method == "linear_probability":
        found = mdes_individual(2 * people, wanted, alpha, two_sided)
        rise = found.mdes * math.sqrt(low * (1 - low))
    else:

        def missing(p_treated: float) -> float:
            return power_binary(low, p_treated, people, alpha, two_sided, method) - wanted

        nearest, farthest = low + (1 - low) * 1e-7, 1 - (1 - low) * 1e-7
        if missing(farthest) < 0:
            raise EvaluationError(
                f"n_per_arm is {people}; from {low:g} no rate up to 1 would be found with a power "
                f"of {wanted:g}."
            )
        rise = optimize.brentq(missing, nearest, farthest, xtol=1e-12) - low
    if low + rise > 1:
        raise EvaluationError(
            f"n_per_arm is {people}; the smallest change is {100 * rise:.1f} points, and a rate "
            f"of {low:g} cannot rise so far."
        )
    return RateMde(100 * rise, low + rise, method)
