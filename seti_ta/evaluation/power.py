"""Power, sample size and smallest detectable effect (MDES) when people are assigned one by one.

Effects are in standard deviations of the outcome among the control group. The standard error of a
difference is sqrt((1 - r2) / (P (1 - P) n)) with n people analyzed, a share P of them treated, and
n - g - 2 degrees of freedom for g covariates (Bloom, 1995; Dong and Maynard, 2013).
"""

import math
from dataclasses import dataclass

from scipy import optimize, stats

from seti_ta.calculators.functions import people_up
from seti_ta.evaluation.checks import EvaluationError, between, number, one_of, whole

FEW_DF = 20
MOST_PEOPLE = 10_000_000
METHODS = ("bloom", "exact")
_FEW = "With {df} degrees of freedom, fewer than 20, the arithmetic is rough. Ask a statistician."


@dataclass(frozen=True)
class Mdes:
    """A smallest detectable effect ``mdes`` and its standard error ``se``, both in SD units."""

    mdes: float
    se: float
    df: int
    multiplier: float
    method: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class DollarMdes:
    """Smallest detectable effects: in SD units, in dollars, and in dollars for each who takes part.

    ITT is for each person offered a place, TOT for each person whom the offer brings in.
    """

    mdes_itt: float
    mde_itt_dollars: float
    mde_tot_dollars: float
    df: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SampleSize:
    """People to analyze. ``n_per_arm`` is the larger arm where they differ."""

    n_per_arm_unrounded: float
    n_per_arm: int
    n_treated: int
    n_control: int
    n_total: int
    method: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Power:
    """How often a study finds an effect of this size, as a share."""

    power: float
    se: float
    df: int
    ncp: float


@dataclass(frozen=True)
class Randomize:
    """People to assign, so that enough are left to analyze."""

    n_treated: int
    n_control: int
    n_total: int
    notes: tuple[str, ...]


def mdes_individual(
    n: int,
    power: float = 0.8,
    alpha: float = 0.05,
    two_sided: bool = True,
    prop_treated: float = 0.5,
    r2: float = 0.0,
    n_covariates: int = 0,
    method: str = "bloom",
) -> Mdes:
    """The smallest effect that ``n`` people analyzed can show.

    ``method`` "bloom" multiplies the standard error by t(1 - alpha/2) + t(power); "exact" inverts
    the noncentral t. They differ by less than 0.04 percent but for few degrees of freedom.

    Raises:
        EvaluationError: a value out of range, or no degree of freedom left.
    """
    df = individual_df(n, n_covariates)
    se = individual_se(n, prop_treated, r2)
    return detectable(se, df, power, alpha, two_sided, method)


def mdes_dollars(
    n: int,
    sd_control: float,
    takeup_treated: float = 1.0,
    takeup_control: float = 0.0,
    **design,
) -> DollarMdes:
    """The smallest effect in dollars, for each person offered a place and each who takes part.

    ``sd_control`` is the spread of the control group's outcome, zeros included, in dollars of one
    period and price year. ``design`` goes to :func:`mdes_individual`.
    """
    sd = number("sd_control", sd_control, 0.01, 1e9)
    found = mdes_individual(n, **design)
    dollars = found.mdes * sd
    return DollarMdes(
        mdes_itt=found.mdes,
        mde_itt_dollars=dollars,
        mde_tot_dollars=dollars / taking_part(takeup_treated, takeup_control),
        df=found.df,
        notes=found.notes,
    )


def power_individual(
    effect_size: float,
    n: int,
    alpha: float = 0.05,
    two_sided: bool = True,
    prop_treated: float = 0.5,
    r2: float = 0.0,
    n_covariates: int = 0,
) -> Power:
    """How often a study of ``n`` people analyzed finds ``effect_size`` (SD units)."""
    effect = number("effect_size", effect_size, 0, 10)
    df = individual_df(n, n_covariates)
    se = individual_se(n, prop_treated, r2)
    tail = critical_share(alpha, two_sided)
    return Power(power_of(effect / se, df, tail, two_sided), se, df, effect / se)


def sample_size_individual(
    effect_size: float,
    power: float = 0.8,
    alpha: float = 0.05,
    two_sided: bool = True,
    prop_treated: float = 0.5,
    r2: float = 0.0,
    n_covariates: int = 0,
    method: str = "exact",
) -> SampleSize:
    """People to analyze, to find ``effect_size`` (SD units) with this power.

    ``n_per_arm_unrounded`` is half of the people where both arms are alike, and the larger arm
    otherwise. Each arm is rounded up.

    Raises:
        EvaluationError: no number of people up to ten million reaches the power.
    """
    effect = number("effect_size", effect_size, 0, 10)
    share = between("prop_treated", prop_treated, 0, 1)
    kept = 1 - _r2("r2", r2)
    covariates = whole("n_covariates", n_covariates, 0)
    wanted, tail = _wanted(power, alpha, two_sided)
    one_of("method", method, METHODS)

    def missing(n: float) -> float:
        se, df = math.sqrt(kept / (share * (1 - share) * n)), n - covariates - 2
        if method == "bloom":
            return effect - multiplier(df, tail, wanted) * se
        return power_of(effect / se, df, tail, two_sided) - wanted

    n = _smallest(missing, covariates + 3, effect, wanted)
    return _arms(n, share, method)


