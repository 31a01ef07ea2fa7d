"""Holds what a file says to the dataclass that it should fill."""

import json
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from seti_ta.checklists.definition import MESSAGES

Shape = TypeVar("Shape")


def filled(shape: type[Shape], content) -> Shape:
    """An instance of the dataclass ``shape`` with the content of a YAML or JSON file.

    Raises:
        ValueError: one sentence that names the place and what is wrong there.
    """
    # Strict types, but a list for a tuple and a text for a date: pydantic's rules for JSON.
    text = json.dumps(content, default=str)
    try:
        return TypeAdapter(shape).validate_json(text)
    except ValidationError as error:
        raise ValueError(_sentence(content, error.errors()[0])) from None


def _sentence(content, error: dict) -> str:
    place, what = error["loc"], error["msg"]
    match error["type"]:
        case "missing":
            key = "missing"
        case "unexpected_keyword_argument":
            key = "unknown"
        case _:
            key = "value"
    what = f"{what[0].upper()}{what[1:]}."
    return MESSAGES[f"bad.place.{key}"].format(place=_path(content, place), what=what)


def _path(content, place: tuple) -> str:
    """The place of an error. An item of a list is called by its id if it has one."""
    names = []
    for step in place:
        content = content[step] if _has(content, step) else None
        names.append(content["id"] if _has(content, "id") else str(step))
    return ": ".join(names)


def _has(content, step) -> bool:
    if isinstance(content, list):
        return isinstance(step, int) and step < len(content)
    return isinstance(content, dict) and step in content
