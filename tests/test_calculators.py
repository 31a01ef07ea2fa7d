"""The vocabulary, the arithmetic and the sentences of the calculators, in Python."""

import dataclasses
import math
import re
import textwrap
from dataclasses import replace
from decimal import Decimal

import pandas
import pytest
from cases import BAD_ENTRIES, entered_at, leaves, places, valid_cases
from hypothesis import given
from hypothesis import strategies as st
from made_up import made_up_costs, made_up_months
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from seti_ta import calculators
from seti_ta.calculators import InputError, catalogue, functions, groups
from seti_ta.calculators.checked_input import check
from seti_ta.calculators.reader import NUMBER, TEXT, DefinitionError, Values, read
from seti_ta.calculators.units import UNITS, plain, written
from seti_ta.calculators.vocabulary import (
    EXAMPLE,
    GRADES,
    Chart,
    Input,
    Note,
    Order,
    Step,
    calculator,
)
from seti_ta.surfaces.csv_rows import csv_text
from seti_ta.surfaces.web.form import form_html

ALL = list(calculators.values())
EVERY = pytest.mark.parametrize("calculator", ALL, ids=lambda each: each.name)

numbers = st.floats(-1e9, 1e9)


def test_gallery_is_a_mapping():
    assert "recruitment_funnel" in calculators
    assert calculators["earnings_gain"].code == "C14"
    assert len(calculators) == len(list(calculators)) >= 2


@EVERY
def test_worked_examples(calculator):
    assert calculator.examples
    for example in calculator.examples:
        result = calculator(**example.inputs)
        assert {n: result.written(n) for n in example.results} == example.results


@EVERY
def test_declaration_is_whole(calculator):
    assert calculator.formulas
    assert calculator.limits
    assert calculator.checklist_items
    for each in calculator.fields:
        assert each.source.grade in set(GRADES) - {"machine-extracted"}
        assert each.source.citation
        if each.is_number and not each.optional:
            assert each.low <= each.default <= each.high
        if each.source.grade in ("report read", "named secondary"):
            assert each.source.locator
            assert each.source.url
    for each in calculator.steps:
        assert each.unit in UNITS


@EVERY
def test_every_calculator_says_who_asks_and_about_what(calculator):
    assert calculator.users
    assert calculator.component


def test_five_to_start_with():
    codes = {each.code for each in groups.to_start_with()}
    assert codes == {"C01", "C05", "C08", "C12", "C19"}


def test_groups_hold_every_calculator():
    parts = groups.by_component().values()
    assert sorted(each.code for part in parts for each in part) == sorted(c.code for c in ALL)
    assert {each.code for them in groups.by_user().values() for each in them} == {
        each.code for each in ALL
    }


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"users": ("board", "mayor")}, r"not among the users .*mayor"),
     ({"component": "gardening"}, "'gardening' is not among the components")],
)  # fmt: skip
def test_an_unknown_user_or_component_is_refused(change, reason):
    with pytest.raises(DefinitionError, match=reason):
        replace(ALL[0], **change)


@EVERY
def test_every_preset_is_a_good_entry(calculator):
    for preset in calculator.presets:
        calculator(**preset.values)
        assert preset.source.url


@EVERY
def test_every_valid_case_has_a_result(calculator):
    for case in valid_cases(calculator, 200):
        result = calculator(**case)
        assert result.board_sentence
        assert "{" not in result.board_sentence + "".join(result.warnings)
        flat = [leaf for value in result.values.values() for leaf in leaves(value)]
        assert all(math.isfinite(value) for value in flat if isinstance(value, int | float))


@EVERY
def test_sensitivity_moves_each_number_and_sorts(calculator):
    result = calculator()
    swings = result.sensitivity
    moving = [each for each in calculator.inputs if each.can_move]
    assert {s.name for s in swings} == {
        e.name for e in moving if result.entered[e.name] is not None
    }
    sizes = [round(s.size, 6) for s in swings]
    assert sizes == sorted(sizes, reverse=True)
    for swing in swings:
        field = calculator.declared[swing.name]
        assert field.low <= swing.low <= swing.high <= field.high
        again = calculator(**{swing.name: swing.high})
        assert again.values[calculator.headline] == pytest.approx(swing.headline_high)


def test_ties_in_sensitivity_keep_the_order_of_the_inputs():
    names = [s.name for s in calculators["recruitment_funnel"]().sensitivity]
    assert names.index("completion") < names.index("placement")
    assert names[-2:] == ["weeks", "pace_now"]


def test_a_whole_number_moves_by_at_least_one():
    swing = next(s for s in calculators["earnings_gain"]().sensitivity if s.name == "horizon")
    assert (swing.low, swing.high) == (4, 6)


# What a person may enter


@EVERY
@pytest.mark.parametrize("bad", BAD_ENTRIES)
def test_bad_entry_gets_one_sentence(calculator, bad):
    every = [(place, f) for place, f in places(calculator) if f.is_number and not f.optional]
    narrow = [(place, f) for place, f in every if f.high < 1e7]
    for place, field in narrow[:3]:
        with pytest.raises(InputError) as error:
            calculator(**entered_at(calculator, place, bad))
        [(key, sentence)] = error.value.problems.items()
        assert key == place
        assert f"{field.label}: enter" in sentence
        assert "\n" not in str(error.value)
        assert " ".join(bad.split())[:40] in sentence


@EVERY
@pytest.mark.parametrize("bad", [None, True, [], {}, float("nan"), float("inf"), 1 + 2j, 10**400])
def test_bad_python_value_gets_a_sentence(calculator, bad):
    is_blank = bad is None or (isinstance(bad, float) and math.isnan(bad))
    for place, field in places(calculator):
        if is_blank and field.optional:
            continue
        with pytest.raises(InputError, match=r"You entered|You left"):
            calculator(**entered_at(calculator, place, bad))


@EVERY
def test_just_outside_the_range_is_refused(calculator):
    for place, field in places(calculator):
        ends = [(field.low, -1), (field.high, 1)] if field.is_number else []
        for outside in [end + side * hair for end, side in ends for hair in (1e-6, 1)]:
            with pytest.raises(InputError, match=re.escape(field.label)):
                calculator(**entered_at(calculator, place, outside))


def test_sentences_name_field_range_and_value():
    with pytest.raises(InputError) as error:
        calculators["recruitment_funnel"](completion=0, target=40.5, weeks="", placment=3)
    assert list(error.value.problems) == ["placment", "target", "completion", "weeks"]
    assert error.value.problems["completion"] == (
        "Completion rate: enter a number from 30 to 98 percent. You entered 0."
    )
    assert error.value.problems["target"] == (
        "Target: enter a whole number from 1 to 5,000 people. You entered 40.5."
    )
    assert error.value.problems["weeks"].endswith("You left it empty.")
    assert "has no input named placment" in error.value.problems["placment"]