def sample_size_takeup(effect_tot: float, takeup_treated: float, takeup_control: float = 0, **more):
    """People to analyze, to find an effect for each person who takes part.

    The effect for each person offered a place is ``effect_tot`` x (take-up in the offered group
    less take-up in the other), so people needed grow with one over its square.
    """
    diluted = number("effect_tot", effect_tot, 0, 10) * taking_part(takeup_treated, takeup_control)
    return sample_size_individual(diluted, **more)


def randomize_for_attrition(
    n_analyzed_treated: int,
    n_analyzed_control: int,
    attrition_treated: float = 0.0,
    attrition_control: float = 0.0,
) -> Randomize:
    """People to assign in each arm, so that this many are left after some are lost."""
    treated = _before_loss("treated", n_analyzed_treated, attrition_treated)
    control = _before_loss("control", n_analyzed_control, attrition_control)
    note = "More people restore the power. They do not mend the bias of who is lost."
    return Randomize(treated, control, treated + control, (note,))


def taking_part(takeup_treated: float, takeup_control: float) -> float:
    """Take-up of those offered less take-up of the others, as a share above 0."""
    offered = number("takeup_treated", takeup_treated, 0, 1)
    others = number("takeup_control", takeup_control, 0, 1)
    if offered <= others:
        raise EvaluationError(
            f"takeup_treated is {offered:g} and takeup_control {others:g}; the first must be "
            "larger, or the offer changes nothing."
        )
    return offered - others


def detectable(
    se: float, df: int, power: float, alpha: float, two_sided: bool, method: str = "bloom"
) -> Mdes:
    """The smallest detectable effect at a standard error, for any design."""
    wanted, tail = _wanted(power, alpha, two_sided)
    one_of("method", method, METHODS)
    factor = multiplier(df, tail, wanted)
    if method == "exact":
        factor = optimize.brentq(
            lambda ncp: power_of(ncp, df, tail, two_sided) - wanted, 0, 3 * factor, xtol=1e-12
        )
    notes = (_FEW.format(df=df),) if df < FEW_DF else ()
    return Mdes(factor * se, se, df, factor, method, notes)


def multiplier(df: float, tail: float, power: float) -> float:
    """Bloom's multiplier: standard errors from zero to the smallest detectable effect."""
    return float(stats.t.ppf(1 - tail, df) + stats.t.ppf(power, df))


def power_of(ncp: float, df: float, tail: float, two_sided: bool) -> float:
    """The power of a t test whose statistic is centered on ``ncp`` standard errors."""
    critical = stats.t.ppf(1 - tail, df)
    found = _share_above(ncp, df, critical)
    return found + _share_above(-ncp, df, critical) if two_sided else found


def critical_share(alpha: float, two_sided: bool) -> float:
    """The share of chance results beyond the critical value, on one side."""
    checked = between("alpha", alpha, 0, 0.5)
    if not isinstance(two_sided, bool):
        raise EvaluationError(f"two_sided is {two_sided!r}; it must be True or False.")
    return checked / 2 if two_sided else checked


def individual_df(n: int, n_covariates: int) -> int:
    """Degrees of freedom of a difference between two groups of people."""
    df = whole("n", n, 1) - whole("n_covariates", n_covariates, 0) - 2
    if df < 1:
        raise EvaluationError(
            f"n is {n} with {n_covariates} covariates; it must be {n_covariates + 3} or more."
        )
    return df


def individual_se(n: int, prop_treated: float, r2: float) -> float:
    """The standard error of a difference between two groups, in SD units."""
    share = between("prop_treated", prop_treated, 0, 1)
    return math.sqrt((1 - _r2("r2", r2)) / (share * (1 - share) * n))


def _r2(field: str, value: float) -> float:
    if number(field, value, 0, 1) == 1:
        raise EvaluationError(f"{field} is 1; it must be 0 or more and below 1.")
    return float(value)


def _wanted(power: float, alpha: float, two_sided: bool) -> tuple[float, float]:
    tail = critical_share(alpha, two_sided)
    wanted = between("power", power, 0, 1)
    if wanted <= 2 * tail:
        raise EvaluationError(
            f"power is {wanted:g}; it must be above alpha, which chance alone reaches."
        )
    return wanted, tail


def _share_above(ncp: float, df: float, critical: float) -> float:
    # SciPy's noncentral t gives NaN far in the tails: one is certain, the other impossible.
    found = float(stats.nct.sf(critical, df, ncp))
    if math.isnan(found):
        return 1.0 if ncp > critical else 0.0
    return found


def _smallest(missing, least: float, effect: float, power: float) -> float:
    """The fewest people at which nothing is missing to the wanted power."""
    if effect <= 0 or missing(MOST_PEOPLE) < 0:
        raise EvaluationError(
            f"effect_size is {effect:g}; no study of up to {MOST_PEOPLE:,} people finds it with a "
            f"power of {power:g}."
        )
    if missing(least) >= 0:
        return float(least)
    return optimize.brentq(missing, least, MOST_PEOPLE, xtol=1e-7, rtol=1e-13)


def _arms(n: float, share: float, method: str) -> SampleSize:
    treated, control = people_up(n * share), people_up(n * (1 - share))
    largest = n * max(share, 1 - share)
    return SampleSize(largest, people_up(largest), treated, control, treated + control, method)


def _before_loss(arm: str, analyzed: int, attrition: float) -> int:
    people = whole(f"n_analyzed_{arm}", analyzed, 1)
    if number(f"attrition_{arm}", attrition, 0, 1) == 1:
        raise EvaluationError(f"attrition_{arm} is 1; it must be below 1, or nobody is left.")
    return people_up(people / (1 - attrition))
