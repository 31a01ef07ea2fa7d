"""Recruitment and screening funnel: how many applicants for the people you want placed."""

from seti_ta.calculators.functions import above, people_up, same
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
    Example,
    Input,
    Note,
    Step,
    calculator,
)


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
            help="Rates from fewer than 50 applicants swing about this much.",
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
    ),
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
            "Rates from fewer than 50 applicants swing widely. If each gate is 10 points better "
            "or worse than you think, you need {applicants_if_better} to {applicants_if_worse} "
            "applicants.",
        ),
    ),
    limits=(
        "The count is rounded up to whole people at each gate, from the last gate back.",
        "A gate can improve in many ways: better outreach, clearer information, a bridge course. "
        "Lowering the bar is only one of them.",
        "It says how many people to reach. It does not say that a higher bar gives better "
        "results: no trial that we read has tested screening on its own.",
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
    return locals()
