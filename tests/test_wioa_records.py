"""Records from files: good ones in every shape, bad ones refused in a sentence without a cell."""

import gzip
import random

import ibis
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from seti_ta import wioa
from seti_ta.calculators import InputError
from seti_ta.surfaces import wioa_dashboard
from seti_ta.wioa.elements import all_elements, column_of
from seti_ta.wioa.suppression import HIDDEN

PY2023 = wioa.Report.annual(2023)
RECORDS = wioa.synthetic_records(3000)
SECRET = "SYN000000123"


def found(source, **how) -> list:
    table = wioa.indicators(wioa.open_records(source, **how), PY2023)
    return table.drop(columns="window").astype(object).fillna(-1).to_numpy().tolist()


@pytest.fixture(scope="module")
def expected():
    return found(RECORDS)


def in_csv(table: pd.DataFrame, path, header=True):
    table.to_csv(path, index=False, header=header)
    return path


# ---- every way in gives the same


def test_csv_parquet_and_headerless_files_agree(tmp_path, expected):
    assert found(in_csv(RECORDS, tmp_path / "a.csv")) == expected
    zipped = tmp_path / "a.csv.gz"
    zipped.write_bytes(gzip.compress((tmp_path / "a.csv").read_bytes()))
    assert found(zipped) == expected
    RECORDS.to_parquet(tmp_path / "a.parquet")
    assert found(tmp_path / "a.parquet") == expected
    order = list(RECORDS.columns)
    random.Random(1).shuffle(order)
    bare = in_csv(RECORDS[order], tmp_path / "bare.csv", header=False)
    (tmp_path / "layout.csv").write_text("element\n" + "\n".join(order), "utf-8")
    assert found(bare, layout=wioa.read_layout(tmp_path / "layout.csv")) == expected


def test_dates_as_dates_agree_with_dates_as_numbers(expected):
    dated = RECORDS.copy()
    for name in dated.columns:
        element = all_elements().get(column_of(name))
        if element and element.kind == "date":
            text = dated[name].astype("string")
            dated[name] = pd.to_datetime(text, format="%Y%m%d")
    assert found(dated) == expected


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("PIRL 1602", "p1602"),
        ("PIRL1602", "p1602"),
        ("1602", "p1602"),
        ("PIRL 108-A", "p108a"),
        ("PIRL108A", "p108a"),
        ("PIRL 180-C", "p108c"),
        ("CALC4000", "d4000"),
        ("PIRL 3000", "d3000"),
        ("PIRL4007", "d4007"),
        ("REPORT_QUARTER", "other_reportquarter"),
    ],
)
def test_headers_of_every_year_are_known(header, column):
    assert column_of(header) == column


def test_the_public_files_of_five_years_agree(expected):
    for write in ("PIRL {}", "PIRL{}", "pirl_{}"):
        headers = [write.format(name.removeprefix("PIRL")) for name in RECORDS.columns]
        assert found(RECORDS.set_axis(headers, axis=1).assign(CALC4000="TX")) == expected


# ---- bad files


def refusal(source, **how) -> str:
    with pytest.raises(InputError) as caught:
        found(source, **how)
    said = str(caught.value)
    assert "SYN" not in said and SECRET not in said
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    return said


def test_files_that_cannot_be_opened_are_refused(tmp_path):
    assert "cannot be opened" in refusal(tmp_path / "not-there.csv")
    (tmp_path / "empty.csv").write_bytes(b"")
    assert refusal(tmp_path / "empty.csv") == "empty.csv is empty."


