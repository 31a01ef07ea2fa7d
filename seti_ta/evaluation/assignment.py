"""Random assignment: who gets a place, drawn so that anybody can draw it again.

The list is put in the order of its ids first, so the order of its rows changes nothing. Within a
stratum a seeded permutation picks who is offered a place. Where the places do not divide evenly,
the strata that get one more are drawn too, so each person's probability is what it says.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from seti_ta.evaluation.checks import EvaluationError, between, whole
from seti_ta.evaluation.impact import columns
from seti_ta.evaluation.rerandomization import RerandomizationRule, rerandomization_threshold

ALGORITHM = "places by stratum with drawn remainders, numpy PCG64, version 1"
FEWEST = 4  # people in a stratum; smaller ones are joined
BATCH = 256  # draws made at once; a part of the algorithm, since it orders the random numbers
MOST_SEED = 2**53  # whole numbers up to here are exact in any program
GIVEN = "a number given beforehand"  # the source of a seed that is no public event
ACCEPTED = 0.01  # of all draws, where covariates are named and no share
TRIES = 100  # times the draws expected until one is accepted


@dataclass(frozen=True)
class Assignment:
    """The result, one row a person in the order of ids, and all that is needed to draw it again.

    ``table`` has ``id``, ``stratum``, ``probability``, ``treat`` (1 offered, 0 not) and
    ``waitlist_rank`` (0 for those offered). ``frozen`` is the list that was drawn from.
    ``draws`` counts the draws until one was accepted.
    """

    table: pd.DataFrame
    frozen: pd.DataFrame
    settings: dict
    seed: int
    seed_source: str
    draws: int
    notes: tuple[str, ...]

    @property
    def n_treated(self) -> int:
        """People offered a place."""
        return int(self.table["treat"].sum())


def seed_from(public_event: str) -> int:
    """The seed that follows from the words of a public event, such as a state lottery's numbers.

    It is the first 48 bits of the SHA-256 of the text without spaces at its ends.

    Raises:
        EvaluationError: the text is empty.
    """
    if not str(public_event).strip():
        raise EvaluationError("seed_from is empty; write the public event and its result.")
    digest = hashlib.sha256(str(public_event).strip().encode("utf-8")).hexdigest()
    return int(digest[:12], 16)


def assign(
    people,
    id: str,
    *,
    seed: int | str,
    slots: int | Mapping[str, int] | None = None,
    share: float | None = None,
    strata: Sequence[str] = (),
    covariates: Sequence[str] = (),
    acceptance_probability: float | None = None,
) -> Assignment:
    """Draw who is offered a place, from a DataFrame or columns with one row a person.

    ``slots`` places in all, or a mapping with the places of each stratum; or a ``share`` of the
    people. Each person has the same probability within a stratum, and over all strata unless
    ``slots`` is a mapping. Strata under 4 people are joined, the two smallest first. ``seed`` is
    a whole number, or the words of a public event: see :func:`seed_from`. With ``covariates``
    draws are repeated until the groups are alike: the rule accepts ``acceptance_probability`` of
    all draws (``ACCEPTED`` unless given).

    Raises:
        EvaluationError: an id that is blank or stands twice, more places than people, a column
            missing, a covariate that does not vary, or no draw accepted.
    """
    frozen = frozen_list(people, id, strata, covariates)
    source = seed.strip() if isinstance(seed, str) else GIVEN
    number = seed_from(seed) if isinstance(seed, str) else whole("seed", seed, 0, MOST_SEED)
    by_stratum = isinstance(slots, Mapping)
    stratum, notes = (frozen[list(strata)].agg(" / ".join, axis=1), []) if strata else (
        pd.Series("all", index=frozen.index), [])  # fmt: skip
    if not by_stratum:
        stratum, notes = _joined(stratum)
    expected = _expected(stratum, slots, share)
    rng = np.random.Generator(np.random.PCG64(number))
    places = Places(stratum, expected)
    if covariates:
        accepted = ACCEPTED if acceptance_probability is None else acceptance_probability
        rule = rerandomization_threshold(len(covariates), accepted)
        treat, draws = _until_alike(places, frozen[list(covariates)], rule, rng)
    elif acceptance_probability is not None:
        raise EvaluationError("acceptance_probability needs covariates to compare the groups by.")
    else:
        treat, draws = next(places.batches(rng, 1))[0], 1
    table = pd.DataFrame(
        {
            "id": frozen[id],
            "stratum": stratum,
            "probability": stratum.map(expected) / stratum.map(stratum.value_counts()),
            "treat": treat.astype(int),
            "waitlist_rank": _waitlist(treat, rng),
        }
    )
    settings = {
        "id": id,
        "slots": dict(slots) if by_stratum else slots,
        "share": share,
        "strata": list(strata),
        "covariates": list(covariates),
        "acceptance_probability": acceptance_probability,
    }
    if covariates and (table["probability"] != 0.5).any():
        notes.append(
            "Draws were repeated until the groups were alike. So people far from the average are "
            "offered a place a little less or more often than the probability says."
        )
    if not 0 < treat.sum() < len(treat):
        notes.append("All or none are offered a place: there is nobody to compare with.")
    return Assignment(table, frozen, settings, number, source, draws, tuple(notes))


def frozen_list(people, id: str, strata: Sequence[str], covariates: Sequence[str]) -> pd.DataFrame:
    """The list in the order of its ids, with only the columns that the draw needs."""
    table = columns(people, [id, *strata, *covariates], list(covariates))
    for name in (id, *strata):
        table[name] = table[name].map(str).str.strip()
        if (table[name] == "").any():
            raise EvaluationError(f"{name} is blank for {(table[name] == '').sum()} people.")
    twice = table[id][table[id].duplicated()]
    if len(twice):
        raise EvaluationError(
            f"{id} has {twice.nunique()} that stand more than once; each person has one chance."
        )
    if len(table) < 2:
        raise EvaluationError(f"The list has {len(table)} people; a draw needs 2 or more.")
    return table.sort_values(id).reset_index(drop=True)


def _joined(stratum: pd.Series) -> tuple[pd.Series, list[str]]:
    """Strata of 4 people or more, and what was joined."""
    notes = []
    while True:
        counts = stratum.value_counts()
        small = sorted(counts.index, key=lambda name: (counts[name], name))[:2]
        if len(small) < 2 or counts[small[0]] >= FEWEST:
            return stratum, notes
        name = " + ".join(sorted(small))
        notes.append(f"{small[0]} has fewer than {FEWEST} people and is joined with {small[1]}.")
        stratum = stratum.where(~stratum.isin(small), name)


def _expected(stratum: pd.Series, slots, share) -> dict[str, float]:
    """The expected places of each stratum, in the order of their names."""
    sizes = {name: int((stratum == name).sum()) for name in sorted(stratum.unique())}
    if (slots is None) == (share is None):
        raise EvaluationError("Give slots or share, one of the two.")
    if share is not None:
        return {name: n * between("share", share, 0, 1) for name, n in sizes.items()}
    if isinstance(slots, Mapping):
        if set(slots) != set(sizes):
            raise EvaluationError(f"slots must name each stratum: {', '.join(sizes)}.")
        return {name: whole(f"slots of {name}", slots[name], 0, n) for name, n in sizes.items()}
    places = whole("slots", slots, 0, len(stratum))
    return {name: places * n / len(stratum) for name, n in sizes.items()}


class Places:
    """Who is in which stratum (``rows``), and how many places each is due.

    ``sure`` are whole places, ``rest`` the probability of one more.
    """

    def __init__(self, stratum: pd.Series, expected: Mapping[str, float]):
        self.rows = [np.flatnonzero(stratum == name) for name in expected]
        due = np.array(list(expected.values()), dtype=float)
        # Without the noise of floating point: 0.1 of 30 people are 3 places.
        self.sure = np.floor(due + 1e-9).astype(int)
        self.rest = np.clip(due - self.sure, 0, 1)
        self.rest[self.rest < 1e-9] = 0

    def batches(self, rng: np.random.Generator, size: int) -> Iterator[np.ndarray]:
        """Endless draws, each a matrix of ``size`` draws by people with 1 for those offered."""
        people = sum(map(len, self.rows))
        while True:
            drawn = np.zeros((size, people), dtype=np.int8)
            counts = self.sure + self._extra(rng, size)
            for rows, count in zip(self.rows, counts.T, strict=True):
                offered = (np.arange(len(rows)) < count[:, None]).astype(np.int8)
                drawn[:, rows] = rng.permuted(offered, axis=1)
            yield drawn

    def _extra(self, rng: np.random.Generator, size: int) -> np.ndarray:
        """One more place for some strata, each with the probability of its remainder.

        Systematic sampling in a random order, so the places in all differ by less than one.
        """
        extra = np.zeros((size, len(self.rest)), dtype=int)
        if not self.rest.any():
            return extra
        for draw in extra:
            order = rng.permutation(len(self.rest))
            steps = np.floor(np.cumsum(self.rest[order]) + rng.random() + 1e-9)
            draw[order] = np.diff(steps, prepend=0)
        return extra


def _until_alike(
    places: Places, known: pd.DataFrame, rule: RerandomizationRule, rng: np.random.Generator
) -> tuple[np.ndarray, int]:
    distance = imbalance(known)
    most, before = int(TRIES / (rule.acceptance_probability)), 0
    for drawn in places.batches(rng, BATCH):
        alike = np.flatnonzero(distance(drawn) <= rule.threshold)
        if len(alike):
            return drawn[alike[0]], before + int(alike[0]) + 1
        before += BATCH
        if before > most:
            raise EvaluationError(
                f"None of {before:,} draws made the groups alike enough; use fewer covariates, "
                "fewer strata, or a larger acceptance_probability."
            )
    raise AssertionError("batches do not end")


def imbalance(known: pd.DataFrame):
    """A function from draws by people to each draw's Mahalanobis distance between the groups.

    Raises:
        EvaluationError: a covariate does not vary, or repeats another.
    """
    flat = [name for name in known if known[name].nunique() < 2]
    if flat:
        raise EvaluationError(f"{flat[0]} is the same for all; a covariate must vary.")
    x = known.to_numpy(dtype=float) - known.to_numpy(dtype=float).mean(axis=0)
    covariance = np.atleast_2d(np.cov(x, rowvar=False))
    if np.linalg.matrix_rank(covariance) < x.shape[1]:
        raise EvaluationError("The covariates repeat each other; leave one out.")
    # With a root of the inverse a distance is a sum of squares.
    scaled = x @ np.linalg.cholesky(np.linalg.inv(covariance))

    def distance(drawn: np.ndarray) -> np.ndarray:
        n, treated = drawn.shape[1], drawn.sum(axis=1, dtype=float)
        control = n - treated
        sums = drawn.astype(float) @ scaled
        with np.errstate(divide="ignore", invalid="ignore"):
            # Centered, so the controls' sum is the other one with its sign turned.
            gap = sums * (1 / treated + 1 / control)[:, None]
            return (gap**2).sum(axis=1) * treated * control / n

    return distance


def _waitlist(treat: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """1, 2 and so on in random order for those not offered a place, 0 for the others."""
    rank = np.zeros(len(treat), dtype=int)
    waiting = np.flatnonzero(treat == 0)
    rank[waiting] = rng.permutation(len(waiting)) + 1
    return rank
