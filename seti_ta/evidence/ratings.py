"""What review bodies said of each trial, checked on load. ``README.md`` is the key."""

from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from seti_ta.evidence.table import (
    GRADES,
    LISTED,
    WEB,
    checked,
    load_programs,
    load_studies,
    read,
)

BODIES = [
    "CLEAR",
    "What Works Clearinghouse",
    "Pathways Clearinghouse",
    "Social Programs That Work",
    "Straight Talk on Evidence",
    "Blueprints",
    "Brookings",
]
RATED = [
    "quality of the design",
    "size and certainty of the effect",
    "the program as a whole",
]
LEVELS = ["high", "middle", "low", "disputed"]
WAS_READ = GRADES[:2]  # a rating that nobody read is no rating


def _filled(*checks: pa.Check, **options) -> pa.Column:
    filled = pa.Check.str_length(min_value=1, error="a filled cell")
    return pa.Column(str, [filled, *checks], **options)


def _one_of(values: list[str]) -> pa.Column:
    return pa.Column(str, pa.Check.isin(values, error=f"one of: {', '.join(values)}"))


def _listed(column: str, load: Callable[[], pd.DataFrame]) -> pa.Column:
    return pa.Column(str, pa.Check(lambda cells: cells.isin(load()[column]), error=LISTED[column]))


RATINGS = pa.DataFrameSchema(
    {
        "rating_id": _filled(unique=True),
        "study_id": _listed("study_id", load_studies),
        "program": _listed("program", load_programs),
        **{name: _filled() for name in ("report", "outcome", "rating", "reason")},
        "body": _one_of(BODIES),
        "what_is_rated": _one_of(RATED),
        "level": _one_of(LEVELS),
        "year": pa.Column(
            float,
            pa.Check.in_range(1990, 2100, error="a year from 1990"),
            nullable=True,
        ),
        "grade": _one_of(WAS_READ),
        "source_locator": _filled(),
        "source_url": _filled(pa.Check.str_matches(WEB, error="a web address")),
        "note": pa.Column(str),
    },
    strict=True,
)


def load_ratings(path=None) -> pd.DataFrame:
    """The ratings, one a row, indexed by ``rating_id``; ``year`` is NaN where no date was seen.

    ``path`` reads another file in the same form.

    Raises:
        EvidenceError: one sentence naming the row, the column, the value and what it wants.
    """
    name = Path(path).name if path else "ratings.csv"
    source = Path(path) if path else resources.files(__package__).joinpath(name)
    return checked(read(source, name), RATINGS, name).set_index("rating_id")
