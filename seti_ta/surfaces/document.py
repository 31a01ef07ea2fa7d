"""A result as a short Word brief, for a board's papers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from docx.document import Document
from docx.shared import Pt

import seti_ta
from seti_ta.calculators.result import Result
from seti_ta.surfaces import word
from seti_ta.surfaces.presentation import (
    Grid,
    cited,
    entered_grid,
    is_starting,
    moved,
    origins_of,
    result_grids,
    standing_lines,
    worked,
)

#: A table of more rows may go on over the next page, one of more columns is set small.
LONGEST_WHOLE, MOST_FULL_SIZE = 16, 6

#: A brief has two pages, so it shows so many of the numbers that matter.
LARGEST_SWINGS = 6


def brief(result: Result, edition: date, check_by: date) -> bytes:
    """The bytes of a .docx of about two pages. The same arguments give the same bytes."""
    calculator, messages = result.calculator, result.calculator.messages
    version = messages["workbook.version"].format(
        code=calculator.code, version=seti_ta.__version__, edition=edition, check_by=check_by
    )
    author = messages["workbook.author"]
    document = word.new_document(calculator.title, calculator.question, author, version, edition)
    word.add_text(document, calculator.title, "Title")
    word.add_text(document, calculator.question)
    sentence = word.add_text(document, result.board_sentence).runs[0].font
    sentence.bold, sentence.size = True, Pt(12)
    put_entries(document, result, origins_of(result))
    put_results(document, result)
    _swings(document, result)
    put_list(document, messages["page.notes"], result.warnings)
    put_list(document, messages["page.limits"], calculator.limits)
    put_list(document, messages["page.example"], [worked(calculator, calculator.examples[0])])
    _sources(document, result)
    put_small_list(document, messages["page.standing"], standing_lines(calculator))
    word.add_text(document, messages["workbook.independence"])
    word.set_footer(document, version, messages["workbook.page"])
    return word.document_bytes(document, edition)


def put_entries(
    document: Document, result: Result, origins: Mapping[str, str], level: int = 1
) -> None:
    """What was entered, under a heading of this level, with where each value comes from.

    Inputs that were left empty are only named.
    """
    calculator, messages = result.calculator, result.calculator.messages
    word.add_text(document, messages["page.inputs"], f"Heading {level}")
    header = [messages[key] for key in ("page.item", "page.answer", "brief.origin")]
    filled = [each for each in calculator.inputs if result.entered[each.name] is not None]
    rows = [(each.label, result.with_unit(each.name), origins[each.name]) for each in filled]
    if rows:
        put_table(document, messages["page.inputs"], header, rows, (0.36, 0.24, 0.4))
    if empty := [each.label for each in calculator.inputs if each not in filled]:
        word.add_text(document, messages["brief.empty"].format(labels="; ".join(empty)))
    for table in calculator.tables:
        _grid(document, entered_grid(result, table), level + 1)
        word.add_text(document, f"{messages['brief.origin']}: {origins[table.name]}.")


def put_results(document: Document, result: Result, level: int = 1) -> None:
    """The results and verdicts, under a heading of this level.

    A result that a verdict gives stands there alone, with its reasons.
    """
    calculator, messages = result.calculator, result.calculator.messages
    word.add_text(document, messages["page.results"], f"Heading {level}")
    header = [messages[key] for key in ("page.item", "page.answer")]
    judged = {each.step for each in calculator.verdicts}
    names = [name for name in calculator.results if name not in judged]
    rows = [(result.label(name), result.with_unit(name)) for name in names]
    put_table(document, messages["page.results"], header, rows, (0.6, 0.4))
    for grid in result_grids(result):
        _grid(document, grid, level + 1)
    for title, answer, reasons in result.verdicts:
        word.add_text(document, f"{title}: {answer}", f"Heading {level + 1}")
        _bullets(document, reasons)


def _grid(document: Document, grid: Grid, level: int) -> None:
    """A table of its own: the first column is twice as wide as the others."""
    word.add_text(document, grid.title, f"Heading {level}")
    share = 1 / (len(grid.header) + 1)
    shares = (2 * share, *[share] * (len(grid.header) - 1))
    put_table(document, grid.title, grid.header, grid.rows, shares)


def _swings(document: Document, result: Result) -> None:
    calculator, messages = result.calculator, result.calculator.messages
    swings = [
        each
        for each in result.sensitivity[:LARGEST_SWINGS]
        if each.headline_low != each.headline_high
    ]
    if not swings:
        return
    word.add_text(document, messages["page.swings"], "Heading 1")
    headline = calculator.term(calculator.headline)
    about = word.add_text(document, messages["page.swings_about"].format(headline=headline))
    about.paragraph_format.keep_with_next = True
    keys = ("page.item", "page.moved", "page.swings_less", "page.swings_more")
    rows = [moved(result, swing) for swing in swings]
    header = [messages[key] for key in keys]
    put_table(document, messages["page.swings"], header, rows, (0.4, 0.26, 0.17, 0.17))


def put_table(
    document: Document,
    summary: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    shares: Sequence[float],
    may_break: bool = False,
) -> None:
    """A table; ``shares`` are those of its columns in the width of the text.

    It stays on one page unless it is long or ``may_break``. One of many columns is set small.
    """
    inches = [word.TEXT_WIDTH * share for share in shares]
    table = word.add_table(document, inches, header, summary)
    for row in rows:
        word.add_row(table, row)
    is_long = may_break or len(table.rows) > LONGEST_WHOLE
    word.keep_together(table.rows[:1] if is_long else table.rows[:-1])
    if len(header) > MOST_FULL_SIZE:
        word.set_small(cell.paragraphs[0] for row in table.rows for cell in row.cells)


def put_list(document: Document, title: str, texts: Iterable[str], level: int = 1) -> None:
    """A list under a heading of this level; nothing if it is empty."""
    texts = list(texts)
    if texts:
        word.add_text(document, title, f"Heading {level}")
    _bullets(document, texts)


def put_small_list(document: Document, title: str, texts: Iterable[str]) -> None:
    """A list in small type, of what is there to look up."""
    before = len(document.paragraphs)
    put_list(document, title, texts)
    word.set_small(document.paragraphs[before + 1 :])


def _bullets(document: Document, texts: Iterable[str]) -> None:
    for text in texts:
        word.add_text(document, text, "List Bullet")


def _sources(document: Document, result: Result) -> None:
    """One line for each source that can be looked up. What readers entered has none here."""
    lines: dict[str, list[str]] = {}
    for each in (*result.calculator.inputs, *result.calculator.tables):
        if each.source.url and is_starting(result, each):
            lines.setdefault(cited(each.source), []).append(each.label)
    texts = [f"{'; '.join(labels)}: {source}" for source, labels in lines.items()]
    put_list(document, result.calculator.messages["brief.sources"], texts)
