"""Many draws over the chain of a plan: each draw is the plan with these entries."""

import numpy as np
import pytest
from cases import difference

from seti_ta.calculators import InputError
from seti_ta.calculators.basis import BASES
from seti_ta.plan import Plan
from seti_ta.uncertainty import Normal, Range, Triangular, chain, simulate, simulate_chain

#: Inputs drawn, by their names in a plan, and where each can be read.
DRAWN = {
    "completion": (Triangular(60, 75, 90), "recruitment_funnel.completion"),
    "target": (Range(20, 60), "recruitment_funnel.target"),
    "weeks": (Range(8, 30), "direct_aid.weeks"),
    "program_cost.fixed": (Range(0, 300_000), "program_cost.fixed"),
    "direct_aid.stipend": (Normal(100, 20), "direct_aid.stipend"),
    "earnings_gain.effect_central": (Range(-10, 60), "earnings_gain.effect_central"),
    "public_value.tax_rate": (Range(0, 60), "public_value.tax_rate"),
}
ENTERED = {name: distribution for name, (distribution, _) in DRAWN.items()}
WANTED = ("public_value.mvpf", "public_value.society", "public_value.repays",
          "earnings_gain.group_central", "direct_aid.total_aid")  # fmt: skip


@pytest.mark.parametrize("basis", BASES[:3])
def test_each_draw_is_the_plan_with_these_entries(basis):
    fixed = {"earnings_gain.basis": basis, "placement": 70, "public_value.fringe": 15}
    read = [place for _, place in DRAWN.values()]
    runs = simulate_chain(fixed | ENTERED, *WANTED, *read, draws=200)
    assert runs.of("public_value.mvpf").left_out > 0
    for at in range(40):
        plan = Plan(placement=70)
        for name, value in fixed.items():
            plan.set(name, value)
        for name, place in DRAWN.items():
            field = chain.field_of(name)
            held = runs[place[1]][at].item()
            plan.set(name, held * 100 if field.is_percent else held)
        for name in WANTED:
            calculator, _, step = name.partition(".")
            alone, many = plan[calculator].values[step], runs[name][at].item()
            if alone is None:
                assert np.isnan(many)
            else:
                assert difference(many, alone) <= 1e-9, name


def test_an_input_gets_the_same_draws_whichever_others_are_drawn():
    one = simulate_chain({"completion": Range(60, 90)}, "recruitment_funnel.completion")
    more = simulate_chain(ENTERED | {"completion": Range(60, 90)}, "recruitment_funnel.completion")
    other = simulate_chain({"completion": Range(60, 90)}, "recruitment_funnel.completion", seed=2)
    assert np.array_equal(
        one["recruitment_funnel.completion"], more["recruitment_funnel.completion"]
    )
    assert not np.array_equal(
        one["recruitment_funnel.completion"], other["recruitment_funnel.completion"]
    )


def test_chunks_change_nothing(monkeypatch):
    whole = simulate_chain(ENTERED, *WANTED, draws=1000)
    monkeypatch.setattr(chain, "CHUNK", 300)
    pieces = simulate_chain(ENTERED, *WANTED, draws=1000)
    for name in WANTED:
        assert np.array_equal(whole[name], pieces[name], equal_nan=name == "public_value.mvpf")


def test_one_calculator_spreads_as_it_does_alone():
    alone = simulate("public_value", gain=Range(0, 9000), draws=50_000)
    together = simulate_chain(
        {"public_value.gain": Range(0, 9000)}, "public_value.society", draws=50_000
    )
    for at in ("p10", "p50", "p90"):
        spread = together.of("public_value.society").percentiles[at]
        assert spread == pytest.approx(alone.percentiles("society")[at], abs=150)


def test_what_leads_nowhere_is_not_computed():
    runs = simulate_chain(ENTERED, "direct_aid.stipends", draws=100)
    assert [part.calculator.name for part in runs._parts] == ["recruitment_funnel", "direct_aid"]
    assert runs._parts[0].wanted == {"enrolled"}


def test_the_draws_are_told_in_words():
    runs = simulate_chain(ENTERED, "public_value.mvpf", "public_value.repays", draws=1000)
    words = repr(runs)
    assert words.startswith("Public value: 1,000 draws, seed 1.")
    assert "of draws it has no value" in words
    assert "Completion rate: from 60% to 90%, most likely 75%." in words
    assert "Each input was drawn on its own." in words


BAD = [
    ({}, "Nothing to draw"),
    ({"completoin": Range(60, 90)}, "A plan has nothing named completoin."),
    ({"benefit_cliff.wage_now": Range(8, 20)}, "nothing named benefit_cliff.wage_now."),
    ({"completion": Range(60, 190)}, "Completion rate: enter a number from 30 to 98 percent."),
    ({"completion": Normal(75, 40)}, "Completion rate: no more than 5% of the curve"),
    ({"target_counts": Range(1, 2)}, "The target counts: choose one of"),
    ({"placement": 0, "completion": Range(60, 90)}, "Placement rate: enter a number from 30"),
    ({"program_cost.fixed": -1, "completion": Range(60, 90)}, "Fixed cost of a year: enter"),
    (
        {"program_cost.fixed": Range(0, 20_000_000)},
        "Cost for each person who enrolls: in some draws “Cost for each enrollee”, which it",
    ),
    ({"direct_aid.stipend": Range(0, 1000)}, "Stipends in that cost: in some draws it is too high"),
]


@pytest.mark.parametrize(("entered", "sentence"), BAD, ids=lambda each: str(each)[:30])
def test_what_cannot_be_drawn_gets_a_sentence(entered, sentence):
    with pytest.raises(InputError) as error:
        simulate_chain(entered, "public_value.mvpf", draws=1000)
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


def test_too_many_draws_and_an_unknown_result_get_sentences():
    with pytest.raises(InputError) as error:
        simulate_chain({"completion": Range(60, 90)}, "public_value.worth", draws=10**7)
    assert "Draws: enter a whole number from 100 to 1,000,000." in str(error.value)
    assert "A plan has nothing named public_value.worth." in str(error.value)
