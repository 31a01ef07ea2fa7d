"""The plan as a file: JSON that the page "My plan", Python and the command line write and read.

``plan.schema.json``, beside this file, states the layout for other programs::

    {
      "file": "seti-ta plan",
      "schema": 1,
      "version": "0.1.0",            the handbook's version and edition
      "edition": "2026-11-23",
      "saved_on": "2026-11-24",
      "data": {"prices_until": 2025, "rules_checked_on": "2026-11-23", "evidence": "3f2a9c41d07b"},
      "shared": {
        "completion": {"value": 80, "is": "own", "start": 75}
      },
      "calculators": {
        "program_cost": {
          "fixed": {"value": 250000, "is": "start", "start": 250000},
          "enrolled": {"value": 63, "is": "follow"}
        }
      },
      "checklists": {"screening": {"SCR-01.level": "2", "date": "2026-11-24"}}
    }

Each input of each calculator is there, so that a person or another program can read the plan
from the file alone. ``is`` says whose value it is: the reader's "own", one that the input takes
from the plan ("follow"), or the one that it has at "start". A value is a number or text as it was
entered (75 for 75 percent), of a table a list of rows; null where what it follows has no value.
``start`` is the starting value on the day of saving; an input that follows has none of its own.
A checklist is kept as texts by the name of their fields, and so by the page.

Only the reader's own values are taken from a file. All others are those of the edition that
reads it; where a starting value has changed since, ``moved`` of the plan says so.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import seti_ta
from seti_ta import calculators, prices
from seti_ta.calculators import InputError
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.links import PLAN, SHARED
from seti_ta.calculators.vocabulary import Input, Table
from seti_ta.edition import edition_date
from seti_ta.files import write_whole
from seti_ta.rules import all_rules

if TYPE_CHECKING:
    from seti_ta.plan.plan import Entry, Plan

WHAT = "seti-ta plan"

#: Whose value an input has: the reader's own, what it follows, or the one that it starts with.
OWN, FOLLOW, START = ORIGINS = ("own", "follow", "start")

#: Raised when an older edition could not read the new layout.
SCHEMA = 1

#: What a file must hold.
KEYS = (
    "file", "schema", "version", "edition", "saved_on", "data", "shared", "calculators",
    "checklists",
)  # fmt: skip

#: In bytes. The largest plan that can be entered is far smaller.
MOST = 2_000_000


# ---- Writing


def content(plan: Plan, saved_on: date) -> dict:
    """What the file of a plan holds."""
    return {
        "file": WHAT,
        "schema": SCHEMA,
        "version": seti_ta.__version__,
        "edition": edition_date().isoformat(),
        "saved_on": saved_on.isoformat(),
        "data": data_versions(),
        "shared": {each.field.name: _entry(each) for each in plan.profile},
        "calculators": {
            name: {each.field.name: _entry(each) for each in plan.entries(name)} for name in plan
        },
        "checklists": {name: dict(texts) for name, texts in plan.checklists.items()},
    }


def _entry(entry: Entry) -> dict:
    start = {} if entry.link else {"start": _plain(entry.start)}
    return {"value": _plain(entry.value), "is": entry.origin} | start


def _plain(value):
    """A value with whole numbers written as such: 75, not 75.0."""
    match value:
        case list():
            return [_plain(each) for each in value]
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case float() if value.is_integer():
            return int(value)
    return value


def text(plan: Plan, saved_on: date) -> str:
    """The text of the file."""
    return json.dumps(content(plan, saved_on), indent=1, ensure_ascii=False) + "\n"


def save(plan: Plan, path: Path, saved_on: date, overwrite: bool) -> Path:
    """Writes the file, whole or not at all.

    Raises:
        InputError: where the file is there already and may not be written over.
        OSError: where it cannot be written.
    """
    if path.exists() and not overwrite:
        raise _refused("plan.file_exists", path.name)
    return write_whole(path, text(plan, saved_on).encode())


@cache
def data_versions() -> dict[str, str | int]:
    """The data that starting values come from: prices, rules, and the evidence."""
    return {
        "prices_until": prices.LAST_YEAR,
        "rules_checked_on": max(each.checked_on for each in all_rules().values()).isoformat(),
        "evidence": _fingerprint(),
    }


def _fingerprint() -> str:
    """Twelve letters that change whenever a figure of the evidence does."""
    folder = resources.files("seti_ta.evidence")
    tables = sorted(each.name for each in folder.iterdir() if each.name.endswith(".csv"))
    found = hashlib.sha256(b"".join(folder.joinpath(name).read_bytes() for name in tables))
    return found.hexdigest()[:12]


# ---- Reading


def read(path: Path) -> dict:
    """What a file holds, its outermost layout checked.

    Raises:
        InputError: one sentence that names the file and what is wrong with it.
    """
    try:
        with path.open("rb") as file:
            found = file.read(MOST + 1)
    except FileNotFoundError:
        raise _refused("plan.file_missing", path.name) from None
    except OSError:
        raise _refused("plan.file_unreadable", path.name) from None
    if len(found) > MOST:
        raise _refused("plan.file_huge", path.name, most=MOST // 1_000_000)
    try:
        parsed = json.loads(
            found.decode("utf-8-sig"),
            parse_constant=_no_number,
            object_pairs_hook=partial(_each_once, path.name),
        )
        json.dumps(parsed, ensure_ascii=False).encode()  # half a letter cannot be written again
    except InputError:
        raise
    except (ValueError, RecursionError):
        raise _refused("plan.file_not_json", path.name) from None
    return checked_layout(parsed, path.name)


def checked_layout(parsed, file: str) -> dict:
    """The content of a file, if it is laid out as a plan of this or an earlier edition."""
    if not isinstance(parsed, dict) or parsed.get("file") != WHAT:
        raise _refused("plan.file_layout", file, names=f'"file": "{WHAT}"')
    schema = parsed.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        raise _refused("plan.file_future", file, schema=schema, ours=SCHEMA)
    wrong = [key for key in KEYS if not _is_laid_out(key, parsed.get(key))]
    if wrong:
        raise _refused("plan.file_layout", file, names=", ".join(wrong))
    return parsed


def _is_laid_out(key: str, value) -> bool:
    if key == "schema":
        return value == SCHEMA and not isinstance(value, bool)
    kind = dict if key in ("data", "shared", "calculators", "checklists") else str
    return isinstance(value, kind)


def fill(plan: Plan, found: Mapping) -> None:
    """Enters the reader's own values of a file into a plan, and notes what was left aside."""
    plan.saved = {key: found[key] for key in ("version", "edition", "saved_on", "data")}
    for key in found.keys() - set(KEYS):
        plan.left_aside.append(_say("plan.left_unknown", value=_short(key)))
    _fill_entries(plan, PLAN, found["shared"], SHARED, "")
    for name, entries in found["calculators"].items():
        if name not in plan:
            plan.left_aside.append(_say("plan.left_unknown", value=_short(name)))
        elif not isinstance(entries, dict):
            plan.left_aside.append(_say("plan.left_bad", value=name))
        else:
            calculator = calculators[name]
            fields = {each.name: each for each in (*calculator.inputs, *calculator.tables)}
            _fill_entries(plan, name, entries, fields, f"{name}.")
    for name, texts in found["checklists"].items():
        if isinstance(texts, dict) and all(isinstance(each, str) for each in texts.values()):
            plan.checklists[name] = texts
        else:
            plan.left_aside.append(_say("plan.left_bad", value=_short(name)))


