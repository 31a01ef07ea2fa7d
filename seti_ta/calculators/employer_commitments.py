"""Employer commitments: is demand enough to open the cohort, and does it rest on one employer."""

from seti_ta.calculators.carried import carried_over
from seti_ta.calculators.functions import above, below, people_up, round_down
from seti_ta.calculators.recruitment_funnel import recruitment_funnel
from seti_ta.calculators.vocabulary import (
    EXAMPLE,
    JUDGEMENT,
    Chart,
    Example,
    Input,
    Note,
    Order,
    Step,
    calculator,
)
from seti_ta.evidence.facts import fact

LETTERS = fact("good_jobs_letters").written
AWARDS = fact("memo_good_jobs_awards").written
PLACED = fact("memo_good_jobs_placed").written
PROJECTED = fact("good_jobs_projected").written


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
            help="Count what is in writing, with a number, a job and a wage.",
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
    ),
    orders=(Order("largest", "committed"),),
    steps=(
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
    headline="commitments",
    board_sentence=(
        Note(
            "Employers have promised {committed} places, enough for everyone who completes "
            "({commitments}). Without the largest employer, plan for {hires_left} hires.",
            when="enough",
        ),
        Note(
            "Plan for {employers} employers who promise {commitments} places together. {committed} "
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
        Note("A letter of support is not a commitment. Count it only if it names a number."),
    ),
    limits=(
        "A promise says nothing about pay, hours or how long people stay.",
        "It takes each promise to be as firm as the next one.",
        f"The first round of the Good Jobs Challenge came with {LETTERS} letters of support from "
        f"employers, for {AWARDS} awards. Two years in, {PLACED} people had been placed, of about "
        f"{PROJECTED} projected. The two counts are not of the same thing.",
    ),
    chart=Chart(
        "Places promised and hires", ("commitments", "committed", "left", "hires", "hires_left")
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
    ),
    checklist_items=("EMP-01",),
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
def employer_commitments(graduates, open_rate, hire_rate, slots, committed, largest, ceiling):
    hired_of_promised = open_rate * hire_rate
    commitments = people_up(graduates / hired_of_promised)
    employers = people_up(commitments / slots)
    short = max(0, commitments - committed)
    enough = not below(committed, commitments)
    hires = round_down(committed * hired_of_promised)
    left = committed - largest
    hires_left = round_down(left * hired_of_promised)
    largest_share = largest / max(1, committed)
    concentrated = above(largest_share, ceiling)
    fragile = enough and below(left * hired_of_promised, graduates)
    return locals()
