"""The plan: shared values, what the reader entered in each calculator, and the results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from seti_ta import calculators
from seti_ta.calculators import Calculator, InputError
from seti_ta.calculators.carried import carried_entry
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.checked_entry import checked, parse, rule
from seti_ta.calculators.checked_input import unknown
from seti_ta.calculators.checked_table import rows_of
from seti_ta.calculators.links import PLAN, SHARED, Link, downstream, links, order
from seti_ta.calculators.result import Result
from seti_ta.calculators.units import UNITS, written
from seti_ta.calculators.vocabulary import ENTRY_DIGITS, Input, Table
from seti_ta.plan import file
from seti_ta.plan.file import FOLLOW, OWN, START


@dataclass(frozen=True)
class Entry:
    """One input of a calculator, or one that the plan shares, as the plan has it.

    ``value`` is as entered, of a table its rows; None where what it follows has no value.
    ``origin`` is one of ``file.ORIGINS``. Without the reader's own value it would be ``start``: the
    starting value, or, where ``link`` is set, what the input follows.
    """

    field: Input | Table
    value: object
    origin: str
    start: object
    link: Link | None = None


@dataclass(frozen=True)
class Moved:
    """A starting value that is another one now than when the plan was saved, as entered."""

    name: str
    then: object
    now: object


class Plan:
    """From each calculator's name to its result, which is computed when it is asked for.

    Names are those of shared inputs, such as "completion", and of inputs and tables of one
    calculator, such as "program_cost.fixed". Values are as entered: 75 for 75 percent.
    """

    messages = MESSAGES

    def __init__(self, **shared):
        """A plan with some shared inputs changed.

        Raises:
            InputError: naming each field, the value and the range.
        """
        self._own: dict[str, dict[str, object]] = {}
        self._results: dict[str, Result] = {}
        #: What the page keeps of each checklist: texts by the name of their fields.
        self.checklists: dict[str, dict[str, str]] = {}
        #: Of a plan from a file: who made it and when, its starting values, and what it held
        #: that could not be used, in sentences.
        self.saved: Mapping = {}
        self.started: dict[str, object] = {}
        self.left_aside: list[str] = []
        self.enter(PLAN, **shared)

    # What the reader enters

    def set(self, name: str, value) -> None:
        """Enters one value: of a shared input, or the reader's own in one calculator.

        Raises:
            InputError: naming the field, the value and the range; nothing has changed.
            KeyError: where nothing has that name.
        """
        origin, field = self._place(name)
        self.enter(origin, **{field: value})

    def enter(self, origin: str, **entered) -> None:
        """Enters several values of one calculator, or of ``PLAN``: all of them or none.

        Raises:
            InputError: naming each field, the value and the range; nothing has changed.
        """
        if not entered:
            return
        check = self._checked_shared if origin == PLAN else self._checked
        values = check(entered) if origin == PLAN else check(self._calculator(origin), entered)
        self._own[origin] = self._own.get(origin, {}) | values
        self._forget(origin, *values)

    def unset(self, name: str) -> None:
        """Takes an entry back: the input follows the plan again, or has its starting value."""
        origin, field = self._place(name)
        self._own.get(origin, {}).pop(field, None)
        self._forget(origin, field)

    @property
    def own(self) -> dict[str, object]:
        """What the reader entered, by name: shared inputs first, then calculator by calculator."""
        shared = {name: self._own[PLAN][name] for name in SHARED if name in self._own.get(PLAN, {})}
        return shared | {
            f"{name}.{field}": self._own[name][field]
            for name in order()
            for field in calculators[name].defaults
            if field in self._own.get(name, {})
        }

    def _place(self, name: str) -> tuple[str, str]:
        """The calculator, or ``PLAN``, and the field of a name."""
        origin, _, field = name.rpartition(".")
        origin = origin or PLAN
        known = SHARED if origin == PLAN else self._calculator(origin).defaults
        if field not in known:
            raise KeyError(self.messages["plan.unknown"].format(value=name))
        return origin, field

    def _calculator(self, name: str) -> Calculator:
        if name not in order():
            raise KeyError(self.messages["plan.unknown"].format(value=name))
        return calculators[name]

    def _checked_shared(self, entered: Mapping) -> dict[str, object]:
        problems, values = {}, {}
        for name, raw in entered.items():
            if name in SHARED:
                values[name] = checked(problems, name, self, SHARED[name], raw)
            else:
                problems[name] = self.messages["plan.unknown"].format(value=name)
        if problems:
            raise InputError(problems)
        return values

    def _checked(self, calculator: Calculator, entered: Mapping) -> dict[str, object]:
        """Each entry as it is held. Orders are left to the calculator, which has all values."""
        problems = {n: unknown(calculator, n) for n in entered if n not in calculator.defaults}
        values = {
            field.name: checked(problems, field.name, calculator, field, entered[field.name])
            for field in calculator.inputs
            if field.name in entered
        }
        given, tables = self._own.get(calculator.name, {}) | dict(entered), {}
        for table in calculator.tables:
            try:
                tables[table.name] = rows_of(calculator, table, given, tables, {})
            except InputError as error:
                # Rows across a table that has just changed are mended by a later entry.
                problems |= error.problems if table.name in entered else {}
        if problems:
            raise InputError(problems)
        return values | {name: rows for name, rows in tables.items() if name in entered}

    def _forget(self, origin: str, *fields: str) -> None:
        """Drops the results that a change makes old."""
        for name in _reached(origin, fields):
            self._results.pop(name, None)

    @property
    def touched(self) -> tuple[str, ...]:
        """The calculators that something the reader entered reaches."""
        reached = {each for origin, own in self._own.items() for each in _reached(origin, own)}
        return tuple(name for name in self if name in reached)

    # What follows from it

    def __getitem__(self, name: str) -> Result:
        """The result of one calculator.

        Raises:
            InputError: a sentence for each input that cannot be used; of one that follows it
                says where the value comes from.
        """
        if name not in self._results:
            self._results[name] = self._computed(self._calculator(name))
        return self._results[name]

    def __contains__(self, name: str) -> bool:
        return name in order()

    def __iter__(self) -> Iterator[str]:
        return (name for name in calculators if name in order())

    def __repr__(self) -> str:
        return f"<plan: {len(self.own)} own entries>"

    def _computed(self, calculator: Calculator) -> Result:
        entered = dict(self._own.get(calculator.name, {}))
        followed = [each for each in links(calculator.name) if each.field.name not in entered]
        problems = {}
        for link in followed:
            try:
                entered[link.field.name] = self._usable(calculator, link)
            except InputError as error:
                problems |= error.problems
        if problems:
            raise InputError(problems)
        try:
            return calculator(**entered)
        except InputError as error:
            about = {link.field.name: self._says_where(link) for link in followed}
            raise InputError(
                {
                    name: f"{problem} {about[name]}" if name in about else problem
                    for name, problem in error.problems.items()
                }
            ) from None

    def _usable(self, calculator: Calculator, link: Link):
        """What an input takes from the plan, within its range."""
        value = self._carried(link)
        try:
            return parse(link.field, value)
        except ValueError:
            problem = f"{rule(calculator, link.field)} {self._says_where(link)}"
        raise InputError({link.field.name: problem})

    def _carried(self, link: Link):
        """What an input would take from the plan, as entered there."""
        if link.is_shared:
            value = link.source.held(self.shared(link.what))
        else:
            has_none = InputError({link.field.name: self._has_no_value(link)})
            try:
                value = self[link.origin].values[link.what]
            except InputError:
                raise has_none from None
            if value is None and not link.field.optional:
                raise has_none
        return carried_entry(link.field, value)

    def _says_where(self, link: Link) -> str:
        if link.is_shared:
            value = write_entry(link.source, self.shared(link.what))
            return self.messages["plan.follows_shared"].format(label=link.source.label, value=value)
        result = self[link.origin]
        return self.messages["plan.follows"].format(
            label=result.label(link.what),
            title=result.calculator.title,
            value=result.with_unit(link.what),
        )

    def _has_no_value(self, link: Link) -> str:
        return self.messages["plan.no_value"].format(title=calculators[link.origin].title)

    # What the plan holds

    def shared(self, name: str) -> float | str:
        """The value of a shared input, as entered."""
        return self._own.get(PLAN, {}).get(name, SHARED[name].default)

    @property
    def profile(self) -> tuple[Entry, ...]:
        """The shared inputs."""
        own = self._own.get(PLAN, {})
        return tuple(
            Entry(field, self.shared(name), OWN if name in own else START, field.default)
            for name, field in SHARED.items()
        )

    def entries(self, name: str) -> tuple[Entry, ...]:
        """Every input and table of one calculator, with its value and whose it is."""
        calculator = self._calculator(name)
        linked = {each.field.name: each for each in links(name)}
        fields = (*calculator.inputs, *calculator.tables)
        return tuple(self._entry(calculator, each, linked.get(each.name)) for each in fields)

    def _entry(self, calculator: Calculator, field: Input | Table, link: Link | None) -> Entry:
        own = self._own.get(calculator.name, {})
        start = self._carried_or_none(link) if link else calculator.defaults[field.name]
        origin = OWN if field.name in own else FOLLOW if link else START
        return Entry(field, own.get(field.name, start), origin, start, link)

    def _carried_or_none(self, link: Link):
        try:
            return self._carried(link)
        except InputError:
            return None

    def actions(self) -> tuple:
        """One action plan over all checklists: gates to mend first, then by day.

        Each is an ``Action`` of ``seti_ta.checklists.actions``. A checklist with an answer that
        cannot be scored has none. An item that two checklists hold stands once.
        """
        if not self.checklists:
            return ()
        from seti_ta import checklists  # needs more libraries than a plan without answers
        from seti_ta.checklists.actions import in_order, once_each

        found = []
        for name in checklists:
            try:
                found += checklists[name].score_texts(self.checklists.get(name, {})).actions
            except InputError:
                continue
        return in_order(once_each(found))

    def simulate(self, ranges: Mapping, *targets: str, **how):
        """Draws some inputs many times; see ``seti_ta.uncertainty.simulate_chain``.

        ``ranges`` maps names to a ``Range``, ``Triangular`` or ``Normal``, targets are results
        such as "public_value.mvpf", and ``how`` is ``draws`` and ``seed``. What the reader entered
        stays.

        Raises:
            InputError: one sentence for each input that cannot be drawn.
        """
        from seti_ta.uncertainty import simulate_chain  # needs more libraries than a plan

        return simulate_chain(self.own | ranges, *targets, **how)

    # The plan as a file

    @classmethod
    def load(cls, path: Path | str) -> Plan:
        """The plan in a file. ``left_aside`` then names what could not be used.

        Raises:
            InputError: one sentence, where the file is not a plan that this edition can read.
        """
        plan = cls()
        file.fill(plan, file.read(Path(path)))
        return plan

    def save(self, path: Path | str, *, overwrite: bool = False) -> Path:
        """Writes the plan to a file, whole or not at all.

        Raises:
            InputError: where the file is there already and ``overwrite`` was not asked for.
        """
        return file.save(self, Path(path), date.today(), overwrite)

    def moved(self) -> tuple[Moved, ...]:
        """The starting values that have changed since the plan was saved."""
        now = {each.field.name: each.start for each in self.profile} | {
            f"{name}.{each.field.name}": each.start
            for name in self
            for each in self.entries(name)
            if not each.link
        }
        return tuple(
            Moved(name, then, now[name])
            for name, then in self.started.items()
            if not file.same(then, now[name])
        )


def _reached(origin: str, fields: Iterable[str]) -> set[str]:
    """The calculators whose results some fields change."""
    sources = fields if origin == PLAN else {origin} if fields else ()
    return {each for source in sources for each in (source, *downstream(source))}


def write_entry(field: Input, entered: float | str) -> str:
    """An entry as readers see it. One that an older file holds may be no choice any more."""
    if entered is None:
        return MESSAGES["page.nothing"]
    if isinstance(entered, str):
        return field.choices.get(entered, entered)
    return written(field.held(entered), UNITS[field.unit], ENTRY_DIGITS)


def with_unit(field: Input, entered) -> str:
    """An entry as readers see it, with its unit: "15 weeks"."""
    word = MESSAGES[f"unit.{field.unit}"] if not field.choices else ""
    counted = UNITS[field.unit].format in ("whole", "number")
    return f"{write_entry(field, entered)} {word if counted else ''}".strip()
