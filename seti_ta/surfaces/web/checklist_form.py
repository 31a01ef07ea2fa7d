"""A checklist as a form in a page: complete HTML that reads and prints without JavaScript.

``checklist_script`` makes it live.
"""

from collections.abc import Callable, Mapping

from seti_ta import checklists
from seti_ta.checklists import Checklist
from seti_ta.checklists.actions import COLUMNS
from seti_ta.checklists.answers import FIRST_DUE, LAST_DUE, LEVELS, NOT_APPLICABLE, WEIGHTS
from seti_ta.checklists.borrowed import borrowers, lenders
from seti_ta.checklists.score import MOST_LEFT_OUT, TOP_LEVEL, named_bands
from seti_ta.surfaces.web.form import templates


def form_id(checklist: Checklist) -> str:
    """Where the form stands in its page, and what its files are called."""
    return f"checklist-{checklist.name}"


def item_id(checklist: Checklist, item: str) -> str:
    """Where an item stands in its page."""
    return f"{form_id(checklist)}-{item}"


def checklist_html(
    checklist: Checklist,
    workbook: str,
    document: str,
    passages: Mapping[str, tuple[str, str]],
    address: Callable[[str], str],
) -> str:
    """The form as one ``<section>``.

    ``workbook`` and ``document`` are the addresses of its downloads. ``passages`` has, by the id
    of an item, the address of what teaches it and the words of the link to it. ``address`` gives
    that of another form, by its id.
    """
    total = sum(item.weight for item in checklist.items)
    return templates.get_template("checklist.html.jinja").render(
        c=checklist,
        id=form_id(checklist),
        m=checklist.messages,
        scored=checklist.score({}),
        workbook=workbook,
        document=document,
        passages=passages,
        lists=[
            (lender, ids, address(form_id(lender)))
            for name, ids in lenders(checklist).items()
            if (lender := checklists[name])
        ],
        borrowers=borrowers(checklist),
        levels=LEVELS,
        weights=WEIGHTS,
        na=NOT_APPLICABLE,
        due=(FIRST_DUE, LAST_DUE),
        columns=COLUMNS,
        bands=named_bands(checklist),
        sums={"most": total * MOST_LEFT_OUT // 100, "total": total, "top": TOP_LEVEL},
    )
