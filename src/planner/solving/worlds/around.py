"""Some activities and all that rules could tie to them: a small world, however large the plan is.

Every rule that we can vouch for speaks of one person or one room at a time, or of what the facts tie together. So
whoever cannot be at any of these activities is left out; what the others hold near them is held still; what they hold
farther off takes the time that it takes, which matters only where work could be laid. Where rules or facts speak of
several people at once, the small world is the whole one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from planner.facts.activities import Need
from planner.facts.when import Pins
from planner.rules.base import Reach, Requirement
from planner.rules.registry import personal
from planner.rules.work_time import works
from planner.solving.worlds.held import Held, days_of
from planner.timeline.occurrence import Occurrence
from planner.timeline.rooms import RoomTime
from planner.timeline.spans import Span, Spans, union
from planner.timeline.timeline import Timeline

NEAR = {Reach.MOMENT: 1, Reach.DAY: 2, Reach.WEEK: 9}
"""Days around an activity in which a rule of some reach can tie others to it; one that reaches farther ties all."""
SELF_SAID = {"work_time", "qualification"}
"""Rules whose reach the facts tell: the days of the work, and whatever grants a skill."""
DAY = dt.timedelta(1)


class Unsettled(NamedTuple):
    """What is to be settled anew, among facts that may have changed since the plan was made.

    Parameters
    ----------
    timeline
        The facts now; they need not know what did not asked.
    free
        The activities that may move.
    renewed
        What stays, and has other facts of its own than before.
    gone
        What is there no more.
    rules
        The rules that must hold, if they are not those that the plan was made by.
    """

    timeline: Timeline
    free: frozenset[str]
    renewed: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    rules: tuple[Requirement, ...] | None = None


class Around(NamedTuple):
    """A small world.

    Parameters
    ----------
    timeline
        The activities and the people that matter.
    loose
        Activities that had no time and can have one now: they get one, and nobody.
    pinned
        Activities that keep their time and whoever is there as a whole, and gain nobody.
    taken
        By person, the minutes of their time that what is left out takes.
    """

    timeline: Timeline
    loose: tuple[str, ...]
    pinned: frozenset[str]
    taken: dict[str, Spans]

    def under(self, asked: Unsettled) -> Around:
        """The same under facts that leave less free."""
        tasks = tuple(
            found if one.id in asked.free and (found := asked.timeline.find(one.id)) else one
            for one in self.timeline.occurrences
        )
        people = {one: asked.timeline.people[one].without(taken) for one, taken in self.taken.items()}
        return self._replace(timeline=asked.timeline.only(tasks, people, self.timeline.rooms))


class Laying:
    """Lays out what is around changes to one plan.

    Parameters
    ----------
    rules
        The rules that must hold.
    held
        The plan.

    Attributes
    ----------
    vouched
        Whether no rule or fact ties what is left out of a small world to what is in it.
    near
        Whether, besides, nothing is tied to what is some days off.
    """

    def __init__(self, rules: Sequence[Requirement], held: Held) -> None:
        self._held = held
        self.vouched = all(map(personal, rules)) and not any(map(_entwines, held.timeline.occurrences))
        reaches = {rule.reach for rule in rules if rule.rule not in SELF_SAID}
        near = self.vouched and reaches <= NEAR.keys()
        self._margin = max(map(NEAR.__getitem__, reaches), default=0) if near else None
        far = (one for one in held.timeline.occurrences if one.activity.grants or one.activity.sessions)
        self.near = near and not any(far)
        self._granting = [one for one in held.timeline.occurrences if one.activity.grants and held.placed(one.id)]

    def around(self, asked: Unsettled) -> Around:
        """Everything that could be tied to what is free."""
        altered = self._held.altered(asked.timeline)
        loose = tuple(self._loose(asked, altered))
        own = {*asked.free, *loose}
        mine = [self._task(asked, name) for name in (*own, *asked.renewed)]
        gone = [self._held.timeline.occurrence(name) for name in asked.gone]
        linked = {name for task in (*mine, *gone) for name in self._linked(asked, task)} - own - asked.gone
        there = {one for name in linked for one in self._there(asked, name)}
        people = sorted({*altered, *there, *(one for task in (*mine, *gone) for one in task.everybody)})
        if not self.vouched:
            people = sorted(asked.timeline.people)
        near = {*asked.renewed, *linked, *self._near(asked, [*mine, *gone], people)}
        near |= {name for one, days in altered.items() for name in self._expecting(asked, one, days)}
        near |= self._teaching([*mine, *map(self._held.timeline.occurrence, near)]) | self._taught([*mine, *gone])
        near |= {one for name in near for one in self._sessions(asked, name)}
        near -= own | asked.gone
        taken = dict(self._taken(asked, mine, near, people))
        kept = {name: self._kept(self._task(asked, name), set(people), tied=name in linked) for name in near}
        held = [one for one in kept.values() if one is not None]
        tasks = [*(one for one in mine if one.id in own), *held]
        laid = {one: asked.timeline.people[one].without(taken[one]) for one in people}
        rooms = dict(self._rooms(asked, mine, {one.id for one in tasks}))
        part = asked.timeline.only(tuple(sorted(tasks, key=lambda one: one.id)), laid, rooms)
        pinned = frozenset(one.id for one in held if not self.vouched or self._deserted(one.id))
        return Around(part, loose, pinned, taken)

    def _task(self, asked: Unsettled, name: str) -> Occurrence:
        return asked.timeline.find(name) or self._held.timeline.occurrence(name)

    def _linked(self, asked: Unsettled, task: Occurrence) -> Iterator[str]:
        """What is held and tied to an activity by order, or as another session of it."""
        links = asked.timeline.links.linked(task) | self._held.timeline.links.linked(task)
        return filter(self._held.placed, links)

    def _deserted(self, name: str) -> bool:
        """Whether something is held, and nobody is there."""
        return not self._held.bookings[name].people

    def _there(self, asked: Unsettled, name: str) -> Collection[str]:
        """Who is at something that is held; those who could be, if nobody is: its time matters all the same."""
        return self._task(asked, name).everybody if self._deserted(name) else self._held.bookings[name].people

    def _sessions(self, asked: Unsettled, name: str) -> Iterator[str]:
        """The other sessions of what is held: who goes to one of them goes to no other."""
        others = self._held.timeline.links.sessions(self._task(asked, name))
        return (one.id for one in others if self._held.placed(one.id))

    def _loose(self, asked: Unsettled, altered: Mapping[str, set[dt.date]]) -> Iterator[str]:
        """What had no time, and somebody whose time is another one can be there now."""
        for name in self._held.unplaced:
            if name in asked.free or name in asked.gone:
                continue
            task = self._task(asked, name)
            if not altered.keys().isdisjoint(task.candidates) and asked.timeline.possible(task):
                yield name

    def _expecting(self, asked: Unsettled, person: str, days: set[dt.date]) -> Iterator[str]:
        """What somebody is at, or should attend, on some days."""
        anew = (one.id for one in asked.timeline.occurrences if self._held.placed(one.id) and person in one.attendees)
        for name in {*self._held.of(person), *anew}:
            if not days.isdisjoint(self._held.days(name)):
                yield name

    def _near(self, asked: Unsettled, tasks: Sequence[Occurrence], people: Collection[str]) -> Iterator[str]:
        """What is held of some people on days that are near enough to some activities, or whose work is."""
        days = {day for task in tasks for day in days_of(task)}
        days |= {day for task in tasks if self._held.placed(task.id) for day in self._held.days(task.id)}
        touched = days | {day for task in tasks for day in self._work_days(asked, task)}
        margin = range(-(self._margin or 0), (self._margin or 0) + 1)
        near = {day + n * DAY for day in days for n in margin}
        for name in {name for person in people for name in self._held.of(person)}:
            tied = self._margin is None or not near.isdisjoint(self._held.days(name))
            if tied or not touched.isdisjoint(self._held.work_days(name)):
                yield name

    @staticmethod
    def _work_days(asked: Unsettled, task: Occurrence) -> Iterator[dt.date]:
        for what, work in works(task.activity):
            for day in task.days:
                yield from asked.timeline.work_days(task, work, what, day)

    def _teaching(self, tasks: Sequence[Occurrence]) -> set[str]:
        """Whatever grants what is asked for, and what that asks for."""
        found: set[str] = set()
        skills = _asked(tasks)
        while True:
            more = [one for one in self._granting if one.id not in found and skills & set(one.activity.grants or ())]
            if not more:
                return found
            found |= {one.id for one in more}
            skills |= _asked(more)

    def _taught(self, tasks: Sequence[Occurrence]) -> set[str]:
        """What asks for a skill that some activities grant."""
        granted = {skill for task in tasks for skill in task.activity.grants or ()}
        placed = (one for one in self._held.timeline.occurrences if self._held.placed(one.id))
        return {one.id for one in placed if granted & _asked([one])} if granted else set()

    def _taken(
        self, asked: Unsettled, mine: Sequence[Occurrence], near: Collection[str], people: Collection[str]
    ) -> Iterator[tuple[str, Spans]]:
        """By person, the minutes that anything else takes on the days on which work could be laid."""
        days = {day for task in mine for day in self._work_days(asked, task)}
        days |= {day for name in near for day in self._held.work_days(name)}
        clock = self._held.timeline.clock
        first, last = (clock.day(min(days))[0], clock.day(max(days))[1]) if days else (0, 0)
        inside = {*asked.free, *asked.gone, *near}
        for person in people:
            found: list[Span] = []
            for name in self._held.of(person) if days else ():
                if name not in inside:
                    found += (one for one in self._held.spans(name, person) if one[0] < last and first < one[1])
            yield person, union(found)

    def _rooms(
        self, asked: Unsettled, mine: Sequence[Occurrence], inside: Collection[str]
    ) -> Iterator[tuple[str, RoomTime]]:
        """The rooms that could be taken, less the minutes that what is left out takes of them."""
        timeline = self._held.timeline
        for room in {room for task in mine for room in task.rooms}:
            others = [name for name in self._held.inside(room) if name not in inside and name not in asked.gone]
            spans = (timeline.lasts(timeline.occurrence(name), self._held.start(name)) for name in others)
            yield room, asked.timeline.rooms[room].without(union(*spans))

    def _kept(self, task: Occurrence, people: set[str], *, tied: bool) -> Occurrence | None:
        """An activity as it is held, as far as it concerns some people; `None` if nothing ties it to anything."""
        booking, start = self._held.bookings[task.id], self._held.start(task.id)
        if not self.vouched or (tied and self._deserted(task.id)):
            return self._as_it_is(task, booking.staff, self._held.timeline.clock.local(start))
        filled = zip(task.needs, booking.needs, strict=True)
        there = [(need, tuple(who for who in one.staff if who in people)) for need, one in filled]
        needs = tuple(_exactly(need, staff) for need, staff in there if staff)
        attendees = tuple(who for who in task.attendees if who in people)
        if not needs and not attendees:
            return None
        clock, day = self._held.timeline.clock, self._held.timeline.clock.date(start)
        on_time = day in task.days and task.given.get(day, start) == start
        facts: dict[str, Any] = {"needs": needs, "pins": _pins(needs, clock.local(start)), "required": None}
        if on_time:  # the time is given; who attends may all be away of these people
            facts["pins"] = _pins(needs)
        if booking.room is None:
            facts["room"] = None  # it gains none
        if not self._held.serving(task.id):
            facts |= {"preparation": None, "follow_up": None}
        candidates = tuple(sorted({*attendees, *(who for need in needs for who in need.from_)}))
        activity = task.activity.model_copy(update=facts)
        rooms = (booking.room,) if booking.room else ()
        kept = replace(task, activity=activity, candidates=candidates, attendees=attendees, rooms=rooms)
        if task.run or not on_time:
            return kept
        if task.all_day:
            return replace(kept, days=(day,))
        return replace(kept, days=(day,), windows={day: task.windows[day]}, given={day: start})

    @staticmethod
    def _as_it_is(task: Occurrence, staff: Mapping[str, tuple[str, ...]], start: dt.datetime) -> Occurrence:
        """An activity with everything it asks for, and with its time and whoever is there pinned."""
        there = {role: people for role, people in staff.items() if people}
        if task.all_day or task.run:
            pins = Pins(on=start.date(), staff=there)
        else:
            pins = Pins(at=start.replace(tzinfo=None), staff=there)
        return replace(task, activity=task.activity.model_copy(update={"pins": pins}))


def _entwines(task: Occurrence) -> bool:
    """Whether an activity ties people to each other who need not be there: by stand-bys, deputies, steps, shifts."""
    needs = any(need.standby or need.in_turn for need in task.needs)
    return needs or task.shift or bool(task.joiners) or bool(task.activity.steps)


def _asked(tasks: Sequence[Occurrence]) -> set[str]:
    return {skill for task in tasks for need in task.needs for skill in need.skills}


def _exactly(need: Need, staff: tuple[str, ...]) -> Need:
    """A need that these people fill, and nobody else."""
    return need.model_copy(update={"count": len(staff), "from_": staff, "prefer": (), "exclude": ()})


def _pins(needs: Sequence[Need], at: dt.datetime | None = None) -> Pins:
    """Everybody who is there, and the minute."""
    staff = {need.role: tuple(who for one in needs if one.role == need.role for who in one.from_) for need in needs}
    return Pins(at=at and at.replace(tzinfo=None), staff=staff)
