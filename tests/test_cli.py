"""The command line says what Python says, refuses in one sentence, and guards files."""

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from datetime import date
from importlib import import_module
from pathlib import Path

import docx
import openpyxl
import pytest
from cases import BAD_ENTRIES, some_cases, valid_cases
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from typed import typed

import seti_ta
from seti_ta import calculators, checklists
from seti_ta.calculators import InputError, catalogue
from seti_ta.checklists import Answer, AnswerSheet, compare, read_answers, write_answers
from seti_ta.cli import flag, main
from seti_ta.cli import run as run_command
from seti_ta.files import write_whole
from seti_ta.rules import all_rules, rule
from seti_ta.surfaces.checklist_data import data as checklist_data
from seti_ta.surfaces.checklist_text import report
from seti_ta.surfaces.comparison_text import report as comparison_report
from seti_ta.surfaces.csv_rows import csv_text
from seti_ta.surfaces.data import data
from seti_ta.surfaces.presentation import standing_lines
from seti_ta.surfaces.text import text

ROOT = Path(__file__).parents[1]
ALL = list(calculators.values())
EVERY = pytest.mark.parametrize("calculator", ALL, ids=lambda each: each.name)
FUNNEL = ["calc", "recruitment_funnel"]
CASES = 30


def run(*arguments: str):
    return CliRunner().invoke(main, arguments)


def options(calculator, case: dict, folder: Path) -> list[str]:
    """A case as it is typed on the command line. Rows come from a saved file."""
    tables = {each.name for each in calculator.tables}
    shown = [
        word
        for name, value in case.items()
        if name not in tables
        for word in (flag(name), typed(value))
    ]
    rows = {name: value for name, value in case.items() if name in tables}
    saved = {"calculator": calculator.name, "version": seti_ta.__version__, "inputs": rows}
    path = folder / "rows.json"
    path.write_text(json.dumps(saved), encoding="utf-8")
    return [*shown, "--from", str(path)] if rows else shown


def plain_json(result) -> dict:
    return json.loads(json.dumps(data(result)))


@EVERY
def test_json_is_the_result_of_python(calculator, tmp_path):
    for case in some_cases(calculator, CASES):
        answer = run("calc", calculator.name, *options(calculator, case, tmp_path), "--json")
        assert answer.exit_code == 0, answer.output
        assert json.loads(answer.stdout) == plain_json(calculator(**case))


@EVERY
def test_text_is_printed_unless_another_shape_is_asked_for(calculator):
    result = calculator()
    assert run("calc", calculator.name).stdout == text(result) + "\n"
    assert run("calc", calculator.name, "--text").stdout == text(result) + "\n"
    csv_bytes = run("calc", calculator.name, "--csv").stdout_bytes
    assert csv_bytes == csv_text(result).encode()


@EVERY
def test_a_bad_entry_gets_the_sentence_of_python(calculator):
    for field in calculator.inputs:
        for entry in BAD_ENTRIES:
            try:
                calculator(**{field.name: entry})
            except InputError as error:
                answer = run("calc", calculator.name, flag(field.name), entry)
                assert answer.exit_code == 2
                assert answer.stderr.splitlines()[:-1] == [error.problems[field.name]]
                assert answer.stderr.endswith(f"See: seti-ta describe {calculator.name}\n")
                assert not answer.stdout


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_gets_an_answer_or_one_sentence(entry):
    answer = run(*FUNNEL, f"--weeks={entry}")
    assert (answer.exit_code, answer.stderr.count("\n")) in {(0, 0), (2, 2)}
    assert "Traceback" not in answer.output


def test_several_bad_entries_get_a_sentence_each():
    answer = run(*FUNNEL, "--target", "0", "--completion", "abc")
    assert answer.stderr.splitlines() == [
        "Target: enter a whole number from 1 to 5,000 people. You entered 0.",
        "Completion rate: enter a number from 30 to 98 percent. You entered abc.",
        "See: seti-ta describe recruitment_funnel",
    ]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([*FUNNEL, "--target", "5", "--target", "6"], "--target"),
        (["calc", "selection_rates", "--groups", "a.csv", "--groups", "b.csv"], "--groups"),
    ],
)
def test_an_entry_that_is_given_twice_is_refused(arguments, named):
    answer = run(*arguments)
    assert answer.exit_code == 2
    assert answer.stderr == f"{named} is given twice.\n"


