"""A plan line by line, as a reader is told it: the same for a terminal and for a notebook."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from planner.checking import names_of
from planner.explain.blockers import hours
from planner.plan.booking import Booking, Work
from planner.plan.plan import Plan
from planner.plan.shortage import Reason, Shortage
from planner.problem import Problem
from planner.report.words import days_told, heads, listed, shortened, tidy
from planner.rules.base import Names
from planner.rules.work_time import TOLD
from planner.timeline.causes import day_text
from planner.timeline.timeline import Timeline

FEW = 6  # so many names are read in full; more are called by what they have in common
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One booking as a reader is told it. `day` and `time` are missing where no time is possible."""

    occurrence: str
    day: dt.date | None
    time: str
    title: str
    kind: str
    people: str
    lacks: str
    notes: tuple[str, ...]
    complete: bool

    @property
    def month(self) -> str:
        """The month it is told under."""
        return f"{self.day:%B %Y}" if self.day else "Without a day"

    @property
    def date(self) -> str:
        """The day inside its month."""
        return f"{self.day:%a} {self.day.day:2}" if self.day else ""

    @property
    def state(self) -> str:
        """Whether it is held as asked, in a word."""
        return "ok" if self.complete else "SHORT"


class Reader:
    """Reads a plan to somebody, with names if the problem is known and with ids if not.

    Parameters
    ----------
    plan
        Any plan with bookings.
    problem
        Its problem.
    """

    def __init__(self, plan: Plan, problem: Problem | None = None) -> None:
        self._plan = plan
        self._timeline = None if problem is None else Timeline(problem)
        self._zone = None if problem is None else ZoneInfo(problem.timezone)
        self._tasks = {} if self._timeline is None else {task.id: task for task in self._timeline.occurrences}
        titles = {one.activity: one.title for one in plan.held or ()}
        self.names = Names({}, titles) if problem is None else names_of(problem)

    def person(self, one: str) -> str:
        """A person's name."""
        return tidy(self.names.person(one))

    def task(self, occurrence: str) -> str:
        """An occurrence's title, with its day if it recurs."""
        return tidy(self.names.task(occurrence))

    def months(self) -> Iterator[tuple[str, list[Line]]]:
        """Every booking in the order of time, month by month; what has no day comes last."""
        lines = sorted(
            map(self.line, self._plan.bookings),
            key=lambda one: (one.day or dt.date.max, one.time, one.title, one.occurrence),
        )
        for month, told in groupby(lines, key=lambda one: one.month):
            yield month, list(told)

    def line(self, booking: Booking) -> Line:
        """One booking as a reader is told it."""
        start, end = self.local(booking.start), self.local(booking.end)
        return Line(
            occurrence=booking.occurrence,
            day=start.date() if start else self._wanted(booking)[0],
            time=f"{start:%H:%M}–{end:%H:%M}" if start and end else "",
            title=tidy(booking.title),
            kind=tidy(booking.kind),
            people=self._people(booking),
            lacks=self.lacks(booking),
            notes=tuple(self._notes(booking, start, end)),
            complete=booking.complete,
        )

    def local(self, moment: dt.datetime | None) -> dt.datetime | None:
        """A moment on the clock of the problem."""
        return moment.astimezone(self._zone) if moment and self._zone else moment

    def _wanted(self, booking: Booking) -> tuple[dt.date, dt.date] | tuple[None, None]:
        """The first and last day that an activity without a time could have begun on."""
        task = self._tasks.get(booking.occurrence)
        if task is not None and task.days:
            return task.days[0], task.days[-1]
        with suppress(ValueError):  # the occurrence of a recurring activity bears its day
            day = dt.date.fromisoformat(booking.occurrence.rpartition("@")[2])
            return day, day
        return None, None

    def _people(self, booking: Booking) -> str:
        by_role: dict[str, list[str]] = defaultdict(list)
        for need in booking.needs:
            by_role[need.role] += need.staff
        told = [f"{listed(map(self.person, who))} ({role})" for role, who in by_role.items() if who]
        if booking.attendees:
            told.append(self._attending(booking))
        return "; ".join(told)

    def _attending(self, booking: Booking) -> str:
        """Those who attend, by name if they are few, by what they have in common if nothing is lost by it."""
        names = [self.person(one) for one in booking.attendees]
        task = self._tasks.get(booking.occurrence)
        stated = {*booking.attendees, *(one.staff for one in booking.away)}
        if len(names) <= FEW or task is None or self._timeline is None or stated != set(task.attendees):
            return listed(names)
        asked = task.activity.attendees
        if stated == set(self._timeline.people):
            common = "everybody"
        elif asked and asked.roles and not asked.staff:
            common = f"every {listed(asked.roles)}"
        else:
            return listed(names)
        return f"{common}{' who is not away' if booking.away else ''} ({len(names)} people)"

    def lacks(self, booking: Booking) -> str:
        """What a booking lacks to be held as asked; empty if nothing."""
        if booking.complete:
            return ""
        missing: dict[str, int] = defaultdict(int)
        for need in booking.needs:
            missing[need.role] += need.missing
        told = listed(heads(n, role) for role, n in missing.items() if n)
        if booking.start is None:
            return f"not held, no time is possible; asks for {told}" if told else "not held, no time is possible"
        return f"lacks {told}" if told else "nobody attends"

    def _notes(self, booking: Booking, start: dt.datetime | None, end: dt.datetime | None) -> Iterator[str]:
        task = self._tasks.get(booking.occurrence)
        if task is not None and task.activity.moved_from:
            yield f"moved from {day_text(task.activity.moved_from)}"
        if start and end:
            last = (end - dt.timedelta(minutes=1)).date()
            if last != start.date():
                yield f"lasts until {day_text(last)}"
            closed = self._timeline.company.closed(start.date()) if self._timeline else None
            if closed:
                yield f"on a day off ({tidy(closed.name)})"
        else:
            first, to = self._wanted(booking)
            if first and to and first != to:
                yield f"asked for on a day from {days_told(first, to)}"
        yield from self._work(booking)
        if booking.away:
            yield f"away: {'; '.join(f'{self.person(one.staff)} ({tidy(one.text)})' for one in booking.away)}"

    def _work(self, booking: Booking) -> Iterator[str]:
        """The work around a booking, kind by kind: how long, whose, on which days."""
        kinds: dict[str, list[Work]] = defaultdict(list)
        for work in booking.work:
            kinds[work.what].append(work)
        for what, told in TOLD.items():
            if what not in kinds:
                continue
            minutes: dict[str, int] = defaultdict(int)
            for work in kinds[what]:
                minutes[work.staff] += round((work.end - work.start).total_seconds() / 60)
            days = [moment.date() for work in kinds[what] if (moment := self.local(work.start))]
            long = set(minutes.values())
            if len(long) == 1:
                share = f"{hours(long.pop())}{' each' if len(minutes) > 1 else ''}"
            else:
                share = ", ".join(f"{self.person(who)} {hours(n)}" for who, n in minutes.items())
            when = f"on {day_text(min(days))}" if min(days) == max(days) else f"from {days_told(min(days), max(days))}"
            yield f"{told} {share} {when}"

    def reasons(self, shortage: Shortage) -> Iterator[tuple[str, list[str]]]:
        """Who is kept from a need, and by what; people whom the same keeps are told together."""
        causes: dict[str, list[str]] = defaultdict(list)
        for reason in shortage.reasons:
            name, cause = self._cause(reason)
            causes[name].append(tidy(cause))
        alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name, told in causes.items():
            alike[tuple(told)].append(tidy(name))
        people = 0 if self._timeline is None else len(self._timeline.people)
        for found, who in alike.items():
            yield "everybody" if 1 < len(who) == people else listed(who), list(found)

    def _cause(self, reason: Reason) -> tuple[str, str]:
        """Whom a reason names, and what it says of them; without the problem, the reason itself knows the name."""
        if reason.staff is None:
            return "", reason.text
        name = self.names.person(reason.staff)
        if self._timeline is None:
            known, _, cause = reason.text.partition(": ")
            return (known, cause) if cause else (name, reason.text)
        return name, reason.text.removeprefix(f"{name}: ")

    def short(self) -> Iterator[tuple[str, list[Shortage]]]:
        """What is not held as asked, each with the needs that stay open."""
        bookings = {one.occurrence: one for one in self._plan.bookings}
        for occurrence, found in groupby(self._plan.shortages, key=lambda one: one.occurrence):
            booking = bookings.get(occurrence)
            first = self._wanted(booking)[0] if booking else None
            start = self.local(booking.start) if booking else None
            day = start.date() if start else first
            title = tidy(booking.title) if booking else self.task(occurrence)
            lacks = self.lacks(booking) if booking else ""
            yield ", ".join(filter(None, [title, day_text(day) if day else "", lacks])), list(found)

    def activities(self, occurrences: tuple[str, ...]) -> str:
        """Several occurrences by title."""
        return listed(shortened([self.task(one) for one in occurrences], FEW))
