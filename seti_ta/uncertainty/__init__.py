"""Ranges instead of single numbers, over any calculator.

Say how far each input may be off, and draw it many times::

    from seti_ta.uncertainty import Range, Triangular, simulate

    runs = simulate(
        "recruitment_funnel", target=40, completion=Triangular(60, 75, 90), placement=Range(50, 85)
    )
    print(runs.sentence)
    runs.percentiles("applicants")["p90"]  # 9 of 10 draws need no more applicants than this
    runs.share("too_slow")  # the share of draws in which the pace now is too slow
    runs.tornado()[0].name  # the input whose range matters most

The spread that comes out is the spread of what was put in. It is not a margin of error.
Each input is drawn on its own: if two of yours move together, the true spread may differ.
``simulate_chain`` does the same over all calculators of a plan, each following the others.
"""

from seti_ta.uncertainty.chain import ChainRuns, simulate_chain
from seti_ta.uncertainty.distributions import Normal, Range, Triangular
from seti_ta.uncertainty.runs import Runs, simulate

__all__ = [
    "ChainRuns",
    "Normal",
    "Range",
    "Runs",
    "Triangular",
    "simulate",
    "simulate_chain",
]
