"""One plan over all pages: what the page computes for it is what Python computes."""

import gzip
import io
import json
import random
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from barriers import UNFOLD, barriers, barriers_in_the_dark
from cases import entry as random_entry
from cases import random_case
from click.testing import CliRunner
from docx import Document
from playwright.sync_api import expect
from test_page_form import KEPT, field, pages_with_forms, value
from test_page_parity import step_difference

from seti_ta import calculators
from seti_ta.calculators import InputError
from seti_ta.calculators.links import PLAN, SHARED
from seti_ta.cli import main
from seti_ta.plan import Plan
from seti_ta.plan import file as plan_file
from seti_ta.surfaces.plan_document import memo
from seti_ta.surfaces.web import script as web_script
from seti_ta.surfaces.web.script import entry, plan_script, script, table_entries

IN_PLAN = [each for each in calculators.values() if not each.never_kept]
CASES, FILES = 60, 6

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


# ---- Forms that follow the plan


def open_form(page, site_url, name):
    page.goto(site_url + pages_with_forms()[name])
    return page.locator(f"#{name}")


def note(form, name):
    return form.locator(f'[data-follows="{name}"]')


def test_a_shared_input_and_a_result_go_from_page_to_page(page, site_url):
    cost = open_form(page, site_url, "program_cost")
    other = page.context.new_page()
    funnel = open_form(other, site_url, "recruitment_funnel")
    field(funnel, "completion").fill("60")
    field(funnel, "completion").press("Tab")
    expect(field(cost, "completion")).to_have_value("60")
    expect(field(cost, "enrolled")).to_have_value("84")
    expect(value(cost, "running")).to_have_text("$628,000")
    expect(note(cost, "enrolled")).to_contain_text("From your plan: “Must enroll” of Recruitment")
    cost.get_by_role("link", name="Recruitment and screening funnel").first.click()
    expect(field(page.locator("#recruitment_funnel"), "completion")).to_have_value("60")
    funnel.get_by_role("button", name="Undo").click()
    expect(field(page.locator("#recruitment_funnel"), "completion")).to_have_value("75")


def test_an_own_value_stands_beside_that_of_the_plan(page, site_url):
    cost = open_form(page, site_url, "program_cost")
    field(cost, "enrolled").fill("100")
    field(cost, "placement").fill("40")
    said = note(cost, "enrolled")
    expect(said).to_contain_text("your own figure; the plan says 134")
    page.reload()
    expect(field(cost, "enrolled")).to_have_value("100")
    said.get_by_role("button", name="Use the plan’s value").click()
    expect(field(cost, "enrolled")).to_be_focused()
    expect(field(cost, "enrolled")).to_have_value("134")
    cost.get_by_role("button", name="Undo").click()
    expect(field(cost, "enrolled")).to_have_value("100")
    field(cost, "enrolled").fill("134")  # the plan's own figure is nobody's own
    expect(said).to_contain_text("From your plan")


def test_a_value_of_the_plan_that_is_out_of_range_says_where_it_comes_from(page, site_url):
    funnel = open_form(page, site_url, "recruitment_funnel")
    field(funnel, "target").fill("5000")
    cost = open_form(page, site_url, "program_cost")
    sentence = (
        "People who enroll in a year: enter a whole number from 1 to 5,000 people. "
        "It follows “Must enroll” of Recruitment and screening funnel, which is 8,334 people."
    )
    with pytest.raises(InputError, match=re.escape(sentence)):
        Plan(target=5000)["program_cost"]
    expect(cost.locator(".seti-summary")).to_contain_text(sentence)
    field(cost, "enrolled").fill("90")
    expect(cost.locator(".seti-summary")).to_be_hidden()


def test_a_record_of_an_earlier_edition_keeps_what_was_changed(page, site_url):
    form = open_form(page, site_url, "program_cost")
    page.evaluate(
        "localStorage.setItem('seti-ta.program_cost', JSON.stringify({"
        "fixed: '300000', variable: '4500', enrolled: '67', completion: '80', placement: '80'}))"
    )
    page.reload()
    expect(field(form, "fixed")).to_have_value("300000")
    expect(note(form, "completion")).to_contain_text("your own figure; the plan says 75%")
    expect(note(form, "enrolled")).to_contain_text("From your plan")


def test_without_storage_a_file_carries_the_plan_from_page_to_page(new_page, site_url, tmp_path):
    page = new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() {throw 1}})")
    funnel = open_form(page, site_url, "recruitment_funnel")
    field(funnel, "completion").fill("60")
    field(funnel, "accepts").fill("80")
    saved = saved_plan(funnel, tmp_path / "one.json")
    assert Plan.load(saved).own == {"completion": 60, "recruitment_funnel.accepts": 80}
    cost = open_form(page, site_url, "wage_gap")
    open_plan(cost, saved)
    expect(cost.locator(".seti-opened")).to_contain_text("one.json was opened")
    field(cost, "wage").fill("20")
    again = saved_plan(cost, tmp_path / "two.json")
    own = {"completion": 60, "wage": 20, "recruitment_funnel.accepts": 80}
    assert Plan.load(again).own == own  # this page does not know the funnel, and keeps it


