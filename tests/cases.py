"""Inputs to try on every surface. A new calculator is tried too, without a word here."""

import os
import random

from seti_ta.calculators.checked_entry import LONGEST_NAME
from seti_ta.calculators.checked_input import breaks_order, pairs
from seti_ta.calculators.units import UNITS
from seti_ta.calculators.vocabulary import Calculator, Input, Table

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


#: Names that a reader may well type, and that a surface may take for something else.
NAMES = (
    "Health care", "Ärzte & Pfleger", "<b>trade</b>", "O’Neil’s \"best\"", "a, b; c", "物流",
    "😀 care", "-5", "1e3", "null", "$& trades", "TRUE", "x" * LONGEST_NAME,
)  # fmt: skip
#: A hair beside a threshold, clear of the tolerance itself, where a sheet's own rounding decides.
HAIRS = (0, 3e-11, -3e-11, 7e-9, -7e-9)


#: How many cases the page and the workbook compute as Python does: a release tries a thousand.
PARITY_CASES = int(os.environ.get("PARITY_CASES", "100"))


def parity_cases(calculator: Calculator, count: int = PARITY_CASES) -> list[dict]:
    """The ends of every range, and at least half as many cases by chance as were asked for."""
    return valid_cases(calculator, max(count, len(end_cases(calculator)) + count // 2))


def end_cases(calculator: Calculator) -> list[dict]:
    """The defaults, and each input at the ends of its range."""
    cases = [{}, *({each.name: end} for each in calculator.inputs for end in ends(each))]
    return [case for case in cases if is_in_order(calculator, case)]


def valid_cases(calculator: Calculator, count: int = 1000) -> list[dict]:
    """Seeded inputs within their ranges: the defaults, the ends of every range, then chance.

    Some are on a threshold of the calculator, or a hair beside it. Tables have from their
    least to their most rows.
    """
    chance, cases = random.Random(calculator.name), end_cases(calculator)
    while len(cases) < count:
        case = put_in_order(calculator, random_case(calculator, chance), chance)
        if is_in_order(calculator, case):
            cases.append(near_a_threshold(calculator, case, chance))
    return cases[:count]


def some_cases(calculator: Calculator, count: int) -> list[dict]:
    """The defaults, and others of the valid cases by chance: for what is slow to try."""
    first, *others = valid_cases(calculator, len(end_cases(calculator)) + 4 * count)
    return [first, *random.Random(calculator.name).sample(others, count - 1)]


def random_case(calculator: Calculator, chance: random.Random) -> dict:
    """Entries by chance for every input and table."""
    digits = chance.choice((-1, 0, 1, 9))  # round numbers often make whole people
    case = {
        each.name: None if each.optional and chance.random() < 0.2 else entry(each, digits, chance)
        for each in calculator.inputs
    }
    return case | random_tables(calculator, digits, chance)


def put_in_order(calculator: Calculator, case: dict, chance: random.Random) -> dict:
    """The case with the cells of tables in order: few tables are by chance."""
    for pair in [each for each in pairs(calculator, case) if each.row and not each.is_in_order]:
        row = case[calculator.table_of[pair.order.lower].name][pair.row - 1]
        lower = calculator.declared[pair.order.lower]
        limit = min(row[pair.order.upper], lower.high)
        level = (
            limit if chance.random() < 0.5 and not pair.order.strict else limit * chance.random()
        )
        row[pair.order.lower] = fit(lower, int(level) if lower.whole else level)
    return case


def is_in_order(calculator: Calculator, case: dict) -> bool:
    return not breaks_order(calculator, calculator.defaults | case)


def ends(field: Input) -> list:
    """The extreme entries of one field."""
    if field.is_text:
        return ["x", "x" * LONGEST_NAME]
    return list(field.choices) or [field.low, field.high]


def entry(field: Input, digits: int, chance: random.Random) -> float | str:
    """A random entry of one field, rounded to so many digits."""
    if field.choices:
        return chance.choice(list(field.choices))
    if field.is_text:
        return chance.choice(NAMES)
    number = chance.uniform(field.low, field.high)
    if field.high - field.low > 1e8:  # people rarely enter millions
        number /= chance.choice((1, 1e3, 1e6, 1e8))
    return fit(field, round(number, min(digits, 0) if field.whole else digits))


def fit(field: Input, number: float) -> float:
    """The entry nearest to ``number`` that the field takes."""
    return min(max(number, field.low), field.high)


def near_a_threshold(calculator: Calculator, case: dict, chance: random.Random) -> dict:
    """The case, sometimes with one input set equal to a step of its unit, or a hair off."""
    numbers = [each for each in calculator.inputs if each.is_number]
    if not numbers:
        return case
    field = chance.choice(numbers)
    values = calculator(**case).values
    candidates = [
        values[each.name]
        for each in calculator.inputs + calculator.steps
        if each.unit == field.unit and isinstance(values[each.name], int | float)
    ]
    if values[field.name] is None:
        return case
    hair = 0 if field.whole else chance.choice(HAIRS)
    base = chance.choice((values[field.name], chance.choice(candidates)))
    value = base * (100 if field.is_percent else 1) + hair
    fits = field.low <= value <= field.high and not (field.whole and value != int(value))
    moved = case | {field.name: value}
    return moved if fits and is_in_order(calculator, moved) else case


def random_tables(calculator: Calculator, digits: int, chance: random.Random) -> dict:
    """Rows by chance: often few different numbers, so that they tie and stand on a limit."""
    sizes = {
        each.name: chance.choice((each.least, each.most, chance.randint(each.least, each.most)))
        for each in calculator.tables
    }
    columns = [each for table in calculator.tables for each in table.columns]
    different = chance.randint(1, 3)
    few = {each.unit: [entry(each, digits, chance) for _ in range(different)] for each in columns}
    draws_from_few, empty = chance.random() < 0.5, chance.choice((0.5, 0.9, 1))

    def cell(field: Input) -> float | str | None:
        if field.optional and chance.random() < empty:
            return "" if field.is_text else None
        if not field.is_number or not draws_from_few:
            return entry(field, digits, chance)
        number = chance.choice(few[field.unit])
        hair = 0 if field.whole else chance.choice(HAIRS) * max(1, abs(number))
        return fit(field, number + hair)

    def cells(field: Input):
        return [cell(field) for _ in range(sizes[field.across])] if field.across else cell(field)

    def row(table: Table) -> dict:
        return {each.name: cells(each) for each in table.columns}

    tables = {each.name: [row(each) for _ in range(sizes[each.name])] for each in calculator.tables}
    for table in (each for each in calculator.tables if each.unique):
        names = chance.sample([*NAMES, *map(str, range(table.most))], sizes[table.name])
        for each, name in zip(tables[table.name], names, strict=True):
            each[table.named_by.name] = name
    return tables


def places(calculator: Calculator) -> list[tuple[str, Input]]:
    """Every input, and one cell of each column, such as ``sectors.2.value.2``."""
    cells = [
        (f"{table.name}.2.{each.name}" + (".2" if each.across else ""), each)
        for table in calculator.tables
        for each in table.columns
    ]
    return [*((each.name, each) for each in calculator.inputs), *cells]


def unlike_places(calculator: Calculator) -> list[tuple[str, Input]]:
    """The places whose entries are read by one rule, once each: the first input or cell of it."""
    found = {}
    for place, field in places(calculator):
        rule = (
            field.unit,
            field.low,
            field.high,
            field.whole,
            field.optional,
            tuple(field.choices),
        )
        found.setdefault(rule, (place, field))
    return list(found.values())


def entered_at(calculator: Calculator, place: str, entered) -> dict:
    """The case that differs from the defaults in one place."""
    if place in {each.name for each in calculator.inputs}:
        return {place: entered}
    table, number, column, *across = place.split(".")
    rows = [dict(row) for row in calculator.defaults[table]]
    row = rows[int(number) - 1]
    if across:
        row[column] = list(row[column])
        row[column][int(across[0]) - 1] = entered
    else:
        row[column] = entered
    return {table: rows}


def leaves(value) -> list:
    """The single values of a schedule, a column or a matrix; of a single value itself."""
    return [leaf for each in value for leaf in leaves(each)] if isinstance(value, list) else [value]


#: Formats of values that surfaces may differ on in the last digits.
AMOUNTS = {"dollars", "cents", "percent", "number"}


def is_amount(calculator: Calculator, name: str) -> bool:
    """Whether surfaces may differ in the last digits: not for counts, names, yes or no."""
    return UNITS[calculator.declared[name].unit].format in AMOUNTS


def difference(a: float, b: float) -> float:
    """How far apart two amounts are, as a share of their size (of one, if they are smaller)."""
    return abs(a - b) / max(1, abs(a), abs(b))
