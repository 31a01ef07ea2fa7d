"""Tables in the built page: rows that a reader adds, fills and removes, by keyboard too."""

import csv
import json
import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import expect
from test_page_form import KEPT, copied_text, field, open_form, pages_with_forms, value  # noqa: F401 (a fixture)

from seti_ta import calculators

SCORECARD = calculators["sector_scorecard"]


@pytest.fixture
def scorecard(open_form, page):  # noqa: F811
    page.set_default_timeout(5000)
    return open_form("sector_scorecard")


def entries(form, table: str) -> list[dict]:
    """The rows of a table as they stand in the form."""
    controls = form.locator(f'[name^="{table}."]').evaluate_all(
        "(all) => all.map((control) => [control.name, control.value])"
    )
    rows = {}
    for name, text in controls:
        _, number, column, *across = name.split(".")
        row = rows.setdefault(int(number), {})
        if across:
            row.setdefault(column, []).append(text)
        else:
            row[column] = text
    assert list(rows) == list(range(1, len(rows) + 1))
    return list(rows.values())


def results(form, title: str) -> list[list[str]]:
    """A table of results by row, as a reader sees it."""
    expect(form.get_by_text("being computed")).to_have_count(0)
    rows = form.get_by_role("table", name=title).locator("tbody tr")
    return [row.locator("th, td").all_text_contents() for row in rows.all()]


def python(form):
    """What Python says of the entries in the form."""
    return SCORECARD(criteria=entries(form, "criteria"), sectors=entries(form, "sectors"))


def agrees(form) -> None:
    """The page shows what Python says of the entries in the form."""
    result = python(form)
    expect(form.locator(".seti-sentence")).to_have_text(result.board_sentence)
    for part in SCORECARD.row_results:
        expected = [[cell or "–" for cell in row] for row in result.rows(part.columns)]
        assert results(form, part.title) == expected


def add(form, table: str):
    return form.get_by_role("button", name=re.compile(rf"Add a row ?: {table}"))


def remove(form, row: str):
    return form.get_by_role("button", name=f"Remove {row}", exact=True)


def test_a_row_is_added_filled_and_removed_by_keyboard(scorecard, page):
    add(scorecard, "Sectors").focus()
    page.keyboard.press("Enter")
    expect(field(scorecard, "sectors.4.sector")).to_be_focused()
    expect(field(scorecard, "sectors.4.sector")).to_have_value("Sector 4")
    expect(scorecard.locator(".seti-summary")).to_be_hidden()
    expect(scorecard.get_by_role("status")).to_contain_text("Sector 4 was added.")
    page.keyboard.type("Logistics")
    for number in ("900", "24", "7", "60", "6"):
        page.keyboard.press("Tab")
        page.keyboard.press("Control+A")
        page.keyboard.type(number)
    row = {"sector": "Logistics", "value": ["900", "24", "7", "60", "6"]}
    assert entries(scorecard, "sectors")[3] == row
    agrees(scorecard)
    assert scorecard.locator(".seti-bar:not([data-unused])").count() == 4
    remove(scorecard, "Sector 2").focus()
    page.keyboard.press("Space")
    expect(remove(scorecard, "Sector 2")).to_be_focused()
    expect(scorecard.get_by_role("status")).to_contain_text("Information technology was removed.")
    names = [each["sector"] for each in entries(scorecard, "sectors")]
    assert names == ["Health care", "Manufacturing", "Logistics"]
    agrees(scorecard)
    scorecard.get_by_role("button", name="Undo").click()
    names = [each["sector"] for each in entries(scorecard, "sectors")]
    assert names == ["Health care", "Information technology", "Manufacturing", "Logistics"]
    agrees(scorecard)


def test_a_table_takes_no_fewer_and_no_more_rows_than_it_says(scorecard):
    for _ in range(5):
        add(scorecard, "Sectors").click()
    expect(add(scorecard, "Sectors")).to_be_disabled()
    expect(field(scorecard, "sectors.8.sector")).to_be_focused()
    agrees(scorecard)
    for number in range(8, 2, -1):
        remove(scorecard, f"Sector {number}").click()
    expect(add(scorecard, "Sectors")).to_be_focused()
    expect(remove(scorecard, "Sector 1")).to_be_disabled()
    expect(scorecard.get_by_text("This table takes 2 to 8 rows.")).to_be_visible()
    agrees(scorecard)
    scorecard.get_by_role("button", name="Start again").click()
    expect(remove(scorecard, "Sector 3")).to_be_enabled()
    assert len(entries(scorecard, "sectors")) == 3
    agrees(scorecard)


