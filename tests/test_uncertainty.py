"""Ranges over any calculator: the same arithmetic, honest draws, one-sentence refusals."""

import ast
import math
import warnings
from dataclasses import replace

import numpy as np
import pytest
from cases import difference, is_amount, leaves, valid_cases
from function_calls import ACTIVE_AT_START, CALLS, agree
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from scipy import stats

from seti_ta import calculators, prices
from seti_ta.calculators import DefinitionError, InputError, functions, reader
from seti_ta.calculators.functions import (
    above,
    count,
    down,
    first_at,
    given,
    highest,
    left_out,
    lowest,
    price_index,
    rank,
    rows,
    share_first,
    t_quantile,
    total,
)  # fmt: skip
from seti_ta.calculators.reader import Formula
from seti_ta.calculators.vocabulary import (
    EXAMPLE,
    Chart,
    Input,
    Note,
    Order,
    Step,
    Table,
    calculator,
)
from seti_ta.uncertainty import Normal, Range, Triangular, arrays, runs, simulate

ALL = [each for each in calculators.values() if each.inputs]
#: A calculator of tables alone has nothing to draw.
EVERY = pytest.mark.parametrize("calculator", ALL, ids=lambda each: each.name)
FUNNEL = calculators["recruitment_funnel"]
SHARES = np.linspace(0, 1 - 2**-53, 1001)

numbers = st.floats(-1e6, 1e6)
completion_rates = st.floats(30, 98)


@pytest.fixture(autouse=True)
def _no_warning_leaks():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def whole_range(calculator) -> dict:
    """Each number of a calculator anywhere in its range, but for those in a given order."""
    ordered = {name for each in calculator.orders for name in (each.lower, each.upper)}
    return {
        each.name: Range(each.low, each.high)
        for each in calculator.inputs
        if each.is_number and each.name not in ordered
    }


# The same arithmetic as the calculator's own function


@EVERY
def test_many_cases_at_once_equal_one_by_one(calculator):
    tables = {table.name for table in calculator.tables}
    cases = [
        {name: entered for name, entered in case.items() if name not in tables}
        for case in valid_cases(calculator, 1000)
    ]
    results = [calculator(**case).values for case in cases]
    known = {
        each.name: np.array([r[each.name] for r in results], float if each.is_number else None)
        for each in calculator.inputs
    }
    columns = {column.name for table in calculator.tables for column in table.columns}
    moving = arrays.reached(calculator, known)
    fixed = columns | {each.name for each in calculator.constants}
    fixed |= {each.name for each in calculator.steps if each.name not in moving}
    known |= {name: results[0][name] for name in fixed}
    together = arrays.evaluate(calculator, known, calculator.step_names)
    for step in calculator.steps:
        each = arrays.by_draw(together[step.name], len(results))
        for drawn, result in zip(each, results, strict=True):
            assert_same(calculator, step.name, drawn, result)


@EVERY
@pytest.mark.parametrize("choice", [0, -1])
def test_one_uncertain_input_equals_one_by_one(calculator, choice):
    chosen = {e.name: list(e.choices)[choice] for e in calculator.inputs if e.choices}
    for name, spread in whole_range(calculator).items():
        found = simulate(calculator, draws=100, **chosen, **{name: spread})
        held = {each.name: found.centre.values[each.name] for each in calculator.fields}
        for place in range(3):
            result = calculator.compute(**held | {name: found[name][place].item()})
            for step in calculator.steps:
                assert_same(calculator, step.name, found[step.name][place], result)


def assert_same(calculator, name: str, drawn, result: dict) -> None:
    """One draw of one step equals the scalar function's; years that are not counted are NaN."""
    alone, drawn = leaves(result[name]), np.ravel(drawn)
    assert len(drawn) == len(alone) or np.isnan(drawn[len(alone) :]).all()
    for many, one in zip(drawn.tolist(), alone, strict=False):
        if one is None:
            assert np.isnan(many), name
        elif is_amount(calculator, name):
            assert difference(many, one) <= 1e-9, name
        else:
            assert many == one, name


