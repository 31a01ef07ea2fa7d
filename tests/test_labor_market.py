"""The slice of wages, places, and the picker: real figures, and the page shows what Python says."""

import csv
import gzip
import io
import sqlite3
from pathlib import Path

import pandas as pd
import pytest
from barriers import barriers
from playwright.sync_api import expect

from seti_ta import labor_market
from seti_ta.calculators import InputError
from seti_ta.labor_market import NATION, area
from seti_ta.labor_market.make_slice import make
from seti_ta.surfaces.web import area_picker

PAGE = "book/local-data.html"

# ---- the slice


def test_the_rows_of_the_release_are_there():
    abilene = labor_market.area_table("0010180")
    nurse = abilene.loc["29-1141"]
    assert (nurse["employment"], nurse["annual_median"], nurse["hourly_median"]) == (
        1680, 80_240, 38.58,
    )  # fmt: skip
    assert nurse["location_quotient"] == 1.03
    assert abilene.loc["47-2111", "location_quotient"] == 1.37
    assert abilene.loc["53-3032", "location_quotient"] == 1.09
    nation = labor_market.area_table(NATION)
    assert nation.loc["00-0000", "employment"] == 155_495_730
    assert nation.loc["29-1141", "annual_median"] == 97_550


@pytest.mark.parametrize(
    ("soc", "printed"), [("29-1141", 1.03), ("47-2111", 1.37), ("53-3032", 1.09)]
)
def test_location_quotients_are_what_the_counts_give(soc, printed):
    here, nation = (labor_market.area_table(code)["employment"] for code in ("0010180", NATION))
    found = labor_market.location_quotient(
        here[soc], here["00-0000"], nation[soc], nation["00-0000"]
    )
    assert round(found, 2) == printed


@pytest.mark.parametrize(
    ("code", "jobs", "median", "electrician"),
    [
        ("0016620", 103_450, 22.03, 31.17),
        ("1900004", 200_390, 22.69, 29.07),
        ("0025540", 599_770, 28.82, 37.34),
        ("0031080", 6_271_560, 26.85, 35.49),
        ("1200006", 112_790, 22.17, 28.01),
        ("0013140", 163_220, 23.38, None),
    ],
)
def test_worked_examples_of_five_boards(code, jobs, median, electrician):
    table = labor_market.area_table(code)
    assert table.loc["00-0000", ["employment", "hourly_median"]].tolist() == [jobs, median]
    if electrician:
        assert table.loc["47-2111", "hourly_median"] == electrician


def test_every_county_leads_to_an_area_with_figures():
    counties = labor_market.counties()
    assert len(counties) == 3226
    assert counties["area_code"].nunique() == 530  # 528 wage areas, two territories
    for code in counties["area_code"].unique():
        assert not pd.isna(labor_market.area_table(code).loc["00-0000", "hourly_median"]), code


def test_what_is_not_released_is_missing_and_never_zero():
    table = labor_market.load_slice()
    hidden = table[table["employment_why"] == "not_released"]
    assert len(hidden) > 200 and hidden["employment"].isna().all()
    assert (table["employment"].dropna() > 0).all()
    assert (table["hourly_median"].dropna() > 0).all()


def test_sectors_add_up_from_their_occupations():
    table = labor_market.area_table("0010180")
    health = table[(table["sector"] == "health care") & table["role"].isin(area.TRAINED_FOR)]
    line = labor_market.sector_table("0010180").loc["health care"]
    assert line["jobs"] == health["employment"].sum()
    known = health[health["hourly_p25"].notna() & health["employment"].notna()]
    by_hand = (known["hourly_p25"] * known["employment"]).sum() / known["employment"].sum()
    assert line["entry_wage"] == pytest.approx(by_hand)
    nation = labor_market.sector_table(NATION)
    assert nation["location_quotient"].tolist() == pytest.approx([1] * len(nation))


