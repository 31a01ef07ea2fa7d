"""The six primary indicators, written once as Ibis expressions.

The unit is a period of participation, not a person: who leaves twice in a year counts twice. The
same expression runs in DuckDB on a laptop, in a warehouse, or on Spark, in one pass.

``counted`` counts facts about records once, for each mix of programs and each reason for exit. Who
belongs to a program, who is left out and who is pending is decided on that small table, so that
every reading of the rules comes from the same pass over the file. Wages in quarter 2 come along as
plain lists without any other column, because a median cannot be added up.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from operator import add, or_

import ibis
import numpy as np
import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.wioa.elements import PENDING_WAGE
from seti_ta.wioa.periods import Report, Window, as_number
from seti_ta.wioa.programs import CODES, PROGRAMS, Program
from seti_ta.wioa.reader import Records, execute

#: The six, and the window of exits that each looks at.
INDICATORS = {
    "employed_q2": "Employed in quarter 2",
    "employed_q4": "Employed in quarter 4",
    "median_q2": "Median earnings in quarter 2",
    "credential": "Credential within a year",
    "skill_gains": "Measurable skill gains",
    "same_employer": "Same employer, 2 and 4",
}
WINDOWS = dict(zip(INDICATORS, ("q2", "q4", "q2", "q4", "served", "q4"), strict=True))

EMPLOYED = (1, 2, 3)
NOT_YET = 9
NO_MATCH_YET = 5  # type of match: not yet available
YOUTH_PLACED = (1, 2, 3)
#: Training that brings a person into the credential rate: not on-the-job, customized, other.
TRAINING = (2, 3, 4, 6, 7, 8, 9, 10)
SECONDARY, COUNTED_CREDENTIALS = 1, (2, 3, 4, 5, 6, 7)
SKILL_GAINS = ("p1806", "p1807", "p1808", "p1809", "p1810")
CREDENTIALS = (("p1800", "p1801"), ("p1802", "p1803"), ("p1804", "p1805"))

LEFT_FOR_A_REASON = (1, 2, 3, 4)
FOSTER_CARE_MOVED = 5  # youth only
OFFENDER_STILL_HELD = 7  # not in indicators of exit, but in skill gains


@dataclass(frozen=True)
class Reading:
    """How to read what sources read in two ways. The first of each is the guidance of June 2024.

    ``pending``: people without an answer yet are left out ("exclude"), or count as not employed
    ("as_no"), as in the code behind the federal reports.
    ``exclusions``: only the reasons of the guidance ("guidance"), or any reason ("any").
    ``zero_wage``: employed with a wage of 0 is not employed ("guidance"), or is ("employed").
    """

    pending: str = "exclude"
    exclusions: str = "guidance"
    zero_wage: str = "guidance"

    def __post_init__(self) -> None:
        choices = {
            "pending": ("exclude", "as_no"),
            "exclusions": ("guidance", "any"),
            "zero_wage": ("guidance", "employed"),
        }
        for field, allowed in choices.items():
            if (given := getattr(self, field)) not in allowed:
                raise InputError(
                    {field: f"{field} is {given!r}; it must be {' or '.join(allowed)}."}
                )


GUIDANCE = Reading()
FEDERAL_CODE = Reading("as_no", "any", "employed")


def indicators(
    records: Records,
    report: Report,
    programs: Iterable[str] = PROGRAMS,
    by: str | Sequence[str] = (),
    reading: Reading = GUIDANCE,
) -> pd.DataFrame:
    """All six indicators of each program.

    One row for each group of ``by`` (columns such as "p201"), program and indicator, with
    ``numerator``, ``denominator``, ``value`` (a share, or dollars in the quarter), ``pending``
    (people who wait for data: left out, or counted as no), and ``window``, the days whose exits
    count; for skill gains, the days of participation. For the median, ``denominator`` counts the
    people with earnings and ``numerator`` is empty. Not for release: see ``suppressed``.

    Raises:
        InputError: an unknown program, a missing column, or cells that cannot be read.
    """
    chosen = [program_named(name) for name in programs]
    groups = [by] if isinstance(by, str) else list(by)
    counts = run_counts(records, report, chosen, groups, reading)
    lines = []
    for group, part in counts.groupby(groups) if groups else [((), counts)]:
        names = dict(zip(groups, group, strict=True))
        for program in chosen:
            found = rates(part, program, reading)
            for indicator in program.indicators:
                window = str(report.window(WINDOWS[indicator]))
                lines.append(
                    names
                    | {"program": program.name, "indicator": indicator}
                    | found[indicator]
                    | {"window": window}
                )
    return pd.DataFrame(lines).astype({"numerator": "Int64", "value": "Float64"})


def run_counts(
    records: Records,
    report: Report,
    programs: Sequence[Program],
    by: Sequence[str] = (),
    reading: Reading = GUIDANCE,
) -> pd.DataFrame:
    """What ``counted`` gives, after a look at cells that cannot be read."""
    counts = None
    if records.as_numbers:
        with suppress(InputError):
            counts = _run(records.fast, report, programs, by, reading)
    if counts is None:
        counts = _run(records, report, programs, by, reading)  # as text odd cells can be counted
    facts = [name for name in counts.columns if name not in (*by, "members", "reason", "wages")]
    # A sum over no record is missing.
    return counts.fillna(dict.fromkeys(facts, 0)).astype(dict.fromkeys(facts, int))


def _run(records: Records, report: Report, programs, by, reading: Reading) -> pd.DataFrame:
    counts = execute(counted(records, report, programs, by, reading), records.path)
    bad = [name for name in counts.columns if name.startswith("bad_")]
    records.refuse_unreadable(counts[bad].sum())
    return counts.drop(columns=bad)


def counted(
    records: Records,
    report: Report,
    programs: Sequence[Program],
    by: Sequence[str] = (),
    reading: Reading = GUIDANCE,
) -> ibis.Table:
    """The expression: counts of facts, by groups, ``members`` and ``reason`` for exit.

    ``members`` adds up the bits of the programs that a record belongs to. ``wages`` lists the
    earnings in quarter 2 of those who count in a median.
    """
    t = _in_question(records.typed([*needed(programs), *by]), report)
    facts = t.mutate(**_facts(t, report, reading))
    bad = [name for name in t.columns if name.startswith("bad_")]
    return facts.aggregate(
        by=[*by, "members", "reason"],
        wages=facts.p1704.collect(where=facts.paid),
        **{name: facts[name].sum() for name in [*_counts(facts), *bad]},
    )


def rates(counts: pd.DataFrame, program: Program, reading: Reading) -> dict[str, dict]:
    """Numerator, denominator, value and pending of each indicator, from rows of ``counted``."""
    mine = counts[_counts_in(counts, program, reading)]
    wages = np.concatenate([np.empty(0), *(each for each in mine["wages"] if each is not None)])
    stays = mine.drop(columns="wages").sum()
    gains = counts[_counts_in(counts, program, reading, gains=True)].drop(columns="wages").sum()
    ok = "placed" if program.youth else "worked"
    found = {
        "employed_q2": _rate(stays, "left_q2", f"{ok}_2", "waits_2", reading),
        "employed_q4": _rate(stays, "left_q4", f"{ok}_4", "waits_4", reading),
        "median_q2": {
            "denominator": len(wages),
            "value": float(np.median(wages)) if len(wages) else None,
            "pending": int(stays["waits_2"]),
        },
        "same_employer": _rate(stays, "worked_left_q4", "same", "waits_same", reading),
    }
    if program.training:
        found["credential"] = _rate(stays, "in_training", "credential", None, reading)
        found["skill_gains"] = _rate(gains, "in_year", "gained", None, reading)
    return found


def _counts_in(
    counts: pd.DataFrame, program: Program, reading: Reading, gains: bool = False
) -> pd.Series:
    """Whether rows of ``counted`` count in a program, or in one of those it is made of."""
    parts = [each for each in PROGRAMS.values() if each.one_bit and each.bits & program.bits]
    return reduce(
        or_,
        (
            ((counts["members"] & each.bits) > 0)
            & ~counts["reason"].isin(left_out(each, reading, gains))
            for each in parts
        ),
    )


def left_out(program: Program, reading: Reading, gains: bool = False) -> set[int]:
    """The reasons for exit (923) that take a record out of a program's indicators."""
    if reading.exclusions == "any":
        reasons = set(range(1, 100))
        return reasons - {OFFENDER_STILL_HELD} if gains else reasons
    own = {FOSTER_CARE_MOVED} if program.youth else set() if gains else {OFFENDER_STILL_HELD}
    return {*LEFT_FOR_A_REASON, *own}


