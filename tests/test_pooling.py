"""The declared rule: what enters, what stays out and why, and when a headline is refused."""

import pandas as pd
import pytest

from seti_ta import evidence
from seti_ta.evidence import listing, plots
from seti_ta.evidence.pooling import DOLLARS, OF_THE_TIME, PERCENT, Rule, RuleError, attempt
from seti_ta.prices import PRICES

MODEL = "yearup_pace_2018-year2-earnings"


@pytest.fixture(scope="module")
def table():
    return evidence.load()


@pytest.fixture(scope="module")
def year_2(table):
    return attempt(table)


@pytest.fixture
def trials(table):
    """A maker of made-up tables: one trial for each dictionary, in percent of a control mean."""

    def made_up(*changes: dict) -> pd.DataFrame:
        base = table.loc[MODEL].to_dict() | {"control_mean": 10_000.0, "std_error": 500.0}
        rows = [base | {"program": f"Trial {i}"} | change for i, change in enumerate(changes)]
        return pd.DataFrame(rows, index=[f"made_up-trial{i}" for i in range(len(rows))])

    return made_up


def effects(*impacts: float) -> list[dict]:
    return [{"impact": float(impact)} for impact in impacts]


UNSURE = {"std_error": float("nan"), "se_basis": "", "p_value": "<0.01"}


def test_enough_trials_that_agree_are_pooled(trials):
    found = attempt(trials(*effects(1000, 1500, 1200, 900, 1400)))
    assert found.poolable
    assert found.verdict == "The 5 trials can be pooled."
    assert found.headline.mu == pytest.approx(12)
    assert found.headline.scale == PERCENT
    assert (found.headline.method, found.headline.test) == ("REML", "knha_guarded")
    assert list(found.fits.index.get_level_values("method")) == ["REML", "PM", "DL"] * 2
    assert len(found.left_out) == 5


def test_too_few_trials_are_refused(trials):
    found = attempt(trials(*effects(1000, 1500, 1200, 900)))
    assert found.reasons == (
        "Trials with a standard error on this scale: 4 of the 4 that meet the rule, "
        "which asks for 5.",
    )
    assert found.headline is None
    assert len(attempt(trials(*effects(1000, 1500))).fits) == 6
    assert attempt(trials(*effects(1000))).fits.empty


def test_a_selected_few_are_refused(trials):
    silent = {"std_error": float("nan"), "se_basis": "", "p_value": ""}
    sure = effects(1000, 1500, 1200, 900, 1400)
    assert attempt(trials(*sure, {"impact": 0.0} | silent)).poolable
    found = attempt(trials(*sure, *[{"impact": 0.0} | silent] * 2))
    assert found.reasons == (
        "They would be a selected few: 5 of 7, where the rule asks for at least 75%.",
    )


def test_a_result_that_leans_on_unsure_errors_is_refused(trials):
    sure = effects(1600, 1650, 1550, 1600, 1620)
    found = attempt(trials(*sure, {"impact": 900.0} | UNSURE), Rule(most_change=0.1))
    assert len(found.used) == 5
    assert len(found.bounded) == 6
    assert len(found.reasons) == 1
    assert "The pooled effect moves by" in found.reasons[0]
    assert attempt(trials(*sure, {"impact": 1500.0} | UNSURE)).poolable


def test_an_answer_on_zero_that_leans_on_unsure_errors_is_refused(trials):
    sure = effects(1600, 1650, 1550, 1600, 1620)
    found = attempt(trials(*sure, {"impact": -900.0} | UNSURE), Rule(most_change=100))
    assert found.reasons == (
        "Whether there is an effect at all depends on the trials whose error is unsure.",
    )


def test_dollars_of_one_year_need_a_price_year(trials):
    rule = Rule(scale=DOLLARS, price_year=2018)
    five = effects(1000, 1500, 1200, 900, 1400)
    assert attempt(trials(*(each | {"dollar_year": 2018.0} for each in five)), rule).poolable
    older = attempt(trials({"impact": 1000.0, "dollar_year": 2010.0}), rule).used.iloc[0]
    ratio = PRICES[2018] / PRICES[2010]
    assert (older["effect"], older["error"]) == pytest.approx((1000 * ratio, 500 * ratio))
    found = attempt(trials(*five), rule)
    assert set(found.eligible["reason"]) == {"Its source names no price year."}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"design": "Matched comparison (not randomized)"}, "Not a randomized trial."),
        ({"outcome": "monthly earnings"}, "Measures monthly earnings, not annual earnings."),
        ({"followup_years": float("nan")}, "Its year is not stated."),
        ({"followup_years": 3.0, "followup": "year 3"}, "Measured at another time: year 3."),
        ({"use": "restates", "use_reason": "In 2020 dollars."}, "The same effect again. In 2020"),
        ({"use": "background", "use_reason": "A draft."}, "Not to be relied on. A draft."),
        ({"use": "superseded", "use_reason": "Old."}, "Not to be relied on. Old."),
        ({"impact": float("nan")}, "The size of its effect is not published"),
        ({"grade": "machine-extracted", "cross_checked": "direction"}, "read by a machine"),
        ({"grade": "judgement"}, "read by a machine"),
    ],
)
def test_what_does_not_meet_the_rule_is_excluded_with_a_reason(trials, change, reason):
    found = attempt(trials(change))
    assert found.eligible.empty
    assert reason in found.excluded["reason"].item()


