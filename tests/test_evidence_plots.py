"""What the evidence figures and tables show, read back from the drawing."""

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from seti_ta import evidence
from seti_ta.evidence import follow_up, listing, plots, words
from seti_ta.evidence.facts import fact
from seti_ta.evidence.plots import earnings, style
from seti_ta.evidence.words import MINUS

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
    assert (13.5, earnings.LANE) in drawn
    assert len(drawn) == 12


def test_an_effect_without_a_size_is_drawn_in_the_lane(table):
    axes = plots.by_year(table, ["Madison Strategies (WorkAdvance)"], last_year=14).axes[0]
    assert (10, earnings.LANE, "D", "white") in marks(axes)


def test_marks_tell_the_grade_by_shape_and_fill(table):
    named, agreed, unconfirmed = (
        style.grade_mark(table.loc[row])
        for row in (
            "quest_2019-year9-earnings",
            "seis_2010-wrtp-year2-earnings",
            "seis_2010-jvs_boston-year2-earnings",
        )
    )
    assert (named, agreed, unconfirmed) == (style.NAMED, style.AGREED, style.UNCONFIRMED)
    assert len({str(style.GRADE_MARKS[grade]) for grade in (named, agreed, unconfirmed)}) == 3


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
    assert follow_up.spans(row) == expected


def test_effects_in_words(table):
    assert words.in_words(table.loc["yearup_pace_2022-year7-earnings"]) == "+$8,251 (+30%)"
    assert words.in_words(table.loc[NULL]) == "no detectable effect"
    assert words.in_words(table.loc["wa_2025-st_nicks-year10-earnings"]) == (
        "+32%, dollars not published"
    )
    assert words.signed(-135, currency="$") == f"{MINUS}$135"
    assert words.signed(-0.3, unit="%") == "0%"


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


def test_two_findings_of_a_program_stand_side_by_side(table):
    pairs = {"A & B": ("quest_2017-label4-certificate", "hpog2_interim-years3_4-earnings")}
    page = listing.beside(table, pairs, ["Program", "One", "Other"]).data
    cells = [cell.get_text(" ") for cell in BeautifulSoup(page, "html.parser")("td")]
    assert cells[0] == "A & B"
    assert "+23.5 percentage points" in cells[1]
    assert "size not published" in cells[2]
    assert all("named secondary" in cell for cell in cells[1:])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("vida_2022-year6-degree", "+8 percentage points"),
        ("yearup_pace_2021-by_year5-hourly_wage", "+$3.35 per hour"),
        ("quest_2024-years1_14-cumulative_earnings", "+$54,000 over 14 years"),
        ("yearup_pace_2018-year3-earnings", "+$7,011 (+40%); 95% interval +$5,798 to +$8,224"),
        (
            "pace_2022-pima-quarter24-employed",
            f"{MINUS}0.9 percentage points; 95% interval {MINUS}6 to +4",
        ),
        (NULL, "size not published"),
        ("katz_2022-high-latest-earnings", "+34%, high end of range across programs"),
        ("wa_2016-st_nicks-operation-cost", "cost $6,666"),
    ],
)
def test_effects_in_the_table_carry_their_unit(table, row, expected):
    assert words.effect(table.loc[row]) == expected


def findings(**by_year: str) -> pd.DataFrame:
    """Tested findings of one program: ``y2="gain"`` is a gain in year 2."""
    years = [float(year[1:]) for year in by_year]
    return pd.DataFrame(
        {
            "followup_years": years,
            "followup": [f"year {year:.0f}" for year in years],
            "finding": list(by_year.values()),
            "cross_checked": "",
        }
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({"y1": "loss", "y2": "gain", "y7": "gain"}, follow_up.LASTED),
        ({"y2": "no detectable effect", "y8": "gain"}, follow_up.LATE),
        ({"y5": "weak gain"}, follow_up.LATE),
        ({"y2": "gain", "y3": "no detectable effect"}, follow_up.FADED),
        ({"y2": "weak loss", "y5": "no detectable effect"}, follow_up.NEVER),
        ({"y2": "gain", "y4": "gain"}, follow_up.SHORT),
        ({"y4": "no detectable effect"}, follow_up.SHORT),
        ({}, follow_up.SHORT),
    ],
)
def test_the_course_of_a_gain(found, expected):
    assert follow_up.course(findings(**found)) == expected


def test_what_nobody_checked_sorts_no_program():
    found = findings(y2="gain", y7="gain").assign(cross_checked=["", "no"])
    assert follow_up.course(found) == follow_up.SHORT


