"""Pictures of the evidence table: narrow enough for a phone, the same bytes on every machine.

Each function takes ``seti_ta.evidence.load()`` and returns a matplotlib Figure; ``svg(figure)``
shows it in a notebook. Marks differ by shape and fill, never by colour only.
"""

import io
import re
import textwrap

import pandas as pd
from IPython.display import SVG
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

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
LANE = -8_500
LANE_EDGES = (LANE - 1_500, LANE + 1_500)
TICKS = {
    LANE: "no size",
    -4_000: f"{MINUS}$4,000",
    0: "0",
    4_000: "+$4,000",
    8_000: "+$8,000",
}
INTERVAL = {"color": GREY, "alpha": 0.5, "linewidth": 3.5, "solid_capstyle": "butt"}
LABEL = {"weight": "bold", "fontsize": 11.5}


def by_year(table: pd.DataFrame, programs: list[str], last_year: int) -> Figure:
    """One small panel a program: effects on annual earnings by year since assignment."""
    effects = yearly_earnings(table)
    lines = -(-len(programs) // 2)
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 1.8 * lines + 1.8), layout="constrained")
        panels = figure.subplots(lines, 2, sharex=True, sharey=True, squeeze=False).flat
        for axes, program in zip(panels, programs, strict=False):
            _panel(axes, effects[effects["program"] == program], program, last_year)
        for axes in panels:
            axes.set_axis_off()
        figure.supxlabel("Years since random assignment", fontsize=12)
        _legend(figure)
    return figure


def latest(table: pd.DataFrame, rows: list[str]) -> Figure:
    """One line a program: the effect on annual earnings in each of the rows named."""
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 0.66 * len(rows) + 2.3), layout="constrained")
        axes = figure.subplots()
        axes.axvspan(*LANE_EDGES, color=PALE, linewidth=0)
        for height, row in zip(range(len(rows), 0, -1), rows, strict=True):
            _line(axes, table.loc[row], height)
        axes.set(xlim=(LANE_EDGES[0], 11_000), ylim=(0.4, len(rows) + 0.75), yticks=[])
        axes.set_xticks(list(TICKS), TICKS.values())
        axes.spines["left"].set_visible(False)
        _legend(figure)
    return figure


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


def svg(figure: Figure) -> SVG:
    """The figure for a notebook, as SVG only and without a date."""
    page = io.BytesIO()
    with rc_context(STYLE):
        figure.savefig(page, format="svg", metadata={"Date": None, "Creator": None})
    fonts = "'DejaVu Sans', Verdana, sans-serif"  # Verdana is as wide, where the first is missing
    return SVG(page.getvalue().decode().replace("'DejaVu Sans'", fonts))


def yearly_earnings(table: pd.DataFrame) -> pd.DataFrame:
    """The counted effects on annual earnings at a known time, sized or not."""
    return table[
        (table["outcome"] == "annual earnings")
        & (table["use"] == "count")
        & table["followup_years"].notna()
    ]


def spans(row: pd.Series) -> list[tuple[float, float]]:
    """The years since random assignment that a row covers, as (first, last) pairs."""
    named = re.match(r"(?:about )?years? ([\d, and-]+)", row["followup"])
    if not named:
        return [(row["followup_years"], row["followup_years"])]
    years = re.findall(r"(\d+)(?:-(\d+))?", named[1])
    return [(float(first), float(last or first)) for first, last in years]


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


def _panel(axes: Axes, effects: pd.DataFrame, program: str, last_year: int) -> None:
    axes.axhspan(*LANE_EDGES, color=PALE, linewidth=0)
    axes.axhline(0, color=GREY, linewidth=0.8)
    for _, row in effects.iterrows():
        for first, last in spans(row):
            _effect(axes, row, first, last)
    name, *evaluation = program.removesuffix(")").split(" (")
    axes.set_title("\n".join([*textwrap.wrap(name, 18), *evaluation]), loc="left", **LABEL)
    axes.set(xlim=(0, last_year + 0.7), ylim=(LANE_EDGES[0], 10_000))
    axes.set_xticks(range(0, last_year + 1, 5))
    axes.set_yticks(list(TICKS), TICKS.values())
    axes.tick_params(length=2, labelbottom=True)


def _effect(axes: Axes, row: pd.Series, first: float, last: float) -> None:
    year = (first + last) / 2
    height = row["impact"] if is_sized(row) else LANE
    if is_sized(row):
        axes.plot([year, year], [0, height], **_stem(row))
        axes.plot([year, year], _interval(row), **INTERVAL)
    if last > first:
        axes.plot([first, last], [height, height], color=INK, linewidth=1.6)
    axes.plot([year], [height], **_mark(row), markersize=5.5)


def _line(axes: Axes, row: pd.Series, height: float) -> None:
    when = re.split(r", | \(", row["followup"])[0]
    prices = "" if pd.isna(row["dollar_year"]) else f" ({row['dollar_year']:.0f} dollars)"
    axes.text(LANE_EDGES[0], height + 0.3, f"{row['program']}, {when}{prices}", **LABEL)
    axes.axhline(height - 0.32, color=PALE, linewidth=0.8)
    if not is_sized(row):
        axes.plot([LANE], [height], **_mark(row), markersize=7)
        axes.text(LANE + 2_000, height, in_words(row), va="center")
        return
    axes.plot([0, 0], [height - 0.3, height + 0.2], color=GREY, linewidth=0.8)
    axes.plot([0, row["impact"]], [height, height], **_stem(row))
    axes.plot(_interval(row), [height, height], **INTERVAL)
    axes.plot([row["impact"]], [height], **_mark(row), markersize=7)
    free = -400 if row["impact"] > 2_000 else 11_000
    axes.text(free, height - 0.02, in_words(row), va="center", ha="right")


def _site(axes: Axes, row: pd.Series, across: float, height: float) -> None:
    marker = {"loss": "v", "no detectable effect": "D"}.get(row["finding"], "^")
    fill = INK if row["finding"] in ("gain", "loss") else "white"
    axes.plot([across], [height], marker, markersize=7, color=INK, markerfacecolor=fill)
    if row["cross_checked"] == "no":
        axes.text(across + 0.15, height, "m", va="center", fontsize=11.5)


def _mark(row: pd.Series) -> dict:
    look = GRADE_MARKS[grade_mark(row)] if is_sized(row) else UNSIZED_MARKS[row["finding"]]
    return {"color": INK, "linestyle": "none"} | look


def _stem(row: pd.Series) -> dict:
    dashed = grade_mark(row) == UNCONFIRMED
    return {"color": INK, "linewidth": 0.8, "linestyle": "--" if dashed else "-"}


def _interval(row: pd.Series) -> list[float]:
    """The 95 percent interval, of no width where the report prints no standard error."""
    reach = 1.96 * row["std_error"] if row["se_basis"] == "published" else 0
    return [row["impact"] - reach, row["impact"] + reach]


def _legend(figure: Figure) -> None:
    look = {"color": INK, "linestyle": "none"}
    gain, null = UNSIZED_MARKS["gain"], UNSIZED_MARKS["no detectable effect"]
    figure.legend(
        handles=[
            *(Line2D([], [], label=grade, **look, **mark) for grade, mark in GRADE_MARKS.items()),
            Line2D([], [], label="95% confidence interval", **INTERVAL),
            Line2D([], [], label="gain, size in dollars not published", **look, **gain),
            Line2D([], [], label="no detectable effect, size not published", **look, **null),
        ],
        loc="outside upper left",
        frameon=False,
        borderpad=0.9,  # a gap above the first titles
        handletextpad=0.4,
    )
