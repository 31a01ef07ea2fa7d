"""How far people who were lost could move an answer: bounds on an effect under attrition.

Blank outcomes are people lost. The bounds hold what the data alone allow. The interval around
them covers the effect with ``level``, and takes in chance too (Imbens and Manski, 2004).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import optimize, stats

from seti_ta.evaluation.checks import EvaluationError, between, number, whole
from seti_ta.evaluation.impact import columns, itt_ols

RESAMPLES, SEED = 1_000, 1


@dataclass(frozen=True)
class Bounds:
    """``low`` and ``high`` of the effect, in units of the outcome, and an interval around both.

    ``response_t`` and ``response_c`` are the shares found again. ``trimmed`` is the share left out
    of the group in which more were found; ``for_whom`` says whose effect it is.
    """

    low: float
    high: float
    ci_low: float
    ci_high: float
    response_t: float
    response_c: float
    trimmed: float
    for_whom: str
    level: float


def lee_bounds(
    data,
    outcome: str,
    treat: str,
    level: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Bounds:
    """Bounds for those who are found whether offered a place or not (Lee, 2009).

    The group in which more were found loses as many from its top, then from its bottom, as it was
    found more often. That holds if the offer moves nobody's being found the other way. Errors come
    from ``resamples`` draws of people within each group.

    Raises:
        EvaluationError: fewer than two found in a group, or an outcome without variance.
    """
    between("level", level, 0, 1)
    treated, control = _groups(data, outcome, treat)
    rng = np.random.default_rng(whole("seed", seed, 0, 2**53))
    low, high = _lee(treated, control)
    draws = np.array(
        [
            _lee(rng.choice(treated, len(treated)), rng.choice(control, len(control)))
            for _ in range(whole("resamples", resamples, 100, 100_000))
        ]
    )
    errors = np.nanstd(draws, axis=0, ddof=1)
    found = _found(treated), _found(control)
    return Bounds(
        low, high, *_around(low, high, errors[0], errors[1], level), *found,
        trimmed=1 - min(found) / max(found), for_whom="people found with or without the offer",
        level=level,
    )  # fmt: skip


def manski_bounds(
    data, outcome: str, treat: str, low: float, high: float, level: float = 0.95
) -> Bounds:
    """Bounds for everybody, whatever those lost earned between ``low`` and ``high``.

    They assume nothing about who was lost, so they are wide.

    Raises:
        EvaluationError: an outcome outside the range, or fewer than two found in a group.
    """
    between("level", level, 0, 1)
    least, most = number("low", low), number("high", high)
    if least >= most:
        raise EvaluationError(f"low is {least:g} and high {most:g}; low must be the smaller.")
    treated, control = _groups(data, outcome, treat)
    seen = np.concatenate([treated, control])
    odd = seen[(seen < least) | (seen > most)]
    if len(odd):
        raise EvaluationError(
            f"{outcome} has {len(odd)} outside {least:g} to {most:g}; the range must hold all."
        )
    worst = _filled(treated, control, least, most)
    best = _filled(treated, control, most, least)
    return Bounds(
        worst.estimate, best.estimate,
        *_around(worst.estimate, best.estimate, worst.se, best.se, level),
        _found(treated), _found(control), trimmed=0.0, for_whom="everybody assigned", level=level,
    )  # fmt: skip


def _groups(data, outcome: str, treat: str) -> tuple[np.ndarray, np.ndarray]:
    """The outcomes of both groups, NaN where somebody was lost."""
    z = columns(data, [treat], [treat])[treat]
    if outcome not in data:
        raise EvaluationError(
            f"data has no column {outcome!r}; it has {', '.join(map(str, data))}."
        )
    try:
        y = pd.Series(np.asarray(data[outcome], dtype=float))
    except (TypeError, ValueError):
        raise EvaluationError(f"{outcome} holds text; it must be numbers, or blank.") from None
    if len(y) != len(z):
        raise EvaluationError("The columns of data differ in length.")
    if not z.isin([0, 1]).all():
        raise EvaluationError(f"{treat} must be 1 (offered) or 0 for everybody.")
    for value, words in ((1, "offered a place"), (0, "in the control group")):
        found = y[z == value].dropna()
        if len(found) < 2:
            raise EvaluationError(
                f"{outcome} is known for {len(found)} people {words}; each group needs 2 or more."
            )
    if np.isinf(y).any():
        raise EvaluationError(f"{outcome} holds an infinite value; it must be numbers, or blank.")
    if max(y[z == value].nunique() for value in (0, 1)) < 2:
        raise EvaluationError(f"{outcome} does not vary in either group; nothing can be bounded.")
    return y[z == 1].to_numpy(), y[z == 0].to_numpy()


def _found(group: np.ndarray) -> float:
    return float(np.mean(~np.isnan(group)))


def _lee(treated: np.ndarray, control: np.ndarray) -> tuple[float, float]:
    """The bounds of one sample; NaN where nobody of a group was found."""
    more = _found(treated) >= _found(control)
    larger, smaller = (treated, control) if more else (control, treated)
    if not _found(smaller):
        return np.nan, np.nan
    kept = _found(smaller) / _found(larger)
    values = np.sort(larger[~np.isnan(larger)])
    bottom, top = _mean_of_first(values, kept), _mean_of_first(values[::-1], kept)
    other = float(np.nanmean(smaller))
    return (bottom - other, top - other) if more else (other - top, other - bottom)


def _mean_of_first(values: np.ndarray, share: float) -> float:
    """The mean of the first ``share`` of the values; the last one may count in part."""
    count = share * len(values)
    weights = np.clip(count - np.arange(len(values)), 0, 1)
    return float(values @ weights / count)


def _filled(treated: np.ndarray, control: np.ndarray, for_treated: float, for_control: float):
    y = [np.where(np.isnan(group), lost, group) for group, lost in
         ((treated, for_treated), (control, for_control))]  # fmt: skip
    z = np.repeat([1, 0], [len(treated), len(control)])
    return itt_ols({"y": np.concatenate(y), "z": z}, "y", "z")


def _around(low: float, high: float, error_low: float, error_high: float, level: float):
    """Imbens and Manski's interval: it covers the effect, not both bounds at once."""
    gap = (high - low) / max(error_low, error_high)
    reach = optimize.brentq(
        lambda c: stats.norm.cdf(c + gap) - stats.norm.cdf(-c) - level, 0, 10, xtol=1e-10
    )
    return float(low - reach * error_low), float(high + reach * error_high)
