"""Rules: each can be traced and is dated, and none that nobody read reaches a reader."""

import csv
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from made_up import made_up_rules

from seti_ta.calculators.vocabulary import Constant, Note, Source
from seti_ta.evidence import EvidenceError
from seti_ta.rules import RuleNotUsableError, all_rules, rule, table
from seti_ta.rules.check import due_soon, last_day, load_rules, overdue
from seti_ta.rules.table import FILE


@pytest.mark.parametrize(
    ("id", "key", "written"),
    [
        ("wpell_rates", "completion_min", "70%"),
        ("wpell_length", "weeks_min", "8"),
        ("pell_max", "pell_max_usd", "$7,395"),
        ("ra_standards", "ojl_hours_min", "2,000"),
        ("tanf_fra", "credit_base_year", "2015"),
        ("fy2027_house_bill", "training_change_usd_low", "−$3,700,000,000"),
        ("fy2027_stopgap", "funded_through", "11 December 2026"),
        ("clear", "contract_end", "May 2026"),
        ("wpell_earnings", "binding_award_year", "2030-31"),
        ("ra_standards", "progressive_wage", "required"),
    ],
)
def test_a_number_as_prose_prints_it(id, key, written):
    assert rule(id).written(key) == written


def test_bars_part_a_list():
    assert rule("tegl_10_23_change2").numbers["enjoined_in"][:2] == ("AZ", "CA")


def test_the_dates_of_a_rule():
    dated = "Last checked 23 November 2026; next check by 23 May 2027; text dated 19 May 2026."
    assert rule("wpell_rates").dated == dated
    assert rule("four_fifths").dated.startswith("Status: unknown. Last checked 23 November 2026;")


def test_a_rule_that_has_not_begun_says_when_it_will():
    rule_to_come = rule("medicaid_ce")
    assert rule_to_come.dated.startswith("In force from 1 January 2027. Last checked")
    assert rule_to_come.with_status == "Medicaid community engagement, in force from 1 January 2027"
    begun = replace(rule_to_come, checked_on=date(2027, 1, 1))
    assert begun.with_status == "Medicaid community engagement"


def test_an_unknown_rule_or_number_is_named():
    with pytest.raises(KeyError, match="There is no rule 'nothing'"):
        rule("nothing")
    for ask in (rule("pell_max").number, rule("pell_max").written):
        with pytest.raises(KeyError, match="The rule 'pell_max' has no number 'nothing'"):
            ask("nothing")
    with pytest.raises(KeyError, match="no number 'progressive_wage'"):
        rule("ra_standards").number("progressive_wage")


def test_what_nobody_read_is_not_used(monkeypatch):
    recalled = {"ours": replace(rule("pell_max"), id="ours", verified="recalled")}
    monkeypatch.setattr(table, "all_rules", lambda: recalled)
    with pytest.raises(RuleNotUsableError, match="The rule 'ours' was recalled, not read"):
        rule("ours")


def test_a_number_that_was_recalled_is_a_judgement():
    with pytest.raises(RuleNotUsableError, match="'academic_year_weeks' of the rule 'pell_max'"):
        rule("pell_max").written("academic_year_weeks")
    weeks = Constant.of_rule("x", "Weeks", "weeks", "pell_max", "academic_year_weeks")
    assert (weeks.value, weeks.source.grade) == (26, "judgement")


def test_the_source_of_a_rule_has_its_dates():
    source = Source.of_rule("omb_a94")
    assert source.grade == "rule"
    assert source.citation.startswith("OMB Circular A-94 discount rate. OMB M-25-23")
    assert source.locator.endswith(rule("omb_a94").dated)


def test_a_share_becomes_a_percent():
    rate = Constant.of_rule("x", "Rate", "percent", "omb_a94", "real_rate_official")
    assert (rate.value, rate.held) == (7, 0.07)


