"""Checks what was entered, and says in one sentence what is wrong.

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

#: A longer entry is cut before it is repeated to the reader.
LONGEST_ECHO = 40


class InputError(ValueError):
    """One or more inputs are out of range. ``problems`` maps each input to its sentence."""

    def __init__(self, problems: Mapping[str, str]):
        self.problems = dict(problems)
        super().__init__("\n".join(self.problems.values()))

    def _render_traceback_(self) -> list[str]:
        """In a notebook the reader sees the sentences, not a traceback."""
        return list(self.problems.values())


def check(calculator: Calculator, entered: Mapping) -> dict[str, float | str]:
    """The value of every input as entered (percent, not a share of one), defaults filled in.

    Raises:
        InputError: naming each field, the value and the range.
    """
    known = {each.name: each for each in calculator.inputs}
    problems = {name: unknown(calculator, name) for name in entered if name not in known}
    values = {}
    for name, field in known.items():
        raw = entered.get(name, field.default)
        try:
            values[name] = parse(field, raw)
        except ValueError:
            problems[name] = f"{rule(calculator, field)} {echo(calculator, raw)}"
    if problems:
        raise InputError(problems)
    return values


def parse(field: Input, raw) -> float | str:
    """One entry as a number or a choice, or ValueError."""
    if field.choices:
        if not isinstance(raw, str) or raw not in field.choices:
            raise ValueError
        return raw
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
    if "$" in text and UNITS[field.unit].format != "dollars":
        raise ValueError
    return float(re.sub(r"[$,%]", "", text))


def is_number(raw) -> bool:
    return isinstance(raw, Real | Decimal) and not isinstance(raw, bool)


def rule(calculator: Calculator, field: Input) -> str:
    """What may be entered in ``field``, in one sentence."""
    messages = calculator.messages
    if field.choices:
        return messages["input.choice"].format(
            label=field.label, choices="; ".join(field.choices.values())
        )
    sentence = messages["input.whole_range" if field.whole else "input.range"].format(
        label=field.label,
        low=f"{field.low:,}",
        high=f"{field.high:,}",
        unit=messages.get(f"unit.{field.unit}", ""),
    )
    return sentence.replace(" .", ".")


def echo(calculator: Calculator, raw) -> str:
    """What was entered instead, as a sentence."""
    text = raw if isinstance(raw, str) else "" if raw is None else str(raw)
    if isinstance(raw, float):
        text = plain(raw)
    text = re.sub(f"[{SPACES}]+", " ", text).strip(" ")
    if not text:
        return calculator.messages["input.empty"]
    if len(text) > LONGEST_ECHO:
        text = text[:LONGEST_ECHO] + "…"
    return calculator.messages["input.entered"].format(value=text)


def unknown(calculator: Calculator, name: str) -> str:
    """The sentence for an input that this calculator does not have."""
    return calculator.messages["input.unknown"].format(
        calculator=calculator.name,
        value=name,
        names=", ".join(each.name for each in calculator.inputs),
    )
