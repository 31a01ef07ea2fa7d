"""What chapters may ask for: calculators, a fact in a sentence, the page's sources.

- ```` ```{calculator} recruitment_funnel ```` puts the live form into a chapter.
- ```` ```{plan} ```` puts the plan over all calculators into a page.
- ``{fact}`san_antonio_placement_reached` `` prints the figure and links it to its source.
- ```` ```{facts} ```` lists the facts that the page cites, with source, locator and grade.
- ``{rule}`pell_first` `` prints a rule's name, ``{rule}`pell_max pell_max_usd` `` a number of it,
  ``{rule}`pell_max status` `` whether it is in force, proposed, closed and so on.
- ```` ```{rules} ```` lists the rules that the page cites, with status, dates and source.
- ``{planning-kit}`the words of the link` `` leads to the workbook of the whole plan.
"""

from collections.abc import Callable
from functools import cache
from html import escape
from importlib import resources
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.osutil import relative_uri

from seti_ta import calculators, checklists
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.links import PLAN
from seti_ta.evidence import NotQuotableError
from seti_ta.evidence.facts import Fact, fact
from seti_ta.rules import Rule, RuleNotUsableError, rule
from seti_ta.surfaces import (
    checklist_document,
    checklist_workbook,
    planning_kit,
    tracker_workbook,
    workbook,
    workshop_kit,
)
from seti_ta.surfaces.web.checklist_form import form_id
from seti_ta.surfaces.web.form import form_html
from seti_ta.surfaces.web.plan import plan_html
from seti_ta.surfaces.web.script import plan_script, script

DOWNLOADS = "downloads"
#: What writes the files that readers take with them.
DOWNLOADED = (
    workbook,
    planning_kit,
    checklist_workbook,
    checklist_document,
    workshop_kit,
    tracker_workbook,
)
#: Where calculators have pages of their own.
OWN = "book/calculators/"
MOST_FACTS_OPEN = 6


