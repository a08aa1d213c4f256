"""Solving with most of a plan held still: what is not set free keeps its time and its people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from planner.checking import judge
from planner.compile.draft import Draft
from planner.compile.logic import Term, extreme
from planner.facts.when import Pins
from planner.plan.booking import Booking
from planner.plan.plan import Plan, Status
from planner.problem import Problem
from planner.rules.base import Reach
from planner.solving.ladder import Ladder
from planner.solving.reading import Reading
from planner.solving.search import Budget
from planner.solving.settings import Settings
from planner.timeline.clock import of_minute
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

NEAR = {Reach.MOMENT: 1, Reach.DAY: 1, Reach.WEEK: 7}
"""Days around what is set free that a rule of some reach can tie to it; a rule that reaches farther ties everything."""


class Resettled(NamedTuple):
    """A plan in which some bookings were made anew, and the ids of those that changed: in time or in people."""

    bookings: tuple[Booking, ...]
    changed: tuple[str, ...]

    @property
    def open_heads(self) -> int:
        """How many people are missing in all; an activity with no time misses all of them."""
        return sum(open_heads(one) for one in self.bookings)


def open_heads(booking: Booking) -> int:
    """How many people a booking lacks; 1 if nobody attends what only asks for attendees; 1 more for its room."""
    if booking.declined:
        return 0
    unattended = not booking.complete and not booking.attendees
    people = sum(need.missing for need in booking.needs) if booking.needs else int(unattended)
    return people + booking.room_missing


def keeps_all(problem: Problem, timeline: Timeline, bookings: tuple[Booking, ...]) -> bool:
    """Whether the checker finds nothing in some bookings that must not be; what is paid for is not looked at."""
    strict = problem.model_copy(update={"rules": tuple(rule for rule in problem.rules if rule.goal is None)})
    plan = Plan(problem=problem.name, status=Status.FEASIBLE, held=bookings)
    verdict = judge(strict, plan, timeline.only(timeline.occurrences))
    return not any(one.rule != "shortages" for one in verdict.violations)


def neighbours(timeline: Timeline, names: Collection[str]) -> tuple[str, ...]:
    """The activities that share candidates or rooms with some others, on their days or in the days of their work.

    With them come those that are held before or after by order.
    """
    tasks = [timeline.occurrence(one) for one in names]
    linked = {one for task in tasks for one in timeline.linked(task)}
    people = {person for task in tasks for person in task.candidates}
    rooms = {room for task in tasks for room in task.rooms}
    days = [day for task in tasks for day in (*task.days, *task.run)]
    if not days:
        return ()
    within = [one.within for task in tasks for one in (task.activity.preparation, task.activity.follow_up) if one]
    margin = dt.timedelta(2 * max(within, default=1))
    first, last = min(days) - margin, max(days) + margin
    return tuple(
        task.id
        for task in timeline.occurrences
        if task.id not in names
        and (
            task.id in linked
            or (
                (people & set(task.candidates) or rooms & set(task.rooms))
                and any(first <= day <= last for day in (*task.days, *task.run))
            )
        )
    )


class Still:
    """A plan that is held still but for some activities.

    Coverage comes first, as ever: value, then open heads. Among equals as few people as possible move.

    Parameters
    ----------
    problem, timeline
        The facts and rules, possibly changed since the plan was made, and the facts on the time line.
    bookings
        The plan's bookings. An occurrence that it does not know is free.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(
        self,
        problem: Problem,
        timeline: Timeline,
        bookings: Collection[Booking],
        settings: Settings,
        budget: Budget,
    ) -> None:
        self._rules = tuple(rule for rule in problem.all_rules if rule.goal is None)
        self._timeline = timeline
        self._settings = settings
        self._budget = budget
        known = {task.id for task in timeline.occurrences}
        self._bookings = {one.occurrence: one for one in bookings if one.occurrence in known}

    def resettled(self, free: Collection[str]) -> Resettled | None:
        """The best plan in which only these activities change; `None` if what is still cannot stay, or time is up."""
        free = {*free, *(task.id for task in self._timeline.occurrences if task.id not in self._bookings)}
        wholes = {self._timeline.occurrence(name).whole_id for name in free}  # shifts are left out together
        free |= {task.id for task in self._timeline.occurrences if task.optional and task.whole_id in wholes}
        tasks = tuple(self._near(free))
        part = self._timeline.only(tuple(task if task.id in free else self._pinned(task) for task in tasks))
        draft = Draft(part, self._settings.step).build(self._rules)
        for task in draft.tasks:
            if task.id not in free:  # what is held still gains nobody either: help goes where it is asked for
                if self._bookings[task.id].declined:
                    draft.logic.clause([draft.logic.negated(draft.when.held(task))])
                for i, need in enumerate(self._bookings[task.id].needs):
                    if need.missing:
                        draft.model.add(draft.who.missing(task, i) >= need.missing)
                self._keep_room(draft, task)
        moved = [term for task in draft.tasks if task.id in free for term in self._moves(draft, task)]
        taste = draft.taste()
        first = extreme(taste, highest=True) + 1  # to move fewer counts more than any taste
        weighed = [(first * factor, one) for factor, one in moved]
        climbed = Ladder(draft, self._settings, self._budget, taste=[*weighed, *taste]).climb()
        if not climbed.values:
            return None
        anew = {one.occurrence: one for one in Reading(draft, climbed.values).bookings()}
        kept = {name: one for name, one in self._bookings.items() if name not in anew}
        changed = tuple(sorted(name for name in free if self._differs(anew[name])))
        merged = [*kept.values(), *anew.values()]
        return Resettled(tuple(sorted(merged, key=lambda one: one.occurrence)), changed)

    def _near(self, free: Collection[str]) -> Iterator[Occurrence]:
        """What is set free, and everything that a rule could tie to it."""
        if any(rule.reach not in NEAR for rule in self._rules if rule.rule != "qualification"):
            yield from self._timeline.occurrences
            return
        margin = dt.timedelta(2 * max(NEAR.get(rule.reach, 0) for rule in self._rules))
        days = [day for name in free for day in self._days(self._timeline.occurrence(name))]
        linked = {other for name in free for other in self._timeline.linked(self._timeline.occurrence(name))}
        skills = {skill for name in free for need in self._timeline.occurrence(name).needs for skill in need.skills}
        for task in self._timeline.occurrences:
            near = any(min(days) - margin <= day <= max(days) + margin for day in self._days(task)) if days else False
            if task.id in free or near or task.id in linked or skills & set(task.activity.grants or ()):
                yield task

    @staticmethod
    def _days(task: Occurrence) -> tuple[dt.date, ...]:
        return (*task.days, *task.run)

    def _pinned(self, task: Occurrence) -> Occurrence:
        """An activity that is held as it was."""
        booking = self._bookings[task.id]
        if booking.start is None:
            return task
        staff = {role: people for role, people in booking.staff.items() if people}
        if task.all_day or task.run:
            pins = Pins(on=self._timeline.clock.date(of_minute(booking.start)), staff=staff)
        else:
            pins = Pins(at=booking.start.replace(tzinfo=None), staff=staff)
        return replace(task, activity=task.activity.model_copy(update={"pins": pins}))

    def _keep_room(self, draft: Draft, task: Occurrence) -> None:
        """What is held still stays in its room, and gains none."""
        room = self._bookings[task.id].room
        kept = draft.rooms.housed(task) if room is None else draft.logic.negated(draft.rooms.takes(task, room))
        if task.asks_room:
            draft.logic.clause([draft.logic.negated(kept)])

    def _moves(self, draft: Draft, task: Occurrence) -> Iterator[Term]:
        """What it takes to move an activity: one for its time, one for its room, one for each person who goes."""
        booking = self._bookings.get(task.id)
        if booking is None or booking.start is None:
            return
        yield 1, draft.logic.negated(draft.when.begins(task, [of_minute(booking.start)]))
        if booking.room is not None:
            yield 1, draft.logic.negated(draft.rooms.takes(task, booking.room))
        for i, need in enumerate(booking.needs):
            for person in need.staff:
                yield 1, draft.logic.negated(draft.who.fills(task, i, person))

    def _differs(self, booking: Booking) -> bool:
        before = self._bookings.get(booking.occurrence)
        if before is None:
            return True
        return (before.start, before.staff, before.room) != (booking.start, booking.staff, booking.room)
