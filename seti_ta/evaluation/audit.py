"""The record of a lottery: written once, and drawn again by anybody who wants to check it.

Three files in a folder of their own: the frozen list, the assignment, and ``record.json`` with the
fingerprints (SHA-256) of both. Publish the fingerprint of the record itself on the day of the draw.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd

import seti_ta
from seti_ta.evaluation.assignment import (
    ALGORITHM,
    GIVEN,
    Assignment,
    assign,
    frozen_list,
    seed_from,
)
from seti_ta.evaluation.checks import EvaluationError
from seti_ta.files import write_whole

LIST, RESULT, RECORD = "list.csv", "assignment.csv", "record.json"
SEAL = "record_sha256"  # of the record without this line


@dataclass(frozen=True)
class Verified:
    """What was found to agree; ``fingerprint`` is that of the record."""

    people: int
    offered: int
    drawn_at: str
    fingerprint: str


def fingerprint(content: bytes) -> str:
    """The SHA-256 of a file, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def read_list(path: Path, covariates: Sequence[str] = ()) -> pd.DataFrame:
    """The people in a CSV file (UTF-8, commas): texts as they stand, ``covariates`` as numbers.

    Raises:
        EvaluationError: the file cannot be read, or a covariate is not a number.
    """
    return _read(_bytes(Path(path)), Path(path).name, covariates)


def frozen_fingerprint(
    people, id: str, strata: Sequence[str] = (), covariates: Sequence[str] = ()
) -> str:
    """The fingerprint of the list that would be drawn from, to publish before the seed is known.

    Raises:
        EvaluationError: as :func:`assign` does.
    """
    return fingerprint(csv_bytes(frozen_list(people, id, strata, covariates)))


def _read(content: bytes, name: str, covariates: Sequence[str]) -> pd.DataFrame:
    try:
        table = pd.read_csv(StringIO(content.decode("utf-8-sig")), dtype=str, keep_default_na=False)
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError):
        raise EvaluationError(f"{name} is not a table: it must be a CSV file in UTF-8.") from None
    for column in covariates:
        if column in table:
            numbers = pd.to_numeric(table[column], errors="coerce")
            if numbers.isna().any():
                raise EvaluationError(f"{column} has a cell that is blank or no number.")
            table[column] = numbers.astype(float)
    return table


def csv_bytes(table: pd.DataFrame) -> bytes:
    """The table as a file: commas, UTF-8, one newline a row, numbers in full."""
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8")


def write_record(
    folder: Path | str, drawn: Assignment, *, operator: str, witness: str, drawn_at: datetime
) -> str:
    """Write list, assignment and record to ``folder``; returns the fingerprint of the record.

    Raises:
        EvaluationError: a name is missing, the time has no zone, or a file is there already: a
            record is never written over.
        OSError: the folder cannot be written.
    """
    folder = Path(folder)
    for field, name in (("operator", operator), ("witness", witness)):
        if not str(name or "").strip():
            raise EvaluationError(f"{field} is empty; somebody draws and somebody watches.")
    if drawn_at.tzinfo is None:
        raise EvaluationError("drawn_at has no time zone; give a time in UTC.")
    taken = [name for name in (LIST, RESULT, RECORD) if (folder / name).exists()]
    if taken:
        raise EvaluationError(
            f"{folder} holds {', '.join(taken)} already. A lottery is drawn once: use a new folder "
            "for another one."
        )
    people, result = csv_bytes(drawn.frozen), csv_bytes(drawn.table)
    content = {
        "what": "Record of a random assignment",
        "drawn_at": drawn_at.astimezone(UTC).isoformat(timespec="seconds"),
        "operator": operator.strip(),
        "witness": witness.strip(),
        "people": len(drawn.table),
        "offered": drawn.n_treated,
        "strata": _counts(drawn.table),
        "seed": drawn.seed,
        "seed_source": drawn.seed_source,
        "settings": drawn.settings,
        "draws": drawn.draws,
        "algorithm": ALGORITHM,
        "software": f"seti_ta {seti_ta.__version__}, numpy {np.__version__}",
        "list_sha256": fingerprint(people),
        "assignment_sha256": fingerprint(result),
        "notes": list(drawn.notes),
    }
    folder.mkdir(parents=True, exist_ok=True)
    record = _json_bytes(_sealed(content))
    for name, content in ((LIST, people), (RESULT, result), (RECORD, record)):
        write_whole(folder / name, content)
    return fingerprint(record)


