"""The checklist in a page: scored as Python scores it, kept, saved, opened, printed."""

import json
import random
from dataclasses import asdict
from datetime import date

import pytest
from barriers import barriers
from playwright.sync_api import expect
from test_checklist_workbook import random_case

import seti_ta
from seti_ta import checklists
from seti_ta.checklists import (
    Answer,
    AnswerSheet,
    InputError,
    read_answers,
    take_over,
    write_answers,
)
from seti_ta.handbook.build import SITE
from seti_ta.surfaces.checklist_text import report
from seti_ta.surfaces.web.checklist_form import form_id
from seti_ta.surfaces.web.script import script

ALL = list(checklists.values())
EVERY = pytest.mark.parametrize("checklist", ALL, ids=lambda each: each.name)
SCREENING, QUICK = checklists["screening"], checklists["quick_check"]
TODAY = date(2026, 11, 23)
CASES = 120  # of each checklist


# ---- Scored as Python scores it

SCORE = """([name, cases]) => cases.map(({ answers, reviewer_name, weights }) => {
  const { checklists, check_answers, score_answers, notes_on, gate_sentence, next_step,
    report_text } = seti_ta_checklists;
  const checklist = checklists[name];
  const checked = check_answers(checklist, answers, reviewer_name, weights);
  if (Object.keys(checked.problems).length) return { problems: checked.problems };
  const scored = score_answers(checklist, checked);
  const rating = (each) => ({
    score: each.score,
    band: each.band,
    capped: each.capped,
    points: each.points,
    possible: each.possible,
    unanswered: each.unanswered,
    left_out_weight: each.left_out_weight,
    too_much_left_out: each.too_much_left_out,
    verdict: each.verdict,
    counted: each.items.map((item) => item.counted),
    unsupported: each.items.map((item) => item.unsupported),
    gates_below: each.gates_below.map((item) => gate_sentence(checklist, item)),
    next_steps: each.next_steps.map((item) => next_step(checklist, item)),
  });
  return {
    own: rating(scored.own),
    reviewed: rating(scored.reviewed),
    to_talk_about: scored.to_talk_about.map((item) => item.id),
    changed_weights: scored.changed_weights.map((item) => item.id),
    notes: checklist.items.map((item) => notes_on(checklist, scored, item)),
    report: report_text(checklist, scored),
  };
})"""


@pytest.fixture(scope="module")
def compute(browser):
    """A function that scores cases with the script that ships, in a page of Chromium."""
    page = browser.new_page()
    page.evaluate(f"() => {{ {script([], ALL)} }}")
    yield lambda checklist, cases: page.evaluate(SCORE, [checklist.name, cases])
    page.close()


def python_result(checklist, case: dict) -> dict:
    """What the page must say of a case."""
    try:
        scored = checklist.score(**case)
    except InputError as error:
        return {"problems": error.problems}
    return {
        "own": python_rating(scored.own),
        "reviewed": python_rating(scored.reviewed),
        "to_talk_about": list(scored.to_talk_about),
        "changed_weights": list(scored.changed_weights),
        "notes": [list(scored.notes(id)) for id in checklist.item],
        "report": report(scored),
    }


def python_rating(rating) -> dict:
    same = ("score", "band", "capped", "points", "possible", "unanswered", "left_out_weight",
            "too_much_left_out", "verdict")  # fmt: skip
    return {name: getattr(rating, name) for name in same} | {
        "counted": [each.counted for each in rating.items],
        "unsupported": [each.unsupported for each in rating.items],
        "gates_below": [rating.gate_sentence(each) for each in rating.gates_below],
        "next_steps": [rating.next_step(each) for each in rating.next_steps],
    }


def test_parity(compute, record_property):
    bands = set()
    for checklist in ALL:
        chance = random.Random(checklist.name)
        cases = [random_case(checklist, chance) for _ in range(CASES)]
        for case, shown in zip(cases, compute(checklist, cases), strict=True):
            assert shown == python_result(checklist, case), case
            bands.add(shown["own"]["band"])
    assert bands == {None, "not_in_place", "partial", "ready", "strong"}
    told = f"{CASES * len(ALL)} answer sets of {len(ALL)} checklists, no difference"
    record_property("checklists, page", told)


