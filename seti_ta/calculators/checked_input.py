"""Checks all that was entered into a calculator: each entry, each table, and their order."""

from collections.abc import Mapping

from seti_ta.calculators.checked_entry import InputError, checked, echo
from seti_ta.calculators.checked_table import rows_of
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
    for field in calculator.inputs:
        raw = entered.get(field.name, field.default)
        values[field.name] = checked(problems, field.name, calculator, field, raw)
    for table in calculator.tables:
        try:
            values[table.name] = rows_of(calculator, table, entered, values)
        except InputError as error:
            problems |= error.problems
    if not problems:
        problems = out_of_order(calculator, values, entered)
    if problems:
        raise InputError(problems)
    return values


def out_of_order(calculator: Calculator, values: Mapping, entered: Mapping) -> dict[str, str]:
    """A sentence for each pair of inputs that stand in the wrong order, with what was typed."""
    problems = {}
    for order in calculator.orders:
        if not in_order(order, values[order.lower], values[order.upper]):
            sentence = order_rule(calculator, order).format(
                value=calculator.write_entry(order.upper, values[order.upper])
            )
            typed = entered.get(order.lower, values[order.lower])
            problems[order.lower] = f"{sentence} {echo(calculator, typed)}"
    return problems


def breaks_order(calculator: Calculator, values: Mapping) -> bool:
    """Whether some inputs stand in the wrong order."""
    return any(
        not in_order(each, values[each.lower], values[each.upper]) for each in calculator.orders
    )


def in_order(order: Order, lower: float, upper: float) -> bool:
    """Whether two entries keep the order."""
    return below(lower, upper) if order.strict else not above(lower, upper)


def order_rule(calculator: Calculator, order: Order) -> str:
    """The sentence for two inputs in the wrong order, with a field for the ``{value}`` of one."""
    key = "input.below" if order.strict else "input.at_most"
    labels = (calculator.declared[name].label for name in (order.lower, order.upper))
    return calculator.messages[key].format(
        **dict(zip(("label", "other"), labels, strict=True)), value="{value}"
    )


def unknown(calculator: Calculator, name: str) -> str:
    """The sentence for an input that this calculator does not have."""
    return calculator.messages["input.unknown"].format(
        calculator=calculator.name,
        value=name,
        names=", ".join(each.name for each in (*calculator.inputs, *calculator.tables)),
    )
