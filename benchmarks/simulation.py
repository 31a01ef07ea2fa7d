"""How much faster many draws run at once than one by one, for every calculator.

Run `python benchmarks/simulation.py`. Every number is drawn over its whole range, but for those
that keep an order. Both ways start from the same draws and compute every step that is one value;
the loop calls the calculator's own function, without its input checks.
"""

import time

from seti_ta import calculators
from seti_ta.calculators import Calculator
from seti_ta.uncertainty import Range, Runs, simulate

DRAWS = 10_000
MANY = 100_000


def main() -> None:
    for name, calculator in calculators.items():
        ordered = {n for each in calculator.orders for n in (each.lower, each.upper)}
        uncertain = {
            each.name: Range(each.low, each.high)
            for each in calculator.inputs
            if each.is_number and each.name not in ordered
        }
        if not uncertain:
            continue  # all that is entered stands in tables
        simulate(name, draws=100, **uncertain)  # reads the formulas once
        seconds, runs = timed(lambda n=name, u=uncertain: simulate(n, draws=DRAWS, **u))
        loop, _ = timed(lambda c=calculator, r=runs: one_by_one(c, r))
        many, _ = timed(lambda n=name, u=uncertain: simulate(n, draws=MANY, **u))
        print(
            f"{name}: {DRAWS:,} draws in {1000 * seconds:.0f} ms, {loop / seconds:.0f} times as "
            f"fast as one by one ({1000 * loop:.0f} ms); {MANY:,} draws in {many:.2f} s"
        )


def one_by_one(calculator: Calculator, runs: Runs) -> None:
    held = {each.name: runs.centre.values[each.name] for each in calculator.fields}
    for draw in zip(*(runs[name].tolist() for name in runs.uncertain), strict=True):
        calculator.compute(**held | dict(zip(runs.uncertain, draw, strict=True)))


def timed(run):
    """Seconds for one run, and what it returned."""
    start = time.perf_counter()
    result = run()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    main()
