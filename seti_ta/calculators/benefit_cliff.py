"""Benefit cliff: whether a wage offer leaves a household better off, and from which wage it does.

Net pay is a straight line between the monthly pays at which a benefit starts to shrink or is
gone, so it is computed at those only.
"""

from seti_ta.calculators.functions import (
    above,
    below,
    given,
    highest,
    left_out,
    lowest,
    round_half_up,
    rows,
    same,
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
    Source,
    Step,
    Table,
    calculator,
)
from seti_ta.evidence.facts import fact

RULES = {
    "shrinks": "shrinks as pay rises",
    "ends": "ends above a monthly pay",
    "stays": "does not change with pay",
}

HOUSEHOLD = (
    {"benefit": "SNAP", "amount": 400, "rule": "shrinks", "cut": 30, "limit": None},
    {"benefit": "Child care help", "amount": 600, "rule": "ends", "cut": None, "limit": 2500},
)


@calculator(
    code="C10",
    title="Benefit cliff quick check",
    question="Does the wage offer leave this household better off, and what help would bridge it?",
    inputs=(
        Input("wage_now", "Wage now", "dollars an hour", 11, EXAMPLE, low=7, high=100),
        Input("wage_offered", "Wage offered", "dollars an hour", 18, EXAMPLE, low=7, high=100),
        Input(
            "work_week",
            "Hours of work",
            "hours a week",
            35,
            EXAMPLE,
            low=1,
            high=60,
            help="The same hours now and in the new job.",
        ),
        Input(
            "tax",
            "Taxes on each dollar of pay",
            "percent",
            fact("employee_payroll_tax").value,
            Source.of("employee_payroll_tax"),
            low=0,
            high=40,
            help="Starts with payroll tax only. Add income tax, if the household pays any.",
        ),
    ),
    tables=(
        Table(
            "benefits",
            "Benefits of the household",
            "Benefit",
            (
                Input("benefit", "Benefit", "text", "", EXAMPLE),
                Input(
                    "amount",
                    "Worth now",
                    "dollars a month",
                    0,
                    EXAMPLE,
                    low=0,
                    high=10_000,
                    help="At the pay of today.",
                ),
                Input("rule", "As pay rises, it", "name", "shrinks", EXAMPLE, choices=RULES),
                Input(
                    "cut",
                    "Cut for each extra dollar",
                    "percent",
                    "",
                    JUDGEMENT,
                    low=1,
                    high=100,
                    optional=True,
                    help="Only for a benefit that shrinks. Of a dollar more in pay, SNAP takes "
                    f"about {fact('snap_cut').value:g} cents, and "
                    f"{fact('snap_cut_shelter').value:g} while high rent counts.",
                ),
                Input(
                    "limit",
                    "From or above this monthly pay",
                    "dollars a month",
                    "",
                    EXAMPLE,
                    low=0,
                    high=50_000,
                    optional=True,
                    help="Pay before taxes. A benefit that shrinks starts to do so here; leave it "
                    "empty if it shrinks from the pay of today. A benefit that ends is still "
                    "paid at this pay, and not above it.",
                ),
            ),
            HOUSEHOLD,
            EXAMPLE,
            least=1,
            most=6,
            help="Amounts and rules differ by state and household. Take them from the award "
            "letters, or ask a benefits counselor.",
        ),
    ),
    orders=(Order("wage_now", "wage_offered", strict=True),),
    steps=(
        Step("pay_now", "Monthly pay now", "dollars a month", help="In cents, as limits are."),
        Step("pay_offered", "Monthly pay offered", "dollars a month"),
        Step("raised", "The offer raises monthly pay by a cent or more", "yes or no"),
        Step("taken_home", "Share of pay after taxes", "percent"),
        Step("shrinks_by", "Cut that counts", "percent"),
        Step("shrinks_from", "Monthly pay from which it shrinks", "dollars a month"),
        Step(
            "gone_at",
            "Monthly pay at, or above, which it is gone",
            "dollars a month",
            help="$1,000,000 stands for never.",
        ),
        Step("lacks", "Lacks a number that its rule needs", "count", help="1 where it does."),
        Step("unclear", "Benefits that lack a number", "count"),
        Step("some_unclear", "There is one that lacks a number", "yes or no"),
        Step("over", "Ends below the pay of today", "count", help="1 where it does."),
        Step("already_over", "Benefits that end below the pay of today", "count"),
        Step("some_over", "There is one that ends below it", "yes or no"),
        Step("worth_now", "Worth now", "dollars a month"),
        Step("worth_offered", "Worth at the pay offered", "dollars a month"),
        Step("net_now", "Pay after taxes and benefits, now", "dollars a month"),
        Step("net_offered", "Pay after taxes and benefits, as offered", "dollars a month"),
        Step("change", "Change in what the household has", "dollars a month"),
        Step(
            "marginal_rate",
            "Part of the raise that taxes and lost benefits take",
            "percent",
            help="The effective marginal rate. Above 100 percent, the raise costs more than it "
            "brings.",
        ),
        Step("bridge", "Help needed to be no worse off than now", "dollars a month"),
        Step("worse", "The offer leaves the household worse off", "yes or no"),
        Step("worth_at_start", "Worth where one starts to shrink", "dollars a month"),
        Step("net_at_start", "Net where it starts to shrink", "dollars a month"),
        Step("worth_at_end", "Worth where one is about to be gone", "dollars a month"),
        Step("net_at_end", "Net where it is about to be gone", "dollars a month"),
        Step("start_before", "Net where it starts, up to the offer", "dollars a month"),
        Step("end_before", "Net where it is about to be gone, up to the offer", "dollars a month"),
        Step("best", "Most it has at any wage up to the offer", "dollars a month"),
        Step("short_of_best", "The offer is below that by", "dollars a month"),
        Step("falls_short", "The offer is below that best", "yes or no"),
        Step("start_beyond", "Starts above the offer, net at its best again", "dollars a month"),
        Step("end_beyond", "Gone above the offer, net at its best again", "dollars a month"),
        Step(
            "turn",
            "The first of these",
            "dollars a month",
            help="Net pay is a straight line up to there and crosses the best on that line. "
            "$1,000,000 stands for none.",
        ),
        Step("worth_at_turn", "Worth there", "dollars a month"),
        Step("cut_at_turn", "Cut on that line", "percent"),
        Step("even_pay", "Monthly pay from which it has that much again", "dollars a month"),
        Step(
            "break_even",
            "Wage from which it has that much again",
            "dollars an hour",
            help="Nothing, if the offer is the best already.",
        ),
        Step("drop_at", "Monthly pay above which it ends", "dollars a month"),
        Step("ends_with", "Ends there too", "dollars a month"),
        Step("drop_wage", "Ends above a wage of", "dollars an hour"),
        Step("lost", "Lost a month", "dollars a month"),
        Step("net_before", "Net just before", "dollars a month"),
        Step("net_after", "Net just after", "dollars a month"),
        Step("large_wage", "Wage at which more than $50 a month is lost", "dollars an hour"),
        Step("first_large", "The lowest of these wages", "dollars an hour"),
        Step("some_large", "There is such a wage", "yes or no"),
    ),
    results=(
        "pay_now",
        "pay_offered",
        "net_now",
        "net_offered",
        "change",
        "marginal_rate",
        "bridge",
        "best",
        "short_of_best",
        "break_even",
    ),
    row_results=(
        Rows(
            "Drops: benefits that end at once",
            ("benefit", "drop_wage", "net_before", "net_after", "lost"),
        ),
    ),
    headline="change",
    board_sentence=(
        Note(
            "At {wage_offered} an hour this household has {bridge} a month less than at "
            "{wage_now}: taxes and lost benefits take more than the raise.",
            when="worse",
        ),
        Note(
            "At {wage_offered} an hour this household has {change} a month more than at "
            "{wage_now}, but {short_of_best} less than at a wage between the two. It has as much "
            "again from about {break_even} an hour.",
            when="falls_short",
        ),
        Note(
            "At {wage_offered} an hour this household has {change} a month more than at "
            "{wage_now}. Taxes and lost benefits take {marginal_rate} of the raise.",
            when="raised",
        ),
        Note("The offer changes monthly pay by less than a cent."),
    ),
    warnings=(
        Note("This is not an eligibility decision. Ask a benefits counselor before deciding."),
        Note(
            "More than $50 a month is lost at once when pay passes {first_large} an hour. The "
            "table of drops shows each benefit that ends so.",
            when="some_large",
        ),
        Note(
            "Benefits without the number that their rule needs: {unclear}. They are counted as "
            "not changing with pay.",
            when="some_unclear",
        ),
        Note(
            "Benefits that end below the pay of today: {already_over}. They are counted as worth "
            "nothing, now and later.",
            when="some_over",
        ),
    ),
    limits=(
        "It does not model tax credits, Medicaid or help with housing. Each of them can outweigh "
        "what is shown here.",
        "It takes pay to be the only thing that changes: not hours, child care bills, the size of "
        "the household or the time until a review.",
        "The CLIFF tools of the Federal Reserve Bank of Atlanta follow the rules of each program "
        "more closely (atlantafed.org, search for CLIFF). Use them where they cover your area.",
    ),
    chart=Chart("What the household has in a month", ("net_now", "best", "net_offered")),
    examples=(
        Example(
            inputs={},
            results={
                "pay_now": "$1,668.33",
                "pay_offered": "$2,730.00",
                "net_now": "$2,540.70",
                "net_offered": "$2,602.65",
                "change": "$61.95",
                "marginal_rate": "94.2%",
                "best": "$3,059.25",
                "break_even": "$21.84",
            },
            source="Worked by hand. Child care help ends above $2,500 a month, where SNAP is "
            "worth 150.50: 2,308.75 and 750.50 make 3,059.25. SNAP is gone at 3,001.67, so "
            "3,059.25 divided by 92.35 percent is the pay that brings it back.",
        ),
        Example(
            inputs={"wage_offered": 16.6},
            results={"net_offered": "$2,470.27", "change": "-$70.44", "bridge": "$70.44"},
            source="Worked by hand: 2,517.67 less 7.65 percent, and 145.20 of SNAP. Child care "
            "help has just ended.",
        ),
    ),
    checklist_items=("WRP-07",),
    users=("coach",),
    component="support",
    purpose=(
        "Before someone takes a job or a raise, see what the household keeps once taxes are paid "
        "and benefits shrink or end. Nothing that you type is kept."
    ),
    use_when=(
        "A person asks what a wage offer leaves, and brings the letters about their benefits.",
        "You want to see how large a bridge payment would have to be, and for how long a raise "
        "brings nothing.",
    ),
    not_for=(
        "You decide who may get a benefit. Only the agency that pays it can say.",
        "You need tax credits, health insurance or rules that change with the family. A benefits "
        "counselor has fuller tools.",
    ),
    never_kept=True,
)
def benefit_cliff(wage_now, wage_offered, work_week, tax, benefit, amount, rule, cut, limit):
    pay_now = round_half_up(wage_now * work_week * 52 / 12, 2)
    pay_offered = round_half_up(wage_offered * work_week * 52 / 12, 2)
    raised = above(pay_offered, pay_now)
    taken_home = 1 - tax
    shrinks_by = [
        (cut[row] if given(cut[row]) else 0) if rule[row] == "shrinks" else 0
        for row in rows(benefit)
    ]
    shrinks_from = [
        (max(pay_now, limit[row]) if given(limit[row]) else pay_now)
        if rule[row] == "shrinks"
        else pay_now
        for row in rows(benefit)
    ]
    gone_at = [
        (limit[row] if given(limit[row]) else 1000000)
        if rule[row] == "ends"
        else shrinks_from[row] + amount[row] / shrinks_by[row]
        if above(shrinks_by[row], 0)
        else 1000000
        for row in rows(benefit)
    ]
    lacks = [
        (0 if given(cut[row]) else 1)
        if rule[row] == "shrinks"
        else (0 if given(limit[row]) else 1)
        if rule[row] == "ends"
        else 0
        for row in rows(benefit)
    ]
    unclear = total(lacks)
    some_unclear = above(unclear, 0)
    over = [1 if below(gone_at[row], pay_now) else 0 for row in rows(benefit)]
    already_over = total(over)
    some_over = above(already_over, 0)
    worth_now = [0 if above(pay_now, gone_at[row]) else amount[row] for row in rows(benefit)]
    worth_offered = [
        0
        if above(pay_offered, gone_at[row])
        else amount[row] - shrinks_by[row] * max(0, pay_offered - shrinks_from[row])
        for row in rows(benefit)
    ]
    net_now = pay_now * taken_home + total(worth_now)
    net_offered = pay_offered * taken_home + total(worth_offered)
    change = round_half_up(net_offered - net_now, 2)
    marginal_rate = 1 - change / (pay_offered - pay_now) if raised else left_out
    bridge = max(0, -change)
    worse = above(bridge, 0)
    worth_at_start = [
        [
            0
            if above(shrinks_from[row], gone_at[column])
            else amount[column]
            - shrinks_by[column] * max(0, shrinks_from[row] - shrinks_from[column])
            for column in rows(benefit)
        ]
        for row in rows(benefit)
    ]
    net_at_start = [
        shrinks_from[row] * taken_home + total(worth_at_start[row]) for row in rows(benefit)
    ]
    worth_at_end = [
        [
            0
            if above(gone_at[row], gone_at[column])
            else amount[column] - shrinks_by[column] * max(0, gone_at[row] - shrinks_from[column])
            for column in rows(benefit)
        ]
        for row in rows(benefit)
    ]
    net_at_end = [gone_at[row] * taken_home + total(worth_at_end[row]) for row in rows(benefit)]
    start_before = [
        0 if above(shrinks_from[row], pay_offered) else net_at_start[row] for row in rows(benefit)
    ]
    end_before = [
        0 if below(gone_at[row], pay_now) or above(gone_at[row], pay_offered) else net_at_end[row]
        for row in rows(benefit)
    ]
    best = max(net_now, net_offered, highest(start_before), highest(end_before))
    short_of_best = round_half_up(best - net_offered, 2)
    falls_short = above(short_of_best, 0)
    start_beyond = [
        1000000
        if below(shrinks_from[row], pay_offered) or below(net_at_start[row], best)
        else shrinks_from[row]
        for row in rows(benefit)
    ]
    end_beyond = [
        1000000
        if below(gone_at[row], pay_offered) or below(net_at_end[row], best)
        else gone_at[row]
        for row in rows(benefit)
    ]
    turn = min(lowest(start_beyond), lowest(end_beyond))
    worth_at_turn = [
        0
        if above(turn, gone_at[row])
        else amount[row] - shrinks_by[row] * max(0, turn - shrinks_from[row])
        for row in rows(benefit)
    ]
    cut_at_turn = [
        shrinks_by[row] if above(turn, shrinks_from[row]) and not above(turn, gone_at[row]) else 0
        for row in rows(benefit)
    ]
    even_pay = (
        turn - (turn * taken_home + total(worth_at_turn) - best) / (taken_home - total(cut_at_turn))
        if falls_short
        else left_out
    )
    break_even = even_pay * 12 / 52 / work_week if falls_short else left_out
    drop_at = [
        (
            left_out
            if below(limit[row], pay_now)
            else limit[row]
            if above(amount[row], 0)
            else left_out
        )
        if rule[row] == "ends" and given(limit[row])
        else left_out
        for row in rows(benefit)
    ]
    ends_with = [
        [
            (amount[column] if same(drop_at[row], drop_at[column]) else 0)
            if given(drop_at[row]) and given(drop_at[column])
            else 0
            for column in rows(benefit)
        ]
        for row in rows(benefit)
    ]
    drop_wage = [
        drop_at[row] * 12 / 52 / work_week if given(drop_at[row]) else left_out
        for row in rows(benefit)
    ]
    lost = [total(ends_with[row]) if given(drop_at[row]) else left_out for row in rows(benefit)]
    net_before = [net_at_end[row] if given(drop_at[row]) else left_out for row in rows(benefit)]
    net_after = [
        net_at_end[row] - lost[row] if given(drop_at[row]) else left_out for row in rows(benefit)
    ]
    large_wage = [
        (drop_wage[row] if above(lost[row], 50) else left_out) if given(drop_at[row]) else left_out
        for row in rows(benefit)
    ]
    first_large = lowest(large_wage)
    some_large = above(first_large, 0)
    return locals()
