"""The planning kit, recalculated by LibreOffice, says what the plan says in Python."""

import random
import zipfile
from datetime import date
from io import BytesIO

import pytest
from cases import entry
from office import INSTALLED, Office
from test_parity_workbook import cell, compared

from seti_ta import calculators
from seti_ta.calculators import InputError
from seti_ta.calculators.links import SHARED, links
from seti_ta.plan import Plan
from seti_ta.surfaces.planning_kit import PLAN_PREFIX, kit_bytes, prefix
from seti_ta.surfaces.renaming import FOREIGN, with_prefix

EDITION, CHECK_BY = date(2026, 11, 23), date(2099, 11, 23)
CASES = 12


@pytest.fixture(scope="module")
def office():
    if not INSTALLED:
        pytest.skip("LibreOffice or its Python bridge is not installed")
    with Office() as office:
        yield office


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    path = tmp_path_factory.mktemp("kit") / "kit.xlsx"
    path.write_bytes(kit_bytes(Plan(), EDITION, CHECK_BY))
    return path


def test_names_get_a_prefix_and_nothing_else_does():
    formula = f"""IF(AND(a>1E-9,TRUE),"a ""b"" c"&'a b'!$A$1,SUM(x_1)+B2+{FOREIGN}C01_a+T.INV(p))"""
    expected = """IF(AND(C05_a>1E-9,TRUE),"a ""b"" c"&'a b'!$A$1,SUM(C05_x_1)+B2+C01_a+T.INV(p))"""
    assert with_prefix(formula, "C05_", {"p"}) == expected


def test_one_shared_number_changes_every_calculator(office, kit, record_property):
    """Random shared inputs and random entries that follow nothing, on every sheet."""
    chance = random.Random(20261123)
    plans = [Plan(), *(random_plan(chance) for _ in range(CASES))]
    answers = office.answers(kit, [typed(plan) for plan in plans])
    found = [agreement(*pair) for pair in zip(plans, answers, strict=True)]
    results = sum(count for count, _ in found)
    worst = max(worst for _, worst in found)
    assert results >= 0.5 * len(plans) * len(list(Plan()))
    calculators_in_it = len(list(Plan()))
    said = f"{len(plans)} plans of {calculators_in_it} calculators, {results} results"
    record_property("planning kit", f"{said}, worst difference {worst:.1e}")


def test_an_own_value_stays_and_says_so(office, tmp_path):
    plan = Plan(completion=60)
    plan.set("program_cost.enrolled", 90)
    path = tmp_path / "own.xlsx"
    path.write_bytes(kit_bytes(plan, EDITION, CHECK_BY))
    plan.set("target", 60)
    [answer] = office.answers(path, [{"plan_target": 60}])
    agreement(plan, answer)
    assert answer["C05_enrolled"] == 90
    assert answer["C05_start_enrolled"] == plan["recruitment_funnel"].enrolled


def test_a_wrong_link_is_seen(office, kit, tmp_path):
    """The enrollees of the cost calculator, taken from the people who accept."""
    planted = tmp_path / "planted.xlsx"
    with zipfile.ZipFile(kit) as source, zipfile.ZipFile(planted, "w") as target:
        for name in source.namelist():
            data, in_a_sheet = source.read(name), name.startswith("xl/worksheets/")
            wrong = data.replace(b"INT(ABS(C01_enrolled)", b"INT(ABS(C01_accepted)")
            target.writestr(name, wrong if in_a_sheet else data)
    [answer] = office.answers(planted, [{}])
    with pytest.raises(AssertionError, match="enrolled"):
        agreement(Plan(), answer)


def test_the_same_plan_gives_the_same_bytes():
    first, second = (kit_bytes(Plan(), EDITION, CHECK_BY) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower()]


def random_plan(chance: random.Random) -> Plan:
    """Shared inputs and other entries by chance. What follows the plan is left to follow."""
    digits, plan = chance.choice((0, 1, 9)), Plan()
    for name, field in SHARED.items():
        if chance.random() < 0.7:
            plan.set(name, entry(field, digits, chance))
    for name in plan:
        followed = {link.field.name for link in links(name)}
        for field in calculators[name].inputs:
            if field.name not in followed and chance.random() < 0.3:
                plan.set(f"{name}.{field.name}", entry(field, digits, chance))
    return plan


def typed(plan: Plan) -> dict:
    """The cells of a plan that a reader types into."""
    found = {f"{PLAN_PREFIX}{e.field.name}": cell(e.field, e.value) for e in plan.profile}
    for name in plan:
        calculator = calculators[name]
        for each in plan.entries(name):
            if not each.link and each.field in calculator.inputs:
                found[prefix(calculator) + each.field.name] = cell(each.field, each.value)
    return found


def agreement(plan: Plan, answer: dict) -> tuple[int, float]:
    """How many results agree, and the worst difference. Refusals agree word by word."""
    count, worst = 0, 0.0
    for name in plan:
        first = prefix(calculators[name])
        own = {n.removeprefix(first): v for n, v in answer.items() if n.startswith(first)}
        try:
            result = plan[name]
        except InputError as error:
            refused(error, own)
            continue
        count += 1
        for step, value in result.values.items():
            worst = max(worst, compared(result.calculator, step, value, own[step]))
        assert own["board_sentence"] == result.board_sentence
        warnings = [own[f"warning_{n}"] for n in range(1, len(result.calculator.warnings) + 1)]
        assert tuple(filter(None, warnings)) == result.warnings
    return count, worst


def refused(error: InputError, own: dict) -> None:
    # What follows the plan and cannot be used is told first; orders may be broken too.
    assert own["inputs_to_mend"] >= len(error.problems)
    assert own["board_sentence"] == ""
    for field, problem in error.problems.items():
        assert own[f"check_{field}"] == problem
