"""Public value: who gains, who pays, and what a dollar of public money buys.

The marginal value of public funds (MVPF) is the value to participants over the net cost to the
public. Stipends are a part of the cost and a part of the value. All amounts are for each person
who enrolls.
"""

from dataclasses import replace

from seti_ta.calculators.braided_budget import braided_budget
from seti_ta.calculators.carried import carried_over
from seti_ta.calculators.direct_aid import direct_aid
from seti_ta.calculators.earnings_gain import earnings_gain
from seti_ta.calculators.functions import above, below, left_out, same
from seti_ta.calculators.program_cost import program_cost
from seti_ta.calculators.vocabulary import (
    JUDGEMENT,
    Chart,
    Example,
    Input,
    Note,
    Order,
    Reference,
    Step,
    calculator,
)


def forecast(name: str, **more) -> Input:
    """An input of the earnings-gain forecast, as it stands there."""
    theirs = earnings_gain.declared[name]
    kept = {key: getattr(theirs, key) for key in ("low", "high", "whole", "choices", "per")}
    field = carried_over(name, theirs.label, theirs.unit, earnings_gain, name, **kept)
    return replace(field, **more)


@calculator(
    code="C15",
    title="Public value",
    question="Who gains, who pays, and what does a dollar of public money buy?",
    inputs=(
        carried_over(
            "gain",
            "Earnings gain, worth today",
            "dollars a person",
            earnings_gain,
            "total_central",
            low=-200_000,
            high=1_000_000,
            help="Before taxes, over all years counted, less what people give up in training.",
            per="basis",
        ),
        forecast("basis", label="The gain is for each"),
        forecast("take_up"),
        forecast("participation"),
        carried_over(
            "cost",
            "Cost for each person who enrolls",
            "dollars a person",
            program_cost,
            "per_enrollee",
            low=1,
            high=200_000,
            help="With stipends, whoever pays. Without start-up.",
        ),
        carried_over(
            "stipend",
            "Stipends in that cost",
            "dollars a person",
            direct_aid,
            "stipend_per_enrollee",
            low=0,
            high=200_000,
            help="What people receive as income. It is a cost, and a value to them.",
        ),
        carried_over(
            "public_share",
            "Public money, of the cost",
            "percent",
            braided_budget,
            "public_share",
            low=0,
            high=100,
            help="Federal, state and local money. For the second ratio only: the first counts the "
            "whole cost as public.",
            references=(Reference.to("year_up_public_share", "Year Up, people of 2013-14"),),
        ),
        Input(
            "tax_rate",
            "Taxes and lost benefits, of the gain",
            "percent",
            20,
            JUDGEMENT,
            low=0,
            high=60,
            help="Of each extra dollar earned, what goes to taxes or is lost in benefits.",
            references=(
                Reference.to("year_up_mvpf_tax_rate", "Published account of Year Up"),
                Reference.to("workadvance_mvpf_tax_rate", "Published account of WorkAdvance"),
            ),
        ),
        Input(
            "fringe",
            "Fringe benefits, of the gain",
            "percent",
            0,
            JUDGEMENT,
            low=0,
            high=40,
            help="Published ratios leave them out.",
        ),
        Input(
            "other_savings",
            "Other public spending saved",
            "dollars a person",
            0,
            JUDGEMENT,
            low=0,
            high=100_000,
            help="For example training that people would have used elsewhere. Leave benefits out: "
            "they are in the rate above.",
            per="enrollee",
        ),
        Input(
            "other_cost",
            "Cost to others, not in the cost above",
            "dollars a person",
            0,
            JUDGEMENT,
            low=0,
            high=200_000,
            help="For example employers' time.",
            per="enrollee",
        ),
        Input(
            "valued",
            "Participants value the program at",
            "name",
            "by_income",
            JUDGEMENT,
            choices={
                "by_income": "what they gain after taxes",
                "price": "what it costs",
                "token": "one percent of what it costs",
            },
            help="Most published ratios use the first. The others show how much hangs on it.",
        ),
        forecast("horizon", help="As in the forecast of the gain. Change it there."),
        forecast("discount", help="As in the forecast of the gain. Change it there."),
    ),
    orders=(Order("stipend", "cost"),),
    steps=(
        Step(
            "gain_enrollee",
            "Earnings gain for each person who enrolls",
            "dollars a person",
            per="enrollee",
        ),
        Step("taxes", "Taxes and lost benefits", "dollars a person", per="enrollee"),
        Step("fringes", "Fringe benefits", "dollars a person", per="enrollee"),
        Step("income", "Gain after taxes", "dollars a person", per="enrollee"),
        Step("value", "Participants: value to them", "dollars a person", per="enrollee"),
        Step("fiscal", "Comes back to the public", "dollars a person", per="enrollee"),
        Step("net_cost", "Net cost to the public", "dollars a person", per="enrollee"),
        Step(
            "mvpf",
            "Value for each dollar of net public cost",
            "ratio",
            help="The marginal value of public funds (MVPF), as if the public paid the whole "
            "cost. Empty where the public pays nothing on balance.",
        ),
        Step("no_public", "No public money pays the cost", "yes or no"),
        Step("net_actual", "Net cost on the real public share", "dollars a person", per="enrollee"),
        Step("mvpf_actual", "The same on the real public share of the cost", "ratio"),
        Step("government", "Government: gain or loss", "dollars a person", per="enrollee"),
        Step("others", "Others: gain or loss", "dollars a person", per="enrollee"),
        Step("society", "Society: the sum of the three", "dollars a person", per="enrollee"),
        Step("benefit_cost", "Benefits for each dollar of cost", "ratio"),
        Step("fiscal_return", "Return to the public budget alone", "percent"),
        Step("net_saving", "Net saving to the public", "dollars a person", per="enrollee"),
        Step("harm", "Loss to participants", "dollars a person", per="enrollee"),
        Step("loses", "Participants lose", "yes or no"),
        Step("costs", "The public pays on balance", "yes or no"),
        Step("nothing", "Neither value nor net cost", "yes or no"),
        Step("harms_and_saves", "Participants lose and the public saves", "yes or no"),
        Step("harms_and_costs", "Participants lose and the public pays", "yes or no"),
        Step("has_ratio", "Participants do not lose and the public pays", "yes or no"),
        Step("repays", "What comes back is at least the cost", "yes or no"),
        Step("share_repaid", "What comes back is at least the real public share", "yes or no"),
        Step("part_public", "The public pays a part of the cost", "yes or no"),
        Step("has_stipends", "Stipends are paid", "yes or no"),
        Step("by_assumption", "The value is assumed", "yes or no"),
    ),
    results=(
        "mvpf",
        "mvpf_actual",
        "value",
        "net_cost",
        "government",
        "others",
        "society",
        "benefit_cost",
        "fiscal_return",
    ),
    headline="mvpf",
    board_sentence=(
        Note(
            "Over {horizon} years participants would lose about {harm} each and the public would "
            "save {net_saving}. A ratio has no meaning here.",
            when="harms_and_saves",
        ),
        Note(
            "Over {horizon} years participants would lose about {harm} each, at a net public cost "
            "of {net_cost}: no benefit on average.",
            when="harms_and_costs",
        ),
        Note(
            "The program repays its {cost} for each person within {horizon} years at {discount} a "
            "year, if the forecast gain comes about and is taxed at {tax_rate}. Participants "
            "would gain {value} each.",
            when="repays",
        ),
        Note(
            "Over {horizon} years at {discount} a year, each dollar of net public cost may bring "
            "participants {mvpf} dollars: {value} for {net_cost}, for each person who enrolls.",
            when="has_ratio",
        ),
        Note("Over {horizon} years the program has neither a value nor a net cost."),
    ),
    warnings=(
        Note(
            "The gain does not follow your completion rate. If fewer complete, more enroll to "
            "reach the target, each costs less, and the ratio rises. The program is not better "
            "for it.",
        ),
        Note(
            "The gain is a forecast from other programs. At a lower gain, a shorter time or a "
            "lower tax rate the program may not repay its cost.",
            when="repays",
        ),
        Note(
            "On the real public share of the cost, what comes back is at least what the public "
            "pays, so that ratio is empty. What others pay is still a cost to society.",
            when="share_repaid",
        ),
        Note(
            "No public money is entered for the cost, so there is no ratio on the real public "
            "share.",
            when="no_public",
        ),
        Note(
            "The ratio on the real public share leaves out what others pay. A small share makes "
            "it large.",
            when="part_public",
        ),
        Note(
            "Stipends of {stipend} count twice on purpose: as a part of the cost and as a part of "
            "the value to participants.",
            when="has_stipends",
        ),
        Note(
            "The value to participants is assumed, not taken from what they gain.",
            when="by_assumption",
        ),
        Note(
            "At the rate of federal guidance, later gains count for less. The forecast shows the "
            "gain at both rates.",
            rules=("omb_a94",),
        ),
    ),
    limits=(
        "The value is income. Health, crime, leisure and what other workers lose are left out.",
        "One tax rate stands for all people and years. It hardly ever is the same for all.",
        "A ratio of 1 is like handing out the money in cash. The cost of raising taxes is left "
        "out.",
        "It does not say whether money should be spent. It says who gains and who pays.",
    ),
    chart=Chart(
        "Gain or loss for each person who enrolls", ("value", "government", "others", "society")
    ),
    examples=(
        Example(
            inputs={},
            results={
                "gain_enrollee": "$5,920",
                "value": "$6,761",
                "net_cost": "$7,047",
                "mvpf": "0.96",
                "mvpf_actual": "1.37",
                "society": "-$286",
            },
            source="Worked by hand: 4,795.51 over 0.81, less a fifth, plus 2,025 in stipends.",
        ),
        Example(
            inputs={
                "gain": 12_500,
                "basis": "enrollee",
                "cost": 7_000,
                "stipend": 0,
                "fringe": 16,
            },
            results={
                "value": "$12,000",
                "fiscal": "$2,500",
                "mvpf": "2.67",
                "fiscal_return": "-64.3%",
                "society": "$7,500",
            },
            source="Worked by hand: 12,000 over 7,000 less 2,500.",
        ),
        Example(
            inputs={
                "gain": 6_095.65,
                "basis": "enrollee",
                "cost": 28_290,
                "stipend": 6_614,
                "tax_rate": 18.6,
                "public_share": 2,
            },
            results={"value": "$11,576", "fiscal": "$1,134", "mvpf": "0.43", "mvpf_actual": "–"},
            source="Policy Impacts Library, Year Up: the same amounts, and 0.43.",
        ),
        Example(
            inputs={
                "gain": 3_646.29,
                "basis": "enrollee",
                "cost": 5_640.66,
                "stipend": 0,
                "tax_rate": 0.3,
                "other_savings": 939.51,
            },
            results={"value": "$3,635", "mvpf": "0.78"},
            source="Policy Impacts Library, WorkAdvance: 3,635, and 0.78.",
        ),
        Example(
            inputs={
                "gain": 12_000,
                "basis": "offered",
                "take_up": 50,
                "cost": 2_500,
                "stipend": 500,
            },
            results={"gain_enrollee": "$24,000", "government": "$2,300", "mvpf": "–"},
            source="Worked by hand: a fifth of 24,000 is 4,800, more than the cost of 2,500.",
        ),
    ),
    checklist_items=("PIL-11",),
    users=("board",),
    component="money",
    purpose=(
        "See who gains and who pays, and what a dollar of public money buys, under assumptions "
        "that you can see and change."
    ),
    use_when=(
        "You compare ways to spend public money by one measure.",
        "Someone says that a program pays for itself, and you want to know when and at what rate.",
        "You want to see how much the answer hangs on how long a gain lasts.",
    ),
    not_for=(
        "You have no estimate of an effect. A placement rate is none.",
        "You decide by this figure alone. It leaves out what people and places gain beside money.",
    ),
)
def public_value(
    gain,
    basis,
    take_up,
    participation,
    cost,
    stipend,
    public_share,
    tax_rate,
    fringe,
    other_savings,
    other_cost,
    valued,
    horizon,
    discount,
):
    gain_enrollee = (
        gain / take_up
        if basis == "offered"
        else gain
        if basis == "enrollee"
        else gain * participation
    )
    taxes = gain_enrollee * tax_rate
    fringes = gain_enrollee * fringe
    income = gain_enrollee - taxes + fringes
    value = (
        income + stipend if valued == "by_income" else cost if valued == "price" else cost * 0.01
    )
    fiscal = taxes + other_savings
    net_cost = cost - fiscal
    mvpf = value / net_cost if above(net_cost, 0) else left_out
    no_public = same(public_share, 0)
    net_actual = cost * public_share - fiscal
    mvpf_actual = value / net_actual if above(net_actual, 0) and not no_public else left_out
    government = -net_cost
    others = -other_cost
    society = value + government + others
    benefit_cost = (value + fiscal) / (cost + other_cost)
    fiscal_return = fiscal / cost - 1
    net_saving = max(0, government)
    harm = max(0, -value)
    loses = below(value, 0)
    costs = above(net_cost, 0)
    nothing = same(value, 0) and same(net_cost, 0)
    harms_and_saves = loses and not costs
    harms_and_costs = loses and costs
    has_ratio = costs and not loses
    repays = not costs and not loses and not nothing
    share_repaid = costs and not above(net_actual, 0) and not no_public
    part_public = above(net_actual, 0) and below(public_share, 1) and not no_public
    has_stipends = above(stipend, 0)
    by_assumption = valued == "price" or valued == "token"
    return locals()