def test_a_criterion_brings_its_column_and_takes_it_away(scorecard):
    sectors = scorecard.get_by_role("table", name="Sectors", exact=True)
    add(scorecard, "Criteria").click()
    expect(sectors.get_by_role("columnheader", name="Criterion 6")).to_be_visible()
    field(scorecard, "criteria.6.criterion").fill("Unions <b>")
    expect(sectors.get_by_role("columnheader", name="Unions <b>")).to_be_visible()
    expect(sectors.get_by_label("Sector 2, Unions <b>")).to_have_value("0")
    field(scorecard, "criteria.6.criterion").fill("")
    expect(sectors.get_by_role("columnheader", name="Criterion 6")).to_be_visible()
    field(scorecard, "criteria.6.criterion").fill("Unions")
    sectors.get_by_label("Sector 2, Unions").fill("7")
    agrees(scorecard)
    before = entries(scorecard, "sectors")
    remove(scorecard, "Criterion 2").click()
    assert entries(scorecard, "sectors")[1]["value"] == ["400", "6", "25", "5", "7"]
    heads = sectors.get_by_role("columnheader").all_text_contents()
    assert heads == [
        "Sector", "Openings a year", "Growth", "Jobs without a degree", "Employers confirmed",
        "Unions",
    ]  # fmt: skip
    agrees(scorecard)
    scorecard.get_by_role("button", name="Undo").click()
    assert entries(scorecard, "sectors") == before
    agrees(scorecard)


def test_a_bad_cell_is_named_beside_it_and_in_the_summary(scorecard, page):
    cell = field(scorecard, "sectors.2.value.3")
    cell.fill("many")
    sentence = (
        "Sector 2, Value, Criterion 3: enter a number from -1,000,000,000 to 1,000,000,000. "
        "You entered many."
    )
    error = scorecard.locator('[data-error="sectors.2.value.3"]')
    expect(error).to_have_text(sentence)
    expect(cell).to_have_attribute("aria-invalid", "true")
    assert error.get_attribute("id") in cell.get_attribute("aria-describedby").split()
    expect(scorecard.locator(".seti-old")).to_be_visible()
    expect(value(scorecard, "best")).to_have_text("Health care")
    cell.press("Enter")
    scorecard.locator(".seti-summary").get_by_role("link", name=sentence).click()
    expect(cell).to_be_focused()
    remove(scorecard, "Sector 1").click()
    moved = scorecard.locator('[data-error="sectors.1.value.3"]')
    expect(moved).to_contain_text("Sector 1, Value, Criterion 3: enter")
    expect(field(scorecard, "sectors.2.value.3")).not_to_have_attribute("aria-invalid", "true")
    field(scorecard, "sectors.1.value.3").fill("6")
    expect(scorecard.locator(".seti-summary")).to_be_hidden()
    agrees(scorecard)


def test_a_name_that_another_row_has_is_told_at_the_later_row(scorecard):
    cell = field(scorecard, "sectors.3.sector")
    cell.fill(" health  CARE")
    expect(scorecard.locator('[data-error="sectors.3.sector"]')).to_have_text(
        "Sector 3, Sector: this name stands in row 1 already. Each row needs a name of its own. "
        "You entered health CARE."
    )
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(scorecard.locator(".seti-old")).to_be_visible()
    expect(value(scorecard, "best")).to_have_text("Health care")
    remove(scorecard, "Sector 1").click()
    expect(scorecard.locator(".seti-summary")).to_be_hidden()
    agrees(scorecard)


def test_a_new_row_has_a_name_that_no_row_has(scorecard):
    field(scorecard, "sectors.1.sector").fill("SECTOR 4 ")
    add(scorecard, "Sectors").click()
    expect(field(scorecard, "sectors.4.sector")).to_have_value("Sector 5")
    remove(scorecard, "Sector 2").click()
    add(scorecard, "Sectors").click()
    expect(field(scorecard, "sectors.4.sector")).to_have_value("Sector 6")
    expect(scorecard.locator(".seti-summary")).to_be_hidden()
    agrees(scorecard)


# In one go, or a slow machine looks when all is there already.
TYPE_AND_LOOK_TWO_FRAMES_LATER = """async (field) => {
  field.value = "60";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  return field.closest("section").textContent.includes("being computed");
}"""


def test_what_is_slow_is_computed_after_the_rest(scorecard, page):
    agrees(scorecard)
    assert field(scorecard, "criteria.2.weight").evaluate(TYPE_AND_LOOK_TWO_FRAMES_LATER)
    agrees(scorecard)


