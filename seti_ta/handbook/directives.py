"""What chapters may ask for: a calculator's form, a fact in a sentence, the page's sources.

- ```` ```{calculator} recruitment_funnel ```` puts the live form into a chapter.
- ```` ```{gallery} ```` lists every calculator, with its chapter and its workbook.
- ``{fact}`san_antonio_placement_reached` `` prints the figure and links it to its source.
- ```` ```{facts} ```` lists the facts that the page cites, with source, locator and grade.
"""

from importlib import resources
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.osutil import relative_uri

from seti_ta import calculators
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.vocabulary import Calculator
from seti_ta.evidence import NotQuotableError
from seti_ta.evidence.facts import Fact, fact
from seti_ta.surfaces.web.form import form_html
from seti_ta.surfaces.web.script import script
from seti_ta.surfaces.workbook import write_all

DOWNLOADS = "downloads"


class calculator_form(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A calculator's form; ``name`` says which."""


class calculator_gallery(nodes.General, nodes.Element):  # noqa: N801
    """The list of all calculators."""


class facts_list(nodes.General, nodes.Element):  # noqa: N801
    """Where the list of the page's facts goes."""


class CalculatorDirective(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if name not in calculators:
            raise self.error(f"there is no calculator '{name}'; there are {list(calculators)}")
        return [calculator_form(name=name)]


class GalleryDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [calculator_gallery()]


class FillGallery(SphinxPostTransform):
    """Lists every calculator. One that no chapter holds yet has its form here."""

    default_priority = 20

    def run(self, **kwargs) -> None:
        for place in list(self.document.findall(calculator_gallery)):
            here = self.env.docname
            chapters = self.chapters()
            items = [
                self.item(each, chapters.get(name, here)) for name, each in calculators.items()
            ]
            homeless = [calculator_form(name=name) for name in calculators if name not in chapters]
            place.replace_self([nodes.bullet_list("", *items), *homeless])

    def chapters(self) -> dict[str, str]:
        """The page that holds the form of each calculator."""
        return {
            form["name"]: page
            for page in self.env.found_docs
            for form in self.env.get_doctree(page).findall(calculator_form)
        }

    def item(self, calculator: Calculator, page: str) -> nodes.list_item:
        here = self.app.builder.get_target_uri(self.env.docname)
        form = relative_uri(here, self.app.builder.get_target_uri(page))
        workbook = workbook_from(here, calculator.name)
        workbook_label = calculator.messages["page.workbook_of"].format(title=calculator.title)
        return nodes.list_item(
            "",
            nodes.paragraph("", "", nodes.strong("", calculator.question)),
            nodes.paragraph(
                "",
                "",
                nodes.reference("", calculator.title, refuri=f"{form}#{calculator.name}"),
                nodes.Text(". "),
                nodes.reference("", workbook_label, refuri=workbook),
            ),
        )


class FactRole(SphinxRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        try:
            cited = fact(self.text)
        except (KeyError, NotQuotableError) as error:
            problem = self.inliner.reporter.error(f"the fact '{self.text}': {error}")
            return [nodes.problematic(self.rawtext, self.rawtext)], [problem]
        link = nodes.reference("", cited.written, refid=f"fact-{cited.id}", internal=True)
        link["classes"].append("fact")
        link["cites"] = self.text
        return [link], []


class FactsDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [facts_list()]


class ListFacts(SphinxPostTransform):
    """Fills the page's list of facts, in the order in which the text cites them."""

    default_priority = 20

    def run(self, **kwargs) -> None:
        cited = [
            link["cites"] for link in self.document.findall(nodes.reference) if "cites" in link
        ]
        places = list(self.document.findall(facts_list))
        if cited and not places:
            self.document.reporter.error("the page cites facts but has no {facts} list")
        for place in places:
            items = [_fact_item(fact(id)) for id in dict.fromkeys(cited)]
            place.replace_self(nodes.bullet_list("", *items))


def _fact_item(fact: Fact) -> nodes.list_item:
    grade = MESSAGES[f"grade.{fact.grade}"]
    note = f" Note: {fact.note}." if fact.note else ""
    text = nodes.paragraph(
        "", f"{fact.statement}: {fact.written} ({fact.period}). {fact.citation}; {fact.locator}. "
    )
    text += nodes.reference("", "Source", refuri=fact.url)
    text += nodes.Text(f". Grade: {grade}.{note}")
    return nodes.list_item("", text, ids=[f"fact-{fact.id}"])


def workbook_from(page: str, name: str) -> str:
    """The address of a calculator's workbook, seen from a page."""
    return relative_uri(page, f"{DOWNLOADS}/{name}.xlsx")


def visit_calculator_form(self, node: calculator_form) -> None:
    page = self.builder.get_target_uri(self.builder.current_docname)
    workbook = workbook_from(page, node["name"])
    self.body.append(form_html(calculators[node["name"]], workbook))
    raise nodes.SkipNode


def add_form_files(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Gives a page with calculators one script that knows them, and their stylesheet."""
    forms = doctree.findall(calculator_form) if doctree else []
    names = sorted({form["name"] for form in forms})
    if names:
        bundle = f"calculators-{'-'.join(names)}.js"
        source = script(calculators[name] for name in names)
        Path(app.outdir, "_static", bundle).write_text(source, encoding="utf-8")
        app.add_js_file(bundle, loading_method="defer")
        app.add_css_file("form.css")


def copy_form_style(app: Sphinx) -> None:
    style = resources.files("seti_ta.surfaces.web").joinpath("form.css").read_text("utf-8")
    folder = Path(app.outdir, "_static")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "form.css").write_text(style, encoding="utf-8")


def write_downloads(app: Sphinx, exception: Exception | None) -> None:
    if not exception and app.builder.format == "html":
        write_all(Path(app.outdir, DOWNLOADS))


def setup(app: Sphinx) -> None:
    app.add_node(calculator_form, html=(visit_calculator_form, None))
    app.add_node(calculator_gallery)
    app.add_node(facts_list)
    app.add_directive("calculator", CalculatorDirective)
    app.add_directive("gallery", GalleryDirective)
    app.add_directive("facts", FactsDirective)
    app.add_role("fact", FactRole())
    app.add_post_transform(FillGallery)
    app.add_post_transform(ListFacts)
    app.connect("builder-inited", copy_form_style)
    app.connect("html-page-context", add_form_files)
    app.connect("build-finished", write_downloads)
