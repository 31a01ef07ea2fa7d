"""Sample size and smallest detectable effect: can this study answer the question."""

from seti_ta.calculators.functions import below, people_up, round_down, t_quantile
from seti_ta.calculators.price_years import YEARS
from seti_ta.calculators.vocabulary import (
    EXAMPLE,
    JUDGEMENT,
    Chart,
    Example,
    Input,
    Note,
    Order,
    Reference,
    Source,
    Step,
    calculator,
)
from seti_ta.evidence.facts import fact

SD = fact("earnings_sd_implied")
CONVENTION = Source("judgement", "The usual convention in trials of training programs.")


@calculator(
    code="C16",
    title="Sample size and smallest detectable effect",
    question="Is this study large enough to find the gain that we hope for?",
    inputs=(
        Input(
            "assigned",
            "People assigned by chance",
            "people",
            500,
            EXAMPLE,
            low=20,
            high=50_000,
            whole=True,
            help="Everyone in the lottery, in both groups.",
        ),
        Input(
            "follow_up",
            "Found again at the end",
            "percent",
            80,
            JUDGEMENT,
            low=20,
            high=100,
            help="People whose outcome you will know. We plan 80 for a survey, 95 for wage "
            "records.",
        ),
        Input(
            "share_offered",
            "Offered a place",
            "percent",
            50,
            EXAMPLE,
            low=10,
            high=90,
            help="Of 100 people assigned. Half and half finds the smallest effect.",
        ),
        Input(
            "sd",
            "Spread of yearly earnings (standard deviation)",
            "dollars a year",
            SD.value,
            Source.of("earnings_sd_implied"),
            low=100,
            high=200_000,
            help="In the control group, people without earnings counted as zero. Use your own "
            "wage records if you can.",
        ),
        Input(
            "price_year",
            "Year of these dollars",
            "year",
            SD.price_years[0],
            Source.of("earnings_sd_implied"),
            **YEARS,
            help="All dollars of the result are of this year.",
        ),
        Input(
            "base_rate",
            "Employed without the program",
            "percent",
            45,
            EXAMPLE,
            low=1,
            high=99,
            help="Or any other yes-or-no outcome, such as a credential.",
        ),
        Input(
            "explained",
            "Explained by what you know at the start (R²)",
            "share",
            0.1,
            JUDGEMENT,
            low=0,
            high=0.9,
            help="How much of the outcome earlier earnings and the like predict. 0 for nothing.",
        ),
        Input(
            "power",
            "Power",
            "percent",
            80,
            CONVENTION,
            low=60,
            high=99,
            help="How often a study like this finds an effect of that size.",
        ),
        Input(
            "significance",
            "Significance level, two-sided",
            "percent",
            5,
            CONVENTION,
            low=0.1,
            high=20,
            help="How often chance alone would be taken for an effect.",
        ),
        Input(
            "take_up",
            "Take part, of those offered a place",
            "percent",
            90,
            JUDGEMENT,
            low=1,
            high=100,
        ),
        Input(
            "crossover",
            "Take part, of those not offered one",
            "percent",
            0,
            JUDGEMENT,
            low=0,
            high=99,
        ),
        Input(
            "hoped_for",
            "Gain you hope for",
            "dollars a year",
            3000,
            EXAMPLE,
            low=50,
            high=100_000,
            help="For each person offered a place, whether or not the person takes part.",
            references=(
                Reference.to(
                    "quest_2017-label7-earnings impact", "Project QUEST, year 9, 2017 dollars"
                ),
            ),
        ),
    ),
    orders=(Order("crossover", "take_up", strict=True),),
    steps=(
        Step("analyzed", "People with an outcome", "people", help="Rounded down to whole people."),
        Step("df", "Degrees of freedom", "count"),
        Step(
            "multiplier",
            "Multiplier",
            "rate",
            help="Bloom's multiplier: the t quantiles of the significance level and the power.",
        ),
        Step("se", "Standard error", "standard deviations"),
        Step("mdes", "Smallest effect that it can find", "standard deviations"),
        Step("mde", "Smallest gain that it can find, each person offered", "dollars a year"),
        Step("taking_part", "Offered who take part, less not offered who do", "percent"),
        Step("mde_takers", "The same, each person who takes part", "dollars a year"),
        Step("rate_sd", "Spread of the yes-or-no outcome", "standard deviations"),
        Step("mde_rate", "Smallest change in employment, each person offered", "percent"),
        Step("mde_rate_takers", "The same change, each person who takes part", "percent"),
        Step(
            "per_multiplier",
            "People needed, divided by the multiplier squared",
            "expected people",
        ),
        Step("first_guess", "People with an outcome, first round", "people"),
        Step(
            "first_df",
            "Degrees of freedom, second round",
            "count",
            help="Counted up to 100,000. The multiplier hardly changes above that.",
        ),
        Step("second_multiplier", "Multiplier, second round", "rate"),
        Step("second_guess", "People with an outcome, second round", "people"),
        Step("second_df", "Degrees of freedom, third round", "count"),
        Step("third_multiplier", "Multiplier, third round", "rate"),
        Step("third_guess", "People with an outcome, third round", "people"),
        Step(
            "needed",
            "People to assign, for the gain you hope for",
            "people",
            help="The multiplier depends on the answer, so it is found in three rounds.",
        ),
        Step("too_small", "The study is too small for that gain", "yes or no"),
        Step("few", "Fewer than 20 degrees of freedom", "yes or no"),
        Step("offered_group", "Offered a place", "people"),
        Step("control_group", "Not offered a place", "people"),
        Step("offered_found", "Found again, offered a place", "people"),
        Step("control_found", "Found again, not offered a place", "people"),
    ),
    results=("mde", "mde_takers", "mdes", "mde_rate", "mde_rate_takers", "needed", "analyzed"),
    headline="mde",
    board_sentence=(
        Note(
            "This study is too small for a gain of {hoped_for} a year. It would need about "
            "{needed} people; with {assigned} it can find a gain of {mde} or more ({price_year} "
            "dollars).",
            when="too_small",
        ),
        Note(
            "With {assigned} people assigned, the study can find a gain of {mde} a year or more "
            "for each person offered a place ({price_year} dollars).",
        ),
    ),
    warnings=(
        Note(
            "With so few people the arithmetic is rough. Ask a statistician.",
            when="few",
        ),
        Note(
            "A smaller true gain will often be missed. “No significant effect” from such a "
            "study does not mean that there was none.",
        ),
    ),
    limits=(
        "It is for people assigned one by one. If whole classes or offices are assigned, far more "
        "people are needed.",
        "Losing people costs more than size: if more are lost from one group, the comparison "
        "itself bends. More people do not mend that.",
        "Each measure used to explain the outcome takes one degree of freedom. That is left out; "
        "above 100 people it hardly matters.",
        "Before launch, agree on access to wage records. It buys more than a longer survey.",
    ),
    chart=Chart(
        "Smallest gain it can find, and the gain you hope for", ("mde", "mde_takers", "hoped_for")
    ),
    examples=(
        Example(
            inputs={},
            results={"mde": "$5,568", "mdes": "0.266", "analyzed": "400"},
            source="Worked with the t-multiplier of Bloom (1995), 398 degrees of freedom.",
        ),
        Example(
            inputs={"explained": 0, "assigned": 410, "follow_up": 100},
            results={"mde": "$5,797"},
            source="As large as the trial of Project QUEST, without covariates. Its effect in year "
            "9 was below that: one reason why it comes and goes.",
        ),
        Example(
            inputs={"explained": 0, "assigned": 400, "follow_up": 100},
            results={"mde_rate": "14%"},
            source="A rate of 45 percent.",
        ),
    ),
    checklist_items=("MEV-10",),
    users=("board", "coach"),
    component="results",
)
def sample_size(
    assigned,
    follow_up,
    share_offered,
    sd,
    price_year,
    base_rate,
    explained,
    power,
    significance,
    take_up,
    crossover,
    hoped_for,
):
    analyzed = -people_up(-assigned * follow_up)
    df = analyzed - 2
    multiplier = t_quantile(1 - significance / 2, df) + t_quantile(power, df)
    se = ((1 - explained) / (share_offered * (1 - share_offered) * analyzed)) ** 0.5
    mdes = multiplier * se
    mde = mdes * sd
    taking_part = take_up - crossover
    mde_takers = mde / taking_part
    rate_sd = (base_rate * (1 - base_rate)) ** 0.5
    mde_rate = mdes * rate_sd
    mde_rate_takers = mde_rate / taking_part
    per_multiplier = (sd / hoped_for) ** 2 * (1 - explained) / (share_offered * (1 - share_offered))
    first_guess = people_up(per_multiplier * multiplier**2)
    first_df = min(100_000, max(1, first_guess - 2))
    second_multiplier = t_quantile(1 - significance / 2, first_df) + t_quantile(power, first_df)
    second_guess = people_up(per_multiplier * second_multiplier**2)
    second_df = min(100_000, max(1, second_guess - 2))
    third_multiplier = t_quantile(1 - significance / 2, second_df) + t_quantile(power, second_df)
    third_guess = people_up(per_multiplier * third_multiplier**2)
    needed = people_up(third_guess / follow_up)
    too_small = below(hoped_for, mde)
    few = below(df, 20)
    offered_group = people_up(assigned * share_offered)
    control_group = assigned - offered_group
    offered_found = round_down(offered_group * follow_up)
    control_found = round_down(control_group * follow_up)
    return locals()