def test_answers_are_taken_over_as_in_python(browser):
    page, chance = browser.new_page(), random.Random(8)
    page.evaluate(f"() => {{ {script([], ALL)} }}")
    for full in ALL[1:]:
        given, there = ({k: Answer(**v) for k, v in random_case(c, chance)["answers"].items()}
                        for c in (QUICK, full))  # fmt: skip
        there = {id: answer for id, answer in there.items() if chance.random() < 0.5}
        sheets = (AnswerSheet(QUICK.name, given, TODAY), AnswerSheet(full.name, there, TODAY))
        shown = page.evaluate(
            """([name, given, there]) => {
              const { checklists, to_take_over, taken_over } = seti_ta_checklists;
              return taken_over(to_take_over(checklists[name], given, there), given, there);
            }""",
            [full.name, texts_of_answers(given), texts_of_answers(there)],
        )
        taken = take_over(*sheets).answers
        assert {k: v for k, v in shown.items() if v} == {
            k: v for k, v in (texts_of_answers(taken) | reviewed(taken, there)).items() if v
        }
    page.close()


def texts_of_answers(answers) -> dict[str, str]:
    """Answers as a form holds them."""
    entered = {id: asdict(answer) for id, answer in answers.items()}
    return {
        f"{id}.{field}": "" if value is None else str(value)
        for id, answer in entered.items()
        for field, value in answer.items()
    }


def reviewed(taken, there) -> dict[str, str]:
    """The form shows the reviewer's ratings once an answer with one was taken over."""
    return (
        {"reviewed": "1"}
        if any(taken[id].reviewer is not None for id in taken.keys() - there)
        else {}
    )


#: What a form, a file or a script may bring, good and bad.
LEVELS = (
    0,
    3,
    "2",
    " 1 ",
    "n/a",
    "N/A",
    "",
    " ",
    None,
    4,
    -1,
    2.5,
    "22",
    "two",
    "²",
    "٣",
    "😀" * 45,
)
TEXTS = ("", "   ", "Seen", "a  b\tc", "$& {id}", "<b>", "word " * 40, "😀" * 100, None, 7)
WEIGHTS = (1, 2, 3, 0, 4, 2.5, "2", "", "heavy")


def test_the_same_sentences_for_bad_answers(compute):
    refused = set()
    for checklist in ALL:
        chance = random.Random(f"{checklist.name}, bad")
        cases = [bad_case(checklist, chance) for _ in range(CASES)]
        for case, shown in zip(cases, compute(checklist, cases), strict=True):
            assert shown == python_result(checklist, case), case
            refused |= {s.split(": ", 1)[-1] for s in shown.get("problems", {}).values()}
    for sentence in ("write the reason.", "enter text.", "it can be N/A only with"):
        assert any(sentence in each for each in refused)


def bad_case(checklist, chance) -> dict:
    """A good case with a few entries of every kind."""
    case = random_case(checklist, chance) | {"reviewer_name": chance.choice(("", " ", "R. Viewer"))}
    for id in chance.sample(list(checklist.item), 3):
        name = chance.choice(("level", "reviewer", "evidence", "reason", "lvel"))
        case["answers"][id][name] = chance.choice(
            LEVELS if name in ("level", "reviewer") else TEXTS
        )
    if chance.random() < 0.2:
        case["weights"][chance.choice(list(checklist.item))] = chance.choice(WEIGHTS)
    if chance.random() < 0.05:
        case["answers"][chance.choice(("SCR-99", "constructor"))] = {"level": 1}
    if chance.random() < 0.05:
        case["answers"][chance.choice(list(checklist.item))] = chance.choice(LEVELS)
    return case


# ---- The form in its page


def address(checklist) -> str:
    """The page of a checklist, as found in the built site."""
    marked = f'data-checklist="{checklist.name}"'
    pages = [p for p in SITE.glob("book/*.html") if marked in p.read_text("utf-8")]
    assert len(pages) == 1
    return f"book/{pages[0].name}"


@pytest.fixture
def form(page, site, site_url):
    page.goto(site_url + address(SCREENING))
    return page.locator(f"#{form_id(SCREENING)}")


def rate(form, id, level, rater="level"):
    form.locator(f'[name="{id}.{rater}"][value="{level}"]').check()


def field(form, name):
    return form.locator(f'[name="{name}"]')


def verdict(form):
    return form.locator('.seti-results [data-verdict="own"]')