def test_a_notebook_shows_the_sentence_without_a_traceback():
    with pytest.raises(InputError) as error:
        calculators["recruitment_funnel"](target=0)
    assert error.value._render_traceback_() == list(error.value.problems.values())


@pytest.mark.parametrize(
    ("entered", "held"),
    [("75", 0.75), ("75%", 0.75), (" 75 ", 0.75), ("75.", 0.75), (75, 0.75), ("0075", 0.75)],
)
def test_percent_is_entered_as_percent_and_held_as_a_share(entered, held):
    funnel = calculators["recruitment_funnel"]
    assert funnel(completion=entered).completion == held
    assert funnel(completion=entered).entered["completion"] == 75


def test_marks_that_people_type_are_read():
    gain = calculators["earnings_gain"]
    for entered in ("$25,000", "25,000", "25000.00", 25_000, Decimal(25000)):
        assert gain(base_earnings=entered).base_earnings == 25000
    assert gain(effect_low="-5%").effect_low == -0.05


@given(st.text(max_size=60))
def test_no_text_breaks_the_check(text):
    funnel = calculators["recruitment_funnel"]
    try:
        assert 1 <= check(funnel, {"target": text})["target"] <= 5000
    except InputError as error:
        assert len(error.problems) == 1


# Tables

SCORECARD = calculators["sector_scorecard"]
CRITERIA = [
    {"criterion": "Jobs", "weight": 50, "direction": "more", "floor": None},
    {"criterion": "Wage", "weight": 30, "direction": "more", "floor": 16},
    {"criterion": "Turnover", "weight": 20, "direction": "less", "floor": None},
]
SECTORS = [
    {"sector": "Health", "value": [900, 18, 40]},
    {"sector": "Trades", "value": [500, 24, 15]},
    {"sector": "Retail", "value": [2000, 15, 80]},
]
SPREAD = [
    {"sector": row["sector"]} | dict(zip(("Jobs", "Wage", "Turnover"), row["value"], strict=True))
    for row in SECTORS
]


def test_a_case_with_a_limit_and_a_direction():
    """Worked by hand: Retail misses the wage limit; Trades has 0, 100 and 100 points."""
    result = SCORECARD(criteria=CRITERIA, sectors=SECTORS)
    assert result.missed == [0, 0, 1]
    assert result.score == [[100, 0, 0], [0, 100, 100], [None, None, None]]
    assert result.total_score == [50, 50, None]
    assert result.place == [1, 1, None]
    assert (result.level, result.excluded, result.lead) == (True, 1, 0)
    assert result.board_sentence == "Health shares the highest score, 50 of 100."
    assert result.warnings[0] == "Sectors taken out because they miss a limit: 1."


def test_when_every_sector_misses_a_limit():
    criteria = [CRITERIA[0] | {"floor": 5000}, *CRITERIA[1:]]
    result = SCORECARD(criteria=criteria, sectors=SECTORS)
    assert result.board_sentence.startswith("No sector meets all of the limits.")
    assert result.first_share == [None, None, None]


def labeled(field_of: dict, rows: list[dict]) -> list[dict]:
    return [{field_of.get(name, name): value for name, value in row.items()} for row in rows]


LABELS = {f.name: f.label for f in SCORECARD.fields}


@pytest.mark.parametrize("names", [{}, LABELS], ids=["names", "labels"])
def test_tables_are_read_from_rows_frames_and_files(tmp_path, names):
    expected = SCORECARD(criteria=CRITERIA, sectors=SECTORS)
    criteria, sectors = labeled(names, CRITERIA), labeled(names, SPREAD)
    ways = [(criteria, sectors), (pandas.DataFrame(criteria), pandas.DataFrame(sectors))]
    files = tmp_path / "criteria.csv", str(tmp_path / "sectors.csv")
    for file, rows in zip(files, (criteria, sectors), strict=True):
        pandas.DataFrame(rows).to_csv(file, index=False)
    for tables in (*ways, files):
        result = SCORECARD(criteria=tables[0], sectors=tables[1])
        assert result.values == expected.values
        assert result.entered == expected.entered


LAYOUTS = [
    ({"sectors": SECTORS[:1]}, "sectors", "enter 2 to 8 rows. You entered 1."),
    ({"sectors": [SECTORS[0] | {"sector": str(n)} for n in range(9)]}, "sectors",
     "enter 2 to 8 rows. You entered 9."),
    ({"sectors": []}, "sectors", "enter 2 to 8 rows. You entered 0."),
    ({"sectors": 5}, "sectors", "give a list of rows"),
    ({"sectors": [1, 2]}, "sectors", "give a list of rows"),
    ({"sectors": "no-such-file.csv"}, "sectors", "the file no-such-file.csv was not found"),
    ({"sectors": [{"sector": "A"}] * 2}, "sectors", "missing: Jobs, Turnover, Wage."),
    ({"sectors": [{"value": [1, 2, 3]}] * 2}, "sectors", "columns are missing: Sector."),
    ({"sectors": [row | {"note": "x"} for row in SECTORS]}, "sectors", "not known here: note."),
    ({"criteria": [{"criterion": "A"}] * 3}, "criteria", "missing: Weight, Direction."),
    ({"sectors": [row | {"Sector": "A"} for row in SECTORS]}, "sectors", "twice: sector, Sector."),
    ({"criteria": [*CRITERIA[:2], CRITERIA[0]]}, "criteria.3.criterion",
     "Criterion 3, Criterion: this name stands in row 1 already."),
    ({"sectors": "a\0b.csv"}, "sectors", "could not be read"),
    ({"sectors": [SECTORS[0], SECTORS[1] | {"value": [1, 2]}]}, "sectors.2.value",
     "Sector 2, Value: give one value for each row of “Criteria”, 3 in all. You gave 2."),
    ({"sectors": [SECTORS[0], SECTORS[1] | {"value": 7}]}, "sectors.2.value", "You gave 1."),
    ({"sectors": [SECTORS[0], SECTORS[1] | {"value": "123"}]}, "sectors.2.value", "You gave 1."),
    ({"sectors": [SECTORS[0], SECTORS[1] | {"value": [1, None, 3]}]}, "sectors.2.value.2",
     "Sector 2, Value, Criterion 2: enter a number"),
    ({"sectors": [SECTORS[0], SECTORS[1] | {"sector": " "}]}, "sectors.2.sector",
     "Sector 2, Sector: enter a name of 1 to 40 characters. You left it empty."),
]  # fmt: skip


@pytest.mark.parametrize(("tables", "key", "sentence"), LAYOUTS)
def test_a_table_of_another_layout_gets_one_sentence(tables, key, sentence):
    with pytest.raises(InputError) as error:
        SCORECARD(**{"criteria": CRITERIA, "sectors": SECTORS} | tables)
    assert [*error.value.problems] == [key]
    assert sentence in error.value.problems[key]


NAME_TAKEN = "this name stands in row {} already. Each row needs a name of its own. You entered {}."


