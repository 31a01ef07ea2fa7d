"""Runs a calculator many times, each time with inputs drawn from their distributions."""

import sys
import time
from collections.abc import Iterator, Mapping
from functools import cached_property
from html import escape
from types import MappingProxyType

import numpy as np

from seti_ta import calculators
from seti_ta.calculators import Calculator, InputError
from seti_ta.calculators.checked_entry import checked
from seti_ta.calculators.checked_input import check, unknown
from seti_ta.calculators.result import Result, Swing, largest_first
from seti_ta.calculators.vocabulary import EXAMPLE, Input
from seti_ta.uncertainty.arrays import above, below, by_draw, evaluate, reached
from seti_ta.uncertainty.distributions import Distribution, checked_distribution
from seti_ta.uncertainty.spread import Spread

DRAWS = Input("draws", "Draws", "factor", 10_000, EXAMPLE, low=100, high=1_000_000, whole=True)
SEED = Input("seed", "Seed", "factor", 1, EXAMPLE, low=0, high=2**32 - 1, whole=True)

#: Draws computed at once. Fewer waste time, more hold back the news of how far a run is.
CHUNK = 2_000
#: A run that takes longer shows how far it is.
PATIENCE = 1.0  # seconds

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9


class Runs:
    """The values of every input (as held) and step in each draw, by name: ``runs["applicants"]``.

    A number, a name or a yes-or-no step is an array with one value a draw. A schedule is an
    array of draws by years, with NaN in years that a draw does not count; a column of a table
    is one of draws by rows. ``uncertain`` maps
    inputs to their distributions, ``entered`` holds the fixed ones as the reader gave them.
    """

    def __init__(
        self,
        calculator: Calculator,
        uncertain: Mapping[str, Distribution],
        entered: Mapping[str, float | str],
        draws: int,
        seed: int,
    ):
        self.calculator = calculator
        self.uncertain = MappingProxyType(dict(uncertain))
        self.entered = MappingProxyType(dict(entered))
        self.draws = draws
        self.seed = seed
        self._drawn = self._draw()
        self._steps = reached(calculator, uncertain)
        self._fixed = {
            name: value
            for name, value in self.centre.values.items()
            if name not in self._steps and name not in uncertain
        }
        # A schedule takes many times the memory of a number, so it is computed when asked for.
        numbers = {each.name for each in calculator.formulas if each.is_scalar}
        self._values = self._drawn | self._compute(*(n for n in self._steps if n in numbers))

    def _draw(self) -> dict[str, np.ndarray]:
        """The uncertain inputs as held. Each has its own stream, whichever others are drawn."""
        fields = self.calculator.inputs
        streams = np.random.SeedSequence(self.seed).spawn(len(fields))
        drawn = {}
        for field, stream in zip(fields, streams, strict=True):
            if field.name in self.uncertain:
                shares = np.random.Generator(np.random.PCG64(stream)).random(self.draws)
                drawn[field.name] = self.uncertain[field.name].at(field, shares)
        check_orders(self.calculator, self.entered | drawn)
        return {name: self.calculator.declared[name].held(each) for name, each in drawn.items()}

    def _compute(self, *names: str) -> dict[str, np.ndarray]:
        parts = {name: [] for name in names}
        for chunk in chunks(self.draws, CHUNK):
            drawn = {name: values[chunk] for name, values in self._drawn.items()}
            values = evaluate(self.calculator, self._fixed | drawn, names)
            for name, part in parts.items():
                part.append(by_draw(values[name], chunk.stop - chunk.start))
        return {name: np.concatenate(part) for name, part in parts.items()}

    @property
    def schedules(self) -> set[str]:
        """The steps that have a value for each year."""
        return {each.name for each in self.calculator.formulas if each.is_schedule}

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self.calculator.declared:
            raise self._problem(name, "uncertainty.unknown", value=name)
        if name not in self._values:
            self._values |= self._compute(name)
        return self._values[name]

    @cached_property
    def centre(self) -> Result:
        """The ordinary result with every uncertain input at the middle of its draws."""
        return self.calculator(**self.entered, **self._at(MIDDLE))

    def _at(self, share: float) -> dict[str, float]:
        declared = self.calculator.declared
        return {
            name: float(distribution.at(declared[name], share))
            for name, distribution in self.uncertain.items()
        }

    def of(self, step: str = "") -> Spread:
        """The spread of a step (the headline, if none is named)."""
        step = step or self.calculator.headline
        return Spread(self.calculator, step, self[step])

    def percentiles(self, step: str = "") -> dict[str, float | list[float]]:
        """``p5`` to ``p95`` of a step, as held; see ``Spread.percentiles``."""
        return self.of(step).percentiles

    def share(self, step: str) -> float:
        """The share of draws in which a yes-or-no step is true."""
        return self.of(step).share

    def shares(self, step: str) -> dict[str, float]:
        """The share of draws for each answer of a step that names something, largest first."""
        return self.of(step).shares

    def tornado(self) -> tuple[Swing, ...]:
        """What the headline becomes as each uncertain input goes from its p10 to its p90.

        The others stay at their middle. Largest first; ties keep the order of the inputs.
        """
        low, middle, high = map(self._at, (LOW, MIDDLE, HIGH))
        swings = [
            Swing(
                field.name,
                low[field.name],
                high[field.name],
                *(
                    self.calculator(**self.entered, **middle | {field.name: end}).values[
                        self.calculator.headline
                    ]
                    for end in (low[field.name], high[field.name])
                ),
            )
            for field in self.calculator.inputs
            if field.name in self.uncertain
        ]
        return largest_first(self.calculator, swings)

    @cached_property
    def sentence(self) -> str:
        """The spread of the headline in plain words, and what it is not."""
        return self.of().sentence

    @cached_property
    def assumptions(self) -> tuple[str, ...]:
        """How each uncertain input was drawn, and that each was drawn on its own."""
        return (
            *(
                distribution.written(self.calculator, self.calculator.declared[name])
                for name, distribution in self.uncertain.items()
            ),
            self.calculator.messages["uncertainty.independent"],
        )

    def spread(self, step: str) -> str:
        """One number in words, by its p10, p50 and p90; or how often each answer came."""
        if step in self._fixed:
            value = self.calculator.write_or_dash(step, self._fixed[step])
            return self.calculator.messages["uncertainty.constant"].format(value=value)
        return self.of(step).in_words()

    @cached_property
    def _lines(self) -> list[tuple[str, str]]:
        """Each result with its spread in words."""
        return [
            (self.calculator.term(step), self.spread(step))
            for step in self.calculator.results
            if self[step].ndim == 1
        ]

    @property
    def _stamp(self) -> str:
        return self.calculator.messages["uncertainty.stamp"].format(
            title=self.calculator.title, draws=f"{self.draws:,}", seed=self.seed
        )

    def __repr__(self) -> str:
        results = [f"  {label}: {spread}" for label, spread in self._lines]
        return "\n".join([self._stamp, self.sentence, *results, *self.assumptions])

    def _repr_html_(self) -> str:
        rows = "\n".join(
            f'<tr><th scope="row">{escape(label)}</th><td>{escape(spread)}</td></tr>'
            for label, spread in self._lines
        )
        items = "".join(f"<li>{escape(each)}</li>" for each in self.assumptions)
        return (
            f"<p>{escape(self.sentence)}</p>\n"
            f"<table>\n<caption>{escape(self._stamp)}</caption>\n<tbody>\n{rows}\n</tbody>\n"
            f"</table>\n<ul>{items}</ul>"
        )

    def plot_tornado(self):
        """A matplotlib Figure of ``tornado()``; see ``seti_ta.uncertainty.plots``."""
        from seti_ta.uncertainty import plots  # matplotlib loads here, so that runs stay light

        return plots.tornado(self)

    def plot_bands(self, step: str = ""):
        """A matplotlib Figure of one step's spread; see ``seti_ta.uncertainty.plots``.

        Without a step it draws the calculator's schedule, or else its headline.
        """
        from seti_ta.uncertainty import plots

        return plots.bands(self, step or self._charted())

    def _charted(self) -> str:
        first = self.calculator.chart.bars[0]
        return first if first in self.schedules else self.calculator.headline

    def _problem(self, name: str, key: str, **fields) -> InputError:
        return InputError({name: self.calculator.messages[key].format(**fields)})


