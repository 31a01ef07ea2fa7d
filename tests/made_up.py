"""Small calculators with words that few real ones use, for the tests of what shows them."""

from seti_ta.calculators.functions import (
    above,
    count,
    first_at,
    given,
    highest,
    left_out,
    rank,
    rows,
    total,
)
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


@calculator(
    code="X01",
    title="Made-up scores",
    question="Which place scores most?",
    inputs=(Input("discount", "Discount", "percent", 10, JUDGEMENT, high=50),),
    tables=(
        Table(
            "wishes",
            "Wishes",
            "Wish",
            (
                Input("wish", "Wish", "text", "", EXAMPLE),
                Input("weight", "Weight", "weight", 1, JUDGEMENT, low=0.1, high=9),
                Input("kind", "Kind", "name", "must", EXAMPLE, choices={"must": "a must",
                                                                       "may": "nice to have"}),
                Input("note", "Limit", "number", "", EXAMPLE, high=99, optional=True),
            ),
            (
                {"wish": "Near", "weight": 2, "kind": "must", "note": None},
                {"wish": "Cheap", "weight": 1, "kind": "may", "note": 5},
            ),
            JUDGEMENT,
            least=1,
            most=4,
            help="What counts.",
        ),
        Table(
            "places",
            "Places",
            "Place",
            (
                Input("spot", "Place", "text", "", EXAMPLE),
                Input("mark", "Mark", "points", 0, EXAMPLE, high=10, across="wishes"),
            ),
            ({"spot": "Town", "mark": [9, 2]}, {"spot": "Village", "mark": [3, 8]}),
            EXAMPLE,
            least=2,
            most=3,
        ),
    ),
    steps=(
        Step("weighted", "Mark times weight", "points"),
        Step("score", "Score", "points"),
        Step("order", "Order", "place"),
        Step("best", "Best place", "text"),
        Step("top", "Best score", "points"),
        Step("less", "Best score, discounted", "points"),
    ),
    results=("best", "top", "less"),
    row_results=(Rows("Places in order", ("spot", "order", "score")),),
    headline="less",
    board_sentence=(Note("{best} scores most: {top}."),),
    limits=("It is made up.",),
    chart=Chart("Scores", ("score",), labels="spot"),
    examples=(
        Example(inputs={}, results={"top": "20"}, source="By hand: 2 times 9 and 1 times 2."),
    ),
    checklist_items=(),
)  # fmt: skip
def made_up_scores(discount, wish, weight, kind, note, spot, mark):
    weighted = [[mark[row][column] * weight[column] for column in rows(wish)] for row in rows(spot)]
    score = [total(weighted[row]) for row in rows(spot)]
    order = rank(score)
    best = first_at(spot, order, 1)
    top = highest(score)
    less = top * (1 - discount)
    return locals()


WISHES = ({"wish": "Quiet", "weight": "3", "kind": "may", "note": ""},)
PLACES = ({"spot": "<b>Hill", "mark": ["4"]}, {"spot": "=Dale", "mark": ["6.5"]})
#: Another set of rows, as typed.
OTHER = {"wishes": list(WISHES), "places": list(PLACES)}


@calculator(
    code="X02",
    title="Made-up costs",
    question="What does a place cost, if anybody knows?",
    inputs=(
        Input("budget", "Budget", "dollars", None, EXAMPLE, high=90_000, optional=True),
        Input("people", "People", "people", 12, EXAMPLE, low=1, high=99, whole=True, optional=True),
        Input("least", "Least share", "percent", None, EXAMPLE, high=90, optional=True),
        Input("most", "Largest share", "percent", 60, EXAMPLE, high=100, optional=True),
        Input("rent", "Rent", "dollars", 700, EXAMPLE, high=5_000),
    ),
    tables=(
        Table(
            "groups",
            "Groups",
            "Group",
            (
                Input("group", "Group", "text", "", EXAMPLE),
                Input("started", "Started", "count", 30, EXAMPLE, high=200, whole=True),
                Input("ended", "Finished", "count", None, EXAMPLE, high=200, whole=True,
                      optional=True),
                Input("bottom", "Lowest", "percent", 10, EXAMPLE, high=100),
                Input("top", "Highest", "percent", 90, EXAMPLE, high=100),
                Input("remark", "Remark", "text", "", EXAMPLE, optional=True),
            ),
            (
                {"group": "Day", "started": 30, "ended": 20, "bottom": 10, "top": 50,
                 "remark": "new"},
                {"group": "Night", "started": 25, "ended": None, "bottom": 20, "top": 30,
                 "remark": ""},
            ),
            EXAMPLE,
            least=1,
            most=5,
        ),
    ),
    orders=(
        Order("least", "most", strict=True),
        Order("ended", "started"),
        Order("bottom", "top", strict=True),
    ),
    steps=(
        Step("known", "Both are known", "yes or no"),
        Step("each", "Cost of a place", "dollars a person"),
        Step("spread", "Spread of the shares", "percent"),
        Step("both", "Rent and a place", "dollars"),
        Step("rate", "Share that finished", "percent"),
        Step("remarks", "Has a remark", "count"),
        Step("counted", "Groups with a share", "count"),
    ),
    results=("each", "spread", "both", "counted"),
    row_results=(Rows("Groups side by side", ("group", "ended", "rate", "remark")),),
    headline="each",
    board_sentence=(
        Note("A place costs {each}.", when="known"),
        Note("Nobody knows what a place costs; rent is {rent}."),
    ),
    warnings=(Note("The budget is {budget}, and {both} with the rent.", when="known"),),
    limits=("It is made up.",),
    chart=Chart("Costs", ("rent", "budget", "each", "both")),
    examples=(
        Example(inputs={"budget": 6000}, results={"each": "$500", "spread": "–"}, source="Ours."),
    ),
    checklist_items=(),
)  # fmt: skip
def made_up_costs(budget, people, least, most, rent, group, started, ended, bottom, top, remark):
    known = given(budget) and given(people)
    each = budget / people if given(budget) and given(people) else left_out
    spread = most - least if given(most) and given(least) else left_out
    both = rent if not given(each) else left_out if above(each, 4_000) else rent + each
    rate = [
        (left_out if above(1, started[row]) else ended[row] / started[row])
        if given(ended[row])
        else left_out
        for row in rows(group)
    ]
    remarks = [1 if given(remark[row]) else 0 for row in rows(group)]
    counted = count(rate) + total(remarks)
    return locals()
