"""Two dates or sites of one checklist: the same rows and sentences on every surface."""

import random
from dataclasses import asdict
from datetime import date

import docx
import pytest
from barriers import barriers
from office import INSTALLED, Office
from playwright.sync_api import expect
from test_checklist_page import address
from test_checklist_workbook import OTHER_ENTRIES, cells, random_case

from seti_ta import checklists
from seti_ta.checklists import Answer, AnswerSheet, InputError, compare, write_answers
from seti_ta.checklists.plots import levels, png, scores
from seti_ta.checklists.profile import bands_note, profile, said, weakest_first
from seti_ta.surfaces.checklist_workbook import named, write_workbook
from seti_ta.surfaces.comparison_data import data
from seti_ta.surfaces.comparison_document import comparison_document
from seti_ta.surfaces.comparison_text import report
from seti_ta.surfaces.web.checklist_form import form_id
from seti_ta.surfaces.web.script import script

ALL = list(checklists.values())
SCREENING = checklists["screening"]
EDITION, CHECK_BY = date(2026, 11, 23), date(2099, 11, 23)
GATE = next(item.id for item in SCREENING.items if item.gate)
OTHER = next(item.id for item in SCREENING.items if not item.gate)
PAGE_PAIRS, OFFICE_PAIRS = 60, 40


def sheet(level=2, weights=None, checklist=SCREENING, day=date(2026, 3, 1), rater="", **answers):
    """A sheet with one level throughout, save for some ``answers`` by id (with _ for -)."""
    given = {id: Answer(level, "Seen") for id in checklist.item}
    given |= {id.replace("_", "-"): answer for id, answer in answers.items()}
    return AnswerSheet(checklist.name, given, day, rater, "R. Viewer", weights or {})


def pair(first, second, id=GATE):
    """The pair of one item, from two answers to it."""
    sheets = (sheet(**{id.replace("-", "_"): each}) for each in (first, second))
    return next(each for each in compare(*sheets, "A", "B").pairs if each.item.id == id)


# ---- What differs


SEEN = [Answer(level, "Seen") for level in range(4)]
CLOSED = [Answer(3), Answer(2), *SEEN[:2]]


@pytest.mark.parametrize("first", CLOSED)
@pytest.mark.parametrize("second", SEEN[2:])
def test_a_gate_opens_and_closes_again(first, second):
    opened, closed = pair(first, second), pair(second, first)
    assert (opened.gate, closed.gate) == ("opened", "closed")
    assert opened.change == -closed.change > 0
    assert opened.gate_sentence == (
        f"{GATE} is a gate: closed in “A” (level {opened.rated[0].counted}), "
        f"open in “B” (level {second.level})."
    )
    assert pair(first, first).gate == "still"
    assert pair(second, second).gate is None and not pair(second, second).notes


@pytest.mark.parametrize("nothing", [Answer(), Answer("N/A", reason="Elsewhere")])
def test_what_has_no_level_on_one_side_is_not_compared(nothing):
    for id in (GATE, OTHER):
        for each in (pair(nothing, SEEN[3], id), pair(SEEN[3], nothing, id)):
            assert each.change is None and each.change_shown == "–"
            assert each.gate is None and len(each.notes) == 1
    assert f"{GATE} is a gate and stands at level 1" in pair(nothing, SEEN[1]).gate_sentence
    name = OTHER.replace("-", "_")
    compared = compare(sheet(**{name: nothing}), sheet())
    assert any(f"on one side only: {OTHER}." in each for each in compared.summary)
    assert "Not comparable: 1." in " ".join(compared.summary)


def test_a_level_counts_only_with_its_evidence():
    each = pair(SEEN[2], Answer(3), OTHER)
    assert each.shown == ("2", "3, counts as 1")
    assert (each.change, each.change_shown) == (-1, "−1")
    assert each.notes == ("“B”: level 3 with no evidence note counts as level 1.",)


def test_both_are_scored_by_the_weights_of_the_second():
    odd = {OTHER.replace("-", "_"): Answer(0)}
    first, second = sheet(weights={OTHER: 1}, **odd), sheet(weights={OTHER: 2}, level=2)
    compared = compare(first, second, "A", "B")
    assert compared.first.scored.score == sheet(weights={OTHER: 2}, **odd).score().score
    assert compared.first.by_own_weights == first.score().own.verdict
    assert compared.changed_weights == {OTHER: (1, 2)}
    assert "The weights differ. Both are scored by the weights of “B”." in compared.summary
    assert f"{OTHER}: weight 1 in “A”, 2 in “B”." in compared.summary
    assert not compare(first, first).changed_weights


