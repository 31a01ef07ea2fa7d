"""The evidence explorer: complete without scripts, and with them it finds what Python finds."""

import gzip
import io
import re
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pandas as pd
import pytest
from barriers import barriers
from click.testing import CliRunner
from office import INSTALLED, converted
from playwright.sync_api import expect

from seti_ta import evidence
from seti_ta.cli import main
from seti_ta.evidence.words import effect, graded
from seti_ta.surfaces import evidence_files, evidence_rows
from seti_ta.surfaces.evidence_rows import all_rows, csv_text, period
from seti_ta.surfaces.web.explorer import ranks

PAGE = "book/explorer.html"
BUDGET = 140_000  # bytes at first view, compressed
TEMPLATES = Path(evidence.__path__[0], "templates")


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return all_rows()


@pytest.fixture
def explorer(page, site):
    page.goto((site / PAGE).as_uri())
    return page.locator("#explorer")


def status(explorer):
    return explorer.locator(".seti-explorer-status")


def in_sight(explorer) -> list[str]:
    """The ids of the rows in sight, in order."""
    rows = "rows => rows.filter((row) => row.checkVisibility()).map((row) => row.id.slice(4))"
    return explorer.locator("tbody tr[id]").evaluate_all(rows)


def saved(explorer) -> str:
    with explorer.page.expect_download() as download:
        explorer.get_by_role("button", name="Download these rows").click()
    return Path(download.value.path()).read_bytes().decode()


# ---- Columns


def test_every_column_of_the_table_has_a_label(table):
    loaded = evidence.in_prices_of(evidence.with_std_errors(evidence.load()))
    assert set(loaded.columns) == set(evidence_rows.NAMES) - {"row_id"}
    assert len(table) == len(loaded)


def test_csv_holds_every_digit(table):
    read = pd.read_csv(io.StringIO(csv_text(table)), keep_default_na=False, dtype=str)
    assert list(read) == list(table)
    for name in table:
        if pd.api.types.is_numeric_dtype(table[name]):
            pd.testing.assert_series_equal(
                pd.to_numeric(read[name]).astype(float),
                table[name].reset_index(drop=True).astype(float),
                check_exact=True,
            )
        else:
            assert list(read[name]) == list(table[name])


def test_no_cell_would_run_as_a_formula(table):
    texts = table.select_dtypes(exclude="number")
    assert not [cell for name in texts for cell in texts[name] if re.match(r"[=+@\t\r-]", cell)]


# ---- Without scripts


