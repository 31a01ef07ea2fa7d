"""What may be asked of a study: each refusal is one sentence with the field, value and range."""

import math
from collections.abc import Collection


class EvaluationError(ValueError):
    """The question cannot be answered as asked; one sentence says which field and why."""


def number(field: str, value, low: float = -math.inf, high: float = math.inf) -> float:
    """``value`` as a number from ``low`` to ``high``, both included."""
    return _within(field, value, low, high, low <= _finite(field, value) <= high, "from {} to {}")


def between(field: str, value, low: float, high: float) -> float:
    """``value`` as a number above ``low`` and below ``high``."""
    return _within(field, value, low, high, low < _finite(field, value) < high, "between {} and {}")


def whole(field: str, value, low: int, high: int = 10_000_000) -> int:
    """``value`` as a whole number from ``low`` to ``high``."""
    if _finite(field, value) != int(value):
        raise EvaluationError(f"{field} is {value}; it must be a whole number.")
    return int(number(field, value, low, high))


def one_of(field: str, value: str, allowed: Collection[str]) -> str:
    """``value``, if it is one of ``allowed``."""
    if value not in allowed:
        raise EvaluationError(f"{field} is {value!r}; it must be one of {', '.join(allowed)}.")
    return value


def _finite(field: str, value) -> float:
    if isinstance(value, (bool, str)) or value is None:
        raise EvaluationError(f"{field} is {value!r}; it must be a number.")
    try:
        held = float(value)
    except (TypeError, ValueError):
        raise EvaluationError(f"{field} is {value!r}; it must be a number.") from None
    if not math.isfinite(held):
        raise EvaluationError(f"{field} is {held}; it must be a finite number.")
    return held


def _within(field: str, value, low: float, high: float, fits: bool, words: str) -> float:
    if fits:
        return float(value)
    if math.isinf(high):
        raise EvaluationError(f"{field} is {value:g}; it must be {low:,.10g} or more.")
    span = words.format(f"{low:,.10g}", f"{high:,.10g}")
    raise EvaluationError(f"{field} is {value:g}; it must be {span}.")
