"""What the forms in a notebook share."""

from html import escape

import ipywidgets

WIDE = ipywidgets.Layout(width="95%", max_width="44em")
LABEL = {"description_width": "16em"}


def problem_html(sentence: str) -> str:
    """What is wrong with an entry, read out when it appears; nothing if nothing is."""
    return f'<strong role="alert">{escape(sentence)}</strong>' if sentence else ""