def _rate(counts: pd.Series, there: str, met: str, waits: str | None, reading: Reading) -> dict:
    """``met`` counts those with an answer; ``met_waiting`` those who have it in part."""
    denominator, numerator = int(counts[there]), int(counts[met])
    pending = int(counts[waits]) if waits else 0
    if waits and reading.pending == "exclude":
        denominator -= pending
    elif waits:
        numerator += int(counts[f"{met}_waiting"])
    return {
        "numerator": numerator,
        "denominator": denominator,
        "value": numerator / denominator if denominator else None,
        "pending": pending,
    }


def participants(
    records: Records, report: Report, programs: Iterable[str] = ("adult", "youth")
) -> pd.DataFrame:
    """People served and people who left, each person once, by program.

    Raises:
        InputError: as :func:`indicators` does.
    """
    chosen = [program_named(name) for name in programs]
    members = {column for each in chosen for column in each.members}
    table = records.typed(["p100", "p900", "p901", *sorted(members)])
    served, left = _days(report.window("served")), _days(report.window("exited"))
    masks = table.mutate(
        served=(table.p900 > 0)
        & (table.p900 <= served[1])
        & ((table.p901 == 0) | (table.p901 >= served[0])),
        left=(table.p900 > 0) & table.p901.between(*left),
    )
    counts = {
        f"{program.name}__{what}": masks.p100.nunique(
            where=program_mask(masks, program) & masks[what]
        )
        for program in chosen
        for what in ("served", "left")
    }
    bad = {name: table[name].sum() for name in table.columns if name.startswith("bad_")}
    found = execute(masks.aggregate(**counts, **bad), records.path).iloc[0]
    records.refuse_unreadable(found[list(bad)])
    return pd.DataFrame(
        [
            {
                "program": each.name,
                "served": int(found[f"{each.name}__served"]),
                "left": int(found[f"{each.name}__left"]),
            }
            for each in chosen
        ]
    )


