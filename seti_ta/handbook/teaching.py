"""What teaches an item of a checklist, and the links between the passage and the item.

``{teaches}`TRN-04` `` at the end of a paragraph or bullet says that it teaches this item; several
ids stand apart by spaces. It prints a small link to the item in its checklist, and the item's form
links back to the section. An id that no checklist has, an id that is taught twice and a passage
outside a section of its page stop the build.
"""

from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from seti_ta.checklists.borrowed import homes
from seti_ta.handbook.directives import address, page_of_form
from seti_ta.surfaces.web.checklist_form import form_id, item_id

logger = logging.getLogger(__name__)

#: What lays out a paragraph, and so can hold its anchor in its stead.
AROUND_A_PARAGRAPH = (nodes.list_item, nodes.definition, nodes.entry)


class taught_items(nodes.Inline, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """Where the links to the items ``items`` go."""


class Passage(NamedTuple):
    """What teaches the item ``item``: the section of this title on this page."""

    item: str
    page: str
    section: str

    @property
    def anchor(self) -> str:
        return anchor(self.item)


def anchor(item: str) -> str:
    """The id, in its page, of the passage that teaches an item."""
    return f"teaches-{item}"


class TeachesRole(SphinxRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        items = self.text.split()
        strange = [each for each in items if each not in homes()]
        if items and not strange:
            return [taught_items(items=items)], []
        problem = self.inliner.reporter.error(
            f"{{teaches}}`{self.text}` wants ids of checklist items, such as SCR-01",
            line=self.lineno,
        )
        return [nodes.problematic(self.rawtext, self.rawtext)], [problem]


def note_passages(app: Sphinx, chapter: nodes.document) -> None:
    """Gives each passage of a page that was read its anchor, and keeps what it teaches."""
    passages = []
    for place in chapter.findall(taught_items):
        section, block = section_of(place), block_of(place)
        if not section or not block:
            problem = "{teaches}`%s` wants a paragraph or bullet below a heading of the page"
            logger.warning(problem, " ".join(place["items"]), location=place.parent)
            continue
        for item in place["items"]:
            block["ids"].append(anchor(item))
            passages.append(Passage(item, app.env.docname, section))
    # Sphinx keeps, merges and forgets a page's metadata by itself.
    app.env.metadata[app.env.docname]["passages"] = passages


def section_of(node: nodes.Node) -> str:
    """The title of the section that a node stands in; nothing right below the page's title."""
    while node.parent and not isinstance(node, nodes.section):
        node = node.parent
    in_page = node.parent and isinstance(node.parent, nodes.section)
    return node.next_node(nodes.title).astext() if in_page else ""


def block_of(place: taught_items) -> nodes.Element | None:
    """What to jump to: the start of the paragraph, bullet or cell, as its end may be far below."""
    while place.parent and not isinstance(place, nodes.paragraph):
        place = place.parent
    is_held = isinstance(place.parent, AROUND_A_PARAGRAPH) and place.parent[0] is place
    return place.parent if is_held else place if place.parent else None


def passages(env: BuildEnvironment) -> list[Passage]:
    """Every passage of the book that teaches an item, page by page."""
    return [
        each for page in sorted(env.found_docs) for each in env.metadata[page].get("passages", ())
    ]


def check_passages(app: Sphinx, env: BuildEnvironment) -> None:
    """Warns, and so fails the build, of an item that is taught at two places."""
    pages: dict[str, str] = {}
    for each in passages(env):
        if each.item in pages:
            problem = "{teaches}`%s` is on the page %s too: one place teaches an item"
            logger.warning(problem, each.item, pages[each.item], location=each.page)
        pages[each.item] = each.page


class LinkItems(SphinxPostTransform):
    """Prints the links from a passage to its items, when the page of each checklist is known."""

    default_priority = 20

    def run(self, **kwargs) -> None:
        for place in list(self.document.findall(taught_items)):
            place.replace_self(self.links(place["items"]))

    def links(self, items: list[str]) -> list[nodes.Node]:
        first, *others = items
        shown = [self.link(homes()[first].say("page.taught", id=first), first)]
        for item in others:
            shown += [nodes.Text(", "), self.link(item, item)]
        return [nodes.Text(" "), nodes.inline("", "", *shown, classes=["teaches"])]

    def link(self, words: str, item: str) -> nodes.Node:
        home = homes()[item]
        page = page_of_form(self.env).get(form_id(home))
        if not page:  # a book may leave out the chapter of a checklist
            return nodes.Text(words)
        to = f"{address(self.app, self.env.docname, page)}#{item_id(home, item)}"
        return nodes.reference("", words, refuri=to, internal=True)


def reading(app: Sphinx, here: str) -> dict[str, tuple[str, str]]:
    """For each item that the book teaches the address of the passage, and how a link names it."""
    titles = app.env.titles
    return {
        each.item: (
            f"{address(app, here, each.page)}#{each.anchor}",
            homes()[each.item].say(
                "page.read_about", page=titles[each.page].astext(), section=each.section
            ),
        )
        for each in passages(app.env)
    }


def setup(app: Sphinx) -> None:
    app.add_node(taught_items)
    app.add_role("teaches", TeachesRole())
    app.add_post_transform(LinkItems)
    app.connect("doctree-read", note_passages)
    app.connect("env-check-consistency", check_passages)
