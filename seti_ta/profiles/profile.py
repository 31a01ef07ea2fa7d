"""What a profile holds, and how its file is checked. ``per_scholas.yaml`` is a good one to read.

Texts are MyST: a number stands in them as ``{fact}`id` `` and never as digits that state a finding.
``None`` (an empty field) means that no text we read says it, and the page prints so.
"""

import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from datetime import date
from importlib.resources.abc import Traversable
from typing import ClassVar, Literal

import yaml

from seti_ta.calculators.reader import DefinitionError
from seti_ta.checklists.checked_file import filled
from seti_ta.evidence import NotQuotableError, quote
from seti_ta.evidence.estimates import pools, row, rows, studies
from seti_ta.evidence.facts import fact

_FACT = re.compile(r"\{fact\}`([^`]+)`")
_STRICT = {"extra": "forbid", "strict": True}


@dataclass(frozen=True)
class Components:
    """The five components, each as this program delivered it."""

    __pydantic_config__: ClassVar = _STRICT

    screening: str | None
    training: str | None
    readiness: str | None
    support: str | None
    employers: str | None


@dataclass(frozen=True)
class Cost:
    """``figures`` are ids of facts; each prints with its own price year."""

    __pydantic_config__: ClassVar = _STRICT

    figures: tuple[str, ...]
    text: str | None


@dataclass(frozen=True)
class Status:
    """What may be out of date soon, with the day it was last checked."""

    __pydantic_config__: ClassVar = _STRICT

    text: str
    checked: date


@dataclass(frozen=True)
class Profile:
    """One program. ``programs`` are its names in the evidence table, ``latest`` its newest rows."""

    __pydantic_config__: ClassVar = _STRICT

    name: str
    title: str
    one_line: str
    kind: Literal["sector", "contrast", "no trial yet"]
    where: str
    sector: str
    for_whom: str
    length: str | None
    trial: str
    in_one_minute: tuple[str, ...]
    components: Components
    cost: Cost
    results: str
    programs: tuple[str, ...]
    latest: tuple[str, ...]
    studies: tuple[str, ...]
    caveats: tuple[str, ...]
    borrow: tuple[str, ...]
    status: Status | None

    def __post_init__(self):
        known = {each["program"] for each in rows().values()}
        _refuse("programs", self.programs, lambda name: name in known, "the evidence table")
        _refuse("studies", self.studies, lambda name: name in studies(), "studies.csv")
        _refuse("latest", self.latest, self._is_own_row, "the rows of its programs or their sites")
        for id in self.latest:
            _printable("latest", quote, id, "finding")
        for field, id in self._cited():
            _printable(field, fact, id)

    @property
    def facts(self) -> set[str]:
        """The ids of all facts that it cites."""
        return {id for _, id in self._cited()}

    def _cited(self) -> Iterator[tuple[str, str]]:
        yield from (("cost: figures", id) for id in self.cost.figures)
        for name in (each.name for each in fields(self)):
            yield from ((name, id) for id in _facts(getattr(self, name)))

    def _is_own_row(self, id: str) -> bool:
        if id not in rows():
            return False
        program = row(id)["program"]
        return program in self.programs or pools()[program] in self.programs


def load(file: Traversable) -> Profile:
    """The profile of one file, checked.

    Raises:
        DefinitionError: one sentence naming the file and the field.
    """
    name, _, _ = file.name.rpartition(".")
    try:
        content = yaml.safe_load(file.read_text("utf-8"))
        if not isinstance(content, dict):
            raise DefinitionError("it has no fields.")
        return filled(Profile, {"name": name, **content})
    except (DefinitionError, ValueError, yaml.YAMLError) as error:
        raise DefinitionError(f"{file.name}: {error}") from None


def _refuse(field: str, names: tuple[str, ...], is_known, place: str) -> None:
    if strangers := [name for name in names if not is_known(name)]:
        raise DefinitionError(f"'{field}' names {strangers[0]!r}, which is not in {place}.")


def _printable(field: str, ask, *id: str) -> None:
    try:
        ask(*id)
    except KeyError:
        raise DefinitionError(f"'{field}' cites {id[0]!r}, which is no fact.") from None
    except NotQuotableError as error:
        raise DefinitionError(f"'{field}' may not print {error}") from None


def _facts(value) -> Iterator[str]:
    """The facts cited in a text, or in the texts of a list or of a part."""
    match value:
        case str():
            yield from _FACT.findall(value)
        case tuple():
            for each in value:
                yield from _facts(each)
        case Components() | Cost() | Status():
            yield from _facts(astuple(value))
