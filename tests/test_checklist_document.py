"""The checklist's Word form: whole, accessible, the same each time, and short enough to carry."""

import re
import zipfile
from datetime import UTC, date, datetime

import docx
import pytest
from conftest import program
from docx.oxml.ns import qn
from office import converted

from seti_ta import checklists
from seti_ta.checklists.borrowed import lenders
from seti_ta.checklists.score import BANDS
from seti_ta.surfaces.checklist_document import BOX, write_all, write_document

EDITION, CHECK_BY = date(2026, 11, 23), date(2027, 11, 23)
MOST_PAGES = 10


def pytest_generate_tests(metafunc):
    if "checklist" in metafunc.fixturenames:
        metafunc.parametrize("checklist", list(checklists.values()), ids=lambda each: each.name)


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> dict[str, tuple[bytes, str]]:
    """Each form as LibreOffice prints it and as text, by the name of its checklist."""
    program("lowriter")
    paths = write_all(tmp_path_factory.mktemp("forms"))
    printed, read = (converted(paths, kind) for kind in ("pdf", "txt"))
    return {
        name: (pdf, text.decode("utf-8"))
        for name, pdf, text in zip(checklists, printed, read, strict=True)
    }


@pytest.fixture
def path(checklist, tmp_path):
    return write_document(checklist, tmp_path / "form.docx", EDITION, CHECK_BY)


def rows_of(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def item_tables(checklist, form) -> dict:
    """The table of each item by id, as its alternative text names it."""
    captions = {t._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")): t for t in form.tables}
    return {each.id: captions[f"{each.id}. {each.statement}"] for each in checklist.items}


def test_each_item_has_its_anchors_boxes_and_room_to_write(checklist, path):
    for id, table in item_tables(checklist, docx.Document(path)).items():
        header, *levels, left_out = rows_of(table)
        assert header == ["Level", "Self", "Reviewer", "Evidence: what was seen"]
        anchors = [f"{n}  {text}" for n, text in enumerate(checklist.item[id].levels)]
        assert levels == [[text, BOX, BOX, ""] for text in anchors]
        assert left_out == ["N/A. Why:", BOX, BOX, ""]


def test_items_stand_gates_first_and_gates_say_so(checklist, path):
    form = docx.Document(path)
    headings = [p.text for p in form.paragraphs if p.style.name == "Heading 2"]
    wanted = [
        f"{each.id}{' (gate)' if each.gate else ''}. {each.statement}" for each in checklist.printed
    ]
    assert headings == wanted


def test_the_arithmetic_and_the_reasons_are_on_paper(checklist, path):
    form = docx.Document(path)
    cells = [cell for table in form.tables for row in rows_of(table) for cell in row]
    shown = "\n".join([*cells, *(p.text for p in form.paragraphs)])
    total = sum(item.weight for item in checklist.items)
    wanted = [f"3 × ({total} − B)", f"More than {total // 5} of {total}"]
    wanted += [f"{low}–" for low in BANDS.values()]
    wanted += [checklist.say(key) for key in ("weights_note", "threshold_note", "gate_note")]
    for item in checklist.items:
        wanted += [item.evidence, item.why, *map(checklist.dated, item.ruled)]
    wanted += [checklists[name].title for name in lenders(checklist)]
    for source in checklist.cited:
        wanted += [source.citation, source.url]
    assert not [text for text in wanted if text not in shown]


def test_a_page_takes_the_action_plan(checklist, path):
    captions = {t._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")): t
                for t in docx.Document(path).tables}  # fmt: skip
    header, *lines = rows_of(captions["Action plan"])
    assert header == ["Item", "Next step", "Owner", "By when", "Evidence needed"]
    assert len(lines) >= 10 and {cell for line in lines for cell in line} == {""}


def test_tables_repeat_their_headers_and_have_no_merged_cells(checklist, path):
    for table in docx.Document(path).tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in others)
        assert not table._tbl.xpath(".//w:vMerge | .//w:gridSpan")


def test_language_paper_and_dates_are_set(checklist, path):
    form = docx.Document(path)
    assert form.styles.element.xpath("w:docDefaults//w:lang/@w:val") == ["en-US"]
    section, about = form.sections[0], form.core_properties
    assert (section.page_width.inches, section.page_height.inches) == (8.5, 11)
    assert about.title == checklist.title
    assert about.created == about.modified == datetime(2026, 11, 23, tzinfo=UTC)
    footer = section.footer.paragraphs[0]
    assert "2026-11-23" in footer.text
    assert [each.get(qn("w:instr")) for each in footer._p.iter(qn("w:fldSimple"))] == [
        "PAGE",
        "NUMPAGES",
    ]


def test_two_writings_give_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    first, second = write_all(tmp_path / "a"), write_all(tmp_path / "b")
    assert [p.stem for p in first] == [f"checklist-{name}" for name in checklists]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    with zipfile.ZipFile(first[0]) as parts:
        assert {part.date_time[:3] for part in parts.infolist()} == {(2026, 11, 23)}
    assert not list(tmp_path.rglob("*.part"))


def test_libreoffice_shows_it_in_a_few_pages(checklist, shown, record_property):
    pdf, text = shown[checklist.name]
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert 3 <= pages <= MOST_PAGES
    for item in checklist.items:
        assert item.statement in text
        assert all(anchor in text for anchor in item.levels)
    record_property(f"{checklist.name}, Word form", f"{pages} pages")
