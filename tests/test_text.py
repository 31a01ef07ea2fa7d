"""A result as text, CSV, JSON and in a notebook says what Python and the page say."""

import csv
import io
import json
from datetime import date
from html import unescape

import pytest
from bs4 import BeautifulSoup
from cases import is_amount, some_cases
from made_up import made_up_rules
from typed import typed

from seti_ta import calculators
from seti_ta.calculators.catalogue import texts, translated
from seti_ta.rules import rule
from seti_ta.surfaces.csv_rows import csv_text
from seti_ta.surfaces.data import as_entered, data
from seti_ta.surfaces.presentation import cited, origin, standing_lines
from seti_ta.surfaces.text import text
from seti_ta.surfaces.web.script import script

ALL = [*calculators.values(), made_up_rules]
EVERY = pytest.mark.parametrize("calculator", ALL, ids=lambda each: each.name)
CASES, CASES_IN_A_BROWSER = 50, 30
MADE_ON = date(2026, 11, 23)


@EVERY
def test_text_says_what_python_says(calculator):
    for case in some_cases(calculator, CASES):
        result = calculator(**case)
        lines = text(result, MADE_ON).splitlines()
        assert lines[0] == f"{calculator.title} ({calculator.code})"
        assert lines[1] == result.board_sentence
        for field in calculator.inputs:
            value = f"{result.with_unit(field.name)} ({origin(result, field)})"
            assert f"- {field.label}: {value}" in lines
        for name in calculator.results:
            assert f"- {result.label(name)}: {result.with_unit(name)}" in lines
        assert set(result.warnings) <= set(lines)
        for title, answer, reasons in result.verdicts:
            assert {f"{title}: {answer}", *(f"- {each}" for each in reasons)} <= set(lines)
        assert {f"- {line}" for line in standing_lines(calculator)} <= set(lines)
        assert all(any(rule(id).dated in line for line in lines) for id in calculator.rules)
        assert {f"- {limit}" for limit in calculator.limits} <= set(lines)
        assert lines[-1].endswith("Made on 2026-11-23.")


def test_an_entry_of_the_reader_is_called_their_own():
    lines = text(calculators["recruitment_funnel"](target=60), MADE_ON).splitlines()
    assert "- Target: 60 people (your own figure)" in lines
    assert "- Weeks to recruit: 10 weeks (starting value, judgement)" in lines


@EVERY
def test_data_goes_through_json_and_back(calculator):
    for case in some_cases(calculator, CASES):
        result = calculator(**case)
        saved = json.loads(json.dumps(data(result), allow_nan=False))
        assert list(saved) == [
            *("calculator", "version", "edition", "inputs", "results", "constants", "units"),
            *("sentence", "warnings", "verdicts", "sensitivity"),
        ]
        assert calculator(**saved["inputs"]).values == result.values
        assert saved["sentence"] == result.board_sentence
        assert tuple(saved["warnings"]) == result.warnings
        assert list(saved["results"]) == [step.name for step in calculator.steps]
        for name, value in saved["results"].items():
            assert value == as_entered(calculator, name, result.values[name])
        swings = [(s.name, s.low, s.high) for s in result.sensitivity]
        assert [(s["input"], s["low"], s["high"]) for s in saved["sensitivity"]] == swings


def test_a_percent_is_a_percent_everywhere_in_the_data():
    result = calculators["recruitment_funnel"](completion=80)
    saved = data(result)
    assert saved["inputs"]["completion"] == 80
    assert saved["results"]["success"] == pytest.approx(64)
    assert saved["units"]["success"] == "percent"
    assert saved["results"]["conversion"] == pytest.approx(100 * result.conversion)
    assert saved["results"]["applicants"] == result.applicants
    gain = data(calculators["earnings_gain"]())
    assert gain["sensitivity"][0]["headline_low"] == pytest.approx(3255, abs=1)


