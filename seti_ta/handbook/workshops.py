"""Workshops in the book.

- ```` ```{workshop} short ```` says what a workshop is for, and lists its parts, its exercises
  without their answers, and its download.
- ```` ```{made-up-region} ```` says what the region of the exercises is, and that it is made up.
"""

from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from seti_ta import workshops
from seti_ta.handbook.directives import download, linked
from seti_ta.surfaces import workshop_kit
from seti_ta.workshops import Exercise, Workshop, region
from seti_ta.workshops.marks import with_citations


class workshop_part(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """All that a page says of the workshop ``name``. Its figures are computed or published."""


class WorkshopDirective(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if name not in workshops:
            raise self.error(f"there is no workshop '{name}'; there are {list(workshops)}")
        return [workshop_part(name=name)]


class RegionDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        label = nodes.paragraph("", "", nodes.strong("", region().label))
        return [label, *(nodes.paragraph("", text) for text in region().about)]


class FillWorkshops(SphinxPostTransform):
    """Writes out each workshop; a node without text until then, for its figures are data."""

    default_priority = 20

    def run(self, **kwargs) -> None:
        for place in list(self.document.findall(workshop_part)):
            place.replace_self(self.shown(workshops[place["name"]]))

    def shown(self, workshop: Workshop) -> list[nodes.Node]:
        leave_with = nodes.paragraph("", "People leave with this:")
        return [
            nodes.paragraph("", f"{workshop.minutes} minutes. {workshop.for_whom}"),
            leave_with,
            bullets(workshop.purpose),
            agenda(workshop),
            nodes.rubric("", "The exercises, without their answers"),
            *(part for each in workshop.exercises.values() for part in exercise(each)),
            nodes.rubric("", "To take with you"),
            self.link(workshop),
            bullets(f"{name}: {about}" for name, about in workshop_kit.contents(workshop).items()),
            nodes.rubric("", "On paper alone"),
            bullets(workshop.on_paper),
        ]

    def link(self, workshop: Workshop) -> nodes.paragraph:
        name = workshop_kit.file_name(workshop)
        size = -(-len(workshop_kit.kit(workshop.name)) // 10_000) * 10
        words = f"Download {name} (zip, about {size} KB)"
        return linked({words: download(self.app, self.env.docname, name)})


def bullets(texts: Iterable[str]) -> nodes.bullet_list:
    items = (nodes.list_item("", nodes.paragraph("", with_citations(each))) for each in texts)
    return nodes.bullet_list("", *items)


def exercise(shown: Exercise) -> list[nodes.Node]:
    """What learners are told and asked. The worksheets stand in the handout."""
    title = nodes.paragraph("", "", nodes.strong("", shown.title))
    label = "These figures are published ones." if shown.is_real else region().label
    story = (nodes.paragraph("", text) for text in (*shown.told, label))
    return [title, *story, bullets(shown.asked)]


def agenda(workshop: Workshop) -> nodes.table:
    """The parts with their times."""
    header = ("From the start", "Minutes", "Part", "What it is for")
    rows = [
        (start, str(each.minutes), each.title, each.purpose)
        for start, each in zip(workshop.starts, workshop.sessions, strict=True)
    ]
    group = nodes.tgroup("", cols=len(header))
    group += [nodes.colspec(colwidth=width) for width in (12, 10, 30, 48)]
    group += nodes.thead("", row(header))
    group += nodes.tbody("", *map(row, rows))
    return nodes.table("", group)


def row(cells: Iterable[str]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", each)) for each in cells))


def setup(app: Sphinx) -> None:
    app.add_node(workshop_part)
    app.add_directive("workshop", WorkshopDirective)
    app.add_directive("made-up-region", RegionDirective)
    app.add_post_transform(FillWorkshops)