def rate_all(form, level):
    for id in SCREENING.item:
        rate(form, id, level)
        field(form, f"{id}.evidence").fill("Seen")


def texts_of(form, part) -> list[str]:
    return form.locator(f"[data-list={part}] li").all_inner_texts()


@EVERY
def test_every_text_of_the_definition_is_in_the_page_without_javascript(
    new_page, site_url, checklist
):
    page = new_page(java_script_enabled=False)
    page.goto(site_url + address(checklist))
    form = page.locator(f"#{form_id(checklist)}")
    flat = " ".join(form.text_content().split())
    wanted = [checklist.title, checklist.question, checklist.say("weights_note")]
    wanted += [checklist.say("gate_note"), checklist.say("page.checklist_no_script")]
    for item in checklist.items:
        wanted += [item.id, item.statement, item.evidence, *item.levels, item.why]
        wanted += [checklist.say(f"basis.{item.basis}"), *map(checklist.dated, item.ruled)]
        wanted += [each.citation for each in item.cited if not each.rule]
        wanted += [each.source_title for each in item.ruled]
    assert not [each for each in wanted if " ".join(each.split()) not in flat]
    for item in checklist.items:
        set = form.locator(f'[data-item="{item.id}"]')
        assert ("(gate)" in set.locator("legend").inner_text()) == item.gate
        for level in item.levels:
            expect(set.get_by_text(level).first).to_be_visible()
    expect(form.get_by_text("This form needs scripts")).to_be_visible()
    assert form.locator("button:visible").count() == 0
    for label, kind in (("Word form", "docx"), ("workbook", "xlsx")):
        link = form.get_by_role("link", name=f"Download the {label}").get_attribute("href")
        assert link.endswith(f"downloads/{form_id(checklist)}.{kind}")
        assert page.request.get(page.url.rsplit("/", 1)[0] + "/" + link).ok


def test_the_score_follows_each_answer(form):
    expect(verdict(form)).to_have_text("Not rated.")
    rate(form, "SCR-01", 3)
    expect(verdict(form)).to_have_text(SCREENING.score({"SCR-01": 3}).own.verdict)
    expect(form.locator(".seti-glance")).to_contain_text("1 of 13 items answered.")
    expect(form.locator('[data-item="SCR-01"] .seti-notes')).to_contain_text("is unsupported")
    rate_all(form, 2)
    expect(verdict(form)).to_have_text("Score 67 of 100: ready with fixes.")
    rate(form, "SCR-07", 1)
    answers = {id: Answer(2, "Seen") for id in SCREENING.item} | {"SCR-07": Answer(1, "Seen")}
    own = SCREENING.score(answers).own
    expect(verdict(form)).to_have_text(own.verdict)
    expect(form.locator("[data-list=gates] li")).to_have_text(
        [own.gate_sentence(each) for each in own.gates_below]
    )
    assert texts_of(form, "next_steps") == [own.next_step(each) for each in own.next_steps]
    expect(form.locator(".seti-results").get_by_text(SCREENING.say("weights_note"))).to_be_visible()
    expect(form.get_by_role("status")).to_have_text(own.verdict)
    expect(form.locator(".seti-glance")).to_contain_text(own.verdict)


def test_na_needs_a_reason_and_a_gate_the_reviewers_name(form):
    rate_all(form, 2)
    rate(form, "SCR-07", "N/A")
    error = form.locator("#checklist-screening-SCR-07-error")
    expect(error).to_have_text("SCR-07 is N/A: write the reason.")
    expect(form.locator(".seti-results .seti-old")).to_be_visible()
    expect(verdict(form)).to_have_text("Score 67 of 100: ready with fixes.")
    summary = form.locator(".seti-summary")
    summary.get_by_role("link", name="SCR-07 is N/A").click()
    expect(field(form, "SCR-07.reason")).to_be_focused()
    expect(field(form, "SCR-07.reason")).to_have_attribute("aria-invalid", "true")
    field(form, "SCR-07.reason").fill("Open entry")
    expect(error).to_contain_text("it can be N/A only with the reviewer's name")
    summary.get_by_role("link", name="SCR-07 is a gate").click()
    expect(field(form, "reviewer_name")).to_be_focused()
    field(form, "reviewer_name").fill("B. Reviewer")
    expect(summary).to_be_hidden()
    expect(form.locator("[data-list=left_out] li")).to_have_text(
        ["SCR-07 is N/A: “Open entry”.",
         "N/A items carry 3 of 31 weight points. At most 20% may be N/A."]
    )  # fmt: skip
    rate(form, "SCR-02", "N/A")
    field(form, "SCR-02.reason").fill("No test")
    rate(form, "SCR-03", "N/A")
    field(form, "SCR-03.reason").fill("No bridge")
    expect(verdict(form)).to_contain_text("Too much left out to score")


