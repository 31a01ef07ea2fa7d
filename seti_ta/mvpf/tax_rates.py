"""What share of one more dollar earned comes back to the public, in taxes and transfers saved."""

from dataclasses import dataclass
from typing import ClassVar

from seti_ta.mvpf.checks import STRICT, MvpfError, number, one_of
from seti_ta.mvpf.tables import BY_FIFTH, BY_POVERTY, PAYROLL_TAX, POVERTY, PRICES, STATE_TAX, WAGES

METHODS = ("flat", "lookup", "taxes_only")
HOUSEHOLDS = {"individual": 3, "household": 4}  # people whose poverty line is compared
COVERS = ("taxes", "taxes and transfers")
STEP, NEAR = 50, 5  # points of the poverty line: a bin's width, and how near an edge is told
WAGE_GROWTH = 0.005  # a year, after prices
RATE_DOLLARS, FORECAST_AGE, LAST_YEAR = 2015, 40, max(PRICES)


@dataclass(frozen=True)
class TaxRule:
    """How a rate is found. ``control_income`` is what the control group earns at follow-up.

    ``flat``: ``rate`` as given; ``covers`` says what is in it. ``lookup``: by ``control_income`` in
    dollars of ``income_year`` over the poverty line; taxes and transfers. ``taxes_only``: by
    ``fifth`` of household income, 1 to 5. Payroll tax is left out, since it buys later benefits.
    """

    __pydantic_config__: ClassVar = STRICT

    method: str = "lookup"
    rate: float | None = None
    covers: str = "taxes and transfers"
    control_income: float | None = None
    income_year: int | None = None
    household: str = "individual"
    age: int | None = None
    forecast: bool = False
    fifth: int | None = None
    payroll: bool = False


@dataclass(frozen=True)
class TaxRate:
    """A rate as a share, and in ``words`` how it was found.

    ``poverty_percent`` is NaN unless it was looked up. ``beside`` is the rate across the edge of a
    bin, where the income lies within 5 points of it.
    """

    rate: float
    words: str
    with_transfers: bool
    poverty_percent: float = float("nan")
    beside: float | None = None


def tax_rate(rule: TaxRule | float, field: str = "tau") -> TaxRate:
    """The rate of a rule; a plain number is a flat rate on taxes and transfers.

    Raises:
        MvpfError: what the method needs is missing or out of range.
    """
    if not isinstance(rule, TaxRule):
        rule = TaxRule("flat", rate=rule)
    one_of(f"{field}: method", rule.method, METHODS)
    one_of(f"{field}: covers", rule.covers, COVERS)
    if rule.method == "flat":
        rate = number(f"{field}: rate", rule.rate, 0, 1)
        return TaxRate(rate, f"{rate:.1%}, a flat rate", rule.covers == COVERS[1])
    if rule.method == "lookup":
        return _by_poverty(rule, field)
    fifth = number(f"{field}: fifth", rule.fifth, 1, 5)
    one_of(f"{field}: fifth", fifth, BY_FIFTH)
    rate = BY_FIFTH[fifth] + STATE_TAX + PAYROLL_TAX * rule.payroll
    words = f"{rate:.1%}, taxes only, fifth {fifth:.0f} of household income"
    return TaxRate(rate, words + _payroll(rule), False)


def _by_poverty(rule: TaxRule, field: str) -> TaxRate:
    one_of(f"{field}: household", rule.household, HOUSEHOLDS)
    income = number(f"{field}: control_income", rule.control_income, 0, 10_000_000)
    year = rule.income_year
    one_of(f"{field}: income_year", year, PRICES)
    real = income * PRICES[RATE_DOLLARS] / PRICES[year]
    if rule.forecast:
        real, year = _at_forty(real, year, rule.age, field)
    percent = 100 * real / _poverty_line(rule.household, year, field)
    floor = min(int(percent // STEP) * STEP, max(BY_POVERTY))
    rate = BY_POVERTY[floor] - PAYROLL_TAX * (not rule.payroll)
    beside = _across_the_edge(percent, floor)
    words = (
        f"{rate:.1%}, looked up: {income:,.0f} dollars of {rule.income_year} are {percent:.1f}% of "
        f"the poverty line, bin {floor}" + _payroll(rule)
    )
    if beside is not None:
        beside -= PAYROLL_TAX * (not rule.payroll)
        words += f"; across the near edge of the bin it is {beside:.1%}"
    return TaxRate(rate, words, True, percent, beside)


def _at_forty(real: float, year: int, age: int | None, field: str) -> tuple[float, int]:
    """The income expected at age 40 and the year to compare it with, where it lies in the table."""
    one_of(f"{field}: age", age, WAGES)
    years = FORECAST_AGE - age
    real *= WAGES[FORECAST_AGE] / WAGES[age] * (1 + WAGE_GROWTH) ** years
    later = year + years
    if later > LAST_YEAR:
        real *= (1 + WAGE_GROWTH) ** (LAST_YEAR - later)
    return real, min(max(later, 1978), LAST_YEAR)


def _poverty_line(household: str, year: int, field: str) -> float:
    """In 2015 dollars. The published tables skip 1979 and use 1980."""
    people = HOUSEHOLDS[household]
    year = 1980 if year == 1979 else year
    if (people, year) not in POVERTY:
        held = ", ".join(str(each) for size, each in POVERTY if size == people)
        raise MvpfError(
            f"{field}: income_year leads to {year}; poverty lines for {household} are held for "
            f"{held}."
        )
    return POVERTY[people, year] * PRICES[RATE_DOLLARS] / PRICES[year]


def _across_the_edge(percent: float, floor: int) -> float | None:
    if percent - floor < NEAR and floor > 0:
        return BY_POVERTY[floor - STEP]
    if 0 < floor + STEP - percent <= NEAR and floor < max(BY_POVERTY):
        return BY_POVERTY[floor + STEP]
    return None


def _payroll(rule: TaxRule) -> str:
    return ", with payroll tax" if rule.payroll else ", without payroll tax"
