"""Checklists in Python: what their files hold, the scoring rule, the sentences, answer files."""

import json
import random
from dataclasses import replace
from datetime import date
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seti_ta import calculators, checklists
from seti_ta.calculators.catalogue import texts, translated
from seti_ta.calculators.reader import DefinitionError
from seti_ta.checklists import Answer, AnswerSheet, InputError, read_answers, write_answers
from seti_ta.checklists.definition import Checklist, sources
from seti_ta.checklists.loader import load
from seti_ta.checklists.score import band_of, named_bands, score_of
from seti_ta.edition import edition_date

EVERY = pytest.mark.parametrize("checklist", list(checklists.values()), ids=lambda each: each.name)
SCREENING = checklists["screening"]
SEEN = "Seen in the file"


def small(*weights_and_gates) -> Checklist:
    """A checklist of a few items: (weight, gate) for each, named A, B, C and so on."""
    items = tuple(
        replace(SCREENING.items[0], id=chr(ord("A") + place), weight=weight, gate=gate)
        for place, (weight, gate) in enumerate(weights_and_gates)
    )
    return Checklist("small", "Small", "For the tests?", items)


def seen(level, **more) -> Answer:
    return Answer(level, SEEN, **more)


def all_at(level, checklist=SCREENING, **changes) -> dict:
    return {id: seen(level) for id in checklist.item} | changes


# ---- What the files hold


def test_the_room_is_a_mapping():
    assert "screening" in checklists
    assert len(checklists) == len(list(checklists)) >= 1
    with pytest.raises(KeyError, match=r"no checklist 'none'.*screening"):
        checklists["none"]


@EVERY
def test_a_checklist_has_gates_and_marked_judgement(checklist):
    assert any(item.gate for item in checklist.items)
    assert "{" not in " ".join(texts(replace(checklist, messages={})).values())
    for item in checklist.items:
        assert item.basis == "judgement" or item.cited
        for source in item.cited:
            assert source.grade in ("report read", "named secondary", "rule")
            assert source.citation and source.locator
            assert source.url.startswith("https://") or source.rule
        for rule in item.ruled:
            assert rule.checked_on <= edition_date() <= rule.review_by


@EVERY
def test_a_rule_stands_in_force_and_an_unsettled_one_is_judgement(checklist):
    for item in checklist.items:
        in_force = [each for each in item.ruled if not each.standing]
        if item.basis == "rule":
            assert in_force, f"{item.id} names no rule that is in force"
        elif item.rules and not (in_force or item.sources):
            assert item.basis == "judgement", f"{item.id} stands on what is not in force"


COUNTS = {
    "screening": 13, "training": 13, "career_readiness": 12, "wraparound": 13, "employers": 13,
    "sector": 12, "pilot": 13, "monitoring": 13,
}  # fmt: skip


def test_the_eight_full_lists_hold_102_items():
    full = [each for each in checklists.values() if not each.borrows]
    assert {each.name: len(each.items) for each in full} == COUNTS
    ids = [id for each in full for id in each.item]
    assert len(ids) == len(set(ids)) == 102
    for each in full:
        code = each.code
        assert list(each.item) == [f"{code}-{n:02}" for n in range(1, len(each.items) + 1)]
        for item in each.items:
            assert len(item.levels) == len(set(item.levels)) == 4
            assert item.basis == "judgement" or item.sources or item.rules


def test_a_source_has_one_row():
    lines = resources.files("seti_ta.checklists").joinpath("sources.csv").read_text("utf-8")
    ids = [line.partition(",")[0] for line in lines.splitlines()]
    assert len(ids) == len(set(ids))


def test_every_source_is_cited_by_an_item():
    items = [item for each in checklists.values() for item in each.items]
    assert {source for item in items for source in item.sources} == set(sources())


@EVERY
def test_items_are_printed_gates_first_then_by_weight(checklist):
    order = [(not item.gate, -item.weight) for item in checklist.printed]
    assert order == sorted(order)
    assert set(checklist.printed) == set(checklist.items)


def test_calculators_serve_items_that_exist():
    prefixes = {id.split("-")[0] for each in checklists.values() for id in each.item}
    items = {id for each in checklists.values() for id in each.item}
    for calculator in calculators.values():
        named = {id for id in calculator.checklist_items if id.split("-")[0] in prefixes}
        assert named <= items, calculator.name
    assert SCREENING.item["SCR-07"].calculators == (calculators["recruitment_funnel"],)


