"""Inputs to try on every surface. A new calculator is tried too, without a word here."""

import random

from seti_ta.calculators.units import UNITS
from seti_ta.calculators.vocabulary import Calculator, Input

#: Entries that no field but a choice or an unusually wide one accepts.
BAD_ENTRIES = (
    "", " ", "abc", "twelve", "12abc", "1e3", "--5", "5-", "1,00", "1,0000", "12,34", "NaN",
    "Infinity", "∞", "½", "٣", "=1+1", "<b>1</b>", "{value}", "$&", "-", ".", "%", "$", "50%%",
    "$5%", "-99999999", "99999999", "0.5.1", "9" * 60, "1 000", "1   000", "0x10", "😀" * 45,
)  # fmt: skip


def valid_cases(calculator: Calculator, count: int = 1000) -> list[dict]:
    """Seeded random inputs within their ranges, with the ends of the ranges among them."""
    draw = random.Random(calculator.name)
    cases = [{}, *({e.name: end} for e in calculator.inputs for end in ends(e))]
    while len(cases) < count:
        cases.append({each.name: value(each, draw) for each in calculator.inputs})
    return cases[:count]


def ends(field: Input) -> list:
    """The extreme entries of one field."""
    return list(field.choices) or [field.low, field.high]


def value(field: Input, draw: random.Random) -> float | str:
    if field.choices:
        return draw.choice(list(field.choices))
    kind = draw.random()
    if kind < 0.1:
        return field.low
    if kind < 0.2:
        return field.high
    if kind < 0.3:
        return field.default
    number = draw.uniform(field.low, field.high)
    if field.whole:
        return round(number)
    # Round numbers meet thresholds; long ones do not.
    digits = draw.choice([0, 1, 4])
    return min(field.high, max(field.low, round(number, digits)))


def is_amount(calculator: Calculator, name: str) -> bool:
    """Whether surfaces may differ in the last digits: not for counts, names, yes or no."""
    return UNITS[calculator.declared[name].unit].format in {"dollars", "percent", "number"}


def difference(a: float, b: float) -> float:
    """How far apart two amounts are, as a share of their size (of one, if they are smaller)."""
    return abs(a - b) / max(1, abs(a), abs(b))
