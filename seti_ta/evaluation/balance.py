"""Are the groups alike at the start? Standardized differences, and one test for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import statsmodels.api as sm

from seti_ta.evaluation.checks import EvaluationError
from seti_ta.evaluation.impact import columns, two_groups


@dataclass(frozen=True)
class Balance:
    """One row a covariate in ``table``: ``mean_t``, ``mean_c`` and ``std_difference``, in SDs.

    ``f``, ``df`` and ``p_value`` are of one joint test of all covariates. A small p-value after a
    sound lottery is bad luck, never a reason to draw again.
    """

    table: pd.DataFrame
    f: float
    df: tuple[int, int]
    p_value: float


def balance_table(data, treat: str, covariates: Sequence[str]) -> Balance:
    """Compare the groups on what was known before assignment.

    Raises:
        EvaluationError: no covariate, a column missing, a group with fewer than two people, or a
            covariate without variance.
    """
    names = list(covariates)
    if not names:
        raise EvaluationError("covariates is empty; name what was known before assignment.")
    table = columns(data, [treat, *names], [treat, *names])
    for name in names:
        two_groups(table[name], table[treat], name, treat)
    means = table.groupby(treat)[names].mean()
    spread = (table.groupby(treat)[names].var().mean()) ** 0.5
    found = pd.DataFrame({"mean_t": means.loc[1], "mean_c": means.loc[0]})
    found["std_difference"] = (found["mean_t"] - found["mean_c"]) / spread
    fit = sm.OLS(table[treat], sm.add_constant(table[names])).fit()
    if fit.df_model < len(names):
        raise EvaluationError("The covariates repeat each other; leave one out.")
    df = (int(fit.df_model), int(fit.df_resid))
    return Balance(found, float(fit.fvalue), df, float(fit.f_pvalue))
