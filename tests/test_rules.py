"""Rules: each can be traced and is dated, and none that nobody read reaches a reader."""

import subprocess
import sys
from dataclasses import replace

import pytest

from seti_ta.calculators.vocabulary import Constant, Source
from seti_ta.rules import RuleNotUsableError, all_rules, rule, table


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


def test_reading_a_rule_needs_python_only():
    code = "import sys; from seti_ta.rules import rule; rule('pell_max'); "
    code += "sys.exit(sorted({'numpy', 'pandas', 'pandera', 'yaml'} & set(sys.modules)) or 0)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.parametrize("known", all_rules().values(), ids=lambda each: each.id)
def test_each_rule_can_be_traced(known):
    assert known.source_title and known.source_locator and known.what_it_says
    assert set(known.recalled_numbers) <= known.numbers.keys()
