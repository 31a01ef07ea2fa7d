"""Inputs that more than one calculator asks for, defined once.

``PROFILE`` holds those that a plan shares: change one and every calculator follows. A calculator
takes one as it stands, or ``dataclasses.replace``s its name, label, help or range.
"""

from seti_ta import prices
from seti_ta.calculators.vocabulary import EXAMPLE, Input, Reference, Source
from seti_ta.evidence.facts import fact

#: The first and last year that a price year may be.
YEARS = {"low": prices.FIRST_YEAR, "high": prices.LAST_YEAR, "whole": True}

TARGET = Input(
    "target",
    "Target",
    "people",
    40,
    EXAMPLE,
    low=1,
    high=5000,
    whole=True,
    help="The number of people you want to reach the goal below.",
    follows="plan.target",
    per="target_counts",
)

TARGET_COUNTS = Input(
    "target_counts",
    "The target counts",
    "name",
    "placed",
    EXAMPLE,
    choices={
        "placed": "people placed in a job",
        "completed": "people who complete the course",
        "enrolls": "people who enroll",
    },
    help="A target of completers leaves the placement rate out, one of enrollees both rates.",
    follows="plan.target_counts",
    bases={"placed": "placement", "completed": "completer", "enrolls": "enrollee"},
)

COMPLETION = Input(
    "completion",
    "Completion rate",
    "percent",
    fact("year_up_completion").value,
    Source.of("year_up_completion"),
    low=30,
    high=98,
    help="Of 100 people who enroll, how many complete. Use your own record.",
    references=(
        Reference.to(
            "washington_completion",
            "Lowest read, college students in Washington State, not a sector program",
        ),
        Reference.to(
            "per_scholas_completion", "Highest rate read: Per Scholas, as it reports itself"
        ),
    ),
    follows="plan.completion",
    per="completer/enrollee",
)

PLACEMENT = Input(
    "placement",
    "Placement rate",
    "percent",
    fact("san_antonio_placement_goal").value,
    Source.of("san_antonio_placement_goal"),
    low=30,
    high=98,
    help=(
        "Of 100 people who complete, how many are placed in a job. The example is a "
        "goal that one city set. The same program reached far less. Enter your own rate."
    ),
    references=(
        Reference.to("san_antonio_placement_goal", "The city's goal"),
        Reference.to("san_antonio_placement_reached", "What the same program reached"),
    ),
    follows="plan.placement",
    per="placement/completer",
)

COURSE_WEEKS = Input(
    "weeks",
    "Weeks of training",
    "weeks",
    fact("per_scholas_weeks").value,
    Source.of("per_scholas_weeks"),
    low=1,
    high=104,
    whole=True,
    help="From the first day of the course to the last.",
    follows="plan.weeks",
)

COURSE_HOURS = Input(
    "hours",
    "Hours of training for each person",
    "hours",
    fact("per_scholas_hours").value,
    Source.of("per_scholas_hours"),
    low=20,
    high=2000,
    help="Hours with an instructor, over the whole course.",
    follows="plan.hours",
)

WAGE = Input(
    "wage",
    "Wage in the new job",
    "dollars an hour",
    18,
    EXAMPLE,
    low=7,
    high=100,
    follows="plan.wage",
)

WORK_HOURS = Input(
    "work_hours",
    "Hours of work in the new job",
    "hours a week",
    37.5,
    EXAMPLE,
    low=1,
    high=60,
    follows="plan.work_hours",
)

PRICE_YEAR = Input(
    "price_year",
    "Year of these dollars",
    "year",
    prices.LAST_YEAR,
    EXAMPLE,
    **YEARS,
    follows="plan.price_year",
)

PROFILE = (
    TARGET, TARGET_COUNTS, COMPLETION, PLACEMENT, COURSE_WEEKS, COURSE_HOURS, WAGE, WORK_HOURS,
    PRICE_YEAR,
)  # fmt: skip
