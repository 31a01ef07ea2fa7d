"""The MVPF room: published cases, closed forms, edges, draws, and one arithmetic with C15.

Values of P1, P2, Year Up and U1 to U10 come from an independent run, in Python, of the published
Stata code of Hendren and Sprung-Keyser (replication files, version 2.0), or from closed forms.
"""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mvpf_cases import PUBLISHED

from seti_ta import calculators, mvpf
from seti_ta.mvpf.break_even import BreakEven
from seti_ta.mvpf.perspectives import perspectives
from seti_ta.mvpf.uncertainty import changed
from seti_ta.mvpf.value import yearly
from seti_ta.rules import rule

NEAR = {"rel": 1e-4}


def made_up(gain=(), **more):
    """A made-up program with a gain of so many dollars in each of the years 1, 2, and so on."""
    flows = [{"t": t, "amount": each, "price_year": 2015} for t, each in enumerate(gain, start=1)]
    content = {
        "title": "made up",
        "impacts_per": "participant",
        "cost_per": "participant",
        "base_year": 2015,
        "earnings_impacts": flows,
        "upfront_cost": 8_000,
        "tau_obs": 0.2,
    }
    return content | more


def flow(amount, t=0, **more):
    return {"t": t, "amount": amount, "price_year": 2015} | more


# P1, WorkAdvance ------------------------------------------------------------------------------


def test_workadvance():
    found = mvpf.evaluate(mvpf.case("workadvance"))
    saved = found.fiscal - found.taxes
    got = [found.cost, saved, found.earnings, found.taxes, found.wtp, found.net_cost]
    assert got == pytest.approx([5640.66, 939.51, 3646.29, 10.94, 3635.35, 4690.20], abs=0.005)
    assert found.mvpf.value == pytest.approx(0.7751, **NEAR)
    assert found.benefit_cost == pytest.approx(0.8130, **NEAR)
    assert found.cost == pytest.approx(5641, abs=1)  # as printed in the Policy Impacts Library
    assert str(found.mvpf) == "0.78"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"tau_obs": 0.2}, (2917.03, 3971.88, 0.7344)),
        ({"discount_rate": 0.05}, (None, None, 0.7533)),
        ({"discount_rate": 0.07}, (None, None, 0.7326)),
    ],
)
def test_workadvance_with_other_rates(change, expected):
    found = mvpf.evaluate(replace(mvpf.case("workadvance"), **change))
    for got, wanted in zip((found.wtp, found.net_cost, found.mvpf.value), expected, strict=True):
        assert wanted is None or got == pytest.approx(wanted, **NEAR)


def test_workadvance_valued_at_its_cost_and_with_payroll_tax():
    program = mvpf.case("workadvance")
    assert mvpf.evaluate(program, "cost").mvpf.value == pytest.approx(1.2026, **NEAR)
    assert mvpf.evaluate(program, "lower_bound").wtp == pytest.approx(56.4066, **NEAR)
    payroll = replace(program, tau_obs=replace(program.tau_obs, payroll=True))
    assert mvpf.evaluate(payroll).mvpf.value == pytest.approx(0.7478, **NEAR)


def test_the_interval_of_workadvance():
    program = mvpf.case("workadvance")
    assert mvpf.draw(program, 200_000).interval() == pytest.approx((0.244, 1.311), abs=0.01)
    assert mvpf.draw(program, 1_000).interval() == pytest.approx((0.26, 1.34), abs=0.05)
    at_cost = mvpf.draw(program, 100_000, valued="cost").interval()
    assert at_cost == pytest.approx((1.201, 1.205), abs=0.001)


# P2, JTPA adults ------------------------------------------------------------------------------


def test_jtpa_adults_are_pooled_after_each_group():
    found = mvpf.evaluate(mvpf.case("jtpa_adults"))
    assert found.by_group["men"] == pytest.approx((1698.56, 1175 + 127.10), **NEAR)
    assert found.by_group["women"] == pytest.approx((1341.41, 1381 - 461.38), **NEAR)
    got = [found.wtp, found.fiscal, found.cost, found.net_cost]
    assert got == pytest.approx([1504.05, 193.40, 1287.19, 1093.79], **NEAR)
    assert found.mvpf.value == pytest.approx(1.3751, **NEAR)
    at_cost = mvpf.evaluate(mvpf.case("jtpa_adults"), "cost")
    assert at_cost.mvpf.value == pytest.approx(1.1768, **NEAR)


