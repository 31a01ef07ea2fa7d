"""Published worked cases: the same values as other software gives, named in each case."""

import json
from decimal import Decimal
from pathlib import Path

import causaldata
import pytest

from seti_ta import evaluation

CASES = json.loads((Path(__file__).parent / "evaluation_cases.json").read_text(encoding="utf-8"))
#: Cases whose inputs are a data set: the impact tests read those.
WITH_DATA = {"itt_ols", "tot_2sls"}
PLAIN = [case for case in CASES if case["calculator"] not in WITH_DATA]


@pytest.mark.parametrize("case", PLAIN, ids=lambda case: f"{case['id']} {case['produced_by']}")
def test_a_published_case_gives_the_value_of_the_software_it_names(case):
    check(getattr(evaluation, case["calculator"])(**case["inputs"]), case)


def check(found, case: dict) -> None:
    """Every expected result is there by its name, within the stated tolerance."""
    tolerance = case["tolerance"]["value"]
    kind = {"relative": "rel", "absolute": "abs"}[case["tolerance"]["type"]]
    for name, expected in case["expected"].items():
        got = getattr(found, name)
        if isinstance(expected, str):
            assert got == expected, name
        else:
            # A value printed with few digits is right to half of its last one.
            slack = {kind: tolerance, "abs": max(kind == "abs" and tolerance, last_digit(expected))}
            assert got == pytest.approx(expected, **slack), name


def last_digit(value) -> float:
    """Half a unit of the last digit printed."""
    if isinstance(value, list):
        return max(map(last_digit, value))
    return 0.5 * 10.0 ** Decimal(repr(value)).as_tuple().exponent if value % 1 else 0.0


def test_the_nsw_experiment_gives_its_published_effect():
    case = next(case for case in CASES if case["calculator"] == "itt_ols")
    data = causaldata.nsw_mixtape.load_pandas().data
    check(evaluation.itt_ols(data, **arguments(case)), case)


def test_effects_on_those_who_take_part_are_those_of_r():
    case = next(case for case in CASES if case["calculator"] == "tot_2sls")
    found = evaluation.tot_2sls(**arguments(case, "data"))
    check(found, case)
    assert found.tot == found.itt / found.first_stage


def arguments(case: dict, *more: str) -> dict:
    """The inputs of a case that are not its data."""
    named = {"outcome", "treat", "covariates", "se_type", "endogenous", "instrument", *more}
    return {name: value for name, value in case["inputs"].items() if name in named}
