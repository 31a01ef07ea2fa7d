"""Pool effects of several trials: random-effects models as evaluators know them.

PyMARE and statsmodels estimate; only what neither gives is written here: the prediction interval
and I2 as metafor defines it. Needs the extra ``pooling``.
"""

import json
from dataclasses import dataclass
from importlib import resources

import numpy as np
import pandas as pd
from pymare.estimators import VarianceBasedLikelihoodEstimator, WeightedLeastSquares
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

METHODS = ("FE", "DL", "PM", "ML", "REML")
# PyMARE's names; metafor calls them z, knha and adhoc.
TESTS = {"z": "wald", "knha": "knapp-hartung", "knha_guarded": "knapp-hartung-conservative"}
FEW = 5  # with fewer studies any interval is fragile


class MetaAnalysisError(ValueError):
    """The effects cannot be pooled as given; one sentence says which field and why."""


@dataclass(frozen=True)
class MetaAnalysis:
    """A pooled effect, in the units of the effects. NaN where a number is not defined.

    ``hk_ratio`` is Hartung and Knapp's q: how far the results differ, over what the model expects.
    """

    k: int
    mu: float
    se: float
    ci_low: float
    ci_high: float
    p_value: float
    tau2: float
    I2_percent: float
    H2: float
    Q: float
    Q_df: int
    Q_p: float
    hk_ratio: float
    pi_low_tk2: float
    pi_high_tk2: float
    method: str
    test: str
    level: float
    scale: str
    notes: tuple[str, ...]


def meta_random(
    yi, vi, *, method: str = "REML", test: str = "z", level: float = 0.95, scale: str = ""
) -> MetaAnalysis:
    """Pool effects ``yi`` with sampling variances ``vi``.

    ``method`` estimates the variance between studies, tau2: "FE" (none), "DL"
    (DerSimonian-Laird), "PM" (Paule-Mandel), "ML" or "REML". ``test`` gives the interval of the
    mean: "z" (Wald), "knha" (Hartung-Knapp, t(k-1)) or "knha_guarded" (never narrower than its
    model says: max(1, q)). ``scale`` is a label to carry along.

    The prediction interval is mu +/- t(k-2) sqrt(tau2 + se^2) (Higgins, Thompson and
    Spiegelhalter, 2009). I2 is 100 tau2 / (tau2 + typical variance), as in metafor.

    Raises:
        MetaAnalysisError: one sentence naming the field, the value and what it may be.
    """
    y, v = _checked(yi, vi)
    _one_of("method", method, METHODS)
    _one_of("test", test, tuple(TESTS))
    if not (isinstance(level, float) and 0 < level < 1):
        raise MetaAnalysisError(f"level is {level!r}; it must be a share between 0 and 1.")
    k, df = len(y), len(y) - 1
    tau2 = _tau2(y, v, method)
    mu, se, t_df = _mean(y, v, tau2, test)
    reference = stats.t(t_df) if t_df else stats.norm()
    reach = float(reference.ppf((1 + level) / 2)) * se
    typical = float(df * (1 / v).sum() / ((1 / v).sum() ** 2 - (1 / v**2).sum()))
    big_q = _weighted_squares(y, 1 / v)
    q = _weighted_squares(y, 1 / (v + tau2)) / df
    low, high = _prediction(mu, se, tau2, k, method, level)
    return MetaAnalysis(
        k=k,
        mu=mu,
        se=se,
        ci_low=mu - reach,
        ci_high=mu + reach,
        p_value=float(2 * reference.sf(abs(mu) / se)) if se else float("nan"),
        tau2=tau2,
        # Without a tau2 metafor falls back on Q, which gives the same for DL.
        I2_percent=100 * (max(0, 1 - df / big_q) if big_q else 0.0)
        if method == "FE"
        else 100 * tau2 / (tau2 + typical),
        H2=big_q / df if method == "FE" else (tau2 + typical) / typical,
        Q=big_q,
        Q_df=df,
        Q_p=float(stats.chi2.sf(big_q, df)),
        hk_ratio=q,
        pi_low_tk2=low,
        pi_high_tk2=high,
        method=method,
        test=test,
        level=level,
        scale=scale,
        notes=tuple(_notes(k, tau2, q, method, test)),
    )


