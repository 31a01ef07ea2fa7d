"""A forest plot that shows how much is known of each trial's standard error."""

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from seti_ta.evidence.plots.style import (
    GRADE_MARKS,
    GREY,
    INK,
    LABEL,
    PALE,
    STYLE,
    WIDTH,
    grade_mark,
)
from seti_ta.evidence.words import Z, signed

if TYPE_CHECKING:  # the models load slowly, and a picture does not run them
    from seti_ta.evidence.meta_analysis import MetaAnalysis

SURE = {"color": GREY, "linewidth": 3.5, "solid_capstyle": "butt"}
BOUND = {"color": GREY, "linewidth": 1.4, "linestyle": (0, (2, 2))}
POOLED = {"marker": "D", "color": INK, "markerfacecolor": INK, "linestyle": "none"}


def forest(rows: pd.DataFrame, *, unit: str, pooled: "MetaAnalysis | None" = None) -> Figure:
    """One line a trial, largest first: its effect and 95 percent interval, or that at its widest.

    ``rows`` come from ``seti_ta.evidence.pooling.attempt``; ``unit`` is "$" or "%". ``pooled``, on
    the same scale, adds a last line.
    """
    lines = len(rows) + (pooled is not None)
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 0.62 * lines + 2.3), layout="constrained")
        axes = figure.subplots()
        largest_first = rows.sort_values("effect", ascending=False, kind="stable")
        for height, (_, row) in zip(range(lines, 0, -1), largest_first.iterrows(), strict=False):
            _line(axes, row, height, unit)
        if pooled:
            _pooled(axes, pooled, unit)
        axes.set(ylim=(0.5, lines + 0.75), yticks=[])
        axes.margins(x=0.08)
        axes.xaxis.set_major_locator(MaxNLocator(4))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _written(value, unit)))
        axes.spines["left"].set_visible(False)
        _legend(figure, rows, pooled is not None)
    return figure


def _line(axes: Axes, row: pd.Series, height: float, unit: str) -> None:
    _label(axes, f"{row['program']}: {_written(row['effect'], unit)}", height)
    reach = [row["effect"] + side * Z * row["error"] for side in (-1, 1)]
    at_most = [row["effect"] + side * Z * row["error_at_most"] for side in (-1, 1)]
    axes.plot(at_most, [height, height], **BOUND)
    axes.plot(reach, [height, height], **SURE)
    mark = GRADE_MARKS[grade_mark(row)]
    axes.plot([row["effect"]], [height], color=INK, linestyle="none", markersize=7, **mark)


def _pooled(axes: Axes, fit: "MetaAnalysis", unit: str) -> None:
    _label(axes, f"Pooled: {_written(fit.mu, unit)}", 1)
    axes.plot([fit.ci_low, fit.ci_high], [1, 1], **SURE)
    axes.plot([fit.mu], [1], markersize=9, **POOLED)


def _label(axes: Axes, text: str, height: float) -> None:
    axes.text(0, height + 0.3, text, transform=axes.get_yaxis_transform(), **LABEL)
    axes.axhline(height - 0.3, color=PALE, linewidth=0.8)
    axes.plot([0, 0], [height - 0.3, height + 0.2], color=GREY, linewidth=0.8)


def _written(value: float, unit: str) -> str:
    if pd.isna(value):
        return "not on this scale"
    return signed(value, currency=unit) if unit == "$" else signed(value, unit=unit)


def _legend(figure: Figure, rows: pd.DataFrame, pooled: bool) -> None:
    look = {"color": INK, "linestyle": "none"}
    drawn = {grade_mark(row) for _, row in rows.iterrows()}
    handles = [
        *(
            Line2D([], [], label=grade, **look, **mark)
            for grade, mark in GRADE_MARKS.items()
            if grade in drawn
        ),
        Line2D([], [], label="95% interval", **SURE),
        Line2D([], [], label="95% interval, at most this wide", **BOUND),
        *([Line2D([], [], label="pooled", **POOLED)] if pooled else []),
    ]
    figure.legend(
        handles=handles, loc="outside upper left", frameon=False, borderpad=0.9, handletextpad=0.4
    )
