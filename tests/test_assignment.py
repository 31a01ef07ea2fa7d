"""Lotteries: fair, the same for the same list, and checked by anybody."""

import json
import math
from datetime import UTC, datetime

import causaldata
import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from seti_ta import evaluation
from seti_ta.cli import main
from seti_ta.evaluation import EvaluationError
from seti_ta.evaluation.assignment import BATCH, Places, imbalance
from seti_ta.evaluation.audit import (
    _json_bytes,
    _sealed,
    csv_bytes,
    fingerprint,
    frozen_fingerprint,
)
from seti_ta.evaluation.rerandomization import rerandomization_threshold

NOW = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
LOTTERIES = 10_000


def people(n: int = 60, seed: int = 0) -> pd.DataFrame:
    """Made-up applicants."""
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "code": [f"P{number:04}" for number in rng.permutation(n)],
            "site": rng.choice(["east", "north", "west"], n),
            "age": rng.normal(32, 9, n).round(),
            "earned": rng.gamma(2, 5_000, n).round(),
        }
    )


def lottery(**more):
    arguments = {"id": "code", "seed": 7, "slots": 25, "strata": ["site"]}
    return evaluation.assign(people(), **arguments | more)


# The same list, the same result ---------------------------------------------------------------


@given(order=st.permutations(range(60)))
@settings(max_examples=15, deadline=None)
def test_another_order_of_rows_gives_the_identical_files(order):
    first = lottery(covariates=["age", "earned"])
    second = evaluation.assign(
        people().iloc[order], "code", seed=7, slots=25, strata=["site"],
        covariates=["age", "earned"],
    )  # fmt: skip
    assert csv_bytes(first.table) == csv_bytes(second.table)
    assert csv_bytes(first.frozen) == csv_bytes(second.frozen)
    assert first.draws == second.draws


def test_columns_and_a_frame_give_the_same():
    plain = {name: values.tolist() for name, values in people().items()}
    drawn = evaluation.assign(plain, "code", seed=7, slots=25, strata=["site"])
    assert csv_bytes(drawn.table) == csv_bytes(lottery().table)


def test_another_seed_gives_another_result():
    assert (lottery().table["treat"] != lottery(seed=8).table["treat"]).any()


def test_a_public_event_gives_a_seed_that_anybody_can_work_out():
    # printf 'State lottery 4 Dec 2026: 7 19 23' | sha256sum
    assert evaluation.seed_from("State lottery 4 Dec 2026: 7 19 23\n") == int("8bf3ac590256", 16)
    drawn = lottery(seed="State lottery 4 Dec 2026: 7 19 23")
    assert (drawn.seed, drawn.seed_source) == (
        evaluation.seed_from("State lottery 4 Dec 2026: 7 19 23"),
        "State lottery 4 Dec 2026: 7 19 23",
    )


# Fair -----------------------------------------------------------------------------------------


@given(
    sizes=st.lists(st.integers(4, 30), min_size=1, max_size=6),
    share=st.floats(0, 1),
    seed=st.integers(0, 1000),
)
@settings(max_examples=60, deadline=None)
def test_places_add_up_and_follow_the_strata(sizes, share, seed):
    stratum = np.repeat([f"s{place}" for place in range(len(sizes))], sizes)
    listed = {"code": [f"{n:03}" for n in range(len(stratum))], "site": stratum}
    slots = round(share * len(stratum))
    drawn = evaluation.assign(listed, "code", seed=seed, slots=slots, strata=["site"])
    assert drawn.n_treated == slots
    for name, rows in drawn.table.groupby("stratum"):
        due = slots * len(rows) / len(stratum)
        assert math.floor(due - 1e-6) <= rows["treat"].sum() <= math.ceil(due + 1e-6), name
    assert drawn.table["probability"].sum() == pytest.approx(slots)
    waiting = drawn.table.loc[drawn.table["treat"] == 0, "waitlist_rank"]
    assert sorted(waiting) == list(range(1, len(waiting) + 1))
    assert (drawn.table.loc[drawn.table["treat"] == 1, "waitlist_rank"] == 0).all()


