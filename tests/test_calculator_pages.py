"""The list of calculators, and the page of each one that no chapter holds."""

from urllib.parse import urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup

from seti_ta import calculators
from seti_ta.calculators import groups
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.links import links
from seti_ta.handbook import build

ALL = list(calculators.values())
FOLDER = "book/calculators/"
OWN_PAGES = {
    name.removeprefix(FOLDER): calculators[name.removeprefix(FOLDER)]
    for name in build.chapters(build.ROOT / "_toc.yml")
    if name.startswith(FOLDER)
}
own_page = pytest.mark.parametrize("calculator", OWN_PAGES.values(), ids=OWN_PAGES)


@pytest.fixture(scope="module")
def read(site):
    """A function that gives the main part of a page by its name."""

    def main(name: str):
        return BeautifulSoup((site / f"{name}.html").read_text("utf-8"), "html.parser").main

    return main


@pytest.fixture(scope="module")
def gallery(read):
    return read("book/calculators")


@pytest.fixture(scope="module")
def pages_of(site):
    """The pages with the form of each calculator."""
    texts = {path: path.read_text("utf-8") for path in site.glob("book/**/*.html")}
    return {
        name: [path for path, text in texts.items() if f'data-calculator="{name}"' in text]
        for name in calculators
    }


def test_each_calculator_has_a_form_in_the_book(pages_of):
    assert all(pages_of.values())


def test_the_gallery_leads_to_the_chapter_that_holds_a_form(gallery, pages_of, site):
    """A calculator may have a page of its own too; a chapter says more around the form."""
    here = (site / "book/calculators.html").as_uri()
    targets = {urldefrag(urljoin(here, link["href"])) for link in gallery("a", href=True)}
    home = {name: address for address, name in targets if name in calculators}
    for name, pages in pages_of.items():
        chapters = [path for path in pages if path.parent.name != "calculators"]
        assert home[name] in [path.as_uri() for path in chapters or pages], name


@own_page
def test_the_text_of_a_page_comes_from_the_definition(calculator):
    page = (build.ROOT / FOLDER / f"{calculator.name}.md").read_text("utf-8")
    directive = f"```{{calculator-page}} {calculator.name}\n```"
    assert page.startswith(f"# {calculator.question}\n\n{directive}\n")
    assert calculator.purpose
    assert calculator.use_when
    assert calculator.not_for


@own_page
def test_a_page_says_when_to_use_it_and_what_stands_around_it(read, calculator):
    main = read(f"{FOLDER}{calculator.name}")
    heads = [each.get_text(strip=True) for each in main.find_all("h2")]
    assert heads[:5] == [
        "In one minute", "Work it out", "When to use it", "When not to use it",
        "Before and after it",
    ]  # fmt: skip
    text = " ".join(main.get_text().split())
    answer = MESSAGES["gallery.answer"].format(sentence=calculator().board_sentence)
    for said in (calculator.purpose, *calculator.use_when, *calculator.not_for):
        assert plain(said) in text
    assert answer in " ".join(main.find("section", id="in-one-minute").get_text().split())
    around = main.find("section", id="before-and-after-it")
    before = {link.origin for link in links(calculator.name)} - {"plan"}
    after = {each.name for each in ALL if calculator.name in {k.origin for k in links(each.name)}}
    assert {urldefrag(a["href"])[1] for a in around("a")} == before | after
    assert (MESSAGES["neighbors.none"] in around.get_text()) == (not before | after)


def plain(text: str) -> str:
    """A text as the book prints it, with curly quotes."""
    return text.replace("'", "\u2019")


def test_the_gallery_begins_with_five_and_holds_no_form(gallery):
    start = gallery.find("section", id="start-here")
    assert questions(start) == [each.question for each in groups.to_start_with()]
    assert not gallery.select("form, input, .seti-calculator")


def test_the_gallery_answers_each_question_with_the_starting_values(gallery):
    items = gallery.select("#start-here li, #the-others-by-question li")
    shown = [*groups.to_start_with(), *groups.others()]
    assert {each.name for each in shown} == set(calculators)
    for item, each in zip(items, shown, strict=True):
        assert item.strong.get_text() == each.question
        answer = MESSAGES["gallery.answer"].format(sentence=each().board_sentence)
        assert answer in " ".join(item.get_text().split())


@pytest.mark.parametrize(
    ("id", "kind", "grouped"),
    [
        ("by-who-asks", "user", groups.by_user),
        ("by-part-of-the-program", "component", groups.by_component),
    ],
)
def test_the_gallery_names_each_group(gallery, id, kind, grouped):
    items = gallery.find("section", id=id).select("ul > li")
    shown = {item.strong.get_text(): [a.get_text() for a in item("a")] for item in items}
    expected = {
        MESSAGES[f"{kind}.{name}"]: [c.title for c in them] for name, them in grouped().items()
    }
    assert shown == expected


def test_every_link_of_the_gallery_leads_to_a_form_or_a_workbook(gallery, site):
    here = (site / "book/calculators.html").as_uri()
    for section in (
        "start-here",
        "the-others-by-question",
        "by-who-asks",
        "by-part-of-the-program",
    ):
        for link in gallery.find("section", id=section)("a", class_="reference"):
            address, name = urldefrag(urljoin(here, link["href"]))
            path = site / address.removeprefix(f"{site.as_uri()}/")
            assert path.exists()
            assert path.suffix == ".xlsx" or f'data-calculator="{name}"' in path.read_text("utf-8")


def questions(section) -> list[str]:
    return [each.get_text() for each in section.select("ul > li strong")]
