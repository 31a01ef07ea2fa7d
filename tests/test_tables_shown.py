"""Rows that a reader adds and removes, on every surface made in Python."""

import csv
import io
import json
from datetime import date
from html import escape

import docx
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from made_up import OTHER, made_up_costs, made_up_scores

from seti_ta.calculators import InputError
from seti_ta.cli import _calculator_command, about_table, csv_lines
from seti_ta.surfaces.csv_rows import csv_text
from seti_ta.surfaces.data import as_entered, data
from seti_ta.surfaces.document import brief
from seti_ta.surfaces.text import text
from seti_ta.surfaces.widget import CalculatorForm

MADE_ON = date(2026, 11, 23)
COMMAND = _calculator_command(made_up_scores)


def run(*arguments: str):
    return CliRunner().invoke(COMMAND, arguments)


def test_the_made_up_calculator():
    assert made_up_scores().score == [20, 14]
    assert made_up_scores(**OTHER).score == [12, 19.5]


def test_text_has_a_line_for_each_row():
    lines = text(made_up_scores(), MADE_ON).splitlines()
    start = lines.index("Wishes (starting value, judgement)")
    assert lines[start + 1 : start + 3] == [
        "- Near: Weight 2; Kind a must; Limit –",
        "- Cheap: Weight 1; Kind nice to have; Limit 5",
    ]
    assert "- Town: Near 9; Cheap 2" in lines
    start = lines.index("Places in order")
    assert lines[start + 1 : start + 3] == [
        "- Town: Order 1; Score 20",
        "- Village: Order 2; Score 14",
    ]
    own = text(made_up_scores(**OTHER), MADE_ON).splitlines()
    assert "Wishes (your own figure)" in own
    assert "- =Dale: Quiet 6.5" in own


def test_csv_names_the_row_and_column_of_each_cell_and_never_holds_a_formula():
    rows = csv.DictReader(io.StringIO(csv_text(made_up_scores(**OTHER))))
    found = {(each["name"], each["row"], each["column"]): each["value"] for each in rows}
    assert found["weight", "Quiet", ""] == "3"
    assert found["note", "Quiet", ""] == ""
    assert found["kind", "Quiet", ""] == "nice to have"
    assert found["mark", "'=Dale", "Quiet"] == "6.5"
    assert found["spot", "'=Dale", ""] == "'=Dale"
    assert found["score", "'=Dale", ""] == "19.5"
    assert found["weighted", "<b>Hill", "Quiet"] == "12"
    assert found["less", "", ""] == "17.55"


def test_data_reads_back():
    result = made_up_scores(**OTHER)
    saved = json.loads(json.dumps(data(result), allow_nan=False))
    assert saved["results"]["score"] == [12, 19.5]
    assert saved["results"]["weighted"] == [[12], [19.5]]
    assert saved["inputs"]["wishes"] == [
        {"wish": "Quiet", "weight": 3, "kind": "may", "note": None}
    ]
    assert made_up_scores(**saved["inputs"]).values == result.values


def test_a_share_that_is_left_out_stays_left_out():
    assert as_entered(made_up_scores, "discount", [[0.5, None]]) == [[50, None]]


