"""What must hold for a program to repay its cost: how long gains last, and at what tax rate.

One table in place of one claim. Each row is a set of conditions, none of them observed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from seti_ta.mvpf.break_even import BreakEven, break_even
from seti_ta.mvpf.program import Program
from seti_ta.mvpf.projection import METHODS as _METHODS
from seti_ta.mvpf.tax_rates import tax_rate
from seti_ta.mvpf.value import Account, evaluate

#: After the years observed: nothing, the same to 65, less each year, or more as pay rises with age.
METHODS = tuple(method for method in ("none", "fade", "fixed", "age_profile") if method in _METHODS)
#: The flat rates of the published checks, and one more for the heavier end.
RATES = (0.10, 0.15, 0.20, 0.25, 0.30)


@dataclass(frozen=True)
class Condition:
    """One projection at one tax rate, and what follows. ``own`` marks the program's own rate."""

    method: str
    tau: float
    own: bool
    account: Account
    break_even: BreakEven


def table(
    program: Program, methods: Sequence[str] = METHODS, rates: Sequence[float] = RATES
) -> list[Condition]:
    """Every projection at the program's own tax rate and at each of ``rates``.

    Raises:
        MvpfError: a method or rate is unknown, or the age at the start is missing.
    """
    own = tax_rate(program.tau_obs, "tau_obs").rate
    each = [(own, True)] + [(rate, False) for rate in rates]
    return [
        _condition(program, method, rate, is_own) for method in methods for rate, is_own in each
    ]


def _condition(program: Program, method: str, rate: float, own: bool) -> Condition:
    changed = replace(
        program,
        tau_obs=rate,
        tau_proj=rate,
        groups=tuple(replace(group, tau_obs=None, tau_proj=None) for group in program.groups),
        projection=replace(program.projection, method=method),
    )
    return Condition(method, rate, own, evaluate(changed), break_even(changed))
