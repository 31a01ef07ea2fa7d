"""Earnings-gain forecast: what gain to expect, with a range, from what trials found."""

from dataclasses import replace

from seti_ta.calculators.carried import carried_over
from seti_ta.calculators.functions import above, below, running_total, same, years
from seti_ta.calculators.program_cost import program_cost
from seti_ta.calculators.recruitment_funnel import recruitment_funnel
from seti_ta.calculators.shared_inputs import COURSE_WEEKS
from seti_ta.calculators.vocabulary import (
    JUDGEMENT,
    Chart,
    Constant,
    Example,
    Input,
    Note,
    Preset,
    Reference,
    Source,
    Step,
    calculator,
)
from seti_ta.evidence.estimates import quote, row
from seti_ta.evidence.facts import fact

BASIS = {
    "offered": "person offered a place",
    "enrollee": "person who enrolls",
    "participant": "participant",
}

WORKADVANCE = "wa_2016-pooled-year2-earnings"
YEAR_UP_1 = "yearup_pace_2022-year1-earnings"
YEAR_UP_5 = "yearup_pace_2022-year5-earnings"


SET_WEEKS = "The weeks of training are this form's own. Set them to match"

#: What people give up in training, where the trial's own figure is not known.
COSTS = {"training_weeks": fact("per_scholas_weeks").value, "share_given_up": 50}


#: What Project QUEST's length and losses come from.
QUEST_SOURCES = (
    Source.of_estimate("quest_2019-year1-earnings"),
    Source.of("quest_months"),
    Source.of("quest_prior_earnings"),
)
QUEST_LOSSES = [-quote(f"quest_2019-year{year}-earnings", "impact") for year in (1, 2)]


def quest_costs():
    """Project QUEST's length, and its losses in years 1 and 2 as a share of earlier earnings."""
    weeks = round(fact("quest_months").value * 52 / 12)
    earned = fact("quest_prior_earnings").value * weeks / 52
    return {"training_weeks": weeks, "share_given_up": round(100 * sum(QUEST_LOSSES) / earned, 1)}


def gain(name, label, row_id, low, high, measured_until, costs=None, **details):
    """One trial for the picker. The central effect is the row's; all are per person offered."""
    effects = (low, quote(row_id, "pct_impact"), high)
    return trial(name, label, row_id, effects, measured_until, costs or {}, details)


def no_gain(name, label, row_id, **details):
    """One trial that could not tell the effect from zero: the form counts it as zero."""
    if row(row_id)["finding"] != "no detectable effect":
        raise ValueError(row_id)
    years_measured = int(row(row_id)["followup_years"])
    return trial(name, label, row_id, (0, 0, 0), years_measured, {}, details)


def trial(name, label, row_id, effects, measured_until, costs, details):
    """One trial as values of the form, with the form's own costs where its are not known."""
    mind = details.get("mind", "" if costs else SET_WEEKS)
    told = {
        "Who": details["people"],
        "Screened?": details["screened"],
        "Rated by": details["rated"],
        "Found": details["found"],
        "Mind": mind,
        "Length and losses from": "; ".join(
            f"{each.citation}, {each.locator} ({each.grade})"
            for each in details.get("costs_from", ())
        ),
    }
    return Preset(
        name,
        label,
        values=dict(zip(("effect_low", "effect_central", "effect_high"), effects, strict=True))
        | {"basis": "offered", "measured_until": measured_until}
        | COSTS
        | costs,
        details={about: text for about, text in told.items() if text},
        source=Source.of_estimate(row_id),
    )


