"""What holds for every page, in Chromium: no barrier, not too wide, not too heavy, no network."""

import gzip
from functools import cache

import pytest
from barriers import UNFOLD, barriers_on_every_screen
from conftest import PAGES

NARROWEST = 320

# Gzipped bytes of a first view with an empty cache.
TEXT_BUDGET, RICH_BUDGET = 100_000, 120_000

# One template prints all profiles: with a trial, with none yet, and for contrast. Another prints
# the pages of calculators; test_page_form.py looks at each form.
ALIKE = ("book/profiles/", "book/calculators/")
CHOSEN = (
    *(f"book/profiles/{name}.html" for name in ("year_up", "i_c_stars", "job_corps")),
    "book/calculators/coaching_caseload.html",
)
# test_page_form.py looks at each form, all its parts open; here one stands for all of a page.
ONE_FORM = """
  [...document.querySelectorAll(".seti-calculator:not(.seti-checklist, .seti-plan)")]
    .slice(1).forEach((form) => (form.hidden = true))"""
UNLIKE = [name for name in PAGES if not name.startswith(ALIKE) or name in CHOSEN]


@pytest.mark.parametrize("name", PAGES)
def test_a_first_view_is_light_and_axe_finds_nothing(page, site_url, name):
    sizes = {}
    page.on("response", lambda answer: sizes.update({answer.url: zipped(answer.body())}))
    page.goto(site_url + name)
    rich = page.locator("math, .seti-calculator").count() > 0
    assert page.locator("link[rel=stylesheet]").count() < len(sizes)
    assert sum(sizes.values()) <= (RICH_BUDGET if rich else TEXT_BUDGET), sizes
    if name in UNLIKE:
        page.evaluate(ONE_FORM)
        assert not barriers_on_every_screen(page)


@cache
def zipped(content: bytes) -> int:
    """The bytes of a file as a server sends it; most files are the same on every page."""
    return len(gzip.compress(content))


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_from_disk_without_a_network_on_the_narrowest_screen(new_page, site, name):
    page = new_page(offline=True, viewport={"width": NARROWEST, "height": 640})
    page.goto((site / name).as_uri())
    assert page.locator("h1").inner_text()
    assert page.evaluate("getComputedStyle(document.querySelector('.top')).display") == "flex"
    page.evaluate(UNFOLD)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROWEST
