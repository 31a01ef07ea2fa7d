"""Checks what was entered, and says in one sentence what is wrong.

The page and the workbook make the same sentences from the same templates.
"""

import csv
import math
import os
import re
from collections.abc import Mapping
from decimal import Decimal
from numbers import Real
from pathlib import Path

from seti_ta.calculators.functions import above, below
from seti_ta.calculators.units import UNITS, plain
from seti_ta.calculators.vocabulary import Calculator, Input, Order, Table

#: 1,234.5 with the marks that people type: a dollar sign, a percent sign.
NUMBER = re.compile(r"-?\$?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?%?", re.ASCII)

#: What may stand around an entry, and comes along when one is pasted. Python, browsers and
#: sheets each have their own idea of a space, so it is spelled out.
SPACES = " \t\n\r\u00a0\u2007\u202f\ufeff"

#: A name that a reader gives to a row has at most so many letters.
LONGEST_NAME = 40

#: A longer entry is cut before it is repeated to the reader.
LONGEST_ECHO = 40


class InputError(ValueError):
    """One or more inputs are out of range. ``problems`` maps each input to its sentence."""

    def __init__(self, problems: Mapping[str, str]):
        self.problems = dict(problems)
        super().__init__("\n".join(self.problems.values()))

    def _render_traceback_(self) -> list[str]:
        """In a notebook the reader sees the sentences, not a traceback."""
        return list(self.problems.values())


def check(calculator: Calculator, entered: Mapping) -> dict[str, object]:
    """The value of every input as entered (percent, not a share of one), defaults filled in.

    Of a table it is a list of rows, column to value; see ``rows_of`` for what may be
    given.

    Raises:
        InputError: naming each field, the value and the range.
    """
    known = [*calculator.inputs, *calculator.tables]
    names = {each.name for each in known}
    problems = {name: unknown(calculator, name) for name in entered if name not in names}
    values: dict[str, object] = {}
    for field in calculator.inputs:
        raw = entered.get(field.name, field.default)
        values[field.name] = _checked(problems, field.name, calculator, field, raw)
    for table in calculator.tables:
        try:
            values[table.name] = rows_of(calculator, table, entered, values)
        except InputError as error:
            problems |= error.problems
    if not problems:
        problems = out_of_order(calculator, values, entered)
    if problems:
        raise InputError(problems)
    return values


def _checked(problems, key, calculator, field, raw, label=""):
    """One parsed entry; the sentence of a bad one goes to ``problems``."""
    try:
        return parse(field, raw)
    except ValueError:
        problems[key] = f"{rule(calculator, field, label)} {echo(calculator, raw)}"


def out_of_order(calculator: Calculator, values: Mapping, entered: Mapping) -> dict[str, str]:
    """A sentence for each pair of inputs that stand in the wrong order, with what was typed."""
    problems = {}
    for order in calculator.orders:
        if not in_order(order, values[order.lower], values[order.upper]):
            sentence = order_rule(calculator, order).format(
                value=calculator.write_entry(order.upper, values[order.upper])
            )
            typed = entered.get(order.lower, values[order.lower])
            problems[order.lower] = f"{sentence} {echo(calculator, typed)}"
    return problems


def breaks_order(calculator: Calculator, values: Mapping) -> bool:
    """Whether some inputs stand in the wrong order."""
    return any(
        not in_order(each, values[each.lower], values[each.upper]) for each in calculator.orders
    )


def in_order(order: Order, lower: float, upper: float) -> bool:
    """Whether two entries keep the order."""
    return below(lower, upper) if order.strict else not above(lower, upper)


def order_rule(calculator: Calculator, order: Order) -> str:
    """The sentence for two inputs in the wrong order, with a field for the ``{value}`` of one."""
    key = "input.below" if order.strict else "input.at_most"
    labels = (calculator.declared[name].label for name in (order.lower, order.upper))
    return calculator.messages[key].format(
        **dict(zip(("label", "other"), labels, strict=True)), value="{value}"
    )


# Tables


