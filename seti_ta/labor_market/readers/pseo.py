"""Post-Secondary Employment Outcomes (Census, LEHD): what graduates of a program earn."""

from pathlib import Path

import pandas as pd

from seti_ta.labor_market.readers.files import need, numbers, read_text_table

IDENTIFIERS = ["inst_level", "institution", "degree_level", "cip_level", "cipcode", "grad_cohort"]
YEARS = ("y1", "y5", "y10")
NEEDED = [*IDENTIFIERS, "y1_p50_earnings", "status_y1_earnings"]

DEGREES = {
    "00": "all", "01": "certificate under 1 year", "02": "certificate of 1 to 2 years",
    "03": "associate's", "04": "certificate of 2 to 4 years", "05": "bachelor's",
}  # fmt: skip
MISSING = {"-2": "no_data", "-1": "not_computable", "5": "suppressed", "11": "not_released"}


def read_pseo(path: Path | str) -> pd.DataFrame:
    """An earnings file of PSEO (.csv or .csv.gz): dollars a year, 1, 5 and 10 years out.

    Dollars are those of the release's base year: print it. Only graduates with much work are
    counted, so this is no placement rate. ``y1_p50_earnings_why`` says why a number is missing.

    Raises:
        InputError: no such file; the columns that were missed are named.
    """
    path = Path(path)
    table = read_text_table(path)
    need(table, NEEDED, path.name, "earnings file of PSEO")
    for year in YEARS:
        flag = table.get(f"status_{year}_earnings")
        for name in [f"{year}_p{each}_earnings" for each in (25, 50, 75)]:
            if name not in table or flag is None:
                continue
            read, blank = numbers(table[name], name, {})
            why = flag.map(MISSING).fillna("")
            table[name] = read.mask(flag.isin(MISSING))
            table[f"{name}_why"] = why.mask((why == "") & (blank != ""), "blank")
    return table.assign(degree=table["degree_level"].map(DEGREES).fillna("other"))