def test_a_value_may_begin_with_a_minus():
    answer = run("calc", "earnings_gain", "--effect-low", "-5", "--json")
    assert json.loads(answer.stdout)["inputs"]["effect_low"] == -5


@pytest.mark.parametrize(
    "arguments", [["calc", "nothing"], ["describe", "nothing"], [*FUNNEL, "--nothing", "1"], ["no"]]
)
def test_an_unknown_name_is_refused_without_a_traceback(arguments):
    answer = run(*arguments)
    assert answer.exit_code == 2
    assert "'no" in answer.stderr or "'--nothing'" in answer.stderr
    assert "Traceback" not in answer.stderr


# Saved inputs


@EVERY
def test_what_json_saved_is_replayed(calculator, tmp_path):
    saved = tmp_path / "saved.json"
    for case in some_cases(calculator, CASES // 3):
        given = options(calculator, case, tmp_path)
        saved.write_text(run("calc", calculator.name, *given, "--json").stdout)
        again = run("calc", calculator.name, "--from", str(saved), "--json")
        assert json.loads(again.stdout) == plain_json(calculator(**case))


def test_an_option_wins_over_a_saved_input(tmp_path):
    saved = tmp_path / "saved.json"
    saved.write_text(run(*FUNNEL, "--target", "60", "--weeks", "5", "--json").stdout)
    inputs = json.loads(run(*FUNNEL, "--from", str(saved), "--weeks", "8", "--json").stdout)[
        "inputs"
    ]
    assert (inputs["target"], inputs["weeks"]) == (60, 8)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "is not a file made with --json"),
        ("[]", "is not a file made with --json"),
        ('{"calculator": "recruitment_funnel"}', "is not a file made with --json"),
        ("\x00", "is not a file made with --json"),
        (
            '{"calculator": "earnings_gain", "version": "0.1.0", "inputs": {}}',
            "was made by earnings_gain, not by recruitment_funnel",
        ),
        (
            '{"calculator": "recruitment_funnel", "version": "0.1.0", "inputs": {"a": 1}}',
            "recruitment_funnel has no input named a.",
        ),
        (
            '{"calculator": "recruitment_funnel", "version": "0.1.0", "inputs": {"weeks": [1]}}',
            "Weeks to recruit: enter a whole number from 1 to 52 weeks. You entered [1].",
        ),
    ],
)
def test_a_file_that_is_not_ours_is_refused(tmp_path, content, why):
    saved = tmp_path / "saved.json"
    saved.write_text(content)
    answer = run(*FUNNEL, "--from", str(saved))
    assert answer.exit_code == 2
    assert why in answer.stderr
    assert not answer.stdout


def test_a_file_that_is_not_there_is_refused(tmp_path):
    answer = run(*FUNNEL, "--from", str(tmp_path / "none.json"))
    assert (answer.exit_code, answer.stderr.count("\n")) == (2, 1)
    assert "none.json cannot be read" in answer.stderr


def test_a_file_of_another_version_is_told(tmp_path):
    saved = tmp_path / "saved.json"
    saved.write_text('{"calculator": "recruitment_funnel", "version": "0.0.1", "inputs": {}}')
    answer = run(*FUNNEL, "--from", str(saved))
    assert answer.exit_code == 0
    assert f"version 0.0.1. This is version {seti_ta.__version__}." in answer.stderr


# Files


