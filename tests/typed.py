"""What a reader would type to enter a value."""

from decimal import Decimal


def typed(value):
    """The value as text, with every digit of a number; of rows, each cell."""
    match value:
        case dict():
            return {name: typed(each) for name, each in value.items()}
        case list() | tuple():
            return [typed(each) for each in value]
        case str():
            return value
        case None:
            return ""
    return f"{Decimal(repr(value)):f}"
