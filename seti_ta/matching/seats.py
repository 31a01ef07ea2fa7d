"""Seats in programs that more people want than they can take.

Two ways, side by side. *Stable* (deferred acceptance, people propose): nobody and no program would
both rather have each other. *Best in total* (a minimum-cost flow): the most people placed, then
the best ranks together. Who comes first is declared: groups by priority of service, and within a
group one lottery number for each person.
"""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.evaluation.assignment import seed_from
from seti_ta.matching.fit import fit
from seti_ta.matching.shortlist import Weights, preferences

NO_SEAT = -1
NOT_POSSIBLE = np.iinfo(np.int16).max
METHODS = ("stable", "best_total")

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Market:
    """People, programs and their order.

    ``ranks``: people by programs, 1 for the first choice, ``NOT_POSSIBLE`` where there is none.
    ``order``: the place of each person in the line, 0 for the first, from group and lottery.
    ``group``: the number of the declared group, 0 for the one served first.
    """

    person_ids: tuple[str, ...]
    program_ids: tuple[str, ...]
    ranks: np.ndarray
    capacity: np.ndarray
    group: np.ndarray
    groups: tuple[str, ...]
    order: np.ndarray
    seed: int
    seed_source: str


@dataclass(frozen=True)
class Assigned:
    """``seat``: for each person the number of the program, or ``NO_SEAT``."""

    market: Market
    method: str
    seat: np.ndarray

    @property
    def table(self) -> pd.DataFrame:
        """``person_id``, ``program_id`` (empty without a seat), ``choice`` (1 for the first)."""
        placed = self.seat >= 0
        ids = np.array([*self.market.program_ids, ""], dtype=object)
        choice = np.zeros(len(self.seat), dtype=int)
        choice[placed] = self.market.ranks[placed, self.seat[placed]]
        return pd.DataFrame(
            {"person_id": self.market.person_ids, "program_id": ids[self.seat], "choice": choice}
        )


def market(
    people: pd.DataFrame,
    programs: pd.DataFrame,
    *,
    seed: int | str,
    groups: Sequence[str] = (),
    most: int = 10,
    weights: Weights = Weights(),  # noqa: B008
) -> Market:
    """The market of checked tables, in which each person asks for up to ``most`` programs.

    ``groups`` declares who is served first, in order, by the words in the column ``priority``;
    all others come last. ``seed`` is a whole number, or the words of a public event: see
    ``seti_ta.evaluation.assign``. The order of the rows changes nothing.

    Raises:
        InputError: ``most`` is not from 1 to 100, or a group that nobody is in.
    """
    if not 1 <= most <= 100:
        raise InputError({"most": f"most is {most}; it must be from 1 to 100."})
    if absent := [each for each in groups if each not in set(people["priority"])]:
        raise InputError({"groups": f"Nobody is in the group {absent[0]!r}."})
    people = people.sort_values("person_id")
    programs = programs.sort_values("program_id")
    found = fit(people, programs)
    points = preferences(people, programs, found, weights)
    number = seed_from(seed) if isinstance(seed, str) else int(seed)
    place = {name: at for at, name in enumerate(groups)}
    group = people["priority"].map(lambda name: place.get(name, len(groups))).to_numpy()
    return made_market(
        _ranks(np.where(found.possible, points, -1), most),
        programs["capacity"].to_numpy(dtype=int),
        group,
        number,
        person_ids=tuple(people["person_id"]),
        program_ids=tuple(programs["program_id"]),
        groups=(*groups, "all others"),
        seed_source=seed if isinstance(seed, str) else "a number given beforehand",
    )


def made_market(
    ranks: np.ndarray,
    capacity: np.ndarray,
    group: np.ndarray,
    seed: int,
    *,
    person_ids: Sequence[str] = (),
    program_ids: Sequence[str] = (),
    groups: Sequence[str] = (),
    seed_source: str = "a number given beforehand",
) -> Market:
    """A market from ranks that are there already; the lottery is drawn here."""
    people, programs = ranks.shape
    rng = np.random.Generator(np.random.PCG64(seed))
    lottery = rng.permutation(people)
    order = np.empty(people, dtype=np.int64)
    order[np.lexsort((lottery, group))] = np.arange(people)
    return Market(
        tuple(person_ids or (str(n) for n in range(people))),
        tuple(program_ids or (str(n) for n in range(programs))),
        ranks.astype(np.int16),
        np.asarray(capacity),
        np.asarray(group),
        tuple(groups),
        order,
        seed,
        seed_source,
    )


