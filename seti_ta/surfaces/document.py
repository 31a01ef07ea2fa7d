"""A result as a short Word brief, for a board's papers."""

from datetime import date

from docx.document import Document

import seti_ta
from seti_ta.calculators.result import Result
from seti_ta.surfaces import word
from seti_ta.surfaces.presentation import (
    Grid,
    cited,
    entered_grid,
    is_starting,
    moved,
    origin,
    result_grids,
    worked,
)

#: A brief has two pages, so it shows so many of the numbers that matter.
LARGEST_SWINGS = 6


def brief(result: Result, edition: date, check_by: date) -> bytes:
    """The bytes of a .docx of about two pages. The same arguments give the same bytes."""
    calculator, messages = result.calculator, result.calculator.messages
    author = messages["workbook.author"]
    document = word.new_document(calculator.title, calculator.question, author, edition)
    word.add_heading(document, calculator.title, level=0)
    word.add_text(document, calculator.question)
    word.add_text(document, result.board_sentence, bold=True, size=12)
    _entries(document, result)
    _results(document, result)
    _swings(document, result)
    _list(document, messages["page.notes"], result.warnings)
    _list(document, messages["page.limits"], calculator.limits)
    _list(document, messages["page.example"], [worked(calculator, calculator.examples[0])])
    _sources(document, result)
    word.add_text(document, messages["workbook.independence"])
    version = messages["brief.version"].format(
        code=calculator.code, version=seti_ta.__version__, edition=edition, check_by=check_by
    )
    word.set_footer(document, version, messages["brief.page"])
    return word.document_bytes(document)


def _entries(document: Document, result: Result) -> None:
    messages = result.calculator.messages
    word.add_heading(document, messages["page.inputs"])
    header = [messages[key] for key in ("page.item", "page.answer", "brief.origin")]
    inputs = result.calculator.inputs
    rows = [(each.label, result.with_unit(each.name), origin(result, each)) for each in inputs]
    if rows:
        word.add_table(document, header, rows, (0.36, 0.24, 0.4))
    for table in result.calculator.tables:
        _grid(document, entered_grid(result, table))
        word.add_text(document, f"{messages['brief.origin']}: {origin(result, table)}.")


def _results(document: Document, result: Result) -> None:
    calculator, messages = result.calculator, result.calculator.messages
    word.add_heading(document, messages["page.results"])
    header = [messages[key] for key in ("page.item", "page.answer")]
    rows = [(result.label(name), result.with_unit(name)) for name in calculator.results]
    word.add_table(document, header, rows, (0.6, 0.4))
    for grid in result_grids(result):
        _grid(document, grid)


def _grid(document: Document, grid: Grid) -> None:
    """A table of its own: the first column is twice as wide as the others."""
    word.add_heading(document, grid.title, level=2)
    share = 1 / (len(grid.header) + 1)
    widths = (2 * share, *[share] * (len(grid.header) - 1))
    word.keep_together(word.add_table(document, grid.header, grid.rows, widths))


def _swings(document: Document, result: Result) -> None:
    calculator, messages = result.calculator, result.calculator.messages
    if not result.sensitivity:
        return
    word.add_heading(document, messages["page.swings"])
    headline = calculator.term(calculator.headline)
    about = word.add_text(document, messages["page.swings_about"].format(headline=headline))
    about.paragraph_format.keep_with_next = True
    keys = ("page.item", "page.moved", "page.swings_less", "page.swings_more")
    rows = [moved(result, swing) for swing in result.sensitivity[:LARGEST_SWINGS]]
    table = word.add_table(document, [messages[k] for k in keys], rows, (0.4, 0.26, 0.17, 0.17))
    word.keep_together(table)


def _list(document: Document, title: str, texts) -> None:
    if texts:
        word.add_heading(document, title)
        word.add_list(document, texts)


def _sources(document: Document, result: Result) -> None:
    """One line for each source that can be looked up. What readers entered has none here."""
    lines: dict[str, list[str]] = {}
    for each in (*result.calculator.inputs, *result.calculator.tables):
        if each.source.url and is_starting(result, each):
            lines.setdefault(cited(each.source), []).append(each.label)
    texts = [f"{'; '.join(labels)}: {source}" for source, labels in lines.items()]
    _list(document, result.calculator.messages["brief.sources"], texts)
