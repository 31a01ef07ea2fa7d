"""The stored chapters: in normal form, drawn as SVG, with findings that may be quoted."""

import ast
from pathlib import Path

import nbformat
import pytest

from seti_ta.handbook.claims import figures
from seti_ta.handbook.notebooks import in_normal_form

CHAPTERS = sorted((Path(__file__).parents[1] / "book").glob("*.ipynb"))
EFFECTS = {"impact", "pct_impact", "baseline_mean", "control_mean", "treatment_mean"}


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_is_stored_in_normal_form(path):
    stored = path.read_text(encoding="utf-8")
    assert in_normal_form(nbformat.reads(stored, as_version=4)) == stored


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_figures_are_svg_only_and_say_what_they_show(path):
    for cell in nbformat.read(path, as_version=4).cells:
        kinds = {kind for output in cell.get("outputs", []) for kind in output.get("data", {})}
        assert not kinds & {"image/png", "image/jpeg"}
        if "image/svg+xml" in kinds:
            assert len(cell.metadata.mystnb.image.alt) > 100
            assert cell.metadata.mystnb.figure.name


def test_normal_form_forgets_the_run():
    cell = nbformat.v4.new_code_cell("1", execution_count=7, metadata={"execution": {"a": "b"}})
    cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "1"})]
    cell.outputs[0].execution_count = 7
    notebook = nbformat.v4.new_notebook(
        cells=[cell], metadata={"language_info": {"name": "python", "version": "3"}}
    )
    stored = nbformat.reads(in_normal_form(notebook), as_version=4)
    assert stored.cells[0].execution_count == 1
    assert stored.cells[0].outputs[0].execution_count == 1
    assert not stored.cells[0].metadata
    assert "version" not in stored.metadata.language_info


@pytest.mark.parametrize("name", ["evidence", "sector-or-general"])
def test_findings_in_prose_pass_through_quote(name):
    path = next(path for path in CHAPTERS if path.stem == name)
    cells = nbformat.read(path, as_version=4).cells
    code = ast.parse("\n".join(cell.source for cell in cells if cell.cell_type == "code"))
    quoted = [call for call in ast.walk(code) if isinstance(call, ast.Call) and _is_quote(call)]
    inside = {id(node) for call in quoted for node in ast.walk(call)}
    for node in ast.walk(code):
        if isinstance(node, ast.Constant) and node.value in EFFECTS:
            assert id(node) in inside, f"{node.value} is read past quote()"


def _is_quote(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "quote"


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_no_cell_types_a_figure_that_a_chapter_could_paste(path):
    cells = nbformat.read(path, as_version=4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    texts = [node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)]
    assert [found for text in texts for found in figures(str(text))] == []
