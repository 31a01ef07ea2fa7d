"""What looks wrong in records: rules that two elements must keep together, with counts of rows."""

from collections.abc import Callable
from dataclasses import dataclass

import ibis
import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.wioa.elements import PENDING_WAGE
from seti_ta.wioa.indicators import CREDENTIALS, EMPLOYED, FOSTER_CARE_MOVED, NO_MATCH_YET, NOT_YET
from seti_ta.wioa.programs import CODES
from seti_ta.wioa.reader import BLANK, Records, execute

#: The quarters after exit: status, type of match, wage.
QUARTERS = (("p1600", "p1601", "p1703"), ("p1602", "p1603", "p1704"),
            ("p1604", "p1605", "p1705"), ("p1606", "p1607", "p1706"))  # fmt: skip
TRAININGS = ("p1303", "p1310", "p1315")
REASONS_AT_EXIT = (1, 2, 3, 4, 5, 7)


@dataclass(frozen=True)
class Rule:
    """``broken`` is true for a record that breaks it; it needs these columns."""

    id: str
    says: str
    columns: tuple[str, ...]
    broken: Callable[[ibis.Table], ibis.Value]


def _any(masks):
    found = ibis.literal(False)
    for mask in masks:
        found = found | mask
    return found


def _left(t):
    return t.p901 > 0


def _quarter_rules() -> list[Rule]:
    rules = []
    for number, (status, match, wage) in enumerate(QUARTERS, start=1):
        columns = (status, match, wage, "p901")
        waits = (
            lambda t, s=status: t[s] == NOT_YET,
            lambda t, m=match: t[m] == NO_MATCH_YET,
            lambda t, w=wage: t[w] >= PENDING_WAGE,
        )
        rules += [
            Rule(
                f"pending_q{number}",
                f"Quarter {number}: status, match and wage do not all say that data are to come.",
                columns,
                lambda t, waits=waits: (
                    _any(each(t) for each in waits)
                    & ~(waits[0](t) & waits[1](t) & waits[2](t))
                ),
            ),
            Rule(
                f"wage_without_job_q{number}",
                f"Quarter {number}: there is a wage, and the status is not employed.",
                columns,
                lambda t, s=status, w=wage: (t[w] > 0)
                & (t[w] < PENDING_WAGE)
                & ~t[s].isin(EMPLOYED),
            ),
            Rule(
                f"job_without_wage_q{number}",
                f"Quarter {number}: employed, and the wage is 0 or blank. "
                "A 0 counts as not employed; a blank counts, but not in the median.",
                columns,
                lambda t, s=status, w=wage: t[s].isin(EMPLOYED) & (t[w] <= 0),
            ),
            Rule(
                f"match_without_job_q{number}",
                f"Quarter {number}: there is a match with a job, and the status is not employed.",
                columns,
                lambda t, s=status, m=match: t[m].between(1, 4) & ~t[s].isin(EMPLOYED),
            ),
        ]  # fmt: skip
    return rules


def _dates_before_entry(t):
    dates = [date for _, date in CREDENTIALS] + [f"p{n}" for n in (1806, 1807, 1808, 1809, 1810)]
    return _any((t[each] > 0) & (t[each] < t.p900) for each in [*dates, "p1811", "p1813"])


_CREDENTIAL_COLUMNS = tuple(column for pair in CREDENTIALS for column in pair)

RULES = (
    Rule("no_entry", "There is no date of entry.", ("p900",), lambda t: t.p900 == 0),
    Rule("exit_before_entry", "The exit comes before the entry.", ("p900", "p901"),
         lambda t: _left(t) & (t.p901 < t.p900)),
    Rule("reason_without_exit", "A reason for exit is given, and no exit.", ("p901", "p923"),
         lambda t: t.p923.isin(REASONS_AT_EXIT) & ~_left(t)),
    Rule("reason_blank", "The reason for exit is blank. It is read as none.", ("p901", "p923"),
         lambda t: _left(t) & (t.p923 == BLANK["code"])),
    Rule("foster_care_not_youth", "Moved out of the area by foster care, and not in the youth "
         "program. The record still counts.", ("p923", "p905"),
         lambda t: (t.p923 == FOSTER_CARE_MOVED) & ~t.p905.isin(CODES["p905"])),
    Rule("status_blank", "The person left, and the status in quarter 2 is blank. It counts as not "
         "employed.", ("p901", "p1602"), lambda t: _left(t) & (t.p1602 == BLANK["code"])),
    *_quarter_rules(),
    Rule("credential_without_date", "A credential has no date, so it does not count.",
         _CREDENTIAL_COLUMNS,
         lambda t: _any((t[kind] > 0) & (t[date] == 0) for kind, date in CREDENTIALS)),
    Rule("before_entry", "A credential, a skill gain or training is dated before the entry.",
         ("p900", *(date for _, date in CREDENTIALS), "p1806", "p1807", "p1808", "p1809", "p1810",
          "p1811", "p1813"), _dates_before_entry),
    Rule("training_without_start", "A kind of training is given, and 1811 is blank. The person is "
         "not in the skill gains.", (*TRAININGS, "p1811"),
         lambda t: _any(t[each] > 0 for each in TRAININGS) & (t.p1811 == 0)),
    Rule("training_ends_early", "Training is completed before it began.", ("p1811", "p1813"),
         lambda t: (t.p1813 > 0) & (t.p1813 < t.p1811)),
)  # fmt: skip

TWICE = "One participation stands in more than one row: the same person and day of entry."


def findings(records: Records) -> pd.DataFrame:
    """How many rows break each rule: ``rule``, ``rows`` and ``says``; kept rules are left out.

    Rules whose columns the file does not have are left out too.

    Raises:
        InputError: cells that cannot be read.
    """
    there = set(records.table.columns)
    rules = [rule for rule in RULES if there >= set(rule.columns)]
    table = records.typed({column for rule in rules for column in rule.columns})
    bad = {name: table[name].sum() for name in table.columns if name.startswith("bad_")}
    counts = {rule.id: rule.broken(table).sum() for rule in rules}
    found = execute(table.aggregate(**counts, **bad), records.path).iloc[0].fillna(0).astype(int)
    records.refuse_unreadable(found[list(bad)])
    lines = [(rule.id, found[rule.id], rule.says) for rule in rules if found[rule.id]]
    if there >= {"p100", "p900"} and (again := _twice(records)):
        lines.append(("twice", again, TWICE))
    return pd.DataFrame(lines, columns=["rule", "rows", "says"])


def rows_of(records: Records, rule: str, most: int = 20) -> list[int]:
    """The first rows of a file that break a rule, counted from 1 for the first record.

    Only for a file on your own machine, read from top to bottom.

    Raises:
        InputError: there is no such rule.
    """
    named = {each.id: each for each in RULES}
    if rule not in named:
        raise InputError({"rule": f"{rule!r} is no rule; choose of {', '.join(named)}."})
    table = records.typed(named[rule].columns).mutate(place=ibis.row_number())
    broken = table.filter(named[rule].broken(table)).order_by("place").limit(most)
    return [int(place) + 1 for place in execute(broken.select("place"), records.path)["place"]]


def _twice(records: Records) -> int:
    table = records.typed(["p100", "p900"])
    size = table.group_by(["p100", "p900"]).aggregate(n=table.count())
    more = size.filter((size.n > 1) & (size.p100 != "")).aggregate(rows=size.n.sum())
    rows = execute(more, records.path)["rows"].iloc[0]
    return 0 if pd.isna(rows) else int(rows)
