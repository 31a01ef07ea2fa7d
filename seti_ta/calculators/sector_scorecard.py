"""Sector scorecard: which sector scores highest on agreed criteria, and how firm that is."""

from seti_ta.calculators.functions import (
    RANDOM_WEIGHTS,
    above,
    below,
    count,
    down,
    first_at,
    given,
    highest,
    left_out,
    lowest,
    rank,
    rows,
    same,
    share_first,
    total,
)
from seti_ta.calculators.vocabulary import (
    EXAMPLE,
    JUDGEMENT,
    Chart,
    Example,
    Input,
    Note,
    Rows,
    Step,
    Table,
    calculator,
)

DIRECTIONS = {"more": "more is better", "less": "less is better"}


def criterion(name: str, weight: float) -> dict:
    return {"criterion": name, "weight": weight, "direction": "more", "floor": None}


CRITERIA = (
    criterion("Openings a year", 25),
    criterion("Entry wage", 30),
    criterion("Growth", 15),
    criterion("Jobs without a degree", 15),
    criterion("Employers confirmed", 15),
)

SECTORS = (
    {"sector": "Health care", "value": [1200, 19.5, 9, 55, 8]},
    {"sector": "Information technology", "value": [400, 26, 6, 25, 5]},
    {"sector": "Manufacturing", "value": [700, 21, 2, 80, 9]},
)

#: The same sectors with more weight on wages.
WAGE_HEAVY = [
    row | {"weight": weight} for row, weight in zip(CRITERIA, (15, 50, 10, 10, 15), strict=True)
]
EQUAL = [row | {"weight": 20} for row in CRITERIA]


