"""The page computes what Python computes: same numbers, same sentences, in real Chromium."""

from decimal import Decimal

import pytest
from cases import (
    BAD_ENTRIES,
    NAMES,
    NOT_SPACES,
    WAYS_TO_TYPE,
    difference,
    entered_at,
    is_amount,
    leaves,
    parity_cases,
    places,
    unlike_places,
)
from made_up import made_up_costs, made_up_months, made_up_rules

from seti_ta import calculators
from seti_ta.calculators import InputError
from seti_ta.calculators.functions import price_index, t_quantile
from seti_ta.calculators.vocabulary import EXAMPLE, Chart, Input, Note, Order, Step, calculator
from seti_ta.surfaces.web.script import entry, script


@calculator(
    code="X",
    title="Made up",
    question="Does a word that no calculator needs yet work on the page?",
    inputs=(
        Input("wage_low", "Lowest wage", "dollars an hour", 18.5, EXAMPLE, low=7, high=80),
        Input("wage_high", "Highest wage", "dollars an hour", 22, EXAMPLE, low=7, high=80),
        Input("first", "First year", "year", 2015, EXAMPLE, low=2000, high=2025, whole=True),
        Input("last", "Last year", "year", 2020, EXAMPLE, low=2000, high=2025, whole=True),
        Input("share", "Share below", "percent", 97.5, EXAMPLE, low=50, high=99.95),
        Input("df", "Degrees of freedom", "count", 30, EXAMPLE, low=1, high=50_000, whole=True),
        Input("called", "Name", "text", "Ours", EXAMPLE),
    ),
    orders=(Order("wage_low", "wage_high", strict=True), Order("first", "last")),
    steps=(
        Step("spread", "Spread", "dollars an hour"),
        Step("index", "Index", "number"),
        Step("multiplier", "Multiplier", "number"),
    ),
    results=("spread", "index", "multiplier", "called", "first"),
    headline="multiplier",
    board_sentence=(Note("{called}: {spread} from {first} to {last}."),),
    limits=("None.",),
    chart=Chart("Chart", ("spread",)),
    examples=(),
    checklist_items=(),
)
def made_up(wage_low, wage_high, first, last, share, df, called):
    spread = wage_high - wage_low
    index = price_index(first, last)
    multiplier = t_quantile(share, df)
    return locals()


ALL = [*calculators.values(), made_up, made_up_costs, made_up_rules, made_up_months]
EVERY = pytest.mark.parametrize("calculator", ALL, ids=lambda each: each.name)

COMPUTE = """([name, cases]) => cases.map((texts) => {
  const { definitions, check, calculate, calculate_slow, sensitivity, write_or_dash } = seti_ta;
  const definition = definitions[name];
  const { entered, values, problems } = check(definition, texts);
  if (Object.keys(problems).length) return { problems };
  const result = calculate_slow(definition, calculate(definition, values).values);
  const swings = sensitivity(definition, entered, values);
  return {
    ...result,
    problems,
    written: definition.results.map((each) => write_or_dash(definition, each, result.values[each])),
    swings: swings.map(({ field, ends, headlines }) => [field.name, ...ends, ...headlines]),
  };
})"""


@pytest.fixture(scope="module")
def compute(browser):
    """A function that computes cases with the script that ships, in a page of Chromium."""
    page = browser.new_page()
    page.evaluate(f"() => {{ {script(ALL)} }}")
    yield lambda calculator, cases: page.evaluate(
        COMPUTE, [calculator.name, [texts(calculator, case) for case in cases]]
    )
    page.close()


def texts(calculator, case: dict) -> dict[str, str | list[dict]]:
    """A case as the texts of the form's fields, with every digit of its numbers."""
    return {name: as_text(value) for name, value in (calculator.defaults | case).items()}


def as_text(value):
    match value:
        case list() | tuple():
            return [as_text(each) for each in value]
        case dict():
            return {name: as_text(each) for name, each in value.items()}
        case str():
            return value
        case None:
            return ""
    return f"{Decimal(repr(value)):f}"


@EVERY
def test_parity(calculator, compute, record_property):
    cases = parity_cases(calculator)
    worst = 0.0
    for case, shown in zip(cases, compute(calculator, cases), strict=True):
        result = calculator(**case)
        assert shown["problems"] == {}
        assert shown["sentence"] == result.board_sentence
        assert tuple(shown["warnings"]) == result.warnings
        assert [tuple(each.values()) for each in shown["verdicts"]] == told_verdicts(result)
        assert shown["written"] == [result.written(name) for name in calculator.results]
        for step in calculator.steps:
            worst = max(worst, step_difference(calculator, step.name, shown, result, case))
        swings = [(s.name, s.low, s.high, s.headline_low, s.headline_high) for s in
                  result.sensitivity]  # fmt: skip
        assert [each[0] for each in shown["swings"]] == [each[0] for each in swings], case
        for ours, theirs in zip(swings, shown["swings"], strict=True):
            pairs = zip(ours[1:], theirs[1:], strict=True)
            assert shape(list(ours)) == shape(theirs), case
            worst = max(worst, *(difference(a, b) for a, b in pairs if a is not None))
    assert worst <= 1e-9
    record_property(f"{calculator.name}, page", f"{len(cases)} cases, worst difference {worst:.1e}")


