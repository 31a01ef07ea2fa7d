"""Lists of the calculators, and the pages that calculators have of their own.

- ```` ```{gallery} start ```` lists those to start with, each with its question, its answer to the
  starting values, its form and its workbook; ``others`` lists the rest in the same way, ``users``
  and ``components`` name all by who asks and by the part of a program.
- ```` ```{calculator-page} cohort_calendar ```` writes the whole page of a calculator under its
  title, which is its question.
- ```` ```{starting-answer} cohort_calendar ```` prints what it says to the starting values.
- ```` ```{neighbors} cohort_calendar ```` says what a calculator follows, and what follows it.
"""

from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from seti_ta import calculators
from seti_ta.calculators import Calculator, groups
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.links import links
from seti_ta.handbook.directives import (
    address,
    calculator_form,
    download,
    linked,
    pages_with,
    question_item,
)
from seti_ta.handbook.templates import written

#: What a gallery may list.
LISTS = ("start", "others", "users", "components")


class calculator_list(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A list of calculators; ``by`` says which."""


class calculator_answer(nodes.General, nodes.Element):  # noqa: N801
    """What the calculator ``name`` says to the starting values."""


class calculator_neighbors(nodes.General, nodes.Element):  # noqa: N801
    """What the calculator ``name`` follows, and what follows it."""


class GalleryDirective(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        if self.arguments[0] not in LISTS:
            raise self.error(f"a gallery is one of {LISTS}")
        return [calculator_list(by=self.arguments[0])]


class PageDirective(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        calculator = _calculator(self)
        users = [MESSAGES[f"user.{each}"] for each in calculator.users]
        return written(self, "calculator.md.jinja", calculator=calculator, users=users)


class AnswerDirective(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        return [calculator_answer(name=_calculator(self).name)]


class NeighborsDirective(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        return [calculator_neighbors(name=_calculator(self).name)]


def _calculator(directive: SphinxDirective) -> Calculator:
    try:
        return calculators[directive.arguments[0]]
    except KeyError as error:
        raise directive.error(error.args[0]) from None


def starting_answer(calculator: Calculator) -> str:
    return MESSAGES["gallery.answer"].format(sentence=calculator().board_sentence)


class ListCalculators(SphinxPostTransform):
    """Fills the lists, when every page has been read and each calculator's page is known."""

    default_priority = 20

    def run(self, **kwargs) -> None:
        for place in list(self.document.findall(calculator_list)):
            place.replace_self(self.listed(place["by"]))
        for place in list(self.document.findall(calculator_answer)):
            answer = starting_answer(calculators[place["name"]])
            place.replace_self(nodes.paragraph("", "", nodes.strong("", answer)))
        for place in list(self.document.findall(calculator_neighbors)):
            place.replace_self(self.neighbors(place["name"]))

    def listed(self, by: str) -> nodes.bullet_list:
        match by:
            case "start":
                return self.in_full(groups.to_start_with())
            case "others":
                return self.in_full(groups.others())
            case "users":
                return self.in_groups("user", groups.by_user())
            case "components":
                return self.in_groups("component", groups.by_component())

    def in_full(self, chosen: Iterable[Calculator]) -> nodes.bullet_list:
        """Each with its question, its answer to the starting values, its form and its workbook."""
        return nodes.bullet_list("", *map(self.full_item, chosen))

    def full_item(self, calculator: Calculator) -> nodes.list_item:
        workbook = MESSAGES["page.workbook_of"].format(title=calculator.title)
        file = download(self.app, self.env.docname, f"{calculator.name}.xlsx")
        return question_item(
            calculator.question,
            self.forms([calculator]) | {workbook: file},
            starting_answer(calculator),
        )

    def in_groups(self, kind: str, groups: dict[str, list[Calculator]]) -> nodes.bullet_list:
        """A line for each group, with the names of those in it."""
        return nodes.bullet_list(
            "",
            *(
                question_item(MESSAGES[f"{kind}.{group}"], self.forms(chosen))
                for group, chosen in groups.items()
            ),
        )

    def neighbors(self, name: str) -> list[nodes.Node]:
        origins = {link.origin for link in links(name)}
        around = {
            "neighbors.before": [c for c in calculators.values() if c.name in origins],
            "neighbors.after": [
                c
                for c in calculators.values()
                if any(link.origin == name for link in links(c.name))
            ],
        }
        shown = [
            part
            for key, found in around.items()
            if found
            for part in (nodes.paragraph("", MESSAGES[key]), linked(self.forms(found)))
        ]
        return shown or [nodes.paragraph("", MESSAGES["neighbors.none"])]

    def forms(self, chosen: Iterable[Calculator]) -> dict[str, str]:
        """Title to address."""
        return {each.title: f"{self.page(each.name)}#{each.name}" for each in chosen}

    def page(self, name: str) -> str:
        here, pages = self.env.docname, pages_with(calculator_form, self.env)
        if name not in pages:
            self.document.reporter.error(f"no page holds {name}: add book/calculators/{name}.md")
        return address(self.app, here, pages.get(name, here))


def setup(app: Sphinx) -> None:
    app.add_node(calculator_list)
    app.add_node(calculator_answer)
    app.add_node(calculator_neighbors)
    app.add_directive("gallery", GalleryDirective)
    app.add_directive("calculator-page", PageDirective)
    app.add_directive("starting-answer", AnswerDirective)
    app.add_directive("neighbors", NeighborsDirective)
    app.add_post_transform(ListCalculators)
