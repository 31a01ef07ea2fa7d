"""WIOA indicators: what the levels ask of this cohort, and how it stands so far."""

from seti_ta.calculators.carried import carried_over
from seti_ta.calculators.functions import (
    above,
    below,
    count,
    first_at,
    given,
    left_out,
    lowest,
    people_up,
    rank,
    rows,
    same,
    total,
    truncate,
    wilson_high,
    wilson_low,
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
    as_percent,
    calculator,
)
from seti_ta.rules import rule

LINES, LINES_SOURCE = rule("wioa_failure_line"), Source.of_rule("wioa_failure_line")

LEVEL = Source(
    "example",
    "Made-up level. Type the one that your state agreed with you, or has adjusted since.",
)

READS = {
    "nobody_yet": "nobody yet",
    "too_few": "too few exits",
    "under_single": "far under it",
    "under_overall": "under the line",
    "under_level": "under the level",
    "at_level": "at the level",
}


def indicator(name: str, met: int, counted: int, level: float = 50, part: str = "scored") -> dict:
    return {"indicator": name, "level": level, "met": met, "counted": counted, "part": part}


INDICATORS = (
    indicator("Employed in quarter 2", 34, 50),
    indicator("Employed in quarter 4", 21, 45),
    indicator("Credential within a year", 7, 40),
    indicator("Measurable skill gains", 38, 60),
    indicator("Same employer, 2 and 4", 15, 32, part="apart"),
)


