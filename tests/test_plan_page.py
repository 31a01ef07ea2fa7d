"""One plan over all pages: what the page computes for it is what Python computes."""

import random

import pytest
from cases import entry as random_entry
from cases import random_case
from test_page_parity import step_difference

from seti_ta import calculators
from seti_ta.calculators import InputError
from seti_ta.calculators.links import PLAN, SHARED
from seti_ta.plan import Plan
from seti_ta.surfaces.web.script import entry, script, table_entries

IN_PLAN = [each for each in calculators.values() if not each.never_kept]
CASES = 60

COMPUTE = """(cases) => cases.map((own) => {
  const { definitions, plan } = seti_ta;
  plan.clear();
  for (const [name, texts] of Object.entries(own)) {
    for (const [field, text] of Object.entries(texts)) {
      plan.restore(definitions[name], field, text);
    }
  }
  const results = Object.values(definitions).map((each) => [each.name, plan.result(each)]);
  return Object.fromEntries(results);
})"""


@pytest.fixture(scope="module")
def compute(browser):
    """A function that computes whole plans with the script that ships, in a page of Chromium."""
    page = browser.new_page()
    page.evaluate(f"() => {{ {script(IN_PLAN)} }}")
    yield lambda plans: page.evaluate(COMPUTE, [as_typed(each) for each in plans])
    page.close()


def as_typed(value):
    """Entries as a reader types them."""
    match value:
        case list():
            return [as_typed(each) for each in value]
        case dict():
            return {name: as_typed(each) for name, each in value.items()}
    return entry(value)


def random_own(chance: random.Random) -> dict[str, dict]:
    """What a reader may enter: a few shared inputs, and a few of some calculators."""
    digits = chance.choice((0, 1, 9))
    shared = chance.sample(list(SHARED.values()), chance.randint(0, 4))
    own = {PLAN: {each.name: random_entry(each, digits, chance) for each in shared}}
    for each in chance.sample(IN_PLAN, chance.randint(0, 4)):
        case = random_case(each, chance)
        # Tables may lie across each other, so all of them or none.
        names = chance.sample([f.name for f in each.inputs], min(2, len(each.inputs)))
        names += [t.name for t in each.tables] if chance.random() < 0.5 else []
        own[each.name] = {name: case[name] for name in names}
    return own


def in_python(own: dict[str, dict]) -> Plan:
    plan = Plan()
    for name, entered in own.items():
        plan.enter(name, **entered)
    return plan


def test_nothing_entered_gives_every_calculators_own_starting_values(compute):
    [shown] = compute([{}])
    for each in IN_PLAN:
        start = {field.name: entry(field.default) for field in each.inputs}
        tables = {table.name: table_entries(table) for table in each.tables}
        assert shown[each.name]["texts"] == start | tables
        assert shown[each.name]["problems"] == {}


def test_a_whole_plan_is_the_same_on_the_page_and_in_python(compute, record_property):
    chance = random.Random(5)
    plans = [random_own(chance) for _ in range(CASES)]
    worst, good, bad = 0.0, 0, 0
    for own, shown in zip(plans, compute(plans), strict=True):
        plan = in_python(own)
        for each in IN_PLAN:
            try:
                result, problems = plan[each.name], {}
            except InputError as error:
                result, problems = None, error.problems
            assert shown[each.name]["problems"] == problems, own
            bad += bool(problems)
            if result:
                good += 1
                assert all(
                    shown[each.name]["entered"][name] == pytest.approx(result.entered[name], 1e-12)
                    for name in (f.name for f in each.inputs if f.is_number)
                    if result.entered[name] is not None
                )
                for step in each.steps:
                    if not step.slow:
                        difference = step_difference(each, step.name, shown[each.name], result, own)
                        worst = max(worst, difference)
    assert worst <= 1e-9
    assert good > bad > CASES / 10
    record_property("whole plans, page", f"{good} results, {bad} refused, worst {worst:.1e}")
