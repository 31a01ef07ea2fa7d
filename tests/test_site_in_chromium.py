"""The website as readers meet it, in all of Chromium: served with its policy, and from disk."""

import re

import pytest
from barriers import barriers
from conftest import PAGES, WHOLE_CHROMIUM, chromium
from playwright.sync_api import expect

from seti_ta.handbook import serve

PHONE, DESKTOP = 360, 1440


@pytest.fixture(scope="module")
def browser(playwright):
    with chromium(playwright, *WHOLE_CHROMIUM) as running:
        yield running


def test_the_front_page_leads_home(page, site_url):
    page.goto(site_url)
    page.wait_for_url(re.compile(r"/book/intro\.html$"))


@pytest.mark.parametrize("where", ["served", "from disk"])
def test_search_finds_a_word(page, site, site_url, where):
    start = site_url if where == "served" else f"{site.as_uri()}/"
    page.goto(f"{start}book/intro.html")
    page.get_by_role("searchbox").fill("bibliography")
    page.keyboard.press("Enter")
    page.locator("#search-results").get_by_role("link", name="Bibliography").first.click()
    page.wait_for_url(re.compile(r"/book/bibliography\.html"))


def test_the_words_of_a_search_stay_in_the_browser(page, site_url, monkeypatch):
    heard = []

    def listen(handler, *_):
        heard.append(f"{handler.requestline}\n{handler.headers}")

    monkeypatch.setattr(serve.Handler, "log_request", listen)
    found = page.locator("#search-results").get_by_role("link")
    page.goto(f"{site_url}book/intro.html")
    for words, title in {"bibliography": "Bibliography", "glossary": "Glossary"}.items():
        page.get_by_role("searchbox").fill(words)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site_url}search.html#q={words}")
        found.get_by_text(title, exact=True).first.wait_for()
        assert page.get_by_role("searchbox").input_value() == words
    page.go_back()
    found.get_by_text("Bibliography", exact=True).first.wait_for()
    page.get_by_role("link", name="Skip to the text").focus()
    page.keyboard.press("Enter")
    assert found.count()
    assert "/search.html" in "".join(heard)
    assert "bibliography" not in "".join(heard)
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("where", ["served", "from disk"])
def test_without_scripts_the_search_page_says_so_and_sends_nothing(new_page, site, site_url, where):
    start = site_url if where == "served" else f"{site.as_uri()}/"
    page = new_page(java_script_enabled=False)
    page.goto(f"{start}book/intro.html")
    page.get_by_role("searchbox").fill("bibliography")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{start}search.html?")
    assert page.get_by_text("scripts are off in this browser").is_visible()


def test_pages_do_not_load_the_search_index(page, site_url):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site_url + "book/intro.html", wait_until="networkidle")
    assert not [url for url in asked if "searchindex" in url]


def test_the_dark_switch_lasts(new_page, site_url):
    page = new_page(color_scheme="light")
    page.goto(site_url + "book/intro.html")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Dark").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.goto(site_url + "book/how-to-read.html")
    assert page.evaluate(ground) == dark
    assert page.get_by_role("button", name="Dark").get_attribute("aria-pressed") == "true"


def test_the_first_tab_stop_skips_to_the_text(page, site_url):
    page.goto(site_url + "book/intro.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_chapters_are_reached_without_javascript(new_page, site_url, width):
    page = new_page(java_script_enabled=False, viewport={"width": width, "height": 900})
    page.goto(site_url + "book/intro.html")
    if width == PHONE:
        page.get_by_role("button", name="Chapters").click()
    chapters = page.get_by_role("navigation", name="Chapters")
    chapters.get_by_text("Reference", exact=True).click()
    chapters.get_by_role("link", name="Glossary").click()
    assert page.get_by_role("heading", name="Glossary", level=1).is_visible()


def test_print_shows_the_text_alone(page, site_url):
    page.goto(site_url + "book/intro.html")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    for hidden in page.locator("header, nav, button").all():
        assert not hidden.is_visible()


def test_a_figure_leads_to_its_source_in_a_folded_list(page, site_url):
    page.goto(site_url + "book/memo-figures.html")
    figure = page.locator("main a.fact").first
    source = page.locator(figure.get_attribute("href"))
    assert not source.is_visible()
    figure.click()
    expect(source).to_be_in_viewport()
    page.goto(site_url + "book/memo-figures.html")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert source.is_visible()


def test_a_wide_table_says_what_each_cell_holds_on_a_phone(new_page, site_url):
    page = new_page(viewport={"width": PHONE, "height": 900})
    page.goto(site_url + "book/profiles/year_up.html")
    page.locator("summary", has_text="rows that do not count").first.click()
    cell = page.locator("details[open] td:nth-child(3)").first
    expect(page.locator("details[open] .scroll")).not_to_have_attribute("tabindex", "0")
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Effect: "'
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == "none"


def test_mathematics_is_drawn_in_its_font(page, site, site_url):
    drawn = 0
    for name in (each for each in PAGES if "<math" in (site / each).read_text("utf-8")):
        page.goto(site_url + name)
        for formula in page.locator("main math").all():
            box = formula.bounding_box()
            assert min(box["width"], box["height"]) > 3
            drawn += 1
        loaded = "document.fonts.ready.then((fonts) => [...fonts].map((font) => font.status))"
        assert page.evaluate(loaded) == ["loaded"]
    assert drawn


def test_the_open_list_of_chapters_is_accessible(new_page, site_url):
    page = new_page(viewport={"width": PHONE, "height": 700})
    page.goto(site_url + "book/intro.html")
    page.get_by_role("button", name="Chapters").click()
    assert page.get_by_role("navigation", name="Chapters").is_visible()
    assert not barriers(page)