def assign_seats(asked: Market, method: str, progress: Progress | None = None) -> Assigned:
    """Give out the seats: ``method`` is "stable" or "best_total".

    ``progress`` is called with steps done and in all; whatever it raises stops the work.

    Raises:
        InputError: an unknown method, or a library that is missing.
    """
    if method not in METHODS:
        raise InputError({"method": f"method is {method!r}; it must be {' or '.join(METHODS)}."})
    seat = _stable(asked, progress) if method == "stable" else _best_total(asked, progress)
    return Assigned(asked, method, seat)


def blocking_pairs(assigned: Assigned) -> int:
    """Pairs of a person and a program that would both rather have each other."""
    asked, seat = assigned.market, assigned.seat
    current = _current(asked, seat)
    worst = _last_in_line(asked, seat)
    wants = asked.ranks < current[:, None]
    return int((wants & (asked.order[:, None] < worst[None, :])).sum())


def compare(asked: Market, progress: Progress | None = None) -> tuple[pd.DataFrame, list[Assigned]]:
    """Both ways side by side: a row each, and what each assigned.

    ``placed``, ``first_choice``, ``mean_choice`` (of those placed), ``blocking_pairs``, and the
    people placed of each declared group.
    """
    made = [assign_seats(asked, method, progress) for method in METHODS]
    lines = []
    for each in made:
        placed = each.seat >= 0
        choice = each.table["choice"][placed]
        line = {
            "method": each.method,
            "placed": int(placed.sum()),
            "first_choice": int((choice == 1).sum()),
            "mean_choice": float(choice.mean()) if placed.any() else float("nan"),
            "blocking_pairs": blocking_pairs(each),
        }
        for number, name in enumerate(asked.groups):
            line[f"placed: {name}"] = int((placed & (asked.group == number)).sum())
        lines.append(line)
    return pd.DataFrame(lines), made


def one_more_seat(assigned: Assigned, progress: Progress | None = None) -> pd.DataFrame:
    """What one more seat in each program would change, from a stable assignment.

    The seat goes to the first in line who would rather have it; the seat left behind goes on in
    the same way. ``more_placed`` is 1 if the chain ends with somebody who had none;
    ``people_better_off`` counts all who move up. The result is stable again.

    Raises:
        InputError: the assignment is not a stable one.
    """
    if assigned.method != "stable":
        raise InputError({"assigned": "One more seat is worked out from a stable assignment."})
    asked = assigned.market
    lines = []
    for program, id in enumerate(asked.program_ids):
        seat = with_one_more(assigned, program)
        lines.append(
            {
                "program_id": id,
                "seats": int(asked.capacity[program]),
                "more_placed": int((seat >= 0).sum() - (assigned.seat >= 0).sum()),
                "people_better_off": int((seat != assigned.seat).sum()),
            }
        )
        if progress:
            progress(program + 1, len(asked.program_ids))
    return pd.DataFrame(lines)


def with_one_more(assigned: Assigned, program: int) -> np.ndarray:
    """The seats after the chain that one more seat in a program sets off."""
    asked, seat = assigned.market, assigned.seat.copy()
    taken = np.bincount(seat[seat >= 0], minlength=len(asked.capacity))
    open_seats = asked.capacity.copy()
    open_seats[program] += 1
    while taken[program] < open_seats[program]:
        wants = np.flatnonzero(asked.ranks[:, program] < _current(asked, seat))
        if not len(wants):
            break
        first = wants[np.argmin(asked.order[wants])]
        left, seat[first] = seat[first], program
        taken[program] += 1
        if left < 0:
            break
        taken[left] -= 1
        program = left
    return seat