def test_an_unsettled_rule_is_judgement_and_says_so():
    item = SCREENING.item["SCR-09"]
    assert item.basis == "judgement"
    assert item.ruled[0].standing == "status: unknown"
    assert "unsettled" in item.why and "equal-opportunity officer" in item.why
    assert "Never change who is selected because of a group" in item.why


def test_working_thresholds_are_marked():
    assert "30 days (working threshold)" in SCREENING.item["SCR-02"].levels[3]
    raw = resources.files("seti_ta.checklists").joinpath("screening.yaml").read_text("utf-8")
    marked = "\n".join(texts(replace(SCREENING, messages={})).values())
    assert marked.count("(working threshold)") == raw.count("{") - 1  # one is in the comment


GOOD = """
title: A title
question: A question?
items:
  - id: TST-01
    statement: A statement.
    evidence: Some evidence.
    levels: [No., Some, Most, All]
    weight: 2
    gate: false
    why: Because.
    basis: judgement
    sources: [wrtp]
"""


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("weight: 2", "weight: 4", "test.yaml: 'items: TST-01: weight' cannot be used"),
        ("weight: 2", "weight: '2'", "'items: TST-01: weight' cannot be used"),
        ("    weight: 2\n", "", "test.yaml: 'items: TST-01: weight' is missing."),
        ("weight: 2", "wait: 2\n    weight: 2", "'items: TST-01: wait' is not a known field."),
        ("gate: false", "gate: perhaps", "'items: TST-01: gate' cannot be used"),
        (", All]", "]", "'items: TST-01: levels: 3' is missing."),
        (", All]", ", All, More]", "'items: TST-01: levels' cannot be used"),
        (", All]", ", ' ']", "test.yaml: TST-01: one of the texts is empty"),
        ("basis: judgement", "basis: hearsay", "'items: TST-01: basis' cannot be used"),
        ("[wrtp]", "[hearsay]", "test.yaml: TST-01: 'sources' names hearsay"),
        ("[wrtp]", "[wrtp]\n    rules: [hearsay]", "TST-01: 'rules': There is no rule 'hearsay'"),
        ("title: A title\n", "", "'title' is missing."),
        ("title: A title", "title: [", "test.yaml: "),
    ],
)
def test_a_bad_definition_is_refused_by_file_item_and_field(tmp_path, old, new, sentence):
    file = tmp_path / "test.yaml"
    file.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(DefinitionError) as error:
        load(file)
    assert sentence in str(error.value)
    file.write_text(GOOD, "utf-8")
    assert load(file).name == "test"


def test_an_id_stands_for_one_item():
    item = SCREENING.items[0]
    with pytest.raises(DefinitionError, match="SCR-01 is given twice"):
        Checklist("test", "T", "Q?", (item, item))


@EVERY
def test_an_edition_in_another_language_follows(checklist):
    there = {key: f"ñ {text}" for key, text in texts(checklist).items()}
    other = translated(checklist, there)
    assert other.items[0].levels[3] == f"ñ {checklist.items[0].levels[3]}"
    assert other.score(all_at(2, checklist)).own.verdict.startswith("ñ Score 67")


# ---- The score


def test_the_worked_case_with_an_item_left_out():
    # weights 3, 2, 1 and levels 3, 1, N/A: (9 + 2) / (9 + 6) = 73
    checklist = small((3, False), (2, False), (1, False))
    answers = {"A": seen(3), "B": seen(1), "C": Answer("N/A", reason="No such step")}
    scored = checklist.score(answers)
    assert (scored.own.points, scored.own.possible, scored.score) == (11, 15, 73)
    assert scored.band == "ready"


def test_the_worked_case_with_a_gate_below_two():
    # weights 3 (gate), 2, 1 and levels 1, 3, 3: (3 + 6 + 3) / (9 + 6 + 3) = 67, held at partial
    checklist = small((3, True), (2, False), (1, False))
    scored = checklist.score({"A": seen(1), "B": seen(3), "C": seen(3)})
    assert (scored.score, scored.band, scored.own.capped) == (67, "partial", True)
    assert scored.own.verdict == (
        "Score 67 of 100, held at “partial” because a gate is below level 2."
    )
    assert [each.item.id for each in scored.own.gates_below] == ["A"]
    assert checklist.score({"A": seen(2), "B": seen(3), "C": seen(3)}).band == "strong"


@pytest.mark.parametrize(
    ("points", "possible", "score"),
    [(0, 3, 0), (1, 8, 13), (3, 8, 38), (1, 200, 1), (119, 300, 40), (79, 200, 40), (3, 3, 100)],
)
def test_the_score_is_rounded_half_up(points, possible, score):
    assert score_of(points, possible) == score


