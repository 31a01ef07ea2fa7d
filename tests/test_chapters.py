"""The chapters on a component have the same parts, and each checklist item is taught once."""

import re
from pathlib import Path
from urllib.parse import urljoin

import nbformat
import pytest
from conftest import CHAPTERS

from seti_ta import checklists
from seti_ta.surfaces.web.checklist_form import form_id, item_id

BOOK = Path(__file__).parents[1] / "book"

COMPONENTS = ["screening", "training", "career-readiness", "support", "employers"]

PARTS = [
    "In one minute",
    "What the evidence says",
    "What good looks like",
    "Check yourself",
    "Plan it",
    "With your own numbers",
    "Watch for",
    "Take it with you",
    "Sources",
]

FULL = [each for each in checklists.values() if not each.borrows]


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_chapter_has_the_nine_parts(name):
    cells = nbformat.read(BOOK / f"{name}.ipynb", as_version=4).cells
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert re.findall(r"(?m)^## (.+)$", prose) == PARTS


@pytest.fixture(scope="module")
def pages(site) -> dict[str, str]:
    """The HTML of each chapter, by its address in the site."""
    return {f"{name}.html": (site / f"{name}.html").read_text("utf-8") for name in CHAPTERS}


def pages_with(pages: dict[str, str], text: str) -> list[str]:
    """A page for each place where this text stands."""
    return [page for page, html in pages.items() for _ in range(html.count(text))]


def links(html: str, page: str, words: str) -> set[str]:
    """Where the links with these words lead, seen from the site."""
    found = re.findall(rf'<a [^>]*href="([^"]+)"[^>]*>{words}', html)
    return {urljoin(page, to) for to in found}


@pytest.mark.parametrize("checklist", FULL, ids=lambda each: each.name)
def test_each_item_is_taught_at_one_place_and_linked_both_ways(pages, checklist):
    [chapter] = pages_with(pages, f'id="{form_id(checklist)}"')
    reading = links(pages[chapter], chapter, "Read about it: ")
    for id in checklist.item:
        assert len(pages_with(pages, f'id="teaches-{id}"')) == 1, f"{id}: not taught at one place"
        [page] = pages_with(pages, f'id="teaches-{id}"')
        assert f"{page}#teaches-{id}" in reading
        item = f"{chapter}#{item_id(checklist, id)}"
        assert item in links(pages[page], page, f"(?:Checklist: )?{id}</a>")
        assert pages[chapter].count(f'id="{item_id(checklist, id)}"') == 1
    assert len(reading) == len(checklist.items)


def test_each_component_chapter_holds_its_checklist(pages):
    for name, checklist in zip(COMPONENTS, FULL, strict=False):
        assert pages_with(pages, f'id="{form_id(checklist)}"') == [f"book/{name}.html"]
