"""One price scale: effects and group means in the dollars of one year, beside the originals."""

import pandas as pd

from seti_ta.prices import FIRST_YEAR, LAST_YEAR, PRICES

PRICE_YEAR = 2025  #: the one year whose dollars the handbook converts to


def in_prices_of(table: pd.DataFrame, year: int = PRICE_YEAR) -> pd.DataFrame:
    """The table with its effects and control means in dollars of ``year``.

    New columns: ``impact_in_prices``, ``control_mean_in_prices``, ``price_factor`` and ``prices``.
    The index is the official CPI-U, annual averages. ``price_factor`` turns any dollar column of
    the row into dollars of ``year``; it is NaN where the row is not in dollars or names no price
    year. No price year is guessed. ``prices`` says in words what was done.

    Raises:
        ValueError: naming the years that the index covers.
    """
    if year not in PRICES:
        raise ValueError(f"year is {year}, which wants a year from {FIRST_YEAR} to {LAST_YEAR}.")
    factor = PRICES[year] / table["dollar_year"].map(PRICES).where(in_dollars(table))
    return table.assign(
        impact_in_prices=table["impact"] * factor,
        control_mean_in_prices=table["control_mean"] * factor,
        price_factor=factor,
        prices=[
            _words(*row, year) for row in zip(in_dollars(table), table["dollar_year"], strict=True)
        ],
    )


def in_dollars(table: pd.DataFrame) -> pd.Series:
    """Whether a row counts dollars; a ratio of dollars to dollars does not."""
    units = table["units"]
    return units.str.startswith("USD") & (units != "USD per dollar")


def _words(dollars: bool, price_year: float, year: int) -> str:
    if not dollars:
        return "not in dollars"
    if pd.isna(price_year):
        return "not convertible: the source names no price year"
    if price_year == year:
        return f"as published in {year} dollars"
    return f"converted from {price_year:.0f} dollars"
