"""The few marks of a template's text, and nothing else.

Of a line: ``## `` and ``### `` a heading, ``- `` a point, ``( ) `` a choice to tick, ``| a | b |``
a row of a table (the first is its header), ``{gates screening}`` the gates of a checklist as
points. Other lines go on from the one before, or begin a paragraph; an empty line ends it.

Within a line: ``[name of the blank]``, ``{plan target}`` a value of the plan, ``{sentence
recruitment_funnel}`` what a calculator says to a board, ``{rule wioa_p4p}`` the name of a rule,
``{rule wioa_p4p reserve_max_youth}`` a number of it, ``{item SCR-01}`` an item of a checklist.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from seti_ta import checklists
from seti_ta.calculators.links import SHARED, order, value_of
from seti_ta.calculators.reader import DefinitionError
from seti_ta.rules import RuleNotUsableError, rule

Kind = Literal["heading", "subheading", "paragraph", "point", "choice", "table"]

_STARTS: dict[str, Kind] = {
    "## ": "heading", "### ": "subheading", "- ": "point", "( ) ": "choice", "| ": "table",
}  # fmt: skip
_GATES = re.compile(r"\{gates (\w+)\}")
_MARK = re.compile(r"\{([^{}]*)\}|\[([^][]*)\]")
_FOREIGN = re.compile(r"[][{}]")


@dataclass(frozen=True)
class Said:
    """Words that stand in every copy; of a rule, its id."""

    text: str
    rule: str = ""


@dataclass(frozen=True)
class Blank:
    """A place that the reader fills in by hand."""

    name: str


@dataclass(frozen=True)
class Slot:
    """A place that the plan fills in.

    ``calculator`` is empty for what all calculators share; ``field`` is empty for a sentence.
    """

    calculator: str
    field: str

    @property
    def key(self) -> str:
        return ".".join(filter(None, (self.calculator, self.field)))


Piece = Said | Blank | Slot
Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Block:
    """One part of a text: a table has rows of cells, all others have one line."""

    kind: Kind
    line: Line = ()
    rows: tuple[tuple[Line, ...], ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(cell for row in self.rows for cell in row) if self.rows else (self.line,)


def blocks(text: str) -> tuple[Block, ...]:
    """The parts of a text.

    Raises:
        DefinitionError: one sentence that names the line and what is wrong there.
    """
    found: list[Block] = []
    for at, kind, written in _gathered(text):
        try:
            if gates := _GATES.fullmatch(written):
                found += _gates(gates[1])
            elif kind != "table":
                found.append(Block(kind, line(written)))
            else:
                found.append(_table(written))
        except DefinitionError as error:
            raise DefinitionError(f"line {at} of its text: {error}") from None
    return tuple(found)


def _gathered(text: str) -> Iterator[tuple[int, Kind, str]]:
    """Each part as it is written: its first line, its kind, its words; of a table all rows."""
    at, kind, words = 0, "", ""
    for number, each in enumerate(text.splitlines(), 1):
        start = next((mark for mark in _STARTS if each.startswith(mark)), "")
        if each.strip() and words and not start and kind not in ("heading", "subheading", "table"):
            words += f" {each.strip()}"
            continue
        if start == "| " and kind == "table":
            words += f"\n{each}"
            continue
        if words:
            yield at, kind, words
        at, kind, words = number, _STARTS.get(start, "paragraph"), each.removeprefix(start).strip()
        if kind == "table":
            words = each
    if words:
        yield at, kind, words


def _table(written: str) -> Block:
    rows = [row.strip().strip("|").split("|") for row in written.splitlines()]
    if len({len(row) for row in rows}) > 1:
        raise DefinitionError("a row of this table has more or fewer cells than its header.")
    return Block("table", rows=tuple(tuple(line(cell.strip()) for cell in row) for row in rows))


def _gates(name: str) -> list[Block]:
    if name not in checklists:
        raise DefinitionError(f"there is no checklist {name!r}.")
    gates = [each for each in checklists[name].items if each.gate]
    return [Block("point", (Said(f"{each.statement} ({each.id})"),)) for each in gates]


def line(text: str) -> Line:
    """The pieces of one line, each name in it known.

    Raises:
        DefinitionError: one sentence.
    """
    pieces, end = [], 0
    for mark in _MARK.finditer(text):
        pieces += [_plain(text[end : mark.start()]), _piece(mark)]
        end = mark.end()
    pieces.append(_plain(text[end:]))
    return tuple(each for each in pieces if each != Said(""))


def _plain(text: str) -> Said:
    if foreign := _FOREIGN.search(text):
        raise DefinitionError(f"{foreign[0]!r} opens or closes nothing.")
    return Said(text)


def _piece(mark: re.Match) -> Piece:
    inside, blank = mark.groups()
    if blank is not None:
        return Blank(_given(blank, "a blank has no name."))
    word, _, name = inside.partition(" ")
    match word:
        case "plan":
            return _value(name)
        case "sentence":
            return Slot(_in_plan(name), "")
        case "rule":
            return _rule(*name.split(" ", 1))
        case "item":
            return _item(name)
    raise DefinitionError(f"'{{{inside}}}' is no mark; there are plan, sentence, rule and item.")


def _given(text: str, problem: str) -> str:
    if not text.strip():
        raise DefinitionError(problem)
    return text.strip()


def _value(name: str) -> Slot:
    calculator, _, field = name.rpartition(".")
    is_known = value_of(_in_plan(calculator), field) if calculator else field in SHARED
    if not is_known:
        raise DefinitionError(f"the plan has no value {name!r}.")
    return Slot(calculator, field)


def _in_plan(name: str) -> str:
    if name not in order():
        raise DefinitionError(f"the plan has no calculator {name!r}.")
    return name


def _rule(id: str, key: str = "") -> Said:
    try:
        found = rule(id)
        return Said(found.written(key) if key else found.name, id)
    except (KeyError, RuleNotUsableError) as error:
        raise DefinitionError(f"{{rule {id} {key}}}: {error.args[0]}") from None


def _item(id: str) -> Said:
    for checklist in checklists.values():
        for each in checklist.items:
            if each.id == id:
                return Said(f"{each.statement} ({id})")
    raise DefinitionError(f"no checklist has an item {id!r}.")
