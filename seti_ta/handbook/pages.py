"""Each page: what the theme needs to know, and a body that is safe, lean and accessible."""

import hashlib
from pathlib import Path

from babel.dates import format_date
from bs4 import BeautifulSoup
from sphinx.util import logging

import seti_ta
from seti_ta.edition import edition_date
from seti_ta.handbook.policy import CONTENT_SECURITY_POLICY

logger = logging.getLogger(__name__)

# Sphinx and its extensions link these to every page. The search page alone needs two scripts;
# the theme's own stylesheet covers what the two others would say.
SEARCH_SCRIPTS = ("documentation_options.js", "doctools.js")
REPLACED_SCRIPTS = ("sphinx_highlight.js",)
REPLACED_STYLES = ("pygments.css", "mystnb")

UNUSED = (
    *("_static/*.png", "_static/basic.css", "_static/pygments.css", "_static/mystnb*.css"),
    "_static/sphinx_highlight.js",
)
FOR_SPHINX_ONLY = (".buildinfo", "objects.inv")


def setup(app) -> None:
    app.connect("html-page-context", prepare_page)
    app.connect("build-finished", finish_site)


def prepare_page(app, pagename, templatename, context, doctree) -> None:
    context.update(
        content_security_policy=CONTENT_SECURITY_POLICY,
        edition_version=seti_ta.__version__,
        edition_date=format_date(edition_date(), "d MMMM yyyy", locale="en"),
        parts=parts(app.env),
        page_contents=page_contents(context.get("toc", "")),
    )
    drop(context["css_files"], REPLACED_STYLES)
    drop(context["script_files"], REPLACED_SCRIPTS)
    if pagename != "search":
        drop(context["script_files"], SEARCH_SCRIPTS)
    if "body" in context:
        soup = BeautifulSoup(context["body"], "html.parser")
        check(soup, pagename)
        mend(soup)
        if styles := move_styles(soup):
            app.add_css_file(publish(app.outdir, styles))
        context["body"] = str(soup)


def parts(env) -> list[dict]:
    """The parts of the book in order: a caption, and chapters as (page name, title)."""
    return [
        {
            "caption": tree.caption,
            "chapters": [(name, env.titles[name].astext()) for name in tree.files()],
        }
        for tree in env.external_site_map.root.subtrees
    ]


def page_contents(toc: str) -> str:
    """The list of a page's sections, without the page's own title above it."""
    sections = BeautifulSoup(toc, "html.parser").select_one("ul ul")
    return str(sections) if sections and sections.a else ""


def drop(assets: list, names: tuple[str, ...]) -> None:
    # In place: Sphinx adds a page's own files to this very list.
    assets[:] = [asset for asset in assets if not any(name in asset.filename for name in names)]


def check(soup: BeautifulSoup, pagename: str) -> None:
    """Warn, and so fail the build, of what must not reach a reader."""

    def warn(problem: str, what: object) -> None:
        logger.warning("%s: %.80s", problem, what, location=pagename)

    for script in soup("script"):
        if not script.get("src") and script.get("type") != "application/json":
            warn("a script inside the page; move it to a file", script)
    for tag in soup(lambda tag: any(name.startswith("on") for name in tag.attrs)):
        warn("a script inside a tag; move it to a file", tag)
    for image in soup("img"):
        alt = image.get("alt", "")
        if not alt or alt == image["src"] or Path(alt).suffix in {".svg", ".png", ".jpg"}:
            warn("an image without a text that says what it shows", image)
    for text in soup(string=lambda text: "$$" in text or r"\begin{" in text):
        if not text.find_parent(["code", "pre", "script", "textarea"]):
            warn("mathematics that was not drawn", text)


def mend(soup: BeautifulSoup) -> None:
    """Repair what docutils, MyST-NB and pandas print in ways that screen readers stumble over."""
    for cell in soup("th"):
        if not cell.get_text(strip=True):
            cell.name = "td"
            cell.attrs.pop("scope", None)
    for table in soup("table"):
        table.wrap(soup.new_tag("div", attrs={"class": "scroll"}))
    # The name that is read out must be the words that are seen.
    for summary in soup("summary"):
        summary.attrs.pop("aria-label", None)
    # Docutils nests these roles in a way that ARIA does not allow.
    for tag in soup.select("[role=list], [role^=doc-]"):
        del tag["role"]


def move_styles(soup: BeautifulSoup) -> str:
    """Take style blocks and style attributes out of a page; return them as one stylesheet."""
    rules = [block.extract().get_text() for block in soup("style")]
    for tag in soup(style=True):
        name = f"style-{digest(tag['style'])}"
        rules.append(f".{name} {{ {tag['style']} }}")
        tag["class"] = [*tag.get("class", []), name]
        del tag["style"]
    return "\n".join(dict.fromkeys(rules))


def publish(outdir: Path, styles: str) -> str:
    """Write a page's own styles; return the name of the file."""
    name = f"page-{digest(styles)}.css"
    Path(outdir, "_static", name).write_text(styles + "\n", encoding="utf-8")
    return name


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def finish_site(app, exception) -> None:
    if exception or app.builder.format != "html":
        return
    outdir = Path(app.outdir)
    for pattern in (*UNUSED, *FOR_SPHINX_ONLY):
        for path in outdir.glob(pattern):
            path.unlink()
    front_page = app.builder.templates.render(
        "front.html",
        {
            "content_security_policy": CONTENT_SECURITY_POLICY,
            "title": app.config.html_title,
            "home": app.builder.get_target_uri(app.config.root_doc),
        },
    )
    (outdir / "index.html").write_text(front_page, encoding="utf-8")
