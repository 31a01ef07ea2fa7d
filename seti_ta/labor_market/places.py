"""Boards, their counties, and the wage areas that contain the counties.

Each county lies in one wage area. A wage area is mostly wider than a board. Lists of counties are
partly old: boards merge, so a user must see the list and be able to correct it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

import pandas as pd

from seti_ta.calculators import InputError

#: What is known about a board's list of counties.
STATUS = {
    "confirmed": "a second source agrees",
    "listed": "from one source of 2019; check it",
    "unconfirmed": "taken as a state with one area; check it",
    "no-counties": "the counties were not found; choose them yourself",
}

_FILLER = r"\b(wib|wia|lwia|lwda|lwdb|wdb|wda|wsa|region|area|board|workforce|development)\b"


@dataclass(frozen=True)
class Place:
    """A board. ``partial``: counties of which it holds a part. ``status``: see ``STATUS``."""

    code: str
    name: str
    state: str
    counties: tuple[str, ...]
    partial: tuple[str, ...]
    status: str
    vintage: str
    also: str

    @property
    def areas(self) -> list[str]:
        """The codes of the wage areas that contain its counties."""
        return areas_of(self.counties)


@cache
def counties() -> pd.DataFrame:
    """``county_name``, ``state`` and ``area_code`` of each county, by its five-digit code."""
    return _read("counties.csv").set_index("county_fips")


@cache
def boards() -> tuple[Place, ...]:
    """Every board whose name was found, by state and name."""
    found = [
        Place(
            row["board_code"],
            re.sub(r"^\d+ ", "", row["board_name"]),
            row["state"],
            tuple(filter(None, row["counties"].split(";"))),
            tuple(part.split(":")[0] for part in filter(None, row["counties_part"].split(";"))),
            row["status"],
            row["vintage"],
            row["also_known_as"],
        )
        for row in _read("boards.csv").to_dict("records")
    ]
    return tuple(sorted(found, key=lambda each: (each.state, each.name)))


def areas_of(county_codes) -> list[str]:
    """The wage areas of some counties, each once, in order.

    Raises:
        InputError: naming a county that does not exist.
    """
    known = counties()["area_code"]
    if unknown := [each for each in county_codes if each not in known.index]:
        raise InputError(
            {"counties": f"There is no county {unknown[0]!r}: give five digits, such as 48441. "
                         "Connecticut has planning regions, 09110 to 09190."}
        )  # fmt: skip
    return sorted({known[each] for each in county_codes})


def find_places(text: str, state: str | None = None) -> list[Place]:
    """Boards whose name holds every word of ``text``, without regard to case and accents.

    Words such as "board", "WIB" or "region" are not looked at. An empty list means: go by county.
    """
    words = _plain(text).split()
    return [
        place
        for place in boards()
        if state in (None, place.state)
        and all(word in _plain(f"{place.name} {place.also}") for word in words)
    ]


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(_FILLER, " ", re.sub(r"[^a-z0-9 ]", " ", bare))


def _read(name: str) -> pd.DataFrame:
    with resources.files(__package__).joinpath("data", name).open(encoding="utf-8") as file:
        return pd.read_csv(file, dtype=str, keep_default_na=False)
