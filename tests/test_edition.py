"""One date for the pages and the workbooks, wherever and whenever they are built."""

from datetime import date

import openpyxl

from seti_ta.edition import check_by_date, edition_date
from seti_ta.surfaces.workbook import write_all


def test_an_edition_is_dated_by_its_source(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert edition_date() == date(2027, 1, 15)
    assert check_by_date() == date(2028, 1, 15)


def test_without_git_an_edition_has_the_date_of_its_release(monkeypatch, tmp_path):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert edition_date() == date(2026, 11, 23)
    for path in write_all(tmp_path):
        about = openpyxl.load_workbook(path).properties
        assert about.created.date() == date(2026, 11, 23)
        assert "2026-11-23" in about.description
