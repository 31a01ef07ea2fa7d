"""Readers of the files that agencies publish; each refuses a layout that it does not know.

Every reader gives a tidy table: codes as text, numbers that may be missing, and beside a number
that a mark stands for, a column that ends in ``_why``. A mark is never read as 0.
"""

from seti_ta.labor_market.readers.oews import read_oews
from seti_ta.labor_market.readers.projections import (
    annual_growth,
    percent_change,
    read_projections,
    read_projections_central,
)
from seti_ta.labor_market.readers.pseo import read_pseo
from seti_ta.labor_market.readers.qcew import read_qcew
from seti_ta.labor_market.readers.qwi import all_codes, read_qwi
from seti_ta.labor_market.readers.training_results import read_training_results

__all__ = [
    "all_codes",
    "annual_growth",
    "percent_change",
    "read_oews",
    "read_projections",
    "read_projections_central",
    "read_pseo",
    "read_qcew",
    "read_qwi",
    "read_training_results",
]
