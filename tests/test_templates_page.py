"""Templates on the page: filled from the plan of the browser, they say what Python says."""

import base64
import gzip
import json
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from barriers import UNFOLD, barriers, barriers_in_the_dark
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect
from test_templates import entered, paragraphs, plan_rows

from seti_ta import templates
from seti_ta.calculators.checked_entry import LONGEST_NAME
from seti_ta.edition import check_by_date, edition_date
from seti_ta.plan import Plan
from seti_ta.plan.file import content
from seti_ta.surfaces.template_document import word_bytes
from seti_ta.surfaces.web.template import WORD_PARTS, template_script, word_script
from seti_ta.templates.filled import said, slots_of

SLOTS = list(slots_of(templates.values()))

#: Opens a plan's file, then says what stands in each place, and gives one Word file in base 64.
FILL = """async ([file, keys, name]) => {
  seti_ta.open_plan(file);
  const { said_in, word_file } = seti_templates;
  const said = keys.map((key) => said_in(key)).map(({ text, mark }) => [text, mark]);
  const bytes = new Uint8Array(await word_file(name, seti_word).arrayBuffer());
  return [said, btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))];
}"""

DESK = """<section data-template-desk><p class="seti-dead"></p><p role="status"></p>
<p data-filled></p><p data-not-filled></p><div class="seti-plan-file"><input type="file"></div>
</section>"""


@pytest.fixture(scope="module")
def fill(browser):
    """A function that fills one template from a plan with the scripts that ship, in Chromium."""
    page = browser.new_page()
    page.set_content(DESK)
    page.evaluate(f"() => {{ {word_script()} {template_script()} }}")
    keys = [each.key for each in SLOTS]

    def filled(plan: Plan, name: str) -> tuple[list, bytes]:
        file = json.loads(json.dumps(content(plan, date(2026, 11, 24))))
        found, word = page.evaluate(FILL, [file, keys, name])
        return found, base64.b64decode(word)

    yield filled
    page.close()


def in_python(plan: Plan, name: str) -> tuple[list, list[str]]:
    own = frozenset(plan.own)
    found = [said(plan, each, own) for each in SLOTS]
    word = word_bytes(templates[name].document(plan), edition_date(), check_by_date())
    return [[each.text, each.mark] for each in found], paragraphs(word)


def agrees(fill, plan: Plan, name: str) -> None:
    found, word = fill(plan, name)
    wanted, lines = in_python(plan, name)
    assert found == wanted
    assert paragraphs(word) == lines


@pytest.mark.parametrize("name", templates)
def test_each_word_file_of_the_page_says_what_pythons_says(fill, name):
    agrees(fill, entered(), name)


PLANS = {
    "nothing": {},
    "a target": {"target": 60},
    "shared": {"target": 7, "completion": 61.5, "weeks": 9, "hours": 333, "wage": 17.255},
    "a choice": {"target": 90, "target_counts": "enrolls", "price_year": 2023},
    "own instead of the plan": {"cohort_calendar.enrolled": 44, "program_cost.fixed": 1},
    "no result": {"employer_commitments.committed": 5, "employer_commitments.largest": 9},
    "very large": {"target": 5000, "wage": 99.99, "program_cost.variable": 50_000},
}


@pytest.mark.parametrize("own", PLANS.values(), ids=PLANS)
def test_each_place_says_whose_its_value_is(fill, own):
    plan = Plan()
    for name, value in own.items():
        plan.set(name, value)
    agrees(fill, plan, "one_page_brief")


NAMES = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("&<>\"']]>\x0b\ufffe😀{}$!")
    ),
    min_size=1,
    max_size=LONGEST_NAME,
)


@given(name=NAMES)
@settings(max_examples=20)
def test_any_name_of_a_reader_stays_text(fill, name):
    plan = entered()
    rows = plan_rows(plan, "braided_budget")
    rows["sources"][1]["funder"] = name
    try:
        plan.enter("braided_budget", **rows)
    except ValueError:
        return  # no name at all, or one that stands there already
    agrees(fill, plan, "one_page_brief")


# ---- The page that ships


