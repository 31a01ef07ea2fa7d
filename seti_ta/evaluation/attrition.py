"""Who was lost: rates, the What Works Clearinghouse's boundary, and the model behind it.

The class is read from the published table (``seti_ta.attrition``). The model (Deke and Chiang,
2017) is an aid to think with: its quoted parameters do not give that table exactly.
"""

import math
from dataclasses import dataclass

from scipy import stats

from seti_ta.attrition import CAUTIOUS, OPTIMISTIC
from seti_ta.evaluation.checks import EvaluationError, number, whole


@dataclass(frozen=True)
class Attrition:
    """Rates as shares, boundaries in percentage points (NaN where any difference is too much).

    Which class applies is set in the protocol before results: cautious where the program could
    itself change who answers, as most training does; optimistic otherwise.
    """

    attrition_t: float
    attrition_c: float
    overall: float
    differential: float
    boundary_cautious_pp: float
    class_cautious: str
    boundary_optimistic_pp: float
    class_optimistic: str


def attrition_classification(
    n_randomized_t: int, n_analyzed_t: int, n_randomized_c: int, n_analyzed_c: int
) -> Attrition:
    """Attrition counted from the day of assignment, and its class under both assumptions.

    The boundary itself counts as low. Overall attrition is rounded half up to a whole percent, as
    the table is printed.

    Raises:
        EvaluationError: more people analyzed than assigned, or nobody assigned.
    """
    pairs = {"t": (n_randomized_t, n_analyzed_t), "c": (n_randomized_c, n_analyzed_c)}
    for arm, (assigned, analyzed) in pairs.items():
        whole(f"n_randomized_{arm}", assigned, 1)
        whole(f"n_analyzed_{arm}", analyzed, 0)
        if analyzed > assigned:
            raise EvaluationError(
                f"n_analyzed_{arm} is {analyzed}; it must be at most n_randomized_{arm}, "
                f"{assigned}."
            )
    lost_t, lost_c = (1 - analyzed / assigned for assigned, analyzed in pairs.values())
    assigned = n_randomized_t + n_randomized_c
    overall = 1 - (n_analyzed_t + n_analyzed_c) / assigned
    differential = abs(lost_t - lost_c)
    percent = math.floor(round(100 * overall, 9) + 0.5)
    cautious, optimistic = (_boundary(table, percent) for table in (CAUTIOUS, OPTIMISTIC))
    return Attrition(
        lost_t,
        lost_c,
        overall,
        differential,
        cautious,
        _class(differential, cautious),
        optimistic,
        _class(differential, optimistic),
    )


def attrition_bias(attrition_t: float, attrition_c: float, alpha_t: float, alpha_c: float) -> float:
    """The bias (SD units) of an estimate, if answering goes with the outcome as the alphas say.

    A model, not a measurement: it is alpha_t x lam(R_t) - alpha_c x lam(R_c) with response rates R
    and lam(R) = pdf(q) / R, q the quantile of 1 - R.
    """
    parts = []
    for arm, lost, alpha in (("t", attrition_t, alpha_t), ("c", attrition_c, alpha_c)):
        answered = 1 - number(f"attrition_{arm}", lost, 0, 0.999)
        correlation = number(f"alpha_{arm}", alpha, -1, 1)
        quantile = stats.norm.ppf(1 - answered)
        parts.append(correlation * stats.norm.pdf(quantile) / answered if answered < 1 else 0.0)
    return float(parts[0] - parts[1])


def _boundary(table: tuple[float, ...], percent: int) -> float:
    return table[percent] if percent < len(table) else math.nan


def _class(differential: float, boundary: float) -> str:
    # 0.227 - 0.173 is not exactly 0.054.
    return "low" if round(100 * differential, 9) <= boundary else "high"
