"""The checklist's workbook: safe to open, and LibreOffice scores it exactly as Python does."""

import random
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from office import INSTALLED, Office
from test_workbook import SHARED, formulas, named_cells, opened

from seti_ta import checklists
from seti_ta.calculators.catalogue import texts, translated
from seti_ta.checklists import InputError
from seti_ta.checklists.answers import is_day
from seti_ta.rules import all_rules, rule
from seti_ta.surfaces.checklist_workbook import named, write_all, write_workbook

EDITION, CHECK_BY = date(2026, 11, 23), date(2099, 11, 23)
EVERY = pytest.mark.parametrize("checklist", list(checklists.values()), ids=lambda each: each.name)
SCREENING = checklists["screening"]
CASES = 40  # of each checklist
PLAN_ENTRIES = ("owner", "due", "needed")
ENTRIES = (*PLAN_ENTRIES, "level", "evidence", "reason", "reviewer", "weight")
OTHER_ENTRIES = ("other_level", "other_evidence", "other_reason")


@pytest.fixture(scope="module")
def office():
    if not INSTALLED:
        pytest.skip("LibreOffice or its Python bridge is not installed")
    with Office() as office:
        yield office


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("workbooks")


@pytest.fixture
def path(checklist, folder):
    path = folder / f"{checklist.name}.xlsx"
    return path if path.exists() else write_workbook(checklist, path, EDITION, CHECK_BY)


# ---- Before anybody opens it


@EVERY
def test_only_shared_functions_and_no_macros_or_links_to_other_files(path):
    used = {name for f in formulas(path) for name in re.findall(r"([A-Za-z_.0-9]+)\(", f)}
    assert used <= SHARED | {"MID", "NA"}
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        xml = "".join(archive.read(name).decode() for name in names)
    assert not [name for name in names if re.search(r"vba|macro|externalLink|metadata", name)]
    assert not re.search(r'_xlfn|t="array"|TargetMode="External"', xml)


@EVERY
def test_only_the_entries_are_open_and_no_password_is_set(checklist, path):
    book = opened(path)
    cells = named_cells(path)
    entries = {named(entry, item) for item in checklist.items for entry in ENTRIES}
    entries |= {"rater_name", "reviewer_name", "visit_date"}
    entries |= {named(entry, item) for item in checklist.items for entry in OTHER_ENTRIES}
    entries |= {"first_label", "second_label", "other_reviewer_name"}
    unlocked = {
        f"{sheet.title}!{c.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for c in row
        if not c.protection.locked
    }
    assert unlocked == {f"{cells[n].parent.title}!{cells[n].coordinate}" for n in entries}
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)


@EVERY
def test_levels_and_weights_come_from_lists(checklist, path):
    sheet = opened(path).worksheets[0]
    lists = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    cells = named_cells(path)
    for item in checklist.items:
        for entry in ("level", "reviewer", "weight"):
            found = lists[cells[named(entry, item)].coordinate]
            assert found.formula1 == ('"1,2,3"' if entry == "weight" else '"0,1,2,3,N/A"')
            assert found.error == checklist.say(f"bad.{entry}", id=item.id)


@EVERY
def test_every_text_of_the_definition_is_in_the_workbook(checklist, path):
    book = opened(path, stored=True)
    shown = "\n".join(
        str(c.value) for s in book for row in s.iter_rows() for c in row if c.value is not None
    )
    wanted = [checklist.title, checklist.say("weights_note"), checklist.say("gate_note")]
    for item in checklist.items:
        wanted += [item.id, item.statement, item.evidence, *item.levels, item.why]
        wanted += [checklist.say(f"basis.{item.basis}"), *map(checklist.dated, item.ruled)]
        wanted += [each.title for each in item.calculators]
    for source in checklist.cited:
        wanted += [source.citation, source.locator, source.url]
    assert not [text for text in wanted if text not in shown]


@EVERY
def test_items_stand_gates_first(checklist, path):
    cells = named_cells(path)
    rows = [cells[named("level", item)].row for item in checklist.printed]
    assert rows == sorted(rows)


@EVERY
def test_text_never_becomes_a_formula(checklist, path, tmp_path):
    for sign in "=+-@":
        hostile = translated(checklist, {k: f"{sign}{t}" for k, t in texts(checklist).items()})
        other = write_workbook(hostile, tmp_path / "hostile.xlsx", EDITION, CHECK_BY)
        assert len(formulas(other)) == len(formulas(path))


