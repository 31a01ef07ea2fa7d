"""Readers of published files: marks are never zero, unknown layouts are refused by name."""

import gzip
import json

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seti_ta.calculators import InputError
from seti_ta.labor_market import readers, refresh
from seti_ta.labor_market.readers.files import numbers

NEW = [
    "AREA",
    "AREA_TITLE",
    "AREA_TYPE",
    "PRIM_STATE",
    "NAICS",
    "NAICS_TITLE",
    "I_GROUP",
    "OWN_CODE",
    "OCC_CODE",
    "OCC_TITLE",
    "O_GROUP",
    "TOT_EMP",
    "EMP_PRSE",
    "JOBS_1000",
    "LOC_QUOTIENT",
    "PCT_TOTAL",
    "PCT_RPT",
    "H_MEAN",
    "A_MEAN",
    "MEAN_PRSE",
    "H_PCT10",
    "H_PCT25",
    "H_MEDIAN",
    "H_PCT75",
    "H_PCT90",
    "A_PCT10",
    "A_PCT25",
    "A_MEDIAN",
    "A_PCT75",
    "A_PCT90",
    "ANNUAL",
    "HOURLY",
]
ROWS = [
    {"OCC_CODE": "29-1141", "TOT_EMP": "1,680", "H_MEDIAN": "38.58", "A_MEDIAN": "80,240"},
    {"OCC_CODE": "29-1215", "TOT_EMP": "**", "H_MEDIAN": "#", "A_MEDIAN": "#"},
    {"OCC_CODE": "27-2031", "TOT_EMP": "50", "H_MEDIAN": "16.15", "A_MEDIAN": "*",
     "HOURLY": "TRUE"},
    {"OCC_CODE": "11-2021", "TOT_EMP": "60", "H_MEDIAN": "141.16", "A_MEDIAN": "293,610",
     "PCT_RPT": "~"},
]  # fmt: skip


def workbook(path, header, rows, title="All May 2024 data", above=()):
    book = openpyxl.Workbook()
    book.active.title = "UpdateTime"
    sheet = book.create_sheet(title)
    for line in [*above, header, *([row.get(name, "") for name in header] for row in rows)]:
        sheet.append(line)
    book.save(path)
    return path


def text(path, header, rows, bom=False):
    lines = [header, *([row.get(name, "") for name in header] for row in rows)]
    table = pd.DataFrame(lines[1:], columns=header)
    table.to_csv(path, index=False, encoding="utf-8-sig" if bom else "utf-8")
    return path


def refused(read, path) -> str:
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    return str(caught.value)


# ---- OEWS


@pytest.mark.parametrize(
    ("year", "renamed"),
    [
        ("2024", {}),
        ("2020", {"PCT_RPT": None}),
        ("2019", {"JOBS_1000": "jobs_1000_orig", "PRIM_STATE": None}),
        ("2016", {"OCC_CODE": "occ code", "OCC_TITLE": "occ title", "O_GROUP": "group",
                  "I_GROUP": None}),
        ("2012", {"PCT_TOTAL": "pct_tot", "O_GROUP": "group"}),
        ("2011", {"LOC_QUOTIENT": "LOC_Q", "PCT_TOTAL": "PCT_TOT", "O_GROUP": "GROUP"}),
    ],
)  # fmt: skip
def test_every_edition_of_the_workbook_reads_alike(tmp_path, year, renamed):
    names = [renamed.get(name, name.lower() if year < "2020" else name) for name in NEW]
    kept = [(old, new) for old, new in zip(NEW, names, strict=True) if new]
    rows = [{new: row.get(old, "") for old, new in kept} for row in ROWS]
    path = workbook(tmp_path / f"{year}.xlsx", [new for _, new in kept], rows)
    table = readers.read_oews(path).set_index("occ_code")
    assert table.at["29-1141", "tot_emp"] == 1680 and table.at["29-1141", "a_median"] == 80_240
    assert pd.isna(table.at["29-1215", "tot_emp"])
    assert table.at["29-1215", "tot_emp_why"] == "emp_na"
    assert (table.at["29-1215", "h_median"], table.at["29-1215", "h_median_why"]) == (
        115, "top_coded",
    )  # fmt: skip
    assert pd.isna(table.at["27-2031", "a_median"]) and table.at["27-2031", "hourly"]
    assert table.at["11-2021", "a_median"] == 293_610  # above the old top code: as printed
    assert {"o_group", "loc_quotient", "pct_total"} <= set(table.columns)


