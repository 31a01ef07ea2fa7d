"""Were the groups alike at the start? Thresholds of the What Works Clearinghouse, version 5.0."""

import math
from dataclasses import dataclass

from seti_ta.evaluation.checks import EvaluationError, between, number, whole

ALIKE, ADJUSTABLE = 0.05, 0.25


@dataclass(frozen=True)
class Equivalence:
    """The difference in SD units, and "satisfied", "satisfied with adjustment" or "not"."""

    g: float
    verdict: str


def baseline_equivalence(
    mean_t: float, mean_c: float, sd_t: float, sd_c: float, n_t: int, n_c: int
) -> Equivalence:
    """Hedges' g of a measure taken before assignment.

    Raises:
        EvaluationError: a group without variance or with fewer than 2 people.
    """
    people = whole("n_t", n_t, 2) + whole("n_c", n_c, 2)
    spreads = [number(name, sd, 0) for name, sd in (("sd_t", sd_t), ("sd_c", sd_c))]
    pooled = math.sqrt(((n_t - 1) * sd_t**2 + (n_c - 1) * sd_c**2) / (people - 2))
    if not pooled:
        raise EvaluationError(f"sd_t and sd_c are {spreads[0]:g}; a measure that varies is needed.")
    gap = number("mean_t", mean_t) - number("mean_c", mean_c)
    return _judged(gap / pooled * _small(people))


def baseline_equivalence_binary(p_t: float, p_c: float, n_t: int, n_c: int) -> Equivalence:
    """Cox's index of a yes-or-no measure: the log odds ratio over 1.65."""
    people = whole("n_t", n_t, 2) + whole("n_c", n_c, 2)
    odds = [math.log(p / (1 - p)) for p in (between("p_t", p_t, 0, 1), between("p_c", p_c, 0, 1))]
    return _judged((odds[0] - odds[1]) / 1.65 * _small(people))


def _small(people: int) -> float:
    """Hedges' correction for few people."""
    return 1 - 3 / (4 * people - 9)


def _judged(g: float) -> Equivalence:
    size = round(abs(g), 12)
    if size <= ALIKE:
        return Equivalence(g, "satisfied")
    return Equivalence(g, "satisfied with adjustment" if size <= ADJUSTABLE else "not satisfied")
