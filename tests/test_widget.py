"""The form in a notebook says what Python says, with and without a kernel."""

from datetime import date
from html import escape

import nbformat
import pytest
from bs4 import BeautifulSoup
from cases import BAD_ENTRIES, WAYS_TO_TYPE, some_cases, unlike_places
from nbclient import NotebookClient
from typed import typed

from seti_ta import calculators
from seti_ta.calculators import InputError
from seti_ta.calculators.html import result_html
from seti_ta.checklists import read_answers, write_answers
from seti_ta.surfaces.checklist_text import report
from seti_ta.surfaces.web.script import entry
from seti_ta.surfaces.widget import widget

ALL = list(calculators.values())
EVERY = pytest.mark.parametrize("calculator", ALL, ids=lambda each: each.name)
CASES = 12  # each draws the whole form again


@pytest.fixture
def form(calculator):
    return widget(calculator.name)


def type_in(form, name: str, text: str) -> None:
    form.fields[name].control.value = text


@EVERY
def test_random_cases_show_what_python_says(calculator, form):
    for case in some_cases(calculator, CASES):
        form.enter(typed(calculator.defaults | case))
        result = calculator(**case)
        assert form.result.values == result.values, case
        assert form.shown.value.endswith(result_html(result))


@EVERY
def test_each_change_shows_at_once(calculator, form):
    lowers = {each.lower for each in calculator.orders}
    below_another = {each.lower for each in calculator.orders if each.strict}
    fields = [each for each in calculator.inputs if each.name not in below_another]
    for field in sorted(fields, key=lambda each: each.name in lowers):
        last = list(field.choices)[-1] if field.choices else entry(field.high)
        type_in(form, field.name, last)
        assert form.entered[field.name] == (last if field.choices else field.high)
        shown = BeautifulSoup(form.shown.value, "html.parser")
        assert shown.strong.text == form.result.board_sentence


def test_entries_may_be_typed_as_people_do():
    form = widget("recruitment_funnel")
    for way in WAYS_TO_TYPE:
        type_in(form, "target", "40")
        type_in(form, "target", way.format("50"))
        assert form.result.target == 50, way


@EVERY
def test_a_bad_entry_keeps_the_last_good_result_and_says_so(calculator, form):
    last = form.result
    for place, field in unlike_places(calculator):
        if field.choices or place not in form.fields:
            continue
        for bad in BAD_ENTRIES:
            try:
                calculator(**{field.name: bad})
            except InputError as error:
                type_in(form, field.name, bad)
                assert escape(error.problems[field.name]) in form.fields[field.name].problem.value
                assert escape(calculator.messages["page.old"]) in form.shown.value
                assert result_html(last) in form.shown.value
                assert form.result.values == last.values
        type_in(form, field.name, entry(field.default))
        assert form.fields[field.name].problem.value == ""
        assert calculator.messages["page.old"] not in form.shown.value


def test_what_is_typed_is_never_html():
    form = widget("recruitment_funnel")
    type_in(form, "target", "<b>&")
    assert "&lt;b&gt;&amp;" in form.fields["target"].problem.value


@EVERY
def test_start_again(calculator, form):
    for field in calculator.inputs:
        type_in(form, field.name, list(field.choices)[-1] if field.choices else "x")
    form.reset.click()
    assert dict(form.entered) == calculator().entered
    assert all(field.problem.value == "" for field in form.fields.values())


def test_a_preset_fills_its_fields_and_stands_while_they_do():
    calculator, form = calculators["earnings_gain"], widget("earnings_gain")
    preset = calculator.presets[1]
    form.preset.value = preset.name
    assert form.result.values == calculator(**preset.values).values
    assert form.preset.value == preset.name
    type_in(form, "effect_low", "-1")
    assert form.preset.value == ""
    assert form.result.entered["effect_low"] == -1


@EVERY
def test_every_control_has_a_label_and_keys_can_reach_it(calculator, form):
    for field in calculator.inputs:
        control = form.fields[field.name].control
        assert control.description.startswith(field.label)
        assert not control.disabled
        kind = "DropdownModel" if field.choices else "TextModel"
        assert control._model_name == kind


def test_the_printed_form_is_short_and_the_same_each_time():
    assert repr(widget("earnings_gain")) == "<form of earnings_gain>"


def test_an_unknown_name_is_answered_with_the_list():
    with pytest.raises(KeyError, match="recruitment_funnel"):
        widget("nothing")


@pytest.fixture
def screening():
    return widget("screening")


def test_a_checklist_is_scored_at_each_change(screening):
    answers = {}
    for item in screening.checklist.items:
        block = screening.blocks[item.id]
        for name, value in (("level", 2), ("evidence", "Seen <b>."), ("reviewer", 3)):
            block.controls[name].value = value
            answers.setdefault(item.id, {})[name] = value
        scored = screening.checklist.score(answers)
        assert screening.scored == scored
        assert screening.shown.value.endswith(f"<pre>{escape(report(scored, date.today()))}</pre>")
    assert screening.scored.score == 67


def test_a_checklist_keeps_the_last_good_score(screening):
    gate = next(item for item in screening.checklist.items if item.gate)
    block = screening.blocks[gate.id]
    block.controls["level"].value = "N/A"
    assert f"{gate.id} is N/A: write the reason." in block.problem.value
    assert "last good entries" in screening.shown.value
    block.controls["reason"].value = "Not here"
    assert "reviewer" in block.problem.value
    screening.reviewer_name.value = "Ann"
    assert block.problem.value == ""
    assert "last good entries" not in screening.shown.value


def test_the_answers_of_a_checklist_can_be_saved_and_scored(screening, tmp_path):
    screening.blocks["SCR-01"].controls["level"].value = 1
    path = write_answers(screening.sheet, tmp_path / "answers.json")
    assert read_answers(path).score() == screening.scored


def test_every_item_shows_its_anchors_and_labels(screening):
    for item in screening.checklist.items:
        block = screening.blocks[item.id]
        about = BeautifulSoup(block.children[0].value, "html.parser")
        anchors = [f"{level}: {text}" for level, text in enumerate(item.levels)]
        assert [each.text for each in about.find_all("li")] == anchors
        assert item.statement in about.h4.text and item.evidence in about.p.text
        labels = [control.description for control in block.controls.values()]
        assert all(label.startswith(f"{item.id}, ") for label in labels)
        assert len(set(labels)) == 7


CELLS = (
    "from seti_ta.surfaces.widget import widget\nform = widget('recruitment_funnel')\nform",
    "form.fields['target'].control.value = '60'\nprint(form.shown.value)",
    "form.fields['target'].control.value = 'x'\n"
    "print(form.fields['target'].problem.value, form.shown.value)",
    "form.result",
)


def test_in_a_real_kernel():
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    form, changed, bad, after = (cell.outputs for cell in notebook.cells)
    [shown] = form
    assert "application/vnd.jupyter.widget-view+json" in shown.data
    assert "plan for 395 applicants" in changed[0].text
    assert "Target: enter a whole number from 1 to 5,000 people. You entered x." in bad[0].text
    assert "These are the results of the last good entries." in bad[0].text
    assert "plan for 395 applicants" in after[0].data["text/html"]
    assert after[0].data["text/plain"].startswith("<recruitment_funnel: applicants=395")
