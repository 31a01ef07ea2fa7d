"""The layers of the house hold, and its picture shows the imports of the code."""

import re
from graphlib import CycleError
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from seti_ta.handbook.architecture import PACKAGE, from_the_top, imports, picture, purpose, upward

HOUSE = {
    "__init__.py": "from seti_ta import calculators",
    "__main__.py": "from seti_ta.cli import main",
    "edition.py": "import os",
    "calculators/__init__.py": "from seti_ta.evidence.facts import fact",
    "evidence/facts.py": "from . import table",
    "surfaces/__init__.py": "",
    "surfaces/web/form.py": "import seti_ta.edition\nfrom ...calculators import x",
    "handbook/__init__.py": "def setup():\n    from seti_ta import __version__, surfaces",
    "cli.py": "from seti_ta import calculators, surfaces",
}

IMPORTS = {
    "calculators": ["evidence"],
    "cli": ["calculators", "surfaces"],
    "edition": [],
    "evidence": [],
    "handbook": ["surfaces"],
    "surfaces": ["calculators", "edition"],
}


def built(folder: Path, files: dict[str, str]) -> Path:
    """A small house with these files."""
    package = folder / "seti_ta"
    for name, code in files.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(code, encoding="utf-8")
    return package


def lines(svg: str) -> set[tuple[str, str]]:
    """The imports that a picture shows, read from where its lines begin and end."""
    soup = BeautifulSoup(svg, "html.parser")
    boxes = {box.text: int(box.rect["y"]) for box in soup.select(".house .room")}
    height = int(soup.select_one(".house rect")["height"])

    def room(y: str) -> str:
        return next(name for name, top in boxes.items() if top < int(y) < top + height)

    ends = [re.match(r"M\d+ (\d+)H\d+V(\d+)", path["d"]) for path in soup.select(".import path")]
    return {(room(end[1]), room(end[2])) for end in ends}


def edges(graph: dict[str, list[str]]) -> set[tuple[str, str]]:
    return {(room, other) for room, others in graph.items() for other in others}


def test_no_room_imports_from_a_layer_above_it():
    assert upward(PACKAGE) == []


def test_a_good_house_has_nothing_to_report(tmp_path):
    assert upward(built(tmp_path, HOUSE)) == []


@pytest.mark.parametrize(
    ("file", "code", "reached"),
    [
        ("calculators/funnel.py", "import seti_ta.surfaces.web", "surfaces"),
        ("calculators/funnel.py", "from seti_ta import cli", "cli"),
        ("evidence/deep/down.py", "def late():\n    from ...surfaces import web", "surfaces"),
        ("edition.py", "from .handbook import build", "handbook"),
        ("__init__.py", "from seti_ta.surfaces import *", "surfaces"),
        ("surfaces/web/form.py", "from seti_ta.handbook.build import ROOT", "handbook"),
        ("handbook/build.py", "from seti_ta.cli import main", "cli"),
        ("cli.py", "from seti_ta import handbook", "handbook"),
    ],
)
def test_a_planted_upward_import_is_named(tmp_path, file, code, reached):
    package = built(tmp_path, HOUSE | {file: code})
    assert upward(package) == [f"seti_ta/{file} imports {reached}, which is not below it"]


def test_imports_are_read_from_the_files(tmp_path):
    assert imports(built(tmp_path, HOUSE)) == IMPORTS


def test_the_picture_has_the_lines_of_the_imports_and_no_other():
    assert lines(picture(IMPORTS)) == edges(IMPORTS)
    assert lines(picture(IMPORTS | {"edition": ["evidence"]})) != edges(IMPORTS)


def test_the_picture_on_the_page_shows_the_code(site):
    page = (site / "book" / "architecture.html").read_text(encoding="utf-8")
    assert lines(page) == edges(imports(PACKAGE))


def test_each_room_stands_above_those_that_it_imports():
    order = from_the_top(imports(PACKAGE))
    for room, other in edges(imports(PACKAGE)):
        assert order.index(room) < order.index(other)


def test_rooms_that_import_each_other_are_named():
    with pytest.raises(CycleError, match=r"calculators.*evidence"):
        picture(IMPORTS | {"evidence": ["calculators"]})


@pytest.mark.parametrize("room", imports(PACKAGE))
def test_each_room_says_what_it_is_for(room):
    assert len(purpose(room)) > 20
