"""Which way each trial came out: by site, by year since random assignment, by kind of program."""

import textwrap

import pandas as pd
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from seti_ta.evidence.follow_up import (
    COURSES,
    EARNINGS,
    LONG,
    at_horizon,
    course,
    is_checked,
    known,
    spans,
    tested,
)
from seti_ta.evidence.plots.style import (
    FINDING_MARKS,
    GREY,
    INK,
    LABEL,
    PALE,
    STYLE,
    UNCHECKED,
    WIDTH,
    finding_mark,
)

NO_TEST = {"color": GREY, "marker": ".", "linestyle": "none"}
A_LINE = 6  # marks


def board(table: pd.DataFrame, evaluations: dict[str, list[str]]) -> Figure:
    """One line an evaluation, one mark a site or program, sorted by what it found.

    ``evaluations`` maps a label to the ``row_id`` of the last word on each of its sites.
    """
    columns = {"loss": 0.0, "no detectable effect": 1.1, "weak gain": 6.0, "gain": 7.4}
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 0.62 * len(evaluations) + 1.1), layout="constrained")
        axes = figure.subplots()
        top = len(evaluations) + 0.85
        for finding, left in columns.items():
            axes.axvline(left, color=PALE, linewidth=1)
            axes.text(left + 0.1, top, textwrap.fill(finding, 20).replace("weak ", "weak\n"),
                      color=GREY)  # fmt: skip
        for height, label in zip(range(len(evaluations), 0, -1), evaluations, strict=True):
            axes.text(0, height + 0.25, label, **LABEL)
            axes.axhline(height - 0.3, color=PALE, linewidth=0.8)
            sites = table.loc[evaluations[label]]
            for finding, found in sites.groupby("finding"):
                for place, (_, row) in enumerate(found.iterrows()):
                    _site(axes, row, columns[finding] + 0.4 + 0.65 * place, height - 0.02)
        axes.set(xlim=(0, 9.6), ylim=(0.6, top + 0.75), yticks=[], xticks=[])
        axes.spines[:].set_visible(False)
    return figure


def over_time(table: pd.DataFrame, programs: list[str], last_year: int) -> Figure:
    """One line a program: what each test of its earnings found, by year since assignment.

    The programs are sorted by ``courses``; a dot is an effect without a published test.
    """
    groups = courses(table, programs)
    rows = [row for group, members in groups.items() for row in (group, *members)]
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 0.5 * len(rows) + 2), layout="constrained")
        axes = figure.subplots()
        for height, name in zip(range(len(rows), 0, -1), rows, strict=True):
            if name in groups:
                axes.axhspan(height - 0.45, height + 0.25, color=PALE, linewidth=0)
                axes.text(0, height - 0.1, name, va="center", weight="bold")
            else:
                _follow_up(axes, table[table["program"] == name], height)
        axes.set(xlim=(-0.3, last_year + 0.7), ylim=(0.4, len(rows) + 0.4), yticks=[])
        axes.set_xticks(range(0, last_year + 1, 2))
        axes.set_xlabel("Years since random assignment", fontsize=12)
        axes.spines["left"].set_visible(False)
        _legend(figure, Line2D([], [], label="no test published", **NO_TEST))
    return figure


def courses(table: pd.DataFrame, programs: list[str], long: float = LONG) -> dict[str, list[str]]:
    """The programs under the course that their gains took; a course without any is left out."""
    found = tested(table)
    taken = {name: course(found[found["program"] == name], long) for name in programs}
    return {
        each: [name for name in programs if taken[name] == each]
        for each in COURSES
        if each in taken.values()
    }


def by_kind(
    table: pd.DataFrame,
    kinds: dict[str, list[str]],
    horizons: dict[str, tuple[float, float]],
) -> Figure:
    """A column a kind of program, a row a horizon, one mark a program; the unchecked are counted.

    ``kinds`` maps a heading to kinds; ``horizons`` maps a label to the years of ``at_horizon``.
    """
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 1.35 * len(horizons) + 2), layout="constrained")
        axes = figure.subplots()
        for across, heading in enumerate(kinds):
            axes.text(across, 0.08, heading, va="bottom", **LABEL)
        for down, (label, (after, until)) in enumerate(horizons.items()):
            axes.axhspan(-down - 0.24, -down, color=PALE, linewidth=0)
            axes.text(0.02, -down - 0.12, label, va="center", weight="bold")
            latest = at_horizon(table, after, until)
            for across, members in enumerate(kinds.values()):
                _cell(axes, latest[latest["kind"].isin(members)], across, -down - 0.4)
        axes.set(xlim=(0, len(kinds)), ylim=(-len(horizons), 0.4), xticks=[], yticks=[])
        axes.spines[:].set_visible(False)
        _legend(figure)
    return figure


def tally(findings: pd.DataFrame) -> str:
    """How many of the findings are gains at the 5 percent level: "4 of 7"."""
    return f"{(findings['finding'] == 'gain').sum()} of {len(findings)}"


def _cell(axes: Axes, findings: pd.DataFrame, across: float, top: float) -> None:
    order = list(FINDING_MARKS)
    checked = findings[is_checked(findings)]
    checked = checked.sort_values("finding", key=lambda found: found.map(order.index))
    for place, (_, row) in enumerate(checked.iterrows()):
        line, along = divmod(place, A_LINE)
        _site(axes, row, across + 0.07 + 0.155 * along, top - 0.2 * line)
    words = "no test" if checked.empty else f"gains: {tally(checked)}"
    if unchecked := len(findings) - len(checked):
        words += f"\n{unchecked} unchecked"
    axes.text(across + 0.02, top - 0.32, words, va="top", color=GREY, linespacing=1.1)


def _follow_up(axes: Axes, rows: pd.DataFrame, height: float) -> None:
    name, found = rows["program"].iloc[0], tested(rows)
    strip = height - 0.22
    annual = known(rows[rows["outcome"].isin(EARNINGS)])
    axes.text(0, height + 0.2, name, va="center", **LABEL)
    axes.plot([0, annual["followup_years"].max()], [strip, strip], color=GREY, linewidth=0.8)
    for _, row in annual[annual["finding"] == "not stated"].iterrows():
        first, last = spans(row)[0]
        axes.plot([(first + last) / 2], [strip], **NO_TEST)
    for _, row in found.iterrows():
        for first, last in spans(row):
            axes.plot([first, last], [strip, strip], color=INK, linewidth=2.2)
            _site(axes, row, (first + last) / 2, strip)


def _site(axes: Axes, row: pd.Series, across: float, height: float) -> None:
    axes.plot([across], [height], **finding_mark(row["finding"]), markersize=7)
    if row["cross_checked"] == "no":
        axes.text(across + 0.15, height, UNCHECKED, va="center", fontsize=11.5)


def _legend(figure: Figure, *more: Line2D) -> None:
    names = {"weak gain": "gain, 10% level only", "weak loss": "loss, 10% level only"}
    figure.legend(
        handles=[
            *(
                Line2D([], [], label=names.get(finding, finding), **finding_mark(finding))
                for finding in FINDING_MARKS
            ),
            *more,
        ],
        loc="outside upper left",
        ncols=2,
        frameon=False,
        columnspacing=0.8,
        handletextpad=0.3,
    )
