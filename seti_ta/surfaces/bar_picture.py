"""The bar chart of a result as a picture, for Word."""

import io
import textwrap
import warnings

from matplotlib import rc_context
from matplotlib.figure import Figure

from seti_ta.calculators.result import Result
from seti_ta.evidence.plots.style import GREY, INK, STYLE
from seti_ta.surfaces.web.chart import bars, described
from seti_ta.surfaces.word import clean

#: In inches, and dots to the inch.
ROW, EDGE, DOTS = 0.32, 0.1, 200
#: The parts of the width that labels and bars take; the values have the rest.
LABELS, BARS = 0.36, 0.5
#: How many characters stand in a line of a label. It has two lines.
LINE, POINTS = 36, 8.5


def bar_picture(result: Result, width: float) -> tuple[bytes, str] | None:
    """A PNG ``width`` inches wide, and what it shows in words; None if there is nothing to draw.

    The same result gives the same bytes.
    """
    drawn = [bar for bar in bars(result) if bar["value"] is not None]
    if not drawn:
        return None
    height = ROW * len(drawn) + 2 * EDGE
    with rc_context(STYLE | {"font.size": POINTS}), warnings.catch_warnings():
        figure = Figure(figsize=(width, height))
        axes = figure.add_axes((LABELS, EDGE / height, BARS, 1 - 2 * EDGE / height))
        for place, bar in enumerate(drawn):
            _draw(axes, place, bar)
        axes.set(ylim=(len(drawn) - 0.5, -0.5), xticks=[], yticks=[])
        axes.axvline(0, color=GREY, linewidth=0.8)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        page = io.BytesIO()
        # A name may hold letters that the font has not; the text beside the picture has them.
        warnings.filterwarnings("ignore", "Glyph")
        figure.savefig(page, format="png", dpi=DOTS, metadata={"Software": None})
    return page.getvalue(), described(result, drawn)


def _draw(axes, place: int, bar: dict) -> None:
    axes.barh(place, bar["value"], height=0.6, color=INK)
    if bar["range"]:
        axes.plot([bar["low"], bar["high"]], [place + 0.38] * 2, color=GREY, linewidth=1.2)
    beside = {"transform": axes.get_yaxis_transform(), "va": "center"}
    label = "\n".join(textwrap.wrap(clean(bar["label"]), LINE, max_lines=2, placeholder="…"))
    axes.text(-0.02, place, label, ha="right", linespacing=1, **beside)
    axes.text(1.02, place, bar["written"], ha="left", weight="bold", **beside)
