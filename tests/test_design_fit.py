"""Whether a design fits: equal values, empty entries and unsettled rules, route by route."""

import pytest

from seti_ta.calculators.design_fit import ANSWERS, ROUTES, design_fit
from seti_ta.rules import rule

CLASS = {
    "weeks": 12, "hours": 360, "provider": "college", "group": "adult", "tuition": 3200,
    "total_cost": 5400, "nonfederal": 2700, "starters": 50, "completers": 40, "placed": 30,
    "earnings": 32_000, "credential": "recognized", "stackable": "yes", "articulates": "yes",
    "on_list": "yes", "in_demand": "yes", "approved": "yes", "run_months": 30, "snap": "in_plan",
    "account_limit": 5000, "contract": "named",
}  # fmt: skip
WORK = {
    "group": "apprentice", "employer": "hires", "requested": 50, "pattern": "no",
    "apprenticeship": "registered", "ojl_hours": 2000, "rising": "yes",
}  # fmt: skip
UPSKILLING = {
    "group": "incumbent", "employer": "employs", "total_cost": 3000, "trainees": 20,
    "tenured": 11, "size": 50, "cash": 6000, "allocation": 1_000_000, "committed": 146_000,
}  # fmt: skip
PASSING = {
    "pell": (CLASS, ["weeks", "hours", "starters", "completers", "placed", "earnings", "tuition",
                     "run_months", "provider", "credential", "stackable", "articulates",
                     "approved", "in_demand"]),
    "account": (CLASS, ["tuition", "account_limit", "group", "on_list"]),
    "contract": (CLASS, ["in_demand", "contract"]),
    "ojt": (WORK, ["requested", "pattern"]),
    "incumbent": (UPSKILLING, ["total_cost", "trainees", "tenured", "size", "cash", "allocation",
                               "committed"]),
    "snap": (CLASS, ["nonfederal", "total_cost", "snap"]),
    "apprentice": (WORK, ["ojl_hours", "rising"]),
}  # fmt: skip
EVERY = pytest.mark.parametrize("route", PASSING)


def answer(route: str, design: dict, **changes) -> str:
    return design_fit(**design | changes).values[f"{route}_route"]


@EVERY
def test_each_route_can_be_passed(route):
    assert answer(route, PASSING[route][0]) == "passes"


@EVERY
def test_an_empty_entry_never_passes(route):
    design, needed = PASSING[route]
    for name in needed:
        choices = design_fit.declared[name].choices
        empty = ("unknown" if "unknown" in choices else "yes") if choices else None
        assert answer(route, design, **{name: empty}) == "asks", name


@EVERY
def test_nothing_passes_on_a_rule_that_is_not_in_force(route):
    design = design_fit(**PASSING[route][0]).values
    held = {name: design[name] for name in design if name not in design_fit.step_names}
    unsettled = design_fit.function(**held | {f"{route}_unsettled": 1})
    assert unsettled[f"{route}_route"] == "asks"
    assert held[f"{route}_unsettled"] == sum(rule(id).status != "in force" for id in ROUTES[route])