def test_the_ratio_of_jtpa_adults_rises_with_the_tax_rate():
    program = mvpf.case("jtpa_adults")
    taxed = mvpf.evaluate(replace(program, tau_obs=replace(program.tau_obs, rate=0.2)))
    got = (taxed.net_cost, taxed.wtp, taxed.mvpf.value)
    assert got == pytest.approx((971.57, 1381.83, 1.4223), **NEAR)
    later = mvpf.evaluate(replace(program, discount_rate=0.05))
    assert later.mvpf.value == pytest.approx(1.3563, **NEAR)


# Year Up --------------------------------------------------------------------------------------


def test_year_up():
    found = mvpf.evaluate(mvpf.case("year_up"))
    got = (found.earnings, found.wtp, found.net_cost, found.mvpf.value)
    assert got == pytest.approx((6095.65, 11575.86, 27156.21, 0.4263), **NEAR)
    with pytest.raises(mvpf.MvpfError, match="se, p, p_range or ci"):
        mvpf.draw(mvpf.case("year_up"))


# U1 to U10, closed forms ----------------------------------------------------------------------


def test_u1_ten_years_of_a_thousand_dollars():
    assert mvpf.present_value([(t, 1000) for t in range(1, 11)], 0.03) == pytest.approx(8530.2028)


def test_u2_a_gain_that_fades():
    fading = {"method": "fade", "fade": 0.8, "end_t": 10}
    found = mvpf.evaluate(mvpf.load(made_up([1000], projection=fading)))
    assert found.earnings == pytest.approx(4000.4501)


def test_u3_the_cost_comes_back_in_year_23():
    assert mvpf.years_needed(8000, 0.2, 2500, 1, 0.03) == pytest.approx(22.1229, abs=5e-5)
    lasting = {"method": "fixed", "end_t": 22}
    left = mvpf.break_even(mvpf.load(made_up([2500], projection=lasting)))
    assert (left.t, left.left) == (None, pytest.approx(31.54, abs=0.005))
    lasting["end_t"] = 23
    assert mvpf.break_even(mvpf.load(made_up([2500], projection=lasting))) == BreakEven(
        23, None, 23, pytest.approx(-221.80, abs=0.005)
    )


def test_u4_it_never_comes_back():
    assert mvpf.years_needed(8000, 0.2, 1000, 1, 0.03) is None
    lasting = {"method": "fixed", "end_t": 100}
    assert mvpf.break_even(mvpf.load(made_up([1000], projection=lasting))).t is None


@pytest.mark.parametrize(
    ("wtp", "net_cost", "value", "label", "detail"),
    [
        (500, 1000, 0.5, "", None),
        (0, 1000, 0, "", None),
        (500, -10, math.inf, "no net cost", None),  # U5
        (500, 0, math.inf, "no net cost", None),
        (-500, 1000, -0.5, "no benefit on average", None),  # U6
        (-500, -1000, None, "undefined: saves money, harms participants", 0.5),  # U7
        (0, 0, math.inf, "neither value nor cost", None),  # U8
        (-500, 0, -math.inf, "harms participants at no cost", None),
    ],
)
def test_the_edges_of_the_ratio(wtp, net_cost, value, label, detail):
    found = mvpf.ratio(wtp, net_cost)
    assert (found.value, found.label, found.detail) == (value, label, detail)


@pytest.mark.parametrize(
    ("more", "percent"),
    [({"household": "household"}, 58.3), ({"age": 36, "forecast": True}, 79.1)],
)
def test_u9_a_rate_is_looked_up(more, percent):
    found = mvpf.tax_rate(mvpf.TaxRule(control_income=14_000, income_year=2014, **more))
    assert found.rate == pytest.approx(0.096)
    assert found.poverty_percent == pytest.approx(percent, abs=0.05)
    assert f"{percent}%" in found.words


def test_near_an_edge_both_rates_are_told():
    found = mvpf.tax_rate(mvpf.case("quest").tau_obs)
    assert (found.rate, found.beside) == pytest.approx((0.199, 0.200))
    assert "20.0%" in found.words


def test_taxes_only():
    rates = [mvpf.tax_rate(mvpf.TaxRule("taxes_only", fifth=fifth)).rate for fifth in range(1, 6)]
    assert rates == pytest.approx([0.007, 0.129, 0.221, 0.227, 0.286])
    assert mvpf.tax_rate(mvpf.TaxRule("taxes_only", fifth=1, payroll=True)).rate > 0.14