class calculator_form(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A calculator's form; ``name`` says which."""


class plan_form(nodes.General, nodes.Element):  # noqa: N801
    """The plan over all calculators; its ``name`` is ``PLAN``."""


class checklist_form(nodes.General, nodes.Element):  # noqa: N801
    """A checklist's form; ``name`` says which."""


class checklist_gallery(nodes.General, nodes.Element):  # noqa: N801
    """The list of the checklists of the part ``name``, with the forms that no chapter holds."""


class facts_list(nodes.General, nodes.Element):  # noqa: N801
    """Where the list of the page's facts goes."""


class rules_list(nodes.General, nodes.Element):  # noqa: N801
    """Where the list of the page's rules goes."""


class CalculatorDirective(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if name not in calculators:
            raise self.error(f"there is no calculator '{name}'; there are {list(calculators)}")
        return [calculator_form(name=name)]


class PlanDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [plan_form(name=PLAN)]


@cache
def pages_with(form: type[nodes.Element], env: BuildEnvironment) -> dict[str, str]:
    """The page that holds each form of one kind. All pages must have been read.

    A calculator may stand in a chapter and on a page of its own; links lead to the chapter.
    """
    own_pages_first = sorted(env.found_docs, key=lambda page: (not page.startswith(OWN), page))
    return {
        each["name"]: page
        for page in own_pages_first
        for each in env.get_doctree(page).findall(form)
    }


def address(app: Sphinx, here: str, page: str) -> str:
    """The address of a page, seen from ``here``."""
    target = app.builder.get_target_uri
    return relative_uri(target(here), target(page))


def download(app: Sphinx, here: str, name: str) -> str:
    """The address of a download, seen from ``here``."""
    return download_from(app.builder.get_target_uri(here), name)


def question_item(question: str, links: dict[str, str], answer: str = "") -> nodes.list_item:
    """A line of a list: a question, perhaps an answer, and where to go on, label to address."""
    parts = [nodes.paragraph("", "", nodes.strong("", question))]
    if answer:
        parts.append(nodes.paragraph("", answer))
    return nodes.list_item("", *parts, linked(links))


def linked(links: dict[str, str]) -> nodes.paragraph:
    """Links one after the other, label to address."""
    line = nodes.paragraph()
    for label, target in links.items():
        if line.children:
            line += nodes.Text(" \N{MIDDLE DOT} ")
        line += nodes.reference("", label, refuri=target)
    return line


class FactRole(SphinxRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return cited(self, "fact", fact_link)


class PlanningKitRole(SphinxRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        to = download(self.env.app, self.env.docname, planning_kit.NAME)
        return [nodes.reference("", self.text, refuri=to)], []


class RuleRole(SphinxRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return cited(self, "rule", rule_link)


def cited(
    role: SphinxRole, kind: str, link: Callable[[str], nodes.reference]
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """The link that a role prints, or a problem that stops the build."""
    try:
        return [link(role.text)], []
    except (KeyError, NotQuotableError, RuleNotUsableError) as error:
        problem = role.inliner.reporter.error(f"the {kind} '{role.text}': {error.args[0]}")
        return [nodes.problematic(role.rawtext, role.rawtext)], [problem]


def fact_link(id: str) -> nodes.reference:
    """A fact's figure, linked to its line in the page's list of facts."""
    cited = fact(id)
    return _link(cited.written, "fact", cited.id, id)


def rule_link(text: str) -> nodes.reference:
    """A rule's name, status or one of its numbers, linked to its line in the list of rules."""
    id, _, key = text.partition(" ")
    cited = rule(id)
    known = {"": cited.name, "status": cited.status}
    return _link(known[key] if key in known else cited.written(key), "rule", id, id)


def _link(shown: str, kind: str, place: str, cites: str) -> nodes.reference:
    link = nodes.reference("", shown, refid=f"{kind}-{place}", internal=True, cites=cites)
    link["classes"].append(kind)
    return link


class FactsDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [facts_list()]


class RulesDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [rules_list()]


class ListCited(SphinxPostTransform):
    """Fills the page's lists of facts and rules, in the order in which the text cites them."""

    default_priority = 20

    def run(self, **kwargs) -> None:
        self.fill("fact", facts_list, lambda id: _fact_item(fact(id)))
        self.fill("rule", rules_list, lambda id: _rule_item(rule(id)))

    def fill(self, kind: str, list_node: type[nodes.Element], item: Callable) -> None:
        links = self.document.findall(nodes.reference)
        cited = [each["cites"] for each in links if "cites" in each and kind in each["classes"]]
        places = list(self.document.findall(list_node))
        if cited and not places:
            self.document.reporter.error(f"the page cites {kind}s but has no {{{kind}s}} list")
        for place in places:
            items = [item(id) for id in dict.fromkeys(cited)]
            title = f"{LISTED[kind]} ({len(items)})"
            is_open = len(items) <= MOST_FACTS_OPEN
            place.replace_self(folded(title, nodes.bullet_list("", *items), is_open=is_open))


LISTED = {
    "fact": "Where each figure in the text was read",
    "rule": "The rules that this page stands on, with their dates",
}


def folded(title: str, what: nodes.Element, *, is_open: bool) -> list[nodes.Node]:
    """A list or table under its title: handbook.js opens it for a link into it, and for print."""
    state = " open" if is_open else ""
    head = f'<details class="facts"{state}><summary>{escape(title)}</summary>'
    return [nodes.raw("", head, format="html"), what, nodes.raw("", "</details>", format="html")]


def _fact_item(fact: Fact) -> nodes.list_item:
    grade = MESSAGES[f"grade.{fact.grade}"]
    note = f" Note: {fact.note}." if fact.note else ""
    text = nodes.paragraph(
        "", f"{fact.statement}: {fact.with_unit} ({fact.period}). {fact.citation}; {fact.locator}. "
    )
    text += nodes.reference("", "Source", refuri=fact.url)
    text += nodes.Text(f". Grade: {grade}.{note}")
    return nodes.list_item("", text, ids=[f"fact-{fact.id}"])


def _rule_item(rule: Rule) -> nodes.list_item:
    text = nodes.paragraph("", "", nodes.strong("", rule.name))
    text += nodes.Text(f". {rule.dated} {rule.what_it_says} ")
    text += nodes.Text(f"{rule.source_title}; {rule.source_locator}. ")
    if rule.url:
        text += [nodes.reference("", "Source", refuri=rule.url), nodes.Text(".")]
    text += nodes.Text(f" Note: {rule.note}" if rule.note else "")
    return nodes.list_item("", text, ids=[f"rule-{rule.id}"])


def download_from(page: str, name: str) -> str:
    """The address of a download, seen from a page."""
    return relative_uri(page, f"{DOWNLOADS}/{name}")


def visit_calculator_form(self, node: calculator_form) -> None:
    page = self.builder.get_target_uri(self.builder.current_docname)
    name = node["name"]
    addresses = download_from(page, f"{name}.xlsx"), form_address(self.builder)
    self.body.append(form_html(calculators[name], *addresses))
    raise nodes.SkipNode


def visit_plan_form(self, node: plan_form) -> None:
    self.body.append(plan_html(form_address(self.builder)))
    raise nodes.SkipNode


def form_address(builder: Builder) -> Callable[[str], str]:
    """A function from the id of the plan or a form to its address, seen from the page in work."""
    here = builder.current_docname
    pages = page_of_form(builder.env)
    # A book may leave out what others lead to; the link then stays on its page.
    return lambda id: f"{address(builder.app, here, pages.get(id, here))}#{id}"


@cache
def page_of_form(env: BuildEnvironment) -> dict[str, str]:
    """The page of each calculator, of each checklist and of the plan, by the id of its form."""
    chapters, galleries = pages_with(checklist_form, env), pages_with(checklist_gallery, env)
    scored = {
        form_id(each): page
        for name, each in checklists.items()
        if (page := chapters.get(name) or galleries.get(each.part))
    }
    return pages_with(calculator_form, env) | pages_with(plan_form, env) | scored


def add_form_files(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Gives a page with forms one script that knows them, and their stylesheets."""
    if names_on(doctree, plan_form):
        add_script(app, PLAN, plan_script())
    computed, scored = (names_on(doctree, form) for form in (calculator_form, checklist_form))
    if not computed and not scored:
        return
    kinds = {"calculators": computed, "checklists": scored}
    bundle = "-".join(part for kind, names in kinds.items() if names for part in (kind, *names))
    source = script([calculators[name] for name in computed], [checklists[name] for name in scored])
    add_script(app, bundle, source)
    if scored:
        app.add_css_file("checklist.css")


def add_script(app: Sphinx, name: str, source: str) -> None:
    """Gives a page a script of its own, and the style of forms."""
    Path(app.outdir, "_static", f"{name}.js").write_text(source, encoding="utf-8")
    app.add_js_file(f"{name}.js", loading_method="defer")
    app.add_css_file("form.css")


def names_on(doctree: nodes.document | None, form: type[nodes.Element]) -> list[str]:
    """The names of the forms of one kind on a page."""
    return sorted({each["name"] for each in doctree.findall(form)}) if doctree else []


def copy_form_styles(app: Sphinx) -> None:
    folder = Path(app.outdir, "_static")
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("form.css", "checklist.css"):
        style = resources.files("seti_ta.surfaces.web").joinpath(name).read_text("utf-8")
        (folder / name).write_text(style, encoding="utf-8")


def write_downloads(app: Sphinx, exception: Exception | None) -> None:
    if not exception and app.builder.format == "html":
        for kind in DOWNLOADED:
            kind.write_all(Path(app.outdir, DOWNLOADS))


def setup(app: Sphinx) -> None:
    app.add_node(calculator_form, html=(visit_calculator_form, None))
    app.add_node(plan_form, html=(visit_plan_form, None))
    app.add_node(facts_list)
    app.add_node(rules_list)
    app.add_directive("calculator", CalculatorDirective)
    app.add_directive("plan", PlanDirective)
    app.add_directive("facts", FactsDirective)
    app.add_directive("rules", RulesDirective)
    app.add_role("fact", FactRole())
    app.add_role("planning-kit", PlanningKitRole())
    app.add_role("rule", RuleRole())
    app.add_post_transform(ListCited)
    app.connect("builder-inited", copy_form_styles)
    app.connect("html-page-context", add_form_files)
    app.connect("build-finished", write_downloads)
