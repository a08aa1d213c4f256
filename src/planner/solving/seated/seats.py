"""Who could sit where, as sets of people: for plans whose times are all given, and whose rules are ceilings.

A seat is a need of a task. A set of people is a whole number, one bit a person, so that who is free for a seat is
found for all of them at once. (Bit-parallel search: San Segundo, Rodríguez-Losada and Jiménez, *An exact bit-parallel
algorithm for the maximum clique problem*, Computers and Operations Research 38, 2011.)
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from planner.facts.activities import Need
from planner.plan.goals import ORDER, Goal
from planner.rules.base import Requirement, Rule
from planner.rules.ceilings import Ceiling, Load
from planner.rules.qualification import holds
from planner.timeline.occurrence import Occurrence
from planner.timeline.people import days_around
from planner.timeline.spans import Spans, covers, union
from planner.timeline.timeline import Timeline

People = int
"""A set of people, one bit a person."""


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


def ceilings_of(rules: Iterable[Requirement], timeline: Timeline) -> list[Ceiling] | None:
    """All that the rules forbid where every time is given; `None` if some time is not, or a rule asks for more.

    Parameters
    ----------
    rules
        All rules; those stated with a price forbid nothing.
    timeline
        The facts on the time line.
    """
    found: list[Ceiling] = []
    for rule in rules:
        told = () if isinstance(rule, Rule) and rule.goal is not None else rule.ceilings(timeline)
        if told is None:
            return None
        found += told
    return found


def loads_of(rules: Iterable[Requirement], timeline: Timeline) -> list[Load] | None:
    """All that a plan pays for how much each person is at; `None` if it pays for anything else.

    Parameters
    ----------
    rules
        All rules.
    timeline
        The facts on the time line; every time is given.
    """
    found: list[Load] = []
    for rule in rules:
        told = rule.loads(timeline)
        if told is None:
            return None
        found += told
    return found


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
        self._timeline = timeline
        self._dated = any(one.from_ or one.to for who in timeline.people.values() for one in who.staff.skills)
        self._fitting: dict[tuple[object, ...], frozenset[str]] = {}
        self.people = self._in_order()
        self.everybody = (1 << len(self.people)) - 1
        self._bit = {person: 1 << place for place, person in enumerate(self.people)}
        self._present: dict[tuple[tuple[dt.date, ...], bool], dict[Spans, People]] = {}
        self._sets: dict[Collection[str], People] = {}
        there = {task.id: self._there(task) for task in timeline.occurrences}
        barred: dict[str, People] = defaultdict(int)
        for tasks, limit, people in ceilings:
            for one in tasks if limit == 0 else ():
                barred[one] |= self._bound(people)
        held = (task for task in timeline.occurrences if there[task.id])
        self.tasks = tuple(sorted(held, key=lambda one: (one.given[one.days[0]], one.id)))
        self.starts = [one.given[one.days[0]] for one in self.tasks]
        self.seats: list[Seat] = []
        self.of: list[range] = []
        for place, task in enumerate(self.tasks):
            first = len(self.seats)
            for need in task.needs:
                able = there[task.id] & self._set_of(self._who_fit(task, need)) & ~barred[task.id]
                self.seats.append(Seat(place, need.count, able))
            self.of.append(range(first, len(self.seats)))
        self.worths, _ = worths(self.tasks)
        self._lay(ceilings)

    def _in_order(self) -> tuple[str, ...]:
        """Everybody, those first who fit the fewest needs: where the first of several is taken, the others are left."""
        asked = Counter(self._who_fit(task, need) for task in self._timeline.occurrences for need in task.needs)
        fits = dict.fromkeys(self._timeline.people, 0)
        for people, times in asked.items():
            for person in people:
                fits[person] += times
        return tuple(sorted(fits, key=lambda one: (fits[one], one)))

    def _there(self, task: Occurrence) -> People:
        """Who of the candidates has the time for a task, were it the only one."""
        day, span = task.days[0], self._timeline.lasts(task, task.given[task.days[0]])
        around = days_around(day, task.duration) + task.run
        candidates, found = self._set_of(task.candidates), 0
        for spans, people in self._groups(around, on_days_off=task.on_days_off).items():
            if (some := people & candidates) and all(covers(spans, one) for one in span):
                if not found and not self._timeline.starts(task, self.people[(some & -some).bit_length() - 1], day):
                    return 0  # the task's own hours do not hold it: nobody else could be there either
                found |= some
        return found

    def _set_of(self, people: Collection[str]) -> People:
        """Some people as a set."""
        if people not in self._sets:
            found = 0
            for one in people:
                found |= self._bit[one]
            self._sets[people] = found
        return self._sets[people]

    def _groups(self, days: tuple[dt.date, ...], *, on_days_off: bool) -> dict[Spans, People]:
        """Everybody, those together whose time is the same on some days."""
        key = days, on_days_off
        if key not in self._present:
            *before, last = days
            first = self._groups(tuple(before), on_days_off=on_days_off) if before else {(): self.everybody}
            found: dict[Spans, People] = defaultdict(int)
            for spans, people in first.items():
                for more, others in self._on(last, on_days_off=on_days_off).items():
                    if both := people & others:
                        found[union(spans, more)] |= both
            self._present[key] = found
        return self._present[key]

    @cache  # noqa: B019 - it ends with the plan that is made
    def _on(self, day: dt.date, *, on_days_off: bool) -> dict[Spans, People]:
        """Everybody, those together whose time is the same on a day."""
        found: dict[Spans, People] = defaultdict(int)
        for person, who in self._timeline.people.items():
            found[who.reach(day, on_days_off=on_days_off)] |= self._bit[person]
        return found

    def _who_fit(self, task: Occurrence, need: Need) -> frozenset[str]:
        """Who has the role and the skills of a need, and is meant."""
        days = task.lasting(task.days[0]) if self._dated else ()
        key = need.role, need.skills, need.from_, need.exclude, days
        if key not in self._fitting:
            able = {
                one
                for one, who in self._timeline.people.items()
                if need.role in who.staff.roles and all(holds(who, skill, days or task.days) for skill in need.skills)
            }
            self._fitting[key] = frozenset((able & set(need.from_ or able)) - set(need.exclude))
        return self._fitting[key]

    def _lay(self, ceilings: Sequence[Ceiling]) -> None:
        """What keeps one person from two tasks, and from more than so many."""
        place = {task.id: at for at, task in enumerate(self.tasks)}
        self.limits: list[Limit] = []
        for tasks, most, people in ceilings:
            known = frozenset(place[one] for one in tasks if one in place)
            if len(known) > most > 0:
                self.limits.append(Limit(known, most, self._bound(people)))
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

    def _bound(self, people: frozenset[str] | None) -> People:
        return self.everybody if people is None else self._set_of(people.intersection(self._bit))


class Worth(NamedTuple):
    """What a task is worth: each head of it, and all heads together besides."""

    head: int
    whole: int


def worth_of(task: Occurrence, goal: Goal) -> Worth:
    """What a task is worth to one goal."""
    if goal.priority != task.priority:
        return Worth(0, 0)
    if goal.level == "heads":
        return Worth(1, 0)
    return Worth(task.worth, 0) if task.partial else Worth(0, task.worth)


def goals_of(tasks: Iterable[Occurrence]) -> list[Goal]:
    """The goals that who sits where decides, in order."""
    asked = {goal for task in tasks for goal in (Goal("value", task.priority), Goal("heads", task.priority))}
    return [goal for goal in ORDER if goal in asked]


def worths(tasks: Sequence[Occurrence]) -> tuple[list[Worth], dict[Goal, int]]:
    """What each task is worth to all goals in one number, and how much each goal counts in it.

    An earlier goal counts more than all later ones could together.

    Parameters
    ----------
    tasks
        The tasks.
    """
    counts: dict[Goal, int] = {}
    found = [Worth(0, 0)] * len(tasks)
    factor = 1
    for goal in reversed(goals_of(tasks)):
        counts[goal] = factor
        each = [worth_of(task, goal) for task in tasks]
        found = [
            Worth(before.head + factor * one.head, before.whole + factor * one.whole)
            for before, one in zip(found, each, strict=True)
        ]
        factor *= 1 + sum(one.head * task.heads + one.whole for task, one in zip(tasks, each, strict=True))
    return found, counts


def members(people: People) -> Iterator[int]:
    """The bits of a set, from the lowest."""
    while people:
        lowest = people & -people
        yield lowest.bit_length() - 1
        people ^= lowest
