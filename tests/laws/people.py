"""A second reading of the company's days and of people's time, that shares nothing with the timeline.

Sets of minutes are plain sets. Slow and simple.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from fractions import Fraction
from functools import cache, cached_property
from itertools import pairwise
from math import ceil
from typing import Any

import holidays

from laws.wall import DAY, MINUTE, NOTHING, Minutes, at_clock, days_from, recurring, wall_of
from planner.facts.staff import Staff
from planner.facts.times import Week
from planner.facts.when import Away
from planner.problem import Problem


@cache
def public_holidays(country: str | None, subdivision: str | None) -> Any:
    """Public holidays; none without a country."""
    return holidays.country_holidays(country, subdiv=subdivision) if country else {}


class PeoplesTime:
    """The company's days and people's time."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.first, self.last = problem.horizon.from_, problem.horizon.to
        self.days = days_from(self.first, self.last)
        self.wall = wall_of(problem.timezone, self.first, self.last)
        self.staff = {one.id: one for one in problem.staff}
        self._away: dict[str, Minutes] = {}
        self._open: dict[tuple[str, dt.date], Minutes] = {}
        self._duty: dict[tuple[str, dt.date, bool], Minutes] = {}

    # -- the company's days --

    @property
    def longest(self) -> Any:
        """The hours of the longest weekday."""
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
        return usual or (self.longest if day in self.problem.calendar.open else ())

    @cached_property
    def working_days(self) -> list[dt.date]:
        """The company's working days inside the horizon."""
        return [day for day in self.days if self.company_hours(day)]

    def opening(self, day: dt.date) -> int:
        """The minute at which the company's day opens, or would if it is a day off."""
        return self._hours(day, self.company_hours(day) or self.longest, first=True)

    def closing(self, day: dt.date) -> int:
        """The minute at which the company's day is over."""
        return self._hours(day, self.company_hours(day) or self.longest, first=False)

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
        """A person's hours of a day before absences, less the minutes that the eve's hours reach into it."""
        return self._stated(person, day) - self._stated(person, day - dt.timedelta(days=1))

    def _stated(self, person: str, day: dt.date) -> Minutes:
        return self._spans(day, self.hours(person, day))

    def hours(self, person: str, day: dt.date) -> Any:
        """A person's hours that begin on a day, as minutes after midnight."""
        if not self.employed(person, day) or self.shut(day):
            return ()
        own = self._own_week(self.staff[person], day)
        if own is None or (day in self.problem.calendar.open and not own[day.weekday()]):
            return self.company_hours(day)
        return own[day.weekday()]

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
                hours = self._spans(day, self.longest)
            self._duty[key] = hours
        return self._duty[key]

    def presence(self, person: str) -> int:
        """Open minutes over the horizon; or contract hours, less the part of the regular hours that absences take."""
        left = sum(len(self.open(person, day)) for day in self.days)
        contract = self.staff[person].contract_hours
        if contract is None or not left:
            return left
        stated = sum(len(self.regular(person, day)) for day in self.days)
        weeks = Fraction(sum(self.employed(person, day) for day in self.days), 7)
        return round(60 * Fraction(str(contract)) * weeks * left / stated)

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
        hours = self.problem.calendar.hours[day.weekday()] or self.longest
        breaks = [(b[0] - a[1], (a[1] + b[0]) // 2) for a, b in pairwise(hours)]
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


def _day(value: dt.date | None) -> dt.date | None:
    return value.date() if isinstance(value, dt.datetime) else value