@calculator(
    code="C18",
    title="WIOA indicator targets and early warning",
    question="Will this cohort help or hurt our WIOA indicators, and what needs mending now?",
    inputs=(
        carried_over(
            "exiters",
            "People who will exit",
            "people",
            recruitment_funnel,
            "enrolled",
            low=1,
            high=50_000,
            whole=True,
            help="Exits from the program in the period. In a plan, everyone who enrolls.",
        ),
        Input(
            "median_level",
            "Median earnings, the level",
            "dollars a quarter",
            5000,
            LEVEL,
            low=1,
            high=100_000,
            optional=True,
        ),
        Input(
            "median_actual",
            "Median earnings so far",
            "dollars a quarter",
            5200,
            EXAMPLE,
            low=0,
            high=100_000,
            optional=True,
        ),
        Input(
            "earners",
            "People with earnings",
            "people",
            34,
            EXAMPLE,
            high=50_000,
            whole=True,
        ),
        Input(
            "single_line",
            "Line for one indicator",
            "percent",
            as_percent(LINES.number("single_min")),
            LINES_SOURCE,
            low=1,
            high=100,
            help="Of its level. Your state may have set its own line for local areas.",
        ),
        Input(
            "overall_line",
            "Line for the score of the program",
            "percent",
            as_percent(LINES.number("overall_min")),
            LINES_SOURCE,
            low=1,
            high=100,
            help="The mean over the indicators, each as a share of its level.",
        ),
    ),
    constants=(
        Constant("least_earners", "Fewest earnings that make a median", "people", 10, JUDGEMENT),
    ),
    tables=(
        Table(
            "indicators",
            "Rates",
            "Indicator",
            (
                Input("indicator", "Indicator", "text", "", EXAMPLE),
                Input("level", "Level", "percent", 50, LEVEL, low=1, high=100),
                Input(
                    "met", "Met it", "people", 0, EXAMPLE, high=50_000,
                    whole=True,
                ),
                Input(
                    "counted", "Counted", "people", 0, EXAMPLE, high=50_000,
                    whole=True, help="0 if nobody can be counted yet.",
                ),
                Input(
                    "part", "In score", "name", "scored", EXAMPLE,
                    choices={"scored": "yes", "apart": "no, kept apart"},
                ),
            ),
            INDICATORS,
            EXAMPLE,
            least=1,
            most=8,
            help="Each indicator has its own people: who exited in its own months. Retention with "
            "the same employer is one number for all programs, so it is kept apart.",
        ),
    ),
    orders=(Order("met", "counted"),),
    steps=(
        Step("needed", "For the level", "people", help="People needed, of those who will exit."),
        Step(
            "needed_line",
            "For the line",
            "people",
            help="People needed to be at the line for the score.",
        ),
        Step("rate", "Rate so far", "percent"),
        Step(
            "low_end",
            "Low end",
            "percent",
            help="Wilson's interval: where the rate may be, for 95 of 100 such counts.",
        ),
        Step("high_end", "High end", "percent"),
        Step("score", "Rate, of its level", "percent"),
        Step(
            "score_cut",
            "Score",
            "percent",
            help="Cut off after one decimal, not rounded, as the federal guidance does.",
        ),
        Step("unsure", "The interval is on both sides of the line", "count", help="1 where so."),
        Step("reads", "Standing", "name", answers=READS),
        Step("scored_score", "Score, of those in the score of the program", "percent"),
        Step("under_alone", "Under the line for one indicator", "count", help="1 where so."),
        Step("median_score", "Median earnings, of their level", "percent"),
        Step("median_cut", "Score of median earnings", "percent", help="Cut off, not rounded."),
        Step("median_under", "Median earnings are under the line", "count", help="1 if so."),
        Step("parts", "Indicators in the score", "count"),
        Step("mean_score", "Mean of these scores", "percent", help="Of the scores as they are."),
        Step("mean_cut", "The same, cut off", "percent", help="After one decimal."),
        Step("has_score", "There is a score", "yes or no"),
        Step("program_score", "Score of the program", "percent"),
        Step("fails_overall", "It is under its line", "yes or no"),
        Step("failing", "Indicators under the line for one", "count"),
        Step("fails_alone", "Some indicator is under the line for one", "yes or no"),
        Step("behind", "Score less than zero", "percent"),
        Step("place", "Place, the lowest score first", "place"),
        Step("no_rate", "No rate in the score is counted", "yes or no"),
        Step("weakest", "Weakest rate", "text"),
        Step("weakest_score", "Score of the weakest rate", "percent"),
        Step("too_few_rates", "Rates with too few exits to tell", "count"),
        Step("some_too_few", "Some rate has too few exits to tell", "yes or no"),
        Step("few_earners", "Too few earnings for a median", "yes or no"),
        Step("median_alone", "Median earnings alone make the score", "yes or no"),
    ),
    results=("program_score", "failing", "weakest", "weakest_score", "median_cut"),
    row_results=(
        Rows(
            "How each rate stands",
            ("indicator", "rate", "low_end", "high_end", "score_cut", "reads"),
        ),
        Rows(
            "What each level asks of the people who will exit",
            ("indicator", "level", "needed", "needed_line"),
        ),
    ),
    headline="program_score",
    board_sentence=(
        Note(
            "No rate in the score is counted yet. Median earnings are at {program_score} of their "
            "level, and the line of the program is {overall_line}.",
            when="median_alone",
        ),
        Note(
            "So far the program scores {program_score} of its levels, under the line of "
            "{overall_line}. The weakest rate is “{weakest}”, at {weakest_score} of its level.",
            when="fails_overall",
        ),
        Note(
            "So far the program scores {program_score} of its levels, but indicators under the "
            "line of {single_line}: {failing}. The weakest rate is “{weakest}”, at "
            "{weakest_score} of its level.",
            when="fails_alone",
        ),
        Note(
            "So far the program scores {program_score} of its levels, not under the line of "
            "{overall_line}, and no indicator is under {single_line}.",
            when="has_score",
        ),
        Note(
            "Nobody is counted yet. The table says how many of {exiters} people each level needs.",
        ),
    ),
    warnings=(
        Note(
            "Rates with too few exits to tell: {too_few_rates}. Chance may put them on either "
            "side of the line.",
            when="some_too_few",
        ),
        Note(
            "Fewer than {least_earners} people have earnings, so the median is left out.",
            when="few_earners",
        ),
        Note(
            "These are the lines for states. For local areas each state sets its own. Ask for "
            "yours in writing.",
        ),
    ),
    limits=(
        "A score is cut off, not rounded: 89.96% is under a line of 90%.",
        "Median earnings do not grow with the number of people.",
        "The interval is for chance alone. It cannot see people whose records are still missing.",
        "The state adjusts each level when the year is over. Until then a score is a guess.",
    ),
    chart=Chart("Score of each rate, of its level", ("score_cut",), labels="indicator"),
    examples=(
        Example(
            inputs={
                "exiters": 50,
                "indicators": [indicator("Employed in quarter 2", 38, 50, level=75)],
            },
            results={
                "needed": "38",
                "needed_line": "34",
                "rate": "76%",
                "low_end": "62.6%",
                "high_end": "85.7%",
                "score_cut": "101.3%",
                "reads": "too few exits",
            },
            source="Worked by hand; the interval is that of statsmodels.",
        ),
        Example(
            inputs={
                "indicators": [indicator("Employed in quarter 2", 2249, 2500, level=100)],
                "median_level": None,
            },
            results={"score_cut": "89.9%", "program_score": "89.9%", "median_cut": "–"},
            source="2,249 of 2,500 is 89.96 percent. Rounded it would be 90.",
        ),
        Example(
            inputs={
                "indicators": [
                    indicator("Employed in quarter 2", 45, 100),
                    indicator("Employed in quarter 4", 60, 100),
                    indicator("Same employer, 2 and 4", 0, 100, part="apart"),
                ],
                "median_level": 10_000,
                "median_actual": 9000,
            },
            results={"program_score": "100%", "failing": "0", "weakest": "Employed in quarter 2"},
            source="Worked by hand: the mean of 90, 120 and 90 percent.",
        ),
    ),
    checklist_items=("MEV-05",),
    users=("board",),
    component="results",
    purpose=(
        "See how many people must succeed to meet each level that you negotiated, and whether you "
        "are on track."
    ),
    use_when=(
        "You know your negotiated levels, and have counts so far.",
        "A cohort is about to leave, and you want to act before the quarter ends.",
        "You want to know whether a rate rests on too few people to tell.",
    ),
    not_for=(
        "You want the adjusted level. The state computes it with a model of its own.",
        "You judge whether a program works. An indicator compares with a target and not with "
        "what would have happened.",
    ),
)  # fmt: skip
def indicator_targets(
    exiters,
    median_level,
    median_actual,
    earners,
    single_line,
    overall_line,
    least_earners,
    indicator,
    level,
    met,
    counted,
    part,
):
    needed = [people_up(level[row] * exiters) for row in rows(level)]
    needed_line = [people_up(level[row] * overall_line * exiters) for row in rows(level)]
    rate = [left_out if same(counted[row], 0) else met[row] / counted[row] for row in rows(met)]
    low_end = [
        left_out if same(counted[row], 0) else wilson_low(met[row], counted[row])
        for row in rows(met)
    ]
    high_end = [
        left_out if same(counted[row], 0) else wilson_high(met[row], counted[row])
        for row in rows(met)
    ]
    score = [left_out if same(counted[row], 0) else rate[row] / level[row] for row in rows(level)]
    score_cut = [truncate(score[row], 3) if given(score[row]) else left_out for row in rows(level)]
    unsure = [
        0
        if same(counted[row], 0)
        else 1
        if below(low_end[row], level[row] * overall_line)
        and not below(high_end[row], level[row] * overall_line)
        else 0
        for row in rows(level)
    ]
    reads = [
        "nobody_yet"
        if same(counted[row], 0)
        else "too_few"
        if same(unsure[row], 1)
        else "under_single"
        if below(score_cut[row], single_line)
        else "under_overall"
        if below(score_cut[row], overall_line)
        else "under_level"
        if below(score_cut[row], 1)
        else "at_level"
        for row in rows(level)
    ]
    scored_score = [left_out if part[row] == "apart" else score[row] for row in rows(level)]
    under_alone = [
        (1 if below(score_cut[row], single_line) else 0) if given(scored_score[row]) else 0
        for row in rows(level)
    ]
    median_score = (
        left_out
        if not given(median_level) or not given(median_actual) or below(earners, least_earners)
        else median_actual / median_level
    )
    median_cut = truncate(median_score, 3) if given(median_score) else left_out
    median_under = (1 if below(median_cut, single_line) else 0) if given(median_cut) else 0
    parts = count(scored_score) + (1 if given(median_score) else 0)
    mean_score = (total(scored_score) + (median_score if given(median_score) else 0)) / max(
        1, parts
    )
    mean_cut = truncate(mean_score, 3)
    has_score = above(parts, 0)
    program_score = mean_cut if has_score else left_out
    fails_overall = has_score and below(mean_cut, overall_line)
    failing = total(under_alone) + median_under
    fails_alone = above(failing, 0)
    behind = [-scored_score[row] if given(scored_score[row]) else left_out for row in rows(level)]
    place = rank(behind)
    no_rate = same(count(scored_score), 0)
    weakest = "" if no_rate else first_at(indicator, place, 1)
    weakest_score = left_out if no_rate else truncate(lowest(scored_score), 3)
    too_few_rates = total(unsure)
    some_too_few = above(too_few_rates, 0)
    few_earners = given(median_actual) and below(earners, least_earners)
    median_alone = no_rate and has_score
    return locals()