def leave_one_out(yi, vi, labels, **options) -> pd.DataFrame:
    """The pooled effect without each study in turn; indexed by the study left out.

    ``options`` go to :func:`meta_random`. Columns: mu, se, ci_low, ci_high, tau2, I2_percent.

    Raises:
        MetaAnalysisError: fewer than 3 studies, or labels of another length.
    """
    y, v = _checked(yi, vi)
    if len(labels) != len(y):
        raise MetaAnalysisError(
            f"labels has {len(labels)} values and yi has {len(y)}; they must be as many."
        )
    if len(y) < 3:
        raise MetaAnalysisError(
            f"The number of studies is {len(y)}; leaving one out takes at least 3."
        )
    fits = [meta_random(np.delete(y, i), np.delete(v, i), **options) for i in range(len(y))]
    columns = ["mu", "se", "ci_low", "ci_high", "tau2", "I2_percent"]
    rows = [[getattr(fit, column) for column in columns] for fit in fits]
    return pd.DataFrame(rows, columns=columns, index=pd.Index(labels, name="left_out"))


def published_fits() -> list[dict]:
    """Fits of other data, each with the values that the ``software`` it names gives."""
    return json.loads(
        resources.files(__package__).joinpath("published_fits.json").read_text(encoding="utf-8")
    )


def _checked(yi, vi) -> tuple[np.ndarray, np.ndarray]:
    y, v = (_numbers(name, given) for name, given in (("yi", yi), ("vi", vi)))
    if len(y) != len(v):
        raise MetaAnalysisError(
            f"yi has {len(y)} values and vi has {len(v)}; they must be as many."
        )
    if len(y) < 2:
        raise MetaAnalysisError(f"The number of studies is {len(y)}; pooling takes at least 2.")
    if (v <= 0).any():
        raise MetaAnalysisError(f"vi holds {v[v <= 0][0]:g}; each variance must be above 0.")
    return y, v


def _numbers(name: str, given) -> np.ndarray:
    try:
        numbers = np.asarray(given, dtype=float)
    except (TypeError, ValueError):
        raise MetaAnalysisError(f"{name} holds {given!r}; it must be a list of numbers.") from None
    if numbers.ndim != 1:
        raise MetaAnalysisError(
            f"{name} has {numbers.ndim} dimensions; it must be a list of numbers."
        )
    if not np.isfinite(numbers).all():
        wrong = numbers[~np.isfinite(numbers)][0]
        raise MetaAnalysisError(f"{name} holds {wrong}; each value must be a finite number.")
    return numbers


def _one_of(field: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise MetaAnalysisError(f"{field} is {value!r}; it must be one of {', '.join(allowed)}.")


def _tau2(y: np.ndarray, v: np.ndarray, method: str) -> float:
    if method == "FE":
        return 0.0
    if method in ("ML", "REML"):
        estimator = VarianceBasedLikelihoodEstimator(method=method, small_sample_correction="wald")
        return estimator.fit(y[:, None], v[:, None], np.ones((len(y), 1))).params_["tau2"].item()
    # statsmodels leaves a negative DL estimate as it is. A tighter tolerance for PM would risk its
    # rule that any equation below zero, also by rounding, means tau2 = 0.
    with np.errstate(all="ignore"):  # a negative estimate spoils numbers that are not used here
        return max(0.0, float(combine_effects(y, v, method_re=method.lower()).tau2))


def _mean(y: np.ndarray, v: np.ndarray, tau2: float, test: str) -> tuple[float, float, float]:
    """The weighted mean, its standard error, and the degrees of freedom of t (0 for normal)."""
    estimator = WeightedLeastSquares(tau2=tau2, small_sample_correction=TESTS[test])
    found = estimator.fit(y[:, None], np.ones((len(y), 1)), v[:, None]).params_
    mu, variance = float(found["fe_params"].item()), float(found["inv_cov"].item())
    return mu, variance**0.5, 0 if found["dof"] is None else float(found["dof"].item())


def _weighted_squares(y: np.ndarray, w: np.ndarray) -> float:
    return float((w * (y - np.average(y, weights=w)) ** 2).sum())


def _prediction(mu, se, tau2, k, method, level) -> tuple[float, float]:
    if k < 3 or method == "FE":
        return float("nan"), float("nan")
    reach = float(stats.t.ppf((1 + level) / 2, k - 2)) * (tau2 + se**2) ** 0.5
    return mu - reach, mu + reach


def _notes(k: int, tau2: float, q: float, method: str, test: str):
    if k < FEW:
        yield f"With {k} studies, fewer than {FEW}, any interval is fragile."
    if method == "FE":
        yield "A fixed-effect model takes one true effect for all studies: no prediction interval."
    elif k == 2:
        yield "With 2 studies there is no prediction interval."
    if method != "FE" and tau2 == 0:
        yield (
            "tau2 is estimated at 0: the results differ no more than chance alone would make "
            "them. With few studies that is weak evidence that the true effects are equal."
        )
    if q < 1 and test == "knha":
        yield (
            f"q is {q:.2f}, below 1: this interval is narrower than the Wald one. "
            "Prefer test='knha_guarded'."
        )
    if q < 1 and test == "knha_guarded":
        yield f"q is {q:.2f}, below 1: the guard puts 1 in its place."
