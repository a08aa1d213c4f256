"""Who could sit where, for plans whose times are all given and whose rules are ceilings: a seat is a need of a task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from planner.rules.ceilings import Ceiling
from planner.solving.seated.crowd import Crowd, People
from planner.solving.seated.worth import worths
from planner.timeline.timeline import Timeline


class Seat(NamedTuple):
    """A need of a task, which is given by its place: how many it asks for, and who could fill it."""

    task: int
    asked: int
    able: People


class Limit(NamedTuple):
    """Nobody of some people is at more than so many of some tasks, given by their places."""

    tasks: frozenset[int]
    most: int
    people: People


class Seats:
    """The seats of all tasks, and what keeps one person from two of them.

    Parameters
    ----------
    timeline
        The facts on the time line; every time is given.
    ceilings
        What the rules forbid.

    Attributes
    ----------
    people
        Everybody, in the order of the bits.
    everybody
        All of them.
    tasks
        The tasks at which anybody could be, in the order of time.
    starts
        The minute at which each begins.
    seats, of
        All seats, and those of each task by their places.
    limits, limited
        All ceilings; and of each task, by their places, those that let a person be at several tasks.
    worths
        What each task is worth.
    under
        Of each task, all ceilings that it lies under, by their places.
    """

    def __init__(self, timeline: Timeline, ceilings: Sequence[Ceiling]) -> None:
        crowd = Crowd(timeline)
        self.people, self.everybody = crowd.people, crowd.everybody
        there = {task.id: crowd.there(task) for task in timeline.occurrences}
        barred: dict[str, People] = defaultdict(int)
        for tasks, limit, people in ceilings:
            for one in tasks if limit == 0 else ():
                barred[one] |= crowd.known(people)
        held = (task for task in timeline.occurrences if there[task.id])
        self.tasks = tuple(sorted(held, key=lambda one: (one.given[one.days[0]], one.id)))
        self.starts = [one.given[one.days[0]] for one in self.tasks]
        self.seats: list[Seat] = []
        self.of: list[range] = []
        for place, task in enumerate(self.tasks):
            first = len(self.seats)
            for need in task.needs:
                able = there[task.id] & crowd.fitting(task, need) & ~barred[task.id]
                self.seats.append(Seat(place, need.count, able))
            self.of.append(range(first, len(self.seats)))
        self.worths, _ = worths(self.tasks)
        self._limit(crowd, ceilings)

    def _limit(self, crowd: Crowd, ceilings: Sequence[Ceiling]) -> None:
        """What keeps one person from two tasks, and from more than so many."""
        place = {task.id: at for at, task in enumerate(self.tasks)}
        self.limits: list[Limit] = []
        for tasks, most, people in ceilings:
            known = frozenset(place[one] for one in tasks if one in place)
            if len(known) > most > 0:
                self.limits.append(Limit(known, most, crowd.known(people)))
        self.limited: list[list[int]] = [[] for _ in self.tasks]
        self.under: list[list[int]] = [[] for _ in self.tasks]
        for at, (known, most, _) in enumerate(self.limits):
            for one in known:
                self.under[one].append(at)
                if most > 1:
                    self.limited[one].append(at)

    @cached_property
    def rivals(self) -> list[tuple[int, ...]]:
        """By task, the tasks at which nobody is who is at it."""
        rivals: list[set[int]] = [set() for _ in self.tasks]
        for known, most, bound in self.limits:
            for one in known if most == 1 and bound == self.everybody else ():
                rivals[one] |= known
        return [tuple(sorted(found - {one})) for one, found in enumerate(rivals)]

    @cached_property
    def some_rivals(self) -> list[tuple[tuple[int, People], ...]]:
        """By task, the tasks at which only some people are not who are at it: each with those people."""
        some: list[dict[int, People]] = [{} for _ in self.tasks]
        for known, most, bound in self.limits:
            for one in known if most == 1 and bound != self.everybody else ():
                for other in known:
                    some[one][other] = some[one].get(other, 0) | bound
        return [
            tuple((other, people) for other, people in sorted(found.items()) if other not in {one, *self.rivals[one]})
            for one, found in enumerate(some)
        ]
