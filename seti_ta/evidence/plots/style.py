"""What all pictures of the evidence share: size, type, marks, and how an effect is worded."""

import io
import re

import pandas as pd
from IPython.display import SVG
from matplotlib import rc_context
from matplotlib.figure import Figure

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
MINUS = "\N{MINUS SIGN}"

NAMED = "named secondary source"
AGREED = "machine-extracted, amount confirmed"
UNCONFIRMED = "machine-extracted, amount not confirmed"
GRADE_MARKS = {
    NAMED: {"marker": "o", "markerfacecolor": INK},
    AGREED: {"marker": "s", "markerfacecolor": INK},
    UNCONFIRMED: {"marker": "s", "markerfacecolor": "white"},
}
# Effects of unpublished size are drawn in a grey lane beside the scale, never left out.
UNSIZED_MARKS = {
    "gain": {"marker": "^", "markerfacecolor": "white"},
    "no detectable effect": {"marker": "D", "markerfacecolor": "white"},
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
    return SVG(page.getvalue().decode().replace("'DejaVu Sans'", fonts))


def grade_mark(row: pd.Series) -> str:
    """Which of the three grade marks a row gets."""
    if row["grade"] != "machine-extracted":
        return NAMED
    return AGREED if row["cross_checked"] == "amount" else UNCONFIRMED


def is_sized(row: pd.Series) -> bool:
    """Whether a row gives its effect in dollars a year."""
    return row["units"] == "USD per year" and pd.notna(row["impact"])


def in_words(row: pd.Series) -> str:
    """An effect in words: dollars and percent, or what was found without a size in dollars."""
    percent = "" if pd.isna(row["pct_impact"]) else signed(row["pct_impact"], unit="%")
    if is_sized(row):
        return signed(row["impact"], currency="$") + (f" ({percent})" if percent else "")
    return f"{percent}, dollars not published" if percent else row["finding"]


def signed(amount: float, *, currency: str = "", unit: str = "") -> str:
    """A signed amount, rounded to a whole number: +$1,945, or a true minus sign and 7%."""
    return f"{MINUS if round(amount) < 0 else '+'}{currency}{abs(amount):,.0f}{unit}"


def finding_mark(finding: str) -> dict:
    """The mark of a finding, told by shape and fill."""
    return {"color": INK, "linestyle": "none"} | FINDING_MARKS[finding]


def when(row: pd.Series) -> str:
    """The period of a row in short: "year 2" for "year 2 (quarters 6-9)"."""
    return re.split(r", | \(", row["followup"])[0]
