"""Power by simulation against the formula: how far apart, and how long each takes, in one run.

Run `python benchmarks/power_simulation.py`. The studies held at once are timed against the same
studies held one by one with SciPy's t test.
"""

import time

import numpy as np
from scipy import stats

from seti_ta import evaluation
from seti_ta.evaluation.simulation import offices, one_by_one, people, power_by_simulation

RUNS, LOOPED, N, EFFECT = 20_000, 2_000, 788, 0.2


def main() -> None:
    cases = {
        f"{N} people": (people(EFFECT, N), lambda: evaluation.power_individual(EFFECT, N)),
        "20 offices of 15": (
            offices(0.6, 20, 15, 0.17),
            lambda: evaluation.power_cluster(0.6, 20, 15, 0.17),
        ),
    }
    for name, (design, formula) in cases.items():
        simulated, seconds = timed(lambda d=design: power_by_simulation(d, RUNS))
        exact, formula_seconds = timed(formula)
        off = (simulated.power - exact.power) / simulated.error
        print(
            f"{name}: simulated {simulated.power:.4f}, formula {exact.power:.4f}, {off:+.1f} "
            f"standard errors apart; {RUNS:,} studies in {seconds:.2f} s, the formula "
            f"{seconds / formula_seconds:,.0f} times as fast"
        )
    _, at_once = timed(lambda: power_by_simulation(people(EFFECT, N), LOOPED))
    _, looped = timed(lambda: power_by_simulation(one_by_one(draw, test), LOOPED))
    print(f"{LOOPED:,} studies at once are {looped / at_once:.0f} times as fast as one by one")


def draw(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    y = rng.standard_normal(N)
    return y[: N // 2] + EFFECT, y[N // 2 :]


def test(groups) -> float:
    return stats.ttest_ind(*groups).pvalue


def timed(run):
    """What a run returned, and its seconds."""
    start = time.perf_counter()
    result = run()
    return result, time.perf_counter() - start


if __name__ == "__main__":
    main()
