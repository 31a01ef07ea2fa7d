"""What evaluations of employment training found: estimates, studies, sources and grades.

``load()`` gives the whole table to pandas, and ``find`` searches it. ``row()`` and ``quote()``
need Python only.
"""

from importlib import import_module

from seti_ta.evidence.estimates import NotQuotableError, quote, row, studies

# These need pandas, which loads when one of them is first asked for: calculators stay light.
_IN_PANDAS = {
    "EvidenceError": "csv_table",
    "find": "query",
    "in_prices_of": "price_scale",
    "is_quotable": "query",
    "load": "table",
    "load_outcomes": "table",
    "load_programs": "table",
    "load_ratings": "ratings",
    "load_studies": "table",
    "with_std_errors": "std_errors",
}

__all__ = ["NotQuotableError", "quote", "row", "studies", *_IN_PANDAS]


def __getattr__(name: str):
    if name not in _IN_PANDAS:
        raise AttributeError(f"seti_ta.evidence has no {name!r}")
    return getattr(import_module(f"seti_ta.evidence.{_IN_PANDAS[name]}"), name)
