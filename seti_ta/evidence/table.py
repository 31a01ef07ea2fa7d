"""The evidence table in pandas, checked on load. ``README.md`` beside this file is the key."""

import csv
import io
import re
from difflib import get_close_matches
from importlib import resources
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from seti_ta.evidence import agreement
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
WEB = r"^https?://\S+$"
UNITS = r"^(USD( (per|over) [a-z0-9 ]+)?|percent(age points| of group|, [a-zA-Z ]+)?|hours|months)$"
LISTED = {
    "study_id": "a study of studies.csv",
    "program": "a program of programs.csv",
    "outcome": "an outcome of outcomes.csv",
    "prefer": "the row_id of a row of this file",
    "pool_of": "a program of this file",
}
NUMBER = re.compile(r"-?\d+(\.\d+)?")


class EvidenceError(ValueError):
    """The file does not follow the evidence table's rules."""


def _text(*checks: pa.Check, empty: bool = True, **options) -> pa.Column:
    filled = [] if empty else [pa.Check.str_length(min_value=1, error="a filled cell")]
    return pa.Column(str, [*filled, *checks], **options)


def _one_of(values: list[str]) -> pa.Column:
    return pa.Column(str, pa.Check.isin(values, error=f"one of: {', '.join(filter(None, values))}"))


def _between(low: float, high: float) -> pa.Column:
    check = pa.Check.in_range(low, high, error=f"a number from {low:g} to {high:g}")
    return pa.Column(float, check, nullable=True)


def _above(low: float) -> pa.Column:
    return pa.Column(float, pa.Check.gt(low, error=f"a number above {low:g}"), nullable=True)


def _whole(low: int, high: int) -> pa.Column:
    def fits(number: float) -> bool:
        return number.is_integer() and low <= number <= high

    rule = f"a whole number from {low} to {high}"
    return pa.Column(float, pa.Check(fits, element_wise=True, error=rule), nullable=True)


def _as_published(cell: str) -> bool:
    return set(cell.split()) <= set(agreement.AS_PUBLISHED)


ESTIMATES = pa.DataFrameSchema(
    {
        "row_id": _text(pa.Check.str_matches(ROW_ID, error="study-...-outcome"), unique=True),
        **{name: _text(empty=False) for name in ("study_id", "program", "followup", "outcome")},
        **{name: _text() for name in ("provider", "location", "sectors", "p_value", "prefer")},
        **{name: _text() for name in ("checked_against", "use_reason", "read_at", "note")},
        **{name: pa.Column(float, nullable=True) for name in sorted(NUMBERS)},
        **{name: _whole(1, 10_000_000) for name in ("n_total", "n_treatment", "n_control")},
        "followup_years": _between(0, 60),
        "dollar_year": _whole(1960, LAST_YEAR),
        "pct_impact": _between(-100, 1_000),
        "ci_level": _between(50, 99.9),
        "std_error": _above(0),
        "cost_per_participant": _above(0),
        "se_basis": _one_of(SE_BASIS),
        "effect_per": _one_of(EFFECT_PER),
        "as_published": _text(
            pa.Check(
                _as_published,
                element_wise=True,
                error=f"names out of: {', '.join(agreement.AS_PUBLISHED)}",
            )
        ),
        "units": _text(
            pa.Check.str_matches(UNITS, error="USD per ..., percent ..., hours, months")
        ),
        "source_locator": _text(empty=False),
        "source_url": _text(pa.Check.str_matches(WEB, error="a web address")),
        "grade": _one_of(GRADES),
        "read_in": _one_of(READ_IN),
        "cross_checked": _one_of(["", *CHECKED]),
        "use": _one_of(USES),
        "finding": _one_of(FINDINGS),
    },
    strict=True,
)

STUDIES = pa.DataFrameSchema(
    {
        "study_id": _text(empty=False, unique=True),
        **{name: _text(empty=False) for name in ("authors", "title", "publisher", "design")},
        **{name: _text() for name in ("year", "url", "enrollment_years", "note")},
        "group": _one_of(GROUPS),
        "significance_level": _between(0.01, 0.2),
        **{name: pa.Column(float, nullable=True) for name in ("trials", "trials_with_gain")},
    },
    strict=True,
)

PROGRAMS = pa.DataFrameSchema(
    {"program": _text(empty=False, unique=True), "kind": _one_of(KINDS), "pool_of": _text()},
    strict=True,
)

