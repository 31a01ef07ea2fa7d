"""What a template holds, and how its file is checked. ``employer_letter.yaml`` is a good one to
read; ``marks.py`` says what its text may hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, ClassVar

import yaml

from seti_ta.calculators.reader import DefinitionError
from seti_ta.checklists.checked_file import filled
from seti_ta.rules import Rule, RuleNotUsableError, rule
from seti_ta.templates.marks import Block, Piece, Said, Slot, blocks

if TYPE_CHECKING:
    from seti_ta.plan import Plan
    from seti_ta.templates.filled import Document


@dataclass(frozen=True)
class Template:
    """One document for a board to fill in and use.

    ``order`` is its place among the others. ``signed_by`` and ``fill_in`` say who signs it and what
    to do first. ``rules`` are ids of rules that it stands on beside those that its text names.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    name: str
    order: int
    title: str
    purpose: str
    signed_by: str
    fill_in: str
    rules: tuple[str, ...]
    text: str

    def __post_init__(self):
        for each in self.rules:
            try:
                rule(each)
            except (KeyError, RuleNotUsableError) as error:
                raise DefinitionError(f"'rules': {error.args[0]}") from None
        # Here, so that a mark that is not known is refused now and not when it is shown.
        if not self.blocks:
            raise DefinitionError("'text' is empty.")

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The parts of its text."""
        return blocks(self.text)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All that its text is made of."""
        return tuple(piece for block in self.blocks for line in block.lines for piece in line)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The places that the plan fills in, each once."""
        return tuple(dict.fromkeys(each for each in self.pieces if isinstance(each, Slot)))

    @property
    def stands_on(self) -> tuple[Rule, ...]:
        """The rules that it names, those of its text first."""
        named = (each.rule for each in self.pieces if isinstance(each, Said) and each.rule)
        return tuple(map(rule, dict.fromkeys((*named, *self.rules))))

    def document(self, plan: Plan) -> Document:
        """The text with the plan's own values in it; what the plan does not know stays blank."""
        from seti_ta.templates.filled import document

        return document(self, plan)


def load(file: Traversable) -> Template:
    """The template of one file, checked.

    Raises:
        DefinitionError: one sentence naming the file and the place in it.
    """
    name, _, _ = file.name.rpartition(".")
    try:
        content = yaml.safe_load(file.read_text("utf-8"))
        if not isinstance(content, dict):
            raise DefinitionError("it has no fields.")
        return filled(Template, {"name": name, **content})
    except (DefinitionError, ValueError, yaml.YAMLError) as error:
        raise DefinitionError(f"{file.name}: {error}") from None