def trend(
    records: Records,
    report: Report,
    quarters: int = 8,
    programs: Iterable[str] = ("adult",),
    reading: Reading = GUIDANCE,
    progress=None,
) -> pd.DataFrame:
    """The indicators of the last ``quarters`` reports, each over four quarters, oldest first.

    Neighbors share three of their four quarters, so they move slowly. ``progress`` is called with
    the number done and the number in all; whatever it raises stops the work.

    Raises:
        InputError: as :func:`indicators` does.
    """
    parts = []
    for done in range(quarters):
        each = report.earlier(quarters - 1 - done)
        found = indicators(records, each, programs, reading=reading)
        parts.append(found.assign(report=each.name))
        if progress:
            progress(done + 1, quarters)
    return pd.concat(parts, ignore_index=True)


def program_named(name: str) -> Program:
    """
    Raises:
        InputError: there is no such program.
    """
    if name not in PROGRAMS:
        raise InputError({"programs": f"{name!r} is no program; choose of {', '.join(PROGRAMS)}."})
    return PROGRAMS[name]


def program_mask(t: ibis.Table, program: Program):
    return _any(t[column].isin(CODES[column]) for column in program.members)


def needed(programs: Sequence[Program]) -> list[str]:
    """The columns that the indicators of these programs rest on."""
    members = [column for program in programs for column in program.members]
    always = ["p900", "p901", "p923", "p1602", "p1603", "p1606", "p1704", "p1706", "p1618"]
    youth = ["p1900", "p1901"] if any(each.youth for each in programs) else []
    training = [
        *("p408", "p1303", "p1310", "p1315", "p1332", "p1401", "p1406", "p1600", "p1604"),
        *(column for pair in CREDENTIALS for column in pair),
        *SKILL_GAINS,
        *("p1811", "p1813"),
    ]
    if not any(each.training for each in programs):
        training = []
    return list(dict.fromkeys([*always, *members, *youth, *training]))


def _in_question(t: ibis.Table, report: Report) -> ibis.Table:
    """The records that some window reaches, and those whose days cannot be read."""
    first, last = _days(report.window("q4"))[0], _days(report.window("served"))[1]
    reached = (t.p900 > 0) & (t.p900 <= last) & ((t.p901 == 0) | (t.p901 >= first))
    unreadable = [t[name] for name in ("bad_p900", "bad_p901") if name in t.columns]
    return t.filter(reduce(or_, unreadable, reached))


