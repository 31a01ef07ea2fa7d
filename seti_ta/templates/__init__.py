"""Documents that a board fills in and uses, each in one YAML file of this folder.

``seti_ta.templates`` is also a mapping from name to template::

    from seti_ta import templates
    from seti_ta.plan import Plan
    templates["employer_letter"].document(Plan(target=60))
"""

import sys
from functools import cache
from importlib import resources

from seti_ta.gallery import Gallery
from seti_ta.templates.filled import Document
from seti_ta.templates.template import Template, load

__all__ = ["Document", "Template", "load"]


@cache
def _gallery() -> dict[str, Template]:
    """Every template of this folder by name, in the order in which a board needs them."""
    files = (each for each in resources.files(__name__).iterdir() if each.name.endswith(".yaml"))
    found = sorted(map(load, files), key=lambda each: each.order)
    return {each.name: each for each in found}


_kind = "template"
sys.modules[__name__].__class__ = Gallery
