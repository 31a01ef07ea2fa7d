"""Who gains and what it costs: present values, the MVPF, and the sums that people mix up with it.

The MVPF is what participants would pay for the program over what it costs the public on balance.
All amounts are for one person, in dollars of the base year, worth at ``base_t``.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import reduce

from seti_ta.mvpf.checks import one_of
from seti_ta.mvpf.program import Flow, Group, Program, checked
from seti_ta.mvpf.projection import projected
from seti_ta.mvpf.tables import DEFLATOR, PRICES
from seti_ta.mvpf.tax_rates import tax_rate
from seti_ta.rules import rule

VALUED = {
    "post_tax": "what people gain after taxes and lost benefits",
    "cost": "what the program costs",
    "lower_bound": "one percent of what the program costs",
}
CHART_CAP = 5.0  # a larger MVPF is shown as "> 5"


@dataclass(frozen=True)
class Year:
    """Present values of one date. ``transfers`` are those received; lost ones are negative."""

    t: float
    earnings: float = 0.0
    taxes: float = 0.0
    transfers: float = 0.0
    savings: float = 0.0
    other_costs: float = 0.0
    to_participants: float = 0.0
    to_others: float = 0.0

    @property
    def fiscal(self) -> float:
        """What comes back to the public, less what more it spends."""
        return self.taxes - self.transfers + self.savings - self.other_costs

    @property
    def income(self) -> float:
        """What people gain after taxes and lost benefits."""
        return self.earnings - self.taxes + self.transfers

    def times(self, weight: float) -> "Year":
        """The same for a part of the people."""
        return _combined(lambda amount: weight * amount, self)

    def __add__(self, other: "Year") -> "Year":
        return _combined(lambda first, second: first + second, self, other)


_AMOUNTS = [each.name for each in fields(Year) if each.name != "t"]


def _combined(how, *years: Year) -> Year:
    amounts = {name: how(*(getattr(year, name) for year in years)) for name in _AMOUNTS}
    return Year(years[0].t, **amounts)


@dataclass(frozen=True)
class Ratio:
    """``value`` is None where a ratio would mislead, infinite where the public pays nothing.

    ``label`` says so in words; ``detail`` is the bare quotient of an undefined one.
    """

    value: float | None
    label: str = ""
    detail: float | None = None

    def __str__(self) -> str:
        if self.value is None or math.isinf(self.value):
            return self.label
        return f"{self.value:.2f}".replace("-", "\N{MINUS SIGN}")


@dataclass(frozen=True)
class Account:
    """The account of a program, pooled over its groups after each was worked out.

    ``wtp`` is what people would pay, ``fiscal`` what comes back, ``net_cost`` the cost less that.
    ``used`` names each rate and rule. ``by_group`` holds (wtp, net cost) by name.
    """

    wtp: float
    cost: float
    fiscal: float
    net_cost: float
    mvpf: Ratio
    net_cost_actual: float
    mvpf_actual: Ratio
    earnings: float
    taxes: float
    stipend: float
    others: float
    by_group: dict[str, tuple[float, float]]
    used: tuple[str, ...]

    @property
    def society(self) -> float:
        """Value to all, less the net cost."""
        return self.wtp + self.others - self.net_cost

    @property
    def benefit_cost(self) -> float:
        """Benefits over cost, with what comes back to the public among the benefits."""
        return (self.wtp + self.others + self.fiscal) / self.cost

    @property
    def roi(self) -> float:
        """The benefit-cost ratio less one, as a share."""
        return self.benefit_cost - 1

    @property
    def taxpayer_roi(self) -> float:
        """What comes back to the public over the cost, less one."""
        return self.fiscal / self.cost - 1

    def net_social_benefit(self, excess_burden: float | None = None) -> float:
        """Value less net cost, where raising a dollar in taxes costs ``excess_burden`` more.

        The default is the share of the rule ``omb_a94``.
        """
        if excess_burden is None:
            excess_burden = rule("omb_a94").number("tax_excess_burden")
        return self.wtp + self.others - (1 + excess_burden) * self.net_cost


def present_value(flows: Iterable[tuple[float, float]], rate: float, base_t: float = 0.0) -> float:
    """The worth at ``base_t`` of (t, amount) pairs, each discounted from its own date."""
    return sum(amount * discount(t, rate, base_t) for t, amount in flows)


def discount(t: float, rate: float, base_t: float = 0.0) -> float:
    """What a dollar at ``t`` is worth at ``base_t``."""
    return (1 + rate) ** -(t - base_t)


def ratio(wtp: float, net_cost: float) -> Ratio:
    """The MVPF of these two, with the cases at the edge told apart."""
    if wtp >= 0 and net_cost <= 0:
        nothing = wtp == 0 and net_cost == 0
        return Ratio(math.inf, "neither value nor cost" if nothing else "no net cost")
    if net_cost == 0:
        return Ratio(-math.inf, "harms participants at no cost")
    if net_cost < 0:
        return Ratio(None, "undefined: saves money, harms participants", wtp / net_cost)
    return Ratio(wtp / net_cost, "no benefit on average" if wtp < 0 else "")


def evaluate(program: Program, valued: str = "post_tax") -> Account:
    """The account of a program, with people valuing it at ``valued``: see ``VALUED``.

    Raises:
        MvpfError: the program cannot be accounted for, or ``valued`` is unknown.
    """
    one_of("valued", valued, VALUED)
    parts = [(group, _account(program, group, valued)) for group in checked(program).parts]

    def pooled(name: str) -> float:
        return sum(group.weight * sums[name] for group, sums in parts)

    wtp, cost, fiscal = pooled("wtp"), pooled("cost"), pooled("fiscal")
    actual = program.gov_cost_share * cost - fiscal
    return Account(
        wtp=wtp,
        cost=cost,
        fiscal=fiscal,
        net_cost=cost - fiscal,
        mvpf=ratio(wtp, cost - fiscal),
        net_cost_actual=actual,
        mvpf_actual=ratio(wtp, actual),
        earnings=pooled("earnings"),
        taxes=pooled("taxes"),
        stipend=pooled("stipend"),
        others=pooled("others"),
        by_group={group.name: (s["wtp"], s["cost"] - s["fiscal"]) for group, s in parts},
        used=_used(program, valued),
    )


def _account(program: Program, group: Group, valued: str) -> dict[str, float]:
    years = group_years(program, group)
    total = reduce(Year.__add__, years, Year(0))
    income = total.income + total.earnings * program.fringe + group.stipend + total.to_participants
    worth = {
        "post_tax": income,
        "cost": group.upfront_cost,
        "lower_bound": 0.01 * group.upfront_cost,
    }
    return {
        "wtp": worth[valued],
        "cost": group.upfront_cost,
        "fiscal": total.fiscal,
        "earnings": total.earnings,
        "taxes": total.taxes,
        "stipend": group.stipend,
        "others": total.to_others,
    }


def yearly(program: Program) -> list[Year]:
    """The present values by date, pooled over the groups, in order."""
    found: dict[float, Year] = {}
    for group in program.parts:
        for year in group_years(program, group):
            part = year.times(group.weight)
            found[year.t] = found[year.t] + part if year.t in found else part
    return [found[t] for t in sorted(found)]


def group_years(program: Program, group: Group) -> list[Year]:
    """The present values of one group, one entry a flow and projected year."""

    def mine(flows: tuple[Flow, ...]) -> list[tuple[Flow, float]]:
        return [(flow, real(flow, program)) for flow in flows if flow.group in ("", group.name)]

    def worth(t: float) -> float:
        return discount(t, program.rate, program.base_t)

    years = []
    earned = mine(program.earnings_impacts)
    for flow, amount in earned:
        rate = tax_rate(group.tau_obs if flow.tau is None else flow.tau).rate
        years.append(_earned(flow.t, amount * worth(flow.t), rate))
    later = _later_rate(program, group)
    for t, amount in projected(program.projection, [(flow.t, real) for flow, real in earned]):
        years.append(_earned(t, amount * worth(t), later))
    if program.stipend_taxed:
        taxed = group.stipend * tax_rate(group.tau_obs).rate
        years.append(Year(program.base_t, taxes=taxed))
    for kind, line in _LINES.items():
        years += [
            Year(flow.t, **{line: amount * worth(flow.t)})
            for flow, amount in mine(getattr(program, kind))
        ]
    for flow, amount in mine(program.other_wtp):
        line = "to_participants" if flow.owner == "participants" else "to_others"
        years.append(Year(flow.t, **{line: amount * worth(flow.t)}))
    return years


_LINES = {
    "transfer_impacts": "transfers",
    "other_gov_savings": "savings",
    "other_gov_costs": "other_costs",
}


def real(flow: Flow, program: Program) -> float:
    """The amount in dollars of the base year."""
    return flow.amount * PRICES[program.base_year] / PRICES[flow.price_year]


def _earned(t: float, worth: float, rate: float) -> Year:
    return Year(t, earnings=worth, taxes=rate * worth)


def _later_rate(program: Program, group: Group) -> float:
    """The rate of projected years; a lookup may rest on the projection's own income."""
    later = group.tau_obs if group.tau_proj is None else group.tau_proj
    income = program.projection.control_income
    if income is not None and getattr(later, "control_income", 0) is None:
        later = replace(later, control_income=income)
    return tax_rate(later, "tau_proj").rate


def _used(program: Program, valued: str) -> tuple[str, ...]:
    """Every rate and rule behind the numbers, one sentence each."""
    guidance = rule("omb_a94")
    projection = program.projection
    practice = program.discount_rate is None
    rates = {
        f"Taxes and lost benefits{' of ' + group.name if group.name else ''}: "
        f"{tax_rate(group.tau_obs).words}."
        for group in program.parts
    }
    if projection.method == "none":
        later = "Years not observed count for nothing."
    else:
        later = f"Beyond the years observed gains follow the rule {projection.method!r}."
    return (
        f"Discounted at {program.rate:.1%} a year after inflation"
        + (f", the practice named with {guidance.with_status}." if practice else ", as given."),
        f"Dollars of {program.base_year} by {DEFLATOR}.",
        *sorted(rates),
        later,
        f"People value the program at {VALUED[valued]}.",
    )
