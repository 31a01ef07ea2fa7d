"""One program, four accounts: participants, government, others, and society as their sum.

Taxes, transfers and stipends change hands, so they leave society's account as it was. Only real
resources remain.
"""

from dataclasses import dataclass
from functools import reduce

from seti_ta.mvpf.checks import number
from seti_ta.mvpf.program import Program, checked
from seti_ta.mvpf.value import Year, evaluate, yearly

FRINGE = 0.2  # of earnings: judgement. Published MVPFs leave fringe benefits out.


@dataclass(frozen=True)
class Line:
    """One line of the account: what it is, and a gain (+) or loss (-) to each."""

    what: str
    participants: float = 0.0
    government: float = 0.0
    others: float = 0.0
    resource: str = ""

    @property
    def society(self) -> float:
        """The sum over all three."""
        return self.participants + self.government + self.others


@dataclass(frozen=True)
class Perspectives:
    """The lines of the account, and its sums."""

    lines: tuple[Line, ...]

    def total(self, who: str) -> float:
        """The sum of a column: ``participants``, ``government``, ``others`` or ``society``."""
        return sum(getattr(line, who) for line in self.lines)

    @property
    def resource_bcr(self) -> float:
        """Benefits in real resources over costs in real resources."""
        gains = sum(line.society for line in self.lines if line.resource == "benefit")
        return gains / -sum(line.society for line in self.lines if line.resource == "cost")


def perspectives(
    program: Program,
    fringe: float = FRINGE,
    *,
    lost_leisure: float = 0.0,
    displacement: float = 0.0,
) -> Perspectives:
    """Who gains and who pays, line by line.

    ``fringe`` is a share of the earnings gain. The last two are for trying out and mostly left out
    of studies: the share of the gain that is lost free time, and the share that other workers lose,
    with the taxes on it.

    Raises:
        MvpfError: a share outside 0 to 1.
    """
    for name, share in (("fringe", fringe), ("lost_leisure", lost_leisure),
                        ("displacement", displacement)):  # fmt: skip
        number(name, share, 0, 1)
    account = evaluate(checked(program))
    sums = reduce(Year.__add__, yearly(program), Year(0))
    running = account.cost - account.stipend
    public = program.gov_cost_share  # of each dollar of cost, stipends too
    earned, taxed = sums.earnings, sums.taxes
    lines = (
        Line("Earnings", earned, resource="benefit"),
        Line("Fringe benefits", fringe * earned, resource="benefit"),
        Line("Taxes on them", -taxed, taxed),
        Line("Benefits received or lost", sums.transfers, -sums.transfers),
        Line("Stipends", account.stipend, -public * account.stipend,
             -(1 - public) * account.stipend),
        Line("Running the program, public money", government=-public * running, resource="cost"),
        Line("Running the program, other money", others=-(1 - public) * running, resource="cost"),
        Line("Other public spending saved", government=sums.savings, resource="benefit"),
        Line("Other public spending caused", government=-sums.other_costs, resource="cost"),
        Line("Other value", sums.to_participants, 0.0, sums.to_others, resource="benefit"),
        Line("Free time lost", -lost_leisure * earned, resource="cost"),
        Line("Earnings that other workers lose", 0.0, -displacement * taxed,
             -displacement * (earned - taxed), resource="cost"),
    )  # fmt: skip
    return Perspectives(lines)
