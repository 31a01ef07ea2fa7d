"""Published and worked cases of the marginal value of public funds, for whatever computes it.

Amounts are for one person and worth today. ``rate`` is of taxes and lost benefits together.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """``ratio`` is None where there is none; ``more`` are further results by name."""

    name: str
    gain: float
    cost: float
    value: float
    net_cost: float
    ratio: float | None
    rate: float = 0.2
    stipend: float = 0
    fringe: float = 0
    savings: float = 0
    valued: str = "by_income"
    more: dict[str, float] = field(default_factory=dict)


#: Policy Impacts Library; recomputed from the published code and inputs.
WORKADVANCE = {"gain": 3646.29, "cost": 5640.66, "savings": 939.51}
PUBLISHED = (
    Case("WorkAdvance", **WORKADVANCE, rate=0.003, value=3635.35, net_cost=4690.20, ratio=0.7751,
         more={"benefit_cost": 0.8130}),
    Case("WorkAdvance at a fifth", **WORKADVANCE, value=2917.03, net_cost=3971.88, ratio=0.7344),
    Case("WorkAdvance with payroll tax", **WORKADVANCE, rate=0.142, value=3128.52,
         net_cost=4183.38, ratio=0.7478),
    Case("WorkAdvance at its price", **WORKADVANCE, rate=0.003, valued="price", value=5640.66,
         net_cost=4690.20, ratio=1.2026),
    Case("Year Up", gain=6095.65, cost=28290, stipend=6614, rate=0.186, value=11575.86,
         net_cost=27156.21, ratio=0.4263),
)  # fmt: skip

#: Worked by hand.
WORKED = (
    Case("plain", gain=12_500, cost=7_000, fringe=0.16, value=12_000, net_cost=4_500, ratio=8 / 3,
         more={"fiscal_return": -4_500 / 7_000, "society": 7_500}),
    Case("every line", gain=12_000, cost=9_000, stipend=1_000, rate=0.275, fringe=0.15,
         savings=100, value=11_500, net_cost=5_600, ratio=11_500 / 5_600,
         more={"government": -5_600, "society": 5_900, "benefit_cost": 14_900 / 9_000}),
    Case("repays", gain=0, cost=500, stipend=500, savings=510, value=500, net_cost=-10, ratio=None),
    Case("harm at a cost", gain=-625, cost=875, value=-500, net_cost=1_000, ratio=-0.5),
    Case("harm that saves", gain=-625, cost=875, savings=2_000, value=-500, net_cost=-1_000,
         ratio=None),
    Case("nothing", gain=0, cost=1_000, savings=1_000, value=0, net_cost=0, ratio=None),
)  # fmt: skip
