"""Shortlists and seats: constraints hold, no pair blocks, ties follow the declared line."""

from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matching.games import HospitalResident

from seti_ta import matching
from seti_ta.calculators import InputError
from seti_ta.calculators.provider_comparison import SMALL_AND_LARGE, provider_comparison
from seti_ta.matching.make_made_up import made_up_tables
from seti_ta.matching.seats import NOT_POSSIBLE, made_market, with_one_more

PEOPLE = matching.read_seekers(matching.MADE_UP_SEEKERS)
PROGRAMS = matching.read_programs(matching.MADE_UP_PROGRAMS)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@st.composite
def markets(draw, most_people=9, most_programs=4):
    people = draw(st.integers(1, most_people))
    programs = draw(st.integers(1, most_programs))
    ranks = np.full((people, programs), NOT_POSSIBLE)
    for person in range(people):
        asked = draw(st.lists(st.integers(0, programs - 1), unique=True))
        ranks[person, asked] = np.arange(1, len(asked) + 1)
    capacity = draw(st.lists(st.integers(0, 3), min_size=programs, max_size=programs))
    group = draw(st.lists(st.integers(0, 2), min_size=people, max_size=people))
    return made_market(
        ranks, np.array(capacity), np.array(group), draw(st.integers(0, 99)),
        groups=("first", "second", "others"),
    )  # fmt: skip


def pairs_that_block(asked, seat) -> int:
    """Written anew, pair by pair, from the definition."""
    found = 0
    for person in range(len(seat)):
        for program in range(len(asked.capacity)):
            rank = asked.ranks[person, program]
            mine = asked.ranks[person, seat[person]] if seat[person] >= 0 else NOT_POSSIBLE
            if rank >= mine:
                continue
            holders = np.flatnonzero(seat == program)
            room = len(holders) < asked.capacity[program]
            if room or any(asked.order[person] < asked.order[other] for other in holders):
                found += 1
    return found


def within_limits(asked, seat) -> bool:
    taken = np.bincount(seat[seat >= 0], minlength=len(asked.capacity))
    asked_for = [asked.ranks[p, s] < NOT_POSSIBLE for p, s in enumerate(seat) if s >= 0]
    return bool((taken <= asked.capacity).all() and all(asked_for))


# ---- seats


@settings(deadline=None)
@given(markets())
def test_a_stable_assignment_has_no_blocking_pair(asked):
    made = matching.assign_seats(asked, "stable")
    assert pairs_that_block(asked, made.seat) == 0 == matching.blocking_pairs(made)
    assert within_limits(asked, made.seat)


@settings(deadline=None)
@given(markets(), st.integers(0, 3))
def test_one_more_seat_keeps_it_stable_and_harms_nobody(asked, program):
    program %= len(asked.capacity)
    made = matching.assign_seats(asked, "stable")
    seat = with_one_more(made, program)
    capacity = asked.capacity.copy()
    capacity[program] += 1
    wider = made_market(asked.ranks, capacity, asked.group, asked.seed, groups=asked.groups)
    assert pairs_that_block(wider, seat) == 0 and within_limits(wider, seat)
    rank = [asked.ranks[p, s] if s >= 0 else NOT_POSSIBLE for p, s in enumerate(made.seat)]
    later = [asked.ranks[p, s] if s >= 0 else NOT_POSSIBLE for p, s in enumerate(seat)]
    assert all(new <= old for new, old in zip(later, rank, strict=True))


@settings(deadline=None)
@given(markets())
def test_best_in_total_places_the_most_and_the_first_group_before_others(asked):
    stable = matching.assign_seats(asked, "stable").seat
    best = matching.assign_seats(asked, "best_total").seat
    assert within_limits(asked, best)
    assert (best >= 0).sum() >= (stable >= 0).sum()
    first = asked.group == 0
    # No other assignment places more of the group that is served first: try it alone.
    alone = made_market(asked.ranks[first], asked.capacity, asked.group[first], 0)
    if first.any():
        most = (matching.assign_seats(alone, "best_total").seat >= 0).sum()
        assert (best[first] >= 0).sum() == most


@settings(deadline=None, max_examples=40)
@given(markets(most_people=4, most_programs=3))
def test_best_in_total_has_the_smallest_sum_of_choices(asked):
    best = matching.assign_seats(asked, "best_total").seat
    people, programs = asked.ranks.shape

    def value(seat):
        placed = [person for person in range(people) if seat[person] >= 0]
        groups = [sum(asked.group[p] == g for p in placed) for g in range(3)]
        return (-len(placed), *(-each for each in groups),
                sum(int(asked.ranks[p, seat[p]]) for p in placed))  # fmt: skip

    options = np.stack(np.meshgrid(*[range(-1, programs)] * people), -1).reshape(-1, people)
    allowed = [seat for seat in options if within_limits(asked, seat)]
    assert value(best) == min(map(value, allowed))


