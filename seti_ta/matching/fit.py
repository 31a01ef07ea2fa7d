"""What is possible: the hard constraints between each person and each program, with reasons."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

#: The hard constraints, and what is said where one is not met.
CONSTRAINTS = {
    "eligibility": "no fund can pay for this person in this program",
    "schedule": "it meets when the person cannot come",
    "distance": "it is too far and cannot be done from home",
    "credentials": "a credential is required that the person does not hold",
    "skills": "reading or math is under the floor, even with the bridge course",
}

EARTH_MILES = 3958.8


@dataclass(frozen=True)
class Fit:
    """``met``: for each constraint a matrix of people by programs, true where it is met.

    ``miles``: the distance; missing where a place is not known. ``bridge``: true where the skills
    floor is met only with the bridge course.
    """

    met: dict[str, np.ndarray]
    miles: np.ndarray
    bridge: np.ndarray

    @cached_property
    def possible(self) -> np.ndarray:
        return np.logical_and.reduce(list(self.met.values()))

    def against(self, person: int, program: int) -> list[str]:
        """Why a program is not possible for a person, one reason a constraint."""
        return [CONSTRAINTS[name] for name, met in self.met.items() if not met[person, program]]


def fit(people: pd.DataFrame, programs: pd.DataFrame) -> Fit:
    """The constraints between checked tables: see ``read_seekers`` and ``read_programs``."""
    miles = distance(people, programs)
    near = miles <= people["max_miles"].to_numpy()[:, None]
    remote = np.outer(people["can_learn_remotely"] == "yes", programs["remote"] == "yes")
    floors = {
        subject: programs[f"{subject}_floor"].to_numpy()[None, :] for subject in ("reading", "math")
    }
    levels = {
        subject: people[f"{subject}_level"].to_numpy()[:, None] for subject in ("reading", "math")
    }
    lower = programs["bridge_levels"].to_numpy()[None, :]
    ready = np.logical_and.reduce([levels[each] >= floors[each] for each in floors])
    bridged = np.logical_and.reduce([levels[each] >= floors[each] - lower for each in floors])
    met = {
        "eligibility": _overlap(people["eligible_for"], programs["funding"]),
        "schedule": _overlap(people["schedule"], programs["schedule"].map(lambda one: (one,))),
        "distance": near | remote,
        "credentials": _holds_all(people["credentials"], programs["requires"]),
        "skills": bridged,
    }
    return Fit(met, miles, bridged & ~ready)


def distance(people: pd.DataFrame, programs: pd.DataFrame) -> np.ndarray:
    """Miles as the crow flies, people by programs. Roads are longer."""
    here, there = (
        np.radians(table[["lat", "lon"]].to_numpy(dtype=np.float64)) for table in (people, programs)
    )
    lat, lon = here[:, None, 0] - there[None, :, 0], here[:, None, 1] - there[None, :, 1]
    across = np.cos(here[:, 0])[:, None] * np.cos(there[:, 0])[None, :] * np.sin(lon / 2) ** 2
    miles = 2 * EARTH_MILES * np.arcsin(np.sqrt(np.clip(np.sin(lat / 2) ** 2 + across, 0, 1)))
    return miles.astype(np.float32)


def _overlap(left: pd.Series, right: pd.Series) -> np.ndarray:
    """True where two lists share a word."""
    mine, theirs, _ = _marks(left, right)
    return mine @ theirs.T > 0


def _holds_all(held: pd.Series, required: pd.Series) -> np.ndarray:
    mine, theirs, _ = _marks(held, required)
    return mine @ theirs.T == theirs.sum(axis=1)[None, :]


def _marks(left: pd.Series, right: pd.Series) -> tuple[np.ndarray, np.ndarray, list[str]]:
    words = sorted({word for cells in (left, right) for parts in cells for word in parts})
    place = {word: number for number, word in enumerate(words)}
    marks = []
    for cells in (left, right):
        mark = np.zeros((len(cells), len(words)), dtype=np.float32)
        for row, parts in enumerate(cells):
            mark[row, [place[word] for word in set(parts)]] = 1
        marks.append(mark)
    return *marks, words
