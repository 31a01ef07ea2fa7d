"""The checks of ``calculators.checked_entry`` as sheet formulas, with the same sentences."""

from collections.abc import Mapping

from seti_ta.calculators import Calculator, checked_entry, checked_input
from seti_ta.calculators.vocabulary import Input, Order
from seti_ta.surfaces.formula import above, echo, filled, quoted, written


def validation(calculator: Calculator, field: Input, choices: Mapping[str, str]) -> dict:
    """What a sheet lets a reader type; ``choices`` says where each list of choices stands."""
    if field.choices:
        listed = choices.get(field.name)
        return {"validate": "list", "source": f"={listed}" if listed else [*field.choices.values()]}
    kind, low, high = "decimal", field.held(field.low), field.held(field.high)
    if field.is_text:
        kind, low, high = "length", 1, checked_entry.LONGEST_NAME
    elif field.whole:
        kind = "integer"
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}


def good(field: Input, cell: str) -> str:
    """Whether the entry alone can be used."""
    length = f"LEN(TRIM({cell}))"
    if field.choices:
        same = ",".join(f"{cell}={quoted(label)}" for label in field.choices.values())
        return f"OR({same})"
    if field.is_text:
        entry = f"IF(ISTEXT({cell}),AND({length}>0,{length}<={checked_entry.LONGEST_NAME}),FALSE)"
    else:
        whole = f",INT({cell})={cell}" if field.whole else ""
        low, high = field.held(field.low), field.held(field.high)
        entry = f"IF(ISNUMBER({cell}),AND({cell}>={low!r},{cell}<={high!r}{whole}),FALSE)"
    return f"IF({length}=0,TRUE,{entry})" if field.optional else entry


def problem(calculator: Calculator, field: Input, cell: str, rule: str) -> str:
    """What may be entered, which is the text formula ``rule``, and what was."""
    scale = "100*" if field.is_percent else ""
    return f'{rule}&" "&{echo(calculator.messages, cell, scale)}'


def check(
    calculator: Calculator, field: Input, fine: str, is_followed: str = "", where: str = ""
) -> str:
    """The sentence that Python gives for this entry, or that it is ``fine``.

    While ``is_followed`` holds, nobody entered it: the sentence says ``where`` it comes from.
    """
    name, checked = field.name, quoted(fine)

    def said(rule: str, echoed: bool = False) -> str:
        usual = problem(calculator, field, name, rule)
        followed = f'{usual if echoed else rule}&" "&{where}'
        return f"IF({is_followed},{followed},{usual})" if is_followed else usual

    for order in reversed(calculator.orders):  # the first that is broken is told
        if order.lower == name:
            upper = calculator.declared[order.upper]
            sentence = checked_input.order_rule(calculator, order)
            rule = filled(sentence, {"value": written(calculator, upper.name)})
            keeps = f"IF({good(upper, upper.name)},{in_order(calculator, order)},TRUE)"
            checked = f"IF({keeps},{checked},{said(rule, echoed=True)})"
    rule = quoted(checked_entry.rule(calculator, field))
    return f"IF({good(field, name)},{checked},{said(rule)})"


def longest_problem(calculator: Calculator, rule: str) -> str:
    """The longest text that a check with this rule may show."""
    entered = calculator.messages["input.entered"].format(value="x" * checked_entry.LONGEST_ECHO)
    return f"{rule} {entered}"


def in_order(calculator: Calculator, order: Order, **cells: str) -> str:
    """Whether two entries keep the order; ``cells`` says where they stand, if not by name.

    An empty side keeps any order.
    """
    fields = [calculator.declared[name] for name in (order.lower, order.upper)]
    entries = [cells.get(field.name, field.name) for field in fields]
    lower, upper = map(as_entered, fields, entries)
    keeps = above(upper, lower) if order.strict else f"NOT({above(lower, upper)})"
    if any(field.optional for field in fields):
        return f"IF(COUNT({','.join(entries)})=2,{keeps},TRUE)"
    return keeps


def as_entered(field: Input, cell: str) -> str:
    """The entry in a cell, percent and not a share of one."""
    return f"100*{cell}" if field.is_percent else cell
