"""Work around tasks, person by person: whether there is time for all of it, and on which days it is done.

Work that can be cut into pieces is in time if what falls due first is done first. (Jackson, *Scheduling a production
line to minimize maximum tardiness*, Management Science Research Project 43, UCLA 1955; Horn, *Some simple scheduling
algorithms*, Naval Research Logistics Quarterly 21, 1974.)
"""

from __future__ import annotations

import datetime as dt
import heapq
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.plan.booking import WorkKind
from planner.rules.work_time import works
from planner.solving.seated.crowd import People
from planner.timeline.occurrence import Occurrence
from planner.timeline.people import days_around
from planner.timeline.spans import intersect, total
from planner.timeline.timeline import Timeline

TRIAL = -1  # the task that is only tried


class Item(NamedTuple):
    """Work of somebody: the first and the last working day on which it may be done, by their places, and how long."""

    first: int
    last: int
    what: WorkKind
    minutes: int


class Effort(NamedTuple):
    """What a task takes of somebody: open minutes by working day, and work around it."""

    booked: tuple[tuple[int, int], ...]
    work: tuple[Item, ...]


class Workdays:
    """Everybody's working days.

    Parameters
    ----------
    timeline
        The facts on the time line.
    people
        Everybody, by their places.
    """

    def __init__(self, timeline: Timeline, people: Sequence[str]) -> None:
        self.timeline = timeline
        self._people = [timeline.people[one] for one in people]
        self._place = {day: at for at, day in enumerate(timeline.working_days)}
        self._free = [[who.minutes(day) for day in timeline.working_days] for who in self._people]
        self._efforts: list[dict[int, Effort]] = [{} for _ in people]
        self._load = [[0.0] * len(self._place) for _ in people]
        self._could: dict[tuple[Item, ...], People] = {}
        self._work: dict[tuple[object, ...], tuple[Item, ...]] = {}

    def effort(self, task: Occurrence, person: int, start: int, *, serving: bool) -> Effort:
        """What a task that starts then takes of somebody, who serves it or is only there."""
        who = self._people[person]
        booked: list[tuple[int, int]] = []
        for span in self.timeline.held(task, who.id, start):
            for day in days_around(self.timeline.clock.date(span[0]), span[1] - span[0]):
                minutes = total(intersect(who.open(day), (span,)))
                if minutes and day in self._place:
                    booked.append((self._place[day], minutes))
        return Effort(tuple(booked), self.work(task, self.timeline.clock.date(start)) if serving else ())

    def work(self, task: Occurrence, day: dt.date) -> tuple[Item, ...]:
        """The work around a task that begins on a day; of no days, if there are none for it."""
        key = task.activity.preparation, task.activity.follow_up, day, task.run
        if key not in self._work:
            found = []
            for what, work in works(task.activity):
                days = [self._place[one] for one in self.timeline.work_days(task, work, what, day)]
                found.append(Item(days[0] if days else 0, days[-1] if days else -1, what, work.minutes))
            self._work[key] = tuple(found)
        return self._work[key]

    def could(self, person: int, work: Sequence[Item]) -> bool:
        """Whether somebody had time for some work, were there nothing else."""
        who, days = self._people[person], self.timeline.working_days
        return all(sum(map(who.minutes, days[one.first : one.last + 1])) >= one.minutes for one in work)

    def people(self, task: Occurrence) -> People:
        """Who had time for the work around a task that begins on its first day, were there nothing else."""
        work = self.work(task, task.days[0])
        if work not in self._could:
            self._could[work] = sum(1 << one for one in range(len(self._people)) if self.could(one, work))
        return self._could[work]

    def fits(self, person: int, effort: Effort) -> bool:
        """Whether somebody has time for something more."""
        if not effort.work and not any(one.work for one in self._efforts[person].values()):
            return True
        self._add(person, TRIAL, effort)
        in_time = self._done(person) is not None
        self.take(person, TRIAL)
        return in_time

    def put(self, person: int, task: int, effort: Effort) -> None:
        """Let a task take something of somebody."""
        self._add(person, task, effort)

    def _add(self, person: int, task: int, effort: Effort) -> None:
        self._efforts[person][task] = effort
        self._count(person, effort, 1)

    def take(self, person: int, task: int) -> None:
        """Let a task take nothing of somebody any more."""
        self._count(person, self._efforts[person].pop(task), -1)

    def _count(self, person: int, effort: Effort, sign: int) -> None:
        free, load = self._free[person], self._load[person]
        for day, minutes in effort.booked:
            free[day] -= sign * minutes
            load[day] += sign * minutes
        for item in effort.work:
            for day in range(item.first, item.last + 1):
                load[day] += sign * item.minutes / (item.last + 1 - item.first)

    def load(self, person: int, days: slice) -> float:
        """About how much somebody has to do on some days."""
        return sum(self._load[person][days])

    def days(self, task: Occurrence) -> slice:
        """The working days that a task could take time on, from the first of its work to the last."""
        day = bisect_left(self.timeline.working_days, task.days[0])
        work = self.work(task, task.days[0])
        return slice(min([day, *(one.first for one in work)]), 1 + max([day, *(one.last for one in work)]))

    def near(self, person: int, days: slice) -> list[int]:
        """The tasks that take time of somebody on some days."""
        first, after = days.start, days.stop
        return [
            task
            for task, one in self._efforts[person].items()
            if any(item.first < after and first <= item.last for item in one.work)
            or any(first <= day < after for day, _ in one.booked)
        ]

    def waiting(self, person: int) -> list[Item]:
        """The work that somebody has."""
        return [item for effort in self._efforts[person].values() for item in effort.work]

    def left(self, person: int, first: int, last: int) -> int:
        """The open minutes that bookings leave somebody from one working day to another."""
        return sum(self._free[person][first : last + 1])

    def done(self, person: int) -> dict[dt.date, list[tuple[int, WorkKind, int]]]:
        """By day, for which tasks somebody does which work, and for how many minutes."""
        found: dict[dt.date, list[tuple[int, WorkKind, int]]] = {}
        for day, task, what, minutes in self._done(person) or ():
            found.setdefault(self.timeline.working_days[day], []).append((task, what, minutes))
        return found

    def _done(self, person: int) -> list[tuple[int, int, WorkKind, int]] | None:
        """All work of somebody on the days on which it is done; `None` if there is too little time for it."""
        waiting = sorted(self._items(person), reverse=True)
        due: list[tuple[int, int, str, WorkKind, int, int]] = []
        found: list[tuple[int, int, WorkKind, int]] = []
        free, day = self._free[person], 0
        while waiting or due:
            if not due:
                day = max(day, waiting[-1][0])
            while waiting and waiting[-1][0] <= day:
                _, last, _, task, item = waiting.pop()
                heapq.heappush(due, (last, len(waiting), str(task), item.what, item.minutes, task))
            if due and due[0][0] < day:
                return None
            room = free[day] if day < len(free) else 0
            while due and room > 0:
                last, order, name, what, minutes, task = heapq.heappop(due)
                portion = min(room, minutes)
                found.append((day, task, what, portion))
                room -= portion
                if portion < minutes:
                    heapq.heappush(due, (last, order, name, what, minutes - portion, task))
            if due and due[0][0] <= day:
                return None
            day += 1
        return found

    def _items(self, person: int) -> Iterator[tuple[int, int, str, int, Item]]:
        for task, effort in self._efforts[person].items():
            for item in effort.work:
                yield item.first, item.last, f"{task} {item.what}", task, item