@pytest.mark.parametrize("name", ["below", "above", "same"])
@for_all(numbers, st.sampled_from([0, 1e-11, -1e-11, 1e-7, -1e-7, 1]))
def test_comparisons_are_those_of_the_calculators(name, a, hair):
    b = a + hair
    alone = getattr(functions, name)(a, b)
    assert arrays.FUNCTIONS[name](np.array([a]), np.array([b])).tolist() == [alone]


@pytest.mark.parametrize("name", ["people_up", "round_down", "round_half_up", "truncate"])
@for_all(st.one_of(numbers, st.integers(-(10**6), 10**6).map(lambda n: n / 2 + 1e-10)))
def test_rounding_is_that_of_the_calculators(name, x):
    assert arrays.FUNCTIONS[name](np.array([x])).tolist() == [getattr(functions, name)(x)]


@pytest.mark.parametrize("name", CALLS)
def test_functions_of_arrays_are_those_of_the_calculators(name):
    function = arrays.FUNCTIONS.get(name) or arrays.elementwise(functions.WHITELIST[name])
    together = function(*np.array(CALLS[name], float).T)
    for call, drawn in zip(CALLS[name], together.tolist(), strict=True):
        assert agree(drawn, getattr(functions, name)(*call)), call


@pytest.mark.parametrize("call", ACTIVE_AT_START)
def test_who_is_active_in_each_draw(call):
    starts, people, length = call
    together = arrays.active_at_start(starts, people, np.array([length, 0]))
    assert [each[0] for each in together] == functions.active_at_start(*call)
    assert not any(each[1] for each in together)


@EVERY
def test_every_calculator_can_be_simulated_over_its_whole_range(calculator):
    every = simulate(calculator, draws=500, **whole_range(calculator))
    for step in calculator.steps:
        assert len(every[step.name]) == 500
    assert every.sentence
    assert len(every.tornado()) == len(every.uncertain)


@EVERY
def test_no_input_has_the_name_of_an_argument(calculator):
    assert not {"draws", "seed"} & {each.name for each in calculator.inputs}


# Distributions


WIDE_FIELD = Input("rate", "Rate", "percent", 50, EXAMPLE, low=20, high=100)
WHOLE_FIELD = Input("people", "People", "people", 5, EXAMPLE, low=1, high=100, whole=True)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (Range(30, 50), stats.uniform(30, 20)),
        (Triangular(30, 40, 70), stats.triang(0.25, 30, 40)),
        (Triangular(30, 30, 70), stats.triang(0, 30, 40)),
        (Triangular(30, 70, 70), stats.triang(1, 30, 40)),
        (Normal(85, 10), stats.truncnorm(-6.5, 1.5, 85, 10)),
    ],
    ids=lambda each: type(each).__name__,
)
def test_quantiles_are_those_of_scipy(ours, theirs):
    assert ours.at(WIDE_FIELD, SHARES[1:-1]) == pytest.approx(theirs.ppf(SHARES[1:-1]))


@pytest.mark.parametrize("spread", [Range(30, 50), Triangular(30, 40, 70), Normal(85, 10)])
def test_no_draw_leaves_the_range(spread):
    values = spread.at(WIDE_FIELD, SHARES)
    assert np.isfinite(values).all()
    assert WIDE_FIELD.low <= values.min() <= values.max() <= WIDE_FIELD.high


def test_whole_numbers_are_drawn_whole_and_evenly():
    values, counts = np.unique(Range(3, 6).at(WHOLE_FIELD, SHARES), return_counts=True)
    assert values.tolist() == [3, 4, 5, 6]
    assert np.ptp(counts) <= 1
    for spread in (Triangular(3, 4, 9), Normal(20, 4)):
        values = spread.at(WHOLE_FIELD, SHARES)
        assert (values == np.round(values)).all()
        assert len(np.unique(values)) > 5