def saved_plan(form, path):
    with form.page.expect_download() as download:
        form.get_by_role("button", name="Save the plan to a file").click()
    download.value.save_as(path)
    return path


def open_plan(form, path):
    form.locator(".seti-plan-file [type=file]").set_input_files(path)


# ---- My plan


@pytest.fixture
def my_plan(page, site_url):
    page.set_default_timeout(5000)
    page.goto(f"{site_url}book/my-plan.html")
    return page.locator("#plan")


def answer(my_plan, name):
    return my_plan.locator(f'[data-answer="{name}"]')


def agrees(my_plan, plan: Plan) -> None:
    """The page says of each calculator what the plan says in Python."""
    for name in plan:
        try:
            said = plan[name].board_sentence
            expect(answer(my_plan, name).locator(".seti-sentence")).to_have_text(said)
            expect(answer(my_plan, name).locator(".seti-error")).to_be_hidden()
        except InputError as error:
            said = " ".join(error.sentences)
            expect(answer(my_plan, name).locator(".seti-error")).to_have_text(said)
        else:
            assert details(my_plan, name) == details_of(plan, name)


def details(my_plan, name):
    """The results, the entries and the warnings of a calculator as the page shows them."""
    return my_plan.locator(f'[data-inputs="{name}"]').evaluate(
        """(part) => {
          const rows = (mark) => [...part.querySelectorAll(`tr:has([data-${mark}])`)].map(
            (row) => [...row.cells].slice(0, 2).map((cell) => cell.textContent)
          );
          const warnings = [...part.querySelectorAll(".seti-warnings li")];
          return [rows("value"), rows("entered"), warnings.map((each) => each.textContent)];
        }"""
    )


def details_of(plan, name):
    result = plan[name]
    tables = {each.name: len(result.entered[each.name]) for each in calculators[name].tables}

    def written(field):
        count = tables.get(field.name)
        return f"{count} rows" if count else result.with_unit(field.name)

    return [
        [[result.label(each), result.with_unit(each)] for each in calculators[name].results],
        [[each.field.label, written(each.field)] for each in plan.entries(name)],
        list(result.warnings),
    ]


def test_a_plan_goes_from_the_browser_to_python_the_command_line_and_word(
    my_plan, page, site_url, tmp_path
):
    agrees(my_plan, Plan())
    field(my_plan, "completion").fill("60")
    field(my_plan, "wage").fill("21.5")
    cost = open_form(page, site_url, "program_cost")
    field(cost, "fixed").fill("300,000")
    scorecard = open_form(page, site_url, "sector_scorecard")
    field(scorecard, "sectors.1.sector").fill("=2+2 <b>care</b>")
    page.go_back()
    page.goto(f"{site_url}book/my-plan.html")
    path = saved_plan(my_plan, tmp_path / "plan.json")
    plan = Plan.load(path)
    assert plan.left_aside == []
    assert plan.own.keys() == {
        "completion", "wage", "program_cost.fixed", "sector_scorecard.sectors",
    }  # fmt: skip
    written = json.loads(path.read_text("utf-8"))
    assert written == json.loads(plan_file.text(plan, date.today()))
    agrees(my_plan, plan)
    run = CliRunner().invoke(main, ["plan", "show", str(path), "--json"])
    shown = json.loads(run.stdout)["results"]
    memo = tmp_path / "plan.docx"
    CliRunner().invoke(main, ["plan", "memo", str(path), str(memo)])
    document = Document(memo)
    words = "\n".join(part.text for part in document.element.body.iter() if part.text)
    for name in plan.touched:
        said = answer(my_plan, name).locator(".seti-sentence").inner_text()
        assert shown[name]["sentence"] == said
        assert said in words


def test_my_plan_shows_whatever_a_file_holds_as_python_does(my_plan, tmp_path):
    chance = random.Random(11)
    for at in range(FILES):
        plan = in_python(random_own(chance))
        open_plan(my_plan, plan.save(tmp_path / f"{at}.json"))
        expect(my_plan.locator(".seti-opened")).to_contain_text(f"{at}.json")
        agrees(my_plan, plan)