@EVERY
def test_html_says_what_python_says(calculator):
    for case in some_cases(calculator, CASES):
        result = calculator(**case)
        page = BeautifulSoup(result._repr_html_(), "html.parser")
        rows = [[c.text for c in row.find_all(["th", "td"])] for row in page.table.find_all("tr")]
        assert rows[1:] == [[result.label(n), result.with_unit(n)] for n in calculator.results]
        assert page.strong.text == result.board_sentence
        reasons = [each for *_, several in result.verdicts for each in several]
        assert [item.text for item in page.find_all("li")] == [*reasons, *result.warnings]
        assert all(f"{title}: {answer}" in page.text for title, answer, _ in result.verdicts)


@EVERY
def test_html_is_an_accessible_table_without_styles(calculator):
    html = calculator()._repr_html_()
    table = BeautifulSoup(html, "html.parser").table
    assert calculator.title in table.caption.text
    assert {cell["scope"] for cell in table.thead.find_all("th")} == {"col"}
    assert {cell["scope"] for cell in table.tbody.find_all("th")} == {"row"}
    assert "style" not in html
    assert html == calculator()._repr_html_()


@EVERY
def test_html_holds_text_only(calculator):
    hostile = translated(calculator, {k: f"<b>&{t}" for k, t in texts(calculator).items()})
    page = BeautifulSoup(hostile()._repr_html_(), "html.parser")
    assert not page.find("b")
    assert page.strong.text == unescape(hostile().board_sentence)


def test_a_source_is_cited_in_sentences():
    field = calculators["recruitment_funnel"].declared["completion"]
    assert cited(field.source).startswith(field.source.citation)
    assert ". " in cited(field.source)
    assert cited(field.source).endswith(field.source.url)


SHARE = """([name, cases]) => cases.map((texts) => {
  const { definitions, check, calculate, calculate_slow, as_text, as_csv } = seti_ta;
  const definition = definitions[name];
  const { entered, values } = check(definition, texts);
  const all = calculate_slow(definition, calculate(definition, values).values);
  const result = { texts, entered, ...all };
  return [as_text(definition, result, false), as_csv(definition, result, false)];
})"""


@pytest.fixture(scope="module")
def shared(browser):
    """A function that returns what the page copies as text and saves as CSV."""
    page = browser.new_page()
    opened = script(ALL).replace("window.seti_ta={", "window.seti_ta={as_text,as_csv,")
    page.evaluate(f"() => {{ {opened} }}")
    yield lambda calculator, cases: page.evaluate(SHARE, [calculator.name, cases])
    page.close()


@EVERY
def test_text_and_csv_agree_with_the_page(calculator, shared):
    cases = some_cases(calculator, CASES_IN_A_BROWSER)
    entries = [typed(calculator.defaults | case) for case in cases]
    for case, (copied, saved) in zip(cases, shared(calculator, entries), strict=True):
        result = calculator(**case)
        ours = iter(text(result).splitlines())
        for line in copied.splitlines()[:-1]:  # the last line is the page's own address
            assert any(each.startswith(line) for each in ours), line
        compare_csv(calculator, csv_text(result), saved)


def compare_csv(calculator, ours: str, theirs: str) -> None:
    """Texts agree exactly, amounts within rounding, however an exponent is written."""
    assert ours.count("\r\n") == theirs.count("\r\n")
    theirs = theirs.removeprefix("\ufeff")  # the page marks its file as UTF-8 for Excel
    pairs = zip(csv.DictReader(io.StringIO(ours)), csv.DictReader(io.StringIO(theirs)), strict=True)
    for mine, other in pairs:
        is_number = mine["name"] and is_amount(calculator, mine["name"])
        if is_number and mine["value"] and other["value"]:
            amounts = float(mine.pop("value")), float(other.pop("value"))
            assert amounts[0] == pytest.approx(amounts[1], rel=1e-9, abs=1e-9)
        assert mine == other