def test_an_unknown_workbook_is_refused_with_its_missing_columns(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ["OCC_CODE", "OCC_TITLE", "WAGE"], [])
    assert "it lacks TOT_EMP, H_MEDIAN, A_MEDIAN" in refused(readers.read_oews, path)
    odd = text(tmp_path / "b.csv", NEW, [ROWS[0] | {"TOT_EMP": "many"}])
    assert "TOT_EMP has 1 cells that are no number" in refused(readers.read_oews, odd)


@pytest.mark.parametrize("name", readers.__all__)
def test_files_that_are_no_such_table_are_refused(tmp_path, name):
    if not name.startswith("read_"):
        return
    read = getattr(readers, name)
    assert "cannot be opened" in refused(read, tmp_path / "none.csv")
    for suffix in ("csv", "xlsx", "json", "csv.gz"):
        for content in (b"\x00\xff\xfe" * 5000, b"<html>403 Forbidden</html>", b"PK\x03\x04broken"):
            path = tmp_path / f"bad.{suffix}"
            path.write_bytes(content)
            refused(read, path)
    latin = tmp_path / "latin.csv"
    latin.write_bytes("année,état\n1,2\n".encode("latin-1"))
    refused(read, latin)
    broken = tmp_path / "half.csv.gz"
    broken.write_bytes(gzip.compress(b"a,b\n1,2\n" * 9000)[:40])
    refused(read, broken)


@given(st.integers(0, 10**9))
def test_numbers_with_commas_are_read(value):
    read, why = numbers(pd.Series([f"{value:,}", "", "**"]), "x", {"**": "emp_na"})
    assert read[0] == value and read[1:].isna().all()
    assert why.tolist() == ["", "blank", "emp_na"]


# ---- projections


PROJECTIONS = [
    "{a} National Employment Matrix title", "{a} National Employment Matrix code",
    "Occupation type", "Employment, {a}", "Employment, {b}",
    "Employment change, numeric, {a}{d}{c}", "Employment change, percent, {a}{d}{c}",
    "Percent self employed, {a}", "Occupational openings, {a}{d}{c} annual average",
    "Median annual wage, dollars, {w}", "Typical education needed for entry",
    "Work experience in a related occupation",
    "Typical on-the-job training needed to attain competency in the occupation",
]  # fmt: skip


@pytest.mark.parametrize(
    "years",
    [
        {"a": 2023, "b": 2033, "c": 33, "d": "-", "w": "2024[1]"},
        {"a": 2025, "b": 2035, "c": 35, "d": "–", "w": "2025"},
    ],
)
def test_projections_of_any_edition(tmp_path, years):
    header = [each.format(**years) for each in PROJECTIONS]
    nurse = ["Registered nurses", "29-1141", "Line item", "3391.0", "3557.1", "166.1", "4.9", "—",
             "189.1", "97550", "Bachelor's degree", "None", "None"]  # fmt: skip
    total = ["Total", "00-0000", "Summary", "1", "1", "0", "0", "0", "0", "—", "—", "—", "—"]
    chief = [*nurse[:1], "11-1011", *nurse[2:9], ">=$239,200", *nurse[10:]]
    rows = [dict(zip(header, row, strict=True)) for row in (total, nurse, chief)]
    foot = {header[0]: "Footnotes:"}
    path = workbook(tmp_path / "o.xlsx", header, [*rows, foot], "Table 1.2", above=[["Table 1.2"]])
    table = readers.read_projections(path).set_index("soc_code")
    assert list(table.index) == ["29-1141", "11-1011"]
    assert table.at["29-1141", "annual_openings"] == pytest.approx(189_100)
    assert table.at["29-1141", "experience"] == "None"
    assert pd.isna(table.at["29-1141", "self_employed_pct"])
    assert table.at["11-1011", "median_wage_why"] == "top_coded"
    assert set(table["base_year"]) == {years["a"]}


