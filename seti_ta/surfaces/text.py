"""A result as plain text. The page's "Copy as text" leaves out where each entry comes from, and
the limits, which stand beside it."""

from collections.abc import Iterable, Mapping
from datetime import date

from seti_ta.calculators.result import Result
from seti_ta.calculators.vocabulary import Calculator, Table
from seti_ta.surfaces.presentation import (
    Grid,
    entered_grid,
    origins_of,
    result_grids,
    stamp,
    standing_lines,
)


def text(
    result: Result, made_on: date | None = None, origins: Mapping[str, str] | None = None
) -> str:
    """The result on one screen; ``made_on`` is today if it is not given.

    In a plan, ``origins`` says where the value of each input and table comes from.
    """
    calculator, messages = result.calculator, result.calculator.messages
    whose = origins or origins_of(result)
    grids = [line for each in result_grids(result) for line in ["", each.title, *_rows(each)]]
    return "\n".join(
        [
            f"{calculator.title} ({calculator.code})",
            result.board_sentence,
            "",
            messages["page.inputs"],
            *(f"{_line(result, each.name)} ({whose[each.name]})" for each in calculator.inputs),
            *(line for each in calculator.tables for line in _table(result, each, whose)),
            "",
            messages["page.results"],
            *(_line(result, name) for name in calculator.results),
            *grids,
            *(line for verdict in result.verdicts for line in _verdict(*verdict)),
            "",
            *result.warnings,
            "",
            messages["page.limits"],
            *(f"- {limit}" for limit in calculator.limits),
            *_standing(calculator),
            "",
            stamp(calculator, made_on or date.today()),
        ]
    )


def _line(result: Result, name: str) -> str:
    return f"- {result.label(name)}: {result.with_unit(name)}"


def _verdict(title: str, answer: str, reasons: Iterable[str]) -> list[str]:
    return ["", f"{title}: {answer}", *(f"- {each}" for each in reasons)]


def _standing(calculator: Calculator) -> list[str]:
    lines = [f"- {each}" for each in standing_lines(calculator)]
    return ["", calculator.messages["page.standing"], *lines] if lines else []


def _table(result: Result, table: Table, whose: Mapping[str, str]) -> list[str]:
    return ["", f"{table.label} ({whose[table.name]})", *_rows(entered_grid(result, table))]


def _rows(grid: Grid) -> list[str]:
    """One line for each row."""
    lines = []
    for name, *cells in grid.rows:
        named = zip(grid.header[1:], cells, strict=True)
        lines.append(f"- {name}: " + "; ".join(f"{head} {cell}" for head, cell in named))
    return lines