def test_programs_stand_under_the_course_that_the_chapter_tells(table):
    # Where this changes, the text beside the picture in book/evidence.ipynb changes too.
    told = {
        follow_up.LASTED: ["Year Up"],
        follow_up.LATE: ["St. Nicks Alliance (WorkAdvance)"],
        follow_up.FADED: [
            "Per Scholas (WorkAdvance)",
            "Towards Employment (WorkAdvance)",
            "Madison Strategies (WorkAdvance)",
            "Project QUEST",
        ],
        follow_up.NEVER: ["VIDA"],
        follow_up.SHORT: ["Year Up (early pilot)", "Per Scholas (SEIS)", "Year Up PTC"],
    }
    assert plots.courses(table, [name for names in told.values() for name in names]) == told


def test_where_two_texts_differ_the_more_cautious_counts(table):
    madison = table[table["program"] == "Madison Strategies (WorkAdvance)"]
    second = madison[madison["followup_years"] == 2]
    assert {"gain", "weak gain"} <= set(second["finding"])
    for rows in (madison, madison.iloc[::-1]):
        found = follow_up.tested(rows)
        assert found.loc[found["followup_years"] == 2, "finding"].tolist() == ["weak gain"]


def test_the_last_size_is_one_that_may_be_printed(table):
    towards = table[table["program"] == "Towards Employment (WorkAdvance)"]
    assert towards.loc["wa_2020-towards-2017-earnings", "pct_impact"] > 0
    assert follow_up.latest_size(towards)["followup_years"] == 2


def test_each_tested_finding_is_a_mark_over_time(table):
    axes = plots.over_time(table, ["VIDA"], last_year=14).axes[0]
    drawn = [(across, shape, fill) for across, _, shape, fill in marks(axes)]
    assert (7, "D", "white") in drawn
    assert (1, "v", "white") in drawn
    assert [text.get_text() for text in axes.texts if len(text.get_text()) > 1] == [
        follow_up.NEVER,
        "VIDA",
    ]


def test_a_program_stands_once_at_a_horizon_and_no_pool_beside_its_sites(table):
    found = follow_up.at_horizon(table, 1, 2.5)
    assert found["program"].is_unique
    assert "WorkAdvance, four sites" not in set(found["program"])
    assert found["followup_years"].between(1.01, 2.5).all()


def test_kinds_side_by_side_draw_the_checked_and_count_the_rest(table):
    axes = plots.by_kind(table, {"Pathways": ["career pathways"]}, {"Year 2": (1, 2.5)}).axes[0]
    found = follow_up.at_horizon(table, 1, 2.5)
    found = found[found["kind"] == "career pathways"]
    checked = follow_up.is_checked(found).sum()
    assert len(marks(axes)) == checked
    assert f"{len(found) - checked} unchecked" in axes.texts[-1].get_text()


def test_a_cost_without_a_price_year_stays_as_published():
    assert fact("year_up_cost").in_prices_of(2025) == (pytest.approx(38_782, abs=1), True)
    unpriced = fact("wa_2016-madison-operation-cost cost_per_participant")
    assert unpriced.in_prices_of(2025) == (5203, False)


def test_a_gain_that_is_gone_at_the_last_test_says_so(table):
    figure = plots.cost_and_gain(table, {"Per Scholas (WorkAdvance)": "per_scholas_cost"}, 2025)
    gain = figure.axes[1]
    assert [shape for _, _, shape, _ in marks(gain)] == ["o", "D"]
    assert gain.texts[0].get_text() == "+16%, years 5-7\nnone, year 10"


def test_pay_and_employment_are_of_one_time(table):
    pairs = follow_up.paired(table, ["Year Up", "VIDA"])
    assert [(work.name, pay.name) for work, pay in pairs] == [
        ("yearup_pace_2022-quarter26-employed", "yearup_pace_2022-year7-earnings")
    ]


def test_amounts_that_may_not_be_printed_have_a_mark_and_no_words(table):
    works, pays = plots.pay_and_employment(table, ["JVS-Boston (SEIS)"]).axes
    assert [len(marks(axes)) for axes in (works, pays)] == [1, 1]
    assert [text.get_text() for text in works.texts] == ["JVS-Boston (SEIS), year 2"]
    assert not pays.texts


def test_an_amount_found_again_says_so_among_the_sources():
    assert fact("roodman_2026-sector-years3_5-earnings impact").written == "$3,703"
    grade = fact("roodman_2026-sector-years3_5-earnings impact").grade
    assert grade == "machine-extracted, amount confirmed"
