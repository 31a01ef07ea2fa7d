"""Public wage, job and training figures for a board's own area.

    from seti_ta import labor_market

    places = labor_market.find_places("Capital Workforce", state="CT")
    labor_market.area_table("0025540")   # occupations: jobs, wages, concentration, growth
    labor_market.sector_table("0025540") # the same by sector, for the scorecard

A slice of the newest release of BLS's wage survey ships with it, for all wage areas and the
occupations that sector programs train for. ``labor_market.readers`` reads the files that agencies
publish. Wages are those of the area that contains a county, never of a board. Needs the extra
``labor_market``.
"""

from seti_ta.labor_market.area import (
    NATION,
    RELEASE,
    area_name,
    area_table,
    load_slice,
    location_quotient,
    occupations,
    scorecard_rows,
    sector_table,
)
from seti_ta.labor_market.places import Place, areas_of, boards, counties, find_places

__all__ = [
    "NATION",
    "RELEASE",
    "Place",
    "area_name",
    "area_table",
    "areas_of",
    "boards",
    "counties",
    "find_places",
    "load_slice",
    "location_quotient",
    "occupations",
    "scorecard_rows",
    "sector_table",
]
