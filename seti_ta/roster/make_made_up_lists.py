"""Writes a made-up list of people placed and a made-up report of counts.

`python -m seti_ta.roster.make_made_up_lists`
"""

from pathlib import Path

import numpy as np
import pandas as pd

from seti_ta.roster.aggregates import AGGREGATE_COLUMNS
from seti_ta.roster.retention import RETENTION_COLUMNS

NOTE = "# Made-up example: nobody in this file exists."
HERE = Path(__file__).parent
MADE_UP_RETENTION = HERE / "made_up_retention.csv"
MADE_UP_REPORT = HERE / "made_up_report.csv"
CHECKED = pd.Timestamp("2026-06-30")


def main(people: int = 260, seed: int = 4) -> None:
    rng = np.random.default_rng(seed)
    lines = []
    for number in range(1, people + 1):
        placed = pd.Timestamp("2025-01-06") + pd.Timedelta(days=int(rng.integers(0, 480)))
        stays = int(rng.exponential(450))
        left = placed + pd.Timedelta(days=stays)
        gone = f"{left:%Y-%m-%d}" if left <= CHECKED else ""
        lines.append([f"made-up-{number:03}", f"{placed:%Y-%m-%d}", gone, f"{CHECKED:%Y-%m-%d}"])
    _write(MADE_UP_RETENTION, RETENTION_COLUMNS, lines)
    lines = []
    for number, period in enumerate(pd.period_range("2023-Q1", "2026-Q1", freq="Q")):
        share = 0.78 if number < 7 else 0.55
        n = int(rng.integers(45, 70))
        lines.append([_name(period), "adult", "employed_q2", int(rng.binomial(n, share)), n, ""])
        trained = int(rng.integers(9, 40))
        met = int(rng.binomial(trained, 0.6))
        hidden = min(met, trained - met) < 10
        cells = ["*", "*"] if hidden else [met, trained]
        lines.append([_name(period), "adult", "credential", *cells, ""])
        median = 100 * int(rng.integers(68, 80))
        lines.append([_name(period), "adult", "median_q2", "", n - 15, median])
    _write(MADE_UP_REPORT, AGGREGATE_COLUMNS, lines)


def _name(period: pd.Period) -> str:
    return f"{period.year}-Q{period.quarter}"


def _write(path: Path, columns, lines) -> None:
    rows = [NOTE, ",".join(columns), *(",".join(map(str, line)) for line in lines)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