@pytest.mark.parametrize("slots", [7, 10])
def test_ten_thousand_lotteries_match_the_stated_probabilities(slots):
    """Each person, and each pair in unlike strata, within what chance allows."""
    stratum = pd.Series(np.repeat(["a", "b", "c"], [5, 7, 11]))  # no stratum divides evenly
    due = {name: slots * n / 23 for name, n in (("a", 5), ("b", 7), ("c", 11))}
    rng = np.random.default_rng(11)
    drawn = next(Places(stratum, due).batches(rng, LOTTERIES)).astype(float)
    assert (drawn.sum(axis=1) == slots).all()
    stated = slots / 23
    error = math.sqrt(stated * (1 - stated) / LOTTERIES)
    assert np.abs(drawn.mean(axis=0) - stated).max() < 4.2 * error
    # A fair lottery does not favor a stratum by leaving its remainder to the same side.
    assert stats.chisquare(drawn.sum(axis=0)).pvalue > 0.001


def test_single_lotteries_match_the_stated_probabilities():
    """The whole path from seed to list, fewer times."""
    offered = np.zeros(12)
    listed = {"code": [f"{n:02}" for n in range(12)], "site": ["a"] * 5 + ["b"] * 7}
    for seed in range(600):
        drawn = evaluation.assign(listed, "code", seed=seed, slots=5, strata=["site"])
        offered += drawn.table["treat"].to_numpy()
    stated = drawn.table["probability"].to_numpy()
    assert stated == pytest.approx(5 / 12)
    assert np.abs(offered / 600 - stated).max() < 4 * math.sqrt(5 / 12 * 7 / 12 / 600)


def test_the_odd_place_does_not_always_go_to_one_arm():
    listed = {"code": [f"{n:02}" for n in range(9)]}
    counts = {evaluation.assign(listed, "code", seed=s, share=0.5).n_treated for s in range(30)}
    assert counts == {4, 5}


def test_groups_may_have_their_own_places():
    drawn = lottery(slots={"east": 12, "north": 3, "west": 5})
    by_site = drawn.table.groupby("stratum")
    assert by_site["treat"].sum().to_dict() == {"east": 12, "north": 3, "west": 5}
    for name, rows in by_site:
        assert rows["probability"].iloc[0] == rows["treat"].mean(), name


def test_small_strata_are_joined_and_it_is_said():
    listed = people()
    listed.loc[0, "site"] = "alone"
    listed.loc[1, "site"] = "lonely"
    drawn = evaluation.assign(listed, "code", seed=1, share=0.5, strata=["site"])
    assert drawn.table["stratum"].value_counts().min() >= 4
    assert "alone has fewer than 4 people and is joined with lonely." in drawn.notes


# Alike groups ---------------------------------------------------------------------------------


def test_the_distance_is_that_of_mahalanobis():
    known, rng = people(40)[["age", "earned"]], np.random.default_rng(3)
    drawn = next(Places(pd.Series(["all"] * 40), {"all": 14}).batches(rng, 6))
    inverse = np.linalg.inv(np.cov(known.to_numpy(), rowvar=False))
    for row, found in zip(drawn, imbalance(known)(drawn), strict=True):
        gap = (known[row == 1].mean() - known[row == 0].mean()).to_numpy()
        assert found == pytest.approx(gap @ inverse @ gap * 14 * 26 / 40)


def test_accepted_draws_are_as_many_and_as_alike_as_stated():
    rule = rerandomization_threshold(2, 0.1)
    known = people(200)[["age", "earned"]]
    places = Places(pd.Series(["all"] * 200), {"all": 100})
    drawn = next(places.batches(np.random.default_rng(5), 8000))
    distance = imbalance(known)(drawn)
    accepted = distance <= rule.threshold
    assert accepted.mean() == pytest.approx(0.1, abs=0.015)
    gaps = drawn @ known["age"].to_numpy() / 100 - (1 - drawn) @ known["age"].to_numpy() / 100
    assert np.var(gaps[accepted]) / np.var(gaps) == pytest.approx(rule.v_a, abs=0.03)


def test_draws_are_repeated_until_alike_and_counted():
    drawn = lottery(covariates=["age", "earned"], acceptance_probability=0.005)
    assert drawn.draws > 1
    known = drawn.frozen[["age", "earned"]]
    found = imbalance(known)(drawn.table["treat"].to_numpy(dtype=np.int8)[None, :])[0]
    assert found <= rerandomization_threshold(2, 0.005).threshold
    assert any("a little less or more often" in note for note in drawn.notes)