@calculator(
    code="C13",
    title="Sector scorecard",
    question="Which sector scores highest on what we agreed to look at, and how firm is that?",
    tables=(
        Table(
            "criteria",
            "Criteria",
            "Criterion",
            (
                Input("criterion", "Criterion", "text", "", EXAMPLE),
                Input("weight", "Weight", "weight", 10, JUDGEMENT, low=0.1, high=100),
                Input("direction", "Direction", "name", "more", EXAMPLE, choices=DIRECTIONS),
                Input(
                    "floor",
                    "Limit",
                    "number",
                    "",
                    EXAMPLE,
                    low=-1_000_000_000,
                    high=1_000_000_000,
                    optional=True,
                    help="A sector on the wrong side of it is taken out before scoring.",
                ),
            ),
            CRITERIA,
            JUDGEMENT,
            least=3,
            most=12,
            unique=True,
            help="Agree on the criteria and their weights before anybody looks at the values. "
            "Only the sizes of the weights beside each other count.",
        ),
        Table(
            "sectors",
            "Sectors",
            "Sector",
            (
                Input("sector", "Sector", "text", "", EXAMPLE),
                Input(
                    "value",
                    "Value",
                    "number",
                    0,
                    EXAMPLE,
                    low=-1_000_000_000,
                    high=1_000_000_000,
                    across="criteria",
                ),
            ),
            SECTORS,
            EXAMPLE,
            least=2,
            most=8,
            unique=True,
            help="Use figures for your own area, one source and one year for each criterion.",
        ),
    ),
    steps=(
        Step("misses", "On the wrong side of the limit", "count", help="1 where it is."),
        Step("missed", "Limits missed", "count"),
        Step("compared", "Value, of the sectors compared", "number"),
        Step("smallest", "Smallest value", "number"),
        Step("largest", "Largest value", "number"),
        Step("spread", "Largest less smallest", "number"),
        Step(
            "score",
            "Score on each criterion",
            "points",
            help="From 0 for the worst of these sectors to 100 for the best. 50 if all are alike.",
        ),
        Step("weighted", "Score times weight", "weight"),
        Step("all_weights", "Sum of the weights", "weight"),
        Step("total_score", "Score", "points"),
        Step("place", "Place", "place"),
        Step("scored", "Sectors compared", "count"),
        Step("excluded", "Sectors taken out by a limit", "count"),
        Step("nobody", "No sector is left", "yes or no"),
        Step("alone", "Only one sector is left", "yes or no"),
        Step("best", "Sector in first place", "text"),
        Step("best_score", "Highest score", "points"),
        Step("others", "Score of the others", "points"),
        Step("level", "First place is shared", "yes or no"),
        Step("lead", "Lead over the next sector", "points"),
        Step("best_points", "Score of the first on each criterion", "points"),
        Step("gap", "Weighted points behind the first", "weight"),
        Step(
            "going_up",
            "Weight at which a sector draws level, going up",
            "weight",
            help="Scores that differ by less than a thousandth of a point count as alike.",
        ),
        Step(
            "going_down",
            "Weight at which a sector draws level, going down",
            "weight",
            help="-1 stands for below zero: it never draws level.",
        ),
        Step("above_this", "First place changes above this weight", "weight"),
        Step("below_this", "First place changes below this weight", "weight"),
        Step(
            "move",
            "Change of the weight that changes first place",
            "factor",
            help="1 means dropped, or doubled. 9 stands for ten times the weight or more, and for "
            "never.",
        ),
        Step("smallest_move", "The smallest of these changes", "factor"),
        Step("closeness", "The same, less than zero", "factor"),
        Step("nearness", "Place, the smallest change first", "place"),
        Step(
            "depends",
            "First place depends on one weight",
            "yes or no",
            help="It changes if one criterion is dropped, or its weight doubled.",
        ),
        Step(
            "nearest",
            "Weight that matters most",
            "text",
            help="Empty if no weight below ten times its own size changes first place.",
        ),
        Step("some_excluded", "A limit took a sector out", "yes or no"),
        Step(
            "first_share",
            "Share of weights tried in which it is first",
            "percent",
            help="Equal weights, each weight halved, each half again as large, and "
            f"{RANDOM_WEIGHTS} sets drawn by chance. A shared first place counts as first.",
            slow=True,
        ),
    ),
    results=("best", "best_score", "lead", "nearest"),
    row_results=(
        Rows("Place of each sector", ("sector", "place", "total_score", "first_share")),
        Rows("How firm first place is", ("criterion", "weight", "below_this", "above_this")),
    ),
    headline="lead",
    board_sentence=(
        Note(
            "No sector meets all of the limits. Look again at the limits or add sectors.",
            when="nobody",
        ),
        Note(
            "Only {best} meets all of the limits, so there is nothing to compare it with.",
            when="alone",
        ),
        Note("{best} shares the highest score, {best_score} of 100.", when="level"),
        Note(
            "With your weights {best} scores highest: {best_score} of 100, {lead} points ahead "
            "of the next sector.",
        ),
    ),
    warnings=(
        Note(
            "The ranking depends on the weight of “{nearest}”. The table says at which weight "
            "another sector comes first.",
            when="depends",
        ),
        Note("Sectors taken out because they miss a limit: {excluded}.", when="some_excluded"),
        Note(
            "A score compares these sectors with each other only. Adding or removing a sector "
            "changes the scores of all.",
        ),
    ),
    limits=(
        "A high score does not say that training in this sector will raise earnings.",
        "It cannot tell whether the values are right, recent or from one source.",
        "Weights are a judgement of the people in the room. Write down who agreed to them.",
    ),
    chart=Chart("Score of each sector", ("total_score",), labels="sector"),
    examples=(
        Example(
            inputs={},
            results={"total_score": "59.4, 38.6, 46.3", "place": "1, 3, 2", "lead": "13.1"},
            source="Worked by hand: 100 times the share of the way from the smallest value to "
            "the largest.",
        ),
        Example(
            inputs={"criteria": EQUAL},
            results={"total_score": "65.9, 31.4, 52.1", "best": "Health care"},
            source="All weights equal.",
        ),
        Example(
            inputs={"criteria": WAGE_HEAVY},
            results={"total_score": "41.7, 55.7, 42.2", "best": "Information technology"},
            source="With half of the weight on wages another sector comes first.",
        ),
    ),
    checklist_items=("SEC-11",),
    users=("board", "coach"),
    component="sector",
)
def sector_scorecard(criterion, weight, direction, floor, sector, value):
    misses = [
        [
            (
                (1 if below(value[row][column], floor[column]) else 0)
                if direction[column] == "more"
                else (1 if above(value[row][column], floor[column]) else 0)
            )
            if given(floor[column])
            else 0
            for column in rows(criterion)
        ]
        for row in rows(sector)
    ]
    missed = [total(misses[row]) for row in rows(sector)]
    compared = [
        [left_out if above(missed[row], 0) else value[row][column] for column in rows(criterion)]
        for row in rows(sector)
    ]
    smallest = [lowest(down(compared, row)) for row in rows(criterion)]
    largest = [highest(down(compared, row)) for row in rows(criterion)]
    spread = [largest[row] - smallest[row] for row in rows(criterion)]
    score = [
        [
            left_out
            if above(missed[row], 0)
            else 50
            if same(largest[column], smallest[column])
            else 100 * (compared[row][column] - smallest[column]) / spread[column]
            if direction[column] == "more"
            else 100 * (largest[column] - compared[row][column]) / spread[column]
            for column in rows(criterion)
        ]
        for row in rows(sector)
    ]
    weighted = [
        [
            left_out if above(missed[row], 0) else score[row][column] * weight[column]
            for column in rows(criterion)
        ]
        for row in rows(sector)
    ]
    all_weights = total(weight)
    total_score = [
        left_out if above(missed[row], 0) else total(weighted[row]) / all_weights
        for row in rows(sector)
    ]
    place = rank(total_score)
    scored = count(total_score)
    excluded = count(missed) - scored
    nobody = same(scored, 0)
    alone = same(scored, 1)
    best = "" if nobody else first_at(sector, place, 1)
    best_score = highest(total_score)
    others = [
        left_out
        if above(missed[row], 0)
        else left_out
        if same(total_score[row], best_score)
        else total_score[row]
        for row in rows(sector)
    ]
    level = above(scored - count(others), 1)
    lead = 0 if level or same(count(others), 0) else best_score - highest(others)
    best_points = [0 if nobody else first_at(down(score, row), place, 1) for row in rows(criterion)]
    gap = [
        left_out if above(missed[row], 0) else (best_score - total_score[row]) * all_weights
        for row in rows(sector)
    ]
    going_up = [
        [
            left_out
            if above(missed[column], 0)
            else weight[row] + gap[column] / (score[column][row] - best_points[row])
            if above(score[column][row] - best_points[row], 0.001)
            else left_out
            for column in rows(sector)
        ]
        for row in rows(criterion)
    ]
    going_down = [
        [
            left_out
            if above(missed[column], 0)
            else max(-1, weight[row] - gap[column] / (best_points[row] - score[column][row]))
            if above(best_points[row] - score[column][row], 0.001)
            else left_out
            for column in rows(sector)
        ]
        for row in rows(criterion)
    ]
    above_this = [
        left_out if same(count(going_up[row]), 0) else lowest(going_up[row])
        for row in rows(criterion)
    ]
    below_this = [
        left_out
        if same(count(going_down[row]), 0)
        else left_out
        if below(highest(going_down[row]), 0)
        else highest(going_down[row])
        for row in rows(criterion)
    ]
    move = [
        min(
            above_this[row] / weight[row] - 1 if given(above_this[row]) else 9,
            1 - below_this[row] / weight[row] if given(below_this[row]) else 9,
        )
        for row in rows(criterion)
    ]
    smallest_move = lowest(move)
    closeness = [-move[row] for row in rows(criterion)]
    nearness = rank(closeness)
    depends = not nobody and not level and not above(smallest_move, 1)
    nearest = "" if same(smallest_move, 9) else first_at(criterion, nearness, 1)
    some_excluded = above(excluded, 0)
    first_share = share_first(score, weight)
    return locals()
