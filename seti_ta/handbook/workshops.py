"""Workshops in the book.

- ```` ```{workshop} short ```` says what a workshop is for, and lists its parts and its download.
- ```` ```{exercises} ```` lists every exercise without its answers.
- ```` ```{made-up-region} ```` says what the region of the exercises is, and that it is made up.
"""

from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from seti_ta import workshops
from seti_ta.handbook.directives import address, download, linked
from seti_ta.surfaces import workshop_kit
from seti_ta.workshops import Exercise, Workshop, all_exercises, region
from seti_ta.workshops.marks import with_citations


class workshop_part(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """All that a page says of the workshop ``name``. Its figures are computed or published."""


class exercise_list(nodes.General, nodes.Element):  # noqa: N801
    """Every exercise as learners get it."""


class WorkshopDirective(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if name not in workshops:
            raise self.error(f"there is no workshop '{name}'; there are {list(workshops)}")
        return [workshop_part(name=name)]


class ExercisesDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [exercise_list()]


class RegionDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        label = nodes.paragraph("", "", nodes.strong("", region().label))
        return [label, *(nodes.paragraph("", text) for text in region().about)]


class FillWorkshops(SphinxPostTransform):
    """Writes out workshops and exercises; empty nodes until then, for their figures are data."""

    default_priority = 20

    def run(self, **kwargs) -> None:
        for place in list(self.document.findall(workshop_part)):
            place.replace_self(self.shown(workshops[place["name"]]))
        for place in list(self.document.findall(exercise_list)):
            place.replace_self([self.exercise(each) for each in all_exercises().values()])

    def shown(self, workshop: Workshop) -> list[nodes.Node]:
        files = workshop_kit.contents(workshop)
        return [
            nodes.paragraph("", f"{workshop.minutes} minutes. {workshop.for_whom}"),
            nodes.paragraph("", "What people leave with:"),
            bullets(workshop.purpose),
            agenda(workshop),
            nodes.paragraph("", "All files in one zip, a folder for learners and one for you:"),
            self.link(workshop),
            bullets(f"{name}: {about}" for name, about in files.items()),
        ]

    def exercise(self, shown: Exercise) -> nodes.section:
        """What learners are told and asked, and where to read on. Worksheets are in the handout."""
        label = "These figures are published ones." if shown.is_real else region().label
        story = (nodes.paragraph("", text) for text in (*shown.told, label))
        title = nodes.title("", shown.title)
        parts = (title, *story, bullets(shown.asked), self.chapter(shown))
        return nodes.section("", *parts, ids=[f"exercise-{shown.id}"])

    def chapter(self, shown: Exercise) -> nodes.paragraph:
        page = f"book/{shown.page}"
        if page not in self.env.titles:
            self.document.reporter.error(f"the exercise '{shown.id}' names no page: '{page}'")
            return nodes.paragraph()
        title = self.env.titles[page].astext()
        line = linked({title: address(self.app, self.env.docname, page)})
        line.insert(0, nodes.Text("Read about it: "))
        return line

    def link(self, workshop: Workshop) -> nodes.paragraph:
        name = workshop_kit.file_name(workshop)
        size = -(-len(workshop_kit.kit(workshop.name)) // 10_000) * 10
        words = f"Download {name} (zip, about {size} KB)"
        return linked({words: download(self.app, self.env.docname, name)})


def bullets(texts: Iterable[str]) -> nodes.bullet_list:
    items = (nodes.list_item("", nodes.paragraph("", with_citations(each))) for each in texts)
    return nodes.bullet_list("", *items)


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
    app.add_node(exercise_list)
    app.add_directive("exercises", ExercisesDirective)
    app.add_directive("workshop", WorkshopDirective)
    app.add_directive("made-up-region", RegionDirective)
    app.add_post_transform(FillWorkshops)