def test_u10_four_perspectives():
    program = mvpf.load(
        made_up(
            upfront_cost=9_000,
            stipend=1_000,
            earnings_impacts=[flow(12_000)],
            tau_obs={"method": "flat", "rate": 0.2, "covers": "taxes"},
            transfer_impacts=[flow(-900)],
            other_gov_savings=[flow(100)],
            fringe=0.15,
        )
    )
    seen = perspectives(program, fringe=0.15)
    got = [seen.total(who) for who in ("participants", "government", "others", "society")]
    assert got == pytest.approx([11_500, -5_600, 0, 5_900])
    assert seen.resource_bcr == pytest.approx(1.7375)
    account = mvpf.evaluate(program)
    assert account.mvpf.value == pytest.approx(2.0536, **NEAR)
    assert account.benefit_cost == pytest.approx(1.6556, **NEAR)
    assert account.net_social_benefit() == pytest.approx(4_500)
    assert (account.roi, account.society) == pytest.approx((0.6556, 5_900), **NEAR)


# How long gains last --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "method", "years"),
    [
        ("workadvance", "none", {0.003: None, 0.2: None}),
        ("workadvance", "fixed", {0.003: None, 0.2: 17}),
        ("workadvance", "age_profile", {0.003: None, 0.2: 15}),
        ("year_up", "none", {0.186: None, 0.3: None}),
        ("year_up", "fixed", {0.186: 41, 0.2: 36, 0.25: 26, 0.3: 20}),
        ("year_up", "age_profile", {0.186: 16, 0.2: 15, 0.25: 13, 0.3: 11}),
        ("quest", "none", {0.2: None}),
        ("quest", "fixed", {0.1: None, 0.2: 23, 0.3: 16}),
        ("quest", "age_profile", {0.1: None, 0.2: 22, 0.3: 16}),
    ],
)
def test_break_even_years(name, method, years):
    rows = mvpf.persistence_table(mvpf.case(name), methods=[method], rates=(0.1, 0.2, 0.25, 0.3))
    found = {round(row.tau, 3): row.break_even.t for row in rows}
    assert {rate: found[rate] for rate in years} == years


def test_without_a_projection_no_program_repays_its_cost():
    for name in ("workadvance", "year_up", "quest"):
        for row in mvpf.persistence_table(mvpf.case(name), methods=["none"]):
            assert row.break_even.t is None
            assert row.break_even.left > 0


@given(
    cost=st.integers(100, 30_000),
    impact=st.integers(100, 8_000),
    tau=st.sampled_from([0.1, 0.2, 0.35]),
    fade=st.sampled_from([1.0, 0.95, 0.8]),
    rate=st.sampled_from([0.0, 0.03, 0.07]),
)
@settings(max_examples=60, deadline=None)
def test_the_closed_form_agrees_with_counting(cost, impact, tau, fade, rate):
    rule_of = {"method": "fade", "fade": fade, "end_t": 90}
    program = mvpf.load(
        made_up([impact], upfront_cost=cost, tau_obs=tau, projection=rule_of, discount_rate=rate)
    )
    counted = mvpf.break_even(program).t
    years = mvpf.years_needed(cost, tau, impact, 1, rate, fade)
    # A sum that hits the cost to the last cent may fall on either side of it.
    if years is None or years > 90 + 1e-6:
        assert counted is None
    elif abs(years - round(years)) > 1e-6:
        assert counted == math.ceil(years)


def test_the_gain_that_would_repay_does_repay():
    needed = mvpf.required_impact(8000, 0.2, 1, 20, 0.03)
    program = made_up([needed + 0.001], projection={"method": "fixed", "end_t": 40})
    assert mvpf.break_even(mvpf.load(program)).t == 20
    assert mvpf.worth_its_cost(mvpf.load(program)).t < 20


def test_a_linear_fade_ends_when_it_says():
    rule_of = {"method": "linear_fade", "fade_years": 4, "end_t": 10}
    years = yearly(mvpf.load(made_up([1000], projection=rule_of, discount_rate=0.0)))
    assert [year.earnings for year in years] == pytest.approx(
        [1000, 750, 500, 250, 0, 0, 0, 0, 0, 0]
    )


# Rates and rules are named --------------------------------------------------------------------