def test_gates_come_first_and_then_the_biggest_changes():
    second = sheet(
        level=2, SCR_02=Answer(0), SCR_03=Answer(3, "Seen"), SCR_12=Answer("N/A", reason="x")
    )
    ordered = compare(sheet(), second).ordered
    gates = [each.item.gate for each in ordered]
    assert gates == sorted(gates, reverse=True)
    changes = [abs(each.change or 0) for each in ordered if not each.item.gate]
    assert changes == sorted(changes, reverse=True) and changes[:2] == [2, 1]


def test_sheets_are_called_by_date_and_rater_unless_they_have_a_label():
    first, second = sheet(rater=" A. Rater "), sheet(day=date(2026, 9, 1))
    assert compare(first, second).labels == ("2026-03-01, A. Rater", "2026-09-01")
    assert compare(first, second, " Site A ").labels == ("Site A", "2026-09-01")
    assert compare(first, first, "S", "S").labels == ("S (1)", "S (2)")


def test_two_checklists_and_bad_answers_are_refused_in_a_sentence():
    other = AnswerSheet("driving", {}, date(2026, 3, 1))
    with pytest.raises(InputError, match="these are to driving and to screening"):
        compare(other, sheet())
    bad = sheet(**{OTHER.replace("-", "_"): Answer("N/A")})
    with pytest.raises(InputError) as error:
        compare(bad, sheet(), "Site A")
    assert error.value.sentences == [
        f"“Site A” cannot be compared: {OTHER} is N/A: write the reason."
    ]


def test_the_reviewers_verdicts_stand_there_where_both_were_reviewed():
    reviewed = sheet(
        **{id.replace("-", "_"): Answer(1, "Seen", reviewer=1) for id in SCREENING.item}
    )
    assert len(compare(reviewed, sheet()).summary) + 2 == len(compare(reviewed, reviewed).summary)


# ---- The same on the page

COMPARE = """([name, cases]) => cases.map(([first, second, first_label, second_label]) => {
  const { checklists, compare_sheets, comparison_text, profile_rows } = seti_ta_checklists;
  const checklist = checklists[name];
  const compared = compare_sheets(checklist, first, second, first_label, second_label);
  if (compared.problems) return compared;
  return {
    labels: compared.labels,
    summary: compared.summary,
    gates: compared.gate_sentences,
    rows: compared.ordered.map((each) =>
      [each.item.id, ...each.shown, each.change, each.change_shown, each.gate, each.notes]),
    text: comparison_text(checklist, compared),
    picture: profile_rows(checklist, compared.sides[1], compared).map((row) => row.said),
    alone: profile_rows(checklist, compared.sides[1]).map((row) =>
      [row.item.id, row.said, row.marks.map((mark) => [mark.kind, mark.level])]),
  };
})"""


def told_by_python(first, second, labels) -> dict:
    try:
        compared = compare(first, second, *labels)
    except InputError as error:
        return {"problems": error.problems}
    return {
        "labels": list(compared.labels),
        "summary": list(compared.summary),
        "gates": list(compared.gate_sentences),
        "rows": [
            [p.item.id, *p.shown, p.change, p.change_shown, p.gate, list(p.notes)]
            for p in compared.ordered
        ],
        "text": report(compared),
        "picture": [row.said for row in profile(compared)],
        "alone": [
            [row.item.id, row.said, [[mark.kind, mark.level] for mark in row.marks]]
            for row in profile(compared.second.scored)
        ],
    }


def random_sheet(checklist, chance) -> AnswerSheet:
    case = random_case(checklist, chance)
    answers = {id: Answer(**each) for id, each in case["answers"].items()}
    if chance.random() < 0.05:
        answers[chance.choice(list(checklist.item))] = Answer("N/A")
    rater = chance.choice(("", "A. Rater", " <b>$& "))
    day = date(2026, chance.choice((3, 9)), 1)
    return AnswerSheet(checklist.name, answers, day, rater, "R. Viewer", case["weights"])


