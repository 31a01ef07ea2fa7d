"""What evaluations of employment training found: estimates, studies, sources and grades.

``load()`` gives the whole table to pandas. ``row()`` and ``quote()`` need Python only.
"""

from seti_ta.evidence.estimates import NotQuotableError, quote, row, studies

__all__ = ["NotQuotableError", "load", "load_ratings", "quote", "row", "studies"]


def load(path=None):
    """The evidence table as a DataFrame; see ``seti_ta.evidence.table.load``."""
    from seti_ta.evidence import table  # pandas loads here, so that calculators stay light

    return table.load(path)


def load_ratings(path=None):
    """The ratings by review bodies; see ``seti_ta.evidence.ratings.load_ratings``."""
    from seti_ta.evidence import ratings

    return ratings.load_ratings(path)