def test_two_rows_of_one_name_get_one_sentence_each():
    start = SCORECARD.defaults["sectors"][0]
    names = ["Ärzte", " ärzte", "*", "A  b", "a B ", "ÄRZTE", "a?b"]
    rows = [start | {"sector": name} for name in names]
    with pytest.raises(InputError) as error:
        SCORECARD(sectors=pandas.DataFrame(rows))
    assert error.value.problems == {
        "sectors.2.sector": f"Sector 2, Sector: {NAME_TAKEN.format(1, 'ärzte')}",
        "sectors.5.sector": f"Sector 5, Sector: {NAME_TAKEN.format(4, 'a B')}",
        "sectors.6.sector": f"Sector 6, Sector: {NAME_TAKEN.format(1, 'ÄRZTE')}",
    }


def test_a_name_is_compared_with_good_names_only():
    rows = [{"group": name, "applied": 9, "selected": 4} for name in ("x" * 41, "x" * 41, "", "")]
    with pytest.raises(InputError) as error:
        calculators["selection_rates"](groups=rows)
    assert len(error.value.problems) == 4
    assert "already" not in str(error.value)


def test_people_of_one_name_may_stand_in_a_table_whose_names_may_repeat():
    costs = calculators["program_cost"]
    [table] = costs.tables
    rows = [dict(table.rows[0])] * 2
    assert costs(**{table.name: rows}).entered[table.name][0] == rows[0]


FILES = [
    (b"", "enter 2 to 8 rows. You entered 0."),
    (b"sector,value,value\nA,1,2\n", "Sectors: these columns are given twice: value."),
    (b"sector,Wage,Jobs,Turnover\nA,1,2,3\nB,1,2,3,4\n",
     "Sectors: Sector 2 has more cells than the 4 columns."),
    (b"\xff\xfe", "Sectors: the file rows.csv could not be read as CSV in UTF-8."),
]  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), FILES)
def test_a_file_of_another_layout_gets_one_sentence(tmp_path, content, sentence):
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=re.escape(sentence)):
        SCORECARD(criteria=CRITERIA, sectors=path)


def test_rows_that_name_columns_have_different_names():
    criteria, sectors = SCORECARD.tables
    criteria = dataclasses.replace(criteria, unique=False)
    with pytest.raises(DefinitionError, match="'criteria' name columns, so it must be unique"):
        dataclasses.replace(SCORECARD, tables=(criteria, sectors))


def test_columns_of_a_data_frame_have_different_names():
    table = pandas.DataFrame(
        [[*SECTORS[0].values(), "A"]] * 2, columns=["sector", "value", "sector"]
    )
    with pytest.raises(InputError, match="given twice: sector"):
        SCORECARD(criteria=CRITERIA, sectors=table)
    with pytest.raises(InputError, match="give a list of rows"):
        SCORECARD(criteria=CRITERIA, sectors=table["value"])


def sectors(*values: float) -> list[dict]:
    return [{"sector": "ABC"[at], "value": [each] * 3} for at, each in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "floor", "sentence", "lead", "nearest"),
    [
        ((9, 9, 1), None, "A shares the highest score, 100 of 100.", 0, ""),
        ((9, 5, 1), None, "100 of 100, 50 points ahead of the next sector.", 50, ""),
        ((9, 5, 1), 7, "Only A meets all of the limits", 0, ""),
        ((9, 5, 1), 10, "No sector meets all of the limits.", 0, ""),
    ],
)
def test_a_ranking_that_no_weight_changes_says_so(values, floor, sentence, lead, nearest):
    criteria = [
        {"criterion": name, "weight": 10, "direction": "more", "floor": floor}
        for name in ("Wage", "Jobs", "Growth")
    ]
    result = SCORECARD(criteria=criteria, sectors=sectors(*values))
    assert sentence in result.board_sentence
    assert (result.lead, result.nearest) == (pytest.approx(lead), nearest)


def test_first_place_changes_at_the_weights_in_the_table():
    """Two equal criteria for A, one for B: B comes first once its weight passes both of A's."""
    criteria = [
        {"criterion": name, "weight": weight, "direction": "more"}
        for name, weight in (("Wage", 10), ("Jobs", 10), ("Growth", 12))
    ]
    rivals = [{"sector": "A", "value": [1, 1, 0]}, {"sector": "B", "value": [0, 0, 1]}]
    result = SCORECARD(criteria=criteria, sectors=rivals)
    assert result.above_this == [None, None, pytest.approx(20)]
    assert result.below_this == [pytest.approx(2), pytest.approx(2), None]
    assert (result.nearest, result.depends) == ("Growth", True)
    criteria[2] |= {"weight": 9.5}
    assert not SCORECARD(criteria=criteria, sectors=rivals).depends


def test_the_sets_of_weights_are_those_of_the_published_generator():
    """The first number of Marsaglia (2003), Xorshift RNGs, section 4, seed 2463534242."""
    sets = functions.weight_sets([1, 2])
    assert sets[:5] == [[1, 1], [0.5, 2], [1.5, 2], [1, 1], [1, 3]]
    assert sets[5][0] == 723471715 / 2**32
    assert len(sets) == 505


def test_who_is_active_when_each_cohort_starts():
    """Worked by hand: 8 weeks from week 1 end as week 9 begins; 9 weeks do not."""
    starts, people = [1, 9, 18], [10, 20, 30]
    assert functions.active_at_start(starts, people, 8) == [10, 20, 30]
    assert functions.active_at_start(starts, people, 9) == [10, 30, 30]
    assert functions.active_at_start(starts, people, 9 + 1e-6) == [10, 30, 50]
    assert functions.active_at_start(starts[::-1], people[::-1], 40) == [60, 30, 10]
    assert functions.active_at_start([1, 1], [10, 20], 1) == [30, 30]


def test_a_shared_first_place_counts_as_first():
    scores = [[100, 0], [None, None], [0, 100], [100, 0]]
    first, left_out, second, twin = functions.share_first(scores, [3, 1])
    assert left_out is None
    assert first == twin
    ours = [a >= b for a, b in functions.weight_sets([3, 1])]
    theirs = [b >= a for a, b in functions.weight_sets([3, 1])]
    assert first == pytest.approx(sum(ours) / 505)
    assert second == pytest.approx(sum(theirs) / 505)
    assert first + second > 1  # equal weights make all three level


@pytest.mark.parametrize(
    ("name", "entered", "sentence"),
    [
        ("sample_size", {"take_up": 50, "crossover": 50}, "enter a value below “Take part, of"),
        ("price_years", {"from_year": 2015}, "enter a value no higher than “Last year of"),
    ],
)
def test_inputs_in_the_wrong_order_are_refused(name, entered, sentence):
    with pytest.raises(InputError, match=sentence):
        calculators[name](**entered)


