"""The ratings: each can be traced, a wrong cell is refused, and the picture shows them all."""

from pathlib import Path

import pandas as pd
import pytest

from seti_ta import evidence
from seti_ta.evidence import listing, plots, table
from seti_ta.evidence import ratings as module

SOURCE = Path(module.__file__).with_name("ratings.csv")
QUEST = {"Project QUEST": ["Project QUEST"]}


@pytest.fixture(scope="module")
def rated() -> pd.DataFrame:
    return evidence.load_ratings()


def test_the_bodies_disagree_on_the_first_trial_of_per_scholas(rated):
    level = rated[rated["program"] == "Per Scholas (SEIS)"].set_index("body")["level"]
    assert level.to_dict() == {"CLEAR": "low", "Straight Talk on Evidence": "high"}


def test_a_high_rating_is_no_gain(rated):
    """Trials that CLEAR rates High include a loss and several without an effect."""
    found = evidence.load().groupby("program")["finding"].agg(set)
    assert rated.at["clear-ready_to_work_maryland", "rating"] == "High"
    assert "loss" in found["Maryland Tech Connection (Ready to Work)"]
    assert rated.at["clear-hpog1", "rating"] == "High"


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("study_id", "nobody_2020", "'nobody_2020', which wants a study of studies.csv"),
        ("program", "Per Scolas", "'Per Scolas', which wants a program of programs.csv"),
        ("body", "CLAER", "'CLAER', which wants one of: CLEAR, What Works Clearinghouse"),
        ("level", "good", "'good', which wants one of: high, middle, low, disputed"),
        ("grade", "judgement", "'judgement', which wants one of: report read, named secondary"),
        ("year", "1921", "'1921', which wants a whole number from 1990 to 2100"),
        ("year", "soon", "'soon', which wants a plain number"),
        ("source_locator", "", "empty, which wants a filled cell"),
        ("source_url", "clear.dol.gov", "'clear.dol.gov', which wants a web address"),
    ],
)
def test_a_wrong_cell_is_refused_in_one_sentence(tmp_path, column, cell, sentence):
    raw = pd.read_csv(SOURCE, dtype=str, keep_default_na=False)
    raw.loc[0, column] = cell
    raw.to_csv(tmp_path / "own.csv", index=False)
    with pytest.raises(table.EvidenceError) as refusal:
        evidence.load_ratings(tmp_path / "own.csv")
    where = "own.csv, row clear-seis_per_scholas: "
    assert str(refusal.value).startswith(f"{where}{column} is {sentence}")
    assert "\n" not in str(refusal.value)


def test_two_ratings_of_one_name_are_refused(tmp_path):
    raw = pd.read_csv(SOURCE, dtype=str, keep_default_na=False)
    pd.concat([raw, raw.head(1)]).to_csv(tmp_path / "own.csv", index=False)
    with pytest.raises(table.EvidenceError, match="which wants a value that no other row has"):
        evidence.load_ratings(tmp_path / "own.csv")


def test_every_column_is_explained():
    key = SOURCE.with_name("README.md").read_text(encoding="utf-8")
    for name in module.RATINGS.columns:
        assert f"`{name}`" in key, name


def test_each_rating_in_a_column_is_drawn_in_the_body_s_words(rated):
    axes = plots.side_by_side(rated, QUEST).axes[0]
    marks = [line.get_marker() for line in axes.lines if line.get_marker() in ("o", "s", "D")]
    assert sorted(marks) == ["D", "o", "o", "s", "s"]
    words = " ".join(text.get_text() for text in axes.texts)
    assert "Near Top Tier" in words
    assert "indeterminate effect (2017), disputed" in words


def test_the_table_behind_the_picture_names_body_report_and_source(rated):
    page = listing.ratings(rated[rated["program"] == "Project QUEST"], "QUEST").data
    assert "<td>What Works Clearinghouse</td><td>Elliott and Roder, 2017</td>" in page
    assert "<td>Indeterminate effect (disputed)</td>" in page
    assert 'href="https://evidencebasedprograms.org/?p=474"' in page
