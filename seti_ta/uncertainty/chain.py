"""Runs several calculators many times, each taking from the others what it follows.

Say how far the inputs of a plan may be off; what follows them moves with them::

    from seti_ta.uncertainty import Range, Triangular, simulate_chain

    runs = simulate_chain(
        {"completion": Triangular(60, 75, 90), "earnings_gain.effect_central": Range(0, 20)},
        "public_value.mvpf", "public_value.repays", draws=100_000,
    )
    print(runs.of("public_value.mvpf").sentence)
    runs.of("public_value.repays").share

Only what leads to the wanted results is computed, a chunk of the draws at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from zlib import crc32

import numpy as np

from seti_ta import calculators
from seti_ta.calculators import Calculator, InputError
from seti_ta.calculators.carried import carried_digits, carried_entry
from seti_ta.calculators.catalogue import MESSAGES
from seti_ta.calculators.checked_entry import checked
from seti_ta.calculators.links import PLAN, SHARED, Link, links, order, upstream
from seti_ta.calculators.result import Result
from seti_ta.calculators.vocabulary import Input
from seti_ta.uncertainty.arrays import by_draw, evaluate, reached, round_half_up
from seti_ta.uncertainty.distributions import Distribution, checked_distribution
from seti_ta.uncertainty.runs import DRAWS, MIDDLE, SEED, check_orders, checked_size, chunks
from seti_ta.uncertainty.spread import Spread

#: Draws computed at once. A schedule of fifteen years takes 2 MB.
CHUNK = 16_384


@dataclass
class _Part:
    """One calculator of the chain: its middle, what moves in it, and what is wanted of it."""

    calculator: Calculator
    centre: Result
    drawn: list[str]
    links: list[Link]
    moving: set[str]
    wanted: set[str]

    @cached_property
    def fixed(self) -> dict:
        return {n: value for n, value in self.centre.values.items() if n not in self.moving}


class ChainRuns:
    """The wanted results in each draw: ``runs["public_value.mvpf"]``, as in ``Runs``.

    ``uncertain`` maps inputs to their distributions, ``entered`` holds the fixed ones as given.
    Names are those of a plan: "completion" is shared, "program_cost.fixed" is not.
    """

    messages = MESSAGES

    def __init__(
        self,
        uncertain: Mapping[str, Distribution],
        entered: Mapping[str, object],
        targets: tuple[str, ...],
        draws: int,
        seed: int,
    ):
        self.uncertain = MappingProxyType(dict(uncertain))
        self.entered = MappingProxyType(dict(entered))
        self.targets = targets
        self.draws = draws
        self.seed = seed
        self._parts = self._wanted_parts()
        self._values = self._run()

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self._values:
            raise InputError({name: self.messages["uncertainty.unknown"].format(value=name)})
        return self._values[name]

    def of(self, name: str) -> Spread:
        """The spread of one wanted result."""
        values = self[name]
        calculator, _, step = name.rpartition(".")
        return Spread(calculators[calculator], step, values)

    @cached_property
    def assumptions(self) -> tuple[str, ...]:
        """How each uncertain input was drawn, and that each was drawn on its own."""
        return (
            *(each.written(self, field_of(name)) for name, each in self.uncertain.items()),
            self.messages["uncertainty.independent"],
        )

    def __repr__(self) -> str:
        titles = dict.fromkeys(calculators[each.partition(".")[0]].title for each in self.targets)
        stamp = self.messages["uncertainty.stamp"].format(
            title="; ".join(titles), draws=f"{self.draws:,}", seed=self.seed
        )
        spreads = [self.of(name) for name in self.targets]
        results = [f"  {e.calculator.term(e.name)}: {e.in_words()}" for e in spreads]
        return "\n".join([stamp, *results, *self.assumptions])

    # What has to be computed

    def _wanted_parts(self) -> list[_Part]:
        """The calculators that lead to the targets, in order, with what is wanted of each."""
        last = {each.partition(".")[0] for each in self.targets}
        chain = last.union(*map(upstream, last))
        parts: dict[str, _Part] = {}
        for name in order():
            if name in chain:
                parts[name] = self._part(name, parts)
        for target in self.targets:
            name, _, step = target.partition(".")
            parts[name].wanted.add(step)
        for part in reversed(parts.values()):
            self._ask_for(part, parts)
        return [part for part in parts.values() if part.wanted]

    def _part(self, name: str, earlier: Mapping[str, _Part]) -> _Part:
        calculator = calculators[name]
        given = _of(name, self.entered)
        drawn = _of(name, self.uncertain)
        followed = [
            each for each in links(name) if each.field.name not in given.keys() | drawn.keys()
        ]
        moving_links = [each for each in followed if self._moves(each, earlier)]
        middles = {n: middle(calculator.declared[n], each) for n, each in drawn.items()}
        carried = {each.field.name: self._middle_of(each, earlier) for each in followed}
        moving = {*drawn, *(each.field.name for each in moving_links)}
        moving |= {*reached(calculator, moving)}
        centre = calculator(**given, **middles, **carried)
        return _Part(calculator, centre, list(drawn), moving_links, moving, set())

    def _moves(self, link: Link, earlier: Mapping[str, _Part]) -> bool:
        if link.is_shared:
            return link.what in self.uncertain
        return link.what in earlier[link.origin].moving

    def _middle_of(self, link: Link, earlier: Mapping[str, _Part]):
        if not link.is_shared:
            return carried_entry(link.field, earlier[link.origin].centre.values[link.what])
        if link.what in self.uncertain:
            entered = middle(link.source, self.uncertain[link.what])
        else:
            entered = self.entered.get(link.what, link.source.default)
        return carried_entry(link.field, link.source.held(entered))

    def _ask_for(self, part: _Part, parts: Mapping[str, _Part]) -> None:
        """Keeps the links of a part that matter, and asks the earlier parts for them."""
        if not part.wanted:
            return
        ordered = {n for each in part.calculator.orders for n in (each.lower, each.upper)}
        names = part.calculator.needed(part.wanted) | ordered
        part.links = [each for each in part.links if each.field.name in names]
        for link in part.links:
            if not link.is_shared:
                parts[link.origin].wanted.add(link.what)

    # The draws

    def _run(self) -> dict[str, np.ndarray]:
        streams = {name: _stream(self.seed, name) for name in self.uncertain}
        found = {name: [] for name in self.targets}
        for chunk in chunks(self.draws, CHUNK):
            size = chunk.stop - chunk.start
            drawn = {
                name: each.at(field_of(name), streams[name].random(size))
                for name, each in self.uncertain.items()
            }
            values = self._chunk(drawn)
            for target, parts in found.items():
                name, _, step = target.partition(".")
                parts.append(by_draw(values[name][step], size))
        return {name: np.concatenate(parts) for name, parts in found.items()}

    def _chunk(self, drawn: Mapping[str, np.ndarray]) -> dict[str, dict]:
        """Every calculator's values for the drawn entries."""
        shared = {name: SHARED[name].held(drawn[name]) for name in SHARED.keys() & drawn.keys()}
        values = {PLAN: shared}
        for part in self._parts:
            name, declared = part.calculator.name, part.calculator.declared
            entered = {each: drawn[f"{name}.{each}"] for each in part.drawn}
            entered |= {each.field.name: self._carried(each, values) for each in part.links}
            check_orders(part.calculator, part.centre.entered | entered)
            held = {each: declared[each].held(value) for each, value in entered.items()}
            values[name] = evaluate(part.calculator, part.fixed | held, part.wanted)
        return values

    def _carried(self, link: Link, values: Mapping[str, Mapping]) -> np.ndarray:
        """What an input follows, as an entry in each draw: as ``carried_entry`` rounds it."""
        field = link.field
        percent = 100 if field.is_percent else 1
        entered = values[link.origin][link.what] * field.times * percent
        entered = round_half_up(entered, carried_digits(field))
        if not np.all((field.low <= entered) & (entered <= field.high)):
            problem = self.messages["uncertainty.carried"].format(
                label=field.label,
                other=link.source.label,
                low=f"{field.low:,}",
                high=f"{field.high:,}",
                unit=self.messages.get(f"unit.{field.unit}", ""),
            )
            raise InputError({field.name: problem})
        return entered


