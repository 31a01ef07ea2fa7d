"""The programs that report from these records, and who belongs to them."""

from dataclasses import dataclass

#: Local formula, statewide, or both. Code 4 is a reportable individual, who is in no indicator.
PARTICIPANT = (1, 2, 3)

#: The codes that make somebody a participant, by element.
CODES = {"p903": PARTICIPANT, "p904": PARTICIPANT, "p905": PARTICIPANT, "p918": (1,)}

_BIT = {column: 2**place for place, column in enumerate(CODES)}

_EXITS = ("employed_q2", "employed_q4", "median_q2")
_TRAINING = ("credential", "skill_gains")


@dataclass(frozen=True)
class Program:
    """``members``: the elements of which one must hold one of ``CODES``."""

    name: str
    label: str
    members: tuple[str, ...]
    indicators: tuple[str, ...] = (*_EXITS, *_TRAINING, "same_employer")
    youth: bool = False

    @property
    def training(self) -> bool:
        return "credential" in self.indicators

    @property
    def bits(self) -> int:
        """Its part in the sum that says which programs a record belongs to."""
        return sum(_BIT[column] for column in self.members)

    @property
    def one_bit(self) -> bool:
        return len(self.members) == 1


_ALL = (
    Program("adult", "Adult", ("p903",)),
    Program("dislocated_worker", "Dislocated Worker", ("p904",)),
    Program("youth", "Youth", ("p905",), youth=True),
    # Title I shares one number, in which each period of participation counts once.
    Program("title_i", "Title I together", ("p903", "p904", "p905"), ("same_employer",)),
    Program("wagner_peyser", "Wagner-Peyser", ("p918",), (*_EXITS, "same_employer")),
)

PROGRAMS = {each.name: each for each in _ALL}