def test_the_stable_one_is_that_of_the_library_matching():
    rng = np.random.default_rng(3)
    for seed in range(5):
        people, programs = 30, 6
        ranks = np.argsort(rng.random((people, programs)), axis=1) + 1
        capacity = rng.integers(1, 7, programs)
        asked = made_market(ranks, capacity, np.zeros(people, int), seed)
        line = [f"r{p}" for p in np.argsort(asked.order)]
        game = HospitalResident.create_from_dictionaries(
            {f"r{p}": [f"h{q}" for q in np.argsort(ranks[p])] for p in range(people)},
            {f"h{q}": line for q in range(programs)},
            {f"h{q}": int(capacity[q]) for q in range(programs)},
        )
        solved = {
            resident.name: hospital.name
            for hospital, residents in game.solve(optimal="resident").items()
            for resident in residents
        }
        seat = matching.assign_seats(asked, "stable").seat
        ours = {f"r{p}": f"h{q}" for p, q in enumerate(seat) if q >= 0}
        assert ours == solved


def test_the_order_of_the_rows_changes_nothing():
    one = matching.market(PEOPLE, PROGRAMS, seed="event 7 19", groups=["veteran"])
    other = matching.market(
        PEOPLE.sample(frac=1, random_state=1), PROGRAMS.iloc[::-1], seed="event 7 19",
        groups=["veteran"],
    )  # fmt: skip
    first, second = (matching.assign_seats(each, "stable").table for each in (one, other))
    pd.testing.assert_frame_equal(first, second)
    veteran = one.group == 0
    assert one.order[veteran].max() < one.order[~veteran].min()


def test_both_ways_side_by_side_count_the_same_people():
    asked = matching.market(PEOPLE, PROGRAMS, seed=1, groups=["veteran", "low income"])
    table, made = matching.compare(asked)
    parts = [name for name in table if name.startswith("placed: ")]
    assert (table[parts].sum(axis=1) == table["placed"]).all()
    assert table["blocking_pairs"].tolist()[0] == 0
    more = matching.one_more_seat(made[0])
    assert set(more["more_placed"]) <= {0, 1}
    with pytest.raises(InputError, match="from a stable assignment"):
        matching.one_more_seat(made[1])


def test_long_work_can_be_stopped():
    people, programs = made_up_tables(1200, 10)
    asked = matching.market(people, programs, seed=1)
    seen = []

    def stop(done, of):
        seen.append((done, of))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        matching.assign_seats(asked, "stable", stop)
    assert seen == [(500, 1200)]


# ---- shortlists


def test_every_line_meets_every_constraint():
    short = matching.shortlist(PEOPLE, PROGRAMS, n=12)
    people = PEOPLE.set_index("person_id")
    programs = PROGRAMS.set_index("program_id")
    found = matching.fit(PEOPLE, PROGRAMS)
    for _, line in short[short["rank"] > 0].iterrows():
        person, program = people.loc[line["person_id"]], programs.loc[line["program_id"]]
        assert set(person["eligible_for"]) & set(program["funding"])
        assert program["schedule"] in person["schedule"]
        assert set(program["requires"]) <= set(person["credentials"])
        row, column = people.index.get_loc(person.name), programs.index.get_loc(program.name)
        remote = person["can_learn_remotely"] == "yes" and program["remote"] == "yes"
        assert remote or found.miles[row, column] <= person["max_miles"]
        for subject in ("reading", "math"):
            floor = program[f"{subject}_floor"] - program["bridge_levels"]
            assert person[f"{subject}_level"] >= floor
        assert not found.against(row, column)
    assert (short["rank"] > 0).sum() == found.possible.sum()
    nothing = short.loc[short["rank"] == 0, "person_id"]
    assert set(nothing) == set(PEOPLE["person_id"][~found.possible.any(axis=1)])


def test_a_job_that_is_named_comes_first_and_results_are_evened_out():
    pair = pd.concat([PROGRAMS.iloc[[0]]] * 2, ignore_index=True).assign(
        program_id=["A", "B"], starters=[10, 100], employed=[9, 80], median_earnings=9000.0
    )
    form = provider_comparison(providers=SMALL_AND_LARGE)
    ours = matching.outcomes(pair)["expected_earnings"] / 9000
    assert ours.tolist() == pytest.approx(
        [(9 + 20 * 0.7) / 30, (80 + 20 * 0.7) / 120]
    ) and form.values["employed"] == [9, 80]
    assert ours[1] > ours[0]  # the large one, though the small one's own rate is higher
    person = PEOPLE.iloc[[0]].assign(
        wanted_occupations=[(pair["soc"][0],)], schedule=[("day", "evening", "weekend")],
        max_miles=500.0, eligible_for=[pair["funding"][0]], reading_level=13.0, math_level=13.0,
        credentials=[pair["requires"][0]],
    )  # fmt: skip
    two = pair.assign(soc=["00-0000", pair["soc"][0]])
    assert matching.shortlist(person, two)["program_id"].tolist() == ["B", "A"]
    two["soc"] = two["soc"].iloc[::-1].to_list()
    assert matching.shortlist(person, two)["program_id"].tolist() == ["A", "B"]


