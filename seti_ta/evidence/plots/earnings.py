"""Effects on annual earnings in dollars: by year since random assignment, and the latest one."""

import textwrap

import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from seti_ta.evidence.follow_up import spans
from seti_ta.evidence.plots.style import (
    GRADE_MARKS,
    GREY,
    INK,
    LABEL,
    PALE,
    STYLE,
    UNCONFIRMED,
    WIDTH,
    finding_mark,
    grade_mark,
)
from seti_ta.evidence.words import MINUS, in_words, interval, is_sized, when

LANE = -8_500
LANE_EDGES = (LANE - 1_500, LANE + 1_500)
TICKS = {
    LANE: "no size",
    -4_000: f"{MINUS}$4,000",
    0: "0",
    4_000: "+$4,000",
    8_000: "+$8,000",
}
INTERVAL = {"color": GREY, "alpha": 0.5, "linewidth": 3.5, "solid_capstyle": "butt"}


def by_year(table: pd.DataFrame, programs: list[str], last_year: int) -> Figure:
    """One small panel a program: effects on annual earnings by year since assignment."""
    effects = yearly_earnings(table)
    lines = -(-len(programs) // 2)
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 1.8 * lines + 1.8), layout="constrained")
        panels = figure.subplots(lines, 2, sharex=True, sharey=True, squeeze=False).flat
        for axes, program in zip(panels, programs, strict=False):
            _panel(axes, effects[effects["program"] == program], program, last_year)
        for axes in panels:
            axes.set_axis_off()
        figure.supxlabel("Years since random assignment", fontsize=12)
        _legend(figure)
    return figure


def latest(table: pd.DataFrame, rows: list[str]) -> Figure:
    """One line a program: the effect on annual earnings in each of the rows named."""
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 0.66 * len(rows) + 2.3), layout="constrained")
        axes = figure.subplots()
        axes.axvspan(*LANE_EDGES, color=PALE, linewidth=0)
        for height, row in zip(range(len(rows), 0, -1), rows, strict=True):
            _line(axes, table.loc[row], height)
        axes.set(xlim=(LANE_EDGES[0], 11_000), ylim=(0.4, len(rows) + 0.75), yticks=[])
        axes.set_xticks(list(TICKS), TICKS.values())
        axes.spines["left"].set_visible(False)
        _legend(figure)
    return figure


def yearly_earnings(table: pd.DataFrame) -> pd.DataFrame:
    """The counted effects on annual earnings at a known time, sized or not."""
    return table[
        (table["outcome"] == "annual earnings")
        & (table["use"] == "count")
        & table["followup_years"].notna()
    ]


def _panel(axes: Axes, effects: pd.DataFrame, program: str, last_year: int) -> None:
    axes.axhspan(*LANE_EDGES, color=PALE, linewidth=0)
    axes.axhline(0, color=GREY, linewidth=0.8)
    for _, row in effects.iterrows():
        for first, last in spans(row):
            _effect(axes, row, first, last)
    name, *evaluation = program.removesuffix(")").split(" (")
    axes.set_title("\n".join([*textwrap.wrap(name, 18), *evaluation]), loc="left", **LABEL)
    axes.set(xlim=(0, last_year + 0.7), ylim=(LANE_EDGES[0], 10_000))
    axes.set_xticks(range(0, last_year + 1, 5))
    axes.set_yticks(list(TICKS), TICKS.values())
    axes.tick_params(length=2, labelbottom=True)


def _effect(axes: Axes, row: pd.Series, first: float, last: float) -> None:
    year = (first + last) / 2
    height = row["impact"] if is_sized(row) else LANE
    if is_sized(row):
        axes.plot([year, year], [0, height], **_stem(row))
        axes.plot([year, year], _interval(row), **INTERVAL)
    if last > first:
        axes.plot([first, last], [height, height], color=INK, linewidth=1.6)
    axes.plot([year], [height], **_mark(row), markersize=5.5)


def _line(axes: Axes, row: pd.Series, height: float) -> None:
    prices = "" if pd.isna(row["dollar_year"]) else f" ({row['dollar_year']:.0f} dollars)"
    axes.text(LANE_EDGES[0], height + 0.3, f"{row['program']}, {when(row)}{prices}", **LABEL)
    axes.axhline(height - 0.32, color=PALE, linewidth=0.8)
    if not is_sized(row):
        axes.plot([LANE], [height], **_mark(row), markersize=7)
        axes.text(LANE + 2_000, height, in_words(row), va="center")
        return
    axes.plot([0, 0], [height - 0.3, height + 0.2], color=GREY, linewidth=0.8)
    axes.plot([0, row["impact"]], [height, height], **_stem(row))
    axes.plot(_interval(row), [height, height], **INTERVAL)
    axes.plot([row["impact"]], [height], **_mark(row), markersize=7)
    free = -400 if row["impact"] > 2_000 else 11_000
    axes.text(free, height - 0.02, in_words(row), va="center", ha="right")


def _mark(row: pd.Series) -> dict:
    """By grade; an effect without a size stands in a grey lane and is marked by its finding."""
    if is_sized(row):
        return {"color": INK, "linestyle": "none"} | GRADE_MARKS[grade_mark(row)]
    return finding_mark(row["finding"])


def _stem(row: pd.Series) -> dict:
    dashed = grade_mark(row) == UNCONFIRMED
    return {"color": INK, "linewidth": 0.8, "linestyle": "--" if dashed else "-"}


def _interval(row: pd.Series) -> tuple[float, float]:
    """The 95 percent interval, of no width where the report prints no standard error."""
    return interval(row) or (row["impact"], row["impact"])


def _legend(figure: Figure) -> None:
    look = {"color": INK, "linestyle": "none"}
    figure.legend(
        handles=[
            *(Line2D([], [], label=grade, **look, **mark) for grade, mark in GRADE_MARKS.items()),
            Line2D([], [], label="95% confidence interval", **INTERVAL),
            Line2D([], [], label="gain, size in dollars not published", **finding_mark("gain")),
            Line2D(
                [],
                [],
                label="no detectable effect, size not published",
                **finding_mark("no detectable effect"),
            ),
        ],
        loc="outside upper left",
        frameon=False,
        borderpad=0.9,  # a gap above the first titles
        handletextpad=0.4,
    )