def test_the_steps_by_row_follow(scorecard):
    scorecard.get_by_text("How it is computed").click()
    add(scorecard, "Sectors").click()
    expect(scorecard.locator('[data-list="place"]')).to_have_text("1; 3; 2; 4")
    scorecard.get_by_text("One value for each row of “Sector” and of “Criterion”").nth(2).click()
    score = scorecard.locator('[data-matrix="score"]')
    expect(score.locator("tbody tr")).to_have_count(4)
    field(scorecard, "criteria.1.criterion").fill("Jobs")
    expect(score.locator("thead th").first).to_have_text("Jobs")
    first = score.locator("tbody tr").first.locator("td").all_text_contents()
    result = python(scorecard)
    assert first == [SCORECARD.write("score", each) for each in result.score[0]]


def test_tables_are_kept_and_cleared(scorecard, page):
    add(scorecard, "Criteria").click()
    field(scorecard, "sectors.1.value.6").fill("12")
    before = entries(scorecard, "criteria"), entries(scorecard, "sectors")
    page.reload()
    assert (entries(scorecard, "criteria"), entries(scorecard, "sectors")) == before
    agrees(scorecard)
    scorecard.get_by_role("button", name="Clear everything").click()
    assert len(entries(scorecard, "criteria")) == 5
    assert page.evaluate(KEPT) == []
    expect(scorecard.get_by_role("button", name="Undo")).to_be_disabled()
    agrees(scorecard)


def test_a_record_of_another_shape_is_ignored(scorecard, page):
    good = {"criteria": entries(scorecard, "criteria"), "sectors": entries(scorecard, "sectors")}
    fewer = good | {"criteria": good["criteria"][:3]}
    for record in ("{", "[]", "5", '{"criteria": 5}', json.dumps(fewer)):
        page.evaluate("(text) => localStorage.setItem('seti-ta.sector_scorecard', text)", record)
        page.reload()
        assert entries(scorecard, "criteria") == good["criteria"]
        expect(scorecard.locator(".seti-summary")).to_be_hidden()
        agrees(scorecard)


