"""Writes the made-up roster again: ``python -m seti_ta.roster.make_made_up_roster``.

The chances below are invented, as are the people. Three slips are planted, for the flags.
"""

import csv
from datetime import date, timedelta
from random import Random

from seti_ta.roster.columns import COLUMNS, GATES
from seti_ta.roster.reader import MADE_UP

NOTE = "# Made-up example: nobody in this file exists."
COHORTS = {"spring": date(2025, 1, 6), "summer": date(2025, 5, 5), "fall": date(2025, 8, 18)}
SOURCES = {"job center": 0.4, "friend or family": 0.3, "web": 0.2, "library": 0.1}
GROUPS = {"day class": 0.6, "evening class": 0.4}
PASSES = (0.68, 0.66, 0.72, 0.88, 0.92)
PEOPLE = 220


def roster(chance: Random) -> list[dict[str, str]]:
    people = [person(number, chance) for number in range(1, PEOPLE + 1)]
    finished = [each for each in people if each["enrolled_on"]]
    finished[0]["attended_on"] = finished[1]["passed_test_on"] = ""
    finished[2]["accepted_on"] = finished[2]["applied_on"]
    return people


def person(number: int, chance: Random) -> dict[str, str]:
    cohort = one_of(dict.fromkeys(COHORTS, 1 / len(COHORTS)), chance)
    day = COHORTS[cohort] + timedelta(days=int(60 * chance.random()))
    dates = dict.fromkeys(GATES, "")
    for gate, passes in zip(GATES, (1, *PASSES), strict=True):
        if chance.random() > passes:
            break
        dates[gate] = day.isoformat()
        day += timedelta(days=3 + int(12 * chance.random()))
    who = {
        "person_id": f"made-up-{number:03}",
        "cohort": cohort,
        "referral_source": one_of(SOURCES, chance),
        "group": one_of(GROUPS, chance),
    }
    return who | dates


def one_of(weights: dict[str, float], chance: Random) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def main() -> None:
    with MADE_UP.open("w", encoding="utf-8", newline="") as file:
        file.write(NOTE + "\n")
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(roster(Random(40)))
    print(f"Wrote {MADE_UP.name}")


if __name__ == "__main__":
    main()
