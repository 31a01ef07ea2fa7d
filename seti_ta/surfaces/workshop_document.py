"""The two Word files of a workshop: a handout for learners, a guide for the instructor.

The handout holds stories, tasks and worksheets with blanks. The guide holds the same with the
answers filled in, and what to say, to ask and to watch for.
"""

from collections.abc import Iterable
from datetime import date

from docx.document import Document
from docx.shared import Inches

import seti_ta
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.surfaces import word
from seti_ta.surfaces.document import put_list, put_small_list, put_table
from seti_ta.surfaces.workshop_words import made_up, sources_of
from seti_ta.workshops import Exercise, Workshop, region
from seti_ta.workshops.exercise import Filled
from seti_ta.workshops.marks import BLANK, with_citations
from seti_ta.workshops.workshop import Session, Slide

#: In inches, the height of a row to write in, and of one with a blank.
TO_WRITE_IN, TO_FILL_IN = 0.45, 0.3
ROWS_TO_WRITE_IN = 3
#: A column of longer texts is this many times as wide as one of short ones.
WIDER, LONG_TEXT = 2.2, 25


def handout(workshop: Workshop, edition: date, check_by: date) -> bytes:
    """The learners' .docx. The same arguments give the same bytes."""
    document = _begun(workshop, "Handout for learners", edition, check_by)
    word.add_text(document, region().label).runs[0].font.bold = True
    for text in region().about:
        word.add_text(document, text)
    _agenda(document, workshop, with_purpose=False)
    for session in workshop.sessions:
        if not session.handout and not session.work:
            continue
        word.add_text(document, session.title, "Heading 1")
        _bullets(document, session.handout)
        if session.work:
            _task(document, session.work, session.title)
            _sheets(document, session.work.sheets())
        else:
            _lines(document, session.title)
    put_small_list(document, "Where the published figures come from", _learner_sources(workshop))
    return _ended(document, edition)


def guide(workshop: Workshop, edition: date, check_by: date) -> bytes:
    """The instructor's .docx, with every key. The same arguments give the same bytes."""
    document = _begun(workshop, "Guide for the instructor", edition, check_by)
    word.add_text(document, region().label).runs[0].font.bold = True
    word.add_text(document, f"For whom: {workshop.for_whom}")
    _titled(document, "What people leave with", workshop.purpose)
    _titled(document, "What to bring", workshop.bring)
    _titled(document, "How to run it on paper alone", workshop.on_paper)
    _agenda(document, workshop, with_purpose=True)
    for start, session in zip(workshop.starts, workshop.sessions, strict=True):
        _session(document, start, session)
    put_small_list(document, "Where the published figures come from", sources_of(_parts(workshop)))
    return _ended(document, edition)


# ---- Parts of both


def _begun(workshop: Workshop, kind: str, edition: date, check_by: date) -> Document:
    version = MESSAGES["workbook.version"].format(
        code="Workshop", version=seti_ta.__version__, edition=edition, check_by=check_by
    )
    title, author = f"{workshop.title}: {kind.lower()}", MESSAGES["workbook.author"]
    document = word.new_document(title, workshop.purpose[0], author, version, edition)
    word.set_footer(document, version, MESSAGES["workbook.page"])
    word.add_text(document, workshop.title, "Title")
    word.add_text(document, kind)
    return document


def _ended(document: Document, edition: date) -> bytes:
    word.add_text(document, MESSAGES["workbook.independence"])
    return word.document_bytes(document, edition)


def _agenda(document: Document, workshop: Workshop, with_purpose: bool) -> None:
    word.add_text(document, "What we do", "Heading 1")
    header = ["From the start", "Minutes", "Part", *(["What it is for"] if with_purpose else [])]
    rows = [
        [start, str(each.minutes), each.title, *([each.purpose] if with_purpose else [])]
        for start, each in zip(workshop.starts, workshop.sessions, strict=True)
    ]
    shares = (0.14, 0.12, 0.33, 0.41) if with_purpose else (0.16, 0.12, 0.72)
    put_table(document, "What we do, and when", header, rows, shares)


def _task(document: Document, exercise: Exercise, under: str) -> None:
    """The story and the task, under a heading that may say the same already."""
    if exercise.title != under:
        word.add_text(document, exercise.title, "Heading 2")
    if label := made_up(exercise):
        word.add_text(document, label).runs[0].font.italic = True
    for text in exercise.told:
        word.add_text(document, text)
    word.add_text(document, "Your task", "Heading 3")
    _bullets(document, exercise.asked, numbered=True)


def _sheets(document: Document, sheets: Iterable[Filled]) -> None:
    for sheet in sheets:
        word.add_text(document, sheet.title, "Heading 3")
        columns = zip(*sheet.rows, strict=True)
        wide = [WIDER if max(map(len, each)) > LONG_TEXT else 1 for each in columns]
        shares = [each / sum(wide) for each in wide]
        put_table(document, sheet.title, sheet.header, sheet.rows, shares)
        for row in document.tables[-1].rows:
            if any(BLANK in cell.text for cell in row.cells):
                row.height = Inches(TO_FILL_IN)


def _bullets(document: Document, texts: Iterable[str], numbered: bool = False) -> None:
    for number, text in enumerate(texts, 1):
        said = with_citations(text)
        if numbered:  # typed, because Word would count on from one list to the next
            word.add_text(document, f"{number}. {said}")
        else:
            word.add_text(document, said, "List Bullet")


def _titled(document: Document, title: str, texts: Iterable[str], level: int = 1) -> None:
    put_list(document, title, map(with_citations, texts), level)


def _lines(document: Document, title: str) -> None:
    """Room to write."""
    table = word.add_table(document, [word.TEXT_WIDTH], ["Your notes"], f"{title}: your notes")
    for _ in range(ROWS_TO_WRITE_IN):
        word.add_row(table, [""], height=TO_WRITE_IN)


# ---- The guide


def _session(document: Document, start: str, session: Session) -> None:
    title = f"{start}  {session.title} ({session.minutes} minutes)"
    word.add_text(document, title, "Heading 1")
    word.add_text(document, session.purpose)
    _bullets(document, session.notes)
    for slide in session.slides:
        _slide(document, slide)
    if session.work:
        _task(document, session.work, session.title)
        _key(document, session.work)
    if session.handout:
        _titled(document, "On the handout", session.handout, level=2)


def _slide(document: Document, slide: Slide) -> None:
    word.add_text(document, f"Slide: {slide.title}", "Heading 2")
    _bullets(document, slide.bullets)
    word.add_text(document, f"Say: {with_citations(slide.notes)}")


def _key(document: Document, exercise: Exercise) -> None:
    key = exercise.key()
    word.add_text(document, "Key", "Heading 2")
    word.add_text(document, "Computed from the entries of the exercise.")
    _sheets(document, key.worksheets)
    _titled(document, "What to say", key.sentences, level=3)
    _titled(document, "What the handbook's tools say to these entries", key.says, level=3)
    _titled(document, "Questions to ask", exercise.questions, level=3)
    _titled(document, "A common mistake", [exercise.mistake], level=3)


# ---- Sources


class _Shown:
    """The texts that learners read."""

    def __init__(self, texts: Iterable[str]):
        self.texts = tuple(texts)


def _learner_sources(workshop: Workshop) -> list[str]:
    """Where the figures of the handout come from; what only the key cites is left out."""
    shown = _Shown(text for each in workshop.sessions for text in each.handout)
    real = [each for each in workshop.exercises.values() if each.is_real]
    return sources_of([shown, *real])


def _parts(workshop: Workshop) -> list:
    return [*workshop.sessions, *workshop.exercises.values()]
