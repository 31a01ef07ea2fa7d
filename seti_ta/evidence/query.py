"""Finding rows of the evidence table by program, outcome and follow-up."""

from difflib import get_close_matches

import pandas as pd

from seti_ta.evidence.estimates import EFFECTS, why_not_quotable


def find(
    table: pd.DataFrame,
    *,
    program: str | None = None,
    kind: str | None = None,
    outcome: str | None = None,
    domain: str | None = None,
    horizon: float | tuple[float, float] | None = None,
    quotable: bool = False,
) -> pd.DataFrame:
    """The rows of ``seti_ta.evidence.load()`` that match every condition given.

    ``horizon`` is a year since random assignment, or the first and the last year of a span; a row
    stands at the end of its period. ``quotable=True`` keeps the effects that prose may print.

    Raises:
        ValueError: naming a program, kind, outcome or domain that the table does not have, or a
            horizon that is no span of years.
    """
    wanted = {"program": program, "kind": kind, "outcome": outcome, "domain": domain}
    rows = table
    for column, value in wanted.items():
        if value is not None:
            _known(value, table[column], column)
            rows = rows[rows[column] == value]
    if horizon is not None:
        rows = rows[rows["followup_years"].between(*span(horizon))]
    return rows[is_quotable(rows)] if quotable else rows


def span(horizon: float | tuple[float, float]) -> tuple[float, float]:
    """The first and the last year of a horizon; one year is both.

    Raises:
        ValueError: where it is not a year, or not two in order, from 0.
    """
    years = horizon if isinstance(horizon, tuple) else (horizon, horizon)
    try:
        first, last = years
        if 0 <= first <= last:
            return first, last
    except (TypeError, ValueError):
        pass
    raise ValueError(f"horizon is {horizon!r}, which wants one year or two in order, from 0.")


def is_quotable(table: pd.DataFrame) -> pd.Series:
    """Whether prose may print the effect of each row, as an amount or as a percent."""
    allowed = [
        not all(why_not_quotable(row, column) for column in EFFECTS)
        for row in table.to_dict("records")
    ]
    return pd.Series(allowed, index=table.index, dtype=bool)


def _known(value: str, column: pd.Series, name: str) -> None:
    known = sorted(column.unique())
    if value not in known:
        close = get_close_matches(str(value), known, n=3, cutoff=0.4)
        hint = f"did you mean {' or '.join(map(repr, close))}?" if close else "see its column."
        raise ValueError(f"{name} is {value!r}, which these rows do not have; {hint}")