def test_a_small_study_needs_as_many_people_as_a_second_library_says():
    """At few degrees of freedom the rounds matter: counted here until they settle."""
    needed, degrees = 0, 398
    for _ in range(20):
        multiplier = stats.t.ppf(0.975, degrees) + stats.t.ppf(0.8, degrees)
        needed = math.ceil((20_900 / 20_000) ** 2 * 0.9 / 0.25 * multiplier**2)
        degrees = needed - 2
    result = calculators["sample_size"](hoped_for=20_000)
    assert result.first_df == result.first_guess - 2
    assert result.second_df == result.second_guess - 2
    assert (result.third_guess, result.needed) == (needed, math.ceil(needed / 0.8))


def test_a_swing_is_ten_percent_either_way():
    [swing] = [each for each in calculators["wage_gap"]().sensitivity if each.name == "wage"]
    assert (swing.low, swing.high) == pytest.approx((16.2, 19.8))
    assert swing.size == pytest.approx(3.6)


def test_every_bad_cell_is_named():
    bad = [CRITERIA[0] | {"weight": 0}, CRITERIA[1] | {"direction": "up"}, CRITERIA[2]]
    with pytest.raises(InputError) as error:
        SCORECARD(criteria=bad, sectors=[SECTORS[0], SECTORS[1] | {"value": [1, "x", 3]}])
    assert [*error.value.problems] == [
        "criteria.1.weight", "criteria.2.direction", "sectors.2.value.2",
    ]  # fmt: skip
    assert error.value.problems["criteria.2.direction"] == (
        "Criterion 2, Direction: choose one of: more is better; less is better. You entered up."
    )


def test_a_file_that_is_not_utf_8_gets_a_sentence(tmp_path):
    file = tmp_path / "sectors.csv"
    file.write_bytes(b"Sector,Jobs\xff\n")
    with pytest.raises(InputError, match=r"sectors.csv could not be read as CSV"):
        SCORECARD(criteria=CRITERIA, sectors=file)


# Arithmetic


@given(st.integers(0, 10**9))
def test_people_up_forgives_a_hair_above_a_whole_number(n):
    assert functions.people_up(n) == n
    assert functions.people_up(n + 1e-10) == n
    assert functions.people_up(n + 0.01) == n + 1


@given(st.integers(0, 10**9))
def test_round_down_forgives_a_hair_below_a_whole_number(n):
    assert functions.round_down(n) == n
    assert functions.round_down(n - 1e-10) == n
    assert functions.round_down(n + 0.99) == n


@pytest.mark.parametrize(
    ("x", "digits", "cut"),
    [
        (89.9999999999, 1, 90.0),  # noise of floating point
        (89.96, 1, 89.9),
        (0.8996, 3, 0.899),
        (-1.99, 0, -1),
        (-0.5, 0, 0),
        (2.3 * 100, 0, 230),  # 229.99999999999997
    ],
)
def test_truncate(x, digits, cut):
    assert functions.truncate(x, digits) == cut


@given(st.integers(1, 10_000), st.data())
def test_intervals_for_a_share_are_those_of_statsmodels(n, data):
    successes = data.draw(st.integers(0, n))
    ours = functions.wilson_low(successes, n), functions.wilson_high(successes, n)
    theirs = proportion_confint(successes, n, method="wilson")
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-12)


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.data())
def test_fisher_exact_is_that_of_scipy(n1, n2, data):
    a = data.draw(st.integers(0, n1))
    likely = round(n2 * a / n1) + data.draw(st.integers(-60, 60))
    b = min(n2, max(0, likely))
    theirs = stats.fisher_exact([[a, n1 - a], [b, n2 - b]]).pvalue
    assert functions.fisher_exact(a, n1, b, n2) == pytest.approx(theirs, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("overall", "cautious", "optimistic"),
    [
        (0, 5.7, 10), (0.1, 6.3, 10.9), (0.2, 5.4, 10), (0.3, 4.1, 8.2), (0.4, 2.6, 6),
        (0.17, 5.8, 10.5), (0.165, 5.8, 10.5), (0.1649, 5.9, 10.6), (0.574, 0, 2.1),
        (0.575, None, 1.9), (0.654, None, 0.3), (0.655, None, None), (1, None, None),
    ],
)  # fmt: skip
def test_attrition_boundaries_are_the_published_ones(overall, cautious, optimistic):
    shares = [-1 if points is None else points / 100 for points in (cautious, optimistic)]
    assert functions.cautious_boundary(overall) == shares[0]
    assert functions.optimistic_boundary(overall) == shares[1]


def test_a_shrunk_rate_is_between_the_two():
    assert functions.shrunk_rate(9, 10, 0.6, 20) == pytest.approx(0.7)
    assert functions.shrunk_rate(9, 10, 0.6, 0) == 0.9


@given(numbers, numbers)
def test_exactly_one_comparison_holds(a, b):
    assert [functions.below(a, b), functions.same(a, b), functions.above(a, b)].count(True) == 1


def test_comparison_is_not_fooled_by_binary():
    assert functions.same(0.1 * 3, 0.3)
    assert not functions.above(0.1 * 3, 0.3)


@pytest.mark.parametrize(
    ("x", "digits", "rounded"),
    [(0.5, 0, 1), (1.5, 0, 2), (2.5, 0, 3), (-0.5, 0, -1), (2.675, 2, 2.68), (-0.2, 0, 0)],
)
def test_round_half_up(x, digits, rounded):
    assert functions.round_half_up(x, digits) == rounded


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_rounding_is_within_half_a_unit(x, digits):
    hair = max(1e-9, 1e-12 * abs(x) * 10**digits) / 10**digits
    assert abs(functions.round_half_up(x, digits) - x) <= 0.5 * 10**-digits + hair + 1e-9


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (-3500.6, "dollars", "-$3,501"), (-0.2, "dollars", "$0"), (1234.5, "people", "1,235"),
        (0.252830, "percent", "25.3%"), (0.75, "percent", "75%"), (0.7, "factor", "0.7"),
    ],
)  # fmt: skip
def test_written(value, unit, text):
    assert written(value, UNITS[unit], UNITS[unit].digits) == text


@given(st.floats(-1e12, 1e12))
def test_plain_reads_back(value):
    assert float(plain(value)) == pytest.approx(value, rel=1e-14)


@given(st.integers(1, 5000), st.integers(30, 98), st.integers(30, 98))
def test_funnel_never_promises_more_than_it_can(target, completion, placement):
    result = calculators["recruitment_funnel"](
        target=target, completion=completion, placement=placement
    )
    assert result.enrolled * result.success >= target - 1e-6
    assert result.enrolled <= result.accepted <= result.offered <= result.tested
    assert result.tested <= result.informed <= result.applicants
    assert result.applicants_if_better <= result.applicants <= result.applicants_if_worse


@given(st.integers(2, 15), st.integers(0, 50))
def test_fading_never_beats_staying(horizon, fade):
    gain = calculators["earnings_gain"]
    fading = gain(horizon=horizon, fade=fade)
    staying = gain(horizon=horizon, path="stays")
    assert fading.total_central <= staying.total_central + 1e-6
    assert len(fading.gain_central) == horizon
    assert fading.so_far[-1] == pytest.approx(fading.total_central)


