"""The indicators of a program for a board: one page of HTML, and a workbook. No script, no macro.

Both hold whole programs and released breakdowns only, never a record.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape

import pandas as pd
import xlsxwriter

from seti_ta.calculators import InputError
from seti_ta.surfaces.sheet import Styles
from seti_ta.wioa import INDICATORS, PROGRAMS, Standing, suppressed
from seti_ta.wioa.suppression import HIDDEN

HEADS = ("Indicator", "People", "Result", "Level", "Score", "Where it may lie", "Standing")
LIMIT = (
    "An indicator compares a result with a level. It does not say what the program changed: for "
    "that, people who were not served are needed."
)
STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8886; padding: .4rem .6rem .4rem 0; text-align: left; }
caption { font-weight: 650; padding: .5rem 0; text-align: left; }
small { display: block; }
@media (max-width: 40rem) { table, tbody, tr, th, td { display: block; } thead { display: none; }
td::before { content: attr(data-head) ": "; } }
"""


def dashboard_lines(
    table: pd.DataFrame, standings: Mapping[str, Standing], fewest: int = 10
) -> dict[str, list[tuple[str, ...]]]:
    """The cells of each program's table, in the order of ``HEADS``, small counts hidden.

    ``table``: of ``wioa.indicators``, without a breakdown.

    Raises:
        InputError: the table is broken down.
    """
    if list(table.columns[:2]) != ["program", "indicator"]:
        raise InputError({"table": "A dashboard takes the indicators without a breakdown."})
    shown = suppressed(table, fewest)
    lines = {}
    for program, part in shown.groupby("program", sort=False):
        standing = standings.get(program)
        rows = standing.table if standing else pd.DataFrame()
        lines[program] = [_line(row, rows) for _, row in part.iterrows()]
    return lines


def _line(row: pd.Series, standing: pd.DataFrame) -> tuple[str, ...]:
    name, money = row["indicator"], row["indicator"] == "median_q2"
    first = INDICATORS[name]
    if row["value"] is HIDDEN or row["value"] == HIDDEN:
        return (first, HIDDEN, HIDDEN, "", "", "", "too few people to show")
    if pd.isna(row["value"]):
        return (first, str(row["denominator"]), "nobody yet", "", "", "", "")
    people = f"{row['denominator']:,}"
    if not money:
        people = f"{row['numerator']:,} of {people}"
    result = f"${row['value']:,.0f}" if money else f"{100 * row['value']:.1f}%"
    if name not in standing.index:
        return (first, people, result, "none typed", "", "", "")
    mine = standing.loc[name]
    level = f"${mine['level']:,.0f}" if money else f"{100 * mine['level']:.1f}%"
    score = "" if pd.isna(mine["score"]) else f"{100 * mine['score']:.1f}%"
    span = "" if money else f"{100 * mine['low']:.0f}% to {100 * mine['high']:.0f}%"
    return (first, people, result, level, score, span, mine["reads"])


def dashboard_html(
    table: pd.DataFrame,
    standings: Mapping[str, Standing],
    report: str,
    title: str = "Our WIOA indicators",
    notes: Sequence[str] = (),
    on: date | None = None,
    fewest: int = 10,
) -> str:
    """A page that stands alone. ``report`` names the period, ``notes`` are lines of your own.

    Raises:
        InputError: as :func:`dashboard_lines` does.
    """
    parts = [f"<h1>{escape(title)}</h1>", f"<p>{escape(report)}. Made on {on or date.today()}.</p>"]
    for program, lines in dashboard_lines(table, standings, fewest).items():
        parts.append(_html_table(PROGRAMS[program].label, lines))
        standing = standings.get(program)
        if standing and standing.score is not None:
            parts.append(f"<p>Score of the program: <b>{100 * standing.score:.1f}%</b>.</p>")
    parts += [f"<p>{escape(note)}</p>" for note in notes]
    parts.append(
        f"<p><small>{LIMIT} {HIDDEN}: a small number, or hidden to protect one.</small></p>"
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def _html_table(caption: str, lines: Sequence[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{each}</th>' for each in HEADS)
    rows = []
    for first, *rest in lines:
        cells = "".join(
            f'<td data-head="{name}">{escape(cell)}</td>'
            for name, cell in zip(HEADS[1:], rest, strict=True)
        )
        rows.append(f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>')
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def dashboard_workbook(
    table: pd.DataFrame,
    standings: Mapping[str, Standing],
    report: str,
    title: str = "Our WIOA indicators",
    on: date | None = None,
    fewest: int = 10,
) -> bytes:
    """The same as a workbook (.xlsx), a sheet for each program.

    Raises:
        InputError: as :func:`dashboard_lines` does.
    """
    file = io.BytesIO()
    made_on = on or date.today()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties(
        {"title": title, "created": datetime(made_on.year, made_on.month, made_on.day)}
    )
    styles = Styles(book)
    for program, lines in dashboard_lines(table, standings, fewest).items():
        sheet = book.add_worksheet(PROGRAMS[program].label[:31])
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, len(HEADS) - 1, 20)
        sheet.merge_range(0, 0, 0, len(HEADS) - 1, title, styles("title"))
        told = f"{report}. Made on {made_on}."
        sheet.merge_range(1, 0, 1, len(HEADS) - 1, told, styles("text"))
        for column, head in enumerate(HEADS):
            sheet.write_string(3, column, head, styles("header"))
            for row, line in enumerate(lines, start=4):
                sheet.write_string(row, column, line[column], styles("cell"))
        last = 5 + len(lines)
        sheet.merge_range(last, 0, last, len(HEADS) - 1, LIMIT, styles("small"))
        sheet.set_row(last, 30)
    book.close()
    return file.getvalue()
