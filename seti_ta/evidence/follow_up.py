"""How findings on earnings run over the years since random assignment: the rules, in one place.

A finding counts if its source states a test, and if it was read in a named text or found again
in a second one. Followed for ``LONG`` years or more, a program can show that its
gains last; a gain that first comes after ``LONG`` years has bloomed late.
"""

import re

import pandas as pd

from seti_ta.evidence.query import is_quotable

LONG = 5  # years since random assignment

LASTED, LATE, FADED, NEVER, SHORT = COURSES = (
    "Gains that lasted",
    "Late bloomers",
    "Gains that faded",
    "No gain seen",
    "Too short to say",
)

# Totals over several years say nothing on one of them; JTPA alone is known by nothing else.
EARNINGS = (
    "annual earnings",
    "average quarterly earnings",
    "cumulative earnings over 30 months",
    "earnings",
    "earnings over two quarters",
    "earnings, adding WIA-funded training to intensive services",
)
EMPLOYMENT = (
    "employed",
    "employed after program",
    "employed in quarter",
    "employed in year",
    "ever employed in period",
    "ever employed in year",
)
GAINS = ("gain", "weak gain")

# Where two texts differ on one period, the more cautious one counts.
CAUTION = ("no detectable effect", "weak gain", "weak loss", "gain", "loss")


def tested(table: pd.DataFrame) -> pd.DataFrame:
    """The findings on earnings at a known time whose source states a test, one a period."""
    found = known(table[table["outcome"].isin(EARNINGS)])
    found = found[found["finding"] != "not stated"]
    ranked = found.assign(
        period=[str(spans(row)) for _, row in found.iterrows()],
        unchecked=~is_checked(found),
        caution=found["finding"].map(CAUTION.index),
    ).sort_values(["followup_years", "unchecked", "caution"], kind="stable")
    return ranked.drop_duplicates(["program", "period"])[table.columns]


def known(table: pd.DataFrame) -> pd.DataFrame:
    """The rows at a known time that state an effect, some of them twice."""
    return table[table["use"].isin(["count", "restates"]) & table["followup_years"].notna()]


def is_checked(table: pd.DataFrame) -> pd.Series:
    """Whether each finding was read in a named text or found again in another one."""
    return table["cross_checked"] != "no"


def course(findings: pd.DataFrame, long: float = LONG) -> str:
    """Which of ``COURSES`` the tested findings of one program took."""
    findings = findings[is_checked(findings)]
    gains = findings[findings["finding"].isin(GAINS)]
    last = findings["followup_years"].max()
    if len(gains) and gains["followup_years"].max() < last:
        return FADED
    if findings.empty or last < long:
        return SHORT
    if gains.empty:
        return NEVER
    return LASTED if first_year(gains) < long else LATE


def first_year(findings: pd.DataFrame) -> float:
    """The first year that any of the findings covers."""
    return min(spans(row)[0][0] for _, row in findings.iterrows())


def at_horizon(table: pd.DataFrame, after: float, until: float) -> pd.DataFrame:
    """The last tested finding of each program more than ``after`` and up to ``until`` years on.

    A pool is left out: its sites speak for themselves.
    """
    found = tested(table[~table["program"].isin(table["pool_of"])])
    within = found[found["followup_years"].gt(after) & found["followup_years"].le(until)]
    last = within.groupby("program")["followup_years"].transform("max")
    return within[within["followup_years"] == last].drop_duplicates("program")


def paired(table: pd.DataFrame, programs: list[str]) -> list[tuple[pd.Series, pd.Series]]:
    """Effects on employment and on earnings in percent at one time: the last such pair of each.

    Two times are one if they are half a year or less apart.
    """
    found = known(table[table["program"].isin(programs) & table["group"].ne("review")])
    works = found[found["outcome"].isin(EMPLOYMENT) & found["impact"].notna()]
    earns = found[found["outcome"].isin(EARNINGS) & found["pct_impact"].notna()]
    pairs = works.reset_index().merge(earns.reset_index(), on="program", suffixes=("", "_earned"))
    near = pairs["followup_years"].sub(pairs["followup_years_earned"]).abs() <= 0.5
    last = pairs[near].sort_values("followup_years").drop_duplicates("program", keep="last")
    ids = zip(last["row_id"], last["row_id_earned"], strict=True)
    return [(table.loc[work], table.loc[pay]) for work, pay in ids]


def latest_size(rows: pd.DataFrame) -> pd.Series | None:
    """The last effect on annual earnings in percent that prose may print, if there is one."""
    sized = known(rows[rows["outcome"] == "annual earnings"])
    sized = sized[sized["pct_impact"].notna() & is_quotable(sized)]
    return None if sized.empty else sized.sort_values("followup_years", kind="stable").iloc[-1]


def spans(row: pd.Series) -> list[tuple[float, float]]:
    """The years since random assignment that a row covers, as (first, last) pairs."""
    named = re.match(r"(?:about )?years? ([\d, and-]+)", row["followup"])
    if not named:
        return [(row["followup_years"], row["followup_years"])]
    years = re.findall(r"(\d+)(?:-(\d+))?", named[1])
    return [(float(first), float(last or first)) for first, last in years]
