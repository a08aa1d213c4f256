"""A second reading of raw facts, minute by minute, that shares nothing with the timeline, the rules or the solver.

Every minute of the horizon is looked at on the clock on the wall; sets of minutes are plain sets. Slow and simple.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

import holidays
from dateutil.rrule import MONTHLY, rrule, rrulestr, weekday

from planner.facts.activities import Activity, Work
from planner.facts.staff import Staff
from planner.facts.times import Week
from planner.facts.when import Away, Every, NthWeekday
from planner.problem import Problem

Minutes = frozenset[int]
NOTHING: Minutes = frozenset()
DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
MARGIN = 4  # days around the horizon that are laid out, too


def days_from(first: dt.date, last: dt.date) -> list[dt.date]:
    """Every day from the first to the last."""
    return [first + n * DAY for n in range((last - first).days + 1)]


def at_clock(day: dt.date, minutes: int = 0) -> dt.datetime:
    """What the clock on the wall shows so many minutes after midnight, in a day without a clock change."""
    return dt.datetime.combine(day, dt.time()) + minutes * MINUTE


class Wall:
    """What the clock on the wall shows at every minute of some days."""

    def __init__(self, zone: str, first: dt.date, last: dt.date) -> None:
        where = ZoneInfo(zone)
        begin = int(dt.datetime.combine(first, dt.time(), dt.UTC).timestamp()) // 60
        self._shows: dict[int, dt.datetime] = {}
        self._first: dict[dt.datetime, int] = {}
        self._last: dict[dt.datetime, int] = {}
        for minute in range(begin, begin + ((last - first).days + 1) * 24 * 60):
            shown = dt.datetime.fromtimestamp(60 * minute, where).replace(tzinfo=None, fold=0)
            self._shows[minute] = shown
            self._first.setdefault(shown, minute)
            self._last[shown] = minute

    def date(self, minute: int) -> dt.date:
        """The local day of a minute."""
        return self._shows[minute].date()

    def first(self, shown: dt.datetime) -> int:
        """The first minute at which the wall shows this or later."""
        while shown not in self._first:
            shown += MINUTE
        return self._first[shown]

    def last(self, shown: dt.datetime) -> int:
        """The last minute at which the wall shows this or earlier."""
        while shown not in self._last:
            shown -= MINUTE
        return self._last[shown]

    def between(self, start: dt.datetime, end: dt.datetime) -> Minutes:
        """The minutes from the first passing of one time until the other is reached for the last time."""
        return frozenset(range(self.first(start), self.last(end - MINUTE) + 1))

    def day(self, day: dt.date) -> Minutes:
        """The minutes of a day."""
        return self.between(at_clock(day), at_clock(day + DAY))


@cache
def wall_of(zone: str, first: dt.date, last: dt.date) -> Wall:
    """The wall clock of some days and a margin around them."""
    return Wall(zone, first - MARGIN * DAY, last + MARGIN * DAY)


@cache
def public_holidays(country: str | None, subdivision: str | None) -> Any:
    """Public holidays; none without a country."""
    return holidays.country_holidays(country, subdiv=subdivision) if country else {}


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


class Oracle:
    """Raw facts, read a second time."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.first, self.last = problem.horizon.from_, problem.horizon.to
        self.days = days_from(self.first, self.last)
        self.wall = wall_of(problem.timezone, self.first, self.last)
        self.staff = {one.id: one for one in problem.staff}
        self._away: dict[str, Minutes] = {}
        self._open: dict[tuple[str, dt.date], Minutes] = {}
        self._duty: dict[tuple[str, dt.date, bool], Minutes] = {}
        self._starts: dict[tuple[str, str, dt.date], Minutes] = {}

    # -- the company's days --

    @property
    def _longest(self) -> Any:
        lengths = [sum(end - start for start, end in hours) for hours in self.problem.calendar.hours]
        return self.problem.calendar.hours[lengths.index(max(lengths))]

    def shut(self, day: dt.date) -> bool:
        """Whether a closure or a public holiday closes a day that nothing opens."""
        calendar = self.problem.calendar
        closed = any(one.from_ <= day <= one.to for one in calendar.closed)
        holiday = day in public_holidays(calendar.country, calendar.subdivision)
        return (closed or holiday) and day not in calendar.open

    def company_hours(self, day: dt.date) -> Any:
        """The company's hours of a day, as minutes after midnight."""
        if self.shut(day):
            return ()
        usual = self.problem.calendar.hours[day.weekday()]
        return usual or (self._longest if day in self.problem.calendar.open else ())

    @cached_property
    def working_days(self) -> list[dt.date]:
        """The company's working days inside the horizon."""
        return [day for day in self.days if self.company_hours(day)]

    def opening(self, day: dt.date) -> int:
        """The minute at which the company's day opens, or would if it is a day off."""
        return self._hours(day, self.company_hours(day) or self._longest, first=True)

    def closing(self, day: dt.date) -> int:
        """The minute at which the company's day is over."""
        return self._hours(day, self.company_hours(day) or self._longest, first=False)

    def _hours(self, day: dt.date, hours: Any, *, first: bool) -> int:
        if first:
            return self.wall.first(at_clock(day, hours[0][0]))
        return self.wall.last(at_clock(day, hours[-1][1]) - MINUTE) + 1

    # -- people's time --

    def _spans(self, day: dt.date, hours: Any) -> Minutes:
        parts = (self.wall.between(at_clock(day, start), at_clock(day, end)) for start, end in hours)
        return NOTHING.union(*parts)

    @staticmethod
    def _own_week(person: Staff, day: dt.date) -> Week | None:
        begun = [one for one in person.hours if one.from_ is None or one.from_ <= day]
        return max(begun, key=lambda one: one.from_ or dt.date.min).week if begun else None

    def employed(self, person: str, day: dt.date) -> bool:
        """Whether a person is employed on a day of the horizon."""
        contract = self.staff[person].employed
        return (
            self.first <= day <= self.last
            and (contract.from_ is None or contract.from_ <= day)
            and (contract.to is None or day <= contract.to)
        )

    def regular(self, person: str, day: dt.date) -> Minutes:
        """A person's hours of a day before absences."""
        if not self.employed(person, day) or self.shut(day):
            return NOTHING
        own = self._own_week(self.staff[person], day)
        if own is None or (day in self.problem.calendar.open and not own[day.weekday()]):
            return self._spans(day, self.company_hours(day))
        return self._spans(day, own[day.weekday()])

    def away(self, person: str) -> Minutes:
        """The minutes of a person's absences."""
        if person not in self._away:
            self._away[person] = NOTHING.union(*map(self.minutes_away, self.staff[person].absences))
        return self._away[person]

    def open(self, person: str, day: dt.date) -> Minutes:
        """A person's hours of a day less absences."""
        if (person, day) not in self._open:
            self._open[person, day] = self.regular(person, day) - self.away(person)
        return self._open[person, day]

    def duty(self, person: str, day: dt.date, *, off: bool) -> Minutes:
        """The hours of a day that may be asked for: on a day off those of the longest weekday, if that is allowed."""
        key = person, day, off
        if key not in self._duty:
            hours = self.regular(person, day)
            if not hours and off and self.employed(person, day):
                hours = self._spans(day, self._longest)
            self._duty[key] = hours
        return self._duty[key]

    def minutes_away(self, away: Away) -> Minutes:
        """The minutes of a time away, from the day before the horizon to the day after it."""
        start, end = away.from_, away.to
        if away.every is None and (isinstance(start, dt.datetime) or isinstance(end, dt.datetime)):
            begin = start if isinstance(start, dt.datetime) else at_clock(start or self.first - DAY)
            over = end if isinstance(end, dt.datetime) else at_clock((end or self.last + DAY) + DAY)
            begin = max(begin, at_clock(self.first - 2 * DAY))
            over = min(over, at_clock(self.last + 3 * DAY))
            return self.wall.between(begin, over) if begin < over else NOTHING
        first, last = _day(start) or self.first - DAY, _day(end) or self.last + DAY
        if away.every is not None:
            days = recurring(away.every, _day(start) or self.first, min(last, self.last + DAY))
        else:
            days = days_from(max(first, self.first - DAY), min(last, self.last + DAY))
        found = [self._away_on(away, day) for day in days if first <= day <= last]
        return NOTHING.union(*found)

    def _away_on(self, away: Away, day: dt.date) -> Minutes:
        if away.time is not None:
            return self._spans(day, [away.time])
        if away.half is None:
            return self.wall.day(day)
        hours = self.problem.calendar.hours[day.weekday()] or self._longest
        breaks = [(b[0] - a[1], (a[1] + b[0]) // 2) for a, b in zip(hours, hours[1:], strict=False)]
        cut = max(breaks)[1] if breaks else 12 * 60
        morning = self._spans(day, [(0, cut)])
        return morning if away.half == "morning" else self.wall.day(day) - morning

    def background(self, person: str) -> dict[tuple[dt.date, ...], int]:
        """What background work asks of a person: minutes of the days of each week that it covers."""
        days: dict[tuple[int, int], set[dt.date]] = defaultdict(set)
        asked: dict[tuple[int, int], int] = defaultdict(int)
        for activity in map(self.problem.settled, self.problem.activities):
            if activity.only_if is not None and not self.problem.conditions[activity.only_if]:
                continue
            shares = [one for role, one in (activity.share or {}).items() if role in self.staff[person].roles]
            covered: dict[tuple[int, int], list[dt.date]] = defaultdict(list)
            for day in self.days:
                if shares and activity.from_ and activity.from_ <= day <= (activity.to or self.last):
                    covered[day.isocalendar()[:2]].append(day)
            for week, some in covered.items():
                days[week].update(some)
                minutes = sum(len(self.open(person, day)) for day in some)
                asked[week] += ceil(minutes * sum(Fraction(str(share)) for share in shares))
        return {tuple(sorted(some)): asked[week] for week, some in sorted(days.items()) if asked[week]}

    # -- activities --

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
        if activity.every is not None:
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
            yield Dated(activity.id, activity, days[:1], days if len(days) > 1 else ())

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
        begins, row = set(), 0
        for minute in sorted(free, reverse=True):
            row = row + 1 if minute + 1 in free else 1
            if row >= length:
                begins.add(minute)
        return self.wall.day(day) & begins

    def choices(self, task: Dated, step: int) -> list[int]:
        """The starts that a planner on a grid may choose from: somebody can be there, and times not given lie on it."""
        on_grid: set[int] = set()
        firsts: set[int] = set()
        pinned = task.activity.pins.at
        for day in task.days:
            midnight = self.wall.first(at_clock(day))
            exact = task.activity.duration is None or self.given(task, day) is not None
            for person in self.candidates(task):
                starts = self.starts(task, person, day)
                on_grid |= {one for one in starts if exact or (one - midnight) % step == 0}
                on_grid |= starts & {self.wall.first(pinned)} if pinned else NOTHING
                firsts |= {one for one in starts if one - 1 not in starts}
        return sorted(on_grid or firsts)

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

    def window(self, work: Work, what: str, day: dt.date) -> list[dt.date]:
        """The company's working days of the horizon on which work around an activity on a day may be done."""
        if what == "preparation":
            return [one for one in self.working_days if one < day][-work.within :]
        return [one for one in self.working_days if one > day][: work.within]


def _day(value: dt.date | None) -> dt.date | None:
    return value.date() if isinstance(value, dt.datetime) else value


def recurring(every: Every, first: dt.date, last: dt.date) -> list[dt.date]:
    """The days of a recurrence that counts from the first day."""
    if isinstance(every, NthWeekday):
        month = dt.datetime.combine(first.replace(day=1), dt.time())
        nth = weekday(every.weekday, every.nth)
        dates = rrule(MONTHLY, dtstart=month, until=at_clock(last), bymonth=every.month, byweekday=nth)
        return [one.date() for one in dates if one.date() >= first]
    dates = rrulestr(every, dtstart=at_clock(first))
    return [one.date() for one in dates.between(at_clock(first), at_clock(last), inc=True)]