def test_the_same_seed_gives_the_same_draws():
    first, again, other = (simulate(FUNNEL, completion=Range(60, 90), seed=s) for s in (1, 1, 2))
    assert (first["applicants"] == again["applicants"]).all()
    assert (first["applicants"] != other["applicants"]).any()


def test_the_draws_of_an_input_do_not_depend_on_the_others(monkeypatch):
    alone = simulate(FUNNEL, completion=Range(60, 90))
    monkeypatch.setattr(runs, "CHUNK", 77)
    both = simulate(FUNNEL, attends=Range(60, 90), completion=Range(60, 90))
    assert (alone["completion"] == both["completion"]).all()
    assert (both["attends"] != both["completion"]).any()


def test_draws_are_independent_and_spread_as_said():
    found = simulate(FUNNEL, completion=Normal(75, 5), attends=Range(40, 80))
    assert abs(np.corrcoef(found["completion"], found["attends"])[0, 1]) < 0.03
    assert found["completion"].mean() == pytest.approx(0.75, abs=0.002)
    assert found["completion"].std() == pytest.approx(0.05, abs=0.002)
    assert (found["attends"] < 0.5).mean() == pytest.approx(0.25, abs=0.02)


# What comes out


@for_all(completion_rates)
@settings(max_examples=20)
def test_a_constant_gives_the_ordinary_result(rate):
    counted = [{"source": "A", "applied": 100, "joined": 30, "spent": 900}]  # no value is empty
    result = FUNNEL(completion=rate, sources=counted)
    for constant in (Range(rate, rate), Triangular(rate, rate, rate)):
        found = simulate(FUNNEL, draws=100, completion=constant, sources=counted)
        for name, value in result.values.items():
            assert (found[name] == value).all(), name
        assert found.centre.values == result.values
        assert found.tornado()[0].size == 0


@for_all(st.tuples(completion_rates, completion_rates).map(sorted), st.integers(0, 2**32 - 1))
@settings(max_examples=20)
def test_percentiles_are_ordered_and_were_drawn(ends, seed):
    found = simulate(FUNNEL, draws=200, seed=seed, completion=Range(*ends))
    percentiles = list(found.percentiles().values())
    assert percentiles == sorted(percentiles)
    assert set(percentiles) <= set(found["applicants"])


@for_all(st.floats(45, 83), st.floats(0, 15), st.floats(0, 15))
@settings(max_examples=20)
def test_a_wider_range_around_one_centre_never_narrows_a_monotone_step(centre, one, two):
    narrow, wide = sorted((one, two))
    spreads = []
    for half in (narrow, wide):
        found = simulate(FUNNEL, draws=200, completion=Range(centre - half, centre + half))
        spreads.append(found.percentiles("enrolled"))
    assert spreads[0]["p90"] - spreads[0]["p10"] <= spreads[1]["p90"] - spreads[1]["p10"]


def test_percentiles_by_year_count_the_draws_that_reach_the_year():
    found = simulate("earnings_gain", effect_central=Range(0, 20), horizon=Range(3, 6))
    gains = found["gain_central"]
    assert gains.shape == (10_000, 15)
    assert (np.isnan(gains).sum(axis=1) == 15 - found["horizon"]).all()
    by_year = found.percentiles("gain_central")["p50"]
    assert len(by_year) == 6
    # Year 2: 0.7 of 10 percent of $25,000.
    assert by_year[1] == pytest.approx(1750, rel=0.03)


def test_shares_count_draws():
    found = simulate(FUNNEL, pace_now=Range(20, 33))
    assert found.share("too_slow") == (found["pace_now"] < 27).mean()
    assert 0.4 < found.share("too_slow") < 0.6
    gates = simulate(FUNNEL, attends=Range(50, 90)).shares("best_gate")
    assert list(gates) == ["passes_test", "attends"]
    assert sum(gates.values()) == 1
    assert list(gates.values()) == sorted(gates.values(), reverse=True)


