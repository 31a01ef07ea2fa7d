"""The chapters on a component of the program have the same parts in the same order."""

import re
from pathlib import Path

import nbformat
import pytest

BOOK = Path(__file__).parents[1] / "book"

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


@pytest.mark.parametrize("name", ["screening", "employers"])
def test_a_component_chapter_has_the_nine_parts(name):
    cells = nbformat.read(BOOK / f"{name}.ipynb", as_version=4).cells
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert re.findall(r"(?m)^## (.+)$", prose) == PARTS
