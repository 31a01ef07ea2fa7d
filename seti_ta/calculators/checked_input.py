"""Checks all that was entered into a calculator: each entry, each table, and their order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from seti_ta.calculators.checked_entry import InputError, checked, echo
from seti_ta.calculators.checked_table import cell_label, rows_of
from seti_ta.calculators.functions import above, below
from seti_ta.calculators.vocabulary import Calculator, Order


def check(calculator: Calculator, entered: Mapping) -> dict[str, object]:
    """The value of every input as entered (percent, not a share of one), defaults filled in.

    Of a table it is a list of rows, column to value; see ``rows_of`` for what may be
    given.

    Raises:
        InputError: naming each field, the value and the range.
    """
    known = [*calculator.inputs, *calculator.tables]
    names = {each.name for each in known}
    problems = {name: unknown(calculator, name) for name in entered if name not in names}
    values: dict[str, object] = {}
    typed: dict[str, object] = {}
    for field in calculator.inputs:
        raw = typed[field.name] = entered.get(field.name, field.default)
        values[field.name] = checked(problems, field.name, calculator, field, raw)
    for table in calculator.tables:
        try:
            values[table.name] = rows_of(calculator, table, entered, values, typed)
        except InputError as error:
            problems |= error.problems
    if not problems:
        problems = out_of_order(calculator, values, typed)
    if problems:
        raise InputError(problems)
    return values


@dataclass(frozen=True)
class Pair:
    """Two entries that keep an order. ``key`` is that of the lower, ``row`` 0 outside a table."""

    order: Order
    key: str
    row: int
    lower: float | None
    upper: float | None

    @property
    def is_in_order(self) -> bool:
        if self.lower is None or self.upper is None:
            return True
        if self.order.strict:
            return below(self.lower, self.upper)
        return not above(self.lower, self.upper)


def pairs(calculator: Calculator, values: Mapping) -> Iterator[Pair]:
    """The entries of every order; of two columns, those of each row."""
    for order in calculator.orders:
        if order.lower not in calculator.table_of:
            yield Pair(order, order.lower, 0, values[order.lower], values[order.upper])
            continue
        table = calculator.table_of[order.lower].name
        for number, row in enumerate(values[table], start=1):
            key = f"{table}.{number}.{order.lower}"
            yield Pair(order, key, number, row[order.lower], row[order.upper])


def out_of_order(calculator: Calculator, values: Mapping, typed: Mapping) -> dict[str, str]:
    """A sentence for each entry that stands in the wrong order, with what was typed."""
    problems: dict[str, str] = {}
    for pair in pairs(calculator, values):
        if not pair.is_in_order:
            lower, upper = pair.order.lower, pair.order.upper
            label = pair.row and cell_label(calculator, calculator.declared[lower], pair.row)
            rule = order_rule(calculator, pair.order, label or "").format(
                value=calculator.write_entry(upper, pair.upper)
            )
            problems.setdefault(pair.key, f"{rule} {echo(calculator, typed[pair.key])}")
    return problems


def breaks_order(calculator: Calculator, values: Mapping) -> bool:
    """Whether some entries stand in the wrong order."""
    return not all(pair.is_in_order for pair in pairs(calculator, values))


def order_rule(calculator: Calculator, order: Order, label: str = "") -> str:
    """The sentence for two entries in the wrong order, which calls the lower one ``label``.

    It has a field for the ``{value}`` of the upper one.
    """
    key = "input.below" if order.strict else "input.at_most"
    lower, upper = (calculator.declared[name] for name in (order.lower, order.upper))
    return calculator.messages[key].format(
        label=label or lower.label, other=upper.label, value="{value}"
    )


def unknown(calculator: Calculator, name: str) -> str:
    """The sentence for an input that this calculator does not have."""
    return calculator.messages["input.unknown"].format(
        calculator=calculator.name,
        value=name,
        names=", ".join(each.name for each in (*calculator.inputs, *calculator.tables)),
    )