def rows_of(calculator: Calculator, table: Table, entered: Mapping, values: Mapping) -> list[dict]:
    """The checked rows of one table.

    They may be given as a list of mappings, as a DataFrame, or as the path of a CSV file, with
    columns by name or by label. A column across another table is a list, or one column for
    each row of that table, called as that row is. ``values`` holds the tables before this one.

    Raises:
        InputError: where columns are missing or strange, or an entry is out of its range.
    """
    raw = entered.get(table.name, table.rows)
    records = _records(calculator, table, raw)
    tables = {each.name: each for each in calculator.tables}
    across = {
        field.name: [row[tables[field.across].named_by.name] for row in values[field.across]]
        for field in table.columns
        if field.across in values
    }
    problems: dict[str, str] = {}
    if not table.least <= len(records) <= table.most:
        problems[table.name] = size_problem(calculator, table, len(records))
    if all(field.across in values for field in table.columns if field.across):
        _refuse_strange_columns(calculator, table, records, across)
    rows = []
    for number, record in enumerate(records, start=1):
        row = {}
        for field in table.columns:
            raw = _cell(field, record)
            if field.across:
                given = [record.get(n) for n in across.get(field.name, ())] if raw is None else raw
                row[field.name] = _across(problems, calculator, field, number, given, across)
            else:
                key = f"{table.name}.{number}.{field.name}"
                label = cell_label(calculator, field, number)
                row[field.name] = _checked(problems, key, calculator, field, raw, label)
        rows.append(row)
    if problems:
        raise InputError(problems)
    return rows


def _across(problems, calculator, field, number, given, across: Mapping) -> list:
    """The parsed entries of one row of a matrix; their sentences go to ``problems``."""
    table = calculator.table_of[field.name]
    key = f"{table.name}.{number}.{field.name}"
    is_list = isinstance(given, list | tuple)
    names = across.get(field.name)  # unknown until the other table is mended
    if names is None and not is_list:
        return []
    if not is_list or (names is not None and len(given) != len(names)):
        other = next(each.label for each in calculator.tables if each.name == field.across)
        problems[key] = calculator.messages["input.across"].format(
            label=cell_label(calculator, field, number),
            size=len(names),
            other=other,
            count=len(given) if is_list else 1,
        )
        return []
    return [
        _checked(
            problems,
            f"{key}.{place}",
            calculator,
            field,
            _blank(each),
            cell_label(calculator, field, number, place),
        )
        for place, each in enumerate(given, start=1)
    ]


def _records(calculator: Calculator, table: Table, raw) -> list[Mapping]:
    """What was given for a table as a list of mappings."""
    if hasattr(raw, "to_dict"):
        return raw.to_dict("records")
    if isinstance(raw, str | os.PathLike):
        try:
            with Path(raw).open(encoding="utf-8-sig", newline="") as lines:
                return list(csv.DictReader(lines))
        except FileNotFoundError:
            fault = "input.no_file"
        except (OSError, UnicodeError, csv.Error):
            fault = "input.unreadable"
        message = calculator.messages[fault].format(label=table.label, value=Path(raw).name)
        raise InputError({table.name: message})
    if isinstance(raw, list | tuple) and all(isinstance(each, Mapping) for each in raw):
        return list(raw)
    message = calculator.messages["input.not_rows"].format(label=table.label)
    raise InputError({table.name: message})


def _refuse_strange_columns(calculator, table: Table, records, across: Mapping) -> None:
    """Refuses a layout that is not the table's, naming the columns."""
    has = {str(name) for record in records for name in record if name is not None}
    problems, known = [], set()
    for field in table.columns:
        called = {field.name, field.label} & has
        separate = set() if called else set(across.get(field.name, ()))
        known |= called | separate
        missed = separate - has if field.across else {field.label} if not called else set()
        if missed and not field.optional:
            problems += sorted(missed)
    messages = calculator.messages
    if problems and records:
        sentence = messages["input.missing_columns"]
        names = ", ".join(problems)
    elif strangers := sorted(has - known):
        sentence, names = messages["input.strange_columns"], ", ".join(strangers)
    else:
        return
    raise InputError({table.name: sentence.format(label=table.label, names=names)})


def _cell(field: Input, record: Mapping):
    name = field.name if field.name in record else field.label
    return _blank(record.get(name))


