"""How a sentence counts people, and lists rows and columns without showing a cell."""

from collections.abc import Iterable

#: A longer list is cut.
LONGEST_LIST = 5


def count(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"


def rows(numbers: Iterable[int]) -> str:
    """Rows of the file, as a spreadsheet numbers them: "rows 4, 7 and 9"."""
    numbers = [str(number) for number in numbers]
    return f"row{'s' if len(numbers) > 1 else ''} {listed(numbers)}"


def listed(words: Iterable[str]) -> str:
    words = list(words)
    shown = words[:LONGEST_LIST]
    if len(words) > LONGEST_LIST:
        shown.append(f"{len(words) - LONGEST_LIST} more")
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
