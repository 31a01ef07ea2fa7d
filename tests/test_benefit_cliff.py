"""The benefit cliff against a scan of wages, one cent at a time."""

import math

from hypothesis import assume, given
from hypothesis import strategies as st

from seti_ta import calculators
from seti_ta.calculators.benefit_cliff import RULES
from seti_ta.calculators.functions import round_half_up

CLIFF = calculators["benefit_cliff"]
WEEKS_A_MONTH = 52 / 12

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "benefit": st.just("Some help"),
            "amount": st.integers(0, 900),
            "rule": st.sampled_from(list(RULES)),
            "cut": st.none() | st.integers(5, 90),
            "limit": st.none() | st.integers(900, 5000),
        }
    ),
    min_size=1,
    max_size=6,
)


def net_pay(pay: float, pay_now: float, tax: float, benefits: list[dict]) -> float:
    """What the household has in a month at this pay, straight from the rules."""
    return pay * (1 - tax / 100) + sum(worth(pay, pay_now, **each) for each in benefits)


def worth(pay, pay_now, benefit, amount, rule, cut, limit):
    if rule == "ends" and limit is not None and pay > limit + 1e-6:
        return 0
    if rule == "shrinks" and cut is not None:
        return max(0, amount - cut / 100 * max(0, pay - max(pay_now, limit or 0)))
    return amount


@given(ROWS, st.integers(700, 1500), st.integers(10, 1500), st.integers(10, 50), st.integers(0, 40))
def test_against_a_scan_of_cents(benefits, cents_now, raised, hours, tax):
    a_month = hours * WEEKS_A_MONTH / 100  # of pay, for each cent of the wage

    def pay(cents: float) -> float:
        return round_half_up(cents * a_month, 2)

    result = CLIFF(
        wage_now=cents_now / 100,
        wage_offered=(cents_now + raised) / 100,
        work_week=hours,
        tax=tax,
        benefits=benefits,
    )

    def net(cents: float) -> float:
        return net_pay(pay(cents), pay(cents_now), tax, benefits)

    offered = cents_now + raised
    assert math.isclose(result.net_now, net(cents_now))
    assert math.isclose(result.net_offered, net(offered))
    scanned = max(net(cents) for cents in range(cents_now, offered + 1))
    # Between two cents net pay can be higher than at both, by no more than a cent brings.
    assert scanned - 1e-6 <= result.best <= scanned + a_month * 6
    assert math.isclose(result.short_of_best, result.best - result.net_offered, abs_tol=0.006)
    if not result.falls_short:
        assert result.break_even is None
        return
    at_even = net_pay(result.even_pay, pay(cents_now), tax, benefits)
    assert math.isclose(at_even, result.best, rel_tol=1e-9)
    even = result.break_even * 100
    assert math.isclose(even * a_month, result.even_pay)
    assert all(net(cents) < result.best + 0.006 for cents in range(offered, math.ceil(even)))


@given(ROWS, st.integers(10, 50))
def test_drops_against_the_pay_just_above(benefits, hours):
    result = CLIFF(work_week=hours, benefits=benefits)
    pay_now = result.pay_now
    for place, limit in enumerate(result.drop_at):
        if limit is None:
            continue
        before, after = (net_pay(pay, pay_now, 7.65, benefits) for pay in (limit, limit + 1e-4))
        assert math.isclose(result.net_before[place], before, abs_tol=1e-6)
        assert math.isclose(result.net_after[place], after, abs_tol=1e-3)
        assert math.isclose(result.lost[place], before - after, abs_tol=1e-3)
    ends = [row for row in benefits if row["rule"] == "ends" and row["limit"] is not None]
    assume(ends)
    found = [limit for limit in result.drop_at if limit is not None]
    assert found == [row["limit"] for row in ends if row["amount"] and row["limit"] >= pay_now]


def test_the_best_is_back_before_another_benefit_starts_to_shrink():
    ends = {"benefit": "Child care", "amount": 600, "rule": "ends", "cut": None, "limit": 2500}
    later = {"benefit": "SNAP", "amount": 500, "rule": "shrinks", "cut": 50, "limit": 3500}
    result = CLIFF(wage_offered=17, tax=0, benefits=[ends, later])
    assert math.isclose(result.best, 3600)
    assert math.isclose(result.even_pay, 3100)


def test_a_benefit_without_its_number_and_one_that_is_over_are_named():
    rows = [
        {"benefit": "SNAP", "amount": 400, "rule": "shrinks", "cut": None, "limit": None},
        {"benefit": "Child care", "amount": 600, "rule": "ends", "cut": None, "limit": 1000},
    ]
    result = CLIFF(benefits=rows)
    assert (result.unclear, result.already_over) == (1, 1)
    assert math.isclose(result.net_offered, 2730 * 0.9235 + 400)
    assert len(result.warnings) == 3


def test_pay_is_held_against_a_limit_in_cents():
    """18.20 for 35 hours is 2,760.3333 a month: paid as 2,760.33."""
    help_ = {"benefit": "Help", "amount": 300, "rule": "ends", "cut": None}
    at_limit = CLIFF(wage_now=15, wage_offered=18.2, benefits=[help_ | {"limit": 2760.33}])
    assert (at_limit.pay_offered, at_limit.worth_offered) == (2760.33, [300])
    above = CLIFF(wage_now=15, wage_offered=18.2, benefits=[help_ | {"limit": 2760.32}])
    assert above.worth_offered == [0]


@given(ROWS, st.integers(7000, 30000), st.integers(1, 300), st.integers(1, 60))
def test_no_sentence_says_that_nothing_is_more_or_less(benefits, now, raised, hours):
    result = CLIFF(
        wage_now=now / 1000, wage_offered=(now + raised) / 1000, work_week=hours, benefits=benefits
    )
    assert "$0.00 a month less" not in result.board_sentence
    assert "$0.00 less" not in result.board_sentence
    if not result.raised:
        assert result.board_sentence == "The offer changes monthly pay by less than a cent."
