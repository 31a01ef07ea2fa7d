"""The figures of the December 2024 memo, one by one, beside what sources say.

``memo.csv`` holds one figure a row. ``found`` and ``say`` name facts in braces, as in
``{quest_cost}`` or ``{quest_2019-year9-earnings impact}``, so that no figure is typed twice.
"""

from importlib import resources
from pathlib import Path
from string import Formatter

import pandas as pd
import pandera.pandas as pa

from seti_ta.evidence.csv_table import EvidenceError, checked, one_of, read, text
from seti_ta.evidence.estimates import NotQuotableError
from seti_ta.evidence.facts import fact

#: What each status says to a reader, in the order of the page.
STATUSES = {
    "confirmed": "A named source says the same.",
    "imprecise": "Close, or true only with a limit that the memo leaves out.",
    "outdated": "Right when written. A newer figure is known.",
    "conditional": "True under some assumptions and false under others.",
    "not found": "No text that we could read says so. It may still be right.",
}

MEMO = pa.DataFrameSchema(
    {
        "id": text(pa.Check.str_matches(r"^[a-z0-9_]+$", error="a name"), unique=True),
        "figure": text(empty=False, unique=True),
        **{name: text(empty=False) for name in ("claim", "place", "found", "say")},
        "status": one_of(list(STATUSES)),
    },
    strict=True,
)


def load(path=None) -> pd.DataFrame:
    """The memo's figures, one a row, in the order of the memo.

    Raises:
        EvidenceError: one sentence naming the row that breaks the rules, or that names a fact
            which does not exist or may not be printed.
    """
    source = Path(path) if path else resources.files(__package__).joinpath("memo.csv")
    table = checked(read(source, source.name), MEMO, source.name)
    for row in table.itertuples():
        _check_facts(row, source.name)
    return table


def parts(text: str) -> list[tuple[str, str | None]]:
    """A text with facts in braces as pairs: words, and the id of the fact that follows them."""
    return [(words, id) for words, id, _, _ in Formatter().parse(text)]


def _check_facts(row, name: str) -> None:
    try:
        for _, id in parts(row.found) + parts(row.say):
            if id is not None:
                fact(id)
    except (KeyError, NotQuotableError) as error:
        raise EvidenceError(f"{name}, row {row.id}: no printable fact: {error.args[0]}") from None
