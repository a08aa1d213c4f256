"""Seats handed on so that less is paid for how much each person is at, while every seat stays filled.

Somebody hands a seat to somebody else, who hands on another one, and so on: a path of people at whose end less is
paid than before. Were nobody ever wanted in two places, no plan would be better when no such path is left. (Harvey,
Ladner, Lovász and Tamir, *Semi-matchings for bipartite graphs and load balancing*, Journal of Algorithms 59, 2006.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from planner.plan.goals import ORDER
from planner.rules.ceilings import Load
from planner.solving.budget import Budget
from planner.solving.seated.crowd import members
from planner.solving.seated.seating import Seating

WORK = 1e-9  # for each pair of somebody and a seat, whenever somebody hands on a seat

Places = int
"""A set of seats, one bit a seat."""


class Charge(NamedTuple):
    """What some people pay for how many of some seats they have."""

    seats: Places
    people: frozenset[int]
    cost: Callable[[int], int]
    goal: int


class Levelling:
    """Hands seats on.

    Parameters
    ----------
    seating
        Who sits where.
    loads
        What is paid.
    budget
        What is left of the limits.
    """

    def __init__(self, seating: Seating, loads: Sequence[Load], budget: Budget) -> None:
        self._seating = seating
        self._seats = seating.seats
        self._budget = budget
        self._work = WORK * len(seating.seats.people) * len(seating.seats.seats)
        place = {task.id: at for at, task in enumerate(self._seats.tasks)}
        bit = {person: at for at, person in enumerate(self._seats.people)}
        goals = [goal for goal in ORDER if any(load.goal == goal for load in loads)]
        self._nothing = [0] * len(goals)
        self._charges = [
            Charge(
                self._all_of(place[one] for one in load.tasks if one in place),
                frozenset(bit[one] for one in load.people),
                load.cost,
                goals.index(load.goal),
            )
            for load in loads
        ]
        self._able = transposed([one.able for one in self._seats.seats], len(bit))
        self._held = transposed(seating.on, len(bit))
        self._open = list(map(self._could, range(len(bit))))
        self._counts = list(map(self._counted, range(len(bit))))

    def _all_of(self, tasks: Iterable[int]) -> Places:
        """The seats of some tasks, as a set."""
        found = 0
        for task in tasks:
            seats = self._seats.of[task]
            found |= ((1 << len(seats)) - 1) << seats.start
        return found

    def _could(self, person: int) -> Places:
        """The seats that somebody could have besides those that they have."""
        barred, bit = 0, 1 << person
        for task in {self._seats.seats[seat].task for seat in members(self._held[person])}:
            barred |= self._all_of((task,)) | self._beside(task)
            barred |= self._all_of(other for other, people in self._seats.some_rivals[task] if people & bit)
            for limit in self._seats.limited[task]:
                if self._seating.reached(limit) & bit:
                    barred |= self._under(limit)
        return self._able[person] & ~barred

    @cache  # noqa: B019 - it ends with the plan that is levelled
    def _beside(self, task: int) -> Places:
        return self._all_of(self._seats.rivals[task])

    @cache  # noqa: B019
    def _under(self, limit: int) -> Places:
        return self._all_of(self._seats.limits[limit].tasks)

    def run(self) -> None:
        """Hand seats on until nobody can any more, or it is time."""
        moved = True
        while moved:
            moved = False
            for person in sorted(range(len(self._held)), key=self._last, reverse=True):
                while not self._budget.over and self._hand_on(person):
                    moved = True

    def _last(self, person: int) -> list[int]:
        """What somebody pays for the last that they are at."""
        return [-one for one in self._change(person, range(len(self._charges)), -1)]

    def _change(self, person: int, charges: Iterable[int], by: int) -> list[int]:
        """What somebody pays more, goal by goal, if what they are at changes by so much."""
        total = list(self._nothing)
        for one in charges:
            charge, now = self._charges[one], self._counts[person][one]
            if person in charge.people:
                total[charge.goal] += charge.cost(max(now + by, 0)) - charge.cost(now)
        return total

    def _counted(self, person: int) -> list[int]:
        """How many seats somebody has that count for each charge."""
        return [(self._held[person] & charge.seats).bit_count() for charge in self._charges]

    def _hand_on(self, first: int) -> bool:
        """Let somebody hand on a seat along the shortest path at whose end less is paid; whether there is one."""
        return any(self._along(first, kind, charges) for kind, charges in self._kinds(first))

    def _kinds(self, person: int) -> Iterator[tuple[Places, tuple[int, ...]]]:
        """The seats that somebody has, those together that count for the same charges, and those."""
        kinds: list[tuple[Places, tuple[int, ...]]] = [(self._held[person], ())]
        for one, charge in enumerate(self._charges):
            kinds = [
                some
                for held, charges in kinds
                for some in ((held & charge.seats, (*charges, one)), (held & ~charge.seats, charges))
                if some[0]
            ]
        yield from (some for some in kinds if some[1])

    def _along(self, first: int, held: Places, charges: tuple[int, ...]) -> bool:
        """Hand on one of some seats that count for the same, and so on, until somebody pays less for it."""
        self._budget.spend(self._work)
        saved = [-one for one in self._change(first, charges, -1)]
        paid = [self._change(person, charges, 1) for person in range(len(self._held))]
        left = sorted((person for person in range(len(paid)) if person != first), key=lambda one: (paid[one], one))
        came: dict[int, tuple[int, int]] = {first: (-1, -1)}
        queue = [first]
        if not any(paid[one] < saved for one in left):
            return False
        for person in queue:
            mine = held if person == first else self._same(self._held[person], charges)
            found = []
            for taker in left:
                if some := mine & self._open[taker]:
                    came[taker] = person, (some & -some).bit_length() - 1
                    if paid[taker] < saved:
                        self._walk(came, taker)
                        return True
                    found.append(taker)
            queue += found
            left = [one for one in left if one not in came]
        return False

    def _same(self, held: Places, charges: tuple[int, ...]) -> Places:
        """Of some seats those that count for the same charges, and for no others."""
        for one, charge in enumerate(self._charges):
            held &= charge.seats if one in charges else ~charge.seats
        return held

    def _walk(self, came: dict[int, tuple[int, int]], last: int) -> None:
        """Let everybody on a path hand on a seat."""
        steps = []
        while (step := came[last])[0] >= 0:
            steps.append((step[1], step[0], last))
            last = step[0]
        for seat, giver, _ in steps:
            self._seating.take(seat, 1 << giver)
            self._held[giver] ^= 1 << seat
        for seat, _, taker in steps:
            self._seating.put(seat, 1 << taker)
            self._held[taker] ^= 1 << seat
        for person in {one for _, *both in steps for one in both}:
            self._open[person], self._counts[person] = self._could(person), self._counted(person)


def transposed(sets: Sequence[int], members: int) -> list[int]:
    """For each member of some sets the set of all those sets that have it.

    Parameters
    ----------
    sets
        Each as one bit a member.
    members
        How many there could be.

    Examples
    --------
    >>> [f"{one:02b}" for one in transposed([0b011, 0b110], 3)]
    ['01', '11', '10']
    """
    width = -(-members // 8)
    rows = np.frombuffer(b"".join(one.to_bytes(width, "little") for one in sets), np.uint8).reshape(len(sets), width)
    columns = np.packbits(np.unpackbits(rows, axis=1, bitorder="little").T, axis=1, bitorder="little")
    return [int.from_bytes(one.tobytes(), "little") for one in columns[:members]]
