"""The ten columns of a roster, and the gates of the funnel that they date."""

from seti_ta.calculators import recruitment_funnel

COLUMNS = {
    "person_id": "A code for the person. Never a name, and never a number from an ID card.",
    "cohort": "The class that the person applied for.",
    "referral_source": "Who sent the person, in your own words.",
    "group": "Any group that you compare, in your own words. May be empty.",
    "applied_on": "The day of the application. Never empty.",
    "attended_on": "The day of the information session.",
    "passed_test_on": "The day on which the person passed the skills test.",
    "passed_interview_on": "The day on which the person passed the interview and got an offer.",
    "accepted_on": "The day on which the person accepted the offer.",
    "enrolled_on": "The first day of class, if the person was there.",
}

#: What a funnel may be broken down by.
BREAKDOWNS = ("cohort", "referral_source", "group")

#: The calculator's rate that each dated gate measures, in the order of the funnel.
RATES = {
    "attended_on": "attends",
    "passed_test_on": "passes_test",
    "passed_interview_on": "passes_interview",
    "accepted_on": "accepts",
    "enrolled_on": "shows_up",
}

_calculator = recruitment_funnel.recruitment_funnel

#: The words for each gate, those of the calculator, by dated column.
GATES = {
    "applied_on": "Applies",
    **{column: _calculator.declared[rate].label for column, rate in RATES.items()},
}
