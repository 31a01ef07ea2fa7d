"""What the page on the memo's figures asks for.

- ```` ```{memo} imprecise ```` lists the memo's figures with this status.
- ``{memo}`imprecise` `` prints how many there are; ``{memo}`all` `` counts them all.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from seti_ta.evidence import memo
from seti_ta.handbook.claims import figures
from seti_ta.handbook.directives import fact_link


class MemoDirective(SphinxDirective):
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        status = self.arguments[0]
        if status not in memo.STATUSES:
            raise self.error(f"no figure is '{status}'; they are {', '.join(memo.STATUSES)}")
        rows = memo.load()
        items = [_item(row) for row in rows[rows["status"] == status].itertuples()]
        return [
            nodes.paragraph("", memo.STATUSES[status]),
            nodes.definition_list("", *items),
        ]


class MemoCount(SphinxRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        statuses = list(memo.load()["status"])
        count = len(statuses) if self.text == "all" else statuses.count(self.text)
        if count:
            return [nodes.Text(str(count))], []
        problem = self.inliner.reporter.error(f"no figure of the memo is '{self.text}'")
        return [nodes.problematic(self.rawtext, self.rawtext)], [problem]


def _item(row) -> nodes.definition_list_item:
    claim = nodes.paragraph("", "", nodes.strong("", "The memo: "), _quoted(row.claim))
    claim += nodes.emphasis("", f" ({row.place})")
    return nodes.definition_list_item(
        "",
        nodes.term("", "", _quoted(row.figure)),
        nodes.definition(
            "",
            claim,
            nodes.paragraph("", "", nodes.strong("", "What we found: "), *_filled(row.found)),
            nodes.paragraph("", "", nodes.strong("", "Say: "), *_filled(row.say)),
        ),
    )


def _quoted(text: str) -> nodes.Node:
    """The memo's words; where they hold a figure, an exception from the check of typed figures."""
    if figures(text):
        return nodes.inline("", text, uncited="the memo's own figure, checked here")
    return nodes.Text(text)


def _filled(text: str) -> list[nodes.Node]:
    filled = []
    for words, id in memo.parts(text):
        filled.append(nodes.Text(words))
        if id is not None:
            filled.append(fact_link(id))
    return filled


def setup(app: Sphinx) -> None:
    app.add_directive("memo", MemoDirective)
    app.add_role("memo", MemoCount())
