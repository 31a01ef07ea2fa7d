"""The vocabulary, the arithmetic and the sentences of the calculators, in Python."""

import math
import textwrap
from decimal import Decimal

import pytest
from cases import BAD_ENTRIES, valid_cases
from hypothesis import given
from hypothesis import strategies as st

from seti_ta import calculators
from seti_ta.calculators import InputError, catalogue, functions
from seti_ta.calculators.checked_input import check
from seti_ta.calculators.reader import TEXT, DefinitionError, Values, read
from seti_ta.calculators.units import UNITS, plain, written
from seti_ta.calculators.vocabulary import EXAMPLE, Chart, Input, Note, Step, calculator

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
    for each in calculator.inputs:
        assert each.source.grade in ("report read", "named secondary", "judgement", "example")
        assert each.source.citation
        assert each.choices or each.low <= each.default <= each.high
        if each.source.grade in ("report read", "named secondary"):
            assert each.source.locator
            assert each.source.url
    for each in calculator.steps:
        assert each.unit in UNITS


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
        flat = [v for v in result.values.values() if isinstance(v, int | float)]
        assert all(math.isfinite(value) for value in flat)


@EVERY
def test_sensitivity_moves_each_number_and_sorts(calculator):
    result = calculator()
    swings = result.sensitivity
    assert {s.name for s in swings} == {e.name for e in calculator.inputs if not e.choices}
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
    field = calculator.inputs[0]
    with pytest.raises(InputError) as error:
        calculator(**{field.name: bad})
    (sentence,) = error.value.problems.values()
    assert sentence.startswith(f"{field.label}: enter")
    assert "\n" not in str(error.value)
    assert " ".join(bad.split())[:40] in sentence


@EVERY
@pytest.mark.parametrize("bad", [None, True, [], {}, float("nan"), float("inf"), 1 + 2j, 10**400])
def test_bad_python_value_gets_a_sentence(calculator, bad):
    for field in calculator.inputs:
        with pytest.raises(InputError, match=r"You entered|You left"):
            calculator(**{field.name: bad})


@EVERY
def test_just_outside_the_range_is_refused(calculator):
    for field in calculator.inputs:
        ends = [] if field.choices else [(field.low, -1), (field.high, 1)]
        for outside in [end + side * hair for end, side in ends for hair in (1e-6, 1)]:
            with pytest.raises(InputError, match=field.label):
                calculator(**{field.name: outside})


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


# Arithmetic


@given(st.integers(0, 10**9))
def test_people_up_forgives_a_hair_above_a_whole_number(n):
    assert functions.people_up(n) == n
    assert functions.people_up(n + 1e-10) == n
    assert functions.people_up(n + 0.01) == n + 1


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


NOTES = [
    ("recruitment_funnel", {"pace_now": 26}, "you are 1 a week short", True),
    ("recruitment_funnel", {"pace_now": 27}, "a week short", False),
    ("earnings_gain", {"horizon": 3, "measured_until": 2}, "Years after year 2", True),
    ("earnings_gain", {"horizon": 3, "measured_until": 3}, "Years after year", False),
    ("earnings_gain", {"basis": "offered"}, "never started", True),
    ("earnings_gain", {"basis": "participant"}, "never started", False),
    ("earnings_gain", {"effect_low": 15}, "out of order", True),
    ("earnings_gain", {"effect_high": 13}, "out of order", True),
    ("earnings_gain", {"effect_low": 14, "effect_high": 14}, "out of order", False),
    ("earnings_gain", {"effect_central": 0}, "counted as zero", False),
    ("earnings_gain", {"effect_low": -1, "effect_central": 0, "effect_high": 0}, "as zero", False),
    ("earnings_gain", {"effect_central": 0, "effect_high": 0}, "counted as zero", True),
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
    offered = gain(basis="offered", take_up=50, enrolled=60)
    assert offered.people_counted == 120
    assert offered.group_central == pytest.approx(120 * offered.total_central)
    participant = gain(basis="participant", take_up=50, enrolled=60)
    assert participant.people_counted == 60


def test_no_null_finding_in_the_picker_forecasts_a_gain():
    gain = calculators["earnings_gain"]
    nulls = [p for p in gain.presets if "no detectable gain" in p.label]
    assert len(nulls) >= 4
    for preset in nulls:
        assert gain(**preset.values).total_high <= 0
        assert "no gain" in gain(**preset.values).board_sentence


# The vocabulary


def body(tmp_path, text: str):
    """A function with this body, read from a file as a calculator's is."""
    source = "def made_up(a, n, kind):\n" + textwrap.indent(textwrap.dedent(text).strip(), "    ")
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
    assert other.inputs[0].label == calculator.inputs[0].label.replace("e", "é")
    with pytest.raises(InputError, match=r"léft it émpty|You léft"):
        other(**{calculator.inputs[0].name: ""})
    assert catalogue.texts(other).keys() == english.keys()
