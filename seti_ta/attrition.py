"""When losing people bends a comparison: the attrition boundaries of the What Works Clearinghouse.

Python's standard library is enough to read them.
"""

import csv
from importlib import resources

SOURCE = {
    "citation": "What Works Clearinghouse, Standards Handbook, version 4.1",
    "locator": "Table II.1, as carried in a public statistics package that cites it",
    "url": "https://ies.ed.gov/ncee/wwc/Handbooks",
}


def _read(assumption: str) -> tuple[float, ...]:
    table = resources.files(__package__).joinpath("attrition.csv")
    with table.open(encoding="utf-8", newline="") as lines:
        return tuple(float(row[assumption]) for row in csv.DictReader(lines) if row[assumption])


#: By overall attrition in whole percent, from 0: the largest difference between the attrition of
#: two groups that still counts as low, in percentage points. Beyond the last one none does.
CAUTIOUS, OPTIMISTIC = _read("cautious"), _read("optimistic")
