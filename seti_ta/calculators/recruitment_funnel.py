"""Recruitment and screening funnel: how many applicants for the people you want placed."""

from seti_ta.calculators.functions import (
    above,
    below,
    given,
    left_out,
    people_up,
    rows,
    same,
    total,
)
from seti_ta.calculators.shared_inputs import (
    COMPLETION,
    PLACEMENT,
    TARGET,
    TARGET_COUNTS,
)
from seti_ta.calculators.vocabulary import (
    EXAMPLE,
    JUDGEMENT,
    Chart,
    Constant,
    Example,
    Input,
    Note,
    Order,
    Rows,
    Step,
    Table,
    calculator,
)


def source(
    name: str, applied: int | None = None, joined: int | None = None, spent: float | None = None
) -> dict:
    """A row; what is not known stays empty."""
    return {"source": name, "applied": applied, "joined": joined, "spent": spent}


#: From fewer applicants a rate swings widely.
STEADY = 50

#: Nobody's numbers: a reader fills in those of their own sources.
SOURCES = (
    source("American Job Center"),
    source("Community partners"),
    source("People who know a trainee"),
    source("Social media"),
)

THREE_SOURCES = [
    source("American Job Center", 120, 18, 2_700),
    source("Community partners", 60, 15, 4_500),
    source("People who know a trainee", 20, 8, 0),
]

PEOPLE = {"high": 100_000, "whole": True, "optional": True}