def simulate(
    calculator: str | Calculator,
    /,
    *,
    draws: int = DRAWS.default,
    seed: int = SEED.default,
    **entered: float | str | Distribution,
) -> Runs:
    """Runs a calculator ``draws`` times, 100 to 1,000,000, with the same draws for the same seed.

    Inputs are given by name, as entered (percent as 75): a number or choice that stays, or a
    ``Range``, ``Triangular`` or ``Normal`` to draw from. The others keep their defaults.

    Raises:
        InputError: one sentence for each input that leaves its range or cannot be drawn.
        DefinitionError: where a formula has no form for many draws at once.
    """
    if isinstance(calculator, str):
        calculator = calculators[calculator]
    uncertain = {n: value for n, value in entered.items() if isinstance(value, Distribution)}
    fixed = {n: value for n, value in entered.items() if n not in uncertain}
    problems, middles = checked_size(calculator, draws, seed), {}
    for name, distribution in uncertain.items():
        try:
            uncertain[name] = _checked(calculator, name, distribution)
            middles[name] = float(uncertain[name].at(calculator.declared[name], MIDDLE))
        except InputError as error:
            problems |= error.problems
    try:
        full = check(calculator, fixed | middles)
    except InputError as error:
        problems |= error.problems
    if not uncertain:
        problems["uncertain"] = calculator.messages["uncertainty.nothing"]
    if problems:
        raise InputError(problems)
    fixed = {name: value for name, value in full.items() if name not in uncertain}
    return Runs(calculator, uncertain, fixed, int(draws), int(seed))


