"""Which input of which calculator follows what: the chain, read from ``Input.follows``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter

from seti_ta import calculators
from seti_ta.calculators import Calculator
from seti_ta.calculators.reader import DefinitionError
from seti_ta.calculators.shared_inputs import PROFILE
from seti_ta.calculators.units import UNITS
from seti_ta.calculators.vocabulary import Input, Step

#: What the shared inputs belong to, where a calculator's name would stand.
PLAN = "plan"

#: The inputs that a plan shares, by name.
SHARED = {each.name: each for each in PROFILE}


@dataclass(frozen=True)
class Link:
    """An input of a calculator that follows ``what`` of the plan or of another calculator.

    ``origin`` is ``PLAN`` or that calculator's name; ``source`` is the input or step there.
    """

    field: Input
    origin: str
    what: str
    source: Input | Step

    @property
    def is_shared(self) -> bool:
        return self.origin == PLAN


@cache
def links(name: str) -> tuple[Link, ...]:
    """The inputs of one calculator that follow something, in the order of its inputs.

    Raises:
        DefinitionError: where an input follows what is not there, or what it cannot hold.
    """
    calculator = calculators[name]
    return tuple(_link(calculator, each) for each in calculator.inputs if each.follows)


def _link(calculator: Calculator, field: Input) -> Link:
    origin, _, what = field.follows.partition(".")
    source = SHARED.get(what) if origin == PLAN else value_of(origin, what)
    if source is None:
        raise DefinitionError(
            f"{calculator.name}: '{field.name}' follows '{field.follows}', which is not there"
        )
    if not _fits(source, field):
        raise DefinitionError(
            f"{calculator.name}: '{field.name}' cannot hold '{field.follows}', which it follows"
        )
    return Link(field, origin, what, source)


def value_of(origin: str, what: str) -> Input | Step | None:
    """An input or step that has one value; None if there is no such one."""
    calculator = calculators.get(origin)
    if not calculator or calculator.never_kept or what in calculator.table_of:
        return None
    schedules = {each.name for each in calculator.formulas if not each.is_scalar}
    return None if what in schedules else calculator.declared.get(what)


def _fits(source: Input | Step, field: Input) -> bool:
    if isinstance(source, Input):
        return source.is_number == field.is_number and list(source.choices) == list(field.choices)
    return field.is_number and UNITS[source.unit].format not in ("name", "text", "yes_no")


@cache
def order() -> tuple[str, ...]:
    """The calculators of a plan, each after those that it follows.

    Raises:
        DefinitionError: where calculators follow each other in a ring.
    """
    needs = {
        name: {link.origin for link in links(name) if not link.is_shared}
        for name, calculator in calculators.items()
        if not calculator.never_kept
    }
    try:
        return tuple(TopologicalSorter(needs).static_order())
    except CycleError as error:
        raise DefinitionError(f"calculators follow each other in a ring: {error.args[1]}") from None


@cache
def upstream(name: str) -> tuple[str, ...]:
    """The calculators that one needs, near and far, in the order in which they are computed."""
    computed = order()  # first, because a ring has no end
    near = {link.origin for link in links(name) if not link.is_shared}
    far = {each for other in near for each in upstream(other)}
    return tuple(each for each in computed if each in near | far)


@cache
def downstream(name: str) -> tuple[str, ...]:
    """The calculators that change when a calculator or a shared input, by its name, does."""
    first = {
        each
        for each in order()
        if any(name == (link.what if link.is_shared else link.origin) for link in links(each))
    }
    return tuple(each for each in order() if each in first or first.intersection(upstream(each)))


@cache
def followed(name: str) -> frozenset[str]:
    """The inputs and steps of a calculator that others follow."""
    every = (link for other in calculators for link in links(other))
    return frozenset(link.what for link in every if link.origin == name)
