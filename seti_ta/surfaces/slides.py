"""The slides of a workshop as a PowerPoint file: for the instructor, and for learners.

Each slide has a title and notes, and is read in the order title, text, picture. The learners'
deck leaves out the answers, and its notes repeat what the slide says.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.slide import Slide
from pptx.util import Inches, Pt

import seti_ta
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.surfaces.archive import redated
from seti_ta.surfaces.bar_picture import bar_picture
from seti_ta.surfaces.sheet import ACCENT
from seti_ta.surfaces.word import EVERYWHERE, clean
from seti_ta.surfaces.workshop_words import made_up, sources_of
from seti_ta.workshops import Exercise, Workshop, region
from seti_ta.workshops.marks import with_citations
from seti_ta.workshops.workshop import Session

#: In inches.
WIDTH, HEIGHT, EDGE, TOP, TITLE_HEIGHT, FOOT = 13.333, 7.5, 0.7, 0.45, 1.1, 0.45
DRAWN_WIDTH = 6.5  # of a picture, which is then enlarged with its letters
#: In points. A slide with more text gets the smaller size.
TITLE_SIZE, TEXT_SIZE, SMALLER, FOOT_SIZE = 32, 26, 21, 14
LONG = 420  # characters on a slide
TITLE_AND_TEXT = 1  # among the layouts of the template
INK = RGBColor(0x1A, 0x1A, 0x1A)


def deck(workshop: Workshop, edition: date, for_instructor: bool) -> bytes:
    """The bytes of a .pptx. The same arguments give the same bytes."""
    slides = Deck(workshop, edition, for_instructor)
    slides.fill()
    return slides.bytes()


class Deck:
    """One deck while it is written."""

    def __init__(self, workshop: Workshop, edition: date, for_instructor: bool):
        self.workshop, self.edition, self.for_instructor = workshop, edition, for_instructor
        self.file = Presentation()
        self._widen()
        about = self.file.core_properties
        about.title, about.subject = workshop.title, workshop.purpose[0]
        about.author = about.last_modified_by = MESSAGES["workbook.author"]
        about.comments, about.language = f"Version {seti_ta.__version__}", "en-US"
        about.created = about.modified = datetime.combine(edition, datetime.min.time())
        about.revision = 1

    def fill(self) -> None:
        self._front()
        for session in self.workshop.sessions:
            for slide in session.slides:
                notes = [slide.notes, *sources_of([slide])]
                self._add(slide.title, map(with_citations, slide.bullets), notes)
            if session.work:
                self._exercise(session, session.work)
        self._end()

    def bytes(self) -> bytes:
        """The finished file."""
        written = io.BytesIO()
        self.file.save(written)
        return redated(written.getvalue(), self.edition)

    def _front(self) -> None:
        name, *_ = self.workshop.title.split(". ")
        slide = self._add(name, [self.workshop.for_whom, region().label], self.workshop.purpose)
        slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size = Pt(TITLE_SIZE + 8)

    def _exercise(self, session: Session, exercise: Exercise) -> None:
        notes = [*exercise.told, *exercise.asked]
        if self.for_instructor:
            notes = [session.purpose, *session.notes, *exercise.questions, exercise.mistake]
        self._add(exercise.title, exercise.told, map(with_citations, notes), made_up(exercise))
        self._add("Your task", exercise.asked, notes, made_up(exercise))
        if self.for_instructor:
            self._answers(exercise)

    def _answers(self, exercise: Exercise) -> None:
        """What the key says, and a picture of it where the exercise names one."""
        key = exercise.key()
        notes = [*key.says, "Questions to ask:", *exercise.questions, exercise.mistake]
        notes += sources_of([exercise])
        title, foot = "What the figures say", made_up(exercise)
        self._add(title, key.sentences, notes, foot)
        if exercise.picture:
            result = exercise.runs[exercise.picture].result
            slide = self._add(result.calculator.chart.title, [result.board_sentence], notes, foot)
            self._put_picture(slide, *bar_picture(result, DRAWN_WIDTH))

    def _end(self) -> None:
        about = [
            "The exercises and their keys come from the Sector training handbook.",
            "You may copy, change and share these slides if you name it (CC BY 4.0).",
        ]
        self._add("About these slides", about, [MESSAGES["workbook.independence"]])

    # ---- Shapes

    def _widen(self) -> None:
        """Sets wide slides, and moves what the template places for narrow ones."""
        factor = Inches(WIDTH) / self.file.slide_width
        self.file.slide_width, self.file.slide_height = Inches(WIDTH), Inches(HEIGHT)
        master = self.file.slide_master
        for place in (
            *master.shapes,
            *(each for one in master.slide_layouts for each in one.shapes),
        ):
            place.left, place.width = int(place.left * factor), int(place.width * factor)

    def _add(self, title: str, texts: Iterable[str], notes: Iterable[str], foot: str = "") -> Slide:
        slide = self.file.slides.add_slide(self.file.slide_layouts[TITLE_AND_TEXT])
        head, body = slide.shapes.title, slide.placeholders[1]
        place(head, EDGE, TOP, WIDTH - 2 * EDGE, TITLE_HEIGHT)
        place(body, EDGE, TOP + TITLE_HEIGHT + 0.1, WIDTH - 2 * EDGE, 5.2)
        write(head, [title], TITLE_SIZE, bold=True)
        texts = list(texts)
        write(body, texts, TEXT_SIZE if sum(map(len, texts)) < LONG else SMALLER)
        if foot:
            line = slide.shapes.add_textbox(*map(Inches, (EDGE, HEIGHT - 0.6, 11.9, FOOT)))
            line.name = "Made up"
            write(line, [foot], FOOT_SIZE)
        said = "\n".join(map(clean, notes)) or title
        slide.notes_slide.notes_text_frame.text = said
        return slide

    def _put_picture(self, slide: Slide, png: bytes, said: str) -> None:
        """Puts a picture below the text of a slide; ``said`` is read aloud in its place."""
        body = slide.placeholders[1]
        place(body, EDGE, TOP + TITLE_HEIGHT, WIDTH - 2 * EDGE, 1.4)
        for run in body.text_frame.paragraphs[0].runs:
            run.font.size = Pt(SMALLER)
        top = Inches(TOP + TITLE_HEIGHT + 1.5)
        picture = slide.shapes.add_picture(io.BytesIO(png), Inches(EDGE), top, height=None,
                                           width=Inches(WIDTH - 2 * EDGE))  # fmt: skip
        most = Inches(HEIGHT - FOOT - 0.3) - top
        if picture.height > most:
            picture.width, picture.height = int(picture.width * most / picture.height), most
        picture.name = "Picture of the result"
        picture._element.nvPicPr.cNvPr.set("descr", clean(said))


def place(shape, left: float, top: float, width: float, height: float) -> None:
    """Moves a shape; all in inches."""
    shape.left, shape.top, shape.width, shape.height = map(Inches, (left, top, width, height))


def write(shape, texts: Sequence[str], size: int, bold: bool = False) -> None:
    """Fills a shape with paragraphs in one size, marked as US English."""
    frame = shape.text_frame
    frame.word_wrap = True
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(0 if bold else 8)
        run = paragraph.add_run()
        run.text = clean(text)
        run.font.size, run.font.name, run.font.bold = Pt(size), EVERYWHERE, bold
        run.font.color.rgb = RGBColor.from_string(ACCENT.removeprefix("#")) if bold else INK
        run._r.get_or_add_rPr().set("lang", "en-US")