def test_tornado_moves_one_input_from_p10_to_p90():
    found = simulate(FUNNEL, weeks=Range(5, 9), completion=Range(50, 90), placement=Range(45, 95))
    swings = found.tornado()
    assert [s.name for s in swings] == ["placement", "completion", "weeks"]
    first = swings[0]
    assert (first.low, first.high) == (50, 90)
    at_the_middle = {"completion": 70, "weeks": 7}
    assert first.headline_low == FUNNEL(placement=50, **at_the_middle).applicants
    assert first.headline_high == FUNNEL(placement=90, **at_the_middle).applicants


def test_the_sentence_says_what_the_spread_is():
    found = simulate(FUNNEL, completion=Triangular(60, 75, 90))
    low, high = (found.percentiles()[p] for p in ("p10", "p90"))
    assert found.sentence == (
        f"In 8 of 10 draws, “Must apply” is from {low:.0f} to {high:.0f} people. "
        "This is the spread of your assumptions, not a margin of error of an effect."
    )
    assert found.assumptions == (
        "Completion rate: from 60% to 90%, most likely 75%.",
        "Each input was drawn on its own. If some move together, the spread may differ.",
    )
    assert found.sentence in repr(found)
    assert "10,000 draws, seed 1" in repr(found)
    assert "kept within 30% to 98%" in repr(simulate(FUNNEL, completion=Normal(75, 8)))
    assert "27 in every draw" in repr(simulate(FUNNEL, pace_now=Range(0, 9)))


def test_the_table_for_a_notebook_is_escaped():
    odd = replace(FUNNEL, title="<b>Funnel</b> & more")
    shown = simulate(odd, completion=Range(60, 90))._repr_html_()
    assert "<b>" not in shown
    assert "&lt;b&gt;Funnel&lt;/b&gt; &amp; more" in shown
    assert shown.count("<tr>") == len(FUNNEL.results)


# Branches, primitives, and what cannot be drawn


def tiny(function, *steps, **more):
    """A calculator of ``a`` (0 to 9, whole) and ``b`` (0 to 1)."""
    return calculator(
        code="T1",
        title="Tiny",
        question="?",
        inputs=(
            Input("a", "A", "factor", 1, EXAMPLE, low=0, high=9, whole=True),
            Input("b", "B", "factor", 1, EXAMPLE, low=0, high=1),
        ),
        steps=tuple(Step(name, name.title(), "factor") for name in steps),
        results=steps,
        headline=steps[-1],
        board_sentence=(Note("Fine."),),
        limits=("None.",),
        chart=Chart("Chart", steps),
        examples=(),
        checklist_items=(),
        **more,
    )(function)


def guarded(a, b):
    ratio = b / a if above(a, 0) else -1
    return locals()


def unguarded(a, b):
    ratio = b / a
    return locals()


def rooted(a, b):
    root = square_root(a - 3) if above(a, 3) else 0  # noqa: F821
    return locals()


def with_primitives(a, b):
    multiplier = t_quantile(b, a)
    prices = price_index(2010, 2010 + a)
    result = multiplier * prices
    return locals()


def in_two(a, b):
    half = b / 2
    ratio = half / a
    return locals()


def test_a_branch_not_taken_may_divide_by_zero():
    found = simulate(tiny(guarded, "ratio"), a=Range(0, 9), b=Range(0, 1))
    assert (found["ratio"][found["a"] == 0] == -1).all()
    assert (found["ratio"][found["a"] > 0] >= 0).all()


def test_a_draw_without_an_answer_is_refused():
    with pytest.raises(InputError) as error:
        simulate(tiny(unguarded, "ratio"), a=Range(0, 9))
    assert str(error.value) == "Ratio: some draws have no answer. Narrow the ranges."


def test_a_primitive_is_called_once_for_each_set_of_numbers(monkeypatch):
    calls = []

    def root(x):
        calls.append(x)
        return math.sqrt(x)

    for names in (functions.WHITELIST, rooted.__globals__):
        monkeypatch.setitem(names, "square_root", root)
    monkeypatch.setattr(reader, "OF_NUMBERS", {*reader.OF_NUMBERS, "square_root"})
    found = simulate(tiny(rooted, "root"), a=Range(0, 9))
    assert found["root"] == pytest.approx(np.sqrt(np.maximum(0, found["a"] - 3)))
    assert len(calls) < 20
    assert all(isinstance(each, int) for each in calls)