def told_verdicts(result) -> list[tuple[str, str, list[str]]]:
    return [(title, answer, list(reasons)) for title, answer, reasons in result.verdicts]


def step_difference(calculator, name, shown, result, case) -> float:
    """The worst difference of one step; counts and names must not differ at all."""
    ours, theirs = result.values[name], shown["values"][name]
    if not is_amount(calculator, name):
        assert ours == theirs, (name, case)
        return 0.0
    assert shape(ours) == shape(theirs), (name, case)
    amounts = zip(leaves(ours), leaves(theirs), strict=True)
    return max((difference(a, b) for a, b in amounts if a is not None), default=0.0)


def shape(value):
    """Where there are values, and where they are left out."""
    return [shape(each) for each in value] if isinstance(value, list) else value is None


@EVERY
def test_the_same_sentence_for_a_bad_entry(calculator, compute):
    cases = [
        entered_at(calculator, place, bad)
        for place, field in places(calculator)
        for bad in bad_entries(field)
    ]
    for case, shown in zip(cases, compute(calculator, cases), strict=True):
        assert shown["problems"] == python_problems(calculator, case), case


@EVERY
def test_every_bad_entry_is_told_at_once(calculator, compute):
    case = {}
    for place, _ in places(calculator):
        case |= entered_at(calculator, place, "🙁" * 41)
    [shown] = compute(calculator, [case])
    assert shown["problems"] == python_problems(calculator, case)
    assert len(shown["problems"]) >= len(calculator.inputs) + len(calculator.tables)


def test_the_same_sentence_for_inputs_in_the_wrong_order(compute):
    cases = [
        {"wage_low": "22", "wage_high": "22"},
        {"wage_low": " $22.000000001 "},
        {"wage_low": "22.1"},
        {"wage_low": "21.9999", "first": "2020"},
        {"first": "2021"},
        {"wage_low": "30", "first": "2025", "last": "2000"},
        {"wage_low": "x", "first": "2025"},
    ]
    told = [each["problems"] for each in compute(made_up, cases)]
    assert told == [python_problems(made_up, case) for case in cases]
    assert [*map(len, told)] == [1, 1, 1, 0, 1, 2, 1]
    assert told[2]["wage_low"] == (
        "Lowest wage: enter a value below “Highest wage”, which is $22.00. You entered 22.1."
    )


def test_the_same_sentence_for_a_row_in_the_wrong_order(compute):
    start = {"group": "A", "started": "5", "ended": "", "bottom": "1", "top": "2", "remark": ""}
    changes = [{"ended": " 6.0"}, {"bottom": "2%", "ended": "9"}, {"top": "1"}, {}]
    rows = [start | each for each in changes]
    cases = [{"groups": rows}, {"groups": rows, "least": "60"}, {"groups": rows, "rent": "x"}]
    told = [each["problems"] for each in compute(made_up_costs, cases)]
    assert told == [python_problems(made_up_costs, case) for case in cases]
    assert [*map(len, told)] == [4, 5, 1]


def test_the_same_sentence_for_rows_of_one_name(compute):
    names = ["constructor", "Straße", " STRASSE", "constructor ", "École", "école", "b", "straße"]
    scorecard = calculators["sector_scorecard"]
    start = texts(scorecard, {})["sectors"][0]
    case = {"sectors": [start | {"sector": name} for name in names]}
    [told] = [each["problems"] for each in compute(scorecard, [case])]
    assert told == python_problems(scorecard, case)
    assert [*told] == [f"sectors.{number}.sector" for number in (4, 6, 8)]


@EVERY
def test_the_same_reading_of_what_people_type(calculator, compute):
    cases = [
        entered_at(calculator, place, way.format(text))
        for place, field in unlike_places(calculator)
        if not field.choices
        for text in ways(field)
        for way in (*WAYS_TO_TYPE, *NOT_SPACES)
    ]
    good = 0
    for case, shown in zip(cases, compute(calculator, cases), strict=True):
        problems = python_problems(calculator, case)
        assert shown["problems"] == problems, case
        if not problems:
            good += 1
            result = calculator(**case)
            assert shown["sentence"] == result.board_sentence, case
            for field in calculator.fields:
                assert shown["values"][field.name] == result.values[field.name], case
    assert good > 30


def ways(field) -> list[str]:
    """An entry with and without the marks that people type, right and wrong ones."""
    if field.is_text:
        return [*NAMES, "two  \t spaces", "x" * 41, "😀" * 40, "😀" * 41, ""]
    number = field.default or 5
    plain, marked = entry(number), f"{number:,.0f}"
    empty = [""] if field.optional else []
    return [plain, marked, f"{plain}%", f"${marked}", f"-{plain}", f"{plain},000", *empty]


def bad_entries(field) -> list[str]:
    ends = [(field.low, -1), (field.high, 1)] if field.is_number else []
    outside = [f"{end + side * hair:.6f}" for end, side in ends for hair in (1e-6, 0.5)]
    return [*BAD_ENTRIES, *outside, entry(field.default) + "5" * 20]


def python_problems(calculator, case: dict) -> dict[str, str]:
    try:
        calculator(**case)
    except InputError as error:
        return error.problems
    return {}
