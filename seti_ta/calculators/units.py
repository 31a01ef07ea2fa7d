"""Units, and how a number in each is written out. Their words are in ``messages.json``.

Formats: ``whole`` 1,234; ``dollars`` -$1,234; ``cents`` $18.50; ``percent`` 25.3%, held as 0.253;
``number`` 4.5; ``year`` 2024; ``name`` the label of an input or a choice; ``text`` what a
reader typed; ``yes_no``.
"""

from dataclasses import dataclass

from seti_ta.calculators.functions import round_half_up


@dataclass(frozen=True)
class Unit:
    """A unit by the format that its values take, and how many decimals a result shows."""

    format: str
    digits: int = 0

    @property
    def is_money(self) -> bool:
        return self.format in ("dollars", "cents")


UNITS = {
    "people": Unit("whole"),
    "people a week": Unit("whole"),
    "expected people": Unit("number", 1),
    "share": Unit("number", 2),
    "weeks": Unit("whole"),
    "years": Unit("whole"),
    "percent": Unit("percent", 1),
    "dollars": Unit("dollars"),
    "dollars a year": Unit("dollars"),
    "dollars a person": Unit("dollars"),
    "years later": Unit("number", 1),
    "weeks of class": Unit("number", 1),
    "dollars an hour": Unit("cents"),
    "hours": Unit("number", 1),
    "hours a week": Unit("number", 1),
    "hours a month": Unit("number", 1),
    "hours a year": Unit("number", 1),
    "months": Unit("number", 1),
    "plan months": Unit("whole"),
    "people a month": Unit("number", 1),
    "contacts a week": Unit("number", 1),
    "contacts a month": Unit("number", 1),
    "cohorts": Unit("whole"),
    "cohorts a year": Unit("number", 2),
    "rooms": Unit("whole"),
    "posts": Unit("number", 2),
    "coaches": Unit("number", 1),
    "employers": Unit("whole"),
    "dollars a week": Unit("dollars"),
    "dollars a month": Unit("cents"),
    "dollars a quarter": Unit("dollars"),
    "dollars for a dollar": Unit("cents"),
    "ratio": Unit("number", 2),
    "weeks a year": Unit("whole"),
    "points": Unit("number", 1),
    "percentage points": Unit("number", 1),
    "standard deviations": Unit("number", 3),
    "year": Unit("year"),
    "number": Unit("number", 4),
    "rate": Unit("number", 3),
    "weight": Unit("number", 1),
    "count": Unit("whole"),
    "place": Unit("whole"),
    "factor": Unit("number", 2),
    "text": Unit("text"),
    "name": Unit("name"),
    "yes or no": Unit("yes_no"),
}


def plain(value: float) -> str:
    """A number as text, as a spreadsheet writes it in General format."""
    return f"{value + 0.0:.15g}"


def written(value: float, unit: Unit, digits: int) -> str:
    """A number as readers see it, with up to ``digits`` decimals."""
    match unit.format:
        case "whole":
            return f"{round_half_up(value):,.0f}"
        case "dollars":
            rounded = round_half_up(value)
            return f"{'-' if rounded < 0 else ''}${abs(rounded):,.0f}"
        case "cents":
            rounded = round_half_up(value, 2)
            return f"{'-' if rounded < 0 else ''}${abs(rounded):,.2f}"
        case "year":
            return plain(value)
        case "percent":
            return f"{plain(round_half_up(100 * value, digits))}%"
        case "number":
            return plain(round_half_up(value, digits))
