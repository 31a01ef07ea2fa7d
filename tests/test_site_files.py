"""The files of the built website: complete, linked, and free of anything from outside."""

import re
from functools import cache
from urllib.parse import unquote, urldefrag

import pytest
from bs4 import BeautifulSoup
from conftest import CHAPTERS, PAGES

from seti_ta.handbook import build
from seti_ta.handbook.policy import CONTENT_SECURITY_POLICY

LOADS = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}


@cache
def read(site, page: str) -> BeautifulSoup:
    return BeautifulSoup((site / page).read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def anchors(site) -> dict:
    """The ids of every page, by file."""
    return {
        path.resolve(): {tag["id"] for tag in read(site, path)(id=True)}
        for path in site.rglob("*.html")
    }


def test_every_chapter_has_a_page_that_says_something(site):
    assert build.missing_pages(CHAPTERS, site) == []


def test_a_missing_or_empty_page_is_noticed(tmp_path):
    (tmp_path / "a.html").write_text(f"<main><h1>A</h1><p>{'text ' * 100}</p></main>")
    (tmp_path / "b.html").write_text("<main><h1>B</h1></main>" + "footer" * 100)
    assert build.missing_pages(["a", "b", "c"], tmp_path) == ["b", "c"]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_lists_every_chapter(site, page):
    here = (site / page).parent
    links = {
        (here / link["href"]).resolve() if link["href"] != "#" else (site / page).resolve()
        for link in read(site, page).select("#chapters a")
    }
    assert links == {(site / f"{name}.html").resolve() for name in CHAPTERS}


@pytest.mark.parametrize("page", PAGES)
def test_links_and_anchors_lead_somewhere(site, page, anchors):
    broken = []
    for link in read(site, page)("a", href=True):
        address, anchor = urldefrag(unquote(link["href"]))
        if re.match(r"[a-z]+:", address):
            continue
        target = ((site / page).parent / address if address else site / page).resolve()
        if not target.is_file() or (anchor and anchor not in anchors.get(target, ())):
            broken.append(link["href"])
    assert not broken


@pytest.mark.parametrize("page", ["index.html", *PAGES])
def test_a_page_loads_only_files_of_the_site(site, page):
    soup = read(site, page)
    loaded = [tag[attr] for name, attr in LOADS.items() for tag in soup(name, attrs={attr: True})]
    here = (site / page).parent
    missing = [
        url
        for url in loaded
        if not url.startswith("data:") and not (here / url.partition("?")[0]).is_file()
    ]
    assert not missing


@pytest.mark.parametrize("page", ["index.html", *PAGES])
def test_a_page_states_its_policy_first_and_keeps_it(site, page):
    soup = read(site, page)
    first = soup.head.find(True)
    assert first["http-equiv"] == "Content-Security-Policy"
    assert first["content"] == CONTENT_SECURITY_POLICY
    assert not soup("style")
    assert not soup(style=True)
    assert not soup(lambda tag: any(name.startswith("on") for name in tag.attrs))
    inline = [tag for tag in soup("script") if not tag.get("src")]
    assert {tag["type"] for tag in inline} <= {"application/json"}


def test_no_file_names_a_folder_of_the_machine_that_built_it(site):
    where = str(build.ROOT).encode()
    assert not [path for path in site.rglob("*") if path.is_file() and where in path.read_bytes()]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_tells_its_edition(site, page):
    footer = read(site, page).footer.get_text()
    assert re.search(r"version \d+\.\d+\.\d+, \d{1,2} [A-Z][a-z]+ \d{4}", footer)
