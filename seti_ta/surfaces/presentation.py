"""What a result shows, as plain texts in reading order: for text, Word and the widget."""

from datetime import date

import seti_ta
from seti_ta.calculators.result import Result, Swing
from seti_ta.calculators.units import plain
from seti_ta.calculators.vocabulary import Calculator, Example, Source
from seti_ta.edition import edition_date


def entry(value: float | str) -> str:
    """A value as it stands in a field of a form."""
    return value if isinstance(value, str) else plain(value)


def origin(result: Result, name: str) -> str:
    """Where the value of an input comes from: the reader, or a starting value and its grade."""
    messages, field = result.calculator.messages, result.calculator.declared[name]
    if result.entered[name] != field.default:
        return messages["origin.own"]
    return messages["origin.starting"].format(grade=messages[f"grade.{field.source.grade}"])


def moved(result: Result, swing: Swing) -> tuple[str, str, str, str]:
    """One row of what would change this most: label, range, and the headline at either end."""
    calculator = result.calculator
    field = calculator.declared[swing.name]
    low, high = (calculator.write(field.name, field.held(end)) for end in (swing.low, swing.high))
    return (
        result.label(swing.name),
        calculator.messages["page.from_to"].format(low=low, high=high),
        calculator.write(calculator.headline, swing.headline_low),
        calculator.write(calculator.headline, swing.headline_high),
    )


def worked(calculator: Calculator, example: Example) -> str:
    """A worked example in one or two sentences."""
    results = "; ".join(f"{calculator.term(n)} {v}" for n, v in example.results.items())
    inputs = "; ".join(
        f"{calculator.declared[n].label} {calculator.write(n, calculator.declared[n].held(v))}"
        for n, v in example.inputs.items()
    )
    key = "page.example_changed" if inputs else "page.example_starting"
    sentence = calculator.messages[key].format(inputs=inputs, results=results)
    return f"{sentence} {example.source}"


def cited(source: Source) -> str:
    """A source in one line: citation, place in it, address."""
    parts = (source.citation, source.locator[:1].upper() + source.locator[1:])
    sentences = [part if part.endswith(".") else f"{part}." for part in parts if part]
    return " ".join([*sentences, *filter(None, [source.url])])


def stamp(calculator: Calculator, made_on: date) -> str:
    """Which edition made this, and when."""
    return calculator.messages["page.stamp"].format(
        version=seti_ta.__version__,
        edition=edition_date().isoformat(),
        date=made_on.isoformat(),
    )
