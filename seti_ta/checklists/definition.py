"""The words a checklist is defined in. ``screening.yaml`` is a good one to read."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib import resources
from typing import ClassVar, Literal

from seti_ta import calculators
from seti_ta.calculators import Calculator
from seti_ta.calculators.catalogue import MESSAGES as SHARED_MESSAGES
from seti_ta.calculators.reader import DefinitionError
from seti_ta.calculators.vocabulary import Source
from seti_ta.rules import Rule, RuleNotUsableError, rule

FOLDER = resources.files(__package__)

#: The texts of all checklists, on top of those that they share with the calculators.
MESSAGES: Mapping[str, str] = SHARED_MESSAGES | json.loads(
    FOLDER.joinpath("messages.json").read_text("utf-8")
)


@cache
def sources() -> dict[str, Source]:
    """Every source that an item may name, by id."""
    with FOLDER.joinpath("sources.csv").open(encoding="utf-8", newline="") as lines:
        return {row.pop("id"): Source(**row) for row in csv.DictReader(lines)}


@dataclass(frozen=True)
class Item:
    """One practice that can be seen on a site visit, with an anchor for each level from 0 to 3.

    ``basis`` says what speaks for it: ``bundle``, a feature of programs with gains in trials;
    ``implementation``, a study or public record of how programs ran; ``rule``, a law or a
    funder's rule; ``judgement``, practitioners' judgement. ``rules`` are the ids of the laws and
    guidelines that it stands on: ``seti_ta.rules`` has their status and dates.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    id: str
    statement: str
    evidence: str
    levels: tuple[str, str, str, str]
    weight: Literal[1, 2, 3]
    gate: bool
    why: str
    basis: Literal["bundle", "implementation", "rule", "judgement"]
    sources: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    def __post_init__(self):
        texts = (self.id, self.statement, self.evidence, self.why, *self.levels)
        if not all(map(str.strip, texts)):
            raise DefinitionError(f"{self.id}: one of the texts is empty")
        if strangers := [each for each in self.sources if each not in sources()]:
            raise DefinitionError(f"{self.id}: 'sources' names {strangers[0]}, not in sources.csv")
        try:
            self.ruled  # noqa: B018 (looked up for its errors)
        except (KeyError, RuleNotUsableError) as error:
            raise DefinitionError(f"{self.id}: 'rules': {error.args[0]}") from None

    @property
    def name(self) -> str:
        """The id, as the catalogue of texts asks for it."""
        return self.id

    @property
    def ruled(self) -> tuple[Rule, ...]:
        """The rules that it stands on."""
        return tuple(rule(each) for each in self.rules)

    @property
    def cited(self) -> tuple[Source, ...]:
        """What it rests on: sources, then rules with their dates."""
        read = [sources()[each] for each in self.sources]
        return (*read, *map(Source.of_rule, self.rules))

    @property
    def calculators(self) -> tuple[Calculator, ...]:
        """The calculators that serve this item."""
        return tuple(each for each in calculators.values() if self.id in each.checklist_items)


#: The parts of the book that checklists belong to, in their order.
PARTS = ("start", "components", "building", "learning")


@dataclass(frozen=True)
class Checklist:
    """A checklist: its items in the order of the file, which is the order of a visit.

    ``part`` is the part of the book that it belongs to, and ``place`` where it stands there. One
    that ``borrows`` names the ids of items of other checklists, and has no others. Read from its
    file it is empty; ``borrowing`` fills it.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    name: str
    title: str
    question: str
    items: tuple[Item, ...] = ()
    borrows: tuple[str, ...] = ()
    part: Literal[*PARTS] = PARTS[0]
    place: int = 0
    messages: Mapping[str, str] = field(default_factory=lambda: MESSAGES)

    def __post_init__(self):
        ids = [each.id for each in self.items] or self.borrows
        if not ids:
            raise DefinitionError(f"{self.name}: 'items' is missing, and so is 'borrows'")
        if twice := [each for each in ids if ids.count(each) > 1]:
            raise DefinitionError(f"{self.name}: the id {twice[0]} is given twice")

    def __repr__(self) -> str:
        return f"<checklist {self.name}: {self.title}>"

    @property
    def code(self) -> str:
        """What the ids begin with; of borrowed items, the name of the checklist."""
        return self.name.upper() if self.borrows else self.items[0].id.partition("-")[0]

    @cached_property
    def item(self) -> dict[str, Item]:
        """Every item by id."""
        return {each.id: each for each in self.items}

    def borrowing(self, items: Mapping[str, Item]) -> "Checklist":
        """This checklist with the items that it borrows: the very same objects.

        Raises:
            DefinitionError: where there is no such item.
        """
        if strangers := [id for id in self.borrows if id not in items]:
            raise DefinitionError(f"{self.name}: 'borrows' names {strangers[0]}, no known item")
        return replace(self, items=tuple(items[id] for id in self.borrows))

    @property
    def printed(self) -> tuple[Item, ...]:
        """The items as forms print them: gates first, then the heaviest first."""
        return tuple(sorted(self.items, key=lambda each: (not each.gate, -each.weight)))

    @property
    def cited(self) -> tuple[Source, ...]:
        """Every source of the items, in the order of the items."""
        return tuple(dict.fromkeys(source for each in self.items for source in each.cited))

    @property
    def ruled(self) -> tuple[Rule, ...]:
        """Every rule of the items, in the order of the items."""
        found = {rule.id: rule for each in self.items for rule in each.ruled}
        return tuple(found.values())

    def say(self, key: str, **fields) -> str:
        """A text of the catalogue."""
        return self.messages[key].format(**fields)

    def dated(self, rule: Rule) -> str:
        """A rule's name with its status and dates."""
        return self.say("rule", name=rule.name, dated=rule.dated)

    def score(self, answers: Mapping, reviewer_name: str = "", weights: Mapping | None = None):
        """The score of ``answers``: for each item id an ``Answer``, or a mapping like one.

        ``weights`` replaces the weights of some items. Returns a ``Scored``.

        Raises:
            InputError: one sentence for each item that cannot be scored as answered.
        """
        from seti_ta.checklists.score import score

        return score(self, answers, reviewer_name, weights or {})

    def score_texts(self, texts: Mapping[str, str]):
        """The score of what the page keeps: texts by field, such as "SCR-01.level".

        Raises:
            InputError: as ``score`` does.
        """
        answers, weights = {}, {}
        for name, text in texts.items():
            id, _, field = name.rpartition(".")
            if field == "weight":
                weights[id] = text
            elif id:
                answers.setdefault(id, {})[field] = text
        return self.score(answers, texts.get("reviewer_name", ""), weights)
