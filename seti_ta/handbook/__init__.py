"""The Sphinx extension that makes the handbook: theme, mathematics, checks and directives."""

from importlib import import_module
from pathlib import Path

import seti_ta

ROOMS = [
    "mathematics",
    "pages",
    "directives",
    "calculator_pages",
    "checklist_pages",
    "teaching",
    "explorer",
    "area_pages",
    "template_pages",
    "memo",
    "rule_tables",
    "profiles",
    "workshops",
    "claims",
    "architecture",
]


def setup(app) -> dict:
    app.add_html_theme("handbook", str(Path(__file__).parent / "theme"))
    app.add_js_file("handbook.js", priority=0)
    for room in ROOMS:
        import_module(f"seti_ta.handbook.{room}").setup(app)
    return {
        "version": seti_ta.__version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
