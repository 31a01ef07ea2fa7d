"""The funnel of a roster and a share month by month, drawn like the pictures of the evidence."""

import pandas as pd
from matplotlib import rc_context
from matplotlib.figure import Figure

from seti_ta.evidence.plots.style import GREY, INK, LABEL, PALE, STYLE, WIDTH
from seti_ta.roster.months import RunChart
from seti_ta.roster.roster import OF_BEFORE, Roster


def plot_funnel(roster: Roster) -> Figure:
    """One bar a gate: how many people passed it, and their percent of those before."""
    table = roster.funnel()
    applicants = len(roster.people)
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 0.66 * len(table) + 0.9), layout="constrained")
        axes = figure.subplots()
        axes.set_title(f"{roster.name}\n{roster.note}".strip(), loc="left", fontsize=11.5)
        for height, (_, line) in zip(range(len(table), 0, -1), table.iterrows(), strict=True):
            axes.barh(height, applicants, height=0.3, color=PALE)
            axes.barh(height, line["people"], height=0.3, color=INK)
            axes.text(0, height + 0.24, line["gate"], **LABEL)
            axes.text(applicants, height + 0.24, _in_words(line), ha="right")
        axes.set(xlim=(0, applicants), ylim=(0.7, len(table) + 0.6), yticks=[], xticks=[])
        axes.spines[:].set_visible(False)
    return figure


def plot_run_chart(chart: RunChart, title: str) -> Figure:
    """The months as a line, with the middle of all of them. ``chart.signals`` says it in words."""
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 3.2), layout="constrained")
        axes = figure.subplots()
        axes.axhline(chart.median, color=GREY, linewidth=1, linestyle=(0, (4, 2)))
        axes.plot(range(len(chart.values)), chart.values, color=INK, marker="o", markersize=4)
        step = -(-len(chart.months) // 5)
        axes.set_xticks(range(0, len(chart.months), step), chart.months[::step])
        axes.yaxis.set_major_formatter(lambda y, _: f"{y:.0f}%")
        axes.set_ylim(bottom=0)
        axes.set_title(title, loc="left", **LABEL)
    return figure


def _in_words(line: pd.Series) -> str:
    share = "" if pd.isna(line[OF_BEFORE]) else f" ({line[OF_BEFORE]:g}%)"
    return f"{line['people']:,}{share}"
