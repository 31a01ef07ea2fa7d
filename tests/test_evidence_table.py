"""The evidence table: complete, graded, checked on load, and strict on what may be printed."""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seti_ta import evidence
from seti_ta.evidence import agreement, estimates, table

SOURCE = Path(table.__file__).with_name("estimates.csv")
REFERENCES = Path(__file__).parents[1] / "book" / "references.bib"


OTHER = "wa_2017-pooled-year3-earnings"


def refused(raw: pd.DataFrame, folder: Path) -> str:
    """The one sentence that a file with these rows is refused with."""
    own = folder / "own.csv"
    raw.to_csv(own, index=False)
    with pytest.raises(table.EvidenceError) as refusal:
        evidence.load(own)
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    """Enough rows as typed to break one; none prefers a row that is left out."""
    return pd.read_csv(SOURCE, dtype=str, keep_default_na=False).iloc[[*range(7), 13]]


@pytest.fixture
def raw(rows) -> pd.DataFrame:
    return rows.copy()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """One folder for many examples."""
    return tmp_path_factory.mktemp("examples")


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


def test_one_effect_is_counted_once():
    counted = evidence.load().query("use == 'count' and impact.notna()")
    same = counted[counted.duplicated(["program", "followup", "outcome", "units"], keep=False)]
    assert same.empty, same[["program", "followup", "outcome"]]


def test_madison_s_insignificant_estimate_is_no_gain():
    row = evidence.row("wa_2020-madison-2018-earnings")
    assert (row["impact"], row["finding"]) == (787, "no detectable effect")


def test_st_nicks_gains_are_dated_to_years_8_to_10():
    assert evidence.row("wa_2025-st_nicks-years8_10-earnings")["followup"] == "years 8-10"


