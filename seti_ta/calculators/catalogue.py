"""Every text a reader sees, in one catalogue keyed by definition.

English stands in the definitions themselves and in ``messages.json``. An edition in
another language is a file with the same keys: ``texts`` lists them, ``translated``
applies them, and every surface follows.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from importlib import resources

MESSAGES: Mapping[str, str] = json.loads(
    resources.files(__package__).joinpath("messages.json").read_text("utf-8")
)

TEXT_FIELDS = {
    "title", "question", "label", "short", "help", "text", "limits", "choices", "details",
    "purpose", "use_when", "not_for",
    "answers", "presets_label", "messages", "source", "citation", "locator",
    "statement", "evidence", "levels", "why",
}  # fmt: skip


def texts(calculator) -> dict[str, str]:
    """All texts of one calculator by key, such as ``recruitment_funnel.inputs.target.label``."""
    found: dict[str, str] = {}

    def note(key: str, text: str) -> str:
        found[key] = text
        return text

    _changed(calculator, calculator.name, note)
    return found


def translated(calculator, translation: Mapping[str, str]):
    """The same calculator with the texts of ``translation``; missing keys stay English."""
    return _changed(calculator, calculator.name, lambda key, text: translation.get(key, text))


def _changed(node, key: str, change: Callable[[str, str], str], is_text: bool = False):
    match node:
        case str():
            return change(key, node) if is_text and node else node
        case tuple():
            return tuple(
                _changed(each, f"{key}.{getattr(each, 'name', place)}", change, is_text)
                for place, each in enumerate(node)
            )
        case dict():
            return {k: _changed(v, f"{key}.{k}", change, is_text) for k, v in node.items()}
        case _ if is_dataclass(node):
            # All calculators share their messages, so these have one key each.
            keys = {f.name: f"{key}.{f.name}" for f in fields(node)} | {"messages": "messages"}
            new = {
                f.name: _changed(getattr(node, f.name), keys[f.name], change, f.name in TEXT_FIELDS)
                for f in fields(node)
            }
            return replace(node, **new)
    return node