def test_a_funnel_with_five_different_gates():
    """Worked by hand, so that no two gates can change places unseen."""
    result = calculators["recruitment_funnel"](
        target=30,
        target_counts="completed",
        completion=80,
        attends=60,
        passes_test=80,
        passes_interview=75,
        accepts=85,
        shows_up=95,
        weeks=8,
        pace_now=15,
    )
    plan = (result.enrolled, result.accepted, result.offered, result.tested, result.informed)
    assert plan == (38, 40, 48, 64, 80)
    assert (result.applicants, result.weekly, result.pace_gap) == (134, 17, 2)
    assert result.conversion == pytest.approx(38 / 134)
    better = (result.accepted_if_better, result.offered_if_better, result.tested_if_better)
    assert better == (38, 40, 48)
    assert (result.informed_if_better, result.applicants_if_better) == (54, 78)
    worse = (result.accepted_if_worse, result.offered_if_worse, result.tested_if_worse)
    assert worse == (45, 60, 93)
    assert (result.informed_if_worse, result.applicants_if_worse) == (133, 266)
    saved = [134 * rate for rate in (1 / 7, 1 / 9, 2 / 17, 2 / 19, 1 / 20)]
    assert [
        result.saved_by_attends,
        result.saved_by_test,
        result.saved_by_interview,
        result.saved_by_accepts,
        result.saved_by_shows_up,
    ] == pytest.approx(saved)
    assert result.best_gate == "attends"
    assert result.board_sentence == (
        "To see 30 people complete the course, plan for 134 applicants: "
        "about 17 a week for 8 weeks."
    )


@pytest.mark.parametrize(
    ("lowest", "name"),
    [
        ("attends", "saved_by_attends"),
        ("passes_test", "saved_by_test"),
        ("passes_interview", "saved_by_interview"),
        ("accepts", "saved_by_accepts"),
        ("shows_up", "saved_by_shows_up"),
    ],
)
def test_the_gate_that_helps_most_is_the_lowest(lowest, name):
    gates = ("attends", "passes_test", "passes_interview", "accepts", "shows_up")
    result = calculators["recruitment_funnel"](**dict.fromkeys(gates, 80) | {lowest: 60})
    assert result.best_gate == lowest
    assert result.most_saved == result.values[name]


SOURCES = [
    {"source": "A", "applied": 40, "joined": 0, "spent": 800},
    {"source": "B", "applied": 60, "joined": 30, "spent": None},
    {"source": "C", "applied": 25, "joined": 20, "spent": 0},
    {"source": "D", "applied": None, "joined": 16, "spent": 1_000},
    {"source": "E", "applied": 90, "joined": None, "spent": 700},
    {"source": "F", "applied": 0, "joined": 0, "spent": None},
]


def test_sources_count_where_both_of_their_numbers_are_given():
    """By hand: 50 of 125 enrolled; 800, 0 and 1,000 dollars for 0, 20 and 16 people."""
    result = calculators["recruitment_funnel"](sources=SOURCES)
    assert result.source_yield == [0, 0.5, 0.8, None, None, None]
    assert result.applied_alone == [None, 134, 84, None, None, None]
    assert result.source_cost == [None, None, 0, 62.5, None, None]
    assert (result.all_applied, result.all_joined, result.all_yield) == (125, 50, 0.4)
    assert (result.all_paid_joined, result.all_cost) == (36, 50)
    assert (result.applied_at_yield, result.few_applied) == (168, 2)


def test_sources_without_numbers_leave_the_plan_as_it_is():
    start = calculators["recruitment_funnel"]()
    assert (start.all_yield, start.all_cost, start.applied_at_yield) == (None, None, None)
    assert len(start.warnings) == 2
    counted = calculators["recruitment_funnel"](sources=SOURCES)
    assert counted.board_sentence == start.board_sentence
    assert counted.warnings[:2] == start.warnings


def test_one_source_that_nobody_came_from_asks_for_no_number_of_applicants():
    result = calculators["recruitment_funnel"](sources=SOURCES[:1])
    assert (result.all_yield, result.all_cost, result.applied_at_yield) == (0, None, None)
    assert "enrolled 0% of those who applied: 0 of 40." in result.warnings[2]
    assert not result.more_needed


def test_a_source_enrolls_no_more_people_than_applied_and_has_a_name_of_its_own():
    more = [SOURCES[0], SOURCES[1] | {"joined": 61}]
    with pytest.raises(InputError, match="enter a value no higher than “Applied”, which is 60"):
        calculators["recruitment_funnel"](sources=more)
    with pytest.raises(InputError, match="this name stands in row 1 already"):
        calculators["recruitment_funnel"](sources=SOURCES[:1] * 2)


def one_source(applied: int, joined: int) -> dict:
    return {"sources": [{"source": "A", "applied": applied, "joined": joined, "spent": None}]}


def test_a_year_with_training_counts_only_what_is_given_up_in_it():
    """By hand: half of 25,000 a year, for a year and then for half of one."""
    plain = {"basis": "participant", "replication": 1, "path": "stays", "effect_central": 10}
    gain = calculators["earnings_gain"]
    assert gain(**plain, training_weeks=52).gain_central[:3] == [-12500, 2500, 2500]
    long = gain(**plain, training_weeks=78)
    assert long.weeks_trained == [52, 26, 0, 0, 0]
    assert long.gain_central == [-12500, -6250, 2500, 2500, 2500]
    assert long.given_up == 18_750
    assert gain(**plain, training_weeks=104).gain_central[:3] == [-12500, -12500, 2500]


def test_a_forecast_that_ends_with_the_training_names_no_range():
    gain = calculators["earnings_gain"]
    short = gain(training_weeks=53, horizon=2)
    assert short.board_sentence.startswith(
        "Over 2 years the form counts no year after the training"
    )
    assert "range" not in short.board_sentence
    assert "range" in gain(training_weeks=53, horizon=3).board_sentence
    assert "range" in gain(training_weeks=52, horizon=2).board_sentence


def test_the_length_and_the_losses_of_quest_come_from_its_trial():
    """By hand: 22 months are 95 weeks; 1,801 and 2,369 of 11,722 a year over 95 weeks."""
    [quest] = (each for each in calculators["earnings_gain"].presets if each.name == "quest")
    assert (quest.values["training_weeks"], quest.values["share_given_up"]) == (95, 19.5)
    mind = quest.details["Mind"]
    assert "22 months and lost $1,801 in year 1 and $2,369 in year 2" in mind
    assert "$11,722 a year" in mind
    assert quest.details["Length and losses from"].count("(named secondary)") == 3


UNCOUNTED = [
    dict(each, counts="no_match") for each in calculators["braided_budget"].defaults["lines"]
]
LONE_GROUP = [
    {"group": "A", "applied": 100, "selected": 50},
    {"group": "B", "applied": 4, "selected": 1},
]
NO_RATE = [{"indicator": "A", "level": 70, "met": 0, "counted": 0, "part": "scored"}]

