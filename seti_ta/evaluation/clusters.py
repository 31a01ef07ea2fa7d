"""When whole offices, classes or employers are assigned; and when people are drawn within sites.

``icc`` is the share of the outcome's variance that lies between clusters.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from seti_ta.calculators.functions import people_up
from seti_ta.evaluation.checks import EvaluationError, between, number, one_of, whole
from seti_ta.evaluation.power import (
    Mdes,
    Power,
    critical_share,
    detectable,
    power_of,
)

MOST_CLUSTERS = 100_000


@dataclass(frozen=True)
class ClusterMdes(Mdes):
    """``floor`` is the effect that no number of people per cluster gets below."""

    floor: float = 0.0


@dataclass(frozen=True)
class ClusterSize:
    """Clusters to draw, the people in each, and all of them."""

    n_clusters: int
    cluster_size: float
    n_total: int


@dataclass(frozen=True)
class DesignEffect:
    """How many times the variance of a study of single people, and the people it is worth."""

    design_effect: float
    effective_n: float


def mdes_cluster(
    n_clusters: int,
    cluster_size: float,
    icc: float,
    power: float = 0.8,
    alpha: float = 0.05,
    two_sided: bool = True,
    prop_clusters_treated: float = 0.5,
    r2_level1: float = 0.0,
    r2_level2: float = 0.0,
    n_cluster_covariates: int = 0,
    method: str = "bloom",
) -> ClusterMdes:
    """The smallest effect (SD units) when ``n_clusters`` of ``cluster_size`` people are drawn.

    Degrees of freedom are clusters less covariates of clusters less 2 (Dong and Maynard, 2013).

    Raises:
        EvaluationError: a value out of range, or too few clusters.
    """
    df, between_part, within_part = _cluster(
        n_clusters, cluster_size, icc, prop_clusters_treated, r2_level1, r2_level2,
        n_cluster_covariates,
    )  # fmt: skip
    found = detectable(math.sqrt(between_part + within_part), df, power, alpha, two_sided, method)
    return ClusterMdes(
        found.mdes, found.se, df, found.multiplier, method, found.notes,
        floor=found.multiplier * math.sqrt(between_part),
    )  # fmt: skip


def power_cluster(
    effect_size: float,
    n_clusters: int,
    cluster_size: float,
    icc: float,
    alpha: float = 0.05,
    two_sided: bool = True,
    prop_clusters_treated: float = 0.5,
    r2_level1: float = 0.0,
    r2_level2: float = 0.0,
    n_cluster_covariates: int = 0,
) -> Power:
    """How often a study of clusters finds ``effect_size`` (SD units)."""
    df, between_part, within_part = _cluster(
        n_clusters, cluster_size, icc, prop_clusters_treated, r2_level1, r2_level2,
        n_cluster_covariates,
    )  # fmt: skip
    return _power(effect_size, math.sqrt(between_part + within_part), df, alpha, two_sided)


def _power(effect_size: float, se: float, df: int, alpha: float, two_sided: bool) -> Power:
    ncp = number("effect_size", effect_size, 0, 10) / se
    return Power(power_of(ncp, df, critical_share(alpha, two_sided), two_sided), se, df, ncp)


def sample_size_cluster(
    effect_size: float,
    cluster_size: float,
    icc: float,
    power: float = 0.8,
    **design,
) -> ClusterSize:
    """Clusters of ``cluster_size`` people to draw, to find ``effect_size`` (SD units).

    ``design`` goes to :func:`power_cluster`. Clusters are an even number.

    Raises:
        EvaluationError: no number of clusters up to 100,000 reaches the power.
    """
    effect = number("effect_size", effect_size, 0, 10)
    wanted = between("power", power, 0, 1)

    def reached(pairs: int) -> bool:
        return power_cluster(effect, 2 * pairs, cluster_size, icc, **design).power >= wanted

    least = design.get("n_cluster_covariates", 0) // 2 + 2
    found = _first(reached, least, MOST_CLUSTERS // 2)
    if found is None:
        raise EvaluationError(
            f"effect_size is {effect:g}; no study of up to {MOST_CLUSTERS:,} clusters finds it "
            f"with a power of {wanted:g}."
        )
    return ClusterSize(2 * found, cluster_size, 2 * found * people_up(cluster_size))


def cluster_size_needed(
    effect_size: float, n_clusters: int, icc: float, power: float = 0.8, **design
) -> ClusterSize:
    """People to have in each of ``n_clusters`` clusters, to find ``effect_size`` (SD units).

    Raises:
        EvaluationError: the effect lies below the floor that no number of people gets under.
    """
    effect = number("effect_size", effect_size, 0, 10)
    wanted = between("power", power, 0, 1)

    def reached(size: int) -> bool:
        return power_cluster(effect, n_clusters, size, icc, **design).power >= wanted

    found = _first(reached, 1, 1_000_000)
    if found is None:
        floor = mdes_cluster(n_clusters, 1_000_000, icc, wanted, **design).floor
        raise EvaluationError(
            f"effect_size is {effect:g}; with {n_clusters} clusters it must be above {floor:.3g}, "
            "however many people each has. Draw more clusters."
        )
    return ClusterSize(n_clusters, found, n_clusters * found)


def _first(reached: Callable[[int], bool], low: int, high: int) -> int | None:
    """The smallest whole number at which something that only grows is reached."""
    if not reached(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) else (middle + 1, high)
    return low


def design_effect(
    cluster_size: float, icc: float, n_total: float | None = None, cv: float = 0.0
) -> DesignEffect:
    """The design effect, and the people that ``n_total`` in clusters are worth.

    ``cv`` is the spread of cluster sizes over their mean (Eldridge, Ashby and Kerry, 2006).
    """
    size = number("cluster_size", cluster_size, 1, 1e6)
    rho = number("icc", icc, 0, 1)
    spread = number("cv", cv, 0, 10)
    effect = 1 + ((1 + spread**2) * size - 1) * rho
    people = math.nan if n_total is None else number("n_total", n_total, 1, 1e9) / effect
    return DesignEffect(effect, people)


def mdes_blocked(
    n_blocks: int,
    block_size: float,
    power: float = 0.8,
    alpha: float = 0.05,
    two_sided: bool = True,
    prop_treated: float = 0.5,
    r2: float = 0.0,
    n_covariates: int = 0,
    effects: str = "constant",
    method: str = "bloom",
) -> Mdes:
    """The smallest effect when people are drawn within ``n_blocks`` sites or strata.

    ``effects`` "constant": one effect for all sites, df = J (m - 1) - g - 1. "fixed": each site
    has its own, and the answer is for these sites, df = J (m - 2) - g. ``r2`` counts what sites
    and covariates explain together.
    """
    se, df = _blocked(n_blocks, block_size, prop_treated, r2, n_covariates, effects)
    return detectable(se, df, power, alpha, two_sided, method)


def power_blocked(
    effect_size: float,
    n_blocks: int,
    block_size: float,
    alpha: float = 0.05,
    two_sided: bool = True,
    prop_treated: float = 0.5,
    r2: float = 0.0,
    n_covariates: int = 0,
    effects: str = "constant",
) -> Power:
    """How often a study within sites or strata finds ``effect_size``; see :func:`mdes_blocked`."""
    se, df = _blocked(n_blocks, block_size, prop_treated, r2, n_covariates, effects)
    return _power(effect_size, se, df, alpha, two_sided)


def _blocked(n_blocks, block_size, prop_treated, r2, n_covariates, effects):
    """Standard error and degrees of freedom when people are drawn within blocks."""
    sites = whole("n_blocks", n_blocks, 1)
    size = number("block_size", block_size, 2, 1e6)
    share = between("prop_treated", prop_treated, 0, 1)
    g = whole("n_covariates", n_covariates, 0)
    one_of("effects", effects, ("constant", "fixed"))
    df = math.floor(sites * (size - 1) - g - 1 if effects == "constant" else sites * (size - 2) - g)
    _enough("n_blocks", sites, df)
    return math.sqrt((1 - number("r2", r2, 0, 1)) / (share * (1 - share) * sites * size)), df


def mdes_multisite(
    n_sites: int,
    site_size: float,
    icc: float,
    omega: float,
    power: float = 0.8,
    alpha: float = 0.05,
    two_sided: bool = True,
    prop_treated: float = 0.5,
    r2_level1: float = 0.0,
    r2_treatment: float = 0.0,
    n_site_covariates: int = 0,
    method: str = "bloom",
) -> Mdes:
    """The smallest average effect over sites like these, people drawn within each.

    ``omega`` is the variance of the effect across sites over the variance of the outcome between
    sites (as in PowerUp!; some texts use another definition).
    """
    se, df = _multisite(
        n_sites, site_size, icc, omega, prop_treated, r2_level1, r2_treatment, n_site_covariates
    )
    return detectable(se, df, power, alpha, two_sided, method)


def power_multisite(
    effect_size: float,
    n_sites: int,
    site_size: float,
    icc: float,
    omega: float,
    alpha: float = 0.05,
    two_sided: bool = True,
    prop_treated: float = 0.5,
    r2_level1: float = 0.0,
    r2_treatment: float = 0.0,
    n_site_covariates: int = 0,
) -> Power:
    """How often a study finds an average ``effect_size`` over sites; see :func:`mdes_multisite`."""
    se, df = _multisite(
        n_sites, site_size, icc, omega, prop_treated, r2_level1, r2_treatment, n_site_covariates
    )
    return _power(effect_size, se, df, alpha, two_sided)


def _multisite(n_sites, site_size, icc, omega, prop_treated, r2_level1, r2_treatment, covariates):
    """Standard error and degrees of freedom over sites, each with an effect of its own."""
    sites = whole("n_sites", n_sites, 2)
    size = number("site_size", site_size, 2, 1e6)
    rho = number("icc", icc, 0, 1)
    share = between("prop_treated", prop_treated, 0, 1)
    df = sites - whole("n_site_covariates", covariates, 0) - 1
    _enough("n_sites", sites, df)
    across = rho * number("omega", omega, 0, 100) * (1 - number("r2_treatment", r2_treatment, 0, 1))
    within = (1 - rho) * (1 - number("r2_level1", r2_level1, 0, 1)) / (share * (1 - share) * size)
    return math.sqrt((across + within) / sites), df


def _cluster(n_clusters, cluster_size, icc, prop, r2_level1, r2_level2, covariates):
    """The degrees of freedom, and the variance between and within clusters."""
    clusters = whole("n_clusters", n_clusters, 1)
    size = number("cluster_size", cluster_size, 1, 1e6)
    rho = number("icc", icc, 0, 1)
    share = between("prop_clusters_treated", prop, 0, 1)
    df = clusters - whole("n_cluster_covariates", covariates, 0) - 2
    _enough("n_clusters", clusters, df)
    both = share * (1 - share) * clusters
    between_part = rho * (1 - number("r2_level2", r2_level2, 0, 1)) / both
    within_part = (1 - rho) * (1 - number("r2_level1", r2_level1, 0, 1)) / (both * size)
    return df, between_part, within_part


def _enough(field: str, units: int, df: int) -> None:
    if df < 1:
        raise EvaluationError(
            f"{field} is {units}; that leaves {df} degrees of freedom, and it takes at least 1."
        )
