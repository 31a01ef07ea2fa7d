"""The evidence table: complete, graded, checked on load, and strict on what may be printed."""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from seti_ta import evidence
from seti_ta.evidence import estimates, table

SOURCE = Path(table.__file__).with_name("estimates.csv")
REFERENCES = Path(__file__).parents[1] / "book" / "references.bib"


@pytest.fixture
def raw() -> pd.DataFrame:
    return pd.read_csv(SOURCE, dtype=str, keep_default_na=False)


def test_every_estimate_collected_is_there():
    loaded = evidence.load()
    assert len(loaded) == 292
    assert loaded.index.is_unique
    assert set(loaded["study_id"]) == set(estimates.studies())


def test_pandas_and_python_read_the_same_numbers():
    loaded = evidence.load()
    for row_id, row in estimates.rows().items():
        for column in estimates.NUMBERS:
            number = loaded.at[row_id, column]
            assert row[column] == (None if pd.isna(number) else number), (row_id, column)


def test_grades_follow_from_the_kind_of_text():
    loaded = evidence.load()
    expected = (
        loaded["read_in"]
        .map({"extraction log": "machine-extracted", "memory": "judgement"})
        .fillna("named secondary")
    )
    assert (loaded["grade"] == expected).all()


def test_one_effect_is_counted_once():
    counted = evidence.load().query("use == 'count' and impact.notna()")
    same = counted[counted.duplicated(["program", "followup", "outcome", "units"], keep=False)]
    assert same.empty, same[["program", "followup", "outcome"]]


def test_madison_s_insignificant_estimate_is_no_gain():
    row = evidence.row("wa_2020-madison-2018-earnings")
    assert (row["impact"], row["finding"]) == (787, "no detectable effect")


def test_st_nicks_gains_are_dated_to_years_8_to_10():
    assert evidence.row("wa_2025-st_nicks-years8_10-earnings")["followup"] == "years 8-10"


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("grade", "good", "have 'good' in grade, which wants one of: report read,"),
        ("impact", "a lot", "want numbers in impact, not 'a lot'"),
        ("std_error", "-3", "have '-3.0' in std_error, which wants above 0"),
        ("source_url", "page 7", "have 'page 7' in source_url, which wants a web address"),
        ("program", "", "have '' in program, which wants a filled cell"),
        ("prefer", "nowhere", "need prefer to name a row_id"),
        ("use", "background", "need use_reason for rows that are not counted"),
        ("cross_checked", "amount", "need cross_checked for machine-extracted rows"),
        ("row_id", "wa_2017-pooled-year3-earnings", "which wants each only once"),
    ],
)
def test_a_bad_cell_is_refused_in_one_sentence(raw, column, cell, sentence):
    raw.loc[6, column] = cell
    if column == "std_error":
        raw.loc[6, "se_basis"] = "published"
    with pytest.raises(table.EvidenceError) as refusal:
        table.checked(raw, table.ESTIMATES, "estimates")
    assert sentence in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_missing_and_unknown_columns_are_named(raw):
    with pytest.raises(table.EvidenceError, match="lack these columns: 'grade', 'use'"):
        table.checked(raw.drop(columns=["grade", "use"]), table.ESTIMATES, "estimates")
    with pytest.raises(table.EvidenceError, match="nobody defined: 'stars'"):
        table.checked(raw.assign(stars=""), table.ESTIMATES, "estimates")


def test_a_file_of_one_s_own_is_read_the_same_way(raw, tmp_path):
    own = tmp_path / "own.csv"
    raw.head(7).to_csv(own, index=False)
    assert len(evidence.load(own)) == 7
    raw.head(7).assign(study_id="my_2026").to_csv(own, index=False)
    with pytest.raises(table.EvidenceError, match="not listed: 'my_2026'"):
        evidence.load(own)


def test_what_nobody_checked_cannot_be_quoted():
    for row_id, row in estimates.rows().items():
        unchecked = row["grade"] == "machine-extracted" and row["cross_checked"] != "amount"
        if unchecked or row["grade"] == "judgement" or row["use"] in ("background", "superseded"):
            with pytest.raises(evidence.NotQuotableError):
                evidence.quote(row_id)


def test_a_cross_check_of_the_effect_covers_the_effect_only():
    checked = "wa_2016-towards-year2-earnings"
    assert evidence.quote(checked) == 1621
    with pytest.raises(evidence.NotQuotableError):
        evidence.quote(checked, "control_mean")


def test_a_replaced_figure_is_quoted_only_as_replaced():
    with pytest.raises(evidence.NotQuotableError, match="superseded only"):
        evidence.quote("katz_2020-high-latest-earnings")
    assert evidence.quote("katz_2020-high-latest-earnings", superseded=True) == 40


def test_an_unknown_row_is_named():
    with pytest.raises(KeyError, match="no row 'katz'"):
        evidence.row("katz")


def test_rows_are_read_without_pandas():
    script = "from seti_ta import evidence; import sys; evidence.row('quest_2019-year9-earnings')"
    script += "; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0


def test_every_column_is_explained():
    key = SOURCE.with_name("README.md").read_text(encoding="utf-8")
    for name in [*table.ESTIMATES.columns, *table.STUDIES.columns]:
        assert f"`{name}`" in key, name


def test_every_report_is_in_the_bibliography():
    keys = re.findall(r"^@\w+\{(\w+),", REFERENCES.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(keys) == sorted(set(keys))
    assert set(estimates.studies()) <= set(keys)
