"""Pictures of an account, in the look of the evidence figures. ``svg`` shows one in a notebook."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from seti_ta.evidence.plots.style import GREY, INK, LABEL, STYLE, WIDTH, svg
from seti_ta.evidence.words import MINUS
from seti_ta.mvpf.persistence import Condition
from seti_ta.mvpf.program import Program
from seti_ta.mvpf.uncertainty import Draws
from seti_ta.mvpf.value import CHART_CAP, Account, evaluate, yearly

__all__ = ["cumulative_net_cost", "distribution", "mvpf_by_condition", "svg"]

DASHES = ("solid", (0, (5, 2)), (0, (1, 1.5)), (0, (5, 1, 1, 1)))
CLEAR = LABEL | {"bbox": {"color": "white", "pad": 1}}  # over the line at 1
MARKS = ("o", "s", "^", "D", "v", "P")


def cumulative_net_cost(programs: Mapping[str, Program]) -> Figure:
    """The cost not yet come back, by years since entry, one line a named program.

    Below the line at 0 the public has more back than it paid.
    """
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 3.8), layout="constrained")
        axes = figure.subplots()
        axes.axhline(0, color=GREY, linewidth=1)
        for (name, program), dash in zip(programs.items(), DASHES, strict=False):
            years = yearly(program)
            left = evaluate(program).cost - np.cumsum([year.fiscal for year in years])
            axes.plot([year.t for year in years], left, color=INK, linestyle=dash, label=name)
        axes.set_xlabel("Years since entry")
        axes.set_title("Cost not yet come back, dollars a person", loc="left", **LABEL)
        axes.yaxis.set_major_formatter(FuncFormatter(_dollars))
        figure.legend(loc="outside lower left", frameon=False)
    return figure


def mvpf_by_condition(conditions: Sequence[Condition], names: Mapping[str, str]) -> Figure:
    """The MVPF by projection, one row a rule, one mark a tax rate; cut off at 5."""
    methods = list(dict.fromkeys(each.method for each in conditions))
    rates = sorted({each.tau for each in conditions})
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 1.3 + 0.75 * len(methods)), layout="constrained")
        axes = figure.subplots()
        axes.axvline(1, color=GREY, linewidth=1, linestyle=(0, (2, 2)))
        for rate, mark in zip(rates, MARKS, strict=False):
            found = [each for each in conditions if each.tau == rate]
            axes.plot(
                [capped(each.account) for each in found],
                [-methods.index(each.method) for each in found],
                mark, color=INK, fillstyle="none", label=f"{rate:.1%}".replace(".0%", "%"),
            )  # fmt: skip
        for height, method in enumerate(methods):
            place = (0, 0.26 - height)
            axes.annotate(names[method], place, xycoords=("axes fraction", "data"), **CLEAR)
        axes.set(yticks=[], ylim=(-len(methods) + 0.5, 0.7), xlim=(0, CHART_CAP + 0.3))
        axes.set_xticks([*range(int(CHART_CAP)), CHART_CAP])
        axes.set_xticklabels([*range(int(CHART_CAP)), f"> {CHART_CAP:.0f}"])
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("Value for each dollar of net public cost")
        figure.legend(
            loc="outside lower left", frameon=False, ncols=3, title="Taxes and lost benefits"
        )
    return figure


def distribution(drawn: Draws) -> Figure:
    """How often each MVPF came up; 5 and more, or no net cost, in the last bar."""
    values = drawn.mvpf[~np.isnan(drawn.mvpf)]
    shown = np.clip(values, -CHART_CAP, CHART_CAP)
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 3.2), layout="constrained")
        axes = figure.subplots()
        axes.hist(shown, bins=40, color="#7d9fc7", edgecolor="white", linewidth=0.5)
        axes.axvline(capped(drawn.account), color=INK, linewidth=1.6)
        axes.axvline(1, color=GREY, linewidth=1, linestyle=(0, (2, 2)))
        axes.set(yticks=[])
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("Value for each dollar of net public cost")
    return figure


def capped(account: Account) -> float:
    """The MVPF as a chart shows it: at most 5; no mark where there is none."""
    value = account.mvpf.value
    return math.nan if value is None else min(value, CHART_CAP)


def _dollars(value: float, _) -> str:
    return f"{MINUS if value < 0 else ''}${abs(value):,.0f}"
