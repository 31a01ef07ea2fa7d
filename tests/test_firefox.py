"""The website opened from disk, offline, in Firefox."""

import pytest
from cases import entered_at, is_in_order, places
from conftest import PAGES

from seti_ta import calculators
from seti_ta.surfaces.web.script import entry

SCORECARD = calculators["sector_scorecard"]


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
    firefox.expect(found, "Bibliography")
    assert firefox.evaluate("[location.search, location.hash]") == ["", "#q=bibliography"]


@pytest.mark.parametrize("calculator", calculators.values(), ids=lambda each: each.name)
def test_a_form_answers_from_disk(firefox, site, calculator):
    pages = [p for p in site.glob("book/**/*.html") if f'id="{calculator.name}"' in p.read_text()]
    place, entered = half_of_a_range(calculator)
    firefox.open(pages[0].as_uri())
    firefox.evaluate("localStorage.clear()")  # Firefox keeps one plan for all files
    firefox.open(pages[0].as_uri())
    firefox.type(f'[id="{calculator.name}-{place}"]', entry(entered))
    sentence = f"document.querySelector('#{calculator.name} .seti-sentence').innerText"
    result = calculator(**entered_at(calculator, place, entered))
    assert firefox.evaluate(sentence) == result.board_sentence
    drawn = f"document.querySelector('#{calculator.name} svg').getBoundingClientRect().height"
    assert firefox.evaluate(drawn) > 50


def half_of_a_range(calculator) -> tuple[str, float]:
    """The first place that takes half of its highest number, and that number."""
    for place, field in places(calculator):
        if field.is_number:
            entered = field.high // 2 if field.whole else field.high / 2
            if is_in_order(calculator, entered_at(calculator, place, entered)):
                return place, entered
    raise AssertionError("no input takes half of its highest number")


ENTRIES = """Object.fromEntries([...document.querySelectorAll('#sector_scorecard [name]')]
  .map((control) => [control.name, control.value]))"""
ACTIVE = "document.activeElement.name || document.activeElement.innerText"


def test_rows_from_disk(firefox, site):
    def click(name: str, place: int = 0) -> None:
        buttons = "[...document.querySelectorAll('#sector_scorecard button')]"
        firefox.click(f"{buttons}.filter((b) => b.innerText.startsWith('{name}'))[{place}]")

    def sectors() -> list[str]:
        return [
            text for name, text in firefox.evaluate(ENTRIES).items() if name.endswith(".sector")
        ]

    pages = [p for p in site.glob("book/**/*.html") if 'id="sector_scorecard"' in p.read_text()]
    address = pages[0].as_uri()
    firefox.open(address)
    click("Clear everything")  # of what another test typed
    click("Add a row")  # the first is that of the criteria
    assert firefox.evaluate(ACTIVE) == "criteria.6.criterion"
    firefox.press("Unions")
    firefox.type('[name="criteria.6.weight"]', "30")
    assert firefox.evaluate(ENTRIES)["criteria.6.criterion"] == "Unions"
    firefox.type('[name="sectors.3.value.6"]', "9")
    three = [{"sector": s["sector"], "value": [*s["value"], 0]} for s in SCORECARD.tables[1].rows]
    three[2]["value"][5] = 9
    criteria = [*SCORECARD.tables[0].rows]
    criteria.append({"criterion": "Unions", "weight": 30, "direction": "more"})
    sentence = "document.querySelector('#sector_scorecard .seti-sentence').innerText"
    expected = SCORECARD(criteria=criteria, sectors=three)
    assert firefox.evaluate(sentence) == expected.board_sentence
    shares = "[...document.querySelectorAll('[data-rows=\"0\"] td:last-child')]"
    shares += ".map((cell) => cell.innerText)"
    firefox.expect(shares, [row[0] for row in expected.rows(["first_share"])])
    firefox.open(address)  # what was typed is kept
    assert firefox.evaluate(ENTRIES)["sectors.3.value.6"] == "9"
    click("Remove", 6)  # after those of six criteria
    assert sectors() == ["Information technology", "Manufacturing"]
    assert firefox.evaluate(ACTIVE).startswith("Add a row")
    click("Undo")
    assert sectors() == ["Health care", "Information technology", "Manufacturing"]
    # These come in an idle moment and move what stands below; a click would miss it.
    firefox.expect(shares, [row[0] for row in expected.rows(["first_share"])])
    firefox.evaluate("void (navigator.clipboard.writeText = (text) => { window.copied = text; })")
    click("Copy link")
    firefox.expect("Boolean(window.copied)", True)
    before, link = firefox.evaluate(ENTRIES), firefox.evaluate("window.copied")
    click("Clear everything")
    assert len(firefox.evaluate(ENTRIES)) == 5 * 4 + 3 * 6
    firefox.open("about:blank")
    firefox.open(link)
    assert firefox.evaluate(ENTRIES) == before
