"""A page that holds as much as a chapter ever will stays light."""

import gzip
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import run_build

from seti_ta import calculators, checklists
from seti_ta.handbook import build
from seti_ta.surfaces.web.form import form_html

#: What a page of three calculators and a checklist may weigh at first view, compressed.
BUDGET = 140_000

TOC = """\
format: jb-book
root: book/intro
parts: [{caption: Part, chapters: [{file: book/full}]}]
"""


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """The address of a page with the three heaviest calculators and the longest checklist."""
    heaviest = sorted(calculators.values(), key=lambda each: -len(form_html(each, "")))[:3]
    longest = max(checklists.values(), key=lambda each: len(repr(each.items)))
    forms = [f"```{{calculator}} {each.name}\n```" for each in heaviest]
    forms.append(f"```{{checklist}} {longest.name}\n```")
    root = tmp_path_factory.mktemp("full")
    (root / "book").mkdir()
    (root / "_toc.yml").write_text(TOC, "utf-8")
    (root / "book/references.bib").touch()
    for name in ("intro", "full"):  # a page of nothing would be refused
        (root / f"book/{name}.md").write_text("# Full\n\n" + "\n\n".join(forms), "utf-8")
    shutil.copy(build.ROOT / "_config.yml", root)
    run = run_build(root)
    assert run.returncode == 0, run.stderr
    return root / "_build" / "html" / "book" / "full.html"


def test_three_calculators_and_a_checklist_fit_the_budget(browser, full, record_property):
    page, files = browser.new_page(), set()
    page.on("requestfinished", lambda request: files.add(Path(urlsplit(request.url).path)))
    page.goto(full.as_uri(), wait_until="networkidle")
    assert page.locator("[data-calculator]").count() == 3
    assert page.locator("[data-checklist]").count() == 1
    page.close()
    assert {file.suffix for file in files} >= {".html", ".css", ".js"}
    weight = sum(len(gzip.compress(file.read_bytes())) for file in files)
    record_property("three calculators and a checklist on one page", f"{weight / 1000:.1f} KB")
    assert weight <= BUDGET
