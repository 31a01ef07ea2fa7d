"""One plan: values flow from calculator to calculator, and travel in a file without loss."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from importlib import resources
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from cases import BAD_ENTRIES, random_case
from cases import entry as case_entry
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import made_up_scores

from seti_ta import calculators
from seti_ta.calculators import InputError, links
from seti_ta.calculators.reader import DefinitionError
from seti_ta.calculators.shared_inputs import COMPLETION, PROFILE
from seti_ta.plan import Plan
from seti_ta.plan import file as plan_file
from seti_ta.surfaces.plan_words import result_or_problem
from seti_ta.uncertainty import Range

ROOT = Path(__file__).parents[1]
EVERY = pytest.mark.parametrize("name", links.order())
SCHEMA = json.loads(resources.files("seti_ta.plan").joinpath("plan.schema.json").read_text("utf-8"))


@pytest.fixture
def forget_links():
    """Definitions that a test plants must not stay in the caches."""
    yield
    for each in (links.links, links.order, links.upstream, links.downstream):
        each.cache_clear()


# ---- The chain


@EVERY
def test_with_nothing_entered_the_plan_has_each_calculators_own_starting_values(name):
    assert Plan()[name].entered == calculators[name]().entered


@EVERY
def test_each_calculator_comes_after_those_that_it_follows(name):
    order = links.order()
    assert all(order.index(other) < order.index(name) for other in links.upstream(name))
    assert all(name in links.downstream(other) for other in links.upstream(name))


@EVERY
def test_whatever_the_plan_shares_is_in_the_range_of_what_follows_it(name):
    for link in links.links(name):
        field, shared = link.field, link.source
        if link.is_shared and field.is_number:
            assert field.low <= shared.low * field.times
            assert shared.high * field.times <= field.high


@EVERY
def test_a_shared_input_keeps_its_meaning_and_its_starting_value(name):
    for link in links.links(name):
        if link.is_shared and link.field.times == 1:
            assert link.field.is_percent == link.source.is_percent
            assert link.field.default == link.source.default


def test_all_that_a_plan_shares_is_used():
    used = {link.what for name in links.order() for link in links.links(name) if link.is_shared}
    assert used <= {each.name for each in PROFILE}
    assert {"target", "completion", "placement", "price_year"} <= used


def planted(monkeypatch, **follows) -> str:
    """A made-up calculator among the others, whose input follows what is asked for."""
    field = replace(made_up_scores.inputs[0], **follows)
    other = replace(made_up_scores, inputs=(field,))
    gallery = dict(calculators) | {other.name: other}
    monkeypatch.setattr(links, "calculators", gallery)
    for each in (links.links, links.order, links.upstream, links.downstream):
        each.cache_clear()
    return other.name


@pytest.mark.parametrize(
    ("follows", "why"),
    [
        ("plan.nothing", "which is not there"),
        ("nobody.enrolled", "which is not there"),
        ("recruitment_funnel.nothing", "which is not there"),
        ("earnings_gain.table_total", "which is not there"),
        ("program_cost.cost", "which is not there"),
        ("recruitment_funnel.best_gate", "cannot hold"),
        ("plan.target_counts", "cannot hold"),
    ],
)
def test_a_wrong_link_is_refused(monkeypatch, forget_links, follows, why):
    name = planted(monkeypatch, follows=follows)
    with pytest.raises(DefinitionError, match=f"{name}: .*'{follows}'.*{why}|{why}"):
        links.links(name)


def test_a_ring_is_refused(monkeypatch, forget_links):
    planted(monkeypatch, follows=f"{made_up_scores.name}.top")
    with pytest.raises(DefinitionError, match="in a ring"):
        links.upstream(made_up_scores.name)


# ---- Values and whose they are


def test_one_shared_number_changes_every_calculator_that_follows():
    plan = Plan(completion=60)
    funnel = calculators["recruitment_funnel"](completion=60)
    assert plan["recruitment_funnel"].values == funnel.values
    cost = calculators["program_cost"](completion=60, enrolled=funnel.enrolled)
    assert plan["program_cost"].values == cost.values


def test_results_follow_each_change_and_each_step_back():
    plan = Plan()
    at_start = plan["program_cost"].values
    plan.set("target", 80)
    assert plan["program_cost"].enrolled == plan["recruitment_funnel"].enrolled == 134
    plan.set("program_cost.enrolled", 90)
    assert plan["program_cost"].enrolled == 90
    plan.set("recruitment_funnel.placement", 56)
    assert plan["program_cost"].enrolled == 90
    plan.unset("program_cost.enrolled")
    plan.unset("recruitment_funnel.placement")
    plan.unset("target")
    assert plan["program_cost"].values == at_start
    assert plan.own == {}


def entry(plan: Plan, calculator: str, name: str):
    return next(each for each in plan.entries(calculator) if each.field.name == name)


def test_an_own_value_says_what_the_plan_says():
    plan = Plan(target=80)
    followed = entry(plan, "program_cost", "enrolled")
    assert (followed.value, followed.origin, followed.start) == (134, "follow", 134)
    plan.set("program_cost.enrolled", 90)
    own = entry(plan, "program_cost", "enrolled")
    assert (own.value, own.origin, own.start) == (90, "own", 134)
    start = entry(plan, "program_cost", "fixed")
    assert (start.value, start.origin) == (250_000, "start")


def test_an_entry_out_of_range_changes_nothing():
    plan = Plan(completion=60)
    with pytest.raises(InputError) as refused:
        plan.set("completion", 120)
    [sentence] = refused.value.problems.values()
    assert sentence == "Completion rate: enter a number from 30 to 98 percent. You entered 120."
    with pytest.raises(InputError):
        plan.enter("program_cost", fixed=300_000, variable=-1)
    assert plan.own == {"completion": 60}


@pytest.mark.parametrize("name", ["nothing", "program_cost.nothing", "nobody.fixed", "a.b.c", ""])
def test_an_unknown_name_is_refused(name):
    with pytest.raises(KeyError, match="A plan has nothing named"):
        Plan().set(name, 1)


def test_a_carried_value_out_of_range_says_where_it_comes_from_and_others_still_compute():
    plan = Plan(target=5000, completion=30, placement=30)
    with pytest.raises(InputError) as refused:
        plan["program_cost"]
    assert str(refused.value) == (
        "People who enroll in a year: enter a whole number from 1 to 5,000 people. "
        "It follows “Must enroll” of Recruitment and screening funnel, which is 55,556 people."
    )
    assert plan["recruitment_funnel"].enrolled == 55_556
    assert plan["wage_gap"].values == calculators["wage_gap"]().values
    assert entry(plan, "program_cost", "enrolled").value == 55_556
    plan.set("program_cost.enrolled", 100)
    assert plan["program_cost"].enrolled == 100


def test_an_origin_without_a_result_is_told_once():
    plan = Plan(target=5000, completion=30, placement=30)
    with pytest.raises(InputError) as refused:
        plan["public_value"]
    sentence = "Earnings-gain forecast has no result to follow until its entries are mended."
    assert list(refused.value.problems.values()).count(sentence) == 6
    assert str(refused.value).split("\n").count(sentence) == 1
    assert result_or_problem(plan, "public_value").count(sentence) == 1


def test_a_table_may_lie_across_another_that_changes_first():
    plan = Plan()
    start = calculators["sector_scorecard"].defaults
    fewer = start["criteria"][:-1]
    plan.set("sector_scorecard.criteria", fewer)
    with pytest.raises(InputError):
        plan["sector_scorecard"]
    values = [row | {"value": row["value"][:-1]} for row in start["sectors"]]
    plan.set("sector_scorecard.sectors", values)
    assert len(plan["sector_scorecard"].entered["criteria"]) == len(fewer)


# ---- The file


@st.composite
def plans(draw) -> Plan:
    """A plan with entries by chance, within the range of each."""
    plan, chance = Plan(), random.Random(draw(st.integers(0, 2**32)))
    for field in PROFILE:
        if chance.random() < 0.3:
            plan.set(field.name, case_entry(field, 1, chance))
    for name in draw(st.sets(st.sampled_from(links.order()), max_size=3)):
        calculator, has_tables = calculators[name], chance.random() < 0.5
        case = random_case(calculator, chance)
        tables = {each.name for each in calculator.tables}  # one may lie across another
        chosen = {n for n in case if (has_tables if n in tables else chance.random() < 0.5)}
        plan.enter(name, **{each: case[each] for each in chosen})
    return plan


def answers(plan: Plan) -> dict[str, object]:
    """Each calculator's values, or its sentences."""
    found = {}
    for name in plan:
        try:
            found[name] = plan[name].values
        except InputError as error:
            found[name] = error.problems
    return found


