"""Whom each amount is for: what is inferred from the formulas, and mixings that are refused."""

import pytest

from seti_ta import calculators
from seti_ta.calculators.basis import BASES
from seti_ta.calculators.carried import carried_over
from seti_ta.calculators.links import links
from seti_ta.calculators.reader import DefinitionError
from seti_ta.calculators.vocabulary import EXAMPLE, Chart, Input, Note, Step, calculator

WHOM = Input(
    "whom", "For each", "name", "offered", EXAMPLE, choices={k: k for k in ("offered", "enrollee")}
)
TAKE_UP = Input(
    "take_up", "Take-up", "percent", 80, EXAMPLE, low=1, high=100, per="enrollee/offered"
)


def amount(name, per):
    return Input(name, name, "dollars a person", 100, EXAMPLE, low=0, high=1000, per=per)


def count(name, per):
    return Input(name, name, "people", 50, EXAMPLE, low=1, high=100, whole=True, per=per)


def defined(function, *inputs, per="", label="Answer"):
    """A calculator of one step called ``answer``."""
    return calculator(
        code="T1",
        title="T",
        question="Q?",
        inputs=inputs,
        steps=(Step("answer", label, "dollars a person", short="Answer", per=per),),
        results=("answer",),
        headline="answer",
        board_sentence=(Note("{answer}."),),
        limits=("None.",),
        chart=Chart("C", ("answer",)),
        examples=(),
        checklist_items=(),
    )(function)


def times(a, b):
    answer = a * b
    return locals()


def less(a, b):
    answer = a - b
    return locals()


def less_with_take_up(a, b, take_up):
    answer = a * take_up - b
    return locals()


def larger(a, b):
    answer = max(0, a, b)
    return locals()


def chosen(a, b, take_up, whom):
    answer = a / take_up - b if whom == "offered" else a - b
    return locals()


def not_converted(a, b, whom):
    answer = a - b
    return locals()


def power(a, b):
    answer = a**b
    return locals()


def test_an_effect_per_offer_times_offers_is_a_total():
    answer = defined(times, amount("a", "offered"), count("b", "offered"))
    assert answer().per("answer") == ""


def test_a_cost_per_enrollee_joins_one_per_offer_through_take_up():
    answer = defined(less_with_take_up, amount("a", "enrollee"), amount("b", "offered"), TAKE_UP)
    assert answer().per("answer") == "offered"
    assert answer.unit_word("answer") == "dollars for each person offered a place"


def test_every_choice_is_checked():
    answer = defined(chosen, amount("a", "whom"), amount("b", "enrollee"), TAKE_UP, WHOM)
    assert answer(whom="offered").per("answer") == "enrollee"
    assert answer(whom="enrollee").per("a") == "enrollee"
    assert answer(whom="offered").per("a") == "offered"


@pytest.mark.parametrize(
    "function, inputs, per, why",
    [
        (times, (amount("a", "offered"), count("b", "enrollee")), "", "'a \\* b' is dollars times"),
        (times, (amount("a", ""), count("b", "enrollee")), "", "say with 'per' whom"),
        (times, (amount("a", "offered"), amount("b", "")), "enrollee", "not for each 'enrollee'"),
        (less, (amount("a", "enrollee"), amount("b", "offered")), "", "'b' is for each 'offered'"),
        (larger, (amount("a", "placement"), amount("b", "enrollee")), "", "not for each 'plac"),
        (
            not_converted,
            (amount("a", "whom"), amount("b", "enrollee"), WHOM),
            "",
            "not for each 'offered' where whom is 'offered'",
        ),
        (power, (amount("a", "enrollee"), amount("b", "")), "", "not a total or a plain number"),
        (less, (amount("a", "hired"), amount("b", "hired")), "", "'hired', which is none of"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_mixed_bases_are_refused(function, inputs, per, why):
    with pytest.raises(DefinitionError, match=why) as refused:
        defined(function, *inputs, per=per)
    assert __file__ in str(refused.value)


def test_a_result_says_whom_it_is_for_where_the_reader_chooses():
    inputs = (amount("a", "whom"), amount("b", "whom"), WHOM)
    with pytest.raises(DefinitionError, match="does not say whom"):
        defined(not_converted, *inputs)
    assert defined(not_converted, *inputs, label="Answer for each {whom}")


def test_what_follows_another_calculator_stays_for_the_same_people():
    funnel = calculators["recruitment_funnel"]
    with pytest.raises(DefinitionError, match=r"'n' is for 'offered', but .* is for 'enrollee'"):
        carried_over("n", "N", "people", funnel, "enrolled", per="offered")
    cost = calculators["program_cost"]
    assert carried_over("n", "N", "dollars a person", cost, "per_enrollee").per == "enrollee"


@pytest.mark.parametrize("each", calculators.values(), ids=lambda each: each.name)
def test_every_amount_for_somebody_is_named_for_readers(each):
    for name, item in each.declared.items():
        if item.unit.endswith("a person") and not each.basis_is_chosen(name):
            per = each.per(name, each.defaults)
            assert per not in BASES or each.messages[f"per.{per}"] in each.unit_word(name)


@pytest.mark.parametrize("each", calculators.values(), ids=lambda each: each.name)
def test_what_follows_is_for_the_same_people(each):
    if each.never_kept:
        return
    for link in links(each.name):
        if link.field.per in BASES:
            calculator = calculators[link.origin]
            assert calculator.per(link.what, calculator.defaults) == link.field.per
        elif "/" in link.field.per:
            assert link.is_shared or link.field.per == calculators[link.origin].per(
                link.what, calculators[link.origin].defaults
            )


@pytest.mark.parametrize("each", calculators.values(), ids=lambda each: each.name)
def test_a_chosen_basis_follows_the_choice_of_what_it_joins(each):
    for field in each.fields:
        if field.follows and not field.follows.startswith("plan."):
            name, what = field.follows.split(".")
            if calculators[name].basis_is_chosen(what) and field.per:
                theirs = calculators[name].declared[what].per
                assert each.declared[field.per].follows == f"{name}.{theirs}"