@pytest.fixture
def opened(new_page, site):
    """The page on a small phone, from disk unless served, with a plan's file opened."""

    def open_page(plan_path: Path, address: str = (site / "book/templates.html").as_uri()):
        page = new_page(viewport={"width": 320, "height": 800})
        page.goto(address)
        page.set_input_files("[type=file]", plan_path)
        return page

    return open_page


def test_a_reader_opens_a_plan_and_takes_a_word_file_home(opened, tmp_path):
    plan = entered()
    page = opened(plan.save(tmp_path / "plan.json"))
    letter = page.locator("[data-template=employer_letter]")
    assert not page.evaluate("'seti_word' in window")  # only when asked
    with page.expect_download() as download:
        letter.get_by_role("button", name="Download Word").click()
    found = paragraphs(Path(download.value.path()).read_bytes())
    assert (download.value.suggested_filename, found) == (
        "employer_letter.docx",
        in_python(plan, "employer_letter")[1],
    )
    expect(letter.locator("[role=status]")).to_contain_text("Nothing is sent")
    letter.locator("summary").click()
    expect(letter.locator("[data-slot=wage]").first).to_have_text("$21.00")


def test_only_the_one_that_is_asked_for_is_printed(opened, tmp_path):
    page = opened(entered().save(tmp_path / "plan.json"))
    page.evaluate("""window.print = () => {
      const shown = document.querySelectorAll(".printing:has(details[open])");
      window.asked = [...shown].map((each) => each.dataset.template);
    }""")
    page.locator("[data-template=local_plan]").get_by_role("button", name="Print").click()
    assert page.evaluate("asked") == ["local_plan"]
    page.emulate_media(media="print")
    page.locator("[data-template=local_plan]").evaluate("(each) => each.classList.add('printing')")
    page.evaluate(UNFOLD)
    expect(page.locator("[data-template=local_plan] .seti-paper-title")).to_be_visible()
    expect(page.locator("[data-template=training_rfp] .seti-paper-title")).to_be_hidden()
    expect(page.locator("h1")).to_be_hidden()


def test_it_says_so_where_the_word_parts_do_not_load(opened, tmp_path):
    page = opened(entered().save(tmp_path / "plan.json"))
    brief = page.locator("[data-template=one_page_brief]")
    brief.evaluate("(each) => { each.dataset.parts = 'data:text/javascript,throw' + '%00' }")
    page.evaluate("""() => { const real = document.head.append;
      document.head.append = (script) => { script.dispatchEvent(new Event("error")) } }""")
    brief.get_by_role("button", name="Download Word").click()
    expect(brief.locator("[role=status]")).to_contain_text("Use the blank form instead")


def test_everyone_can_use_it(opened, site_url, tmp_path):
    # Served, because the judge reads the stylesheets once more.
    page = opened(entered().save(tmp_path / "plan.json"), f"{site_url}book/templates.html")
    page.evaluate(UNFOLD)
    within = ["#template-desk", "[data-template=contract_terms]", "[data-template=one_page_brief]"]
    for each in within:
        assert not barriers(page, within=each) + barriers_in_the_dark(page, within=each)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_without_scripts_it_reads_with_its_blanks(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto((site / "book/templates.html").as_uri())
    letter = page.locator("[data-template=employer_letter]")
    letter.locator("summary").click()
    expect(letter.locator(".seti-paper")).to_contain_text("[fill in: Wage in the new job]")
    expect(letter.get_by_role("button")).to_have_count(0)
    blank = letter.get_by_role("link", name="Blank form").get_attribute("href")
    assert (site / "book" / blank).resolve().is_file()


#: In bytes, compressed.
BUDGET = 140_000


def test_the_page_fits_the_budget(browser, site, record_property):
    page, files = browser.new_page(), set()
    page.on("requestfinished", lambda request: files.add(Path(urlsplit(request.url).path)))
    page.goto((site / "book/templates.html").as_uri(), wait_until="networkidle")
    page.close()
    assert WORD_PARTS not in {file.name for file in files}
    weight = sum(len(gzip.compress(file.read_bytes())) for file in files)
    record_property("Templates, first view", f"{weight / 1000:.1f} KB")
    assert weight <= BUDGET
