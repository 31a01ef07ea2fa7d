"""The page computes what Python computes: same numbers, same sentences, in real Chromium."""

from decimal import Decimal

import pytest
from cases import BAD_ENTRIES, NOT_SPACES, WAYS_TO_TYPE, difference, is_amount, leaves, valid_cases

from seti_ta import calculators
from seti_ta.calculators import InputError
from seti_ta.surfaces.web.script import entry, script

ALL = list(calculators.values())
EVERY = pytest.mark.parametrize("calculator", ALL, ids=lambda each: each.name)
CASES = 1000

COMPUTE = """([name, cases]) => cases.map((texts) => {
  const { definitions, check, calculate, calculate_slow, sensitivity, write } = seti_ta;
  const definition = definitions[name];
  const { entered, values, problems } = check(definition, texts);
  if (Object.keys(problems).length) return { problems };
  const result = calculate_slow(definition, calculate(definition, values).values);
  const swings = sensitivity(definition, entered, values);
  return {
    ...result,
    problems,
    written: definition.results.map((each) => write(definition, each, result.values[each])),
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
    cases = valid_cases(calculator, CASES)
    worst = 0.0
    for case, shown in zip(cases, compute(calculator, cases), strict=True):
        result = calculator(**case)
        assert shown["problems"] == {}
        assert shown["sentence"] == result.board_sentence
        assert tuple(shown["warnings"]) == result.warnings
        assert shown["written"] == [result.written(name) for name in calculator.results]
        for step in calculator.steps:
            worst = max(worst, step_difference(calculator, step.name, shown, result, case))
        swings = [(s.name, s.low, s.high, s.headline_low, s.headline_high) for s in
                  result.sensitivity]  # fmt: skip
        assert [each[0] for each in shown["swings"]] == [each[0] for each in swings], case
        for ours, theirs in zip(swings, shown["swings"], strict=True):
            worst = max(worst, *map(difference, ours[1:], theirs[1:]))
    assert worst <= 1e-9
    record_property(f"worst difference on the page, {calculator.name}", worst)
    print(f"{calculator.name}, page, {len(cases)} cases: worst difference {worst:.1e}")


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
    cases = [{field.name: bad} for field in calculator.inputs for bad in bad_entries(field)]
    for case, shown in zip(cases, compute(calculator, cases), strict=True):
        assert shown["problems"] == python_problems(calculator, case), case


@EVERY
def test_the_same_reading_of_what_people_type(calculator, compute):
    cases = [
        {field.name: way.format(text)}
        for field in calculator.inputs
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
            assert shown["sentence"] == calculator(**case).board_sentence, case
    assert good > 100


def ways(field) -> list[str]:
    """The default with and without the marks that people type, right and wrong ones."""
    plain, marked = entry(field.default), f"{field.default:,.0f}"
    return [plain, marked, f"{plain}%", f"${marked}", f"-{plain}", f"{plain},000"]


def bad_entries(field) -> list[str]:
    ends = [] if field.choices else [(field.low, -1), (field.high, 1)]
    outside = [f"{end + side * hair:.6f}" for end, side in ends for hair in (1e-6, 0.5)]
    return [*BAD_ENTRIES, *outside, entry(field.default) + "5" * 20]


def python_problems(calculator, case: dict) -> dict[str, str]:
    try:
        calculator(**case)
    except InputError as error:
        return error.problems
    return {}
