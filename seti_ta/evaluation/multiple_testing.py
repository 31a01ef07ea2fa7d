"""Several outcomes at once: adjusted p-values, and an index that makes one of many."""

from dataclasses import dataclass

import numpy as np
from statsmodels.stats.multitest import multipletests

from seti_ta.evaluation.checks import EvaluationError, between, number


@dataclass(frozen=True)
class AdjustedP:
    """Adjusted p-values, in the order given, and which stay below ``alpha``.

    Bonferroni and Holm hold the chance of any false finding; Benjamini-Hochberg (bh) and
    Benjamini-Yekutieli (by) the share of false ones among the findings.
    """

    bonferroni: list[float]
    holm: list[float]
    bh: list[float]
    by: list[float]
    alpha: float

    def below(self, method: str = "holm") -> list[bool]:
        """Which outcomes pass."""
        return [value <= self.alpha for value in getattr(self, method)]


def multiple_testing(p, alpha: float = 0.05) -> AdjustedP:
    """Adjust p-values: Holm for a small confirmatory family, bh for exploring.

    Raises:
        EvaluationError: no p-value, or one outside 0 to 1.
    """
    values = [number("p", each, 0, 1) for each in p]
    if not values:
        raise EvaluationError("p has no values; it must hold 1 or more.")
    level = between("alpha", alpha, 0, 1)
    names = {"bonferroni": "bonferroni", "holm": "holm", "bh": "fdr_bh", "by": "fdr_by"}
    adjusted = {
        ours: multipletests(values, level, method=theirs)[1].tolist()
        for ours, theirs in names.items()
    }
    return AdjustedP(**adjusted, alpha=level)


def outcome_index(outcomes, treat) -> np.ndarray:
    """One index of several outcomes (Kling, Liebman and Katz, 2007), one value a person.

    ``outcomes`` is people by outcomes, all turned so that more is better; each is put in standard
    deviations from the mean of the control group (``treat`` 0) and averaged.
    """
    table, arm = np.asarray(outcomes, dtype=float), np.asarray(treat)
    if table.ndim != 2 or len(table) != len(arm):
        raise EvaluationError(
            f"outcomes has the shape {table.shape}; it must have one row for each of the "
            f"{len(arm)} values of treat."
        )
    control = table[arm == 0]
    if len(control) < 2 or not (control.std(axis=0, ddof=1) > 0).all():
        raise EvaluationError("An outcome does not vary in the control group; leave it out.")
    return ((table - control.mean(axis=0)) / control.std(axis=0, ddof=1)).mean(axis=1)
