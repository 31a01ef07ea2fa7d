"""The action plan: which steps it holds, in which order, and what it says of them on a day."""

import io
import json
from dataclasses import replace
from datetime import date, timedelta

import docx
import pytest
from docx.oxml.ns import qn
from test_checklists import small
from test_cli import run

from seti_ta import checklists
from seti_ta.checklists import Answer, AnswerSheet, InputError, read_answers, write_answers
from seti_ta.checklists.actions import in_order, once_each
from seti_ta.checklists.answers import FIRST_DUE, LAST_DUE
from seti_ta.plan import Plan
from seti_ta.plan.file import text as plan_file_text
from seti_ta.surfaces.checklist_data import data
from seti_ta.surfaces.checklist_report import report_bytes
from seti_ta.surfaces.plan_document import memo
from seti_ta.surfaces.plan_text import text
from seti_ta.surfaces.plan_words import actions_said

SCREENING = checklists["screening"]
DAY = date(2027, 2, 1)
EDITION, CHECK_BY = date(2026, 11, 23), date(2027, 11, 23)


def ids(actions) -> list[str]:
    return [each.item.id for each in actions]


def planned(level, due="", owner="Ana", evidence="Seen", **more) -> Answer:
    return Answer(level, evidence, owner=owner, due=due, **more)


# ---- Which steps, in which order


def test_it_holds_what_is_planned_and_every_gate_below_level_2():
    checklist = small((1, False), (2, True), (3, True), (1, False), (2, False), (3, False))
    answers = {
        "A": planned(1),
        "B": Answer(1, "Seen"),  # a gate that nobody has taken
        "C": Answer(2, "Seen"),  # a gate that is met, with nothing planned
        "D": planned(3),  # nothing left to do
        "E": Answer(0, "Seen"),
        "F": Answer(0, "Seen", needed="A list"),
    }
    scored = checklist.score(answers)
    assert ids(scored.actions) == ["B", "F", "A"]
    assert [each.owner for each in scored.actions] == ["", "", "Ana"]
    assert scored.actions[0].cells()["owner"] == "no owner yet"
    assert checklist.score({}).actions == ()
    left_out = {"A": Answer("N/A", reason="No", owner="Ana"), "D": Answer(owner="Ana")}
    assert checklist.score(left_out).actions == ()


def test_gates_stand_first_then_days_then_points_to_gain():
    checklist = small(*[(1, False)] * 3, (3, False), (1, True), (2, True), (3, True))
    answers = {
        "A": planned(1),
        "B": planned(1, "2027-05-02"),
        "C": planned(1, "2027-05-01"),
        "D": planned(1),  # no day either, but more to gain than A
        "E": Answer(1, "Seen"),
        "F": planned(0, "2028-01-01"),
        "G": planned(2, "2027-01-01"),  # a gate that is met stands among the others
    }
    assert ids(checklist.score(answers).actions) == ["F", "E", "G", "C", "B", "D", "A"]


def test_ties_stand_as_the_next_steps_do():
    checklist = small(*[(2, False)] * 4)
    answers = {
        id: planned(level, "2027-05-01") for id, level in zip("ABCD", (2, 1, 0, 1), strict=True)
    }
    scored = checklist.score(answers)
    assert ids(scored.actions) == [each.item.id for each in scored.own.next_steps]
    assert ids(scored.actions) == ["C", "B", "D", "A"]


@pytest.mark.parametrize(("level", "aim"), [(0, 2), (1, 2), (2, 3)])
def test_a_step_leads_to_the_level_of_the_next_step(level, aim):
    [action] = SCREENING.score({"SCR-02": planned(level)}).actions
    assert (action.level, action.aim) == (level, aim)
    item = SCREENING.item["SCR-02"]
    to_level = f"From level {level} to level {aim}: {item.levels[aim]}"
    assert action.cells()["step"] == f"{item.statement} {to_level}"


@pytest.mark.parametrize("given", [2, 3])
def test_where_evidence_is_missing_the_step_is_to_write_it_down(given):
    [action] = SCREENING.score({"SCR-02": planned(given, evidence="")}).actions
    assert (action.level, action.aim) == (1, given)
    said = f"Write down the evidence: level {given} counts as level 1 without it."
    assert action.cells()["step"] == f"{action.item.statement} {said}"


