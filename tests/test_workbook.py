"""What a workbook must be before anybody opens it: safe, checked, readable, the same each time."""

import re
import zipfile
from datetime import date
from functools import lru_cache

import openpyxl
import pytest
from cases import leaves, valid_cases
from made_up import made_up_rules

import seti_ta
from seti_ta.calculators.catalogue import texts, translated
from seti_ta.calculators.checked_entry import LONGEST_NAME, rule
from seti_ta.calculators.reader import DefinitionError
from seti_ta.edition import check_by_date, edition_date
from seti_ta.surfaces.formula import PRICE_INDEXES, check_names, checked_length, quoted
from seti_ta.surfaces.scenarios import has_scenarios
from seti_ta.surfaces.workbook import workbook_bytes, write_all, write_workbook

EDITION, CHECK_BY = date(2026, 11, 23), date(2027, 11, 23)
every_calculator = pytest.mark.parametrize(
    "calculator", [*seti_ta.calculators.values(), made_up_rules], ids=lambda each: each.name
)

#: Functions that Excel 2013, Google Sheets and LibreOffice all have. A file says _xlfn. before
#: the name of those that Excel 2007 did not have.
SHARED = {
    *(
        "ABS",
        "AND",
        "AVERAGEIFS",
        "CHAR",
        "COUNT",
        "COUNTIF",
        "EXACT",
        "DATE",
        "FIXED",
        "HYPERLINK",
        "IF",
        "INDEX",
    ),
    *(
        "INT",
        "ISNUMBER",
        "ISTEXT",
        "LEFT",
        "LEN",
        "LN",
        "LOWER",
        "MATCH",
        "MAX",
        "MID",
        "MIN",
        "MOD",
    ),
    *("EXP", "GAMMALN", "ROW", "SQRT"),
    *(
        "NOT",
        "OR",
        "ROUND",
        "ROWS",
        "SIGN",
        "SUM",
        "SUMIFS",
        "SUMPRODUCT",
        "TODAY",
        "TRIM",
        "_xlfn.T.INV",
    ),
}
TEXT = re.compile(r'"(?:[^"]|"")*"(?:&"(?:[^"]|"")*")*')
SHEET = re.compile(r"'[^']*'!")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("workbooks")


@pytest.fixture
def path(calculator, folder):
    path = folder / f"{calculator.name}.xlsx"
    return path if path.exists() else write_workbook(calculator, path, EDITION, CHECK_BY)


@lru_cache(maxsize=64)  # each test goes through all calculators
def opened(path, stored=False):
    """The workbook with its formulas, or with the values stored with them."""
    return openpyxl.load_workbook(path, data_only=stored)