def test_a_link_carries_the_tables(scorecard, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    add(scorecard, "Sectors").click()
    field(scorecard, "sectors.4.sector").fill('Trades & "more" #1?')
    field(scorecard, "sectors.4.value.1").fill("$bad")
    field(scorecard, "criteria.1.floor").fill("500")
    before = entries(scorecard, "criteria"), entries(scorecard, "sectors")
    scorecard.get_by_role("button", name="Copy link").click()
    expect(scorecard.get_by_role("status")).to_contain_text("Link copied")
    link = page.evaluate("navigator.clipboard.readText()")
    carried = parse_qs(urlsplit(link).fragment.partition("?")[2])
    assert json.loads(carried["sectors"][0]) == before[1]
    scorecard.get_by_role("button", name="Clear everything").click()
    page.goto("about:blank")
    page.goto(link)
    expect(scorecard.locator(".seti-summary")).to_contain_text("You entered $bad.")
    assert (entries(scorecard, "criteria"), entries(scorecard, "sectors")) == before
    field(scorecard, "sectors.4.value.1").fill("1")
    agrees(scorecard)


ROW = {"sector": "A", "value": ["1", "2", "3", "4", "5"]}
UNFIT = "The tables in this link do not fit this page."
FOREIGN = [
    ("sectors=", UNFIT),
    ("sectors=5", UNFIT),
    ("sectors=null", UNFIT),
    ("sectors=[1,2,3]", UNFIT),
    ("sectors=[null,null]", UNFIT),
    ('sectors={"length":3}', UNFIT),
    ("sectors=[", UNFIT),
    ("sectors=" + json.dumps([ROW | {"value": ["1"]}] * 2), UNFIT),
    ("sectors=" + json.dumps([ROW | {"value": [1, 2, 3, 4, 5]}] * 2), UNFIT),
    ("sectors=" + json.dumps([ROW | {"extra": "1"}] * 2), UNFIT),
    ("sectors=" + json.dumps([{"__proto__": "A", "value": []}] * 2), UNFIT),
    ("criteria=[]&sectors=[]", "Criteria: enter 3 to 12 rows. You entered 0."),
    ("sectors=" + json.dumps([ROW] * 9), "Sectors: enter 2 to 8 rows. You entered 9."),
    (
        "sectors=" + json.dumps([ROW, ROW | {"sector": "B"}]) + "&nonsense=1",
        "no input named nonsense. Its inputs are",
    ),
]


@pytest.mark.parametrize(("query", "sentence"), FOREIGN)
def test_a_foreign_link_ends_in_a_sentence(open_form, query, sentence):  # noqa: F811
    form = open_form("sector_scorecard", f"#sector_scorecard?{quote(query, safe='=&')}")
    expect(form.locator(".seti-summary")).to_contain_text(sentence)
    agrees(form)
    field(form, "sectors.1.value.1").fill("3")
    expect(form.locator(".seti-summary")).to_be_hidden()


def test_the_text_holds_the_tables(scorecard):
    field(scorecard, "criteria.1.floor").fill("500")
    text = copied_text(scorecard)
    assert "- Entry wage: Weight 30; Direction more is better; Limit –\n" in text
    assert "- Manufacturing: Openings a year 700; Entry wage 21; Growth 2;" in text
    share = "Share of weights tried in which it is first"
    assert f"Place of each sector\n- Health care: Place 2; Score 40; {share}" in text
    assert f"- Information technology: Place –; Score –; {share} –" in text


def test_the_csv_holds_the_tables_and_runs_nothing(scorecard, page):
    field(scorecard, "sectors.1.sector").fill("=1+1")
    field(scorecard, "sectors.2.sector").fill("-5")
    field(scorecard, "sectors.2.value.3").fill("-5")
    with page.expect_download() as download:
        scorecard.get_by_role("button", name="Save as CSV").click()
    rows = list(csv.DictReader(download.value.path().open(encoding="utf-8-sig", newline="")))
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=+@" and cell]
    values = {(r["name"], r["row"], r["column"]): r["value"] for r in rows}
    assert values["value", "'-5", "Growth"] == "-5"
    assert values["sector", "'=1+1", ""] == "'=1+1"
    assert values["best", "", ""] == "'=1+1"
    assert values["floor", "Growth", ""] == ""
    assert values["weight", "Growth", ""] == "15"
    result = python(scorecard)
    assert float(values["first_share", "Manufacturing", ""]) == 100 * result.first_share[2]
    assert float(values["score", "Manufacturing", "Growth"]) == result.score[2][2]
    assert len([row for row in rows if row["part"] == "input"]) == 5 * 4 + 3 * (1 + 5)


def test_a_phone_shows_cards_whose_labels_can_be_seen(new_page, site_url):
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(site_url + pages_with_forms()["sector_scorecard"])
    form = page.locator("#sector_scorecard")
    label = form.locator('label[for="sector_scorecard-sectors.2.value.3"]')
    expect(label).to_be_visible()
    assert label.bounding_box()["width"] > 30
    page.set_viewport_size({"width": 1280, "height": 800})
    assert label.bounding_box()["width"] <= 1


@pytest.fixture
def providers(open_form, page):  # noqa: F811
    page.set_default_timeout(5000)
    return open_form("provider_comparison")


def test_two_cells_of_a_row_keep_their_order(providers):
    cell = field(providers, "providers.2.completers")
    cell.fill("101")
    sentence = "Provider 2, Completed: enter a value no higher than “Started”, which is 100."
    expect(providers.locator('[data-error="providers.2.completers"]')).to_contain_text(sentence)
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(providers.locator(".seti-old")).to_be_visible()
    field(providers, "providers.2.starters").fill("101")
    expect(providers.locator(".seti-summary")).to_be_hidden()


def test_a_remark_may_stay_empty_and_counts_once_it_is_there(providers):
    place = providers.get_by_role("table", name="Providers compared").locator("tbody tr td")
    expect(place.nth(10)).to_have_text("–")
    field(providers, "providers.3.reason").fill("The only one in reach")
    expect(place.nth(10)).to_have_text("1")
    field(providers, "providers.3.reason").fill("  ")
    expect(place.nth(10)).to_have_text("–")
    add(providers, "Providers").click()
    expect(field(providers, "providers.4.provider")).to_have_value("Provider 4")
    expect(field(providers, "providers.4.reason")).to_have_value("")
    expect(providers.locator(".seti-summary")).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 700, 320])
def test_no_field_of_a_wide_table_hides_beyond_the_edge(providers, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    rows = providers.locator(".seti-rows")
    right = rows.evaluate("(part) => part.getBoundingClientRect().right")
    fields = rows.locator("input").evaluate_all(
        "(all) => all.map((each) => each.getBoundingClientRect().right)"
    )
    assert max(fields) <= right
