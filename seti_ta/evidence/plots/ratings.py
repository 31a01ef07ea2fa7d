"""Review bodies side by side: one block a program, one column a body, their own words inside."""

import re
import textwrap

import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from seti_ta.evidence.plots.style import INK, LABEL, PALE, STYLE, WIDTH
from seti_ta.evidence.ratings import RATED

# Heads, the bodies under each, and the width in characters. One foundation runs both of the last.
COLUMNS = [
    ("CLEAR\n(Labor)", ["CLEAR"], 13),
    ("What Works\n(Education)", ["What Works Clearinghouse"], 16),
    ("Pathways\n(Health)", ["Pathways Clearinghouse"], 12),
    ("Arnold\nVentures", ["Social Programs That Work", "Straight Talk on Evidence"], 13),
]
MARKS = dict(zip(RATED, "osD", strict=True))
FILLS = {"high": "full", "middle": "left", "low": "none", "disputed": "none"}
LEGEND = {
    "o": "circle: rates the design of the study",
    "s": "square: rates the effect",
    "D": "diamond: rates the program as a whole",
    "full": "filled: the body's best mark",
    "left": "half: a good mark with a reservation",
    "none": "open: a low mark, or no clear effect",
}
LINE = 0.205  # inches: the height of a line of text


def side_by_side(ratings: pd.DataFrame, programs: dict[str, list[str]]) -> Figure:
    """One block a label of ``programs``, which maps it to the programs it covers.

    Shape says what is rated, fill how well, and the words are the body's own.
    """
    blocks = {label: _cells(ratings[ratings["program"].isin(names)])
              for label, names in programs.items()}  # fmt: skip
    heights = {label: 1.6 + max(map(_lines, cells)) for label, cells in blocks.items()}
    total = sum(heights.values()) + 2.4
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, LINE * (total + len(LEGEND) + 2)), layout="constrained")
        axes = figure.subplots()
        across = sum(width for _, _, width in COLUMNS)
        axes.set(xlim=(-0.1, across), ylim=(total, 0), xticks=[], yticks=[])
        axes.spines[:].set_visible(False)
        _heads(axes)
        top = 2.4
        for label, cells in blocks.items():
            axes.axhline(top, color=PALE, linewidth=1)
            axes.text(0, top + 0.75, label, va="center", **LABEL)
            for cell, left in zip(cells, _lefts(), strict=True):
                _write(axes, cell, left, top + 1.75)
            top += heights[label]
        _legend(figure)
    return figure


def _cells(ratings: pd.DataFrame) -> list[list[tuple[str, str, list[str]]]]:
    """For each column its ratings, as (shape, fill, lines of words)."""
    return [
        [
            (MARKS[row["what_is_rated"]], FILLS[row["level"]], _words(row, width))
            for _, row in ratings[ratings["body"].isin(bodies)].iterrows()
        ]
        for _, bodies, width in COLUMNS
    ]


def _words(row: pd.Series, width: int) -> list[str]:
    """The rating, the year of the report, and the outcome where it is not simply earnings."""
    of_design = row["what_is_rated"] == RATED[0]
    words = row["rating"] if of_design and "earn" in row["outcome"] else _with_outcome(row)
    if year := re.search(r"\d{4}$", row["report"]):
        words += f" ({year[0]})"
    if row["level"] == "disputed":
        words += ", disputed"
    return textwrap.wrap(words, width - 3)


def _with_outcome(row: pd.Series) -> str:
    if row["what_is_rated"] == RATED[2]:
        return row["rating"]
    return f"{row['outcome']}: {row['rating']}".capitalize()


def _lines(cell: list[tuple]) -> int:
    return sum(len(words) for _, _, words in cell)


def _lefts() -> list[int]:
    widths = [width for _, _, width in COLUMNS]
    return [sum(widths[:place]) for place in range(len(widths))]


def _heads(axes: Axes) -> None:
    for (head, _, _), left in zip(COLUMNS, _lefts(), strict=True):
        axes.text(left, 1.1, head, va="center", linespacing=1.1, fontsize=11.5)


def _write(axes: Axes, cell: list[tuple], left: float, top: float) -> None:
    for shape, fill, words in cell:
        axes.plot([left + 0.7], [top], shape, **_look(fill))
        for place, line in enumerate(words):
            axes.text(left + 1.9, top + place, line, va="center")
        top += len(words)


def _look(fill: str) -> dict:
    return {"color": INK, "fillstyle": fill, "markerfacecoloralt": "white", "markersize": 7}


def _legend(figure: Figure) -> None:
    handles = [
        Line2D([], [], marker=key if key in MARKS.values() else "o", linestyle="none",
               label=label, **_look("full" if key in MARKS.values() else key))
        for key, label in LEGEND.items()
    ]  # fmt: skip
    figure.legend(handles=handles, loc="outside upper left", frameon=False, handletextpad=0.4)
