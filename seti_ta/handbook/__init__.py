"""The Sphinx extension that makes the handbook: theme, mathematics, checks and directives."""

from pathlib import Path

import seti_ta


def setup(app) -> dict:
    from seti_ta.handbook import (
        architecture,
        claims,
        directives,
        explorer,
        mathematics,
        pages,
    )

    app.add_html_theme("handbook", str(Path(__file__).parent / "theme"))
    app.add_js_file("handbook.js", priority=0)
    for room in (mathematics, pages, directives, explorer, claims, architecture):
        room.setup(app)
    return {
        "version": seti_ta.__version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