NOTES = [
    ("recruitment_funnel", {"pace_now": 26}, "you are 1 a week short", True),
    ("recruitment_funnel", {"pace_now": 27}, "a week short", False),
    ("recruitment_funnel", one_source(100, 26), "26 of 100. This plan counts on 25.3%.", True),
    ("recruitment_funnel", one_source(100, 26), "people must apply, not 265", False),
    ("recruitment_funnel", one_source(100, 25), "268 people must apply, not 265", True),
    ("recruitment_funnel", {"sources": SOURCES}, "may reach people whom no other", True),
    ("recruitment_funnel", one_source(100, 25), "may reach people whom no other", False),
    ("recruitment_funnel", {}, "Your sources enrolled", False),
    ("recruitment_funnel", {}, "may reach people whom no other", False),
    ("recruitment_funnel", one_source(49, 20), "fewer than 50 people applied: 1.", True),
    ("recruitment_funnel", one_source(50, 20), "50 people applied", False),
    ("recruitment_funnel", one_source(0, 0), "50 people applied", False),
    ("earnings_gain", {"horizon": 3, "measured_until": 2}, "Years after year 2", True),
    ("earnings_gain", {"horizon": 3, "measured_until": 3}, "Years after year", False),
    ("earnings_gain", {"training_weeks": 52}, "Training lasts past year 1", False),
    ("earnings_gain", {"training_weeks": 53}, "Training lasts past year 1", True),
    ("earnings_gain", {"basis": "offered"}, "never started", True),
    ("earnings_gain", {"basis": "participant"}, "never started", False),
    ("earnings_gain", {"effect_low": 15}, "out of order", True),
    ("earnings_gain", {"effect_high": 13}, "out of order", True),
    ("earnings_gain", {"effect_low": 14, "effect_high": 14}, "out of order", False),
    ("earnings_gain", {"effect_central": 0}, "counted as zero", False),
    ("earnings_gain", {"effect_low": -1, "effect_central": 0, "effect_high": 0}, "as zero", False),
    ("earnings_gain", {"effect_central": 0, "effect_high": 0}, "counted as zero", True),
    ("braided_budget", {"match_money": "all_money"}, "no match for another", True),
    ("braided_budget", {"match_money": "all_money", "match_rate": 0}, "no match for", False),
    ("braided_budget", {"match_money": "all_money", "lines": UNCOUNTED}, "no match for", False),
    ("selection_rates", {"groups": LONE_GROUP}, "No group has enough people", True),
    ("selection_rates", {"groups": LONE_GROUP}, "below 0.8 of the highest", False),
    ("indicator_targets", {"indicators": NO_RATE}, "No rate in the score is counted yet", True),
    ("indicator_targets", {"indicators": NO_RATE}, "weakest rate", False),
    ("indicator_targets", {"indicators": NO_RATE, "earners": 0}, "Nobody is counted yet", True),
]


@pytest.mark.parametrize(("name", "entered", "note", "shown"), NOTES)
def test_a_note_is_shown_when_it_holds_and_only_then(name, entered, note, shown):
    result = calculators[name](**entered)
    assert (note in " ".join([result.board_sentence, *result.warnings])) is shown


def test_group_totals_and_the_loss_come_from_their_own_column():
    result = calculators["earnings_gain"](effect_low=-5, effect_central=2, effect_high=9)
    for column in ("low", "central", "high"):
        total = result.values[f"total_{column}"]
        assert result.values[f"group_{column}"] == pytest.approx(total * result.people_counted)
        assert total == pytest.approx(sum(result.values[f"value_{column}"]))
    assert result.total_low < result.total_central < 0 < result.total_high
    assert result.loss == pytest.approx(-result.total_central)
    assert "no gain" in result.board_sentence


def test_the_group_total_keeps_the_basis_of_the_effect():
    gain = calculators["earnings_gain"]
    entered = {"take_up": 50, "participation": 90, "enrolled": 60, "places": 120}
    offered = gain(basis="offered", **entered)
    assert offered.people_counted == 120
    assert offered.group_central == pytest.approx(120 * offered.total_central)
    assert gain(basis="enrollee", **entered).people_counted == 60
    assert gain(basis="participant", **entered).people_counted == 54


@pytest.mark.parametrize("basis", ["offered", "enrollee", "participant"])
def test_one_gain_in_every_basis(basis):
    gain = calculators["earnings_gain"](basis=basis, take_up=50, participation=80, path="stays")
    taking_part = {"offered": 0.4, "enrollee": 0.8, "participant": 1}[basis]
    assert gain.total_central / taking_part == pytest.approx(gain.for_enrollee / 0.8)
    assert gain.total_central / taking_part == pytest.approx(gain.for_offered / 0.4)


def test_no_null_finding_in_the_picker_forecasts_a_gain():
    gain = calculators["earnings_gain"]
    nulls = [p for p in gain.presets if "no detectable gain" in p.label]
    assert len(nulls) >= 4
    for preset in nulls:
        assert gain(**preset.values).total_high <= 0
        assert "no gain" in gain(**preset.values).board_sentence


# The vocabulary


