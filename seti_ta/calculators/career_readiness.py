"""Career readiness: hours for each person, and what groups and one-to-one work cost."""

from dataclasses import replace

from seti_ta.calculators.carried import carried_over
from seti_ta.calculators.cohort_calendar import cohort_calendar
from seti_ta.calculators.functions import below
from seti_ta.calculators.recruitment_funnel import recruitment_funnel
from seti_ta.calculators.shared_inputs import COURSE_HOURS, COURSE_WEEKS
from seti_ta.calculators.vocabulary import (
    JUDGEMENT,
    Chart,
    Constant,
    Example,
    Input,
    Note,
    Reference,
    Source,
    Step,
    calculator,
)
from seti_ta.evidence.facts import fact


@calculator(
    code="C07",
    title="Career-readiness hours and cost",
    question="How much career readiness does each person get, and what does it cost?",
    inputs=(
        Input(
            "stand_alone",
            "Hours of career-readiness classes",
            "hours",
            40,
            JUDGEMENT,
            low=0,
            high=200,
            help="Classes of their own, outside the technical course.",
            references=(
                Reference.to("madison_readiness_hours", "Madison Strategies Group"),
                Reference.to("st_nicks_readiness_hours", "St. Nicks Alliance"),
                Reference.to("towards_readiness_hours", "Towards Employment"),
            ),
        ),
        Input(
            "weekly_group",
            "Group meetings during the course",
            "hours a week",
            1,
            JUDGEMENT,
            low=0,
            high=10,
        ),
        COURSE_WEEKS,
        replace(COURSE_HOURS, label="Hours of technical training for each person"),
        carried_over(
            "cohorts",
            "Cohorts in a year",
            "cohorts",
            cohort_calendar,
            "cohorts",
            low=1,
            high=1000,
            whole=True,
        ),
        Input(
            "rate",
            "Hourly pay of a facilitator, with benefits",
            "dollars an hour",
            45,
            JUDGEMENT,
            low=15,
            high=150,
            help="Use local pay.",
        ),
        Input(
            "preparation",
            "Hours of preparation for each hour in a group",
            "ratio",
            0.5,
            JUDGEMENT,
            low=0,
            high=2,
        ),
        carried_over(
            "completers",
            "People who complete, and look for work",
            "expected people",
            recruitment_funnel,
            "completers",
            low=0,
            high=5000,
        ),
        Input(
            "contacts",
            "One-to-one contacts during the job search",
            "contacts a week",
            2.5,
            JUDGEMENT,
            low=0,
            high=5,
            references=(
                Reference.to("st_nicks_coach_low", "St. Nicks Alliance, low end"),
                Reference.to("towards_coach_high", "Towards Employment, at most"),
            ),
        ),
        Input(
            "contact_hours",
            "Length of a contact",
            "hours",
            0.5,
            JUDGEMENT,
            low=0.1,
            high=3,
            help="Half an hour is 0.5. Count notes and calls to employers.",
        ),
        Input(
            "search_weeks",
            "Weeks of job search",
            "weeks",
            6,
            JUDGEMENT,
            low=0,
            high=52,
            whole=True,
        ),
    ),
    constants=(
        Constant(
            "lowest_site",
            "Fewest hours at a trial site that we read",
            "hours",
            fact("madison_readiness_hours").value,
            Source.of("madison_readiness_hours"),
        ),
    ),
    steps=(
        Step("in_groups", "Hours in group meetings", "hours"),
        Step("dose", "Hours of career readiness for each person", "hours"),
        Step("share", "Career readiness, of all hours with the program", "percent"),
        Step("thin", "Fewer hours than at any trial site that we read", "yes or no"),
        Step("group_hours", "Hours in front of groups", "hours a year"),
        Step("group_cost", "Cost of groups, with preparation", "dollars a year"),
        Step("one_to_one_hours", "Hours of one-to-one contacts", "hours a year"),
        Step("one_to_one_cost", "Cost of one-to-one contacts", "dollars a year"),
        Step("cost", "Cost of career readiness", "dollars a year"),
    ),
    results=("dose", "share", "cost", "group_cost", "one_to_one_cost", "one_to_one_hours"),
    headline="cost",
    board_sentence=(
        Note(
            "Each person gets {dose} hours of career readiness, {share} of all hours with the "
            "program. It costs {cost} a year.",
        ),
    ),
    warnings=(
        Note(
            "{dose} hours is below the lowest of the trial sites that we read, which ran "
            "{lowest_site} hours.",
            when="thin",
        ),
        Note(
            "No trial that we read has tested career readiness on its own. The hours say what "
            "programs did, not what works.",
        ),
    ),
    limits=(
        "Both kinds of work are paid at one rate. Contacts have no preparation added.",
        "Rooms, materials and the time of employers who help are left out.",
        "Hours on paper are not hours attended. Keep attendance.",
    ),
    chart=Chart("Cost in a year", ("group_cost", "one_to_one_cost", "cost")),
    examples=(
        Example(
            inputs={"completers": 50},
            results={
                "dose": "55",
                "share": "9.9%",
                "group_cost": "$14,850",
                "one_to_one_hours": "375",
                "cost": "$31,725",
            },
            source="Worked by hand: 55 times 4 times 45 times 1.5, and 375 times 45.",
        ),
        Example(
            inputs={"stand_alone": 14},
            results={"dose": "29", "thin": "yes"},
            source="One hour below the lowest trial site.",
        ),
    ),
    checklist_items=("RDY-02",),
    users=("coach", "trainer"),
    component="readiness",
    purpose=(
        "See how many hours of career readiness each person really gets, and what they cost with "
        "preparation and the job search counted in."
    ),
    use_when=(
        "You write a budget or a contract for job-readiness classes.",
        "You want to hold your hours against those of programs that were tested.",
        "You decide how often coaches meet people who look for work.",
    ),
    not_for=(
        "You want to know whether more hours raise earnings. No study that we read can say.",
        "The hours are part of the technical course and have no staff of their own.",
    ),
)
def career_readiness(
    stand_alone,
    weekly_group,
    weeks,
    hours,
    cohorts,
    rate,
    preparation,
    completers,
    contacts,
    contact_hours,
    search_weeks,
    lowest_site,
):
    in_groups = weekly_group * weeks
    dose = stand_alone + in_groups
    share = dose / (dose + hours)
    thin = below(dose, lowest_site)
    group_hours = dose * cohorts
    group_cost = group_hours * rate * (1 + preparation)
    one_to_one_hours = contacts * contact_hours * search_weeks * completers
    one_to_one_cost = one_to_one_hours * rate
    cost = group_cost + one_to_one_cost
    return locals()
