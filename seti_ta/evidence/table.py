"""The evidence table in pandas, checked on load. ``README.md`` beside this file is the key."""

from importlib import resources
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from seti_ta.evidence.estimates import NUMBERS

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

ROW_ID = r"^[a-z0-9_]+(-[a-z0-9_]+)+$"
WEB = r"^https?://\S+$"


class EvidenceError(ValueError):
    """The file does not follow the evidence table's rules."""


def _text(*checks: pa.Check, empty: bool = True, **options) -> pa.Column:
    filled = [] if empty else [pa.Check.str_length(min_value=1, error="a filled cell")]
    return pa.Column(str, [*filled, *checks], **options)


def _one_of(values: list[str]) -> pa.Column:
    return pa.Column(str, pa.Check.isin(values, error=f"one of: {', '.join(values)}"))


def _graded(table: pd.DataFrame) -> pd.Series:
    return (table["cross_checked"] != "") == (table["grade"] == "machine-extracted")


def _explained(table: pd.DataFrame) -> pd.Series:
    return (table["use_reason"] != "") == (table["use"] != "count")


def _prefers_a_row(table: pd.DataFrame) -> pd.Series:
    return table["prefer"].isin(["", *table["row_id"]]) & (
        (table["use"] != "superseded") | (table["prefer"] != "")
    )


def _error_explained(table: pd.DataFrame) -> pd.Series:
    return (table["se_basis"] != "") == table["std_error"].notna()


ESTIMATES = pa.DataFrameSchema(
    {
        "row_id": _text(pa.Check.str_matches(ROW_ID, error="study-...-outcome"), unique=True),
        **{name: _text(empty=False) for name in ("study_id", "program", "followup", "outcome")},
        **{name: _text() for name in ("provider", "location", "sectors", "p_value", "prefer")},
        **{name: _text() for name in ("checked_against", "use_reason", "read_at", "note")},
        **{name: pa.Column(float, nullable=True) for name in sorted(NUMBERS)},
        "std_error": pa.Column(float, pa.Check.gt(0, error="above 0"), nullable=True),
        "se_basis": _one_of(["", "published", "derived"]),
        "units": _text(empty=False),
        "source_locator": _text(empty=False),
        "source_url": _text(pa.Check.str_matches(WEB, error="a web address")),
        "grade": _one_of(GRADES),
        "read_in": _one_of(READ_IN),
        "cross_checked": _one_of(["", "amount", "direction", "no"]),
        "use": _one_of(USES),
        "finding": _one_of(FINDINGS),
    },
    checks=[
        pa.Check(_graded, error="cross_checked for machine-extracted rows and no others"),
        pa.Check(_explained, error="use_reason for rows that are not counted and no others"),
        pa.Check(_prefers_a_row, error="prefer to name a row_id of this table"),
        pa.Check(_error_explained, error="se_basis where there is a std_error and nowhere else"),
    ],
    strict=True,
)

STUDIES = pa.DataFrameSchema(
    {
        "study_id": _text(empty=False, unique=True),
        **{name: _text(empty=False) for name in ("authors", "title", "publisher", "design")},
        **{name: _text() for name in ("year", "url", "enrollment_years", "note")},
        "group": _one_of(GROUPS),
        **{name: pa.Column(float, nullable=True) for name in ("trials", "trials_with_gain")},
    },
    strict=True,
)


def load(path=None) -> pd.DataFrame:
    """The estimates, one a row, with the columns of their studies; indexed by ``row_id``.

    ``path`` reads another file of estimates in the same form. Text cells are never missing,
    only empty; numbers are float64, NaN where the source gives none.

    Raises:
        EvidenceError: one sentence naming the columns or values that break the rules.
    """
    source = Path(path) if path else resources.files(__package__).joinpath("estimates.csv")
    estimates = checked(_read(source), ESTIMATES, "estimates")
    studies = load_studies()
    if unknown := sorted(set(estimates["study_id"]) - set(studies["study_id"])):
        raise EvidenceError(f"The estimates name studies that are not listed: {_names(unknown)}.")
    studies = studies.rename(columns={"note": "study_note"})
    return estimates.merge(studies, on="study_id").set_index("row_id")


def load_studies() -> pd.DataFrame:
    """The reports, one a row."""
    source = resources.files(__package__).joinpath("studies.csv")
    return checked(_read(source), STUDIES, "studies")


def checked(table: pd.DataFrame, schema: pa.DataFrameSchema, name: str) -> pd.DataFrame:
    """The table, if it follows the schema; numbers as float64.

    Raises:
        EvidenceError: one sentence naming the columns or values at fault.
    """
    missing = [column for column in schema.columns if column not in table]
    if missing:
        raise EvidenceError(f"The {name} lack these columns: {_names(missing)}.")
    unknown = [column for column in table if column not in schema.columns]
    if unknown:
        raise EvidenceError(f"The {name} have columns that nobody defined: {_names(unknown)}.")
    try:
        return schema.validate(_with_numbers(table, schema, name), lazy=True)
    except pa.errors.SchemaErrors as errors:
        raise EvidenceError(_sentence(errors.failure_cases, table, name)) from None


def _read(source) -> pd.DataFrame:
    with source.open(encoding="utf-8") as lines:
        return pd.read_csv(lines, dtype=str, keep_default_na=False)


def _with_numbers(table: pd.DataFrame, schema: pa.DataFrameSchema, name: str) -> pd.DataFrame:
    table = table.copy()
    for column in (c for c, rule in schema.columns.items() if rule.dtype.type == "float64"):
        numbers = pd.to_numeric(table[column].replace("", None), errors="coerce")
        wrong = table.loc[numbers.isna() & (table[column] != ""), column]
        if len(wrong):
            raise EvidenceError(f"The {name} want numbers in {column}, not {_names(wrong)}.")
        table[column] = numbers.astype(float)
    return table


def _sentence(failures: pd.DataFrame, table: pd.DataFrame, name: str) -> str:
    """The first broken rule, with every value that breaks it."""
    first = failures.iloc[0]
    same = failures[(failures["check"] == first["check"]) & (failures["column"] == first["column"])]
    rows = table.loc[sorted({int(i) for i in same["index"].dropna()}), table.columns[0]]
    if first["schema_context"] == "DataFrameSchema":
        return f"The {name} need {first['check']}; see {_names(rows)}."
    rule = {"field_uniqueness": "each only once"}.get(first["check"], first["check"])
    values = _names(sorted(set(same["failure_case"].astype(str))))
    return f"The {name} have {values} in {first['column']}, which wants {rule}; see {_names(rows)}."


def _names(values) -> str:
    values = [repr(str(value)) for value in values]
    return ", ".join(values[:5]) + (f" and {len(values) - 5} more" if len(values) > 5 else "")
