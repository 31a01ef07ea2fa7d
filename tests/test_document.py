"""The Word brief: what Python says, in two pages, readable by everyone, the same bytes."""

import io
import re
import zipfile
from datetime import date

import docx
import pytest
from cases import some_cases
from conftest import program
from docx.oxml.ns import qn
from docx.shared import Inches
from made_up import made_up_rules
from office import converted

from seti_ta import calculators
from seti_ta.calculators.catalogue import texts, translated
from seti_ta.surfaces.document import LARGEST_SWINGS, brief
from seti_ta.surfaces.presentation import moved, origins_of, standing_lines

ALL = [*calculators.values(), made_up_rules]
EVERY = pytest.mark.parametrize("calculator", ALL, ids=lambda each: each.name)
EDITION, CHECK_BY = date(2026, 11, 23), date(2027, 11, 23)
CASES = 8


def opened(result):
    return docx.Document(io.BytesIO(brief(result, EDITION, CHECK_BY)))


def rows(table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows][1:]


def shown_inputs(result, origins) -> tuple[list[tuple], str]:
    """What a document shows of the inputs: a row for each that is filled, a line for the rest."""
    inputs = result.calculator.inputs
    filled = [each for each in inputs if result.entered[each.name] is not None]
    rows = [(each.label, result.with_unit(each.name), origins[each.name]) for each in filled]
    empty = "; ".join(each.label for each in inputs if each not in filled)
    return rows, f"Left empty: {empty}." if empty else ""


def shown_results(result) -> list[tuple]:
    """A row for each result that no verdict gives."""
    judged = {each.step for each in result.calculator.verdicts}
    names = [name for name in result.calculator.results if name not in judged]
    return [(result.label(name), result.with_unit(name)) for name in names]


@EVERY
def test_the_brief_says_what_python_says(calculator):
    for case in some_cases(calculator, CASES):
        result = calculator(**case)
        document = opened(result)
        shown = [rows(table) for table in document.tables]
        said = [paragraph.text for paragraph in document.paragraphs]
        inputs, empty = shown_inputs(result, origins_of(result))
        assert not inputs or inputs in shown
        assert not empty or empty in said
        assert shown_results(result) in shown
        largest = [
            moved(result, swing)
            for swing in result.sensitivity[:LARGEST_SWINGS]
            if swing.headline_low != swing.headline_high
        ]
        assert not largest or largest in shown
        assert said[:3] == [calculator.title, calculator.question, result.board_sentence]
        assert set(result.warnings) | set(calculator.limits) <= set(said)
        for title, answer, reasons in result.verdicts:
            assert {f"{title}: {answer}", *reasons} <= set(said)
        assert set(standing_lines(calculator)) <= set(said)


@EVERY
def test_the_footer_has_the_version_and_the_check_by_date(calculator):
    footer = opened(calculator()).sections[0].footer.paragraphs[0]
    assert calculator.code in footer.text and "Check by 2027-11-23" in footer.text
    assert 'w:instr="PAGE"' in footer._p.xml


def test_only_starting_values_have_a_source():
    said = "\n".join(p.text for p in opened(calculators["recruitment_funnel"]()).paragraphs)
    assert "Completion rate: Arnold Ventures" in said
    own = calculators["recruitment_funnel"](completion=60)
    said = "\n".join(p.text for p in opened(own).paragraphs)
    assert "Arnold Ventures" not in said


@EVERY
def test_headings_tables_and_language_serve_every_reader(calculator):
    document = opened(calculator())
    styles = [p.style.name for p in document.paragraphs if p.style.name.startswith(("T", "H"))]
    assert styles[0] == "Title" and {"Heading 1"} <= set(styles[1:]) <= {"Heading 1", "Heading 2"}
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    language = document.styles.element.find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-US"
    known = document.core_properties
    assert (known.title, known.language) == (calculator.title, "en-US")
    section = document.sections[0]
    assert (section.page_width, section.page_height) == (Inches(8.5), Inches(11))


@EVERY
def test_two_writings_give_the_same_bytes(calculator):
    first = brief(calculator(), EDITION, CHECK_BY)
    assert first == brief(calculator(), EDITION, CHECK_BY)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 23, 0, 0, 0)}
        assert b"2026-11-23" in archive.read("docProps/core.xml")


def test_characters_that_xml_does_not_allow_are_marked():
    calculator = calculators["recruitment_funnel"]
    odd = translated(calculator, {k: f"\x00\x0b<&>{t}" for k, t in texts(calculator).items()})
    document = opened(odd())
    assert document.paragraphs[0].text == f"\ufffd\ufffd<&>{calculator.title}"
    assert rows(document.tables[0])[0][0] == "\ufffd\ufffd<&>Target"


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> dict[str, bytes]:
    """The brief of every calculator as a PDF, from one start of LibreOffice."""
    program("soffice")
    folder = tmp_path_factory.mktemp("briefs")
    paths = [folder / f"{each.name}.docx" for each in ALL]
    for each, path in zip(ALL, paths, strict=True):
        path.write_bytes(brief(each(), EDITION, CHECK_BY))
    return dict(zip([each.name for each in ALL], converted(paths, "pdf"), strict=True))


@EVERY
def test_it_has_two_pages_and_a_third_or_fourth_to_look_things_up(calculator, printed):
    pages = re.findall(rb"/Type\s*/Page\b", printed[calculator.name])
    shown = {name for each in calculator.row_results for name in each.columns}
    has_matrix = bool(shown & calculator.matrices.keys())
    most = 4 if has_matrix or calculator.verdicts else 3
    assert 2 <= len(pages) <= most