#: The low end is zero where the trial also had a site, a later year or a second trial without
#: a detectable gain. The central value is the latest one with a gain, the high end the largest.
TRIALS = (
    gain(
        "workadvance",
        "WorkAdvance, four sites together",
        WORKADVANCE,
        low=fact("workadvance_worst_site_gain").value,
        high=quote("wa_2016-per_scholas-year2-earnings_percent", "pct_impact"),
        measured_until=3,
        people="Low-income adults in New York, Tulsa and northeast Ohio; IT, health care, "
        "manufacturing, transport, environmental work",
        screened="Yes: about one applicant in five entered",
        rated="No rating read. Randomized trial by MDRC",
        found="Gains in years 2 and 3 for the four sites together, none at one of them. In year "
        "10 three of the four sites showed no difference",
    ),
    gain(
        "per_scholas",
        "Per Scholas in WorkAdvance",
        "wa_2020-per_scholas-years5_7-earnings",
        low=0,
        high=quote("wa_2017-per_scholas-year3-earnings", "pct_impact"),
        measured_until=8,
        costs={"training_weeks": fact("per_scholas_weeks").value},
        people="Low-income adults in the Bronx, IT support",
        screened="Yes: tests at tenth-grade level and an interview",
        rated="Near top tier (Social Programs That Work, 2025); an earlier trial of the same "
        "provider was rated low for attrition (CLEAR)",
        found="Gains in years 2 to 5 and 7 to 8; none detected in year 10",
        mind="The form applies one percentage to every year up to year 8. The trial found less "
        "in some of them",
    ),
    gain(
        "quest",
        "Project QUEST",
        "quest_2021-year11-earnings",
        low=0,
        high=quote("quest_2019-year9-earnings", "pct_impact"),
        measured_until=11,
        costs=quest_costs(),
        people="Adults in San Antonio, mostly women, health care degrees and certificates",
        screened="Yes: motivation and readiness for full-time study",
        rated="Study meets standards, earnings result indeterminate (What Works Clearinghouse); "
        "strong in other reviews",
        found="Losses in years 1 and 2, then gains; year 11 only at the 10 percent level; not "
        "significant in years 13 and 14",
        mind="People stayed about {months} months and lost ${:,.0f} in year 1 and ${:,.0f} in year "
        "2 (nine-year report), for each person offered a place. The share given up sets that "
        "beside the {earned} a year of before entry. At other earnings, and after your own "
        "take-up, the form counts another loss".format(
            *QUEST_LOSSES,
            months=fact("quest_months").written,
            earned=fact("quest_prior_earnings").written,
        ),
        costs_from=QUEST_SOURCES,
    ),
    gain(
        "year_up",
        "Year Up",
        "yearup_pace_2022-year7-earnings",
        low=0,
        high=quote("yearup_pace_2018-year3-earnings", "pct_impact"),
        measured_until=7,
        costs={"training_weeks": 52, "share_given_up": -quote(YEAR_UP_1, "pct_impact")},
        people="Young adults 18 to 24 with a high school credential; IT and finance; a year long",
        screened="Yes: interviews, fewer than one applicant in three accepted",
        rated="What Works Clearinghouse and others disagree on how firm it is",
        found="A loss in the program year, then gains to year 7. An earlier small trial had faded "
        "by year 3",
    ),
    no_gain(
        "vida",
        "VIDA: no detectable gain",
        "vida_2022-through_year7-earnings",
        people="Low-income adults in the Rio Grande Valley; nursing and allied health degrees",
        screened="Yes: motivation for full-time study",
        rated="Meets standards without reservations (What Works Clearinghouse)",
        found="More credentials, but no gain in earnings over seven years",
    ),
    no_gain(
        "hpog",
        "HPOG 1.0, health care grants: no detectable gain",
        "hpog1_6yr-year6-quarterly_earnings",
        people="Low-income adults in 19 states, health care",
        screened="Not stated in what we read",
        rated="No rating read. Randomized trial for the federal grantor",
        found="More work in health care, but no detectable gain in earnings after six years",
    ),
    no_gain(
        "year_up_ptc",
        "Year Up, lower-cost college version: no detectable gain",
        "yearup_ptc_2022-years2_3-earnings",
        people="Young adults at three colleges",
        screened="Not stated in what we read",
        rated="No rating read. Randomized trial by Abt",
        found="No significant effect on earnings in years 2 and 3",
    ),
    no_gain(
        "techhire",
        "TechHire and SWFI grants: no detectable gain",
        "techhire_2023-year2-earnings",
        people="Adults at five grantees; IT, health care, manufacturing",
        screened="Not stated in what we read",
        rated="No rating read. Randomized trial for the federal grantor",
        found="More credentials, but no effect on employment or earnings after two years",
    ),
)


