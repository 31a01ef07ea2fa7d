"""Pictures of the evidence table: narrow enough for a phone, the same bytes on every machine.

Each function takes ``seti_ta.evidence.load()`` and returns a matplotlib Figure; ``svg(figure)``
shows it in a notebook. Marks differ by shape and fill, never by color only.
"""

from seti_ta.evidence.follow_up import spans
from seti_ta.evidence.plots.earnings import LANE, by_year, latest, yearly_earnings
from seti_ta.evidence.plots.findings import board, by_kind, courses, over_time, tally
from seti_ta.evidence.plots.pairs import cost_and_gain, in_prices_of, pay_and_employment
from seti_ta.evidence.plots.style import (
    AGREED,
    GRADE_MARKS,
    GREY,
    INK,
    LABEL,
    MINUS,
    NAMED,
    PALE,
    STYLE,
    UNCONFIRMED,
    UNSIZED_MARKS,
    WIDTH,
    finding_mark,
    grade_mark,
    in_words,
    is_sized,
    signed,
    svg,
)

__all__ = [
    "AGREED",
    "GRADE_MARKS",
    "GREY",
    "INK",
    "LABEL",
    "LANE",
    "MINUS",
    "NAMED",
    "PALE",
    "STYLE",
    "UNCONFIRMED",
    "UNSIZED_MARKS",
    "WIDTH",
    "board",
    "by_kind",
    "by_year",
    "cost_and_gain",
    "courses",
    "finding_mark",
    "grade_mark",
    "in_prices_of",
    "in_words",
    "is_sized",
    "latest",
    "over_time",
    "pay_and_employment",
    "signed",
    "spans",
    "svg",
    "tally",
    "yearly_earnings",
]
