"""Reads the rows of a table, however they are given, and says what is wrong with them."""

import csv
import math
import os
from collections.abc import Mapping
from pathlib import Path

from seti_ta.calculators.checked_entry import InputError, checked, echo
from seti_ta.calculators.vocabulary import Calculator, Input, Table


def rows_of(
    calculator: Calculator, table: Table, entered: Mapping, values: Mapping, typed: dict
) -> list[dict]:
    """The checked rows of one table.

    They may be given as a list of mappings, as a DataFrame, or as the path of a CSV file, with
    columns by name or by label. A column across another table is a list, or one column for
    each row of that table, called as that row is. ``values`` holds the tables before this one;
    ``typed`` takes each entry as it was given.

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
                typed[key] = raw
                row[field.name] = checked(problems, key, calculator, field, raw, label)
        rows.append(row)
    if table.unique:
        problems |= _same_names(calculator, table, rows, typed)
    if problems:
        raise InputError(problems)
    return rows


def _same_names(calculator: Calculator, table: Table, rows: list, typed: Mapping) -> dict[str, str]:
    """A sentence for each row with the name of an earlier one."""
    problems: dict[str, str] = {}
    column = table.named_by.name
    # Not casefold(), which browsers and sheets do not have. A name that cannot be used is None.
    names = [row[column] and row[column].lower() for row in rows]
    for number, name in enumerate(names, start=1):
        first = names.index(name) + 1
        if name and first != number:
            key = f"{table.name}.{number}.{column}"
            rule = name_rule(calculator, table, number, first)
            problems[key] = f"{rule} {echo(calculator, typed[key])}"
    return problems


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
        checked(
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
    if hasattr(raw, "columns"):
        _refuse_twice(calculator, table, list(raw.columns))
        return raw.to_dict("records")
    if isinstance(raw, str | os.PathLike):
        try:
            with Path(raw).open(encoding="utf-8-sig", newline="") as lines:
                reader = csv.DictReader(lines)
                header, records = list(reader.fieldnames or []), list(reader)
        except FileNotFoundError:
            _refuse(calculator, table, "no_file", value=Path(raw).name)
        except (OSError, ValueError, csv.Error):
            _refuse(calculator, table, "unreadable", value=Path(raw).name)
        _refuse_twice(calculator, table, header)
        for number, record in enumerate(records, start=1):
            if None in record:  # where the reader puts what has no column
                row = calculator.messages["page.row"].format(row=table.row, number=number)
                _refuse(calculator, table, "more_cells", row=row, size=len(header))
        return records
    if isinstance(raw, list | tuple) and all(isinstance(each, Mapping) for each in raw):
        return list(raw)
    _refuse(calculator, table, "not_rows")


def _refuse(calculator: Calculator, table: Table, key: str, **fields) -> None:
    sentence = calculator.messages[f"input.{key}"].format(label=table.label, **fields)
    raise InputError({table.name: sentence}) from None


def _refuse_twice(calculator: Calculator, table: Table, names: list) -> None:
    """Refuses columns that have one name: only one of them would count."""
    if twice := sorted({str(name) for name in names if names.count(name) > 1}):
        _refuse(calculator, table, "twice_columns", names=", ".join(twice))


def _refuse_strange_columns(calculator, table: Table, records, across: Mapping) -> None:
    """Refuses a layout that is not the table's, naming the columns."""
    has = {str(name) for record in records for name in record}
    missing, known = [], set()
    for field in table.columns:
        called = {field.name, field.label} & has
        if len(called) > 1:
            _refuse(calculator, table, "twice_columns", names=f"{field.name}, {field.label}")
        separate = set() if called else set(across.get(field.name, ()))
        known |= called | separate
        missed = separate - has if field.across else {field.label} if not called else set()
        if missed and not field.optional:
            missing += sorted(missed)
    if missing and records:
        _refuse(calculator, table, "missing_columns", names=", ".join(missing))
    if strangers := sorted(has - known):
        _refuse(calculator, table, "strange_columns", names=", ".join(strangers))


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


def name_rule(calculator: Calculator, table: Table, number: int | str, first: int | str) -> str:
    """The sentence for a row with the name of an earlier one, the row ``first``."""
    label = cell_label(calculator, table.named_by, number)
    return calculator.messages["input.same_name"].format(label=label, first=first)


def size_problem(calculator: Calculator, table: Table, size: int) -> str:
    """The sentence for a table with too few or too many rows."""
    return calculator.messages["input.size"].format(
        label=table.label, least=table.least, most=table.most, size=size
    )
