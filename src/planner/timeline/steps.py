"""Steps become dated: when each falls due, on which days it may be done, and by whom, in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from planner.facts.activities import ASSIGNED, Step
from planner.facts.calendar import days_between
from planner.timeline.company import ONE_DAY
from planner.timeline.occurrence import Occurrence
from planner.timeline.spans import Span, intersect, total
from planner.timeline.timeline import Timeline


@dataclass(frozen=True)
class Due:
    """One step of an occurrence that begins on a day.

    Parameters
    ----------
    task, place, step
        The occurrence, and its step by place.
    due
        The day on which it falls due.
    days
        The days of the horizon on which it may be done, the last first.
    span
        The minutes inside which it may be done.
    """

    task: Occurrence
    place: int
    step: Step
    due: dt.date
    days: tuple[dt.date, ...]
    span: Span

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return self.step.minutes or 0

    def valid_until(self, day: dt.date) -> dt.date | None:
        """The last day on which it holds if it is done on a day: a month from 31 January ends with February."""
        step = self.step
        if step.valid_months is not None:
            return day + relativedelta(months=step.valid_months)
        return None if step.valid_days is None else day + step.valid_days * ONE_DAY


class Choice(NamedTuple):
    """One way to do a step: who, on which day, and how many better ways there are by the facts alone.

    `assigned` says that it is open to this person only if they fill a need of the activity. Nobody does a step that has
    no owner.
    """

    person: str | None
    day: dt.date
    place: int
    assigned: bool


def dues(timeline: Timeline, task: Occurrence, day: dt.date | None) -> Iterator[Due]:
    """The steps of an occurrence that begins on a day, or has no time at all, that fall due inside the horizon.

    Without a time, only what counts from the request falls due.
    """
    first, last = timeline.days[0], timeline.days[-1]
    for due in all_dues(timeline, task, day):
        if first <= due.due <= last:
            yield due


def all_dues(timeline: Timeline, task: Occurrence, day: dt.date | None) -> Iterator[Due]:
    """The same, whenever they fall due."""
    for place, step in enumerate(task.activity.steps or ()):
        if step.hours is not None or day is not None:
            with suppress(StopIteration, OverflowError):  # counted past all days there are
                yield _due(timeline, task, place, day)


def _due(timeline: Timeline, task: Occurrence, place: int, day: dt.date | None) -> Due:
    assert task.activity.steps is not None
    step, clock = task.activity.steps[place], timeline.clock
    asked = task.activity.requested
    begins, ends = timeline.days[0], clock.day(timeline.days[-1])[1]
    first = clock.day(begins)[0] if asked is None else max(clock.day(begins)[0], clock.minute(asked))
    if step.hours is not None:
        assert asked is not None
        ends = min(ends, clock.minute(asked) + 60 * step.hours)
        due = clock.date(clock.minute(asked) + 60 * step.hours - 1)
    else:
        assert step.days is not None
        assert day is not None
        own = task.lasting(day)
        due = timeline.company.shift(own[-1] if step.days > 0 else own[0], step.days, step.count or "working")
        if step.days > 0:
            first = max(first, clock.day(own[-1] + ONE_DAY)[0])
    window = days_between(max(earliest(timeline, due, step.within), clock.date(first)), min(due, timeline.days[-1]))
    return Due(task, place, step, due, window[::-1], (first, ends))


def earliest(timeline: Timeline, due: dt.date, within: int) -> dt.date:
    """The first of so many working days before a step falls due."""
    day = due
    ahead = timeline.company.working_days(due, -1)
    for _ in range(within):
        day = next(ahead, timeline.days[0])
        if day <= timeline.days[0]:
            break
    return day


def outside(timeline: Timeline, task: Occurrence) -> tuple[str, ...]:
    """The names of the steps that fall due outside the horizon, whenever the activity is."""
    first, last = timeline.days[0], timeline.days[-1]
    planned = {step.name: False for step in task.activity.steps or ()} if task.days else {}
    for day in task.days:
        for due in all_dues(timeline, task, day):
            planned[due.step.name] |= first <= due.due <= last
    return tuple(name for name, inside in planned.items() if not inside)


def doers(timeline: Timeline, due: Due) -> Iterator[tuple[str, bool]]:
    """Who may do a step, in turn; with it, whether that takes filling a need of the activity."""
    for group in groups(timeline, due):
        yield from group


def groups(timeline: Timeline, due: Due) -> Iterator[tuple[tuple[str, bool], ...]]:
    """The owner, then each deputy: the people that each stands for, less those who stand before."""
    told: set[str] = set()
    for one in due.step.doers:
        assigned = one == ASSIGNED
        people = [who for who in _people(timeline, due.task, one) if who not in told]
        if not assigned:
            told.update(people)
        yield tuple((who, assigned) for who in people)


def _people(timeline: Timeline, task: Occurrence, doer: str) -> Iterator[str]:
    """The people that a name stands for: a person, those who might be assigned, the holders of a role."""
    for person, who in timeline.people.items():
        roles = who.staff.roles
        if doer == ASSIGNED:
            there = any(
                need.role in roles and person not in need.exclude and (person in need.from_ or not need.from_)
                for need in task.needs
            )
        else:
            there = person == doer if doer in timeline.people else doer in roles
        if there:
            yield person


def able(timeline: Timeline, due: Due, person: str, day: dt.date) -> bool:
    """Whether somebody has the time for a step on a day, were there nothing else."""
    return total(intersect(timeline.people[person].open(day), (due.span,))) >= max(due.minutes, 1)


def choices(timeline: Timeline, due: Due) -> tuple[Choice, ...]:
    """Every way to do a step, the best first: by its owner as late as can be, else by the next deputy, and so on."""
    if due.step.owner is None:
        worked = [day for day in due.days if timeline.company.works(day)]
        return tuple(Choice(None, day, 0, assigned=False) for day in worked[:1])
    found: list[Choice] = []
    place = 0
    for group in groups(timeline, due):
        for day in due.days:
            here = [(who, assigned) for who, assigned in group if able(timeline, due, who, day)]
            found += [Choice(who, day, place, assigned) for who, assigned in here]
            place += bool(here)
    return tuple(found)


def backup(timeline: Timeline, due: Due, person: str, day: dt.date, assigned: tuple[str, ...]) -> str | None:
    """Who else could do a step on a day, the next in turn."""
    for who, only_if_assigned in doers(timeline, due):
        if who != person and (who in assigned or not only_if_assigned) and able(timeline, due, who, day):
            return who
    return None
