"""A result as plain data for JSON, and the way back.

``data`` has these keys, and later versions keep them:

- ``calculator``, ``version``, ``edition``: what made it;
- ``inputs``: every input as entered, a table as a list of rows;
- ``results``: every step; a list for the years of a schedule or the rows of a table, a list of
  lists for two tables; null where a row is left out;
- ``constants``: every fixed number of the formulas;
- ``units``: the unit of each input, constant and step;
- ``sentence``, ``warnings``: as every surface says them;
- ``verdicts``: rows of ``title``, ``step``, ``answer`` and its ``reasons``;
- ``sensitivity``: rows of ``input``, ``low``, ``high``, ``headline_low``, ``headline_high``.

Numbers are not rounded. A percent is a percent everywhere in it: 75, not 0.75.
"""

import seti_ta
from seti_ta.calculators.result import Result, Swing
from seti_ta.calculators.units import UNITS
from seti_ta.calculators.vocabulary import Calculator
from seti_ta.edition import edition_date


def data(result: Result) -> dict:
    """The result as plain data: texts, numbers, lists and dictionaries only."""
    calculator, steps = result.calculator, result.calculator.steps
    return {
        "calculator": calculator.name,
        "version": seti_ta.__version__,
        "edition": edition_date().isoformat(),
        "inputs": dict(result.entered),
        "results": {s.name: as_entered(calculator, s.name, result.values[s.name]) for s in steps},
        "constants": {each.name: each.value for each in calculator.constants},
        "units": {name: each.unit for name, each in calculator.declared.items()},
        "sentence": result.board_sentence,
        "warnings": list(result.warnings),
        "verdicts": [
            {"title": title, "step": each.step, "answer": answer, "reasons": list(reasons)}
            for each, (title, answer, reasons) in zip(
                calculator.verdicts, result.verdicts, strict=True
            )
        ],
        "sensitivity": [_swing(calculator, each) for each in result.sensitivity],
    }


def _swing(calculator: Calculator, swing: Swing) -> dict:
    headlines = (swing.headline_low, swing.headline_high)
    low, high = (as_entered(calculator, calculator.headline, each) for each in headlines)
    return {
        "input": swing.name,
        "low": swing.low,
        "high": swing.high,
        "headline_low": low,
        "headline_high": high,
    }


def as_entered(calculator: Calculator, name: str, value):
    """A value as a reader would enter it: a share of one becomes a percent."""
    if isinstance(value, list):
        return [as_entered(calculator, name, each) for each in value]
    is_share = UNITS[calculator.declared[name].unit].format == "percent" and value is not None
    return 100 * value if is_share else value
