"""A plan line by line, as a reader is told it: the same for a terminal and for a notebook."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from typing import get_args
from zoneinfo import ZoneInfo

from planner.checking import names_of
from planner.explain.gathered import Kept, gathered
from planner.plan.booking import Booking, Work, WorkKind
from planner.plan.infeasible import InfeasibleDays
from planner.plan.plan import Plan
from planner.plan.shortage import Reason, Shortage
from planner.plan.step import PlanStep
from planner.problem import Problem
from planner.report.line import Line, journey_told
from planner.report.stepped import Stepped, Steps
from planner.report.words import headed, heads, tidy
from planner.rules.base import Names
from planner.wording import SOURCE, wording_in

FEW = 6  # so many names are read in full; more are called by what they have in common
DAY = dt.timedelta(days=1)


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
        self.timeline = None if problem is None else problem.timeline
        self._zone = None if problem is None else ZoneInfo(problem.timezone)
        self._tasks = {} if self.timeline is None else {task.id: task for task in self.timeline.occurrences}
        titles = {one.activity: one.title for one in plan.held or ()}
        alone = Names({}, titles, wording_in(plan.language or SOURCE))
        self.names = alone if problem is None else names_of(problem)
        self.wording = self.names.wording

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
        clock, (ok, short, out) = self.wording.clock, self.states
        day = start.date() if start else self._wanted(booking)[0]
        return Line(
            occurrence=booking.occurrence,
            day=day,
            month=headed(self.wording.month_and_year(day)) if day else self.wording.say("Without a day"),
            date=self.date(day) if day else "",
            time=f"{clock(start)}–{clock(end)}" if start and end else "",
            title=tidy(booking.title),
            kind=tidy(self.names.kind(booking.kind)),
            state=out if booking.declined else ok if booking.complete else short,
            people=self._there(booking),
            lacks=self.lacks(booking),
            notes=tuple(self._notes(booking, start, end)),
            complete=booking.complete,
            declined=booking.declined,
        )

    @property
    def states(self) -> tuple[str, str, str]:
        """The words for what is held as asked, for what is not, and for what is left out."""
        return self.wording.say("ok"), self.wording.say("SHORT"), self.wording.say("out")

    def date(self, day: dt.date) -> str:
        """A day inside its month."""
        return f"{self.wording.weekday(day, short=True)} {day.day:2}"

    def local(self, moment: dt.datetime | None) -> dt.datetime | None:
        """A moment on the clock of the problem."""
        return moment.astimezone(self._zone) if moment and self._zone else moment

    def _wanted(self, booking: Booking) -> tuple[dt.date, dt.date] | tuple[None, None]:
        """The first and last day that an activity without a time could have begun on."""
        task = self._tasks.get(booking.occurrence)
        if task is not None and task.days:
            return task.days[0], task.days[-1]
        with suppress(ValueError):  # the occurrence of a recurring activity bears its day
            day = dt.datetime.fromisoformat(booking.occurrence.rpartition("@")[2]).date()
            return day, day
        return None, None

    def _there(self, booking: Booking) -> str:
        """Whom a booking lacks, and whom it has."""
        if booking.declined:
            return self.wording.say("left out")
        lacks, people = self.lacks(booking), self._people(booking)
        if lacks and people:
            return self.wording.say("{lacks}, has {people}", lacks=lacks, people=people)
        return lacks or people

    def _people(self, booking: Booking) -> str:
        by_role: dict[str, list[str]] = defaultdict(list)
        for need in booking.needs:
            by_role[need.role] += need.staff
        told = [f"{self.wording.listed(map(self.person, who))} ({role})" for role, who in by_role.items() if who]
        if booking.attendees:
            told.append(self._attending(booking))
        return self.wording.joined(told)

    def _attending(self, booking: Booking) -> str:
        """Those who attend, by name if they are few, by what they have in common if nothing is lost by it."""
        names, say = [self.person(one) for one in booking.attendees], self.wording.say
        task, n = self._tasks.get(booking.occurrence), len(names)
        stated = {*booking.attendees, *(one.staff for one in booking.away)}
        if n <= FEW or task is None or self.timeline is None or stated != set(task.attendees):
            return self.wording.listed(names)
        asked = task.activity.attendees
        if stated == set(self.timeline.people):
            if booking.away:
                return say("everybody who is not away ({n} people)", n=n)
            return say("everybody ({n} people)", n=n)
        if asked and asked.roles and not asked.staff:
            roles = self.wording.listed(asked.roles)
            if booking.away:
                return say("every {roles} who is not away ({n} people)", roles=roles, n=n)
            return say("every {roles} ({n} people)", roles=roles, n=n)
        return self.wording.listed(names)

    def lacks(self, booking: Booking) -> str:
        """What a booking lacks to be held as asked; empty if nothing."""
        if not booking.short:
            return ""
        missing: dict[str, int] = defaultdict(int)
        for need in booking.needs:
            missing[need.role] += need.missing
        say, lacking = self.wording.say, [heads(n, role) for role, n in missing.items() if n]
        told = self.wording.listed([*lacking, *([say("a room")] if booking.room_missing else [])])
        if booking.start is None and told:
            return say("not held, no time is possible; asks for {heads}", heads=told)
        if booking.start is None:
            return say("not held, no time is possible")
        nobody = "" if booking.needs or booking.attendees else say("nobody attends")
        lacks = say("lacks {heads}", heads=told) if told else ""
        return ", ".join(filter(None, [nobody, lacks]))

    def _notes(self, booking: Booking, start: dt.datetime | None, end: dt.datetime | None) -> Iterator[str]:
        task, say = self._tasks.get(booking.occurrence), self.wording.say
        if task is not None and task.activity.moved_from:
            yield say("moved from {day}", day=self.wording.day(task.activity.moved_from))
        yield from self._where(booking)
        if start and end:
            last = (end - dt.timedelta(minutes=1)).date()
            if last != start.date():
                yield say("lasts until {day}", day=self.wording.day(last))
            closed = self.timeline.company.closed(start.date()) if self.timeline else None
            if closed:
                yield say("on a day off ({why})", why=tidy(closed.name))
        else:
            first, to = self._wanted(booking)
            if first and to and first != to:
                yield say("asked for on a day {days}", days=self.wording.days(first, to))
        yield from self._work(booking)
        if booking.standby:
            told = (f"{self.wording.listed(map(self.person, who))} ({role})" for role, who in booking.standby.items())
            yield say("standing by: {people}", people=self.wording.joined(told))
        if booking.away:
            people = self.wording.joined(f"{self.person(one.staff)} ({tidy(one.text)})" for one in booking.away)
            yield say("away: {people}", people=people)

    def _where(self, booking: Booking) -> Iterator[str]:
        """The room of a booking, and its site."""
        task, say = self._tasks.get(booking.occurrence), self.wording.say
        if booking.room is not None:
            yield say("in {room}", room=tidy(self.names.room(booking.room)))
        if task is not None and task.site is not None:
            yield say("at {site}", site=tidy(self.names.site(task.site)))

    def _work(self, booking: Booking) -> Iterator[str]:
        """The work around a booking, kind by kind: how long, whose, on which days."""
        kinds: dict[str, list[Work]] = defaultdict(list)
        for work in booking.work:
            kinds[work.what].append(work)
        for what in sorted(kinds, key=get_args(WorkKind).index):
            minutes: dict[str, int] = defaultdict(int)
            for work in kinds[what]:
                minutes[work.staff] += round((work.end - work.start).total_seconds() / 60)
            days = [moment.date() for work in kinds[what] if (moment := self.local(work.start))]
            told = {"work": self.names.work(what), "days": self.wording.days(min(days), max(days))}
            yield self.wording.say("{work} {share} {days}", share=self._share(minutes), **told)

    def _share(self, minutes: dict[str, int]) -> str:
        """How long people work: once, if all of them work as long."""
        hours = {who: self.wording.hours(n) for who, n in minutes.items()}
        if len(set(hours.values())) > 1:
            return ", ".join(f"{self.person(who)} {long}" for who, long in hours.items())
        long = next(iter(hours.values()))
        return self.wording.say("{hours} each", hours=long) if len(hours) > 1 else long

    def reasons(self, shortage: Shortage) -> Iterator[str]:
        """Who is kept from a need, and by what; people whom the same keeps are told together."""
        reasons = [Kept(one, *map(tidy, self._cause(one))) for one in shortage.reasons]
        people = set() if self.timeline is None else set(self.timeline.people)
        everybody = len(people) > 1 and {one.staff for one in shortage.reasons} >= people
        return gathered(reasons, self.wording, all_told=everybody)

    def _cause(self, reason: Reason) -> tuple[str, str]:
        """Whom a reason names, and what it says of them; without the problem, the reason itself knows the name."""
        if reason.staff is None:
            return "", reason.text
        name = self.names.person(reason.staff)
        if self.timeline is None:
            known, _, cause = reason.text.partition(": ")
            return (known, cause) if cause else (name, reason.text)
        return name, reason.text.removeprefix(self.wording.about(name, ""))

    def journeys(self) -> Iterator[str]:
        """Everybody's journeys, in the order of time."""
        for one in self._plan.journeys:
            yield journey_told(one, (self.local(one.start) or one.start, self.local(one.end) or one.end), self.names)

    def steps(self) -> Iterator[tuple[Stepped, tuple[str, ...]]]:
        """Every step, in the order in which they are done, column by column: when, by when, what, for what, who."""
        told = Steps(self.names, self.timeline)
        yield from told.rows(told.of(self._plan))

    @property
    def asks(self) -> tuple[str, ...]:
        """What is to be asked for requests that lack something."""
        return tuple(tidy(one.text) for one in self._plan.incomplete)

    def _missed(self, shortage: Shortage) -> str:
        """A step that nobody can do."""
        due = next((one.due for one in self._plan.steps if self._names_step(one, shortage)), None)
        told = {"task": self.task(shortage.occurrence), "step": tidy(shortage.step or "")}
        if due is None:
            return self.wording.say("{task}: the step '{step}' is not done", **told)
        return self.wording.say("{task}: the step '{step}' is not done by {day}", **told, day=self.wording.day(due))

    @staticmethod
    def _names_step(step: PlanStep, shortage: Shortage) -> bool:
        return (step.occurrence, step.name) == (shortage.occurrence, shortage.step)

    def short(self) -> Iterator[tuple[str, list[Shortage]]]:
        """What is not held as asked, each with the needs that stay open."""
        bookings = {one.occurrence: one for one in self._plan.bookings}
        needs = [one for one in self._plan.shortages if one.step is None]
        for occurrence, found in groupby(needs, key=lambda one: one.occurrence):
            booking = bookings.get(occurrence)
            first = self._wanted(booking)[0] if booking else None
            start = self.local(booking.start) if booking else None
            day = start.date() if start else first
            title = tidy(booking.title) if booking else self.task(occurrence)
            lacks = self.lacks(booking) if booking else ""
            yield ", ".join(filter(None, [title, self.wording.day(day) if day else "", lacks])), list(found)
        for one in self._plan.shortages:
            if one.step is not None:
                yield self._missed(one), [one]

    def declined(self) -> Iterator[tuple[str, list[str]]]:
        """What is left out and why, each with the lines of its proof."""
        for one in self._plan.declined:
            proof = [] if one.proof is None or one.proof.certificate is None else one.proof.certificate.text.split("\n")
            told = self.wording.about(self.task(one.occurrence), tidy(one.text))
            yield told, list(map(tidy, proof))

    def window(self, window: InfeasibleDays) -> str:
        """Days that no plan can serve: which, how sure that is, and what is asked for on them."""
        titles = self.wording.shortened(map(self.task, window.activities), FEW)
        told = {"days": self.wording.window(window.from_, window.to), "activities": titles}
        if window.verdict == "proved":
            return self.wording.say("{days} (proved): {activities}", **told)
        return self.wording.say("{days} (not proved): {activities}", **told)
