"""Six small cohorts made by hand: who counts, and why, is worked out beside each row."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seti_ta import wioa
from seti_ta.calculators import InputError

#: Program year 2023, which ends on June 30, 2024. Its windows, from the guidance:
#: quarter 2 and median: exits 2022-07-01 to 2023-06-30
#: quarter 4, credential, same employer: exits 2022-01-01 to 2022-12-31
#: skill gains: participation 2023-07-01 to 2024-06-30
PY2023 = wioa.Report.annual(2023)

ELEMENTS = """900 901 903 904 905 918 923 408 1303 1310 1315 1332 1401 1406 1600 1602 1603 1604 1606
1618 1704 1706 1800 1801 1802 1803 1804 1805 1806 1807 1808 1809 1810 1811 1813 1900 1901"""
BLANK = dict.fromkeys(ELEMENTS.split())
PENDING = 999999.99


def cohort(*rows: dict, **everyone) -> wioa.Records:
    """Records of adults who entered in 2021, unless a row says otherwise."""
    usual = {"900": 20210901, "903": 1, "923": 0} | everyone
    table = pd.DataFrame([BLANK | usual | row for row in rows])
    table.insert(0, "100", [f"SYN{n:03}" for n in range(len(rows))])
    return wioa.open_records(table.rename(columns=lambda n: f"PIRL{n}"))


def row(d: int, **cells) -> dict:
    return {"901": d} | {name[1:]: value for name, value in cells.items()}


def one(records, indicator, program="adult", **reading) -> tuple:
    table = wioa.indicators(records, PY2023, [program], reading=wioa.Reading(**reading))
    found = table.set_index("indicator").loc[indicator]
    value = None if pd.isna(found["value"]) else float(found["value"])
    numerator = None if pd.isna(found["numerator"]) else int(found["numerator"])
    return numerator, int(found["denominator"]), value


# ---- windows


def test_the_windows_of_the_annual_report_are_those_of_the_guidance():
    expected = {
        "served": (date(2023, 7, 1), date(2024, 6, 30)),
        "exited": (date(2023, 4, 1), date(2024, 3, 31)),
        "q2": (date(2022, 7, 1), date(2023, 6, 30)),
        "q4": (date(2022, 1, 1), date(2022, 12, 31)),
    }
    for of, (first, last) in expected.items():
        assert PY2023.window(of) == wioa.Window(first, last)


def test_exits_of_a_summer_first_count_in_the_report_of_the_next_september():
    # Exits of July to September 2024 first appear in quarter 2 of the report to 2025-09-30.
    assert wioa.Report.quarterly(2025, 3).window("q2").last == date(2024, 9, 30)
    assert wioa.Report.quarterly(2025, 2).window("q2").last < date(2024, 7, 1)
    assert wioa.Report.annual(2025).window("q2").first <= date(2024, 7, 1)


@pytest.mark.parametrize("year", [2015, 2101, 2023.0, "2023"])
def test_a_year_out_of_range_is_refused(year):
    with pytest.raises(
        InputError, match=r"program_year is .*; it must be a whole number from 2016"
    ):
        wioa.Report.annual(year)


# ---- employed in quarter 2, quarter 4


def test_employed_in_quarter_2():
    records = cohort(
        row(20220630, _1602=1, _1704=5000),  # the day before the window: out
        row(20220701, _1602=1, _1704=5000),  # its first day: in, employed
        row(20230630, _1602=2, _1704=6000),  # its last day, apprentice: in, employed
        row(20230701, _1602=1, _1704=5000),  # the day after: out
        row(20230101, _1602=3),  # military, wage blank: in, employed
        row(20230102, _1602=0, _1704=0),  # no match: in, not employed
        row(20230103, _1602=1, _1704=0),  # status yes, wage 0: in, not employed by the guidance
        row(20230104),  # nothing recorded: in, not employed
        row(20230105, _1602=9, _1704=PENDING),  # pending: out of both
        row(20230106, _1602=1, _1603=4, _1704=PENDING),  # wage all 9s: pending too
        row(20230107, _1602=1, _1603=4, _1704=4500),  # supplemental data: in, employed
        row(20230108, _1602=1, _1704=5000, _923=1),  # in prison: out
        row(20230109, _1602=1, _1704=5000, _923=5),  # foster care, an adult: a slip, still in
        row(20230110, _1602=1, _1704=5000, _923=7),  # offender still held: out
        row(20230111, _1602=1, _1704=5000, _923=None),  # reason blank: read as none, in
        row(None, _1602=1, _1704=5000),  # has not left: out
        row(20230112, _1602=1, _1704=5000, _903=4),  # reportable individual: out
        row(20230113, _1602=1, _1704=5000, _900=None),  # no entry: out
    )
    # In: 07-01, 06-30, 01-01, 01-02, 01-03, 01-04, 01-07, 01-09, 01-11 = 9. Employed: 6.
    assert one(records, "employed_q2") == (6, 9, pytest.approx(6 / 9))
    # Pending as no: two more in; the second has status 1, which the federal code counts.
    assert one(records, "employed_q2", pending="as_no")[:2] == (7, 11)
    # Status alone: the wage of 0 counts as employed.
    assert one(records, "employed_q2", zero_wage="employed")[:2] == (7, 9)
    # Any reason takes out: the slip goes too.
    assert one(records, "employed_q2", exclusions="any")[:2] == (5, 8)


def test_employed_in_quarter_4():
    records = cohort(
        row(20211231, _1606=1, _1706=5000),  # the day before: out
        row(20220101, _1606=1, _1706=5000),  # first day: in, employed
        row(20221231, _1606=1, _1706=5000),  # last day: in, employed
        row(20230101, _1606=1, _1706=5000),  # the day after: out
        row(20220301, _1606=9, _1706=PENDING),  # pending
        row(20220302, _1606=0, _1602=1, _1704=5000),  # employed in quarter 2 only: in, no
        row(20220303, _1606=1, _1706=0),  # wage 0: in, no
        row(20220304, _1606=1, _1706=5000, _923=3),  # died: out
    )
    assert one(records, "employed_q4")[:2] == (2, 4)
    assert one(records, "employed_q4", pending="as_no")[:2] == (2, 5)


def test_youth_count_education_and_leave_for_foster_care():
    records = cohort(
        row(20230101, _1602=0, _1704=0, _1900=2),  # in college: counts
        row(20230102, _1602=1, _1704=3000, _1900=0),  # employed: counts
        row(20230103, _1602=0, _1704=0, _1900=0),  # neither
        row(20230104, _1602=1, _1704=3000, _923=5),  # foster care, moved away: out
        row(20230105, _1602=1, _1704=3000, _923=7),  # 07 is not a reason for youth: in, counts
        row(20230106, _1602=9, _1704=PENDING, _1900=1),  # pending: out of both
        **{"903": 0, "905": 1},
    )
    assert one(records, "employed_q2", "youth")[:2] == (3, 4)
    assert one(records, "employed_q2", "youth", pending="as_no")[:2] == (4, 5)
    # In the median only those with a wage: 3,000 twice.
    assert one(records, "median_q2", "youth") == (None, 2, 3000.0)


def test_who_takes_part_twice_counts_twice_and_is_one_person():
    twice = cohort(
        row(20220801, _1602=1, _1704=5000),
        row(20230601, _1602=0, _1704=0, _900=20221101),
    )
    assert one(twice, "employed_q2")[:2] == (1, 2)
    table = pd.DataFrame(
        {
            "100": ["SYN1", "SYN1", "SYN2", "SYN3"],
            "900": [20230801, 20240301, 20220801, 20240701],  # the last enters too late
            "901": [20231101, None, 20230701, None],  # the third leaves on the first day: served
            "903": [1, 1, 1, 1],
        }
    )
    found = wioa.participants(wioa.open_records(table), PY2023, ["adult"])
    # Served: SYN1 once, SYN2. Left from 2023-04-01 to 2024-03-31: SYN1, SYN2.
    assert found[["served", "left"]].to_numpy().tolist() == [[2, 2]]


# ---- median


def test_the_median_leaves_out_what_is_no_wage():
    records = cohort(
        row(20230101, _1602=1, _1704=1000.01),
        row(20230102, _1602=1, _1704=4000),
        row(20230103, _1602=1, _1704=5000.5),
        row(20230104, _1602=1, _1704=99999.99),
        row(20230105, _1602=1, _1704=PENDING),  # pending
        row(20230106, _1602=1, _1704=0),  # no wage
        row(20230107, _1602=1),  # blank
        row(20230108, _1602=0, _1704=7000),  # not employed
        row(20230109, _1602=1, _1603=5, _1704=7000),  # match not yet there
        row(20230110, _1602=1, _1704=7000, _923=2),  # in medical treatment
    )
    # 1,000.01, 4,000, 5,000.5, 99,999.99: the mean of the two in the middle.
    assert one(records, "median_q2") == (None, 4, 4500.25)
    assert one(records, "median_q2", pending="as_no") == (None, 4, 4500.25)


def test_nobody_with_a_wage_gives_no_median():
    assert one(cohort(row(20230101, _1602=0)), "median_q2") == (None, 0, None)


# ---- credential


def test_credential_within_365_days():
    trained = {"1303": 6}
    records = cohort(
        row(20220331, _1800=5, _1801=20230331),  # 365 days later: counts
        row(20220331, _1800=5, _1801=20230401),  # 366 days: too late
        row(20221231, _1800=4, _1801=20210501),  # before the exit: counts
        row(20220401, _1800=8, _1801=20220501),  # graduate degree: not in title I
        row(20220401, _1800=0, _1802=7, _1803=20220501),  # the second pair: counts
        row(20220401, _1800=5),  # no date: does not count
        row(20220401, _1800=1, _1801=20220501),  # diploma alone: does not count
        row(20220401, _1800=1, _1801=20220501, _1604=1),  # and employed: counts
        row(20220401, _1800=1, _1801=20220501, _1406=20230401),  # and college in time: counts
        row(20220401, _1800=1, _1801=20220501, _1406=20230402),  # college one day late: no
        row(20220401, _1800=5, _1801=20220501, _1303=1),  # on-the-job only: not asked
        row(20220401, _1800=5, _1801=20220501, _1303=1, _1310=10),  # one that counts: in
        row(20220401, _1303=0, _1332=1),  # college during participation: in, no
        row(20220401, _1303=0, _408=0, _1401=1),  # in secondary school: in, no
        row(20220401, _1303=0, _408=None, _1401=1),  # education unknown: not in
        **trained,
    )
    # In: all but the on-the-job one and the last = 13. Count: 1, 3, 5, 8, 9, 12 = 6.
    assert one(records, "credential")[:2] == (6, 13)


def test_a_leap_day_within_the_year_moves_the_last_day():
    # Program year 2024: exits of 2023. Program year 2025: exits of 2024.
    def met(report, exit_day, credential):
        records = cohort(row(exit_day, _1303=6, _1800=5, _1801=credential))
        table = wioa.indicators(records, wioa.Report.annual(report), ["adult"])
        return int(table.set_index("indicator").loc["credential", "numerator"])

    assert met(2024, 20230301, 20240229) == 1  # 365 days
    assert met(2024, 20230301, 20240301) == 0  # 366 days
    assert met(2024, 20230228, 20240228) == 1  # no February 29 in between
    assert met(2025, 20240229, 20250228) == 1  # 365 days
    assert met(2025, 20240229, 20250301) == 0
    assert met(2025, 20240228, 20250227) == 1
    assert met(2025, 20240228, 20250228) == 0  # February 29 lies between: 366 days


@settings(max_examples=30)
@given(st.dates(date(2023, 1, 1), date(2024, 12, 31)), st.integers(360, 370))
def test_any_exit_has_365_days(day, later):
    got = pd.Timestamp(day) + pd.Timedelta(days=later)
    records = cohort(row(int(f"{day:%Y%m%d}"), _1303=6, _1800=5, _1801=int(f"{got:%Y%m%d}")))
    table = wioa.indicators(records, wioa.Report.annual(day.year + 1), ["adult"])
    assert int(table.set_index("indicator").loc["credential", "numerator"]) == (later <= 365)


# ---- skill gains


def test_skill_gains_follow_participation_and_not_exits():
    records = cohort(
        row(None, _1811=20240101, _1806=20240630),  # still there; the last day counts
        row(None, _1811=20240101, _1806=20240701),  # a day late: in, no gain
        row(None, _1811=20230101, _1808=20230630),  # a gain before the year: in, no
        row(20230701, _1811=20230101, _1807=20230701),  # leaves on the first day: in, gain
        row(20230630, _1811=20230101, _1807=20230630),  # left before: out
        row(None, _1811=20230101, _1813=20230630),  # training ended before: out
        row(None, _1811=20230101, _1813=20230701, _1809=20230801, _1810=20230901),  # two, once
        row(None, _1811=20240701),  # begins after: out
        row(None),  # no training: out
        row(None, _1811=20240101, _1800=1, _1801=20240301),  # diploma in the year: gain
        row(None, _1811=20240101, _1800=5, _1801=20240301),  # another credential: no gain
        row(20240101, _1811=20230801, _1806=20230901, _923=7),  # offender: stays in, gain
        row(20240101, _1811=20230801, _1806=20230901, _923=4),  # active duty: out
    )
    # In: rows 1, 2, 3, 4, 7, 10, 11, 12 = 8. Gains: 1, 4, 7, 10, 12 = 5.
    assert one(records, "skill_gains")[:2] == (5, 8)
    assert one(records, "skill_gains", exclusions="any")[:2] == (5, 8)


# ---- same employer


def test_same_employer_asks_only_those_employed_in_quarter_2():
    records = cohort(
        row(20220401, _1602=1, _1704=5000, _1606=1, _1618=1),
        row(20220401, _1602=1, _1704=5000, _1606=1, _1618=0),
        row(20220401, _1602=1, _1704=5000, _1606=0, _1618=None),  # nowhere in quarter 4: no
        row(20220401, _1602=0, _1704=0, _1606=1, _1618=1),  # not employed in quarter 2: out
        row(20220401, _1602=1, _1704=5000, _1606=9, _1618=9),  # pending
        row(20220401, _1602=1, _1704=5000, _1618=1, _903=0, _904=1),  # a dislocated worker
        row(20220401, _1602=1, _1704=5000, _1618=1, _904=1),  # in both programs
    )
    assert one(records, "same_employer")[:2] == (2, 4)
    assert one(records, "same_employer", pending="as_no")[:2] == (2, 5)
    # Title I shares one number, in which the last row counts once: 5 people, 3 of them yes.
    assert one(records, "same_employer", "title_i")[:2] == (3, 5)


# ---- breakdowns, programs, other ways in


def test_a_breakdown_adds_up_to_the_whole():
    records = wioa.open_records(wioa.synthetic_records(4000))
    whole = wioa.indicators(records, PY2023)
    parts = wioa.indicators(records, PY2023, by="p201")
    sums = parts.groupby(["program", "indicator"], sort=False)[["numerator", "denominator"]].sum()
    columns = ["denominator"]
    assert sums[columns].to_numpy().tolist() == whole[columns].to_numpy().tolist()
    assert parts["p201"].unique().tolist() == [1, 2, 9]
    adult = parts[(parts["program"] == "adult") & (parts["indicator"] == "median_q2")]
    assert adult["value"].between(3000, 15000).all()


def test_wagner_peyser_has_no_credential():
    found = wioa.indicators(cohort(row(20230101, _918=1)), PY2023, ["wagner_peyser"])
    assert "credential" not in set(found["indicator"])
    with pytest.raises(InputError, match="credential does not apply to Wagner-Peyser"):
        wioa.steps(cohort(row(20230101)), PY2023, "wagner_peyser", "credential")


def test_an_unknown_program_or_reading_is_named():
    with pytest.raises(InputError, match="'adults' is no program; choose of adult, dislocated"):
        wioa.indicators(cohort(row(20230101)), PY2023, ["adults"])
    with pytest.raises(InputError, match="pending is 'no'; it must be exclude or as_no"):
        wioa.Reading(pending="no")


def test_a_trend_is_the_same_as_its_reports():
    records = wioa.open_records(wioa.synthetic_records(3000))
    seen = []
    found = wioa.trend(records, PY2023, 3, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]
    last = found[found["report"] == PY2023.name].drop(columns="report").reset_index(drop=True)
    pd.testing.assert_frame_equal(last, wioa.indicators(records, PY2023, ["adult"]))


# ---- reconciliation


def test_reconciliation_finds_the_reading_of_the_printed_figure():
    records = cohort(
        row(20230101, _1602=1, _1704=5000),
        row(20230102, _1602=1, _1704=5000),
        row(20230103, _1602=0, _1704=0),
        row(20230104, _1602=9, _1704=PENDING),
        row(20230105, _1602=1, _1704=5000, _923=1),
    )
    found = wioa.reconcile(records, PY2023, "adult", "employed_q2", 50.0)
    agree = found[found["same"]]["reading"].tolist()
    assert agree == [
        "People who wait for data count as not employed",
        "All three, as in the federal code",
    ]
    told = wioa.steps(records, PY2023, "adult", "employed_q2")
    assert told.to_numpy().tolist() == [
        ["Adult: left in the window", 5],
        ["less: in prison, jail or another institution", -1],
        ["less: data are still to come", -1],
        ["counted", 3],
        ["of these met it", 2],
    ]
    with pytest.raises(InputError, match="printed is 5,000; it must be from 0 to 100"):
        wioa.reconcile(records, PY2023, "adult", "employed_q2", 5000)


@pytest.mark.parametrize("indicator", wioa.INDICATORS)
def test_the_steps_add_up(indicator):
    records = wioa.open_records(wioa.synthetic_records(6000))
    told = wioa.steps(records, PY2023, "adult", indicator).set_index("step")["people"]
    assert told.loc[:"counted"].iloc[:-1].sum() == told["counted"]
