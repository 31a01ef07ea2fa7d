"""Each function that formulas may call says the same on the page as in Python."""

import random
from importlib import resources

import pytest
from function_calls import ACTIVE_AT_START, CALLS, agree
from scipy.stats import t

from seti_ta.calculators import functions
from seti_ta.prices import FIRST_YEAR, LAST_YEAR, price_index
from seti_ta.surfaces.web.script import constants

HAIRS = (0, 0, 3e-11, -3e-11, 1e-9, -1e-9, 7e-9)


@pytest.fixture(scope="module")
def on_page(browser):
    """A function that calls one function of functions.js for a list of arguments."""
    source = resources.files("seti_ta.surfaces.web").joinpath("js/functions.js").read_text("utf-8")
    page = browser.new_page()
    page.add_script_tag(content=f"{constants(source)}\n{source}")
    yield lambda name, calls: page.evaluate(
        f"(calls) => calls.map((call) => {name}(...call))", calls
    )
    page.close()


@pytest.mark.parametrize("name", CALLS)
def test_functions_of_numbers(on_page, name):
    for call, shown in zip(CALLS[name], on_page(name, CALLS[name]), strict=True):
        assert agree(shown, getattr(functions, name)(*call)), call


def degrees_of_freedom() -> list[int]:
    return [*range(1, 61), *(round(60 * 1.1**power) for power in range(1, 71)), 50_000]


def test_t_quantile(on_page):
    shares = [0.5, 0.5005, 0.55, 0.6, 0.75, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999, 0.9995]
    calls = [(share, df) for df in degrees_of_freedom() for share in shares]
    for (share, df), shown in zip(calls, on_page("t_quantile", calls), strict=True):
        ours = functions.t_quantile(share, df)
        assert shown == pytest.approx(ours, rel=1e-12, abs=1e-15), (share, df)
        assert ours == pytest.approx(t.ppf(share, df), rel=1e-9, abs=1e-12), (share, df)


def test_ln(on_page):
    numbers = [1e-9, 0.5, 1, 2.718281828, 1e9]
    shown = on_page("ln", [[x] for x in numbers])
    assert shown == pytest.approx([functions.ln(x) for x in numbers], rel=1e-15)


def test_price_index(on_page):
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    calls = [(first, last) for first in years for last in years]
    assert on_page("price_index", calls) == pytest.approx([price_index(*call) for call in calls])


def test_the_weights_drawn_are_the_same_to_the_last_bit(on_page):
    sizes = range(1, 13)
    assert on_page("random_weights", [[size] for size in sizes]) == [
        functions.random_weights(size) for size in sizes
    ]


def columns(count: int) -> list[list]:
    """Columns with ties, gaps, and values a hair beside each other."""
    chance = random.Random(count)

    def value():
        if chance.random() < 0.2:
            return None
        base = chance.choice((0, 1, -3, 1e6, chance.uniform(-9, 9)))
        return base + chance.choice(HAIRS) * max(1, abs(base))

    return [[value() for _ in range(chance.randint(1, 12))] for _ in range(count)]


@pytest.mark.parametrize("name", ["rank", "total", "lowest", "highest", "count"])
def test_functions_of_a_column(on_page, name):
    cases = [*columns(500), [None], [None, None, 2]]
    ours = [getattr(functions, name)(each) for each in cases]
    shown = on_page(name, [[each] for each in cases])
    assert shown == (ours if name == "rank" else pytest.approx(ours))


def test_active_at_start(on_page):
    ours = [functions.active_at_start(*call) for call in ACTIVE_AT_START]
    assert on_page("active_at_start", ACTIVE_AT_START) == ours


def test_share_first(on_page):
    chance = random.Random(1)
    calls = []
    for _ in range(40):
        width = chance.randint(3, 12)
        few = [chance.choice((0, 50, 100)) for _ in range(2)] + [100 * chance.random()]
        scores = [
            [None] * width if chance.random() < 0.2 else [chance.choice(few) for _ in range(width)]
            for _ in range(chance.randint(2, 8))
        ]
        calls.append((scores, [chance.choice((0.1, 10, 33.3)) for _ in range(width)]))
    assert on_page("share_first", calls) == [functions.share_first(*call) for call in calls]
    assert on_page("share_first", [([[None] * 3] * 2, [1, 2, 3])]) == [[None, None]]


def test_first_at_and_down(on_page):
    assert on_page("first_at", [(["a", "b", "c"], [None, 1, 1], 1)]) == ["b"]
    assert on_page("down", [([[1, 2], [3, None]], 1)]) == [[2, None]]
