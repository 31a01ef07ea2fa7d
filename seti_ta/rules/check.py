"""Whether the table of rules is in order, and which rules are due to be looked at again."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from seti_ta.evidence.csv_table import EvidenceError, checked, one_of, read, text, where
from seti_ta.rules.table import FILE, IN_FORCE, Rule, all_rules, long_date

KINDS = [
    "statute", "regulation", "guidance", "fund", "program", "proposal", "data release",
    "clearinghouse",
]  # fmt: skip
STATUSES = [
    IN_FORCE, "proposed", "enjoined", "lapsed", "withdrawn", "closed to applications",
    "superseded", "unknown",
]  # fmt: skip

#: A rule this close to its next check is worth a look now.
SOON = timedelta(days=30)

_NAME = r"^[a-z][a-z0-9_]*$"
_PAIR = re.compile(r"[a-z][a-z0-9_]*=[^;=]+")


def _is_date(cell: str) -> bool:
    """Whether a cell is a year, a month or a day that exists."""
    try:
        date.fromisoformat(cell + "-01-01"[len(cell) - 4 :])
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}(-\d\d){0,2}", cell) is not None


def _are_pairs(cell: str) -> bool:
    pairs = cell.split(";")
    keys = [pair.partition("=")[0] for pair in pairs]
    return all(map(_PAIR.fullmatch, pairs)) and len(keys) == len(set(keys))


def _each(test, error: str) -> pa.Check:
    """A test of every cell that is filled in."""
    return pa.Check(lambda cell: not cell or bool(test(cell)), element_wise=True, error=error)


_DATE = _each(_is_date, "a date that exists: YYYY, YYYY-MM or YYYY-MM-DD")
_DAY = _each(lambda cell: len(cell) == 10 and _is_date(cell), "a day that exists: YYYY-MM-DD")

RULES = pa.DataFrameSchema(
    {
        "id": text(pa.Check.str_matches(_NAME, error="lower-case words, as in pell_max"),
                   empty=False, unique=True),
        "kind": one_of(KINDS),
        "status": one_of(STATUSES),
        "effective_from": text(_DATE),
        "effective_to": text(_DATE),
        "numbers": text(_each(_are_pairs, "different keys, each as key=value, joined by ;")),
        "recalled_numbers": text(),
        "url": text(_each(re.compile(r"https://\S+").fullmatch, "an https address")),
        "verified": one_of(["seen", "recalled"]),
        "as_of": text(_DATE),
        "checked_on": text(_DAY, empty=False),
        "review_by": text(_DAY, empty=False),
        "note": text(),
        **{name: text(empty=False) for name in (
            "topic", "name", "jurisdiction", "what_it_says", "what_it_means_for_a_board",
            "source_title", "source_locator",
        )},
    },
    strict=True,
)  # fmt: skip


def load_rules(path=None) -> pd.DataFrame:
    """The table as typed, indexed by ``id``; ``path`` reads another file in the same form.

    Raises:
        EvidenceError: one sentence naming the row, the column, the value and what it wants.
    """
    source = Path(path) if path else FILE
    table = checked(read(source, source.name), RULES, source.name)
    for line, row in table.iterrows():
        place = where(table, line, source.name)
        if row["review_by"] <= row["checked_on"]:
            raise EvidenceError(
                f"{place}: review_by is '{row['review_by']}', "
                f"which wants a day after checked_on, {row['checked_on']}."
            )
        keys = {pair.partition("=")[0] for pair in row["numbers"].split(";")}
        if strangers := set(row["recalled_numbers"].split(";")) - keys - {""}:
            raise EvidenceError(
                f"{place}: recalled_numbers has {min(strangers)!r}, which wants a key of numbers."
            )
    return table.set_index("id")


def overdue(on: date) -> Iterator[tuple[Rule, str]]:
    """Each rule that may not be printed on this day as it stands, and why."""
    for each in all_rules().values():
        if each.verified != "seen":
            yield each, f"was {each.verified}, not read in any text"
        if each.review_by < on:
            yield each, f"was to be checked by {long_date(each.review_by.isoformat())}"
        if each.status == IN_FORCE and each.effective_to and last_day(each.effective_to) < on:
            yield each, f"is given as in force, and ended {long_date(each.effective_to)}"


def due_soon(on: date) -> Iterator[tuple[Rule, str]]:
    """Each rule that wants a look around this day, and why."""
    for each in all_rules().values():
        if on <= each.review_by <= on + SOON:
            yield each, f"is to be checked by {long_date(each.review_by.isoformat())}"
        if each.status == "unknown":
            yield each, "has a status that was looked for and not found"


def last_day(text: str) -> date:
    """The last day of a date that may be a year or a month only."""
    match [int(part) for part in text.split("-")]:
        case [year]:
            return date(year, 12, 31)
        case [year, month]:
            return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return date.fromisoformat(text)
