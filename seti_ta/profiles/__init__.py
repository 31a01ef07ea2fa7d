"""Program profiles, each in one YAML file of this folder.

``seti_ta.profiles`` is also a mapping from name to profile::

    from seti_ta import profiles
    profiles["per_scholas"].components.screening
"""

import sys
from functools import cache
from importlib import resources

from seti_ta.gallery import Gallery
from seti_ta.profiles.profile import Profile, load

__all__ = ["Profile", "load"]


@cache
def _gallery() -> dict[str, Profile]:
    """Every profile found in this folder, by name."""
    files = sorted(resources.files(__name__).iterdir(), key=lambda each: each.name)
    found = [load(each) for each in files if each.name.endswith(".yaml")]
    return {each.name: each for each in found}


_kind = "profile"
sys.modules[__name__].__class__ = Gallery