def body(tmp_path, text: str, arguments: str = "a, n, kind"):
    """A function with this body, read from a file as a calculator's is."""
    source = f"def made_up({arguments}):\n" + textwrap.indent(textwrap.dedent(text).strip(), "    ")
    file = tmp_path / "made_up.py"
    file.write_text(source + "\n", encoding="utf-8")
    scope = {}
    exec(compile(source + "\n", str(file), "exec"), scope)
    return scope["made_up"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("b = a > 1", "below()"),
        ("b = a < n", "below()"),
        ("b = a == 1", "below()"),
        ("b = open(a)", "outside the vocabulary"),
        ("b = a // 2", "outside the vocabulary"),
        ("b = a % 2", "outside the vocabulary"),
        ("b = c + 1", "not an input or an earlier step"),
        ("b = [1, 2]", "outside the vocabulary"),
        ("b = f'{a}'", "outside the vocabulary"),
        ("b = a.real", "outside the vocabulary"),
        ("b = (lambda: a)()", "outside the vocabulary"),
        ("b = True", "results, not constants"),
        ("b = round(a)", "outside the vocabulary"),
        ("b: int = a", "only 'name = formula'"),
        ("b = c = a", "only 'name = formula'"),
        ("a = 2", "given twice"),
        ("b = sum(a)", "takes one schedule"),
        ("b = running_total(a)", "takes one schedule"),
        ("b = [year for year in range(5)]", "a schedule reads"),
        ("b = [y for y in years(5) if y <= n]", "a schedule reads"),
        ("b = year", "not an input or an earlier step"),
        ("if a: b = 1", "only 'name = formula'"),
        ("b = (kind == 'x') * 5", "is yes or no, not a number"),
        ("b = a or 7", "is a number, not yes or no"),
        ("b = not a", "is a number, not yes or no"),
        ("b = 1 if a else 2", "is a number, not yes or no"),
        ("b = 1 if kind == 'x' else 'y'", "is a text, not a number"),
        ("b = a == 'x'", "is a number, not a text"),
        ("b = min(a, kind)", "is a text, not a number"),
        ("b = people_up(x=a)", "outside the vocabulary"),
        ("b = 1 + (left_out if above(a, 1) else 2)", "'left_out' is not an input"),
        ("b = 'x' if above(a, 1) else left_out", "only numbers may be left out"),
        ("b = left_out if a else 2", "is a number, not yes or no"),
        ("b = [left_out if above(a, 1) else 2 for year in years(5) if year <= n]", "'left_out' is"),
        ("b = [a for year in years(5) if year <= n <= 3]", "a schedule reads"),
        ("b = sum(b2, start=1)", "takes one schedule"),
    ],
)
def test_the_reader_refuses_with_the_line(tmp_path, line, why):
    function = body(tmp_path, f"ok = a + n\n{line}\nreturn locals()")
    with pytest.raises(DefinitionError) as error:
        read(function, {"kind": Values(TEXT)})
    assert why in str(error.value)
    assert "made_up.py, line 3" in str(error.value)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("b = [x[row] for row in rows(a)]", "a column reads '[... for row in rows(x)]'"),
        ("b = [x[place] for place in rows(x)]", "a column reads"),
        ("b = [x[row] for row in range(3)]", "a column reads"),
        ("b = [[a for column in rows(y)] for column in rows(x)]", "a column reads"),
        ("b = [[a for row in rows(y)] for row in rows(x)]", "for column in rows(x)"),
        ("b = [x[row] for row in rows(x) if a]", "a schedule reads"),
        ("b = [y[row] for row in rows(x)]", "not a value of this row and column"),
        ("b = [x[0] for row in rows(x)]", "not a value of this row and column"),
        ("b = [m[row] for row in rows(x)]", "not a value of this row and column"),
        ("b = [[m[column][row] for column in rows(y)] for row in rows(x)]", "not a value of"),
        ("b = [[x[column] for column in rows(y)] for row in rows(x)]", "not a value of"),
        ("b = [x[row] + name[row] for row in rows(x)]", "is a text, not a number"),
        ("b = x[row]", "outside the vocabulary"),
        ("b = x + 1", "not an input or an earlier step"),
        ("b = left_out", "not an input or an earlier step"),
        ("b = rank(a)", "rank() takes a column"),
        ("b = rank(m)", "rank() takes a column"),
        ("b = 1 + rank(x)", "outside the vocabulary"),
        ("b = active_at_start(x, y, a)", "two of one table and a number"),
        ("b = active_at_start(x, x)", "two of one table and a number"),
        ("b = active_at_start(x, x, name)", "two of one table and a number"),
        ("b = share_first(m, x)", "a matrix and its weights"),
        ("b = share_first(x, y)", "a matrix and its weights"),
        ("b = total(a)", "is not a column, nor a row of a matrix"),
        ("b = total(m)", "is not a column, nor a row of a matrix"),
        ("b = total(x, a)", "outside the vocabulary"),
        ("b = highest(name)", "takes numbers"),
        ("b = [total(down(m, row)) for row in rows(x)]", "is not a column, nor a row"),
        ("b = [total(m[row]) for row in rows(y)]", "is not a column, nor a row"),
        ("b = first_at(name, y, 1)", "values and places of one table"),
        ("b = first_at(name, x)", "outside the vocabulary"),
        ("b = given(x)", "not an input or an earlier step"),
        ("b = given(a + 1)", "outside the vocabulary"),
        ("b = [1 + (left_out if above(a, 1) else 2) for row in rows(x)]", "'left_out' is not an"),
    ],
)
def test_the_reader_refuses_a_table_misread(tmp_path, line, why):
    inputs = {
        "a": Values(NUMBER),
        "x": Values(NUMBER, ("criteria",)),
        "name": Values(TEXT, ("criteria",)),
        "y": Values(NUMBER, ("sectors",)),
        "m": Values(NUMBER, ("criteria", "sectors")),
    }
    function = body(tmp_path, f"ok = a + 1\n{line}\nreturn locals()", ", ".join(inputs))
    with pytest.raises(DefinitionError) as error:
        read(function, inputs)
    assert why in str(error.value)
    assert "made_up.py, line 3" in str(error.value)


def test_the_reader_refuses_a_schedule_read_in_another_year(tmp_path):
    function = body(
        tmp_path,
        """
        b = [a * year for year in years(5) if year <= n]
        c = [b[year - 2] for year in years(5) if year <= n]
        return locals()
        """,
    )
    with pytest.raises(DefinitionError, match="same year"):
        read(function)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("c = [a * year for year in years(5) if year <= n]", "all schedules run over years, or"),
        ("c = [a for month in years(5) if month <= n]", "a schedule reads"),
        ("c = [a for month in months(5) if year <= n]", "a schedule reads"),
        ("c = [b[year - 1] for month in months(5) if month <= n]", "same month, as 'name[month"),
        ("c = [year for month in months(5) if month <= n]", "'year' is not an input"),
        ("c = month", "'month' is not an input"),
    ],
)
def test_a_calculator_counts_in_years_or_in_months(tmp_path, line, why):
    months = "b = [a * month for month in months(36) if month <= n]"
    with pytest.raises(DefinitionError) as error:
        read(body(tmp_path, f"{months}\n{line}\nreturn locals()"))
    assert why in str(error.value)


def test_a_schedule_may_run_over_months():
    """By hand: 30 weeks are 6.9 months; each month has 5 percent less than the one before."""
    result = made_up_months()
    assert made_up_months.clock == "month"
    assert result.paid == pytest.approx([250 * 0.95**before for before in range(7)])
    assert result.kept[:2] == [0, pytest.approx(237.5)]
    assert result.so_far[-1] == pytest.approx(result.in_all)
    assert made_up_months(less=0).board_sentence == "It pays $1,750 in 7 months."
    assert "month" in csv_text(result).splitlines()[0]
    assert "Month 7" in form_html(made_up_months, "") and "Year" not in form_html(
        made_up_months, ""
    )


def test_the_reader_wants_locals_at_the_end(tmp_path):
    with pytest.raises(DefinitionError, match="return locals"):
        read(body(tmp_path, "b = a\nreturn b"))


