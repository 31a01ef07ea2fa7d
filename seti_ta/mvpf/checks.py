"""What may be asked of an account: each refusal is one sentence with field, value and range."""

import math

#: A program's mapping holds known fields of the right kind, and nothing else.
STRICT = {"extra": "forbid", "strict": True}


class MvpfError(ValueError):
    """The account cannot be drawn up as asked; one sentence says which field and why."""


def number(field: str, value: float, low: float = -math.inf, high: float = math.inf) -> float:
    """``value``, if it is a finite number from ``low`` to ``high``."""
    if isinstance(value, bool | str) or value is None or not math.isfinite(value):
        raise MvpfError(f"{field} is {value!r}; it must be a finite number.")
    if not low <= value <= high:
        span = f"{low:,.10g} or more" if math.isinf(high) else f"from {low:,.10g} to {high:,.10g}"
        raise MvpfError(f"{field} is {value:,.10g}; it must be {span}.")
    return value


def one_of(field: str, value, allowed) -> None:
    """Refuses a ``value`` that is none of ``allowed``."""
    if value not in allowed:
        raise MvpfError(f"{field} is {value!r}; it must be one of {', '.join(map(str, allowed))}.")
