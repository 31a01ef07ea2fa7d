"""Public value: published accounts, the cases without a ratio, and sums that must add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mvpf_cases import PUBLISHED, WORKED, Case

from seti_ta import calculators
from seti_ta.plan import Plan

VALUE = calculators["public_value"]
ANSWERS = ("repays", "harms_and_saves", "harms_and_costs", "has_ratio", "nothing")


def result(case: Case):
    return VALUE(
        gain=case.gain,
        basis="enrollee",
        cost=case.cost,
        stipend=case.stipend,
        tax_rate=100 * case.rate,
        fringe=100 * case.fringe,
        other_savings=case.savings,
        valued=case.valued,
        public_share=100,
    )


@pytest.mark.parametrize("case", PUBLISHED + WORKED, ids=lambda case: case.name)
def test_published_and_worked_cases(case):
    found = result(case)
    near = {"rel": 1e-4} if case in PUBLISHED else {"abs": 1e-9}
    assert found.value == pytest.approx(case.value, **near)
    assert found.net_cost == pytest.approx(case.net_cost, **near)
    assert found.mvpf == (case.ratio if case.ratio is None else pytest.approx(case.ratio, **near))
    for name, value in case.more.items():
        assert found.values[name] == pytest.approx(value, **near)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("repays", "The program repays its $500 for each person within 5 years at 3% a year, if "),
        ("harm at a cost", "at a net public cost of $1,000: no benefit on average."),
        ("harm that saves", "the public would save $1,000. A ratio has no meaning here."),
        ("nothing", "neither a value nor a net cost."),
        ("plain", "each dollar of net public cost may bring participants 2.67 dollars"),
    ],
)
def test_each_case_has_its_own_sentence(name, sentence):
    found = result(next(case for case in WORKED if case.name == name))
    assert sentence in found.board_sentence
    assert "pays for itself" not in found.board_sentence + "".join(found.warnings)


amounts = st.integers(-20_000, 40_000)
costs = st.integers(1, 40_000)
entries = st.fixed_dictionaries(
    {
        "gain": amounts,
        "basis": st.sampled_from(["offered", "enrollee", "participant"]),
        "take_up": st.integers(10, 100),
        "cost": costs,
        "stipend": st.just(0),
        "tax_rate": st.integers(0, 60),
        "other_savings": st.integers(0, 20_000),
        "other_cost": st.integers(0, 5_000),
        "public_share": st.integers(0, 100),
    }
)


@given(entries)
def test_the_accounts_add_up_and_one_answer_holds(entered):
    found = VALUE(**entered)
    assert found.society == pytest.approx(found.value - found.net_cost - entered["other_cost"])
    assert sum(found.values[name] for name in ANSWERS) == 1
    assert (found.mvpf is None) == (not found.costs)
    if found.mvpf is not None and abs(found.value - found.net_cost) > 1e-6:
        assert (found.mvpf > 1) == (found.society + entered["other_cost"] > 0)


def test_stipends_are_a_cost_and_a_value():
    without = VALUE(stipend=0, cost=8_000)
    paid = VALUE(stipend=1_000, cost=9_000)
    assert paid.value - without.value == pytest.approx(1_000)
    assert paid.net_cost - without.net_cost == pytest.approx(1_000)
    assert paid.society == pytest.approx(without.society)


def test_the_same_gain_in_every_basis():
    enrolled = VALUE(gain=6_000, basis="enrollee", take_up=50, participation=80)
    offered = VALUE(gain=3_000, basis="offered", take_up=50, participation=80)
    taking_part = VALUE(gain=7_500, basis="participant", take_up=50, participation=80)
    assert offered.mvpf == pytest.approx(enrolled.mvpf) == pytest.approx(taking_part.mvpf)


def test_a_small_public_share_empties_the_second_ratio_only():
    found = VALUE(public_share=2)
    assert found.mvpf is not None
    assert found.mvpf_actual is None
    assert any("What others pay is still a cost" in note for note in found.warnings)


def test_without_public_money_nothing_is_said_to_come_back():
    plan = Plan()
    sources = calculators["braided_budget"].defaults["sources"]
    plan.set("braided_budget.sources", [row | {"amount": 0} for row in sources])
    found = plan["public_value"]
    assert (found.public_share, found.mvpf_actual) == (0, None)
    assert not any("what comes back is at least" in note for note in found.warnings)
    assert any("No public money is entered" in note for note in found.warnings)
