"""The evidence explorer in a chapter, and links from other chapters to its rows.

- ```` ```{explorer} ```` puts the whole evidence table into a chapter, with filters and details.
- ``{row}`its third year <wa_2017-pooled-year3-earnings>` `` links words to one row of it.
"""

from importlib import resources
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import ReferenceRole, SphinxDirective
from sphinx.util.osutil import relative_uri

from seti_ta import evidence
from seti_ta.handbook.directives import DOWNLOADS, download_from
from seti_ta.surfaces import evidence_files
from seti_ta.surfaces.web.explorer import explorer_html, explorer_script

#: The page that holds the explorer.
PAGE = "book/explorer"


class evidence_explorer(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The whole evidence table."""


class ExplorerDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [evidence_explorer()]


class RowRole(ReferenceRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        try:
            evidence.row(self.target)
        except KeyError as error:
            return self.refused(error.args[0])
        if not self.has_explicit_title:
            return self.refused("write the words to click before the id: {row}`words <id>`.")
        address = self.env.app.builder.get_target_uri
        page = relative_uri(address(self.env.docname), address(PAGE))
        link = nodes.reference("", self.title, refuri=f"{page}#row-{self.target}", internal=True)
        return [link], []

    def refused(self, why: str) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        problem = self.inliner.reporter.error(f"the row '{self.target}': {why}")
        return [nodes.problematic(self.rawtext, self.rawtext)], [problem]


def visit_evidence_explorer(self, node: evidence_explorer) -> None:
    page = self.builder.get_target_uri(self.builder.current_docname)
    files = (download_from(page, name) for name in (evidence_files.CSV, evidence_files.WORKBOOK))
    self.body.append(explorer_html(*files))
    raise nodes.SkipNode


def add_explorer_files(app: Sphinx, pagename: str, templatename: str, context, doctree) -> None:
    if doctree is None or not any(doctree.findall(evidence_explorer)):
        return
    folder = Path(app.outdir, "_static")
    style = resources.files("seti_ta.surfaces.web").joinpath("explorer.css").read_text("utf-8")
    (folder / "explorer.css").write_text(style, encoding="utf-8")
    (folder / "explorer.js").write_text(explorer_script(), encoding="utf-8")
    app.add_css_file("explorer.css")
    app.add_js_file("explorer.js", loading_method="defer")


def write_downloads(app: Sphinx, exception: Exception | None) -> None:
    if not exception and app.builder.format == "html":
        evidence_files.write_all(Path(app.outdir, DOWNLOADS))


def setup(app: Sphinx) -> None:
    app.add_node(evidence_explorer, html=(visit_evidence_explorer, None))
    app.add_directive("explorer", ExplorerDirective)
    app.add_role("row", RowRole())
    app.connect("html-page-context", add_explorer_files)
    app.connect("build-finished", write_downloads)