def test_the_projections_keep_the_label_none():
    table = labor_market.occupations()
    assert (table["work_experience"] == "None").sum() > 50
    assert table.loc["53-3032", "annual_openings"] == 237_600
    firm = table[table["role"] == "target"]
    nation = labor_market.area_table(NATION)
    screen = firm[
        (nation["annual_median"].reindex(firm.index) > nation.at["00-0000", "annual_median"])
        & (firm["growth_pct"] > table.at["00-0000", "growth_pct"])
        & (firm["annual_openings"] >= 10_000)
    ]
    assert len(screen) == 19 and screen["annual_openings"].idxmax() == "53-3032"


def test_an_unknown_area_or_county_is_named():
    with pytest.raises(InputError, match="'10180' is no wage area of May 2025: seven digits"):
        labor_market.area_table("10180")
    with pytest.raises(InputError, match=r"no county '09001'.*planning regions"):
        labor_market.areas_of(["09001"])


# ---- boards


def test_boards_are_found_by_part_of_a_name():
    [found] = labor_market.find_places("south east texas", state="TX")
    assert found.areas == ["0013140"]
    [found] = labor_market.find_places("SOUTH BAY wib", "CA")
    assert found.areas == ["0031080"] and found.partial
    assert labor_market.find_places("no such board") == []
    [found] = [b for b in labor_market.boards() if b.code == "FL-LWDB:26"]
    assert found.areas == ["0023540", "1200006"]


def test_every_board_with_counties_resolves():
    found = labor_market.boards()
    assert len(found) == 563
    assert all(board.areas for board in found if board.status != "no-counties")


# ---- making the slice again


def database(path, rows, tables=("cell", "area", "meta")):
    numbers = [f"{n:02}" for n in range(1, 18)]
    with sqlite3.connect(path) as made:
        columns = ", ".join([*(f"v{n}" for n in numbers), *(f"f{n}" for n in numbers)])
        made.execute(f"CREATE TABLE {tables[0]} (key, {columns})")
        made.execute("CREATE TABLE area (area_code, areatype_code, state_code, area_name)")
        made.execute("INSERT INTO area VALUES ('0010180', 'M', '48', 'Abilene, TX')")
        made.execute("CREATE TABLE meta (name, value)")
        made.execute("INSERT INTO meta VALUES ('release', 'May 2025')")
        for key, cells in rows.items():
            filled = [cells.get(f"{kind}{n}") for kind in "vf" for n in numbers]
            marks = ", ".join("?" * 35)
            made.execute(f"INSERT INTO {tables[0]} VALUES ({marks})", [key, *filled])
    return path


def test_marks_of_the_flat_file_become_reasons(tmp_path):
    (tmp_path / "to").mkdir()
    for name in ("occupations.csv",):
        text = (area._DATA / name).read_text("utf-8")
        (tmp_path / "to" / name).write_text(text, "utf-8")
    key = "OEUM0010180000000"
    rows = {
        f"{key}291141": {"v01": "-", "f01": "8", "v08": "38.58", "v13": "80240"},
        f"{key}472111": {"v01": "50", "v08": "-", "f08": "4", "v13": "82910"},
        f"{key}533032": {"v01": "50", "v08": "20.00", "v10": "115.00", "f10": "5", "v15": "293610"},
        "OEUM0010180541100291141": {"v01": "999"},  # one industry: not taken
    }
    source = database(tmp_path / "o.sqlite", rows)
    told = make(source, tmp_path / "to")
    assert told["rows"] == 3 and told["release"] == "May 2025"
    table = pd.read_parquet(tmp_path / "to" / "oews.parquet").set_index("soc_code")
    assert pd.isna(table.at["29-1141", "employment"])
    assert table.at["29-1141", "employment_why"] == "not_released"
    assert table.at["47-2111", "wage_why"] == "other_period_only"
    assert table.at["47-2111", "annual_median"] == 82_910
    assert table.at["53-3032", "top_coded"] == "hourly_p90"
    assert table.at["53-3032", "annual_p90"] == 293_610  # above the old top code: as printed


