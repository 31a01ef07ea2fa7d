"""The tracker, retention, mappings, counts of a report, two lists beside each other, the memo."""

import json
import shutil
from datetime import date

import nbformat
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from office import INSTALLED, converted

from seti_ta import roster as r
from seti_ta.calculators import InputError
from seti_ta.cli import main
from seti_ta.roster import small_cells
from seti_ta.roster.make_made_up_lists import MADE_UP_REPORT, MADE_UP_RETENTION
from seti_ta.surfaces import tracker_workbook

TODAY = date(2026, 6, 30)
EDITION = (date(2026, 1, 1), date(2027, 1, 1))
MADE_UP = r.read_roster(r.MADE_UP)


def filled_tracker(path, roster=MADE_UP, drop=()):
    """The tracker with the people of a roster typed in."""
    tracker_workbook.write_tracker(path, *EDITION)
    book = openpyxl.load_workbook(path)
    sheet = book["People"]
    for row, cells in enumerate(roster.people.drop(columns=list(drop)).to_dict("records"), start=2):
        for column, name in enumerate(r.COLUMNS, start=1):
            value = cells.get(name)
            if value is not None and not pd.isna(value) and value != "":
                stamp = isinstance(value, pd.Timestamp)
                sheet.cell(row, column, value.to_pydatetime() if stamp else value)
    book.save(path)
    return path


def refused(work) -> str:
    with pytest.raises(InputError) as caught:
        work()
    assert "made-up" not in str(caught.value)
    return str(caught.value)


# ---- the tracker


def test_the_tracker_is_read_as_it_is(tmp_path):
    read = r.read_roster(filled_tracker(tmp_path / "t.xlsx"))
    pd.testing.assert_frame_equal(read.funnel(), MADE_UP.funnel())
    assert len(read.people) == len(MADE_UP.people)


@pytest.mark.skipif(not INSTALLED, reason="needs LibreOffice")
@pytest.mark.parametrize("drop", [(), ("passed_test_on",)])
def test_the_counts_of_the_tracker_are_those_of_python(tmp_path, drop):
    path = filled_tracker(tmp_path / "t.xlsx", drop=drop)
    expected = r.read_roster(path).funnel()
    source = tmp_path / "in" / "t.xlsx"
    source.parent.mkdir()
    shutil.copy(path, source)
    [content] = converted([source], "xlsx")
    (tmp_path / "out.xlsx").write_bytes(content)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx", data_only=True)["Counts"]
    rows = [[cell.value for cell in line] for line in sheet["A4:D9"]]
    assert [line[0] for line in rows] == list(expected["gate"])
    assert [line[1] for line in rows] == expected["people"].tolist()
    for line, (_, row) in zip(rows[1:], list(expected.iterrows())[1:], strict=True):
        assert line[2] == pytest.approx(row.iloc[2]) and line[3] == pytest.approx(row.iloc[3])


def test_the_tracker_is_the_same_each_time_and_dated(tmp_path):
    assert tracker_workbook.tracker_bytes(*EDITION) == tracker_workbook.tracker_bytes(*EDITION)
    path = tmp_path / "t.xlsx"
    run = CliRunner().invoke(main, ["tracker", str(path)])
    assert run.exit_code == 0 and path.exists()
    again = CliRunner().invoke(main, ["tracker", str(path)])
    assert again.exit_code == 2 and "Already there" in again.output
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Read me", "People", "Counts", "On paper"]
    words = [cell.value for row in book["Read me"] for cell in row if cell.value]
    assert set(r.COLUMNS.values()) <= set(words)
    assert len(book["People"].data_validations.dataValidation) == 1 + 6


