"""Jobs, wages and concentration of an area, by occupation and by sector.

Jobs and wages: Occupational Employment and Wage Statistics, wage and salary jobs only. Growth,
openings, education: the national Employment Projections. The two count jobs in different ways, so
openings are divided by the projections' own jobs and by no others.
"""

import json
from functools import cache
from importlib import resources

import pandas as pd

from seti_ta.calculators import InputError

NATION = "0000000"
ALL_OCCUPATIONS = "00-0000"

#: An estimate with a larger relative standard error is marked as weak. A judgement of ours.
WEAK_EMPLOYMENT_PCT, WEAK_WAGE_PCT = 30, 10

#: The projections' edition, which stands beside each growth and openings figure.
PROJECTIONS = "2024-34"

#: Occupations that a sector is made of. The others are there to compare wages with.
TRAINED_FOR = ("target", "boundary")

#: The labels that ask for a bachelor's degree or more.
DEGREES = ("Bachelor's degree", "Master's degree", "Doctoral or professional degree")

#: The columns of the slice that are numbers.
NUMBERS = (
    *("employment", "employment_rse_pct", "mean_wage_rse_pct", "per_1000", "location_quotient"),
    *(f"{kind}_{each}" for kind in ("hourly", "annual")
      for each in ("p10", "p25", "median", "p75", "p90")),
)  # fmt: skip

_DATA = resources.files(__package__).joinpath("data")

#: What the slice was made from: see ``make_slice``.
PROVENANCE = json.loads(_DATA.joinpath("oews.json").read_text("utf-8"))
RELEASE = PROVENANCE["release"]


@cache
def load_slice() -> pd.DataFrame:
    """The whole slice: a row for each area and occupation that BLS published.

    ``area_code`` (7 characters), ``soc_code``, ``employment`` (jobs, rounded to 10),
    ``employment_rse_pct``, ``mean_wage_rse_pct`` (percent), ``hourly_*`` and ``annual_*``
    (dollars: 10th, 25th, 50th, 75th and 90th percentile), ``per_1000`` jobs and
    ``location_quotient``. A number that is missing is missing, never 0; ``employment_why`` and
    ``wage_why`` say why: "not_released", "other_period_only". ``top_coded`` names wages that are
    at least the printed one.
    """
    with resources.as_file(_DATA.joinpath("oews.parquet")) as path:
        return pd.read_parquet(path)


@cache
def occupations() -> pd.DataFrame:
    """The occupations by SOC code: title, sector, role, and the national projections.

    ``growth_pct`` over the whole decade, ``annual_openings`` jobs a year,
    ``projections_base_employment`` jobs, the self-employed among them.
    """
    with _DATA.joinpath("occupations.csv").open(encoding="utf-8") as file:
        # "None" is a label here: no experience needed.
        table = pd.read_csv(file, dtype={"soc_code": str}, keep_default_na=False)
    numbers = ["growth_pct", "annual_openings", "projections_base_employment", "job_zone",
               "self_employed_pct", "labor_force_exit_rate_pct",
               "occupational_transfer_rate_pct"]  # fmt: skip
    table[numbers] = table[numbers].apply(pd.to_numeric, errors="coerce")
    return table.set_index("soc_code")


@cache
def _areas() -> dict[str, str]:
    with _DATA.joinpath("areas.csv").open(encoding="utf-8") as file:
        table = pd.read_csv(file, dtype=str)
    return dict(zip(table["area_code"], table["area_name"], strict=True))


def area_name(area_code: str) -> str:
    """
    Raises:
        InputError: there is no such area.
    """
    if area_code not in _areas():
        raise InputError(
            {"area_code": f"{area_code!r} is no wage area of {RELEASE}: seven digits, such as "
                          "0010180 for a metropolitan area."}
        )  # fmt: skip
    return _areas()[area_code]


def area_codes() -> list[str]:
    """Every area of the slice: the nation, states and territories, wage areas."""
    return list(_areas())


def location_quotient(jobs: float, all_jobs: float, nation: float, all_nation: float) -> float:
    """How many times as common jobs are here as in the nation; 1 is the same."""
    return (jobs / all_jobs) / (nation / all_nation)


@cache
def _by_area() -> dict[str, pd.DataFrame]:
    # One kind of missing number is enough here, and plain columns are much faster.
    table = load_slice().astype(dict.fromkeys(NUMBERS, "float64"))
    return {
        code: part.set_index("soc_code").drop(columns="area_code")
        for code, part in table.groupby("area_code")
    }


def _cells(area_code: str) -> pd.DataFrame:
    area_name(area_code)
    return _by_area()[area_code]