@calculator(
    code="C14",
    title="Earnings-gain forecast",
    question="What earnings gain may we expect, and how sure can we be?",
    inputs=(
        Input(
            "base_earnings",
            "Earnings without the program",
            "dollars a year",
            25000,
            JUDGEMENT,
            low=0,
            high=100000,
            help="What people like yours earn in a year without the program, in today's dollars.",
            references=(
                Reference.to(
                    "quest_control_earnings_year_9", "Project QUEST controls, year 9, 2017 dollars"
                ),
            ),
        ),
        Input(
            "effect_low",
            "Effect, low",
            "percent",
            fact("workadvance_worst_site_gain").value,
            Source.of("workadvance_worst_site_gain"),
            low=-20,
            high=60,
            help="What the program adds to earnings, in the worst case worth planning for. "
            "It starts at the weakest site of WorkAdvance.",
            per="basis",
        ),
        Input(
            "effect_central",
            "Effect, central",
            "percent",
            quote(WORKADVANCE, "pct_impact"),
            Source.of_estimate(WORKADVANCE),
            low=-20,
            high=60,
            help="What the program adds in the case you think most likely. It starts at the four "
            "WorkAdvance sites together, year 2.",
            per="basis",
        ),
        Input(
            "effect_high",
            "Effect, high",
            "percent",
            quote(YEAR_UP_5, "pct_impact"),
            Source.of_estimate(YEAR_UP_5),
            low=-20,
            high=60,
            help="What the program adds in the best case. It starts at Year Up, year 5.",
            per="basis",
        ),
        Input(
            "basis",
            "The effect is for each",
            "name",
            "offered",
            JUDGEMENT,
            choices=BASIS,
            help=(
                "Most trials report the effect for each person offered a place, whether or not "
                "that person took part. The results below turn it into the other bases, as if "
                "people who never took part gained nothing."
            ),
        ),
        carried_over(
            "take_up",
            "Enroll, of those offered a place",
            "percent",
            recruitment_funnel,
            "take_up",
            low=10,
            high=100,
            per="enrollee/offered",
        ),
        carried_over(
            "participation",
            "Take part, of those who enroll",
            "percent",
            program_cost,
            "participation",
            low=10,
            high=100,
            per="participant/enrollee",
        ),
        Input(
            "replication",
            "Share of the trial's gain repeated",
            "factor",
            0.7,
            JUDGEMENT,
            low=0,
            high=1.2,
            help=(
                "We assume that effects shrink in a new place. 1 repeats the trial's result in "
                "full, 0.5 repeats half of it."
            ),
        ),
        Input(
            "measured_until",
            "Last year that the finding covers",
            "years",
            row(WORKADVANCE)["followup_years"],
            Source.of_estimate(WORKADVANCE),
            low=1,
            high=15,
            whole=True,
            help="Counted from the start. After it, the path below takes over. Some trials "
            "measured later years too, and found less.",
        ),
        Input(
            "path",
            "After that year the gain",
            "name",
            "fades",
            JUDGEMENT,
            choices={"fades": "fades each year", "stays": "stays the same"},
            help="Some trials found gains that lasted, some found gains that faded.",
        ),
        Input(
            "fade",
            "Fades by",
            "percent",
            10,
            JUDGEMENT,
            low=0,
            high=50,
            help="Of the gain of the year before. Used only if the gain fades.",
        ),
        Input(
            "horizon",
            "Years counted",
            "years",
            5,
            JUDGEMENT,
            low=2,
            high=15,
            whole=True,
            help="Include the year of training.",
        ),
        replace(
            COURSE_WEEKS,
            name="training_weeks",
            low=0,
            help="Weeks after the first 52 fall in year 2. The gain starts in the year after the "
            "training ends, at the earliest in year 2.",
        ),
        Input(
            "share_given_up",
            "Earnings given up in training",
            "percent",
            COSTS["share_given_up"],
            JUDGEMENT,
            low=0,
            high=100,
            help="The share of normal earnings that people lose in the weeks of training.",
            per="participant",
        ),
        Input(
            "discount",
            "Discount rate",
            "percent",
            3,
            JUDGEMENT,
            low=0,
            high=10,
            help="How much less a dollar is worth for each year you wait for it. Many studies "
            "of public programs use 3 percent.",
            references=(
                Reference.of_rule("omb_a94", "real_rate_official", "Federal guidance in force"),
            ),
        ),
        carried_over(
            "enrolled",
            "People who enroll",
            "people",
            recruitment_funnel,
            "enrolled",
            low=1,
            high=10000,
            whole=True,
            help="For the total over the group.",
            per="enrollee",
        ),
        carried_over(
            "places",
            "People offered a place",
            "people",
            recruitment_funnel,
            "offered",
            low=1,
            high=100_000,
            whole=True,
            help="For the total over the group, if the effect is for each person offered a place.",
            per="offered",
        ),
    ),
    constants=(
        Constant.of_rule(
            "official_rate",
            "Discount rate of federal guidance",
            "percent",
            "omb_a94",
            "real_rate_official",
        ),
    ),
    steps=(
        Step("taking_part", "Take part, of those the effect is for", "percent"),
        Step("weeks_trained", "Weeks of training in the year", "weeks of class"),
        Step("lost", "Given up in the year", "dollars a person", per="basis"),
        Step(
            "given_up",
            "Given up in training, for each {basis}",
            "dollars a person",
            short="Given up in training",
            per="basis",
        ),
        Step("kept", "Gain kept from one year to the next", "percent"),
        Step("gain_low", "Gain in the year, low", "dollars a person", per="basis"),
        Step("gain_central", "Gain in the year, central", "dollars a person", per="basis"),
        Step("gain_high", "Gain in the year, high", "dollars a person", per="basis"),
        Step("value_low", "Worth today, low", "dollars a person", per="basis"),
        Step("value_central", "Worth today, central", "dollars a person", per="basis"),
        Step("value_high", "Worth today, high", "dollars a person", per="basis"),
        Step(
            "value_official",
            "Worth today at the rate of federal guidance, central",
            "dollars a person",
            per="basis",
        ),
        Step("so_far", "Worth today so far, central", "dollars a person", per="basis"),
        Step(
            "total_low",
            "Worth today for each {basis}, low",
            "dollars a person",
            short="Worth today in all, low",
            per="basis",
        ),
        Step(
            "total_central",
            "Worth today for each {basis}, central",
            "dollars a person",
            short="Worth today in all, central",
            per="basis",
        ),
        Step(
            "total_high",
            "Worth today for each {basis}, high",
            "dollars a person",
            short="Worth today in all, high",
            per="basis",
        ),
        Step(
            "total_official",
            "Worth today for each {basis} at the rate of federal guidance, central",
            "dollars a person",
            short="Worth today in all at the rate of federal guidance",
            per="basis",
        ),
        Step(
            "for_enrollee",
            "Central gain, for each person who enrolls",
            "dollars a person",
            per="enrollee",
        ),
        Step(
            "for_offered",
            "Central gain, for each person offered a place",
            "dollars a person",
            per="offered",
        ),
        Step(
            "people_counted",
            "People the effect is for ({basis})",
            "expected people",
            short="People the effect is for",
            per="basis",
        ),
        Step("group_low", "Worth today for the whole group, low", "dollars"),
        Step("group_central", "Worth today for the whole group, central", "dollars"),
        Step("group_high", "Worth today for the whole group, high", "dollars"),
        Step(
            "loss",
            "Loss for each {basis}, central",
            "dollars a person",
            short="Loss for each, central",
            per="basis",
        ),
        Step("no_gain", "The central forecast is a loss or zero", "yes or no"),
        Step("two_years", "Training lasts past year 1", "yes or no"),
        Step("only_training", "No year after the training is counted", "yes or no"),
        Step("beyond_finding", "Years counted go past the finding", "yes or no"),
        Step("counted_as_zero", "All three effects are zero", "yes or no"),
        Step("per_offer", "The effect is for each person offered a place", "yes or no"),
        Step("out_of_order", "Low, central and high are out of order", "yes or no"),
    ),
    results=(
        "total_central",
        "total_low",
        "total_high",
        "total_official",
        "for_enrollee",
        "for_offered",
        "given_up",
        "people_counted",
        "group_central",
        "group_low",
        "group_high",
    ),
    headline="total_central",
    board_sentence=(
        Note(
            "Low, central and high are out of order. Check the three effects.", when="out_of_order"
        ),
        Note(
            "Over {horizon} years the forecast is no gain: about {loss} less for each {basis}. "
            "The effect is counted as zero, so no range can be shown.",
            when="counted_as_zero",
        ),
        Note(
            "Over {horizon} years the form counts no year after the training: about {loss} less "
            "for each {basis}. Count more years.",
            when="only_training",
        ),
        Note(
            "Over {horizon} years the central forecast is no gain: about {loss} less for each "
            "{basis}. The range is from {total_low} to {total_high}.",
            when="no_gain",
        ),
        Note(
            "Over {horizon} years the gain may be worth about {total_central} today for each "
            "{basis}. The range is from {total_low} to {total_high}.",
        ),
    ),
    warnings=(
        Note(
            "Zero stands for a trial that could not tell the effect from zero. The true effect "
            "may be above or below it.",
            when="counted_as_zero",
        ),
        Note(
            "Training lasts past year 1. In year 2 the form counts only what people give up. The "
            "gain starts in year 3. If it fades, it has begun to by then, unless the finding "
            "covers year 3.",
            when="two_years",
        ),
        Note(
            "Years after year {measured_until} go beyond the finding entered here. They are an "
            "assumption.",
            when="beyond_finding",
        ),
        Note(
            "The trial's effect already counts people who never started. It holds only if about "
            "the same share starts in your program. A lower share here does not raise the real "
            "gain.",
            when="per_offer",
        ),
        Note(
            "Trial effects are for people who applied, passed the screening and were offered a "
            "place. They may not hold for people who would be screened out. In the trials, gains "
            "took a year or more to appear.",
        ),
    ),
    limits=(
        "It is a forecast from other programs, not an effect of yours.",
        "Low and high are planning cases, not a margin of error.",
        "A year with training counts only the earnings given up in it. Real first years differ.",
        "Earnings are before tax. Benefits, child care and travel are left out.",
    ),
    chart=Chart("Gain in each year", ("gain_central",), low="gain_low", high="gain_high"),
    examples=(
        Example(
            inputs={},
            results={
                "given_up": "$2,921",
                "total_central": "$4,796",
                "total_official": "$3,998",
                "for_enrollee": "$5,920",
                "for_offered": "$4,796",
                "people_counted": "84",
                "group_central": "$402,823",
            },
            source="Worked by hand: 0.7 of 14 percent, fading by a tenth after year 2; 81 of 100 "
            "people enroll.",
        ),
        Example(
            inputs={"basis": "enrollee", "take_up": 50, "participation": 80},
            results={"given_up": "$2,885", "for_enrollee": "$4,831", "for_offered": "$2,415"},
            source="Worked by hand: 3,606 given up by 80 of 100 people who enroll; half of those "
            "offered a place enroll.",
        ),
        Example(
            inputs={"effect_high": 33, "basis": "participant", "replication": 1, "path": "stays"},
            results={"total_low": "-$3,501", "total_central": "$9,130", "total_high": "$26,272"},
            source="Worked by hand: 5 years, 3 percent, 15 weeks at half pay.",
        ),
        Example(
            inputs={"effect_high": 33, "basis": "participant", "path": "stays"},
            results={"total_low": "-$3,501", "total_central": "$5,341", "total_high": "$17,340"},
            source="The same, with 0.7 of the gain repeated.",
        ),
        Example(
            inputs={
                "training_weeks": 78,
                "effect_central": 10,
                "effect_high": 20,
                "horizon": 4,
                "basis": "participant",
                "replication": 1,
                "path": "stays",
                "discount": 10,
            },
            results={"given_up": "$18,750", "total_low": "-$16,529", "total_central": "-$12,943"},
            source="Worked by hand, made up: 12,500 given up in year 1 and 6,250 in year 2, then a "
            "gain in years 3 and 4.",
        ),
    ),
    checklist_items=("MEV-09",),
    users=("board", "coach"),
    component="results",
    presets=TRIALS,
    presets_label="Fill in what one trial found",
)
def earnings_gain(
    official_rate,
    base_earnings,
    effect_low,
    effect_central,
    effect_high,
    basis,
    take_up,
    participation,
    replication,
    measured_until,
    path,
    fade,
    horizon,
    training_weeks,
    share_given_up,
    discount,
    enrolled,
    places,
):
    taking_part = (
        take_up * participation
        if basis == "offered"
        else participation
        if basis == "enrollee"
        else 1
    )
    weeks_trained = [
        max(0, min(52, training_weeks - 52 * (year - 1))) for year in years(15) if year <= horizon
    ]
    lost = [
        base_earnings * (weeks_trained[year - 1] / 52) * share_given_up * taking_part
        for year in years(15)
        if year <= horizon
    ]
    given_up = sum(lost)
    kept = 1 - fade if path == "fades" else 1
    gain_low = [
        -lost[year - 1]
        if year == 1 or above(weeks_trained[year - 1], 0)
        else base_earnings * effect_low * replication * kept ** max(0, year - measured_until)
        for year in years(15)
        if year <= horizon
    ]
    gain_central = [
        -lost[year - 1]
        if year == 1 or above(weeks_trained[year - 1], 0)
        else base_earnings * effect_central * replication * kept ** max(0, year - measured_until)
        for year in years(15)
        if year <= horizon
    ]
    gain_high = [
        -lost[year - 1]
        if year == 1 or above(weeks_trained[year - 1], 0)
        else base_earnings * effect_high * replication * kept ** max(0, year - measured_until)
        for year in years(15)
        if year <= horizon
    ]
    value_low = [
        gain_low[year - 1] / (1 + discount) ** year for year in years(15) if year <= horizon
    ]
    value_central = [
        gain_central[year - 1] / (1 + discount) ** year for year in years(15) if year <= horizon
    ]
    value_high = [
        gain_high[year - 1] / (1 + discount) ** year for year in years(15) if year <= horizon
    ]
    value_official = [
        gain_central[year - 1] / (1 + official_rate) ** year
        for year in years(15)
        if year <= horizon
    ]
    so_far = running_total(value_central)
    total_low = sum(value_low)
    total_central = sum(value_central)
    total_high = sum(value_high)
    total_official = sum(value_official)
    for_enrollee = (
        total_central / take_up
        if basis == "offered"
        else total_central
        if basis == "enrollee"
        else total_central * participation
    )
    for_offered = for_enrollee * take_up
    people_counted = (
        places
        if basis == "offered"
        else enrolled
        if basis == "enrollee"
        else enrolled * participation
    )
    group_low = total_low * people_counted
    group_central = total_central * people_counted
    group_high = total_high * people_counted
    loss = max(0, -total_central)
    no_gain = not above(total_central, 0)
    two_years = above(training_weeks, 52)
    only_training = two_years and not above(horizon, 2)
    beyond_finding = above(horizon, measured_until)
    counted_as_zero = same(effect_low, 0) and same(effect_central, 0) and same(effect_high, 0)
    per_offer = basis == "offered"
    out_of_order = below(effect_central, effect_low) or below(effect_high, effect_central)
    return locals()
