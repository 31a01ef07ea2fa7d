"""How long and how much memory it takes to give out seats among many people.

Run `python benchmarks/matching.py`. 20,000 made-up people, 400 programs, up to 10 choices each;
the limits are 60 seconds and 2 GB. Each way runs in a process of its own.
"""

import resource
import subprocess
import sys
import time

import numpy as np

from seti_ta.matching import assign_seats, blocking_pairs, one_more_seat
from seti_ta.matching.make_made_up import made_up_tables
from seti_ta.matching.seats import METHODS, market

PEOPLE, PROGRAMS = 20_000, 400
SECONDS, GIGABYTES = 60, 2


def main() -> None:
    for method in METHODS:
        subprocess.run([sys.executable, __file__, method], check=True)


def one(method: str) -> None:
    people, programs = made_up_tables(PEOPLE, PROGRAMS, seats=45)
    shown = []

    def progress(done: int, of: int) -> None:
        shown.append((done, of))

    start = time.perf_counter()
    asked = market(people, programs, seed=1, groups=["veteran", "low income"])
    made = assign_seats(asked, method, progress)
    if method == "stable":
        one_more_seat(made, progress)
    seconds = time.perf_counter() - start
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    placed = int(np.count_nonzero(made.seat >= 0))
    print(
        f"{method}: {placed:,} of {PEOPLE:,} placed in {seconds:.1f} s ({seconds / SECONDS:.0%} of "
        f"the limit), {gigabytes:.2f} GB ({gigabytes / GIGABYTES:.0%}), {len(shown)} steps of "
        f"progress, {blocking_pairs(made):,} blocking pairs"
    )


if __name__ == "__main__":
    one(sys.argv[1]) if len(sys.argv) > 1 else main()
