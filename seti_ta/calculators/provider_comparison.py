"""Training providers side by side, by what became of the people who started with them."""

from seti_ta.calculators.functions import (
    above,
    below,
    count,
    first_at,
    given,
    highest,
    left_out,
    rank,
    rows,
    same,
    shrunk_rate,
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


def provider(name: str, counts: tuple[int, int, int, int], earnings: float, price: float) -> dict:
    """A row; ``counts`` are starters, completers, credentials and people employed."""
    columns = ("starters", "completers", "credentials", "employed")
    return {
        "provider": name,
        **dict(zip(columns, counts, strict=True)),
        "median_earnings": earnings,
        "price": price,
        "evidence": "",
        "reason": "",
    }


PROVIDERS = (
    provider("Provider A", (10, 9, 8, 8), 9_500, 5_200),
    provider("Provider B", (100, 80, 72, 71), 9_500, 5_000),
    provider("Provider C", (60, 48, 30, 42), 7_400, 2_500),
)

#: Two that differ in their size only.
SMALL_AND_LARGE = [
    provider("A", (10, 9, 9, 9), 9_000, 5_000),
    provider("B", (100, 80, 80, 80), 9_000, 5_000),
]

PEOPLE = {"low": 0, "high": 10_000, "whole": True}


def usual(name: str, label: str, help: str) -> Input:
    more = f"{help} Use the average of the providers near you."
    return Input(name, label, "percent", 70, JUDGEMENT, low=1, high=99, help=more)


@calculator(
    code="C04",
    title="Training-provider comparison",
    question="Which training provider has the best outcomes for its price?",
    inputs=(
        Input(
            "floor",
            "Wage floor",
            "dollars a quarter",
            8_000,
            JUDGEMENT,
            high=30_000,
            help="A provider with lower median earnings is taken out, unless a reason is given.",
        ),
        usual("usual_completion", "Usual completion rate", "Of 100 who start, so many complete."),
        usual("usual_credential", "Usual credential rate", "Of 100 who complete, so many earn it."),
        usual("usual_employment", "Usual employment rate", "Of 100 who start, so many work later."),
        Input(
            "weight",
            "Weight of the usual rates",
            "people",
            20,
            JUDGEMENT,
            high=100,
            whole=True,
            help="Each provider is counted as if it had this many more people with the usual "
            "rates, so that a few lucky cases do not win. 0 leaves its own rates as they are.",
        ),
    ),
    tables=(
        Table(
            "providers",
            "Providers",
            "Provider",
            (
                Input("provider", "Provider", "text", "", EXAMPLE),
                Input("starters", "Started", "people", 20, EXAMPLE, **(PEOPLE | {"low": 1})),
                Input("completers", "Completed", "people", 14, EXAMPLE, **PEOPLE),
                Input("credentials", "Earned the credential", "people", 10, EXAMPLE, **PEOPLE),
                Input(
                    "employed",
                    "In work",
                    "people",
                    14,
                    EXAMPLE,
                    **PEOPLE,
                    help="In the second quarter after they left, of all who started.",
                ),
                Input(
                    "median_earnings",
                    "Median earnings",
                    "dollars a quarter",
                    8_000,
                    EXAMPLE,
                    high=60_000,
                    help="In that quarter, of those in work.",
                ),
                Input(
                    "price",
                    "Price",
                    "dollars a person",
                    5_000,
                    EXAMPLE,
                    low=1,
                    high=100_000,
                    help="What you pay for each person who starts.",
                ),
                Input(
                    "evidence",
                    "Evidence rating",
                    "text",
                    "",
                    EXAMPLE,
                    optional=True,
                    help="Who rated a study of it, how, and when. It is shown, never scored.",
                ),
                Input(
                    "reason",
                    "Reason to keep it",
                    "text",
                    "",
                    EXAMPLE,
                    optional=True,
                    help="Only for one below the wage floor. With a reason it stays in.",
                ),
            ),
            PROVIDERS,
            EXAMPLE,
            least=2,
            most=8,
            unique=True,
            help="Ask every provider for the same course, the same year and the same counting.",
        ),
    ),
    orders=(
        Order("completers", "starters"),
        Order("credentials", "completers"),
        Order("employed", "starters"),
    ),
    steps=(
        Step("below_floor", "Below the wage floor", "count", help="1 where it is."),
        Step("taken_out", "Taken out", "count", help="1 where no reason is given."),
        Step("completion_rate", "Completion, adjusted", "percent"),
        Step(
            "credential_rate",
            "Credential, adjusted",
            "percent",
            help="Of those who complete. Nothing, if nobody completed and the weight is 0.",
        ),
        Step("employment_rate", "In work, adjusted", "percent"),
        Step(
            "credential_cost",
            "Price of one credential",
            "dollars",
            help="Nothing, if nobody is expected to earn it.",
        ),
        Step(
            "expected",
            "Expected earnings in the quarter",
            "dollars a quarter",
            help="For each person who starts: those out of work count with nothing.",
        ),
        Step("for_a_dollar", "Expected earnings for each dollar", "dollars for a dollar"),
        Step("place", "Place", "place"),
        Step("compared", "Providers compared", "count"),
        Step("excluded", "Providers taken out", "count"),
        Step("kept", "Kept for a reason", "count"),
        Step("nobody", "No provider is left", "yes or no"),
        Step("alone", "Only one provider is left", "yes or no"),
        Step("best", "Provider in first place", "text"),
        Step("best_value", "Its expected earnings for each dollar", "dollars for a dollar"),
        Step("others", "The same, of the others", "dollars for a dollar"),
        Step("level", "First place is shared", "yes or no"),
        Step("lead", "Lead over the next provider", "dollars for a dollar"),
        Step(
            "unadjusted",
            "Expected earnings for each dollar, own rate",
            "dollars for a dollar",
            help="As if the weight were 0.",
        ),
        Step("own_place", "Place by the own rate", "place"),
        Step("own_best", "First by the own rate", "text"),
        Step("best_own_place", "Place by the own rate, of the first", "place"),
        Step("moved", "Adjusting changes first place", "yes or no"),
        Step("few", "Fewer started than the weight", "count", help="1 where it is so."),
        Step("small", "Providers with fewer starters than the weight", "count"),
        Step("some_small", "Some have fewer starters than the weight", "yes or no"),
        Step("some_excluded", "The wage floor took a provider out", "yes or no"),
        Step("some_kept", "A reason kept a provider in", "yes or no"),
    ),
    results=("best", "best_value", "lead", "excluded"),
    row_results=(
        Rows(
            "Providers compared",
            ("provider", "place", "for_a_dollar", "expected", "credential_cost", "evidence"),
        ),
        Rows(
            "Adjusted rates, and how many people are behind them",
            ("provider", "starters", "completion_rate", "credential_rate", "employment_rate"),
        ),
    ),
    headline="best_value",
    board_sentence=(
        Note("Every provider is below the wage floor of {floor} a quarter.", when="nobody"),
        Note(
            "Only {best} is left, with {best_value} of expected earnings in one quarter for each "
            "dollar of its price. There is nothing to compare it with.",
            when="alone",
        ),
        Note(
            "{best} shares first place: {best_value} of expected earnings in one quarter for each "
            "dollar of its price. This tells who enrolled as much as what the training adds.",
            when="level",
        ),
        Note(
            "{best} comes first: {best_value} of expected earnings in one quarter for each dollar "
            "of its price. This tells who enrolled as much as what the training adds.",
        ),
    ),
    warnings=(
        Note(
            "By their own rates {own_best} comes first. Adjusting pulls the rates of small "
            "groups more toward the usual ones.",
            when="moved",
        ),
        Note(
            "Providers with fewer starters than the weight: {small}. Their adjusted rates rest on "
            "the usual rates more than on their own people.",
            when="some_small",
        ),
        Note("Providers taken out because of the wage floor: {excluded}.", when="some_excluded"),
        Note("Below the wage floor and kept for a reason: {kept}.", when="some_kept"),
        Note(
            "Outcomes depend on who enrolls. They are not the impact of a provider: people who "
            "would have found work anyway raise them."
        ),
    ),
    limits=(
        "It does not show what a provider adds. Only a study with a comparison group can.",
        "An evidence rating judges a study of a program, often of other people in another year. "
        "So it stands beside the figures and is no part of the place.",
        "One quarter of earnings says little about later years.",
        "Providers count starters and people in work in their own ways. Ask how.",
    ),
    chart=Chart(
        "Expected earnings in one quarter for each dollar", ("for_a_dollar",), labels="provider"
    ),
    examples=(
        Example(
            inputs={"providers": SMALL_AND_LARGE},
            results={"completion_rate": "76.7%, 78.3%", "place": "2, 1", "best": "B"},
            source="Worked by hand: (9 + 14) of 30 and (80 + 14) of 120. The small provider has "
            "the higher own rate, 90% and not 80%, and comes second.",
        ),
        Example(
            inputs={"providers": SMALL_AND_LARGE, "weight": 0},
            results={"completion_rate": "90%, 80%", "place": "1, 2", "credential_cost": "$5,556, "
                     "$6,250"},
            source="Worked by hand: 5,000 over 0.9 and over 0.8.",
        ),
        Example(
            inputs={},
            results={
                "for_a_dollar": "$1.34, $1.35, –",
                "credential_cost": "$8,941, $7,422, $4,985",
                "excluded": "1",
            },
            source="Worked by hand: 22 of 30 times 9,500 over 5,200, and 85 of 120 times 9,500 "
            "over 5,000. Provider C is below the wage floor.",
        ),
    ),
    checklist_items=("TRN-12",),
    users=("board", "coach"),
    component="training",
    purpose="Put training providers side by side on completion, credentials, work, pay and price, "
    "so that a small provider with a few lucky cases does not win.",
    use_when=(
        "You choose from which providers to buy, or where to refer people.",
        "You have the same counts for each provider, for the same course and year.",
        "You want to see how much the place of a small provider rests on a few people.",
    ),
    not_for=(
        "You want to know what a provider adds. That takes a study with a comparison group.",
        "Providers enroll very different people. Then the better outcomes may be those of the "
        "easier start.",
        "Figures are missing for some of them. Ask for them first.",
    ),
)  # fmt: skip
def provider_comparison(
    floor,
    usual_completion,
    usual_credential,
    usual_employment,
    weight,
    provider,
    starters,
    completers,
    credentials,
    employed,
    median_earnings,
    price,
    evidence,
    reason,
):
    below_floor = [1 if below(median_earnings[row], floor) else 0 for row in rows(provider)]
    taken_out = [0 if given(reason[row]) else below_floor[row] for row in rows(provider)]
    completion_rate = [
        shrunk_rate(completers[row], starters[row], usual_completion, weight)
        for row in rows(provider)
    ]
    credential_rate = [
        shrunk_rate(credentials[row], completers[row], usual_credential, weight)
        if above(completers[row] + weight, 0)
        else left_out
        for row in rows(provider)
    ]
    employment_rate = [
        shrunk_rate(employed[row], starters[row], usual_employment, weight)
        for row in rows(provider)
    ]
    credential_cost = [
        left_out
        if same(credentials[row] + weight, 0)
        else price[row] / (completion_rate[row] * credential_rate[row])
        for row in rows(provider)
    ]
    expected = [employment_rate[row] * median_earnings[row] for row in rows(provider)]
    for_a_dollar = [
        left_out if above(taken_out[row], 0) else expected[row] / price[row]
        for row in rows(provider)
    ]
    place = rank(for_a_dollar)
    compared = count(for_a_dollar)
    excluded = total(taken_out)
    kept = total(below_floor) - excluded
    nobody = same(compared, 0)
    alone = same(compared, 1)
    best = "" if nobody else first_at(provider, place, 1)
    best_value = highest(for_a_dollar)
    others = [
        left_out
        if above(taken_out[row], 0)
        else left_out
        if same(for_a_dollar[row], best_value)
        else for_a_dollar[row]
        for row in rows(provider)
    ]
    level = above(compared - count(others), 1)
    lead = 0 if level or same(count(others), 0) else best_value - highest(others)
    unadjusted = [
        left_out
        if above(taken_out[row], 0)
        else employed[row] / starters[row] * median_earnings[row] / price[row]
        for row in rows(provider)
    ]
    own_place = rank(unadjusted)
    own_best = "" if nobody else first_at(provider, own_place, 1)
    best_own_place = 1 if nobody else first_at(own_place, place, 1)
    moved = above(best_own_place, 1)
    few = [1 if below(starters[row], weight) else 0 for row in rows(provider)]
    small = total(few)
    some_small = above(small, 0)
    some_excluded = above(excluded, 0)
    some_kept = above(kept, 0)
    return locals()
