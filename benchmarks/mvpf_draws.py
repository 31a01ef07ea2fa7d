"""How much faster 100,000 draws of an account are at once than one by one.

Run `python benchmarks/mvpf_draws.py`. Both ways start from the same draws of WorkAdvance's two
gains; the loop draws up the whole account each time. Their answers are compared.
"""

import time
from dataclasses import replace

import numpy as np

from seti_ta import mvpf
from seti_ta.mvpf.uncertainty import changed

DRAWS = 100_000
ERRORS = (700.0, 670.0)  # dollars a year, made up: one error a gain, so that both ways can use it


def main() -> None:
    program = with_errors(mvpf.case("workadvance"))
    start = time.perf_counter()
    drawn = mvpf.draw(program, DRAWS)
    at_once = time.perf_counter() - start
    z = np.random.default_rng(drawn.seed).standard_normal(DRAWS).tolist()
    start = time.perf_counter()
    looped = np.array([one(program, each) for each in z])
    one_by_one = time.perf_counter() - start
    off = np.max(np.abs(looped - drawn.mvpf))
    print(
        f"{DRAWS:,} draws at once in {1000 * at_once:.0f} ms, {one_by_one / at_once:,.0f} times as "
        f"fast as one by one ({one_by_one:.0f} s); largest difference {off:.1e}"
    )


def with_errors(program: mvpf.Program) -> mvpf.Program:
    flows = zip(program.earnings_impacts, ERRORS, strict=True)
    return replace(
        program,
        earnings_impacts=tuple(replace(flow, se=se, p_range=None) for flow, se in flows),
    )


def one(program: mvpf.Program, z: float) -> float:
    amounts = {
        ("earnings_impacts", place): flow.amount + z * flow.se
        for place, flow in enumerate(program.earnings_impacts)
    }
    return mvpf.evaluate(changed(program, amounts)).mvpf.value


if __name__ == "__main__":
    main()
