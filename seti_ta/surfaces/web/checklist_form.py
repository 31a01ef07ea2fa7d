"""A checklist as a form in a page: complete HTML that reads and prints without JavaScript.

``checklist_script`` makes it live.
"""

from seti_ta.checklists import Checklist
from seti_ta.checklists.actions import COLUMNS
from seti_ta.checklists.answers import FIRST_DUE, LAST_DUE, LEVELS, NOT_APPLICABLE, WEIGHTS
from seti_ta.checklists.score import MOST_LEFT_OUT, TOP_LEVEL, named_bands
from seti_ta.surfaces.web.form import templates


def form_id(checklist: Checklist) -> str:
    """Where the form stands in its page, and what its files are called."""
    return f"checklist-{checklist.name}"


def checklist_html(checklist: Checklist, workbook: str, document: str) -> str:
    """The form as one ``<section>``; the other arguments are the addresses of its downloads."""
    total = sum(item.weight for item in checklist.items)
    return templates.get_template("checklist.html.jinja").render(
        c=checklist,
        id=form_id(checklist),
        m=checklist.messages,
        scored=checklist.score({}),
        workbook=workbook,
        document=document,
        levels=LEVELS,
        weights=WEIGHTS,
        na=NOT_APPLICABLE,
        due=(FIRST_DUE, LAST_DUE),
        columns=COLUMNS,
        bands=named_bands(checklist),
        sums={"most": total * MOST_LEFT_OUT // 100, "total": total, "top": TOP_LEVEL},
    )
