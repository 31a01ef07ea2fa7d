"""Employment projections: the nation's workbook and CSV, and those of the states."""

import json
import re
from pathlib import Path

import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.labor_market.readers.files import (
    need,
    numbers,
    read_sheets,
    read_text_table,
    refuse,
    with_header,
)

#: Our columns, by what the header of any edition says. The years change with each edition.
PATTERNS = {
    "title": r"(\d{4} )?(national employment matrix|occupation) title",
    "soc_code": r"(\d{4} )?(national employment matrix|occupation) code",
    "kind": r"occupation type",
    "base_employment": r"employment,? (\d{4})",
    "growth": r"employment change, numeric,.*|employment change, \d{4}-\d{2,4}",
    "growth_pct": r"employment change, percent,.*|employment percent change,.*",
    "self_employed_pct": r"percent self employed,.*",
    "annual_openings": r"occupational openings,.*annual average",
    "median_wage": r"median annual wage.*",
    "education": r"typical (education needed for entry|entry-level education)",
    "experience": r"work experience in a related occupation",
    "training": r"typical on-the-job training.*",
}
NEEDED = ["soc_code", "base_employment", "projected_employment", "annual_openings"]
THOUSANDS = ["base_employment", "projected_employment", "growth", "annual_openings"]
MARKS = {"—": "na", "-": "na", "N/A": "na", "n/a": "na"}

STATE_COLUMNS = {
    "STFIPS": "state_fips", "State FIPS": "state_fips",
    "Area": "area", "Area Name": "area",
    "OccCode": "soc_code", "Occupation Code": "soc_code",
    "Title": "title", "Occupation Name": "title",
    "BaseYear": "base_year", "Base Year": "base_year",
    "Base": "base_employment",
    "ProjYear": "projected_year", "Projected Year": "projected_year",
    "Projected": "projected_employment", "Projection": "projected_employment",
    "AvgAnnualOpenings": "annual_openings", "Average Annual Openings": "annual_openings",
}  # fmt: skip


def read_projections(path: Path | str) -> pd.DataFrame:
    """The national projections: ``occupation.xlsx`` (Table 1.2) or the CSV file of the web site.

    One row a detailed occupation. Employment, growth and openings in jobs (the file prints
    thousands); ``growth_pct`` over the whole period; ``base_year`` and ``projected_year``.
    ``median_wage_why`` is "top_coded" where the file says that a wage is at least the printed one.
    The label "None" is data: no experience or training needed.

    Raises:
        InputError: no such file; the columns that were missed are named.
    """
    path = Path(path)
    if path.suffix.lower() == ".xlsx":
        found = [with_header(each, {"soc_code"}, _ours) for each in read_sheets(path).values()]
        tables = [each for each in found if each is not None and "annual_openings" in each]
        table = tables[0] if tables else pd.DataFrame()
        raw = read_sheets(path)
        years = _years(cell for sheet in raw.values() for cell in sheet.head(10).to_numpy().ravel())
    else:
        table = read_text_table(path)
        years = _years(table.columns)
        table = table.rename(columns=_ours)
    table = _both_employments(table)
    need(table, NEEDED, path.name, "table of national projections")
    table["soc_code"] = table["soc_code"].str.extract(r"(\d\d-\d{4})", expand=False).fillna("")
    table = table[table["soc_code"] != ""]  # footnotes
    if "kind" in table:
        table = table[table["kind"].str.casefold() == "line item"].drop(columns="kind")
    table = table.reset_index(drop=True)
    if "title" in table:
        table["title"] = table["title"].str.replace(r"\s*\*.*$", "", regex=True)
    top = pd.Series("", index=table.index)
    if "median_wage" in table:
        top = table["median_wage"].str.startswith(">=").map({True: "top_coded", False: ""})
        table["median_wage"] = table["median_wage"].str.lstrip(">=$")
    for name in (*THOUSANDS, "growth_pct", "self_employed_pct", "median_wage"):
        if name in table:
            table[name], table[f"{name}_why"] = numbers(table[name], name, MARKS)
    if "median_wage" in table:
        table["median_wage_why"] = table["median_wage_why"].mask(top != "", top)
    for name in set(THOUSANDS) & set(table):
        table[name] = table[name] * 1000
    return table.assign(base_year=years[0], projected_year=years[1])


def read_projections_central(path: Path | str) -> pd.DataFrame:
    """A state's projections from Projections Central: its CSV download, or a saved JSON answer.

    Employment and openings in jobs, openings a year. ``growth_pct`` is worked out from base and
    projected employment, and is missing where the base is 0.

    Raises:
        InputError: no such file; the columns that were missed are named.
    """
    path = Path(path)
    table = _json_rows(path) if path.suffix.lower() == ".json" else read_text_table(path)
    table = table.rename(columns=STATE_COLUMNS)
    wanted = list(dict.fromkeys(STATE_COLUMNS.values()))
    need(table, wanted, path.name, "table of state projections")
    table = table[wanted].copy()
    for name in ("base_employment", "projected_employment", "annual_openings"):
        table[name], table[f"{name}_why"] = numbers(table[name], name, MARKS)
    for name in ("base_year", "projected_year"):
        table[name] = numbers(table[name], name, {})[0].astype("Int64")
    table["growth_pct"] = percent_change(table["base_employment"], table["projected_employment"])
    return table


def percent_change(base: pd.Series, projected: pd.Series) -> pd.Series:
    """100 times the growth over the base; missing where the base is 0."""
    return 100 * (projected / base.mask(base == 0) - 1)


def annual_growth(base: float, projected: float, years: int) -> float:
    """Growth a year, as a share, that leads from ``base`` to ``projected`` in so many years.

    Raises:
        InputError: base is not above 0, or years is under 1.
    """
    if base <= 0 or years < 1:
        raise InputError({"base": f"base is {base} and years {years}; both must be above 0."})
    return (projected / base) ** (1 / years) - 1


def _ours(header: str) -> str:
    """Our name for a header, or the header; footnote marks and dashes are evened out."""
    said = re.sub(r"\[\d+\]$", "", str(header).strip()).replace("–", "-").strip().casefold()
    for name, pattern in PATTERNS.items():
        if re.fullmatch(pattern, said):
            if name == "base_employment":
                return f"employment_{re.search(r'[0-9]{4}', said)[0]}"
            return name
    return said


def _both_employments(table: pd.DataFrame) -> pd.DataFrame:
    years = sorted(name for name in table.columns if re.fullmatch(r"employment_\d{4}", str(name)))
    if len(years) != 2:
        return table
    return table.rename(columns={years[0]: "base_employment", years[1]: "projected_employment"})


def _years(headers) -> tuple[int, int]:
    found = sorted({int(_ours(each)[-4:]) for each in headers
                    if re.fullmatch(r"employment_\d{4}", _ours(each))})  # fmt: skip
    return (found[0], found[-1]) if found else (0, 0)


def _json_rows(path: Path) -> pd.DataFrame:
    try:
        answer = json.loads(path.read_text(encoding="utf-8-sig"))
        rows = answer["rows"]
        return pd.DataFrame(rows).astype(str).apply(lambda column: column.str.strip())
    except OSError:
        refuse(f"The file {path} cannot be opened: check its name and its folder.")
    except (ValueError, KeyError, TypeError):
        refuse(f"{path.name} is not an answer of Projections Central: it has no list of rows.")
