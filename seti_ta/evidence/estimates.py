"""The evidence table read with Python alone, and the rule on which numbers may be printed."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources

NUMBERS = frozenset(
    {
        "n_total",
        "n_treatment",
        "n_control",
        "followup_years",
        "dollar_year",
        "baseline_mean",
        "control_mean",
        "treatment_mean",
        "impact",
        "std_error",
        "ci_low",
        "ci_high",
        "ci_level",
        "pct_impact",
        "cost_per_participant",
    }
)

# Where an extraction by machine was checked against another text, it was the effect that was.
EFFECTS = frozenset({"impact", "pct_impact"})

#: What ``cross_checked`` says of a machine-extracted row.
CHECKED = {
    "amount": "amount confirmed",
    "direction": "direction confirmed",
    "no": "not cross-checked",
}


class NotQuotableError(ValueError):
    """The table holds this number, but it may not be printed as a finding."""


@cache
def rows() -> dict[str, dict]:
    """Every estimate by ``row_id``: numbers as float, None where a cell is empty."""
    with _open("estimates.csv") as lines:
        return {line["row_id"]: _typed(line) for line in csv.DictReader(lines)}


@cache
def studies() -> dict[str, dict[str, str]]:
    """Every report by ``study_id``."""
    with _open("studies.csv") as lines:
        return {line["study_id"]: line for line in csv.DictReader(lines)}


@cache
def pools() -> dict[str, str]:
    """The program in whose pooled estimates each one is counted too; empty where there is none."""
    with _open("programs.csv") as lines:
        return {line["program"]: line["pool_of"] for line in csv.DictReader(lines)}


@cache
def domains() -> dict[str, str]:
    """The domain of every outcome."""
    with _open("outcomes.csv") as lines:
        return {line["outcome"]: line["domain"] for line in csv.DictReader(lines)}


def row(row_id: str) -> dict:
    """One estimate.

    Raises:
        KeyError: naming the id, where the table has no such row.
    """
    try:
        return rows()[row_id]
    except KeyError:
        raise KeyError(f"The evidence table has no row {row_id!r}.") from None


def quote(row_id: str, column: str = "impact", *, superseded: bool = False) -> float:
    """A number that prose may print, in the row's own units.

    ``superseded=True`` is for a sentence that names an older figure as replaced.

    Raises:
        NotQuotableError: recalled, background, replaced, empty, an effect on nobody knows whom,
            or extracted by a machine and not found again in another text.
    """
    estimate = row(row_id)
    if reason := why_not_quotable(estimate, column, superseded=superseded):
        raise NotQuotableError(f"{row_id}, {column}: {reason}")
    return estimate[column]


def why_not_quotable(estimate: Mapping, column: str, *, superseded: bool = False) -> str:
    """Why prose may not print this number of an estimate; empty where it may."""
    cell = estimate[column]
    if cell in (None, "") or cell != cell:  # NaN in pandas
        return "the cell is empty."
    if estimate["use"] == "background" or (estimate["use"] == "superseded" and not superseded):
        return f"{estimate['use']} only. {estimate['use_reason']}"
    if estimate["grade"] == "judgement":
        return "recalled, not read in any text."
    if estimate["grade"] == "machine-extracted" and not (
        estimate["cross_checked"] == "amount" and column in EFFECTS
    ):
        return "extracted by a machine and not found again in another text."
    if estimate["effect_per"] == "not clear" and column in EFFECTS:
        return "whom the effect is averaged over is not clear."
    return ""


def checked_grade(estimate: Mapping) -> str:
    """The grade, for machine-extracted rows with what another text says of the amount."""
    if estimate["grade"] != "machine-extracted":
        return estimate["grade"]
    return f"{estimate['grade']}, {CHECKED[estimate['cross_checked']]}"


def _open(name: str):
    return resources.files(__package__).joinpath(name).open(encoding="utf-8", newline="")


def _typed(line: dict[str, str]) -> dict:
    return {
        name: (float(cell) if cell else None) if name in NUMBERS else cell
        for name, cell in line.items()
    }
