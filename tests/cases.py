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


#: Entries that people type for numbers, and what they mean. The spaces are those of SPACES.
WAYS_TO_TYPE = (
    "{}", " {} ", "\u00a0{}\t", "\ufeff{}\n", "{}.", "0{}", "{}.0",
)  # fmt: skip
#: Characters that some platforms take for spaces, and ours do not.
NOT_SPACES = ("\x85{}", "\x1c{}", "\u2028{}", "\u200b{}")


def valid_cases(calculator: Calculator, count: int = 1000) -> list[dict]:
    """Seeded inputs within their ranges: the defaults, the ends of every range, then chance.

    Some are on a threshold of the calculator, or a hair beside it.
    """
    chance = random.Random(calculator.name)
    cases = [{}, *({each.name: end} for each in calculator.inputs for end in ends(each))]
    while len(cases) < count:
        digits = chance.choice((-1, 0, 1, 9))  # round numbers often make whole people
        case = {each.name: entry(each, digits, chance) for each in calculator.inputs}
        cases.append(near_a_threshold(calculator, case, chance))
    return cases[:count]


def ends(field: Input) -> list:
    """The extreme entries of one field."""
    return list(field.choices) or [field.low, field.high]


def entry(field: Input, digits: int, chance: random.Random) -> float | str:
    """A random entry of one field, rounded to so many digits."""
    if field.choices:
        return chance.choice(list(field.choices))
    number = round(chance.uniform(field.low, field.high), min(digits, 0) if field.whole else digits)
    return min(max(number, field.low), field.high)


def near_a_threshold(calculator: Calculator, case: dict, chance: random.Random) -> dict:
    """The case, sometimes with one input set equal to a step of its unit, or a hair off.

    The hairs stay clear of the tolerance itself, where a sheet's own rounding decides.
    """
    field = chance.choice([each for each in calculator.inputs if not each.choices])
    values = calculator(**case).values
    candidates = [
        values[each.name]
        for each in calculator.inputs + calculator.steps
        if each.unit == field.unit and not isinstance(values[each.name], list)
    ]
    hair = 0 if field.whole else chance.choice((0, 3e-11, -3e-11, 7e-9, -7e-9))
    base = chance.choice((values[field.name], chance.choice(candidates)))
    value = base * (100 if field.is_percent else 1) + hair
    fits = field.low <= value <= field.high and not (field.whole and value != int(value))
    return case | {field.name: value} if fits else case


def is_amount(calculator: Calculator, name: str) -> bool:
    """Whether surfaces may differ in the last digits: not for counts, names, yes or no."""
    return UNITS[calculator.declared[name].unit].format in {"dollars", "percent", "number"}


def difference(a: float, b: float) -> float:
    """How far apart two amounts are, as a share of their size (of one, if they are smaller)."""
    return abs(a - b) / max(1, abs(a), abs(b))
