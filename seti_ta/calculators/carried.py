"""Carries a value from one calculator into an entry of another."""

from dataclasses import replace

from seti_ta.calculators.basis import BASES
from seti_ta.calculators.functions import round_half_up
from seti_ta.calculators.reader import DefinitionError
from seti_ta.calculators.units import UNITS
from seti_ta.calculators.vocabulary import ENTRY_DIGITS, Calculator, Input, Source

#: An amount of money is carried in cents.
CENTS = 2


def carried_over(
    name: str, label: str, unit: str, calculator: Calculator, what: str, **more
) -> Input:
    """An input that follows ``what`` of ``calculator``, an input or a step that stands alone.

    It starts with what that calculator gives for its own starting values, and is for the same
    people; a count or a share without ``per`` is a plain number here.

    Raises:
        DefinitionError: where ``per`` says that it is for other people.
    """
    source = Source("plan", f"{calculator.title}: {calculator.declared[what].label}.")
    field = Input(name, label, unit, 0, source, follows=f"{calculator.name}.{what}", **more)
    field = replace(field, per=_joined(field, calculator, what))
    return replace(field, default=carried_entry(field, calculator().values[what]))


def _joined(field: Input, calculator: Calculator, what: str) -> str:
    """Whom ``field`` is for, given what it follows."""
    theirs = calculator.per(what, calculator.defaults)
    if calculator.basis_is_chosen(what):
        fits = field.per and field.per not in BASES
        theirs = "whom the reader chooses"
    else:
        fits = field.per in ("", theirs)
    if not fits:
        raise DefinitionError(
            f"'{field.name}' is for '{field.per}', but '{field.follows}' is for '{theirs}'"
        )
    is_amount = calculator.declared[what].unit.endswith("a person")
    return field.per or (theirs if is_amount else "")


def carried_entry(field: Input, value: float | str | None) -> float | str | None:
    """``value``, as held, as an entry of ``field``: whole, in cents, or to four decimals."""
    if value is None or not field.is_number:
        return value
    entered = value * field.times * (100 if field.is_percent else 1)
    rounded = round_half_up(entered, carried_digits(field))
    return int(rounded) if field.whole else rounded


def carried_digits(field: Input) -> int:
    """How many decimals of a carried value are kept."""
    if field.whole:
        return 0
    return CENTS if UNITS[field.unit].is_money else ENTRY_DIGITS
