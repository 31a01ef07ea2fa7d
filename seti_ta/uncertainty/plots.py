"""Pictures of a simulation, in the look of the evidence figures.

Each function takes ``Runs`` and returns a matplotlib Figure; ``svg(figure)`` of
``seti_ta.evidence.plots`` shows it in a notebook. Bands differ by lightness, in one hue.
"""

import textwrap

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from seti_ta.calculators import Calculator
from seti_ta.calculators.result import Swing
from seti_ta.calculators.units import UNITS
from seti_ta.evidence.plots.style import GREY, INK, LABEL, STYLE, WIDTH
from seti_ta.uncertainty.runs import Runs

WIDE, NARROW = "#c3d3e6", "#7d9fc7"  # 9 of 10 draws; half of the draws
CLEAR = LABEL | {"bbox": {"color": "white", "pad": 1}}  # over the line of the middle


def tornado(runs: Runs) -> Figure:
    """One bar an uncertain input: the headline from the input's p10 to its p90, widest on top.

    Each label gives the input's value at the bar's left end, then at its right end.
    """
    calculator, swings = runs.calculator, runs.tornado()
    headline = calculator.headline
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 0.8 * len(swings) + 1.2), layout="constrained")
        axes = figure.subplots()
        axes.axvline(runs.centre.values[headline], color=GREY, linewidth=0.8)
        for height, swing in zip(range(len(swings), 0, -1), swings, strict=True):
            ends = sorted((swing.headline_low, swing.headline_high))
            axes.barh(height, ends[1] - ends[0], left=ends[0], height=0.34, color=INK)
            label = textwrap.fill(_moved(calculator, swing), 44)
            axes.text(0, height + 0.26, label, transform=axes.get_yaxis_transform(), **CLEAR)
        axes.use_sticky_edges = False  # a gap beside the longest bar
        axes.set(ylim=(0.5, len(swings) + 0.8), yticks=[])
        axes.spines["left"].set_visible(False)
        _scale(axes, runs, headline)
    return figure


def bands(runs: Runs, step: str) -> Figure:
    """Percentile bands over the years or months of a schedule, or a histogram of one number."""
    found = runs.percentiles(step)
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 3.6), layout="constrained")
        axes = figure.subplots()
        if step in runs.schedules:
            _times(axes, runs, step, found)
            figure.legend(handles=_legend(), loc="outside upper left", frameon=False)
        else:
            _histogram(axes, runs, step, found)
    return figure


def _times(axes: Axes, runs: Runs, step: str, found: dict) -> None:
    times = np.arange(1, len(found["p50"]) + 1)
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.fill_between(times, found["p5"], found["p95"], color=WIDE, linewidth=0)
    axes.fill_between(times, found["p25"], found["p75"], color=NARROW, linewidth=0)
    axes.plot(times, found["p50"], color=INK, marker="o", markersize=4)
    axes.set_xlabel(runs.calculator.clock.capitalize())
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_formatter(_ticks(runs, step))
    axes.set_title(_title(runs, step), loc="left", **LABEL)


def _histogram(axes: Axes, runs: Runs, step: str, found: dict) -> None:
    axes.hist(runs[step], bins=_bins(runs, step), color=NARROW, edgecolor="white", linewidth=0.5)
    top = axes.get_ylim()[1]
    axes.vlines(found["p50"], 0, 1.1 * top, color=INK, linewidth=1.6)
    axes.plot([found["p10"], found["p90"]], [1.1 * top] * 2, color=INK, marker="|", markersize=10)
    axes.text(found["p50"], 1.14 * top, "8 of 10 draws, and the middle one", ha="center", **CLEAR)
    axes.set(ylim=(0, 1.3 * top), yticks=[])
    axes.spines["left"].set_visible(False)
    _scale(axes, runs, step)


def _bins(runs: Runs, step: str) -> int | np.ndarray:
    """About 30 bars; whole numbers share the bars evenly."""
    if UNITS[runs.calculator.declared[step].unit].format != "whole":
        return 30
    lowest, highest = runs[step].min(), runs[step].max()
    width = np.ceil((highest - lowest + 1) / 30)
    return np.arange(lowest - 0.5, highest + width, width)


def _scale(axes: Axes, runs: Runs, step: str) -> None:
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(_ticks(runs, step))
    axes.set_xlabel(_title(runs, step))


def _ticks(runs: Runs, step: str) -> FuncFormatter:
    return FuncFormatter(lambda value, _: runs.calculator.write(step, value))


def _title(runs: Runs, step: str) -> str:
    unit = runs.calculator.word_after(step)
    title = runs.calculator.term(step) + (f" ({unit})" if unit else "")
    return textwrap.fill(title, 44)


def _moved(calculator: Calculator, swing: Swing) -> str:
    ends = (swing.low, swing.high)
    if swing.headline_low > swing.headline_high:
        ends = ends[::-1]
    field = calculator.declared[swing.name]
    shown = ends if field.whole else (float(f"{end:.3g}") for end in ends)
    left, right = (calculator.write(field.name, field.held(end)) for end in shown)
    return f"{field.label}: {left} to {right}"


def _legend() -> list:
    return [
        Patch(color=WIDE, label="9 of 10 draws"),
        Patch(color=NARROW, label="half of the draws"),
        Patch(color=INK, label="the middle draw"),
    ]
