"""The readiness check borrows items of the full lists: its result by list, its answers there."""

from datetime import date

import pytest

from seti_ta import checklists
from seti_ta.calculators.reader import DefinitionError
from seti_ta.checklists import Answer, AnswerSheet, Checklist, take_over
from seti_ta.checklists.borrowed import borrowers, homes, lenders, parts
from seti_ta.checklists.loader import load

QUICK = checklists["quick_check"]
FULL = [each for each in checklists.values() if not each.borrows]
TODAY = date(2026, 11, 23)


def seen(level) -> Answer:
    return Answer(level, "Seen")


def test_twelve_gates_of_all_eight_lists_are_borrowed():
    assert len(QUICK.items) == 12
    assert set(lenders(QUICK)) == {each.name for each in FULL}
    assert list(lenders(QUICK)) == [each.name for each in FULL]  # ties stand in their order
    for id, item in QUICK.item.items():
        assert item is homes()[id].item[id]
        assert item.gate and item.weight == 3
    assert all(borrowers(each) == (QUICK,) for each in FULL)
    assert borrowers(QUICK) == ()


def test_only_the_check_stands_at_the_start():
    assert [each for each in checklists.values() if each.part == "start"] == [QUICK]
    assert next(iter(checklists.values())) is QUICK


def test_the_weakest_list_comes_first_and_ties_stand_in_order():
    answers = {id: seen(2) for id in QUICK.item} | {"EMP-01": seen(0), "SEC-02": seen(1)}
    own = QUICK.score(answers).own
    names = [each.home.name for each in parts(own)]
    assert names[:2] == ["employers", "sector"]  # 6 of 18 and 3 of 9: the same share
    assert names[2:] == [name for name in lenders(QUICK) if name not in names[:2]]
    assert own.parts[0] == (
        f"Weakest: {checklists['employers'].title}, 6 of 18 points. "
        "Read its chapter, then score the full list."
    )
    assert own.parts[1] == f"{checklists['sector'].title}: 3 of 9 points."


def test_a_list_counts_once_its_items_have_answers_and_one_a_level():
    answers = {"EMP-01": seen(0), "SEC-02": seen(1), "RDY-02": Answer("N/A", reason="No class")}
    own = QUICK.score(answers, reviewer_name="B. Reviewer").own
    assert [each.home.name for each in parts(own)] == ["sector"]
    assert QUICK.score({}).own.parts == ()


def test_nothing_is_weakest_where_nothing_is_missing():
    own = QUICK.score({id: seen(3) for id in QUICK.item}).own
    assert len(own.parts) == 8
    assert not [sentence for sentence in own.parts if "Weakest" in sentence]


def test_a_full_list_has_no_parts():
    assert {each.score({id: seen(1) for id in each.item}).own.parts for each in FULL} == {()}


def test_no_title_stands_in_another():
    # The page finds the list that a sentence is about by its title.
    titles = [each.title for each in checklists.values()]
    assert not [(one, two) for one in titles for two in titles if one != two and one in two]


def test_answers_are_taken_over_but_never_over_an_answer():
    given = {
        "EMP-01": Answer(2, "Letters", reviewer=1),
        "EMP-03": seen(3),
        "SCR-07": seen(1),
        "SEC-02": Answer(evidence="No level yet"),
    }
    quick = AnswerSheet("quick_check", given, TODAY, rater_name="A. Rater")
    there = AnswerSheet(
        "employers", {"EMP-03": Answer(evidence="A floor"), "EMP-02": seen(0)}, TODAY
    )
    taken = take_over(quick, there)
    assert taken.answers == there.answers | {"EMP-01": given["EMP-01"]}
    assert (taken.checklist, taken.rater_name) == ("employers", "")
    assert there.answers.keys() == {"EMP-03", "EMP-02"}
    assert take_over(quick, AnswerSheet("sector", {}, TODAY)).answers == {}


def test_what_nobody_has_cannot_be_borrowed():
    check = Checklist("test", "T", "Q?", borrows=("SCR-99",))
    with pytest.raises(DefinitionError, match="'borrows' names SCR-99, no known item"):
        check.borrowing(homes())
    with pytest.raises(DefinitionError, match="'items' is missing, and so is 'borrows'"):
        Checklist("test", "T", "Q?")
    with pytest.raises(DefinitionError, match="SCR-01 is given twice"):
        Checklist("test", "T", "Q?", borrows=("SCR-01", "SCR-01"))


def test_a_borrowing_file_is_read(tmp_path):
    file = tmp_path / "test.yaml"
    file.write_text("title: T\nquestion: Q?\nborrows: [SCR-01]\n", "utf-8")
    items = {id: each.item[id] for id, each in homes().items()}
    assert load(file).borrowing(items).items == (checklists["screening"].item["SCR-01"],)