BROKEN = {
    "row_id": [
        ("WA 2016", "wants study-...-outcome"),
        (OTHER, "wants a value that no other row has"),
    ],
    "study_id": [("my_2026", "wants a study of studies.csv"), ("", "wants a filled cell")],
    "program": [
        ("WorkAdvance, 4 sites", "(did you mean 'WorkAdvance, four sites'?)"),
        ("", "program is empty, which wants a filled cell"),
    ],
    "outcome": [("happiness", "wants an outcome of outcomes.csv")],
    "units": [("dollars", "wants USD per ...")],
    "n_total": [("2564.5", "wants a whole number from 1"), ("0", "wants a whole number from 1")],
    "followup_years": [
        ("-1", "wants a number from 0 to 60"),
        ("", "is empty, which wants 2, the end of the period 'year 2'"),
        ("3", "wants 2, the end of the period 'year 2'"),
    ],
    "dollar_year": [("2013.5", "wants a whole number from 1960"), ("2099", "to 2025")],
    "impact": [
        (cell, "wants a plain number") for cell in ("a lot", "1,945", "$1945", "nan", "1e3")
    ],
    "std_error": [("-3", "wants a number above 0")],
    "pct_impact": [("1945", "wants a number from -100 to 1000")],
    "cost_per_participant": [("0", "wants a number above 0")],
    "effect_per": [("graduate", "wants one of: person offered, person enrolled, not clear")],
    "as_published": [
        ("everything", "wants names out of: impact"),
        ("impact", "but impact follows"),
    ],
    "grade": [("good", "wants one of: report read, named secondary")],
    "finding": [("great", "wants one of: gain, weak gain")],
    "source_locator": [("", "is empty, which wants a filled cell")],
    "source_url": [("page 7", "'page 7', which wants a web address")],
    "prefer": [("nowhere", "which wants the row_id of a row of this file")],
    "use": [("background", "use_reason is empty, which wants to be filled for rows that do not")],
    "cross_checked": [
        ("amount", "wants to be filled for machine-extracted rows and for no others")
    ],
    "se_basis": [("published", "wants to be filled for rows with a std_error and for no others")],
    "read_in": [("memory", "grade is 'named secondary', which wants 'judgement' for read_in")],
    "ci_low": [("1000", "ci_high is empty, which wants a number wherever ci_low has one")],
}


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [(column, cell, sentence) for column, pairs in BROKEN.items() for cell, sentence in pairs],
)
def test_a_bad_cell_is_refused_in_one_sentence(raw, tmp_path, column, cell, sentence):
    raw.loc[6, column] = cell
    if column == "std_error":
        raw.loc[6, "se_basis"] = "published"
    refusal = refused(raw, tmp_path)
    assert refusal.startswith(f"own.csv, row {raw.loc[6, 'row_id']}: ")
    assert column in refusal
    assert sentence in refusal


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"control_mean": "13000", "pct_impact": "14"}, "pct_impact is 14, which wants 15.0"),
        ({"control_mean": "13893", "treatment_mean": "15893"}, "impact is 1945, which wants 2000"),
        ({"n_treatment": "1282", "n_control": "1300"}, "n_total is 2564, which wants 2582"),
        (
            {"ci_low": "2000", "ci_high": "3000", "ci_level": "95"},
            "impact is 1945, which wants 2000",
        ),
        (
            {"std_error": "900", "se_basis": "published"},
            "std_error is 900, which wants at most 755.1",
        ),
        ({"units": "percent"}, "pct_impact is 14, which wants the impact, 1945"),
        ({"finding": "loss"}, "finding is 'loss', which wants an impact below 0, not 1945"),
        ({"finding": "weak gain"}, "wants a p-value from 0.05 to 0.1, not '<0.01'"),
        (
            {"p_value": "", "std_error": "1900", "se_basis": "published"},
            "finding is 'gain', which wants a p-value from 0 to 0.05, not std_error 1900",
        ),
        ({"p_value": "not significant"}, "wants a p-value from 0 to 0.05, not 'not significant'"),
        (
            {"units": "percent of group", "dollar_year": "2016", "pct_impact": ""},
            "dollar_year is 2016, which wants units in USD",
        ),
    ],
)
def test_figures_that_contradict_each_other_are_refused(raw, tmp_path, cells, sentence):
    for column, cell in cells.items():
        raw.loc[6, column] = cell
    refusal = refused(raw, tmp_path)
    assert refusal.startswith(f"own.csv, row {raw.loc[6, 'row_id']}: ")
    assert sentence in refusal


def test_a_row_may_say_that_a_figure_is_as_its_source_prints_it(raw, tmp_path):
    raw.loc[6, ["control_mean", "pct_impact", "as_published"]] = ["13000", "14", "pct_impact"]
    raw.to_csv(tmp_path / "own.csv", index=False)
    assert evidence.load(tmp_path / "own.csv").loc[raw.loc[6, "row_id"], "pct_impact"] == 14


def test_a_row_without_an_id_is_named_by_its_line(raw, tmp_path):
    raw.loc[6, "row_id"] = ""
    assert refused(raw, tmp_path).startswith("own.csv, line 8: row_id is empty")


def test_missing_and_unknown_columns_are_named(raw, tmp_path):
    assert "lacks these columns: 'grade', 'use'" in refused(
        raw.drop(columns=["grade", "use"]), tmp_path
    )
    assert "columns that nobody defined: 'stars'" in refused(raw.assign(stars=""), tmp_path)


def test_a_file_of_one_s_own_is_read_the_same_way(raw, tmp_path):
    own = tmp_path / "own.csv"
    raw.head(7).to_csv(own, index=False)
    assert len(evidence.load(own)) == 7


def saved(raw: pd.DataFrame, file: Path, text=lambda csv: csv, encoding: str = "utf-8") -> Path:
    """The first seven rows as a file, after ``text`` has changed it."""
    file.write_bytes(text(raw.head(7).to_csv(index=False)).encode(encoding))
    return file


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (str, "utf-8-sig"),
        (lambda csv: csv.replace("\n", "\r\n"), "utf-8"),
        (lambda csv: csv.replace("\n", "\n\n") + "," * 39 + "\n", "utf-8"),
    ],
)
def test_a_spreadsheet_s_file_is_read(raw, tmp_path, text, encoding):
    own = saved(raw, tmp_path / "own.csv", text, encoding)
    pd.testing.assert_frame_equal(evidence.load(own), evidence.load().head(7))


