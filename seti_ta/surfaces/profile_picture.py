"""Pictures of scored checklists in Word documents."""

from collections.abc import Iterable

from docx.document import Document

from seti_ta.checklists.comparison import Comparison
from seti_ta.checklists.plots import levels, png, scores
from seti_ta.checklists.profile import bands_note, said, weakest_first
from seti_ta.checklists.score import Scored
from seti_ta.surfaces import word


def put_profile(document: Document, shown: Scored | Comparison) -> None:
    """The picture of a scored checklist or of a comparison, under its heading."""
    word.add_text(document, shown.checklist.say("picture.title"), "Heading 1")
    picture = png(levels(shown, wide=True))
    word.add_picture(document, picture, word.TEXT_WIDTH, said(shown))


def put_overview(document: Document, scored: Iterable[Scored]) -> None:
    """One picture of the scores of several checklists, the weakest first; nothing of none."""
    ordered = weakest_first(scored)
    if not ordered:
        return
    title = ordered[0].checklist.say("picture.overview")
    verdicts = [f"{each.checklist.title}: {each.own.verdict}" for each in ordered]
    word.add_text(document, title, "Heading 2")
    words = " ".join([f"{title}.", *verdicts, bands_note(ordered[0].checklist)])
    word.add_picture(document, png(scores(ordered, wide=True)), word.TEXT_WIDTH, words)