def test_an_account_names_what_it_used():
    used = " ".join(mvpf.evaluate(mvpf.case("workadvance")).used)
    assert rule("omb_a94").name in used
    for words in ("3.0% a year", "dollars of 2014", "34.3% of the poverty line", "2018"):
        assert words.lower() in used.lower()


def test_the_standard_rate_and_burden_come_from_the_rules():
    program = mvpf.case("workadvance")
    assert program.rate == rule("omb_a94").number("rate_mvpf_practice")
    account = mvpf.evaluate(program)
    burden = rule("omb_a94").number("tax_excess_burden")
    assert account.net_social_benefit() == account.net_social_benefit(burden)


def test_an_older_dollar_counts_for_more():
    old = flow(1000, t=1) | {"price_year": 1990}
    found = mvpf.evaluate(mvpf.load(made_up(earnings_impacts=[old], discount_rate=0.0)))
    assert found.earnings == pytest.approx(1000 * 348.9 / 197.9)


# Draws ----------------------------------------------------------------------------------------


def test_all_draws_at_once_are_the_accounts_one_by_one():
    program = mvpf.load(
        made_up([1500, 2500], upfront_cost=3000) | {
            "earnings_impacts": [flow(1500, 1, se=900), flow(2500, 2, ci=[-500, 5500], sign=-1)],
            "projection": {"method": "fixed", "end_t": 12},
        }
    )  # fmt: skip
    drawn = mvpf.draw(program, 300, seed=4)
    errors = [900, 3000 / 1.959964]
    first = changed(program, {("earnings_impacts", 0): 1500 + errors[0]})
    shift = (mvpf.evaluate(first).wtp - drawn.account.wtp) / errors[0]
    second = changed(program, {("earnings_impacts", 1): 2500 + errors[1]})
    slope = (mvpf.evaluate(second).wtp - drawn.account.wtp) / errors[1]
    for wtp, net_cost, found in list(zip(drawn.wtp, drawn.net_cost, drawn.mvpf, strict=True))[:40]:
        z = (wtp - drawn.account.wtp) / (shift * errors[0] - slope * errors[1])
        each = changed(
            program,
            {
                ("earnings_impacts", 0): 1500 + z * errors[0],
                ("earnings_impacts", 1): 2500 - z * errors[1],
            },
        )
        account = mvpf.evaluate(each)
        assert (account.wtp, account.net_cost) == pytest.approx((wtp, net_cost), abs=0.01)
        if account.mvpf.value is None:
            assert math.isnan(found)
        else:
            assert account.mvpf.value == pytest.approx(found, rel=1e-3)


def test_the_pattern_of_correlation_matters_and_is_named():
    flows = [flow(1000, 1, se=500), flow(1000, 2, se=500)]
    program = mvpf.load(made_up(earnings_impacts=flows))
    together, apart = (mvpf.draw(program, 20_000, correlation=how) for how in
                       ("by sample", "independent"))  # fmt: skip
    assert together.wtp.std() == pytest.approx(apart.wtp.std() * math.sqrt(2), rel=0.03)
    against = mvpf.load(made_up(earnings_impacts=[flows[0], flows[1] | {"sign": -1}]))
    assert mvpf.draw(against, 1000).wtp.std() < together.wtp.std() / 10
    other = mvpf.load(made_up(earnings_impacts=[flows[0], flows[1] | {"sample": "second"}]))
    assert mvpf.draw(other, 20_000).wtp.std() == pytest.approx(apart.wtp.std(), rel=0.03)


def test_draws_that_cost_nothing_are_counted():
    program = mvpf.load(made_up(upfront_cost=500, earnings_impacts=[flow(2500, se=1000)]))
    drawn = mvpf.draw(program, 50_000)
    assert drawn.share_without_net_cost == pytest.approx(0.5, abs=0.01)  # 20% of 2,500 is the cost
    low, high = drawn.interval()
    assert high == math.inf > low > 0
    assert drawn.interval_of("wtp") == pytest.approx((2000 - 1568, 2000 + 1568), abs=40)


def test_an_interval_without_meaning_is_the_whole_line():
    program = mvpf.load(
        made_up(
            upfront_cost=10,
            earnings_impacts=[flow(10, se=5000)],
            other_gov_savings=[flow(9)],
            tau_obs={"method": "flat", "rate": 0.0, "covers": "taxes"},
            transfer_impacts=[flow(0, se=5000)],
        )
    )
    assert mvpf.draw(program, 2000).interval() == (-math.inf, math.inf)


