"""Heads and minutes counted a second time, for the verification of certificates; nothing here knows the finder."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from itertools import combinations

from planner.plan.certificate import Ask, Certificate
from planner.rules.work_time import works
from planner.timeline.occurrence import Occurrence
from planner.timeline.spans import Spans, intersect, subtract, total, union
from planner.timeline.timeline import Timeline


class Recounting:
    """What the facts say of one certificate.

    Parameters
    ----------
    timeline
        The facts on the time line.
    step
        Minutes of the time grid.
    certificate
        The certificate, whose activities and needs are known.
    """

    def __init__(self, timeline: Timeline, step: int, certificate: Certificate) -> None:
        self._timeline = timeline
        self._step = step
        self._claimed = certificate
        self._tasks = {task.id: task for task in timeline.occurrences}
        self._days = [day for day in timeline.days if certificate.from_ <= day <= certificate.to]
        self._granting: dict[str, list[Occurrence]] = defaultdict(list)
        for task in timeline.occurrences:
            for skill in task.activity.grants or ():
                self._granting[skill].append(task)
        self.starts = cache(self._starts)

    def _starts(self, name: str) -> list[int]:
        """The starts that an activity may choose from, as far as nothing is pinned."""
        pins, clock = self._tasks[name].activity.pins, self._timeline.clock
        return [
            start
            for day, starts in self._timeline.choices(self._tasks[name], self._step).items()
            for start in starts
            if pins.on in (None, day) and (pins.at is None or clock.minute(pins.at) == start)
        ]

    # -- people --

    def people(self) -> set[str]:
        """Everybody who could fill a need that is asked for, by their own facts alone."""
        asked = {one.occurrence for one in self._claimed.asks}
        able = {who for ask in self._claimed.asks for who in self._timeline.people if self.fills(ask, who)}
        kept = {who for who in able if self._claimed.kind in ("nobody", "count") and self._kept(who, asked)}
        return able - kept

    def fills(self, ask: Ask, person: str) -> list[int]:
        """The starts at which somebody could fill a need, or attend if no need is meant."""
        task, who = self._tasks[ask.occurrence], self._timeline.people[person]
        if ask.room:
            return []
        if ask.need is None:
            return [
                start for start in self.starts(task.id) if person in task.attendees and self.there(task, who.id, start)
            ]
        need = task.needs[ask.need]
        if need.role not in who.staff.roles or person in need.exclude or person not in (need.from_ or [person]):
            return []
        starts = [start for start in self.starts(task.id) if self._can(task, need.skills, person, start, ask)]
        return [start for start in starts if not need.in_turn or self._due(task, ask.need, person, start)]

    def _due(self, task: Occurrence, place: int, person: str, start: int) -> bool:
        """Whether those named before somebody, who come first and can do nothing else there, leave a head."""
        need, first = task.needs[place], 0
        others = {one.role for i, one in enumerate(task.needs) if i != place}
        for one in need.from_:
            if one == person:
                break
            roles = set(self._timeline.people[one].staff.roles)
            serves = one not in need.exclude and need.role in roles and not roles & others
            first += serves and self.there(task, one, start)
        return first < need.count

    def there(self, task: Occurrence, person: str, start: int) -> bool:
        """Whether a person's own time leaves room for an activity."""
        day = self._timeline.clock.date(start)
        return any(first <= start <= last for first, last in self._timeline.starts(task, person, day))

    def _can(self, task: Occurrence, skills: tuple[str, ...], person: str, start: int, ask: Ask) -> bool:
        day, who = self._timeline.clock.date(start), self._timeline.people[person]
        return (
            self.there(task, person, start)
            and all(self._has(skill, person, task, start) for skill in skills)
            and all(minutes <= sum(map(who.minutes, window)) for minutes, window in self._works(ask, day))
        )

    def _works(self, ask: Ask, day: dt.date) -> Iterator[tuple[int, tuple[dt.date, ...]]]:
        """The work that falls to each head, and the days for it."""
        task = self._tasks[ask.occurrence]
        if ask.whole or task.partial:
            for what, work in works(task.activity):
                yield work.minutes, self._timeline.work_days(task, work, what, day)

    def _has(self, skill: str, person: str, task: Occurrence, start: int) -> bool:
        """Whether somebody has a skill on all days of an activity, or may have learnt it before."""
        own = [one for one in self._timeline.people[person].staff.skills if one.name == skill]
        days = task.lasting(self._timeline.clock.date(start))
        if all(any((one.from_ or day) <= day <= (one.to or day) for one in own) for day in days):
            return True
        return any(
            person in training.attendees
            and any(
                self._timeline.ends(training, begun) <= start and self.there(training, person, begun)
                for begun in self.starts(training.id)
            )
            for training in self._granting.get(skill, ())
        )

    # -- what must be attended --

    def _kept(self, person: str, asked: Collection[str]) -> bool:
        """Whether what somebody must attend keeps them from all that is asked for, and so does any excuse."""
        return any(
            all(self._always(taken, other) for taken in (*mine, *self._excuses(task, person)) for other in asked)
            for task, mine in self._bound(person)
            if not task.needs
        )

    def _bound(self, person: str) -> Iterator[tuple[Occurrence, list[Spans]]]:
        """The activities that somebody must attend or be excused from, whenever they are, and what each start takes."""
        for task in map(self._tasks.__getitem__, self._claimed.activities):
            starts = self.starts(task.id)
            if person in task.attendees and all(self.there(task, person, one) for one in starts):
                yield task, [self._taken(task, one) for one in starts]

    def _excuses(self, task: Occurrence, person: str) -> Iterator[Spans]:
        """What other activities take of somebody who may be at them instead."""
        mine = union(*(self._taken(task, start) for start in self.starts(task.id)))
        sessions = {one.id for one in self._timeline.links.sessions(task)}
        for other in self._timeline.occurrences:
            if other.id != task.id and person in other.attendees:
                for start in self.starts(other.id):
                    taken = self._taken(other, start)
                    if (other.id in sessions or intersect(taken, mine)) and self.there(other, person, start):
                        yield taken

    def _taken(self, task: Occurrence, start: int) -> Spans:
        """What an activity takes of anybody's time if it starts then."""
        if task.all_day:
            return union(self._timeline.clock.day(day) for day in task.lasting(self._timeline.clock.date(start)))
        return self._timeline.held(task, next(iter(self._timeline.people)), start)

    def _always(self, taken: Spans, other: str) -> bool:
        """Whether an activity meets some minutes whenever it starts."""
        task = self._tasks[other]
        return all(intersect(self._taken(task, start), taken) for start in self.starts(other))

    def misses(self, name: str) -> bool:
        """Whether an activity may be on none of the days of the certificate."""
        task, days = self._tasks[name], union(map(self._timeline.clock.day, self._days))
        if not self.starts(name):
            return not days or not set(task.days) <= set(self._days)
        return not all(intersect(self._taken(task, start), days) for start in self.starts(name))

    # -- heads --

    def heads(self) -> int:
        """How many heads there are: one a person if any two activities overlap, else as many as people's time holds."""
        names = dict.fromkeys(ask.occurrence for ask in self._claimed.asks)
        tasks = [self._tasks[name] for name in names]
        pairs = combinations(tasks, 2)
        if all(
            self._always(self._taken(one, start), other.id) for one, other in pairs for start in self.starts(one.id)
        ):
            return len(self._claimed.people)
        return sum(map(self._times, self._claimed.people))

    def at_once(self) -> bool:
        """Whether the rooms of any two activities would be taken at the same time, whenever they start."""
        taken = [
            [self._timeline.lasts(self._tasks[ask.occurrence], start) for start in self.starts(ask.occurrence)]
            for ask in self._claimed.asks
        ]
        return all(intersect(mine, yours) for one, other in combinations(taken, 2) for mine in one for yours in other)

    def rooms(self) -> set[str]:
        """The rooms that some activity could take: large enough, with all that it asks for, at its site, open."""
        found: set[str] = set()
        for task in (self._tasks[ask.occurrence] for ask in self._claimed.asks):
            asked, site = task.activity.room, task.activity.site
            for room in self._timeline.rooms.values() if asked else ():
                fits = asked and room.room.seats >= asked.seats and not {*asked.features} - {*room.room.features}
                if fits and (site is None or site == room.room.site):
                    lasts = [self._timeline.lasts(task, start) for start in self.starts(task.id)]
                    found |= {room.id} if any(not intersect(one, room.closed) for one in lasts) else set()
        return found

    def _times(self, person: str) -> int:
        """How often the shortest of the activities fits into the time at which somebody could be at any."""
        shortest = min(self._tasks[ask.occurrence].duration or 0 for ask in self._claimed.asks)
        free = union(
            self._taken(self._tasks[ask.occurrence], start)[0]
            for ask in self._claimed.asks
            for start in self.fills(ask, person)
        )
        return sum((end - start) // shortest for start, end in free) if shortest else 0

    # -- minutes --

    def minutes(self) -> int:
        """The open minutes of the people on the days of the certificate, less what they must attend at a given time."""
        return sum(total(subtract(self._open(who), union(*self._attended(who)))) for who in self._claimed.people)

    def _attended(self, person: str) -> Iterator[Spans]:
        for task, starts in self._bound(person):
            if len(starts) == 1 and not any(True for _ in self._excuses(task, person)):
                yield self._timeline.held(task, person, self.starts(task.id)[0])

    def _open(self, person: str) -> Spans:
        return union(*map(self._timeline.people[person].open, self._days))

    def must(self, ask: Ask) -> int:
        """The minutes that a head must give on the days of the certificate, whoever it is, whenever it starts."""
        task, least = self._tasks[ask.occurrence], list[int]()
        for person in self._claimed.people:
            mine = self._open(person)
            for start in self.fills(ask, person):
                works = self._works(ask, self._timeline.clock.date(start))
                given = sum(minutes for minutes, window in works if set(window) <= set(self._days))
                least.append(given + total(intersect(self._timeline.held(task, person, start), mine)))
        return min(least, default=0)
