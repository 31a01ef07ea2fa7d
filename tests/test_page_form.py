"""The form in the built page: what a reader types, sees, keeps and takes along."""

import csv
import io
import re

import pytest
from barriers import UNFOLD, barriers_on_every_screen
from cases import places
from playwright.sync_api import expect

import seti_ta
from seti_ta import calculators
from seti_ta.handbook.build import SITE

ALL = list(calculators.values())


#: After the work that waits for an idle moment; a busy browser may have none for long.
SETTLED = "new Promise((done) => requestIdleCallback(done, { timeout: 1000 }))"
#: What the site has written down of a reader's entries.
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('seti-ta.'))"


def pages_with_forms() -> dict[str, str]:
    """The page of each calculator, as found in the built site."""
    found = {}
    for path in sorted(SITE.glob("book/**/*.html")):
        for name in re.findall(r'data-calculator="(\w+)"', path.read_text(encoding="utf-8")):
            found[name] = path.relative_to(SITE).as_posix()
    return found


@pytest.fixture
def open_form(page, site, site_url):
    """A function that opens the page of a calculator and returns its section."""

    def open_it(name: str, fragment: str = ""):
        page.goto(f"{site_url}{pages_with_forms()[name]}{fragment}")
        return page.locator(f"#{name}")

    return open_it


@pytest.fixture
def funnel(open_form):
    return open_form("recruitment_funnel")


def field(form, name):
    return form.locator(f'[name="{name}"]')


def value(form, name):
    return form.locator(f'.seti-results [data-value="{name}"]')


def test_every_calculator_has_a_page(site):
    assert pages_with_forms().keys() == set(calculators)


@pytest.mark.parametrize("calculator", ALL, ids=lambda each: each.name)
def test_the_script_redraws_the_page_as_it_was_built(open_form, page, site_url, calculator):
    """Without and with JavaScript the starting results are the same, to the letter."""
    address = site_url + pages_with_forms()[calculator.name]
    html = page.request.get(address).text()
    form = open_form(calculator.name)
    page.evaluate(SETTLED)
    expect(form.get_by_text("being computed")).to_have_count(0)
    page.evaluate(UNFOLD)
    page.evaluate(SETTLED)
    parts = ".seti-results tbody, .seti-warnings, .seti-chart, .seti-swings tbody"
    parts += ", [data-entries], [data-list], [data-matrix]"
    built = page.evaluate(
        """([html, name, parts]) => {
          const section = new DOMParser().parseFromString(html, "text/html").getElementById(name);
          return [...section.querySelectorAll(parts)].map((part) => part.outerHTML);
        }""",
        [html, calculator.name, parts],
    )
    live = [part.evaluate("(part) => part.outerHTML") for part in form.locator(parts).all()]
    built, live = ([re.sub(r"\s+", " ", text) for text in texts] for texts in (built, live))
    built = [text.replace(' hidden=""', "") if "<button" in text else text for text in built]
    live = [text.replace(' hidden=""', "") if "<button" in text else text for text in live]
    plain = [re.sub(r'(?<=>) | (?=<)| (scope|data-at)="[^"]*"', "", text) for text in built]
    assert plain == [re.sub(r'(?<=>) | (?=<)| (scope|data-at)="[^"]*"', "", t) for t in live]


def test_results_follow_each_keystroke(funnel):
    field(funnel, "target").fill("")
    field(funnel, "target").press_sequentially("80")
    expect(value(funnel, "applicants")).to_have_text(
        f"{calculators['recruitment_funnel'](target=80).applicants:,}"
    )
    expect(funnel.locator(".seti-sentence")).to_contain_text("To place 80 people")
    expect(funnel.locator(".seti-chart")).to_have_attribute("aria-label", re.compile("Target: 80"))


