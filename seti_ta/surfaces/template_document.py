"""A template as a Word file: filled from a plan, or blank, or in parts that a page can fill.

A page fills the parts with no library. In them each place that the plan fills in holds two tokens,
one for its words and one for its mark; ``js/template_word.js`` puts the texts there and packs the
file.
"""

import io
import zipfile
from datetime import date
from pathlib import Path

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Pt
from docx.text.paragraph import Paragraph

import seti_ta
from seti_ta import templates
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.edition import check_by_date, edition_date
from seti_ta.files import write_whole
from seti_ta.plan import Plan
from seti_ta.surfaces import word
from seti_ta.templates import Document, Template
from seti_ta.templates.filled import Part, Span, Spans, with_slots
from seti_ta.templates.marks import Slot

_STYLES = {
    "heading": "Heading 1", "subheading": "Heading 2", "point": "List Bullet",
    "paragraph": "Normal", "choice": "Normal",
}  # fmt: skip
_TABLE_STYLES = ("Normal Table", "Table Grid")
_UNUSED = ("/stylesWithEffects", "/thumbnail")
_BOX = "\N{BALLOT BOX} "
_ABOVE_HEADING, _GAP = 10, 4  # points
_NAMES = 0.2  # of the width, for the first column of the box on top

#: Around the key of a place in the parts for a page; no text holds them.
TOKEN, END = "\ue000", "\ue001"
_MARK = "!"


def blank_name(template: Template) -> str:
    """The name of the download."""
    return f"template-{template.name}.docx"


def write_all(folder: Path) -> list[Path]:
    """Writes the blank form of every template."""
    folder.mkdir(parents=True, exist_ok=True)
    edition, check_by = edition_date(), check_by_date()
    return [
        write_whole(folder / blank_name(each), word_bytes(each.document(Plan()), edition, check_by))
        for each in templates.values()
    ]


def word_bytes(document: Document, edition: date, check_by: date) -> bytes:
    """The bytes of a .docx. The same arguments give the same bytes."""
    template = document.template
    version = MESSAGES["workbook.version"].format(
        code=MESSAGES["template.code"].format(order=template.order),
        version=seti_ta.__version__,
        edition=edition,
        check_by=check_by,
    )
    author = MESSAGES["workbook.author"]
    file = word.new_document(template.title, template.purpose, author, version, edition)
    file.styles["Heading 1"].paragraph_format.space_before = Pt(_ABOVE_HEADING)
    word.add_text(file, document.title, "Title")
    _box(file, document)
    for part in document.parts:
        _part(file, part)
    if document.rules:
        word.add_text(file, MESSAGES["template.rules_in_full"], "Heading 1")
        word.set_small(word.add_text(file, each, "List Bullet") for each in document.rules)
    word.set_footer(file, version, MESSAGES["workbook.page"])
    _drop_unused(file)
    return word.document_bytes(file, edition)


def _drop_unused(file: WordFile) -> None:
    """Leaves out what python-docx brings along and nobody needs: nine tenths of the size."""
    tables = [each for each in file.styles if each.type == WD_STYLE_TYPE.TABLE]
    for style in tables:
        if style.name not in _TABLE_STYLES:
            style.delete()
    for package in (file.part, file.part.package):
        for id in [id for id, rel in package.rels.items() if rel.reltype.endswith(_UNUSED)]:
            del package.rels[id]


def _box(file: WordFile, document: Document) -> None:
    """What a reader has to know first, to be deleted before the document is used."""
    widths = [word.TEXT_WIDTH * share for share in (_NAMES, 1 - _NAMES)]
    title = MESSAGES["template.box"]
    table = word.add_table(file, widths, (title, ""), title)
    for row in document.about:
        word.add_row(table, row)
    word.set_small(cell.paragraphs[0] for row in table.rows for cell in row.cells)
    _gap(file)


def _part(file: WordFile, part: Part) -> None:
    if part.kind == "table":
        _table(file, part)
        return
    paragraph = word.add_text(file, "", _STYLES[part.kind])
    if part.kind == "choice":
        paragraph.add_run(_BOX)
    _add(paragraph, part.line)


def _table(file: WordFile, part: Part) -> None:
    header, *rows = part.rows
    shares = _shares(part)
    titles = ["".join(span.text + span.mark for span in cell) for cell in header]
    table = word.add_table(
        file, [word.TEXT_WIDTH * each for each in shares], titles, ", ".join(titles)
    )
    for row in rows:
        cells = word.add_row(table, [""] * len(row)).cells
        for cell, line in zip(cells, row, strict=True):
            _add(cell.paragraphs[0], line)
    word.keep_together(table.rows[:-1])
    _gap(file)


def _gap(file: WordFile) -> None:
    """The paragraph that Word wants after a table, as low as can be."""
    after = word.add_text(file, "").paragraph_format
    after.space_after, after.line_spacing = 0, Pt(_GAP)


def _shares(part: Part) -> list[float]:
    """The share of each column in the width, by its longest cell, within limits."""
    columns = zip(*part.rows, strict=True)
    lengths = [max(sum(len(s.text + s.mark) for s in cell) for cell in each) for each in columns]
    sizes = [min(max(length, 16), 60) for length in lengths]
    return [size / sum(sizes) for size in sizes]


def _add(paragraph: Paragraph, line: Spans) -> None:
    """The words of a line; what a reader has to look at stands out."""
    for span in line:
        for text, is_mark in ((span.text, False), (span.mark, True)):
            if text:
                run = paragraph.add_run(word.clean(text))
                if is_mark:
                    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


# ---- Parts for a page


def page_parts() -> dict[str, dict]:
    """The parts of all templates' files: ``common`` to all, and ``own`` of each by its name."""
    edition, check_by = edition_date(), check_by_date()
    files = {
        name: _parts(word_bytes(with_slots(each, _tokens), edition, check_by))
        for name, each in templates.items()
    }
    first = next(iter(files.values()))
    common = {
        part: content
        for part, content in first.items()
        if all(each.get(part) == content for each in files.values())
    }
    own = {
        name: {part: content for part, content in each.items() if part not in common}
        for name, each in files.items()
    }
    return {"common": common, "own": own}


def _tokens(slot: Slot) -> Span:
    return Span(f"{TOKEN}{slot.key}{END}", f"{TOKEN}{slot.key}{_MARK}{END}", slot.key)


def _parts(content: bytes) -> dict[str, str]:
    """Each part of a .docx by its name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
