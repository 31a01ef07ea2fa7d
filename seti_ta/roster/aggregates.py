"""For those who may not see a person's wages: counts from the state's report in, charts out.

The file has a row for each period and indicator. A mark that hides a small count, such as ``*``,
is missing and never 0.
"""

from pathlib import Path

import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.calculators.functions import wilson_high, wilson_low
from seti_ta.roster.cells import read_cells
from seti_ta.roster.months import RunChart, run_chart
from seti_ta.roster.words import rows

AGGREGATE_COLUMNS = {
    "period": "The quarter or month, written so that it sorts: 2025-Q3.",
    "program": "adult, dislocated_worker, youth or wagner_peyser.",
    "indicator": "employed_q2, employed_q4, median_q2, credential, skill_gains or same_employer.",
    "numerator": "People who met it. Empty for the median.",
    "denominator": "People who were counted.",
    "median": "For median_q2: dollars in the quarter. Else empty.",
}

#: What reports print in the place of a small count.
HIDDEN_MARKS = ("*", "**", "***", "-1", "<10", "DS", "S", "")
MOST = 10_000_000


def read_aggregates(path) -> pd.DataFrame:
    """The report in a CSV file (UTF-8, commas) with ``AGGREGATE_COLUMNS``, in any order.

    ``value`` (a share, or dollars) is added, and ``low`` and ``high``, Wilson's 95 percent
    interval of a share. Hidden counts are missing, and so is what rests on them.

    Raises:
        InputError: the file cannot be used; one sentence for each reason.
    """
    path = Path(path)
    _, table = read_cells(path, AGGREGATE_COLUMNS, "a report of counts")
    problems = {}
    for name in ("numerator", "denominator", "median"):
        table[name], problem = _counts(table[name], whole=name != "median")
        problems[name] = problem
    over = table["numerator"] > table["denominator"]
    if over.any():
        problems["over"] = f"numerator is larger than denominator in {rows(table.index[over])}."
    again = table.duplicated(["period", "program", "indicator"], keep=False)
    if again.any():
        problems["twice"] = (
            f"A period stands twice, for one indicator, in {rows(table.index[again])}."
        )
    if found := {what: problem for what, problem in problems.items() if problem}:
        raise InputError(found)
    known = table["numerator"].notna() & (table["denominator"] > 0)
    pairs = table.loc[known, ["numerator", "denominator"]].astype(float)
    table["value"] = (pairs["numerator"] / pairs["denominator"]).reindex(table.index)
    table["value"] = table["value"].fillna(table["median"].astype("float64"))
    for name, end in (("low", wilson_low), ("high", wilson_high)):
        ends = [end(met, n) for met, n in pairs.itertuples(index=False)]
        table[name] = pd.Series(ends, index=pairs.index, dtype=float).reindex(table.index)
    return table.sort_values(["program", "indicator", "period"], ignore_index=True)


def run_chart_of(table: pd.DataFrame, program: str, indicator: str) -> RunChart:
    """The run chart of one indicator, period by period; see ``run_chart``.

    Periods that overlap, such as the last four quarters, cannot be judged by it.

    Raises:
        InputError: fewer than ten periods with a value.
    """
    mine = table[(table["program"] == program) & (table["indicator"] == indicator)]
    factor = 1 if indicator == "median_q2" else 100
    return run_chart(mine["period"], factor * mine["value"])


def latest(table: pd.DataFrame) -> pd.DataFrame:
    """The last period of each indicator, in the form that ``wioa.early_warning`` takes."""
    known = table[table["value"].notna()]
    last = known.groupby(["program", "indicator"], sort=False).tail(1)
    columns = ["program", "indicator", "numerator", "denominator", "value"]
    return last[columns].reset_index(drop=True)


def _counts(cells: pd.Series, whole: bool) -> tuple[pd.Series, str]:
    hidden = cells.isin(HIDDEN_MARKS)
    plain = cells.where(~hidden).str.replace(",", "").str.lstrip("$")
    read = pd.to_numeric(plain, errors="coerce")
    odd = ~hidden & (read.isna() | ~read.between(0, MOST) | (whole & (read % 1 != 0)))
    if odd.any():
        kind = "a whole number" if whole else "a number"
        return read, (
            f"{cells.name} is not {kind} from 0 to {MOST:,}, nor a known mark for a hidden count, "
            f"in {rows(cells.index[odd])}."
        )
    return read.astype("Int64" if whole else "Float64"), ""
