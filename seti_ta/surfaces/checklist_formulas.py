"""What the sheets of a checklist's workbook share: names of cells, and what may stand in them."""

from seti_ta.checklists.answers import LEVELS, NOT_APPLICABLE
from seti_ta.checklists.definition import Item
from seti_ta.surfaces.formula import quoted

NA = quoted(NOT_APPLICABLE)
SHOWN_LEVELS = [*LEVELS, NOT_APPLICABLE]


def named(step: str, item: Item) -> str:
    """The name of the cell that holds a step or an entry for an item."""
    return f"{step}_{item.id.replace('-', '_')}"


def typed(cell: str) -> str:
    """What stands in a cell, number or text, as a text to compare."""
    return f'LOWER(TRIM({cell}&""))'


def is_one_of(cell: str, values) -> str:
    """Whether one of the values stands in a cell, as a number or as a text."""
    return f"OR({','.join(f'{typed(cell)}={quoted(str(each).lower())}' for each in values)})"
