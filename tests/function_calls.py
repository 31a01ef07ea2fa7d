"""Calls of the functions that formulas may use, for the tests that hold their versions together."""

import math

#: Beside a whole number, and beside half of one.
HAIRS = (0, 1e-10, -1e-10, 1e-8, -1e-8, 0.4, 0.5, 0.96)
NUMBERS = [base + hair for base in (0, 1, 7, -3, 89, 67.5, 12345) for hair in HAIRS]
DIGITS = (0, 1, 3)
#: Successes of so many.
COUNTS = [(0, 1), (1, 1), (0, 12), (3, 12), (12, 12), (38, 50), (499, 500), (2500, 100_000)]

#: Some of them with a split on the other side that is exactly as likely.
TABLES = [
    (4, 7, 0, 7), (2, 12, 0, 12), (157, 333, 175, 333),
    (0, 1, 0, 1), (1, 1, 0, 1), (0, 5, 0, 7), (5, 5, 7, 7), (5, 12, 3, 12), (3, 12, 5, 12),
    (48, 120, 22, 80), (22, 80, 48, 120), (2, 6, 4, 6), (1, 10, 9, 10), (0, 10_000, 0, 10_000),
    (10_000, 10_000, 10_000, 10_000), (5000, 10_000, 5100, 10_000), (1, 10_000, 9, 10_000),
    (300, 10_000, 2, 9), (9, 10_000, 9, 9), (4000, 10_000, 4000, 10_000), (0, 10_000, 10, 10),
    (7000, 9999, 6888, 9998), (10_000, 10_000, 0, 10_000),
]  # fmt: skip

#: Around each half of a percent.
SHARES = [(percent / 200 + hair,) for percent in range(201) for hair in (0, 1e-12, -1e-12, 0.002)]

#: Arguments by function.
CALLS = {
    "people_up": [(x,) for x in NUMBERS],
    "round_down": [(x,) for x in NUMBERS],
    "round_half_up": [(x, digits) for x in NUMBERS for digits in DIGITS],
    "truncate": [(x, digits) for x in NUMBERS for digits in DIGITS],
    "shrunk_rate": [(*each, prior, n) for each in COUNTS for prior in (0, 0.7) for n in (1, 20)],
    "wilson_low": COUNTS,
    "wilson_high": COUNTS,
    "fisher_exact": TABLES,
    "cautious_boundary": SHARES,
    "optimistic_boundary": SHARES,
}

#: Starts, people and how long for ``active_at_start``: ends on a start, a hair beside it, or
#: nowhere near one.
ACTIVE_AT_START = [
    (starts, people, length + hair)
    for starts, people in (
        ([1, 9, 18, 26], [17, 17, 17, 16]),
        ([30, 1, 1, 14.5, 156], [5, 0, 12, 3, 40]),
        ([7], [20]),
    )
    for length in (0, 8, 13.5, 17, 155, 300)
    for hair in (0, 1e-8, -1e-8, 1e-6, -1e-6)
    if length + hair >= 0
]


def agree(a: float, b: float) -> bool:
    """Whether two versions of a function gave the same."""
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
