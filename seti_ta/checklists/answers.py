"""What people answer: checked entry by entry, written to a file and read again.

The page writes and reads the same file.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from seti_ta.calculators.checked_entry import SPACES, InputError, echo, is_number
from seti_ta.checklists.checked_file import filled
from seti_ta.checklists.definition import MESSAGES, Checklist, Item
from seti_ta.files import write_whole

#: The first line of an answer file. Another layout gets another number.
LAYOUT = "seti-ta checklist answers 1"

NOT_APPLICABLE = "N/A"
LEVELS = (0, 1, 2, 3)
WEIGHTS = (1, 2, 3)

#: A next step falls due between these days. Outside them a year has most likely been mistyped.
FIRST_DUE, LAST_DUE = date(2000, 1, 1), date(2099, 12, 31)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def not_yes_no(value):
    """Python takes true for 1; a file that says true as a level is refused."""
    if isinstance(value, bool):
        raise PydanticCustomError("level", "Input should be 0, 1, 2, 3 or 'N/A'")
    return value


#: A level, N/A, or None where there is no answer yet.
Level = Annotated[Literal[0, 1, 2, 3, "N/A"] | None, BeforeValidator(not_yes_no)]


@dataclass(frozen=True)
class Answer:
    """The answer to one item.

    ``level`` is the team's own rating and ``reviewer`` the reviewer's. ``evidence`` says what
    was seen, and ``reason`` why an item is N/A; they stand for both ratings. ``owner`` takes the
    next step, by the day ``due`` (as "2027-03-31"), and ``needed`` is the evidence that will show
    it.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    level: Level = None
    evidence: str = ""
    reviewer: Level = None
    reason: str = ""
    owner: str = ""
    due: str = ""
    needed: str = ""


@dataclass(frozen=True)
class AnswerSheet:
    """One filled-in checklist: ``answers`` and changed ``weights`` by item id."""

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    checklist: str
    answers: dict[str, Answer]
    date: date
    rater_name: str = ""
    reviewer_name: str = ""
    weights: dict[str, int] = field(default_factory=dict)

    def score(self):
        """The ``Scored`` of this sheet.

        Raises:
            InputError: where this edition has no such checklist, or an answer cannot be scored.
        """
        from seti_ta import checklists

        if self.checklist not in checklists:
            names = ", ".join(checklists)
            sentence = MESSAGES["bad.checklist"].format(value=self.checklist, names=names)
            raise InputError({"checklist": sentence})
        chosen = checklists[self.checklist]
        return chosen.score(self.answers, self.reviewer_name, self.weights)


# ---- Checking


def check(
    checklist: Checklist, answers: Mapping, reviewer_name: str, weights: Mapping
) -> tuple[dict[str, Answer], dict[str, int]]:
    """Every item's answer and weight by id. An item without an answer has an empty one.

    Raises:
        InputError: one sentence for each item, the first that holds.
    """
    problems = {
        id: checklist.say("bad.unknown_item", checklist=checklist.name, id=id, ids=ids(checklist))
        for id in (*answers, *weights)
        if id not in checklist.item
    }
    checked, weighed = {}, {}
    for item in checklist.items:
        try:
            weighed[item.id] = weight(checklist, item, weights.get(item.id, item.weight))
            checked[item.id] = answer(checklist, item, answers.get(item.id, {}), reviewer_name)
        except ValueError as problem:
            problems[item.id] = str(problem)
    if problems:
        raise InputError(problems)
    return checked, weighed


def ids(checklist: Checklist) -> str:
    return ", ".join(checklist.item)


def weight(checklist: Checklist, item: Item, raw) -> int:
    """A weight, or ValueError with the sentence."""
    number = whole(raw)
    if number not in WEIGHTS:
        raise ValueError(refusal(checklist, "bad.weight", item, raw))
    return number


