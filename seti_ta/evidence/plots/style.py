"""What all pictures of the evidence share: size, type, colors and marks."""

import hashlib
import io
import re

import pandas as pd
from IPython.display import SVG
from matplotlib import rc_context
from matplotlib.figure import Figure

from seti_ta.evidence.estimates import CHECKED

WIDTH = 4.8  # inches: 12 pt type is still 11 px high when a phone shrinks it to 320 px
STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 12,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.parse_math": False,  # a dollar sign is a dollar sign
    "svg.fonttype": "none",
    "svg.hashsalt": "seti",
}
INK, GREY, PALE = "#1b3a5b", "#595959", "#e8e8e8"

NAMED = "named secondary source"
AGREED = f"machine-extracted, {CHECKED['amount']}"
UNCONFIRMED = "machine-extracted, amount not confirmed"
GRADE_MARKS = {
    NAMED: {"marker": "o", "markerfacecolor": INK},
    AGREED: {"marker": "s", "markerfacecolor": INK},
    UNCONFIRMED: {"marker": "s", "markerfacecolor": "white"},
}
LABEL = {"weight": "bold", "fontsize": 11.5}
FINDING_MARKS = {
    "gain": {"marker": "^", "markerfacecolor": INK},
    "weak gain": {"marker": "^", "markerfacecolor": "white"},
    "no detectable effect": {"marker": "D", "markerfacecolor": "white"},
    "weak loss": {"marker": "v", "markerfacecolor": "white"},
    "loss": {"marker": "v", "markerfacecolor": INK},
}
UNCHECKED = "m"  # beside a finding that is machine-extracted and that nobody has checked


def svg(figure: Figure) -> SVG:
    """The figure for a notebook, as SVG only and without a date."""
    page = io.BytesIO()
    with rc_context(STYLE):
        figure.savefig(page, format="svg", metadata={"Date": None, "Creator": None})
    fonts = "'DejaVu Sans', Verdana, sans-serif"  # Verdana is as wide, where the first is missing
    return SVG(_with_steady_ids(page.getvalue().decode()).replace("'DejaVu Sans'", fonts))


def _with_steady_ids(drawn: str) -> str:
    """The same picture with ids that follow from what is seen.

    Matplotlib's own hang on the last digit of a number, which differs between processors.
    """
    own = dict.fromkeys(re.findall(r'id="([a-z][0-9a-f]{10})"', drawn))
    for place, each in enumerate(own):
        drawn = drawn.replace(each, f"part-{place}")
    seen = hashlib.sha256(drawn.encode()).hexdigest()[:8]
    return drawn.replace("part-", f"p{seen}-")


def grade_mark(row: pd.Series) -> str:
    """Which of the three grade marks a row gets."""
    if row["grade"] != "machine-extracted":
        return NAMED
    return AGREED if row["cross_checked"] == "amount" else UNCONFIRMED


def finding_mark(finding: str) -> dict:
    """The mark of a finding, told by shape and fill."""
    return {"color": INK, "linestyle": "none"} | FINDING_MARKS[finding]
