"""Direct aid and stipends: what to set aside, in all and for each person."""

from dataclasses import replace

from seti_ta.calculators.carried import carried_over
from seti_ta.calculators.functions import above, price_index, rows
from seti_ta.calculators.price_years import INCOMPLETE
from seti_ta.calculators.program_cost import program_cost
from seti_ta.calculators.recruitment_funnel import recruitment_funnel
from seti_ta.calculators.shared_inputs import COURSE_WEEKS, PRICE_YEAR, YEARS
from seti_ta.calculators.vocabulary import (
    EXAMPLE,
    JUDGEMENT,
    Chart,
    Example,
    Input,
    Note,
    Reference,
    Rows,
    Source,
    Step,
    Table,
    calculator,
)
from seti_ta.evidence.facts import fact

STIPENDS, QUEST_COST = fact("year_up_stipends"), fact("quest_cost")
VIDA_AID = fact("vida_aid").written


def published(program: str, aid: float, price_years: tuple[int, int]) -> dict:
    """Published aid as a row, in the dollars in which it was printed."""
    return {"program": program, "aid": aid, "aid_from": price_years[0], "aid_to": price_years[1]}


PUBLISHED = (
    published("Year Up: stipends", STIPENDS.value, STIPENDS.price_years),
    published(
        "Project QUEST: support",
        round(QUEST_COST.value * fact("quest_support_share").value / 100),
        QUEST_COST.price_years,
    ),
)


