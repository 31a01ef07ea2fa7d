"""A plan on the command line: same figures as Python, one sentence for what cannot be done."""

import json
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from seti_ta import calculators
from seti_ta.cli import main
from seti_ta.plan import Plan
from seti_ta.surfaces import planning_kit
from seti_ta.surfaces.data import data


def run(*arguments):
    return CliRunner().invoke(main, ["plan", *map(str, arguments)])


@pytest.fixture
def path(tmp_path) -> Path:
    """A plan in a file, made on the command line."""
    path = tmp_path / "plan.json"
    made = run("new", path, "target=60", "program_cost.enrolled=90", "target_counts=completed")
    assert made.exit_code == 0, made.output
    return path


def test_the_file_opens_in_python_with_the_same_values(path):
    own = {"target": 60, "target_counts": "completed", "program_cost.enrolled": 90}
    assert Plan.load(path).own == own


def test_json_holds_the_figures_of_python(path):
    shown = json.loads(run("show", path, "--json").stdout)
    plan = Plan.load(path)
    assert shown["results"] == {name: data(plan[name]) for name in plan}
    assert shown["plan"] == json.loads(path.read_text("utf-8"))
    assert (shown["moved"], shown["left_aside"]) == ([], [])


def test_the_text_says_whose_each_value_is(path):
    shown = run("show", path).stdout
    assert "- Target: 60 people (your own figure)" in shown
    assert "- Weeks of training: 15 weeks (starting value, named secondary source)" in shown
    plan = Plan.load(path)
    assert all(plan[name].board_sentence in shown for name in plan.touched)
    assert "wage_gap" not in plan.touched
    in_full = run("show", path, "program_cost").stdout
    assert "- People who enroll in a year: 90 people (your own figure; the plan says 80)" in in_full
    assert "- Completion rate: 75% (from the plan: starting value, named secondary source)" in (
        in_full
    )


def test_values_are_changed_and_taken_back_in_place(path):
    assert run("set", path, "completion=60", "--unset", "program_cost.enrolled").exit_code == 0
    plan = Plan.load(path)
    assert plan.own == {"target": 60, "target_counts": "completed", "completion": 60}
    assert plan["program_cost"].enrolled == 100


def test_a_table_comes_from_a_csv_file(path, tmp_path):
    rows = tmp_path / "rows.csv"
    rows.write_text("program,cost,cost_from,cost_to\nOurs,9000,2020,2021\n", encoding="utf-8")
    assert run("set", path, f"program_cost.published={rows}").exit_code == 0
    assert Plan.load(path)["program_cost"].program == ["Ours"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["completion=200"], "enter a number from 30 to 98 percent. You entered 200."),
        (["completion"], "completion: write NAME=VALUE."),
        (["target=5", "target=6"], "target is given twice."),
        (["nothing=1"], "A plan has nothing named nothing."),
        (["--unset", "program_cost.x"], "A plan has nothing named program_cost.x."),
        (["target=70", "placement=x"], "You entered x."),
    ],
)
def test_what_cannot_be_set_is_refused_and_the_file_stays(path, words, sentence):
    before = path.read_bytes()
    refused = run("set", path, *words)
    assert (refused.exit_code, path.read_bytes()) == (2, before)
    assert sentence in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_file_is_written_over_only_with_force(path):
    before = path.read_bytes()
    assert run("new", path).exit_code == 2
    assert path.read_bytes() == before
    assert run("new", path, "--force").exit_code == 0
    assert Plan.load(path).own == {}


def test_nothing_of_a_file_is_lost_without_force(path):
    content = json.loads(path.read_text("utf-8"))
    content["calculators"]["of_tomorrow"] = {}
    path.write_text(json.dumps(content), encoding="utf-8")
    before = path.read_bytes()
    refused = run("set", path, "target=70")
    assert (refused.exit_code, path.read_bytes()) == (2, before)
    assert "of_tomorrow is not known in this edition. It was left aside." in refused.stderr
    assert run("set", path, "target=70", "--force").exit_code == 0
    assert Plan.load(path).own["target"] == 70


def test_check_says_what_is_wrong_and_what_has_changed(path):
    fine = run("check", path)
    assert (fine.exit_code, fine.stdout) == (0, "plan.json holds 3 values of your own.\n")
    content = json.loads(path.read_text("utf-8"))
    content["shared"]["target"].update(value=5000, start=50)
    content["shared"]["completion"].update({"start": 70})
    content["calculators"]["program_cost"]["published"]["start"] = []
    content["shared"]["placement"] = {"value": 30, "is": "own", "start": 80}
    content["shared"]["target_counts"].update({"is": "start"})
    content["calculators"]["program_cost"]["enrolled"] = {"value": None, "is": "follow"}
    content["shared"]["completion"].update({"value": 30, "is": "own"})
    path.write_text(json.dumps(content), encoding="utf-8")
    wrong = run("check", path)
    assert wrong.exit_code == 1
    assert "which is 55,556 people." in wrong.stdout
    assert "Target: 50 then, 40 now. You use your own figure." in wrong.stdout
    assert "Completion rate: 70% then, 75% now. You use your own figure." in wrong.stdout
    assert (
        "Program cost and unit cost, Published costs to compare with: the starting rows are "
        "others now." in wrong.stdout
    )


def test_a_file_that_is_no_plan_ends_in_one_sentence(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text("{", encoding="utf-8")
    for command in ("show", "check"):
        refused = run(command, path)
        assert refused.exit_code == 2
        assert refused.stderr == (
            "plan.json is not a whole JSON file. It may be cut short, or not be a plan.\n"
        )


def test_a_strangers_file_gives_no_commands_to_the_terminal(path):
    content = json.loads(path.read_text("utf-8"))
    rows = content["calculators"]["program_cost"]["published"]
    rows["value"][0]["program"], rows["is"] = "\x1b[31mred\x9b1m\x07", "own"
    content["shared"]["\x1b]0;title\x07"] = {}
    path.write_text(json.dumps(content), encoding="utf-8")
    for words in (["show", path], ["show", path, "program_cost"], ["show", path, "--json"]):
        shown = run(*words)
        assert not {"\x1b", "\x07", "\x9b"} & set(shown.output)
        assert "]0;title\ufffd is not known in this edition." in shown.stderr
    assert "\ufffd[31mred\ufffd1m\ufffd: " in run("show", path, "program_cost").stdout


def test_a_workbook_opens_with_the_values_of_the_plan(monkeypatch, path, tmp_path):
    # The workbook itself has its own tests, and takes long.
    monkeypatch.setattr(planning_kit, "kit_bytes", lambda plan, *dates: repr(plan.own).encode())
    kit = tmp_path / "kit.xlsx"
    assert run("workbook", path, kit).exit_code == 0
    assert kit.read_text("utf-8") == repr(Plan.load(path).own)
    assert run("workbook", path, kit).exit_code == 2


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("compl", ["completion="]),
        ("program_cost.fix", ["program_cost.fixed="]),
        ("target_counts=e", ["target_counts=enrolls"]),
        ("earnings_gain.basis=", [
            f"earnings_gain.basis={key}"
            for each in calculators["earnings_gain"].inputs if each.name == "basis"
            for key in each.choices
        ]),
        ("nothing=", []),
    ],
)  # fmt: skip
def test_names_and_choices_are_completed(typed, offered):
    shell = ShellComplete(main, {}, "seti-ta", "_SETI_TA_COMPLETE")
    found = shell.get_completions(["plan", "set", "plan.json"], typed)
    assert [each.value for each in found] == offered
