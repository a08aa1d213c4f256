"""Which task is held when, and by whom: tasks that are laid as a whole and taken up again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.solving.seated.crowd import People, members
from planner.solving.seated.seats import Seats
from planner.solving.timed.alone import Most
from planner.solving.timed.workdays import Workdays
from planner.timeline.spans import Spans


class Placed(NamedTuple):
    """A task as it is held: at which of its times, by their places, and by seat who is there."""

    at: int
    people: dict[int, People]


class Placing:
    """Tasks held at one of their times each, everything that forbids it kept.

    Parameters
    ----------
    seats
        The seats of each task at each of its times.
    groups
        By task, its times.
    workdays
        Everybody's working days.

    Attributes
    ----------
    held
        By task, how it is held.
    worth
        What all of it is worth.
    """

    def __init__(self, seats: Seats, groups: Sequence[Sequence[int]], workdays: Workdays) -> None:
        self.seats = seats
        self.groups = groups
        self.workdays = workdays
        self.held: list[Placed | None] = [None] * len(groups)
        self.worth = 0
        self._levels: list[list[People]] = [[0] * one.most for one in seats.limits]
        self._of: list[set[int]] = [set() for _ in seats.people]

    def free(self, option: int) -> People:
        """Who could be at a task at one of its times, as far as ceilings go."""
        full = 0
        for limit in self.seats.under[option]:
            full |= self._levels[limit][-1] & self.seats.limits[limit].people
        return self.seats.everybody & ~full

    def serving(self, placed: Placed) -> bool:
        """Whether those who are at a task do the work around it."""
        return self.seats.tasks[placed.at].partial or self._missing(placed) == 0

    def _missing(self, placed: Placed) -> int:
        here = sum(people.bit_count() for people in placed.people.values())
        return self.seats.tasks[placed.at].heads - here

    def worth_of(self, placed: Placed | None) -> int:
        """What a task is worth as it is held."""
        if placed is None:
            return 0
        worth, missing = self.seats.worths[placed.at], self._missing(placed)
        whole = worth.whole if not missing else 0
        return worth.head * (self.seats.tasks[placed.at].heads - missing) + whole

    def most(self, group: int) -> int:
        """What a task is worth if nobody is missing."""
        option = self.groups[group][0]
        worth = self.seats.worths[option]
        return worth.head * self.seats.tasks[option].heads + worth.whole

    def now(self, group: int) -> Most:
        """What a task reaches as it is held."""
        placed = self.held[group]
        heads = 0 if placed is None else sum(people.bit_count() for people in placed.people.values())
        asked = self.seats.tasks[self.groups[group][0]].heads
        return Most(heads == asked > 0, heads)

    def manned(self, group: int) -> bool:
        """Whether there are people enough for all of a task at one of its times, were there nothing else to do."""
        return any(
            all((one.able & could).bit_count() >= one.asked for one in (self.seats.seats[seat] for seat in seats))
            for option in self.groups[group]
            for seats in [self.seats.of[option]]
            for could in [self.workdays.people(self.seats.tasks[option])]
        )

    def spans(self, person: int) -> Iterator[Spans]:
        """The minutes that tasks hold of somebody."""
        for group in sorted(self._of[person]):
            at = self._at(group)
            name = self.seats.people[person]
            yield self.workdays.timeline.held(self.seats.tasks[at], name, self.seats.starts[at])

    def put(self, group: int, placed: Placed) -> None:
        """Hold a task."""
        self.held[group] = placed
        self.worth += self.worth_of(placed)
        task, start, serving = self.seats.tasks[placed.at], self.seats.starts[placed.at], self.serving(placed)
        for people in placed.people.values():
            self._count(placed.at, people, sign=1)
            for person in members(people):
                self.workdays.put(person, group, self.workdays.effort(task, person, start, serving=serving))
                self._of[person].add(group)

    def put_if_free(self, group: int, placed: Placed) -> bool:
        """Hold a task, if everybody has time for it; whether they have."""
        there, task = 0, self.seats.tasks[placed.at]
        start, serving = self.seats.starts[placed.at], self.serving(placed)
        for people in placed.people.values():
            there |= people
        fits = self.workdays.fits
        if there & ~self.free(placed.at) or not all(
            fits(one, self.workdays.effort(task, one, start, serving=serving)) for one in members(there)
        ):
            return False
        self.put(group, placed)
        return True

    def left(self, limit: int, person: int) -> int:
        """At how many more tasks that lie under a ceiling somebody could be."""
        return sum(1 for people in self._levels[limit] if not people >> person & 1)

    def take(self, group: int) -> Placed | None:
        """Hold a task no more; how it was held."""
        placed, self.held[group] = self.held[group], None
        if placed is None:
            return None
        self.worth -= self.worth_of(placed)
        for people in placed.people.values():
            self._count(placed.at, people, sign=-1)
            for person in members(people):
                self.workdays.take(person, group)
                self._of[person].discard(group)
        return placed

    def _count(self, option: int, people: People, sign: int) -> None:
        """Count some people in or out of all that a task lies under."""
        for limit in self.seats.under[option]:
            levels = self._levels[limit]
            rest = people
            for level in range(len(levels)) if sign > 0 else reversed(range(len(levels))):
                moved = rest & ~levels[level] if sign > 0 else rest & levels[level]
                levels[level] ^= moved
                rest ^= moved

    def in_the_way(self, option: int, person: int) -> list[list[int]]:
        """For each ceiling that somebody has reached, and which a task at some time lies under: what they are at."""
        found = []
        for limit in self.seats.under[option]:
            tasks, _, people = self.seats.limits[limit]
            if self._levels[limit][-1] & people & 1 << person:
                found.append(sorted(one for one in self._of[person] if self._at(one) in tasks))
        return found

    def _at(self, group: int) -> int:
        placed = self.held[group]
        return -1 if placed is None else placed.at
