"""Computes a calculator, and holds the named result."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from seti_ta.calculators.checked_input import breaks_order, check
from seti_ta.calculators.functions import round_half_up
from seti_ta.calculators.html import result_html
from seti_ta.calculators.vocabulary import Calculator, Input, Note


@dataclass(frozen=True)
class Swing:
    """How far the headline moves when one input moves by 10 percent either way.

    ``low`` and ``high`` are the input as entered, within its range. A headline that is left out
    is None, and has no size.
    """

    name: str
    low: float
    high: float
    headline_low: float | None
    headline_high: float | None

    @property
    def size(self) -> float:
        if self.headline_low is None or self.headline_high is None:
            return 0
        return abs(self.headline_high - self.headline_low)


class Result:
    """The values of every input (as held) and step, by name: ``result.applicants``.

    A schedule is a list with one value a year, a column one with a value for each row of its
    table (None where it is left out), a matrix a list of such lists. ``entered`` is what the
    reader gave.
    """

    def __init__(self, calculator: Calculator, entered: Mapping, values: Mapping):
        self.calculator = calculator
        self.entered = MappingProxyType(dict(entered))
        self.values = MappingProxyType(dict(values))

    def __getattr__(self, name: str):
        try:
            return self.__dict__["values"][name]
        except KeyError:
            raise AttributeError(f"no input or step is named '{name}'") from None

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.values]

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={self.written(name)}" for name in self.calculator.results)
        return f"<{self.calculator.name}: {shown}>"

    def _repr_html_(self) -> str:
        return result_html(self)

    def written(self, name: str) -> str:
        """One value as readers see it; a list is joined by commas, the rows of a matrix by ";"."""
        value = self.values[name]
        values = value if isinstance(value, list) else [value]
        rows = values if any(isinstance(each, list) for each in values) else [values]
        write = self.calculator.write_or_dash
        return "; ".join(", ".join(write(name, each) for each in row) for row in rows)

    def with_unit(self, name: str) -> str:
        """One value as readers see it, with its unit: "27 people a week"."""
        word = "" if self.values[name] is None else self.calculator.word_after(name)
        return f"{self.written(name)} {word}".strip()

    def grid(self, columns: Sequence[str]) -> tuple[list[str], list[list[str]]]:
        """Results by row as readers see them (see ``Rows``): the header, and a list a row."""
        calculator, first = self.calculator, columns[0]
        if first not in calculator.matrices:
            return [self.label(name) for name in columns], self.rows(columns)
        rows, across = calculator.matrices[first]
        cells = [
            [name, *(calculator.write_or_dash(first, each) for each in values)]
            for name, values in zip(
                self.values[rows.named_by.name], self.values[first], strict=True
            )
        ]
        return [rows.row, *self.values[across.named_by.name]], cells

    def rows(self, columns: Sequence[str]) -> list[list[str]]:
        """Some columns of one table side by side, as readers see them: a list for each row."""
        held = [self.values[name] for name in columns]
        return [
            [self.calculator.write_or_dash(n, each) for n, each in zip(columns, row, strict=True)]
            for row in zip(*held, strict=True)
        ]

    def per(self, name: str) -> str:
        """Whom an amount is for or a count counts: ``offered``, ``enrollee``, ``participant``,
        ``completer`` or ``placement``; of a share both, as "enrollee/offered"."""
        return self.calculator.per(name, self.values)

    def label(self, name: str) -> str:
        """The label of one input or step, its fields filled in."""
        return self.calculator.fill(self.calculator.declared[name].label, self.values)

    @cached_property
    def board_sentence(self) -> str:
        """One plain sentence for a board."""
        return self._said(self.calculator.board_sentence)[0]

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What the reader should know about these numbers."""
        return self._said(self.calculator.warnings)

    @cached_property
    def verdicts(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Each verdict: its title, the answer in a word, and the reasons that hold."""
        return tuple(
            (each.title, self.written(each.step), self._said(each.notes))
            for each in self.calculator.verdicts
        )

    def _said(self, notes: Sequence[Note]) -> tuple[str, ...]:
        """The notes that hold, filled in."""
        return tuple(
            self.calculator.fill(note.said, self.values)
            for note in notes
            if note.holds(self.values)
        )

    @cached_property
    def sensitivity(self) -> tuple[Swing, ...]:
        """What would change the headline most: every number that is entered, moved by 10 percent.

        Largest first; ties keep the order of the inputs.
        """
        swings = [
            Swing(field.name, *ends, *(self._headline_with(field, end) for end in ends))
            for field in self.calculator.inputs
            if field.can_move and self.entered[field.name] is not None
            for ends in [ends_in_order(self.calculator, field, self.entered)]
        ]
        return largest_first(self.calculator, swings)

    def _headline_with(self, field: Input, entered: float) -> float | None:
        held = {each.name: self.values[each.name] for each in self.calculator.fields}
        values = self.calculator.compute(**held | {field.name: field.held(entered)})
        return values[self.calculator.headline]


def largest_first(calculator: Calculator, swings: Iterable[Swing]) -> tuple[Swing, ...]:
    """The swings of a calculator's headline, largest first; ties keep their order."""
    digits = calculator.tie_digits
    return tuple(sorted(swings, key=lambda swing: -round_half_up(swing.size, digits)))


def ten_percent_around(field: Input, entered: float) -> tuple[float, float]:
    """The entry less and plus 10 percent, within the input's range.

    A whole number moves by at least one.
    """
    step = abs(entered) / 10
    if field.whole:
        step = max(1, int(round_half_up(step)))
    return max(field.low, entered - step), min(field.high, entered + step)


def ends_in_order(calculator: Calculator, field: Input, entered: Mapping) -> tuple[float, float]:
    """The entry less and plus 10 percent; one that would break an order does not move."""
    return tuple(
        entered[field.name] if breaks_order(calculator, {**entered, field.name: end}) else end
        for end in ten_percent_around(field, entered[field.name])
    )


def calculate(calculator: Calculator, entered: Mapping) -> Result:
    """Checks the inputs and runs the calculator's function.

    Raises:
        InputError: naming each field, the value and the range.
    """
    full = check(calculator, entered)
    held = {each.name: each.held(full[each.name]) for each in calculator.inputs}
    for table in calculator.tables:
        for field in table.columns:
            held[field.name] = [_held_cell(field, row[field.name]) for row in full[table.name]]
    return Result(calculator, full, calculator.compute(**held))


def _held_cell(field: Input, entered):
    return [field.held(each) for each in entered] if field.across else field.held(entered)
