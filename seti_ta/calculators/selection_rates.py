"""Selection rates by group: where the screen needs a closer look."""

from seti_ta.calculators.carried import carried_over
from seti_ta.calculators.functions import (
    above,
    below,
    count,
    first_at,
    fisher_exact,
    highest,
    left_out,
    lowest,
    rank,
    rows,
    same,
    total,
)
from seti_ta.calculators.recruitment_funnel import recruitment_funnel
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
    Source,
    Step,
    Table,
    calculator,
)
from seti_ta.rules import rule

#: Fisher's test in the workbook counts up to so many people in a group.
MOST_PEOPLE = 10_000

FLAGS = {
    "investigate_now": "investigate now",
    "investigate_small": "investigate; small numbers",
    "too_small": "too small to read",
    "no_alarm": "no alarm",
}

GROUPS = (
    {"group": "Group A", "applied": 120, "selected": 48},
    {"group": "Group B", "applied": 80, "selected": 22},
    {"group": "Group C", "applied": 4, "selected": 1},
)

FEW = (
    {"group": "Group A", "applied": 12, "selected": 5},
    {"group": "Group B", "applied": 12, "selected": 3},
)

MANY = (
    {"group": "Group A", "applied": 1200, "selected": 480},
    {"group": "Group B", "applied": 800, "selected": 220},
)