def test_the_workbook_of_bls_gives_the_same_slice(tmp_path):
    from test_labor_market_readers import NEW, workbook

    usual = {"NAICS": "000000", "OCC_TITLE": "x", "O_GROUP": "detailed", "I_GROUP": "x"}
    rows = [
        {"AREA": "10180", "AREA_TYPE": "4", "AREA_TITLE": "Abilene, TX", "OCC_CODE": "29-1141",
         "TOT_EMP": "1,680", "H_MEDIAN": "38.58", "A_MEDIAN": "80,240", "LOC_QUOTIENT": "1.03"},
        {"AREA": "1900004", "AREA_TYPE": "6", "AREA_TITLE": "Southeast Iowa",
         "OCC_CODE": "47-2111", "TOT_EMP": "**", "H_MEDIAN": "#", "A_MEDIAN": "*"},
        {"AREA": "1", "AREA_TYPE": "2", "AREA_TITLE": "Alabama", "OCC_CODE": "29-1141"},
        {"AREA": "99", "AREA_TYPE": "1", "AREA_TITLE": "U.S.", "OCC_CODE": "99-9999"},
    ]  # fmt: skip
    source = workbook(tmp_path / "all_data_M_2026.xlsx", NEW, [usual | row for row in rows])
    (tmp_path / "to").mkdir()
    told = make(source, tmp_path / "to")
    assert told["release"] == "May 2026" and told["rows"] == 3
    table = pd.read_parquet(tmp_path / "to" / "oews.parquet")
    assert list(table.columns) == list(labor_market.load_slice().columns)
    assert table.dtypes.equals(labor_market.load_slice().dtypes)
    table = table.set_index("area_code")
    assert list(table.index) == ["0010180", "0100000", "1900004"]
    assert table.at["0010180", "annual_median"] == 80_240
    assert pd.isna(table.at["1900004", "employment"])
    assert table.at["1900004", "employment_why"] == "not_released"
    assert "hourly_median" in table.at["1900004", "top_coded"]
    with pytest.raises(InputError, match="must keep BLS's name"):
        make(source.rename(tmp_path / "mine.xlsx"), tmp_path)


def test_a_database_of_something_else_is_refused(tmp_path):
    other = database(tmp_path / "o.sqlite", {}, tables=("cells", "area", "meta"))
    with pytest.raises(InputError, match="lacks cell: it is not a file of OEWS"):
        make(other, tmp_path)
    (tmp_path / "n.sqlite").write_bytes(b"nonsense" * 1000)
    with pytest.raises(InputError, match="not a whole SQLite file"):
        make(tmp_path / "n.sqlite", tmp_path)
    assert not (tmp_path / "oews.parquet").exists()


# ---- the picker


@pytest.fixture
def picker(page, site):
    page.goto((site / PAGE).as_uri())
    return page.locator(f"#{area_picker.ID}")


def choose(picker, state, place):
    picker.get_by_label("State").select_option(state)
    expect(picker.get_by_label("Board or county")).to_be_enabled()
    picker.locator("optgroup").first.wait_for(state="attached")
    picker.get_by_label("Board or county").select_option(label=place)
    expect(picker.locator(".seti-areas-status")).to_contain_text(place)


def shown(picker, table) -> list[list[str]]:
    read = "rows => rows.map(row => [...row.cells].map(cell => cell.firstChild.textContent))"
    return picker.locator(f"{table} tbody tr").evaluate_all(read)


def expected(code):
    table = labor_market.area_table(code)
    lines = []
    for soc, row in area_picker.shown_occupations().iterrows():
        cells = (
            area_picker.area_cells(table.loc[soc])
            if soc in table.index
            else [area_picker.MISSING] * 3 + ["–"]
        )
        lines.append([row["soc_title"], *cells, *area_picker.national_cells(row)])
    return lines


@pytest.mark.parametrize(
    ("state", "place", "code"),
    [("TX", "Taylor County", "0010180"), ("CA", "South Bay Consortium WIB", "0031080"),
     ("PR", "Aguada Municipio", None)],
)  # fmt: skip
def test_the_page_shows_what_python_says(picker, state, place, code):
    choose(picker, state, place)
    code = code or labor_market.counties().query("county_name == @place")["area_code"].iloc[0]
    assert shown(picker, ".seti-areas-jobs") == expected(code)
    sectors = labor_market.sector_table(code)
    assert shown(picker, ".seti-areas-sectors") == [
        area_picker.sector_cells(name, row) for name, row in sectors.iterrows()
    ]


