"""The made-up region that all exercises share, read from ``region.yaml``."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, ClassVar

import yaml

from seti_ta.calculators.reader import DefinitionError
from seti_ta.checklists.checked_file import filled


@dataclass(frozen=True)
class Region:
    """A region that does not exist. ``label`` says so wherever its figures are shown.

    ``entries`` are groups of entries for calculators, such as the plan of a class.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    name: str
    label: str
    about: tuple[str, ...]
    entries: dict[str, dict[str, Any]]

    def group(self, name: str) -> dict[str, Any]:
        """One group of entries.

        Raises:
            DefinitionError: where there is no such group.
        """
        if name not in self.entries:
            raise DefinitionError(f"the region has no group {name!r}; it has {list(self.entries)}")
        return self.entries[name]


@cache
def region() -> Region:
    """The region of this edition."""
    file = resources.files(__package__).joinpath("region.yaml")
    try:
        return filled(Region, yaml.safe_load(file.read_text("utf-8")))
    except (ValueError, yaml.YAMLError) as error:
        raise DefinitionError(f"{file.name}: {error}") from None
