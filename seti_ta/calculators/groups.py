"""The calculators by where to start, by who asks and by the part of a program."""

from seti_ta import calculators
from seti_ta.calculators import Calculator
from seti_ta.calculators.vocabulary import COMPONENTS, USERS


def to_start_with() -> list[Calculator]:
    """The few that answer what most boards ask first."""
    return [each for each in calculators.values() if each.start_here]


def others() -> list[Calculator]:
    return [each for each in calculators.values() if not each.start_here]


def by_user() -> dict[str, list[Calculator]]:
    """Those that each user asks for; one may stand under several users."""
    return {user: [c for c in calculators.values() if user in c.users] for user in USERS}


def by_component() -> dict[str, list[Calculator]]:
    """Those about each part of a program that has one."""
    found = {
        part: [each for each in calculators.values() if each.component == part]
        for part in COMPONENTS
    }
    return {part: them for part, them in found.items() if them}