# The record -----------------------------------------------------------------------------------


@pytest.fixture
def record(tmp_path):
    folder = tmp_path / "draw"
    drawn = lottery(seed="State lottery 4 Dec 2026: 7 19 23", covariates=["age"])
    found = evaluation.write_record(
        folder, drawn, operator="A. Clerk", witness="B. Board", drawn_at=NOW
    )
    return folder, found


def test_a_record_is_drawn_again(record):
    folder, published = record
    found = evaluation.verify(folder, published)
    assert (found.people, found.offered, found.fingerprint) == (60, 25, published)
    assert found.drawn_at == "2026-11-24T18:30:00+00:00"
    told = json.loads((folder / "record.json").read_text("utf-8"))
    assert told["list_sha256"] == frozen_fingerprint(people(), "code", ["site"], ["age"])
    for key in ("operator", "witness", "software", "algorithm", "seed_source", "strata", "draws"):
        assert told[key]


def test_one_changed_byte_is_detected(record):
    folder, _ = record
    for path in sorted(folder.iterdir()):
        good = path.read_bytes()
        for place in [*range(0, len(good), 41), len(good) - 1]:
            path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
            with pytest.raises(EvaluationError):
                evaluation.verify(folder)
        path.write_bytes(good[:-1])
        with pytest.raises(EvaluationError):
            evaluation.verify(folder)
        path.write_bytes(good)
    evaluation.verify(folder)


def forged(folder, **changes):
    """A record changed by somebody who knows how it is made."""
    path = folder / "record.json"
    content = json.loads(path.read_text("utf-8")) | changes
    content["assignment_sha256"] = fingerprint((folder / "assignment.csv").read_bytes())
    path.write_bytes(_json_bytes(_sealed(content)))


def test_a_favor_is_detected(record):
    folder, _ = record
    good = (folder / "assignment.csv").read_text("utf-8")
    favored = good.replace(",0,1\n", ",1,0\n", 1)
    assert favored != good
    (folder / "assignment.csv").write_text(favored, encoding="utf-8")
    forged(folder)
    with pytest.raises(EvaluationError, match="gives another assignment"):
        evaluation.verify(folder)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"offered": 26}, "says something else on offered"),
        ({"seed_source": "Another event"}, "The seed does not follow from 'Another event'"),
        ({"algorithm": "coin"}, "names another algorithm, coin"),
        ({"settings": {}}, "cannot be drawn again"),
    ],
)
def test_a_changed_record_is_detected(record, change, sentence):
    folder, _ = record
    forged(folder, **change)
    with pytest.raises(EvaluationError, match=sentence):
        evaluation.verify(folder)


def test_a_second_lottery_is_detected_by_what_was_published(record, tmp_path):
    _, published = record
    told = {"operator": "A", "witness": "B", "drawn_at": NOW}
    evaluation.write_record(tmp_path / "second", lottery(seed=99), **told)
    evaluation.verify(tmp_path / "second")  # its files agree with each other
    with pytest.raises(EvaluationError, match=r"record.json is not the published one"):
        evaluation.verify(tmp_path / "second", published)


def test_a_record_is_never_written_over(record):
    folder, _ = record
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(EvaluationError, match="A lottery is drawn once"):
        evaluation.write_record(folder, lottery(), operator="A", witness="B", drawn_at=NOW)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


# The command line -----------------------------------------------------------------------------