def test_the_evidence_rating_changes_no_rank():
    plain = matching.shortlist(PEOPLE, PROGRAMS)
    rated = matching.shortlist(PEOPLE, PROGRAMS.assign(evidence="high, 2024"))
    columns = ["person_id", "rank", "program_id"]
    pd.testing.assert_frame_equal(plain[columns], rated[columns])
    assert set(rated.loc[rated["rank"] > 0, "evidence"]) == {"high, 2024"}


def test_more_choices_names_the_constraint_that_stands_alone():
    table = matching.more_choices(PEOPLE, PROGRAMS).set_index("constraint")
    found = matching.fit(PEOPLE, PROGRAMS)
    others = np.logical_and.reduce([met for name, met in found.met.items() if name != "distance"])
    assert table.at["distance", "pairs"] == (others & ~found.met["distance"]).sum() > 0


# ---- the record


def recorded(folder):
    asked = matching.market(PEOPLE, PROGRAMS, seed="event 7 19", groups=["veteran"])
    made = matching.assign_seats(asked, "stable")
    print_ = matching.write_record(folder, made, operator="A", witness="B", decided_at=NOON)
    return made, print_


def test_the_record_can_be_worked_out_again(tmp_path):
    made, published = recorded(tmp_path / "r")
    again = matching.verify(tmp_path / "r", published)
    pd.testing.assert_frame_equal(again.table, made.table)
    with pytest.raises(InputError, match=r"holds choices\.csv, seats\.csv, record\.json already"):
        recorded(tmp_path / "r")


@pytest.mark.parametrize("name", ["choices.csv", "seats.csv", "record.json"])
def test_a_changed_file_is_found(tmp_path, name):
    _, published = recorded(tmp_path / "r")
    path = tmp_path / "r" / name
    path.write_text(path.read_text("utf-8").replace("P03", "P04", 1), "utf-8")
    with pytest.raises(InputError) as refused:
        matching.verify(tmp_path / "r", published)
    assert "made-up" not in str(refused.value)


# ---- bad tables


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schedule": "night"}, "schedule must be of day, evening, weekend; look at rows 2, 3"),
        ({"max_miles": -1}, "max_miles has 60 cells that are not a number from 0 to 500"),
        ({"lat": 95}, "lat is no number from -90 to 90 in rows 2, 3"),
        ({"person_id": "made-up-001"}, "1 person has more than one row"),
        ({"reading_level": ""}, "reading_level is empty in rows 2, 3"),
    ],
)
def test_a_bad_cell_is_named_by_its_row(change, said):
    raw = pd.read_csv(matching.MADE_UP_SEEKERS, comment="#", dtype=str, keep_default_na=False)
    with pytest.raises(InputError) as refused:
        matching.read_seekers(raw.assign(**change))
    assert said in str(refused.value) and "made-up" not in str(refused.value)


def test_missing_columns_and_impossible_counts_are_refused():
    raw = pd.read_csv(matching.MADE_UP_PROGRAMS, comment="#", dtype=str, keep_default_na=False)
    with pytest.raises(InputError, match="The table lacks soc, capacity"):
        matching.read_programs(raw.drop(columns=["soc", "capacity"]))
    with pytest.raises(InputError, match="employed is larger than starters in rows 2, 3"):
        matching.read_programs(raw.assign(employed="9999"))
    with pytest.raises(InputError, match=r"capacity has 1 cell .* whole number"):
        raw.loc[0, "capacity"] = "2.5"
        matching.read_programs(raw)


def test_out_of_range_questions_are_refused():
    with pytest.raises(InputError, match="n is 0; it must be from 1 to 50"):
        matching.shortlist(PEOPLE, PROGRAMS, 0)
    with pytest.raises(InputError, match="Nobody is in the group 'vip'"):
        matching.market(PEOPLE, PROGRAMS, seed=1, groups=["vip"])
    with pytest.raises(InputError, match="wanted is 101; it must be from 0 to 100"):
        matching.Weights(wanted=101)
    with pytest.raises(InputError, match="must be stable or best_total"):
        matching.assign_seats(matching.market(PEOPLE, PROGRAMS, seed=1), "fair")
