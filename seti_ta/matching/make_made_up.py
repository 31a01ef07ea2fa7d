"""Writes the two made-up lists: `python -m seti_ta.matching.make_made_up`."""

import numpy as np
import pandas as pd

from seti_ta.matching.tables import (
    MADE_UP_PROGRAMS,
    MADE_UP_SEEKERS,
    PROGRAM_COLUMNS,
    SEEKER_COLUMNS,
    read_programs,
    read_seekers,
)

NOTE = "# Made-up example: nobody in this file exists."
JOBS = {
    "29-2061": "Practical nursing",
    "31-9092": "Medical assisting",
    "49-9021": "Heating and cooling",
    "47-2111": "Electrical trades",
    "15-1232": "Help desk",
    "53-3032": "Truck driving",
}
FUNDS = ("adult", "dislocated worker", "grant")


def main(people: int = 60, programs: int = 12, seed: int = 5) -> None:
    tables = _lines(people, programs, seed)
    for path, columns, lines in zip(
        (MADE_UP_SEEKERS, MADE_UP_PROGRAMS), (SEEKER_COLUMNS, PROGRAM_COLUMNS), tables, strict=True
    ):
        rows = (",".join(str(line[name]) for name in columns) for line in lines)
        path.write_text("\n".join([NOTE, ",".join(columns), *rows]) + "\n", encoding="utf-8")


def made_up_tables(
    people: int, programs: int, seed: int = 5, seats: int = 4
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same as checked tables of any size; ``seats``: about so many a program."""
    seekers, offers = _lines(people, programs, seed)
    for each in offers:
        each["capacity"] = each["capacity"] * seats // 4
    return read_seekers(pd.DataFrame(seekers)), read_programs(pd.DataFrame(offers))


def _lines(people: int, programs: int, seed: int) -> tuple[list[dict], list[dict]]:
    rng = np.random.default_rng(seed)
    jobs = list(JOBS)
    offers = [_program(rng, n, jobs[(n - 1) % len(jobs)]) for n in range(1, programs + 1)]
    return [_seeker(rng, number) for number in range(1, people + 1)], offers


def _program(rng, number: int, soc: str) -> dict:
    starters = int(rng.integers(12, 120))
    return {
        "program_id": f"P{number:02}",
        "provider": f"Made-up provider {'ABCD'[number % 4]}",
        "title": JOBS[soc],
        "soc": soc,
        "schedule": rng.choice(["day", "day", "evening"]),
        "lat": round(32.45 + rng.normal(0, 0.12), 3),
        "lon": round(-99.73 + rng.normal(0, 0.12), 3),
        "remote": "yes" if soc == "15-1232" else "no",
        "requires": "driver license" if soc == "53-3032" else "",
        "reading_floor": int(rng.integers(6, 11)),
        "math_floor": int(rng.integers(6, 10)),
        "bridge_levels": int(rng.choice([0, 0, 2])),
        "funding": ";".join(sorted(rng.choice(FUNDS, 2, replace=False))),
        "capacity": int(rng.integers(2, 6)),
        "starters": starters,
        "employed": int(starters * rng.uniform(0.55, 0.85)),
        "median_earnings": int(rng.integers(60, 120)) * 100 if number % 7 else "",
        "evidence": "",
    }


def _seeker(rng, number: int) -> dict:
    wanted = rng.choice(list(JOBS), rng.integers(1, 3), replace=False)
    return {
        "person_id": f"made-up-{number:03}",
        "schedule": rng.choice(["day", "evening", "day;evening", "day;evening;weekend"]),
        "lat": round(32.45 + rng.normal(0, 0.15), 3),
        "lon": round(-99.73 + rng.normal(0, 0.15), 3),
        "max_miles": int(rng.choice([5, 10, 20, 40])),
        "can_learn_remotely": rng.choice(["yes", "no"]),
        "credentials": rng.choice(["", "driver license", "driver license;high school diploma"]),
        "reading_level": round(rng.uniform(5, 12.5), 1),
        "math_level": round(rng.uniform(5, 12), 1),
        "eligible_for": rng.choice(["adult", "dislocated worker", "adult;grant", "grant"]),
        "wanted_occupations": ";".join(sorted(wanted)),
        "priority": rng.choice(["veteran", "low income", "", ""]),
    }


if __name__ == "__main__":
    main()
