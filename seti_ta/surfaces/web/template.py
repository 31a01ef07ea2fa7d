"""Templates as parts of a page: complete HTML with their blanks, live with ``template_script``."""

import json
from dataclasses import dataclass
from importlib import resources
from itertools import groupby

from markupsafe import Markup

from seti_ta import calculators as gallery
from seti_ta import templates
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.links import PLAN, upstream
from seti_ta.calculators.vocabulary import Calculator
from seti_ta.plan import Plan
from seti_ta.surfaces.template_document import END, TOKEN, page_parts
from seti_ta.surfaces.web.form import templates as pages
from seti_ta.surfaces.web.script import arithmetic, summary, written_script
from seti_ta.templates import Template
from seti_ta.templates.filled import (
    MADE_UP,
    blank,
    doubt,
    inputs_of,
    place,
    rests_on,
    slots_of,
    starts_as,
)
from seti_ta.templates.marks import Slot

#: The script with the parts of the Word files, which a page loads when a reader asks for one.
WORD_PARTS = "template-parts.js"
DESK = "template-desk"

PARTS = ("follower", "zip", "template")


def desk_html(my_plan: str) -> str:
    """What tells a reader whose figures the page shows; ``my_plan`` is the address of that page."""
    link = Markup('<a href="{}">{}</a>').format(my_plan, MESSAGES["plan.title"])
    return str(_macros().desk(DESK, MESSAGES, link))


def template_html(template: Template, blank_file: str, parts: str) -> str:
    """A template as one ``<section>``, with the addresses of its blank form and of WORD_PARTS."""
    return str(_macros().whole(template.document(Plan()), MESSAGES, blank_file, parts))


def _macros():
    return pages.get_template("template.html.jinja").make_module({"groups": _groups})


def _groups(parts) -> list[list]:
    """Parts of one kind that follow each other; points are one list."""
    return [list(found) for _, found in groupby(parts, lambda each: each.kind)]


def word_script() -> str:
    """The script that holds the parts of every Word file."""
    return f"window.seti_word = {json.dumps(page_parts(), ensure_ascii=False)};\n"


def template_script() -> str:
    """JavaScript that fills the templates of a page from the reader's plan."""
    folder = resources.files(__package__).joinpath("js")
    parts = (folder.joinpath(f"{name}.js").read_text("utf-8") for name in PARTS)
    slots = list(slots_of(templates.values()))
    shown = {each.calculator for each in slots if each.calculator}
    behind = sorted(shown.union(*map(upstream, shown)) - shown)
    known = [(arithmetic(gallery[name]), gallery[name]) for name in behind]
    known += [(_shown(gallery[name], slots), gallery[name]) for name in sorted(shown)]
    constants = f"const TEMPLATES = {json.dumps(_data(slots), ensure_ascii=False)};"
    return written_script(known, "\n".join([constants, *parts, "start_templates();"]))


def _shown(calculator: Calculator, slots: list[Slot]) -> dict:
    """What it takes to say what a calculator says, and the values of it that templates print."""
    data = summary(calculator)
    named = {each.field for each in slots if each.calculator == calculator.name}
    units = {each.name: each.unit for each in calculator.steps if each.name in named}
    return data | {"steps": data["steps"] | units, "labels": calculator.labels}


@dataclass
class _Reached:
    """What the page has to know of every value that a place may rest on."""

    needs: dict[str, list[str]]
    made_up: list[str]

    def follow(self, name: str) -> None:
        """Takes up an input by its name in the plan, and all that it follows."""
        field, link = place(name)
        if link is None:
            if starts_as(field) == MADE_UP and name not in self.made_up:
                self.made_up.append(name)
        elif link.is_shared:
            self.follow(link.what)
        else:
            self.need(f"{link.origin}.{link.what}", sorted(inputs_of(link.origin, link.what)))

    def need(self, value: str, inputs: list[str]) -> None:
        if value in self.needs:
            return
        self.needs[value] = inputs
        for each in inputs:
            self.follow(each)


def _data(slots: list[Slot]) -> dict:
    """Each place by its key, what each value rests on, and the texts that the page shows."""
    reached = _Reached({}, [])
    for slot in slots:
        if slot.calculator:
            reached.need(slot.key, list(rests_on(slot)))
        else:
            reached.follow(slot.key)
    return {
        "places": {
            each.key: {
                "origin": each.calculator or PLAN,
                "field": each.field,
                "blank": blank(each),
                "doubt": doubt(each),
            }
            for each in slots
        },
        "needs": reached.needs,
        "made_up": reached.made_up,
        "token": [TOKEN, END],
        "said": {key: MESSAGES[f"template.{key}"] for key in ("made", "failed", "filled_with")},
    }
