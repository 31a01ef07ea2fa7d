"""What the forms in a notebook share."""

from html import escape

import ipywidgets

from seti_ta.calculators.vocabulary import Input

WIDE = ipywidgets.Layout(width="95%", max_width="44em")
#: A label takes the room that it needs.
LABEL = {"description_width": "initial"}


def control(field: Input, label: str, value: str) -> ipywidgets.ValueWidget:
    """A box to type in, or a list to choose from."""
    look = {"description": label, "value": value, "layout": WIDE, "style": LABEL}
    if field.choices:
        options = [(text, key) for key, text in field.choices.items()]
        return ipywidgets.Dropdown(options=options, **look)
    return ipywidgets.Text(**look)


def problem_html(sentence: str) -> str:
    """What is wrong with an entry, read out when it appears; nothing if nothing is."""
    return f'<strong role="alert">{escape(sentence)}</strong>' if sentence else ""
