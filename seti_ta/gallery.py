"""A room of the house that can be read as a mapping, from a name to what stands in the room."""

from collections.abc import Iterator, Mapping
from types import ModuleType


class Gallery(ModuleType, Mapping):
    """A module as a mapping. It says what it holds in ``_gallery()`` and calls it ``_kind``."""

    def __getitem__(self, name: str):
        if name not in self._gallery():
            names = ", ".join(self._gallery())
            raise KeyError(f"There is no {self._kind} '{name}'. There are: {names}.")
        return self._gallery()[name]

    def __contains__(self, name: object) -> bool:
        return name in self._gallery()

    def __iter__(self) -> Iterator[str]:
        return iter(self._gallery())

    def __len__(self) -> int:
        return len(self._gallery())

    __eq__ = object.__eq__
    __hash__ = object.__hash__