def test_the_second_rater_comes_with_a_switch(form):
    rate_all(form, 3)
    expect(form.get_by_role("radiogroup", name="SCR-01, Reviewer")).to_be_hidden()
    form.get_by_label("Add a reviewer's rating").check()
    rate(form, "SCR-01", 1, "reviewer")
    expect(form.locator('[data-verdict="reviewed"]')).to_contain_text("Items not answered yet: 12.")
    expect(form.locator("[data-list=talk] li")).to_have_text(
        ["SCR-01 needs a talk: self 3, reviewer 1."]
    )
    form.get_by_label("Add a reviewer's rating").uncheck()
    expect(form.get_by_role("status")).to_have_text(SCREENING.say("page.reviewer_removed"))
    expect(form.locator("[data-list=talk]")).to_be_hidden()
    form.get_by_role("button", name="Undo").click()
    expect(form.get_by_label("Add a reviewer's rating")).to_be_checked()
    expect(field(form, "SCR-01.reviewer").nth(1)).to_be_checked()
    expect(form.locator("[data-list=talk] li")).to_have_count(1)


def test_changed_weights_are_named_and_taken_back(form):
    form.get_by_text("Change the weights").click()
    field(form, "SCR-05.weight").select_option("3")
    expect(form.locator("[data-list=changed_weights] li")).to_have_text(
        ["SCR-05: weight changed from 2 to 3."]
    )
    form.get_by_role("button", name="Back to the starting weights").click()
    expect(form.locator("[data-list=changed_weights]")).to_be_hidden()
    form.get_by_role("button", name="Undo").click()
    expect(field(form, "SCR-05.weight")).to_have_value("3")


def test_a_sentence_leads_to_its_item(form, page):
    rate(form, "SCR-07", 0)
    form.locator("[data-list=gates]").get_by_role("link", name="SCR-07").click()
    assert page.evaluate("location.hash") == "#checklist-screening-SCR-07"


def test_the_readiness_check_names_the_weakest_list_and_its_answers_go_there(page, site_url):
    page.goto(site_url + address(QUICK))
    form = page.locator(f"#{form_id(QUICK)}")
    level = {"SCR-07": 1, "SCR-09": 2}
    for id in QUICK.item:
        rate(form, id, level.get(id, 3))
        field(form, f"{id}.evidence").fill("Seen")
    answers = {id: Answer(level.get(id, 3), "Seen") for id in QUICK.item}
    assert texts_of(form, "parts") == list(QUICK.score(answers).own.parts)
    form.locator("[data-list=parts]").get_by_role("link", name=SCREENING.title).click()
    assert page.url.endswith(f"{address(SCREENING)}#{form_id(SCREENING)}")
    full = page.locator(f"#{form_id(SCREENING)}")
    button = full.locator("[data-do=take_over]")
    expect(button).to_have_text("Take over 2 answers from: Ten-minute readiness check")
    expect(verdict(full)).to_have_text("Not rated.")  # nothing comes by itself
    rate(full, "SCR-07", 0)
    expect(button).to_have_text("Take over 1 answer from: Ten-minute readiness check")
    button.click()
    expect(button).to_be_hidden()
    expect(field(full, "SCR-07.level").nth(0)).to_be_checked()
    expect(field(full, "SCR-09.level").nth(2)).to_be_focused()
    expect(field(full, "SCR-09.evidence")).to_have_value("Seen")
    full.get_by_role("button", name="Undo").click()
    expect(field(full, "SCR-09.evidence")).to_have_value("")
    expect(button).to_be_visible()


def test_what_is_typed_is_never_markup(form):
    rate(form, "SCR-12", "N/A")
    field(form, "SCR-12.reason").fill("<img src=x onerror=alert(1)> $& {id}")
    expect(form.locator("[data-list=left_out]")).to_contain_text("<img src=x onerror=alert(1)> $&")
    assert form.locator("img").count() == 0


