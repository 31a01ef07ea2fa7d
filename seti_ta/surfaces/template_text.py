"""A filled template as plain text."""

from collections.abc import Iterator

from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.templates import Document
from seti_ta.templates.filled import Part, Spans

_BEFORE = {"point": "- ", "choice": "( ) "}


def text(document: Document) -> str:
    """The document, its title first and the sources of its rules last."""
    about = "\n".join(f"{name}: {words}" for name, words in document.about)
    parts = [document.title, about, *_parts(document)]
    if document.rules:
        listed = "\n".join(f"- {each}" for each in document.rules)
        parts.append(f"{MESSAGES['template.rules_in_full']}\n{listed}")
    return "\n\n".join(parts) + "\n"


def _parts(document: Document) -> Iterator[str]:
    """One text for each part; points that follow each other are one list."""
    listed: list[str] = []
    for part in document.parts:
        if part.kind in _BEFORE:
            listed.append(_BEFORE[part.kind] + words(part.line))
            continue
        if listed:
            yield "\n".join(listed)
            listed = []
        yield _rows(part) if part.rows else words(part.line)
    if listed:
        yield "\n".join(listed)


def _rows(part: Part) -> str:
    return "\n".join(" | ".join(map(words, row)) for row in part.rows)


def words(line: Spans) -> str:
    """One line, with its marks."""
    return "".join(span.text + span.mark for span in line)
