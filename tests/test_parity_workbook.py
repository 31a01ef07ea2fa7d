"""The workbook that ships, recalculated by LibreOffice, says exactly what Python says."""

import re
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from cases import leaves, valid_cases
from office import INSTALLED, Office

import seti_ta
from seti_ta.calculators import InputError
from seti_ta.surfaces.workbook import write_workbook

CALCULATORS = list(seti_ta.calculators.values())
EDITION, CHECK_BY = date(2026, 11, 23), date(2099, 11, 23)
CASES = 1000
SWING = ("input", "low", "headline_low", "high", "headline_high")
TOLERANCE = 1e-9
every_calculator = pytest.mark.parametrize("calculator", CALCULATORS, ids=lambda each: each.name)


@pytest.fixture(scope="module")
def office():
    if not INSTALLED:
        pytest.skip("LibreOffice or its Python bridge is not installed")
    with Office() as office:
        yield office


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("workbooks")


def shipped(calculator, folder: Path) -> Path:
    return write_workbook(calculator, folder / f"{calculator.name}.xlsx", EDITION, CHECK_BY)


@every_calculator
def test_a_thousand_random_cases_agree_with_python(
    calculator, office, folder, record_property, capsys
):
    results = [calculator(**case) for case in valid_cases(calculator, CASES)]
    answers = office.answers(shipped(calculator, folder), [cells(r) for r in results])
    worst = max(map(difference, results, answers))
    record_property("worst difference", worst)
    with capsys.disabled():
        print(f"\n{calculator.name}, workbook: {CASES} cases, worst difference {worst:.1e}")


@every_calculator
def test_bad_input_gives_the_sentence_of_python_and_no_result(calculator, office, folder):
    bad = [(field, entry) for field in calculator.inputs for entry in bad_entries(field)]
    cases = [defaults(calculator) | {f.name: cell(f, entry)} for f, entry in bad]
    answers = office.answers(shipped(calculator, folder), cases)
    for (field, entry), answer in zip(bad, answers, strict=True):
        with pytest.raises(InputError) as error:
            calculator(**{field.name: entry})
        assert answer[f"check_{field.name}"] == error.value.problems[field.name]
        assert answer["inputs_to_mend"] == 1
        blank = [answer[f"result_{name}"] for name in calculator.results]
        blank += [answer[f"warning_{n}"] for n in range(1, len(calculator.warnings) + 1)]
        blank += [each for name in SWING for each in answer[f"swing_{name}"]]
        assert {*blank, answer["board_sentence"]} == {""}


@every_calculator
def test_a_wrong_stored_value_is_corrected_by_recalculation(calculator, office, folder):
    planted = tampered(calculator, folder, r"<v>[^<]*</v>", "<v>999</v>")
    difference(calculator(), office.answers(planted, [{}])[0])


@every_calculator
def test_a_wrong_formula_is_seen(calculator, office, folder):
    planted = tampered(calculator, folder, r',""\)</f>', '*1.000001,"")</f>')
    with pytest.raises(AssertionError, match=calculator.headline):
        difference(calculator(), office.answers(planted, [{}])[0])


@pytest.mark.parametrize(("days", "past"), [(-2, True), (2, False)])
def test_a_copy_past_its_check_by_date_says_so(office, folder, days, past):
    calculator, check_by = CALCULATORS[0], date.today() + timedelta(days)
    path = write_workbook(calculator, folder / f"dated_{past}.xlsx", EDITION, check_by)
    [answer] = office.answers(path, [{}])
    assert check_by.isoformat() in answer["handbook_version"]
    assert (calculator.messages["workbook.too_old"] in answer["handbook_version"]) == past