def _blank(raw):
    """What pandas holds for an empty cell is not a number."""
    return None if isinstance(raw, float) and math.isnan(raw) else raw


def cell_label(calculator: Calculator, field: Input, number: int, place: int = 0) -> str:
    """What a cell of a table is called, such as "Sector 2, Value, Criterion 3"."""
    row = calculator.table_of[field.name].row
    if not place:
        return calculator.messages["input.cell"].format(row=row, number=number, label=field.label)
    other = next(each.row for each in calculator.tables if each.name == field.across)
    return calculator.messages["input.matrix_cell"].format(
        row=row, number=number, label=field.label, other=other, place=place
    )


def size_problem(calculator: Calculator, table: Table, size: int) -> str:
    """The sentence for a table with too few or too many rows."""
    return calculator.messages["input.size"].format(
        label=table.label, least=table.least, most=table.most, size=size
    )


# One entry


def parse(field: Input, raw) -> float | str | None:
    """One entry as a number, a choice or a name; None for an empty one that may be. ValueError."""
    if field.choices:
        if not isinstance(raw, str) or raw not in field.choices:
            raise ValueError
        return raw
    if field.is_text:
        name = as_name(raw) if isinstance(raw, str) else ""
        if not 0 < len(name) <= LONGEST_NAME:
            raise ValueError
        return name
    if field.optional and (raw is None or (isinstance(raw, str) and not raw.strip(SPACES))):
        return None
    number = to_number(field, raw)
    if not field.low <= number <= field.high or (field.whole and number != int(number)):
        raise ValueError
    return int(number) if field.whole else number


def to_number(field: Input, raw) -> float:
    """A number, or text that a person would call one, as a float."""
    if is_number(raw):
        try:
            return float(raw)
        except OverflowError:
            return math.inf
    text = raw.strip(SPACES) if isinstance(raw, str) else ""
    if not NUMBER.fullmatch(text) or not re.search(r"\d", text):
        raise ValueError
    if "%" in text and not field.is_percent:
        raise ValueError
    if "$" in text and UNITS[field.unit].format not in ("dollars", "cents"):
        raise ValueError
    return float(re.sub(r"[$,%]", "", text))


def as_name(text: str) -> str:
    """A name as it is kept: with single spaces."""
    return re.sub(f"[{SPACES}]+", " ", text).strip(" ")


def is_number(raw) -> bool:
    return isinstance(raw, Real | Decimal) and not isinstance(raw, bool)


def rule(calculator: Calculator, field: Input, label: str = "") -> str:
    """What may be entered in ``field``, in one sentence that calls it ``label``."""
    messages, label = calculator.messages, label or field.label
    if field.choices:
        choices = "; ".join(field.choices.values())
        return messages["input.choice"].format(label=label, choices=choices)
    if field.is_text:
        return messages["input.name"].format(label=label, most=LONGEST_NAME)
    key = (
        "input.year_range"
        if UNITS[field.unit].format == "year"
        else ("input.whole_range" if field.whole else "input.range")
    )
    if field.optional:
        key = "input.optional"
    sentence = messages[key].format(
        label=label,
        low=f"{field.low:,}" if key != "input.year_range" else field.low,
        high=f"{field.high:,}" if key != "input.year_range" else field.high,
        unit=messages.get(f"unit.{field.unit}", ""),
    )
    return sentence.replace(" .", ".").replace(" ,", ",")  # where a unit has no word


def echo(calculator: Calculator, raw) -> str:
    """What was entered instead, as a sentence."""
    text = raw if isinstance(raw, str) else "" if raw is None else str(raw)
    if isinstance(raw, float):
        text = plain(raw)
    text = as_name(text)
    if not text:
        return calculator.messages["input.empty"]
    if len(text) > LONGEST_ECHO:
        text = text[:LONGEST_ECHO] + "…"
    return calculator.messages["input.entered"].format(value=text)


def unknown(calculator: Calculator, name: str) -> str:
    """The sentence for an input that this calculator does not have."""
    return calculator.messages["input.unknown"].format(
        calculator=calculator.name,
        value=name,
        names=", ".join(each.name for each in (*calculator.inputs, *calculator.tables)),
    )
