"""Puts the parts of a page's script into one file."""

from collections.abc import Iterable


def one_file(parts: Iterable[str]) -> str:
    """One classic script, without comments and spare space: nearly a fifth of a form's script.

    A classic script, because pages opened from disk may not load modules.
    """
    from rjsmin import jsmin  # only who builds the book needs it

    return '(() => {"use strict";\n' + jsmin("\n".join(parts)) + "\n})();\n"
