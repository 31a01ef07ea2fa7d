"""Gives the names in a sheet formula a prefix, so that several calculators can share a book."""

import re
from collections.abc import Collection

#: Stands before a name that has its prefix already. It is not part of a formula.
FOREIGN = "@"

# In this order: what stands in quotes, the name of a sheet, a cell, a number, a word.
TOKEN = re.compile(
    rf"""
    "(?:[^"]|"")*"
  | '(?:[^']|'')*'!
  | \$?[A-Za-z]{{1,3}}\$?\d+(?![\w.(])
  | \d+(?:\.\d+)?(?:[Ee][+-]?\d+)?
  | {FOREIGN}(?P<foreign>[A-Za-z_][\w.]*)
  | (?P<word>[A-Za-z_][\w.]*)(?P<call>\()?
    """,
    re.VERBOSE,
)
VALUES = {"TRUE", "FALSE"}


def with_prefix(formula: str, prefix: str, shared: Collection[str] = ()) -> str:
    """The formula with ``prefix`` before each name, but for functions and ``shared`` names."""

    def renamed(token: re.Match) -> str:
        word = token["word"]
        if token["foreign"]:
            return token["foreign"]
        if not word or token["call"] or word in VALUES or word in shared:
            return token[0]
        return prefix + word

    return TOKEN.sub(renamed, formula)