@calculator(
    code="C02",
    title="Selection rates by group",
    question="Does any step of our screen let fewer people of one group through?",
    inputs=(
        carried_over(
            "applicants_planned",
            "Applicants planned",
            "people",
            recruitment_funnel,
            "applicants",
            low=1,
            high=1_000_000,
            whole=True,
            help="All applicants of the plan. The result says how many of them the table covers.",
        ),
        Input(
            "alarm",
            "Alarm below this share of the highest rate",
            "ratio",
            rule("four_fifths").number("ratio_min"),
            Source.of_rule("four_fifths"),
            low=0.5,
            high=1,
        ),
        Input(
            "unlikely",
            "Chance is an unlikely cause below",
            "percent",
            5,
            Source("judgement", "The usual convention in statistics."),
            low=0.1,
            high=20,
        ),
    ),
    constants=(
        Constant("least_compared", "Fewest applicants that are compared", "people", 5, JUDGEMENT),
        Constant("least_published", "Smallest count to publish", "people", 10, JUDGEMENT),
    ),
    tables=(
        Table(
            "groups",
            "Groups",
            "Group",
            (
                Input("group", "Group", "text", "", EXAMPLE),
                Input(
                    "applied",
                    "Came to this step",
                    "people",
                    0,
                    EXAMPLE,
                    high=MOST_PEOPLE,
                    whole=True,
                    help="Up to 10,000 people in a group.",
                ),
                Input("selected", "Passed it", "people", 0, EXAMPLE, high=MOST_PEOPLE, whole=True),
            ),
            GROUPS,
            EXAMPLE,
            least=2,
            most=8,
            unique=True,
            help="Counts at one step of the screen, such as the skills test. Fill it in again for "
            "each step. Each person stands in one group.",
        ),
    ),
    orders=(Order("selected", "applied"),),
    steps=(
        Step("rate", "Selection rate", "percent"),
        Step("compared", "Selection rate, of the groups compared", "percent"),
        Step("place", "Place, the highest rate first", "place"),
        Step("readable", "Groups that can be compared", "count"),
        Step("none_readable", "No group can be compared", "yes or no"),
        Step("too_few_groups", "Fewer than two groups can be compared", "yes or no"),
        Step("highest_rate", "Highest selection rate", "percent"),
        Step("none_selected", "Nobody was selected in these groups", "yes or no"),
        Step("best", "Group with the highest rate", "text", help="The first, if several share it."),
        Step("best_applied", "Came to this step, of that group", "people"),
        Step("best_selected", "Passed it, of that group", "people"),
        Step("ratio", "Share of the highest rate", "ratio"),
        Step("lowest_ratio", "Lowest share of the highest rate", "ratio"),
        Step(
            "p_value",
            "Chance of such a gap",
            "rate",
            help="Fisher's exact test, two-sided, against the group with the highest rate: how "
            "often chance alone would part the two groups this far, or further.",
        ),
        Step("flag", "What to do", "name", answers=FLAGS),
        Step("flagged_now", "Investigate now", "count", help="1 where that is so."),
        Step("flagged_small", "Investigate; small numbers", "count", help="1 where that is so."),
        Step("now", "Groups to investigate now", "count"),
        Step("to_check", "Groups to investigate", "count"),
        Step("unread", "Groups too small to read", "count"),
        Step("any_now", "Some group needs a look now", "yes or no"),
        Step("any_to_check", "Some group needs a look", "yes or no"),
        Step("any_unread", "Some group is too small to read", "yes or no"),
        Step("smallest_cell", "Smaller of passed and not passed", "people"),
        Step("must_not_publish", "Some count is too small to publish", "yes or no"),
        Step("covered", "People in the table", "people"),
        Step("coverage", "In the table, of the applicants planned", "percent"),
    ),
    results=("to_check", "now", "best", "highest_rate", "lowest_ratio", "unread", "coverage"),
    row_results=(Rows("Each group", ("group", "rate", "ratio", "p_value", "flag")),),
    headline="to_check",
    board_sentence=(
        Note(
            "No group has enough people to be compared with another.",
            when="too_few_groups",
        ),
        Note("Nobody of the groups compared passed this step.", when="none_selected"),
        Note(
            "Groups whose rate is below {alarm} of the highest: {to_check} of {readable}. For "
            "{now} of them chance is an unlikely cause. Look at this step of the screen now.",
            when="any_now",
        ),
        Note(
            "Groups whose rate is below {alarm} of the highest: {to_check} of {readable}. The "
            "numbers are small, so it may be chance. Look at this step, and keep counting.",
            when="any_to_check",
        ),
        Note(
            "No group's rate is below {alarm} of the highest, {highest_rate}, at this step.",
        ),
    ),
    warnings=(
        Note(
            "This is an alarm, not proof of discrimination. Watch each step and mend the step: the "
            "outreach, the test, the interview. Never change who is selected because of a group.",
            rules=("four_fifths",),
        ),
        Note(
            "Do not publish this table: some counts are below {least_published}, and people could "
            "be known by them.",
            when="must_not_publish",
        ),
        Note(
            "Groups with fewer than {least_compared} people are not compared: {unread}.",
            when="any_unread",
        ),
    ),
    limits=(
        "The guideline was written for employers who select employees, not for training programs. "
        "Legal review is a matter of its own.",
        "It compares people who came to this step. It cannot see who never applied.",
        "With many groups and steps, chance alone sets off some alarms. Small groups hide gaps.",
        "A gap does not say why. Look at what the step asks for, and whether the job needs it.",
    ),
    chart=Chart("Selection rate of each group", ("rate",), labels="group"),
    examples=(
        Example(
            inputs={},
            results={
                "rate": "40%, 27.5%, 25%",
                "ratio": "1, 0.69, –",
                "p_value": "1, 0.072, –",
                "flag": "no alarm, investigate; small numbers, too small to read",
            },
            source="The p-value is that of SciPy.",
        ),
        Example(
            inputs={"groups": FEW},
            results={"ratio": "1, 0.6", "p_value": "1, 0.667", "to_check": "1", "now": "0"},
            source="Twelve people in each group: 5 and 3 passed.",
        ),
        Example(
            inputs={"groups": MANY},
            results={"p_value": "1, 0", "flag": "no alarm, investigate now", "now": "1"},
            source="The same rates as at the start, with ten times as many people.",
        ),
    ),
    checklist_items=("SCR-09",),
    users=("board", "trainer"),
    component="screening",
    purpose=(
        "See whether each group of applicants passes a step of your screening about as often as "
        "the others, and where to look more closely."
    ),
    use_when=(
        "You keep counts of applicants and of those selected, by group, for each step.",
        "You are about to change a test, an interview or a cutoff.",
        "You answer for equal access to a program.",
    ),
    not_for=(
        "A group has only a few applicants. Then chance alone moves its rate.",
        "You want to know whether a step is lawful. The check is an alarm and no proof. Ask "
        "counsel.",
    ),
)
def selection_rates(
    applicants_planned,
    alarm,
    unlikely,
    least_compared,
    least_published,
    group,
    applied,
    selected,
):
    rate = [
        selected[row] / applied[row] if above(applied[row], 0) else left_out
        for row in rows(applied)
    ]
    compared = [
        left_out if below(applied[row], least_compared) else rate[row] for row in rows(applied)
    ]
    place = rank(compared)
    readable = count(compared)
    none_readable = same(readable, 0)
    too_few_groups = below(readable, 2)
    highest_rate = highest(compared)
    none_selected = same(highest_rate, 0)
    best = "" if none_readable else first_at(group, place, 1)
    best_applied = 0 if none_readable else first_at(applied, place, 1)
    best_selected = 0 if none_readable else first_at(selected, place, 1)
    ratio = [
        left_out
        if below(applied[row], least_compared) or none_selected
        else rate[row] / highest_rate
        for row in rows(applied)
    ]
    lowest_ratio = lowest(ratio)
    p_value = [
        left_out
        if below(applied[row], least_compared)
        else fisher_exact(selected[row], applied[row], best_selected, best_applied)
        for row in rows(applied)
    ]
    flag = [
        "too_small"
        if below(applied[row], least_compared)
        else "no_alarm"
        if none_selected
        else "no_alarm"
        if not below(ratio[row], alarm)
        else "investigate_now"
        if below(p_value[row], unlikely)
        else "investigate_small"
        for row in rows(applied)
    ]
    flagged_now = [1 if flag[row] == "investigate_now" else 0 for row in rows(applied)]
    flagged_small = [1 if flag[row] == "investigate_small" else 0 for row in rows(applied)]
    now = total(flagged_now)
    to_check = now + total(flagged_small)
    unread = count(applied) - readable
    any_now = above(now, 0)
    any_to_check = above(to_check, 0)
    any_unread = above(unread, 0)
    smallest_cell = [min(selected[row], applied[row] - selected[row]) for row in rows(applied)]
    must_not_publish = below(lowest(smallest_cell), least_published)
    covered = total(applied)
    coverage = covered / applicants_planned
    return locals()
