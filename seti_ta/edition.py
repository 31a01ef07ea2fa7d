"""The edition of the handbook: its date, and until when a copy of it passes for recent."""

import os
from datetime import UTC, date, datetime, timedelta

RELEASED = "1795392000"  # 23 November 2026: the date printed where git cannot tell it


def edition_date() -> date:
    """The day of this edition, in UTC: from SOURCE_DATE_EPOCH, or else the day of the release."""
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH") or RELEASED)
    return datetime.fromtimestamp(seconds, UTC).date()


def check_by_date() -> date:
    """The last day on which a saved copy passes for recent: a year after the edition."""
    return edition_date() + timedelta(days=365)
