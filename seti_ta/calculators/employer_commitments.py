"""Employer commitments: is demand enough to open the cohort, and does it rest on one employer."""

from seti_ta.calculators.carried import carried_over
from seti_ta.calculators.functions import (
    above,
    below,
    given,
    highest,
    left_out,
    people_up,
    round_down,
    rows,
    total,
)
from seti_ta.calculators.recruitment_funnel import recruitment_funnel
from seti_ta.calculators.vocabulary import (
    EXAMPLE,
    JUDGEMENT,
    Chart,
    Example,
    Input,
    Note,
    Order,
    Rows,
    Step,
    Table,
    calculator,
)
from seti_ta.evidence.facts import fact

LETTERS = fact("good_jobs_letters").written
AWARDS = fact("memo_good_jobs_awards").written
PLACED = fact("memo_good_jobs_placed").written
PROJECTED = fact("good_jobs_projected").written


def promise(employer: str, places: int | None = None, wage: float | None = None) -> dict:
    """A row; what is not known stays empty."""
    return {"employer": employer, "places": places, "wage": wage}


THREE_EMPLOYERS = [
    promise("Hospital", 40, 19.5),
    promise("Clinic", 25, 17),
    promise("Nursing home", 15),
]


@calculator(
    code="C11",
    title="Employer commitments needed",
    question="Have employers promised enough jobs to open the cohort?",
    inputs=(
        carried_over(
            "graduates",
            "People who complete",
            "expected people",
            recruitment_funnel,
            "completers",
            low=1,
            high=5000,
        ),
        Input(
            "open_rate",
            "Promised places that become openings",
            "percent",
            60,
            JUDGEMENT,
            low=10,
            high=100,
            help="Of 100 places that employers commit to. Budgets and needs change before your "
            "people are ready.",
        ),
        Input(
            "hire_rate",
            "Openings that become hires",
            "percent",
            85,
            JUDGEMENT,
            low=10,
            high=100,
            help="Of 100 openings for which you have a candidate who fits.",
        ),
        Input(
            "slots",
            "Places that one employer commits to, on average",
            "people",
            6,
            JUDGEMENT,
            low=1,
            high=200,
            whole=True,
        ),
        Input(
            "committed",
            "Places that employers have committed to so far",
            "people",
            60,
            EXAMPLE,
            low=0,
            high=20_000,
            whole=True,
            help="Count what is in writing, with a number, a job and a wage. Not used if you fill "
            "in the table below.",
        ),
        Input(
            "largest",
            "Of these, places at the largest employer",
            "people",
            18,
            EXAMPLE,
            low=0,
            high=20_000,
            whole=True,
            help="Not used if you fill in the table below.",
        ),
        Input(
            "ceiling",
            "Largest share that one employer may have",
            "percent",
            33,
            JUDGEMENT,
            low=1,
            high=100,
            help="Above it you depend on one employer.",
        ),
        Input(
            "floor",
            "Lowest starting wage that you accept",
            "dollars an hour",
            None,
            EXAMPLE,
            low=7,
            high=100,
            optional=True,
            help="Leave it empty if you have not set one. It is compared with the wages in the "
            "table.",
        ),
    ),
    tables=(
        Table(
            "promises",
            "Promises, employer by employer (optional)",
            "Employer",
            (
                Input("employer", "Employer", "text", "", EXAMPLE),
                Input(
                    "places",
                    "Places promised",
                    "people",
                    None,
                    EXAMPLE,
                    high=20_000,
                    whole=True,
                    optional=True,
                ),
                Input(
                    "wage",
                    "Starting wage",
                    "dollars an hour",
                    None,
                    EXAMPLE,
                    low=1,
                    high=100,
                    optional=True,
                ),
            ),
            (promise("Employer A"), promise("Employer B"), promise("Employer C")),
            EXAMPLE,
            least=1,
            most=40,
            unique=True,
            help="Count what is in writing. Once a place is entered here, these rows take the "
            "place of the two counts above.",
        ),
    ),
    orders=(Order("largest", "committed"),),
    steps=(
        Step("listed", "Places, none where the cell is empty", "people"),
        Step("in_table", "Places in the table", "people"),
        Step("by_employer", "The table is filled in", "yes or no"),
        Step("promised", "Places promised", "people"),
        Step("at_largest", "Places at the largest employer", "people"),
        Step("share", "Share of all places", "percent"),
        Step(
            "unfit",
            "Places below the lowest wage, or with no wage",
            "people",
            help="None where you set no lowest wage.",
        ),
        Step("low", "All places below the lowest wage, or with no wage", "people"),
        Step("some_low", "Some places are below it, or have no wage", "yes or no"),
        Step("hired_of_promised", "Promised places that become hires", "percent"),
        Step("commitments", "Places that must be promised", "people"),
        Step("employers", "Employers needed", "employers"),
        Step("short", "Places still to be promised", "people"),
        Step("enough", "Enough places are promised", "yes or no"),
        Step("hires", "Hires from what is promised now", "people"),
        Step("left", "Places promised without the largest employer", "people"),
        Step("hires_left", "Hires without the largest employer", "people"),
        Step("largest_share", "Share of the largest employer", "percent"),
        Step("concentrated", "Too much rests on one employer", "yes or no"),
        Step("fragile", "Too few hires without the largest employer", "yes or no"),
    ),
    results=(
        "commitments",
        "employers",
        "short",
        "hires",
        "hires_left",
        "largest_share",
    ),
    row_results=(Rows("Each employer", ("employer", "share")),),
    headline="commitments",
    board_sentence=(
        Note(
            "Employers have promised {promised} places, enough for everyone who completes "
            "({commitments}). Without the largest employer, plan for {hires_left} hires.",
            when="enough",
        ),
        Note(
            "Plan for {employers} employers who promise {commitments} places together. {promised} "
            "are promised, so {short} are missing. Without the largest employer, plan for "
            "{hires_left} hires.",
        ),
    ),
    warnings=(
        Note(
            "The largest employer has {largest_share} of the places, above your ceiling of "
            "{ceiling}.",
            when="concentrated",
        ),
        Note(
            "If the largest employer stops hiring, too few places are left for everyone who "
            "completes.",
            when="fragile",
        ),
        Note(
            "Of the places in the table, {low} pay less than the lowest wage that you accept, or "
            "name no wage.",
            when="some_low",
        ),
        Note("A letter of support is not a commitment. Count it only if it names a number."),
    ),
    limits=(
        "A promise says nothing about hours, benefits or how long people stay.",
        "It takes each promise to be as firm as the next one.",
        f"The first round of the Good Jobs Challenge came with {LETTERS} letters of support from "
        f"employers, for {AWARDS} awards. Two years in, {PLACED} people had been placed, of about "
        f"{PROJECTED} projected. The two counts are not of the same thing.",
    ),
    chart=Chart(
        "Places promised and hires", ("commitments", "promised", "left", "hires", "hires_left")
    ),
    examples=(
        Example(
            inputs={"graduates": 50, "committed": 99, "largest": 33},
            results={
                "commitments": "99",
                "employers": "17",
                "short": "0",
                "left": "66",
                "hires_left": "33",
                "concentrated": "yes",
            },
            source="Worked by hand: 50 by 0.51 is 98.04; 66 times 0.51 is 33.66.",
        ),
        Example(
            inputs={"graduates": 50},
            results={"short": "39", "hires": "30", "hires_left": "21", "concentrated": "no"},
            source="Worked by hand: 60 times 0.51 is 30.6; 42 times 0.51 is 21.42.",
        ),
        Example(
            inputs={"graduates": 50, "promises": THREE_EMPLOYERS, "floor": 18},
            results={
                "promised": "80",
                "short": "19",
                "share": "50%, 31.3%, 18.8%",
                "low": "40",
                "hires": "40",
                "hires_left": "20",
                "concentrated": "yes",
            },
            source="Made-up employers, worked by hand: 80 times 0.51 is 40.8; 40 times 0.51 is "
            "20.4. The clinic pays less than 18 dollars and the nursing home names no wage.",
        ),
    ),
    checklist_items=("EMP-01", "EMP-02"),
    users=("board", "trainer"),
    component="employers",
    purpose=(
        "See whether employers have promised enough jobs to open a cohort, and what is left if the "
        "largest of them stops hiring."
    ),
    use_when=(
        "You decide whether to open the next cohort.",
        "You write to employers and need to know how many places to ask for.",
        "One employer has promised most of the jobs.",
    ),
    not_for=(
        "You forecast openings in a region. Use public labor market figures for that.",
        "You want to judge the quality of the jobs. Look at pay, hours and how long people stay.",
    ),
)
def employer_commitments(
    graduates,
    open_rate,
    hire_rate,
    slots,
    committed,
    largest,
    ceiling,
    floor,
    employer,
    places,
    wage,
):
    listed = [places[row] if given(places[row]) else 0 for row in rows(employer)]
    in_table = total(listed)
    by_employer = above(in_table, 0)
    promised = in_table if by_employer else committed
    at_largest = highest(listed) if by_employer else largest
    share = [
        listed[row] / in_table if above(listed[row], 0) else left_out for row in rows(employer)
    ]
    unfit = [
        listed[row] if given(floor) and below(wage[row] if given(wage[row]) else 0, floor) else 0
        for row in rows(employer)
    ]
    low = total(unfit)
    some_low = above(low, 0)
    hired_of_promised = open_rate * hire_rate
    commitments = people_up(graduates / hired_of_promised)
    employers = people_up(commitments / slots)
    short = max(0, commitments - promised)
    enough = not below(promised, commitments)
    hires = round_down(promised * hired_of_promised)
    left = promised - at_largest
    hires_left = round_down(left * hired_of_promised)
    largest_share = at_largest / max(1, promised)
    concentrated = above(largest_share, ceiling)
    fragile = enough and below(left * hired_of_promised, graduates)
    return locals()
