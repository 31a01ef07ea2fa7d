"""Mathematics drawn as MathML when the book is built, so that no page needs a script for it."""

import re

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)

# What latex2mathml prints when it does not understand: the command itself, a bare column mark,
# or a line break outside a table (browsers ignore it).
NOT_UNDERSTOOD = re.compile(r">[^<]*\\[^<]*<|<mi>&</mi>|linebreak=")


def setup(app) -> None:
    app.add_html_math_renderer(
        "mathml", inline_renderers=(visit_inline, None), block_renderers=(visit_block, None)
    )


def mathml(latex: str, display: str, location: nodes.Node | None = None) -> str:
    """Turn LaTeX into MathML; display is "inline" or "block". Warns of what it cannot draw."""
    drawn = convert(latex, display=display)
    if NOT_UNDERSTOOD.search(drawn):
        logger.warning("cannot draw this formula: %s", latex, location=location)
    return drawn


def visit_inline(self, node: nodes.math) -> None:
    self.body.append(mathml(node.astext(), "inline", node))
    raise nodes.SkipNode


def visit_block(self, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="equation"))
    self.body.append(mathml(node.astext(), "block", node))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})</span>')
    self.body.append("</div>\n")
    raise nodes.SkipNode