def test_quantiles_of_t_and_prices_follow_the_draws():
    found = simulate(
        tiny(with_primitives, "multiplier", "prices", "result"), a=Range(1, 9), b=Range(0.5, 0.99)
    )
    assert found["multiplier"] == pytest.approx(stats.t.ppf(found["b"], found["a"]), abs=1e-9)
    assert found["prices"][0] == prices.price_index(2010, 2010 + int(found["a"][0]))


TABLES = {
    "tables": (
        Table("things", "Things", "Thing", (Input("cost", "Cost", "factor", 1, EXAMPLE, high=99),
              Input("extra", "Extra", "factor", 1, EXAMPLE, high=99, optional=True)),
              ({"cost": 2, "extra": 5}, {"cost": 4}), EXAMPLE, 1, 5),
        Table("ways", "Ways", "Way", (Input("share", "Share", "factor", 1, EXAMPLE, high=99),),
              ({"share": 1}, {"share": 2}, {"share": 3}), EXAMPLE, 1, 5),
    )
}  # fmt: skip


def by_row(a, b, cost, extra, share):
    dear = [cost[row] * b + (extra[row] if given(extra[row]) else 0) for row in rows(cost)]
    each = [[dear[row] * share[column] for column in rows(share)] for row in rows(cost)]
    sums = [total(each[row]) for row in rows(cost)]
    spans = [highest(down(each, row)) - lowest(down(each, row)) for row in rows(share)]
    result = total(sums) + total(spans) + total(extra) + count(extra) * a
    return locals()


def left_out_in_some(a, b, cost, extra, share):
    dear = [left_out if above(b * cost[row], 2) else cost[row] for row in rows(cost)]
    cheap = [cost[row] if not given(dear[row]) else left_out for row in rows(cost)]
    either = count(dear) + 10 * highest(dear) + 100 * lowest(cheap)
    result = left_out if above(b, 0.5) else total(dear)
    return locals()


def ranked(a, b, cost, extra, share):
    dear = [cost[row] * b for row in rows(cost)]
    place = rank(dear)
    first = first_at(cost, place, 1)
    result = total(place) + first
    return locals()


def weighed(a, b, cost, extra, share):
    each = [[cost[row] * b * share[column] for column in rows(share)] for row in rows(cost)]
    first_share = share_first(each, share)
    result = total(first_share)
    return locals()


def test_cells_of_a_table_follow_the_draws():
    table = tiny(by_row, "dear", "each", "sums", "spans", "result", **TABLES)
    found = simulate(table, a=Range(0, 9), b=Range(0, 1), draws=100)
    assert found["each"].shape == (100, 2, 3)
    assert len(found.percentiles("sums")["p50"]) == 2
    assert str(found.percentiles("extra")["p50"]) == "[5.0, nan]"
    for place in range(20):
        result = table(a=found["a"][place].item(), b=found["b"][place].item())
        for step in table.steps:
            assert found[step.name][place] == pytest.approx(np.array(result.values[step.name]))


def test_what_some_draws_leave_out_does_not_count():
    table = tiny(left_out_in_some, "dear", "cheap", "either", "result", **TABLES)
    found = simulate(table, b=Range(0, 1), draws=200)
    for place in range(200):
        result = table(b=found["b"][place].item())
        for step in table.steps:
            assert_same(table, step.name, found[step.name][place], result.values)
    assert found.percentiles("result")["p95"] == 6
    assert 0.4 < found.of("result").left_out < 0.6


def test_ranks_follow_the_draws():
    table = tiny(ranked, "dear", "place", "first", "result", **TABLES)
    found = simulate(table, b=Range(0, 1), draws=100)
    for place in range(100):
        result = table(b=found["b"][place].item())
        for step in table.steps:
            assert_same(table, step.name, found[step.name][place], result.values)