def test_a_truncated_file_is_refused(tmp_path):
    RECORDS.to_parquet(tmp_path / "a.parquet")
    whole = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "half.parquet").write_bytes(whole[: len(whole) // 2])
    assert "half.parquet is not a whole Parquet file" in refusal(tmp_path / "half.parquet")
    zipped = gzip.compress(in_csv(RECORDS, tmp_path / "a.csv").read_bytes())
    (tmp_path / "half.csv.gz").write_bytes(zipped[: len(zipped) // 2])
    assert "half.csv.gz" in refusal(tmp_path / "half.csv.gz")
    text = (tmp_path / "a.csv").read_bytes()
    (tmp_path / "half.csv").write_bytes(text[: len(text) // 2 - 20])
    assert "as many in each row" in refusal(tmp_path / "half.csv")


def test_another_encoding_is_refused(tmp_path):
    text = in_csv(RECORDS.assign(PIRL1301="école"), tmp_path / "a.csv").read_text("utf-8")
    (tmp_path / "latin.csv").write_bytes(text.encode("latin-1"))
    assert "UTF-8" in refusal(tmp_path / "latin.csv")
    (tmp_path / "wide.csv").write_bytes(text.encode("utf-16"))
    refusal(tmp_path / "wide.csv")


@pytest.mark.parametrize("nonsense", ["zeros", "noise", "one line", "a web page"])
def test_much_nonsense_is_refused(tmp_path, nonsense):
    size = 30_000_000
    content = {
        "zeros": lambda: bytes(size),
        "noise": lambda: np.random.default_rng(1).bytes(size),
        "one line": lambda: b"x" * size,
        "a web page": lambda: b"<html><body>403</body></html>\n" * 1000,
    }[nonsense]()
    (tmp_path / "n.csv").write_bytes(content)
    refusal(tmp_path / "n.csv")
    (tmp_path / "n.parquet").write_bytes(content)
    refusal(tmp_path / "n.parquet")


def test_missing_columns_are_named_with_what_they_mean(tmp_path):
    part = RECORDS.drop(columns=["PIRL1602", "PIRL901"])
    said = refusal(part)
    assert "lacks 901 (Date of program exit) and 1602 (Employed in quarter 2 after exit)." in said


def test_mixed_dates_are_counted_and_not_guessed(tmp_path):
    mixed = RECORDS.astype({"PIRL901": "string"})
    mixed.loc[mixed.index[:7], "PIRL901"] = "7/1/2023"
    said = refusal(in_csv(mixed, tmp_path / "mixed.csv"))
    assert said == (
        "mixed.csv: 901 (Date of program exit) has 7 cells that are not a date written YYYYMMDD."
    )
    wrong = RECORDS.copy()
    wrong.loc[0, "PIRL900"] = 20231301
    assert "has 1 cell that is not a date" in refusal(wrong)


@pytest.mark.parametrize(
    ("element", "cell", "kind"),
    [
        ("923", "1.6", "a whole number"),
        ("1602", "one", "a whole number"),
        ("1704", "nan", "an amount"),
        ("1704", "$1,200", "an amount"),
        ("900", "20230101.5", "a date"),
    ],
)
def test_a_cell_that_is_no_such_number_is_refused_and_not_rounded(tmp_path, element, cell, kind):
    table = RECORDS.astype(object)
    row = table.index[table["PIRL901"].notna()][0]
    table.loc[row, "PIRL901"] = 20230101
    table.loc[row, f"PIRL{element}"] = cell
    said = refusal(in_csv(table, tmp_path / "odd.csv"))
    assert f"{element} (" in said and f"has 1 cell that is not {kind}" in said


def test_no_record_in_the_windows_gives_no_rate():
    old = RECORDS.head(5).assign(PIRL900=20090101, PIRL901=20100101)
    table = wioa.indicators(wioa.open_records(old), PY2023)
    assert (table["denominator"] == 0).all() and table["value"].isna().all()


def test_a_layout_of_another_year_is_refused(tmp_path):
    bare = in_csv(RECORDS, tmp_path / "bare.csv", header=False)
    layout = list(RECORDS.columns)[:-3]
    assert f"has {len(layout) + 3} columns and the layout names {len(layout)}" in refusal(
        bare, layout=layout
    )
    assert "give its layout" in refusal(bare)


def test_one_element_in_two_columns_is_refused():
    assert "more than one column for p901" in refusal(RECORDS.assign(**{"PIRL 901": 1}))


def test_nothing_is_spilled_to_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    source = in_csv(RECORDS, tmp_path / "a.csv")
    found(source)
    wioa.findings(wioa.open_records(source))
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]


# ---- findings


def test_findings_count_rows_and_name_nobody():
    table = RECORDS.copy()
    clean = wioa.findings(wioa.open_records(table)).set_index("rule")["rows"]
    assert not set(clean.index) & {"exit_before_entry", "no_entry"}
    left = table.index[table["PIRL901"].notna() & (table["PIRL905"] == 0)]
    table.loc[left[:3], "PIRL901"] = 20190101
    table.loc[left[3:5], "PIRL923"] = 5
    table.loc[left[9], "PIRL900"] = pd.NA
    table = pd.concat([table, table.iloc[[left[20]]]], ignore_index=True)
    records = wioa.open_records(table)
    rows = wioa.findings(records).set_index("rule")["rows"]
    assert rows["exit_before_entry"] == 3
    assert rows["foster_care_not_youth"] >= 2
    assert rows["no_entry"] == 1
    assert rows["twice"] == 2 + clean.get("twice", 0)
    assert wioa.rows_of(records, "exit_before_entry") == [int(n) + 1 for n in left[:3]]
    with pytest.raises(InputError, match="'x' is no rule"):
        wioa.rows_of(records, "x")


def test_contradictions_of_status_and_wage_are_found():
    table = RECORDS.head(4).copy()
    table["PIRL1602"] = pd.array([1, 0, 9, 1], dtype="Int8")
    table["PIRL1603"] = pd.array([1, 1, 1, 1], dtype="Int8")
    table["PIRL1704"] = [0.0, 500.0, 500.0, 500.0]
    rows = wioa.findings(wioa.open_records(table)).set_index("rule")["rows"]
    assert rows["job_without_wage_q2"] == 1
    assert rows["wage_without_job_q2"] == 2
    assert rows["match_without_job_q2"] == 2
    assert rows["pending_q2"] == 1


# ---- small cells


def answers(table: np.ndarray, mask: np.ndarray, place: tuple[int, int]) -> float:
    """How far apart the least and the greatest value of a hidden cell lie; written anew."""
    rows, columns = table.shape
    one = columns == 1
    total = np.vstack([table, table.sum(0)]) if one else np.block(
        [[table, table.sum(1, keepdims=True)], [table.sum(0), np.array([[table.sum()]])]]
    )  # fmt: skip
    size = total.size
    equal, right = [], []

    def sums(cells, whole):
        line = np.zeros(size)
        for r, c in cells:
            line[r * total.shape[1] + c] += 1
        line[whole[0] * total.shape[1] + whole[1]] -= 1
        equal.append(line)
        right.append(0)

    for c in range(total.shape[1]):
        sums([(r, c) for r in range(rows)], (rows, c))
    if not one:
        for r in range(total.shape[0]):
            sums([(r, c) for c in range(columns)], (r, columns))
    bounds = [(0, None) if mask.flat[n] else (total.flat[n], total.flat[n]) for n in range(size)]
    goal = np.zeros(size)
    goal[place[0] * total.shape[1] + place[1]] = 1
    low = linprog(goal, A_eq=equal, b_eq=right, bounds=bounds)
    high = linprog(-goal, A_eq=equal, b_eq=right, bounds=bounds)
    return np.inf if high.status == 3 else -high.fun - low.fun


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(1, 5).flatmap(
        lambda columns: st.lists(
            st.lists(st.one_of(st.integers(0, 12), st.integers(0, 400)),
                     min_size=columns, max_size=columns),
            min_size=2, max_size=5,
        )
    )
)  # fmt: skip
def test_no_hidden_cell_can_be_worked_out(cells):
    table = np.array(cells)
    mask = wioa.safe_mask([table])
    whole = np.vstack([table, table.sum(0)])
    if table.shape[1] > 1:
        whole = np.hstack([whole, whole.sum(1, keepdims=True)])
    assert mask[whole < 10].all(), "a small count is in sight"
    if mask.all():
        return
    for place in map(tuple, np.argwhere(mask)):
        assert answers(table, mask, place) >= 1 - 1e-6, f"cell {place} can be worked out"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=2, max_size=6))
def test_no_count_behind_a_rate_can_be_worked_out(pairs):
    """People, those who met it, and those who did not, by group: released with their sums."""
    met, missed = (np.array([[pair[n]] for pair in pairs]) for n in (0, 1))
    tables = [met + missed, met, missed]
    mask = wioa.safe_mask(tables)
    if mask.all():
        return
    for table in tables:
        whole = np.vstack([table, table.sum(0)])
        assert (whole[~mask] >= 10).all()
        for place in map(tuple, np.argwhere(mask)):
            assert answers(table, mask, place) >= 1 - 1e-6


def test_a_table_of_ones_own_is_made_safe():
    table = pd.DataFrame({"day": [40, 3, 25], "evening": [30, 22, 18]}, ["A", "B", "C"])
    shown = wioa.hide_small(table)
    assert shown.loc["B", "day"] == HIDDEN and (shown == HIDDEN).sum().sum() >= 4
    assert shown.loc["All", "All"] == 138
    with pytest.raises(InputError, match="1 cells are no whole number from 0"):
        wioa.hide_small(table.astype(float).replace(22, 2.5))


def test_a_table_without_small_counts_stays_whole():
    assert not wioa.safe_mask([np.array([[20, 30], [40, 50]])]).any()


def test_one_small_group_takes_the_next_smallest_with_it():
    mask = wioa.safe_mask([np.array([[4], [40], [30], [50]])])
    assert mask[:, 0].tolist() == [True, False, True, False, False]


def test_a_released_table_hides_rate_and_both_counts():
    records = wioa.open_records(wioa.synthetic_records(2500))
    table = wioa.indicators(records, PY2023, ["adult"], by="p201")
    out = wioa.suppressed(table)
    hidden = out[out["p201"] == 9]
    assert (hidden[["numerator", "denominator", "value"]] == HIDDEN).all(axis=None)
    for _, part in out[out["indicator"] != "median_q2"].groupby("indicator"):
        assert (part["denominator"] == HIDDEN).sum() >= 2, "a single hidden line can be worked out"
    seen = out[out["denominator"] != HIDDEN]
    assert (seen["denominator"] >= 10).all()
    rates = seen[seen["numerator"].notna()]
    assert ((rates["denominator"] - rates["numerator"]) >= 10).all()
    with pytest.raises(InputError, match="broken down by one column at most"):
        wioa.suppressed(wioa.indicators(records, PY2023, ["adult"], by=["p201", "p202"]))


# ---- levels


def test_adjusted_levels_are_those_of_the_guidance():
    assert str(wioa.adjusted_level(70.2, 75.5, 73.7)) == "68.4"
    assert str(wioa.adjusted_level(70.2, 75.5, 78.3)) == "73.0"


def standing(numerator, denominator, level, **lines):
    table = pd.DataFrame(
        {
            "program": "adult",
            "indicator": ["employed_q2"],
            "numerator": numerator,
            "denominator": denominator,
            "value": numerator / denominator,
        }
    )
    return wioa.early_warning(table, [wioa.Level("adult", "employed_q2", level)], lines)["adult"]


def test_scores_are_cut_off_and_the_line_itself_passes():
    # 38 of 50 at a level of 75: 76 / 75 = 101.3.
    assert standing(38, 50, 75).table["score"].tolist() == [1.013]
    # 67.5 of 75 is 90 percent exactly: it passes. 67,499 of 100,000 is 89.99: it is cut to 89.9.
    assert not standing(675, 1000, 75).fails
    short = standing(67_499, 100_000, 75)
    assert short.fails and short.score == 0.899
    assert not standing(67_499, 100_000, 75, overall_line=80).fails


def test_few_exits_are_too_few_to_tell():
    assert standing(8, 13, 75).table["reads"].tolist() == ["too few exits"]


def test_levels_out_of_range_are_refused():
    table = pd.DataFrame({"program": ["adult"], "indicator": ["employed_q2"], "level": [0.7]})
    with pytest.raises(InputError, match=r"employed_q2 is 0\.7; it must be from 1 to 100"):
        wioa.read_levels(table)
    with pytest.raises(InputError, match="lack level"):
        wioa.read_levels(table.drop(columns="level"))
    with pytest.raises(
        InputError, match=r"overall_line = 0; it must hold .* from 1 to 100 percent"
    ):
        standing(8, 13, 75, overall_line=0)


def test_a_median_is_part_of_the_score():
    records = wioa.open_records(RECORDS)
    table = wioa.indicators(records, PY2023, ["adult"])
    median = float(table.set_index("indicator").at["median_q2", "value"])
    levels = [wioa.Level("adult", "median_q2", median), wioa.Level("adult", "employed_q2", 60)]
    rows = wioa.early_warning(table, levels)["adult"].table
    assert rows.at["median_q2", "score"] == 1 and rows.at["median_q2", "reads"] == "at the level"


# ---- made-up records


def test_made_up_records_say_so_and_come_out_alike(tmp_path):
    assert RECORDS["PIRL100"].str.startswith("SYN").all()
    pd.testing.assert_frame_equal(RECORDS, wioa.synthetic_records(3000))
    path = wioa.write_synthetic(tmp_path / "s.parquet", 500)
    import pyarrow.parquet as pq

    assert b"Made up" in pq.read_schema(path).metadata[b"label"]
    with pytest.raises(InputError, match="is there already"):
        wioa.write_synthetic(path, 500)


def test_a_stopped_file_leaves_nothing(tmp_path):
    def stop(done, of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        wioa.write_synthetic(tmp_path / "s.csv", 500, progress=stop)
    assert not list(tmp_path.iterdir())


def test_a_table_of_a_warehouse_works_too(expected):
    connection = ibis.duckdb.connect()
    assert found(connection.create_table("pirl", ibis.memtable(RECORDS).to_pyarrow())) == expected


# ---- the board's page


def shown():
    records = wioa.open_records(RECORDS)
    table = wioa.indicators(records, PY2023, ["adult", "youth"])
    levels = [wioa.Level("adult", "employed_q2", 70), wioa.Level("adult", "median_q2", 7000)]
    return table, wioa.early_warning(table, levels)


def test_the_dashboard_has_every_indicator_and_no_record(page):
    table, standings = shown()
    html = wioa_dashboard.dashboard_html(table, standings, PY2023.name, notes=["<b>ours</b>"])
    assert "SYN" not in html and "<script" not in html and "&lt;b&gt;ours" in html
    for label in wioa.INDICATORS.values():
        assert html.count(f">{label}<") == 2
    assert "Score of the program: <b>" in html
    page.set_content(html)
    assert page.locator("table").count() == 2


def test_the_workbook_of_the_dashboard_holds_the_same_cells():
    import io

    import openpyxl

    table, standings = shown()
    content = wioa_dashboard.dashboard_workbook(table, standings, PY2023.name)
    book = openpyxl.load_workbook(io.BytesIO(content))
    lines = wioa_dashboard.dashboard_lines(table, standings)
    assert book.sheetnames == ["Adult", "Youth"]
    read = [[cell.value or "" for cell in row] for row in book["Adult"]["A5:G10"]]
    assert read == [list(line) for line in lines["adult"]]


def test_few_people_stay_off_the_dashboard():
    table, standings = shown()
    small = table.assign(
        denominator=9, numerator=table["numerator"].where(table["numerator"].isna(), 4)
    )
    lines = wioa_dashboard.dashboard_lines(small, standings)
    assert {line[1] for line in lines["adult"]} == {HIDDEN}
    with pytest.raises(InputError, match="without a breakdown"):
        wioa_dashboard.dashboard_lines(table.assign(p201=1)[["p201", *table.columns]], standings)
