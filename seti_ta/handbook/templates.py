"""Text made from a template in this folder, as a part of a page."""

import re
from importlib import resources
from itertools import repeat

from docutils import nodes
from docutils.statemachine import StringList
from jinja2 import Environment
from sphinx.util.docutils import SphinxDirective

_ROOM = resources.files(__package__)
_MARKDOWN = Environment(trim_blocks=True, lstrip_blocks=True)


def written(directive: SphinxDirective, template: str, **context) -> list[nodes.Node]:
    """The nodes of a template's MyST text; each heading opens a section of the page."""
    source = _ROOM.joinpath(template).read_text("utf-8")
    text = _MARKDOWN.from_string(source).render(context)
    lead, *parts = re.split(r"(?m)^## (.+)$", text)
    sections = map(_section, repeat(directive), parts[::2], parts[1::2])
    return [*parsed(directive, lead), *sections]


def _section(directive: SphinxDirective, title: str, text: str) -> nodes.section:
    name = nodes.fully_normalize_name(title)
    section = nodes.section("", nodes.title(title, title), names=[name])
    directive.state.document.note_implicit_target(section)
    section += parsed(directive, text)
    return section


def parsed(directive: SphinxDirective, text: str) -> list[nodes.Node]:
    """The nodes of a MyST text."""
    part = nodes.Element()
    directive.state.nested_parse(StringList(text.splitlines()), 0, part)
    return part.children