def command(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_freeze_draw_and_verify(tmp_path):
    listed, folder = tmp_path / "people.csv", tmp_path / "draw"
    people().to_csv(listed, index=False)
    common = ("assign", listed, "--id", "code", "--strata", "site")
    frozen = command(*common, "--freeze").output.strip()
    assert frozen == frozen_fingerprint(people(), "code", ["site"])
    asked = (*common, "--slots", 25, "--seed-from", "Lottery: 7", "--operator", "A",
             "--witness", "B", "--to", folder)  # fmt: skip
    drawn = command(*asked)
    assert "25 of 60 people are offered a place." in drawn.output
    published = drawn.output.split()[-1]
    assert json.loads((folder / "record.json").read_text("utf-8"))["list_sha256"] == frozen
    assert "Drawn again, with the same result" in command("verify", folder).output
    assert published in command("verify", folder).output
    assert command("verify", folder, "--published", published).exit_code == 0
    again = command(*asked)
    assert (again.exit_code, "drawn once" in again.output) == (2, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--slots", "5"], "Give --seed or --seed-from, one of the two."),
        (["--slots", "5", "--seed", "1"], "Give --to, a new folder for the record."),
        (["--slots", "99", "--seed", "1", "--to", "x"], "slots is 99; it must be from 0 to 60."),
        (["--slots", "5", "--seed", "1", "--to", "x"], "operator is empty"),
        (["--slots", "5", "--seed", "1", "--to", "x", "--alike", "site"], "blank or no number"),
        (["--slots", "5", "--seed", "1", "--to", "x", "--id", "name"], "no column 'name'"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(tmp_path, words, sentence):
    people().to_csv(tmp_path / "people.csv", index=False)
    words = [str(tmp_path / "x") if word == "x" else word for word in words]
    found = command("assign", tmp_path / "people.csv", "--id", "code", *words)
    assert (found.exit_code, sentence in found.output) == (2, True), found.output
    assert not (tmp_path / "x").exists()


# What a study does next -----------------------------------------------------------------------


def test_balance_of_the_nsw_trial():
    men = causaldata.nsw_mixtape.load_pandas().data.astype({"re75": float})
    known = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"]
    found = evaluation.balance_table(men, "treat", known)
    theirs = smf.ols("treat ~ " + " + ".join(known), men).fit()  # statsmodels
    assert (found.f, found.p_value) == pytest.approx((theirs.fvalue, theirs.f_pvalue))
    assert found.df == (8, 436)
    gap = men[men.treat == 1].age.mean() - men[men.treat == 0].age.mean()
    spread = math.sqrt((men[men.treat == 1].age.var() + men[men.treat == 0].age.var()) / 2)
    assert found.table.loc["age", "std_difference"] == pytest.approx(gap / spread)


def test_randomization_inference_of_a_small_trial_is_the_exact_one():
    y, z = [3.0, 9, 4, 1, 12, 8, 5, 7], [0, 1, 0, 0, 1, 1, 0, 1]
    exact = stats.permutation_test(
        ([9, 12, 8, 7], [3, 4, 1, 5]), lambda a, b: np.mean(a) - np.mean(b), n_resamples=np.inf
    )  # scipy, all 70 assignments
    found = evaluation.randomization_inference({"y": y, "z": z}, "y", "z", draws=40_000)
    assert found.estimate == pytest.approx(exact.statistic)
    assert found.p_value == pytest.approx(exact.pvalue, abs=0.004)


def test_randomization_inference_agrees_with_t_in_a_large_trial():
    men = causaldata.nsw_mixtape.load_pandas().data
    found = evaluation.randomization_inference(men, "re78", "treat", draws=5_000)
    assert found.estimate == pytest.approx(1794.3424)
    assert found.p_value == pytest.approx(0.0078, abs=0.004)


def test_randomization_inference_keeps_strata_and_the_rule_of_the_draw():
    listed = people(80)
    drawn = evaluation.assign(
        listed, "code", seed=3, share=0.5, strata=["site"], covariates=["age"],
        acceptance_probability=0.05,
    )  # fmt: skip
    table = drawn.table.assign(age=drawn.frozen["age"], y=3 * drawn.frozen["age"])
    plain = evaluation.randomization_inference(table, "y", "treat", strata="stratum", draws=1000)
    ruled = evaluation.randomization_inference(
        table, "y", "treat", strata="stratum", draws=1000, covariates=["age"],
        acceptance_probability=0.05,
    )  # fmt: skip
    # Age decides the outcome and was made alike, so chance alone moves the estimate far less.
    assert (ruled.draws, plain.draws) == (1000, 1000)
    assert ruled.tried > 10 * plain.tried > 0
    assert ruled.p_value < plain.p_value
    means = table.groupby(["stratum", "treat"])["y"].mean().unstack()
    weights = table["stratum"].value_counts(normalize=True)
    assert plain.estimate == pytest.approx(((means[1] - means[0]) * weights).sum())


@given(seed=st.integers(0, 2**32), n=st.integers(8, 40))
@settings(max_examples=20, deadline=None)
def test_a_p_value_is_never_zero(seed, n):
    rng = np.random.default_rng(seed)
    data = {"y": rng.normal(size=n), "z": np.arange(n) % 2}
    found = evaluation.randomization_inference(data, "y", "z", draws=BATCH)
    assert 1 / (BATCH + 1) <= found.p_value <= 1


# Refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"slots": 61}, "slots is 61; it must be from 0 to 60."),
        ({"slots": None}, "Give slots or share, one of the two."),
        ({"share": 0.5}, "Give slots or share, one of the two."),
        ({"slots": None, "share": 1.5}, "share is 1.5; it must be between 0 and 1."),
        ({"slots": {"east": 3}}, "slots must name each stratum: east, north, west."),
        ({"slots": {"east": 60, "north": 1, "west": 1}}, "slots of east is 60"),
        ({"seed": -1}, "seed is -1; it must be from 0"),
        ({"seed": 1.5}, "seed is 1.5; it must be a whole number."),
        ({"seed": " "}, "seed_from is empty"),
        ({"id": "name"}, "data has no column 'name'"),
        ({"strata": ["town"]}, "data has no column 'town'"),
        ({"covariates": ["site"]}, "site is named twice"),
        ({"covariates": ["age"], "acceptance_probability": 1e-6}, "from 0.001 to 1."),
        ({"covariates": ["age"], "acceptance_probability": 0}, "from 0.001 to 1."),
        ({"acceptance_probability": 0.1}, "needs covariates"),
    ],
)
def test_a_lottery_that_cannot_be_drawn_is_refused(change, sentence):
    with pytest.raises(EvaluationError) as refused:
        lottery(**change)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("column", "values", "sentence"),
    [
        ("code", ["P1"] * 2, "stand more than once; each person has one chance."),
        ("code", [" ", "P9999"], "code is blank for 1 people."),
        ("code", [None, "P9999"], "code is blank for 1 of 60 people."),
        ("site", ["", "east"], "site is blank for 1 people."),
    ],
)
def test_a_list_that_cannot_be_drawn_from_is_refused(column, values, sentence):
    listed = people()
    listed.loc[:1, column] = values
    with pytest.raises(EvaluationError) as refused:
        evaluation.assign(listed, "code", seed=1, slots=5, strata=["site"])
    assert sentence in str(refused.value)
    assert "P1" not in str(refused.value)  # a refusal does not print who is on the list


