"""A roster month by month: shares with small numbers hidden, and runs that are no chance."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seti_ta.calculators import InputError
from seti_ta.roster import MADE_UP, Roster, read_roster, run_chart, share_by_month
from seti_ta.roster.columns import GATES
from seti_ta.roster.small_cells import FEWEST, HIDDEN

ROSTER = read_roster(MADE_UP)


def roster(months: dict[str, tuple[int, int]]) -> Roster:
    """People who applied in these months, and how many came to the session."""
    rows = [
        {"applied_on": f"{month}-05", "attended_on": f"{month}-09" if place < came else None}
        for month, (people, came) in months.items()
        for place in range(people)
    ]
    people = pd.DataFrame(rows, columns=list(GATES)).apply(pd.to_datetime)
    return Roster("made up", "", people.assign(person_id=range(len(people)), cohort="a"))


def test_shares_are_counted_by_the_month_of_application():
    found = share_by_month(roster({"2026-02": (40, 10), "2026-01": (50, 25)}), "attended_on")
    assert found.to_dict("list") == {
        "month": ["2026-01", "2026-02"],
        "people": [50, 40],
        "passed": [25, 10],
        "percent": [50.0, 25.0],
    }


def test_months_add_up_to_the_funnel():
    large = roster({"2026-01": (50, 25), "2026-02": (40, 20)})
    found = share_by_month(large, "attended_on")
    assert found["people"].sum() == len(large.people)
    assert found["passed"].sum() == large.reached["attended_on"].sum()


@given(months=st.lists(st.tuples(st.integers(1, 60), st.floats(0, 1)), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_no_small_number_can_be_worked_out(months):
    counts = {
        f"2026-{number:02}": (people, round(share * people))
        for number, (people, share) in enumerate(months, start=1)
    }
    found = share_by_month(roster(counts), "attended_on").set_index("month")
    for name in ("people", "passed"):
        hidden = [month for month in counts if found.loc[month, name] == HIDDEN]
        for month, (people, came) in counts.items():
            small = people < FEWEST or (
                name == "passed" and (came < FEWEST or people - came < FEWEST)
            )
            if small:
                assert month in hidden
            elif month not in hidden:
                assert found.loc[month, name] == (people if name == "people" else came)
        # Whoever knows the sum of a column cannot work a hidden month out.
        if hidden:
            together = sum(counts[month][name == "passed"] for month in hidden)
            assert together >= FEWEST or len(hidden) == len(counts)
    assert (found["percent"].isna() == (found["passed"] == HIDDEN)).all()


@pytest.mark.parametrize(
    ("gate", "of", "sentence"),
    [
        ("left_on", "applied_on", "left_on is no gate"),
        ("attended_on", "enrolled_on", "attended_on must come after enrolled_on"),
        ("attended_on", "attended_on", "must come after"),
    ],
)
def test_what_is_no_gate_is_refused(gate, of, sentence):
    with pytest.raises(InputError, match=sentence):
        share_by_month(ROSTER, gate, of)


LOW_THEN_HIGH = [1, 2, 1, 2, 1, 2, 2, 9, 8, 9, 8, 9, 8, 8]
MONTHS = [f"2026-{number:02}" for number in range(1, 15)]


def test_a_lasting_change_is_seen():
    found = run_chart(MONTHS, LOW_THEN_HIGH)
    # 14 values: log2 is 3.8, so 7 in a row are allowed; 4 crossings are the 5% point of 13 coins.
    assert (found.longest, found.longest_allowed) == (7, 7)
    assert (found.crossings, found.crossings_needed) == (1, 4)
    assert found.signals == ("The line crosses the middle 1 times; chance seldom gives fewer "
                             "than 4.",)  # fmt: skip


@pytest.mark.parametrize(
    ("n", "allowed"), [(10, 6), (12, 7), (22, 7), (24, 8), (44, 8), (46, 9), (90, 9), (100, 10)]
)
def test_the_limit_of_a_run_is_the_printed_one(n, allowed):
    """A table printed at unaettie.com, "Length of run in a run chart"."""
    found = run_chart(map(str, range(n)), [number % 2 for number in range(n)])
    assert found.longest_allowed == allowed


def test_a_long_run_is_seen():
    values = [1, 8, 1, 8, 1, *[9] * 8, 1, 1, 1, 1, 8, 1, 1, 1, 8]
    months = [str(number) for number in range(1, len(values) + 1)]
    found = run_chart(months, values)
    assert found.signals[0] == (
        "8 months in a row above the middle, 6 to 13; chance seldom gives more than 7."
    )


def test_values_on_the_middle_count_for_neither_side():
    with_ties = run_chart(MONTHS, [7, 8, 7, 5, 8, 7, 8, 2, 3, 2, 3, 5, 2, 2])
    assert with_ties.median == 5
    assert (with_ties.longest, with_ties.crossings) == (6, 1)
    flat = run_chart(MONTHS, [3] * 14)
    assert (flat.longest, flat.signals) == (0, ())


@pytest.mark.parametrize("n", [12, 24, 60])
def test_false_alarms_are_about_one_in_twenty(n):
    rng, months = np.random.default_rng(n), list(map(str, range(n)))
    alarms = sum(bool(run_chart(months, rng.normal(size=n)).signals) for _ in range(600))
    assert 0.01 < alarms / 600 < 0.12


def test_blank_months_are_left_out_and_too_few_are_refused():
    found = run_chart(MONTHS[:12], [None, *range(11)])
    assert found.months == tuple(MONTHS[1:12])
    assert found.median == 5
    with pytest.raises(InputError, match="There are 9 months with a value"):
        run_chart(MONTHS[:12], [None] * 3 + list(range(9)))


@given(st.lists(st.floats(0, 100), min_size=10, max_size=40))
def test_turned_upside_down_a_chart_has_the_opposite_runs(values):
    months = list(map(str, range(len(values))))
    up, down = run_chart(months, values), run_chart(months, [-value for value in values])
    assert (up.longest, up.crossings) == (down.longest, down.crossings)
    assert len(up.signals) == len(down.signals)
