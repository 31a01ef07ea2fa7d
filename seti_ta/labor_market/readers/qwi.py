"""Quarterly Workforce Indicators (Census, LEHD): hires, turnover and earnings by industry."""

from pathlib import Path

import pandas as pd

from seti_ta.labor_market.readers.files import need, numbers, read_text_table

IDENTIFIERS = [
    "periodicity", "seasonadj", "geo_level", "geography", "ind_level", "industry", "ownercode",
    "sex", "agegrp", "race", "ethnicity", "education", "firmage", "firmsize", "year", "quarter",
]  # fmt: skip

#: The code for all, in each column that can be broken down.
ALL = {
    "industry": "00", "sex": "0", "agegrp": "A00", "race": "A0", "ethnicity": "A0",
    "education": "E0", "firmage": "0", "firmsize": "0",
}  # fmt: skip

#: Why an indicator is missing, by its status flag.
MISSING = {"-2": "no_data", "-1": "not_computable", "5": "suppressed", "11": "not_released"}
#: Flags of numbers that can be used with care.
DISTORTED = ("7", "9", "12")


def read_qwi(path: Path | str) -> pd.DataFrame:
    """A file of QWI (.csv or .csv.gz), as it is, with numbers for its indicators.

    Beside each indicator, such as ``EarnHirNS`` (dollars a month, on average) or ``TurnOvrS`` (a
    share), ``..._why`` says "suppressed", "not_computable", "no_data" or "not_released" where it
    is missing, and "distorted" where it may be used with care. A blank is never 0.

    Raises:
        InputError: no such file; the columns that were missed are named.
    """
    path = Path(path)
    table = read_text_table(path)
    need(table, IDENTIFIERS, path.name, "file of Quarterly Workforce Indicators")
    indicators = [name for name in table.columns if f"s{name}" in table.columns]
    need(table, indicators[:1] or ["EarnS with its flag sEarnS"], path.name, "file of QWI")
    for name in indicators:
        flag = table.pop(f"s{name}")
        read, blank = numbers(table[name], name, {})
        why = flag.map(MISSING).fillna("").mask(flag.isin(DISTORTED), "distorted")
        table[name] = read.mask(flag.isin(MISSING))
        table[f"{name}_why"] = why.mask((why == "") & (blank != ""), "blank")
    return table


def all_codes(table: pd.DataFrame, *kept: str) -> pd.DataFrame:
    """The rows with the code for all in each column but ``kept``: else people count many times."""
    wanted = {name: code for name, code in ALL.items() if name not in kept}
    mask = pd.Series(True, index=table.index)
    for name, code in wanted.items():
        mask &= table[name] == code
    return table[mask]
