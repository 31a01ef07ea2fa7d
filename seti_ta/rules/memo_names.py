"""Every agency, law, fund, network and program that the December 2024 memo names.

``memo_names.csv`` holds one name a row: the rules that say how it stands, the pages of the book
that deal with it, and one sentence on today. Figures and dates stay with the rules.
"""

import csv
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from seti_ta.rules.table import Rule, rule

#: In the order of the page.
KINDS = ("proposal", "office", "law", "money", "network", "program")


@dataclass(frozen=True)
class MemoName:
    """One name. ``pages`` are pages of the book, without folder ``book/`` and ending."""

    name: str
    kind: str
    rules: tuple[Rule, ...]
    pages: tuple[str, ...]
    today: str


def load(path=None) -> list[MemoName]:
    """The names in the order of the table; ``path`` reads another file in the same form.

    Raises:
        ValueError: one sentence naming the row, the column, the value and what it wants.
    """
    source = Path(path) if path else resources.files(__package__).joinpath("memo_names.csv")
    with source.open(encoding="utf-8", newline="") as lines:
        names = [_named(line, source.name) for line in csv.DictReader(lines)]
    twice = {each.name for each in names if [other.name for other in names].count(each.name) > 1}
    if twice:
        raise ValueError(f"{source.name}: the name '{min(twice)}' stands twice.")
    return names


def _named(line: dict[str, str], file: str) -> MemoName:
    place = f"{file}, row '{line['name']}'"
    if line["kind"] not in KINDS:
        raise ValueError(
            f"{place}: kind is '{line['kind']}', which wants one of: {', '.join(KINDS)}."
        )
    for column in ("name", "pages", "today"):
        if not line[column].strip():
            raise ValueError(f"{place}: {column} is empty, which wants a filled cell.")
    try:
        rules = tuple(map(rule, line["rules"].split()))
    except (KeyError, ValueError) as error:
        raise ValueError(f"{place}: {error.args[0]}") from None
    return MemoName(line["name"], line["kind"], rules, tuple(line["pages"].split()), line["today"])