def test_every_row_is_there_without_scripts(new_page, site, table):
    page = new_page(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page.goto((site / PAGE).as_uri())
    expect(page.locator("#explorer form")).to_be_hidden()
    cells = (
        "rows => rows.map((row) => [row.id, ...[...row.cells].map((c) => c.textContent.trim())])"
    )
    shown = {row[0]: row[1:] for row in page.locator("#explorer tbody tr").evaluate_all(cells)}
    assert list(shown) == [f"row-{id}" for id in table.index]
    for id, row in table.iterrows():
        program, *rest = shown[f"row-{id}"]
        assert program.startswith(row["program"]) and (row["use"] == "count") == (
            program == row["program"]
        )
        expected = [row["outcome"], row["followup"], effect(row), row["finding"], graded(row)]
        assert rest == [*expected, row["source_locator"]]
    sizes = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert sizes == [320, 320]


# ---- With scripts


def test_filters_and_sorting_agree_with_python(explorer, table):
    expect(status(explorer)).to_have_text(f"{len(table)} of {len(table)} rows")
    explorer.get_by_label("Kind of program").select_option("sector")
    explorer.get_by_label("Length of follow-up").select_option("Over 2, up to 5 years")
    explorer.get_by_label("Only rows that count").check()
    explorer.get_by_label("Words to look for").press_sequentially("EARNINGS gain")
    periods = table["followup_years"].map(period)
    found = table[
        (table["kind"] == "sector")
        & (periods == "Over 2, up to 5 years")
        & (table["use"] == "count")
        & table.apply(has_words, axis=1, words=["earnings", "gain"])
    ]
    assert 5 < len(found) < 50
    expect(status(explorer)).to_have_text(f"{len(found)} of {len(table)} rows")
    assert in_sight(explorer) == list(found.index)
    head = explorer.locator("th", has_text="Effect")
    for way, ascending in (("ascending", True), ("descending", False)):
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", way)
        found = found.sort_values("impact", ascending=ascending, kind="stable")
        expect(explorer.locator("tbody tr:not([hidden])").first).to_have_id(f"row-{found.index[0]}")
        by_effect = in_sight(explorer)
        assert list(table.loc[by_effect, "impact"]) == pytest.approx(
            list(found["impact"]), nan_ok=1
        )
    assert saved(explorer) == csv_text(table.loc[by_effect])
    expect(explorer.page).to_have_url(re.compile("counted=on.*sort=-impact$"))
    explorer.page.reload()
    expect(status(explorer)).to_have_text(f"{len(found)} of {len(table)} rows")
    assert in_sight(explorer) == by_effect
    explorer.get_by_role("button", name="Clear the filters").click()
    in_order = explorer.locator("tbody tr[id]")
    expect(in_order.filter(visible=True)).to_have_count(20)
    explorer.get_by_role("button", name=f"Show all {len(table)} rows").click()
    expect(explorer.locator("tbody tr[hidden]")).to_have_count(0)
    expect(in_order.nth(20).get_by_role("button")).to_be_focused()


def has_words(row: pd.Series, words: list[str]) -> bool:
    """Whether the row, as files and as the page show it, has all of these words."""
    links = [c.name for c in evidence_rows.COLUMNS if c.format == "link"]
    text = "\n".join([*evidence_rows.cells(row.drop(links).to_frame().T)[0], effect(row)])
    return all(word in f"{text}\n{graded(row)}".lower() for word in words)


def test_each_sorted_column_has_its_order(table):
    assert ranks(pd.Series(["b", "", "A", "b"])) == [1, None, 0, 1]
    findings = table["finding"]
    order = pd.Series(ranks(findings)).groupby(findings.to_numpy()).first().sort_values()
    assert list(order.index)[:3] == ["gain", "weak gain", "no detectable effect"]


def test_a_link_opens_a_row_with_every_cell(page, site, table):
    row = table.loc["yearup_pace_2022-quarter26-employed"]
    page.goto(f"{(site / PAGE).as_uri()}#row-{row.name}")
    detail = page.locator(".seti-explorer-detail")
    expect(detail).to_be_in_viewport()
    shown = " ".join(detail.inner_text().split())
    for column in evidence_rows.COLUMNS:
        value = evidence_rows.cell_text(row[column.name])
        assert (column.label in shown) == bool(value), column.name
        if column.format in ("text", "link") and value:
            assert " ".join(value.split()) in shown, column.name
    assert f"{row['impact']:g} percentage points" in shown
    assert f"{row['control_mean']:g} percent " in shown  # a share; only its effect is in points
    expect(page.locator("tr[id]", has=page.locator("[aria-expanded=true]"))).to_have_count(1)
    page.keyboard.press("Tab")  # from the row to its button
    page.keyboard.press("Enter")
    expect(detail).to_have_count(0)


@pytest.mark.parametrize("fragment", ["row-nobody", "explorer?kind=magic&sort=luck&q=%E0%A4%A"])
def test_a_bad_link_is_answered_in_a_sentence(page, site, table, fragment):
    page.goto(f"{(site / PAGE).as_uri()}#{fragment}")
    notice = page.locator(".seti-explorer-notice")
    expect(notice).to_contain_text("This link asks for what the table does not have")
    expect(notice).to_contain_text("nobody" if "nobody" in fragment else "kind=magic, sort=luck")
    assert re.fullmatch(rf"\d+ of {len(table)} rows.*", status(page.locator("main")).inner_text())


def test_axe_finds_nothing_with_a_detail_open(new_page, site_url):
    for width, scheme in ((1280, "light"), (360, "dark")):
        page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.goto(f"{site_url}{PAGE}#explorer?program=VIDA&counted=on&sort=finding")
        page.locator("tbody button:visible").first.click()
        assert page.locator(".seti-explorer form details").get_attribute("open") is not None
        assert not barriers(page, within="#explorer")
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_filters_from_disk_in_firefox(firefox, site, table):
    firefox.open((site / PAGE).as_uri())
    firefox.type("#explorer-q", "vida")
    expected = table[table.apply(has_words, axis=1, words=["vida"])]
    said = "document.querySelector('.seti-explorer-status').textContent"
    assert firefox.evaluate(said) == f"{len(expected)} of {len(table)} rows"
    firefox.evaluate("document.querySelector('#explorer tbody tr:not([hidden]) button').click()")
    assert firefox.evaluate("document.querySelectorAll('.seti-explorer-detail dt').length") > 15


def test_the_first_view_fits_the_budget(browser, site, record_property):
    page, files = browser.new_page(), set()
    page.on("requestfinished", lambda request: files.add(Path(urlsplit(request.url).path)))
    page.goto((site / PAGE).as_uri(), wait_until="networkidle")
    page.close()
    assert {file.suffix for file in files} >= {".html", ".css", ".js"}
    weight = sum(len(gzip.compress(file.read_bytes())) for file in files)
    record_property("the evidence explorer", f"{weight / 1000:.1f} KB")
    assert weight <= BUDGET


def test_links_to_rows_lead_to_rows(site, table):
    for page in site.glob("book/**/*.html"):
        for id in re.findall(r'explorer\.html#row-([^"]+)"', page.read_text("utf-8")):
            assert id in table.index, page


# ---- Files


def test_the_files_hold_the_whole_table(site, table):
    assert (site / "downloads" / evidence_files.CSV).read_bytes().decode() == csv_text(table)
    file = site / "downloads" / evidence_files.WORKBOOK
    assert file.read_bytes() == evidence_files.workbook_bytes(table)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Rows", "Notes", "Columns", "Studies", "Programs"]
    heads, *rows = book["Rows"].iter_rows(values_only=True)
    assert list(heads) == list(table)
    grades = {row[0]: row[heads.index("grade")] for row in rows}
    assert grades == dict(table["grade"])
    assert book["Rows"].freeze_panes == "B2"
    assert book["Rows"].auto_filter.ref.startswith("A1:")


def test_libreoffice_opens_the_workbook(site, table):
    if not INSTALLED:
        pytest.skip("LibreOffice or its Python bridge is not installed")
    [rows] = converted([site / "downloads" / evidence_files.WORKBOOK], "csv")
    read = pd.read_csv(io.BytesIO(rows), index_col="row_id", keep_default_na=False)
    assert dict(read["grade"]) == dict(table["grade"])


# ---- Rows of one's own


def run(*arguments):
    return CliRunner().invoke(main, ["evidence", *map(str, arguments)])


def test_the_templates_follow_the_rules_together():
    check = ["--check", TEMPLATES / "results.csv"]
    both = ["--studies", TEMPLATES / "studies.csv", "--programs", TEMPLATES / "programs.csv"]
    assert run(*check, *both).output == "1 row follows the rules.\n"
    refused = run(*check)
    assert refused.exit_code == 2
    assert "study_id is 'example_2025', which wants a study of studies.csv" in refused.stderr


def test_a_slip_in_a_file_of_one_s_own_gets_one_sentence(tmp_path):
    rows = (TEMPLATES / "results.csv").read_text("utf-8").replace(",600,", ",6000,")
    own = tmp_path / "own.csv"
    own.write_text(rows, "utf-8-sig")
    refused = run("--check", own, "--studies", TEMPLATES / "studies.csv",
                  "--programs", TEMPLATES / "programs.csv")  # fmt: skip
    assert refused.exit_code == 2
    assert refused.stderr.startswith("own.csv, row example_2025-valley_works-year2-earnings: ")
    assert refused.stderr.count("\n") == 1


def test_a_report_that_we_list_is_not_taken_twice(tmp_path):
    taken = tmp_path / "more.csv"
    rows = (TEMPLATES / "studies.csv").read_text("utf-8").replace("example_2025", "wa_2017")
    taken.write_text(rows, "utf-8")
    refused = run("--check", TEMPLATES / "results.csv", "--studies", taken)
    assert "more.csv: study_id is 'wa_2017', which studies.csv has already" in refused.stderr


def test_a_row_that_we_have_is_not_taken_twice(tmp_path):
    rows = (TEMPLATES / "results.csv").read_text("utf-8")
    own = tmp_path / "own.csv"
    ours = "wa_2016-pooled-year2-earnings"
    own.write_text(rows.replace("example_2025-valley_works-year2-earnings", ours), "utf-8")
    lists = ["--studies", TEMPLATES / "studies.csv", "--programs", TEMPLATES / "programs.csv"]
    assert (
        f"own.csv, row {ours}: row_id is in our table already" in run("--check", own, *lists).stderr
    )


def test_the_command_writes_the_table_and_guards_files(tmp_path, table):
    file, book = tmp_path / "rows.csv", tmp_path / "rows.xlsx"
    assert run("--csv", file, "--workbook", book).exit_code == 0
    assert file.read_bytes().decode() == csv_text(table)
    assert len(openpyxl.load_workbook(book)["Rows"]["A"]) == len(table) + 1
    assert run("--csv", file).stderr.startswith("Already there: ")
    assert run("--check", tmp_path / "nowhere.csv").stderr.endswith("No such file or directory.\n")
    assert run().exit_code == 2
    assert run("--studies", file).exit_code == 2
