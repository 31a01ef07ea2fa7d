"""Do the cells of one estimate agree with each other? Each rule returns a sentence, or nothing.

Figures are compared as printed: two agree if some true values that round to both could be behind
them. Honest rounding passes, and a slip of a digit does not. A row whose source prints a figure
that does not follow from the others, such as a regression-adjusted effect, names that column in
``as_published``; the rules believe it, but only where the figures really differ.
"""

import math
import re
from itertools import product

from seti_ta.evidence import std_errors

# What follows from the kind of text a number was read in; any other text is a named secondary one.
GRADE_OF = {
    "report": "report read",
    "extraction log": "machine-extracted",
    "memory": "judgement",
}
# The two-sided p-values behind each finding.
PROOF = {
    "gain": (0.0, 0.05),
    "loss": (0.0, 0.05),
    "weak gain": (0.05, 0.1),
    "weak loss": (0.05, 0.1),
    "no detectable effect": (0.1, 1.0),
    "not stated": (0.0, 1.0),
}
AS_PUBLISHED = ("impact", "pct_impact", "n_total")
_YEARS = re.compile(
    r"(?<!calendar )years? (\d+(?:-\d+)?(?:(?:,| and|, and) \d+(?:-\d+)?)*)(?![\d%])"
)
_QUARTERS = re.compile(r"quarters? (\d+(?:-\d+)?)")
_MONTHS = re.compile(r"(\d+)[ -]months?\b")
_COUNTED = re.compile(r"((?:\d+-)?\d+(?:\.\d+)?)[ -]years?\b")


def disagreement(row: dict[str, str], level: float | None) -> str:
    """What is wrong with a row of ``estimates.csv``, as typed; empty where its cells agree.

    ``level`` is the level at which the row's report calls an effect significant, where known.
    """
    if problem := _words(row):
        return problem
    said = row["as_published"].split()
    for column, rule in (("pct_impact", _percent), ("impact", _means), ("n_total", _people)):
        problem = rule(row)
        if problem and column not in said:
            return problem
        if not problem and column in said:
            return f"as_published is {row['as_published']!r}, but {column} follows from the row"
    rest = (_price_year(row), _follow_up(row), _interval(row))
    return next(filter(None, rest), "") or _error(row, level) or _finding(row, level)


def _words(row: dict[str, str]) -> str:
    grade = GRADE_OF.get(row["read_in"], "named secondary")
    if row["grade"] != grade:
        return f"grade is {row['grade']!r}, which wants {grade!r} for read_in {row['read_in']!r}"
    for column, wanted, rows in (
        ("cross_checked", grade == "machine-extracted", "machine-extracted rows"),
        ("use_reason", row["use"] != "count", "rows that do not count"),
        ("se_basis", row["std_error"], "rows with a std_error"),
    ):
        if bool(row[column]) != bool(wanted):
            filled = repr(row[column]) if row[column] else "empty"
            return f"{column} is {filled}, which wants to be filled for {rows} and for no others"
    if row["use"] == "superseded" and not row["prefer"]:
        return "prefer is empty, which wants the row_id of the row that replaces a superseded one"
    return ""


def _percent(row: dict[str, str]) -> str:
    impact, control, percent = (row[name] for name in ("impact", "control_mean", "pct_impact"))
    if row["units"].startswith("percent") and impact and percent:
        same = _overlap(_range(impact), _range(percent))
        return "" if same else f"pct_impact is {percent}, which wants the impact, {impact}"
    if not (impact and control and percent) or float(control) == 0:
        return ""
    shares = [100 * up / down for up, down in product(_range(impact), _range(control))]
    if _overlap((min(shares), max(shares)), _range(percent)):
        return ""
    wanted = 100 * float(impact) / float(control)
    return (
        f"pct_impact is {percent}, which wants {wanted:.1f}: "
        f"impact {impact} as a percent of control_mean {control}"
    )


def _means(row: dict[str, str]) -> str:
    impact, control, treatment = (
        row[name] for name in ("impact", "control_mean", "treatment_mean")
    )
    if not (impact and control and treatment):
        return ""
    low, high = _range(control)
    least, most = _range(treatment)
    if _overlap((least - high, most - low), _range(impact)):
        return ""
    return (
        f"impact is {impact}, which wants {float(treatment) - float(control):.7g}: "
        f"treatment_mean {treatment} less control_mean {control}"
    )


