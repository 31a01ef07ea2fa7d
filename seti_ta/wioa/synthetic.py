"""Made-up individual records, labeled as such, for trials, teaching and timing.

Each identifier begins with "SYN". Shares are round numbers that nobody should quote.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.wioa.elements import PENDING_WAGE

#: Rows made at once, and rows in a row group of a Parquet file.
BLOCK = 250_000

FIRST_DAY, DAYS = np.datetime64("2020-07-01"), 5 * 365

#: Said in the file's own metadata, where the format has such a place.
LABEL = "Made up: nobody in this file exists."


def synthetic_records(n: int, seed: int = 1, start: int = 0) -> pd.DataFrame:
    """``n`` made-up records, one a row, under the names of the public file: "PIRL900".

    About a tenth of the people take part twice. ``start`` numbers the first person.

    Raises:
        InputError: ``n`` is under 1 or over 50,000,000.
    """
    if not 1 <= n <= 50_000_000:
        raise InputError({"n": f"n is {n:,}; it must be from 1 to 50,000,000."})
    rng = np.random.default_rng([seed, start])
    entry = FIRST_DAY + rng.integers(0, DAYS, n)
    length = rng.integers(14, 500, n)
    left = rng.random(n) < 0.92
    exit_day = entry + length
    person = start + np.where(rng.random(n) < 0.1, np.arange(n) // 2, np.arange(n))
    program = rng.choice(4, n, p=[0.45, 0.2, 0.2, 0.15])
    trained = rng.random(n) < 0.45
    able = rng.normal(0, 1, n)
    works = [left & (able + rng.normal(0, 1, n) > -0.55 + 0.05 * q) for q in range(4)]
    wages = [np.round(np.exp(8.75 + 0.3 * able + rng.normal(0, 0.5, n)), 2) for _ in range(4)]
    # The newest exits wait for data, and of the others a few do as well.
    waits = left & ((exit_day > FIRST_DAY + DAYS - 120) | (rng.random(n) < 0.03))
    contradicts = rng.random(n) < 0.01  # employed, with a wage of 0
    gain = trained & (rng.random(n) < 0.6)
    earned = trained & left & (rng.random(n) < 0.6)
    cells = {
        "PIRL100": np.char.add("SYN", np.char.zfill(person.astype("U9"), 9)),
        "PIRL108A": rng.integers(1, 21, n),
        "PIRL201": rng.choice([1, 2, 9], n, p=[0.46, 0.52, 0.02]),
        "PIRL202": rng.choice([0, 1, 9], n, p=[0.85, 0.11, 0.04]),
        "PIRL408": rng.choice([0, 1, 2, 4, 5, 6, 7], n, p=[0.14, 0.5, 0.1, 0.12, 0.05, 0.04, 0.05]),
        "PIRL802": (rng.random(n) < 0.6).astype(int),
        "PIRL803": (rng.random(n) < 0.08).astype(int),
        "PIRL804": (rng.random(n) < 0.35).astype(int),
        "PIRL900": _ymd(entry),
        "PIRL901": _ymd(exit_day, left),
        "PIRL903": np.where(program == 0, 1, np.where(rng.random(n) < 0.02, 4, 0)),
        "PIRL904": np.where((program == 1) | ((program == 0) & (rng.random(n) < 0.1)), 1, 0),
        "PIRL905": np.where(program == 2, 1, 0),
        "PIRL918": np.where((program == 3) | (rng.random(n) < 0.3), 1, 0),
        "PIRL923": np.where(
            left & (rng.random(n) < 0.02), rng.choice([1, 2, 3, 4, 5, 7], n), np.where(left, 0, -1)
        ),
        "PIRL1300": trained.astype(int),
        "PIRL1303": np.where(trained, rng.choice([1, 2, 6, 9, 10], n), 0),
        "PIRL1310": np.where(trained & (rng.random(n) < 0.1), 5, 0),
        "PIRL1315": np.zeros(n, int),
        "PIRL1332": (trained & (rng.random(n) < 0.1)).astype(int),
        "PIRL1401": ((program == 2) & (rng.random(n) < 0.3)).astype(int),
        "PIRL1406": _ymd(exit_day + 60, left & (rng.random(n) < 0.05)),
    }
    for q, works_now in enumerate(works):
        status = np.where(waits, 9, works_now.astype(int))
        cells[f"PIRL{1600 + 2 * q}"] = np.where(left, status, -1)
        cells[f"PIRL{1601 + 2 * q}"] = np.where(waits, 5, np.where(works_now, 1, 0))
    stays = works[1] & works[3] & (rng.random(n) < 0.7)
    cells["PIRL1618"] = np.where(left, np.where(waits, 9, stays.astype(int)), -1)
    for q, works_now in enumerate(works):
        wage = np.where(waits, PENDING_WAGE, np.where(works_now & ~contradicts, wages[q], 0.0))
        cells[f"PIRL{1703 + q}"] = np.where(left, wage, np.nan)
    cells["PIRL1800"] = np.where(earned, rng.choice([1, 2, 4, 5, 6], n), 0)
    cells["PIRL1801"] = _ymd(exit_day + rng.integers(-60, 420, n), earned)
    for number in (1802, 1804):
        cells[f"PIRL{number}"] = np.zeros(n, int)
        cells[f"PIRL{number + 1}"] = _ymd(entry, np.zeros(n, bool))
    middle = entry + length // 2
    for q, number in enumerate(range(1806, 1811)):
        cells[f"PIRL{number}"] = _ymd(middle, gain & (rng.integers(0, 5, n) == q))
    cells["PIRL1811"] = _ymd(entry + 7, trained)
    cells["PIRL1813"] = _ymd(entry + length - 1, trained & left)
    in_school = (program == 2) & left
    for number in (1900, 1901):
        cells[f"PIRL{number}"] = np.where(in_school & (rng.random(n) < 0.2), 1, 0)
    return _small(pd.DataFrame(cells))


def write_synthetic(path: Path | str, n: int, seed: int = 1, progress=None) -> Path:
    """Write ``n`` made-up records to a new .parquet or .csv file, block by block.

    ``progress`` is called with the rows done and the rows in all. What it raises stops the work,
    and no file is left.

    Raises:
        InputError: the file is there already, or its name ends in something else.
    """
    path = Path(path)
    if path.suffix not in (".parquet", ".csv"):
        raise InputError({"path": f"{path.name} must end in .parquet or .csv."})
    if path.exists():
        raise InputError({"path": f"{path} is there already: choose another name."})
    unfinished = path.with_name(path.name + ".part")
    write = _write_parquet if path.suffix == ".parquet" else _write_csv
    blocks = ((start, min(BLOCK, n - start)) for start in range(0, n, BLOCK))
    try:
        write(unfinished, _made(blocks, n, seed, progress))
        return unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _made(blocks, n: int, seed: int, progress):
    for start, size in blocks:
        yield synthetic_records(size, seed, start)
        if progress:
            progress(start + size, n)


def _write_parquet(path: Path, blocks) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    writer = None
    try:
        for block in blocks:
            table = pa.Table.from_pandas(block, preserve_index=False)
            if writer is None:
                schema = table.schema.with_metadata({"label": LABEL})
                writer = pq.ParquetWriter(path, schema)
            writer.write_table(table.cast(schema))
    finally:
        if writer:
            writer.close()


def _write_csv(path: Path, blocks) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        for number, block in enumerate(blocks):
            block.to_csv(file, index=False, header=number == 0, lineterminator="\n")


def _ymd(days: np.ndarray, where=None) -> pd.arrays.IntegerArray:
    stamp = pd.DatetimeIndex(days)
    numbers = (10_000 * stamp.year + 100 * stamp.month + stamp.day).to_numpy()
    blank = np.zeros(len(days), bool) if where is None else ~where
    return pd.arrays.IntegerArray(numbers.astype(np.int32), blank)


def _small(table: pd.DataFrame) -> pd.DataFrame:
    """Codes in one byte; -1 stands for a blank and becomes one."""
    for name in table.columns:
        column = table[name]
        if column.dtype == np.int64:
            blank = (column == -1).to_numpy()
            values = column.to_numpy().astype(np.int8)
            table[name] = pd.arrays.IntegerArray(values, blank)
    return table
