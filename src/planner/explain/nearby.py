"""What could have to do with one activity: the others that want the same people, the nearest first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from planner.plan.plan import Plan
from planner.problem import Problem
from planner.rules.attendance import free
from planner.rules.registry import personal
from planner.solving.worlds.held import days_of
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

MOST = 60
DAY = dt.timedelta(1)

Wanted = tuple[str, str]
"""A person or a room: which of both, and its id."""


Could = tuple[tuple[str, ...], tuple[str, ...]]
"""Whom and which rooms an activity could have."""


class Part(NamedTuple):
    """Some activities of a problem and everybody who could be at one of them, with the plan for these."""

    problem: Problem
    plan: Plan
    timeline: Timeline


class Nearby:
    """The neighbourhoods of one plan.

    People belong together if the same activity could have them, directly or by way of others. What people only attend,
    at a given time, brings nobody together: it takes the time of each of them, whatever the others do.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    """

    def __init__(self, problem: Problem, plan: Plan, timeline: Timeline) -> None:
        self._whole = Part(problem, plan, timeline)
        self._bookings = {one.occurrence: one for one in plan.bookings}
        self._stated = {one.id: one for one in problem.activities}
        self._entwined = not all(map(personal, problem.binding))
        self._groups = _groups(timeline)
        self._belonging: dict[Could, frozenset[Wanted]] = {}
        self._on: dict[tuple[Wanted, dt.date], list[Occurrence]] = defaultdict(list)
        self._attended: dict[dt.date, list[Occurrence]] = defaultdict(list)
        self._granting: dict[str, list[Occurrence]] = defaultdict(list)
        for task in timeline.occurrences:
            groups = self._of(task)
            for day in days_of(task):
                for group in groups:
                    self._on[group, day].append(task)
                if task.attendees:
                    self._attended[day].append(task)
            for skill in task.activity.grants or ():
                self._granting[skill].append(task)

    def _of(self, task: Occurrence) -> frozenset[Wanted]:
        """The groups to which the people and rooms of an activity belong: the same for all that could have the same."""
        could = _could(task)
        if could not in self._belonging:
            self._belonging[could] = frozenset(self._groups[one] for one in _wanted(could))
        return self._belonging[could]

    def around(self, name: str) -> Part:
        """An activity with those that could stand in its way, and all that could help these."""
        problem, plan, timeline = self._whole
        if len(timeline.occurrences) <= MOST or self._entwined:
            return self._whole
        asked = timeline.occurrence(name)
        chosen = {asked.id: asked}
        for task in self._nearest(asked):
            chosen[task.id] = task
            if len(chosen) > MOST:
                break
        chosen |= {task.id: task for task in self._helping(chosen.values())}
        tasks = tuple(chosen[one] for one in sorted(chosen))
        people = {person for task in tasks for person in task.everybody}
        stated = dict.fromkeys(task.activity.id for task in tasks)
        part = problem.model_copy(
            update={
                "activities": tuple(self._stated[one] for one in stated),
                "staff": tuple(timeline.people[one].staff for one in sorted(people)),
            }
        )
        held = tuple(self._bookings[one] for one in chosen if one in self._bookings)
        laid = timeline.only(tasks, {one: timeline.people[one] for one in sorted(people)})
        return Part(part, plan.model_copy(update={"held": held, "shortages": ()}), laid)

    def _nearest(self, asked: Occurrence) -> Iterator[Occurrence]:
        """What people of the same groups could be at, day after day outward."""
        groups, days = self._of(asked), days_of(asked)
        horizon = self._whole.timeline.facts.horizon
        yield from self._during(groups, days)
        if not days:
            return
        before, after = min(days) - DAY, max(days) + DAY
        while horizon.from_ <= before or after <= horizon.to:
            yield from self._during(groups, (before, after))
            before, after = before - DAY, after + DAY

    def _during(self, groups: Collection[Wanted], days: Iterable[dt.date]) -> Iterator[Occurrence]:
        for day in days:
            for group in sorted(groups):
                yield from self._on.get((group, day), ())

    def _helping(self, tasks: Iterable[Occurrence]) -> Iterator[Occurrence]:
        """What grants a skill that is asked for, and what may excuse somebody from what they should attend."""
        asked, seen = list(tasks), set[str]()
        while asked:
            task = asked.pop()
            for skill in {skill for need in task.needs for skill in need.skills} - seen:
                seen.add(skill)
                asked += self._granting[skill]
                yield from self._granting[skill]
            for day in days_of(task) if task.attendees else ():
                for near in (day - DAY, day, day + DAY):
                    yield from (one for one in self._attended.get(near, ()) if {*one.attendees} & {*task.attendees})


def _could(task: Occurrence) -> Could:
    return task.everybody, task.rooms


def _wanted(could: Could) -> tuple[Wanted, ...]:
    """The people and rooms that an activity could have."""
    people, rooms = could
    return (*map(_person, people), *map(_room, rooms))


def _person(name: str) -> Wanted:
    return "person", name


def _first(task: Occurrence) -> tuple[Wanted, ...]:
    return _wanted(_could(task))[:1]


def _room(name: str) -> Wanted:
    return "room", name


def _ties(timeline: Timeline) -> Iterator[tuple[Occurrence, str]]:
    """What comes after what, and sessions of one training."""
    for task in timeline.occurrences:
        if task.activity.after or task.activity.sessions:
            yield from ((task, other) for other in timeline.links.linked(task))


def _groups(timeline: Timeline) -> dict[Wanted, Wanted]:
    """By person or room, one that stands for all that belong together with them."""
    leader = {one: one for one in (*map(_person, timeline.people), *map(_room, timeline.rooms))}

    def found(one: Wanted) -> Wanted:
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    sets = set(map(_wanted, {_could(task) for task in timeline.occurrences if task.needs or task.rooms or free(task)}))
    linked = {_first(one) + _first(timeline.occurrence(other)) for one, other in _ties(timeline)}
    for wanted in sets | linked:
        for one in wanted[1:]:
            leader[found(one)] = found(wanted[0])
    return {one: found(one) for one in leader}
