"""The effect of being offered a place (ITT): compare people as they were assigned.

Keep everyone; a person without earnings has earned 0. ``data`` is a DataFrame or a mapping of
plain columns, one row a person; ``treat`` is 1 for those offered a place and 0 for the others.
statsmodels estimates, with t distributions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from seti_ta.evaluation.checks import EvaluationError, between, one_of

ERRORS = ("HC0", "HC1", "HC2", "HC3", "nonrobust")
FEWEST_CLUSTERS, ROUGH_CLUSTERS = 5, 40


@dataclass(frozen=True)
class Impact:
    """An effect in units of the outcome, with its interval at ``level``.

    ``percent_of_control`` is NaN where the control mean is 0. ``se_type`` names the errors.
    """

    n: int
    n_treated: int
    n_control: int
    estimate: float
    se: float
    t: float
    df: float
    p_value: float
    ci_low: float
    ci_high: float
    control_mean: float
    percent_of_control: float
    se_type: str
    level: float
    notes: tuple[str, ...] = ()


def itt_ols(
    data,
    outcome: str,
    treat: str,
    covariates: Sequence[str] = (),
    se_type: str = "HC2",
    *,
    lin: bool = False,
    blocks: str = "",
    weights: str = "",
    clusters: str = "",
    level: float = 0.95,
) -> Impact:
    """The ITT by regression of the outcome on assignment.

    ``covariates`` were measured before assignment and chosen before results. ``lin`` centers them
    and lets their slopes differ by group (Lin, 2013). ``blocks`` adds a dummy for each block, which
    is right where the share treated is the same in each; else use :func:`itt_blocked`. ``weights``
    names a column of 1/p for treated and 1/(1 - p) for controls. ``clusters`` names the unit that
    was assigned; errors then are CR1 with clusters less 1 degrees of freedom.

    Raises:
        EvaluationError: a column missing or with blanks, a group empty or without variance, or too
            few clusters.
    """
    one_of("se_type", se_type, ERRORS)
    between("level", level, 0, 1)
    names = [outcome, treat, *covariates]
    table = columns(data, names + [name for name in (blocks, weights, clusters) if name], names)
    y, z = table[outcome], table[treat]
    two_groups(y, z, outcome, treat)
    design = _design(table, treat, list(covariates), lin, blocks)
    weight = _weights(table[weights], weights) if weights else None
    model = sm.WLS(y, design, weights=weight) if weights else sm.OLS(y, design)
    if np.linalg.matrix_rank(design.to_numpy()) < design.shape[1]:
        raise EvaluationError(
            "The covariates or blocks repeat each other or the assignment; leave one out."
        )
    notes: list[str] = []
    if clusters:
        groups = pd.factorize(table[clusters])[0]
        notes += _cluster_notes(groups, clusters)
        fit = model.fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
        se_type, df = "CR1", float(groups.max())
    else:
        # Without use_t the interval would be normal.
        fit = model.fit(cov_type=se_type, use_t=True)
        df = float(fit.df_resid)
    if blocks and not lin:
        notes += _block_notes(table, treat, blocks)
    low, high = fit.conf_int(1 - level).loc[treat]
    return _impact(
        y, z, float(fit.params[treat]), float(fit.bse[treat]), df, float(fit.pvalues[treat]),
        float(low), float(high), se_type, level, notes,
    )  # fmt: skip


def itt_lin(data, outcome: str, treat: str, covariates: Sequence[str], **options) -> Impact:
    """:func:`itt_ols` with covariates centered and interacted with assignment (Lin, 2013)."""
    return itt_ols(data, outcome, treat, covariates, lin=True, **options)


def raw_difference(data, outcome: str, treat: str, level: float = 0.95) -> Impact:
    """The difference of two means with Welch's errors and degrees of freedom."""
    table = columns(data, [outcome, treat], [outcome, treat])
    y, z = table[outcome], table[treat]
    two_groups(y, z, outcome, treat)
    compared = CompareMeans(DescrStatsW(y[z == 1]), DescrStatsW(y[z == 0]))
    t, p_value, df = compared.ttest_ind(usevar="unequal")
    low, high = compared.tconfint_diff(1 - level, usevar="unequal")
    estimate = float(y[z == 1].mean() - y[z == 0].mean())
    return _impact(
        y, z, estimate, estimate / t if t else float(compared.std_meandiff_separatevar),
        float(df), float(p_value), float(low), float(high), "Welch", level, [],
    )  # fmt: skip