def test_the_csv_of_the_web_site_wraps_its_codes(tmp_path):
    openings = "Occupational Openings, 2023-2033 Annual Average"
    header = ["Occupation Title", "Occupation Code", "Employment 2023", "Employment 2033"]
    header += [openings, "Median Annual Wage 2024"]
    row = dict(zip(header, ["Nurses * RN", '="29-1141"', "3,391.0", "3,557.1", "189.1", "N/A"],
                   strict=True))  # fmt: skip
    table = readers.read_projections(text(tmp_path / "e.csv", header, [row]))
    assert table.loc[0, ["soc_code", "title"]].tolist() == ["29-1141", "Nurses"]
    assert table.at[0, "base_employment"] == pytest.approx(3_391_000)
    short = text(tmp_path / "s.csv", header[:3], [row])
    said = refused(readers.read_projections, short)
    assert "it lacks base_employment, projected_employment, annual_openings" in said


STATE = ["Area", "Title", "Base", "Projected", "Change", "PercentChange", "AvgAnnualOpenings",
         "STFIPS", "StateURL", "OccCode", "BaseYear", "ProjYear"]  # fmt: skip


def test_state_projections_work_out_their_percent(tmp_path):
    rows = [
        "Alabama,RN,56140,59990,3850,6.9,3270,1,,29-1141,2024,2034",
        "Nevada,RN,28150,34350,6200,22,2170,32,,29-1141,2024,2034",
        " United States,Other,0,10,10,25,1,0,,45-4029,2024,2034",
    ]
    path = tmp_path / "s.json"
    path.write_text(
        json.dumps({"rows": [dict(zip(STATE, r.split(","), strict=True)) for r in rows]})
    )
    table = readers.read_projections_central(path)
    assert table["growth_pct"].round(1).tolist()[:2] == [6.9, 22.0]
    assert pd.isna(table["growth_pct"][2])  # the base is 0
    assert table["area"].tolist()[2] == "United States"
    assert readers.annual_growth(100, 110, 10) == pytest.approx(0.00957658)
    with pytest.raises(InputError, match="base is 0"):
        readers.annual_growth(0, 110, 10)


# ---- QWI, QCEW, PSEO, training results


def test_qwi_blanks_are_no_zeros(tmp_path):
    from seti_ta.labor_market.readers.qwi import ALL, IDENTIFIERS

    header = [*IDENTIFIERS, "EarnHirNS", "HirN", "sEarnHirNS", "sHirN"]
    usual = dict.fromkeys(IDENTIFIERS, "") | ALL | {"geography": "48000001", "year": "2025"}
    rows = [
        usual | {"EarnHirNS": "2500", "sEarnHirNS": "1", "HirN": "0", "sHirN": "1"},
        usual | {"EarnHirNS": "", "sEarnHirNS": "5", "HirN": "12", "sHirN": "9"},
        usual | {"EarnHirNS": "9", "sEarnHirNS": "-1", "HirN": "7", "sHirN": "1", "sex": "1"},
    ]
    table = readers.read_qwi(text(tmp_path / "q.csv", header, rows, bom=True))
    assert table["EarnHirNS_why"].tolist() == ["", "suppressed", "not_computable"]
    assert table["HirN"].tolist() == [0, 12, 7] and table["HirN_why"][1] == "distorted"
    assert table["EarnHirNS"][1:].isna().all()  # a number beside such a flag means nothing
    assert len(readers.all_codes(table)) == 2 and len(readers.all_codes(table, "sex")) == 3
    assert table["geography"][0] == "48000001"