def test_a_bad_entry_keeps_the_last_good_result(funnel, page):
    field(funnel, "completion").fill("0")
    sentence = "Completion rate: enter a number from 30 to 98 percent. You entered 0."
    error = funnel.locator("#recruitment_funnel-completion-error")
    expect(error).to_have_text(sentence)
    expect(field(funnel, "completion")).to_have_attribute("aria-invalid", "true")
    expect(field(funnel, "completion")).to_have_value("0")
    expect(value(funnel, "applicants")).to_have_text("265")
    expect(funnel.locator(".seti-old")).to_be_visible()
    field(funnel, "completion").press("Enter")
    summary = funnel.locator(".seti-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name=sentence).click()
    expect(field(funnel, "completion")).to_be_focused()
    field(funnel, "completion").fill("80")
    expect(error).to_be_hidden()
    assert field(funnel, "completion").get_attribute("aria-invalid") is None
    expect(funnel.locator(".seti-old")).to_be_hidden()
    field(funnel, "completion").press("Enter")
    expect(funnel.locator(".seti-sentence")).to_be_focused()


def test_what_is_typed_is_never_markup(funnel):
    field(funnel, "target").fill("<img src=x onerror=alert(1)>")
    expect(funnel.locator("#recruitment_funnel-target-error")).to_contain_text("<img src=x")
    assert funnel.locator("img").count() == 0


def test_undo_and_reset(funnel):
    undo = funnel.get_by_role("button", name="Undo")
    expect(undo).to_be_disabled()
    field(funnel, "target").fill("80")
    field(funnel, "target").press("Tab")
    field(funnel, "weeks").fill("5")
    field(funnel, "weeks").press("Tab")
    undo.click()
    expect(field(funnel, "weeks")).to_have_value("10")
    expect(field(funnel, "target")).to_have_value("80")
    funnel.get_by_role("button", name="Start again").click()
    expect(field(funnel, "target")).to_have_value("40")
    undo.click()
    expect(field(funnel, "target")).to_have_value("80")
    undo.click()
    expect(field(funnel, "target")).to_have_value("40")
    expect(undo).to_be_disabled()


def test_a_published_figure_can_be_taken_over(funnel):
    funnel.get_by_role("button", name="Use 56%").click()
    expect(field(funnel, "placement")).to_have_value("56")
    expect(value(funnel, "applicants")).to_have_text("375")


def test_the_80_percent_goal_stands_beside_the_56_that_was_reached(funnel):
    text = funnel.inner_text()
    assert "The city's goal: 80%" in text
    assert "What the same program reached: 56%" in text
    assert "Enter your own rate" in text


def test_entries_are_kept_and_cleared(funnel, page):
    field(funnel, "target").fill("80")
    page.reload()
    expect(field(funnel, "target")).to_have_value("80")
    funnel.get_by_role("button", name="Clear everything").click()
    expect(field(funnel, "target")).to_have_value("40")
    expect(funnel.get_by_role("status")).to_contain_text("cleared")
    expect(funnel.get_by_role("button", name="Undo")).to_be_disabled()
    assert page.evaluate(KEPT) == []
    page.reload()
    expect(field(funnel, "target")).to_have_value("40")


def test_clear_everything_clears_other_calculators_other_tabs_and_the_link(open_form, page):
    form = open_form("earnings_gain")
    field(form, "horizon").fill("9")
    other = page.context.new_page()
    other.goto(page.url)
    field(other.locator("#earnings_gain"), "horizon").fill("12")
    funnel = open_form("recruitment_funnel", "#recruitment_funnel?target=80")
    funnel.get_by_role("button", name="Clear everything").click()
    assert "#" not in page.url
    expect(field(other.locator("#earnings_gain"), "horizon")).to_have_value("5")
    assert page.evaluate(KEPT) == []


def test_leaving_the_public_mode_keeps_the_entries_again(funnel, page):
    box = funnel.get_by_label("Public computer")
    box.check()
    field(funnel, "target").fill("80")
    box.uncheck()
    page.reload()
    expect(field(funnel, "target")).to_have_value("80")


def test_a_public_computer_keeps_nothing(funnel, page):
    field(funnel, "target").fill("80")
    funnel.get_by_label("Public computer").check()
    assert page.evaluate(KEPT) == []
    field(funnel, "target").fill("90")
    assert page.evaluate(KEPT) == []
    tab = page.context.new_page()
    tab.goto(page.url)
    expect(tab.locator("#recruitment_funnel").get_by_label("Public computer")).to_be_checked()
    tab.locator('[name="target"]').fill("70")
    assert page.evaluate(KEPT) == []
    page.reload()
    expect(funnel.get_by_label("Public computer")).to_be_checked()
    expect(field(funnel, "target")).to_have_value("40")


NEVER_KEPT = [each.name for each in calculators.values() if each.never_kept]


@pytest.mark.parametrize("name", NEVER_KEPT)
def test_a_household_is_neither_kept_nor_linked_nor_saved(open_form, page, name):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    form = open_form(name, f"#{name}?wage_now=13")
    expect(field(form, "wage_now")).to_have_value("11")
    field(form, "wage_now").fill("12")
    expect(form).to_contain_text("forgets it when you leave")
    keys = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert not [key for key in keys if name in key]
    for gone in ("Copy link", "Save as CSV"):
        expect(form.get_by_role("button", name=gone)).to_have_count(0)
    form.get_by_role("button", name="Copy as text").click()
    expect(form.get_by_role("status")).to_contain_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Wage now: $12.00" in copied
    assert "#" not in copied
    page.goto("about:blank")
    page.go_back()
    expect(field(form, "wage_now")).to_have_value("11")


@pytest.mark.parametrize("name", NEVER_KEPT)
def test_leaving_forgets_a_household_even_if_the_browser_keeps_the_page(open_form, page, name):
    form = open_form(name)
    field(form, "wage_now").fill("12")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    expect(field(form, "wage_now")).to_have_value("11")
    expect(form.get_by_role("button", name="Undo")).to_be_disabled()


def test_a_spoilt_store_does_not_break_the_form(funnel, page):
    spoilt = ("{", "null", "5", '"abc"', "true", '["x"]', '{"target": "abc", "gone": "1"}',
              '{"target": {}}')  # fmt: skip
    for text in spoilt:
        for record in ("recruitment_funnel", "plan"):
            page.evaluate(
                "([record, text]) => localStorage.setItem(`seti-ta.${record}`, text)",
                [record, text],
            )
        page.reload()
        expect(value(funnel, "applicants")).to_have_text("265")
        expect(funnel.locator(".seti-dead")).to_have_count(0)
        field(funnel, "target").fill("80")
        expect(value(funnel, "applicants")).not_to_have_text("265")


def test_a_link_restores_the_entries(open_form, funnel, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    field(funnel, "target").fill("80")
    field(funnel, "target_counts").select_option("completed")
    funnel.get_by_role("button", name="Copy link").click()
    expect(funnel.get_by_role("status")).to_contain_text("Link copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert "#recruitment_funnel?target=80&target_counts=completed&completion=75" in link
    funnel.get_by_role("button", name="Clear everything").click()
    page.goto("about:blank")
    page.goto(link)
    expect(field(funnel, "target")).to_have_value("80")
    expect(field(funnel, "target_counts")).to_have_value("completed")
    expect(value(funnel, "enrolled")).to_have_text("107")


def test_a_link_brings_all_its_entries_and_undo_brings_back_the_readers(open_form, funnel, page):
    field(funnel, "target").fill("500")
    field(funnel, "target").press("Tab")
    page.evaluate("location.hash = '#recruitment_funnel?weeks=7'")
    expect(field(funnel, "weeks")).to_have_value("7")
    expect(field(funnel, "target")).to_have_value("40")
    funnel.get_by_role("button", name="Undo").click()
    expect(field(funnel, "target")).to_have_value("500")
    page.goto("about:blank")
    form = open_form("recruitment_funnel", "#recruitment_funnel%3Fweeks=9")
    expect(field(form, "weeks")).to_have_value("9")
    form.get_by_role("button", name="Undo").click()
    expect(field(form, "target")).to_have_value("500")


def test_an_unknown_choice_in_a_link_is_named(open_form):
    form = open_form("recruitment_funnel", "#recruitment_funnel?target_counts=bogus")
    expect(form.locator(".seti-summary")).to_contain_text("You entered bogus.")
    expect(value(form, "applicants")).to_have_text("265")
    field(form, "target_counts").select_option("completed")
    expect(form.locator(".seti-summary")).to_be_hidden()


def test_a_link_with_faults_says_so(open_form):
    form = open_form("recruitment_funnel", "#recruitment_funnel?target=0&nonsense=3")
    expect(form.get_by_text("results of the last good entries")).to_be_visible()
    summary = form.locator(".seti-summary")
    expect(summary).to_contain_text("recruitment_funnel has no input named nonsense.")
    expect(summary).to_contain_text("Target: enter a whole number from 1 to 5,000 people.")
    field(form, "target").fill("40")
    expect(summary).to_be_hidden()
    expect(value(form, "applicants")).to_have_text("265")


def copied_text(form) -> str:
    """What the button Copy as text puts on the clipboard."""
    form.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    form.get_by_role("button", name="Copy as text").click()
    expect(form.get_by_role("status")).to_contain_text("Copied")
    return form.page.evaluate("navigator.clipboard.readText()")


def test_the_result_as_text(funnel):
    text = copied_text(funnel)
    assert "To place 40 people in jobs, plan for 265 applicants" in text
    assert "- Completion rate: 75%\n" in text
    assert "- Must enroll: 67 people\n" in text
    assert all(warning in text for warning in calculators["recruitment_funnel"]().warnings)
    assert f"version {seti_ta.__version__}" in text


def test_a_text_copied_from_disk_does_not_name_the_folder(page, site):
    page.goto((site / pages_with_forms()["recruitment_funnel"]).as_uri())
    page.evaluate("navigator.clipboard.writeText = (text) => { window.copied = text; }")
    page.locator("#recruitment_funnel").get_by_role("button", name="Copy as text").click()
    assert "265" in page.evaluate("window.copied")
    assert "file:" not in page.evaluate("window.copied")


def test_the_result_as_csv(funnel, page):
    with page.expect_download() as download:
        funnel.get_by_role("button", name="Save as CSV").click()
    assert download.value.suggested_filename == "recruitment_funnel.csv"
    raw = download.value.path().read_bytes()
    assert raw.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    by_name = {row["name"]: row for row in rows}
    assert by_name["completion"]["value"] == "75"
    assert by_name["applicants"]["value"] == "265"
    assert by_name["best_gate"]["value"] == "Passes the skills test"
    assert by_name["applicants"]["unit"] == "people"
    assert by_name["success"]["value"].startswith("60")
    assert by_name["too_slow"]["value"] == "yes"
    assert [row["label"] for row in rows if row["part"] == "warning"] == list(
        calculators["recruitment_funnel"]().warnings
    )


def test_the_years_of_a_csv_are_told_apart(open_form, page):
    form = open_form("earnings_gain")
    with page.expect_download() as download:
        form.get_by_role("button", name="Save as CSV").click()
    rows = csv.DictReader(download.value.path().open(encoding="utf-8-sig", newline=""))
    years = [row["year"] for row in rows if row["name"] == "gain_central"]
    assert years == ["1", "2", "3", "4", "5"]


def test_what_is_copied_while_an_entry_is_bad_says_that_it_is_old(funnel):
    field(funnel, "completion").fill("0")
    text = copied_text(funnel)
    assert "results of the last good entries" in text
    assert "- Completion rate: 75%" in text
    assert "completion=75" in text


def test_a_trial_fills_the_effects_and_lets_go_of_them(open_form):
    form = open_form("earnings_gain")
    picker = form.get_by_label("Fill in what one trial found")
    for preset in calculators["earnings_gain"].presets:
        picker.select_option(preset.name)
        result = calculators["earnings_gain"](**preset.values)
        expect(form.locator(".seti-sentence")).to_have_text(result.board_sentence)
        expect(form.locator("[data-chosen]")).to_contain_text(preset.details["Found"])
    field(form, "effect_high").fill("12")
    expect(picker).to_have_value("")
    expect(form.locator("[data-chosen]")).to_be_empty()


def test_the_years_follow_the_horizon(open_form):
    form = open_form("earnings_gain")
    rows = form.locator("tr[data-time]:visible")
    form.get_by_text("Year by year", exact=True).click()
    expect(rows).to_have_count(5)
    field(form, "horizon").fill("12")
    expect(rows).to_have_count(12)
    assert form.locator(".seti-bar:not([data-unused])").count() == 12
    result = calculators["earnings_gain"](horizon=12)
    cell = form.locator('tr[data-time="12"] [data-column="so_far"]')
    assert cell.text_content() == f"${result.so_far[-1]:,.0f}"


def test_labels_carry_the_basis(open_form):
    form = open_form("earnings_gain")
    label = form.locator('[data-label="total_central"]')
    expect(label).to_have_text("Worth today for each person offered a place, central")
    field(form, "basis").select_option("participant")
    expect(label).to_have_text("Worth today for each participant, central")
    expect(form.locator(".seti-sentence")).to_contain_text("for each participant")


def test_the_formula_shows_the_readers_numbers(funnel):
    field(funnel, "target").fill("80")
    funnel.get_by_text("How it is computed").click()
    worked = funnel.locator('[data-worked="enrolled"]')
    expect(worked).to_be_visible()
    assert worked.text_content() == "round up (80 ÷ 60%)"


def test_without_javascript_the_page_is_whole(new_page, site_url):
    page = new_page(java_script_enabled=False)
    for name, address in pages_with_forms().items():
        page.goto(site_url + address)
        form = page.locator(f"#{name}")
        expect(form.locator(".seti-sentence")).to_have_text(calculators[name]().board_sentence)
        expect(form.get_by_text("This form needs scripts")).to_be_visible()
        assert form.locator("button:visible").count() == 0


def test_the_whole_form_by_keyboard(funnel, page):
    field(funnel, "target").focus()
    seen = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.name || document.activeElement.dataset.do"))
    assert {each.name for each in calculators["recruitment_funnel"].inputs} <= seen | {"target"}
    assert {"copy_text", "save_csv", "copy_link", "clear"} <= seen


@pytest.mark.parametrize("name", calculators)
def test_axe_finds_nothing_with_all_parts_open_and_a_bad_entry(new_page, site_url, name):
    page = new_page()
    page.goto(site_url + pages_with_forms()[name])
    *_, place = (place for place, each in places(calculators[name]) if each.is_number)
    page.evaluate(UNFOLD)
    field(page.locator(f"#{name}"), place).fill("abc")
    assert not barriers_on_every_screen(page, within=f"#{name}")


@pytest.mark.parametrize("name", calculators)
def test_an_open_form_fits_the_narrowest_screen(new_page, site_url, name):
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(site_url + pages_with_forms()[name])
    page.evaluate(UNFOLD)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_targets_are_large_enough_for_a_thumb(new_page, site_url):
    page = new_page(viewport={"width": 360, "height": 900})
    page.goto(site_url + pages_with_forms()["recruitment_funnel"])
    for control in page.locator("#recruitment_funnel :is(button, input, select, summary)").all():
        if control.is_visible():
            box = control.bounding_box()
            assert box["height"] >= 24 or control.get_attribute("type") == "checkbox"


def test_print_shows_the_inputs_the_sources_and_the_result(funnel, page):
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(funnel.locator(".seti-sentence")).to_be_visible()
    expect(funnel.get_by_text("Texas Public Radio").first).to_be_visible()
    expect(funnel.get_by_role("button", name="Save as CSV")).to_be_hidden()
