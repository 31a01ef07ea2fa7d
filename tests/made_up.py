"""Small calculators with words that few real ones use, for the tests of what shows them."""

from seti_ta.calculators.functions import (
    above,
    below,
    count,
    first_at,
    given,
    highest,
    left_out,
    months,
    people_up,
    rank,
    rows,
    running_total,
    total,
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
            unique=True,
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
        Step(
            "long_enough", "Long enough", "name", answers={"passes": "passes", "misses": "misses"}
        ),
        Step(
            "cheap_enough",
            "Cheap enough",
            "name",
            answers={"passes": "passes", "ask": "ask your state"},
        ),
    ),
    results=("margin", "rest"),
    headline="rest",
    verdicts=(
        Verdict(
            "Length",
            "long_enough",
            (
                Note("{margin} weeks to spare.", rules=("wpell_length",)),
                Note("Add weeks: at least {weeks_min}.", "is_short", ("wpell_length", "pell_max")),
            ),
        ),
        Verdict(
            "Price",
            "cheap_enough",
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
    headline="both",
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


@calculator(
    code="X04",
    title="Made-up months",
    question="What does a course cost, month by month?",
    inputs=(
        Input("weeks", "Weeks", "weeks", 30, EXAMPLE, low=1, high=100, whole=True),
        Input("grant", "Grant a month", "dollars a month", 250, EXAMPLE, high=9_000),
        Input("less", "Less each month", "percent", 5, EXAMPLE, high=90),
    ),
    steps=(
        Step("spell", "Months of the course", "count"),
        Step("paid", "Paid in the month", "dollars a month"),
        Step("kept", "Kept after the first", "dollars a month"),
        Step("so_far", "Paid so far", "dollars"),
        Step("in_all", "Paid in all", "dollars"),
    ),
    results=("spell", "in_all"),
    headline="in_all",
    board_sentence=(Note("It pays {in_all} in {spell} months."),),
    limits=("It is made up.",),
    chart=Chart("Paid", ("paid",)),
    examples=(
        Example(inputs={"less": 0}, results={"in_all": "$1,750"}, source="By hand: 7 times 250."),
    ),
    checklist_items=(),
)
def made_up_months(weeks, grant, less):
    spell = people_up(weeks * 12 / 52)
    paid = [grant * (1 - less) ** (month - 1) for month in months(24) if month <= spell]
    kept = [0 if month == 1 else paid[month - 1] for month in months(24) if month <= spell]
    so_far = running_total(paid)
    in_all = sum(paid)
    return locals()