# ---- Kept, saved, opened


def test_answers_are_kept_and_cleared_with_all_others(form, page):
    rate(form, "SCR-12", "N/A")  # kept while its reason is still to come
    field(form, "SCR-01.evidence").fill("Criteria sheet")
    field(form, "date").fill("2026-03-01")
    page.reload()
    expect(field(form, "SCR-12.level").last).to_be_checked()
    expect(field(form, "SCR-01.evidence")).to_have_value("Criteria sheet")
    expect(field(form, "date")).to_have_value("2026-03-01")
    other = page.locator("[data-calculator]").first
    other.get_by_role("button", name="Clear everything").click()
    expect(field(form, "SCR-01.evidence")).to_have_value("")
    expect(verdict(form)).to_have_text("Not rated.")
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('seti-ta.'))"
    assert page.evaluate(kept) == []
    number = other.locator("input[name]").first
    number.fill("33")
    form.get_by_role("button", name="Clear everything").click()
    expect(number).not_to_have_value("33")
    assert page.evaluate(kept) == []


def test_a_public_computer_keeps_nothing(form, page):
    form.get_by_label("Public computer").check()
    field(form, "SCR-01.evidence").fill("Criteria sheet")
    assert page.evaluate("Object.keys(localStorage)") == ["seti-public"]
    page.reload()
    expect(field(form, "SCR-01.evidence")).to_have_value("")
    expect(form.get_by_label("Public computer")).to_be_checked()


def test_a_spoilt_store_does_not_break_the_form(form, page):
    spoilt = ("{", "null", "5", '["x"]', '{"SCR-01.level": "7", "SCR-01.weight": "9", "gone": "1"}')
    for text in spoilt:
        page.evaluate("(text) => localStorage.setItem('seti-ta.checklist-screening', text)", text)
        page.reload()
        expect(field(form, "SCR-01.weight")).to_have_value("3")
        rate(form, "SCR-01", 1)
        expect(verdict(form)).to_contain_text("Items not answered yet: 12.")


def sheet(**changes) -> AnswerSheet:
    chance = random.Random(5)
    answers = {
        id: Answer(chance.randrange(4), "Größe “zwei”\nZeile", reviewer=chance.randrange(4))
        for id in SCREENING.item
    }
    answers["SCR-05"] = Answer("N/A", reason="One track")
    values = {
        "checklist": "screening", "answers": answers, "date": date(2026, 3, 1),
        "rater_name": "A. Rater", "reviewer_name": "B. Reviewer", "weights": {"SCR-12": 2},
    }  # fmt: skip
    return AnswerSheet(**(values | changes))


def open_file(form, path):
    form.get_by_label("Open answers from a file").set_input_files(path)


def saved(form, page, path):
    with page.expect_download() as download:
        form.get_by_role("button", name="Save answers as a file").click()
    assert download.value.suggested_filename.startswith("checklist-screening-2026-03-01")
    download.value.save_as(path)
    return path


def test_the_pages_file_is_pythons_file(form, page, tmp_path):
    written = write_answers(sheet(), tmp_path / "python.json")
    open_file(form, written)
    scored = sheet().score()
    expect(verdict(form)).to_have_text(scored.own.verdict)
    expect(form.locator('[data-verdict="reviewed"]')).to_have_text(scored.reviewed.verdict)
    expect(form.locator(".seti-opened")).to_contain_text("Opened python.json.")
    path = saved(form, page, tmp_path / "page.json")
    assert read_answers(path) == sheet()
    assert path.read_bytes() == written.read_bytes()
    form.get_by_role("button", name="Undo").click()
    expect(verdict(form)).to_have_text("Not rated.")


def test_an_unfinished_file_comes_back(form, page, tmp_path):
    field(form, "date").fill("2026-03-01")
    rate(form, "SCR-02", "N/A")
    path = saved(form, page, tmp_path / "page.json")
    read = read_answers(path)
    assert read.answers == {"SCR-02": Answer("N/A")}
    with pytest.raises(InputError, match=r"SCR-02 is N/A: write the reason\."):
        read.score()
    form.get_by_role("button", name="Start again").click()
    open_file(form, path)
    expect(form.locator(".seti-summary")).to_contain_text("SCR-02 is N/A: write the reason.")