def test_without_scripts_the_nation_is_there(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto((site / PAGE).as_uri())
    picker = page.locator(f"#{area_picker.ID}")
    expect(picker.locator("form")).to_be_hidden()
    assert shown(picker, ".seti-areas-jobs") == expected(NATION)


def test_a_board_with_several_areas_shows_them_side_by_side(picker):
    choose(picker, "FL", "CareerSource North Central Florida")
    beside = picker.locator("[data-part=beside] li")
    assert [text.split(":")[0] for text in beside.all_inner_texts()] == [
        labor_market.area_name(code) for code in ("0023540", "1200006")
    ]
    picker.get_by_label("Wage area shown below").select_option("1200006")
    assert shown(picker, ".seti-areas-jobs") == expected("1200006")
    picker.get_by_text("Counties: see and correct").click()
    for county in ("Alachua County", "Gilchrist County"):
        picker.get_by_label(county, exact=True).uncheck()
    expect(beside).to_have_count(len(labor_market.areas_of(["12007", "12023", "12029", "12125"])))


def test_a_wage_floor_is_compared_and_a_bad_one_refused(picker):
    choose(picker, "TX", "Taylor County")
    line = picker.locator(".seti-areas-jobs tr", has_text="Electricians").first
    picker.get_by_label("Your wage floor").fill("20")
    expect(line).to_contain_text("at or above your floor")
    picker.get_by_label("Your wage floor").fill("25")
    expect(line).to_contain_text("under your floor")
    picker.get_by_label("Your wage floor").fill("-3")
    expect(picker.get_by_role("alert")).to_have_text(
        "Your wage floor: enter a number above 0 and up to 200. You entered -3."
    )
    expect(line).to_contain_text("under your floor")  # the last good result stays


def test_the_sectors_go_to_the_scorecard(picker, page):
    choose(picker, "TX", "Taylor County")
    picker.get_by_role("link", name="Take these sectors to the scorecard").click()
    form = page.locator("#sector_scorecard")
    expect(form).to_contain_text("Health care")
    rows = labor_market.scorecard_rows("0010180")
    typed = form.locator("input").evaluate_all("fields => fields.map(field => field.value)")
    for row in rows:
        assert row["sector"] in typed
        assert f"{row['value'][1]:g}" in typed


def test_what_is_shown_can_be_saved(picker):
    choose(picker, "TX", "Taylor County")
    picker.get_by_label("Sector").select_option("health care")
    with picker.page.expect_download() as download:
        picker.get_by_role("button", name="Download what is shown").click()
    with Path(download.value.path()).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(io.StringIO(file.read())))
    assert "May 2025" in rows[0][0] and rows[1][:3] == ["Wage area", "SOC code", "Occupation"]
    health = [row for row in rows[2:] if row[1] == "29-1141"]
    assert health[0][3:5] == ["1,680", "$36.72"]
    assert len(rows) == 2 + (area_picker.shown_occupations()["sector"] == "health care").sum()


def test_the_address_opens_the_same_place(picker, page, site):
    choose(picker, "TX", "Taylor County")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(picker.locator(".seti-areas-status")).to_contain_text("Taylor County")


def test_the_picker_has_no_barrier(page, site_url):
    page.goto(site_url + PAGE)
    picker = page.locator(f"#{area_picker.ID}")
    choose(picker, "FL", "CareerSource North Central Florida")
    picker.get_by_text("Counties: see and correct").click()
    assert not barriers(page)


def test_files_of_areas_are_small(site, record_property):
    folder = site / "_static" / area_picker.FOLDER
    sizes = {
        kind: max(len(gzip.compress(each.read_bytes())) for each in (folder / kind).iterdir())
        for kind in ("areas", "states")
    }
    record_property("largest file of an area", f"{sizes['areas']} bytes")
    assert len(list((folder / "areas").iterdir())) == 530
    assert sizes["areas"] < 3000 and sizes["states"] < 6000
