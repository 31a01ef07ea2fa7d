"""Workshops with exercises on a made-up region; every answer is computed from its entries.

``seti_ta.workshops`` is also a mapping from name to workshop::

    from seti_ta import workshops
    workshops["short"].exercises["funnel"].key()
"""

import sys
from functools import cache
from importlib import resources

from seti_ta.gallery import Gallery
from seti_ta.workshops.exercise import Exercise, Key, all_exercises
from seti_ta.workshops.region import Region, region
from seti_ta.workshops.workshop import Workshop, load

__all__ = ["Exercise", "Key", "Region", "Workshop", "all_exercises", "load", "region"]

#: Files of this folder that are no workshops.
SHARED_FILES = ("exercises.yaml", "region.yaml")


@cache
def _gallery() -> dict[str, Workshop]:
    """Every workshop found in this folder, by name, the shortest first."""
    files = [each for each in resources.files(__name__).iterdir() if each.name.endswith(".yaml")]
    found = [load(each) for each in files if each.name not in SHARED_FILES]
    return {each.name: each for each in sorted(found, key=lambda each: each.minutes)}


_kind = "workshop"
sys.modules[__name__].__class__ = Gallery
