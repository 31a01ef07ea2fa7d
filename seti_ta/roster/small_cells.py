"""Which counts of a table must not be shown, so that no small number can be worked out."""

import pandas as pd

#: Fewer people than this are not shown.
FEWEST = 10

#: Small numbers, and those hidden to protect them, look the same: a reader who could tell
#: them apart could narrow a small number down.
HIDDEN = f"fewer than {FEWEST}, or hidden"


def hidden(counts: pd.DataFrame) -> pd.DataFrame:
    """True where a count must not be shown.

    ``counts`` has a row for each group and a column for each gate, never rising from left to
    right. Readers are taken to know the total of each column. What is hidden in a column is
    therefore at least two groups, with ``FEWEST`` people or more together, or every group.
    """
    mask = pd.Series(False, index=counts.index)
    masks = {}
    for gate, column in counts.items():
        mask = mask | (column < FEWEST)
        while mask.any() and not mask.all() and _can_be_worked_out(column[mask]):
            mask[column[~mask].idxmin()] = True
        masks[gate] = mask.copy()
    return pd.DataFrame(masks)


def _can_be_worked_out(hidden: pd.Series) -> bool:
    return len(hidden) < 2 or hidden.sum() < FEWEST