def test_the_same_seed_gives_the_same_draws():
    program = mvpf.case("workadvance")
    assert (mvpf.draw(program, 500).mvpf == mvpf.draw(program, 500).mvpf).all()
    assert (mvpf.draw(program, 500).mvpf != mvpf.draw(program, 500, seed=2).mvpf).any()


# Accounts that must add up --------------------------------------------------------------------

share = st.sampled_from([0.0, 0.1, 0.45, 1.0])


@given(
    gain=st.integers(-20_000, 40_000),
    cost=st.integers(1, 40_000),
    stipend=share,
    public=share,
    fringe=share,
    saved=st.integers(0, 3_000),
    others=st.integers(-2_000, 2_000),
)
@settings(max_examples=80, deadline=None)
def test_the_columns_add_up_to_the_account(gain, cost, stipend, public, fringe, saved, others):
    program = mvpf.load(
        made_up(
            earnings_impacts=[flow(gain, 1)],
            upfront_cost=cost,
            stipend=stipend * cost,
            gov_cost_share=public,
            fringe=fringe,
            other_gov_savings=[flow(saved)],
            other_wtp=[flow(others, owner="others"), flow(50)],
        )
    )
    account, seen = mvpf.evaluate(program), perspectives(program, fringe)
    assert seen.total("participants") == pytest.approx(account.wtp)
    assert seen.total("government") == pytest.approx(-account.net_cost_actual)
    assert seen.total("society") == pytest.approx(account.society)


@given(
    gain=st.integers(-20_000, 40_000),
    cost=st.integers(1, 40_000),
    stipend=share,
    rate=st.sampled_from([0.0, 0.096, 0.2, 0.6]),
    fringe=st.sampled_from([0.0, 0.16, 0.4]),
    saved=st.integers(0, 3_000),
    public=share,
    valued=st.sampled_from(["by_income", "price", "token"]),
)
@settings(max_examples=80, deadline=None)
def test_calculator_and_package_agree(gain, cost, stipend, rate, fringe, saved, public, valued):
    page = calculators["public_value"](
        gain=gain, basis="enrollee", cost=cost, stipend=stipend * cost, tax_rate=100 * rate,
        fringe=100 * fringe, other_savings=saved, public_share=100 * public, valued=valued,
    )  # fmt: skip
    program = mvpf.load(
        made_up(
            earnings_impacts=[flow(gain)],
            upfront_cost=cost,
            stipend=stipend * cost,
            tau_obs=rate,
            fringe=fringe,
            other_gov_savings=[flow(saved)],
            gov_cost_share=public,
        )
    )
    names = {"by_income": "post_tax", "price": "cost", "token": "lower_bound"}
    account = mvpf.evaluate(program, names[valued])
    near = {"rel": 1e-9, "abs": 1e-6}
    assert account.wtp == pytest.approx(page.value, **near)
    assert account.net_cost == pytest.approx(page.net_cost, **near)
    assert account.net_cost_actual == pytest.approx(page.net_actual, **near)
    assert account.society == pytest.approx(page.society, **near)
    assert account.benefit_cost == pytest.approx(page.benefit_cost, **near)
    assert account.taxpayer_roi == pytest.approx(page.fiscal_return, **near)
    if page.mvpf is not None:
        assert account.mvpf.value == pytest.approx(page.mvpf, **near)


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case.name)
def test_the_published_cases_of_the_calculator(case):
    content = made_up(
        earnings_impacts=[flow(case.gain)], upfront_cost=case.cost, stipend=case.stipend,
        tau_obs=case.rate, other_gov_savings=[flow(case.savings)],
    )  # fmt: skip
    valued = "cost" if case.valued == "price" else "post_tax"
    found = mvpf.evaluate(mvpf.load(content), valued)
    assert (found.wtp, found.net_cost) == pytest.approx((case.value, case.net_cost), **NEAR)


# Refusals -------------------------------------------------------------------------------------

