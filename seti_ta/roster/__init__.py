"""A program's own records: read, checked and counted, on the user's own machine.

``read_roster(path)`` takes applicants, one row a person, and counts them gate by gate.
``read_discipline(path)`` takes warnings and discharges, one row a group.
``read_contacts(path)`` takes a month of contacts with coaches, one row a person.
``share_by_month`` and ``run_chart`` follow a roster over time.
``read_retention(path)`` takes people placed; ``read_aggregates(path)`` the counts of a report,
for those who may not see a person's wages. ``read_with_mapping`` reads an export of another system,
``reconcile`` compares two rosters, ``memo`` puts it all into words for the board.
Each wants a CSV file with the columns of ``COLUMNS``, ``DISCIPLINE_COLUMNS``, ``CONTACT_COLUMNS``.
No message prints a cell of anybody's record. Needs pandas and matplotlib (extra ``evidence``).
"""

from seti_ta.roster.aggregates import AGGREGATE_COLUMNS, latest, read_aggregates, run_chart_of
from seti_ta.roster.columns import COLUMNS
from seti_ta.roster.contacts import CONTACT_COLUMNS, Contacts, read_contacts
from seti_ta.roster.discipline import DISCIPLINE_COLUMNS, Discipline, read_discipline
from seti_ta.roster.mapping import (
    Mapping,
    load_mapping,
    read_with_mapping,
    save_mapping,
    suggest_mapping,
)
from seti_ta.roster.memo import memo
from seti_ta.roster.months import RunChart, run_chart, share_by_month
from seti_ta.roster.reader import MADE_UP, read_roster
from seti_ta.roster.reconcile import Reconciled, reconcile
from seti_ta.roster.retention import RETENTION_COLUMNS, Retention, read_retention
from seti_ta.roster.roster import Roster

__all__ = [
    "AGGREGATE_COLUMNS",
    "COLUMNS",
    "CONTACT_COLUMNS",
    "DISCIPLINE_COLUMNS",
    "MADE_UP",
    "RETENTION_COLUMNS",
    "Contacts",
    "Discipline",
    "Mapping",
    "Reconciled",
    "Retention",
    "Roster",
    "RunChart",
    "latest",
    "load_mapping",
    "memo",
    "read_aggregates",
    "read_contacts",
    "read_discipline",
    "read_retention",
    "read_roster",
    "read_with_mapping",
    "reconcile",
    "run_chart",
    "run_chart_of",
    "save_mapping",
    "share_by_month",
    "suggest_mapping",
]
