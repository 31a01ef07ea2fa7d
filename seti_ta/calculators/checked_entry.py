"""Reads one entry, and says in one sentence what is wrong with it.

The page and the workbook make the same sentences from the same templates.
"""

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from numbers import Real

from seti_ta.calculators.units import UNITS, plain
from seti_ta.calculators.vocabulary import Calculator, Input

#: 1,234.5 with the marks that people type: a dollar sign, a percent sign.
NUMBER = re.compile(r"-?\$?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?%?", re.ASCII)

#: What may stand around an entry, and comes along when one is pasted. Python, browsers and
#: sheets each have their own idea of a space, so it is spelled out.
SPACES = " \t\n\r\u00a0\u2007\u202f\ufeff"

#: A name that a reader gives to a row has at most so many letters.
LONGEST_NAME = 40

#: A longer entry is cut before it is repeated to the reader.
LONGEST_ECHO = 40


class InputError(ValueError):
    """One or more inputs are out of range. ``problems`` maps each input to its sentence."""

    def __init__(self, problems: Mapping[str, str]):
        self.problems = dict(problems)
        super().__init__("\n".join(self.sentences))

    @property
    def sentences(self) -> list[str]:
        """What is wrong; a sentence that several inputs share is there once."""
        return list(dict.fromkeys(self.problems.values()))

    def _render_traceback_(self) -> list[str]:
        """In a notebook the reader sees the sentences, not a traceback."""
        return self.sentences


def checked(problems, key, calculator, field, raw, label=""):
    """One parsed entry; the sentence of a bad one goes to ``problems``."""
    try:
        return parse(field, raw)
    except ValueError:
        problems[key] = f"{rule(calculator, field, label)} {echo(calculator, raw)}"


def parse(field: Input, raw) -> float | str | None:
    """One entry as a number, a choice or a text; None or "" for an empty one. Else ValueError."""
    if field.choices:
        if not isinstance(raw, str) or raw not in field.choices:
            raise ValueError
        return raw
    if field.optional and (raw is None or (isinstance(raw, str) and not raw.strip(SPACES))):
        return "" if field.is_text else None
    if field.is_text:
        name = as_name(raw) if isinstance(raw, str) else ""
        if not 0 < len(name) <= LONGEST_NAME:
            raise ValueError
        return name
    number = to_number(field, raw)
    if not field.low <= number <= field.high or (field.whole and number != int(number)):
        raise ValueError
    return int(number) if field.whole else number


def to_number(field: Input, raw) -> float:
    """A number, or text that a person would call one, as a float."""
    if is_number(raw):
        try:
            return float(raw)
        except OverflowError:
            return math.inf
    text = raw.strip(SPACES) if isinstance(raw, str) else ""
    if not NUMBER.fullmatch(text) or not re.search(r"\d", text):
        raise ValueError
    if "%" in text and not field.is_percent:
        raise ValueError
    if "$" in text and not UNITS[field.unit].is_money:
        raise ValueError
    return float(re.sub(r"[$,%]", "", text))


def as_name(text: str) -> str:
    """A name as it is kept: with single spaces."""
    return re.sub(f"[{SPACES}]+", " ", text).strip(" ")


def is_number(raw) -> bool:
    return isinstance(raw, Real | Decimal) and not isinstance(raw, bool)


def rule(calculator: Calculator, field: Input, label: str = "") -> str:
    """What may be entered in ``field``, in one sentence that calls it ``label``."""
    messages, label = calculator.messages, label or field.label
    if field.choices:
        choices = "; ".join(field.choices.values())
        return messages["input.choice"].format(label=label, choices=choices)
    if field.is_text:
        key = "input.optional_text" if field.optional else "input.name"
        return messages[key].format(label=label, most=LONGEST_NAME)
    is_year = UNITS[field.unit].format == "year"
    key = "year" if is_year else "whole" if field.whole else "number"
    grouped = "" if is_year else ","
    sentence = messages[f"input.{'optional_' if field.optional else ''}{key}"].format(
        label=label,
        low=f"{_short(field.low):{grouped}}",
        high=f"{_short(field.high):{grouped}}",
        unit=messages.get(f"unit.{field.unit}", ""),
    )
    return sentence.replace(" .", ".").replace(" ,", ",")  # where a unit has no word


def _short(number: float) -> float:
    """A whole number without its ".0"."""
    return int(number) if number == int(number) else number


def echo(calculator: Calculator, raw) -> str:
    """What was entered instead, as a sentence."""
    text = raw if isinstance(raw, str) else "" if raw is None else str(raw)
    if isinstance(raw, float):
        text = plain(raw)
    text = as_name(text)
    if not text:
        return calculator.messages["input.empty"]
    if len(text) > LONGEST_ECHO:
        text = text[:LONGEST_ECHO] + "…"
    return calculator.messages["input.entered"].format(value=text)
