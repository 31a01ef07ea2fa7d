"""A result as plain text. The page's "Copy as text" says the same lines in the same order."""

from datetime import date

from seti_ta.calculators.result import Result
from seti_ta.surfaces.presentation import origin, stamp


def text(result: Result, made_on: date | None = None) -> str:
    """The result on one screen; ``made_on`` is today if it is not given."""
    calculator, messages = result.calculator, result.calculator.messages
    return "\n".join(
        [
            f"{calculator.title} ({calculator.code})",
            result.board_sentence,
            "",
            messages["page.inputs"],
            *(f"{_line(result, n)} ({origin(result, n)})" for n in calculator.defaults),
            "",
            messages["page.results"],
            *(_line(result, name) for name in calculator.results),
            "",
            *result.warnings,
            "",
            messages["page.limits"],
            *(f"- {limit}" for limit in calculator.limits),
            "",
            stamp(calculator, made_on or date.today()),
        ]
    )


def _line(result: Result, name: str) -> str:
    return f"- {result.label(name)}: {result.with_unit(name)}"