@pytest.mark.parametrize(
    ("lowest", "band"), [(0, "not_in_place"), (40, "partial"), (60, "ready"), (80, "strong")]
)
def test_bands_begin_where_the_rule_says(lowest, band):
    assert band_of(lowest) == band
    assert lowest == 0 or band_of(lowest - 1) != band


def test_a_gate_does_not_lift_a_low_band():
    scored = small((3, True), (1, False)).score({"A": seen(0), "B": seen(3)})
    assert (scored.score, scored.band, scored.own.capped) == (25, "not_in_place", False)


@pytest.mark.parametrize(("level", "counted"), [(0, 0), (1, 1), (2, 1), (3, 1)])
def test_a_level_without_evidence_counts_as_one_at_most(level, counted):
    scored = small((1, False)).score({"A": {"level": level, "evidence": " \n", "reviewer": level}})
    assert scored.own.items[0].counted == counted
    assert scored.reviewed.items[0].counted == counted
    assert (len(scored.notes("A")) == 2) == (level > 1)


def test_an_unsupported_gate_is_below_two():
    scored = small((3, True), (3, False)).score({"A": Answer(3), "B": seen(3)})
    assert scored.own.capped
    assert scored.notes("A") == (
        "A is a gate and stands at level 1: it must reach level 2.",
        "A is unsupported: level 3 with no evidence note counts as level 1.",
    )


def test_at_most_a_fifth_of_the_weight_may_be_left_out():
    fifth = small((1, False), (2, False), (2, False))
    left_out = {"A": Answer("N/A", reason="No"), "B": seen(3), "C": seen(3)}
    assert fifth.score(left_out).score == 100
    heavier = fifth.score(left_out, weights={"A": 2})
    assert heavier.score is heavier.band is None
    assert heavier.own.verdict == (
        "Too much left out to score: N/A items carry 2 of 6 weight points. At most 20% may be N/A."
    )


def test_no_score_until_the_last_answer():
    answers = all_at(3)
    del answers["SCR-05"]
    scored = SCREENING.score(answers)
    assert scored.score is scored.band is None
    assert scored.own.verdict.startswith("Items not answered yet: 1. So far 87 of 87 points.")
    assert scored.reviewed.verdict == SCREENING.say("verdict.unrated")
    assert SCREENING.score(all_at(3)).score == 100


@pytest.mark.parametrize(
    ("weights", "levels", "score", "capped"),
    [((1, 3, 3, 2, 2, 2), (1, 3, 3, 2, 0, 0), 59, False), ((1, 3, 1), (0, 3, 0), 60, True)],
)
def test_a_gate_holds_down_only_what_would_stand_above_it(weights, levels, score, capped):
    checklist = small((weights[0], True), *((weight, False) for weight in weights[1:]))
    scored = checklist.score(dict(zip(checklist.item, map(seen, levels), strict=True)))
    assert (scored.score, scored.band, scored.own.capped) == (score, "partial", capped)


def test_the_bands_in_words_leave_no_gap():
    assert named_bands(SCREENING) == (
        "0–39 not in place; 40–59 partial; 60–79 ready with fixes; 80–100 strong"
    )


def test_gates_below_two_come_first_then_most_points_to_gain():
    checklist = small((1, False), (3, False), (1, True), (3, True))
    scored = checklist.score({"A": seen(0), "B": seen(1), "C": seen(1), "D": seen(2)})
    assert [each.item.id for each in scored.own.next_steps] == ["C", "B", "A", "D"]


def test_a_next_step_quotes_the_next_anchor_or_asks_for_evidence():
    item = SCREENING.items[0]
    low, unseen = (small((3, True)).score({"A": answer}).own for answer in (seen(1), Answer(3)))
    assert low.next_step(low.items[0]) == (
        f"A. {item.statement} Now at level 1. To reach level 2: {item.levels[2]}"
    )
    two = small((3, True)).score({"A": seen(2)}).own
    assert two.next_step(two.items[0]).endswith(f"To reach level 3: {item.levels[3]}")
    zero = small((3, True)).score({"A": seen(0)}).own
    assert zero.next_step(zero.items[0]).endswith(f"To reach level 2: {item.levels[2]}")
    assert unseen.next_step(unseen.items[0]) == (
        f"A. {item.statement} Write down the evidence: level 3 counts as level 1 without it."
    )


def test_an_item_left_out_is_named_with_its_reason():
    scored = small((1, False), (1, False)).score({"A": Answer("N/A", reason="No test"), "B": 1})
    assert scored.notes("A") == ("A is N/A: “No test”.",)