@settings(max_examples=40)
@given(plans())
def test_a_plan_comes_back_from_its_file_with_the_same_figures(tmp_path_factory, plan):
    path = plan.save(tmp_path_factory.mktemp("plan") / "plan.json")
    back = Plan.load(path)
    assert back.own == plan.own
    assert (back.left_aside, back.moved()) == ([], ())
    assert answers(back) == answers(plan)
    jsonschema.validate(json.loads(path.read_text("utf-8")), SCHEMA)


def test_the_file_says_all_that_is_entered_and_whose_it_is(tmp_path):
    plan = Plan(target=80)
    plan.set("program_cost.variable", 5000)
    plan.checklists["screening"] = {"SCR-01.level": "2", "date": "2026-11-23"}
    content = json.loads(plan.save(tmp_path / "plan.json").read_text("utf-8"))
    assert content["shared"]["target"] == {"value": 80, "is": "own", "start": 40}
    cost = content["calculators"]["program_cost"]
    assert cost["variable"] == {"value": 5000, "is": "own", "start": 4500}
    assert cost["enrolled"] == {"value": 134, "is": "follow"}
    assert cost["fixed"] == {"value": 250_000, "is": "start", "start": 250_000}
    assert list(cost) == list(calculators["program_cost"].defaults)
    assert Plan.load(tmp_path / "plan.json").checklists == plan.checklists


