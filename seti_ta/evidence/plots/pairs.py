"""Two readings of each program side by side: cost and gain, employment and pay."""

from dataclasses import dataclass

import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from seti_ta.evidence.facts import fact
from seti_ta.evidence.follow_up import latest_size, paired, tested
from seti_ta.evidence.plots.style import (
    AGREED,
    GRADE_MARKS,
    GREY,
    INK,
    LABEL,
    NAMED,
    PALE,
    STYLE,
    UNCONFIRMED,
    WIDTH,
    finding_mark,
    grade_mark,
)
from seti_ta.evidence.words import MINUS, signed, when

LANE = -13  # percent: where a finding without a size stands
NULL = "no detectable effect"
PRICED = {"color": INK, "linewidth": 7, "solid_capstyle": "butt"}
UNPRICED = {"color": GREY, "linewidth": 1.5, "linestyle": (0, (2, 1))}
LOOK = {"color": INK, "linestyle": "none"}


@dataclass(frozen=True)
class Scale:
    """An axis: its title, its ends and what stands at its ticks."""

    title: str
    ends: tuple[float, float]
    ticks: dict[float, str]


def cost_and_gain(table: pd.DataFrame, costs: dict[str, str], year: int) -> Figure:
    """A line a program, by cost: cost per person, and the last published gain in percent.

    ``costs`` maps a program to the id of a fact. Costs with a price year are in dollars of
    ``year``; the others are drawn dashed, in the dollars of their time.
    """
    priced = {program: fact(id).in_prices_of(year) for program, id in costs.items()}
    left = Scale(f"Cost per person\n({year} dollars)", (0, 43_000), _dollars(0, 20_000, 40_000))
    right = Scale("Gain in earnings\n(percent)", (LANE - 6, 45), {LANE: "none", 0: "0", 40: "+40"})
    with rc_context(STYLE):
        figure, (cost, gain) = _columns(len(costs), 0.92, left, right)
        order = sorted(costs, key=lambda program: priced[program][0], reverse=True)
        for height, program in enumerate(order):
            amount, is_priced = priced[program]
            _say(cost, 0, height + 0.3, program, **LABEL)
            cost.plot([0, amount], [height, height], **(PRICED if is_priced else UNPRICED))
            words = f"${amount:,.0f}" + ("" if is_priced else ", dollars of the time")
            _say(cost, 0, height - 0.12, words, va="top")
            _last_gain(gain, table[table["program"] == program], height)
        figure.legend(
            handles=[
                Line2D([], [], label=f"cost in {year} dollars", **PRICED),
                Line2D([], [], label="cost in dollars of the time, not converted", **UNPRICED),
                *_grades(NAMED, AGREED),
                Line2D([], [], label=f"{NULL} at the last test", **finding_mark(NULL)),
            ],
            **_LEGEND,
        )
    return figure


def pay_and_employment(table: pd.DataFrame, programs: list[str]) -> Figure:
    """A line a program, by gain in pay: effects on employment and on earnings at one time."""
    pairs = sorted(paired(table, programs), key=lambda pair: pair[1]["pct_impact"])
    left = Scale("Effect on employment\n(points)", (-6, 20), _signed(0, 5, 10))
    right = Scale("Effect on earnings\n(percent)", (-6, 55), _signed(0, 20, 40))
    with rc_context(STYLE):
        figure, (works, pays) = _columns(len(pairs), 0.6, left, right)
        for height, (work, pay) in enumerate(pairs):
            year = f"year {pay['followup_years']:.0f}"
            _say(works, -6, height + 0.3, f"{pay['program']}, {year}", **LABEL)
            _effect(works, work, work["impact"], height)
            _effect(pays, pay, pay["pct_impact"], height)
        figure.legend(handles=_grades(*GRADE_MARKS), **_LEGEND)
    return figure


_LEGEND = {"loc": "outside upper left", "frameon": False, "handletextpad": 0.5}


def _grades(*names: str) -> list[Line2D]:
    return [Line2D([], [], label=name, **LOOK, **GRADE_MARKS[name]) for name in names]


def _columns(
    lines: int, each: float, left: Scale, right: Scale
) -> tuple[Figure, tuple[Axes, Axes]]:
    figure = Figure(figsize=(WIDTH, each * lines + 2.4), layout="constrained")
    columns = figure.subplots(1, 2, sharey=True)
    for axes, scale in zip(columns, (left, right), strict=True):
        axes.set(xlim=scale.ends, ylim=(-0.6, lines - 0.35), yticks=[], xlabel=scale.title)
        axes.set_xticks(list(scale.ticks), scale.ticks.values())
        axes.spines["left"].set_visible(False)
        axes.patch.set_visible(False)  # a long name runs on into the next column
        axes.vlines(
            [0] * lines, *([line + up for line in range(lines)] for up in (-0.1, 0.1)), color=GREY
        )
        axes.hlines([line - 0.53 for line in range(1, lines)], *scale.ends, color=PALE)
    return figure, tuple(columns)


def _last_gain(axes: Axes, rows: pd.DataFrame, height: float) -> None:
    size, last = latest_size(rows), tested(rows).iloc[-1]
    words = []
    if size is not None:
        axes.plot([0, size["pct_impact"]], [height, height], color=INK, linewidth=0.8)
        axes.plot([size["pct_impact"]], [height], **LOOK, **GRADE_MARKS[grade_mark(size)])
        words.append(f"{signed(size['pct_impact'], unit='%')}, {when(size)}")
    if last["finding"] == NULL:
        axes.plot([LANE], [height], **finding_mark(NULL))
        words.append(f"none, {when(last)}")
    _say(axes, LANE - 6, height - 0.12, "\n".join(words), va="top")


def _effect(axes: Axes, row: pd.Series, amount: float, height: float) -> None:
    grade = grade_mark(row)
    axes.plot([0, amount], [height, height], color=INK, linewidth=0.8)
    axes.plot([amount], [height], **LOOK, **GRADE_MARKS[grade], markersize=7)
    if grade != UNCONFIRMED:
        words = f"{amount:+.3g}".replace("-", MINUS)
        _say(axes, axes.get_xlim()[1], height, words, ha="right")


def _say(axes: Axes, across: float, up: float, words: str, va="center", **look) -> None:
    axes.text(across, up, words, va=va, in_layout=False, **look)


def _dollars(*amounts: int) -> dict[float, str]:
    return {amount: f"${amount:,}" for amount in amounts}


def _signed(*amounts: int) -> dict[float, str]:
    return {amount: f"{amount:+d}" if amount else "0" for amount in amounts}
