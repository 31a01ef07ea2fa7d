"""One study in the light of others: effects drawn toward their mean, or toward a stated belief."""

import math
from dataclasses import dataclass

import numpy as np

from seti_ta.evaluation.checks import number
from seti_ta.evidence.meta_analysis import MetaAnalysis, meta_random


@dataclass(frozen=True)
class Shrunk:
    """``estimates`` after shrinking, their ``se``, and how much of each study's own is ``kept``.

    ``pooled`` is the model whose mean they are drawn to. ``se`` leaves out that the mean and the
    spread between studies are estimates themselves.
    """

    estimates: tuple[float, ...]
    se: tuple[float, ...]
    kept: tuple[float, ...]
    pooled: MetaAnalysis


@dataclass(frozen=True)
class Posterior:
    """The belief after an estimate: mean and standard deviation, and the weight of the estimate."""

    mean: float
    sd: float
    weight: float


def shrink(yi, vi, method: str = "REML") -> Shrunk:
    """Draw each effect toward the mean of all, the more the less sure it is.

    Of each effect tau2 / (tau2 + its variance) is its own. Inputs and errors are those of
    ``meta_random``.
    """
    pooled = meta_random(yi, vi, method=method)
    y, v = np.asarray(yi, dtype=float), np.asarray(vi, dtype=float)
    kept = pooled.tau2 / (pooled.tau2 + v)
    shrunk = pooled.mu + kept * (y - pooled.mu)
    return Shrunk(*(tuple(map(float, each)) for each in (shrunk, np.sqrt(kept * v), kept)), pooled)


def update_belief(estimate: float, se: float, prior_mean: float, prior_sd: float) -> Posterior:
    """What to believe after an estimate, if both are normal: the mean weighted by precision.

    Show the prior beside it: the answer is in part what was believed before.

    Raises:
        EvaluationError: an error or a spread that is not above 0.
    """
    own = number("se", se, 1e-12) ** -2
    before = number("prior_sd", prior_sd, 1e-12) ** -2
    weight = own / (own + before)
    mean = weight * number("estimate", estimate) + (1 - weight) * number("prior_mean", prior_mean)
    return Posterior(mean, 1 / math.sqrt(own + before), weight)