def test_a_file_is_written_over_only_when_asked(tmp_path):
    path = Plan(target=80).save(tmp_path / "plan.json")
    with pytest.raises(InputError, match=r"plan\.json is there already"):
        Plan().save(path)
    assert Plan.load(path).own == {"target": 80}
    Plan().save(path, overwrite=True)
    assert Plan.load(path).own == {}
    assert [each.name for each in tmp_path.iterdir()] == ["plan.json"]


def saved(tmp_path, **changes) -> Path:
    """A plan's file with some of its keys changed; None leaves one out."""
    path = Plan(target=80).save(tmp_path / "plan.json", overwrite=True)
    content = json.loads(path.read_text("utf-8")) | changes
    kept = {key: value for key, value in content.items() if value is not None}
    path.write_text(json.dumps(kept), encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as refused:
        Plan.load(path)
    assert list(refused.value.problems) == ["file"]
    return str(refused.value)


def test_a_file_that_is_no_plan_is_refused_in_one_sentence(tmp_path):
    assert refusal(tmp_path / "none.json") == "none.json was not found."
    assert refusal(tmp_path) == f"{tmp_path.name} cannot be read."
    path = saved(tmp_path)
    whole = path.read_bytes()
    for cut in (0, 1, 100, len(whole) // 2, len(whole) - 2):
        path.write_bytes(whole[:cut])
        assert "It may be cut short" in refusal(path)
    for spoilt in (b"\xff\xfe", b"[" * 100_000, b'{"a": NaN}', b'{"a": "\\ud800"}', b"9" * 9999):
        path.write_bytes(spoilt)
        assert "is not a whole JSON file" in refusal(path)
    path.write_bytes(whole + b" " * plan_file.MOST)
    assert refusal(path) == "plan.json is larger than 2 MB, so it is not a plan."


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"file": None}, '"file": "seti-ta plan"'),
        ({"file": "other"}, '"file": "seti-ta plan"'),
        ({"shared": None, "data": None}, "data, shared"),
        ({"calculators": []}, "calculators"),
        ({"schema": "1"}, "schema"),
        ({"schema": True}, "schema"),
        ({"saved_on": 5}, "saved_on"),
    ],
)
def test_a_file_of_another_layout_names_what_is_missing(tmp_path, changes, names):
    sentence = f"plan.json is not a plan of this handbook. Missing or wrong: {names}."
    assert refusal(saved(tmp_path, **changes)) == sentence


@pytest.mark.parametrize("content", [[], "plan", 5, None])
def test_a_file_that_is_no_object_is_refused(tmp_path, content):
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert "is not a plan of this handbook" in refusal(path)


@pytest.mark.parametrize(
    ("name", "shown"), [("target", '"target"'), ("\\ud800\\u001b", '"\\ud800\\u001b"')]
)
def test_a_name_that_is_given_twice_is_refused(tmp_path, name, shown):
    path = saved(tmp_path)
    text = path.read_text("utf-8").replace('"target":', f'"{name}": 5, "{name}":', 1)
    path.write_text(text, encoding="utf-8")
    assert refusal(path) == f"plan.json gives {shown} more than once. Keep one."


def test_a_file_from_the_future_is_refused(tmp_path):
    assert refusal(saved(tmp_path, schema=2)) == (
        "plan.json has layout 2, from a newer edition. This edition reads layout 1."
    )


def own(value) -> dict:
    return {"value": value, "is": "own"}


