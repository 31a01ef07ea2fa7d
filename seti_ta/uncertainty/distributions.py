"""How an input may vary. Values are as entered: percent, not a share of one.

Each distribution is drawn through its quantiles, so that its draws, its 10th and 90th
percentiles and its middle come from one formula. A whole-number input takes whole values only.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import astuple, dataclass, fields
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from seti_ta.calculators import Calculator, InputError
from seti_ta.calculators.checked_entry import echo, parse, rule, to_number
from seti_ta.calculators.units import UNITS, written
from seti_ta.calculators.vocabulary import ENTRY_DIGITS, Input

#: A normal curve with a larger share outside the input's range is refused.
MOST_OUTSIDE = 0.05


class Distribution(ABC):
    """What may stand in place of a number in ``simulate``."""

    @abstractmethod
    def at(self, field: Input, share: ArrayLike) -> np.ndarray:
        """The values of ``field``, as entered, below which these shares of all draws lie."""

    def checked(self, calculator: Calculator, field: Input) -> Distribution:
        """The same with plain numbers.

        Raises:
            InputError: where a value leaves the input's range, or they are out of order.
        """
        numbers = []
        for raw in astuple(self):
            try:
                numbers.append(parse(field, raw))
            except ValueError:
                problem = f"{rule(calculator, field)} {echo(calculator, raw)}"
                raise InputError({field.name: problem}) from None
        if numbers != sorted(numbers):
            raise self.problem(calculator, field, "uncertainty.order")
        return type(self)(*numbers)

    def written(self, calculator: Calculator, field: Input) -> str:
        """How ``field`` is drawn, in words."""
        values = {each.name: _written(field, getattr(self, each.name)) for each in fields(self)}
        return calculator.messages[f"uncertainty.{type(self).__name__.lower()}"].format(
            label=field.label,
            lowest=_written(field, field.low),
            highest=_written(field, field.high),
            **values,
        )

    def problem(self, calculator: Calculator, field: Input, key: str, **more) -> InputError:
        """The error with the message ``key``, and what was entered."""
        sentence = calculator.messages[key].format(label=field.label, **more)
        return InputError({field.name: f"{sentence} {echo(calculator, repr(self))}"})

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(str, astuple(self)))})"


@dataclass(frozen=True, repr=False)
class Range(Distribution):
    """Every value from ``low`` to ``high`` is equally likely."""

    low: float
    high: float

    def at(self, field: Input, share: ArrayLike) -> np.ndarray:
        if field.whole:
            return self.low + np.floor(np.multiply(share, self.high - self.low + 1))
        return self.low + np.multiply(share, self.high - self.low)


@dataclass(frozen=True, repr=False)
class Triangular(Distribution):
    """``mode`` is most likely; values grow rarer in a straight line down to both ends."""

    low: float
    mode: float
    high: float

    def at(self, field: Input, share: ArrayLike) -> np.ndarray:
        width, left = self.high - self.low, self.mode - self.low
        below_mode = np.multiply(share, width) < left
        rising = self.low + np.sqrt(np.multiply(share, width * left))
        falling = self.high - np.sqrt(np.subtract(1, share) * width * (self.high - self.mode))
        return _of_field(field, np.where(below_mode, rising, falling))


@dataclass(frozen=True, repr=False)
class Normal(Distribution):
    """A bell curve around ``mean`` with standard deviation ``sd``, cut at the input's range.

    What is cut off is spread over the rest of the curve. At most 5 percent may be cut off.
    """

    mean: float
    sd: float

    def at(self, field: Input, share: ArrayLike) -> np.ndarray:
        curve = NormalDist(self.mean, self.sd)
        below, up_to_high = curve.cdf(field.low), curve.cdf(field.high)
        # A share of exactly 0 or 1 lies at infinity.
        inside = np.clip(
            below + np.multiply(share, up_to_high - below), np.finfo(float).tiny, 1 - 1e-16
        )
        values = np.vectorize(curve.inv_cdf, otypes=[float])(inside)
        return _of_field(field, np.clip(values, field.low, field.high))

    def checked(self, calculator: Calculator, field: Input) -> Normal:
        try:
            mean, sd = to_number(field, self.mean), to_number(field, self.sd)
        except ValueError:
            raise self.problem(calculator, field, "uncertainty.not_normal") from None
        if not sd > 0:
            raise self.problem(calculator, field, "uncertainty.not_normal")
        curve = NormalDist(mean, sd)
        outside = 1 - (curve.cdf(field.high) - curve.cdf(field.low))
        if not outside <= MOST_OUTSIDE:
            raise self.problem(
                calculator,
                field,
                "uncertainty.outside",
                most=written(MOST_OUTSIDE, UNITS["percent"], 0),
                low=f"{field.low:,}",
                high=f"{field.high:,}",
                unit=calculator.messages.get(f"unit.{field.unit}", ""),
            )
        return Normal(mean, sd)


def checked_distribution(calculator, field: Input, distribution: Distribution) -> Distribution:
    """``distribution`` with plain numbers; ``calculator`` is whatever has the messages.

    Raises:
        InputError: where it leaves the range of ``field``, which may be no number at all.
    """
    if not field.is_number:
        sentence = f"{rule(calculator, field)} {echo(calculator, repr(distribution))}"
        raise InputError({field.name: sentence})
    return distribution.checked(calculator, field)


def _written(field: Input, entered: float) -> str:
    return written(field.held(entered), UNITS[field.unit], ENTRY_DIGITS)


def _of_field(field: Input, values: np.ndarray) -> np.ndarray:
    return np.floor(values + 0.5) if field.whole else values
