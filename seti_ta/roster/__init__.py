"""A program's own records: read, checked and counted, on the user's own machine.

``read_roster(path)`` takes applicants, one row a person, and counts them gate by gate.
``read_discipline(path)`` takes warnings and discharges, one row a group.
``read_contacts(path)`` takes a month of contacts with coaches, one row a person.
``share_by_month`` and ``run_chart`` follow a roster over time.
Each wants a CSV file with the columns of ``COLUMNS``, ``DISCIPLINE_COLUMNS``, ``CONTACT_COLUMNS``.
No message prints a cell of anybody's record. Needs pandas and matplotlib (extra ``evidence``).
"""

from seti_ta.roster.columns import COLUMNS
from seti_ta.roster.contacts import CONTACT_COLUMNS, Contacts, read_contacts
from seti_ta.roster.discipline import DISCIPLINE_COLUMNS, Discipline, read_discipline
from seti_ta.roster.months import RunChart, run_chart, share_by_month
from seti_ta.roster.reader import MADE_UP, read_roster
from seti_ta.roster.roster import Roster

__all__ = [
    "COLUMNS",
    "CONTACT_COLUMNS",
    "DISCIPLINE_COLUMNS",
    "MADE_UP",
    "Contacts",
    "Discipline",
    "Roster",
    "RunChart",
    "read_contacts",
    "read_discipline",
    "read_roster",
    "run_chart",
    "share_by_month",
]
