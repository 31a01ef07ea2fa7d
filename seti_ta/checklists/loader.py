"""Reads a checklist from its YAML file."""

import re
from importlib.resources.abc import Traversable

import yaml

from seti_ta.calculators.reader import DefinitionError
from seti_ta.checklists.checked_file import filled
from seti_ta.checklists.definition import MESSAGES, Checklist

#: A figure that is our judgement, as {30 days}.
THRESHOLD = re.compile(r"\{([^{}]+)\}")


def load(file: Traversable) -> Checklist:
    """The checklist of one file, checked. Working thresholds are marked as such.

    Raises:
        DefinitionError: naming the file, the item and the field.
    """
    name, _, _ = file.name.rpartition(".")
    try:
        content = marked(yaml.safe_load(file.read_text("utf-8")))
        return filled(Checklist, {"name": name, **content})
    except (DefinitionError, ValueError, yaml.YAMLError) as error:
        raise DefinitionError(f"{file.name}: {error}") from None


def marked(content):
    """The content of a file with each ``{figure}`` marked as a working threshold."""
    match content:
        case dict():
            return {key: marked(value) for key, value in content.items()}
        case list():
            return [marked(each) for each in content]
        case str():
            return THRESHOLD.sub(
                lambda found: MESSAGES["threshold"].format(value=found[1]), content
            )
    return content