def test_the_evidence_needed_is_what_the_item_asks_for_unless_it_is_said():
    [action] = SCREENING.score({"SCR-02": planned(1)}).actions
    assert action.needed == SCREENING.item["SCR-02"].evidence
    [action] = SCREENING.score({"SCR-02": planned(1, needed=" A list ")}).actions
    assert action.needed == "A list"


def test_a_step_is_late_from_the_day_after():
    [action] = SCREENING.score({"SCR-02": planned(1, DAY.isoformat())}).actions
    assert not action.is_overdue(DAY)
    assert action.is_overdue(DAY + timedelta(days=1))
    assert action.cells(DAY)["due"] == "2027-02-01"
    assert action.cells(DAY + timedelta(days=1))["due"] == "2027-02-01, past its date"
    [open_ended] = SCREENING.score({"SCR-02": planned(1)}).actions
    assert not open_ended.is_overdue(DAY)


# ---- Days


@pytest.mark.parametrize("due", [FIRST_DUE.isoformat(), LAST_DUE.isoformat(), " 2028-02-29 ", None])
def test_a_good_day_is_kept_as_it_is_written(due):
    [action] = SCREENING.score({"SCR-02": {"level": 1, "owner": "Ana", "due": due}}).actions
    assert action.due == (due or "").strip()


BAD_DAYS = ("1999-12-31", "2100-01-01", "2027-02-29", "20270201", "2027-W05-1", "1/2/2027", 7, DAY)


@pytest.mark.parametrize("due", BAD_DAYS)
def test_a_bad_day_gets_one_sentence(due):
    with pytest.raises(InputError) as error:
        SCREENING.score({"SCR-02": {"level": 1, "due": due}})
    assert error.value.problems == {
        "SCR-02": "SCR-02, by when: enter a day from 2000-01-01 to 2099-12-31, "
        f"written like 2027-03-31. You entered {due}."
    }
    assert f"from {FIRST_DUE} to {LAST_DUE}," in error.value.problems["SCR-02"]


# ---- Files


def sheet(**answers) -> AnswerSheet:
    answers = {id.replace("_", "-"): answer for id, answer in answers.items()}
    return AnswerSheet("screening", answers, EDITION, rater_name="A. Rater")


FILLED = sheet(
    SCR_07=planned(1, "2027-01-31"),
    SCR_01=Answer(0),
    SCR_02=planned(2, "2027-03-31", "Zoë <b>", needed="Line\nby {line}"),
)


def test_a_file_holds_the_plan_and_older_files_are_still_read(tmp_path):
    path = write_answers(FILLED, tmp_path / "answers.json")
    assert read_answers(path) == FILLED
    content = json.loads(path.read_text("utf-8"))
    for answer in content["answers"].values():
        for name in ("owner", "due", "needed"):
            del answer[name]
    path.write_text(json.dumps(content), "utf-8")
    assert read_answers(path).answers["SCR-02"] == Answer(2, "Seen")
    assert ids(read_answers(path).score().actions) == ["SCR-01", "SCR-07"]


def test_json_holds_the_plan():
    shown = data(FILLED.score())["actions"]
    assert shown[0] == {
        "item": "SCR-07",
        "level": 1,
        "aim": 2,
        "gate_below": True,
        "owner": "Ana",
        "due": "2027-01-31",
        "needed": SCREENING.item["SCR-07"].evidence,
    }
    assert [each["item"] for each in shown] == ["SCR-07", "SCR-01", "SCR-02"]


# ---- Word


def table_of(document, caption) -> list[list[str]]:
    [table] = [
        each
        for each in document.tables
        if each._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == caption
    ]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_report_in_word_says_what_python_says():
    scored = FILLED.score()
    content = report_bytes(FILLED, scored, DAY, EDITION, CHECK_BY)
    document = docx.Document(io.BytesIO(content))
    _, *rows = table_of(document, "Action plan")
    assert rows == [[*each.cells(DAY).values()] for each in scored.actions]
    assert rows[0][3] == "2027-01-31, past its date"
    said = [each.text for each in document.paragraphs]
    own = scored.own
    assert {f"Self-rated: {own.verdict}", "Rated by: A. Rater", "Date: 2026-11-23"} <= {*said}
    assert {own.gate_sentence(each) for each in own.gates_below} <= {*said}
    assert {own.next_step(each) for each in own.next_steps} <= {*said}
    assert {note for id in SCREENING.item for note in scored.notes(id)} <= {*said}
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 2"]
    assert [each.split(" ")[0].rstrip(".") for each in headings] == ids_of(SCREENING.printed)
    assert f"Self: 1. {SCREENING.item['SCR-07'].levels[1]}" in said
    assert not any(each.startswith("Reviewer-rated") for each in said)
    assert content == report_bytes(FILLED, scored, DAY, EDITION, CHECK_BY)


