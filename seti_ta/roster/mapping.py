"""A saved mapping from the columns of an export to those of a roster.

Case-management systems name and order columns in their own way. A mapping is a small JSON file
that says which is which; make it once for a system, look at it, and keep it.
"""

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.files import write_whole
from seti_ta.roster.cells import read_lines, take_note
from seti_ta.roster.columns import COLUMNS
from seti_ta.roster.reader import DATE_FORMATS, checked_roster
from seti_ta.roster.roster import Roster
from seti_ta.roster.words import listed, rows

#: What systems call our columns, without case, spaces and signs.
ALSO = {
    "person_id": ("id", "clientid", "participantid", "applicantid", "caseid", "uniqueid"),
    "cohort": ("class", "classname", "cohortname", "program", "session"),
    "referral_source": ("referredby", "source", "howheard", "referral"),
    "group": ("category", "population"),
    "applied_on": ("applicationdate", "dateapplied", "applied", "applydate", "intakedate"),
    "attended_on": ("orientationdate", "infosessiondate", "dateattended", "sessiondate"),
    "passed_test_on": ("testdate", "assessmentdate", "tabedate", "datepassedtest"),
    "passed_interview_on": ("interviewdate", "dateinterviewed"),
    "accepted_on": ("acceptdate", "acceptancedate", "dateaccepted", "offeraccepted"),
    "enrolled_on": ("enrollmentdate", "startdate", "dateenrolled", "enrolldate"),
}
MUST = ("person_id", "applied_on")


@dataclass(frozen=True)
class Mapping:
    """``columns``: our column to the export's; one that is left out stays empty in the roster.

    ``dates``: one of ``DATE_FORMATS``. ``system``: the name of the system, for people.
    """

    columns: dict[str, str] = field(default_factory=dict)
    dates: str = "year-month-day"
    system: str = ""

    def __post_init__(self) -> None:
        problems = {}
        if unknown := [each for each in self.columns if each not in COLUMNS]:
            problems["columns"] = f"A roster has no column {listed(unknown)}."
        if missing := [each for each in MUST if not self.columns.get(each)]:
            problems["missing"] = f"The mapping must say what holds {listed(missing)}."
        if len(set(self.columns.values())) < len(self.columns):
            problems["twice"] = "The mapping takes one column of the export twice."
        if self.dates not in DATE_FORMATS:
            problems["dates"] = f"dates must be one of {', '.join(DATE_FORMATS)}."
        if problems:
            raise InputError(problems)


def suggest_mapping(path, dates: str = "year-month-day", system: str = "") -> Mapping:
    """A mapping from the names in the first row of an export. Look at it before you use it.

    Raises:
        InputError: the file cannot be read, or no column looks like a code and a day of applying.
    """
    lines = read_lines(Path(path))
    take_note(lines)
    header = next(iter(lines.values()), [])
    plain = {_plain(name): name for name in reversed(header)}
    found = {}
    for ours in COLUMNS:
        for name in (_plain(ours), *ALSO[ours]):
            if name in plain and plain[name] not in found.values():
                found[ours] = plain[name]
                break
    return Mapping(found, dates, system)


def save_mapping(mapping: Mapping, path: Path | str, force: bool = False) -> Path:
    """Write a mapping to a JSON file.

    Raises:
        InputError: the file is there already, unless ``force``.
    """
    path = Path(path)
    if path.exists() and not force:
        raise InputError({"path": f"{path} is there already: choose another name, or say force."})
    return write_whole(path, (json.dumps(asdict(mapping), indent=2) + "\n").encode("utf-8"))


def load_mapping(path: Path | str) -> Mapping:
    """A mapping from its JSON file.

    Raises:
        InputError: the file is no mapping.
    """
    path = Path(path)
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return Mapping(dict(held["columns"]), str(held["dates"]), str(held.get("system", "")))
    except InputError:
        raise
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(
            {"path": f"{path.name} is no mapping: save one with save_mapping."}
        ) from None


def read_with_mapping(path, mapping: Mapping, today=None) -> Roster:
    """The roster in an export. Columns that the mapping does not name are not looked at.

    Raises:
        InputError: the export lacks a column of the mapping, or the roster cannot be counted.
    """
    path = Path(path)
    lines = read_lines(path)
    take_note(lines)
    if len(lines) < 2:
        raise InputError({"file": f"{path.name} has no people in it."})
    header = lines.pop(next(iter(lines)))
    if missing := [name for name in mapping.columns.values() if name not in header]:
        raise InputError(
            {"columns": f"{path.name} lacks {listed(missing)}, which the mapping names."}
        )
    if odd := [number for number, cells in lines.items() if len(cells) != len(header)]:
        raise InputError({"file": f"{path.name} does not have {len(header)} cells in {rows(odd)}."})
    table = pd.DataFrame.from_dict(lines, orient="index", columns=range(len(header)), dtype=str)
    ours = {
        name: table[header.index(mapping.columns[name])] if name in mapping.columns else ""
        for name in COLUMNS
    }
    note = f"Read with the mapping of {mapping.system or 'another system'}."
    return checked_roster(
        path.name, note, pd.DataFrame(ours, index=table.index), mapping.dates, today
    )


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())
