"""The effect on those whom the offer brought in (TOT): two-stage least squares, by linearmodels.

Holds only if assignment acts through taking part alone, and keeps nobody out who would have come
otherwise. What "taking part" means is set before results.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from linearmodels.iv import IV2SLS

from seti_ta.evaluation.checks import EvaluationError
from seti_ta.evaluation.impact import columns, itt_ols

WEAK, SAFE = 10, 100


@dataclass(frozen=True)
class Tot:
    """ITT, first stage (difference in take-up) and TOT, in units of the outcome.

    ``se_bloom`` is the ITT's error over the first stage, which leaves out what chance does to
    take-up. ``first_stage_f`` is the robust (HC1) F of the first stage. Where it is below 10 the
    TOT and its errors are NaN, and ``notes`` says why.
    """

    n: int
    itt: float
    itt_se_HC2: float  # noqa: N815
    first_stage: float
    first_stage_f: float
    tot: float
    se_classical: float
    se_HC0: float  # noqa: N815
    se_HC1: float  # noqa: N815
    se_bloom: float
    notes: tuple[str, ...]


def tot_2sls(
    data, outcome: str, endogenous: str, instrument: str, covariates: Sequence[str] = ()
) -> Tot:
    """The TOT of ``endogenous`` (took part, 0 or 1), with assignment as the ``instrument``.

    Raises:
        EvaluationError: see :func:`seti_ta.evaluation.itt_ols`; also if nobody's taking part
            differs by group.
    """
    names = [outcome, endogenous, instrument, *covariates]
    table = columns(data, names, names)
    itt = itt_ols(table, outcome, instrument, covariates)
    took = table[endogenous]
    if not took.isin([0, 1]).all():
        raise EvaluationError(
            f"{endogenous} holds {took[~took.isin([0, 1])].iloc[0]:g}; it must be 1 (took part) "
            "or 0."
        )
    rates = took.groupby(table[instrument]).mean()
    if rates[1] <= rates[0]:
        raise EvaluationError(
            f"{endogenous} is {rates[1]:.0%} among those offered a place and {rates[0]:.0%} among "
            "the others; the first must be larger."
        )
    if rates[1] == 1 and rates[0] == 0:
        first, strength = 1.0, float("inf")
    else:
        stage = itt_ols(table, endogenous, instrument, covariates, "HC1")
        first, strength = stage.estimate, stage.t**2
    if strength < WEAK:
        note = (
            f"The first-stage F is {strength:.1f}, below {WEAK}: assignment changed take-up too "
            "little to say what taking part does."
        )
        nothing = float("nan")
        return Tot(
            itt.n, itt.estimate, itt.se, first, strength, nothing, nothing, nothing, nothing,
            nothing, (note,),
        )  # fmt: skip
    exogenous = pd.DataFrame({"one": np.ones(len(table))}).join(table[list(covariates)])
    model = IV2SLS(table[outcome], exogenous, table[[endogenous]], table[[instrument]])
    classical = model.fit(cov_type="unadjusted", debiased=True)
    notes = ()
    if strength < SAFE:
        notes = (
            f"The first-stage F is {strength:.0f}, below {SAFE}: intervals by t ratios are rough.",
        )
    return Tot(
        n=itt.n,
        itt=itt.estimate,
        itt_se_HC2=itt.se,
        first_stage=first,
        first_stage_f=strength,
        # Without covariates the two are the same; this way they are so to the last digit.
        tot=float(classical.params[endogenous]) if covariates else itt.estimate / first,
        se_classical=float(classical.std_errors[endogenous]),
        se_HC0=float(model.fit(cov_type="robust").std_errors[endogenous]),
        se_HC1=float(model.fit(cov_type="robust", debiased=True).std_errors[endogenous]),
        se_bloom=itt.se / first,
        notes=notes,
    )