@pytest.mark.parametrize("calculator", ALL[::3], ids=lambda each: each.name)
def test_a_workbook_and_a_brief_open_at_the_entries(calculator, tmp_path):
    case = valid_cases(calculator, 30)[-1]
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    workbook, word = tmp_path / "a.xlsx", tmp_path / "b.docx"
    outputs = ["--workbook", str(workbook), "--word", str(word)]
    answer = run("calc", calculator.name, *options(calculator, case, inputs), *outputs)
    assert answer.exit_code == 0, answer.output
    assert answer.stderr == f"Wrote {workbook}.\nWrote {word}.\n"
    result = calculator(**case)
    book = openpyxl.load_workbook(workbook, data_only=True)
    [(sheet, place)] = book.defined_names["board_sentence"].destinations
    assert book[sheet][place].value == result.board_sentence
    for field in calculator.inputs:
        [(sheet, place)] = book.defined_names[field.name].destinations
        held = result.values[field.name]
        shown = calculator.write(field.name, held) if field.choices else held
        there = book[sheet][place].value
        # A workbook keeps 16 digits.
        is_number = isinstance(shown, int | float)
        assert there == (pytest.approx(shown, rel=1e-15) if is_number else shown)
    assert result.board_sentence in [each.text for each in docx.Document(word).paragraphs]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.xlsx", "b.docx", "inputs"]


def test_no_file_is_overwritten_without_force(tmp_path):
    workbook, word = tmp_path / "a.xlsx", tmp_path / "b.docx"
    word.write_text("mine")
    outputs = ["--workbook", str(workbook), "--word", str(word)]
    refused = run(*FUNNEL, *outputs)
    assert refused.exit_code == 2
    assert refused.stderr == f"Already there: {word}. Add --force to write over.\n"
    assert word.read_text() == "mine"
    assert not workbook.exists()
    assert run(*FUNNEL, *outputs, "--force").exit_code == 0
    assert zipfile.is_zipfile(word)


def test_a_path_that_cannot_be_written_is_told_in_a_sentence(tmp_path):
    path = tmp_path / "no" / "folder.docx"
    answer = run(*FUNNEL, "--word", str(path))
    assert (answer.exit_code, answer.stderr) == (
        2,
        f"{path} cannot be written: No such file or directory.\n",
    )


