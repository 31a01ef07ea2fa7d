"""A calculator or a checklist as a form in a notebook::

    from seti_ta.surfaces.widget import widget

    form = widget("recruitment_funnel")
    form

and in a later cell ``form.result``, the result of the last good entries.
"""

from collections.abc import Mapping
from html import escape

import ipywidgets

from seti_ta import calculators
from seti_ta.calculators import Calculator, InputError
from seti_ta.calculators.html import result_html
from seti_ta.calculators.result import Result
from seti_ta.calculators.vocabulary import Input
from seti_ta.surfaces.presentation import standing_lines
from seti_ta.surfaces.web.script import entry
from seti_ta.surfaces.widget_parts import LABEL, WIDE, control, problem_html
from seti_ta.surfaces.widget_table import TableField


def widget(name: str) -> ipywidgets.VBox:
    """The form of one calculator or checklist."""
    if name in calculators:
        return CalculatorForm(calculators[name])
    # Checklists need more libraries than the calculators do.
    from seti_ta import checklists
    from seti_ta.surfaces.checklist_widget import ChecklistForm

    if name in checklists:
        return ChecklistForm(checklists[name])
    raise KeyError(f"There is no '{name}'. There are: {', '.join([*calculators, *checklists])}.")


class CalculatorForm(ipywidgets.VBox):
    """A field for each input, rows for each table, and the results, which follow each change.

    ``result`` is the result of the last good entries.
    """

    def __init__(self, calculator: Calculator):
        self.calculator = calculator
        self.result: Result = calculator()
        self.fields = {each.name: Field(calculator, each) for each in calculator.inputs}
        self.tables = {
            each.name: TableField(calculator, each, self._row_names, self._update, self._resize)
            for each in calculator.tables
        }
        self.preset = _preset_picker(calculator)
        self.reset = ipywidgets.Button(description=calculator.messages["page.reset"])
        self.shown = ipywidgets.HTML()
        self.entering = False
        for field in self.fields.values():
            field.control.observe(self._update, names="value")
        self.preset.observe(self._take_preset, names="value")
        self.reset.on_click(lambda _: self.enter(calculator.defaults))
        title = ipywidgets.HTML(
            f"<h3>{escape(calculator.title)}</h3><p>{escape(calculator.question)}</p>"
        )
        if calculator.never_kept:
            title.value += f"<p>{escape(calculator.messages['widget.never_kept'])}</p>"
        picker = [self.preset] if calculator.presets else []
        fields = [*self.fields.values(), *self.tables.values()]
        lines = [f"- {escape(line)}" for line in standing_lines(calculator)]
        standing = ipywidgets.HTML("<br>".join(lines))
        super().__init__([title, *picker, *fields, self.reset, self.shown, standing])
        self.enter(calculator.defaults)

    def __repr__(self) -> str:
        return f"<form of {self.calculator.name}>"

    @property
    def entered(self) -> Mapping[str, object]:
        """The last good entries, as entered."""
        return self.result.entered

    def enter(self, entries: Mapping[str, object]) -> None:
        """Puts several entries as one change; of a table, its rows."""
        self.entering = True
        for name, value in entries.items():
            if name in self.tables:
                self.tables[name].put(value)
            else:
                self.fields[name].control.value = entry(value)
        self.entering = False
        self._update()

    def _row_names(self) -> dict[str, list[str]]:
        return {name: table.row_names for name, table in self.tables.items()}

    def _resize(self, changed: TableField, removed: int) -> None:
        """Lets the columns across a table follow its rows."""
        for table in self.tables.values():
            if any(field.across == changed.table.name for field in table.across):
                table.fit(changed.table, removed)
        self._update()

    def _update(self, _change=None) -> None:
        if self.entering:
            return
        typed = {name: field.control.value for name, field in self.fields.items()}
        typed |= {name: table.records for name, table in self.tables.items()}
        problems: Mapping[str, str] = {}
        try:
            self.result = self.calculator(**typed)
        except InputError as error:
            problems = error.problems
        for name, field in self.fields.items():
            field.problem.value = problem_html(problems.get(name, ""))
        for table in self.tables.values():
            table.show(problems)
        old = self.calculator.messages["page.old"] if problems else ""
        self.shown.value = f"<p>{escape(old)}</p>{result_html(self.result)}"
        self._keep_preset(typed)

    def _take_preset(self, change) -> None:
        for preset in self.calculator.presets:
            if preset.name == change["new"]:
                self.enter(preset.values)

    def _keep_preset(self, typed: Mapping[str, object]) -> None:
        """A preset stays chosen only while all of its values stand."""
        for preset in self.calculator.presets:
            values = {name: entry(value) for name, value in preset.values.items()}
            if preset.name == self.preset.value and not values.items() <= typed.items():
                self.preset.value = ""


class Field(ipywidgets.VBox):
    """An input with its label, what to enter, and beside it what is wrong with an entry."""

    def __init__(self, calculator: Calculator, field: Input):
        word = calculator.unit_word(field.name)
        label = f"{field.label} ({word})" if word else field.label
        self.control = control(field, label, entry(field.default))
        self.problem = ipywidgets.HTML()
        super().__init__([self.control, self.problem, ipywidgets.HTML(_help(calculator, field))])


def _help(calculator: Calculator, field: Input) -> str:
    """What to enter, where the starting value comes from, and published figures."""
    say = calculator.messages
    lines = [field.help, say["page.grade"].format(grade=say[f"grade.{field.source.grade}"])]
    for each in field.references:
        value = calculator.write(field.name, field.held(each.value))
        lines.append(f"{each.label}: {value} ({say[f'grade.{each.source.grade}']})")
    return "<br>".join(escape(line) for line in lines if line)


def _preset_picker(calculator: Calculator) -> ipywidgets.Dropdown:
    options = [(calculator.messages["page.choose"], "")]
    options += [(each.label, each.name) for each in calculator.presets]
    return ipywidgets.Dropdown(
        description=calculator.presets_label, options=options, value="", layout=WIDE, style=LABEL
    )
