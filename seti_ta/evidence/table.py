"""The evidence table in pandas, checked on load. ``README.md`` beside this file is the key."""

from difflib import get_close_matches
from importlib import resources
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from seti_ta.evidence import agreement
from seti_ta.evidence.csv_table import (
    EvidenceError,
    above,
    between,
    checked,
    one_of,
    read,
    text,
    web_address,
    where,
    whole,
)
from seti_ta.evidence.estimates import CHECKED, NUMBERS
from seti_ta.prices import LAST_YEAR

GRADES = ["report read", "named secondary", "machine-extracted", "judgement"]
USES = ["count", "restates", "background", "superseded"]
FINDINGS = [
    "gain",
    "weak gain",
    "no detectable effect",
    "weak loss",
    "loss",
    "not stated",
]
READ_IN = [
    "abstract",
    "draft review",
    "evaluator page",
    "evidence review",
    "extraction log",
    "federal clearinghouse",
    "funder page",
    "memory",
    "news report",
    "press release",
    "replication file",
    "report",
    "third-party digest",
]
GROUPS = [
    "sector",
    "federal grants",
    "career pathways",
    "general training",
    "matched comparison",
    "review",
]

KINDS = ["sector", "career pathways", "federal grants", "general training", "review"]
DOMAINS = [
    "earnings",
    "employment",
    "job quality",
    "credentials",
    "training",
    "cost",
    "benefits and costs",
    "other",
]
EFFECT_PER = ["person offered", "person enrolled", "not clear"]
SE_BASIS = ["", "published", "derived from p", "derived from yearly errors"]

ROW_ID = r"^[a-z0-9_]+(-[a-z0-9_]+)+$"
UNITS = r"^(USD( (per|over) [a-z0-9 ]+)?|percent(age points| of group|, [a-zA-Z ]+)?|hours|months)$"
LISTED = {
    "study_id": "a study of studies.csv",
    "program": "a program of programs.csv",
    "outcome": "an outcome of outcomes.csv",
    "prefer": "the row_id of a row of this file",
    "pool_of": "a program of this file",
}


def _as_published(cell: str) -> bool:
    return set(cell.split()) <= set(agreement.AS_PUBLISHED)


ESTIMATES = pa.DataFrameSchema(
    {
        "row_id": text(pa.Check.str_matches(ROW_ID, error="study-...-outcome"), unique=True),
        **{name: text(empty=False) for name in ("study_id", "program", "followup", "outcome")},
        **{name: text() for name in ("provider", "location", "sectors", "p_value", "prefer")},
        **{name: text() for name in ("checked_against", "use_reason", "read_at", "note")},
        **{name: pa.Column(float, nullable=True) for name in sorted(NUMBERS)},
        **{name: whole(1, 10_000_000) for name in ("n_total", "n_treatment", "n_control")},
        "followup_years": between(0, 60),
        "dollar_year": whole(1960, LAST_YEAR),
        "pct_impact": between(-100, 1_000),
        "ci_level": between(50, 99.9),
        "std_error": above(0),
        "cost_per_participant": above(0),
        "se_basis": one_of(SE_BASIS),
        "effect_per": one_of(EFFECT_PER),
        "as_published": text(
            pa.Check(
                _as_published,
                element_wise=True,
                error=f"names out of: {', '.join(agreement.AS_PUBLISHED)}",
            )
        ),
        "units": text(pa.Check.str_matches(UNITS, error="USD per ..., percent ..., hours, months")),
        "source_locator": text(empty=False),
        "source_url": web_address(),
        "grade": one_of(GRADES),
        "read_in": one_of(READ_IN),
        "cross_checked": one_of(["", *CHECKED]),
        "use": one_of(USES),
        "finding": one_of(FINDINGS),
    },
    strict=True,
)

STUDIES = pa.DataFrameSchema(
    {
        "study_id": text(empty=False, unique=True),
        **{name: text(empty=False) for name in ("authors", "title", "publisher", "design")},
        **{name: text() for name in ("year", "url", "enrollment_years", "note")},
        "group": one_of(GROUPS),
        "significance_level": between(0.01, 0.2),
        **{name: pa.Column(float, nullable=True) for name in ("trials", "trials_with_gain")},
    },
    strict=True,
)

