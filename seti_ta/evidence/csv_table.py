"""Tables of the evidence as CSV files: read as typed, and refused in one sentence.

``text``, ``one_of`` and the other columns are for the schema of a table; ``checked`` applies it.
"""

import csv
import io
import re

import pandas as pd
import pandera.pandas as pa

NUMBER = re.compile(r"-?\d+(\.\d+)?")


class EvidenceError(ValueError):
    """The file does not follow the evidence table's rules."""


def text(*checks: pa.Check, empty: bool = True, **options) -> pa.Column:
    """A column of text; ``options`` are pandera's, such as ``unique``."""
    filled = [] if empty else [pa.Check.str_length(min_value=1, error="a filled cell")]
    return pa.Column(str, [*filled, *checks], **options)


def web_address(**options) -> pa.Column:
    """A column of addresses; ``options`` as for ``text``."""
    return text(pa.Check.str_matches(r"^https?://\S+$", error="a web address"), **options)


def one_of(values: list[str]) -> pa.Column:
    """A column of words out of a list; an empty one in the list allows an empty cell."""
    return pa.Column(str, pa.Check.isin(values, error=f"one of: {', '.join(filter(None, values))}"))


def between(low: float, high: float) -> pa.Column:
    """A column of numbers in a range, its ends included; a cell may be empty."""
    check = pa.Check.in_range(low, high, error=f"a number from {low:g} to {high:g}")
    return pa.Column(float, check, nullable=True)


def above(low: float) -> pa.Column:
    """A column of numbers larger than ``low``; a cell may be empty."""
    return pa.Column(float, pa.Check.gt(low, error=f"a number above {low:g}"), nullable=True)


def whole(low: int, high: int) -> pa.Column:
    """A column of whole numbers in a range, its ends included; a cell may be empty."""

    def fits(number: float) -> bool:
        return number.is_integer() and low <= number <= high

    rule = f"a whole number from {low} to {high}"
    return pa.Column(float, pa.Check(fits, element_wise=True, error=rule), nullable=True)


def read(source, name: str) -> pd.DataFrame:
    """A comma-separated file as typed: text cells, indexed by line of the file.

    A byte order mark, Windows line ends and blank lines do no harm.

    Raises:
        EvidenceError: for a file that is not UTF-8 text, or has other separators or ragged lines.
    """
    try:
        typed = source.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise EvidenceError(f"{name} is not UTF-8 text; save it as 'CSV UTF-8'.") from None
    reader = csv.reader(io.StringIO(typed, newline=""), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise EvidenceError(f"{name}, line {reader.line_num}: {error}.") from None
    if not lines:
        raise EvidenceError(f"{name} is empty, which wants a line of column names.")
    (_, heads), *rows = lines
    if len(heads) == 1 and re.search("[;\t]", heads[0]):
        raise EvidenceError(
            f"{name} has no commas between its columns; save it as a CSV with commas."
        )
    for line, cells in rows:
        if len(cells) != len(heads):
            raise EvidenceError(f"{name}, line {line} has {len(cells)} cells, not {len(heads)}.")
    return pd.DataFrame.from_dict(dict(rows), orient="index", columns=heads, dtype=str)


def checked(table: pd.DataFrame, schema: pa.DataFrameSchema, name: str) -> pd.DataFrame:
    """The table, if it follows the schema; numbers as float64. ``name`` is the file's.

    Raises:
        EvidenceError: one sentence naming the row, the column, the value and what it wants.
    """
    missing = [column for column in schema.columns if column not in table]
    if missing:
        raise EvidenceError(f"{name} lacks these columns: {_names(missing)}.")
    unknown = [column for column in table if column not in schema.columns]
    if unknown:
        raise EvidenceError(f"{name} has columns that nobody defined: {_names(unknown)}.")
    if twice := table.columns[table.columns.duplicated()].tolist():
        raise EvidenceError(f"{name} has these columns more than once: {_names(twice)}.")
    try:
        return schema.validate(_with_numbers(table, schema, name), lazy=True)
    except pa.errors.SchemaErrors as errors:
        raise EvidenceError(_sentence(errors.failure_cases, table, name)) from None


def _with_numbers(table: pd.DataFrame, schema: pa.DataFrameSchema, name: str) -> pd.DataFrame:
    table = table.copy()
    for column in (c for c, rule in schema.columns.items() if rule.dtype.type == "float64"):
        for line, cell in table[column].items():
            if cell and not NUMBER.fullmatch(cell):
                raise EvidenceError(
                    f"{where(table, line, name)}: {column} is {cell!r}, "
                    "which wants a plain number such as 1945 or -0.5."
                )
        table[column] = pd.to_numeric(table[column].replace("", None)).astype(float)
    return table


def _sentence(failures: pd.DataFrame, table: pd.DataFrame, name: str) -> str:
    """The first broken rule, in the first row that breaks it."""
    first = failures.iloc[0]
    place = where(table, first["index"], name)
    rule = {"field_uniqueness": "a value that no other row has"}.get(first["check"], first["check"])
    cell = table.at[first["index"], first["column"]]
    value = repr(cell) if cell else "empty"
    return f"{place}: {first['column']} is {value}, which wants {rule}."


def where(table: pd.DataFrame, line: int, name: str) -> str:
    """A row by its name, or by its line where it has none that reads well."""
    named = table.at[line, table.columns[0]]
    return f"{name}, row {named}" if named.isprintable() and named else f"{name}, line {line}"


def _names(values) -> str:
    values = [repr(str(value)) for value in values]
    return ", ".join(values[:5]) + (f" and {len(values) - 5} more" if len(values) > 5 else "")
