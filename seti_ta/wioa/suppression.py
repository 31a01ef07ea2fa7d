"""Hides small counts, and as many others as it takes so that no hidden one can be worked out.

A table of counts has cells, and sums that readers know or could add up. A hidden cell is safe if
the numbers left in sight, and that no count is below 0, leave at least two answers for it. Each
cell is checked for that by linear programming. No federal law fixes the smallest count to show, so
it is a parameter; ask your state for its own.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from seti_ta.calculators import InputError
from seti_ta.roster.small_cells import FEWEST

#: What stands in the place of a hidden number. It does not tell small ones from the others.
HIDDEN = "**"

TOTAL = "All"


def safe_mask(tables: Sequence[np.ndarray], fewest: int = FEWEST) -> np.ndarray:
    """True where a cell must be hidden in each of several tables of counts.

    ``tables`` have one shape, rows by columns of whole numbers from 0. Their cells, the sum of
    each row, of each column and of all are taken to be published. The result has one row and one
    column more, for the sums; a table of one column gets the row only. The tables stand for
    numerators and those left over, for example; where one is small, all are hidden.
    """
    full = [_with_sums(np.asarray(each, dtype=float)) for each in tables]
    mask = np.any([(each < fewest) for each in full], axis=0)
    while not mask.all() and (place := _worked_out(full, mask)):
        mask |= _one_more(full, mask, *place)
    return mask


def suppressed(table: pd.DataFrame, fewest: int = FEWEST) -> pd.DataFrame:
    """A table of ``indicators`` broken down by one column, ready for release.

    Counts under ``fewest`` are hidden: of people counted, of those who met the indicator and of
    those who did not; and others with them. A hidden line has ``**`` in each number. A line for
    all is added to each indicator, which is what readers may know. Medians and pending counts
    follow their line. Do not release two tables from nearly the same people: the difference may
    show a few.

    Raises:
        InputError: the table is broken down by more than one column or ``fewest`` is under 2.
    """
    _check_fewest(fewest)
    groups = list(table.columns[: list(table.columns).index("program")])
    if len(groups) > 1:
        raise InputError({"by": "A table for release is broken down by one column at most."})
    parts = [
        _released(part, groups, fewest)
        for _, part in table.groupby(["program", "indicator"], sort=False)
    ]
    return pd.concat(parts, ignore_index=True)


def hide_small(counts: pd.DataFrame, fewest: int = FEWEST) -> pd.DataFrame:
    """A table of counts, with the sums added that readers know, and what must be hidden replaced.

    Rows and columns are groups, cells are people; each person stands in one cell. Every column is
    a group, so a column of names must be the index.

    Raises:
        InputError: a cell is no whole number from 0, or ``fewest`` is under 2.
    """
    _check_fewest(fewest)
    numbers = counts.apply(pd.to_numeric, errors="coerce")
    odd = numbers.isna() | (numbers < 0) | (numbers % 1 != 0)
    if odd.any(axis=None) or counts.empty:
        number = int(odd.sum().sum())
        raise InputError(
            {"counts": f"{number} cells are no whole number from 0; each must be one."}
        )
    cells = numbers.to_numpy(dtype=float)
    rows = [*counts.index, TOTAL]
    columns = [*counts.columns, TOTAL] if cells.shape[1] > 1 else list(counts.columns)
    shown = pd.DataFrame(_with_sums(cells).astype(int), rows, columns).astype(object)
    return shown.mask(safe_mask([cells], fewest), HIDDEN)


def _check_fewest(fewest: int) -> None:
    if not 2 <= fewest <= 1000:
        raise InputError({"fewest": f"fewest is {fewest}; it must be from 2 to 1,000."})


def _released(part: pd.DataFrame, groups: list[str], fewest: int) -> pd.DataFrame:
    part = part.reset_index(drop=True)
    people = part["denominator"].to_numpy(dtype=float)
    met = part["numerator"].fillna(0).to_numpy(dtype=float)
    rates = part["numerator"].notna().all()
    columns = [people, met, people - met] if rates else [people]
    if not groups:
        hidden = np.array([any(column[0] < fewest for column in columns)])
    else:
        hidden = safe_mask([column[:, None] for column in columns], fewest)[:, 0]
        part = pd.concat([part, _all_line(part, groups, rates)], ignore_index=True)
    out = part.astype(object)
    out.loc[hidden, ["numerator", "denominator", "value", "pending"]] = HIDDEN
    small_wait = pd.to_numeric(out["pending"], errors="coerce").between(1, fewest - 1)
    if small_wait.any():
        out["pending"] = HIDDEN
    return out


def _all_line(part: pd.DataFrame, groups: list[str], rates: bool) -> pd.DataFrame:
    people = int(part["denominator"].sum())
    met = int(part["numerator"].sum()) if rates else pd.NA
    return pd.DataFrame(
        {
            groups[0]: [TOTAL],
            "program": part["program"].iloc[0],
            "indicator": part["indicator"].iloc[0],
            "numerator": [met],
            "denominator": people,
            # The median of all is not a sum of the groups: ask for it without a breakdown.
            "value": [met / people if rates and people else pd.NA],
            "pending": int(part["pending"].sum()),
            "window": part["window"].iloc[0],
        }
    )


def _with_sums(cells: np.ndarray) -> np.ndarray:
    down = np.vstack([cells, cells.sum(axis=0)])
    if cells.shape[1] == 1:
        return down
    return np.hstack([down, down.sum(axis=1, keepdims=True)])


def _worked_out(full: Sequence[np.ndarray], mask: np.ndarray) -> tuple[int, int] | None:
    """A hidden cell for which only one answer is left in one of the tables, if there is any."""
    places = [tuple(each) for each in np.argwhere(mask)]
    lines = _lines(mask.shape)
    a = np.array([_signs(line, places) for line in lines], dtype=float)
    for table in full:
        known = np.where(mask, 0, table)
        b = -np.array([sum(known[cell] * sign for cell, sign in line) for line in lines])
        for number, place in enumerate(places):
            if _width(a, b, number) < 1 - 1e-6:
                return place
    return None


def _lines(shape: tuple[int, int]) -> list:
    """Each row and column: its cells with a 1, and its sum with a -1."""
    rows, columns = shape
    across = (
        []
        if columns == 1
        else [[((r, c), 1 if c < columns - 1 else -1) for c in range(columns)] for r in range(rows)]
    )
    down = [[((r, c), 1 if r < rows - 1 else -1) for r in range(rows)] for c in range(columns)]
    return across + down


def _signs(line, places) -> list[int]:
    known = dict(line)
    return [known.get(place, 0) for place in places]


def _width(a: np.ndarray, b: np.ndarray, number: int) -> float:
    """From the smallest to the largest value that a hidden cell can have."""
    goal = np.zeros(a.shape[1])
    goal[number] = 1
    low = linprog(goal, A_eq=a, b_eq=b, bounds=(0, None), method="highs")
    high = linprog(-goal, A_eq=a, b_eq=b, bounds=(0, None), method="highs")
    if high.status == 3:  # nothing holds it from above
        return np.inf
    return -high.fun - low.fun


def _one_more(full: Sequence[np.ndarray], mask: np.ndarray, row: int, column: int) -> np.ndarray:
    """The cell in sight with the fewest people, in the row or the column of an open cell.

    Sums are hidden last.
    """
    added = np.zeros_like(mask)
    last_row, last_column = mask.shape[0] - 1, mask.shape[1] - 1
    one_column = mask.shape[1] == 1
    choices = [(r, column) for r in range(last_row + 1) if not mask[r, column]]
    choices += [(row, c) for c in range(last_column + 1) if not mask[row, c]]
    if not choices:
        choices = [tuple(each) for each in np.argwhere(~mask)]

    def order(place):
        is_sum = place[0] == last_row or (place[1] == last_column and not one_column)
        return (is_sum, max(table[place] for table in full), place)

    added[min(choices, key=order)] = True
    return added
