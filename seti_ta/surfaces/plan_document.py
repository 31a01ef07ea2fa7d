"""A plan as a Word memo for a board: the answers on one page, then how each was reached."""

from collections.abc import Iterable
from datetime import date

from docx.document import Document
from docx.shared import Pt

import seti_ta
from seti_ta import calculators
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.result import Result
from seti_ta.plan import Plan
from seti_ta.surfaces import plan_words as words
from seti_ta.surfaces import word
from seti_ta.surfaces.bar_picture import bar_picture
from seti_ta.surfaces.document import put_entries, put_list, put_results, put_small_list, put_table
from seti_ta.surfaces.presentation import cited, standing_lines
from seti_ta.surfaces.profile_picture import put_overview


def memo(plan: Plan, made_on: date, edition: date, check_by: date) -> bytes:
    """The bytes of a .docx with every calculator that the reader's entries reach.

    The same arguments give the same bytes.
    """
    names = words.shown(plan)
    version = MESSAGES["workbook.version"].format(
        code=MESSAGES["plan.title"],
        version=seti_ta.__version__,
        edition=edition,
        check_by=check_by,
    )
    title, question = MESSAGES["plan.title"], MESSAGES["plan.question"]
    document = word.new_document(title, question, MESSAGES["workbook.author"], version, edition)
    word.add_text(document, title, "Title")
    word.add_text(document, MESSAGES["plan.made"].format(date=made_on))
    _answers(document, plan, names)
    _actions(document, plan, made_on)
    _shared(document, plan)
    put_list(document, MESSAGES["plan.instead"], words.instead(plan))
    put_list(document, MESSAGES["plan.moved"], words.moved(plan))
    put_list(document, MESSAGES["plan.left_aside"], plan.left_aside)
    for name in names:
        _calculator(document, plan, name)
    _sources(document, plan, names)
    put_list(document, MESSAGES["plan.data"], words.versions(plan))
    word.add_text(document, MESSAGES["workbook.independence"])
    word.set_footer(document, version, MESSAGES["workbook.page"])
    return word.document_bytes(document, edition)


def _answers(document: Document, plan: Plan, names: Iterable[str]) -> None:
    title = MESSAGES["plan.answers"]
    keys = ("workbook.column.question", "workbook.column.answer", "page.inputs")
    header = [MESSAGES[key] for key in keys]
    rows = [
        (calculators[name].question, words.answer(plan, name), words.rests_on(plan, name))
        for name in names
    ]
    word.add_text(document, title, "Heading 1")
    put_table(document, title, header, rows, (0.28, 0.56, 0.16))
    if plan.checklists:
        put_list(document, MESSAGES["plan.checklists"], words.checklists_said(plan))
        put_overview(document, words.scored_checklists(plan))


def _actions(document: Document, plan: Plan, day: date) -> None:
    """The action plan over all checklists, if there is one."""
    actions = plan.actions()
    if not actions:
        return
    title, say = MESSAGES["plan.actions"], actions[0].checklist.say
    cells = [{"checklist": each.checklist.title} | each.cells(day) for each in actions]
    header = [say(f"action.{column}") for column in cells[0]]
    rows = [[*each.values()] for each in cells]
    word.add_text(document, title, "Heading 1")
    word.add_text(document, say("action.about")).paragraph_format.keep_with_next = True
    put_table(document, title, header, rows, (0.13, 0.1, 0.29, 0.13, 0.14, 0.21), may_break=True)


def _shared(document: Document, plan: Plan) -> None:
    title = MESSAGES["plan.shared"]
    header = [MESSAGES[key] for key in ("page.item", "page.answer", "brief.origin")]
    word.add_text(document, title, "Heading 1")
    put_table(document, title, header, words.profile(plan), (0.36, 0.24, 0.4))


def _calculator(document: Document, plan: Plan, name: str) -> None:
    calculator, found = calculators[name], words.result_or_problem(plan, name)
    word.add_text(document, calculator.title, "Heading 1")
    word.add_text(document, calculator.question).paragraph_format.keep_with_next = True
    if not isinstance(found, Result):
        word.add_text(document, found)
        return
    sentence = word.add_text(document, found.board_sentence)
    sentence.paragraph_format.keep_with_next = True
    sentence.runs[0].font.bold, sentence.runs[0].font.size = True, Pt(11)
    put_results(document, found, level=2)
    _chart(document, found)
    put_entries(document, found, words.origins(plan, name), level=2)
    put_list(document, MESSAGES["page.notes"], found.warnings, level=2)
    put_list(document, MESSAGES["page.limits"], calculator.limits, level=2)


def _chart(document: Document, result: Result) -> None:
    if drawn := bar_picture(result, word.TEXT_WIDTH):
        picture, said = drawn
        word.add_text(document, result.calculator.chart.title, "Heading 2")
        word.add_picture(document, picture, word.TEXT_WIDTH, said)
        if result.calculator.chart.low:
            word.add_text(document, MESSAGES["page.chart_range"])


def _sources(document: Document, plan: Plan, names: tuple[str, ...]) -> None:
    """One line for each source of a starting value, and for each rule and fixed number."""
    starting = words.starting_sources(plan, names)
    texts = [f"{'; '.join(labels)}: {cited(source)}" for source, labels in starting.items()]
    put_list(document, MESSAGES["brief.sources"], texts)
    lines = [each for name in names for each in standing_lines(calculators[name])]
    put_small_list(document, MESSAGES["page.standing"], dict.fromkeys(lines))
