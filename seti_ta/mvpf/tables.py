"""The published tables that the method reads: prices, pay by age, poverty lines and tax rates.

All are facts of the replication files of Hendren and Sprung-Keyser (2020), version 2.0. The price
index is CPI-U-RS in the vintage of those files. The Bureau of Labor Statistics has revised it
since. A published case is only met with the prices it used, so never mix the two in one sum.
"""

import csv
from importlib import resources

SOURCE = {
    "citation": "Hendren and Sprung-Keyser, 2020, replication files, version 2.0",
    "url": "https://github.com/OpportunityInsights/welfare_analysis",
}
DEFLATOR = "CPI-U-RS, the vintage of 2018"


def _rows(name: str) -> list[list[float]]:
    table = resources.files(__package__).joinpath("tables", name)
    with table.open(encoding="utf-8", newline="") as lines:
        return [[float(cell) for cell in row] for row in list(csv.reader(lines))[1:]]


#: The price index by year, December 1977 = 100.
PRICES = {int(year): index for year, index in _rows("prices.csv")}

#: Mean pay in a year by age, all people of a survey of 2015, in 2015 dollars; none earned is 0.
WAGES = {int(age): wage for age, wage in _rows("wages_by_age.csv")}

#: The poverty line in dollars of the year, by people in the household and year. Two are children.
POVERTY = {(int(people), int(year)): line for people, year, line in _rows("poverty.csv")}

#: Taxes and lost transfers on the next dollar, by percent of the poverty line; with payroll tax.
BY_POVERTY = {int(percent): rate for percent, rate in _rows("tax_and_transfer_rates.csv")}

#: Federal tax on the next dollar by fifth of household income, without payroll tax.
BY_FIFTH = {int(fifth): rate for fifth, rate in _rows("tax_rates.csv")}

STATE_TAX, PAYROLL_TAX = 0.026, 0.139