def test_my_plan_tells_whose_each_value_is(my_plan):
    field(my_plan, "completion").fill("60")
    my_plan.locator("details summary", has_text="Program cost").click()
    inputs = my_plan.locator('[data-inputs="program_cost"]')

    def origin(name):
        return inputs.locator(f'[data-entry="{name}"] [data-origin]')

    expect(origin("completion")).to_have_text("from the plan: your own figure")
    expect(origin("enrolled")).to_have_text(
        "from the calculator “Recruitment and screening funnel”"
    )
    expect(origin("fixed")).to_have_text("starting value, judgement")
    expect(inputs.locator('[data-value="running"]')).to_have_text("$628,000")


def test_a_bad_entry_in_my_plan_changes_nothing(my_plan):
    field(my_plan, "completion").fill("0")
    sentence = "Completion rate: enter a number from 30 to 98 percent. You entered 0."
    expect(my_plan.locator("#plan-completion-error")).to_have_text(sentence)
    agrees(my_plan, Plan())
    field(my_plan, "completion").fill("60")
    field(my_plan, "completion").press("Tab")
    agrees(my_plan, Plan(completion=60))
    my_plan.get_by_role("button", name="Undo").click()
    agrees(my_plan, Plan())


def changed_file(path, **changes):
    """A plan's file, with some of its parts changed."""
    content = plan_file.content(Plan(), date.today()) | changes
    path.write_text(json.dumps(content), "utf-8")
    return path


def own(value, **more):
    return {"value": value, "is": "own"} | more