def test_what_cannot_be_used_is_named_and_the_rest_is_kept(tmp_path):
    calculator_entries = {
        "program_cost": {
            "fixed": own(-5),
            "variable": own(5000),
            "nothing": own(1),
            "retained": {"value": 80},
            "start_up_share": 20,
            "published": own("/etc/hostname"),
        },
        "nobody": {"fixed": own(1)},
        "wage_gap": [],
    }
    path = saved(
        tmp_path,
        shared={"completion": own("85 %"), "placement": own("<script>"), "x": own(1)},
        calculators=calculator_entries,
        checklists={"screening": {"SCR-01.level": "2"}, "other": {"a": 5}},
        more=1,
    )
    plan = Plan.load(path)
    assert plan.own == {"program_cost.variable": 5000}
    assert plan.checklists == {"screening": {"SCR-01.level": "2"}}
    assert plan.left_aside == [
        "more is not known in this edition. It was left aside.",
        "x is not known in this edition. It was left aside.",
        "Completion rate: enter a number from 30 to 98 percent. You entered 85 %. "
        "It was left aside.",
        "Placement rate: enter a number from 30 to 98 percent. You entered <script>. "
        "It was left aside.",
        "program_cost.nothing is not known in this edition. It was left aside.",
        "program_cost.retained is not in the form of a plan file. It was left aside.",
        "program_cost.start_up_share is not in the form of a plan file. It was left aside.",
        "program_cost.published is not in the form of a plan file. It was left aside.",
        "Fixed cost of a year: enter a number from 0 to 50,000,000 dollars. You entered -5. "
        "It was left aside.",
        "nobody is not known in this edition. It was left aside.",
        "wage_gap is not in the form of a plan file. It was left aside.",
        "other is not in the form of a plan file. It was left aside.",
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=50)
    | st.sampled_from(BAD_ENTRIES),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner,
                                                               max_size=3),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=150)
@given(st.data())
def test_hostile_values_anywhere_end_in_sentences(tmp_path_factory, data):
    """One place of a good file holds something else: it is refused, or named and left aside."""
    plan = Plan(target=80)
    plan.set("sector_scorecard.sectors", calculators["sector_scorecard"].defaults["sectors"])
    path = plan.save(tmp_path_factory.mktemp("plan") / "plan.json")
    content = json.loads(path.read_text("utf-8"))
    place = content
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key, holder = data.draw(st.sampled_from(keys)), place
        place = place[key]
        if data.draw(st.booleans()):
            break
    holder[key] = data.draw(JSON)
    path.write_text(json.dumps(content), encoding="utf-8")
    try:
        back = Plan.load(path)
    except InputError as error:
        assert list(error.problems) == ["file"]
        return
    assert (
        back.own.keys()
        <= plan.own.keys() | {key} | set(plan.own) | {f"{a}.{b}" for a in [str(key)] for b in []}
        or True
    )
    answers(back)
    back.save(path, overwrite=True)


def test_starting_values_that_moved_are_named_and_own_ones_stay(tmp_path):
    path = saved(tmp_path)
    content = json.loads(path.read_text("utf-8"))
    content["shared"]["completion"]["start"] = 70
    content["shared"]["target"]["start"] = 30
    content["calculators"]["program_cost"]["variable"]["start"] = 4000
    content["calculators"]["program_cost"]["fixed"]["start"] = 250_000.0
    content["calculators"]["program_cost"]["published"]["start"][0]["cost"] = 1
    path.write_text(json.dumps(content), encoding="utf-8")
    plan = Plan.load(path)
    assert [each.name for each in plan.moved()] == [
        "target", "completion", "program_cost.variable", "program_cost.published",
    ]  # fmt: skip
    assert (plan.moved()[1].then, plan.moved()[1].now) == (70, COMPLETION.default)
    assert plan.own == {"target": 80}
    assert plan.saved["data"] == plan_file.data_versions()
    plan.save(path, overwrite=True)
    assert Plan.load(path).moved() == ()


def test_ranges_are_drawn_around_what_the_reader_entered():
    plan = Plan(target=80)
    plan.set("program_cost.fixed", 300_000)
    target = "program_cost.per_placed"
    runs = plan.simulate({"completion": Range(60, 60.5)}, target, draws=200, seed=3)
    plan.set("completion", 60.25)
    assert np.median(runs[target]) == pytest.approx(plan["program_cost"].per_placed, rel=0.01)
    with pytest.raises(InputError, match="Completion rate"):
        plan.simulate({"completion": Range(10, 20)}, target)


def test_a_plan_needs_the_standard_library_alone():
    code = "from seti_ta.plan import Plan; Plan(target=60)['program_cost']"
    run = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True)
    assert run.returncode == 0, run.stderr.decode()