def test_what_cannot_be_put_in_place_leaves_nothing_behind(tmp_path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        write_whole(tmp_path / "taken", b"content")
    assert [each.name for each in tmp_path.iterdir()] == ["taken"]


def test_a_bad_entry_writes_no_file(tmp_path):
    path = tmp_path / "a.xlsx"
    assert run(*FUNNEL, "--weeks", "0", "--workbook", str(path)).exit_code == 2
    assert not path.exists()


# What can be asked


def test_list_names_every_calculator_and_checklist_by_group():
    heads, found = [], {}
    for line in run("list").stdout.splitlines():
        if line.startswith("  "):
            found.setdefault(heads[-1], []).append(line.strip())
        else:
            heads.append(line)
    parts = {catalogue.MESSAGES[f"component.{c.component}"] for c in ALL}
    assert heads[0] == "Start here"
    assert set(heads[1:-1]) == parts
    groups = [
        (heads[:1], [each for each in ALL if each.start_here]),
        (heads[1:-1], ALL),
        (heads[-1:], checklists.values()),
    ]
    for named, chosen in groups:
        lines = [line for head in named for line in found[head]]
        assert sorted(lines) == sorted(f"{c.name}: {c.question} ({c.title})" for c in chosen)


@EVERY
def test_describe_tells_every_input_result_and_limit(calculator):
    lines = [line.strip() for line in run("describe", calculator.name).stdout.splitlines()]
    for field in calculator.inputs:
        start = lines.index(flag(field.name))
        told = lines[start + 1 : start + 5 + len(field.choices)]
        assert told[0].startswith(f"{field.label}: ")
        grade = calculator.messages[f"grade.{field.source.grade}"]
        assert [line for line in told if line.endswith(f"Grade: {grade}.")]
        assert not field.help or field.help in told
        assert all(f"{key}: {label}" in told for key, label in field.choices.items())
    assert all(any(calculator.term(n) in line for line in lines) for n in calculator.results)
    assert all(f"- {limit}" in lines for limit in calculator.limits)
    assert all(f"- {line}" in lines for line in standing_lines(calculator))


@EVERY
def test_help_lists_an_option_for_every_input(calculator):
    shown = run("calc", calculator.name, "-h").stdout
    assert all(f"{flag(name)} " in shown for name in calculator.defaults)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_complete(shell):
    script = run("completion", shell).stdout
    assert "seti-ta" in script and "_SETI_TA_COMPLETE" in script


# Checklists

SCREENING = checklists["screening"]
ANSWERS = {
    item.id: {"level": 2, "evidence": "Seen.", "reviewer": 3} for item in SCREENING.items
} | {SCREENING.items[0].id: {"level": 1}}


@pytest.fixture
def answers(tmp_path) -> Path:
    """A file of answers."""
    sheet = AnswerSheet("screening", {k: Answer(**v) for k, v in ANSWERS.items()}, date.today())
    return write_answers(sheet, tmp_path / "answers.json")


def test_a_checklist_is_scored_as_python_scores_it(answers):
    scored = SCREENING.score(ANSWERS)
    assert scored.score is not None and scored.own.gates_below
    assert run("checklist", "screening", "--answers", str(answers)).stdout == report(
        scored, date.today()
    )
    shown = json.loads(run("checklist", "screening", "--answers", str(answers), "--json").stdout)
    assert shown == json.loads(json.dumps(checklist_data(scored)))
    assert (shown["own"]["score"], shown["own"]["band"]) == (scored.score, scored.band)
    assert shown["own"]["next_steps"][0] == SCREENING.items[0].id
    assert shown["reviewed"]["unanswered"] == 1
    assert SCREENING.score(shown["answers"], shown["reviewer_name"], shown["weights"]) == scored


def test_an_empty_file_of_answers_can_be_filled_in(tmp_path):
    path = tmp_path / "blank.json"
    assert run("checklist", "screening", "--blank", str(path)).stderr == f"Wrote {path}.\n"
    assert list(json.loads(path.read_text())["answers"]) == list(SCREENING.item)
    assert run("checklist", "screening", "--answers", str(path)).exit_code == 0
    refused = run("checklist", "screening", "--blank", str(path))
    assert refused.stderr == f"Already there: {path}. Add --force to write over.\n"


def test_an_empty_workbook_and_form_can_be_written(tmp_path):
    workbook, word = tmp_path / "screening.xlsx", tmp_path / "screening.docx"
    outputs = ["--workbook", str(workbook), "--word", str(word)]
    answer = run("checklist", "screening", *outputs)
    assert (answer.exit_code, answer.stderr) == (0, f"Wrote {workbook}.\nWrote {word}.\n")
    assert openpyxl.load_workbook(workbook).worksheets
    assert docx.Document(word).paragraphs[0].text == SCREENING.title


def test_bad_answers_get_the_sentences_of_python(answers):
    content = json.loads(answers.read_text())
    content["answers"]["SCR-02"] = {"level": "N/A"}
    answers.write_text(json.dumps(content))
    with pytest.raises(InputError) as error:
        SCREENING.score(ANSWERS | {"SCR-02": {"level": "N/A"}})
    answer = run("checklist", "screening", "--answers", str(answers))
    assert (answer.exit_code, answer.stderr) == (2, f"{error.value}\n")


def test_two_files_of_answers_are_compared(answers, tmp_path):
    content = json.loads(answers.read_text())
    content["answers"] |= {id: {"level": 3, "evidence": "Seen"} for id in SCREENING.item}
    other, word = tmp_path / "other.json", tmp_path / "both.docx"
    other.write_text(json.dumps(content))
    both = ["--answers", str(answers), "--compare", str(other), "--other-label", "Site A"]
    compared = compare(read_answers(other), read_answers(answers), "Site A")
    told = run("checklist", "screening", *both, "--word", str(word))
    assert (told.exit_code, told.stdout) == (0, comparison_report(compared))
    assert "Site A" in docx.Document(word).paragraphs[3].text
    found = json.loads(run("checklist", "screening", *both, "--json").stdout)
    assert found["summary"] == list(compared.summary)
    for bad in (["--compare", str(other)], ["--answers", str(answers), "--label", "B"]):
        refused = run("checklist", "screening", *bad, "--blank", str(tmp_path / "blank.json"))
        assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)


def test_a_file_without_answers_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "none.json"
    missing = run("checklist", "screening", "--answers", str(path))
    path.write_text("[]")
    strange = run("checklist", "screening", "--answers", str(path))
    nothing = run("checklist", "screening")
    for answer in (missing, strange, nothing):
        assert (answer.exit_code, answer.stderr.count("\n"), answer.stdout) == (2, 1, "")