def verify(folder: Path | str, published: str = "") -> Verified:
    """Check the files of a lottery against each other and draw it again.

    ``published`` is the fingerprint of the record as made public on the day; without it, files
    that were all changed together cannot be told from the true ones.

    Raises:
        EvaluationError: one sentence on the first thing that does not agree.
    """
    folder = Path(folder)
    files = {name: _bytes(folder / name) for name in (LIST, RESULT, RECORD)}
    found = fingerprint(files[RECORD])
    if published and published.strip().lower() != found:
        raise EvaluationError(f"{RECORD} is not the published one: its fingerprint is {found}.")
    record = _record(files[RECORD])
    for name, key in ((LIST, "list_sha256"), (RESULT, "assignment_sha256")):
        if fingerprint(files[name]) != record[key]:
            raise EvaluationError(f"{name} was changed after the draw: its fingerprint differs.")
    again = _again(files[LIST], record)
    if csv_bytes(again.table) != files[RESULT]:
        raise EvaluationError(
            f"Drawing again from {LIST} and the seed gives another assignment. The record was "
            f"made with {record['software']}; this is seti_ta {seti_ta.__version__}, numpy "
            f"{np.__version__}."
        )
    told = {
        "people": len(again.table),
        "offered": again.n_treated,
        "strata": _counts(again.table),
        "draws": again.draws,
        "notes": list(again.notes),
    }
    wrong = [key for key, value in told.items() if record[key] != value]
    if wrong:
        raise EvaluationError(f"{RECORD} says something else on {wrong[0]} than the draw gives.")
    return Verified(record["people"], record["offered"], record["drawn_at"], found)


def _again(people: bytes, record: dict) -> Assignment:
    """The same draw once more."""
    settings = record["settings"]
    source = record["seed_source"]
    try:
        table = _read(people, LIST, settings["covariates"])
        drawn = assign(table, seed=record["seed"], **settings)
    except (EvaluationError, KeyError, TypeError) as error:
        raise EvaluationError(f"{RECORD} cannot be drawn again: {error}") from None
    if source != GIVEN and seed_from(source) != record["seed"]:
        raise EvaluationError(f"The seed does not follow from {source!r}, as {RECORD} says.")
    return drawn


def _counts(table: pd.DataFrame) -> dict[str, dict]:
    groups = table.groupby("stratum")
    return {
        name: {
            "people": len(rows),
            "offered": int(rows["treat"].sum()),
            "probability": float(rows["probability"].iloc[0]),
        }
        for name, rows in groups
    }


def _sealed(content: dict) -> dict:
    """The content with a fingerprint of itself, so that a slip of the hand is seen."""
    open_content = {key: value for key, value in content.items() if key != SEAL}
    return open_content | {SEAL: fingerprint(_json_bytes(open_content))}


def _json_bytes(content: dict) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


_KEYS = {"algorithm", "assignment_sha256", "draws", "drawn_at", "list_sha256", "notes", "offered",
         "people", "seed", "seed_source", "settings", "software", "strata"}  # fmt: skip


def _record(content: bytes) -> dict:
    """The record, if it is byte for byte what a draw writes."""
    try:
        record = json.loads(content.decode("utf-8"))
    except ValueError:
        raise EvaluationError(f"{RECORD} was changed: it can no longer be read.") from None
    missing = sorted(_KEYS - set(record)) if isinstance(record, dict) else ["all"]
    if missing:
        raise EvaluationError(f"{RECORD} is no record of a lottery: it lacks {', '.join(missing)}.")
    if _json_bytes(_sealed(record)) != content:
        raise EvaluationError(f"{RECORD} was changed after the draw: it is not as it was written.")
    if record["algorithm"] != ALGORITHM:
        raise EvaluationError(
            f"{RECORD} names another algorithm, {record['algorithm']}; this is {ALGORITHM}."
        )
    return record


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EvaluationError(f"{path.name} cannot be read: {error.strerror}.") from None
