"""How a result looks in a notebook: the sentence for a board, a table, the notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seti_ta.calculators.result import Result


def result_html(result: Result) -> str:
    """The result as HTML without styles, so that it takes the looks of the page around it."""
    messages = result.calculator.messages
    caption = messages["page.result_of"].format(title=result.calculator.title)
    rows = [(result.label(name), result.with_unit(name)) for name in result.calculator.results]
    return "\n".join(
        [
            f"<p><strong>{escape(result.board_sentence)}</strong></p>",
            table_html(caption, (messages["page.item"], messages["page.answer"]), rows),
            *(
                table_html(each.title, *result.grid(each.columns))
                for each in result.calculator.row_results
            ),
            *(
                line
                for title, answer, reasons in result.verdicts
                for line in (f"<p>{escape(title)}: {escape(answer)}</p>", list_html(reasons))
            ),
            *notes_html(messages["page.notes"], result.warnings),
        ]
    )


def table_html(caption: str, header: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with a caption; the first cell of each row names the row."""
    columns = "".join(f'<th scope="col">{escape(each)}</th>' for each in header)
    lines = [
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
        for name, *cells in rows
    ]
    return "\n".join(
        [
            f"<table>\n<caption>{escape(caption)}</caption>",
            f"<thead><tr>{columns}</tr></thead>\n<tbody>",
            *lines,
            "</tbody>\n</table>",
        ]
    )


def notes_html(title: str, notes: tuple[str, ...]) -> list[str]:
    """The notes as a list below a title; nothing if there are none."""
    if not notes:
        return []
    return [f"<p>{escape(title)}</p>", list_html(notes)]


def list_html(texts: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(each)}</li>" for each in texts)
    return f"<ul>{items}</ul>"
