"""One small zip for each workshop: a folder for learners and one for the instructor."""

from datetime import date
from functools import cache
from pathlib import Path

import seti_ta
from seti_ta import checklists, workshops
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.edition import check_by_date, edition_date
from seti_ta.files import write_whole
from seti_ta.surfaces.archive import zipped
from seti_ta.surfaces.checklist_document import Form
from seti_ta.surfaces.slides import deck
from seti_ta.surfaces.workshop_document import guide, handout
from seti_ta.workshops import Workshop, region

#: What each file of a kit is, by its name.
CONTENTS = {
    "read-me.txt": "What is here, and how to begin.",
    "learner/handout.docx": "For each person: agenda, exercises and worksheets. No answers.",
    "learner/slides.pptx": "The slides without answers.",
    "instructor/guide.docx": "What to say and ask, the paper run, and every key.",
    "instructor/slides.pptx": "The slides to show, with answers, and notes to speak from.",
}


def file_name(workshop: Workshop) -> str:
    """What the zip of a workshop is called."""
    return f"workshop-{workshop.name}.zip"


def write_all(folder: Path) -> list[Path]:
    """Writes the zip of every workshop of this edition."""
    folder.mkdir(parents=True, exist_ok=True)
    return [write_whole(folder / file_name(each), kit(each.name)) for each in workshops.values()]


@cache
def kit(name: str) -> bytes:
    """The zip of the workshop of this name, as this edition has it."""
    return kit_bytes(workshops[name], edition_date(), check_by_date())


def kit_bytes(workshop: Workshop, edition: date, check_by: date) -> bytes:
    """The bytes of a .zip. The same arguments give the same bytes."""
    return zipped(parts(workshop, edition, check_by), edition)


def parts(workshop: Workshop, edition: date, check_by: date) -> dict[str, bytes]:
    """Every file of a kit, by its name in the zip."""
    return {
        "read-me.txt": read_me(workshop, edition).encode(),
        "learner/handout.docx": handout(workshop, edition, check_by),
        **{
            f"learner/checklist-{name}.docx": _form(name, edition, check_by)
            for name in workshop.forms
        },
        "learner/slides.pptx": deck(workshop, edition, for_instructor=False),
        "instructor/guide.docx": guide(workshop, edition, check_by),
        "instructor/slides.pptx": deck(workshop, edition, for_instructor=True),
    }


def contents(workshop: Workshop) -> dict[str, str]:
    """What each file of this workshop's zip is, by its name."""
    forms = {
        f"learner/checklist-{name}.docx": f"An empty form: {checklists[name].title}."
        for name in workshop.forms
    }
    return CONTENTS | forms


def read_me(workshop: Workshop, edition: date) -> str:
    """The text file that stands first in a zip."""
    listed = [f"- {name}: {about}" for name, about in contents(workshop).items()]
    lines = [
        workshop.title,
        f"{workshop.minutes} minutes. {workshop.for_whom}",
        region().label,
        "",
        *listed,
        "",
        "Give the learner's folder to learners, and keep the instructor's folder.",
        "On paper alone:",
        *(f"- {each}" for each in workshop.on_paper),
        "",
        f"Version {seti_ta.__version__} of {edition}. {MESSAGES['workbook.independence']}",
        "You may copy, change and share this if you name the Sector training handbook as its "
        "source (CC BY 4.0).",
    ]
    return "\n".join(lines) + "\n"


def _form(name: str, edition: date, check_by: date) -> bytes:
    form = Form(checklists[name], edition, check_by)
    form.fill()
    return form.bytes()