@pytest.mark.parametrize(
    ("level", "reviewer", "talk"),
    [(3, 1, True), (1, 3, True), (3, 2, False), (2, 2, False), ("N/A", 2, True), (0, "N/A", True),
     ("N/A", "N/A", False), (3, None, False), (None, 3, False)],
)  # fmt: skip
def test_raters_who_differ_by_two_need_a_talk(level, reviewer, talk):
    answer = Answer(level, SEEN, reviewer, reason="Why")
    scored = small((1, False)).score({"A": answer})
    assert scored.to_talk_about == (("A",) if talk else ())
    numbers = isinstance(level, int) and isinstance(reviewer, int)
    assert scored.gaps == ({"A": reviewer - level} if numbers else {})


def test_the_reviewer_is_scored_by_the_same_rule():
    answers = {id: seen(3, reviewer=1) for id in SCREENING.item}
    scored = SCREENING.score(answers)
    assert (scored.own.score, scored.reviewed.score) == (100, 33)
    assert len(scored.to_talk_about) == len(SCREENING.items)


def test_changed_weights_are_named():
    scored = SCREENING.score(all_at(2), weights={"SCR-12": 3, "SCR-01": 3})
    assert scored.changed_weights == {"SCR-12": (1, 3)}
    assert scored.notes("SCR-12") == ("SCR-12: weight changed from 1 to 3.",)


# ---- Bad entries

LEVEL = "SCR-02, level: choose 0, 1, 2, 3 or N/A."


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (4, f"{LEVEL} You entered 4."),
        (-1, f"{LEVEL} You entered -1."),
        (1.5, f"{LEVEL} You entered 1.5."),
        (True, f"{LEVEL} You entered True."),
        ("two", f"{LEVEL} You entered two."),
        (" ", f"{LEVEL} You left it empty."),
        ({"level": 2, "reviewer": "9"},
         "SCR-02, reviewer's level: choose 0, 1, 2, 3 or N/A. You entered 9."),
        ({"level": "N/A"}, "SCR-02 is N/A: write the reason."),
        ({"level": 1, "reviewer": "N/A", "reason": "\u00a0"}, "SCR-02 is N/A: write the reason."),
        ({"lvel": 2},
         "SCR-02 has no field lvel. Its fields are: level, evidence, reviewer, reason, owner, "
         "due, needed."),
        ({"level": 2, "evidence": 7}, "SCR-02, evidence: enter text."),
    ],
)  # fmt: skip
def test_a_bad_answer_gets_one_sentence(raw, sentence):
    with pytest.raises(InputError) as error:
        SCREENING.score(all_at(2) | {"SCR-02": raw})
    assert error.value.problems == {"SCR-02": sentence}


@pytest.mark.parametrize("raw", [2, 2.0, "2", " 2 ", Answer(2), {"level": 2}])
def test_ways_to_enter_a_level(raw):
    assert SCREENING.score({"SCR-02": raw}).answers["SCR-02"].level == 2


@pytest.mark.parametrize("raw", ["N/A", "n/a", " N/A"])
def test_ways_to_enter_na(raw):
    scored = SCREENING.score({"SCR-02": {"level": raw, "reason": "No test"}})
    assert scored.answers["SCR-02"].level == "N/A"


def test_a_gate_is_left_out_only_with_the_reviewers_name():
    answers = all_at(2) | {"SCR-07": Answer("N/A", reason="Open entry")}
    with pytest.raises(InputError, match="SCR-07 is a gate: it can be N/A only with"):
        SCREENING.score(answers, reviewer_name=" ")
    assert SCREENING.score(answers, reviewer_name="A. Reviewer").score == 67


@pytest.mark.parametrize("raw", [0, 4, 2.5, "", None, "heavy"])
def test_a_bad_weight_gets_one_sentence(raw):
    with pytest.raises(InputError, match="SCR-02, weight: enter 1, 2 or 3"):
        SCREENING.score(all_at(2), weights={"SCR-02": raw})


def test_a_strange_item_is_named():
    with pytest.raises(InputError, match=r"screening has no item SCR-99. Its items are: SCR-01,"):
        SCREENING.score({"SCR-99": 2})


# ---- Any answers at all

levels = st.sampled_from([0, 1, 2, 3])
notes = st.sampled_from(["", SEEN])
weights = st.lists(st.sampled_from([1, 2, 3]), min_size=13, max_size=13)
rows = st.lists(st.tuples(levels, notes), min_size=13, max_size=13)


def answered(rows) -> dict:
    return {id: Answer(*row) for id, row in zip(SCREENING.item, rows, strict=True)}


