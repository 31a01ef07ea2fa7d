"""The six primary indicators of WIOA, computed from individual records on the user's own machine.

    from seti_ta import wioa

    records = wioa.open_records("../my-data/pirl.csv")
    wioa.indicators(records, wioa.Report.annual(2023))

``open_records`` takes CSV, Parquet or a DataFrame, with names of columns or with a layout.
No message and no result holds an identifier. Results for release go through ``suppressed``.
The definitions are those of the joint guidance of June 2024; states' printed figures come from
code that differs in places, so ``reconcile`` goes from one to the other rule by rule.
Needs the extra ``wioa``.
"""

from seti_ta.wioa.findings import findings, rows_of
from seti_ta.wioa.indicators import (
    FEDERAL_CODE,
    INDICATORS,
    Reading,
    indicators,
    participants,
    trend,
)
from seti_ta.wioa.levels import Level, Standing, adjusted_level, early_warning, read_levels
from seti_ta.wioa.periods import Report, Window
from seti_ta.wioa.programs import PROGRAMS
from seti_ta.wioa.reader import Records, open_records, read_layout
from seti_ta.wioa.reconcile import reconcile, steps
from seti_ta.wioa.suppression import hide_small, safe_mask, suppressed
from seti_ta.wioa.synthetic import synthetic_records, write_synthetic

__all__ = [
    "FEDERAL_CODE",
    "INDICATORS",
    "PROGRAMS",
    "Level",
    "Reading",
    "Records",
    "Report",
    "Standing",
    "Window",
    "adjusted_level",
    "early_warning",
    "findings",
    "hide_small",
    "indicators",
    "open_records",
    "participants",
    "read_layout",
    "read_levels",
    "reconcile",
    "rows_of",
    "safe_mask",
    "steps",
    "suppressed",
    "synthetic_records",
    "trend",
    "write_synthetic",
]
