"""Certificates counted again by hand, from a second reading of raw facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import product

from laws.oracle import Dated, Oracle
from laws.wall import NOTHING, Minutes
from planner.plan.certificate import Ask, Certificate


class Recount:
    """Counts what a certificate speaks of.

    Parameters
    ----------
    oracle
        A second reading of the facts.
    certificate
        What is claimed.
    step
        Minutes of the grid on which times are chosen.
    """

    def __init__(self, oracle: Oracle, certificate: Certificate, step: int) -> None:
        self._oracle = oracle
        self._claimed = certificate
        self._step = step

    # -- people --

    def unaccounted(self) -> Iterator[str]:
        """Who holds a role that is asked for and is neither among the people nor away with a reason; or is both."""
        people, absent = set(self._claimed.people), {one.staff for one in self._claimed.absent}
        yield from self._rooms_unaccounted()
        yield from (f"{one} can come, and is away" for one in sorted(people) if one in absent)
        holders = {who for ask in self._claimed.asks for who in self._asked(ask)}
        yield from (f"{one} is not accounted for" for one in sorted(holders - people - absent))
        yield from (f"{one} is not asked" for one in sorted((people | absent) - holders - {None}, key=str))

    def _rooms_unaccounted(self) -> Iterator[str]:
        """Rooms, where these are counted, that neither can be had nor are told why not."""
        told = {one.subject.split("/")[1] for one in self._claimed.absent if one.subject.startswith("rooms/")}
        if self._claimed.kind == "rooms":
            rooms = {one.id for one in self._oracle.problem.rooms}
            yield from (f"{one} is not accounted for" for one in sorted(rooms - told - set(self._claimed.rooms)))
            yield from (f"{one} can be had, and is told off" for one in sorted(told & set(self._claimed.rooms)))

    def rooms(self) -> list[str]:
        """Every room that any of the activities could take."""
        tasks = [self._task(ask) for ask in self._claimed.asks]
        return sorted(
            {room for task in tasks for start in self._chosen(task) for room in self._oracle.rooms(task, start)}
        )

    def rooms_at_once(self) -> bool:
        """Whether any two activities would take their rooms at the same time, whenever they start."""
        tasks = [self._task(ask) for ask in self._claimed.asks]
        return all(
            self._oracle.lasts(one, start) & self._oracle.lasts(other, another)
            for one in tasks
            for other in tasks
            if one is not other
            for start in self._chosen(one)
            for another in self._chosen(other)
        )

    def _asked(self, ask: Ask) -> list[str]:
        """Everybody who holds a role that is asked for, or should attend."""
        if ask.room:
            return []
        if ask.need is None:
            return self._oracle.attendees(self._task(ask))
        return [who for who, staff in self._oracle.staff.items() if ask.role in staff.roles]

    def people(self) -> list[str]:
        """Everybody who could do something of what is asked for."""
        asked = self._claimed.asks
        able = {who for ask in asked for who in self._oracle.staff if any(True for _ in self.starts(ask, who))}
        counted = self._claimed.kind in ("nobody", "count")
        return sorted(who for who in able if not (counted and self._kept(who)))

    def starts(self, ask: Ask, person: str) -> Iterator[int]:
        """The starts at which a person could fill a need, were there nothing else."""
        task = self._task(ask)
        if ask.need is None:
            return
        need, staff = task.needs[ask.need], self._oracle.staff[person]
        if need.role not in staff.roles or person in need.exclude or (need.from_ and person not in need.from_):
            return
        for start in self._chosen(task):
            day = self._oracle.wall.date(start)
            skilled = all(self._skilled(task, person, skill, start) for skill in need.skills)
            if need.in_turn and self._outdone(task, ask.need, person, start):
                continue
            if skilled and start in self._oracle.starts(task, person, day) and self._prepares(ask, person, day):
                yield start

    def _outdone(self, task: Dated, place: int, person: str, start: int) -> bool:
        """Whether as many as are asked for come before somebody, are there, and can do nothing else there."""
        need, day = task.needs[place], self._oracle.wall.date(start)
        others = {one.role for i, one in enumerate(task.needs) if i != place}
        first = [one for one in need.from_[: need.from_.index(person)] if one not in need.exclude]
        roles = {one: set(self._oracle.staff[one].roles) for one in first}
        there = [one for one in first if start in self._oracle.starts(task, one, day)]
        bound = [one for one in there if need.role in roles[one] and not roles[one] & others]
        return len(bound) >= int(need.count)

    def _task(self, ask: Ask) -> Dated:
        return self._oracle.occurrences[ask.occurrence]

    def _chosen(self, task: Dated) -> list[int]:
        """The starts that an activity may choose from, as its pins leave them."""
        pins, wall = task.activity.pins, self._oracle.wall
        starts = self._oracle.choices(task, self._step)
        starts = [one for one in starts if pins.on is None or wall.date(one) == pins.on]
        return [one for one in starts if pins.at is None or one == wall.first(pins.at)]

    def _works(self, ask: Ask, day: dt.date) -> Iterator[tuple[int, list[dt.date]]]:
        """The minutes of work that whoever fills a need has to do, and the days for it."""
        task = self._task(ask)
        if ask.whole or task.activity.partial:
            for what in ("preparation", "follow_up"):
                work = getattr(task.activity, what)
                if work is not None:
                    yield work.minutes, self._oracle.window(task, work, what, day)

    def _prepares(self, ask: Ask, person: str, day: dt.date) -> bool:
        return all(
            minutes <= sum(len(self._oracle.open(person, one)) for one in days)
            for minutes, days in self._works(ask, day)
        )

    def _skilled(self, task: Dated, person: str, skill: str, start: int) -> bool:
        own = [one for one in self._oracle.staff[person].skills if one.name == skill]
        days = task.lasting(self._oracle.wall.date(start))
        if all(any((one.from_ or day) <= day <= (one.to or day) for one in own) for day in days):
            return True
        return any(
            skill in (training.activity.grants or ())
            and person in self._oracle.attendees(training)
            and any(self._oracle.end(training, begun) <= start for begun in self._there(training, person))
            for training in self._oracle.occurrences.values()
        )

    # -- what must be attended --

    def _kept(self, person: str) -> bool:
        """Whether an activity of the certificate keeps somebody from all that is asked for, or what excuses them."""
        asked = {ask.occurrence: self._task(ask) for ask in self._claimed.asks}
        wanted = [self._taken(task, start) for task in asked.values() for start in self._chosen(task)]
        return any(
            all(minutes & taken for minutes in wanted for taken in (*ways, *excuses))
            for task, ways, excuses in self._bound(person)
            if task.id not in asked
        )

    def _bound(self, person: str) -> Iterator[tuple[Dated, list[Minutes], list[Minutes]]]:
        """What somebody must attend, whenever it is: the minutes of each start, and those of what may excuse them."""
        for name in self._claimed.activities:
            task = self._oracle.occurrences[name]
            if person in self._oracle.attendees(task) and set(self._chosen(task)) == set(self._there(task, person)):
                ways = [self._taken(task, start) for start in self._chosen(task)]
                mine = NOTHING.union(*ways)
                others = [one for one in self._oracle.occurrences.values() if one is not task]
                attended = [one for one in others if person in self._oracle.attendees(one)]
                taken = [self._taken(one, start) for one in attended for start in self._there(one, person)]
                yield task, ways, [one for one in taken if one & mine]

    def _there(self, task: Dated, person: str) -> list[int]:
        """The starts at which somebody could be there."""
        starts = self._chosen(task)
        return [one for one in starts if one in self._oracle.starts(task, person, self._oracle.wall.date(one))]

    def _share(self, task: Dated, other: Dated) -> bool:
        """Whether two activities share a minute whenever they are."""
        pairs = product(self._chosen(task), self._chosen(other))
        return all(self._taken(task, one) & self._taken(other, another) for one, another in pairs)

    def _taken(self, task: Dated, start: int) -> Minutes:
        """The minutes that an activity lasts; whole days from midnight to midnight."""
        if task.activity.duration is not None:
            return self._oracle.held(task, "", start)
        return NOTHING.union(*map(self._oracle.wall.day, task.lasting(self._oracle.wall.date(start))))

    # -- heads --

    def heads(self) -> int:
        """How many heads there can be at most."""
        tasks = {ask.occurrence: self._task(ask) for ask in self._claimed.asks}.values()
        if all(self._share(one, other) for one in tasks for other in tasks if one is not other):
            return len(self.people())
        return sum(map(self._times, self.people()))

    def _times(self, person: str) -> int:
        """How often the shortest activity fits into the time at which a person could take a head of any."""
        shortest = min(self._task(ask).activity.duration or 0 for ask in self._claimed.asks)
        free = NOTHING.union(
            *(
                self._oracle.held(self._task(ask), person, start)
                for ask in self._claimed.asks
                for start in self.starts(ask, person)
            )
        )
        times = row = 0
        for minute in sorted(free):
            row = row + 1 if minute - 1 in free else 1
            times += row % shortest == 0
        return times

    # -- minutes --

    def minutes(self) -> int:
        """How many minutes people have on these days, less what they must attend at a given time."""
        return sum(len(self._open(who) - NOTHING.union(*self._attended(who))) for who in self._claimed.people)

    def _open(self, person: str) -> Minutes:
        days = [day for day in self._oracle.days if self._claimed.from_ <= day <= self._claimed.to]
        return NOTHING.union(*(self._oracle.open(person, day) for day in days))

    def _attended(self, person: str) -> Iterator[Minutes]:
        for task, ways, excuses in self._bound(person):
            if len(ways) == 1 and not excuses:
                yield self._oracle.held(task, person, self._chosen(task)[0])

    def asked(self, ask: Ask) -> int:
        """The minutes that those who fill a need must give on these days at least, whoever they are."""
        days = {day for day in self._oracle.days if self._claimed.from_ <= day <= self._claimed.to}
        given = []
        for person in self._claimed.people:
            for start in self.starts(ask, person):
                day = self._oracle.wall.date(start)
                work = sum(minutes for minutes, window in self._works(ask, day) if days.issuperset(window))
                given.append(work + len(self._oracle.held(self._task(ask), person, start) & self._open(person)))
        return ask.heads * min(given, default=0)