def declared(**changes):
    """A small calculator, with changes to its declaration."""
    whole = {
        "code": "X",
        "title": "t",
        "question": "q",
        "inputs": (Input("a", "A", "people", 1, EXAMPLE, high=9, whole=True),),
        "steps": (Step("b", "B", "people"),),
        "results": ("b",),
        "headline": "b",
        "board_sentence": (Note("{b} people."),),
        "limits": ("l",),
        "chart": Chart("c", ("b",)),
        "examples": (),
        "checklist_items": (),
    }

    def small(a):
        b = a + 1
        return locals()

    return calculator(**whole | changes)(small)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"results": ("c",)}, "not an input or a step"),
        ({"board_sentence": (Note("{c} people."),)}, "not an input or a step"),
        ({"warnings": (Note("x", when="c"),)}, "not an input or a step"),
        ({"board_sentence": (Note("x", when="b"),)}, "without a condition"),
        ({"board_sentence": ()}, "without a condition"),
        ({"steps": (Step("c", "C", "people"),)}, "not an input or a step|not those"),
        ({"inputs": (Input("a", "A", "people", 1, EXAMPLE, high=9),)}, "must be one"),
        ({"headings": {"b": "B"}}, "one of them above the first"),
        ({"inputs": (Input("new", "A", "percent", 1, EXAMPLE, high=9),)}, "something else"),
        ({"inputs": (Input("a", "A", "name", "b", EXAMPLE, choices={"b": "B"}),)}, "given twice"),
    ],
)
def test_a_faulty_declaration_is_refused(changes, why):
    assert declared()(a=2).b == 3
    with pytest.raises(DefinitionError, match=why):
        declared(**changes)


def test_an_unknown_calculator_is_answered_with_the_list():
    with pytest.raises(KeyError, match="recruitment_funnel"):
        calculators["recruitment"]


# Other languages


@EVERY
def test_a_translation_reaches_every_text(calculator):
    english = catalogue.texts(calculator)
    backwards = {key: text.replace("e", "é") for key, text in english.items() if "{" not in text}
    other = catalogue.translated(calculator, backwards)
    assert other.title == calculator.title.replace("e", "é")
    assert other.fields[0].label == calculator.fields[0].label.replace("e", "é")
    place = next(place for place, field in places(calculator) if not field.optional)
    with pytest.raises(InputError, match=r"léft it émpty|You léft"):
        other(**entered_at(calculator, place, ""))
    assert catalogue.texts(other).keys() == english.keys()


# What may stay empty, and orders within a row


def test_an_empty_entry_leaves_out_what_needs_it():
    """By hand: 6,000 for 12 people is 500 each; 60 percent less nothing is nothing."""
    nothing, known = made_up_costs(people=" "), made_up_costs(budget="6,000")
    assert (nothing.people, nothing.each, nothing.both) == (None, None, 700)
    assert nothing.board_sentence == "Nobody knows what a place costs; rent is $700."
    assert nothing.with_unit("each") == nothing.with_unit("people") == "–"
    assert (known.each, known.both, known.spread) == (500, 1200, None)
    assert known.warnings == ("The budget is $6,000, and $1,200 with the rent.",)
    assert made_up_costs(budget=90_000).warnings == ("The budget is $90,000, and – with the rent.",)


def test_what_is_empty_does_not_move():
    names = [each.name for each in made_up_costs(budget=6000).sensitivity]
    assert names == ["rent", "budget", "people", "most"]
    assert [each.name for each in made_up_costs().sensitivity] == ["rent", "people", "most"]


def test_a_headline_that_one_end_leaves_out_has_no_size():
    """By hand: 46,000 for 12 people is 3,833 each, and 10 percent more is above 4,000."""
    swings = {each.name: each for each in made_up_costs(budget=46_000).sensitivity}
    assert (swings["budget"].headline_high, swings["budget"].size) == (None, 0)
    assert swings["rent"].size == pytest.approx(140)


def test_a_row_may_lack_a_number_and_a_remark():
    result = made_up_costs()
    assert result.rate == [pytest.approx(2 / 3), None]
    assert (result.remark, result.remarks) == (["new", ""], [1, 0])
    assert result.rows(["group", "rate", "remark"])[1] == ["Night", "–", "–"]


def test_the_order_of_two_columns_holds_in_each_row():
    rows = [dict(row) for row in made_up_costs.defaults["groups"]]
    rows[0] |= {"ended": "31.0"}
    rows[1] |= {"bottom": "$"}
    with pytest.raises(InputError) as error:
        made_up_costs(groups=rows)
    assert list(error.value.problems) == ["groups.2.bottom"]
    rows[1] |= {"bottom": "30%", "ended": 30}
    with pytest.raises(InputError) as error:
        made_up_costs(groups=pandas.DataFrame(rows))
    assert list(error.value.problems.values()) == [
        "Group 1, Finished: enter a value no higher than “Started”, which is 30. You entered 31.0.",
        "Group 2, Finished: enter a value no higher than “Started”, which is 25. You entered 30.",
        "Group 2, Lowest: enter a value below “Highest”, which is 30%. You entered 30%.",
    ]


def test_an_order_holds_while_a_side_is_empty():
    assert made_up_costs(least=None, most=0).entered["most"] == 0
    with pytest.raises(InputError, match="Least share: enter a value below"):
        made_up_costs(least=60)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"orders": (Order("ended", "people"),)}, "not in one table"),
        ({"board_sentence": (Note("{each} a place."),)}, "needs a condition"),
        ({"warnings": (Note("It is {budget}."),)}, "needs a condition"),
    ],
)
def test_a_declaration_that_forgets_what_is_empty_is_refused(changes, why):
    with pytest.raises(DefinitionError, match=why):
        dataclasses.replace(made_up_costs, **changes)


def providers(*changes: dict) -> list[dict]:
    start = calculators["provider_comparison"].defaults["providers"][1]
    return [start | {"provider": name} | each for name, each in zip("ABCD", changes, strict=False)]


def test_providers_without_credentials_have_no_price_of_one():
    """By hand, with no weight: 5,000 over 0.8 times 0.5."""
    nothing = {"completers": 0, "credentials": 0}
    rows = providers({"credentials": 40}, {"credentials": 0}, nothing)
    result = calculators["provider_comparison"](providers=rows, weight=0)
    assert result.credential_rate == [0.5, 0, None]
    assert result.credential_cost == [pytest.approx(12_500), None, None]


def test_a_reason_keeps_a_provider_and_a_rating_changes_nothing():
    compare = calculators["provider_comparison"]
    low = {"median_earnings": 7_000, "price": 1_000}
    dropped = compare(providers=providers({}, low))
    assert (dropped.place, dropped.excluded, dropped.kept) == ([1, None], 1, 0)
    assert dropped.board_sentence.startswith("Only A is left")
    kept = compare(providers=providers({}, low | {"reason": "The only one in reach"}))
    assert (kept.place, kept.excluded, kept.kept) == ([2, 1], 0, 1)
    rated = compare(providers=providers({"evidence": "CLEAR, low, 2020"}, low))
    assert rated.values | {"evidence": 0} == dropped.values | {"evidence": 0}


def test_a_small_provider_with_a_high_rate_does_not_come_first_by_luck():
    rows = providers({"starters": 10, "completers": 9, "credentials": 9, "employed": 9}, {})
    result = calculators["provider_comparison"](providers=rows)
    assert (result.place, result.own_place, result.moved) == ([1, 2], [1, 2], False)
    result = calculators["provider_comparison"](providers=rows, weight=100)
    assert (result.small, result.own_best) == (1, "A")
