"""The evidence explorer in a page: a complete table that reads and prints without JavaScript.

``explorer_script`` gives it filters, sorting, details and a download of the rows in sight.
"""

import json
from importlib import resources

import pandas as pd

from seti_ta.evidence.words import effect, graded
from seti_ta.surfaces.evidence_rows import (
    COLUMNS,
    GROUPS,
    all_rows,
    cells,
    choices,
    filter_values,
    in_order,
)
from seti_ta.surfaces.web.form import templates
from seti_ta.surfaces.web.one_file import one_file

#: The explorer's id in its page, and the first word of the fragment that holds its filters.
ID = "explorer"

FILTERS = {
    "program": "Program",
    "kind": "Kind of program",
    "domain": "Subject",
    "period": "Length of follow-up",
    "finding": "What was found",
    "grade": "Grade",
}

#: The columns in sight, and what each is sorted by.
HEADS = {
    "Program": "program",
    "Measured": "outcome",
    "When": "followup_years",
    "Effect": "impact",
    "Found": "finding",
    "Grade": "grade",
    "Source": "",
}

PARTS = ("download", "explorer")


def explorer_html(csv: str, workbook: str) -> str:
    """The table as one ``<section>``; the arguments are the addresses of the whole table."""
    rows = all_rows()
    return templates.get_template("explorer.html.jinja").render(
        id=ID,
        heads=HEADS,
        filters=FILTERS,
        choices=choices(rows),
        rows=[row for _, row in rows.iterrows()],
        effect=effect,
        graded=graded,
        csv=csv,
        workbook=workbook,
    )


def explorer_script() -> str:
    """JavaScript that makes the table live, with every cell of every row."""
    rows = all_rows()
    compared = filter_values(rows)[[*FILTERS, "use"]]
    known = {
        "EXPLORER": ID,
        "GROUPS": {title: [column.name for column in group] for title, group in GROUPS.items()},
        "COLUMNS": {c.name: {"label": c.label, "format": c.format} for c in COLUMNS},
        "CELLS": cells(rows),
        "FILTERS": list(FILTERS),
        "COMPARED": compared.to_numpy().tolist(),
        "RANKS": {by: ranks(rows[by]) for by in HEADS.values() if by},
    }
    folder = resources.files(__package__).joinpath("js")
    data = [f"const {name} = {_json(value)};" for name, value in known.items()]
    parts = [folder.joinpath(f"{part}.js").read_text("utf-8") for part in PARTS]
    return one_file([*data, *parts])


def ranks(column: pd.Series) -> list[int | None]:
    """The place of each row in the order of a column; None for an empty cell."""
    places = {value: place for place, value in enumerate(in_order(column))}
    return [places.get(value) for value in column]


def _json(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
