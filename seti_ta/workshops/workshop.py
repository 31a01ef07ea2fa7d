"""What a workshop holds, and how its file is checked. ``short.yaml`` is a good one to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import ClassVar

import yaml

from seti_ta import checklists
from seti_ta.calculators.reader import DefinitionError
from seti_ta.checklists.checked_file import filled
from seti_ta.evidence import NotQuotableError
from seti_ta.rules import RuleNotUsableError
from seti_ta.workshops.exercise import Exercise, all_exercises
from seti_ta.workshops.marks import citations, with_citations

_STRICT = {"extra": "forbid", "strict": True}

#: What fits on a slide in large type.
MOST_BULLETS, LONGEST_BULLET, LONGEST_TITLE = 5, 130, 60


@dataclass(frozen=True)
class Slide:
    """One slide. ``notes`` are what the instructor says to it."""

    __pydantic_config__: ClassVar = _STRICT

    title: str
    bullets: tuple[str, ...]
    notes: str

    def __post_init__(self):
        long = [each for each in self.bullets if len(with_citations(each)) > LONGEST_BULLET]
        if long or len(self.bullets) > MOST_BULLETS or len(self.title) > LONGEST_TITLE:
            raise DefinitionError(
                f"the slide '{self.title}' does not fit: at most {MOST_BULLETS} bullets of "
                f"{LONGEST_BULLET} characters, and a title of {LONGEST_TITLE}"
            )

    @property
    def texts(self) -> Iterator[str]:
        """Every text of the slide."""
        yield from (self.title, *self.bullets, self.notes)


@dataclass(frozen=True)
class Session:
    """A part of a workshop. ``handout`` is for learners, ``notes`` for the instructor."""

    __pydantic_config__: ClassVar = _STRICT

    title: str
    minutes: int
    purpose: str
    notes: tuple[str, ...] = ()
    handout: tuple[str, ...] = ()
    slides: tuple[Slide, ...] = ()
    exercise: str = ""

    def __post_init__(self):
        if self.minutes < 1:
            raise DefinitionError(f"the session '{self.title}' has no minutes")
        if self.exercise and self.exercise not in all_exercises():
            raise DefinitionError(
                f"the session '{self.title}' has no exercise {self.exercise!r}; "
                f"there are {list(all_exercises())}"
            )

    @property
    def work(self) -> Exercise | None:
        """Its exercise, if there is one."""
        return all_exercises()[self.exercise] if self.exercise else None

    @property
    def texts(self) -> Iterator[str]:
        """Every text of the session, without those of its exercise."""
        yield from (self.title, self.purpose, *self.notes, *self.handout)
        for slide in self.slides:
            yield from slide.texts


@dataclass(frozen=True)
class Workshop:
    """One workshop. The minutes of its sessions add up to ``minutes``.

    ``forms`` are the checklists whose empty forms learners get.
    """

    __pydantic_config__: ClassVar = _STRICT

    name: str
    title: str
    minutes: int
    for_whom: str
    purpose: tuple[str, ...]
    bring: tuple[str, ...]
    on_paper: tuple[str, ...]
    forms: tuple[str, ...]
    sessions: tuple[Session, ...]

    def __post_init__(self):
        total = sum(each.minutes for each in self.sessions)
        if total != self.minutes:
            raise DefinitionError(f"'sessions' take {total} minutes, not {self.minutes}")
        if strangers := [each for each in self.forms if each not in checklists]:
            raise DefinitionError(f"'forms' names {strangers[0]!r}, which is no checklist")
        try:
            for text in self.texts:
                citations(text)
        except (KeyError, NotQuotableError, RuleNotUsableError) as error:
            raise DefinitionError(
                f"a text cites what may not be printed: {error.args[0]}"
            ) from None

    @property
    def exercises(self) -> dict[str, Exercise]:
        """Its exercises by id, in the order of the sessions."""
        return {each.exercise: each.work for each in self.sessions if each.work}

    @property
    def starts(self) -> tuple[str, ...]:
        """When each session begins, in hours and minutes from the start."""
        passed, found = 0, []
        for each in self.sessions:
            found.append(f"{passed // 60}:{passed % 60:02}")
            passed += each.minutes
        return tuple(found)

    @property
    def texts(self) -> Iterator[str]:
        """Every text that somebody wrote for it, those of its exercises too."""
        yield from (self.title, self.for_whom, *self.purpose, *self.bring, *self.on_paper)
        for each in (*self.sessions, *self.exercises.values()):
            yield from each.texts


def load(file: Traversable) -> Workshop:
    """The workshop of one file, checked.

    Raises:
        DefinitionError: one sentence naming the file and what is wrong.
    """
    name, _, _ = file.name.rpartition(".")
    try:
        return filled(Workshop, {"name": name, **yaml.safe_load(file.read_text("utf-8"))})
    except (DefinitionError, ValueError, TypeError, yaml.YAMLError) as error:
        raise DefinitionError(f"{file.name}: {error}") from None