def test_what_many_draws_cannot_follow_is_refused():
    steps = ("each", "first_share", "result")
    with pytest.raises(DefinitionError, match="cannot be simulated: 'share_first"):
        simulate(tiny(weighed, *steps, **TABLES), b=Range(0, 1))


def in_some(a, b):
    ratio = a / b if above(b, 0.3) else left_out
    result = ratio + 1 if given(ratio) else 0
    return locals()


def test_a_number_that_some_draws_leave_out():
    found = simulate(tiny(in_some, "ratio", "result"), a=Range(0, 9), b=Range(0, 1), draws=1000)
    empty = found["b"] <= 0.3
    assert np.array_equal(np.isnan(found["ratio"]), empty)
    assert (found["result"][empty] == 0).all()
    assert found.of("ratio").left_out == empty.mean()
    assert found.percentiles("ratio")["p95"] == np.percentile(
        found["ratio"][~empty], 95, method="inverted_cdf"
    )
    assert found.of("ratio").sentence.endswith("of draws it has no value.")
    assert "; in 3" in found.spread("ratio")


def test_a_number_that_every_draw_leaves_out():
    found = simulate(tiny(in_some, "ratio", "result"), a=Range(0, 9), b=Range(0, 0.2), draws=100)
    assert found.percentiles("ratio") == {}
    assert found.spread("ratio") == "–"
    assert "no value in any draw" in found.of("ratio").sentence


def test_draws_that_break_an_order_are_refused():
    ordered = tiny(guarded, "ratio", orders=(Order("b", "a", strict=True),))
    assert simulate(ordered, a=Range(2, 9), b=Range(0, 1)).draws == 10_000
    assert simulate(ordered, a=Range(5, 9), b=1).draws == 10_000
    with pytest.raises(InputError) as error:
        simulate(ordered, a=Range(0, 9), b=Range(0, 1))
    assert str(error.value) == (
        "B: in some draws it is too high for “A”. Choose ranges that do not overlap."
    )


def test_a_construct_without_an_array_form_is_refused_only_where_it_moves():
    odd = tiny(in_two, "half", "ratio")
    odd.__dict__["formulas"] = (
        Formula("half", ast.parse("[b][0]", mode="eval").body),
        odd.formulas[1],
    )
    with pytest.raises(DefinitionError, match=r"^in_two cannot be simulated: '\[b\]\[0\]'"):
        simulate(odd, b=Range(0, 1))
    assert (simulate(odd, a=Range(1, 9))["half"] == 0.5).all()


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        (
            {"completion": Range(20, 90)},
            "Completion rate: enter a number from 30 to 98 percent. You entered 20.",
        ),
        (
            {"completion": Triangular(60, 75, "ninety")},
            "Completion rate: enter a number from 30 to 98 percent. You entered ninety.",
        ),
        (
            {"completion": Triangular(60, 95, 90)},
            "Completion rate: give the values in order, the lowest first. "
            "You entered Triangular(60, 95, 90).",
        ),
        (
            {"weeks": Range(1, 2.5)},
            "Weeks to recruit: enter a whole number from 1 to 52 weeks. You entered 2.5.",
        ),
        (
            {"completion": Normal(95, 5)},
            "Completion rate: no more than 5% of the curve may lie outside 30 to 98 percent. "
            "You entered Normal(95, 5).",
        ),
        (
            {"completion": Normal(75, 0)},
            "Completion rate: give a mean and a standard deviation above zero. "
            "You entered Normal(75, 0).",
        ),
        (
            {"completion": Normal(75, float("nan"))},
            "Completion rate: give a mean and a standard deviation above zero. "
            "You entered Normal(75, nan).",
        ),
        (
            {"completion": Normal(float("nan"), 5)},
            "Completion rate: no more than 5% of the curve may lie outside 30 to 98 percent. "
            "You entered Normal(nan, 5).",
        ),
        (
            {"target_counts": Range(1, 2)},
            "The target counts: choose one of: people placed in a job; people who complete the "
            "course; people who enroll. You entered Range(1, 2).",
        ),
        (
            {"completion": 75},
            "Nothing to draw: give at least one input as Range, Triangular or Normal.",
        ),
        (
            {"completion": Range(60, 90), "draws": 10},
            "Draws: enter a whole number from 100 to 1,000,000. You entered 10.",
        ),
        (
            {"completion": Range(60, 90), "seed": -1},
            "Seed: enter a whole number from 0 to 4,294,967,295. You entered -1.",
        ),
        (
            {"completion": Range(60, 90), "weeks": 90},
            "Weeks to recruit: enter a whole number from 1 to 52 weeks. You entered 90.",
        ),
    ],
)
def test_what_cannot_be_drawn_gets_a_sentence(entered, sentence):
    with pytest.raises(InputError) as error:
        simulate(FUNNEL, **entered)
    assert str(error.value) == sentence