def test_two_writings_give_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    first, second = write_all(tmp_path / "a"), write_all(tmp_path / "b")
    assert [p.stem for p in first] == [f"checklist-{name}" for name in checklists]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert not list(tmp_path.rglob("*.part"))


# ---- Scored by LibreOffice


def random_case(checklist, chance) -> dict:
    """Arguments of ``Checklist.score``: mostly whole answers, sometimes with gaps."""
    left_out, unanswered, unseen = (chance.choice((0, 0, 0, 0.05, 0.1, 0.3)) for _ in range(3))
    reviewed = chance.choice((0, 0.5, 1, 1))
    answers, weights = {}, {}
    for id in checklist.item:
        answer = {"level": chance.choices(range(4), chance.choice(TEMPERS))[0]}
        answer["evidence"] = "" if chance.random() < unseen else chance.choice(NOTES)
        if chance.random() < reviewed:
            answer["reviewer"] = chance.randrange(4)
        for rater in ("level", "reviewer"):
            if chance.random() < left_out:
                answer |= {rater: "N/A", "reason": "Another agency does this"}
        if chance.random() < unanswered:
            answer["level"] = None
        for entry, entries in PLANNED.items():
            if chance.random() < 0.4:
                answer[entry] = chance.choice(entries)
        answers[id] = answer
        if chance.random() < 0.1:
            weights[id] = chance.choice((1, 2, 3))
    return {"answers": answers, "reviewer_name": "A. Reviewer", "weights": weights}


TEMPERS = ((1, 1, 1, 1), (0, 1, 4, 4), (4, 2, 1, 0), (0, 0, 0, 1))
PLANNED = {
    "owner": ("Ana Lopez", "Intake lead"),
    "due": ("2027-01-31", "2027-02-01", "2027-02-02", "2000-01-01", "2099-12-31"),
    "needed": ("Signed agreement", "Minutes, 7 of them"),
}
NOTES = ("Criteria sheet, 2026-03-01", "Log of the last cohort", "7")


def cells(checklist, case) -> dict:
    """A case as the cells hold it."""
    held = {"reviewer_name": case["reviewer_name"]}
    for item in checklist.items:
        answer = case["answers"].get(item.id, {})
        for entry in ENTRIES[:-1]:
            value = answer.get(entry)
            if entry == "due" and is_day(value):
                value = (date.fromisoformat(value) - date(1899, 12, 30)).days
            held[named(entry, item)] = None if value == "" else value
        held[named("weight", item)] = case["weights"].get(item.id, item.weight)
    return held


def compare(scored, answer) -> None:
    """Every number and sentence of the workbook against Python, exactly."""
    checklist = scored.checklist
    assert answer["inputs_to_mend"] == 0
    for prefix, rating in (("own", scored.own), ("reviewed", scored.reviewed)):
        assert answer[f"verdict_{prefix}"] == rating.verdict
        line = f"{checklist.say(f'rater.{prefix}')}: {rating.verdict}"
        assert answer[f"result_{prefix}"] == line
        assert answer[f"{prefix}_score"] == ("" if rating.score is None else rating.score)
        band = checklist.say(f"band.{rating.band}") if rating.band else ""
        assert answer[f"{prefix}_band"] == band
        for step in ("points", "possible", "unanswered", "total_weight"):
            assert answer[f"{prefix}_{step}"] == getattr(rating, step)
        assert answer[f"{prefix}_left_out"] == rating.left_out_weight
        assert answer[f"{prefix}_gates_below"] == len(rating.gates_below)
        for rated in rating.items:
            counted = "" if rated.counted is None else rated.counted
            assert answer[named(f"{prefix}_counted", rated.item)] == counted
            assert answer[named(f"{prefix}_points", rated.item)] == rated.points
    below = {each.item.id: scored.own.gate_sentence(each) for each in scored.own.gates_below}
    for item in checklist.items:
        assert answer[named("notes", item)] == " ".join(scored.notes(item.id))
        assert answer[named("gap", item)] == scored.gaps.get(item.id, "")
        if item.gate:
            assert answer[named("gate_below", item)] == below.get(item.id, "")
    states = {each.item.id: state(each) for each in scored.actions}
    for item in checklist.items:
        assert answer[named("state", item)] == states.get(item.id, "")
    if checklist.borrows:
        assert [each for each in answer["parts"] if each] == list(scored.own.parts)
    steps = [scored.own.next_step(each) for each in scored.own.next_steps]
    assert [each for each in answer["next_steps"] if each] == steps
    assert answer["next_steps"][: len(steps)] == steps


def state(action) -> str:
    """What the sheet says of a step today."""
    say = action.checklist.say
    if action.gate_below and not action.owner:
        return say("action.no_owner")
    return say("workbook.overdue") if action.is_overdue(date.today()) else ""


