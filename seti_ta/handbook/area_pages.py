"""The picker of an area in a chapter: ```` ```{area-picker} ````, with the figures it loads."""

import zipfile
from importlib import resources
from io import BytesIO
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from seti_ta import labor_market
from seti_ta.edition import edition_date
from seti_ta.files import write_whole
from seti_ta.handbook.directives import DOWNLOADS, download_from
from seti_ta.surfaces.web.area_picker import (
    FOLDER,
    STATES,
    area_script,
    picker_html,
    picker_script,
    state_script,
    wanted_areas,
)

#: The page with the scorecard that the picker fills.
SCORECARD = "book/sector"

#: The whole slice as a file to download.
CSV = "wages-and-jobs.zip"


class area_picker(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The form and its tables."""


class AreaPickerDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [area_picker()]


def visit_area_picker(self, node: area_picker) -> None:
    page = self.builder.get_target_uri(self.builder.current_docname)
    scorecard = relative_uri(page, self.builder.get_target_uri(SCORECARD))
    self.body.append(picker_html(download_from(page, CSV), scorecard))
    raise nodes.SkipNode


def add_files(app: Sphinx, pagename: str, templatename: str, context, doctree) -> None:
    if doctree is None or not any(doctree.findall(area_picker)):
        return
    folder = Path(app.outdir, "_static")
    style = resources.files("seti_ta.surfaces.web").joinpath("areas.css").read_text("utf-8")
    (folder / "areas.css").write_text(style, encoding="utf-8")
    (folder / "areas.js").write_text(picker_script(), encoding="utf-8")
    app.add_css_file("areas.css")
    app.add_js_file("areas.js", loading_method="defer")


def write_areas(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.format != "html":
        return
    folder = Path(app.outdir, "_static", FOLDER)
    for kind, names, script in (
        ("areas", wanted_areas(), area_script),
        ("states", STATES, state_script),
    ):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for name in names:
            (folder / kind / f"{name}.js").write_text(script(name), encoding="utf-8")
    write_whole(Path(app.outdir, DOWNLOADS, CSV), zipped_slice())


def zipped_slice() -> bytes:
    """Every area and occupation as a CSV file, in a ZIP file that is the same each time."""
    table = labor_market.load_slice()
    names = labor_market.occupations()["soc_title"]
    table = table.assign(
        area_name=table["area_code"].map(labor_market.area_name),
        title=table["soc_code"].map(names),
    )
    first = ["area_code", "area_name", "soc_code", "title"]
    content = table[[*first, *(c for c in table.columns if c not in first)]]
    written = BytesIO()
    made_on = edition_date()
    entry = zipfile.ZipInfo(
        "wages-and-jobs.csv", (made_on.year, made_on.month, made_on.day, 0, 0, 0)
    )
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(entry, content.to_csv(index=False, lineterminator="\n"))
    return written.getvalue()


def setup(app: Sphinx) -> None:
    app.add_node(area_picker, html=(visit_area_picker, None))
    app.add_directive("area-picker", AreaPickerDirective)
    app.connect("html-page-context", add_files)
    app.connect("build-finished", write_areas)
