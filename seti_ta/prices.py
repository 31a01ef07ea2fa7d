"""Prices of one year in dollars of another: the official consumer price index.

CPI-U, US city average, all items, not seasonally adjusted, annual averages, 1982-84 = 100
(Bureau of Labor Statistics, series CUUR0000SA0). Python's standard library is enough to read it.
"""

import csv
from importlib import resources

SOURCE = {
    "citation": "Bureau of Labor Statistics, Consumer Price Index for All Urban Consumers",
    "locator": "series CUUR0000SA0, annual averages, as carried in two public copies of the series",
    "url": "https://data.bls.gov/timeseries/CUUR0000SA0",
}


def _read() -> list[dict]:
    table = resources.files(__package__).joinpath("prices.csv")
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


#: The index by year.
PRICES = {int(row["year"]): float(row["index"]) for row in _read()}

#: Years whose mean lacks a month: no index was published for October 2025.
INCOMPLETE_YEARS = tuple(int(row["year"]) for row in _read() if int(row["months"]) < 12)

FIRST_YEAR, LAST_YEAR = min(PRICES), max(PRICES)


def price_index(first: float, last: float) -> float:
    """The mean index of the years from ``first`` to ``last``, in either order.

    A fiscal year, or a cohort of several years, is the mean of the years it covers.
    """
    first, last = min(first, last), max(first, last)
    covered = [index for year, index in PRICES.items() if first <= year <= last]
    return sum(covered) / len(covered)
