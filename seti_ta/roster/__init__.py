"""A program's own roster of applicants: read, checked and counted gate by gate.

``read_roster(path)`` takes a CSV file with the ten columns of ``COLUMNS``, one row a person.
No message prints a cell of anybody's record. Needs pandas and matplotlib (extra ``evidence``).
"""

from seti_ta.roster.columns import COLUMNS
from seti_ta.roster.reader import MADE_UP, read_roster
from seti_ta.roster.roster import Roster

__all__ = ["COLUMNS", "MADE_UP", "Roster", "read_roster"]