def tampered(calculator, folder: Path, pattern: str, replacement: str) -> Path:
    """A copy with one change in the cell of the headline."""
    original = shipped(calculator, folder)
    with zipfile.ZipFile(original) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    book = parts["xl/workbook.xml"].decode()
    name, cell = re.search(rf'name="{calculator.headline}">\'?([^!\']+)\'?!([^<]+)<', book).groups()
    place = re.findall(r'<sheet name="([^"]+)"', book).index(name) + 1
    sheet = f"xl/worksheets/sheet{place}.xml"
    text = parts[sheet].decode()
    found = re.search(rf'<c r="{cell.replace("$", "")}".*?</c>', text)[0]
    changed, count = re.subn(pattern, replacement, found)
    assert count == 1
    parts[sheet] = text.replace(found, changed).encode()
    copy = original.with_stem(f"{original.stem}_tampered")
    with zipfile.ZipFile(copy, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return copy


def cell(field, entered):
    """An entry as a reader types it, as the cell holds it."""
    if field.choices:
        return field.choices.get(entered, entered)
    return field.held(entered) if isinstance(entered, int | float) else entered


def cells(result, gaps: dict[str, list[int]] | None = None) -> dict:
    """The entries by the name of their cells; ``gaps`` says in which places rows stand."""
    calculator = result.calculator
    typed = {f.name: cell(f, result.entered[f.name]) for f in calculator.inputs}
    places = {t.name: list(range(t.most)) for t in calculator.tables} | (gaps or {})
    for table in calculator.tables:
        for field in table.columns:
            column = [row[field.name] for row in result.entered[table.name]]
            if field.across:
                across = next(t for t in calculator.tables if t.name == field.across)
                column = [
                    spread([cell(field, each) for each in row], places[across.name], across.most)
                    for row in column
                ]
                empty = [None] * across.most
            else:
                column, empty = [cell(field, each) for each in column], None
            typed[f"enter_{field.name}"] = spread(column, places[table.name], table.most, empty)
    return typed


def spread(values: list, places: list[int], most: int, empty=None) -> list:
    """``values`` in these places of a column of ``most`` cells, the others empty."""
    column = [empty] * most
    for place, value in zip(places, values, strict=False):
        column[place] = value
    return column


def defaults(calculator) -> dict:
    return cells(calculator())


def bad_entries(field) -> list:
    long_text, empty = "a long answer " * 5, None
    texts = [long_text.strip(), "abc", "-", empty, "  "]
    if field.choices:
        return texts
    numbers = [field.low - 1, field.high + 1, 12 * field.high]
    fraction = [field.low + 0.5] if field.whole else []
    zero = [0] if field.low > 0 else []
    return texts + numbers + fraction + zero


def difference(result, answer: dict) -> float:
    """Compares every named cell with Python; the largest relative difference of an amount."""
    calculator, worst = result.calculator, 0.0
    for name, value in result.values.items():
        worst = max(worst, compared(calculator, name, value, answer[name]))
    for name in calculator.results:
        value = result.values[name]
        worst = max(worst, compared(calculator, name, value, answer[f"result_{name}"]))
        assert answer[f"label_{name}"] == result.label(name)
    for number, shown in enumerate(calculator.row_results, start=1):
        for name in shown.columns:
            theirs = answer[f"rows_{number}_{name}"]
            worst = max(worst, compared(calculator, name, result.values[name], theirs))
    assert answer["board_sentence"] == result.board_sentence
    warnings = [answer[f"warning_{n}"] for n in range(1, len(calculator.warnings) + 1)]
    assert tuple(filter(None, warnings)) == result.warnings
    return max(worst, swings_compared(result, answer))


def swings_compared(result, answer: dict) -> float:
    """Compares the sheet What matters most, row by row."""
    calculator, worst = result.calculator, 0.0
    for row, swing in enumerate(result.sensitivity):
        there = {name: answer[f"swing_{name}"][row] for name in SWING}
        field = calculator.declared[swing.name]
        ends = [calculator.write(field.name, field.held(end)) for end in (swing.low, swing.high)]
        assert (there["input"], there["low"], there["high"]) == (field.label, *ends)
        for name in ("headline_low", "headline_high"):
            ours = getattr(swing, name)
            worst = max(worst, compared(calculator, calculator.headline, ours, there[name]))
    return worst


def compared(calculator, name: str, ours, theirs) -> float:
    if isinstance(ours, list):
        assert set(leaves(theirs[len(ours) :])) <= {""}, name
        pairs = zip(ours, theirs[: len(ours)], strict=True)
        return max(compared(calculator, name, a, b) for a, b in pairs)
    if ours is None:
        assert theirs == "", name
        return 0.0
    if isinstance(ours, str):
        assert theirs == calculator.write(name, ours), name
        return 0.0
    if isinstance(ours, int):  # counts, and yes or no
        assert theirs == ours, name
        return 0.0
    scale = max(1.0, abs(ours))
    assert isinstance(theirs, float), name
    assert abs(ours - theirs) <= TOLERANCE * max(scale, abs(theirs)), name
    return abs(ours - theirs) / max(scale, abs(theirs))