def _ranks(points: np.ndarray, most: int) -> np.ndarray:
    """1 for the most points in a row; ties go to the first column. Negative points: no."""
    order = np.argsort(-points, axis=1, kind="stable")[:, :most]
    ranks = np.full(points.shape, NOT_POSSIBLE, dtype=np.int16)
    places = np.broadcast_to(np.arange(1, order.shape[1] + 1, dtype=np.int16), order.shape)
    np.put_along_axis(ranks, order, places, axis=1)
    ranks[points < 0] = NOT_POSSIBLE
    return ranks


def _current(asked: Market, seat: np.ndarray) -> np.ndarray:
    """The rank that each person has; with no seat, worse than any."""
    rows = np.arange(len(seat))
    return np.where(seat >= 0, asked.ranks[rows, seat], NOT_POSSIBLE)


def _last_in_line(asked: Market, seat: np.ndarray) -> np.ndarray:
    """For each program, the place in line that a person must be before to get in."""
    count = np.bincount(seat[seat >= 0], minlength=len(asked.capacity))
    worst = np.full(len(asked.capacity), np.iinfo(np.int64).max)
    for program in np.flatnonzero(count >= asked.capacity):
        holders = asked.order[seat == program]
        worst[program] = holders.max() if len(holders) else -1
    return worst


def _stable(asked: Market, progress: Progress | None) -> np.ndarray:
    """Deferred acceptance: people ask in the order of their choices, programs keep the first in
    line. It ends because nobody asks the same program twice."""
    people, programs = asked.ranks.shape
    choices = np.argsort(asked.ranks, axis=1, kind="stable")
    lengths = (asked.ranks < NOT_POSSIBLE).sum(axis=1)
    seat = np.full(people, NO_SEAT)
    held: list[list[tuple[int, int]]] = [[] for _ in range(programs)]
    following = np.zeros(people, dtype=int)
    for done, person in enumerate(range(people), start=1):
        asking = person
        while asking >= 0 and following[asking] < lengths[asking]:
            program = choices[asking, following[asking]]
            following[asking] += 1
            heap, room = held[program], asked.capacity[program]
            heapq.heappush(heap, (-int(asked.order[asking]), asking))
            seat[asking] = program
            if len(heap) <= room:
                break
            _, asking = heapq.heappop(heap)  # the last in line asks elsewhere
            seat[asking] = NO_SEAT
        if progress and (done % 500 == 0 or done == people):
            progress(done, people)
    return seat


def _best_total(asked: Market, progress: Progress | None) -> np.ndarray:
    """A minimum-cost flow. A person without a seat costs more than all ranks together, and more
    in a group that is served first; so a seat is never given up for a better rank of others, and
    of the groups the first gets as many seats as it can."""
    try:
        from ortools.graph.python import min_cost_flow
    except ImportError:
        raise InputError(
            {"method": 'best_total needs OR-Tools: pip install "seti-ta[matching]".'}
        ) from None
    people, programs = asked.ranks.shape
    person, program = np.nonzero(asked.ranks < NOT_POSSIBLE)
    rank = asked.ranks[person, program].astype(np.int64)
    step = int(asked.ranks[asked.ranks < NOT_POSSIBLE].max(initial=1)) * people + 1
    dear = step * (1 + int(asked.group.max(initial=0)) - asked.group.astype(np.int64))
    everybody, sink, nowhere = np.arange(people), people + programs, people + programs + 1
    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        person, people + program, np.ones(len(person), dtype=np.int64), rank
    )
    ones = np.ones(people, dtype=np.int64)
    flow.add_arcs_with_capacity_and_unit_cost(everybody, np.full(people, nowhere), ones, dear)
    flow.add_arcs_with_capacity_and_unit_cost(
        people + np.arange(programs),
        np.full(programs, sink),
        asked.capacity.astype(np.int64),
        np.zeros(programs, dtype=np.int64),
    )
    flow.add_arc_with_capacity_and_unit_cost(nowhere, sink, people, 0)
    flow.set_nodes_supplies(everybody, ones)
    flow.set_node_supply(sink, -people)
    if progress:
        progress(0, 1)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("The flow has no solution, though everybody may stay without a seat.")
    seat = np.full(people, NO_SEAT)
    used = flow.flows(arcs) > 0
    seat[person[used]] = program[used]
    if progress:
        progress(1, 1)
    return seat