def good(**changes) -> dict:
    return {"layout": "seti-ta checklist answers 1", "checklist": "screening", "answers": {},
            "date": "2026-03-01"} | changes  # fmt: skip


BAD_FILES = [
    (b"", "it does not hold JSON."),
    (b"\xff\xfe", "it does not hold JSON."),
    (b"[1", "it does not hold JSON."),
    (b"null", "its layout is not"),
    (b"[]", "its layout is not"),
    (good(layout="another 2"), "its layout is not"),
    ({"layout": "seti-ta checklist answers 1"}, "'checklist' is missing."),
    (good(extra=1), "'extra' is not a known field."),
    (good(toString=1), "'toString' is not a known field."),
    (good(date="someday"), "'date' cannot be used."),
    (good(date="2026-02-31"), "'date' cannot be used."),
    (good(rater_name=None), "'rater_name' cannot be used."),
    (good(answers=[]), "'answers' cannot be used."),
    (good(answers={"SCR-01": 2}), "'answers: SCR-01' cannot be used."),
    (good(answers={"SCR-01": {"level": 7}}), "'answers: SCR-01: level' cannot be used."),
    (good(answers={"SCR-01": {"level": "2"}}), "'answers: SCR-01: level' cannot be used."),
    (good(answers={"SCR-01": {"lvel": 1}}), "'answers: SCR-01: lvel' is not a known field."),
    (good(weights={"SCR-01": "2"}), "'weights: SCR-01' cannot be used."),
]
#: Python reads these files and refuses to score them; the form cannot hold them at all.
BAD_SHEETS = [
    (good(checklist="driving"), "it answers the checklist driving, not screening."),
    (good(answers={"SCR-99": {"level": 1}}), "screening has no item SCR-99."),
    (good(answers={"constructor": {"level": 1}}), "screening has no item constructor."),
    (good(weights={"SCR-01": 4}), "SCR-01, weight: enter 1, 2 or 3. You entered 4."),
    (good(weights={"SCR-99": 1}), "screening has no item SCR-99."),
]


def test_a_strange_file_leaves_the_answers_as_they_are(form, tmp_path):
    rate(form, "SCR-01", 1)
    path = tmp_path / "strange.json"
    for content, sentence in BAD_FILES + BAD_SHEETS:
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        with pytest.raises(InputError) as error:
            read_answers(path).score()
        if (content, sentence) in BAD_FILES:
            assert sentence in str(error.value)
        open_file(form, path)
        told = form.locator(".seti-opened")
        expect(told).to_contain_text(f"strange.json is not a file of checklist answers: {sentence}")
        expect(told).to_contain_text("Your answers stay as they are.")
        expect(field(form, "SCR-01.level").nth(1)).to_be_checked()


