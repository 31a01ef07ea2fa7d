"""What review bodies said of each trial, checked on load. ``README.md`` is the key."""

from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from seti_ta.evidence.csv_table import checked, one_of, read, text, web_address, whole
from seti_ta.evidence.table import GRADES, LISTED, load_programs, load_studies

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


def _listed(column: str, load: Callable[[], pd.DataFrame]) -> pa.Column:
    return pa.Column(str, pa.Check(lambda cells: cells.isin(load()[column]), error=LISTED[column]))


RATINGS = pa.DataFrameSchema(
    {
        "rating_id": text(empty=False, unique=True),
        "study_id": _listed("study_id", load_studies),
        "program": _listed("program", load_programs),
        **{name: text(empty=False) for name in ("report", "outcome", "rating", "reason")},
        "body": one_of(BODIES),
        "what_is_rated": one_of(RATED),
        "level": one_of(LEVELS),
        "year": whole(1990, 2100),
        "grade": one_of(WAS_READ),
        "source_locator": text(empty=False),
        "source_url": web_address(empty=False),
        "note": text(),
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