def ids_of(items) -> list[str]:
    return [each.id for each in items]


def test_the_command_line_writes_the_report_of_a_file(tmp_path):
    answers, report = write_answers(FILLED, tmp_path / "a.json"), tmp_path / "report.docx"
    done = run("checklist", "screening", "--answers", str(answers), "--word", str(report))
    assert (done.exit_code, done.stderr) == (0, f"Wrote {report}.\n")
    rows = table_of(docx.Document(report), "Action plan")
    assert [row[0] for row in rows] == ["Item", "SCR-07 (gate)", "SCR-01 (gate)", "SCR-02"]
    assert "Action plan\n- SCR-07 (gate). The applicants needed" in done.stdout


# ---- One plan over all checklists


def texts_of(answers: AnswerSheet) -> dict[str, str]:
    """What the page keeps of a sheet."""
    return {
        f"{id}.{name}": str(entry)
        for id, answer in answers.answers.items()
        for name, entry in vars(answer).items()
        if entry not in (None, "")
    }


@pytest.fixture
def plan() -> Plan:
    plan = Plan(target=30)
    plan.checklists["screening"] = texts_of(FILLED)
    return plan


def test_the_plan_has_the_steps_of_its_checklists(plan, tmp_path):
    assert ids(plan.actions()) == ["SCR-07", "SCR-01", "SCR-02"]
    assert Plan.load(plan.save(tmp_path / "p.json")).actions() == plan.actions()
    assert plan.actions() == FILLED.score().actions
    said = actions_said(plan, DAY)
    assert said == [each.line_of_many(DAY) for each in plan.actions()]
    assert said[0].startswith("Upfront screening checklist, SCR-07 (gate). The applicants needed")
    assert all(line in text(plan) for line in actions_said(plan, date.today()))
    assert Plan().actions() == () and "Action plan" not in text(Plan())


def test_a_checklist_with_a_bad_day_says_so_and_has_no_steps(plan):
    plan.checklists["screening"]["SCR-02.due"] = "soon"
    plan.checklists["gone"] = {"X-01.owner": "Ana"}
    assert plan.actions() == ()
    assert "SCR-02, by when: enter a day from 2000-01-01 to 2099-12-31" in text(plan)


def test_the_memo_holds_the_plan(plan):
    document = docx.Document(io.BytesIO(memo(plan, DAY, EDITION, CHECK_BY)))
    header, *rows = table_of(document, "Action plan")
    assert header == ["Checklist", "Item", "Next step", "Owner", "By when", "Evidence needed"]
    assert rows == [[each.checklist.title, *each.cells(DAY).values()] for each in plan.actions()]
    empty = docx.Document(io.BytesIO(memo(Plan(), DAY, EDITION, CHECK_BY)))
    assert "Action plan" not in [each.text for each in empty.paragraphs]


def test_gates_of_all_checklists_stand_before_any_day():
    one, other = small((1, True), (2, False)), small((1, True), (3, False))
    first = one.score({"A": Answer(1, "Seen"), "B": planned(0, "2027-01-01")}).actions
    second = other.score({"A": planned(1, "2027-06-01"), "B": planned(1, "2026-12-31")}).actions
    both = in_order((*first, *second))
    assert [(each.checklist is other, each.item.id) for each in both] == [
        (True, "A"),
        (False, "A"),
        (True, "B"),
        (False, "B"),
    ]


def test_an_item_of_two_checklists_stands_once():
    own = small((1, True), (2, True))
    borrowing = replace(own, borrows=("A", "B"))
    answers = {"A": planned(1), "B": Answer(1, "Seen")}
    kept = once_each((*borrowing.score(answers).actions, *own.score(answers).actions))
    assert [each.checklist for each in kept] == [own, own]
    unplanned = {"A": Answer(1, "Seen"), "B": Answer(1, "Seen")}
    kept = once_each((*own.score(unplanned).actions, *borrowing.score(answers).actions))
    assert {each.item.id: each.checklist for each in kept} == {"A": borrowing, "B": own}


def test_the_file_of_a_plan_keeps_what_is_planned(plan):
    assert json.loads(plan_file_text(plan, DAY))["checklists"]["screening"]["SCR-07.owner"] == "Ana"
