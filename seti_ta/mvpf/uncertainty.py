"""How far chance alone could move an account: draws of the estimates, and what follows in each.

Estimates of one sample are perfectly correlated, by a declared sign; samples are independent
(Hendren and Sprung-Keyser, 2020). Costs without errors stay as they are.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

from seti_ta.evidence.std_errors import from_interval, from_p
from seti_ta.mvpf.checks import MvpfError, number, one_of
from seti_ta.mvpf.program import Flow, Program
from seti_ta.mvpf.value import Account, evaluate

DRAWS, SEED = 10_000, 1
CORRELATIONS = ("by sample", "independent")
UNCERTAIN = ("earnings_impacts", "transfer_impacts")
LARGEST_P = 0.9  # of a range; nearer to 1 the error would have no bound


@dataclass(frozen=True)
class Draws:
    """Value, net cost and MVPF in each draw, with the account at the estimates themselves.

    ``mvpf`` is infinite where the public pays nothing on balance, and NaN where people lose and the
    public saves: there no ratio means anything.
    """

    account: Account
    wtp: np.ndarray
    net_cost: np.ndarray
    mvpf: np.ndarray
    correlation: str
    seed: int

    @property
    def share_without_net_cost(self) -> float:
        """Of the draws, those in which the public pays nothing on balance."""
        return float(np.mean(self.net_cost <= 0))

    @property
    def share_above_one(self) -> float:
        """Of the draws, those with an MVPF above 1."""
        return float(np.mean(self.mvpf > 1))

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """The bias-corrected interval of the MVPF; from minus to plus infinity if too many draws
        have no ratio."""
        number("level", level, 0.5, 0.999)
        kept = self.mvpf[~np.isnan(self.mvpf)]
        tail = (1 - level) / 2 - np.isnan(self.mvpf).mean() / 2
        point = self.account.mvpf.value
        if tail <= 0 or point is None:
            return -math.inf, math.inf
        return _bias_corrected(kept, point, tail)

    def interval_of(self, what: str, level: float = 0.95) -> tuple[float, float]:
        """The bias-corrected interval of ``wtp`` or ``net_cost``, in dollars."""
        one_of("what", what, ("wtp", "net_cost"))
        return _bias_corrected(getattr(self, what), getattr(self.account, what), (1 - level) / 2)


def draw(
    program: Program,
    draws: int = DRAWS,
    seed: int = SEED,
    correlation: str = "by sample",
    valued: str = "post_tax",
) -> Draws:
    """Draw the estimates and work out the account in each draw.

    Raises:
        MvpfError: no amount says how sure it is, or an argument is out of range.
    """
    number("draws", draws, 100, 1_000_000)
    one_of("correlation", correlation, CORRELATIONS)
    estimates = _uncertain(program)
    if not estimates:
        raise MvpfError("No impact has a se, p, p_range or ci; without one nothing can be drawn.")
    rng = np.random.default_rng(seed)
    drawn = _moves([flow for _, _, flow in estimates], int(draws), rng, correlation)
    account = evaluate(program, valued)
    wtp, net_cost = np.full(int(draws), account.wtp), np.full(int(draws), account.net_cost)
    # An account is linear in each estimate, so one more account for each gives all draws.
    for (kind, place, flow), moved in zip(estimates, drawn, strict=True):
        step = max(1.0, abs(flow.amount))
        other = evaluate(changed(program, {(kind, place): flow.amount + step}), valued)
        wtp += moved * (other.wtp - account.wtp) / step
        net_cost += moved * (other.net_cost - account.net_cost) / step
    return Draws(account, wtp, net_cost, ratios(wtp, net_cost), correlation, seed)


def ratios(wtp: np.ndarray, net_cost: np.ndarray) -> np.ndarray:
    """The MVPF of each pair, as ``seti_ta.mvpf.value.ratio`` codes it; NaN where undefined."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = wtp / net_cost
    found[(wtp >= 0) & (net_cost <= 0)] = np.inf
    found[(wtp < 0) & (net_cost == 0)] = -np.inf
    found[(wtp < 0) & (net_cost < 0)] = np.nan
    return found


def changed(program: Program, amounts: dict[tuple[str, int], float]) -> Program:
    """The program with other amounts, by kind of flow and place in its list from 0."""
    kinds = {}
    for kind in {kind for kind, _ in amounts}:
        flows = enumerate(getattr(program, kind))
        kinds[kind] = tuple(
            replace(flow, amount=amounts.get((kind, place), flow.amount)) for place, flow in flows
        )
    return replace(program, **kinds)


def _uncertain(program: Program) -> list[tuple[str, int, Flow]]:
    return [
        (kind, place, flow)
        for kind in UNCERTAIN
        for place, flow in enumerate(getattr(program, kind))
        if flow.uncertain
    ]


def _moves(
    flows: list[Flow], draws: int, rng: np.random.Generator, correlation: str
) -> Iterator[np.ndarray]:
    """How far each estimate lies from its value in each draw, in its own dollars."""
    by_sample: dict[str, np.ndarray] = {}
    for flow in flows:
        if correlation == "independent" or flow.sample not in by_sample:
            by_sample[flow.sample] = rng.standard_normal(draws)
        yield flow.sign * by_sample[flow.sample] * _errors(flow, draws, rng)


def _errors(flow: Flow, draws: int, rng: np.random.Generator) -> np.ndarray | float:
    """The standard error; one a draw where only a range of p-values is known."""
    if flow.se is not None:
        return flow.se
    if flow.ci is not None:
        return from_interval(*flow.ci)
    if flow.p is not None:
        return from_p(flow.amount, flow.p)
    low, high = flow.p_range
    p = rng.uniform(low, min(high, LARGEST_P), draws)
    return np.abs(flow.amount / stats.norm.ppf(p / 2))


def _bias_corrected(values: np.ndarray, point: float, tail: float) -> tuple[float, float]:
    """Efron's interval: percentiles moved by how far the draws lie off the estimate."""
    below = np.mean(values < point) + np.mean(values == point) / 2
    below = np.clip(below, 0.5 / len(values), 1 - 0.5 / len(values))
    off, reach = stats.norm.ppf(below), stats.norm.isf(tail)
    ends = stats.norm.cdf([2 * off - reach, 2 * off + reach])
    # A percentile that is one of the draws: infinity has no middle.
    low, high = np.quantile(values, ends, method="inverted_cdf")
    return float(low), float(high)
