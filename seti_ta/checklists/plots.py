"""Pictures of scored checklists, in the style of those of the evidence.

Each function returns a matplotlib Figure. ``evidence.plots.svg(figure)`` shows it in a notebook
and ``png`` is for documents. Marks differ by shape and fill, never by color only.
"""

import io
import textwrap
import warnings
from collections.abc import Sequence

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from seti_ta.checklists.comparison import Comparison
from seti_ta.checklists.profile import FIRST, OWN, REVIEWED, Row, bands_note, profile
from seti_ta.checklists.score import BANDS, GATE_LEVEL, TOP_LEVEL, Scored
from seti_ta.evidence.plots.style import GREY, INK, PALE, STYLE, WIDTH

#: In the order of drawing: the own mark stays in sight.
MARKS = {
    FIRST: {"marker": "o", "markersize": 10, "markerfacecolor": "white"},
    REVIEWED: {"marker": "D", "markersize": 8, "markerfacecolor": "white"},
    OWN: {"marker": "o", "markersize": 6, "markerfacecolor": INK},
}
GATE_LINE = {"color": GREY, "linestyle": (0, (2, 2)), "linewidth": 1.4}

LETTERS = {False: 50, True: 62}  # in a line of text, in a notebook and on wide paper
SIZE = {False: 11, True: 8}  # points
LINE = {False: 0.2, True: 0.145}  # inches of height a line of text takes
TRACK = {False: 0.36, True: 0.26}  # the same of the marks
GAP, HEAD = 0.08, 0.3  # inches
PAPER = 7.3  # inches
DOTS = 200  # to the inch
BAR = 5  # points


def levels(shown: Scored | Comparison, wide: bool = False) -> Figure:
    """The levels of each item, gates first; of a comparison those of both sides.

    ``wide`` is for letter paper: the item stands beside its marks, not above them.
    """
    rows = profile(shown)
    lines = [_lines(row, wide) for row in rows]
    heights = [_height(each, wide) for each in lines]
    legend = _legend(rows)
    top = HEAD + 0.24 * len(legend)
    height = top + sum(heights)
    with rc_context(STYLE | {"font.size": SIZE[wide]}), warnings.catch_warnings():
        figure = Figure(figsize=(PAPER if wide else WIDTH, height))
        left = 0.58 if wide else 0.03
        axes = figure.add_axes((left, 0, 0.97 - left, (height - top) / height))
        axes.set(xlim=(-0.15, TOP_LEVEL + 0.15), ylim=(sum(heights), 0), xticks=[], yticks=[])
        axes.spines[:].set_visible(False)
        at = 0.0
        for row, text, each in zip(rows, lines, heights, strict=True):
            _row(axes, row, text, at, each, wide)
            at += each
        if wide:
            for level in range(TOP_LEVEL + 1):
                axes.text(level, -0.1, str(level), ha="center", color=GREY)
        figure.legend(handles=legend, loc="upper left", frameon=False, borderpad=0,
                      bbox_to_anchor=(0.02, 1 - 0.05 / height))  # fmt: skip
    return figure


def _lines(row: Row, wide: bool) -> list[str]:
    text = f"{row.called}. {row.item.statement}"
    if any(mark.level is None for mark in row.marks):
        text += f" {row.levels}."
    return textwrap.wrap(text, LETTERS[wide])


def _height(lines: Sequence[str], wide: bool) -> float:
    text = LINE[wide] * len(lines)
    return max(text, TRACK[wide]) + GAP if wide else text + TRACK[wide] + 1.5 * GAP


def _track(height: float, wide: bool) -> float:
    """How far down its marks are in a row."""
    return height / 2 if wide else height - TRACK[wide] / 2 - GAP


