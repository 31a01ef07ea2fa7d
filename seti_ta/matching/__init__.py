"""Job seekers and training programs: shortlists to choose from, and seats where too many ask.

    from seti_ta import matching

    people = matching.read_seekers("../my-data/seekers.csv")
    programs = matching.read_programs("../my-data/programs.csv")
    matching.shortlist(people, programs, n=5)

``shortlist`` ranks what fits each person, with reasons, because the law asks for informed choice.
``assign_seats`` is for programs that more people want than they can take: stable, or best in
total. Nothing here predicts whether a person will succeed. Needs the extra ``matching``.
"""

from seti_ta.matching.fit import CONSTRAINTS, Fit, fit
from seti_ta.matching.record import verify, write_record
from seti_ta.matching.seats import (
    Assigned,
    Market,
    assign_seats,
    blocking_pairs,
    compare,
    market,
    one_more_seat,
)
from seti_ta.matching.shortlist import Weights, more_choices, outcomes, shortlist
from seti_ta.matching.tables import (
    MADE_UP_PROGRAMS,
    MADE_UP_SEEKERS,
    PROGRAM_COLUMNS,
    SEEKER_COLUMNS,
    read_programs,
    read_seekers,
)

__all__ = [
    "CONSTRAINTS",
    "MADE_UP_PROGRAMS",
    "MADE_UP_SEEKERS",
    "PROGRAM_COLUMNS",
    "SEEKER_COLUMNS",
    "Assigned",
    "Fit",
    "Market",
    "Weights",
    "assign_seats",
    "blocking_pairs",
    "compare",
    "fit",
    "market",
    "more_choices",
    "one_more_seat",
    "outcomes",
    "read_programs",
    "read_seekers",
    "shortlist",
    "verify",
    "write_record",
]
