"""What a workbook must be before anybody opens it: safe, checked, readable, the same each time."""

import re
import zipfile
from datetime import date

import openpyxl
import pytest

import seti_ta
from seti_ta.calculators.catalogue import texts, translated
from seti_ta.calculators.checked_input import rule
from seti_ta.calculators.reader import DefinitionError
from seti_ta.surfaces.formula import check_names, checked_length, quoted
from seti_ta.surfaces.workbook import write_all, write_workbook

EDITION, CHECK_BY = date(2026, 11, 23), date(2027, 11, 23)
every_calculator = pytest.mark.parametrize(
    "calculator", list(seti_ta.calculators.values()), ids=lambda each: each.name
)

#: Functions that Excel 2013, Google Sheets and LibreOffice all have.
SHARED = {
    *("ABS", "AND", "COUNTIF", "DATE", "FIXED", "HYPERLINK", "IF", "INDEX", "INT", "ISNUMBER"),
    *("LEFT", "LEN", "LOWER", "MATCH", "MAX", "MIN", "NOT", "OR", "ROUND", "ROWS", "SIGN"),
    *("SUM", "SUMPRODUCT", "TODAY", "TRIM"),
}
TEXT = re.compile(r'"(?:[^"]|"")*"(?:&"(?:[^"]|"")*")*')
SHEET = re.compile(r"'[^']*'!")


@pytest.fixture
def path(calculator, tmp_path):
    return write_workbook(calculator, tmp_path / "workbook.xlsx", EDITION, CHECK_BY)


