"""A solution becomes a plan: who is where, when, and the work around it in real gaps."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from planner.compile.draft import Draft
from planner.compile.workload import Backlog
from planner.plan.booking import Booking, Filled, Missed, Work, WorkKind
from planner.plan.step import PlanStep
from planner.rules.steps import key_of, planned
from planner.solving.booked import booked
from planner.solving.solvers.outcome import value_of
from planner.timeline.causes import missing_text
from planner.timeline.occurrence import Occurrence
from planner.timeline.spans import Spans, subtract, union
from planner.timeline.steps import dues

Sitting = tuple[str, str, WorkKind, int, int]  # task, person, what, start, end


class Reading:
    """Reads bookings out of a solution.

    Parameters
    ----------
    draft
        The draft that was solved.
    values
        The values of all its variables.
    """

    def __init__(self, draft: Draft, values: Sequence[int]) -> None:
        self._draft = draft
        self._timeline = draft.timeline
        self._values = values

    def bookings(self) -> tuple[Booking, ...]:
        """Every occurrence, held or not, in the order of time; those without a time come last."""
        work = self._sittings()
        found = [self._booking(task, work[task.id]) for task in self._timeline.occurrences]
        return tuple(sorted(found, key=in_order))

    def steps(self) -> tuple[PlanStep, ...]:
        """Every step that falls due, in the order of time, done or missed."""
        found = [step for task in self._timeline.occurrences for step in self._steps(task)]
        return tuple(sorted(found, key=lambda one: (one.day or one.due, one.occurrence, one.due, one.name)))

    def _steps(self, task: Occurrence) -> Iterator[PlanStep]:
        start = self._start(task)
        day = None if start is None else self._timeline.clock.date(start)
        filling = [one for i in range(len(task.needs)) for one in self._filling(task, i)] if day else []
        for due in dues(self._timeline, task, day):
            asked = self._draft.duties.asked(key_of(due, day))
            if asked is not None:
                done = next(((way.person, way.day) for way, literal in asked.ways if self._true(literal)), None)
                yield planned(self._timeline, due, done, tuple(filling))

    def _true(self, literal: object) -> bool:
        return bool(value_of(literal, self._values))

    def _start(self, task: Occurrence) -> int | None:
        """When a task is held, if it is."""
        when = self._draft.when
        return when.chosen(task, self._values) if when.possible(task) and self._true(when.held(task)) else None

    def _filling(self, task: Occurrence, need: int) -> tuple[str, ...]:
        """Who fills a need of a task that is held."""
        who = self._draft.who
        return tuple(one for one in who.fillers(task, need) if self._true(who.fills(task, need, one)))

    def _booking(self, task: Occurrence, sittings: list[Sitting]) -> Booking:
        start = self._start(task)
        held = start is not None
        declined = task.optional and not held
        local = self._timeline.clock.local
        needs = tuple(self._filled(task, i, held=held, declined=declined) for i in range(len(task.needs)))
        asked = (*task.attendees, *task.joiners) if held else ()
        attendees = tuple(one for one in asked if self._sits(task, one))
        there = {*attendees, *(who for need in needs for who in need.staff)}
        room = next((one for one in task.rooms if held and self._true(self._draft.rooms.takes(task, one))), None)
        roomless = held and task.asks_room and room is None
        standby: dict[str, tuple[str, ...]] = {}
        for need in needs:
            if need.standby:
                standby[need.role] = standby.get(need.role, ()) + need.standby
        return booked(
            self._timeline,
            task,
            start,
            needs,
            attendees=attendees,
            away=() if declined else tuple(self._away(task, start, there)),
            standby=standby,
            room=room,
            room_missing=roomless,
            complete=held
            and not roomless
            and not any(need.missing for need in needs)
            and self._attended(task, needs, attendees),
            declined=declined,
            work=tuple(
                Work(staff=who, what=what, start=local(begin), end=local(end)) for _, who, what, begin, end in sittings
            ),
        )

    def _attended(self, task: Occurrence, needs: tuple[Filled, ...], attendees: tuple[str, ...]) -> bool:
        """Whether somebody is there: who fills a need, or attends it or another session of it."""
        others = (one for one in self._timeline.links.sessions(task) if self._draft.when.possible(one))
        return bool(needs or attendees) or any(self._sits(one, person) for one in others for person in one.attendees)

    def _sits(self, task: Occurrence, person: str) -> bool:
        return self._true(self._draft.who.attends(task, person))

    def _filled(self, task: Occurrence, need: int, *, held: bool, declined: bool) -> Filled:
        """Who fills a need, and who stands by for it."""
        asked, standing_by = task.needs[need], self._draft.standing_by
        staff, able = (self._filling(task, need), standing_by.able(task, need)) if held else ((), ())
        return Filled(
            role=asked.role,
            skills=asked.skills,
            staff=staff,
            missing=0 if declined else asked.count - len(staff),
            standby=tuple(one for one in able if self._true(standing_by.stands(task, need, one))),
        )

    def _away(self, task: Occurrence, start: int | None, there: set[str]) -> Iterator[Missed]:
        for person in task.attendees:
            if person in there or not task.days:
                continue
            if any(self._sits(one, person) for one in self._timeline.links.sessions(task)):
                continue
            day = task.days[0] if start is None else self._timeline.clock.date(start)
            if not self._timeline.people[person].employed(day):
                continue
            yield Missed(staff=person, text=missing_text(self._timeline, task, person, day, start))

    def _sittings(self) -> dict[str, list[Sitting]]:
        """By task, its work in the gaps that bookings leave on the days chosen for it."""
        found: dict[str, list[Sitting]] = defaultdict(list)
        for person in self._timeline.people:
            due: dict[dt.date, list[tuple[str, WorkKind, int]]] = defaultdict(list)
            for backlog in self._draft.workload.backlogs.get(person, {}).values():
                for day, task, minutes in self._dated(backlog):
                    due[day].append((task, backlog.what, minutes))
            if not due:
                continue
            busy = self._held(person)
            for day, portions in due.items():
                gaps = subtract(self._timeline.people[person].open(day), busy)
                for sitting in laid_into(gaps, portions, person):
                    found[sitting[0]].append(sitting)
        for sittings in found.values():
            sittings.sort(key=lambda one: (one[3], one[1]))
        return found

    def _held(self, person: str) -> Spans:
        spans = [
            span
            for task in self._draft.holding.tasks(person)
            if self._true(self._draft.who.on(task, person))
            for span in self._timeline.held(task, person, self._draft.when.chosen(task, self._values))
        ]
        return union(spans)

    def _dated(self, backlog: Backlog) -> Iterator[tuple[dt.date, str, int]]:
        """The work that is really asked for, day by day, in the order in which it falls due."""
        items = sorted(
            (one for one in backlog.items if self._true(one.literal)), key=lambda one: (one.window, one.task)
        )
        queue = [(item.task, item.minutes) for item in items]
        yesterday = 0
        for day in self._timeline.working_between(items[0].window[0], items[-1].window[-1]) if items else ():
            released = sum(item.minutes for item in items if item.window[0] == day)
            left = value_of(backlog.left[day], self._values) if day in backlog.left else 0
            doing = yesterday + released - left
            yesterday = left
            while doing > 0:
                task, minutes = queue.pop(0)
                portion = min(doing, minutes)
                yield day, task, portion
                doing -= portion
                if portion < minutes:
                    queue.insert(0, (task, minutes - portion))


def in_order(booking: Booking) -> tuple[bool, float, str]:
    """The order of time; what has none comes last."""
    return booking.start is None, booking.start.timestamp() if booking.start else 0.0, booking.occurrence


def laid_into(gaps: Spans, portions: list[tuple[str, WorkKind, int]], person: str) -> Iterator[Sitting]:
    """Lay portions of work into the gaps of a day, one after the other, cut where a gap ends.

    Parameters
    ----------
    gaps
        The minutes that are free.
    portions
        Each with its task, what it is, and how many minutes; there is room for all of them.
    person
        Whose work it is.
    """
    free = list(gaps)
    for task, what, minutes in portions:
        while minutes:
            start, end = free.pop(0)
            portion = min(minutes, end - start)
            yield task, person, what, start, start + portion
            minutes -= portion
            if start + portion < end:
                free.insert(0, (start + portion, end))