def test_all_problems_are_told_at_once():
    with pytest.raises(InputError) as error:
        simulate(FUNNEL, completion=Range(1, 99), weeks=0, placment=Range(1, 2), draws="many")
    assert set(error.value.problems) == {"completion", "weeks", "placment", "draws"}


def test_questions_that_do_not_fit_the_step_get_a_sentence():
    found = simulate(FUNNEL, draws=100, completion=Range(60, 90))
    for ask, step in (
        (found.percentiles, "best_gate"),
        (found.percentiles, "too_slow"),
        (found.share, "applicants"),
        (found.shares, "too_slow"),
        (found.percentiles, "aplicants"),
    ):
        with pytest.raises(InputError) as error:
            ask(step)
        assert str(error.value).count("\n") == 0
        assert str(error.value).endswith(".")


def test_values_may_be_typed_as_people_type_them():
    typed = simulate(FUNNEL, completion=Range("60%", " 90 "), attends=Normal("70%", "5"))
    plain = simulate(FUNNEL, completion=Range(60, 90), attends=Normal(70, 5))
    assert (typed["applicants"] == plain["applicants"]).all()


def test_only_a_long_run_shows_how_far_it_is(monkeypatch, capsys):
    simulate(FUNNEL, completion=Range(60, 90))
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(runs, "PATIENCE", -1)
    monkeypatch.setattr(runs, "CHUNK", 10_000)
    simulate(FUNNEL, draws=25_000, completion=Range(60, 90))
    assert capsys.readouterr().err.split("\r")[1:] == [
        "10,000 of 25,000 draws",
        "20,000 of 25,000 draws",
        "25,000 of 25,000 draws\n",
    ]


# Pictures, read back from the drawing


def test_tornado_draws_each_swing():
    found = simulate(FUNNEL, draws=100, completion=Range(60, 90), attends=Range(60, 80))
    axes = found.plot_tornado().axes[0]
    bars = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in axes.patches]
    assert bars == [tuple(sorted((s.headline_low, s.headline_high))) for s in found.tornado()]
    assert [text.get_text() for text in axes.texts] == [
        "Completion rate: 87% to 63%",
        "Attends the information session: 78% to 62%",
    ]


def test_bands_draw_the_percentiles_of_each_year():
    found = simulate("earnings_gain", draws=500, effect_central=Range(0, 20))
    axes = found.plot_bands().axes[0]
    middle = axes.lines[-1].get_ydata()
    assert middle.tolist() == found.percentiles("gain_central")["p50"]
    widest = axes.collections[0].get_datalim(axes.transData)
    assert widest.y1 == pytest.approx(max(found.percentiles("gain_central")["p95"]))


def test_a_number_is_drawn_as_a_histogram_of_all_draws():
    found = simulate(FUNNEL, draws=500, completion=Range(60, 90))
    axes = found.plot_bands().axes[0]
    assert sum(bar.get_height() for bar in axes.patches) == 500
    assert axes.lines[0].get_xdata().tolist() == [found.percentiles()[p] for p in ("p10", "p90")]
