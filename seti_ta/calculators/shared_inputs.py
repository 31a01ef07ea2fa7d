"""Inputs that more than one calculator asks for, defined once."""

from seti_ta.calculators.vocabulary import Input, Reference, Source
from seti_ta.evidence.facts import fact

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
)