def test_other_kinds_of_program_are_not_even_considered(trials):
    assert attempt(trials({"kind": "career pathways"})).considered.empty


def test_an_error_that_only_a_machine_read_is_unsure(trials):
    found = attempt(
        trials({"grade": "machine-extracted", "cross_checked": "amount", "pct_impact": 50.0})
    )
    assert found.used.empty
    assert "read by a machine" in found.bounded["reason"].item()


def test_no_site_enters_with_its_own_pool(trials):
    pool, site = "WorkAdvance, four sites", "Per Scholas (WorkAdvance)"
    in_pool = {"program": site, "pool_of": pool}
    found = attempt(trials({"program": pool}, in_pool))
    assert list(found.used["program"]) == [pool]
    assert found.excluded["reason"].item() == f"Part of {pool}, which enters as a whole."
    assert len(attempt(trials({"program": pool, "use": "background"}, in_pool)).used) == 1


def test_an_effect_on_those_who_enrolled_stays_out(trials):
    found = attempt(trials({}, {"effect_per": "person enrolled"}))
    assert list(found.used["program"]) == ["Trial 0"]
    assert found.excluded["reason"].item() == "Not an effect for each person offered a place."


def test_one_effect_for_each_sample_the_latest(trials):
    rows = trials({"followup_years": 3.0}, {"followup_years": 2.0}).assign(program="One")
    found = attempt(rows, Rule(horizon=(2, 3)))
    assert list(found.used["followup_years"]) == [3]
    assert "same people" in found.excluded["reason"].item()


def test_the_declared_rule():
    """What the page says of it: change this only with the page, and before looking at results."""
    assert vars(Rule()) == {
        "kind": "sector",
        "outcome": "annual earnings",
        "horizon": 2,
        "scale": PERCENT,
        "price_year": 2025,
        "least_trials": 5,
        "least_share": 0.75,
        "most_change": 0.25,
    }


def test_rows_of_a_year_around_the_horizon_are_listed(trials):
    years = [{"followup_years": year} for year in (0.5, 1.0, 3.0, 3.5)]
    assert list(attempt(trials(*years)).considered["followup_years"]) == [1, 3]
    assert Rule(horizon=(0, 0)).horizon == (0, 0)


def test_a_rule_that_makes_no_sense_is_refused():
    with pytest.raises(RuleError, match="scale is 'euros'; it must be one of"):
        Rule(scale="euros")
    with pytest.raises(RuleError, match=r"horizon is \(3, 2\)"):
        Rule(horizon=(3, 2))


def test_year_2_of_the_sector_trials_cannot_be_pooled(year_2):
    assert set(year_2.eligible["program"]) >= {
        "Per Scholas (SEIS)",
        "Project QUEST",
        "WorkAdvance, four sites",
        "WRTP (SEIS)",
        "Year Up",
    }
    assert year_2.headline is None
    assert year_2.verdict.startswith("These trials cannot be pooled yet.")


def test_every_row_has_a_reason_and_a_source(year_2):
    assert year_2.considered["reason"].str.endswith(".").all()
    page = listing.reasons(year_2.excluded, "Excluded").data
    assert page.count("<tr><td>") == len(year_2.excluded)
    assert page.count("<a href=") == (year_2.excluded["source_url"] != "").sum()


def test_the_forest_shows_what_is_known_of_each_error(table):
    found = attempt(table, Rule(scale=OF_THE_TIME))
    axes = plots.forest(found.eligible, unit="$").axes[0]
    labels = [text.get_text() for text in axes.texts]
    assert "Year Up: +$5,181" in labels
    assert "Project QUEST: −$2,369" in labels
    assert not any("Pooled" in label for label in labels)
    widths = dict.fromkeys(("-", "--"), 0)
    for line in axes.lines:
        if len(line.get_xdata()) == 2 and line.get_linewidth() in (3.5, 1.4):
            drawn = pd.notna(line.get_xdata()).all()
            widths["-" if line.get_linewidth() == 3.5 else "--"] += drawn
    assert widths == {"-": 1, "--": 2}


def test_the_forest_adds_a_pooled_line_only_when_given_one(trials):
    found = attempt(trials(*effects(1000, 1500, 1200, 900, 1400)))
    axes = plots.forest(found.used, unit="%", pooled=found.headline).axes[0]
    assert "Pooled: +12%" in [text.get_text() for text in axes.texts]