def itt_blocked(data, outcome: str, treat: str, blocks: str, level: float = 0.95) -> Impact:
    """The difference of means within each block, weighted by the people in it.

    Right also where the share treated differs by block. Degrees of freedom are people less two
    for each block.

    Raises:
        EvaluationError: a block with fewer than two people in a group.
    """
    table = columns(data, [outcome, treat, blocks], [outcome, treat])
    y, z = table[outcome], table[treat]
    two_groups(y, z, outcome, treat)
    each = table.groupby([blocks, treat])[outcome].agg(["mean", "var", "size"]).unstack()
    thin = each.index[(each["size"].fillna(0) < 2).any(axis=1)]
    if len(thin):
        raise EvaluationError(
            f"{blocks} {thin[0]!r} has fewer than 2 people in a group; join it with another."
        )
    share = each["size"].sum(axis=1) / len(table)
    estimate = float((share * (each["mean"][1] - each["mean"][0])).sum())
    variances = each["var"][1] / each["size"][1] + each["var"][0] / each["size"][0]
    se, df = float((share**2 * variances).sum() ** 0.5), len(table) - 2 * len(each)
    reach = float(stats.t.ppf((1 + level) / 2, df)) * se
    p_value = 2 * float(stats.t.sf(abs(estimate) / se, df))
    return _impact(
        y, z, estimate, se, df, p_value, estimate - reach, estimate + reach, "blocked", level, [],
    )  # fmt: skip


def columns(data, wanted: Sequence[str], numeric: Sequence[str]) -> pd.DataFrame:
    """The wanted columns, the numeric ones in double precision.

    Raises:
        EvaluationError: a column is missing, has blanks, or is not numeric.
    """
    if not isinstance(data, (pd.DataFrame, Mapping)):
        raise EvaluationError("data must be a table: a DataFrame or columns by name.")
    twice = [name for place, name in enumerate(wanted) if name in wanted[:place]]
    if twice:
        raise EvaluationError(f"{twice[0]} is named twice; each column has one part to play.")
    missing = [name for name in wanted if name not in data]
    if missing:
        raise EvaluationError(
            f"data has no column {missing[0]!r}; it has {', '.join(map(str, data))}."
        )
    try:
        table = pd.DataFrame({name: np.asarray(data[name]) for name in wanted})
    except ValueError:
        raise EvaluationError("The columns of data differ in length.") from None
    blank = table.isna().sum()
    if blank.any():
        name = blank.idxmax()
        raise EvaluationError(
            f"{name} is blank for {blank[name]} of {len(table)} people. Report them as lost (see "
            "attrition_classification), or put 0 where nothing was earned."
        )
    for name in numeric:
        try:
            table[name] = table[name].astype(float)
        except (TypeError, ValueError):
            raise EvaluationError(f"{name} holds text; it must be numbers.") from None
    return table.reset_index(drop=True)


def two_groups(y: pd.Series, z: pd.Series, outcome: str, treat: str) -> None:
    """Refuses an assignment that is not 0 and 1, and groups that are small or do not vary."""
    odd = z[~z.isin([0, 1])]
    if len(odd):
        raise EvaluationError(f"{treat} holds {odd.iloc[0]:g}; it must be 1 (offered) or 0.")
    for value, words in ((1, "offered a place"), (0, "in the control group")):
        group = y[z == value]
        if len(group) < 2:
            raise EvaluationError(
                f"{treat} has {len(group)} people {words}; each group needs 2 or more."
            )
    if not y[z == 1].var() and not y[z == 0].var():
        raise EvaluationError(f"{outcome} does not vary in either group; nothing can be tested.")


def _design(table, treat, covariates, lin, blocks) -> pd.DataFrame:
    design = table[[treat]].copy()
    design.insert(0, "one", 1.0)
    for name in covariates:
        design[name] = table[name] - table[name].mean()
        if lin:
            design[f"{treat} x {name}"] = table[treat] * design[name]
    if blocks:
        dummies = pd.get_dummies(table[blocks], prefix=blocks, drop_first=True, dtype=float)
        design = design.join(dummies)
    return design


def _weights(weight: pd.Series, name: str) -> np.ndarray:
    numbers = weight.astype(float).to_numpy()
    if not (numbers > 0).all():
        raise EvaluationError(f"{name} holds {numbers.min():g}; each weight must be above 0.")
    return numbers


def _cluster_notes(groups: np.ndarray, name: str):
    count = int(groups.max()) + 1
    if count < FEWEST_CLUSTERS:
        raise EvaluationError(
            f"{name} has {count} clusters; it must have {FEWEST_CLUSTERS} or more."
        )
    if count < ROUGH_CLUSTERS:
        yield (
            f"With {count} clusters, fewer than {ROUGH_CLUSTERS}, these errors are too small more "
            "often than not. Ask for CR2 or a wild cluster bootstrap."
        )


def _block_notes(table, treat, blocks):
    shares = table.groupby(blocks)[treat].mean()
    if shares.max() - shares.min() > 0.01:
        yield (
            f"The share offered a place runs from {shares.min():.0%} to {shares.max():.0%} by "
            f"{blocks}: this is an effect weighted by precision. itt_blocked weighs by people."
        )


def _impact(y, z, estimate, se, df, p_value, low, high, se_type, level, notes) -> Impact:
    mean = float(y[z == 0].mean())
    return Impact(
        n=len(y),
        n_treated=int((z == 1).sum()),
        n_control=int((z == 0).sum()),
        estimate=estimate,
        se=se,
        t=estimate / se,
        df=df,
        p_value=p_value,
        ci_low=low,
        ci_high=high,
        control_mean=mean,
        percent_of_control=100 * estimate / mean if mean else float("nan"),
        se_type=se_type,
        level=level,
        notes=tuple(notes),
    )