def test_random_answers_are_scored_as_python_scores_them(office, tmp_path, record_property):
    every = []
    for checklist in checklists.values():
        path = write_workbook(checklist, tmp_path / f"{checklist.name}.xlsx", EDITION, CHECK_BY)
        chance = random.Random(checklist.name)
        cases = [random_case(checklist, chance) for _ in range(CASES)]
        cases.append({"answers": {}, "reviewer_name": "", "weights": {}})
        results = [checklist.score(**case) for case in cases]
        answers = office.answers(path, [cells(checklist, case) for case in cases])
        for scored, answer in zip(results, answers, strict=True):
            compare(scored, answer)
        every += results
    bands = {scored.band for scored in every}
    assert bands == {None, "not_in_place", "partial", "ready", "strong"}
    assert any(scored.own.capped for scored in every)
    assert {"Score", "Items", "Too"} <= {each.own.verdict.partition(" ")[0] for each in every}
    assert any(len(scored.own.parts) == 8 for scored in every)
    told = f"{len(every)} answer sets of {len(checklists)} checklists, no difference"
    record_property("checklists, workbook", told)


GATE = next(item for item in SCREENING.items if item.gate)
LONG = "a long answer " * 5
BAD = [
    *({"level": raw} for raw in (4, -1, 1.5, "two", " ", LONG.strip(), "1e3", "N")),
    *({"reviewer": raw} for raw in (9, "x")),
    *({"due": raw} for raw in ("soon", 5, 99999, "2027-02-29")),
    *({"weight": raw} for raw in (0, 4, 2.5, "heavy", "")),
    {"level": "N/A", "reason": " "},
    {"level": 1, "reviewer": "N/A"},
    {"level": "N/A", "reason": "No need", "name": " "},
    {"level": 7, "weight": 9},
]


def test_bad_entries_get_the_sentence_of_python_and_no_result(office, tmp_path):
    path = write_workbook(SCREENING, tmp_path / "workbook.xlsx", EDITION, CHECK_BY)
    cases, sentences = [], []
    for bad in BAD:
        entry = {k: v for k, v in bad.items() if k not in ("weight", "name")}
        case = {
            "answers": dict.fromkeys(SCREENING.item, 2) | {GATE.id: entry},
            "reviewer_name": bad.get("name", "A. Reviewer"),
            "weights": {GATE.id: bad["weight"]} if "weight" in bad else {},
        }
        with pytest.raises(InputError) as error:
            SCREENING.score(**case)
        sentences.append(error.value.problems[GATE.id])
        case["answers"] = {id: {"level": 2} for id in SCREENING.item} | {GATE.id: entry}
        held = cells(SCREENING, case)
        cases.append({k: None if v == "" else v for k, v in held.items()})
    for sentence, answer in zip(sentences, office.answers(path, cases), strict=True):
        assert answer[named("check", GATE)] == sentence
        assert answer["inputs_to_mend"] == 1
        shown = [answer[named(name, item)] for item in SCREENING.items for name in ("notes", "gap")]
        shown += [answer[name] for name in ("verdict_line", "result_own", "result_reviewed")]
        assert {*shown, *answer["next_steps"], answer[named("gate_below", GATE)]} == {""}


@pytest.mark.parametrize(("days", "past"), [(-2, True), (2, False)])
def test_a_rule_past_its_date_says_so(office, tmp_path, monkeypatch, days, past):
    day = date.today() + timedelta(days)
    monkeypatch.setitem(all_rules(), "part38", replace(rule("part38"), review_by=day))
    item = replace(GATE, rules=("part38",))
    path = write_workbook(replace(SCREENING, items=(item,)), tmp_path / "w.xlsx", EDITION, CHECK_BY)
    [answer] = office.answers(path, [{}])
    assert SCREENING.dated(rule("part38")) in answer[named("basis", item)]
    assert (SCREENING.say("rule_past") in answer[named("basis", item)]) == past


@pytest.mark.parametrize("typed", ["2", " 2 ", 2.0])
def test_a_level_may_be_typed_as_text(office, tmp_path, typed):
    path = write_workbook(SCREENING, tmp_path / "workbook.xlsx", EDITION, CHECK_BY)
    case = {"answers": {GATE.id: {"level": typed, "evidence": "x"}}, "reviewer_name": "",
            "weights": {}}  # fmt: skip
    [answer] = office.answers(path, [cells(SCREENING, case)])
    compare(SCREENING.score(**case), answer)
