"""Program cost and unit cost: what a year costs, for each person who enrolls, completes, stays."""

from dataclasses import replace

from seti_ta.calculators.carried import carried_over
from seti_ta.calculators.functions import above, price_index, rows
from seti_ta.calculators.price_years import INCOMPLETE
from seti_ta.calculators.recruitment_funnel import recruitment_funnel
from seti_ta.calculators.shared_inputs import COMPLETION, PLACEMENT, PRICE_YEAR, YEARS
from seti_ta.calculators.vocabulary import (
    EXAMPLE,
    JUDGEMENT,
    Chart,
    Example,
    Input,
    Note,
    Rows,
    Source,
    Step,
    Table,
    calculator,
)
from seti_ta.evidence.facts import fact


def published(name: str, id: str) -> dict:
    """One published cost as a row, in the dollars in which it was printed."""
    cost = fact(id)
    first, last = cost.price_years
    return {"program": name, "cost": cost.value, "cost_from": first, "cost_to": last}


PUBLISHED = (
    published("Per Scholas in WorkAdvance", "per_scholas_cost"),
    published("Towards Employment, second year", "towards_employment_cost"),
    published("Project QUEST", "quest_cost"),
    published("Year Up", "year_up_cost"),
)


@calculator(
    code="C05",
    title="Program cost and unit cost",
    question="What does the program cost, and what does it cost for each person?",
    inputs=(
        Input(
            "fixed",
            "Fixed cost of a year",
            "dollars",
            250_000,
            JUDGEMENT,
            low=0,
            high=50_000_000,
            help="What you pay whoever comes: the lead, employer staff, data, rent, "
            "administration.",
        ),
        Input(
            "variable",
            "Cost that each enrollee adds",
            "dollars a person",
            4_500,
            JUDGEMENT,
            low=0,
            high=60_000,
            help="Instruction, exams, direct aid, coaching.",
            per="enrollee",
        ),
        replace(PRICE_YEAR, help="Published costs are converted to this year."),
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
        carried_over(
            "take_up",
            "Enroll, of those offered a place",
            "percent",
            recruitment_funnel,
            "take_up",
            low=10,
            high=100,
            help="Turns a cost for each enrollee into one for each person offered a place.",
            per="enrollee/offered",
        ),
        Input(
            "participation",
            "Take part, of those who enroll",
            "percent",
            100,
            JUDGEMENT,
            low=10,
            high=100,
            help="It starts at 100: whoever enrolls is counted on the first day. Enter less if "
            "some enroll and never start.",
            per="participant/enrollee",
        ),
        COMPLETION,
        PLACEMENT,
        Input(
            "retained",
            "Still at work after 12 months",
            "percent",
            75,
            JUDGEMENT,
            low=20,
            high=98,
            help="Of 100 people who are placed.",
            per="kept/placement",
        ),
        Input(
            "start_up_share",
            "Start-up cost, first year only",
            "percent",
            20,
            JUDGEMENT,
            low=0,
            high=60,
            help="As a share of one year's running cost: fixed cost plus what all enrollees add. "
            "It comes on top of that cost. The first year of Towards Employment cost more than "
            "its second.",
        ),
    ),
    tables=(
        Table(
            "published",
            "Published costs to compare with",
            "Program",
            (
                Input("program", "Program", "text", "", EXAMPLE),
                Input(
                    "cost",
                    "Cost for each enrollee, as published",
                    "dollars a person",
                    10_000,
                    EXAMPLE,
                    low=1,
                    high=100_000,
                    per="enrollee",
                ),
                Input("cost_from", "First year of its dollars", "year", 2024, EXAMPLE, **YEARS),
                Input("cost_to", "Last year of its dollars", "year", 2024, EXAMPLE, **YEARS),
            ),
            PUBLISHED,
            Source(
                "named secondary",
                "ACF Pathways Clearinghouse, cost sections; for Year Up, OPRE Report 2018-65 as "
                "used by Policy Impacts. Each is a fact of this handbook with its own source.",
                "cost information",
                "https://pathwaystowork.acf.hhs.gov",
            ),
            least=1,
            most=8,
            help="Costs for each enrollee only, and only where the price year is known. Programs "
            "differ in length and in what they count. First and last year may stand in either "
            "order: they count by the mean of the years between.",
        ),
    ),
    steps=(
        Step("running", "Running cost of a year", "dollars"),
        Step("start_up", "Start-up cost", "dollars"),
        Step("first_year", "Cost of the first year", "dollars"),
        Step("completers", "People who complete", "expected people", per="completer"),
        Step("placed", "People placed", "expected people", per="placement"),
        Step("kept", "People still at work after 12 months", "expected people"),
        Step("per_enrollee", "Cost for each enrollee", "dollars a person", per="enrollee"),
        Step(
            "per_offered",
            "Cost for each person offered a place",
            "dollars a person",
            help="The same money, shared with those who never enrolled.",
            per="offered",
        ),
        Step("per_participant", "Cost for each participant", "dollars a person", per="participant"),
        Step("per_completer", "Cost for each completer", "dollars a person", per="completer"),
        Step("per_placed", "Cost for each person placed", "dollars a person", per="placement"),
        Step("per_kept", "Cost for each person still at work after 12 months", "dollars a person"),
        Step(
            "first_per_enrollee",
            "Cost for each enrollee in the first year",
            "dollars a person",
            per="enrollee",
        ),
        Step("converted", "Published cost, in your dollars", "dollars a person", per="enrollee"),
        Step("times", "Your cost, as a multiple of it", "factor"),
        Step("starts_up", "There is a start-up cost", "yes or no"),
    ),
    results=(
        "running",
        "per_enrollee",
        "per_offered",
        "per_participant",
        "per_completer",
        "per_placed",
        "per_kept",
        "start_up",
        "first_year",
        "first_per_enrollee",
    ),
    row_results=(
        Rows("Published costs in your dollars", ("program", "cost", "converted", "times")),
    ),
    headline="per_placed",
    board_sentence=(
        Note(
            "A year costs {running}: {per_enrollee} for each person who enrolls and {per_placed} "
            "for each person placed. The first year costs {start_up} more ({price_year} dollars).",
            when="starts_up",
        ),
        Note(
            "A year costs {running}: {per_enrollee} for each person who enrolls and {per_placed} "
            "for each person placed ({price_year} dollars).",
        ),
    ),
    warnings=(
        Note(
            "Published costs are for each enrollee. Never set them beside a cost for each person "
            "placed. An effect for each person offered a place goes with a cost for each person "
            "offered a place.",
        ),
        Note(INCOMPLETE),
    ),
    limits=(
        "It does not say whether the cost is worth paying. That needs an effect, not a placement.",
        "Money from employers and time given for free count only if you enter them.",
        "The costs of Project QUEST and Year Up are taken to be in dollars of the years in which "
        "people entered.",
        "Some published costs name no price year, among them those of VIDA and Capital IDEA. "
        "They cannot be converted, so they are not in the list.",
    ),
    chart=Chart(
        "Cost for each person, without start-up",
        ("per_enrollee", "per_completer", "per_placed", "per_kept"),
    ),
    examples=(
        Example(
            inputs={},
            results={
                "running": "$551,500",
                "per_enrollee": "$8,231",
                "per_offered": "$6,667",
                "per_participant": "$8,231",
                "per_completer": "$10,975",
                "per_placed": "$13,719",
                "per_kept": "$18,292",
                "start_up": "$110,300",
            },
            source="Worked by hand: 250,000 plus 4,500 times 67, and a fifth of it.",
        ),
        Example(
            inputs={"take_up": 50, "participation": 80},
            results={
                "per_enrollee": "$8,231",
                "per_offered": "$4,116",
                "per_participant": "$10,289",
            },
            source="Worked by hand: half of 8,231.34, and 8,231.34 divided by 0.8.",
        ),
        Example(
            inputs={"price_year": 2024},
            results={"converted": "$8,428, $7,029, $15,831, $37,787"},
            source="Arithmetic on the official index.",
        ),
    ),
    checklist_items=("MEV-08",),
    users=("board", "coach"),
    component="money",
    start_here=True,
)
def program_cost(
    fixed,
    variable,
    price_year,
    enrolled,
    take_up,
    participation,
    completion,
    placement,
    retained,
    start_up_share,
    program,
    cost,
    cost_from,
    cost_to,
):
    running = fixed + variable * enrolled
    start_up = start_up_share * running
    first_year = running + start_up
    completers = enrolled * completion
    placed = completers * placement
    kept = placed * retained
    per_enrollee = running / enrolled
    per_offered = per_enrollee * take_up
    per_participant = per_enrollee / participation
    per_completer = running / completers
    per_placed = running / placed
    per_kept = running / kept
    first_per_enrollee = first_year / enrolled
    converted = [
        cost[row] * price_index(price_year, price_year) / price_index(cost_from[row], cost_to[row])
        for row in rows(program)
    ]
    times = [per_enrollee / converted[row] for row in rows(program)]
    starts_up = above(start_up, 0)
    return locals()
