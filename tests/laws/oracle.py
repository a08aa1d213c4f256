"""A second reading of raw facts, minute by minute, that shares nothing with the timeline, the rules or the solver."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import Any

from laws.people import PeoplesTime
from laws.wall import DAY, NOTHING, Minutes, at_clock, recurring
from planner.facts.activities import Activity, Work
from planner.facts.times import clock_text
from planner.facts.when import Session
from planner.problem import Problem
from planner.rules.accompany import Accompany


@dataclass(frozen=True)
class Dated:
    """One dated instance of an activity: `run` holds the days of one that lasts several."""

    id: str
    activity: Activity
    days: tuple[dt.date, ...]
    run: tuple[dt.date, ...] = ()

    @property
    def needs(self) -> tuple[Any, ...]:
        """Whom it needs."""
        return self.activity.needs or ()

    def lasting(self, day: dt.date) -> tuple[dt.date, ...]:
        """The days it takes if it begins on one."""
        return self.run or (day,)


class Oracle(PeoplesTime):
    """Raw facts, read a second time: what is to happen, when it may start, what it takes of people."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self._starts: dict[tuple[str, str, dt.date], Minutes] = {}

    @cached_property
    def occurrences(self) -> dict[str, Dated]:
        """The dated occurrences, by id."""
        stated = [self.problem.settled(one) for one in self.problem.activities if one.kind != "background"]
        held = [one for one in stated if one.only_if is None or self.problem.conditions[one.only_if]]
        found = {one.id: one for activity in held for one in self._dated(activity)}
        return dict(sorted(found.items()))

    def _dated(self, activity: Activity) -> Iterator[Dated]:
        if isinstance(activity.time, tuple) and activity.duration is None:
            start, end = activity.time
            activity = activity.model_copy(update={"time": start, "duration": end - start})
        if activity.sessions:
            yield from self._sessions(activity, activity.sessions)
        elif activity.every is not None:
            for day in sorted(set(self._recurring(activity))):
                yield Dated(f"{activity.id}@{day}", activity, (day,))
        elif activity.at is not None:
            yield Dated(activity.id, activity, (activity.at.date(),))
        elif activity.on is not None:
            yield Dated(activity.id, activity, activity.on)
        elif activity.between is not None:
            days = self._may_take(activity, activity.between.from_, activity.between.to)
            yield Dated(activity.id, activity, days)
        else:
            assert activity.from_ is not None
            days = self._may_take(activity, activity.from_, activity.to or self.last)
            if activity.shifts and days:
                yield from (Dated(f"{activity.id}@{day}", activity, (day,)) for day in days)
                return
            yield Dated(activity.id, activity, days[:1], days if len(days) > 1 else ())

    def _sessions(self, activity: Activity, sessions: tuple[Session, ...]) -> Iterator[Dated]:
        held = [one.at.date() if one.at else one.on for one in sessions]
        for one, day in zip(sessions, held, strict=True):
            assert day is not None
            time = one.time if one.time is not None or one.at else activity.time
            start = f"{one.at:%H:%M}" if one.at else clock_text(time[0] if isinstance(time, tuple) else time or 0)
            said = {"at": one.at, "on": None if one.at else (day,), "time": time, "sessions": (one,)}
            dated = activity.model_copy(update=said)
            if isinstance(time, tuple) and dated.duration is None:
                dated = dated.model_copy(update={"time": time[0], "duration": time[1] - time[0]})
            yield Dated(f"{activity.id}@{day}" + (f"T{start}" if held.count(day) > 1 else ""), dated, (day,))

    def _may_take(self, activity: Activity, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
        days = self.days if activity.on_days_off else self.working_days
        return tuple(day for day in days if first <= day <= last)

    def _recurring(self, activity: Activity) -> Iterator[dt.date]:
        assert activity.every is not None
        for day in recurring(activity.every, self.first, self.last):
            if day in activity.except_:
                continue
            if activity.on_days_off or self.company_hours(day):
                yield day
            elif activity.holidays in ("before", "after"):
                step = -DAY if activity.holidays == "before" else DAY
                while not self.company_hours(day):
                    day += step
                if self.first <= day <= self.last:
                    yield day

    def worth(self, task: Dated) -> int:
        """Value times chance in whole hundredths; a half goes to the even one."""
        value, chance = task.activity.value, task.activity.chance
        parts = (Fraction(str(1 if one is None else one)) for one in (value, chance))
        return round(100 * prod(parts, start=Fraction(1)))

    def attendees(self, task: Dated) -> list[str]:
        """Who should attend."""
        asked = task.activity.attendees
        if asked is None:
            return sorted(self.staff) if task.activity.kind == "seminar" else []
        return sorted(
            one.id
            for one in self.problem.staff
            if asked.everyone or one.id in asked.staff or set(one.roles) & set(asked.roles)
        )

    def joiners(self, task: Dated) -> list[str]:
        """Who may join without being asked to attend."""
        rules = [one for one in self.problem.rules if isinstance(one, Accompany)]
        apt = [one.who for one in rules if task.activity.kind in (one.kinds or (task.activity.kind,))]
        return sorted({*apt} - {*self.attendees(task)}) if task.needs and not task.activity.grants else []

    def candidates(self, task: Dated) -> list[str]:
        """Who could be there in some place."""
        roles = {need.role for need in task.needs}
        return sorted({one for one in self.staff if roles & set(self.staff[one].roles)} | set(self.attendees(task)))

    def given(self, task: Dated, day: dt.date) -> int | None:
        """The minute at which a timed activity starts on a day, if that is stated."""
        if task.activity.at is not None:
            return self.wall.first(task.activity.at)
        if isinstance(task.activity.time, int):
            return self.wall.first(at_clock(day, task.activity.time))
        return None

    def _windows(self, task: Dated, day: dt.date) -> Minutes:
        """The minutes that an activity allows itself if it begins on a day."""
        asked = task.activity.time if isinstance(task.activity.time, tuple) else (0, 48 * 60)
        return self._spans(day, [asked]) - NOTHING.union(*map(self.minutes_away, task.activity.client_away))

    def starts(self, task: Dated, person: str, day: dt.date) -> Minutes:
        """Every minute of a day at which an activity may start if a person is there."""
        key = task.id, person, day
        if key not in self._starts:
            whole = task.activity.duration is None
            self._starts[key] = self._whole_days(task, person, day) if whole else self._timed(task, person, day)
        return self._starts[key]

    def _whole_days(self, task: Dated, person: str, day: dt.date) -> Minutes:
        off = bool(task.activity.on_days_off)
        for one in task.lasting(day):
            duty = self.duty(person, one, off=off)
            left = duty - self.away(person)
            if not left or (left != duty and person not in self.attendees(task)):
                return NOTHING
        return frozenset({self.opening(day)})

    def _timed(self, task: Dated, person: str, day: dt.date) -> Minutes:
        length = task.activity.duration or 0
        if task.run:
            starts = {one: self.given(task, one) for one in task.run}
            fits = all(start in self._begins(task, person, one, length) for one, start in starts.items())
            first = starts[day]
            return frozenset({first}) if fits and first is not None else NOTHING
        given = self.given(task, day)
        found = self._begins(task, person, day, length)
        return found if given is None else found & {given}

    def _begins(self, task: Dated, person: str, day: dt.date, length: int) -> Minutes:
        """The minutes of a day from which so many in a row are both the person's and the activity's own."""
        off = bool(task.activity.on_days_off)
        hours = NOTHING.union(*(self.duty(person, day + n * DAY, off=off) for n in (-1, 0, 1)))
        free = (hours & self._windows(task, day)) - self.away(person)
        stay = self._stay(task, person, day)
        free = free if stay is None else free & stay
        begins, row = set(), 0
        for minute in sorted(free, reverse=True):
            row = row + 1 if minute + 1 in free else 1
            if row >= length:
                begins.add(minute)
        return self.wall.day(day) & begins

    def site(self, task: Dated) -> str | None:
        """Where an activity is: where it says, or where all rooms are that suit it."""
        asked = task.activity.room
        if task.activity.site is not None or not asked:
            return task.activity.site
        fit = [
            one for one in self.problem.rooms if one.seats >= asked.seats and not {*asked.features} - {*one.features}
        ]
        return fit[0].site if fit else None

    def way(self, one: str | None, other: str | None) -> int:
        """The minutes from one site to another."""
        if one is None or other is None or one == other:
            return 0
        travel = {site.id: site.travel for site in self.problem.sites}
        there, back = travel[one].get(other), travel[other].get(one)
        return there if there is not None else back or 0

    def _stay(self, task: Dated, person: str, day: dt.date) -> Minutes | None:
        """The minutes of a day in which somebody who lives elsewhere is at a site, if anything is said of that."""
        home, site = self.staff[person].site, self.site(task)
        stated = next((one for one in self.problem.sites if one.id == site), None)
        if home in (None, site) or stated is None or stated.first_arrival is stated.last_return is None:
            return None
        first, last = stated.first_arrival, stated.last_return
        eve, after = at_clock(day - DAY), at_clock(day + 4 * DAY)
        return self.wall.between(
            eve if first is None else at_clock(day, first), after if last is None else at_clock(day, last)
        )

    def choices(self, task: Dated, step: int) -> list[int]:
        """The starts that a planner on a grid may choose from: somebody can be there, and times not given lie on it."""
        chosen: set[int] = set()
        pinned = task.activity.pins.at
        for person in self.candidates(task):
            on_grid: set[int] = set()
            firsts: set[int] = set()
            for day in task.days:
                midnight = self.wall.first(at_clock(day))
                exact = task.activity.duration is None or self.given(task, day) is not None
                starts = self.starts(task, person, day)
                on_grid |= {one for one in starts if exact or (one - midnight) % step == 0}
                chosen |= starts & {self.wall.first(pinned)} if pinned else NOTHING
                firsts |= {one for one in starts if one - 1 not in starts}
            chosen |= on_grid or firsts
        return sorted(chosen)

    def held(self, task: Dated, person: str, start: int) -> Minutes:
        """The minutes that an activity takes of a person if it starts then."""
        days = task.lasting(self.wall.date(start))
        length = task.activity.duration
        if length is None:
            duty = (self.duty(person, day, off=bool(task.activity.on_days_off)) for day in days)
            return NOTHING.union(*duty) - self.away(person)
        begins = [self.given(task, day) or 0 for day in days] if task.run else [start]
        return NOTHING.union(*(frozenset(range(one, one + length)) for one in begins))

    def end(self, task: Dated, start: int) -> int:
        """When an activity that starts then is over."""
        last = task.lasting(self.wall.date(start))[-1]
        if task.activity.duration is None:
            return self.closing(last)
        return (self.given(task, last) or 0 if task.run else start) + task.activity.duration

    def lasts(self, task: Dated, start: int) -> Minutes:
        """The minutes that an activity lasts: of whole days, those from the company's opening to its close."""
        if task.activity.duration is not None:
            return self.held(task, "", start)
        days = task.lasting(self.wall.date(start))
        return NOTHING.union(*(frozenset(range(self.opening(day), self.closing(day))) for day in days))

    def rooms(self, task: Dated, start: int) -> list[str]:
        """The rooms that an activity could take if it starts then, were there nothing else."""
        asked, lasts = task.activity.room, self.lasts(task, start)
        if not asked:
            return []
        return [
            one.id
            for one in self.problem.rooms
            if one.seats >= asked.seats
            and not set(asked.features) - set(one.features)
            and (task.activity.site is None or task.activity.site == one.site)
            and not any(self.minutes_away(away) & lasts for away in one.closed)
        ]

    def window(self, task: Dated, work: Work, what: str, day: dt.date) -> list[dt.date]:
        """The company's working days of the horizon on which work around a task that begins on a day may be done."""
        if what == "preparation":
            return [one for one in self.working_days if one < day][-work.within :]
        over = max(task.lasting(day))
        return [one for one in self.working_days if one > over][: work.within]
