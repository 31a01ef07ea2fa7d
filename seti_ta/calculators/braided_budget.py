"""Braided budget: who pays which line, what no source pays, and when cash runs out."""

from seti_ta.calculators.career_readiness import career_readiness
from seti_ta.calculators.carried import carried_over
from seti_ta.calculators.coaching_caseload import coaching_caseload
from seti_ta.calculators.direct_aid import direct_aid
from seti_ta.calculators.functions import (
    above,
    assign_money,
    below,
    down,
    first_at,
    given,
    highest,
    in_force,
    left_out,
    lowest,
    months,
    most_fundable,
    rank,
    round_half_up,
    rows,
    running_total,
    same,
    total,
)
from seti_ta.calculators.program_cost import program_cost
from seti_ta.calculators.vocabulary import (
    EXAMPLE,
    JUDGEMENT,
    Chart,
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
from seti_ta.evidence.facts import fact
from seti_ta.rules import rule

LONGEST_PLAN, LONGEST_LAG = 24, 12

COSTS = {
    "typed": "the amount typed here",
    "aid_total": "direct aid",
    "coaching_total": "coaching",
    "readiness_total": "career readiness",
    "rest": "the rest of the budget",
}
PAYERS = {"federal": "federal", "other_public": "state or local", "private_money": "private"}
MATCHES = {"match": "yes", "no_match": "no"}
ALLOWED = {"may_pay": "may pay", "may_not": "may not"}
MATCH_MONEY = {"non_federal": "non-federal money only", "all_money": "all money"}


def source(name: str, amount: float, payer: str, last: int = 12, cap: float = 100) -> dict:
    return {
        "funder": name,
        "amount": amount,
        "payer": payer,
        "first_month": 1,
        "last_month": last,
        "cap": cap,
    }


SOURCES = (
    source("WIOA training money", 180_000, "federal"),
    source("State skills grant", 140_000, "other_public", last=9),
    source("City", 60_000, "other_public"),
    source("Foundation", 110_000, "private_money", cap=50),
    source("Employers", 50_000, "private_money"),
)


def line(name: str, taken_from: str, counts: str, allowed: str, typed: float | None = None) -> dict:
    """A line of the budget; ``allowed`` has a y or an n for each source."""
    keys = {"y": "may_pay", "n": "may_not"}
    return {
        "line": name,
        "typed_cost": typed,
        "taken_from": taken_from,
        "counts": counts,
        "may": [keys[each] for each in allowed],
    }


LINES = (
    line("Instruction and rooms", "rest", "match", "yynny"),
    line("Direct aid", "aid_total", "match", "nnyyn"),
    line("Coaching", "coaching_total", "match", "nyyyn"),
    line("Career readiness", "readiness_total", "no_match", "yynyn"),
    line("Employer work", "typed", "no_match", "nynyy", 60_000),
    line("Administration", "typed", "no_match", "yynyn", 50_000),
    line("Evaluation", "typed", "no_match", "nnnyn", 15_000),
)


@calculator(
    code="C06",
    title="Braided budget and cash bridge",
    question="Who can pay for which part of the plan, and when does cash run short?",
    inputs=(
        carried_over(
            "budget",
            "Budget of the plan",
            "dollars",
            program_cost,
            "running",
            low=0,
            high=350_000_000,
            help="One line of the budget may take what the other lines leave of it.",
        ),
        carried_over(
            "aid", "Direct aid", "dollars", direct_aid, "total_aid", low=0, high=350_000_000
        ),
        carried_over(
            "coaching", "Coaching", "dollars", coaching_caseload, "cost", low=0, high=350_000_000
        ),
        carried_over(
            "readiness",
            "Career readiness",
            "dollars",
            career_readiness,
            "cost",
            low=0,
            high=350_000_000,
        ),
        Input(
            "plan_months",
            "Months of the plan",
            "plan months",
            12,
            EXAMPLE,
            low=1,
            high=LONGEST_PLAN,
            whole=True,
            help="Every line is spent evenly over these months.",
        ),
        Input(
            "match_rate",
            "Paid back of each dollar that counts",
            "percent",
            as_percent(rule("snap_et_funding").number("federal_share")),
            Source.of_rule("snap_et_funding"),
            low=0,
            high=100,
            help="Enter 0 if no program pays part of your spending back.",
        ),
        Input(
            "match_money",
            "Money that counts for it",
            "name",
            "non_federal",
            Source.of_rule("snap_et_funding"),
            choices=MATCH_MONEY,
        ),
        Input(
            "lag",
            "Wait until it is paid back",
            "plan months",
            4,
            JUDGEMENT,
            low=0,
            high=LONGEST_LAG,
            whole=True,
        ),
    ),
    tables=(
        Table(
            "sources",
            "Sources of money",
            "Source",
            (
                Input("funder", "Source", "text", "", EXAMPLE),
                Input(
                    "amount",
                    "Amount for this plan",
                    "dollars",
                    0,
                    EXAMPLE,
                    low=0,
                    high=50_000_000,
                    help="Only what may be spent in the months of the plan. Of a grant that runs "
                    "longer, enter that part.",
                ),
                Input("payer", "Kind", "name", "federal", EXAMPLE, choices=PAYERS),
                Input(
                    "first_month",
                    "First month",
                    "plan months",
                    1,
                    EXAMPLE,
                    low=1,
                    high=60,
                    whole=True,
                ),
                Input(
                    "last_month",
                    "Last month",
                    "plan months",
                    12,
                    EXAMPLE,
                    low=1,
                    high=60,
                    whole=True,
                ),
                Input(
                    "cap",
                    "Most for any one line",
                    "percent",
                    100,
                    EXAMPLE,
                    low=0,
                    high=100,
                    help="As a share of the amount. 100 means no cap.",
                ),
            ),
            SOURCES,
            EXAMPLE,
            least=1,
            most=8,
            unique=True,
            help="Money that is promised, in writing. Months count from the first of the plan.",
        ),
        Table(
            "lines",
            "Lines of the budget",
            "Line",
            (
                Input("line", "Line", "text", "", EXAMPLE),
                Input("taken_from", "Its cost is", "name", "typed", EXAMPLE, choices=COSTS),
                Input(
                    "typed_cost",
                    "Amount typed here",
                    "dollars",
                    None,
                    EXAMPLE,
                    low=0,
                    high=50_000_000,
                    optional=True,
                ),
                Input(
                    "counts",
                    "Counts for money paid back",
                    "name",
                    "no_match",
                    EXAMPLE,
                    choices=MATCHES,
                ),
                Input(
                    "may",
                    "May pay it",
                    "name",
                    "may_pay",
                    EXAMPLE,
                    choices=ALLOWED,
                    across="sources",
                ),
            ),
            LINES,
            EXAMPLE,
            least=1,
            most=8,
            unique=True,
            help="Say for each source whether its rules let it pay the line. If several lines "
            "take the rest of the budget, they share it evenly.",
        ),
    ),
    orders=(Order("first_month", "last_month"),),
    constants=(),
    steps=(
        Step("named_cost", "Cost that is named", "dollars", help="0 where it is the rest."),
        Step("is_rest", "Takes the rest of the budget", "count", help="1 where it does."),
        Step("named_total", "Sum of the costs that are named", "dollars"),
        Step("rest_of_budget", "Rest of the budget", "dollars"),
        Step("line_cost", "Cost", "dollars"),
        Step("total_cost", "Cost of all lines", "dollars"),
        Step("off_budget", "The lines do not add up to the budget", "yes or no"),
        Step("lacks", "Cost to be typed, and empty", "count", help="1 where it is."),
        Step("lacking", "Lines whose cost is to be typed, and empty", "count"),
        Step("some_lack", "There is such a line", "yes or no"),
        Step("ends_early", "Ends inside the plan", "count", help="1 where it does."),
        Step("early", "Sources that end inside the plan", "count"),
        Step("some_early", "There is such a source", "yes or no"),
        Step("comes_late", "Starts after the plan", "count", help="1 where it does."),
        Step("late", "Sources that start after the plan", "count"),
        Step("some_late", "There is such a source that starts late", "yes or no"),
        Step("runs_past", "Runs past the plan", "count", help="1 where it does."),
        Step("past", "Sources that run past the plan", "count"),
        Step("some_past", "There is such a source that runs past it", "yes or no"),
        Step("in_plan", "Money in the months of the plan", "dollars"),
        Step("most_of_it", "Most that it may pay", "dollars"),
        Step(
            "paid",
            "Who pays what",
            "dollars",
            help="The source that may pay the fewest lines comes first, and pays first the line "
            "that the fewest sources may pay.",
        ),
        Step("covered", "Paid", "dollars"),
        Step("gap", "Not paid", "dollars"),
        Step("total_paid", "Paid by the sources", "dollars"),
        Step("short", "Cost that no source pays", "dollars"),
        Step("used", "Used", "dollars"),
        Step("unspent", "Not used", "dollars"),
        Step("nothing_paid", "No source pays anything", "yes or no"),
        Step("share_paid", "Share of what is paid", "percent"),
        Step("place", "Place, the largest first", "place"),
        Step("largest", "Largest source", "text"),
        Step("largest_share", "Share of the largest source", "percent"),
        Step("private_used", "Private money used", "dollars"),
        Step("federal_used", "Federal money used", "dollars"),
        Step("public_share", "Public money, of what is paid", "percent"),
        Step("federal_share", "Federal money, of what is paid", "percent"),
        Step("fundable", "Most that any split of this money pays", "dollars"),
        Step("missed", "More that another split would pay", "dollars"),
        Step("another_pays_more", "Another split pays more", "yes or no"),
        Step("counted", "Spending that counts for money paid back", "dollars"),
        Step("counted_by_line", "Spending that counts, by line", "dollars"),
        Step("counted_total", "Spending that counts for money paid back, in all", "dollars"),
        Step("paid_back", "Paid back", "dollars"),
        Step("bridge", "Cash to bridge the wait for it", "dollars"),
        Step("pays_back", "Some money is paid back", "yes or no"),
        Step("short_after", "Cost without money, after what is paid back", "dollars"),
        Step("last_used", "Last month in the plan", "plan months"),
        Step("a_month", "Money a month", "dollars a month"),
        Step("comes_in", "Money from the sources", "dollars"),
        Step("comes_back", "Money paid back", "dollars"),
        Step("spent", "Spending", "dollars"),
        Step("change", "In less out", "dollars", help="In whole dollars."),
        Step("balance", "Cash at the end of the month", "dollars"),
        Step("lowest_cash", "Lowest cash at the end of a month", "dollars"),
        Step("cash_needed", "Cash of your own needed at most", "dollars"),
        Step("federal_counted", "Federal money that counts", "dollars"),
        Step("federal_match", "Federal money is counted as match", "yes or no"),
        Step("all_paid", "Every line is paid in full", "yes or no"),
    ),
    results=(
        "total_cost",
        "total_paid",
        "short",
        "paid_back",
        "short_after",
        "bridge",
        "cash_needed",
        "largest",
        "largest_share",
        "public_share",
        "federal_share",
    ),
    row_results=(
        Rows("Who pays what", ("paid",)),
        Rows("Lines", ("line", "line_cost", "covered", "gap")),
        Rows("Sources", ("funder", "in_plan", "used", "unspent", "share_paid")),
    ),
    headline="short",
    board_sentence=(
        Note(
            "No source pays for any part of the {total_cost} that the plan costs.",
            when="nothing_paid",
        ),
        Note(
            "The plan costs {total_cost}, and all of it is paid for. {largest} pays the most, "
            "{largest_share}. Cash of {cash_needed} is needed at most.",
            when="all_paid",
        ),
        Note(
            "The plan costs {total_cost}. The sources pay {total_paid}; {short} has no source. "
            "{largest} pays the most, {largest_share} of what is paid.",
        ),
    ),
    warnings=(
        Note(
            "Another split of the same money pays {missed} more. The rule used here looks at one "
            "source after the other.",
            when="another_pays_more",
        ),
        Note(
            "The lines add up to {total_cost}. The budget of the plan is {budget}.",
            when="off_budget",
        ),
        Note(
            "Lines whose cost is to be typed, and empty: {lacking}. They count as 0.",
            when="some_lack",
        ),
        Note(
            "A cost paid by one federal award is no match for another, unless the law of that "
            "program says so. You count federal money.",
            when="federal_match",
            rules=("ug_match",),
        ),
        Note(
            "WIOA money pays only what Pell and other grants do not. Enter those grants first.",
            rules=("pell_first",),
        ),
        Note(
            "Sources that end before the plan does: {early}. Find out what replaces them.",
            when="some_early",
        ),
        Note(
            "Sources that start after the plan: {late}. They are not used.",
            when="some_late",
        ),
        Note(
            "Sources that run past the plan: {past}. Enter only what may be spent in its "
            "months. All that you enter counts.",
            when="some_past",
        ),
        Note(
            "What is paid back is not counted as a source, and a claim must be approved first.",
            when="pays_back",
            rules=("snap_et_funding",),
        ),
    ),
    limits=(
        "It spends every line and every source evenly over its months. Real bills come unevenly.",
        "A source may pay a line in months in which it has ended or has not begun. The cash of "
        "each month shows what that takes.",
        "It does not know the rules of your sources. Two sources may not pay the same cost.",
        "A cap is on one line's share of a source. Other caps, such as one on administration over "
        "all sources, are yours to check.",
        f"One workforce board lowered the share of WIOA in its budget from "
        f"{fact('board_wioa_share_before').written} to {fact('board_wioa_share_after').written} in "
        "ten years. That shows it can be done there, not what another board can do.",
    ),
    chart=Chart("What each source pays", ("used",), labels="funder"),
    examples=(
        Example(
            inputs={
                "sources": [source("City", 120_000, "other_public")],
                "lines": [line("Training", "typed", "match", "y", 180_000)],
            },
            results={
                "total_paid": "$120,000",
                "short": "$60,000",
                "paid_back": "$60,000",
                "short_after": "$0",
                "bridge": "$20,000",
                "cash_needed": "$20,000",
            },
            source="Worked by hand: half of 120,000 is paid back, 5,000 a month, four months late.",
        ),
    ),
    checklist_items=("PIL-07",),
    users=("board", "trainer"),
    component="money",
    purpose=(
        "See which fund pays which line of the budget, what stays without money, and when the cash "
        "runs out."
    ),
    use_when=(
        "You join several funds in one program, and each has its own rules.",
        "A funder pays you back months after you spend.",
        "You want to see what happens if the largest fund ends.",
    ),
    not_for=(
        "You need to know whether a cost is allowed. Ask the funder, and get it in writing.",
        "You keep the books. Each fund needs its own records.",
    ),
)
def braided_budget(
    budget,
    aid,
    coaching,
    readiness,
    plan_months,
    match_rate,
    match_money,
    lag,
    funder,
    amount,
    payer,
    first_month,
    last_month,
    cap,
    line,
    taken_from,
    typed_cost,
    counts,
    may,
):
    named_cost = [
        (typed_cost[row] if given(typed_cost[row]) else 0)
        if taken_from[row] == "typed"
        else aid
        if taken_from[row] == "aid_total"
        else coaching
        if taken_from[row] == "coaching_total"
        else readiness
        if taken_from[row] == "readiness_total"
        else 0
        for row in rows(line)
    ]
    is_rest = [1 if taken_from[row] == "rest" else 0 for row in rows(line)]
    named_total = total(named_cost)
    rest_of_budget = max(0, round_half_up(budget - named_total, 2))
    line_cost = [
        rest_of_budget / total(is_rest) if taken_from[row] == "rest" else named_cost[row]
        for row in rows(line)
    ]
    total_cost = total(line_cost)
    off_budget = not same(total_cost, budget)
    lacks = [
        (0 if given(typed_cost[row]) else 1) if taken_from[row] == "typed" else 0
        for row in rows(line)
    ]
    lacking = total(lacks)
    some_lack = above(lacking, 0)
    ends_early = [1 if below(last_month[row], plan_months) else 0 for row in rows(funder)]
    early = total(ends_early)
    some_early = above(early, 0)
    comes_late = [1 if above(first_month[row], plan_months) else 0 for row in rows(funder)]
    late = total(comes_late)
    some_late = above(late, 0)
    runs_past = [
        1 if above(last_month[row], plan_months) and not above(first_month[row], plan_months) else 0
        for row in rows(funder)
    ]
    past = total(runs_past)
    some_past = above(past, 0)
    in_plan = [0 if above(first_month[row], plan_months) else amount[row] for row in rows(funder)]
    most_of_it = [
        [
            cap[column] * in_plan[column] if may[row][column] == "may_pay" else left_out
            for column in rows(funder)
        ]
        for row in rows(line)
    ]
    paid = assign_money(line_cost, in_plan, most_of_it)
    covered = [total(paid[row]) for row in rows(line)]
    gap = [max(0, round_half_up(line_cost[row] - covered[row], 2)) for row in rows(line)]
    total_paid = total(covered)
    short = total(gap)
    used = [total(down(paid, row)) for row in rows(funder)]
    unspent = [max(0, round_half_up(amount[row] - used[row], 2)) for row in rows(funder)]
    nothing_paid = same(total_paid, 0)
    share_paid = [0 if nothing_paid else used[row] / total_paid for row in rows(funder)]
    place = rank(used)
    largest = first_at(funder, place, 1)
    largest_share = highest(share_paid)
    private_used = [used[row] if payer[row] == "private_money" else 0 for row in rows(funder)]
    federal_used = [used[row] if payer[row] == "federal" else 0 for row in rows(funder)]
    public_share = 0 if nothing_paid else 1 - total(private_used) / total_paid
    federal_share = 0 if nothing_paid else total(federal_used) / total_paid
    fundable = most_fundable(line_cost, in_plan, most_of_it)
    missed = max(0, round_half_up(fundable - total_paid, 2))
    another_pays_more = above(fundable, total_paid)
    counted = [
        [
            (
                paid[row][column]
                if match_money == "all_money"
                else 0
                if payer[column] == "federal"
                else paid[row][column]
            )
            if counts[row] == "match"
            else 0
            for column in rows(funder)
        ]
        for row in rows(line)
    ]
    counted_by_line = [total(counted[row]) for row in rows(line)]
    counted_total = total(counted_by_line)
    paid_back = counted_total * match_rate
    bridge = paid_back / plan_months * min(lag, plan_months)
    pays_back = above(paid_back, 0)
    short_after = max(0, round_half_up(short - paid_back, 2))
    last_used = [min(last_month[row], plan_months) for row in rows(funder)]
    a_month = [
        0
        if above(first_month[row], plan_months)
        else used[row] / (last_used[row] - first_month[row] + 1)
        for row in rows(funder)
    ]
    comes_in = [
        in_force(a_month, first_month, last_used, month)
        for month in months(36)
        if month <= plan_months + lag
    ]
    comes_back = [
        paid_back / plan_months if above(month, lag) else 0
        for month in months(36)
        if month <= plan_months + lag
    ]
    spent = [
        0 if above(month, plan_months) else total_cost / plan_months
        for month in months(36)
        if month <= plan_months + lag
    ]
    change = [
        round_half_up(comes_in[month - 1] + comes_back[month - 1] - spent[month - 1])
        for month in months(36)
        if month <= plan_months + lag
    ]
    balance = running_total(change)
    lowest_cash = lowest(balance)
    cash_needed = max(0, -lowest_cash)
    federal_counted = [
        total(down(counted, row)) if payer[row] == "federal" else 0 for row in rows(funder)
    ]
    federal_match = above(match_rate * total(federal_counted), 0)
    all_paid = same(short, 0)
    return locals()
