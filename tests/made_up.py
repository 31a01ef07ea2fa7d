"""A small calculator with tables, for the tests of what shows them."""

from seti_ta.calculators.functions import first_at, highest, rank, rows, total
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