def test_the_text_is_pythons_text(form, page, tmp_path):
    open_file(form, write_answers(sheet(), tmp_path / "python.json"))
    expect(verdict(form)).to_have_text(sheet().score().own.verdict)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    form.get_by_role("button", name="Copy as text").click()
    expect(form.get_by_role("status")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == report(sheet().score())
    rate(form, "SCR-07", "N/A")
    form.get_by_role("button", name="Copy as text").click()
    expect(form.get_by_role("status")).to_contain_text("Copied")
    old = f"{SCREENING.say('page.old')}\n\n{report(sheet().score())}"
    assert page.evaluate("navigator.clipboard.readText()") == old


# ---- On paper, by keyboard, for everyone


def test_print_shows_the_result_and_the_chosen_anchors(form, page, tmp_path):
    open_file(form, write_answers(sheet(), tmp_path / "python.json"))
    page.evaluate("window.print = () => window.dispatchEvent(new Event('beforeprint'))")
    form.get_by_role("button", name="Print").click()
    page.emulate_media(media="print")
    text = " ".join(form.inner_text().split())
    scored = sheet().score()
    assert scored.own.verdict in text and scored.reviewed.verdict in text
    assert f"version {seti_ta.__version__}" in text
    assert "Rated by: A. Rater" in text and "Date: 2026-03-01" in text
    for id, item in SCREENING.item.items():
        answer = scored.answers[id]
        assert item.statement in text
        if answer.level in (0, 1, 2, 3):
            assert f"Self: {answer.level}. {item.levels[answer.level]}" in text
            assert f"Reviewer: {answer.reviewer}. {item.levels[answer.reviewer]}" in text
            assert "Evidence: what was seen: Größe “zwei” Zeile" in text
        assert all(note in text for note in scored.notes(id))
    assert form.locator(":is(button, input, textarea, select):visible").count() == 0
    expect(page.locator("h1")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator("h1")).to_be_visible()


def test_an_empty_form_prints_all_anchors(form, page):
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for item in SCREENING.items:
        for level in item.levels:
            expect(form.locator("form").get_by_text(level).first).to_be_visible()
    expect(form.locator(".seti-results")).to_be_hidden()


def test_the_whole_form_by_keyboard(form, page):
    field(form, "rater_name").focus()
    seen = []
    for _ in range(140):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || document.activeElement.dataset.do")
        if name and name.endswith(".level"):
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
        seen.append(name)
    assert {f"{id}.{part}" for id in SCREENING.item for part in ("level", "evidence")} <= {*seen}
    assert {"undo", "reset", "copy_text", "save_answers", "print", "clear", "reviewed"} <= {*seen}
    for id in SCREENING.item:
        expect(field(form, f"{id}.level").nth(1)).to_be_checked()
    expect(verdict(form)).to_contain_text("Score 33 of 100")


def test_what_has_the_focus_is_not_behind_the_line_that_stays(form, page):
    field(form, "rater_name").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
              const box = document.activeElement.getBoundingClientRect();
              const line = document.querySelector(".seti-checklist .seti-glance");
              const bar = line.getBoundingClientRect();
              return !line.contains(document.activeElement) && box.top >= bar.top
                && box.bottom <= bar.bottom;
            }"""
        )
        assert not hidden


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 320)])
def test_axe_finds_nothing_with_two_raters_and_a_bad_answer(new_page, site_url, scheme, width):
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    page.goto(site_url + address(SCREENING))
    form = page.locator(f"#{form_id(SCREENING)}")
    form.get_by_label("Add a reviewer's rating").check()
    rate(form, "SCR-02", 3)
    rate(form, "SCR-02", 0, "reviewer")
    rate(form, "SCR-07", "N/A")
    page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert not barriers(page, within=f"#{form_id(SCREENING)}")


def test_a_choice_shows_in_forced_colors(new_page, site_url):
    page = new_page(forced_colors="active")
    page.goto(site_url + address(SCREENING))
    form = page.locator(f"#{form_id(SCREENING)}")
    label = form.locator('label:has([name="SCR-01.level"])')
    color = "(label) => getComputedStyle(label).borderTopColor"
    rate(form, "SCR-01", 1)
    assert label.nth(1).evaluate(color) != label.nth(2).evaluate(color)


def test_levels_are_large_enough_for_a_thumb(form):
    form.get_by_label("Add a reviewer's rating").check()
    for label in form.locator("[role=radiogroup] label").all():
        assert label.bounding_box()["height"] >= 44


@EVERY
def test_the_list_of_checklists_leads_to_the_form_and_the_downloads(page, site_url, checklist):
    page.goto(f"{site_url}book/checklists.html")
    main = page.get_by_role("main")
    for name, end in (
        (checklist.title, f"#{form_id(checklist)}"),
        (f"Word form: {checklist.title}", f"downloads/{form_id(checklist)}.docx"),
        (f"Workbook: {checklist.title}", f"downloads/{form_id(checklist)}.xlsx"),
    ):
        link = main.get_by_role("link", name=name, exact=True).get_attribute("href")
        assert link.endswith(end)
        assert page.request.get(f"{site_url}book/{link}").ok


def test_it_answers_from_disk_in_firefox(firefox, site):
    firefox.open((site / address(SCREENING)).as_uri())
    firefox.evaluate('document.querySelector(\'[name="SCR-01.level"][value="3"]\').click()')
    shown = "document.querySelector('#checklist-screening .seti-results .seti-sentence').innerText"
    assert firefox.evaluate(shown) == SCREENING.score({"SCR-01": 3}).own.verdict
    firefox.type("[name='SCR-01.evidence']", "Seen")
    answers = {"SCR-01": Answer(3, "Seen")}
    assert firefox.evaluate(shown) == SCREENING.score(answers).own.verdict
