"""A percentage, a dollar amount or a share in a chapter comes from data, or says why it does not.

The check reads each chapter after parsing, so it knows what was typed and what was pasted.
It stops the build at a typed figure. A figure that states no finding gives its reason beside it,
for contributors: ``{uncited}`10 points <a step of ours, not a finding>` ``.

A directive that prints figures from data leaves a node without text in the chapter, and fills it
when the page is written; such figures are not read here.

```` ```{exceptions} ```` lists every exception in the book, with its page and its reason.
"""

import re
from collections.abc import Iterator

from docutils import nodes
from myst_nb.ext.glue.utils import PendingGlueReference
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole, SphinxDirective
from sphinx.util.osutil import relative_uri

logger = logging.getLogger(__name__)

# Pasted text is read in its sentence, in digits of another script: \d matches them, [0-9] does not.
_PASTED = {ord("0") + digit: ord("\N{DEVANAGARI DIGIT ZERO}") + digit for digit in range(10)}
_AS_SEEN = {pasted: digit for digit, pasted in _PASTED.items()}
_UNSEEN = "…"  # glue from another chapter, which comes later

_TYPED = r"(?<![\w.])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_ANY = rf"(?<![\w.])\d+(?:,\d{{3}})*(?:\.\d+)?|{_UNSEEN}"
_NUMBER = rf"(?:{_ANY})(?:\s(?:thousand|million|billion|trillion)\b)?"
_RANGE = rf"{_NUMBER}(?:\s?(?:to|and|or|[-–−])\s?\$?{_NUMBER})?"

FIGURE = re.compile(
    rf"""
    \$\s?{_RANGE}
    | {_RANGE}[\s-]?(?:%|(?:per\s?cent|percentage[\s-]points?|points?|dollars?|cents?|USD)\b)
    | {_TYPED}\s(?:in|of|out\sof)\s(?:the\s|every\s)?(?!(?:19|20)\d\d\b){_NUMBER}
    """,
    re.VERBOSE | re.IGNORECASE,
)

# Conventions that name a measure and state no amount.
NO_FIGURE = re.compile(
    r"""
    \b(?:19|20)\d\d\s(?:dollars|USD)\b   # a price year
    | \b\d+\spercent\slevel\b            # the level of a significance test
    """,
    re.VERBOSE,
)

_NOT_PROSE = (nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.comment)
_REPORTED = (nodes.problematic, nodes.system_message)


def figures(text: str) -> list[str]:
    """The percentages, amounts and shares in a text, as typed. Number words do not count."""
    found = FIGURE.findall(NO_FIGURE.sub("", text))
    return [figure.translate(_AS_SEEN) for figure in found if re.search("[0-9]", figure)]


def typed_figures(chapter: nodes.document) -> Iterator[tuple[nodes.Node, str]]:
    """Each figure that somebody typed into a parsed chapter, with the block it stands in."""
    for block in _blocks(chapter):
        for figure in figures(_typed(block)):
            yield block, figure
    for image in chapter.findall(nodes.image):
        for figure in figures(image.get("alt", "")):
            yield image, figure


def _blocks(node: nodes.Element) -> Iterator[nodes.Element]:
    """The paragraphs, titles, captions and the like below a node."""
    for child in node.children:
        if isinstance(child, nodes.TextElement):
            yield child
        elif isinstance(child, nodes.Element) and not _is_pasted(child):
            yield from _blocks(child)


def _typed(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, nodes.raw):
        return re.sub(r"<[^>]*>", "", node.astext())
    if _is_pasted(node):
        return node.astext().translate(_PASTED) or _UNSEEN
    return "".join(map(_typed, node.children))


def _is_pasted(node: nodes.Element) -> bool:
    """Is this code, mathematics, a cell's output, glue, a fact, a rule, or one with a reason?"""
    return (
        isinstance(node, (*_NOT_PROSE, *_REPORTED, PendingGlueReference))
        or node.get("nb_element") == "mime_bundle"
        or "pasted-text" in node["classes"]
        or "cites" in node
        or "uncited" in node
    )


def _with_a_line(node: nodes.Element) -> nodes.Element:
    """The node, or the closest around it, that knows its line: a table does, its cells do not."""
    while not node.line and node.parent:
        node = node.parent
    return node


class CheckClaims(SphinxTransform):
    default_priority = 900  # after all that changes the text

    def apply(self, **kwargs) -> None:
        for block, figure in typed_figures(self.document):
            logger.warning(
                "'%s' is typed by hand: quote it with {fact} or {rule}, paste it with {glue}, "
                "or say why it has no source: {uncited}`%s <the reason>`",
                figure,
                figure,
                location=_with_a_line(block),
            )


class UncitedRole(ReferenceRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if self.has_explicit_title and self.target.strip():
            return [nodes.inline("", self.title, uncited=self.target)], []
        problem = self.inliner.reporter.error(
            f"{{uncited}} needs a reason after the figure: '{self.title} <the reason>'",
            line=self.lineno,
        )
        return [nodes.problematic(self.rawtext, self.rawtext)], [problem]


class exceptions_list(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """Where the list of all figures without a source goes."""


class ExceptionsDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [exceptions_list()]


class ListExceptions(SphinxPostTransform):
    """Fills the list of figures without a source, page by page."""

    default_priority = 20

    def run(self, **kwargs) -> None:
        for place in list(self.document.findall(exceptions_list)):
            found = [
                (page, figure.astext(), figure["uncited"])
                for page in sorted(self.env.found_docs)
                for figure in self.env.get_doctree(page).findall(_has_a_reason)
            ]
            lines = [self.line(*each) for each in dict.fromkeys(found)]
            nobody = nodes.paragraph("", "None: no chapter types such a figure.")
            place.replace_self(nodes.bullet_list("", *lines) if lines else nobody)

    def line(self, page: str, figure: str, reason: str) -> nodes.list_item:
        target = self.app.builder.get_target_uri
        address = relative_uri(target(self.env.docname), target(page))
        link = nodes.reference("", self.env.titles[page].astext(), refuri=address)
        words = nodes.Text(f": “{figure}”. {reason.capitalize()}.")
        return nodes.list_item("", nodes.paragraph("", "", link, words))


def _has_a_reason(node: nodes.Node) -> bool:
    return isinstance(node, nodes.inline) and "uncited" in node


def setup(app: Sphinx) -> None:
    app.add_node(exceptions_list)
    app.add_role("uncited", UncitedRole())
    app.add_directive("exceptions", ExceptionsDirective)
    app.add_transform(CheckClaims)
    app.add_post_transform(ListExceptions)
