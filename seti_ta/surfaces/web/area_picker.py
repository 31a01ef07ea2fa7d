"""The picker of a board or a county in a page: real wages and jobs of its wage areas.

The page holds the figures of the nation, complete without JavaScript. With it, the reader's choice
loads one small script for the state and one for each wage area, from the site or from disk.
"""

import json
from collections.abc import Iterable, Mapping
from importlib import resources

import pandas as pd

from seti_ta import labor_market
from seti_ta.calculators.sector_scorecard import CRITERIA
from seti_ta.labor_market import NATION, area, places
from seti_ta.surfaces.web.form import templates
from seti_ta.surfaces.web.one_file import one_file

ID = "area-picker"

#: The folder of the small scripts, beside the page's own.
FOLDER = "areas"

#: What the tables show: the head, and the value that it stands for.
OCCUPATION_HEADS = ("Occupation", "Jobs", "A quarter earn less than", "Middle wage",
                    "How concentrated", "Growth, nation", "Openings a year, nation")  # fmt: skip
SECTOR_HEADS = ("Sector", "Jobs", "Entry wage", "How concentrated", "Growth, nation",
                "Openings a year, estimate", "Ask for no degree")  # fmt: skip

STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia",
    "FL": "Florida", "GA": "Georgia", "GU": "Guam", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky",
    "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan",
    "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska",
    "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio",
    "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "PR": "Puerto Rico",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee",
    "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VI": "Virgin Islands", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip

MISSING = "not published"
WEAK = " (weak)"  # the survey's error is large


def picker_html(csv: str, scorecard: str) -> str:
    """The form and the nation's figures, as one ``<section>``; the arguments are addresses."""
    table = shown_occupations()
    return templates.get_template("area_picker.html.jinja").render(
        id=ID,
        states=STATES,
        sectors=sorted({row["sector"] for _, row in table.iterrows()}),
        occupation_heads=OCCUPATION_HEADS,
        sector_heads=SECTOR_HEADS,
        occupations=[
            (row["sector"], occupation_cells(row)) for _, row in labor_market.area_table(
                NATION
            ).loc[table.index].iterrows()
        ],
        sector_rows=[sector_cells(name, row) for name, row in _sectors(NATION)],
        nation=area.area_name(NATION),
        release=area.RELEASE,
        projections=area.PROJECTIONS,
        csv=csv,
        scorecard=scorecard,
    )  # fmt: skip


def picker_script() -> str:
    """The script of the page. It knows the occupations; each area's figures come when asked."""
    known = {
        "PICKER": ID,
        "FOLDER": FOLDER,
        "MISSING": MISSING,
        "RELEASE": area.RELEASE,
        "PROJECTIONS": area.PROJECTIONS,
        "CODES": list(shown_occupations().index),
        "STATUS": places.STATUS,
        "CRITERIA": [
            {name: "" if value is None else str(value) for name, value in row.items()}
            for row in CRITERIA
            if row["criterion"] in area.SCORED
        ],
        "WAGE_AT": list(area.SCORED).index("Entry wage"),
    }
    folder = resources.files(__package__).joinpath("js")
    data = [f"const {name} = {_json(value)};" for name, value in known.items()]
    parts = (folder.joinpath(f"{part}.js").read_text("utf-8") for part in ("download", "areas"))
    return one_file([*data, *parts])


def shown_occupations() -> pd.DataFrame:
    """The occupations in the order of the table: by sector, then by title."""
    table = labor_market.occupations()
    return table[table["role"] != "benchmark"].sort_values(["sector", "soc_title"])


def area_script(code: str) -> str:
    """The figures of one area: one call that hands them to the page."""
    table = labor_market.area_table(code)
    shown = shown_occupations()
    there = table.index.intersection(shown.index, sort=False)
    order = {soc: place for place, soc in enumerate(shown.index)}
    rows = [
        [order[row["soc_code"]], *area_cells(row), _wage(row)]
        for row in table.loc[there].reset_index(names="soc_code").to_dict("records")
    ]
    whole = table.loc[area.ALL_OCCUPATIONS]
    found = {
        "name": area.area_name(code),
        "jobs": number(whole["employment"]),
        "wage": dollars(whole["hourly_median"]),
        "rows": sorted(rows),
        "sectors": [sector_cells(name, row) for name, row in _sectors(code)],
        "score": [[row["sector"], *row["value"]] for row in labor_market.scorecard_rows(code)],
    }
    return f"setiArea({_json(code)},{_json(found)});\n"


def state_script(state: str) -> str:
    """The boards and counties of a state, with the wage area of each county."""
    counties = places.counties()
    mine = counties[counties["state"] == state]
    codes = sorted(set(mine["area_code"]))
    place_of = {fips: place for place, fips in enumerate(mine.index)}
    found = {
        "areas": [[code, area.area_name(code)] for code in codes],
        "counties": [
            [fips, row["county_name"], codes.index(row["area_code"])]
            for fips, row in mine.iterrows()
        ],
        "boards": [
            [each.code, each.name, [place_of[fips] for fips in each.counties if fips in place_of],
             int(bool(each.partial)), each.status, each.vintage]
            for each in places.boards()
            if each.state == state
        ],
    }  # fmt: skip
    return f"setiState({_json(state)},{_json(found)});\n"


def wanted_areas() -> list[str]:
    """The areas that a county leads to."""
    return sorted(set(places.counties()["area_code"]))


def occupation_cells(row: pd.Series) -> list[str]:
    """The cells of a line of the first table, as the page writes them."""
    return [row["title"], *area_cells(row), *national_cells(row)]


def area_cells(row: Mapping) -> list[str]:
    """What the area says: jobs, wage of the lowest quarter, middle wage, concentration."""
    return [
        number(row["employment"]) + (WEAK if row["weak_jobs"] else ""),
        dollars(row["hourly_p25"]) + (WEAK if row["weak_wages"] else ""),
        dollars(row["hourly_median"]),
        times(row["location_quotient"]),
    ]


def national_cells(row: pd.Series) -> list[str]:
    return [percent(row["growth_pct"]), number(row["annual_openings"])]


def sector_cells(name: str, row: pd.Series) -> list[str]:
    """The cells of a line of the second table."""
    unknown = f" and {int(row['unknown'])} not published" if row["unknown"] else ""
    return [
        name.capitalize(),
        number(row["jobs"]) + unknown,
        dollars(row["entry_wage"]),
        times(row["location_quotient"]),
        percent(row["growth_pct"]),
        number(row["openings"]),
        "–" if pd.isna(row["no_degree_pct"]) else f"{row['no_degree_pct']:.0f}%",
    ]


def number(value) -> str:
    return MISSING if pd.isna(value) else f"{value:,.0f}"


def dollars(value) -> str:
    return MISSING if pd.isna(value) else f"${value:,.2f}"


def times(value) -> str:
    return "–" if pd.isna(value) else f"{value:.2f}"


def percent(value) -> str:
    return "–" if pd.isna(value) else f"{value:.1f}%".replace("-", "−")


def _sectors(code: str) -> Iterable[tuple[str, pd.Series]]:
    return labor_market.sector_table(code).iterrows()


def _wage(row: Mapping) -> float | None:
    return None if pd.isna(row["hourly_p25"]) else float(row["hourly_p25"])


def _json(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
