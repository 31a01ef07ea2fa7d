"""A million draws from the earnings gain to the public value: how fast, and with how much memory.

Run `python benchmarks/chain.py`. The chain is compared with a plain loop over the calculators'
own functions, without input checks, on fewer draws, and with bare NumPy written by hand. All
three round the gain to cents on its way and must give the same results.
"""

import time
import tracemalloc

import numpy as np

from seti_ta import calculators
from seti_ta.calculators.carried import carried_entry
from seti_ta.uncertainty import ChainRuns, Range, simulate_chain

DRAWS = 1_000_000
IN_LOOP = 10_000

GAIN, VALUE = calculators["earnings_gain"], calculators["public_value"]
UNCERTAIN = {
    "earnings_gain.base_earnings": Range(15_000, 35_000),
    "earnings_gain.effect_central": Range(0, 40),
    "earnings_gain.replication": Range(0.4, 1),
    "earnings_gain.fade": Range(0, 30),
    "earnings_gain.share_given_up": Range(20, 80),
    "public_value.cost": Range(2_500, 12_000),
    "public_value.tax_rate": Range(10, 40),
}
WANTED = ("public_value.mvpf", "public_value.society")


def main() -> None:
    simulate_chain(UNCERTAIN, *WANTED, draws=100)  # reads the formulas once
    many, runs = timed(lambda: simulate_chain(UNCERTAIN, *WANTED, draws=DRAWS))
    drawn = simulate_chain(UNCERTAIN, *UNCERTAIN, draws=DRAWS)
    loop, alone = timed(lambda: one_by_one(drawn))
    bare, by_hand = timed(lambda: bare_numpy(np.random.default_rng(1), DRAWS))
    check_same(runs, drawn, alone)
    loop *= DRAWS / IN_LOOP
    print(f"{DRAWS:,} draws in {many:.2f} s")
    print(f"a plain loop takes {loop / many:.0f} times as long ({loop:.0f} s, from {IN_LOOP:,})")
    print(f"bare NumPy takes {bare / many:.2f} of the time ({bare:.2f} s), with its own draws")
    print(
        f"peak memory: {peak(lambda: simulate_chain(UNCERTAIN, *WANTED, draws=DRAWS)):.0f} MB, "
        f"of which {2 * 8 * DRAWS / 1e6:.0f} MB are the results; "
        f"bare NumPy {peak(lambda: bare_numpy(np.random.default_rng(1), DRAWS)):.0f} MB"
    )
    print(
        f"middle ratio {np.nanmedian(runs[WANTED[0]]):.3f}, by hand {np.nanmedian(by_hand[0]):.3f}"
    )


def one_by_one(drawn: ChainRuns) -> list[tuple]:
    """The first draws through the calculators' own functions."""
    held = [drawn[name][:IN_LOOP].tolist() for name in UNCERTAIN]
    split = [name.split(".") for name in UNCERTAIN]
    starts = {
        each.name: {field.name: each().values[field.name] for field in each.fields}
        for each in (GAIN, VALUE)
    }
    answers = []
    for draw in zip(*held, strict=True):
        for (calculator, field), entry in zip(split, draw, strict=True):
            starts[calculator][field] = entry
        gain = GAIN.compute(**starts[GAIN.name])
        carried = carried_entry(VALUE.declared["gain"], gain["total_central"])
        value = VALUE.compute(**starts[VALUE.name] | {"gain": carried})
        answers.append((value["mvpf"], value["society"]))
    return answers


def bare_numpy(random: np.random.Generator, draws: int) -> tuple[np.ndarray, np.ndarray]:
    """The same by hand, with all draws at once and the starting values written out."""
    gain, value = GAIN().values, VALUE().values

    def drawn(name: str, scale: float = 1) -> np.ndarray:
        spread = UNCERTAIN[name]
        return random.uniform(spread.low * scale, spread.high * scale, draws)

    base = drawn("earnings_gain.base_earnings")
    effect = drawn("earnings_gain.effect_central", 0.01)
    replication = drawn("earnings_gain.replication")
    kept = 1 - drawn("earnings_gain.fade", 0.01)
    given_up = base * (gain["training_weeks"] / 52) * gain["taking_part"]
    given_up *= drawn("earnings_gain.share_given_up", 0.01)
    cost, rate = drawn("public_value.cost"), drawn("public_value.tax_rate", 0.01)
    total = -given_up / (1 + gain["discount"])
    for year in range(2, gain["horizon"] + 1):
        faded = kept ** max(0, year - gain["measured_until"])
        total += base * effect * replication * faded / (1 + gain["discount"]) ** year
    for_enrollee = np.round(total, 2) / value["take_up"]
    taxes = for_enrollee * rate
    worth = for_enrollee - taxes + value["stipend"]
    net_cost = cost - taxes
    mvpf = np.where(net_cost > 0, worth / net_cost, np.nan)
    return mvpf, worth - net_cost


def check_same(runs: ChainRuns, drawn: ChainRuns, alone: list[tuple]) -> None:
    for place, (ratio, society) in enumerate(alone):
        many = runs[WANTED[0]][place], runs[WANTED[1]][place]
        assert np.isnan(many[0]) if ratio is None else abs(many[0] - ratio) <= 1e-9 * abs(ratio)
        assert abs(many[1] - society) <= 1e-9 * max(1, abs(society))


def peak(run) -> float:
    """The most memory that a run takes, in millions of bytes."""
    tracemalloc.start()
    run()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def timed(run):
    """Seconds for one run, and what it returned."""
    start = time.perf_counter()
    result = run()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    main()
