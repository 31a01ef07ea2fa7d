"""Who pays what: the rule, the best split of all, and cash month by month."""

import importlib.util
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from seti_ta import calculators
from seti_ta.calculators.braided_budget import line, source
from seti_ta.calculators.functions import assign_money, in_force, most_fundable
from seti_ta.calculators.reader import NUMBER, DefinitionError, Values, read
from seti_ta.uncertainty import arrays

BUDGET = calculators["braided_budget"]


@st.composite
def money(draw):
    """Costs, amounts, and the most of each cost that each amount may pay."""
    costs = draw(st.lists(st.integers(0, 40), min_size=1, max_size=8))
    amounts = draw(st.lists(st.integers(0, 40), min_size=1, max_size=8))
    limit = st.none() | st.integers(0, 40)
    most = [[draw(limit) for _ in amounts] for _ in costs]
    return costs, amounts, most


def best_by_scipy(costs, amounts, most) -> int:
    """The largest flow from one well, through the amounts and the costs, into one sink."""
    first, last = 1 + len(amounts), 1 + len(amounts) + len(costs)
    pipes = np.zeros((last + 1, last + 1), dtype=int)
    pipes[0, 1:first] = amounts
    pipes[first:last, last] = costs
    pipes[1:first, first:last] = [[limit or 0 for limit in row] for row in zip(*most, strict=True)]
    return maximum_flow(csr_array(pipes), 0, last).flow_value


@given(money())
def test_no_split_pays_more_than_the_smallest_cut(case):
    assert most_fundable(*case) == best_by_scipy(*case)


@given(money())
def test_what_is_paid_keeps_every_limit_and_leaves_nothing_that_fits(case):
    costs, amounts, most = case
    paid = assign_money(*case)
    unpaid = [cost - sum(row) for cost, row in zip(costs, paid, strict=True)]
    used = map(sum, zip(*paid, strict=True))
    unspent = [amount - each for amount, each in zip(amounts, used, strict=True)]
    assert min(unpaid + unspent) >= 0
    for row, limits in enumerate(most):
        for column, limit in enumerate(limits):
            here = paid[row][column]
            assert 0 <= here <= (limit or 0)
            assert min(unpaid[row], unspent[column], (limit or 0) - here) == 0
    assert sum(map(sum, paid)) <= most_fundable(*case)


def test_the_most_restricted_source_pays_first_and_the_most_restricted_line_first():
    free, bound = [10, 10, 10], [None, 10, None]
    most = [list(each) for each in zip(free, bound, strict=True)]
    assert assign_money([10, 10, 10], [10, 10], most) == [[10, 0], [0, 10], [0, 0]]
    assert assign_money([10, 10], [10], [[10], [10]]) == [[10], [0]], "ties go by row"
    two = [[10, 10], [10, None]]  # the second line has one source only
    assert assign_money([10, 10], [10, 0], two) == [[0, 0], [10, 0]]


def test_the_rule_can_miss_a_better_split_and_says_so():
    most = [[None, None, 10], [None, 10, 10], [10, 10, None]]
    costs, amounts = [5, 5, 10], [5, 5, 10]
    assert sum(map(sum, assign_money(costs, amounts, most))) == 15
    assert most_fundable(costs, amounts, most) == 20
    sources = [source(name, amount, "federal") for name, amount in zip("ABC", amounts, strict=True)]
    allowed = ("nny", "nyy", "yyn")
    lines = [
        line(f"Line {at}", "typed", "match", may, cost)
        for at, (may, cost) in enumerate(zip(allowed, costs, strict=True))
    ]
    result = BUDGET(sources=sources, lines=lines)
    assert any("pays $5 more" in warning for warning in result.warnings)


@given(money())
def test_many_draws_at_once(case):
    costs, amounts, most = case
    draws = [np.array([cost, cost / 2]) for cost in costs]
    paid = assign_money(draws, amounts, most, smaller=np.minimum)
    best = most_fundable(draws, amounts, most, smaller=np.minimum)
    for draw, share in enumerate((1, 2)):
        alone = [cost / share for cost in costs]
        picked = [[np.broadcast_to(each, 2)[draw] for each in row] for row in paid]
        assert picked == assign_money(alone, amounts, most)
        assert best[draw] == most_fundable(alone, amounts, most)


def test_what_is_in_force():
    spans = ([5, 7, 11], [1, 2, 4], [3, 2, 9])
    assert [in_force(*spans, at) for at in range(1, 6)] == [5, 12, 5, 11, 11]
    at = np.arange(1, 6)
    assert list(arrays.in_force(*spans, at)) == [5, 12, 5, 11, 11]


# The calculator


def one_line(*sources, cost=120_000, **inputs):
    return BUDGET(
        sources=list(sources), lines=[line("All", "typed", "match", "y" * len(sources), cost)],
        **inputs,
    )  # fmt: skip