def test_bad_workbooks_and_large_files_are_refused(tmp_path):
    good = filled_tracker(tmp_path / "t.xlsx").read_bytes()
    (tmp_path / "half.xlsx").write_bytes(good[: len(good) // 2])
    assert "not a whole workbook" in refused(lambda: r.read_roster(tmp_path / "half.xlsx"))
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    assert "has no sheet People" in refused(lambda: r.read_roster(tmp_path / "other.xlsx"))
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(60_000_000)
    assert "larger than 50 MB" in refused(lambda: r.read_roster(tmp_path / "big.csv"))


# ---- retention


def placed(tmp_path, *lines):
    path = tmp_path / "p.csv"
    path.write_text("\n".join([",".join(r.RETENTION_COLUMNS), *lines]) + "\n", "utf-8")
    return path


def test_retention_counts_only_those_whose_answer_is_known(tmp_path):
    day = "2025-01-01"
    lines = [f"a{n},{day},,2025-04-01" for n in range(14)]  # 90 days later: there at 90
    lines += [f"b{n},{day},2025-03-31,2025-06-01" for n in range(12)]  # left on day 89
    lines += [f"c{n},{day},,2025-03-31" for n in range(5)]  # asked a day too early: not known
    lines += ["d1,2025-01-01,2025-04-01,2025-06-01"]  # left on day 90: was there
    shares = r.read_retention(placed(tmp_path, *lines), today=TODAY).shares().set_index("days")
    assert shares.loc[90, ["known", "there"]].tolist() == [27, 15]
    assert shares.at[90, "percent"] == pytest.approx(100 * 15 / 27)
    assert shares.at[90, "low"] < 100 * 15 / 27 < shares.at[90, "high"]
    assert shares.at[180, "known"] == small_cells.HIDDEN and pd.isna(shares.at[180, "percent"])
    # At 30 days all are there, so those who left are none: hidden too.
    assert shares.at[30, "there"] == small_cells.HIDDEN


def test_retention_refuses_what_cannot_be(tmp_path):
    good = "a,2025-01-01,,2025-06-01"
    late = placed(tmp_path, good, "b,2025-02-01,2025-01-01,2025-06-01")
    said = refused(lambda: r.read_retention(late, today=TODAY))
    assert said == "left_on or checked_on comes before placed_on in row 3."
    mixed = placed(tmp_path, good, "b,3/1/2025,,2025-06-01")
    said = refused(lambda: r.read_retention(mixed, today=TODAY))
    assert said.startswith("placed_on has 1 date out of 2 not written year-month-day (row 3)")
    twice = placed(tmp_path, good, good)
    assert "more than one row" in refused(lambda: r.read_retention(twice, today=TODAY))
    assert r.read_retention(MADE_UP_RETENTION, today=TODAY).shares()["percent"].notna().all()


# ---- mappings


def export(tmp_path):
    table = MADE_UP.people.rename(
        columns={"person_id": "Client ID", "applied_on": "Application Date",
                 "enrolled_on": "Enrollment Date", "attended_on": "Orientation date"}
    )  # fmt: skip
    table = table.drop(columns=["passed_test_on", "passed_interview_on", "accepted_on"])
    for name in ("Application Date", "Enrollment Date", "Orientation date"):
        table[name] = table[name].dt.strftime("%m/%d/%Y").fillna("")
    table.insert(0, "Case worker", "Somebody")
    table.to_csv(tmp_path / "export.csv", index=False)
    return tmp_path / "export.csv"


def test_an_export_is_read_with_a_saved_mapping(tmp_path):
    source = export(tmp_path)
    mapping = r.suggest_mapping(source, "month/day/year", "our system")
    assert mapping.columns["person_id"] == "Client ID"
    assert mapping.columns["attended_on"] == "Orientation date"
    assert "passed_test_on" not in mapping.columns
    saved = r.save_mapping(mapping, tmp_path / "m.json")
    assert r.load_mapping(saved) == mapping
    assert "is there already" in refused(lambda: r.save_mapping(mapping, saved))
    read = r.read_with_mapping(source, mapping)
    ends = read.funnel().set_index("gate")["people"]
    mine = MADE_UP.funnel().set_index("gate")["people"]
    assert ends.iloc[[0, 1, -1]].tolist() == mine.iloc[[0, 1, -1]].tolist()


def test_bad_mappings_are_refused(tmp_path):
    source = export(tmp_path)
    assert "must say what holds applied_on" in refused(lambda: r.Mapping({"person_id": "a"}))
    both = {"person_id": "a", "applied_on": "b"}
    assert "has no column shoe" in refused(lambda: r.Mapping(both | {"shoe": "c"}))
    assert "takes one column" in refused(lambda: r.Mapping({"person_id": "a", "applied_on": "a"}))
    missing = r.Mapping({"person_id": "Client ID", "applied_on": "When"})
    assert "lacks When" in refused(lambda: r.read_with_mapping(source, missing))
    (tmp_path / "m.json").write_text("[]")
    assert "is no mapping" in refused(lambda: r.load_mapping(tmp_path / "m.json"))
    plain = r.suggest_mapping(source)
    said = refused(lambda: r.read_with_mapping(source, plain))
    assert "no date that is written year-month-day" in said


# ---- counts of a report


def test_hidden_counts_of_a_report_are_missing_and_never_zero():
    table = r.read_aggregates(MADE_UP_REPORT)
    hidden = table[(table["indicator"] == "credential") & table["numerator"].isna()]
    assert len(hidden) and hidden["value"].isna().all()
    known = table[(table["indicator"] == "employed_q2")]
    assert ((known["low"] < known["value"]) & (known["value"] < known["high"])).all()
    chart = r.run_chart_of(table, "adult", "employed_q2")
    assert len(chart.months) == 13
    last = r.latest(table).set_index("indicator")
    assert set(last.index) == {"employed_q2", "credential", "median_q2"}


def test_the_counts_of_a_report_give_the_same_early_warning():
    from seti_ta import wioa

    last = r.latest(r.read_aggregates(MADE_UP_REPORT))
    levels = [wioa.Level("adult", "employed_q2", 70), wioa.Level("adult", "median_q2", 7000)]
    standing = wioa.early_warning(last, levels)["adult"].table
    assert standing["reads"].notna().all() and list(standing.index) == ["employed_q2", "median_q2"]


def test_bad_reports_are_refused(tmp_path):
    def report(*lines):
        path = tmp_path / "r.csv"
        path.write_text("\n".join([",".join(r.AGGREGATE_COLUMNS), *lines]) + "\n")
        return lambda: r.read_aggregates(path)

    good = "2025-Q1,adult,employed_q2,30,50,"
    assert "numerator is larger than denominator in row 3" in refused(
        report(good, "2025-Q2,adult,employed_q2,51,50,")
    )
    assert "stands twice" in refused(report(good, good))
    assert "nor a known mark" in refused(report(good, "2025-Q2,adult,employed_q2,few,50,"))


# ---- two lists, and the memo


def test_two_lists_of_the_same_people_are_reconciled(tmp_path):
    other = MADE_UP.people.copy()
    other.loc[other.index[0], "applied_on"] += pd.Timedelta(days=3)
    other = other.drop(index=other.index[5])
    found = r.reconcile(MADE_UP, r.Roster("other", "", other))
    assert found.both == len(other)
    assert found.only_first == (int(MADE_UP.people.index[5]),) and not found.only_second
    assert found.differ["applied_on"] == 1
    assert found.rows_that_differ == (int(MADE_UP.people.index[0]),)
    assert "made-up" not in found.report


def test_the_memo_hides_small_counts_and_says_what_it_cannot():
    held = r.read_retention(MADE_UP_RETENTION, today=TODAY)
    told = r.memo(MADE_UP, held, r.reconcile(MADE_UP, MADE_UP), TODAY)
    parts = ["came how far", "is still at work"]
    parts = [f"## Who {each}" for each in parts]
    for part in [*parts, "## By group", "## What changed", "## What this cannot say"]:
        assert part in told
    assert "made-up-0" not in told
    groups = told.partition("## By group")[2].partition("##")[0]
    numbers = [int(cell) for cell in groups.replace("|", " ").split() if cell.isdigit()]
    assert numbers and min(numbers) >= small_cells.FEWEST


@settings(max_examples=25, deadline=None)
@given(st.integers(10, 40), st.integers(0, 40))
def test_the_memo_shows_no_count_under_ten(people, enrolled):
    days = pd.date_range("2025-01-01", periods=people)
    table = pd.DataFrame(
        {name: (days if name == "applied_on" else pd.NaT) if name.endswith("_on") else ""
         for name in r.COLUMNS}
    )  # fmt: skip
    table["person_id"] = [f"p{n}" for n in range(people)]
    table.loc[: min(enrolled, people) - 1, "enrolled_on"] = days[0]
    for name in r.COLUMNS:
        if name.endswith("_on"):
            table[name] = pd.to_datetime(table[name])
    told = r.memo(r.Roster("x", "", table), on=TODAY)
    rows = told.partition("## Who came how far")[2].partition("The largest")[0].splitlines()
    counts = [line.split("|")[2].strip() for line in rows if line.startswith("| ")][2:]
    assert all(cell == small_cells.HIDDEN or int(cell.replace(",", "")) >= 10 for cell in counts)


# ---- before sharing


def notebook(path):
    cell = nbformat.v4.new_code_cell("print('SECRET')", execution_count=3)
    cell.metadata = {"tags": ["keep"], "seen": "SECRET"}
    cell.outputs = [nbformat.v4.new_output("stream", text="SECRET person 12\n")]
    text = nbformat.v4.new_markdown_cell("hello", attachments={"a.png": {"image/png": "U0VDUkVU"}})
    made = nbformat.v4.new_notebook(cells=[cell, text], metadata={"widgets": {"state": "SECRET"}})
    nbformat.write(made, path)
    return path


def test_outputs_are_stripped_and_checked(tmp_path):
    path = notebook(tmp_path / "n.ipynb")
    run = CliRunner().invoke(main, ["strip-outputs", "--check", str(path)])
    assert run.exit_code == 1 and "outputs in 2 cells" in run.output
    run = CliRunner().invoke(main, ["strip-outputs", str(path)])
    assert run.exit_code == 0
    text = path.read_text("utf-8")
    assert text.count("SECRET") == 1  # the code itself
    nbformat.validate(nbformat.read(path, as_version=4))
    assert json.loads(text)["cells"][0]["metadata"] == {"tags": ["keep"]}
    assert CliRunner().invoke(main, ["strip-outputs", "--check", str(path)]).exit_code == 0


def test_only_notebooks_are_stripped(tmp_path):
    path = tmp_path / "n.ipynb"
    path.write_text('{"cells": 3}')
    run = CliRunner().invoke(main, ["strip-outputs", str(path)])
    assert run.exit_code == 2 and "is no notebook" in run.output
    assert path.read_text() == '{"cells": 3}'
    other = notebook(tmp_path / "o.ipynb")
    run = CliRunner().invoke(main, ["strip-outputs", str(other), "--to", str(path)])
    assert run.exit_code == 2 and "Already there" in run.output
