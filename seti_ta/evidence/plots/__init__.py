"""Pictures of the evidence table: narrow enough for a phone, the same bytes on every machine.

Each function returns a matplotlib Figure; ``svg(figure)`` shows it in a notebook. Marks differ by
shape and fill, never by color only.
"""

from seti_ta.evidence.plots.earnings import by_year, latest, yearly_earnings
from seti_ta.evidence.plots.findings import board, by_kind, courses, over_time, tally
from seti_ta.evidence.plots.forest import forest
from seti_ta.evidence.plots.pairs import cost_and_gain, pay_and_employment
from seti_ta.evidence.plots.ratings import side_by_side
from seti_ta.evidence.plots.style import svg

__all__ = [
    "board",
    "by_kind",
    "by_year",
    "cost_and_gain",
    "courses",
    "forest",
    "latest",
    "over_time",
    "pay_and_employment",
    "side_by_side",
    "svg",
    "tally",
    "yearly_earnings",
]
