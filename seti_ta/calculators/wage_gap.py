"""Wage gain and living-wage gap: is the job good enough, and when do people cross the line."""

from dataclasses import replace

from seti_ta import prices
from seti_ta.calculators.functions import above, below, ln, price_index
from seti_ta.calculators.price_years import INCOMPLETE
from seti_ta.calculators.shared_inputs import PRICE_YEAR, WAGE, WORK_HOURS, YEARS
from seti_ta.calculators.vocabulary import (
    EXAMPLE,
    JUDGEMENT,
    Chart,
    Example,
    Input,
    Note,
    Order,
    Source,
    Step,
    calculator,
)
from seti_ta.evidence.facts import fact

PRIOR = fact("quest_prior_earnings")

TYPED = Source(
    "example",
    "Made-up example. Look up your county and household in the MIT Living Wage Calculator and "
    "cite it. Its terms ask users not to copy its tables, so none is built in here.",
    "frequently asked questions",
    "https://livingwage.mit.edu/pages/faqs",
)


@calculator(
    code="C12",
    title="Wage gain and living-wage gap",
    question="Is this job good enough, and when will people cross the living-wage line?",
    inputs=(
        Input(
            "prior_earnings",
            "Earnings before, in a year",
            "dollars a year",
            PRIOR.value,
            Source.of("quest_prior_earnings"),
            low=0,
            high=100_000,
            help="It starts with the people in one study, in dollars taken to be of the years in "
            "which they entered. Use what your own applicants earned.",
        ),
        Input(
            "prior_from",
            "First year of those earnings",
            "year",
            PRIOR.price_years[0],
            Source.of("quest_prior_earnings"),
            **YEARS,
        ),
        Input(
            "prior_to",
            "Last year of those earnings",
            "year",
            PRIOR.price_years[1],
            Source.of("quest_prior_earnings"),
            **YEARS,
            help="The same year again if they are of one year.",
        ),
        WAGE,
        replace(
            PRICE_YEAR,
            name="wage_year",
            label="Year of that wage",
            help="All results are in dollars of this year.",
        ),
        replace(WORK_HOURS, name="hours"),
        Input("weeks", "Weeks of work", "weeks a year", 50, EXAMPLE, low=1, high=52, whole=True),
        Input(
            "living_wage",
            "Living wage for the household and county",
            "dollars an hour",
            21.5,
            TYPED,
            low=7,
            high=80,
            help="Type the figure for the household that you plan for.",
        ),
        Input("living_year", "Year of the living wage", "year", prices.LAST_YEAR, EXAMPLE, **YEARS),
        Input(
            "wage_growth",
            "Growth of the wage, a year",
            "percent",
            4,
            JUDGEMENT,
            low=0,
            high=15,
            help="With raises and promotions, before inflation is taken off.",
        ),
        Input(
            "living_growth",
            "Growth of the living wage, a year",
            "percent",
            3,
            JUDGEMENT,
            low=0,
            high=15,
        ),
    ),
    orders=(Order("prior_from", "prior_to"),),
    steps=(
        Step("index", "Price index in the year of the wage", "number"),
        Step(
            "prior_now",
            "Earnings before, in {wage_year} dollars",
            "dollars a year",
            short="Earnings before, converted",
        ),
        Step(
            "living_now",
            "Living wage, in {wage_year} dollars",
            "dollars an hour",
            short="Living wage, converted",
        ),
        Step("annual", "Earnings in the new job", "dollars a year"),
        Step("gain", "More than before", "dollars a year", help="Before and after, no effect."),
        Step("there", "The wage reaches the living wage now", "yes or no"),
        Step("gap", "Short of the living wage", "dollars an hour"),
        Step("gap_share", "Short of it, as a share of the living wage", "percent"),
        Step("hourly_before", "Earnings before, spread over the same hours", "dollars an hour"),
        Step("never", "The wage grows no faster than the line", "yes or no"),
        Step("does_not_cross", "The wage never reaches the line", "yes or no"),
        Step(
            "years_to_line",
            "Years until the wage reaches the line",
            "years later",
            help="0 if it is reached now, or if it never is.",
        ),
        Step("less_than_before", "The new job pays less than before", "yes or no"),
    ),
    results=("annual", "prior_now", "gain", "living_now", "gap", "gap_share", "years_to_line"),
    headline="gap",
    board_sentence=(
        Note(
            "At {wage} an hour this job reaches the living wage of {living_now} "
            "({wage_year} dollars).",
            when="there",
        ),
        Note(
            "At {wage} an hour this job is {gap} short of the living wage. At these rates of "
            "growth it never gets there ({wage_year} dollars).",
            when="does_not_cross",
        ),
        Note(
            "At {wage} an hour this job is {gap} short of the living wage. At these rates of "
            "growth it gets there after {years_to_line} years ({wage_year} dollars).",
        ),
    ),
    warnings=(
        Note("People would earn less than before they came.", when="less_than_before"),
        Note(
            "“More than before” compares people with themselves. Their pay may have grown "
            "without the program, so it is not an effect of the program.",
        ),
        Note(INCOMPLETE),
    ),
    limits=(
        "Taxes, benefits that end, child care and health insurance are left out.",
        "Growth at a steady rate is an assumption. Real pay moves in steps.",
        "The living wage depends on the household. Try more than one.",
    ),
    chart=Chart("An hour's pay", ("hourly_before", "wage", "living_now")),
    examples=(
        Example(
            inputs={},
            results={"annual": "$33,750", "gap": "$3.50", "gap_share": "16.3%"},
            source="Worked by hand: 18 times 37.5 times 50, against 21.50.",
        ),
        Example(
            inputs={"living_growth": 0},
            results={"years_to_line": "4.5"},
            source="Worked by hand: the line stays where it is.",
        ),
        Example(
            inputs={"living_growth": 3},
            results={"years_to_line": "18.4"},
            source="Worked by hand: the line moves by 3 percent a year.",
        ),
    ),
    checklist_items=("SEC-03",),
    users=("board", "trainer"),
    component="sector",
    start_here=True,
)
def wage_gap(
    prior_earnings,
    prior_from,
    prior_to,
    wage,
    wage_year,
    hours,
    weeks,
    living_wage,
    living_year,
    wage_growth,
    living_growth,
):
    index = price_index(wage_year, wage_year)
    prior_now = prior_earnings * index / price_index(prior_from, prior_to)
    living_now = living_wage * index / price_index(living_year, living_year)
    annual = wage * hours * weeks
    gain = annual - prior_now
    there = not below(wage, living_now)
    gap = 0 if there else living_now - wage
    gap_share = gap / living_now
    hourly_before = prior_now / (hours * weeks)
    never = not above(wage_growth, living_growth)
    does_not_cross = never and not there
    years_to_line = (
        0
        if there
        else 0
        if never
        else ln(living_now / wage) / ln((1 + wage_growth) / (1 + living_growth))
    )
    less_than_before = below(gain, 0)
    return locals()