def as_file(sheet: AnswerSheet) -> dict:
    return asdict(sheet) | {"date": sheet.date.isoformat()}


def test_the_page_says_what_python_says(browser, record_property):
    page = browser.new_page()
    page.evaluate(f"() => {{ {script([], ALL)} }}")
    kinds, refused = set(), False
    for checklist in ALL:
        chance = random.Random(f"{checklist.name}, compared")
        pairs = [random_pair(checklist, chance) for _ in range(PAGE_PAIRS)]
        cases = [(as_file(first), as_file(second), *labels) for first, second, labels in pairs]
        shown = page.evaluate(COMPARE, [checklist.name, cases])
        for case, told in zip(pairs, shown, strict=True):
            assert told == told_by_python(*case), case
            kinds |= {row[5] for row in told.get("rows", ())}
            refused = refused or "problems" in told
    page.close()
    assert refused and kinds == {None, "opened", "closed", "still"}
    told = f"{PAGE_PAIRS} pairs of each of {len(ALL)} checklists, no difference"
    record_property("checklists, compared on the page", told)


def random_pair(checklist, chance) -> tuple:
    labels = chance.choice(("", "Site A", " ")), chance.choice(("", "Site A", "After"))
    return random_sheet(checklist, chance), random_sheet(checklist, chance), labels


# ---- The form in its page


@pytest.fixture
def form(page, site, site_url):
    page.goto(site_url + address(SCREENING))
    return page.locator(f"#{form_id(SCREENING)}")


def choose(form, label, path):
    form.get_by_label(label).set_input_files(path)


def test_a_file_is_compared_taken_out_again_and_never_kept(form, page, tmp_path):
    first, second = sheet(1, rater="A. Rater"), sheet(SCR_01=Answer(0), day=date(2026, 9, 1))
    choose(form, "Open answers from a file", write_answers(second, tmp_path / "second.json"))
    part, picture = form.locator("[data-compared]"), form.locator("[data-picture]")
    expect(picture.locator("li")).to_have_count(len(SCREENING.items))
    expect(part).to_be_hidden()
    choose(form, "Answers of another date", write_answers(first, tmp_path / "first.json"))
    expect(form.locator("[data-compare-told]")).to_have_text("Compared with first.json.")
    compared = compare(first, second)
    expect(part.locator("[data-part=summary] li")).to_have_text(compared.summary)
    expect(part.locator("[data-part=gates] li")).to_have_text(compared.gate_sentences)
    ids = part.locator("tbody th a")
    expect(ids).to_have_text([each.item.id for each in compared.ordered])
    expect(picture.locator(".seti-levels").first).to_have_text(profile(compared)[0].levels)
    form.get_by_label("What to call the other").fill("Site <b>")
    expect(part.locator("[data-part=summary] li").first).to_contain_text("“Site <b>”: Score 33")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "Site" not in kept and "A. Rater" not in kept
    page.emulate_media(media="print")
    expect(part.locator("table")).to_be_visible()
    expect(part.locator("input, button").first).to_be_hidden()
    page.emulate_media(media="screen")
    form.get_by_role("button", name="Take the comparison out").click()
    expect(part).to_be_hidden()
    expect(form.get_by_label("Answers of another date")).to_be_focused()
    expect(picture.locator(".seti-levels").first).to_have_text(profile(second.score())[0].levels)