def area_table(area_code: str) -> pd.DataFrame:
    """A row for each of our occupations that the area has figures for, by SOC code.

    The columns of ``load_slice``; ``title``, ``sector``, ``role``; ``growth_pct``,
    ``annual_openings`` and the labels, which are national; and ``weak_jobs`` and ``weak_wages``,
    true where the survey's error is large. The location quotient is BLS's own; where BLS prints
    none and the jobs are known, it is worked out.

    Raises:
        InputError: there is no such area.
    """
    return _table(area_code).copy()


@cache
def _table(area_code: str) -> pd.DataFrame:
    known = occupations().drop(columns=["note"])
    table = known.join(_cells(area_code), how="inner").rename(columns={"soc_title": "title"})
    table["weak_jobs"] = (table["employment_rse_pct"] > WEAK_EMPLOYMENT_PCT).fillna(False)
    table["weak_wages"] = (table["mean_wage_rse_pct"] > WEAK_WAGE_PCT).fillna(False)
    if area_code != NATION and ALL_OCCUPATIONS in table.index:
        nation = _cells(NATION)["employment"]
        here = table["employment"].astype("float64")
        worked_out = location_quotient(
            here, here[ALL_OCCUPATIONS], nation.reindex(table.index), nation[ALL_OCCUPATIONS]
        ).astype("float64")
        table["location_quotient"] = table["location_quotient"].fillna(worked_out.round(2))
    return table


def sector_table(area_code: str) -> pd.DataFrame:
    """A row for each sector, from its occupations in the area.

    ``jobs``: the sum of those published; ``unknown``: occupations whose jobs are not. Weighted by
    these jobs: ``entry_wage`` (the 25th percentile, dollars an hour), ``median_wage`` (the mean of
    medians), ``growth_pct`` (national, over the decade) and ``no_degree_pct`` (jobs for which the
    national label asks for less than a bachelor's degree). ``openings``: a year, if jobs here open
    as often as in the nation. ``location_quotient``: of all those occupations together.

    Raises:
        InputError: there is no such area.
    """
    return _sectors(area_code).copy()


@cache
def _sectors(area_code: str) -> pd.DataFrame:
    table = _table(area_code)
    nation = _cells(NATION)["employment"].astype("float64")
    all_here = table["employment"].get(ALL_OCCUPATIONS, float("nan"))
    mine = table[table["role"].isin(TRAINED_FOR)]
    jobs = mine["employment"]
    known, paid = jobs.notna(), jobs.where(mine["hourly_p25"].notna())
    openings = mine["annual_openings"] / mine["projections_base_employment"]
    sums = pd.DataFrame(
        {
            "jobs": jobs,
            "unknown": ~known,
            "nation": nation.reindex(mine.index).where(known),
            "paid": paid,
            "entry_wage": mine["hourly_p25"] * paid,
            "median_wage": mine["hourly_median"] * paid,
            "growth_pct": mine["growth_pct"] * jobs,
            "openings": openings * jobs,
            "no_degree_pct": 100.0 * ~mine["typical_entry_education"].isin(DEGREES) * jobs,
        }
    )
    sums = sums.groupby(mine["sector"]).sum()
    for name in ("entry_wage", "median_wage"):
        sums[name] /= sums["paid"].where(sums["paid"] > 0)
    for name in ("growth_pct", "no_degree_pct"):
        sums[name] /= sums["jobs"].where(sums["jobs"] > 0)
    quotient = location_quotient(sums["jobs"], all_here, sums["nation"], nation[ALL_OCCUPATIONS])
    sums.insert(2, "location_quotient", quotient)
    return sums.drop(columns=["nation", "paid"]).astype({"jobs": int, "unknown": int})


#: The scorecard's criteria that public figures can fill, and how each is read from a sector.
#: Employers are not among them: what they promise is counted by people, never worked out.
SCORED = {
    "Openings a year": ("openings", 0),
    "Entry wage": ("entry_wage", 2),
    "Growth": ("growth_pct", 1),
    "Jobs without a degree": ("no_degree_pct", 0),
}


def scorecard_rows(area_code: str) -> list[dict]:
    """The rows of the sector scorecard for an area: ``sector`` and its ``value`` by criterion.

    Raises:
        InputError: there is no such area.
    """
    table = sector_table(area_code).dropna(subset=[name for name, _ in SCORED.values()])
    return [
        {
            "sector": sector.capitalize(),
            "value": [round(float(row[name]), digits) for name, digits in SCORED.values()],
        }
        for sector, row in table.iterrows()
    ]