def test_a_note_names_its_rules_and_no_unknown_one():
    note = Note("Ask.", rules=("pell_first", "four_fifths"))
    assert note.said == (
        "Ask. [Pell and other grants before WIOA; "
        "Four-fifths guideline (Uniform Guidelines), status: unknown]"
    )
    with pytest.raises(KeyError, match="There is no rule 'nothing'"):
        replace(made_up_rules, warnings=(Note("Ask.", rules=("nothing",)),))


def test_reading_a_rule_needs_python_only():
    code = "import sys; from seti_ta.rules import rule; rule('pell_max'); "
    code += "sys.exit(sorted({'numpy', 'pandas', 'pandera', 'yaml'} & set(sys.modules)) or 0)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


# ---- the check of the table


@pytest.fixture
def altered(tmp_path):
    """A function that writes the table with one cell of one rule changed."""

    def write(id: str, column: str, value: str):
        with FILE.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        next(each for each in rows if each["id"] == id)[column] = value
        path = tmp_path / "rules.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def test_the_table_is_in_order():
    assert list(load_rules().index) == list(all_rules())


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("id", "wioa_ita", "row wioa_ita: id is 'wioa_ita', which wants a value that no other"),
        ("id", "Pell max", "id is 'Pell max', which wants lower-case words"),
        ("status", "fine", "status is 'fine', which wants one of: in force, proposed,"),
        ("kind", "", "kind is empty, which wants one of: statute,"),
        ("verified", "hoped", "verified is 'hoped', which wants one of: seen, recalled"),
        ("as_of", "2026-02-30", "as_of is '2026-02-30', which wants a date that exists"),
        ("as_of", "20260201", "as_of is '20260201', which wants a date that exists"),
        ("checked_on", "2026-11", "checked_on is '2026-11', which wants a day that exists"),
        ("review_by", "", "review_by is empty, which wants a filled cell"),
        ("review_by", "2026-11-23", "which wants a day after checked_on, 2026-11-23"),
        ("numbers", "a=1;a=2", "numbers is 'a=1;a=2', which wants different keys"),
        ("numbers", "a 1", "numbers is 'a 1', which wants different keys, each as key=value"),
        ("recalled_numbers", "b", "recalled_numbers has 'b', which wants a key of numbers"),
        ("url", "http://a.b", "url is 'http://a.b', which wants an https address"),
        ("what_it_says", "", "what_it_says is empty, which wants a filled cell"),
    ],
)
def test_a_table_out_of_order_is_refused(altered, column, value, said):
    with pytest.raises(EvidenceError) as refusal:
        load_rules(altered("pell_max", column, value))
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("day", "red", "amber"),
    [
        ((2026, 11, 23), {}, {"arpa_slfrf": False, "fy2027_stopgap": True, "ug_rewrite": True}),
        ((2026, 12, 11), {"fy2027_stopgap": False}, {"fy2027_stopgap": True}),
        ((2026, 12, 12), {"fy2027_stopgap": True, "bil_workforce": True}, {"ug_rewrite": True}),
        ((2027, 7, 1), {"pell_max": True, "omb_a94": True, "wioa_ita": False}, {"pathways": True}),
    ],
)
def test_what_is_due_on_a_day(day, red, amber):
    for due, expected in ((overdue, red), (due_soon, amber)):
        found = {each.id for each, _ in due(date(*day))}
        assert {id: id in found for id in expected} == expected


def test_each_reason_is_told():
    told = {f"{each.id} {why}" for each, why in overdue(date(2026, 12, 13))}
    assert "fy2027_stopgap was to be checked by 12 December 2026" in told
    assert "fy2027_stopgap is given as in force, and ended 11 December 2026" in told
    told = {f"{each.id} {why}" for each, why in due_soon(date(2026, 11, 23))}
    assert "four_fifths has a status that was looked for and not found" in told


def test_a_part_of_a_date_lasts_to_its_end():
    assert [last_day(each) for each in ("2024", "2026-12", "2024-02", "2026-05-03")] == [
        date(2024, 12, 31), date(2026, 12, 31), date(2024, 2, 29), date(2026, 5, 3),
    ]  # fmt: skip