def test_a_file_that_cannot_be_compared_is_told_and_leaves_all_as_it_is(form, tmp_path):
    bad = sheet(SCR_05=Answer("N/A"))
    choose(form, "Answers of another date", write_answers(bad, tmp_path / "bad.json"))
    told = "“2026-03-01” cannot be compared: SCR-05 is N/A: write the reason."
    expect(form.locator("[data-compare-told]")).to_have_text(told)
    (tmp_path / "other.json").write_text('{"layout": "seti-ta checklist answers 1", '
        '"checklist": "driving", "answers": {}, "date": "2026-03-01"}')  # fmt: skip
    choose(form, "Answers of another date", tmp_path / "other.json")
    expect(form.locator("[data-compare-told]")).to_contain_text("it answers the checklist driving")
    expect(form.locator("[data-compared]")).to_be_hidden()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing_in_a_comparison(new_page, site_url, tmp_path, scheme, width):
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    page.goto(site_url + address(SCREENING))
    form = page.locator(f"#{form_id(SCREENING)}")
    choose(form, "Answers of another date", write_answers(sheet(), tmp_path / "first.json"))
    expect(form.locator("[data-compared]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert not barriers(page, within=f"#{form_id(SCREENING)} .seti-results")


def test_my_plan_shows_the_scores_as_bars(page, site_url, site):
    page.goto(f"{site_url}book/my-plan.html")
    rows = page.locator(".seti-overview li")
    expect(rows).to_have_count(len(ALL))
    expect(rows.locator("svg")).to_have_count(0)
    texts = {f"{id}.{k}": v for id in SCREENING.item for k, v in {"level": "1"}.items()}
    keep = "(texts) => localStorage.setItem('seti-ta.checklist-screening', JSON.stringify(texts))"
    page.evaluate(keep, texts)
    page.reload()
    expect(rows.first.locator("[data-checklist-score]")).to_contain_text("Score 33 of 100")
    expect(rows.first.locator(".seti-bar")).to_have_attribute("x2", "33")
    expect(page.get_by_text(bands_note(SCREENING))).to_be_visible()


# ---- The same in the workbook


def compared_cells(checklist, first, second, labels) -> dict:
    """Two sheets as the cells of the workbook hold them."""
    case = {"answers": {id: asdict(each) for id, each in second.answers.items()},
            "reviewer_name": second.reviewer_name, "weights": second.weights}  # fmt: skip
    held = cells(checklist, case) | dict(zip(("first_label", "second_label"), labels, strict=True))
    held["other_reviewer_name"] = first.reviewer_name
    for item in checklist.items:
        answer = first.answers.get(item.id, Answer())
        for entry in OTHER_ENTRIES:
            value = getattr(answer, entry.removeprefix("other_"))
            held[named(entry, item)] = None if value == "" else value
    return held


@pytest.fixture(scope="module")
def office():
    if not INSTALLED:
        pytest.skip("LibreOffice or its Python bridge is not installed")
    with Office() as office:
        yield office


def by_same_weights(sheet: AnswerSheet, weights) -> AnswerSheet:
    """The workbook has one set of weights, and no reviewer of the other."""
    answers = {id: Answer(a.level, a.evidence, None, a.reason) for id, a in sheet.answers.items()}
    return AnswerSheet(sheet.checklist, answers, sheet.date, "", "R. Viewer", weights)


def test_the_workbook_says_what_python_says(office, tmp_path, record_property):
    chance, checklist = random.Random("workbook"), SCREENING
    pairs = []
    while len(pairs) < OFFICE_PAIRS:
        first, second = random_sheet(checklist, chance), random_sheet(checklist, chance)
        first = by_same_weights(first, second.weights)
        try:
            pairs.append((first, second, compare(first, second, "Site A", "Site B")))
        except InputError:
            continue
    path = write_workbook(checklist, tmp_path / "workbook.xlsx", EDITION, CHECK_BY)
    held = [compared_cells(checklist, *p[:2], ("Site A", "Site B")) for p in pairs]
    for (_, _, compared), answer in zip(pairs, office.answers(path, held), strict=True):
        note = checklist.say("compare.note")
        if compared.first.scored.own.unanswered == len(checklist.items):
            assert answer["comparison"] == [""] * len(answer["comparison"])
            continue
        assert [x for x in answer["comparison"] if x] == [s for s in compared.summary if s != note]
        for each in compared.pairs:
            assert answer[named("first_shown", each.item)] == each.shown[0]
            assert answer[named("second_shown", each.item)] == each.shown[1]
            change = "" if each.change is None else each.change
            assert answer[named("compared_change", each.item)] == change
            assert answer[named("compared_notes", each.item)] == " ".join(each.notes)
            if each.item.gate:
                assert answer[named("gate_compared", each.item)] == each.gate_sentence
    record_property("screening, compared in the workbook", f"{len(pairs)} pairs, no difference")


def test_bad_and_missing_entries_of_the_other_give_no_comparison(office, tmp_path):
    item, checklist = SCREENING.item[GATE], SCREENING
    path = write_workbook(checklist, tmp_path / "workbook.xlsx", EDITION, CHECK_BY)
    held = compared_cells(checklist, sheet(), sheet(), ("", ""))
    empty = dict.fromkeys(named(entry, each) for each in checklist.items for entry in OTHER_ENTRIES)
    cases = {
        "fine": {},
        "bad.level": {named("other_level", item): 7},
        "bad.reason": {named("other_level", item): "N/A"},
        "bad.gate_na": {
            named("other_level", item): "n/a", named("other_reason", item): "x",
            "other_reviewer_name": " ",
        },
        "empty": empty,
        "own": {named("level", item): 7},
    }  # fmt: skip
    answers = office.answers(path, [held | change for change in cases.values()])
    found = dict(zip(cases, answers, strict=True))
    assert found["fine"]["comparison"][0].startswith("“The other”: Score 67")
    assert found["fine"]["comparison"][1].startswith("“This one”: Score 67")
    for key in ("bad.level", "bad.reason", "bad.gate_na"):
        assert found[key][named("other_check", item)].startswith(checklist.say(key, id=GATE))
        assert found[key]["compare_status"].startswith("Entries to mend: 1.")
    assert found["bad.level"][named("other_check", item)].endswith("You entered 7.")
    assert found["empty"]["compare_status"] == checklist.say("workbook.compare.nothing")
    assert found["own"]["compare_status"] == checklist.say("workbook.compare.mend_checklist")
    for key in set(cases) - {"fine"}:
        assert not any(found[key]["comparison"])
        # The other's faults leave the form's own result alone.
        assert bool(found[key]["verdict_line"]) == (key != "own")


# ---- On paper and in a notebook


@pytest.mark.parametrize("checklist", [ALL[0], ALL[-1]], ids=lambda each: each.name)
def test_the_word_report_tells_it_all(checklist, tmp_path):
    chance = random.Random(checklist.name)
    first, second = (by_same_weights(random_sheet(checklist, chance), {}) for _ in range(2))
    compared = compare(first, second, "Site \x00A", "Site B")
    made = comparison_document(compared, EDITION, CHECK_BY)
    assert made == comparison_document(compared, EDITION, CHECK_BY)
    path = tmp_path / "comparison.docx"
    path.write_bytes(made)
    report = docx.Document(path)
    shown = "\n".join(p.text for p in report.paragraphs)
    assert not [s for s in compared.summary if s.replace("\x00", "\ufffd") not in shown]
    [table] = report.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][1:4] == ["Site \ufffdA", "Site B", "Change"]
    assert [row[1:4] for row in rows[1:]] == [[*p.shown, p.change_shown] for p in compared.ordered]
    [picture] = report.inline_shapes
    assert picture._inline.docPr.get("descr") == said(compared).replace("\x00", "\ufffd")


def test_a_notebook_shows_the_table_and_never_markup_of_a_label():
    shown = compare(sheet(1), sheet(3), "<b>", "B")._repr_html_()
    assert "“&lt;b&gt;”: Score 33" in shown and "<b>" not in shown
    assert shown.count("<tr>") == len(SCREENING.items) + 1 and "<td>+2</td>" in shown


def test_json_holds_no_python_and_the_same_numbers():
    compared = compare(sheet(1), sheet(3), "A", "B")
    found = data(compared)
    assert found["score_change"] == 67
    assert [each["change"] for each in found["items"]] == [2] * len(SCREENING.items)
    assert found["items"][0]["gate_change"] == "opened"


@pytest.mark.parametrize("wide", [True, False])
def test_the_same_picture_gives_the_same_bytes_and_no_mark_where_no_level_is(wide):
    scored = sheet(**{OTHER.replace("-", "_"): Answer("N/A", reason="x")}).score()
    figure = scored.picture(wide)
    assert png(figure) == png(levels(scored, wide))
    [axes] = figure.axes
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    assert len(dots) == len(SCREENING.items) - 1
    assert any(f"{OTHER}. " in text.get_text() and "N/A" in text.get_text().replace("\n", " ")
               for text in axes.texts)  # fmt: skip


def test_scores_stand_weakest_first_and_those_without_one_last():
    none, low, high = SCREENING.score({}), sheet(1).score(), sheet(3).score()
    assert weakest_first([none, high, low]) == (low, high, none)
    bars = [line for line in scores([low, high, none]).axes[0].lines if line.get_linewidth() == 10]
    assert [max(line.get_xdata()) for line in bars] == [33, 100]
