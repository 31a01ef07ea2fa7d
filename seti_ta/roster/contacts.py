"""A month of contacts between coaches and people: who is reached, and how many each coach has."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.calculators.functions import round_half_up
from seti_ta.roster import small_cells
from seti_ta.roster.cells import as_numbers, problem_of_empty, problem_of_twice, read_cells
from seti_ta.roster.words import count, rows

PHASES = ("training", "job search", "follow-up")

CONTACT_COLUMNS = {
    "person_code": "A code for the person. Never a name, and never a number from an ID card.",
    "coach": "A code for the coach, such as Coach A.",
    "phase": f"Where the person stands: {', '.join(PHASES)}.",
    "group": "Any group that you compare, in your own words. May be empty.",
    "contacts": "Talks in the month, in both directions. A message without an answer is none.",
    "hours": "Hours of these talks, with notes and travel.",
}

#: What a table may be broken down by.
BREAKDOWNS = ("coach", "phase", "group")

MOST_CONTACTS, MOST_HOURS = 60, 100


@dataclass(frozen=True)
class Contacts:
    """``people``: one row a person, with the columns of ``CONTACT_COLUMNS``, for one month."""

    name: str
    note: str
    people: pd.DataFrame

    def __repr__(self) -> str:
        return f"<Contacts {self.name}: {count(len(self.people), 'person', 'people')}>"

    @property
    def report(self) -> str:
        """The file, how many people and coaches, and its note, one a line."""
        people = count(len(self.people), "person", "people")
        coaches = count(self.people["coach"].nunique(), "coach", "coaches")
        return "\n".join(filter(None, [f"{self.name}: {people}, {coaches}.", self.note]))

    def reached(self, by: str) -> pd.DataFrame:
        """People, those reached at all and those reached twice or more, for each of ``BREAKDOWNS``.

        Shares are in percent with one decimal. Groups under 10 people stand together. Counts under
        10, and those that would give them away, are replaced by words.

        Raises:
            InputError: naming what the table can be broken down by.
        """
        if by not in BREAKDOWNS:
            raise InputError({"by": f"Contacts can be broken down by {' or '.join(BREAKDOWNS)}."})
        met = self.people["contacts"]
        counts = pd.DataFrame({"people": 1, "reached": met >= 1, "twice or more": met >= 2})
        counts = counts.groupby(self._groups(by), observed=True).sum().astype(int)
        return _with_share(counts, small_cells.hidden(counts), "twice or more").reset_index()

    def caseloads(self) -> pd.DataFrame:
        """For each coach: all people, and those in training or job search; small counts hidden."""
        active = self.people["phase"] != "follow-up"
        counts = pd.DataFrame({"people": 1, "in training or job search": active})
        counts = counts.groupby(self.people["coach"]).sum().astype(int)
        hidden = small_cells.hidden(counts)
        return counts.astype(object).mask(hidden, small_cells.HIDDEN).reset_index()

    def entries(self) -> dict[str, float]:
        """What the calculator ``coaching_caseload`` asks about contacts, rounded to two decimals.

        Contacts are for each person and month, times for each contact in hours.

        Raises:
            InputError: naming the part of the program in which nobody was reached.
        """
        entries = {}
        following = self.people["phase"] == "follow-up"
        for part, members in {"active": ~following, "follow": following}.items():
            rows_of_part = self.people[members]
            if not rows_of_part["contacts"].sum():
                words = "follow-up" if part == "follow" else "training or job search"
                raise InputError({part: f"No contact is recorded with anybody in {words}."})
            entries[f"{part}_contacts"] = _rounded(rows_of_part["contacts"].mean())
            entries[f"{part}_time"] = _rounded(
                rows_of_part["hours"].sum() / rows_of_part["contacts"].sum()
            )
        return entries

    def _groups(self, by: str) -> pd.Series:
        written = self.people[by].replace("", "not recorded")
        if by == "phase":
            order = pd.CategoricalDtype([each for each in PHASES if (written == each).any()])
            return written.astype(order)
        sizes = written.map(written.value_counts())
        return written.where(sizes >= small_cells.FEWEST, "smaller groups together").rename(by)


def read_contacts(path) -> Contacts:
    """A month of contacts in a CSV file with the columns of ``CONTACT_COLUMNS``, one row a person.

    Raises:
        InputError: the file cannot be counted; one sentence for each reason.
    """
    path = Path(path)
    note, table = read_cells(path, CONTACT_COLUMNS, "a contact log")
    problems = {"twice": problem_of_twice(table["person_code"], "person has", "people have")}
    for column in ("person_code", "coach"):
        problems[column] = problem_of_empty(table[column])
    strange = table.index[~table["phase"].isin(PHASES)]
    problems["phase"] = (
        f"phase is not one of {', '.join(PHASES)} in {rows(strange)}." if len(strange) else ""
    )
    table["contacts"], problems["contacts"] = as_numbers(
        table["contacts"], MOST_CONTACTS, whole=True
    )
    table["hours"], problems["hours"] = as_numbers(table["hours"], MOST_HOURS)
    if problems := {what: problem for what, problem in problems.items() if problem}:
        raise InputError(problems)
    return Contacts(path.name, note, table)


def _with_share(counts: pd.DataFrame, hidden: pd.DataFrame, part: str) -> pd.DataFrame:
    share = (100 * counts[part] / counts["people"]).map(lambda each: round_half_up(each, 1))
    shown = counts.astype(object).mask(hidden, small_cells.HIDDEN)
    shown[f"{part}, in percent"] = share.astype(object).mask(hidden[part], small_cells.HIDDEN)
    return shown


def _rounded(number: float) -> float:
    return float(round_half_up(number, 2))
