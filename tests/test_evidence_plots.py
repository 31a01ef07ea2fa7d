"""What the evidence figures and tables show, read back from the drawing."""

import numpy as np
import pytest

from seti_ta import evidence
from seti_ta.evidence import listing, plots
from seti_ta.evidence.plots import earnings

MINUS = plots.MINUS
NULL = "wa_2025-madison-year10-earnings"


@pytest.fixture(scope="module")
def table():
    return evidence.load()


def marks(axes) -> list[tuple[float, float, str, str]]:
    """Every single mark: across, up, shape, fill."""
    return [
        (*(float(end[0]) for end in line.get_data()), line.get_marker(), line.get_markerfacecolor())
        for line in axes.lines
        if line.get_marker() not in ("None", None)
    ]


def test_each_counted_effect_of_a_program_is_drawn(table):
    axes = plots.by_year(table, ["Project QUEST"], last_year=14).axes[0]
    drawn = {(across, up) for across, up, _, _ in marks(axes)}
    assert {(1, -1801), (9, 5239), (11, 4616), (11.5, 6000)} <= drawn
    assert (13.5, plots.LANE) in drawn
    assert len(drawn) == 12


def test_an_effect_without_a_size_is_drawn_in_the_lane(table):
    axes = plots.by_year(table, ["Madison Strategies (WorkAdvance)"], last_year=14).axes[0]
    assert (10, plots.LANE, "D", "white") in marks(axes)


def test_marks_tell_the_grade_by_shape_and_fill(table):
    named, agreed, unconfirmed = (
        plots.grade_mark(table.loc[row])
        for row in (
            "quest_2019-year9-earnings",
            "seis_2010-wrtp-year2-earnings",
            "seis_2010-jvs_boston-year2-earnings",
        )
    )
    assert (named, agreed, unconfirmed) == (plots.NAMED, plots.AGREED, plots.UNCONFIRMED)
    assert len({str(plots.GRADE_MARKS[grade]) for grade in (named, agreed, unconfirmed)}) == 3


def test_intervals_are_drawn_only_from_published_standard_errors(table):
    published = table.loc["yearup_pace_2018-year3-earnings"]
    low, high = earnings._interval(published)
    assert (high - low) / 2 == pytest.approx(1.96 * 619)
    derived = table.loc["wa_2020-per_scholas-2017-earnings"]
    assert np.ptp(earnings._interval(derived)) == 0


@pytest.mark.parametrize(
    ("followup", "expected"),
    [
        ("year 10", [(10, 10)]),
        ("years 5-7", [(5, 7)]),
        ("years 2-5 and 7-8", [(2, 5), (7, 8)]),
        ("years 3-5, annual average", [(3, 5)]),
        ("year 2 (quarters 6-9)", [(2, 2)]),
        ("calendar year 2017", [(5, 5)]),
    ],
)
def test_spans_of_years(table, followup, expected):
    row = table.loc["wa_2020-per_scholas-2017-earnings"].copy()
    row["followup"] = followup
    assert plots.spans(row) == expected


def test_effects_in_words(table):
    assert plots.in_words(table.loc["yearup_pace_2022-year7-earnings"]) == "+$8,251 (+30%)"
    assert plots.in_words(table.loc[NULL]) == "no detectable effect"
    assert plots.in_words(table.loc["wa_2025-st_nicks-year10-earnings"]) == (
        "+32%, dollars not published"
    )
    assert plots.signed(-135, currency="$") == f"{plots.MINUS}$135"


def test_the_board_marks_what_nobody_checked(table):
    sites = {"SEIS": ["seis_2010-wrtp-year2-earnings", "seis_2010-jvs_boston-year2-earnings"]}
    axes = plots.board(table, sites).axes[0]
    assert len(marks(axes)) == 2
    assert [text.get_text() for text in axes.texts].count("m") == 1


def test_a_figure_is_the_same_twice_and_carries_no_date(table):
    first, second = (plots.svg(plots.latest(table, [NULL])).data for _ in range(2))
    assert first == second
    assert "dc:date" not in first
    assert "Verdana" in first


def test_the_table_behind_a_figure_gives_grade_and_source(table):
    page = listing.details(table.loc[[NULL, "vida_2022-year6-degree"]], "Two & more").data
    assert "Two &amp; more: the 2 rows" in page
    assert page.count("<a href=") == 2
    assert "size not published" in page
    assert "named secondary (abstract)" in page


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("vida_2022-year6-degree", "+8 percentage points"),
        ("yearup_pace_2021-by_year5-hourly_wage", "+3.35 USD per hour"),
        ("quest_2024-years1_14-cumulative_earnings", "+54,000 USD over 14 years"),
        ("yearup_pace_2018-year3-earnings", "+$7,011 (+40%); 95% interval +$5,798 to +$8,224"),
        (
            "pace_2022-pima-quarter24-employed",
            f"{MINUS}0.9 percentage points; 95% interval {MINUS}6 to +4",
        ),
        (NULL, "size not published"),
    ],
)
def test_effects_in_the_table_carry_their_unit(table, row, words):
    assert listing.effect(table.loc[row]) == words