@given(rows, weights)
def test_a_score_lies_between_0_and_100(rows, weights):
    scored = SCREENING.score(
        answered(rows), weights=dict(zip(SCREENING.item, weights, strict=True))
    )
    assert 0 <= scored.score <= 100
    assert scored.own.possible == 3 * sum(weights)


@given(rows, st.sampled_from(list(SCREENING.item)))
def test_raising_a_level_never_lowers_the_score_or_the_band(rows, id):
    answers = answered(rows)
    before = SCREENING.score(answers)
    raised = replace(answers[id], level=min(3, answers[id].level + 1))
    after = SCREENING.score(answers | {id: raised})
    assert after.score >= before.score
    bands = ["not_in_place", "partial", "ready", "strong"]
    assert bands.index(after.band) >= bands.index(before.band)


@given(rows, st.sets(st.sampled_from(list(SCREENING.item)), max_size=5))
def test_items_left_out_count_in_neither_sum(rows, left_out):
    answers = answered(rows) | {id: Answer("N/A", reason="No") for id in left_out}
    own = SCREENING.score(answers, "A. Reviewer").own
    rest = [each for each in own.items if each.item.id not in left_out]
    assert own.possible == sum(3 * each.weight for each in rest)
    assert own.points == sum(each.weight * each.counted for each in rest)
    total = sum(item.weight for item in SCREENING.items)
    share = sum(SCREENING.item[id].weight for id in left_out) / total
    assert (own.score is None) == (share > 0.2)


# ---- Answer files


def sheet() -> AnswerSheet:
    chance = random.Random(1)
    answers = {id: seen(chance.randrange(4), reviewer=2) for id in SCREENING.item}
    answers["SCR-05"] = Answer("N/A", reason="Größe “zwei”")
    day = date(2026, 11, 23)
    return AnswerSheet("screening", answers, day, "A. Rater", "B. Reviewer", {"SCR-12": 2})


def test_answers_come_back_from_their_file(tmp_path):
    path = write_answers(sheet(), tmp_path / "answers.json")
    assert read_answers(path) == sheet()
    assert read_answers(path).score().score == sheet().score().score
    assert not list(tmp_path.glob("*.part"))


def test_a_file_is_written_over_only_when_asked(tmp_path):
    path = write_answers(sheet(), tmp_path / "answers.json")
    path.write_text("mine", "utf-8")
    with pytest.raises(InputError, match=r"answers.json is there already"):
        write_answers(sheet(), path)
    assert path.read_text("utf-8") == "mine"
    assert read_answers(write_answers(sheet(), path, replace=True)) == sheet()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda c: c.pop("layout"), "its layout is not “seti-ta checklist answers 1”."),
        (lambda c: c.update(layout="another 2"), "its layout is not"),
        (lambda c: c.pop("checklist"), "'checklist' is missing."),
        (lambda c: c.update(extra=1), "'extra' is not a known field."),
        (lambda c: c.update(date="someday"), "'date' cannot be used"),
        (lambda c: c["answers"]["SCR-01"].update(level=7),
         "'answers: SCR-01: level' cannot be used"),
        (lambda c: c["answers"]["SCR-01"].update(reviewer=True),
         "Input should be 0, 1, 2, 3 or 'N/A'"),
        (lambda c: c["answers"]["SCR-01"].update(lvel=1),
         "'answers: SCR-01: lvel' is not a known field."),
    ],
)  # fmt: skip
def test_a_strange_file_is_refused_with_what_is_wrong(tmp_path, change, sentence):
    path = write_answers(sheet(), tmp_path / "answers.json")
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(InputError) as error:
        read_answers(path)
    assert str(error.value).startswith("answers.json is not a file of checklist answers: ")
    assert sentence in str(error.value)


@pytest.mark.parametrize(
    "content", [b"", b"[1", b"\xff\xfe", b"[]", b"3", b"[" * 99_999, b"9" * 5000]
)
def test_a_file_of_something_else_is_refused(tmp_path, content):
    path = tmp_path / "other.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"other.json is not a file of checklist answers"):
        read_answers(path)
    with pytest.raises(InputError, match=r"none.json cannot be opened"):
        read_answers(tmp_path / "none.json")
    with pytest.raises(InputError, match="cannot be opened"):
        read_answers(tmp_path)


def test_a_file_may_begin_with_the_mark_of_utf_8(tmp_path):
    path = write_answers(sheet(), tmp_path / "answers.json")
    path.write_text(path.read_text("utf-8"), "utf-8-sig")
    assert read_answers(path) == sheet()


def test_answers_to_an_unknown_checklist_are_refused():
    with pytest.raises(InputError, match="There is no checklist driving"):
        replace(sheet(), checklist="driving").score()