def test_qcew_rows_that_are_not_disclosed_are_missing(tmp_path):
    header = ["area_fips", "own_code", "industry_code", "agglvl_code", "size_code", "year", "qtr",
              "disclosure_code", "annual_avg_estabs_count", "annual_avg_emplvl",
              "total_annual_wages", "annual_avg_wkly_wage", "avg_annual_pay",
              "lq_disclosure_code", "lq_annual_avg_emplvl"]  # fmt: skip
    rows = [
        "US000,0,10,10,0,2023,A,,11866306,153140899,1,1392,72360,,1.00",
        "01000,0,10,50,0,2023,A,,156469,2075785,1,1150,59784,,1.00",
        "C1010,0,10,80,0,2023,A,,1710,21020,1,1008,52414,,1.00",
        "01001,0,10,70,0,2023,A,,1073,11871,591550069,958,49832,,1.00",
        "01001,5,10,71,0,2023,A,,1011,9330,1,936,48696,,0.92",
        "32011,0,10,70,0,2023,A,N,53,0,0,0,0,N,0",
    ]
    path = tmp_path / "q.csv"
    path.write_text("\n".join([",".join(header), *rows]) + "\n")
    table = readers.read_qcew(path)
    assert table["annual_avg_emplvl"].tolist()[:5] == [153140899, 2075785, 21020, 11871, 9330]
    last = table.iloc[5]
    assert last["annual_avg_estabs"] == 53
    for name in ("annual_avg_emplvl", "avg_annual_pay", "lq_annual_avg_emplvl"):
        assert pd.isna(last[name]) and last[f"{name}_why"] == "suppressed"
    pay = table["total_annual_wages"][3] / table["annual_avg_emplvl"][3]
    assert pay == pytest.approx(table["avg_annual_pay"][3], rel=1e-4)
    assert table["area_fips"][1] == "01000"


def test_pseo_earnings_that_are_suppressed_are_missing(tmp_path):
    from seti_ta.labor_market.readers.pseo import NEEDED

    rows = [
        dict.fromkeys(NEEDED, "") | {"institution": "003658", "degree_level": "01",
                                     "y1_p50_earnings": "41250", "status_y1_earnings": "1"},
        dict.fromkeys(NEEDED, "") | {"degree_level": "03", "status_y1_earnings": "5"},
    ]  # fmt: skip
    table = readers.read_pseo(text(tmp_path / "p.csv", NEEDED, rows))
    assert table["y1_p50_earnings"][0] == 41_250 and pd.isna(table["y1_p50_earnings"][1])
    assert table["y1_p50_earnings_why"].tolist() == ["", "suppressed"]
    assert table["institution"][0] == "003658" and table["degree"][1] == "associate's"


def test_training_results_know_what_minus_one_means(tmp_path):
    row = {"field_etp": "A", "field_program_name": "B", "field_state": "CA"}
    rows = [
        row | {"field_c_total_served": 20, "field_c_median_earnings": 9100,
               "field_program_length_weeks": -1},
        row | {"field_c_total_served": -1, "field_c_median_earnings": 23.5,
               "field_program_length_weeks": 12},
    ]  # fmt: skip
    (tmp_path / "t.json").write_text(json.dumps(rows))
    table = readers.read_training_results(tmp_path / "t.json")
    assert pd.isna(table["field_c_total_served"][1])
    assert table["field_c_total_served_why"][1] == "not_reported"
    assert table["field_program_length_weeks_why"].tolist() == ["competency_based", ""]
    assert table["field_c_median_earnings"][1] == 23.5  # flagged, not changed
    assert table["field_c_median_earnings_why"].tolist() == ["", "wrong_unit"]


# ---- a new release


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def price_table(path, *years):
    lines = ["CPI for All Urban Consumers", "", ",".join(["Year", *MONTHS])]
    lines += [",".join([str(year), *map(str, months)]) for year, months in years]
    path.write_text("\n".join(lines) + "\n")
    return path


def test_new_prices_are_added_and_old_ones_stay(tmp_path):
    kept = tmp_path / "prices.csv"
    kept.write_text(refresh.PRICES.read_text("utf-8"), "utf-8")
    before = kept.read_text("utf-8")
    new = price_table(tmp_path / "n.csv", (2026, [330.0] * 12), (2027, [333.0] * 5))
    assert refresh.refresh_cpi(new, kept) == "Prices: 2026 new or completed, to 2026."
    assert kept.read_text("utf-8").startswith(before)
    assert kept.read_text("utf-8").splitlines()[-1].startswith("2026,330.000,12")
    wrong = price_table(tmp_path / "w.csv", (2012, [100.0] * 12))
    assert "gives 100.000 for 2012" in refused(lambda path: refresh.refresh_cpi(path, kept), wrong)
    (tmp_path / "x.csv").write_text("a,b\n")
    assert "lacks Year" in refused(lambda path: refresh.refresh_cpi(path, kept), tmp_path / "x.csv")