@calculator(
    code="C09",
    title="Direct aid and stipends",
    question="How much must we set aside for stipends, transport and emergencies?",
    inputs=(
        carried_over(
            "enrolled",
            "People who enroll in a year",
            "people",
            recruitment_funnel,
            "enrolled",
            low=1,
            high=5000,
            whole=True,
            per="enrollee",
        ),
        replace(PRICE_YEAR, help="Enter all amounts in dollars of this year."),
        Input(
            "stipend",
            "Weekly stipend in training",
            "dollars a week",
            150,
            JUDGEMENT,
            low=0,
            high=1000,
            help="Enter 0 if you pay none.",
            per="enrollee",
            references=(Reference.to("year_up_weekly_stipend", "Year Up, about 2012, at most"),),
        ),
        COURSE_WEEKS,
        Input(
            "internship_stipend",
            "Weekly stipend in an internship",
            "dollars a week",
            250,
            JUDGEMENT,
            low=0,
            high=1000,
            per="enrollee",
            references=(
                Reference.to("year_up_internship_stipend", "Year Up, about 2012, at most"),
            ),
        ),
        Input(
            "internship_weeks",
            "Weeks of internship",
            "weeks",
            0,
            EXAMPLE,
            low=0,
            high=104,
            whole=True,
            help="Only weeks in which you pay, not the employer.",
        ),
        Input(
            "paid",
            "Weeks that are paid, of all weeks",
            "percent",
            90,
            JUDGEMENT,
            low=50,
            high=100,
            help="People leave early or miss weeks.",
        ),
        Input(
            "transport",
            "Weekly help with transport",
            "dollars a week",
            40,
            JUDGEMENT,
            low=0,
            high=150,
            per="enrollee",
        ),
        Input(
            "emergency_share",
            "People who get an emergency grant",
            "percent",
            20,
            JUDGEMENT,
            low=0,
            high=100,
        ),
        Input(
            "grant",
            "An emergency grant",
            "dollars a person",
            600,
            JUDGEMENT,
            low=0,
            high=5000,
            per="enrollee",
        ),
        Input(
            "child_share",
            "People who get help with child care",
            "percent",
            15,
            JUDGEMENT,
            low=0,
            high=100,
        ),
        Input(
            "child_weekly",
            "Weekly help with child care, after any subsidy",
            "dollars a week",
            120,
            JUDGEMENT,
            low=0,
            high=1000,
            per="enrollee",
            help="For each person who gets it. Places are paid for in weeks of absence too.",
        ),
        carried_over(
            "cost_per_enrollee",
            "Cost of the program for each enrollee",
            "dollars a person",
            program_cost,
            "per_enrollee",
            low=1,
            high=200_000,
            help="Direct aid is a part of it.",
        ),
    ),
    tables=(
        Table(
            "published",
            "Published aid to compare with",
            "Program",
            (
                Input("program", "Program", "text", "", EXAMPLE),
                Input(
                    "aid",
                    "Aid for each enrollee, as published",
                    "dollars a person",
                    1_000,
                    EXAMPLE,
                    low=1,
                    high=100_000,
                    per="enrollee",
                ),
                Input("aid_from", "First year of its dollars", "year", 2024, EXAMPLE, **YEARS),
                Input("aid_to", "Last year of its dollars", "year", 2024, EXAMPLE, **YEARS),
            ),
            PUBLISHED,
            Source(
                "named secondary",
                "Cost sections of the studies of Year Up and Project QUEST as used by Policy "
                "Impacts. Support at Project QUEST is its share of the published cost.",
                "cost information",
                STIPENDS.url,
            ),
            least=1,
            most=8,
            help="Programs differ in length and in what they pay for. First and last year may "
            "stand in either order: they count by the mean of the years between.",
        ),
    ),
    steps=(
        Step("paid_weeks", "Weeks paid for each person", "number"),
        Step(
            "stipend_per_enrollee",
            "Stipends for each enrollee",
            "dollars a person",
            per="enrollee",
        ),
        Step("stipends", "Stipends", "dollars"),
        Step("transport_cost", "Transport", "dollars"),
        Step("emergency", "Emergency grants", "dollars"),
        Step("child_care", "Child care", "dollars"),
        Step("total_aid", "Direct aid in a year", "dollars"),
        Step("per_enrollee", "Direct aid for each enrollee", "dollars a person", per="enrollee"),
        Step("share_of_cost", "Direct aid, of the cost for each enrollee", "percent"),
        Step("converted", "Published aid, in your dollars", "dollars a person", per="enrollee"),
        Step("times", "Your aid, as a multiple of it", "factor"),
        Step("above_cost", "The aid is more than the whole cost", "yes or no"),
        Step("pays_stipends", "Stipends are paid", "yes or no"),
    ),
    results=(
        "total_aid",
        "per_enrollee",
        "stipends",
        "transport_cost",
        "emergency",
        "child_care",
        "stipend_per_enrollee",
        "share_of_cost",
    ),
    row_results=(Rows("Published aid in your dollars", ("program", "aid", "converted", "times")),),
    headline="total_aid",
    board_sentence=(
        Note(
            "Set aside {total_aid} for direct aid: {per_enrollee} for each person who enrolls, "
            "{share_of_cost} of what the program costs for each ({price_year} dollars).",
        ),
    ),
    warnings=(
        Note(
            "Direct aid is more than the whole cost of the program. Check both, and that the cost "
            "includes the aid.",
            when="above_cost",
        ),
        Note(
            "Who pays a stipend can decide whether other benefits count it as income. Ask the "
            "payer and a benefits counselor before the first payment.",
            when="pays_stipends",
            rules=("wioa_income_disregard", "wioa_supportive"),
        ),
        Note(INCOMPLETE),
    ),
    limits=(
        "Taxes on stipends and the cost of paying them out are left out.",
        "It does not say how much aid is enough. No trial that we read has tested an amount.",
        f"VIDA gave almost {VIDA_AID} a person within 24 months. The text names no price year, so "
        "it cannot be converted and is not in the list.",
    ),
    chart=Chart("Where the aid goes", ("stipends", "transport_cost", "emergency", "child_care")),
    examples=(
        Example(
            inputs={"child_share": 0},
            results={
                "stipends": "$135,675",
                "transport_cost": "$36,180",
                "emergency": "$8,040",
                "total_aid": "$179,895",
                "per_enrollee": "$2,685",
                "stipend_per_enrollee": "$2,025",
            },
            source="Worked by hand: 67 times 15 times 150 times 0.9, and so on.",
        ),
        Example(
            inputs={},
            results={"child_care": "$18,090", "share_of_cost": "35.9%"},
            source="Worked by hand: 67 times 0.15 times 120 times 15.",
        ),
        Example(
            inputs={"price_year": 2024},
            results={"converted": "$8,834, $3,641"},
            source="Arithmetic on the official index.",
        ),
    ),
    checklist_items=("WRP-05",),
    users=("board", "trainer"),
    component="support",
    purpose=(
        "See what to set aside for stipends, transport, emergencies and child care, in all and for "
        "each person."
    ),
    use_when=(
        "You write the budget of a year or a grant application.",
        "You choose between a stipend for all and larger grants for some.",
        "You want to see what an internship that you pay for adds.",
    ),
    not_for=(
        "You want to know what one household may keep. Benefits that end can take back what aid "
        "gives.",
        "Employers pay the wages. Those are not direct aid.",
    ),
)
def direct_aid(
    enrolled,
    price_year,
    stipend,
    weeks,
    internship_stipend,
    internship_weeks,
    paid,
    transport,
    emergency_share,
    grant,
    child_share,
    child_weekly,
    cost_per_enrollee,
    program,
    aid,
    aid_from,
    aid_to,
):
    paid_weeks = (weeks + internship_weeks) * paid
    stipend_per_enrollee = (stipend * weeks + internship_stipend * internship_weeks) * paid
    stipends = enrolled * stipend_per_enrollee
    transport_cost = enrolled * transport * paid_weeks
    emergency = enrolled * emergency_share * grant
    child_care = enrolled * child_share * child_weekly * (weeks + internship_weeks)
    total_aid = stipends + transport_cost + emergency + child_care
    per_enrollee = total_aid / enrolled
    share_of_cost = per_enrollee / cost_per_enrollee
    converted = [
        aid[row] * price_index(price_year, price_year) / price_index(aid_from[row], aid_to[row])
        for row in rows(program)
    ]
    times = [per_enrollee / converted[row] for row in rows(program)]
    above_cost = above(per_enrollee, cost_per_enrollee)
    pays_stipends = above(stipends, 0)
    return locals()