def _checked(calculator: Calculator, name: str, distribution: Distribution) -> Distribution:
    fields = {each.name: each for each in calculator.inputs}
    if name not in fields:
        raise InputError({name: unknown(calculator, name)})
    return checked_distribution(calculator, fields[name], distribution)


def checked_size(calculator, draws: int, seed: int) -> dict[str, str]:
    """What is wrong with the number of draws and the seed, in the sentences of ``calculator``."""
    problems: dict[str, str] = {}
    for field, raw in ((DRAWS, draws), (SEED, seed)):
        checked(problems, field.name, calculator, field, raw)
    return problems


def check_orders(calculator: Calculator, entered: Mapping) -> None:
    """Refuses draws that would break an order of two inputs.

    Raises:
        InputError: naming both.
    """
    for order in calculator.orders:
        if order.lower in calculator.table_of:
            continue  # rows are fixed, and were checked
        lower, upper = entered[order.lower], entered[order.upper]
        if lower is None or upper is None:
            continue
        if not np.all(below(lower, upper) if order.strict else ~above(lower, upper)):
            label, other = (calculator.declared[n].label for n in (order.lower, order.upper))
            problem = calculator.messages["uncertainty.overlap"].format(label=label, other=other)
            raise InputError({order.lower: problem})


def chunks(draws: int, size: int) -> Iterator[slice]:
    """The draws in slices, with the share done on the terminal once that takes long."""
    started, shown = time.monotonic(), False
    try:
        for first in range(0, draws, size):
            done = min(first + size, draws)
            yield slice(first, done)
            if time.monotonic() - started > PATIENCE:
                shown = True
                print(f"\r{done:,} of {draws:,} draws", end="", file=sys.stderr, flush=True)
    finally:
        if shown:
            print(file=sys.stderr)