def test_html_has_a_table_of_the_rows():
    page = BeautifulSoup(made_up_scores(**OTHER)._repr_html_(), "html.parser")
    table = page.find_all("table")[1]
    assert table.caption.text == "Places in order"
    rows = [[cell.text for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
    assert rows == [["Place", "Order", "Score"], ["<b>Hill", "2", "12"],
                    ["=Dale", "1", "19.5"]]  # fmt: skip


def test_word_has_a_table_for_each():
    document = docx.Document(io.BytesIO(brief(made_up_scores(**OTHER), MADE_ON, MADE_ON)))
    shown = [[[c.text for c in row.cells] for row in table.rows] for table in document.tables]
    assert [["Wish", "Weight", "Kind", "Limit"], ["Quiet", "3", "nice to have", "–"]] in shown
    assert [["Place", "Quiet"], ["<b>Hill", "4"], ["=Dale", "6.5"]] in shown
    assert [["Place", "Order", "Score"], ["<b>Hill", "2", "12"],
            ["=Dale", "1", "19.5"]] in shown  # fmt: skip
    assert "Wishes" in [p.text for p in document.paragraphs if p.style.name == "Heading 2"]


# Command line


def test_rows_come_from_csv_files(tmp_path):
    wishes, places = tmp_path / "wishes.csv", tmp_path / "places.csv"
    wishes.write_text("wish,weight,kind,note\nQuiet,3,may,\n", encoding="utf-8")
    places.write_text("Place,Quiet\n<b>Hill,4\n=Dale,6.5\n", encoding="utf-8")
    answer = run("--wishes", str(wishes), "--places", str(places), "--json")
    assert json.loads(answer.stdout) == json.loads(json.dumps(data(made_up_scores(**OTHER))))


def test_a_bad_file_gets_the_sentence_of_python(tmp_path):
    bad = tmp_path / "places.csv"
    for content in ("spot,Near,Cheap\nTown,x,2\nVillage,1,2\n", "spot\nTown\n", ""):
        bad.write_text(content, encoding="utf-8")
        with pytest.raises(InputError) as error:
            made_up_scores(places=bad)
        answer = run("--places", str(bad))
        assert answer.exit_code == 2
        assert answer.stderr == f"{error.value}\nSee: seti-ta describe made_up_scores\n"


def test_describe_shows_rows_to_begin_with(tmp_path):
    for table in made_up_scores.tables:
        told = about_table(made_up_scores, table)
        assert told[0] == f"{table.label}: a CSV file with {table.least} to {table.most} rows."
        path = tmp_path / f"{table.name}.csv"
        path.write_text("\n".join(csv_lines(made_up_scores, table)), encoding="utf-8")
        assert made_up_scores(**{table.name: path}).values == made_up_scores().values
    assert "may: nice to have" in about_table(made_up_scores, made_up_scores.tables[0])


# Notebook form


@pytest.fixture
def form():
    return CalculatorForm(made_up_scores)


def cell(form, table: str, row: int, number: int = 0):
    return form.tables[table].rows[row].cells[number]


def test_the_form_follows_the_cells(form):
    cell(form, "places", 1, 2).control.value = "10"
    assert form.result.mark == [[9, 2], [3, 10]]
    cell(form, "wishes", 0, 1).control.value = "0"
    sentence = "Wish 1, Weight: enter a number from 0.1 to 9. You entered 0."
    assert escape(sentence) in cell(form, "wishes", 0, 1).problem.value
    assert form.result.mark == [[9, 2], [3, 10]]
    assert "last good entries" in form.shown.value
    cell(form, "wishes", 0, 1).control.value = "5"
    assert cell(form, "wishes", 0, 1).problem.value == ""
    assert form.result.weight == [5, 1]


def test_a_row_may_come_and_the_other_table_follows(form):
    form.tables["wishes"].add.click()
    assert form.result.wish == ["Near", "Cheap", "Wish 3"]
    assert form.result.mark == [[9, 2, 0], [3, 8, 0]]
    assert cell(form, "places", 0, 3).control.description == "Place 1, Wish 3"
    cell(form, "wishes", 2).control.value = "Warm"
    assert cell(form, "places", 0, 3).control.description == "Place 1, Warm"
    form.tables["places"].add.click()
    assert form.result.spot == ["Town", "Village", "Place 3"]
    assert form.tables["places"].add.disabled


def test_a_row_may_go_and_takes_its_values_along(form):
    assert form.tables["places"].rows[0].remove.disabled
    form.tables["wishes"].rows[0].remove.click()
    assert form.result.wish == ["Cheap"]
    assert form.result.mark == [[2], [8]]
    assert form.tables["wishes"].rows[0].remove.disabled
    form.reset.click()
    assert form.result.values == made_up_scores().values


def test_a_bad_cell_stays_in_its_row_when_another_goes(form):
    form.tables["wishes"].add.click()
    cell(form, "wishes", 1, 1).control.value = "x"
    form.tables["wishes"].rows[0].remove.click()
    assert cell(form, "wishes", 0, 1).control.value == "x"
    assert "Wish 1, Weight: enter" in cell(form, "wishes", 0, 1).problem.value


def test_every_cell_has_a_label_of_its_own(form):
    labels = [c.control.description for t in form.tables.values() for r in t.rows for c in r.cells]
    assert len(set(labels)) == len(labels) == 14
    assert "Wish 2, Limit" in labels and "Place 1, Cheap" in labels


def test_other_rows_may_be_put_at_once(form):
    form.enter(OTHER)
    assert form.result.values == made_up_scores(**OTHER).values
    assert escape("<b>Hill") in form.shown.value and "<b>Hill" not in form.shown.value


# What may stay empty, and orders within a row


def test_what_is_empty_is_a_dash_and_has_no_unit():
    lines = text(made_up_costs(people=None), MADE_ON).splitlines()
    assert "- People: – (your own figure)" in lines
    assert "- Cost of a place: –" in lines
    assert "- Night: Finished –; Share that finished –; Remark –" in lines
    page = BeautifulSoup(made_up_costs()._repr_html_(), "html.parser")
    assert ["Cost of a place", "–"] in [[c.text for c in r] for r in page.table.find_all("tr")]
    document = docx.Document(io.BytesIO(brief(made_up_costs(), MADE_ON, MADE_ON)))
    shown = [[cell.text for cell in row.cells] for t in document.tables for row in t.rows]
    assert "Budget" not in [row[0] for row in shown]
    empty = made_up_costs.messages["brief.empty"].format(labels="Budget; Least share")
    assert empty in [each.text for each in document.paragraphs]
    document = docx.Document(io.BytesIO(brief(made_up_costs(budget=46_000), MADE_ON, MADE_ON)))
    shown = [[cell.text for cell in row.cells] for t in document.tables for row in t.rows]
    assert ["Budget", "$41,400 to $50,600", "$4,150", "–"] in shown


def test_what_is_empty_is_empty_in_files():
    rows = csv.DictReader(io.StringIO(csv_text(made_up_costs())))
    found = {(each["name"], each["row"]): each["value"] for each in rows}
    empty = [("budget", ""), ("each", ""), ("ended", "Night"), ("remark", "Night")]
    assert [found[key] for key in empty] == ["", "", "", ""]
    saved = json.loads(json.dumps(data(made_up_costs()), allow_nan=False))
    assert (saved["inputs"]["budget"], saved["results"]["each"]) == (None, None)
    assert made_up_costs(**saved["inputs"]).values == made_up_costs().values


def test_the_command_takes_an_empty_value_and_refuses_a_row_out_of_order(tmp_path):
    command = _calculator_command(made_up_costs)
    answer = CliRunner().invoke(command, ["--people", "", "--json"])
    assert json.loads(answer.stdout)["inputs"]["people"] is None
    path = tmp_path / "groups.csv"
    path.write_text("group,started,ended,bottom,top\nDay,5,6,1,2\n", encoding="utf-8")
    answer = CliRunner().invoke(command, ["--groups", str(path)])
    assert answer.exit_code == 2
    assert "Group 1, Finished: enter a value no higher than “Started”" in answer.stderr
    assert "or leave it empty. Starts empty." in " ".join(
        CliRunner().invoke(command, ["--help"]).stdout.split()
    )


def test_the_form_takes_an_empty_field_and_names_the_cell_out_of_order():
    form = CalculatorForm(made_up_costs)
    form.fields["budget"].control.value = "6000"
    assert form.result.each == 500
    form.fields["people"].control.value = " "
    assert form.result.each is None
    form.tables["groups"].add.click()
    assert (form.result.group[2], form.result.remark[2]) == ("Group 3", "")
    cell(form, "groups", 1, 2).control.value = "26"
    assert "Group 2, Finished: enter a value" in cell(form, "groups", 1, 2).problem.value
