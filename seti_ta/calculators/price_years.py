"""Price-year converter: what dollars of one year are worth in dollars of another."""

from seti_ta import prices
from seti_ta.calculators.functions import price_index, same
from seti_ta.calculators.shared_inputs import YEARS
from seti_ta.calculators.vocabulary import (
    EXAMPLE,
    Chart,
    Example,
    Input,
    Note,
    Order,
    Reference,
    Source,
    Step,
    calculator,
)
from seti_ta.evidence.facts import fact

#: What every page that converts dollars says of the last, incomplete year.
INCOMPLETE = (
    "The index of 2025 is the mean of 11 months: none was published for October 2025. 2026 has "
    "no annual index yet. For dollars of 2026 enter 2025, and say so."
)

COST = fact("per_scholas_cost")


@calculator(
    code="H",
    title="Price-year converter",
    question="What is an amount of an earlier year worth in dollars of a later one?",
    inputs=(
        Input(
            "amount",
            "Amount",
            "dollars",
            COST.value,
            Source.of("per_scholas_cost"),
            low=0,
            high=1_000_000_000,
            help="It starts with what one program cost for each enrollee.",
            references=(
                Reference.to("year_up_cost", "Year Up, each participant, 2013-14 dollars"),
                Reference.to("quest_cost", "Project QUEST, each participant, 2006-08 dollars"),
            ),
        ),
        Input(
            "from_year",
            "First year of these dollars",
            "year",
            COST.price_years[0],
            Source.of("per_scholas_cost"),
            **YEARS,
            help="For a fiscal year 2012-13 enter 2012 here and 2013 below.",
        ),
        Input(
            "to_year",
            "Last year of these dollars",
            "year",
            COST.price_years[1],
            Source.of("per_scholas_cost"),
            **YEARS,
            help="The same year again for a calendar year. Several years count by their mean.",
        ),
        Input("target_year", "Year you want", "year", prices.LAST_YEAR, EXAMPLE, **YEARS),
    ),
    orders=(Order("from_year", "to_year"),),
    steps=(
        Step("index_then", "Price index then", "number"),
        Step("index_wanted", "Price index of the year you want", "number"),
        Step("factor", "Prices changed by the factor", "rate"),
        Step("converted", "The same in dollars of the year you want", "dollars"),
        Step("change", "Change in prices", "percent"),
        Step("one_year", "The dollars are of one year", "yes or no"),
    ),
    results=("converted", "factor", "change"),
    headline="converted",
    board_sentence=(
        Note(
            "{amount} in {from_year} dollars buys what {converted} buys in {target_year}.",
            when="one_year",
        ),
        Note(
            "{amount} in the mean dollars of {from_year} to {to_year} buys what {converted} buys "
            "in {target_year}.",
        ),
    ),
    warnings=(
        Note(INCOMPLETE),
        Note(
            "This is the general price level of city consumers. Wages, tuition and rents move "
            "at their own pace.",
        ),
    ),
    limits=(
        "It does not say what the same program would cost today.",
        "A figure without a price year cannot be converted. Ask for the year first.",
    ),
    chart=Chart("The amount then and in the year you want", ("amount", "converted")),
    examples=(
        Example(
            inputs={"target_year": 2024},
            results={"converted": "$8,428"},
            source="Arithmetic on the official index, mean of 2012 and 2013.",
        ),
        Example(
            inputs={"amount": 28290, "from_year": 2013, "to_year": 2014, "target_year": 2025},
            results={"converted": "$38,782"},
            source="Arithmetic on the official index, mean of 2013 and 2014.",
        ),
    ),
    checklist_items=("MEV-08",),
    users=("board", "coach", "trainer"),
    component="money",
)
def price_years(amount, from_year, to_year, target_year):
    index_then = price_index(from_year, to_year)
    index_wanted = price_index(target_year, target_year)
    factor = index_wanted / index_then
    converted = amount * factor
    change = factor - 1
    one_year = same(from_year, to_year)
    return locals()