def formulas(path) -> list[str]:
    """Every formula in order, with its texts and the names of its sheets left out."""
    book = opened(path)
    found = [c.value for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    return [SHEET.sub("", TEXT.sub('""', each)) for each in found]


def named_cells(path, stored=False) -> dict:
    """Every named cell, list of cells, or list of rows of cells, by name."""
    book = opened(path, stored)
    cells = {}
    for name, defined in book.defined_names.items():
        [(sheet, place)] = defined.destinations
        area = book[sheet][place]
        rows = area if isinstance(area, tuple) else ((area,),)
        block = [list(row) for row in rows]
        column = [row[0] for row in block] if len(block[0]) == 1 else block
        cells[name] = column if len(column) > 1 else column[0]
    return cells


@every_calculator
def test_only_shared_functions_and_no_macros_or_links_to_other_files(path):
    used = {name for f in formulas(path) for name in re.findall(r"([A-Za-z_.0-9]+)\(", f)}
    assert used <= SHARED
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        xml = "".join(archive.read(name).decode() for name in names)
    assert not [name for name in names if re.search(r"vba|macro|externalLink|metadata", name)]
    assert not re.search(r't="array"|TargetMode="External"', xml)


@every_calculator
def test_stored_values_are_those_of_python(calculator, path):
    assert_all_stored(calculator(), path)


@every_calculator
def test_a_workbook_may_open_with_other_entries(calculator, tmp_path):
    result = calculator(**valid_cases(calculator, 60)[-1])
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(workbook_bytes(result, EDITION, CHECK_BY))
    assert_all_stored(result, path)


def assert_all_stored(result, path) -> None:
    calculator, cells = result.calculator, named_cells(path, stored=True)
    for name, value in result.values.items():
        assert_stored(calculator, name, value, cells[name])
    for name in calculator.results:
        assert cells[f"label_{name}"].value == result.label(name)
        assert cells[f"result_{name}"].value == cells[name].value
    for number, shown in enumerate(calculator.row_results, start=1):
        for name in shown.columns:
            assert_stored(calculator, name, result.values[name], cells[f"rows_{number}_{name}"])
    order = [calculator.declared[swing.name].label for swing in result.sensitivity]
    if order and has_scenarios(calculator):
        named = [cell.value for cell in leaves([cells["swing_input"]])]
        assert [*filter(None, named)] == order
    assert cells["board_sentence"].value == result.board_sentence
    warnings = [cells[f"warning_{n}"].value for n in range(1, len(calculator.warnings) + 1)]
    assert tuple(filter(None, warnings)) == result.warnings
    for number, (_, verdict, reasons) in enumerate(result.verdicts, start=1):
        assert cells[f"verdict_{number}"].value == verdict
        assert (cells[f"reasons_{number}"].value or "") == "\n".join(reasons)


def assert_stored(calculator, name: str, value, cells) -> None:
    if isinstance(value, list):
        for each, cell in zip(value, cells, strict=False):
            assert_stored(calculator, name, each, cell)
        assert not [cell.value for cell in leaves(cells[len(value) :]) if cell.value]
    elif value is None or isinstance(value, str):
        assert (cells.value or "") == calculator.write(name, value), name
    else:
        assert cells.value == pytest.approx(float(value), rel=1e-12), name


@every_calculator
def test_only_the_entries_are_open_and_no_password_is_set(calculator, path):
    book = opened(path)
    entries = {
        f"'{cell.parent.title}'!{cell.coordinate}"
        for name, cells in named_cells(path).items()
        if is_entry(calculator, name)
        for cell in leaves([cells])
    }
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


def is_entry(calculator, name: str) -> bool:
    singles = {field.name for field in calculator.inputs}
    return name in singles or name.startswith("enter_") or name == PRICE_INDEXES


@every_calculator
def test_each_entry_is_validated_with_the_sentence_of_the_page(calculator, path):
    book = opened(path)
    by_place = {
        f"'{sheet.title}'!{each.sqref}": each
        for sheet in book
        for each in sheet.data_validations.dataValidation
    }
    for field in calculator.fields:
        name, label = field.name, ""
        if table := calculator.table_of.get(name):
            name, label = f"enter_{name}", f"{table.row}, {field.label}"
        validation = by_place[book.defined_names[name].attr_text.replace("$", "")]
        assert validation.errorStyle in (None, "stop")
        assert validation.error == rule(calculator, field, label)[:255]
        assert len(validation.errorTitle) <= 32
        if field.choices:
            assert validation.type == "list"
            assert listed(book, validation.formula1) == list(field.choices.values())
        elif field.is_text:
            assert (validation.type, validation.formula1) == ("textLength", "1")
            assert validation.formula2 == str(LONGEST_NAME)
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
    sheet = opened(path).worksheets[0]
    shown = {
        str(area.sqref): (rule.dxf.numFmt.formatCode, float(rule.formula[0].partition(">")[2]))
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.type == "expression"
    }
    cells = named_cells(path)
    singles = [field.name for field in calculator.inputs]
    for name in (*singles, *(f"result_{each}" for each in calculator.results)):
        step = name.removeprefix("result_")
        if calculator.declared[step].unit == "percent":
            as_entered, as_result = ("0.0###%", 0.00005), ("0.0%", 0.05)
            wanted = as_entered if name in singles else as_result
            assert shown[cells[name].coordinate] == wanted


@every_calculator
def test_text_never_becomes_a_formula(calculator, path, tmp_path):
    signed = {key: f"{'=+-@'[len(text) % 4]}{text}" for key, text in texts(calculator).items()}
    hostile = translated(calculator, signed)
    other = write_workbook(hostile, tmp_path / "hostile.xlsx", EDITION, CHECK_BY)
    assert without_texts(formulas(other)) == without_texts(formulas(path))


def without_texts(formulas: list[str]) -> list[str]:
    """A sentence that begins with a value has a text before it once that starts with a sign."""
    return [each.replace('""&', "") for each in formulas]


@every_calculator
def test_every_text_of_the_definition_is_in_the_workbook(calculator, path):
    book = opened(path, stored=True)
    shown = "\n".join(
        str(c.value) for s in book for row in s.iter_rows() for c in row if c.value is not None
    )
    fields = calculator.fields
    wanted = [calculator.title, calculator.question, *calculator.limits]
    wanted += [t for f in fields for t in (f.label, f.help, *f.choices.values())]
    sources = [each.source for each in (*fields, *calculator.tables)]
    sources += [r.source for f in fields for r in f.references]
    wanted += [t for s in sources for t in (s.citation, s.locator, s.url)]
    wanted += [calculator.messages[f"grade.{s.grade}"] for s in sources]
    wanted += [preset.label for preset in calculator.presets]
    wanted += [step.help for step in calculator.steps]
    wanted += [t for each in calculator.tables for t in (each.label, each.row, each.help)]
    wanted += [each.title for each in calculator.row_results]
    wanted += [seti_ta.__version__, "2027-11-23", "Enable Editing"]
    assert not [text for text in wanted if text not in shown]


@every_calculator
def test_charts_have_an_alternative_text(calculator, path):
    with zipfile.ZipFile(path) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert f"chart: {calculator.chart.title}." in drawing


def test_every_calculator_is_written_the_same_each_time_and_whole(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    first = write_all(tmp_path)
    assert [p.stem for p in first] == list(seti_ta.calculators)
    for path in first[:3]:  # two whole builds are compared in test_site_build.py
        again = write_workbook(seti_ta.calculators[path.stem], tmp_path / "again.xlsx",
                               edition_date(), check_by_date())  # fmt: skip
        assert path.read_bytes() == again.read_bytes()
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