def _people(row: dict[str, str]) -> str:
    total, *groups = (row[name] for name in ("n_total", "n_treatment", "n_control"))
    if not (total and all(groups)) or sum(map(float, groups)) == float(total):
        return ""
    return (
        f"n_total is {total}, which wants {sum(map(float, groups)):g}: "
        f"n_treatment {groups[0]} and n_control {groups[1]}"
    )


def period_end(followup: str) -> float | None:
    """The end of the period that a follow-up names in figures, in years; None where it names none.

    Calendar years do not count from random assignment.
    """
    if found := _YEARS.search(followup):
        return float(re.findall(r"\d+", found[1])[-1])
    for pattern, per_year in ((_QUARTERS, 4), (_MONTHS, 12), (_COUNTED, 1)):
        if found := pattern.findall(followup):
            return float(found[-1].split("-")[-1]) / per_year
    return None


def _follow_up(row: dict[str, str]) -> str:
    end, years = period_end(row["followup"]), row["followup_years"]
    if end is None or (years and math.isclose(float(years), end)):
        return ""
    return (
        f"followup_years is {years or 'empty'}, which wants {end:g}, "
        f"the end of the period {row['followup']!r}"
    )


def _price_year(row: dict[str, str]) -> str:
    if row["dollar_year"] and not row["units"].startswith("USD"):
        return (
            f"dollar_year is {row['dollar_year']}, which wants units in USD, not {row['units']!r}"
        )
    return ""


def _interval(row: dict[str, str]) -> str:
    names = ("ci_low", "ci_high", "ci_level")
    given = [name for name in names if row[name]]
    if given and (len(given) < 3 or not row["impact"]):
        empty = next(name for name in (*names, "impact") if not row[name])
        return f"{empty} is empty, which wants a number wherever {given[0]} has one"
    if given and not float(row["ci_low"]) < float(row["impact"]) < float(row["ci_high"]):
        return f"impact is {row['impact']}, which wants {row['ci_low']} to {row['ci_high']}"
    return ""


def _error(row: dict[str, str], level: float | None) -> str:
    """A standard error and a p-value of the same effect must allow each other."""
    if not (row["std_error"] and row["impact"]):
        return ""
    least, most = _range(row["std_error"])
    reach = max(map(abs, _range(row["impact"]))) / (abs(float(row["impact"])) or 1)
    at_least, at_most = std_errors.bounds(float(row["impact"]), row["p_value"], level)
    if most < at_least / reach or least > at_most * reach:
        wanted = f"at least {at_least:.4g}" if most < at_least / reach else f"at most {at_most:.4g}"
        return f"std_error is {row['std_error']}, which wants {wanted} for p {row['p_value']!r}"
    return ""


def _finding(row: dict[str, str], level: float | None) -> str:
    finding, impact = row["finding"], float(row["impact"] or 0)
    if (impact < 0 and "gain" in finding) or (impact > 0 and "loss" in finding):
        side = "above" if "gain" in finding else "below"
        return f"finding is {finding!r}, which wants an impact {side} 0, not {row['impact']}"
    least, most = PROOF[finding]
    lowest, highest = _p_range(row, level)
    if max(lowest, least) < min(highest, most):
        return ""
    proof = f"{row['p_value']!r}" if row["p_value"] else f"std_error {row['std_error']}"
    return f"finding is {finding!r}, which wants a p-value from {least:g} to {most:g}, not {proof}"


def _p_range(row: dict[str, str], level: float | None) -> tuple[float, float]:
    """The p-values that a row's own words and figures allow."""
    if row["p_value"] == std_errors.NOT_SIGNIFICANT and not level:
        return 0.05, 1.0  # whatever level the report uses, it is hardly below 5 percent
    if row["p_value"] or not (row["std_error"] and row["impact"]):
        return std_errors.p_range(row["p_value"], level)
    sizes = [abs(figure) for figure in _range(row["impact"])]
    errors = [max(error, 1e-9) for error in _range(row["std_error"])]
    return (
        std_errors.p_of(max(sizes), min(errors)),
        std_errors.p_of(min(sizes), max(errors)),
    )


def _range(figure: str) -> tuple[float, float]:
    """The true values that round to a figure as printed."""
    half = 0.5 * 10 ** -len(figure.partition(".")[2])
    return float(figure) - half, float(figure) + half


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    slack = 1e-9 * max(map(abs, (*one, *other)))  # two ranges that touch in decimals overlap
    return one[0] <= other[1] + slack and other[0] <= one[1] + slack