PROGRAMS = pa.DataFrameSchema(
    {"program": text(empty=False, unique=True), "kind": one_of(KINDS), "pool_of": text()},
    strict=True,
)

OUTCOMES = pa.DataFrameSchema(
    {"outcome": text(empty=False, unique=True), "domain": one_of(DOMAINS)}, strict=True
)


def load(path=None, *, studies=None, programs=None) -> pd.DataFrame:
    """The estimates, one a row, with what is known of their study, program and outcome.

    Indexed by ``row_id``. ``path`` reads another file of estimates in the same form; ``studies``
    and ``programs`` are files of reports and programs that our lists do not have yet. Text cells
    are never missing, only empty; numbers are float64, NaN where the source gives none.

    Raises:
        EvidenceError: one sentence naming the row, the column, the value and what it wants.
    """
    name = "estimates.csv" if path is None else Path(path).name
    typed = read(_ours(name) if path is None else Path(path), name)
    estimates = checked(typed, ESTIMATES, name)
    reports = load_studies(studies).rename(columns={"note": "study_note"})
    lists = {"study_id": reports, "program": load_programs(programs), "outcome": load_outcomes()}
    for column, known in lists.items():
        _refuse_unknown(typed, column, known[column], name)
    _refuse_unknown(typed[typed["prefer"] != ""], "prefer", typed["row_id"], name)
    _refuse_disagreement(typed, reports, name)
    for column, known in lists.items():
        estimates = estimates.merge(known, on=column)
    return estimates.set_index("row_id")


def load_studies(more=None) -> pd.DataFrame:
    """The reports, one a row; ``more`` is a file of others in the same form."""
    return _load("studies.csv", STUDIES, more)


def load_programs(more=None) -> pd.DataFrame:
    """The programs, one a row: ``kind``, and the pool that a site is part of (``pool_of``).

    ``more`` is a file of others in the same form.
    """
    programs = _load("programs.csv", PROGRAMS, more)
    sites = programs[programs["pool_of"] != ""]
    _refuse_unknown(sites, "pool_of", programs["program"], "programs.csv")
    return programs


def load_outcomes() -> pd.DataFrame:
    """The outcomes, one a row, each with its ``domain``."""
    return _load("outcomes.csv", OUTCOMES)


def _ours(name: str):
    return resources.files(__package__).joinpath(name)


def _load(name: str, schema: pa.DataFrameSchema, more=None) -> pd.DataFrame:
    ours = checked(read(_ours(name), name), schema, name)
    if more is None:
        return ours
    theirs = checked(read(Path(more), Path(more).name), schema, Path(more).name)
    key = ours.columns[0]
    for taken in theirs.loc[theirs[key].isin(ours[key]), key]:
        raise EvidenceError(
            f"{Path(more).name}: {key} is {taken!r}, which {name} has already; leave that line out."
        )
    return pd.concat([ours, theirs], ignore_index=True)


def _refuse_unknown(typed: pd.DataFrame, column: str, known: pd.Series, name: str) -> None:
    unknown = typed.loc[~typed[column].isin(known), column]
    if len(unknown):
        line, cell = next(unknown.items())
        close = get_close_matches(cell, known, n=1)
        hint = f" (did you mean {close[0]!r}?)" if close else ""
        raise EvidenceError(
            f"{where(typed, line, name)}: {column} is {cell!r}, which wants {LISTED[column]}{hint}."
        )


def _refuse_disagreement(typed: pd.DataFrame, studies: pd.DataFrame, name: str) -> None:
    levels = studies.set_index("study_id")["significance_level"].dropna()
    for line, row in typed.to_dict("index").items():
        if problem := agreement.disagreement(row, levels.get(row["study_id"])):
            raise EvidenceError(f"{where(typed, line, name)}: {problem}.")