def test_covariates_that_do_not_vary_or_repeat_are_refused():
    listed = people().assign(same=1.0, double=lambda each: 2 * each["age"])
    for names, sentence in ((["same"], "same is the same for all"), (["age", "double"], "repeat")):
        with pytest.raises(EvaluationError, match=sentence):
            evaluation.assign(listed, "code", seed=1, slots=5, covariates=names)
    with pytest.raises(EvaluationError, match="does not vary in either group"):
        evaluation.balance_table(listed.assign(z=np.arange(60) % 2), "z", ["same"])
    with pytest.raises(EvaluationError, match="does not vary in either group"):
        evaluation.randomization_inference({"y": [1] * 8, "z": [0, 1] * 4}, "y", "z")
    with pytest.raises(EvaluationError, match="lacks one of the groups"):
        evaluation.randomization_inference(
            {"y": range(8), "z": [0, 1, 0, 1, 0, 0, 0, 0], "s": list("aaaabbbb")}, "y", "z",
            strata="s",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"operator": ""}, "operator is empty"), ({"witness": " "}, "witness is empty"),
     ({"drawn_at": datetime(2026, 1, 1)}, "drawn_at has no time zone")],
)  # fmt: skip
def test_a_record_without_names_or_time_is_refused(tmp_path, change, sentence):
    told = {"operator": "A", "witness": "B", "drawn_at": NOW} | change
    with pytest.raises(EvaluationError, match=sentence):
        evaluation.write_record(tmp_path / "draw", lottery(), **told)
    assert not (tmp_path / "draw").exists()


def test_a_folder_without_a_record_is_refused(tmp_path):
    with pytest.raises(EvaluationError, match=r"list.csv cannot be read"):
        evaluation.verify(tmp_path)
