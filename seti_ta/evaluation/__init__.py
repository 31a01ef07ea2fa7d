"""Plan and read an evaluation: power, attrition, and the effect on people.

    from seti_ta import evaluation

    evaluation.mdes_individual(n=250, power=0.8).mdes  # 0.356 standard deviations

Each function takes its inputs by name and returns its results by name. A question that cannot be
answered is refused with :class:`EvaluationError`, one sentence. Needs the extra ``evaluation``.
"""

from seti_ta.evaluation.assignment import assign, seed_from
from seti_ta.evaluation.attrition import attrition_bias, attrition_classification
from seti_ta.evaluation.audit import verify, write_record
from seti_ta.evaluation.balance import balance_table
from seti_ta.evaluation.baseline import baseline_equivalence, baseline_equivalence_binary
from seti_ta.evaluation.binary import mde_binary, power_binary, sample_size_binary
from seti_ta.evaluation.bounds import lee_bounds, manski_bounds
from seti_ta.evaluation.checks import EvaluationError
from seti_ta.evaluation.clusters import (
    cluster_size_needed,
    design_effect,
    mdes_blocked,
    mdes_cluster,
    mdes_multisite,
    power_blocked,
    power_cluster,
    power_multisite,
    sample_size_cluster,
)
from seti_ta.evaluation.impact import itt_blocked, itt_lin, itt_ols, raw_difference
from seti_ta.evaluation.multiple_testing import multiple_testing, outcome_index
from seti_ta.evaluation.power import (
    mdes_dollars,
    mdes_individual,
    power_individual,
    randomize_for_attrition,
    sample_size_individual,
    sample_size_takeup,
)
from seti_ta.evaluation.randomization_inference import randomization_inference
from seti_ta.evaluation.rerandomization import rerandomization_threshold
from seti_ta.evaluation.shrinkage import shrink, update_belief
from seti_ta.evaluation.simulation import power_by_simulation
from seti_ta.evaluation.tot import tot_2sls
from seti_ta.evidence.meta_analysis import meta_random

__all__ = [
    "EvaluationError",
    "assign",
    "attrition_bias",
    "attrition_classification",
    "balance_table",
    "baseline_equivalence",
    "baseline_equivalence_binary",
    "cluster_size_needed",
    "design_effect",
    "itt_blocked",
    "itt_lin",
    "itt_ols",
    "lee_bounds",
    "manski_bounds",
    "mde_binary",
    "mdes_blocked",
    "mdes_cluster",
    "mdes_dollars",
    "mdes_individual",
    "mdes_multisite",
    "meta_random",
    "multiple_testing",
    "outcome_index",
    "power_binary",
    "power_blocked",
    "power_by_simulation",
    "power_cluster",
    "power_individual",
    "power_multisite",
    "randomization_inference",
    "randomize_for_attrition",
    "raw_difference",
    "rerandomization_threshold",
    "sample_size_binary",
    "sample_size_cluster",
    "sample_size_individual",
    "sample_size_takeup",
    "seed_from",
    "shrink",
    "tot_2sls",
    "update_belief",
    "verify",
    "write_record",
]
