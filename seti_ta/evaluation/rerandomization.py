"""Draw again until the groups are alike, by a rule declared first (Morgan and Rubin, 2012)."""

from dataclasses import dataclass

from scipy import stats

from seti_ta.evaluation.checks import number, whole


@dataclass(frozen=True)
class RerandomizationRule:
    """Accept a draw if its Mahalanobis distance is at most ``threshold``.

    ``v_a`` is the variance of a covariate's imbalance among accepted draws, over all draws.
    """

    threshold: float
    v_a: float
    percent_reduction_covariate_variance: float
    acceptance_probability: float


def rerandomization_threshold(
    n_covariates: int, acceptance_probability: float
) -> RerandomizationRule:
    """The rule that accepts this share of draws.

    Raises:
        EvaluationError: fewer than 1 in 1,000 draws accepted: too few are left to choose from.
    """
    k = whole("n_covariates", n_covariates, 1, 1000)
    share = number("acceptance_probability", acceptance_probability, 0.001, 1)
    threshold = float(stats.chi2.ppf(share, k))
    ratio = float(stats.chi2.cdf(threshold, k + 2) / share) if share < 1 else 1.0
    return RerandomizationRule(threshold, ratio, 100 * (1 - ratio), share)