NOBODY = "both must be for the same people"
REFUSED = [
    ({"cost_per": "assignee"}, NOBODY),
    ({"impacts_per": "head"}, "impacts_per is 'head'; it must be one of assignee, participant."),
    ({"base_year": 2030}, "base_year is 2030"),
    ({"upfront_cost": -1}, "upfront_cost is -1; it must be 0 or more."),
    ({"stipend": 9_000}, "stipend is 9,000; it is a part of upfront_cost"),
    ({"gov_cost_share": 1.5}, "gov_cost_share is 1.5; it must be from 0 to 1."),
    ({"discount_rate": -0.1}, "discount_rate is -0.1; it must be from 0 to 1."),
    ({"earnings_impacts": [{"t": 1, "amount": 5}]}, "earnings_impacts 1: price_year is missing"),
    ({"earnings_impacts": [flow(5, price_year=1900)]}, "price_year is 1900; it must be one of"),
    ({"earnings_impacts": [flow(5, group="men")]}, "group is 'men'"),
    ({"earnings_impacts": [flow(5, se=1, p=0.1)]}, "se and p are given; one says how sure"),
    ({"earnings_impacts": [flow(5, p_range=[0.2, 0.1])]}, "p_range runs from 0.2 to 0.1"),
    ({"earnings_impacts": [flow(5, p=2)]}, "p is 2; it must be from 0 to 1."),
    ({"earnings_impacts": [flow(5, sign=3)]}, "sign is 3; it must be one of 1, -1."),
    ({"earnings_impacts": "many"}, "earnings_impacts"),
    ({"tau_obs": 20}, "tau_obs: rate is 20; it must be from 0 to 1."),
    ({"tau_obs": {"method": "guess"}}, "method is 'guess'"),
    ({"tau_obs": {"income_year": 2014}}, "tau_obs: control_income is None"),
    ({"tau_obs": {"control_income": 9e3, "income_year": 1982}}, "poverty lines for individual"),
    ({"tau_obs": {"method": "taxes_only", "fifth": 7}}, "fifth is 7; it must be from 1 to 5."),
    ({"transfer_impacts": [flow(-100)]}, "lost transfers would count twice"),
    ({"surprise": 1}, "'surprise' is not a known field."),
    ({"projection": {"method": "fixed"}}, "age_at_program is missing"),
    ({"projection": {"method": "hope"}}, "method is 'hope'"),
    ({"projection": {"method": "fade", "fade": 2, "end_t": 5}}, "fade is 2; it must be from 0"),
    ({"groups": [{"name": "a", "weight": 0.5}, {"name": "b", "weight": 0.4}]},
     "the weights sum to 0.9; they must sum to 1."),
    ({"groups": [{"name": "a", "weight": 1}, {"name": "b", "people": 4}]}, "give each group"),
    ({"groups": [{"name": "a", "people": 4}, {"name": "a", "people": 4}]}, "stands twice"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), REFUSED, ids=[words for _, words in REFUSED])
def test_what_cannot_be_accounted_for_is_refused(change, sentence):
    with pytest.raises(mvpf.MvpfError) as refused:
        mvpf.load(made_up([1000]) | change)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (lambda p: mvpf.evaluate(p, "love"), "valued is 'love'; it must be one of post_tax"),
        (lambda p: mvpf.draw(p, 5), "draws is 5; it must be from 100 to 1,000,000."),
        (lambda p: mvpf.draw(p, 500, correlation="none"), "correlation is 'none'"),
        (lambda p: mvpf.case("job_corps"), "case is 'job_corps'"),
        (lambda p: mvpf.required_impact(8000, 0, 1, 5, 0.03), "tau is 0; with no tax"),
        (lambda p: mvpf.perspectives(p, fringe=2), "fringe is 2; it must be from 0 to 1."),
    ],
)
def test_questions_out_of_range_are_refused(asked, sentence):
    with pytest.raises(mvpf.MvpfError) as refused:
        asked(mvpf.case("workadvance"))
    assert sentence in str(refused.value)


values = st.one_of(st.none(), st.text(max_size=3), st.floats(), st.integers(), st.booleans(),
                   st.lists(st.integers(), max_size=2), st.dictionaries(st.text(max_size=3),
                   st.integers(), max_size=2))  # fmt: skip


@given(name=st.sampled_from(sorted(made_up([1000], stipend=0, groups=[], projection={},
       other_wtp=[], gov_cost_share=1, discount_rate=0.03))), value=values)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_whatever_is_entered_gives_an_account_or_one_sentence(name, value):
    try:
        mvpf.evaluate(mvpf.load(made_up([1000]) | {name: value}))
    except mvpf.MvpfError as refused:
        assert "\n" not in str(refused)
