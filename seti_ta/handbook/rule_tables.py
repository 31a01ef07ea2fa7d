"""Tables of what goes out of date, drawn from ``seti_ta.rules``.

- ```` ```{rules-table} What pays for tuition ```` with rule ids in its body draws one row for
  each: what it says, what it means for a board, how it stands and when it was checked.
- ```` ```{memo-names} law ```` draws the names of one kind from the December 2024 memo.

Each row links its rules, so the page's ``{rules}`` list gives their sources.
"""

from collections.abc import Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from seti_ta.handbook.directives import address, rule_link
from seti_ta.rules import Rule, RuleNotUsableError, memo_names, rule
from seti_ta.rules.table import long_date

logger = logging.getLogger(__name__)

RULE_HEADS = ("Rule or fund", "What it says", "What it means for a board", "How it stands")
NAME_HEADS = ("In the memo", "Today", "How it stands", "In this book")


class rules_table(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """Where a table of rules goes; its ``title`` and ``rules``, a list of ids."""


class names_table(nodes.General, nodes.Element):  # noqa: N801
    """Where the memo's names of one ``kind`` go."""


class RulesTableDirective(SphinxDirective):
    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        ids = " ".join(self.content).split()
        if not ids:
            raise self.error("a table of rules wants the ids of its rules, one or more")
        for id in ids:
            try:
                rule(id)
            except (KeyError, RuleNotUsableError) as problem:
                raise self.error(problem.args[0]) from None
        return [rules_table(title=self.arguments[0], rules=ids)]


class MemoNamesDirective(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        kind = self.arguments[0]
        if kind not in memo_names.KINDS:
            raise self.error(f"no name is of kind '{kind}'; kinds: {', '.join(memo_names.KINDS)}")
        return [names_table(kind=kind)]


class DrawTables(SphinxPostTransform):
    """Draws the tables before the list of rules is filled, which counts their links."""

    default_priority = 15

    def run(self, **kwargs) -> None:
        for place in list(self.document.findall(rules_table)):
            rows = [_rule_row(id) for id in place["rules"]]
            place.replace_self(table(RULE_HEADS, rows, place["title"]))
        for place in list(self.document.findall(names_table)):
            kind = place["kind"]
            rows = [self.name_row(each) for each in memo_names.load() if each.kind == kind]
            place.replace_self(table(NAME_HEADS, rows))

    def name_row(self, named: memo_names.MemoName) -> list[list[nodes.Node]]:
        stands = [_stands(each, f"text dated {long_date(each.as_of)}", rule_link(each.id))
                  for each in named.rules]  # fmt: skip
        no_rule = [nodes.paragraph("", "No rule or fund: see the page.")]
        links = nodes.paragraph()
        for page in named.pages:
            links += [nodes.Text(", ")] if links.children else []
            links += self.link(f"book/{page}")
        name = nodes.paragraph("", "", nodes.strong("", named.name))
        return [[name], [nodes.paragraph("", named.today)], stands or no_rule, [links]]

    def link(self, page: str) -> nodes.Node:
        if page not in self.env.found_docs:
            logger.warning("memo_names.csv leads to '%s', which is no page", page, type="memo")
            return nodes.Text(page)
        to = address(self.app, self.env.docname, page)
        return nodes.reference("", self.env.titles[page].astext(), refuri=to)


def _rule_row(id: str) -> list[list[nodes.Node]]:
    found = rule(id)
    texts = (found.what_it_says, found.what_it_means_for_a_board)
    name = nodes.paragraph("", "", nodes.strong("", "", rule_link(id)))
    stands = _stands(found, f"last checked {long_date(found.checked_on.isoformat())}")
    return [[name], *([nodes.paragraph("", text)] for text in texts), [stands]]


def _stands(found: Rule, read: str, *name: nodes.Node) -> nodes.paragraph:
    """How a rule stands: the status first where it is not simply in force, then its dates."""
    line = nodes.paragraph("", "", *name)
    line += [nodes.Text(": ")] if name else []
    line += [nodes.strong("", found.standing), nodes.Text("; ")] if found.standing else []
    line += nodes.Text(f"{read}; next check by {long_date(found.review_by.isoformat())}.")
    return line


def table(
    heads: Sequence[str], rows: Sequence[Sequence[list[nodes.Node]]], title: str = ""
) -> nodes.table:
    """A table whose cells hold paragraphs. On a phone each row is a block, its cells labeled."""
    columns = [nodes.colspec(colwidth=1) for _ in heads]
    head = nodes.row("", *(nodes.entry("", nodes.paragraph("", each)) for each in heads))
    body = nodes.tbody("", *(_row(heads, row) for row in rows))
    group = nodes.tgroup("", *columns, nodes.thead("", head), body, cols=len(heads))
    drawn = nodes.table("", group, classes=["stacked", "colwidths-auto"])
    if title:
        drawn.insert(0, nodes.title("", title))
        drawn["ids"] = [f"table-{nodes.make_id(title)}"]
    return drawn


def _row(heads: Sequence[str], cells: Sequence[list[nodes.Node]]) -> nodes.row:
    for head, cell in list(zip(heads, cells, strict=True))[1:]:
        cell[0].insert(0, nodes.inline("", f"{head}: ", classes=["label"]))
    return nodes.row("", *(nodes.entry("", *cell) for cell in cells))


def setup(app: Sphinx) -> None:
    app.add_node(rules_table)
    app.add_node(names_table)
    app.add_directive("rules-table", RulesTableDirective)
    app.add_directive("memo-names", MemoNamesDirective)
    app.add_post_transform(DrawTables)