@pytest.mark.parametrize(
    ("route", "design", "changes", "expected"),
    [
        ("pell", CLASS, {"weeks": 8, "hours": 150}, "passes"),
        ("pell", CLASS, {"weeks": 7.9}, "misses"),
        ("pell", CLASS, {"weeks": 14.5, "hours": 599.5}, "passes"),
        ("pell", CLASS, {"weeks": 15}, "misses"),
        ("pell", CLASS, {"hours": 600}, "misses"),
        ("pell", CLASS, {"hours": 0}, "outside"),
        ("pell", CLASS, {"completers": 35, "placed": 25}, "passes"),
        ("pell", CLASS, {"completers": 34}, "misses"),
        ("pell", CLASS, {"placed": 27}, "misses"),
        ("pell", CLASS, {"tuition": 8060}, "asks"),
        ("pell", CLASS, {"tuition": 8060.01}, "misses"),
        ("pell", CLASS, {"partner_share": 25}, "passes"),
        ("pell", CLASS, {"partner_share": 25.1}, "misses"),
        ("pell", CLASS, {"partner_share": 49, "apprenticeship": "planned"}, "passes"),
        ("pell", CLASS, {"run_months": 11}, "misses"),
        ("pell", CLASS, {"credential": "certificate"}, "misses"),
        ("pell", CLASS, {"provider": "school"}, "misses"),
        ("account", CLASS, {"group": "young_in"}, "outside"),
        ("account", CLASS, {"on_list": "no"}, "misses"),
        ("account", CLASS, {"on_list": "no", "apprenticeship": "registered"}, "passes"),
        ("account", CLASS, {"account_limit": 3200, "nonfederal": 0}, "passes"),
        ("account", CLASS, {"account_limit": 3000, "nonfederal": 0}, "asks"),
        ("account", CLASS, {"account_limit": 3000, "nonfederal": 200}, "passes"),
        ("account", CLASS, {"account_limit": 3000, "nonfederal": 0, "pell_award": 300}, "passes"),
        ("account", CLASS, {"account_limit": 200, "nonfederal": 0}, "misses"),
        ("contract", CLASS, {"contract": "no"}, "outside"),
        ("contract", CLASS, {"in_demand": "no"}, "misses"),
        ("contract", CLASS, {"in_demand": "no", "provider": "community"}, "asks"),
        ("contract", CLASS, {"in_demand": "no", "provider": "community", "barrier": "yes"},
         "passes"),
        ("contract", CLASS, {"in_demand": "no", "exception": "few"}, "passes"),
        ("contract", CLASS, {"in_demand": "no", "exception": "by_result", "allocation": 1_000_000,
                             "pay_committed": 100_000}, "passes"),
        ("contract", CLASS, {"in_demand": "no", "exception": "by_result", "allocation": 1_000_000,
                             "pay_committed": 100_001}, "misses"),
        ("ojt", WORK, {"requested": 51}, "asks"),
        ("ojt", WORK, {"requested": 51, "documented": "no"}, "misses"),
        ("ojt", WORK, {"requested": 75, "documented": "yes"}, "passes"),
        ("ojt", WORK, {"requested": 75.1, "documented": "yes"}, "misses"),
        ("ojt", WORK, {"pattern": "yes"}, "misses"),
        ("ojt", WORK, {"employer": "no"}, "outside"),
        ("incumbent", UPSKILLING, {"size": 51}, "misses"),
        ("incumbent", UPSKILLING, {"size": 100, "cash": 15_000}, "passes"),
        ("incumbent", UPSKILLING, {"size": 101, "cash": 15_000}, "misses"),
        ("incumbent", UPSKILLING, {"size": 51, "hours": 120, "wage": 22}, "asks"),
        ("incumbent", UPSKILLING, {"tenured": 10}, "misses"),
        ("incumbent", UPSKILLING, {"committed": 146_001}, "misses"),
        ("incumbent", UPSKILLING, {"employer": "hires"}, "outside"),
        ("snap", CLASS, {"nonfederal": 2699}, "misses"),
        ("snap", CLASS, {"snap": "yes"}, "asks"),
        ("snap", CLASS, {"snap": "no"}, "outside"),
        ("apprentice", WORK, {"ojl_hours": 1999}, "misses"),
        ("apprentice", WORK, {"rising": "no"}, "misses"),
        ("apprentice", WORK, {"apprenticeship": "planned"}, "asks"),
        ("apprentice", WORK, {"apprenticeship": "no"}, "outside"),
    ],
)  # fmt: skip
def test_where_a_test_turns(route, design, changes, expected):
    assert answer(route, design, **changes) == expected


def test_the_four_counts_are_those_of_the_verdicts():
    result = design_fit(**CLASS)
    answers = [answer for _, answer, _ in result.verdicts]
    counts = [result.passing, result.missing, result.asking, result.apart]
    assert counts == [
        answers.count(ANSWERS[key]) for key in ("passes", "misses", "asks", "outside")
    ]
    assert sum(counts) == len(ROUTES)


def test_a_miss_is_told_with_its_size_and_a_cure():
    result = design_fit(**CLASS | {"weeks": 6, "placed": 26})
    told = result.verdicts[0][2]
    assert told[1].startswith("6 weeks, where 8 to under 15 fit: margins -2 and 8.")
    assert told[2] == "To change: spread the same hours over 8 weeks or more."
    placement = next(place for place, text in enumerate(told) if text.startswith("Placement"))
    assert "26 of 40; 28 needed, margin -2 (-5 points)." in told[placement]
    assert told[placement + 1].startswith("To change: employers' promises")