def _facts(t: ibis.Table, report: Report, reading: Reading) -> dict[str, ibis.Value]:
    """What each record says, whatever the program."""
    here = t.p900 > 0
    worked_2, worked_4 = t.p1602.isin(EMPLOYED), t.p1606.isin(EMPLOYED)
    if reading.zero_wage == "guidance":
        worked_2, worked_4 = worked_2 & (t.p1704 != 0), worked_4 & (t.p1706 != 0)
    waits_2 = (t.p1602 == NOT_YET) | (t.p1704 >= PENDING_WAGE)
    waits_4 = (t.p1606 == NOT_YET) | (t.p1706 >= PENDING_WAGE)
    left_2 = here & t.p901.between(*_days(report.window("q2")))
    left_4 = here & t.p901.between(*_days(report.window("q4")))
    waits_same = waits_2 | (t.p1606 == NOT_YET) | (t.p1618 == NOT_YET)
    paid = (t.p1704 > 0) & (t.p1704 < PENDING_WAGE) & (t.p1603 != NO_MATCH_YET)
    settled = {
        "worked_2": (left_2, worked_2, waits_2),
        "worked_4": (left_4, worked_4, waits_4),
        "same": (left_4 & worked_2, t.p1618 == 1, waits_same),
    }
    if "p1900" in t.columns:
        placed_2, placed_4 = t.p1900.isin(YOUTH_PLACED), t.p1901.isin(YOUTH_PLACED)
        settled["placed_2"] = (left_2, worked_2 | placed_2, waits_2)
        settled["placed_4"] = (left_4, worked_4 | placed_4, waits_4)
    facts = {
        "members": reduce(add, (program_mask(t, each).cast("int8") * each.bits
                                for each in PROGRAMS.values()
                                if each.one_bit and each.members[0] in t.columns)),
        "reason": t.p923,
        "left_q2": left_2,
        "left_q4": left_4,
        "waits_2": left_2 & waits_2,
        "waits_4": left_4 & waits_4,
        "worked_left_q4": left_4 & worked_2,
        "waits_same": left_4 & worked_2 & waits_same,
        "paid": left_2 & worked_2 & paid,
    }  # fmt: skip
    for name, (there, met, waits) in settled.items():
        facts |= {name: there & met & ~waits, f"{name}_waiting": there & met & waits}
    if "p1811" in t.columns:
        facts |= _training_facts(t, report, left_4)
    return facts


def _counts(facts: ibis.Table) -> list[str]:
    """The facts that are counted: each true or false."""
    return [name for name in facts.columns
            if facts[name].type().is_boolean() and not name.startswith("bad_")]  # fmt: skip


def _training_facts(t: ibis.Table, report: Report, left_4) -> dict[str, ibis.Value]:
    year_after = t.p901 + 10_000 - _leap_day(t.p901, report.window("q4")).cast("int32")
    went_on = (t.p1406 > 0) & (t.p1406 <= year_after)
    ever_employed = _any(t[name].isin(EMPLOYED) for name in ("p1600", "p1602", "p1604", "p1606"))
    counts = _any(
        (t[date] > 0)
        & (t[date] <= year_after)
        & (t[kind].isin(COUNTED_CREDENTIALS) | ((t[kind] == SECONDARY) & (went_on | ever_employed)))
        for kind, date in CREDENTIALS
    )
    first, last = _days(report.window("served"))
    gained = _any(t[name].between(first, last) for name in SKILL_GAINS)
    diploma = _any((t[kind] == SECONDARY) & t[date].between(first, last)
                   for kind, date in CREDENTIALS)  # fmt: skip
    in_training = left_4 & (
        _any(t[name].isin(TRAINING) for name in ("p1303", "p1310", "p1315"))
        | (t.p1332 == 1)
        | ((t.p408 == 0) & (t.p1401 == 1))
    )
    in_year = (
        (t.p900 > 0)
        & (t.p900 <= last)
        & ((t.p901 == 0) | (t.p901 >= first))
        & (t.p1811 > 0)
        & (t.p1811 <= last)
        & ((t.p1813 == 0) | (t.p1813 >= first))
    )
    return {
        "in_training": in_training,
        "credential": in_training & counts,
        "in_year": in_year,
        "gained": in_year & (gained | diploma),
    }


def _leap_day(exits, window: Window):
    """Whether a February 29 lies within the 365 days after an exit of this window.

    Then the 365th day is one day short of the same day next year.
    """
    years = [y for y in range(window.first.year, window.last.year + 2) if _is_leap(y)]
    return _any(exits.between((y - 1) * 10_000 + 301, y * 10_000 + 229) for y in years)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _any(masks: Iterable):
    return reduce(or_, masks, ibis.literal(False))


def _days(window: Window) -> tuple[int, int]:
    return as_number(window.first), as_number(window.last)