def simulate_chain(
    entered: Mapping[str, object],
    /,
    *targets: str,
    draws: int = DRAWS.default,
    seed: int = SEED.default,
) -> ChainRuns:
    """Runs all calculators that lead to ``targets``, such as "public_value.mvpf", many times.

    ``entered`` maps a plan's names, such as "completion" or "program_cost.fixed", to a value, to
    rows, or to a ``Range``, ``Triangular`` or ``Normal``. What it leaves out follows the plan. An
    input gets the same draws for the same seed, whichever others are drawn. 100 to 1,000,000
    draws.

    Raises:
        InputError: one sentence for each input that leaves its range or cannot be drawn.
        DefinitionError: where a formula has no form for many draws at once.
    """
    problems = checked_size(ChainRuns, draws, seed)
    uncertain = {n: value for n, value in entered.items() if isinstance(value, Distribution)}
    fixed = {n: value for n, value in entered.items() if n not in uncertain}
    for name in (*entered, *targets):
        if not _is_known(name, targets):
            problems[name] = MESSAGES["plan.unknown"].format(value=name)
    for name in uncertain.keys() - problems.keys():
        try:
            uncertain[name] = checked_distribution(ChainRuns, field_of(name), uncertain[name])
        except InputError as error:
            problems |= error.problems
    for name in SHARED.keys() & fixed.keys():
        fixed[name] = checked(problems, name, ChainRuns, SHARED[name], fixed[name])
    if not uncertain:
        problems["uncertain"] = MESSAGES["uncertainty.nothing"]
    if problems:
        raise InputError(problems)
    return ChainRuns(uncertain, fixed, targets, int(draws), int(seed))


def field_of(name: str) -> Input:
    """The input that a plan calls ``name``."""
    origin, _, field = name.rpartition(".")
    return calculators[origin].declared[field] if origin else SHARED[name]


def middle(field: Input, distribution: Distribution) -> float:
    return float(distribution.at(field, MIDDLE))


def _is_known(name: str, targets: Iterable[str]) -> bool:
    origin, _, what = name.rpartition(".")
    if not origin:
        return name in SHARED
    if origin not in order():
        return False
    calculator = calculators[origin]
    return what in (calculator.declared if name in targets else calculator.defaults)


def _of(calculator: str, named: Mapping[str, object]) -> dict[str, object]:
    """What ``named`` has for one calculator, without its name in front."""
    split = [(*name.rpartition(".")[::2], value) for name, value in named.items()]
    return {field: value for origin, field, value in split if origin == calculator}


def _stream(seed: int, name: str) -> np.random.Generator:
    """The random numbers of one input: the same for its name, whichever others are drawn."""
    sequence = np.random.SeedSequence(seed, spawn_key=(crc32(name.encode()),))
    return np.random.Generator(np.random.PCG64(sequence))