def test_two_files_of_one_name_are_refused_before_one_is_lost(tmp_path):
    path = tmp_path / "plan"
    for command in (("calc", "wage_gap"), ("checklist", "screening")):
        answer = run(*command, "--workbook", str(path), "--word", str(path))
        assert (answer.exit_code, answer.stderr) == (2, "Give each file its own name.\n")
    assert not path.exists()


def test_a_saved_file_of_endless_brackets_is_refused(tmp_path):
    path = tmp_path / "deep.json"
    path.write_text("[" * 99_999)
    answer = run("calc", "wage_gap", "--from", str(path))
    assert (answer.exit_code, answer.stderr) == (2, f"{path} is not a file made with --json.\n")


def test_rules_are_listed_by_topic_and_status():
    every, some = run("rules").stdout.splitlines(), run("rules", "--topic", "SNAP").stdout
    assert len(every) == len(all_rules())
    assert "four_fifths: Four-fifths guideline (Uniform Guidelines) (unknown)" in every
    assert some.startswith("snap_et_funding: ") and len(some.splitlines()) == 4
    proposed = run("rules", "--status", "proposed").stdout
    assert proposed and all(line.endswith("(proposed)") for line in proposed.splitlines())


def test_one_rule_is_shown_with_its_dates():
    shown = run("rules", "pell_max").stdout
    assert rule("pell_max").dated in shown and rule("pell_max").url in shown
    assert "- pell_max_usd: 7395\n- academic_year_clock_hours: 900 (recalled, not read)" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "There is no rule 'nothing'. See: seti-ta rules"),
        (["--status", "fine"], "No rule has the status 'fine'. There are: closed to applications,"),
        (["--on", "2026-12-12"], "--on goes with --check."),
        (["--check", "--on", "soon"], "'soon' does not match the format"),
    ],
)
def test_rules_that_cannot_be_shown_are_told_in_a_sentence(arguments, said):
    answer = run("rules", *arguments)
    assert answer.exit_code == 2
    assert said in answer.stderr and "Traceback" not in answer.stderr


def test_a_check_of_the_rules_ends_badly_once_one_is_overdue():
    good = run("rules", "--check", "--on", "2026-11-23")
    assert good.exit_code == 0 and "90 rules on 2026-11-23: 0 red" in good.stdout
    late = run("rules", "--check", "--on", "2026-12-13")
    assert late.exit_code == 1
    assert "red: fy2027_stopgap was to be checked by 12 December 2026." in late.stdout


# A real process


def process(*arguments: str, **more) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "seti_ta", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, **more)


def test_as_a_process():
    done = process(*FUNNEL, "--target", "60", "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["results"]["applicants"] == 395
    bad = process(*FUNNEL, "--target", "x")
    assert (bad.returncode, bad.stdout) == (2, b"")
    assert b"Target: enter a whole number" in bad.stderr and b"Traceback" not in bad.stderr


def test_the_installed_command_is_this_one():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    module, function = project["scripts"]["seti-ta"].split(":")
    assert getattr(import_module(module), function) is run_command


def test_a_terminal_without_unicode_still_gets_the_sentence():
    done = process(*FUNNEL, "--target", "½", env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert "You entered ½." in done.stderr.decode("utf-8")


def test_a_reader_that_stops_reading_gets_no_traceback():
    command = f"{sys.executable} -m seti_ta describe earnings_gain | head -n 1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, timeout=60)
    assert done.stdout.decode().startswith("Earnings-gain forecast")
    assert not done.stderr


def test_completion_knows_the_options():
    words = {"COMP_WORDS": "seti-ta calc recruitment_funnel --pace", "COMP_CWORD": "3"}
    env = os.environ | words | {"_SETI_TA_COMPLETE": "bash_complete"}
    assert b"--pace-now" in process(env=env).stdout


def test_the_date_is_today():
    assert f"Made on {date.today().isoformat()}." in run(*FUNNEL).stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_ends_in_a_sentence():
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "seti_ta", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert ended.returncode == 1
    assert ended.stderr == "seti-ta: No space left on device.\n"