def test_the_rest_of_the_budget_is_shared_by_the_lines_that_take_it():
    rest = [line(name, "rest", "match", "y") for name in ("One", "Two")]
    lines = [line("Typed", "typed", "match", "y", 100_000), *rest]
    result = BUDGET(budget=160_000, sources=[source("City", 1, "other_public")], lines=lines)
    assert result.line_cost == [100_000, 30_000, 30_000]
    assert not result.off_budget
    over = BUDGET(budget=60_000, sources=[source("City", 1, "other_public")], lines=lines)
    assert over.line_cost == [100_000, 0, 0]
    assert any("add up to $100,000" in warning for warning in over.warnings)


def test_federal_money_is_match_only_where_the_reader_says_so():
    federal, city = source("WIOA", 60_000, "federal"), source("City", 60_000, "other_public")
    assert one_line(federal, city).paid_back == 30_000
    result = one_line(federal, city, match_money="all_money")
    assert result.paid_back == 60_000
    assert any("Federal money as match" in warning for warning in result.warnings)


def test_a_cap_holds_for_each_line():
    result = one_line(source("City", 100_000, "other_public", cap=20))
    assert (result.total_paid, result.short) == (20_000, 100_000)


def test_public_share_leaves_private_money_out_and_is_0_where_nothing_is_paid():
    city, employer = source("City", 90_000, "other_public"), source("Mill", 30_000, "private_money")
    assert one_line(city, employer).public_share == pytest.approx(0.75)
    nothing = one_line(source("City", 0, "other_public"))
    assert (nothing.public_share, nothing.short) == (0, 120_000)
    assert nothing.board_sentence.startswith("No source pays")


def test_a_matrix_is_written_row_by_row():
    sources = [source("City", 100, "other_public"), source("Mill", 70, "private_money")]
    lines = [
        line("One", "typed", "match", "yn", 120),
        line("Two", "typed", "match", "ny", 60),
    ]
    result = BUDGET(sources=sources, lines=lines)
    assert result.written("paid") == "$100, $0; $0, $60"
    assert result.written("may") == "may pay, may not; may not, may pay"


def test_cash_month_by_month():
    late = {**source("City", 120_000, "other_public"), "first_month": 7}
    result = one_line(late, match_rate=50, lag=4)
    cash, balance = 0, []
    for month in range(1, 17):
        cash += 20_000 * (7 <= month <= 12) + 5_000 * (month > 4) - 10_000 * (month <= 12)
        balance.append(cash)
    assert result.balance == balance
    assert result.cash_needed == 50_000  # at the end of month six


def test_a_source_after_the_plan_pays_nothing():
    after = {**source("City", 120_000, "other_public"), "first_month": 13, "last_month": 20}
    result = one_line(after)
    assert result.total_paid == 0
    assert any("start after the plan: 1" in warning for warning in result.warnings)
    assert not any("run past the plan" in warning for warning in result.warnings)


def test_a_source_that_runs_past_the_plan_counts_as_entered_and_says_so():
    def said(last):
        result = one_line(source("Five-year grant", 120_000, "federal", last=last))
        assert result.total_paid == 120_000
        return [warning for warning in result.warnings if "run past the plan: 1" in warning]

    assert (len(said(60)), said(12)) == (1, [])
    assert "Enter only what may be spent in its months" in said(60)[0]


# What the reader of definitions refuses


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("assign_money(cost, cost, most)", "assign_money() costs, amounts and a matrix"),
        ("most_fundable(amount, cost, most)", "most_fundable() takes costs, amounts and a matrix"),
        ("in_force(cost, cost, amount, 1)", "in_force() takes three columns of one table"),
        ("in_force(cost, cost, 1)", "in_force() takes three columns of one table"),
    ],
)
def test_functions_of_money_take_what_they_can_use(tmp_path, formula, why):
    path = tmp_path / "made_up.py"
    path.write_text(f"def made_up(cost, amount, most):\n    a = {formula}\n    return locals()\n")
    spec = importlib.util.spec_from_file_location("made_up", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    inputs = {
        "cost": Values(NUMBER, ("lines",)),
        "amount": Values(NUMBER, ("sources",)),
        "most": Values(NUMBER, ("lines", "sources")),
    }
    with pytest.raises(DefinitionError, match=re.escape(why)):
        read(module.made_up, inputs)


def test_cash_to_bridge_is_never_more_than_what_is_paid_back():
    city = {"sources": [source("City", 120_000, "other_public")]}
    lines = {"lines": [line("Training", "typed", "match", "y", 120_000)]}
    result = BUDGET(**city, **lines, plan_months=3, lag=12)
    assert (result.paid_back, result.bridge) == (60_000, 60_000)
