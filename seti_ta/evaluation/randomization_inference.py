"""How often chance alone gives an effect as large: assign again, many times, by the same rule."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from seti_ta.evaluation.assignment import ACCEPTED, BATCH, MOST_SEED, TRIES, Places, imbalance
from seti_ta.evaluation.checks import EvaluationError, whole
from seti_ta.evaluation.impact import columns, two_groups
from seti_ta.evaluation.rerandomization import rerandomization_threshold


@dataclass(frozen=True)
class RandomizationTest:
    """``p_value`` is (1 + draws at least as far from 0) / (1 + draws), two-sided.

    ``estimate`` is the difference of means within strata, weighted by people.
    """

    estimate: float
    p_value: float
    draws: int
    tried: int


def randomization_inference(
    data,
    outcome: str,
    treat: str,
    *,
    strata: str = "",
    covariates: Sequence[str] = (),
    acceptance_probability: float = ACCEPTED,
    draws: int = 10_000,
    seed: int = 1,
) -> RandomizationTest:
    """The p-value of "no effect on anybody", under the assignment that was used.

    ``strata`` names the column within which places were drawn. Where draws were repeated until
    groups were alike, name the same ``covariates`` and ``acceptance_probability``: then only
    accepted draws count.

    Raises:
        EvaluationError: a group is empty or without variance, a stratum lacks one of the groups,
            or too few draws are accepted.
    """
    wanted = whole("draws", draws, 100, 1_000_000)
    names = [outcome, treat, *covariates]
    table = columns(data, names + ([strata] if strata else []), names)
    two_groups(table[outcome], table[treat], outcome, treat)
    stratum = table[strata].map(str) if strata else pd.Series("all", index=table.index)
    treated = table[treat].groupby(stratum).sum()
    sizes = stratum.value_counts()
    lone = [name for name, count in treated.items() if not 0 < count < sizes[name]]
    if lone:
        raise EvaluationError(f"{strata} {lone[0]!r} lacks one of the groups; leave it out.")
    places = Places(stratum, treated.to_dict())
    score = _difference(table[outcome].to_numpy(), places)
    observed = float(score(table[treat].to_numpy()[None, :])[0])
    rule = distance = None
    if covariates:
        rule = rerandomization_threshold(len(covariates), acceptance_probability)
        distance = imbalance(table[list(covariates)])
    rng = np.random.Generator(np.random.PCG64(whole("seed", seed, 0, MOST_SEED)))
    share = rule.acceptance_probability if rule else 1.0
    kept, tried, as_far = 0, 0, 0
    for drawn in places.batches(rng, BATCH):
        tried += len(drawn)
        if rule:
            drawn = drawn[distance(drawn) <= rule.threshold]
        drawn = drawn[: wanted - kept]
        kept += len(drawn)
        # Equal up to the noise of floating point counts as equal.
        as_far += int(np.sum(np.abs(score(drawn)) >= abs(observed) * (1 - 1e-9)))
        if kept == wanted:
            break
        if tried > TRIES * wanted / share:
            raise EvaluationError(f"Only {kept:,} of {tried:,} draws were accepted; too few.")
    return RandomizationTest(observed, (1 + as_far) / (1 + kept), kept, tried)


def _difference(outcome: np.ndarray, places: Places):
    """A function from draws by people to each draw's difference of means."""
    weights = np.zeros(len(outcome))
    offset = 0.0
    for rows, count in zip(places.rows, places.sure, strict=True):
        n, share = len(rows), len(rows) / len(outcome)
        weights[rows] = outcome[rows] * share * (1 / count + 1 / (n - count))
        offset += outcome[rows].sum() * share / (n - count)
    return lambda drawn: drawn.astype(float) @ weights - offset
