"""A ranked shortlist for each person: what fits, in what order, and why.

The order follows what the person wants and what became of earlier people, with weights that are a
judgement and can be changed. Results of small programs are pulled toward the usual rate, as in the
calculator ``provider_comparison``. The evidence rating stands beside the rank and never in it.
"""

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.calculators.functions import shrunk_rate
from seti_ta.calculators.provider_comparison import provider_comparison
from seti_ta.matching.fit import CONSTRAINTS, Fit, fit

_DECLARED = provider_comparison.declared
USUAL_RATE = _DECLARED["usual_employment"].default / 100
USUAL_WEIGHT = _DECLARED["weight"].default

#: With fewer people behind a result, the shortlist says so.
FEW_STARTERS = 30


@dataclass(frozen=True)
class Weights:
    """How much each part counts; only their sizes beside each other matter. A judgement of ours.

    ``wanted``: it trains for a job that the person named. ``near``: the share of the person's
    range that is not used up; from home counts as next door. ``earnings``: expected earnings in
    quarter 2 of those who start, beside the best program.
    """

    wanted: float = 50
    near: float = 20
    earnings: float = 30

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if not 0 <= value <= 100:
                raise InputError(
                    {each.name: f"{each.name} is {value:g}; it must be from 0 to 100."}
                )
        if not self.wanted + self.near + self.earnings:
            raise InputError({"weights": "All weights are 0; one must be larger."})


def outcomes(
    programs: pd.DataFrame, usual: float = USUAL_RATE, weight: float = USUAL_WEIGHT
) -> pd.DataFrame:
    """What became of earlier people: ``employed_share``, pulled toward ``usual`` as if ``weight``
    more people had that share, and ``expected_earnings`` in quarter 2 (dollars a starter).

    A program without a median has no expected earnings. Outcomes tell who enrolled, too; they are
    no effect.
    """
    share = shrunk_rate(programs["employed"], programs["starters"], usual, weight)
    return pd.DataFrame(
        {"employed_share": share, "expected_earnings": share * programs["median_earnings"]}
    )


def preferences(
    people: pd.DataFrame,
    programs: pd.DataFrame,
    found: Fit,
    weights: Weights = Weights(),
) -> np.ndarray:
    """Points from 0 to 1 of each program for each person, people by programs.

    A program without a result gets the mean of the others' points for earnings.
    """
    jobs = {soc: number for number, soc in enumerate(sorted(set(programs["soc"])))}
    wants = np.zeros((len(people), len(jobs)), dtype=np.float32)
    for row, named in enumerate(people["wanted_occupations"]):
        wants[row, [jobs[soc] for soc in named if soc in jobs]] = 1
    wanted = wants[:, [jobs[soc] for soc in programs["soc"]]]
    reach = np.maximum(people["max_miles"].to_numpy(dtype=np.float32), 1e-9)[:, None]
    near = np.clip(1 - np.nan_to_num(found.miles, nan=np.inf) / reach, 0, 1)
    home = np.outer(people["can_learn_remotely"] == "yes", programs["remote"] == "yes")
    near = np.where(home, np.float32(1), near)
    earnings = outcomes(programs)["expected_earnings"].to_numpy(dtype=np.float32)
    known = earnings[~np.isnan(earnings)]
    best = known.max() if len(known) and known.max() > 0 else 1
    earned = np.nan_to_num(earnings / best, nan=known.mean() / best if len(known) else 0)
    total = weights.wanted + weights.near + weights.earnings
    points = weights.wanted * wanted + weights.near * near + weights.earnings * earned[None, :]
    return (points / total).astype(np.float32)


def shortlist(
    people: pd.DataFrame,
    programs: pd.DataFrame,
    n: int = 5,
    weights: Weights = Weights(),
) -> pd.DataFrame:
    """The ``n`` best programs for each person, in order, one row each.

    ``person_id``, ``rank``, ``program_id``, ``provider``, ``title``, ``reasons`` (why it stands
    here), ``ask`` (what to find out before choosing), ``starters`` behind the results and
    ``evidence``. A person for whom nothing is possible has one row with rank 0 that says why.

    Raises:
        InputError: ``n`` is not from 1 to 50.
    """
    if not 1 <= n <= 50:
        raise InputError({"n": f"n is {n}; it must be from 1 to 50."})
    found = fit(people, programs)
    points = preferences(people, programs, found, weights)
    # Programs with the same points stand in the order of their ids.
    order = np.lexsort((np.arange(len(programs)), programs["program_id"].to_numpy()))
    result = outcomes(programs)
    lines = []
    for row in range(len(people)):
        mine = [program for program in order if found.possible[row, program]]
        ranked = sorted(mine, key=lambda program: -points[row, program])[:n]
        if not ranked:
            lines.append(_nothing(people, row, found))
        for rank, program in enumerate(ranked, start=1):
            lines.append(_line(people, programs, result, found, row, program, rank))
    return pd.DataFrame(lines)


def more_choices(people: pd.DataFrame, programs: pd.DataFrame) -> pd.DataFrame:
    """What would open more choices: for each constraint, the pairs of a person and a program that
    only this one rules out, and the people it leaves without any choice alone.
    """
    found = fit(people, programs)
    lines = []
    for name, said in CONSTRAINTS.items():
        others = np.logical_and.reduce([met for each, met in found.met.items() if each != name])
        only = others & ~found.met[name]
        stuck = ~found.possible.any(axis=1) & only.any(axis=1)
        lines.append((name, said, int(only.sum()), int(stuck.sum())))
    return pd.DataFrame(lines, columns=["constraint", "says", "pairs", "people_without_choice"])


def _line(people, programs, result, found: Fit, row: int, program: int, rank: int) -> dict:
    person, offer = people.iloc[row], programs.iloc[program]
    home = person["can_learn_remotely"] == "yes" and offer["remote"] == "yes"
    miles = found.miles[row, program]
    reasons = []
    if offer["soc"] in person["wanted_occupations"]:
        reasons.append("trains for a job that the person named")
    reasons.append("can be done from home" if home else f"{miles:.0f} miles away")
    share = result["employed_share"].iloc[program]
    reasons.append(f"{share:.0%} of those who started were in work later, small groups evened out")
    paid = not np.isnan(offer["median_earnings"])
    if paid:
        reasons.append(f"middle earnings ${offer['median_earnings']:,.0f} a quarter")
    ask = []
    if found.bridge[row, program]:
        ask.append("begins with the bridge course: how long, and who pays?")
    if offer["starters"] < FEW_STARTERS:
        ask.append(f"results of {offer['starters']:.0f} people only: who were they?")
    if not paid:
        ask.append("no earnings are reported: why?")
    return {
        "person_id": person["person_id"],
        "rank": rank,
        "program_id": offer["program_id"],
        "provider": offer["provider"],
        "title": offer["title"],
        "reasons": "; ".join(reasons),
        "ask": " ".join(ask),
        "starters": int(offer["starters"]),
        "evidence": offer["evidence"] or "none known",
    }


def _nothing(people: pd.DataFrame, row: int, found: Fit) -> dict:
    missed = {name: int((~met[row]).sum()) for name, met in found.met.items()}
    most = max(missed, key=missed.get)
    return {
        "person_id": people["person_id"].iloc[row],
        "rank": 0,
        "program_id": "",
        "provider": "",
        "title": "",
        "reasons": f"nothing is possible; most often {CONSTRAINTS[most]}",
        "ask": "What could be changed: time, transport, a bridge course, another fund?",
        "starters": 0,
        "evidence": "",
    }