def _is_entry(entry, field: Input | Table) -> bool:
    """Whether it has an origin, and values of the right form where they are taken.

    Rows are a list: the path of a file, which Python may give, is not taken from a stranger's.
    """
    if not isinstance(entry, dict) or entry.get("is") not in ORIGINS:
        return False
    taken = [entry[key] for key in ("value", "start") if key in entry and _is_taken(entry, key)]
    form = list if isinstance(field, Table) else int | float | str | None
    return all(isinstance(each, form) and not isinstance(each, bool) for each in taken)


def _is_taken(entry: dict, key: str) -> bool:
    return key == "start" or entry["is"] == OWN


def _fill_entries(
    plan: Plan, origin: str, entries: Mapping, known: Mapping[str, Input | Table], prefix: str
) -> None:
    own = {}
    for name, entry in entries.items():
        if name not in known:
            plan.left_aside.append(_say("plan.left_unknown", value=_short(prefix + name)))
        elif not _is_entry(entry, known[name]):
            plan.left_aside.append(_say("plan.left_bad", value=prefix + name))
        else:
            if "start" in entry:
                plan.started[prefix + name] = entry["start"]
            if entry["is"] == OWN:
                own[name] = entry.get("value")
    # A table may lie across another one, so entries that are wrong go and the rest comes at once.
    while own:
        try:
            return plan.enter(origin, **own)
        except InputError as error:
            for key, problem in error.problems.items():
                plan.left_aside.append(_say("plan.left_value", problem=problem))
                own.pop(key.partition(".")[0], None)


def same(one, other) -> bool:
    """Whether two values are the same entry; a number by value, not by how it was written."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-12)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return one == other


def _short(name: str) -> str:
    """A name from a file, cut where it is too long to be one."""
    return name if len(name) <= 80 else f"{name[:80]}…"


def _each_once(file: str, pairs: list[tuple[str, object]]) -> dict:
    """An object of the file. Which of two values counts under one name, nobody can say."""
    found = dict(pairs)
    if len(found) < len(pairs):
        [(twice, _)] = Counter(name for name, _ in pairs).most_common(1)
        raise _refused("plan.file_twice", file, name=json.dumps(_short(twice)))
    return found


def _no_number(word: str):
    raise ValueError(word)


def _say(key: str, **fields) -> str:
    return MESSAGES[key].format(**fields)


def _refused(key: str, file: str, **fields) -> InputError:
    return InputError({"file": _say(key, file=file, **fields)})
