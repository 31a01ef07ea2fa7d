"""How the values of one input or step spread over many draws, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from seti_ta.calculators import Calculator, InputError
from seti_ta.calculators.units import UNITS, written

PERCENTS = (5, 10, 25, 50, 75, 90, 95)


@dataclass(frozen=True, eq=False)
class Spread:
    """One value a draw of the input or step ``name``, or one row a draw with one a year or row.

    A number is NaN in draws that leave it out, and in years that a draw does not count.
    """

    calculator: Calculator
    name: str
    values: np.ndarray

    @cached_property
    def _is_schedule(self) -> bool:
        return any(each.name == self.name and each.is_schedule for each in self.calculator.formulas)

    @property
    def left_out(self) -> float:
        """The share of draws in which a number has no value."""
        if self.values.dtype.kind != "f" or self.values.ndim > 1:
            return 0
        return float(np.isnan(self.values).mean())

    @cached_property
    def percentiles(self) -> dict[str, float | list[float]]:
        """``p5`` to ``p95`` as held, over the draws that have a value.

        Each is a value that was drawn. A column of a table has a list, one value a row. So has
        a schedule, one value a year that any draw counts, over the draws that count it. Nothing,
        if no draw has a value.
        """
        values = self.values
        if values.dtype.kind != "f":
            raise self._problem("uncertainty.no_number")
        percentile = np.percentile
        if self._is_schedule:
            values = values[:, ~np.isnan(values).all(axis=0)]
            percentile = np.nanpercentile
        elif self.left_out:
            values = values[~np.isnan(values)]
        if not len(values):
            return {}
        found = percentile(values, PERCENTS, axis=0, method="inverted_cdf")
        return {f"p{at}": value.tolist() for at, value in zip(PERCENTS, found, strict=True)}

    @property
    def share(self) -> float:
        """The share of draws in which a yes-or-no step is true."""
        if self.values.dtype.kind != "b":
            raise self._problem("uncertainty.no_yes_no")
        return float(self.values.mean())

    @property
    def shares(self) -> dict[str, float]:
        """The share of draws for each answer of a step that names something, largest first."""
        if self.values.dtype.kind != "U":
            raise self._problem("uncertainty.no_name")
        answers, counts = np.unique(self.values, return_counts=True)
        by_count = sorted(zip(counts.tolist(), answers.tolist(), strict=True), reverse=True)
        return {answer: count / len(self.values) for count, answer in by_count}

    def in_words(self) -> str:
        """A number by its p10, p50 and p90; or how often each answer came."""
        messages = self.calculator.messages
        kind = self.values.dtype.kind
        if kind in "bU":
            shares = self.shares if kind == "U" else {messages["answer.yes"]: self.share}
            return "; ".join(
                messages["uncertainty.share"].format(
                    answer=self.calculator.write(self.name, answer) if kind == "U" else answer,
                    share=percent(share),
                )
                for answer, share in shares.items()
            )
        if not self.percentiles:
            return messages["page.nothing"]
        low, middle, high = (self._written(p) for p in ("p10", "p50", "p90"))
        words = messages["uncertainty.spread"].format(low=low, middle=middle, high=high)
        return f"{words}; {self._gaps}" if self.left_out else words

    @property
    def sentence(self) -> str:
        """The spread of a number in one sentence, and what it is not."""
        messages = self.calculator.messages
        if not self.percentiles:
            return messages["uncertainty.nowhere"].format(label=self.calculator.term(self.name))
        sentence = messages["uncertainty.sentence"].format(
            label=self.calculator.term(self.name),
            low=self._written("p10"),
            high=self._written("p90"),
            unit=self.calculator.word_after(self.name),
        )
        sentence = sentence.replace(" .", ".")
        return f"{sentence} {self._gaps.capitalize()}." if self.left_out else sentence

    @property
    def _gaps(self) -> str:
        return self.calculator.messages["uncertainty.gaps"].format(share=percent(self.left_out))

    def _written(self, at: str) -> str:
        return self.calculator.write(self.name, self.percentiles[at])

    def _problem(self, key: str) -> InputError:
        label = self.calculator.term(self.name)
        return InputError({self.name: self.calculator.messages[key].format(label=label)})


def percent(share: float) -> str:
    return written(share, UNITS["percent"], 0)
