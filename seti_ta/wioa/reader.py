"""Opens individual records: CSV, Parquet, DataFrame, or a table of a warehouse.

Nothing is read until an indicator asks for it, and then only the columns it needs. No message
shows a cell. Nothing is written: what does not fit into memory is refused, not spilled to disk.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import ibis
import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.wioa.elements import Element, all_elements, column_of

#: No record is older, and none is later.
EARLIEST, LATEST = 19000101, 21001231

#: What a blank becomes, so that no comparison meets a missing value.
BLANK = {"code": -1, "date": 0, "money": -1.0}

KINDS = {"code": "a whole number", "date": "a date written YYYYMMDD", "money": "an amount"}

#: How DuckDB holds a cell of each kind. It would round 1.6 to a whole number without a word.
TYPES = {"text": "VARCHAR", "code": "DOUBLE", "date": "DOUBLE", "money": "DOUBLE"}

#: The longest line of a file, in bytes. A longer one is no record.
LONGEST_LINE = 1 << 20

CSV = {"delim": ",", "quote": '"', "max_line_size": LONGEST_LINE}


@dataclass(frozen=True)
class Records:
    """``table``: an Ibis table with the columns of the file under our names, cells as they are.

    ``as_numbers`` opens a file of text once more with its elements as numbers. In a text "nan" is
    no blank, as it is in a DataFrame: ``nan_is_blank``.
    """

    path: Path
    table: ibis.Table
    as_numbers: Callable[[], ibis.Table] | None = None
    nan_is_blank: bool = True

    @property
    def fast(self) -> "Records":
        """The same with the elements read as numbers, where the file can be read that way.

        A CSV file is text. Reading it as numbers is many times as fast, and fails at the first
        cell that is none; only as text can such cells be counted.
        """
        if not self.as_numbers:
            return self
        return Records(self.path, self.as_numbers(), nan_is_blank=False)

    @property
    def name(self) -> str:
        return self.path.name

    def __repr__(self) -> str:
        return f"<Records {self.name}: {len(self.table.columns)} columns>"

    def typed(self, columns: Iterable[str]) -> ibis.Table:
        """These columns as numbers, blanks as in ``BLANK``; and ``bad_p901`` where text is odd.

        Dates are YYYYMMDD. Columns that are no element of ours come as text.

        Raises:
            InputError: naming the columns that the file does not have.
        """
        known = all_elements()
        wanted = list(dict.fromkeys(columns))
        if missing := [each for each in wanted if each not in self.table.columns]:
            words = [known[each].words if each in known else each for each in missing]
            raise InputError({"columns": f"{self.name} lacks {_and(words)}."})
        cells = {}
        for name in wanted:
            element = known.get(name, Element(name, "text", name))
            cells |= _typed(self.table[name], name, element.kind, self.nan_is_blank)
        return self.table.select(**cells)

    def refuse_unreadable(self, counts: pd.Series) -> None:
        """Refuses if a count of unreadable cells, named ``bad_p901``, is not 0.

        Raises:
            InputError: one sentence a column.
        """
        known, faults = all_elements(), {}
        for name, number in counts.items():
            if number:
                element = known[name.removeprefix("bad_")]
                cells = "1 cell that is" if number == 1 else f"{number:,} cells that are"
                faults[name] = (
                    f"{self.name}: {element.words} has {cells} not {KINDS[element.kind]}."
                )
        if faults:
            raise InputError(faults)


def open_records(source, layout: Sequence[str] | None = None, progress: bool = False) -> Records:
    """Records in a CSV file (also .gz), a Parquet file, a DataFrame, or an Ibis table.

    A CSV file is UTF-8 with commas. Its first row names the columns in any order, as "PIRL1602",
    "PIRL 1602" or "1602"; or it has no such row, and ``layout`` names the columns in order: see
    :func:`read_layout`. ``progress`` shows a bar for long work.

    Raises:
        InputError: one sentence on why the source cannot be read.
    """
    if isinstance(source, ibis.Table):
        return Records(Path("The table"), _named(source, "The table"))
    if isinstance(source, pd.DataFrame):
        return Records(Path("The table"), _named(ibis.memtable(source), "The table"))
    path = Path(source)
    _check_file(path)
    connection = _connection(progress)
    if path.suffix == ".parquet":
        table = _guarded(path, lambda: connection.read_parquet(path))
    else:
        table = _named(_guarded(path, lambda: _read_csv(connection, path, layout)), path.name)
        first_row = layout is None
        return Records(path, table, lambda: _typed_csv(connection, path, table.columns, first_row))
    return Records(path, _named(table, path.name))


def read_layout(path: Path | str) -> list[str]:
    """The elements of a headerless file, in order: one a line, the first cell of a CSV file.

    Raises:
        InputError: the file cannot be read, or names an element twice.
    """
    path = Path(path)
    _check_file(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            names = [row[0].strip() for row in csv.reader(lines) if row and row[0].strip()]
    except (UnicodeDecodeError, csv.Error):
        _refuse(f"{path.name} is no list of elements: it must be a CSV file in UTF-8.")
    if names and not any(column_of(name)[0] in "pd" for name in names[:1]):
        names = names[1:]  # a heading
    if len({column_of(name) for name in names}) < len(names) or not names:
        _refuse(f"{path.name} must name each element once, one a line.")
    return names


def execute(expression, path: Path) -> pd.DataFrame:
    """What an expression gives; whatever goes wrong is told without a cell.

    Raises:
        InputError: the file broke off, is no text, or does not fit into memory.
    """
    return _guarded(path, expression.to_pandas)


def _connection(progress: bool):
    connection = ibis.duckdb.connect()
    connection.raw_sql("SET temp_directory = ''")
    connection.raw_sql("SET enable_external_file_cache = false")  # one pass needs no copy of it
    if progress:
        connection.raw_sql("SET enable_progress_bar = true")
    return connection


def _read_csv(connection, path: Path, layout: Sequence[str] | None) -> ibis.Table:
    options = CSV | {"all_varchar": True}
    if layout is None:
        return connection.read_csv(path, header=True, **options)
    table = connection.read_csv(path, header=False, **options)
    if len(table.columns) != len(layout):
        _refuse(
            f"{path.name} has {len(table.columns)} columns and the layout names {len(layout)}: "
            "take the layout of the year in which the file was made."
        )
    return table.rename(dict(zip(layout, table.columns, strict=True)))


def _typed_csv(connection, path: Path, columns: Sequence[str], first_row: bool) -> ibis.Table:
    """The same file, with the name and the type of each column given beforehand."""
    known = all_elements()
    types = {name: TYPES[known[name].kind] if name in known else "VARCHAR" for name in columns}
    return connection.read_csv(path, **CSV, header=first_row, auto_detect=False, columns=types)


def _named(table: ibis.Table, name: str) -> ibis.Table:
    columns = {header: column_of(header) for header in table.columns}
    known = all_elements()
    if not any(column in known for column in columns.values()):
        _refuse(
            f"{name} names no element of an individual record, such as PIRL900, in its first row. "
            "If it has no row of names, give its layout."
        )
    if len(set(columns.values())) < len(columns):
        twice = sorted({c for c in columns.values() if list(columns.values()).count(c) > 1})
        _refuse(f"{name} has more than one column for {_and(twice)}.")
    return table.rename({ours: header for header, ours in columns.items()})


def _typed(cell, name: str, kind: str, nan_is_blank: bool) -> dict[str, ibis.Value]:
    if kind == "text":
        return {name: cell.cast("string").fill_null("")}
    blank = BLANK[kind]
    kind_of_cell = cell.type()
    if kind_of_cell.is_temporal():
        number = 10_000 * cell.year() + 100 * cell.month() + cell.day()
        return {name: number.cast("int32").fill_null(blank)}
    odd = None
    if kind_of_cell.is_string():
        written = cell.strip().nullif("")
        cell = written.try_cast("float64")
        odd = written.notnull() & cell.isnull()
        nan_is_blank = False
    elif cell.type().is_floating() and not nan_is_blank and kind != "money":
        # Few steps, for millions of cells: what cannot be cast, such as "nan", stops the pass.
        whole = cell.cast("int32")
        odd, cell = (cell != whole).fill_null(False), whole
    if cell.type().is_floating():
        if not nan_is_blank:
            odd = _either(odd, cell.isnan().fill_null(False))
        cell = ibis.cases((cell.isnan(), None), else_=cell)
        if kind != "money":
            whole = cell.floor()
            odd = _either(odd, (cell != whole).fill_null(False))
            cell = whole.cast("int32")
    if cell.type().is_decimal():
        cell = cell.cast("float64")
    number = cell.fill_null(blank)
    if kind == "date":
        month, day = number // 100 % 100, number % 100
        real = number.between(EARLIEST, LATEST) & month.between(1, 12) & day.between(1, 31)
        odd = _either(odd, (number != 0) & ~real)
    return {name: number} | ({} if odd is None else {f"bad_{name}": odd})


def _either(first, second):
    return second if first is None else first | second


def _check_file(path: Path) -> None:
    if not path.is_file():
        _refuse(f"The file {path} cannot be opened: check its name and its folder.")
    if path.stat().st_size == 0:
        _refuse(f"{path.name} is empty.")


def _guarded(path: Path, work):
    try:
        return work()
    except InputError:
        raise
    except MemoryError:
        _refuse(f"{path.name} needs more memory than there is.")
    except Exception as error:  # DuckDB's own errors quote the line, which may tell who it is
        _refuse(_reason(path, type(error).__name__))


def _reason(path: Path, kind: str) -> str:
    name = path.name
    if kind == "OutOfMemoryException":
        return f"{name} needs more memory than there is."
    if path.suffix == ".parquet":
        return f"{name} is not a whole Parquet file: export it again."
    if path.suffix == ".gz":
        return f"{name} is not a whole compressed CSV file in UTF-8: copy it again."
    if not _is_utf8(path):
        return f"{name} is not a CSV file in UTF-8: export it again as 'CSV UTF-8'."
    return f"{name} is not a table with commas between its columns and as many in each row."


def _is_utf8(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8") as file:
            while file.read(LONGEST_LINE):
                pass
        return True
    except (OSError, UnicodeDecodeError):
        return False


def _refuse(sentence: str) -> None:
    raise InputError({"file": sentence}) from None


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
