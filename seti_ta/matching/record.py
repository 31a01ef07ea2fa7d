"""The record of an assignment of seats: written once, and worked out again by anybody.

Three files in a folder of their own, as for a lottery: the ranks and the line, who got what, and
``record.json`` with the fingerprints (SHA-256) of both.
"""

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd

import seti_ta
from seti_ta.calculators import InputError
from seti_ta.evaluation.assignment import GIVEN, seed_from
from seti_ta.evaluation.audit import csv_bytes, fingerprint
from seti_ta.files import write_whole
from seti_ta.matching.seats import NOT_POSSIBLE, Assigned, Market, assign_seats, made_market

CHOICES, RESULT, RECORD = "choices.csv", "seats.csv", "record.json"
ALGORITHM = "groups, then one lottery number a person, numpy PCG64, version 1"


def write_record(
    folder: Path | str, assigned: Assigned, *, operator: str, witness: str, decided_at: datetime
) -> str:
    """Write choices, seats and record to ``folder``; returns the fingerprint of the record.

    The files hold codes of people: keep them on your own machine, and publish the fingerprint.

    Raises:
        InputError: a name is missing, the time has no zone, or a file is there already.
        OSError: the folder cannot be written.
    """
    folder = Path(folder)
    for field, name in (("operator", operator), ("witness", witness)):
        if not name.strip():
            raise InputError({field: f"{field} is empty; somebody decides and somebody watches."})
    if decided_at.tzinfo is None:
        raise InputError({"decided_at": "decided_at has no time zone; give a time in UTC."})
    if taken := [name for name in (CHOICES, RESULT, RECORD) if (folder / name).exists()]:
        raise InputError(
            {"folder": f"{folder} holds {', '.join(taken)} already: use a new folder."}
        )
    asked = assigned.market
    files = {CHOICES: csv_bytes(_choices(asked)), RESULT: csv_bytes(assigned.table)}
    content = {
        "what": "Record of an assignment of seats",
        "decided_at": decided_at.astimezone(UTC).isoformat(timespec="seconds"),
        "operator": operator.strip(),
        "witness": witness.strip(),
        "method": assigned.method,
        "people": len(asked.person_ids),
        "placed": int((assigned.seat >= 0).sum()),
        "programs": dict(zip(asked.program_ids, map(int, asked.capacity), strict=True)),
        "groups": list(asked.groups),
        "seed": asked.seed,
        "seed_source": asked.seed_source,
        "algorithm": ALGORITHM,
        "software": f"seti_ta {seti_ta.__version__}, numpy {np.__version__}",
        **{
            f"{name.removesuffix('.csv')}_sha256": fingerprint(each) for name, each in files.items()
        },
    }
    files[RECORD] = (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    for name, each in files.items():
        write_whole(folder / name, each)
    return fingerprint(files[RECORD])


def verify(folder: Path | str, published: str = "") -> Assigned:
    """Check the files against each other and work the seats out again.

    ``published`` is the fingerprint of the record as made public on the day.

    Raises:
        InputError: one sentence on the first thing that does not agree.
    """
    folder = Path(folder)
    try:
        files = {name: (folder / name).read_bytes() for name in (CHOICES, RESULT, RECORD)}
    except OSError:
        _refuse(f"{folder} does not hold {CHOICES}, {RESULT} and {RECORD}.")
    if published and published.strip().lower() != fingerprint(files[RECORD]):
        _refuse(f"{RECORD} is not the published one.")
    try:
        record = json.loads(files[RECORD])
        for name in (CHOICES, RESULT):
            if fingerprint(files[name]) != record[f"{name.removesuffix('.csv')}_sha256"]:
                _refuse(f"{name} was changed afterward: its fingerprint differs.")
        asked = _market(files[CHOICES], record)
        again = assign_seats(asked, record["method"])
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, InputError):
            raise
        _refuse(f"{RECORD} cannot be read, or does not fit {CHOICES}.")
    if csv_bytes(again.table) != files[RESULT]:
        _refuse(f"Working out the seats again gives other ones than {RESULT}.")
    return again


def _choices(asked: Market) -> pd.DataFrame:
    """One row a person: the code, the group, and the programs in the order of choice."""
    order = np.argsort(asked.ranks, axis=1, kind="stable")
    lengths = (asked.ranks < NOT_POSSIBLE).sum(axis=1)
    named = [
        ";".join(asked.program_ids[program] for program in row[:length])
        for row, length in zip(order, lengths, strict=True)
    ]
    groups = [asked.groups[number] if asked.groups else "" for number in asked.group]
    return pd.DataFrame({"person_id": asked.person_ids, "group": groups, "choices": named})


def _market(content: bytes, record: dict) -> Market:
    table = pd.read_csv(StringIO(content.decode("utf-8")), dtype=str, keep_default_na=False)
    programs = {id: number for number, id in enumerate(record["programs"])}
    ranks = np.full((len(table), len(programs)), NOT_POSSIBLE, dtype=np.int16)
    for person, named in enumerate(table["choices"]):
        for rank, id in enumerate(filter(None, named.split(";")), start=1):
            ranks[person, programs[id]] = rank
    places = {name: number for number, name in enumerate(record["groups"])}
    source = record["seed_source"]
    if source != GIVEN and seed_from(source) != record["seed"]:
        _refuse(f"The seed does not follow from {source!r}, as {RECORD} says.")
    return made_market(
        ranks,
        np.array(list(record["programs"].values()), dtype=int),
        np.array([places.get(name, 0) for name in table["group"]], dtype=int),
        record["seed"],
        person_ids=tuple(table["person_id"]),
        program_ids=tuple(programs),
        groups=tuple(record["groups"]),
        seed_source=source,
    )


def _refuse(sentence: str) -> None:
    raise InputError({"record": sentence}) from None
