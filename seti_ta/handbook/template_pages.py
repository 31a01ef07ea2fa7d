"""Templates in the book.

- ```` ```{template-desk} ```` says whose figures the page shows, and opens a plan's file.
- ```` ```{template} employer_letter ```` puts a template into the page, with its Word forms.

The blank forms are downloads of the site.
"""

from importlib import resources
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from seti_ta import templates
from seti_ta.calculators.links import PLAN
from seti_ta.handbook.directives import (
    DOWNLOADS,
    add_script,
    download_from,
    form_address,
    names_on,
)
from seti_ta.surfaces import template_document
from seti_ta.surfaces.web.template import (
    WORD_PARTS,
    desk_html,
    template_html,
    template_script,
    word_script,
)

STYLE = "template.css"


class template_form(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A template; ``name`` says which."""


class template_desk(nodes.General, nodes.Element):  # noqa: N801
    """What the templates of a page share."""


class TemplateDirective(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if name not in templates:
            raise self.error(f"there is no template '{name}'; there are {list(templates)}")
        return [template_form(name=name)]


class TemplateDeskDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [template_desk()]


def visit_template(self, node: template_form) -> None:
    page = self.builder.get_target_uri(self.builder.current_docname)
    template = templates[node["name"]]
    blank = download_from(page, template_document.blank_name(template))
    parts = relative_uri(page, f"_static/{WORD_PARTS}")
    self.body.append(template_html(template, blank, parts))
    raise nodes.SkipNode


def visit_desk(self, node: template_desk) -> None:
    self.body.append(desk_html(form_address(self.builder)(PLAN)))
    raise nodes.SkipNode


def add_template_files(app: Sphinx, pagename, templatename, context: dict, doctree) -> None:
    """Gives a page with templates its script, and puts beside it what it loads when asked."""
    if not names_on(doctree, template_form):
        return
    folder = Path(app.outdir, "_static")
    style = resources.files("seti_ta.surfaces.web").joinpath(STYLE).read_text("utf-8")
    (folder / STYLE).write_text(style, encoding="utf-8")
    (folder / WORD_PARTS).write_text(word_script(), encoding="utf-8")
    add_script(app, "templates", template_script())
    app.add_css_file(STYLE)


def write_downloads(app: Sphinx, exception: Exception | None) -> None:
    if not exception and app.builder.format == "html":
        template_document.write_all(Path(app.outdir, DOWNLOADS))


def setup(app: Sphinx) -> None:
    app.add_node(template_form, html=(visit_template, None))
    app.add_node(template_desk, html=(visit_desk, None))
    app.add_directive("template", TemplateDirective)
    app.add_directive("template-desk", TemplateDeskDirective)
    app.connect("html-page-context", add_template_files)
    app.connect("build-finished", write_downloads)