OUTCOMES = pa.DataFrameSchema(
    {"outcome": _text(empty=False, unique=True), "domain": _one_of(DOMAINS)}, strict=True
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


def read(source, name: str) -> pd.DataFrame:
    """A comma-separated file as typed: text cells, indexed by line of the file.

    A byte order mark, Windows line ends and blank lines do no harm.

    Raises:
        EvidenceError: for a file that is not UTF-8 text, or has other separators or ragged lines.
    """
    try:
        text = source.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise EvidenceError(f"{name} is not UTF-8 text; save it as 'CSV UTF-8'.") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise EvidenceError(f"{name}, line {reader.line_num}: {error}.") from None
    if not lines:
        raise EvidenceError(f"{name} is empty, which wants a line of column names.")
    (_, heads), *rows = lines
    if len(heads) == 1 and re.search("[;\t]", heads[0]):
        raise EvidenceError(
            f"{name} has no commas between its columns; save it as a CSV with commas."
        )
    for line, cells in rows:
        if len(cells) != len(heads):
            raise EvidenceError(f"{name}, line {line} has {len(cells)} cells, not {len(heads)}.")
    return pd.DataFrame.from_dict(dict(rows), orient="index", columns=heads, dtype=str)


def checked(table: pd.DataFrame, schema: pa.DataFrameSchema, name: str) -> pd.DataFrame:
    """The table, if it follows the schema; numbers as float64. ``name`` is the file's.

    Raises:
        EvidenceError: one sentence naming the row, the column, the value and what it wants.
    """
    missing = [column for column in schema.columns if column not in table]
    if missing:
        raise EvidenceError(f"{name} lacks these columns: {_names(missing)}.")
    unknown = [column for column in table if column not in schema.columns]
    if unknown:
        raise EvidenceError(f"{name} has columns that nobody defined: {_names(unknown)}.")
    if twice := table.columns[table.columns.duplicated()].tolist():
        raise EvidenceError(f"{name} has these columns more than once: {_names(twice)}.")
    try:
        return schema.validate(_with_numbers(table, schema, name), lazy=True)
    except pa.errors.SchemaErrors as errors:
        raise EvidenceError(_sentence(errors.failure_cases, table, name)) from None


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
            f"{_where(typed, line, name)}: {column} is {cell!r}, "
            f"which wants {LISTED[column]}{hint}."
        )


def _refuse_disagreement(typed: pd.DataFrame, studies: pd.DataFrame, name: str) -> None:
    levels = studies.set_index("study_id")["significance_level"].dropna()
    for line, row in typed.to_dict("index").items():
        if problem := agreement.disagreement(row, levels.get(row["study_id"])):
            raise EvidenceError(f"{_where(typed, line, name)}: {problem}.")


def _with_numbers(table: pd.DataFrame, schema: pa.DataFrameSchema, name: str) -> pd.DataFrame:
    table = table.copy()
    for column in (c for c, rule in schema.columns.items() if rule.dtype.type == "float64"):
        for line, cell in table[column].items():
            if cell and not NUMBER.fullmatch(cell):
                raise EvidenceError(
                    f"{_where(table, line, name)}: {column} is {cell!r}, "
                    "which wants a plain number such as 1945 or -0.5."
                )
        table[column] = pd.to_numeric(table[column].replace("", None)).astype(float)
    return table


def _sentence(failures: pd.DataFrame, table: pd.DataFrame, name: str) -> str:
    """The first broken rule, in the first row that breaks it."""
    first = failures.iloc[0]
    where = _where(table, first["index"], name)
    rule = {"field_uniqueness": "a value that no other row has"}.get(first["check"], first["check"])
    cell = table.at[first["index"], first["column"]]
    value = repr(cell) if cell else "empty"
    return f"{where}: {first['column']} is {value}, which wants {rule}."


def _where(table: pd.DataFrame, line: int, name: str) -> str:
    """A row by its name, or by its line where it has none that reads well."""
    named = table.at[line, table.columns[0]]
    return f"{name}, row {named}" if named.isprintable() and named else f"{name}, line {line}"


def _names(values) -> str:
    values = [repr(str(value)) for value in values]
    return ", ".join(values[:5]) + (f" and {len(values) - 5} more" if len(values) > 5 else "")