@pytest.mark.parametrize(
    ("text", "encoding", "sentence"),
    [
        (lambda csv: csv.replace(",", ";"), "utf-8", "own.csv has no commas between its columns"),
        (lambda csv: csv + "é", "cp1252", "own.csv is not UTF-8 text"),
        (lambda csv: "", "utf-8", "own.csv is empty"),
        (lambda csv: csv + "only,three,cells\n", "utf-8", "own.csv, line 9 has 3 cells, not 40"),
        (lambda csv: csv + '"never closed\n', "utf-8", "own.csv, line 9: unexpected end of data"),
        (lambda csv: csv.replace("note", "grade", 1), "utf-8", "lacks these columns: 'note'"),
    ],
)
def test_another_kind_of_file_is_refused(raw, tmp_path, text, encoding, sentence):
    own = saved(raw, tmp_path / "own.csv", text, encoding)
    with pytest.raises(table.EvidenceError, match=r"^[^\n]+$") as refusal:
        evidence.load(own)
    assert sentence in str(refusal.value)


@settings(max_examples=40)
@given(column=st.sampled_from(sorted(table.ESTIMATES.columns)), cell=st.text(max_size=20))
def test_any_cell_is_read_or_refused_in_one_sentence(rows, folder, column, cell):
    broken = rows.copy()
    broken.loc[6, column] = cell
    own = saved(broken, folder / "own.csv")
    try:
        evidence.load(own)
    except table.EvidenceError as refusal:
        assert str(refusal).startswith("own.csv, ")
        assert len(str(refusal).splitlines()) == 1


@settings(max_examples=40)
@given(content=st.binary(max_size=200))
def test_any_file_is_refused_in_one_sentence(folder, content):
    own = folder / "own.csv"
    own.write_bytes(content)
    with pytest.raises(table.EvidenceError, match=r"^own\.csv[^\n]+$"):
        evidence.load(own)


@pytest.mark.parametrize(
    ("followup", "years"),
    [
        ("year 10", 10),
        ("years 2-5 and 7-8", 8),
        ("year 2 (quarters 6-9)", 2),
        ("quarters 12-13", 3.25),
        ("30 months, cumulative", 2.5),
        ("2 years (study 1) and 10 years (study 2)", 10),
        ("about 3-4 years", 4),
        ("year 9 after assignment (clearinghouse label 7 years)", 9),
        ("calendar year 2017", None),
        ("during program", None),
    ],
)
def test_the_end_of_a_period_is_read_from_its_words(followup, years):
    assert agreement.period_end(followup) == years


def test_each_program_and_outcome_of_the_lists_is_used():
    loaded = evidence.load()
    assert set(evidence.load_programs()["program"]) == set(loaded["program"])
    assert set(evidence.load_outcomes()["outcome"]) == set(loaded["outcome"])


def test_an_effect_on_nobody_knows_whom_is_not_quoted():
    with pytest.raises(evidence.NotQuotableError, match="averaged over is not clear"):
        evidence.quote("jtpa_1997-women-30months-cumulative_earnings")
    assert evidence.quote("jtpa_1997-women-30months-cumulative_earnings", "control_mean") == 12241


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
    schemas = (table.ESTIMATES, table.STUDIES, table.PROGRAMS, table.OUTCOMES)
    for name in (name for schema in schemas for name in schema.columns):
        assert f"`{name}`" in key, name


def test_every_report_is_in_the_bibliography():
    keys = re.findall(r"^@\w+\{(\w+),", REFERENCES.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(keys) == sorted(set(keys))
    assert set(estimates.studies()) <= set(keys)
