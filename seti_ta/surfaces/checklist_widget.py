"""A checklist as a form in a notebook: levels, evidence and notes, scored at each change."""

from collections.abc import Mapping
from datetime import date
from html import escape

import ipywidgets

from seti_ta.checklists import Answer, AnswerSheet, Checklist, InputError
from seti_ta.checklists.answers import LEVELS, NOT_APPLICABLE
from seti_ta.checklists.definition import Item
from seti_ta.checklists.score import Scored
from seti_ta.surfaces.checklist_text import report
from seti_ta.surfaces.widget_parts import LABEL, WIDE, problem_html


class ChecklistForm(ipywidgets.VBox):
    """One block for each item, and the report, which follows each change.

    ``scored`` is the score of the last good answers, ``sheet`` those answers for
    ``checklists.write_answers``.
    """

    def __init__(self, checklist: Checklist):
        self.checklist = checklist
        self.scored: Scored = checklist.score({})
        self.reviewer_name = _text(checklist, "workbook.reviewer_name")
        self.blocks = {item.id: ItemBlock(checklist, item) for item in checklist.printed}
        self.shown = ipywidgets.HTML()
        title = ipywidgets.HTML(
            f"<h3>{escape(checklist.title)}</h3><p>{escape(checklist.question)}</p>"
        )
        self.reviewer_name.observe(self._update, names="value")
        for block in self.blocks.values():
            for control in block.controls.values():
                control.observe(self._update, names="value")
        super().__init__([title, self.reviewer_name, *self.blocks.values(), self.shown])
        self._update()

    def __repr__(self) -> str:
        return f"<form of {self.checklist.name}>"

    @property
    def sheet(self) -> AnswerSheet:
        """The last good answers, dated today."""
        return AnswerSheet(
            checklist=self.checklist.name,
            answers=dict(self.scored.answers),
            date=date.today(),
            reviewer_name=self.scored.reviewer_name,
        )

    def _update(self, _change=None) -> None:
        answers = {id: block.answer for id, block in self.blocks.items()}
        problems: Mapping[str, str] = {}
        try:
            self.scored = self.checklist.score(answers, self.reviewer_name.value)
        except InputError as error:
            problems = error.problems
        for id, block in self.blocks.items():
            block.problem.value = problem_html(problems.get(id, ""))
        old = self.checklist.say("page.old") if problems else ""
        self.shown.value = (
            f"<p>{escape(old)}</p><pre>{escape(report(self.scored, date.today()))}</pre>"
        )


class ItemBlock(ipywidgets.VBox):
    """One item: its anchors, both levels, the evidence, the reason if it is N/A, the next step."""

    def __init__(self, checklist: Checklist, item: Item):
        self.controls = {
            "level": _levels(checklist, item, "level"),
            "evidence": _text(checklist, "workbook.column.evidence", item.id),
            "reviewer": _levels(checklist, item, "reviewer"),
            "reason": _text(checklist, "workbook.column.reason", item.id),
        }
        planned = {
            "owner": _text(checklist, "action.owner", item.id),
            "due": ipywidgets.DatePicker(
                description=_labelled(checklist, "action.due", item.id), layout=WIDE, style=LABEL
            ),
            "needed": _text(checklist, "action.needed", item.id),
        }
        plan = ipywidgets.Accordion(
            [ipywidgets.VBox([*planned.values()])],
            titles=[_labelled(checklist, "action.plan_it", item.id)],
        )
        self.problem = ipywidgets.HTML()
        about = ipywidgets.HTML(_about(checklist, item))
        super().__init__([about, *self.controls.values(), plan, self.problem])
        self.controls |= planned

    @property
    def answer(self) -> Answer:
        entered = {name: control.value for name, control in self.controls.items()}
        day = entered["due"]
        return Answer(**entered | {"due": day.isoformat() if day else ""})


def _levels(checklist: Checklist, item: Item, rater: str) -> ipywidgets.RadioButtons:
    options = [("–", None), *((str(level), level) for level in (*LEVELS, NOT_APPLICABLE))]
    return ipywidgets.RadioButtons(
        description=f"{item.id}, {checklist.say(f'workbook.column.{rater}')}",
        options=options,
        value=None,
        orientation="horizontal",
        layout=WIDE,
        style=LABEL,
    )


def _text(checklist: Checklist, key: str, id: str = "") -> ipywidgets.Text:
    return ipywidgets.Text(description=_labelled(checklist, key, id), layout=WIDE, style=LABEL)


def _labelled(checklist: Checklist, key: str, id: str) -> str:
    return f"{id}, {checklist.say(key)}" if id else checklist.say(key)


def _about(checklist: Checklist, item: Item) -> str:
    gate = f" ({checklist.say('gate')})" if item.gate else ""
    anchors = "".join(f"<li>{level}: {escape(text)}</li>" for level, text in enumerate(item.levels))
    look_for = checklist.say("workbook.column.look_for")
    return (
        f"<h4>{escape(item.id)}{escape(gate)}. {escape(item.statement)}</h4>"
        f"<p>{escape(look_for)}: {escape(item.evidence)}</p><ul>{anchors}</ul>"
    )
