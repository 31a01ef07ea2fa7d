"""Planning calculators, each defined in one file of this folder.

``seti_ta.calculators`` is also a mapping from name to calculator::

    import seti_ta
    seti_ta.calculators["recruitment_funnel"](target=40).applicants
"""

import sys
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from seti_ta.calculators.checked_entry import InputError
from seti_ta.calculators.reader import DefinitionError
from seti_ta.calculators.vocabulary import Calculator
from seti_ta.gallery import Gallery

__all__ = ["Calculator", "InputError"]


@cache
def _gallery() -> dict[str, Calculator]:
    """Every calculator found in this folder, by name, in the order of their codes."""
    modules = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]
    found = [
        each
        for module in modules
        for each in vars(module).values()
        # One module may take over results of another one's calculator.
        if isinstance(each, Calculator) and each.function.__module__ == module.__name__
    ]
    if len({each.name for each in found}) < len(found):
        raise DefinitionError(f"two calculators have one name: {[each.name for each in found]}")
    return {each.name: each for each in sorted(found, key=lambda each: each.code)}


_kind = "calculator"
sys.modules[__name__].__class__ = Gallery
