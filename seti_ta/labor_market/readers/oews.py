"""Occupational Employment and Wage Statistics: the workbooks of 2011 to today."""

from pathlib import Path

import pandas as pd

from seti_ta.labor_market.readers.files import (
    need,
    numbers,
    plain_name,
    read_sheets,
    read_text_table,
    with_header,
)

#: Names that older editions used.
OLD_NAMES = {
    "LOC_Q": "LOC_QUOTIENT",
    "PCT_TOT": "PCT_TOTAL",
    "GROUP": "O_GROUP",
    "JOBS_1000_ORIG": "JOBS_1000",
}

MARKS = {"*": "wage_na", "**": "emp_na", "#": "top_coded", "~": "lt_half_pct"}

HOURLY = ["H_MEAN", "H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90"]
ANNUAL = ["A_MEAN", "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90"]
OTHERS = ["TOT_EMP", "EMP_PRSE", "JOBS_1000", "LOC_QUOTIENT", "PCT_TOTAL", "PCT_RPT", "MEAN_PRSE"]

#: What every edition has.
NEEDED = ["OCC_CODE", "OCC_TITLE", "TOT_EMP", "H_MEDIAN", "A_MEDIAN"]

#: The top code of the editions from 2022 on: dollars an hour, and a year.
TOP_HOURLY, TOP_ANNUAL = 115.00, 239_200


def read_oews(
    path: Path | str, top_hourly: float = TOP_HOURLY, top_annual: float = TOP_ANNUAL
) -> pd.DataFrame:
    """A workbook (.xlsx) or CSV file of OEWS with the columns of its edition, in lower case.

    Numbers are missing where a mark stands, with the reason in ``..._why``: "emp_na", "wage_na",
    "lt_half_pct", "blank". A wage marked ``#`` is at least the top code: it becomes that number,
    with the reason "top_coded". A printed wage above the top code stays as it is. ``annual`` and
    ``hourly`` are true where only that kind of wage is published. Codes are text.

    Before you add up, keep ``o_group`` "detailed" and ``i_group`` "cross-industry": other rows
    count the same jobs again. Years must not be compared: this is no time series.

    Raises:
        InputError: no such workbook; the columns that were missed are named.
    """
    path = Path(path)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        sheets = [
            with_header(each, {"OCC_CODE"}, plain_name) for each in read_sheets(path).values()
        ]
        found = [each for each in sheets if each is not None]
        table = found[0] if found else pd.DataFrame()
    else:
        table = read_text_table(path).rename(columns=plain_name)
    table = table.rename(columns=OLD_NAMES)
    need(table, NEEDED, path.name, "table of OEWS")
    table = table[table["OCC_CODE"] != ""].reset_index(drop=True)
    for name in [each for each in (*OTHERS, *HOURLY, *ANNUAL) if each in table]:
        table[name], why = numbers(table[name], name, MARKS)
        if name in (*HOURLY, *ANNUAL):
            top = top_hourly if name in HOURLY else top_annual
            table[name] = table[name].mask(why == "top_coded", top)
        table[f"{name}_why"] = why
    for name in ("ANNUAL", "HOURLY"):
        if name in table:
            table[name] = table[name].str.upper() == "TRUE"
    return table.rename(columns=str.lower)
