"""A program as a plain mapping, checked on load: what it cost, and what changed when, for whom.

The names are those of the method. Each flow is dated: nothing is read from its place in a list.
Amounts are for one person, in dollars of the flow's ``price_year``; the cost and the stipend are in
dollars of ``base_year``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import resources
from typing import ClassVar

import yaml

from seti_ta.checklists.checked_file import filled
from seti_ta.mvpf.checks import STRICT, MvpfError, number, one_of
from seti_ta.mvpf.projection import Projection, check_projection
from seti_ta.mvpf.tables import PRICES
from seti_ta.mvpf.tax_rates import TaxRule, tax_rate
from seti_ta.rules import rule

PER = ("assignee", "participant")
OWNERS = ("participants", "others")
FLOWS = (
    "earnings_impacts",
    "transfer_impacts",
    "other_gov_savings",
    "other_gov_costs",
    "other_wtp",
)
_CASES = resources.files(__package__).joinpath("cases")


@dataclass(frozen=True)
class Flow:
    """``amount`` at ``t`` years, for all groups or for ``group``.

    How sure it is: one of ``se``, ``p`` (two-sided), ``p_range``, or the ends of a 95% interval
    ``ci``. Estimates of one ``sample`` move together, those with ``sign`` -1 the other way.
    ``tau`` is a rate of its own; ``owner`` says who values an ``other_wtp``.
    """

    __pydantic_config__: ClassVar = STRICT

    t: float
    amount: float
    price_year: int | None = None
    group: str = ""
    se: float | None = None
    p: float | None = None
    p_range: tuple[float, float] | None = None
    ci: tuple[float, float] | None = None
    sample: str = ""
    sign: int = 1
    tau: float | TaxRule | None = None
    owner: str = "participants"

    @property
    def uncertain(self) -> bool:
        """Whether anything says how sure the amount is."""
        return any(each is not None for each in (self.se, self.p, self.p_range, self.ci))


@dataclass(frozen=True)
class Group:
    """A part of the people, by ``weight`` or by ``people``; empty fields are as in the program."""

    __pydantic_config__: ClassVar = STRICT

    name: str
    weight: float | None = None
    people: float | None = None
    upfront_cost: float | None = None
    stipend: float | None = None
    tau_obs: float | TaxRule | None = None
    tau_proj: float | TaxRule | None = None


@dataclass(frozen=True)
class Program:
    """All that an account needs. ``tau_obs`` taxes observed years, ``tau_proj`` projected ones.

    ``discount_rate`` is the practice of published accounts unless given. ``impacts_per`` and
    ``cost_per`` say whom an amount is averaged over, and must agree.
    """

    __pydantic_config__: ClassVar = STRICT

    title: str
    impacts_per: str
    cost_per: str
    base_year: int
    earnings_impacts: tuple[Flow, ...]
    upfront_cost: float = 0.0
    tau_obs: float | TaxRule = 0.0
    tau_proj: float | TaxRule | None = None
    gov_cost_share: float = 1.0
    stipend: float = 0.0
    stipend_taxed: bool = False
    fringe: float = 0.0
    transfer_impacts: tuple[Flow, ...] = ()
    other_gov_savings: tuple[Flow, ...] = ()
    other_gov_costs: tuple[Flow, ...] = ()
    other_wtp: tuple[Flow, ...] = ()
    discount_rate: float | None = None
    base_t: float = 0.0
    projection: Projection = field(default_factory=Projection)
    groups: tuple[Group, ...] = ()
    source: str = ""
    locator: str = ""
    url: str = ""
    grade: str = ""
    note: str = ""

    @property
    def rate(self) -> float:
        """The discount rate after inflation, as a share."""
        if self.discount_rate is None:
            return rule("omb_a94").number("rate_mvpf_practice")
        return self.discount_rate

    @property
    def parts(self) -> tuple[Group, ...]:
        """The groups with weights and all fields filled; one group where none is named."""
        whole = {name: getattr(self, name) for name in _INHERITED}
        if not self.groups:
            return (Group("", 1.0, **whole),)
        people = sum(each.people or 0 for each in self.groups)
        return tuple(
            replace(
                group,
                weight=group.people / people if people else group.weight,
                **{name: value for name, value in whole.items() if getattr(group, name) is None},
            )
            for group in self.groups
        )


_INHERITED = ("upfront_cost", "stipend", "tau_obs", "tau_proj")


def load(content: Mapping) -> Program:
    """The program that a plain mapping describes.

    Raises:
        MvpfError: naming the field: unknown or missing, out of range, amounts for unlike people,
            no price year, weights that do not sum to 1, or transfers counted twice.
    """
    try:
        program = filled(Program, dict(content))
    except ValueError as error:
        raise MvpfError(str(error)) from None
    return checked(program)


def case(name: str) -> Program:
    """A published case: ``workadvance``, ``jtpa_adults``, ``year_up`` or ``quest``."""
    one_of("case", name, cases())
    return load(yaml.safe_load(_CASES.joinpath(f"{name}.yaml").read_text("utf-8")))


def cases() -> list[str]:
    """The names of the published cases."""
    return sorted(each.name.removesuffix(".yaml") for each in _CASES.iterdir())


def checked(program: Program) -> Program:
    """The program itself, if it can be accounted for; see :func:`load`."""
    one_of("impacts_per", program.impacts_per, PER)
    one_of("cost_per", program.cost_per, PER)
    if program.impacts_per != program.cost_per:
        raise MvpfError(
            f"impacts_per is {program.impacts_per} and cost_per is {program.cost_per}; both must "
            "be for the same people, or the gain and the cost cannot be compared."
        )
    one_of("base_year", program.base_year, PRICES)
    number("upfront_cost", program.upfront_cost, 0)
    number("stipend", program.stipend, 0)
    number("gov_cost_share", program.gov_cost_share, 0, 1)
    number("fringe", program.fringe, 0, 1)
    number("discount_rate", program.rate, 0, 1)
    _check_groups(program)
    for kind in FLOWS:
        for place, flow in enumerate(getattr(program, kind), start=1):
            _check_flow(f"{kind} {place}", flow, program)
    _check_double_counting(program)
    check_projection(program.projection, [flow.t for flow in program.earnings_impacts])
    return program


def _check_groups(program: Program) -> None:
    groups = program.groups
    names = [group.name for group in groups]
    if len(set(names)) < len(names):
        raise MvpfError(f"groups: a name stands twice among {', '.join(names)}.")
    weighted = [group for group in groups if group.weight is not None]
    for group in groups:
        if (group.weight is None) == (group.people is None) or bool(weighted) != (
            group in weighted
        ):
            raise MvpfError(
                f"groups: give each group a weight, or each its people; see {group.name}."
            )
        number(f"groups: {group.name}: weight or people", group.weight or group.people or 0, 1e-9)
    total = sum(group.weight for group in weighted)
    if weighted and abs(total - 1) > 1e-6:
        raise MvpfError(f"groups: the weights sum to {total:.6g}; they must sum to 1.")
    for group in program.parts:
        if group.stipend > group.upfront_cost:
            raise MvpfError(
                f"stipend is {group.stipend:,.10g}; it is a part of upfront_cost and must be at "
                f"most {group.upfront_cost:,.10g}."
            )


def _check_flow(field: str, flow: Flow, program: Program) -> None:
    number(f"{field}: t", flow.t, -10, 100)
    number(f"{field}: amount", flow.amount)
    if flow.price_year is None:
        raise MvpfError(f"{field}: price_year is missing; say of which year its dollars are.")
    one_of(f"{field}: price_year", flow.price_year, PRICES)
    one_of(f"{field}: sign", flow.sign, (1, -1))
    one_of(f"{field}: owner", flow.owner, OWNERS)
    if flow.group:
        one_of(f"{field}: group", flow.group, [group.name for group in program.groups])
    if flow.tau is not None:
        tax_rate(flow.tau, f"{field}: tau")
    given = [name for name in ("se", "p", "p_range", "ci") if getattr(flow, name) is not None]
    if len(given) > 1:
        raise MvpfError(f"{field}: {' and '.join(given)} are given; one says how sure it is.")
    if flow.se is not None:
        number(f"{field}: se", flow.se, 0)
    for p in (flow.p,) if flow.p is not None else flow.p_range or ():
        number(f"{field}: p", p, 0, 1)
    for name in ("ci", "p_range"):
        ends = getattr(flow, name)
        if ends and not ends[0] < ends[1]:
            raise MvpfError(f"{field}: {name} runs from {ends[0]:g} to {ends[1]:g}; it must rise.")


def _check_double_counting(program: Program) -> None:
    """A rate that holds lost transfers would count them twice beside estimated ones."""
    for group in program.parts:
        rate = tax_rate(group.tau_obs, "tau_obs")
        if group.tau_proj is not None:
            tax_rate(group.tau_proj, "tau_proj")
        if program.transfer_impacts and rate.with_transfers:
            raise MvpfError(
                "tau_obs covers taxes and transfers, and transfer_impacts are given: lost "
                "transfers would count twice. Use a rate that covers taxes, or leave them out."
            )
