"""An exercise: a story and a task for learners, and a key that the package computes.

``exercises.yaml`` holds them all. No answer is typed there: worksheets and key sentences name
values (see ``marks``), and the key fills them in.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import ClassVar

import yaml

from seti_ta.calculators.reader import DefinitionError
from seti_ta.checklists.checked_file import filled
from seti_ta.workshops.marks import asks, has_typed_figure, with_values
from seti_ta.workshops.material import Material, Rated, Row, Run

_STRICT = {"extra": "forbid", "strict": True}

#: Stands in the cells of a row that is written once for each name in ``for_each``.
EACH = "<each>"


@dataclass(frozen=True)
class Worksheet:
    """A table to fill in by hand. A row with ``<each>`` stands for one row a name."""

    __pydantic_config__: ClassVar = _STRICT

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    for_each: tuple[str, ...] = ()

    def __post_init__(self):
        if any(len(row) != len(self.header) for row in self.rows):
            raise DefinitionError(f"'{self.title}' has a row that is not as long as its header")

    @property
    def cells(self) -> list[list[str]]:
        """Every row, with its marks still in place."""
        return [
            [cell.replace(EACH, name) for cell in row]
            for row in self.rows
            for name in (self.for_each if any(EACH in cell for cell in row) else ("",))
        ]


@dataclass(frozen=True)
class Filled:
    """A worksheet in print: for learners with blanks, in the key with its answers."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Key:
    """The answers: worksheets filled in, what to say of them, and what the package says."""

    worksheets: tuple[Filled, ...]
    sentences: tuple[str, ...]
    says: tuple[str, ...]


@dataclass(frozen=True)
class Exercise:
    """One exercise. ``page`` of the book teaches what it is about.

    The slides draw the bars of the run ``picture``, if it names one.
    ``questions`` and ``mistake`` are for the facilitator, and so is all of ``key``.
    """

    __pydantic_config__: ClassVar = _STRICT

    id: str
    title: str
    page: str
    story: tuple[str, ...]
    task: tuple[str, ...]
    worksheets: tuple[Worksheet, ...]
    answers: tuple[str, ...]
    questions: tuple[str, ...]
    mistake: str
    runs: dict[str, Run] = field(default_factory=dict)
    ratings: dict[str, Rated] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    picture: str = ""

    def __post_init__(self):
        for name, each in self.material.items():
            self._checked(name, each)
        if self.picture and self.picture not in self.runs:
            raise DefinitionError(f"{self.id}: 'picture' names {self.picture!r}, which is no run")
        headers = (text for sheet in self.worksheets for text in sheet.header)
        for text in (*self.story, *self.task, *headers):
            if asks(text):
                raise DefinitionError(f"{self.id}: a text for learners may not ask: {text}")
        for text in self.answers:
            if has_typed_figure(text):
                raise DefinitionError(f"{self.id}: an answer holds a typed figure: {text}")
        try:
            self.key()
        except (KeyError, ValueError, TypeError) as error:
            raise DefinitionError(f"{self.id}: a mark names what is not there: {error}") from None

    def _checked(self, name: str, each: Material) -> None:
        try:
            each.check()
        except (KeyError, ValueError) as error:
            raise DefinitionError(f"{self.id}, {name}: {error.args[0]}") from None

    @property
    def material(self) -> dict[str, Material]:
        """All that it works on, by name."""
        return {**self.runs, **self.ratings, **self.rows}

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The story, its figures filled in."""
        return tuple(self._filled(text) for text in self.story)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The steps of the task."""
        return tuple(self._filled(text) for text in self.task)

    def sheets(self) -> tuple[Filled, ...]:
        """The worksheets as learners get them: what is asked for is blank."""
        return tuple(self._sheet(each, blank=True) for each in self.worksheets)

    def key(self) -> Key:
        """The answers, computed from the entries."""
        return Key(
            tuple(self._sheet(each, blank=False) for each in self.worksheets),
            tuple(map(self._filled, self.answers)),
            tuple(said for each in self.material.values() for said in each.says),
        )

    @property
    def is_real(self) -> bool:
        """Whether all its figures are published ones, and none is made up."""
        return not self.runs and not self.ratings

    @property
    def texts(self) -> Iterator[str]:
        """Every text that somebody wrote."""
        yield from (self.title, *self.story, *self.task, *self.answers, *self.questions)
        yield self.mistake
        for sheet in self.worksheets:
            yield from (sheet.title, *sheet.header, *(cell for row in sheet.rows for cell in row))

    def _sheet(self, sheet: Worksheet, blank: bool) -> Filled:
        rows = tuple(tuple(self._filled(cell, blank) for cell in row) for row in sheet.cells)
        return Filled(sheet.title, tuple(map(self._filled, sheet.header)), rows)

    def _filled(self, text: str, blank: bool = False) -> str:
        def written(run: str, name: str, at: tuple[str, ...]) -> str:
            return self.material[run].written(name, at)

        return with_values(text, written, blank)


@cache
def all_exercises() -> dict[str, Exercise]:
    """Every exercise by id."""
    file = resources.files(__package__).joinpath("exercises.yaml")
    try:
        content = yaml.safe_load(file.read_text("utf-8"))
        return {id: filled(Exercise, {"id": id, **each}) for id, each in content.items()}
    except (DefinitionError, ValueError, yaml.YAMLError) as error:
        raise DefinitionError(f"{file.name}: {error}") from None
