"""Small calculators with tables, and with rules and verdicts, for the tests of what shows them."""

from seti_ta.calculators.functions import above, below, first_at, highest, rank, rows, total
from seti_ta.calculators.vocabulary import (
    EXAMPLE,
    JUDGEMENT,
    Chart,
    Constant,
    Example,
    Input,
    Note,
    Rows,
    Step,
    Table,
    Verdict,
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


@calculator(
    code="X02",
    title="Made-up rules",
    question="Is the course long enough?",
    inputs=(
        Input("weeks", "Weeks of class", "weeks", 10, EXAMPLE, low=1, high=60, whole=True),
        Input("price", "Price", "dollars", 5000, EXAMPLE, high=50_000),
    ),
    constants=(
        Constant.of_rule("weeks_min", "At least", "weeks", "wpell_length", "weeks_min"),
        Constant.of_rule("grant", "Most", "dollars", "pell_max", "pell_max_usd"),
        Constant.of_rule("ratio", "Alarm below", "percent", "four_fifths", "ratio_min"),
        Constant("half", "Half of it", "percent", 12.5, JUDGEMENT),
    ),
    steps=(
        Step("margin", "Weeks to spare", "weeks"),
        Step("rest", "Left to pay", "dollars"),
        Step("is_short", "It is too short", "yes or no"),
        Step("is_dear", "It is dear", "yes or no"),
        Step("long_enough", "Long enough", "name"),
        Step("cheap_enough", "Cheap enough", "name"),
    ),
    results=("margin", "rest"),
    headline="rest",
    verdicts=(
        Verdict(
            "Length",
            "long_enough",
            {"passes": "passes", "misses": "misses"},
            (
                Note("{margin} weeks to spare.", rules=("wpell_length",)),
                Note("Add weeks: at least {weeks_min}.", "is_short", ("wpell_length", "pell_max")),
            ),
        ),
        Verdict(
            "Price",
            "cheap_enough",
            {"passes": "passes", "ask": "ask your state"},
            (Note("{rest} is left.", "is_dear"),),
        ),
    ),
    board_sentence=(
        Note("It is too short; {rest} is left.", "is_short", ("four_fifths",)),
        Note("It is long enough; {rest} is left."),
    ),
    warnings=(Note("Ask the school.", rules=("pell_first",)),),
    limits=("It is made up.",),
    chart=Chart("Weeks", ("margin",)),
    examples=(
        Example(
            inputs={},
            results={"margin": "2", "rest": "$1,303"},
            source="By hand: 10 less 8, and 5,000 less 7,395 times 0.8 times 0.625.",
        ),
    ),
    checklist_items=(),
)
def made_up_rules(weeks, price, weeks_min, grant, ratio, half):
    margin = weeks - weeks_min
    rest = price - grant * ratio * (0.5 + half)
    is_short = below(margin, 0)
    is_dear = above(rest, 0)
    long_enough = "misses" if is_short else "passes"
    cheap_enough = "ask" if is_dear else "passes"
    return locals()


WISHES = ({"wish": "Quiet", "weight": "3", "kind": "may", "note": ""},)
PLACES = ({"spot": "<b>Hill", "mark": ["4"]}, {"spot": "=Dale", "mark": ["6.5"]})
#: Another set of rows, as typed.
OTHER = {"wishes": list(WISHES), "places": list(PLACES)}
