"""The funnel of a roster, drawn like the pictures of the evidence."""

import pandas as pd
from matplotlib import rc_context
from matplotlib.figure import Figure

from seti_ta.evidence.plots.style import INK, LABEL, PALE, STYLE, WIDTH
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


def _in_words(line: pd.Series) -> str:
    share = "" if pd.isna(line[OF_BEFORE]) else f" ({line[OF_BEFORE]:g}%)"
    return f"{line['people']:,}{share}"
