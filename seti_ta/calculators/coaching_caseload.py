"""Coaching caseload: how many coaches, on average, in the busiest week and at scale."""

from dataclasses import replace

from seti_ta.calculators.carried import carried_entry, carried_over
from seti_ta.calculators.functions import above, active_at_start, below, highest, people_up
from seti_ta.calculators.recruitment_funnel import recruitment_funnel
from seti_ta.calculators.shared_inputs import COMPLETION, COURSE_WEEKS, PLACEMENT
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
from seti_ta.rules import rule

FOLLOW_UP = rule("wioa_followup")
MONTHS_IN_A_WEEK = 12 / 52

TRAINING_MONTHS = Input(
    "training_months",
    "Months of training",
    "months",
    0,
    Source("plan", f"{COURSE_WEEKS.label}, in months."),
    low=0,
    high=36,
    help="Weeks of training times 12, by 52.",
    follows="plan.weeks",
    times=MONTHS_IN_A_WEEK,
)


def start(cohort: str, start_week: int, people: int) -> dict:
    return {"cohort": cohort, "start_week": start_week, "people": people}


@calculator(
    code="C08",
    title="Coaching caseload",
    question="How many coaches do we need, now and when we grow?",
    inputs=(
        carried_over(
            "enrolled",
            "People who enroll in a year",
            "people",
            recruitment_funnel,
            "enrolled",
            low=1,
            high=10_000,
            whole=True,
        ),
        replace(TRAINING_MONTHS, default=carried_entry(TRAINING_MONTHS, COURSE_WEEKS.default)),
        Input("search_months", "Months of job search", "months", 2, JUDGEMENT, low=0, high=36),
        Input(
            "follow_months",
            "Months of follow-up after placement",
            "months",
            FOLLOW_UP.number("months_min"),
            Source.of_rule(FOLLOW_UP.id),
            low=0,
            high=36,
            help="It starts with the least that WIOA asks for, where follow-up is appropriate.",
            references=(Reference.to("i_c_stars_support_months", "i.c.stars, after the course"),),
        ),
        # A coach's load counts people alike, whether they enrolled, completed or were placed.
        replace(COMPLETION, per=""),
        replace(PLACEMENT, per=""),
        Input(
            "active_ceiling",
            "People in training or job search for each coach, at most",
            "people",
            40,
            JUDGEMENT,
            low=10,
            high=150,
            whole=True,
        ),
        Input(
            "follow_ceiling",
            "People in follow-up for each coach, at most",
            "people",
            120,
            JUDGEMENT,
            low=40,
            high=400,
            whole=True,
            help="For a coach who does nothing else.",
        ),
        Input(
            "active_contacts",
            "Contacts in training and job search",
            "contacts a month",
            3,
            JUDGEMENT,
            low=0,
            high=12,
            references=(
                Reference.to("hpog_contacts_low", "Health profession grants, low end"),
                Reference.to("hpog_contacts_high", "Health profession grants, high end"),
            ),
        ),
        Input(
            "follow_contacts",
            "Contacts in follow-up",
            "contacts a month",
            1,
            JUDGEMENT,
            low=0,
            high=12,
        ),
        Input(
            "active_time",
            "Length of a contact in training and job search",
            "hours",
            0.75,
            JUDGEMENT,
            low=0.1,
            high=2,
            help="Three quarters of an hour is 0.75. Count notes and travel.",
        ),
        Input(
            "follow_time",
            "Length of a contact in follow-up",
            "hours",
            0.33,
            JUDGEMENT,
            low=0.1,
            high=2,
        ),
        Input(
            "direct_hours",
            "Hours with people that a coach can give",
            "hours a month",
            90,
            JUDGEMENT,
            low=40,
            high=130,
            help="Paid hours less leave, meetings, records and calls to employers.",
        ),
        Input(
            "coach_pay",
            "Cost of one coach for a year, with benefits",
            "dollars a year",
            65_000,
            JUDGEMENT,
            low=0,
            high=200_000,
            help="Use local pay.",
        ),
    ),
    tables=(
        Table(
            "starts",
            "When cohorts start",
            "Cohort",
            (
                Input("cohort", "Cohort", "text", "", EXAMPLE),
                Input(
                    "start_week",
                    "Starts in week",
                    "weeks",
                    1,
                    EXAMPLE,
                    low=1,
                    high=156,
                    whole=True,
                    help="Week 1 is the week in which the first cohort starts. Week 53 is the "
                    "first week of the second year.",
                ),
                Input("people", "People", "people", 15, EXAMPLE, low=0, high=5000, whole=True),
            ),
            (
                start("Winter", 1, 17),
                start("Spring", 9, 17),
                start("Summer", 18, 17),
                start("Fall", 26, 16),
            ),
            EXAMPLE,
            least=1,
            most=24,
            help="To find the busiest week. Add the cohorts of a second year to see how the "
            "years overlap.",
        ),
    ),
    steps=(
        Step("inflow", "People who enroll", "people a month"),
        Step("active", "People in training or job search", "expected people"),
        Step("following", "People in follow-up", "expected people"),
        Step("by_ceiling", "Coaches by the ceilings", "posts"),
        Step("by_hours", "Coaches by the hours of contacts", "posts"),
        Step("need", "Coaches needed, before rounding", "posts"),
        Step("binding", "What decides", "name"),
        Step("coaches", "Coaches needed", "coaches", help="Rounded up to a tenth."),
        Step("coaches_twice", "With twice as many people", "coaches"),
        Step("coaches_five_times", "With five times as many people", "coaches"),
        Step("cost", "Cost of coaches", "dollars a year"),
        Step("active_weeks", "Weeks in training and job search", "number"),
        Step("active_then", "People in training or job search in that week", "people"),
        Step("peak", "People in training or job search in the busiest week", "people"),
        Step("peak_coaches", "Coaches in the busiest week, by the ceilings", "coaches"),
        Step("stretched", "The busiest week needs more coaches", "yes or no"),
        Step("ceilings_decide", "The ceilings decide", "yes or no"),
    ),
    results=(
        "coaches",
        "binding",
        "cost",
        "active",
        "following",
        "peak",
        "peak_coaches",
        "coaches_twice",
        "coaches_five_times",
    ),
    row_results=(Rows("People at each start", ("cohort", "start_week", "people", "active_then")),),
    headline="need",
    board_sentence=(
        Note(
            "Plan for {coaches} coaches, {cost} a year. Your limit on people for each coach "
            "decides that number.",
            when="ceilings_decide",
        ),
        Note(
            "Plan for {coaches} coaches, {cost} a year. The hours that contacts take decide that "
            "number.",
        ),
    ),
    warnings=(
        Note(
            "In the busiest week {peak} people are in training or job search. That takes "
            "{peak_coaches} coaches, more than the {coaches} of an average month. Spread the "
            "starts or add help.",
            when="stretched",
        ),
        Note(
            "No trial that we read sets a caseload. The ceilings are a judgement; ask your "
            "coaches.",
        ),
    ),
    limits=(
        "It counts people who leave training early as present to its end, and none of them in the "
        "job search. The busiest week counts everyone to the end of the job search.",
        "Follow-up is a yearly average. In a first year fewer people are in it.",
        "It does not say that these coaches can be found and kept.",
    ),
    chart=Chart("Coaches as the program grows", ("coaches", "coaches_twice", "coaches_five_times")),
    examples=(
        Example(
            inputs={"training_months": 3.5},
            results={
                "inflow": "5.6",
                "active": "27.9",
                "following": "40.2",
                "by_ceiling": "1.03",
                "by_hours": "0.85",
                "coaches": "1.1",
                "binding": "Coaches by the ceilings",
                "cost": "$71,500",
                "active_then": "17, 34, 51, 50",
                "peak": "51",
                "peak_coaches": "1.7",
            },
            source="Worked by hand: 67 by 12, times 3.5 + 2 × 0.75; 67 by 12, times 0.75 × 0.8 × "
            "12. Each cohort is active for 23.8 weeks.",
        ),
        Example(
            inputs={"training_months": 3.5, "active_contacts": 8},
            results={
                "by_hours": "2.01",
                "coaches": "2.1",
                "binding": "Coaches by the hours of contacts",
            },
            source="Worked by hand: 27.917 times 8 times 0.75 plus 40.2 times 0.33, by 90.",
        ),
    ),
    checklist_items=("WRP-02",),
    users=("board", "coach", "trainer"),
    component="support",
    start_here=True,
    purpose=(
        "See how many coaches the plan takes in an average month and in the busiest week, and what "
        "decides that number: people for each coach, or the hours that contacts take."
    ),
    use_when=(
        "You plan posts for coaches or case managers.",
        "You think about growing, and want to know what it takes to keep the same support.",
        "You choose when cohorts start.",
    ),
    not_for=(
        "You want to judge how well a coach works. A caseload does not say.",
        "People need clinical or legal help. Plan that apart.",
    ),
)
def coaching_caseload(
    enrolled,
    training_months,
    search_months,
    follow_months,
    completion,
    placement,
    active_ceiling,
    follow_ceiling,
    active_contacts,
    follow_contacts,
    active_time,
    follow_time,
    direct_hours,
    coach_pay,
    cohort,
    start_week,
    people,
):
    inflow = enrolled / 12
    active = inflow * (training_months + search_months * completion)
    following = inflow * completion * placement * follow_months
    by_ceiling = active / active_ceiling + following / follow_ceiling
    by_hours = (
        active * active_contacts * active_time + following * follow_contacts * follow_time
    ) / direct_hours
    need = max(by_ceiling, by_hours)
    binding = "by_hours" if below(by_ceiling, by_hours) else "by_ceiling"
    coaches = people_up(10 * need) / 10
    coaches_twice = people_up(20 * need) / 10
    coaches_five_times = people_up(50 * need) / 10
    cost = coaches * coach_pay
    active_weeks = (training_months + search_months) * 52 / 12
    active_then = active_at_start(start_week, people, active_weeks)
    peak = highest(active_then)
    peak_coaches = people_up(10 * (peak / active_ceiling + following / follow_ceiling)) / 10
    stretched = above(peak_coaches, coaches)
    ceilings_decide = not below(by_ceiling, by_hours)
    return locals()