@calculator(
    code="C01",
    title="Recruitment and screening funnel",
    question="How many people must apply, and how fast, to reach our target?",
    inputs=(
        TARGET,
        TARGET_COUNTS,
        COMPLETION,
        PLACEMENT,
        Input(
            "attends",
            "Attends the information session",
            "percent",
            70,
            JUDGEMENT,
            low=20,
            high=95,
            help="Of 100 applicants.",
            per="informed/applicant",
        ),
        Input(
            "passes_test",
            "Passes the skills test",
            "percent",
            65,
            JUDGEMENT,
            low=20,
            high=100,
            help="Of 100 people who attend. Enter 100 if you use no test.",
            per="tested/informed",
        ),
        Input(
            "passes_interview",
            "Passes the interview",
            "percent",
            70,
            JUDGEMENT,
            low=20,
            high=100,
            help="Of 100 people who pass the test.",
            per="offered/tested",
        ),
        Input(
            "accepts",
            "Accepts the offer",
            "percent",
            90,
            JUDGEMENT,
            low=50,
            high=100,
            help="Of 100 people who are offered a place.",
            per="accepted/offered",
        ),
        Input(
            "shows_up",
            "Shows up on day one",
            "percent",
            90,
            JUDGEMENT,
            low=50,
            high=100,
            help="Of 100 people who accept.",
            per="enrollee/accepted",
        ),
        Input(
            "weeks",
            "Weeks to recruit",
            "weeks",
            10,
            JUDGEMENT,
            low=1,
            high=52,
            whole=True,
        ),
        Input(
            "pace_now",
            "Applications you get now",
            "people a week",
            20,
            EXAMPLE,
            low=0,
            high=5000,
            whole=True,
            help="The weekly count over the last month or two.",
            per="applicant",
        ),
    ),
    headings={
        "target": "What you want to reach",
        "attends": "Each gate, from the application to day one",
        "weeks": "Time to recruit",
    },
    constants=(
        Constant("steady", "Fewest applicants for a steady rate", "people", STEADY, JUDGEMENT),
    ),
    tables=(
        Table(
            "sources",
            "Recruitment sources (optional)",
            "Source",
            (
                Input("source", "Source", "text", "", EXAMPLE),
                Input("applied", "Applied", "people", None, EXAMPLE, **PEOPLE, per="applicant"),
                Input(
                    "joined",
                    "Of those, enrolled",
                    "people",
                    None,
                    EXAMPLE,
                    **PEOPLE,
                    per="enrollee",
                ),
                Input(
                    "spent",
                    "Spent on this source",
                    "dollars",
                    None,
                    EXAMPLE,
                    high=10_000_000,
                    optional=True,
                    help="Ads, events, fees and staff time. Enter 0 if it cost nothing.",
                ),
            ),
            SOURCES,
            EXAMPLE,
            least=1,
            most=10,
            unique=True,
            help="Use the counts of a class that has started. Count each person at one source: "
            "the one that they name first. Leave empty what you do not know. These rows "
            "do not change the plan, but an entry that cannot be used stops it.",
        ),
    ),
    orders=(Order("joined", "applied"),),
    steps=(
        Step("success", "Reach the target, of those who enroll", "percent"),
        Step("enrolled", "Must enroll", "people", per="enrollee"),
        Step("completers", "Complete, of those who enroll", "expected people", per="completer"),
        Step("take_up", "Enroll, of those offered a place", "percent", per="enrollee/offered"),
        Step("accepted", "Must accept", "people"),
        Step("offered", "Must be offered a place", "people", per="offered"),
        Step("tested", "Must pass the test", "people"),
        Step("informed", "Must attend", "people"),
        Step("applicants", "Must apply", "people", per="applicant"),
        Step("conversion", "Enrolled, of those who apply", "percent"),
        Step("weekly", "Applications needed", "people a week"),
        Step("pace_gap", "Short of that pace now", "people a week"),
        Step("points", "Ten points", "percent", help="The band tried at each gate."),
        Step("accepted_if_better", "Must accept, 10 points better", "people"),
        Step("offered_if_better", "Must be offered a place, 10 points better", "people"),
        Step("tested_if_better", "Must pass the test, 10 points better", "people"),
        Step("informed_if_better", "Must attend, 10 points better", "people"),
        Step(
            "applicants_if_better",
            "Must apply, if every gate is 10 points better",
            "people",
            help="The five gates before enrollment. None goes above 100%.",
        ),
        Step("accepted_if_worse", "Must accept, 10 points worse", "people"),
        Step("offered_if_worse", "Must be offered a place, 10 points worse", "people"),
        Step("tested_if_worse", "Must pass the test, 10 points worse", "people"),
        Step("informed_if_worse", "Must attend, 10 points worse", "people"),
        Step(
            "applicants_if_worse",
            "Must apply, if every gate is 10 points worse",
            "people",
            help=f"Rates from fewer than {STEADY} applicants swing about this much.",
        ),
        Step("saved_by_attends", "Applicants saved by 10 points at the session", "people"),
        Step("saved_by_test", "Applicants saved by 10 points at the test", "people"),
        Step("saved_by_interview", "Applicants saved by 10 points at the interview", "people"),
        Step("saved_by_accepts", "Applicants saved by 10 points at the offer", "people"),
        Step("saved_by_shows_up", "Applicants saved by 10 points on day one", "people"),
        Step("most_saved", "Most applicants saved", "people"),
        Step("best_gate", "Gate that helps most if it improves by 10 points", "name"),
        Step("counts_placed", "The target is people placed", "yes or no"),
        Step("counts_completed", "The target is people who complete", "yes or no"),
        Step("too_slow", "The pace now is too slow", "yes or no"),
        Step("counted_applied", "Applied, if both counts are given", "people"),
        Step("counted_joined", "Enrolled, if both counts are given", "people"),
        Step("source_yield", "Enrolled, of those who applied", "percent"),
        Step("applied_alone", "Must apply, if all come from here", "people"),
        Step("paid_spent", "Spent, if the people enrolled are given", "dollars"),
        Step("paid_joined", "Enrolled, if the money spent is given", "people"),
        Step("source_cost", "Spent for each person enrolled", "dollars a person", per="enrollee"),
        Step("all_applied", "Applied, all sources", "people"),
        Step("all_joined", "Enrolled, all sources", "people"),
        Step("all_yield", "Enrolled, of those who applied, all sources", "percent"),
        Step("applied_at_yield", "Must apply, at the rate of all sources", "people"),
        Step("all_paid_joined", "Enrolled, all sources with money spent", "people"),
        Step(
            "all_cost",
            "Spent for each person enrolled, all sources",
            "dollars a person",
            per="enrollee",
        ),
        Step("more_needed", "At that rate more must apply than planned", "yes or no"),
        Step("counted", "Both counts are given", "count", help="1 where it is so."),
        Step("compares", "More than one source is counted", "yes or no"),
        Step("unsteady", "Few applied", "count", help="1 where it is so."),
        Step("few_applied", "Sources from which few applied", "count"),
        Step("some_unsteady", "From some source few applied", "yes or no"),
    ),
    results=(
        "applicants",
        "weekly",
        "pace_gap",
        "enrolled",
        "conversion",
        "applicants_if_better",
        "applicants_if_worse",
        "best_gate",
        "all_yield",
        "all_cost",
    ),
    row_results=(Rows("Each source", ("source", "source_yield", "source_cost", "applied_alone")),),
    headline="applicants",
    board_sentence=(
        Note(
            "To place {target} people in jobs, plan for {applicants} applicants: "
            "about {weekly} a week for {weeks} weeks.",
            when="counts_placed",
        ),
        Note(
            "To see {target} people complete the course, plan for {applicants} applicants: "
            "about {weekly} a week for {weeks} weeks.",
            when="counts_completed",
        ),
        Note(
            "To enroll {target} people, plan for {applicants} applicants: about {weekly} a week "
            "for {weeks} weeks.",
        ),
    ),
    warnings=(
        Note(
            "At {pace_now} applications a week you are {pace_gap} a week short. "
            "Start earlier, add sources, or plan a smaller class.",
            when="too_slow",
        ),
        Note(
            "Rates from fewer than {steady} applicants swing widely. If each gate is 10 points "
            "better or worse than you think, you need {applicants_if_better} to "
            "{applicants_if_worse} applicants.",
        ),
        Note(
            "Your sources enrolled {all_yield} of those who applied: {all_joined} of "
            "{all_applied}. This plan counts on {conversion}.",
            when="all_yield",
        ),
        Note(
            "Sources from which fewer than {steady} people applied: {few_applied}. Their rates "
            "swing widely.",
            when="some_unsteady",
        ),
        Note(
            "At the rate of your sources, {applied_at_yield} people must apply, not {applicants}.",
            when="more_needed",
        ),
        Note(
            "A source that enrolls few of its applicants may reach people whom no other source "
            "reaches. These figures cannot show that.",
            when="compares",
        ),
    ),
    limits=(
        "The count is rounded up to whole people at each gate, from the last gate back.",
        "A gate can improve in many ways: better outreach, clearer information, a bridge course. "
        "Lowering the bar is only one of them.",
        "It says how many people to reach. It does not say that a higher bar gives better "
        "results: no trial that we read has tested screening on its own.",
        "What a source brought does not say what it would bring for more money.",
    ),
    chart=Chart(
        "People needed at each gate",
        ("applicants", "informed", "tested", "offered", "accepted", "enrolled", "target"),
    ),
    examples=(
        Example(
            inputs={},
            results={
                "enrolled": "67",
                "accepted": "75",
                "offered": "84",
                "tested": "120",
                "informed": "185",
                "applicants": "265",
                "conversion": "25.3%",
                "weekly": "27",
                "best_gate": "Passes the skills test",
            },
            source="Worked by hand, gate by gate.",
        ),
        Example(
            inputs={"placement": 56},
            results={"enrolled": "96", "applicants": "375", "weekly": "38"},
            source="The same plan at the placement rate that San Antonio reached.",
        ),
        Example(
            inputs={"sources": THREE_SOURCES},
            results={
                "source_yield": "15%, 25%, 40%",
                "source_cost": "$150, $300, $0",
                "applied_alone": "447, 268, 168",
                "all_yield": "20.5%",
                "all_cost": "$176",
                "applied_at_yield": "327",
            },
            source="Made-up sources, worked by hand: 41 of 200 enrolled, for 7,200 dollars. 67 "
            "by 0.205 is 326.8.",
        ),
    ),
    checklist_items=("SCR-07",),
    users=("board", "coach", "trainer"),
    component="screening",
    start_here=True,
)
def recruitment_funnel(
    target,
    target_counts,
    completion,
    placement,
    attends,
    passes_test,
    passes_interview,
    accepts,
    shows_up,
    weeks,
    pace_now,
    steady,
    source,
    applied,
    joined,
    spent,
):
    success = (
        completion * placement
        if target_counts == "placed"
        else completion
        if target_counts == "completed"
        else 1
    )
    enrolled = people_up(target / success)
    completers = enrolled * completion
    take_up = accepts * shows_up
    accepted = people_up(enrolled / shows_up)
    offered = people_up(accepted / accepts)
    tested = people_up(offered / passes_interview)
    informed = people_up(tested / passes_test)
    applicants = people_up(informed / attends)
    conversion = enrolled / applicants
    weekly = people_up(applicants / weeks)
    pace_gap = max(0, weekly - pace_now)
    points = 0.1
    accepted_if_better = people_up(enrolled / min(1, shows_up + points))
    offered_if_better = people_up(accepted_if_better / min(1, accepts + points))
    tested_if_better = people_up(offered_if_better / min(1, passes_interview + points))
    informed_if_better = people_up(tested_if_better / min(1, passes_test + points))
    applicants_if_better = people_up(informed_if_better / min(1, attends + points))
    accepted_if_worse = people_up(enrolled / (shows_up - points))
    offered_if_worse = people_up(accepted_if_worse / (accepts - points))
    tested_if_worse = people_up(offered_if_worse / (passes_interview - points))
    informed_if_worse = people_up(tested_if_worse / (passes_test - points))
    applicants_if_worse = people_up(informed_if_worse / (attends - points))
    saved_by_attends = applicants * (1 - attends / min(1, attends + points))
    saved_by_test = applicants * (1 - passes_test / min(1, passes_test + points))
    saved_by_interview = applicants * (1 - passes_interview / min(1, passes_interview + points))
    saved_by_accepts = applicants * (1 - accepts / min(1, accepts + points))
    saved_by_shows_up = applicants * (1 - shows_up / min(1, shows_up + points))
    most_saved = max(
        saved_by_attends, saved_by_test, saved_by_interview, saved_by_accepts, saved_by_shows_up
    )
    best_gate = (
        "attends"
        if same(saved_by_attends, most_saved)
        else "passes_test"
        if same(saved_by_test, most_saved)
        else "passes_interview"
        if same(saved_by_interview, most_saved)
        else "accepts"
        if same(saved_by_accepts, most_saved)
        else "shows_up"
    )
    counts_placed = target_counts == "placed"
    counts_completed = target_counts == "completed"
    too_slow = above(weekly, pace_now)
    counted_applied = [
        applied[row] if given(applied[row]) and given(joined[row]) else 0 for row in rows(source)
    ]
    counted_joined = [
        joined[row] if given(applied[row]) and given(joined[row]) else 0 for row in rows(source)
    ]
    source_yield = [
        counted_joined[row] / counted_applied[row] if above(counted_applied[row], 0) else left_out
        for row in rows(source)
    ]
    applied_alone = [
        people_up(enrolled / source_yield[row]) if above(counted_joined[row], 0) else left_out
        for row in rows(source)
    ]
    paid_spent = [
        spent[row] if given(spent[row]) and given(joined[row]) else 0 for row in rows(source)
    ]
    paid_joined = [
        joined[row] if given(spent[row]) and given(joined[row]) else 0 for row in rows(source)
    ]
    source_cost = [
        paid_spent[row] / paid_joined[row] if above(paid_joined[row], 0) else left_out
        for row in rows(source)
    ]
    all_applied = total(counted_applied)
    all_joined = total(counted_joined)
    all_yield = all_joined / all_applied if above(all_applied, 0) else left_out
    applied_at_yield = people_up(enrolled / all_yield) if above(all_joined, 0) else left_out
    all_paid_joined = total(paid_joined)
    all_cost = total(paid_spent) / all_paid_joined if above(all_paid_joined, 0) else left_out
    more_needed = above(applied_at_yield if given(applied_at_yield) else 0, applicants)
    counted = [1 if above(counted_applied[row], 0) else 0 for row in rows(source)]
    compares = above(total(counted), 1)
    unsteady = [
        1 if above(counted_applied[row], 0) and below(counted_applied[row], steady) else 0
        for row in rows(source)
    ]
    few_applied = total(unsteady)
    some_unsteady = above(few_applied, 0)
    return locals()
