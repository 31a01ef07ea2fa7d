"""The plain-text report of a scored checklist."""

import pytest

from seti_ta import checklists
from seti_ta.checklists import Answer
from seti_ta.surfaces.checklist_text import WIDTH, report

EVERY = pytest.mark.parametrize("checklist", list(checklists.values()), ids=lambda each: each.name)


@EVERY
def test_the_report_tells_all_and_gates_come_first(checklist):
    gate = next(item for item in checklist.items if item.gate)
    answers = {id: Answer(2, "Seen", reviewer=2) for id in checklist.item}
    answers[gate.id] = Answer(1, "Seen", reviewer=3)
    last = checklist.items[-1]
    scored = checklist.score(answers, weights={last.id: 4 - last.weight})
    text = report(scored)
    assert max(map(len, text.splitlines())) <= WIDTH
    flat = " ".join(text.split())
    wanted = [checklist.title, f"Self-rated: {scored.own.verdict}", scored.reviewed.verdict]
    wanted += [scored.own.gate_sentence(each) for each in scored.own.gates_below]
    wanted += [scored.own.next_step(each) for each in scored.own.next_steps]
    wanted += [note for id in checklist.item for note in scored.notes(id)]
    wanted += [item.statement for item in checklist.items]
    wanted += map(checklist.dated, checklist.ruled)
    assert not [each for each in wanted if " ".join(each.split()) not in flat]
    assert flat.endswith(checklist.say("weights_note"))
    assert flat.index(checklist.say("report.gates")) < flat.index(
        checklist.say("report.next_steps")
    )


@EVERY
def test_an_empty_form_has_no_next_steps(checklist):
    text = report(checklist.score({}))
    assert checklist.say("report.gates") not in text
    assert checklist.say("report.next_steps") not in text
    assert text.count(checklist.say("verdict.unrated")) == 2