def _row(axes: Axes, row: Row, lines: Sequence[str], top: float, height: float, wide: bool) -> None:
    track = top + _track(height, wide)
    axes.plot([0, TOP_LEVEL], [track, track], color=PALE, linewidth=BAR, zorder=0)
    for level in range(TOP_LEVEL + 1):
        axes.plot([level] * 2, [track - 0.06, track + 0.06], color=GREY, linewidth=0.8, zorder=0)
        if not wide:
            axes.text(level, track + 0.16, str(level), ha="center", va="center", color=GREY,
                      fontsize=8)  # fmt: skip
    if row.item.gate:
        axes.plot([GATE_LEVEL] * 2, [track - 0.13, track + 0.13], **GATE_LINE)
    if wide:
        axes.text(-0.1, track, "\n".join(lines), va="center", ha="right", linespacing=1.1,
                  transform=axes.transData)  # fmt: skip
    else:
        axes.text(-0.1, top + GAP / 2, "\n".join(lines), va="top", linespacing=1.1)
    _marks(axes, row, track)


def _marks(axes: Axes, row: Row, track: float) -> None:
    placed = {mark.kind: mark.level for mark in row.marks if mark.level is not None}
    if {FIRST, OWN} <= placed.keys():
        axes.plot([placed[FIRST], placed[OWN]], [track] * 2, color=INK, linewidth=2)
    elif OWN in placed:
        axes.plot([0, placed[OWN]], [track] * 2, color=INK, linewidth=BAR,
                  solid_capstyle="butt")  # fmt: skip
    for kind, look in MARKS.items():
        if kind in placed:
            axes.plot([placed[kind]], [track], color=INK, linestyle="none", zorder=3, **look)


def _legend(rows: Sequence[Row]) -> list[Line2D]:
    """One mark for each rating, and the line of the gates."""
    handles = [
        Line2D([], [], color=INK, linestyle="none", label=mark.name, **MARKS[mark.kind])
        for mark in rows[0].marks
    ]
    if any(row.item.gate for row in rows):
        label = rows[0].checklist.say("picture.line")
        handles.append(Line2D([], [], label=label, **GATE_LINE))
    return handles


def scores(ordered: Sequence[Scored], wide: bool = False) -> Figure:
    """The self-rated scores of several checklists, in this order, with the starts of the bands."""
    verdicts = [
        textwrap.wrap(f"{each.checklist.title}. {each.own.verdict}", LETTERS[wide])
        for each in ordered
    ]
    heights = [_height(each, wide) for each in verdicts]
    note = textwrap.wrap(
        bands_note(ordered[0].checklist), round(1.6 * LETTERS[wide]) if wide else 44
    )
    top = LINE[wide] * len(note) + HEAD
    height = top + sum(heights)
    with rc_context(STYLE | {"font.size": SIZE[wide]}), warnings.catch_warnings():
        figure = Figure(figsize=(PAPER if wide else WIDTH, height))
        left = 0.58 if wide else 0.03
        axes = figure.add_axes((left, 0, 0.97 - left, (height - top) / height))
        axes.set(xlim=(-3, 103), ylim=(sum(heights), 0), xticks=[], yticks=[])
        axes.spines[:].set_visible(False)
        at = 0.0
        for scored, text, each in zip(ordered, verdicts, heights, strict=True):
            track = at + _track(each, wide)
            axes.plot([0, 100], [track] * 2, color=PALE, linewidth=BAR, zorder=0)
            for lowest in filter(None, BANDS.values()):
                axes.plot([lowest] * 2, [track - 0.1, track + 0.1], color=GREY, linewidth=0.8)
            if scored.score is not None:
                axes.plot([0, scored.score], [track] * 2, color=INK, linewidth=2 * BAR,
                          solid_capstyle="butt")  # fmt: skip
            place = {"va": "center", "ha": "right"} if wide else {"va": "top"}
            axes.text(-2, track if wide else at + GAP / 2, "\n".join(text), linespacing=1.1,
                      **place)  # fmt: skip
            at += each
        figure.text(0.02, 1 - 0.05 / height, "\n".join(note), va="top", linespacing=1.1)
    return figure


def png(figure: Figure) -> bytes:
    """The figure for a document; the same figure gives the same bytes."""
    page = io.BytesIO()
    with rc_context(STYLE), warnings.catch_warnings():
        # A name may hold letters that the font has not; the text beside the picture has them.
        warnings.filterwarnings("ignore", "Glyph")
        figure.savefig(page, format="png", dpi=DOTS, metadata={"Software": None})
    return page.getvalue()
