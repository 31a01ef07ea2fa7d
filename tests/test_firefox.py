"""The website opened from disk, offline, in Firefox."""

import time

import pytest
from conftest import PAGES

from seti_ta import calculators
from seti_ta.surfaces.web.script import entry


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_from_disk(firefox, site, name):
    firefox.open((site / name).as_uri())
    assert firefox.evaluate("document.querySelector('h1').innerText")
    # The style and the script of the site were let in by its policy.
    assert firefox.evaluate("getComputedStyle(document.querySelector('.top')).display") == "flex"
    assert not firefox.evaluate("document.getElementById('dark').hidden")


def test_formulas_have_their_font(firefox, site):
    firefox.open((site / "book/how-to-read.html").as_uri())
    loaded = "document.fonts.ready.then(() => [...document.fonts].map((font) => font.status))"
    assert firefox.evaluate(loaded) == ["loaded"]


def test_search_finds_a_word(firefox, site):
    firefox.open((site / "book/intro.html").as_uri())
    firefox.type("#q", "bibliography\ue007")  # WebDriver's Enter
    found = "document.querySelector('#search-results a')?.innerText"
    deadline = time.monotonic() + 10
    while not firefox.evaluate(found) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert firefox.evaluate(found) == "Bibliography"
    assert firefox.evaluate("[location.search, location.hash]") == ["", "#q=bibliography"]


@pytest.mark.parametrize("calculator", calculators.values(), ids=lambda each: each.name)
def test_a_form_answers_from_disk(firefox, site, calculator):
    pages = [p for p in site.glob("book/*.html") if f'id="{calculator.name}"' in p.read_text()]
    field = next(each for each in calculator.inputs if not each.choices)
    entered = field.high / 2 if not field.whole else field.high // 2
    firefox.open(pages[0].as_uri())
    firefox.type(f"#{calculator.name}-{field.name}", entry(entered))
    sentence = f"document.querySelector('#{calculator.name} .seti-sentence').innerText"
    assert firefox.evaluate(sentence) == calculator(**{field.name: entered}).board_sentence
    drawn = f"document.querySelector('#{calculator.name} svg').getBoundingClientRect().height"
    assert firefox.evaluate(drawn) > 100
