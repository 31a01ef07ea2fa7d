"""Follow-up: how many people to reach, how precise that is, and whether too many were lost."""

from seti_ta.calculators.carried import carried_over
from seti_ta.calculators.functions import (
    Z95,
    above,
    cautious_boundary,
    left_out,
    optimistic_boundary,
    people_up,
    same,
)
from seti_ta.calculators.recruitment_funnel import recruitment_funnel
from seti_ta.calculators.sample_size import sample_size
from seti_ta.calculators.vocabulary import (
    JUDGEMENT,
    Chart,
    Constant,
    Example,
    Input,
    Note,
    Order,
    Source,
    Step,
    calculator,
)
from seti_ta.evidence.facts import fact

PER_SCHOLAS = fact("seis_per_scholas_assigned").value, fact("seis_per_scholas_answered").value

RATINGS = {"low_attrition": "low", "high_attrition": "high"}


def arm(name: str, label: str, low: int, help: str = "") -> Input:
    """People of one group in the study, as the sample size plans them."""
    return carried_over(
        name, label, "people", sample_size, name, low=low, high=50_000, whole=True, help=help
    )


@calculator(
    code="C17",
    title="Follow-up sample, precision and attrition",
    question="How many people must we find again, and will the results be believed?",
    inputs=(
        carried_over(
            "cohort",
            "People to trace",
            "people",
            recruitment_funnel,
            "enrolled",
            low=2,
            high=50_000,
            whole=True,
            help="Everyone whose outcome you want to know.",
        ),
        Input(
            "response",
            "Response you aim for",
            "percent",
            80,
            JUDGEMENT,
            low=5,
            high=100,
            help="Of 100 people to trace, how many will answer.",
        ),
        Input(
            "expected",
            "Rate that you expect",
            "percent",
            75,
            JUDGEMENT,
            low=1,
            high=99,
            help="Such as the share employed. 50 gives the widest margin.",
        ),
        Input("contact_cost", "Cost of one completed contact", "dollars", 40, JUDGEMENT, high=300),
        Input("incentive", "Incentive for one answer", "dollars", 25, JUDGEMENT, high=300),
        arm(
            "offered_group",
            "Offered a place",
            1,
            help="For a study with two groups: everyone assigned to it by chance, counted on the "
            "day of assignment.",
        ),
        arm("offered_found", "Found again, offered a place", 0),
        arm("control_group", "Not offered a place", 1),
        arm("control_found", "Found again, not offered a place", 0),
    ),
    constants=(
        Constant(
            "standard_errors",
            "Standard errors either way",
            "number",
            Z95,
            Source("judgement", "The usual convention: true for 95 of 100 such samples."),
        ),
    ),
    orders=(
        Order("offered_found", "offered_group"),
        Order("control_found", "control_group"),
    ),
    steps=(
        Step("reached", "People to reach", "people"),
        Step(
            "wide_margin",
            "Margin, if these were a few of many",
            "percentage points",
            help="For 95 of 100 such samples.",
        ),
        Step(
            "correction",
            "Finite correction",
            "rate",
            help="Most of a small cohort answers, so little is left to chance.",
        ),
        Step("margin", "Margin either way", "percentage points"),
        Step("cost", "Cost of the follow-up", "dollars"),
        Step("offered_lost", "Lost, of those offered a place", "percent"),
        Step("control_lost", "Lost, of those not offered one", "percent"),
        Step(
            "overall",
            "Lost in all (overall attrition)",
            "percent",
            help="Everyone lost, of everyone assigned.",
        ),
        Step("gap", "Difference between the groups", "percentage points"),
        Step(
            "cautious",
            "Largest difference that is low, cautious table",
            "percentage points",
            help="What Works Clearinghouse, Standards Handbook 4.1. -100 stands for none: then "
            "so many are lost that no difference is low.",
        ),
        Step(
            "optimistic",
            "Largest difference that is low, optimistic table",
            "percentage points",
            help="As in the cautious table.",
        ),
        Step("cautious_limit", "Difference allowed, cautious table", "percentage points"),
        Step("optimistic_limit", "Difference allowed, optimistic table", "percentage points"),
        Step("cautious_rating", "Attrition, cautious table", "name", answers=RATINGS),
        Step("optimistic_rating", "Attrition, optimistic table", "name", answers=RATINGS),
        Step("both_high", "High by both tables", "yes or no"),
        Step("only_one_high", "High by the cautious table only", "yes or no"),
        Step("differs", "The groups differ", "yes or no"),
        Step(
            "trace_first",
            "Trace this group first",
            "name",
            answers={"neither_group": "neither: they lose the same share"},
        ),
        Step("to_even", "More of them to find, for the same share lost", "people"),
    ),
    results=(
        "reached",
        "margin",
        "cost",
        "overall",
        "gap",
        "cautious_limit",
        "cautious_rating",
        "optimistic_limit",
        "optimistic_rating",
        "trace_first",
    ),
    headline="margin",
    board_sentence=(
        Note(
            "Reach {reached} of {cohort} people for about {cost}, and a rate is known to {margin} "
            "points either way. In the study {overall} are lost and the groups differ by {gap} "
            "points: high by both tables, so the comparison may be bent.",
            when="both_high",
        ),
        Note(
            "Reach {reached} of {cohort} people for about {cost}, and a rate is known to {margin} "
            "points either way. In the study {overall} are lost and the groups differ by {gap} "
            "points: high by the cautious table, low by the optimistic one.",
            when="only_one_high",
        ),
        Note(
            "Reach {reached} of {cohort} people for about {cost}, and a rate is known to {margin} "
            "points either way. In the study {overall} are lost and the groups differ by {gap} "
            "points: low by both tables."
        ),
    ),
    warnings=(
        Note(
            "Trace first: {trace_first}. With {to_even} more of them found, both groups lose the "
            "same share.",
            when="differs",
        ),
        Note(
            "Say which table applies before anybody sees results. The cautious one is for programs "
            "that can change who answers, as stipends and case managers do: most job training.",
        ),
        Note(
            "Contact plan, our judgement: three contacts on file for each person before the start, "
            "and a try at 30, 90, 180 and 365 days.",
        ),
    ),
    limits=(
        "The margin counts chance only. People who cannot be found may have fared differently.",
        "The tables say when attrition is rated low or high. They do not say how large a bias is.",
        "This is not a rating by CLEAR, the clearinghouse of the Department of Labor. It has its "
        "own guideline.",
        "Count from the day of assignment, not of enrollment. People who never came count too.",
    ),
    chart=Chart("Lost at follow-up", ("offered_lost", "control_lost", "overall")),
    examples=(
        Example(
            inputs={"cohort": 67},
            results={"reached": "54", "wide_margin": "11.5", "margin": "5.1", "cost": "$3,510"},
            source="Worked by hand: 54 of 67 people, a rate of 75 percent.",
        ),
        Example(
            inputs={
                "offered_group": 600,
                "offered_found": 480,
                "control_group": 600,
                "control_found": 516,
            },
            results={
                "overall": "17%",
                "gap": "6",
                "cautious_limit": "5.8",
                "cautious_rating": "high",
                "optimistic_limit": "10.5",
                "optimistic_rating": "low",
                "trace_first": "Offered a place",
                "to_even": "36",
            },
            source="What Works Clearinghouse, Standards Handbook 4.1, Table II.1.",
        ),
        Example(
            inputs={
                "offered_group": PER_SCHOLAS[0] // 2,
                "offered_found": PER_SCHOLAS[1] - PER_SCHOLAS[1] // 2,
                "control_group": PER_SCHOLAS[0] // 2,
                "control_found": PER_SCHOLAS[1] // 2,
            },
            results={"overall": "21.9%", "cautious_limit": "5.2"},
            source="As many as in the first trial of Per Scholas. Only the totals were read; the "
            "halves are ours.",
        ),
        Example(
            inputs={
                "offered_group": 100,
                "offered_found": 40,
                "control_group": 100,
                "control_found": 40,
            },
            results={
                "cautious_limit": "–",
                "cautious_rating": "high",
                "optimistic_limit": "1.4",
                "optimistic_rating": "low",
            },
            source="Six of ten lost: in the cautious table no difference is low enough.",
        ),
    ),
    checklist_items=("MEV-04",),
    users=("board", "coach"),
    component="results",
    purpose=(
        "See how many people you must reach, how exact the answer will be, and whether a loss of "
        "people puts the result in doubt."
    ),
    use_when=(
        "You plan a survey of former trainees, or a search in wage records.",
        "You know how many people you lost in each group of a study.",
        "You write the budget of a follow-up.",
    ),
    not_for=(
        "You can match everyone to wage records. Then do that first.",
        "You ask only those who are easy to find. No size of sample mends that.",
    ),
)
def follow_up_sample(
    cohort,
    response,
    expected,
    contact_cost,
    incentive,
    offered_group,
    offered_found,
    control_group,
    control_found,
    standard_errors,
):
    reached = people_up(cohort * response)
    wide_margin = 100 * standard_errors * (expected * (1 - expected) / reached) ** 0.5
    correction = ((cohort - reached) / (cohort - 1)) ** 0.5
    margin = wide_margin * correction
    cost = reached * (contact_cost + incentive)
    offered_lost = 1 - offered_found / offered_group
    control_lost = 1 - control_found / control_group
    overall = 1 - (offered_found + control_found) / (offered_group + control_group)
    gap = 100 * max(offered_lost - control_lost, control_lost - offered_lost)
    cautious = 100 * cautious_boundary(overall)
    optimistic = 100 * optimistic_boundary(overall)
    cautious_limit = cautious if not above(0, cautious) else left_out
    optimistic_limit = optimistic if not above(0, optimistic) else left_out
    cautious_rating = "high_attrition" if above(gap, cautious) else "low_attrition"
    optimistic_rating = "high_attrition" if above(gap, optimistic) else "low_attrition"
    both_high = above(gap, optimistic)
    only_one_high = above(gap, cautious) and not both_high
    differs = not same(offered_lost, control_lost)
    trace_first = (
        "neither_group"
        if not differs
        else "offered_group"
        if above(offered_lost, control_lost)
        else "control_group"
    )
    to_even = people_up(
        gap / 100 * (offered_group if above(offered_lost, control_lost) else control_group)
    )
    return locals()
