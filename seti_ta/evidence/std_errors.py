"""Standard errors of effects, where a report prints another form of the same thing.

The normal quantile is the default, because most reports do not print degrees of freedom and most
trials have hundreds of people, where the t quantile differs by less than one percent.
"""

import re

import pandas as pd
from scipy import stats

NOT_SIGNIFICANT = "not significant"
SIGNIFICANT = ("significant", "significant (negative)")
EXACT = re.compile(r"0?\.\d+")
BOUND = re.compile(r"([<>]) ?(0?\.\d+)\b.*")
BETWEEN = re.compile(r"(0?\.\d+) ?- ?(0?\.\d+)")

HOW = {
    "published": "published",
    "derived from p": "derived from a p-value by the extractor",
    "derived from yearly errors": "derived from yearly standard errors; the true one is no larger",
}


def from_t(impact: float, t: float) -> float:
    """The standard error of an effect with this t statistic, in the unit of ``impact``.

    Raises:
        ValueError: where the effect or its t statistic is zero, or their signs differ.
    """
    if impact * t <= 0:
        raise ValueError(
            f"No standard error follows from an effect of {impact:g} with t = {t:g}: "
            "both must differ from zero and have the same sign."
        )
    return impact / t


def from_p(impact: float, p: float, df: float | None = None) -> float:
    """The standard error of an effect with this two-sided p-value.

    Raises:
        ValueError: where the effect is zero, or ``p`` is not above 0 and below 1.
    """
    if not 0 < p < 1:
        raise ValueError(f"p is {p:g}, which wants a number above 0 and below 1.")
    return abs(from_t(impact, _quantile(p, df) * (1 if impact > 0 else -1)))


def from_interval(low: float, high: float, level: float = 0.95, df: float | None = None) -> float:
    """The standard error behind a symmetric confidence interval at ``level``, a share.

    Raises:
        ValueError: where ``low`` is not below ``high``, or ``level`` not above 0 and below 1.
    """
    if not low < high:
        raise ValueError(f"low is {low:g}, which wants a number below high, {high:g}.")
    if not 0 < level < 1:
        raise ValueError(f"level is {level:g}, which wants a share above 0 and below 1.")
    return (high - low) / 2 / _quantile(1 - level, df)


def bounds(impact: float, p_text: str, level: float | None = None) -> tuple[float, float]:
    """The least and the largest standard error that agree with ``p_text``; NaN where none is set.

    ``p_text`` is what a report prints: ``<0.01``, ``>0.10``, ``0.05-0.10``, an exact ``0.027``
    (true to its last digit), or ``significant`` and ``not significant``, which say nothing
    unless ``level`` names the report's own level.
    """
    p_low, p_high = p_range(p_text, level)
    at_least = abs(impact) / _quantile(p_low) if impact and p_low > 0 else float("nan")
    at_most = abs(impact) / _quantile(p_high) if impact and p_high < 1 else float("nan")
    return at_least, at_most


def with_std_errors(table: pd.DataFrame) -> pd.DataFrame:
    """The table with ``se``, ``se_how``, ``se_at_least`` and ``se_at_most``, in each row's units.

    ``se`` is published, or derived from an interval or an exact p-value; ``se_how`` says which, or
    why there is none. The two bounds stand only where there is no ``se``: for sensitivity checks.
    """
    found = pd.DataFrame(
        [_of_row(row) for row in table.to_dict("records")],
        index=table.index,
        columns=["se", "se_how", "se_at_least", "se_at_most"],
    )
    return table.join(found)


def p_of(impact: float, se: float) -> float:
    """The two-sided p-value of an effect with this standard error."""
    return float(2 * stats.norm.sf(abs(impact) / se))


def exact_p(p_text: str) -> float | None:
    """The p-value that a report prints in full; None for a threshold or a word."""
    return float(p_text) if EXACT.fullmatch(p_text) else None


def _of_row(row: dict) -> tuple[float, str, float, float]:
    nan = float("nan")
    impact, p = row["impact"], exact_p(row["p_value"])
    if pd.notna(row["std_error"]):
        exact = row["se_basis"] == "derived from p" and p
        return (
            row["std_error"],
            f"derived from p = {p:g}" if exact else HOW[row["se_basis"]],
            nan,
            nan,
        )
    if pd.isna(impact):
        return nan, "none: the size of the effect is not given", nan, nan
    if pd.notna(row["ci_low"]):
        level = row["ci_level"]
        se = from_interval(row["ci_low"], row["ci_high"], level / 100)
        return se, f"derived from the {level:g}% confidence interval", nan, nan
    if impact == 0:
        return nan, "none: an effect of zero says nothing about its error", nan, nan
    if p:
        return from_p(impact, p), f"derived from p = {p:g}", nan, nan
    level = None if pd.isna(row["significance_level"]) else row["significance_level"]
    at_least, at_most = bounds(impact, row["p_value"], level)
    if pd.isna(at_least) and pd.isna(at_most):
        return nan, "none: no standard error, interval or p-value", nan, nan
    return nan, f"none: only a bound, from p {row['p_value']}", at_least, at_most


def p_range(p_text: str, level: float | None = None) -> tuple[float, float]:
    """The least and the largest p-value that agree with what a report prints, as in ``bounds``."""
    if EXACT.fullmatch(p_text):
        half = 0.5 * 10 ** -len(p_text.partition(".")[2])
        return max(0.0, float(p_text) - half), min(1.0, float(p_text) + half)
    if found := BETWEEN.fullmatch(p_text):
        return float(found[1]), float(found[2])
    if found := BOUND.fullmatch(p_text):
        return (0.0, float(found[2])) if found[1] == "<" else (float(found[2]), 1.0)
    if level and p_text in SIGNIFICANT:
        return 0.0, level
    if level and p_text == NOT_SIGNIFICANT:
        return level, 1.0
    return 0.0, 1.0


def _quantile(p: float, df: float | None = None) -> float:
    """How many standard errors an effect with this two-sided p-value lies from zero."""
    return float(stats.norm.isf(p / 2) if df is None else stats.t.isf(p / 2, df))