def answer(checklist: Checklist, item: Item, raw, reviewer_name: str) -> Answer:
    """One answer, or ValueError with the sentence of the first problem."""
    entered = asdict(raw) if isinstance(raw, Answer) else raw
    if not isinstance(entered, Mapping):
        entered = {"level": raw}
    known = [each.name for each in fields(Answer)]
    for name in entered:
        if name not in known:
            raise ValueError(
                checklist.say("bad.unknown_field", id=item.id, value=name, fields=", ".join(known))
            )
    found = Answer(
        level(checklist, item, "level", entered.get("level")),
        text(checklist, item, "evidence", entered.get("evidence")),
        level(checklist, item, "reviewer", entered.get("reviewer")),
        text(checklist, item, "reason", entered.get("reason")),
        text(checklist, item, "owner", entered.get("owner")),
        day(checklist, item, entered.get("due")),
        text(checklist, item, "needed", entered.get("needed")),
    )
    if NOT_APPLICABLE in (found.level, found.reviewer):
        if not found.reason:
            raise ValueError(checklist.say("bad.reason", id=item.id))
        if item.gate and not reviewer_name.strip(SPACES):
            raise ValueError(checklist.say("bad.gate_na", id=item.id))
    return found


def level(checklist: Checklist, item: Item, name: str, raw) -> Level:
    """A level, N/A, or None where nothing was entered; ValueError with the sentence."""
    if raw is None or raw == "":
        return None
    if isinstance(raw, str) and raw.strip(SPACES).upper() == NOT_APPLICABLE:
        return NOT_APPLICABLE
    number = whole(raw)
    if number not in LEVELS:
        raise ValueError(refusal(checklist, f"bad.{name}", item, raw))
    return number


def whole(raw) -> int | None:
    """A whole number, or a text that holds one digit; None for anything else."""
    if isinstance(raw, str):
        digit = raw.strip(SPACES)
        return int(digit) if len(digit) == 1 and digit in "0123456789" else None
    if is_number(raw) and raw in range(10):
        return int(raw)
    return None


def text(checklist: Checklist, item: Item, name: str, raw) -> str:
    if not isinstance(raw, str | None):
        raise ValueError(checklist.say("bad.text", id=item.id, field=name))
    return (raw or "").strip(SPACES)


def day(checklist: Checklist, item: Item, raw) -> str:
    """A day as "2027-03-31", or an empty text; ValueError with the sentence."""
    entered = (raw or "").strip(SPACES) if isinstance(raw, str | None) else raw
    if entered == "" or is_day(entered):
        return entered
    raise ValueError(refusal(checklist, "bad.due", item, raw))


def is_day(entered) -> bool:
    """Whether a text is a day on which a next step may fall due."""
    if not isinstance(entered, str) or not DAY.fullmatch(entered):
        return False
    try:
        return FIRST_DUE <= date.fromisoformat(entered) <= LAST_DUE
    except ValueError:  # the 31st of a month of 30 days
        return False


def refusal(checklist: Checklist, key: str, item: Item, raw) -> str:
    return f"{checklist.say(key, id=item.id)} {echo(checklist, raw)}"


# ---- Files


def read_answers(path: Path | str) -> AnswerSheet:
    """A filled-in checklist from its file. ``Checklist.score`` checks the answers themselves.

    Raises:
        InputError: naming the file and what is missing or unknown in it.
    """
    path = Path(path)
    content = _json(path)
    try:
        if not isinstance(content, dict) or content.pop("layout", None) != LAYOUT:
            raise ValueError(MESSAGES["bad.layout"].format(layout=LAYOUT))
        return filled(AnswerSheet, content)
    except ValueError as problem:
        sentence = MESSAGES["bad.file"].format(file=path.name, what=problem)
    raise InputError({"file": sentence})


def _json(path: Path):
    try:
        return json.loads(path.read_text("utf-8-sig"))
    except OSError:
        key = "bad.file_missing"
    except (ValueError, RecursionError):  # the latter where brackets go too deep
        key = "bad.json"
    raise InputError({"file": MESSAGES[key].format(file=path.name)})


def write_answers(sheet: AnswerSheet, path: Path | str, replace: bool = False) -> Path:
    """Writes a filled-in checklist, whole or not at all.

    Raises:
        InputError: where the file is there already and ``replace`` was not asked for.
    """
    path = Path(path)
    if path.exists() and not replace:
        raise InputError({"file": MESSAGES["bad.file_exists"].format(file=path.name)})
    content = {"layout": LAYOUT} | asdict(sheet)
    content = json.dumps(content, indent=2, ensure_ascii=False, default=str)
    return write_whole(path, f"{content}\n".encode())