def test_a_file_that_is_no_plan_is_refused_in_one_sentence_as_in_python(my_plan, page, tmp_path):
    field(my_plan, "completion").fill("60")
    path = tmp_path / "bad.json"
    whole = changed_file(path).read_text("utf-8")
    for bad in (
        whole[: len(whole) // 2],
        "",
        "[]",
        '{"a": 1}',
        '{"file": "seti-ta plan", "schema": 99}',
        '{"file": "seti-ta plan", "schema": 1, "shared": []}',
        whole.replace('"completion"', '"\\ud800"'),
        "[" * 100_000,
        whole + " " * 2_000_000,
        "<script>window.ran = 1</script>",
    ):
        path.write_text(bad, "utf-8")
        with pytest.raises(InputError) as refused:
            Plan.load(path)
        open_plan(my_plan, path)
        told = f"{refused.value} Your plan stays as it is."
        expect(my_plan.locator(".seti-opened li")).to_have_text(told)
        expect(field(my_plan, "completion")).to_have_value("60")
    path.write_bytes(b"\xff\xfe\x00")
    open_plan(my_plan, path)
    expect(my_plan.locator(".seti-opened li")).to_contain_text("not a whole JSON file")


def test_a_hostile_file_is_text_and_what_it_replaced_comes_back(my_plan, page, tmp_path):
    field(my_plan, "completion").fill("60")
    hostile = '<img src=x onerror="window.ran = 1">'
    sectors = [dict(row) for row in calculators["sector_scorecard"].defaults["sectors"]]
    sectors[0]["sector"] = hostile
    path = changed_file(
        tmp_path / "hostile.json",
        shared={"target": own(50), "completion": own(500), "__proto__": own(1), hostile: own(1)},
        calculators={
            "sector_scorecard": {"sectors": own(sectors)},
            "program_cost": {"fixed": own("=1+1", start=1), "variable": own({"a": 1})},
            "constructor": {},
            "recruitment_funnel": [],
        },
        checklists={"screening": {"SCR-01.level": 2}, "gone": {}},
        extra="x",
    )
    open_plan(my_plan, path)
    plan = Plan.load(path)
    assert plan.own.keys() == {"target", "sector_scorecard.sectors"}
    agrees(my_plan, plan)
    told = my_plan.locator(".seti-opened")
    expect(told).to_contain_text("Completion rate: enter a number from 30 to 98 percent. You")
    expect(told).to_contain_text("Program cost and unit cost, Fixed cost of a year: $1 then")
    for name in ("__proto__", "constructor", "extra", "program_cost.variable", "screening"):
        expect(told).to_contain_text(name)
    assert page.locator("main img").count() == 0
    assert page.evaluate("window.ran") is None
    my_plan.get_by_role("button", name="Back to the plan before").click()
    agrees(my_plan, Plan(completion=60))
    page.reload()
    agrees(my_plan, Plan(completion=60))


def test_a_file_may_be_dropped_and_everything_cleared(my_plan, page, tmp_path):
    texts = {"SCR-01.level": "2", "date": "2026-11-24"}
    path = changed_file(
        tmp_path / "mine.json", shared={"target": own(55)}, checklists={"screening": texts}
    )
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "mine.json"));
          const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true });
          document.querySelector("#plan").dispatchEvent(drop);
        }""",
        path.read_text("utf-8"),
    )
    expect(field(my_plan, "target")).to_have_value("55")
    expect(my_plan.locator("[data-checklist-score=screening]")).to_contain_text("So far 3 of")
    assert "seti-ta.checklist-screening" in page.evaluate(KEPT)
    my_plan.get_by_role("button", name="Clear everything").click()
    expect(field(my_plan, "target")).to_have_value("40")
    assert page.evaluate(KEPT) == []
    my_plan.get_by_label("Public computer").check()
    field(my_plan, "target").fill("50")
    agrees(my_plan, Plan(target=50))
    assert page.evaluate(KEPT) == []


def test_the_action_plan_goes_from_the_form_to_my_plan_its_file_and_word(page, site_url, tmp_path):
    page.goto(f"{site_url}book/my-plan.html")
    actions = page.locator("#plan [data-actions]")
    expect(actions.get_by_text("No next step is planned yet.")).to_be_visible()
    expect(actions.locator("table")).to_be_hidden()
    form = page.goto(f"{site_url}book/screening.html") and page.locator("#checklist-screening")
    for id, level, due in (("SCR-02", 1, "2020-01-31"), ("SCR-07", 0, "")):
        form.locator(f'[name="{id}.level"][value="{level}"]').check()
        form.locator(f'[data-item="{id}"] .seti-step summary').click()
        form.locator(f'[name="{id}.owner"]').fill(f"Owner of <i>{id}")
        form.locator(f'[name="{id}.due"]').fill(due)
    page.goto(f"{site_url}book/my-plan.html")
    plan = Plan.load(saved_plan(page.locator("#plan"), tmp_path / "plan.json"))
    today = date.today()
    wanted = [[each.checklist.title, *each.cells(today).values()] for each in plan.actions()]
    rows = actions.locator("tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    assert rows == wanted
    assert [row[1] for row in wanted] == ["SCR-07 (gate)", "SCR-02"]
    written = Document(io.BytesIO(memo(plan, today, today, today)))
    tables = [[[cell.text for cell in row.cells] for row in t.rows][1:] for t in written.tables]
    assert wanted in tables
    actions.get_by_role("link", name="SCR-02").click()
    expect(page.locator("#checklist-screening-SCR-02")).to_be_in_viewport()
    page.go_back()
    page.emulate_media(media="print")
    expect(actions.locator("table")).to_be_visible()
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(actions).to_be_hidden()


def test_my_plan_prints_as_a_memo_of_what_was_touched(my_plan, page):
    page.emulate_media(media="print")
    expect(answer(my_plan, "sample_size")).to_be_visible()
    page.emulate_media(media="screen")
    field(my_plan, "wage").fill("20")
    agrees(my_plan, Plan(wage=20))
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(answer(my_plan, "wage_gap")).to_be_visible()
    expect(answer(my_plan, "sample_size")).to_be_hidden()
    expect(my_plan.get_by_text("Made on")).to_be_visible()
    expect(my_plan.get_by_role("button", name="Save the plan to a file")).to_be_hidden()


def test_my_plan_without_scripts_shows_the_starting_plan(new_page, site_url):
    page = new_page(java_script_enabled=False)
    page.goto(f"{site_url}book/my-plan.html")
    agrees(page.locator("#plan"), Plan())
    assert page.locator("#plan button:visible").count() == 0


def test_axe_finds_nothing_in_my_plan_and_it_fits_every_screen(new_page, site_url):
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{site_url}book/my-plan.html")
    page.evaluate(UNFOLD)
    field(page.locator("#plan"), "target").fill("abc")
    assert not barriers(page, within="#plan") + barriers_in_the_dark(page, within="#plan")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


# ---- Weight

#: In bytes, compressed: the first view of My plan, and what one calculator adds to its script.
BUDGET, EACH = 140_000, 4_000


def test_my_plan_fits_the_budget_and_so_does_each_calculator(
    browser, site, monkeypatch, record_property
):
    page, files = browser.new_page(), set()
    page.on("requestfinished", lambda request: files.add(Path(urlsplit(request.url).path)))
    page.goto((site / "book/my-plan.html").as_uri(), wait_until="networkidle")
    page.close()
    weight = sum(len(gzip.compress(file.read_bytes())) for file in files)
    record_property("My plan, first view", f"{weight / 1000:.1f} KB")
    assert {"plan.js", "my-plan.html"} <= {file.name for file in files}
    assert weight <= BUDGET
    names = [each.name for each in IN_PLAN]
    whole = compressed(plan_script())
    added = {}
    for name in names:
        monkeypatch.setattr(web_script, "IN_PLAN", [each for each in names if each != name])
        added[name] = whole - compressed(plan_script())
    heaviest = max(added, key=added.get)
    record_property("the heaviest calculator on it", f"{heaviest}, {added[heaviest] / 1000:.1f} KB")
    assert max(added.values()) <= EACH, added


def compressed(text: str) -> int:
    return len(gzip.compress(text.encode()))
