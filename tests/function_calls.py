"""Calls of the functions that formulas may use, for the tests that hold their versions together."""

import math

#: Beside a whole number, and beside half of one.
HAIRS = (0, 1e-10, -1e-10, 1e-8, -1e-8, 0.4, 0.5, 0.96)
NUMBERS = [base + hair for base in (0, 1, 7, -3, 89, 67.5, 12345) for hair in HAIRS]
DIGITS = (0, 1, 3)
#: Successes of so many.
COUNTS = [(0, 1), (1, 1), (0, 12), (3, 12), (12, 12), (38, 50), (499, 500), (2500, 100_000)]

#: Arguments by function.
CALLS = {
    "people_up": [(x,) for x in NUMBERS],
    "round_down": [(x,) for x in NUMBERS],
    "round_half_up": [(x, digits) for x in NUMBERS for digits in DIGITS],
    "truncate": [(x, digits) for x in NUMBERS for digits in DIGITS],
    "shrunk_rate": [(*each, prior, n) for each in COUNTS for prior in (0, 0.7) for n in (1, 20)],
    "wilson_low": COUNTS,
    "wilson_high": COUNTS,
}


def agree(a: float, b: float) -> bool:
    """Whether two versions of a function gave the same."""
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
