"""When added taxes would repay a program's cost, if its gains last: always under stated rules."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from seti_ta.mvpf.checks import MvpfError, number
from seti_ta.mvpf.program import Program, checked
from seti_ta.mvpf.value import Year, discount, evaluate, yearly


@dataclass(frozen=True)
class BreakEven:
    """The first date ``t`` by which the cost has come back, None if it never does by ``end``.

    ``left`` is the cost still open after the last date; below zero, more has come back.
    """

    t: float | None
    age: float | None
    end: float
    left: float


def break_even(program: Program) -> BreakEven:
    """When what comes back to the public first covers the whole cost."""
    return _first(program, lambda year: year.fiscal, evaluate(program).cost)


def worth_its_cost(program: Program) -> BreakEven:
    """When the value to participants first covers the net cost: an MVPF of 1."""

    def gained(year: Year) -> float:
        return year.income + program.fringe * year.earnings + year.to_participants + year.fiscal

    account = evaluate(program)
    return _first(program, gained, account.cost - account.stipend)


def _first(program: Program, counted: Callable[[Year], float], cost: float) -> BreakEven:
    start = program.projection.age_at_program
    left, first, t = cost, None, 0.0
    for t, amount in ((year.t, counted(year)) for year in yearly(checked(program))):
        left -= amount
        if first is None and left <= 0:
            first = t
    age = None if first is None or start is None else start + first
    return BreakEven(first, age, t, left)


def years_needed(
    cost_left: float,
    tau: float,
    impact: float,
    start_t: float,
    rate: float,
    fade: float = 1.0,
    growth: float = 0.0,
) -> float | None:
    """The years for which a gain must run from ``start_t``, in closed form; None if never.

    ``cost_left`` is the cost less what came back before. Each year ``fade`` of the gain is left,
    and it grows by ``growth``. The last year needed is ``start_t - 1`` and the years rounded up.

    Raises:
        MvpfError: a share outside 0 to 1.
    """
    number("tau", tau, 0, 1)
    number("fade", fade, 0, 1)
    number("rate", rate, 0, 1)
    number("growth", growth, -0.5, 0.5)
    first = tau * impact * discount(start_t, rate)
    if cost_left <= 0:
        return 0.0
    if first <= 0:
        return None
    kept = fade * (1 + growth) / (1 + rate)
    if math.isclose(kept, 1):
        return cost_left / first
    inside = 1 - cost_left * (1 - kept) / first
    if inside <= 0 or kept == 0:
        return 1.0 if cost_left <= first else None
    return math.log(inside) / math.log(kept)


def required_impact(cost_left: float, tau: float, start_t: int, end_t: int, rate: float) -> float:
    """The yearly gain from ``start_t`` to ``end_t`` whose taxes would repay ``cost_left``.

    Raises:
        MvpfError: no tax comes back, or the years run backwards.
    """
    if number("tau", tau, 0, 1) == 0:
        raise MvpfError("tau is 0; with no tax on a gain, no gain repays a cost.")
    number("end_t", end_t, start_t)
    return cost_left / (tau * sum(discount(t, rate) for t in range(start_t, end_t + 1)))
