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
    right. Readers are taken to know the total of each column. So the hidden counts of a column
    add up to ``FEWEST`` or more, or the whole column is hidden.
    """
    mask = pd.Series(False, index=counts.index)
    masks = {}
    for gate, column in counts.items():
        # Once hidden, a group stays hidden: a count to its right would tell too much.
        mask = mask | (column < FEWEST)
        while mask.any() and not mask.all() and column[mask].sum() < FEWEST:
            mask[column[~mask].idxmin()] = True
        masks[gate] = mask.copy()
    return pd.DataFrame(masks)
