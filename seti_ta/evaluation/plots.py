"""Pictures of effects and lotteries, narrow enough for a phone. ``svg`` shows one in a notebook."""

from collections.abc import Mapping, Sequence

from matplotlib import rc_context
from matplotlib.figure import Figure

from seti_ta.evaluation.impact import Impact
from seti_ta.evidence.plots.style import GREY, INK, LABEL, PALE, STYLE, WIDTH, svg
from seti_ta.evidence.words import MINUS

__all__ = ["compared", "lotteries", "svg"]


def compared(estimates: Mapping[str, Impact], title: str) -> Figure:
    """One line an estimate, from the top: its interval and, in words, its size in dollars.

    The first is the one to believe: a vertical line carries it down.
    """
    first = next(iter(estimates.values()))
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 0.75 + 0.72 * len(estimates)), layout="constrained")
        axes = figure.subplots()
        axes.axvline(0, color=INK, linewidth=1)
        axes.axvline(first.estimate, color=GREY, linewidth=1, linestyle=(0, (2, 2)))
        for height, (name, found) in enumerate(reversed(estimates.items())):
            mark = {"marker": "o" if found is first else "D", "color": INK, "markersize": 7}
            axes.plot([found.ci_low, found.ci_high], [height] * 2, color=INK, linewidth=2)
            axes.plot(found.estimate, height, **mark)
            axes.annotate(name, (0, height + 0.28), xycoords=("axes fraction", "data"), **LABEL)
        axes.set_ylim(-0.5, len(estimates) - 0.2)
        axes.set_yticks([])
        axes.xaxis.set_major_formatter(
            lambda x, _: f"{x / 1000:+.0f}".replace("-", MINUS) if x else "0"
        )
        axes.set_xlabel(title)
        for side in ("left", "right", "top"):
            axes.spines[side].set_visible(False)
    return figure


def lotteries(stated: Sequence[float], seen: Sequence[float], draws: int) -> Figure:
    """One dot a person: the share of ``draws`` lotteries in which each was offered a place.

    The lines are the stated probabilities, the bands what chance allows 99 times of 100.
    """
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 3.4), layout="constrained")
        axes = figure.subplots()
        for share in sorted(set(stated)):
            reach = 2.58 * (share * (1 - share) / draws) ** 0.5
            axes.axhspan(share - reach, share + reach, color=PALE)
            axes.axhline(share, color=INK, linewidth=1)
        axes.plot(range(1, len(seen) + 1), seen, "o", color=INK, markersize=3, fillstyle="none")
        axes.yaxis.set_major_formatter(lambda y, _: f"{100 * y:.3g}%")
        axes.set_xlabel("People on the list")
        axes.set_title("Lotteries with an offer", loc="left", **LABEL)
    return figure