def formulas(path) -> list[str]:
    """Every formula in order, with its texts and the names of its sheets left out."""
    book = openpyxl.load_workbook(path)
    found = [c.value for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    return [SHEET.sub("", TEXT.sub('""', each)) for each in found]


def named_cells(path, stored=False) -> dict:
    """Every named cell, or list of cells, by name."""
    book = openpyxl.load_workbook(path, data_only=stored)
    cells = {}
    for name, defined in book.defined_names.items():
        [(sheet, place)] = defined.destinations
        area = book[sheet][place]
        cells[name] = [row[0] for row in area] if isinstance(area, tuple) else area
    return cells


@every_calculator
def test_only_shared_functions_and_no_macros_or_links_to_other_files(path):
    used = {name for f in formulas(path) for name in re.findall(r"([A-Za-z_.0-9]+)\(", f)}
    assert used <= SHARED
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        xml = "".join(archive.read(name).decode() for name in names)
    assert not [name for name in names if re.search(r"vba|macro|externalLink|metadata", name)]
    assert not re.search(r'_xlfn|t="array"|TargetMode="External"', xml)


@every_calculator
def test_stored_values_are_those_of_python(calculator, path):
    result = calculator()
    cells = named_cells(path, stored=True)
    for name, value in result.values.items():
        if isinstance(value, list):
            stored = [cell.value for cell in cells[name]]
            assert stored[: len(value)] == pytest.approx(value, rel=1e-12)
            assert not any(stored[len(value) :])
        elif isinstance(value, str):
            assert cells[name].value == calculator.write(name, value)
        else:
            assert cells[name].value == pytest.approx(float(value), rel=1e-12)
    for name in calculator.results:
        assert cells[f"label_{name}"].value == result.label(name)
        assert cells[f"result_{name}"].value == cells[name].value
    order = [calculator.declared[swing.name].label for swing in result.sensitivity]
    assert [cell.value for cell in cells["swing_input"]] == order
    assert cells["board_sentence"].value == result.board_sentence
    warnings = [cells[f"warning_{n}"].value for n in range(1, len(calculator.warnings) + 1)]
    assert tuple(filter(None, warnings)) == result.warnings


@every_calculator
def test_only_the_entries_are_open_and_no_password_is_set(calculator, path):
    book = openpyxl.load_workbook(path)
    entries = {f"'{c.parent.title}'!{c.coordinate}" for n, c in named_cells(path).items()
               if n in calculator.defaults}  # fmt: skip
    unlocked = set()
    for sheet in book:
        assert sheet.protection.sheet and not sheet.protection.password
        unlocked |= {
            f"'{sheet.title}'!{c.coordinate}"
            for row in sheet.iter_rows()
            for c in row
            if not c.protection.locked
        }
    assert unlocked == entries


@every_calculator
def test_each_entry_is_validated_with_the_sentence_of_the_page(calculator, path):
    book = openpyxl.load_workbook(path)
    validations = book.worksheets[0].data_validations.dataValidation
    by_place = {str(each.sqref): each for each in validations}
    cells = named_cells(path)
    for field in calculator.inputs:
        validation = by_place[cells[field.name].coordinate]
        assert validation.errorStyle in (None, "stop")
        assert validation.error == rule(calculator, field)[:255]
        assert len(validation.errorTitle) <= 32
        if field.choices:
            assert validation.type == "list"
            assert listed(book, validation.formula1) == list(field.choices.values())
        else:
            assert validation.type == ("whole" if field.whole else "decimal")
            assert validation.operator in (None, "between")
            ends = float(validation.formula1), float(validation.formula2)
            assert ends == (field.held(field.low), field.held(field.high))


def listed(book, reference: str) -> list[str]:
    sheet, cells = re.fullmatch(r"'?([^'!]+)'?!(.+)", reference).groups()
    return [row[0].value for row in book[sheet][cells]]


@every_calculator
def test_percent_cells_show_the_decimals_of_the_page(calculator, path):
    sheet = openpyxl.load_workbook(path).worksheets[0]
    shown = {
        str(area.sqref): (rule.dxf.numFmt.formatCode, float(rule.formula[0].partition(">")[2]))
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.type == "expression"
    }
    cells = named_cells(path)
    for name in (*calculator.defaults, *(f"result_{each}" for each in calculator.results)):
        step = name.removeprefix("result_")
        if calculator.declared[step].unit == "percent":
            as_entered, as_result = ("0.0###%", 0.00005), ("0.0%", 0.05)
            wanted = as_entered if name in calculator.defaults else as_result
            assert shown[cells[name].coordinate] == wanted


@every_calculator
def test_text_never_becomes_a_formula(calculator, path, tmp_path):
    for sign in "=+-@":
        hostile = translated(calculator, {k: f"{sign}{t}" for k, t in texts(calculator).items()})
        other = write_workbook(hostile, tmp_path / "hostile.xlsx", EDITION, CHECK_BY)
        assert formulas(other) == formulas(path)


@every_calculator
def test_every_text_of_the_definition_is_in_the_workbook(calculator, path):
    book = openpyxl.load_workbook(path, data_only=True)
    shown = "\n".join(
        str(c.value) for s in book for row in s.iter_rows() for c in row if c.value is not None
    )
    fields = calculator.inputs
    wanted = [calculator.title, calculator.question, *calculator.limits]
    wanted += [t for f in fields for t in (f.label, f.help, *f.choices.values())]
    sources = [f.source for f in fields] + [r.source for f in fields for r in f.references]
    wanted += [t for s in sources for t in (s.citation, s.locator, s.url)]
    wanted += [calculator.messages[f"grade.{s.grade}"] for s in sources]
    wanted += [preset.label for preset in calculator.presets]
    wanted += [seti_ta.__version__, "2027-11-23", "Enable Editing"]
    assert not [text for text in wanted if text not in shown]


@every_calculator
def test_charts_have_an_alternative_text(calculator, path):
    with zipfile.ZipFile(path) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert f"chart: {calculator.chart.title}." in drawing


def test_two_writings_give_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    first, second = write_all(tmp_path / "a"), write_all(tmp_path / "b")
    assert [p.stem for p in first] == list(seti_ta.calculators)
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("name", ["Q2", "c01", "R", "C", "r1c1", "abc123", "true"])
def test_a_name_that_a_sheet_reads_as_a_cell_is_refused(name):
    calculator = seti_ta.calculators["recruitment_funnel"]
    with pytest.raises(DefinitionError, match=name):
        check_names(calculator, ["target", name])


def test_names_that_differ_by_case_only_are_refused():
    with pytest.raises(DefinitionError, match="Target"):
        check_names(seti_ta.calculators["recruitment_funnel"], ["target", "Target"])


def test_a_formula_that_excel_cannot_hold_is_refused():
    with pytest.raises(DefinitionError, match="too long"):
        checked_length("1+" * 5000 + "1")


def test_long_texts_are_cut_in_pieces_that_excel_takes():
    assert max(map(len, re.findall(r'"[^"]*"', quoted("x" * 1000)))) == 257
    assert quoted('say "no"') == '"say ""no"""'
