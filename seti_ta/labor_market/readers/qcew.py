"""Quarterly Census of Employment and Wages: jobs and pay by industry and county."""

from pathlib import Path

import pandas as pd

from seti_ta.labor_market.readers.files import need, numbers, read_text_table

OLD_NAMES = {"annual_avg_estabs_count": "annual_avg_estabs", "qtrly_estabs_count": "qtrly_estabs"}

COMMON = ["area_fips", "own_code", "industry_code", "agglvl_code", "size_code", "year", "qtr",
          "disclosure_code"]  # fmt: skip
ANNUAL = ["annual_avg_estabs", "annual_avg_emplvl", "total_annual_wages", "annual_avg_wkly_wage",
          "avg_annual_pay"]  # fmt: skip
QUARTERLY = ["qtrly_estabs", "month1_emplvl", "month2_emplvl", "month3_emplvl",
             "total_qtrly_wages", "avg_wkly_wage"]  # fmt: skip

#: Each group of columns has a code of its own that says whether it is disclosed.
GROUPS = {"lq_": "lq_disclosure_code", "oty_": "oty_disclosure_code", "": "disclosure_code"}
HIDDEN = "N"
ESTABLISHMENTS = ("annual_avg_estabs", "qtrly_estabs")  # these stay true in hidden rows


def read_qcew(path: Path | str) -> pd.DataFrame:
    """An annual or a quarterly file of QCEW (.csv), codes as text.

    Where the disclosure code is N, the file prints 0 for jobs and wages; they become missing here,
    with "suppressed" in ``..._why``. Use one ``agglvl_code`` and one ``own_code`` at a time.

    Raises:
        InputError: no such file; the columns that were missed are named.
    """
    path = Path(path)
    table = read_text_table(path).rename(columns=OLD_NAMES)
    annual = "annual_avg_emplvl" in table or "month3_emplvl" not in table
    need(table, [*COMMON, *(ANNUAL if annual else QUARTERLY)], path.name, "file of QCEW")
    texts = {*COMMON, *GROUPS.values()} | {name for name in table if name.endswith("_title")}
    for name in [each for each in table.columns if each not in texts]:
        read, why = numbers(table[name], name, {})
        hidden = _hidden(table, name)
        table[name], table[f"{name}_why"] = read.mask(hidden), why.mask(hidden, "suppressed")
    return table


def _hidden(table: pd.DataFrame, name: str) -> pd.Series:
    prefix = next(each for each in GROUPS if name.startswith(each))
    code = GROUPS[prefix]
    if code not in table or name.removeprefix(prefix).startswith(ESTABLISHMENTS):
        return pd.Series(False, index=table.index)
    return table[code] == HIDDEN
