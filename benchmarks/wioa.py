"""The six indicators on 10 million made-up records, beside pandas and beside a bare scan.

Run `python benchmarks/wioa.py`. Each way runs in a process of its own, which says how long it took
after its imports and how much memory it used at most. All are printed as ratios, from one run.
`python benchmarks/wioa.py spark` adds the totals of PySpark (extra `spark`, and Java).
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 10_000_000
YEAR = 2023
PROGRAMS = ("adult", "dislocated_worker", "youth", "wagner_peyser")
LIMITS = {
    "parquet": "at least 3 times as fast as pandas, at most 5 scans, at most 20% of its memory",
    "csv": "no slower than pandas, at most 3 scans",
}


def main(spark: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = {kind: Path(folder, f"records.{kind}") for kind in LIMITS}
        # In a process of its own: what it needs at most would be counted as that of the others.
        subprocess.run([sys.executable, __file__, "make", *map(str, files.values())], check=True)
        for kind, path in files.items():
            found = {way: run(way, path) for way in ("ours", "scan", "pandas")}
            ours, scan, pandas = (found[way] for way in ("ours", "scan", "pandas"))
            if ours["totals"] != pandas["totals"]:
                sys.exit("The totals differ from those of pandas.")
            times, scans = pandas["seconds"] / ours["seconds"], ours["seconds"] / scan["seconds"]
            memory = ours["gigabytes"] / pandas["gigabytes"]
            print(
                f"{kind}: {ours['seconds']:.1f} s, {times:.1f} times as fast as pandas, "
                f"{scans:.1f} bare scans, {memory:.0%} of pandas' memory "
                f"({ours['gigabytes']:.2f} of {pandas['gigabytes']:.2f} GB)."
            )
            print(f"  Limits: {LIMITS[kind]}.")
            if spark and kind == "parquet":
                same = run("spark", path)["totals"] == ours["totals"]
                print(f"PySpark gives {'the same' if same else 'OTHER'} totals.")


def make(parquet: Path, csv: Path) -> None:
    import duckdb

    from seti_ta.wioa import write_synthetic

    write_synthetic(parquet, ROWS)
    duckdb.sql(f"COPY (FROM '{parquet}') TO '{csv}' (HEADER)")


def run(way: str, path: Path) -> dict:
    """One way in a process of its own."""
    command = [sys.executable, __file__, way, str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def one(way: str, path: Path) -> None:
    work = {"ours": ours, "scan": scan, "pandas": with_pandas, "spark": with_spark}[way](path)
    start = time.perf_counter()
    totals = work()
    seconds = time.perf_counter() - start
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({"seconds": seconds, "gigabytes": gigabytes, "totals": totals}))


def ours(path: Path):
    from seti_ta import wioa

    return lambda: in_short(
        wioa.indicators(wioa.open_records(path), wioa.Report.annual(YEAR), PROGRAMS)
    )


def in_short(table) -> list:
    """Counts as they are, the median in cents."""
    return [
        [
            row.program,
            row.indicator,
            int(row.denominator),
            round(100 * row.value) if row.indicator == "median_q2" else int(row.numerator),
        ]
        for row in table.itertuples(index=False)
    ]


def scan(path: Path):
    """DuckDB reads the same columns and keeps nothing but the greatest value of each."""
    import duckdb

    columns = needed_columns()
    greatest = ", ".join(f'max("{name}")' for name in columns)
    options = ", all_varchar = true" if path.suffix == ".csv" else ""
    reader = "read_csv" if path.suffix == ".csv" else "read_parquet"
    return lambda: duckdb.sql(f"SELECT {greatest} FROM {reader}('{path}'{options})").fetchall()


def needed_columns() -> list[str]:
    from seti_ta.wioa.indicators import needed, program_named

    columns = needed([program_named(name) for name in PROGRAMS])
    return [f"PIRL{name[1:].upper()}" for name in columns]


def with_spark(path: Path):
    import ibis
    from pyspark.sql import SparkSession

    from seti_ta import wioa

    session = SparkSession.builder.config("spark.driver.memory", "8g").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    table = ibis.pyspark.connect(session).read_parquet(str(path))
    return lambda: in_short(
        wioa.indicators(wioa.open_records(table), wioa.Report.annual(YEAR), PROGRAMS)
    )


def with_pandas(path: Path):
    """The same from the guidance, as an analyst would write it: columns, masks and sums."""
    import pandas as pd

    def work() -> list:
        columns = needed_columns()
        if path.suffix == ".csv":
            t = pd.read_csv(path, usecols=columns)
        else:
            t = pd.read_parquet(path, columns=columns)
        t.columns = t.columns.str.replace("PIRL", "p")
        totals = []
        for program, column in (("adult", "p903"), ("dislocated_worker", "p904"),
                                ("youth", "p905"), ("wagner_peyser", "p918")):  # fmt: skip
            codes = [1] if program == "wagner_peyser" else [1, 2, 3]
            totals += one_program(pd, t[t[column].isin(codes)], program)
        return totals

    return work


def one_program(pd, t, program: str) -> list:
    youth = program == "youth"
    out = t["p923"].isin([1, 2, 3, 4, 5] if youth else [1, 2, 3, 4, 7])
    left_2 = t["p901"].between(20220701, 20230630) & ~out
    left_4 = t["p901"].between(20220101, 20221231) & ~out
    worked = {q: t[s].isin([1, 2, 3]) & (t[w] != 0).fillna(True)
              for q, s, w in ((2, "p1602", "p1704"), (4, "p1606", "p1706"))}  # fmt: skip
    waits = {q: (t[s] == 9).fillna(False) | (t[w] >= 999999.99).fillna(False)
             for q, s, w in ((2, "p1602", "p1704"), (4, "p1606", "p1706"))}  # fmt: skip
    found = []
    for name, left, q, placed in (("employed_q2", left_2, 2, "p1900"),
                                  ("employed_q4", left_4, 4, "p1901")):  # fmt: skip
        there = left & ~waits[q]
        ok = worked[q] | t[placed].isin([1, 2, 3]) if youth else worked[q]
        found.append([program, name, int(there.sum()), int((there & ok).sum())])
    paid = left_2 & worked[2] & (t["p1704"] > 0) & (t["p1704"] < 999999.99) & (t["p1603"] != 5)
    median = float(t.loc[paid.fillna(False), "p1704"].median())
    found.append([program, "median_q2", int(paid.sum()), round(100 * median)])
    if program != "wagner_peyser":
        trained = t[["p1303", "p1310", "p1315"]].isin([2, 3, 4, 6, 7, 8, 9, 10]).any(axis=1)
        trained |= (t["p1332"] == 1) | ((t["p408"] == 0) & (t["p1401"] == 1))
        day = {name: pd.to_datetime(t[name].astype("Int64").astype("string"), format="%Y%m%d")
               for name in ("p901", "p1406", "p1801", "p1803", "p1805")}  # fmt: skip
        limit = day["p901"] + pd.Timedelta(days=365)
        job = t[["p1600", "p1602", "p1604", "p1606"]].isin([1, 2, 3]).any(axis=1)
        earned = pd.Series(False, index=t.index)
        for kind, when in (("p1800", "p1801"), ("p1802", "p1803"), ("p1804", "p1805")):
            good = t[kind].between(2, 7) | ((t[kind] == 1) & (job | (day["p1406"] <= limit)))
            earned |= good & (day[when] <= limit)
        there = left_4 & trained
        found.append([program, "credential", int(there.sum()), int((there & earned).sum())])
        gone = t["p923"].isin([1, 2, 3, 4, 5] if youth else [1, 2, 3, 4])
        there = ((t["p900"] <= 20240630) & (t["p901"].isna() | (t["p901"] >= 20230701))
                 & (t["p1811"] <= 20240630) & (t["p1813"].isna() | (t["p1813"] >= 20230701))
                 & ~gone).fillna(False)  # fmt: skip
        gained = pd.Series(False, index=t.index)
        for name in ("p1806", "p1807", "p1808", "p1809", "p1810"):
            gained |= t[name].between(20230701, 20240630).fillna(False)
        for kind, when in (("p1800", "p1801"), ("p1802", "p1803"), ("p1804", "p1805")):
            gained |= (t[kind] == 1) & t[when].between(20230701, 20240630).fillna(False)
        found.append([program, "skill_gains", int(there.sum()), int((there & gained).sum())])
    later = waits[2] | (t["p1606"] == 9).fillna(False) | (t["p1618"] == 9).fillna(False)
    there = left_4 & worked[2] & ~later
    kept = (t["p1618"] == 1).fillna(False)
    found.append([program, "same_employer", int(there.sum()), int((there & kept).sum())])
    return found


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        make(*map(Path, sys.argv[2:]))
    elif len(sys.argv) == 3:
        one(sys.argv[1], Path(sys.argv[2]))
    else:
        main(sys.argv[1:] == ["spark"])
