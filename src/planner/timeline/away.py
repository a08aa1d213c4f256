"""Times away become spans."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import NamedTuple

from planner.facts.calendar import Horizon, days_between
from planner.facts.when import Away
from planner.timeline.clock import LocalClock
from planner.timeline.company import ONE_DAY, CompanyDays
from planner.timeline.recurrence import days_of
from planner.timeline.spans import Span, Spans, union

NOON = 12 * 60


class Calendars(NamedTuple):
    """What is needed to lay a fact on the time line: the clock, the company's days, the horizon."""

    clock: LocalClock
    company: CompanyDays
    horizon: Horizon


def away_spans(away: Away, calendars: Calendars) -> Spans:
    """The minutes of a time away, as far as they touch the horizon's days, the eve and the morning after.

    Days stand for whole local days, unless `time` or `half` narrow each of them. A recurrence that names no first day
    counts from the horizon's.
    """
    clock, horizon = calendars.clock, calendars.horizon
    if away.every is None and _exact(away):
        return _between_moments(away, calendars)
    eve, after = horizon.from_ - ONE_DAY, horizon.to + ONE_DAY
    first = max(_day(away.from_) or eve, eve)
    last = min(_day(away.to) or after, after)
    if last < first:
        return ()
    if away.every is not None:
        start = _day(away.from_) or horizon.from_  # "every second Wednesday" counts from its own start
        days = tuple(day for day in days_of(away.every, start, last) if day >= first)
    else:
        days = days_between(first, last)
    if away.time is not None:
        return union(clock.span(day, away.time) for day in days)
    if away.half is not None:
        return union(half_day(day, away.half == "morning", calendars) for day in days)
    return union(clock.day(day) for day in days)


def _exact(away: Away) -> bool:
    return isinstance(away.from_, dt.datetime) or isinstance(away.to, dt.datetime)


def _between_moments(away: Away, calendars: Calendars) -> Spans:
    clock = calendars.clock
    start = clock.day(calendars.horizon.from_)[0] if away.from_ is None else _edge(away.from_, clock, closing=False)
    end = clock.day(calendars.horizon.to)[1] if away.to is None else _edge(away.to, clock, closing=True)
    return union([(start, end)])


def _edge(value: dt.date, clock: LocalClock, *, closing: bool) -> int:
    if isinstance(value, dt.datetime):
        return clock.minute(value, closing=closing)
    return clock.day(value)[1 if closing else 0]


def _day(value: dt.date | None) -> dt.date | None:
    return value.date() if isinstance(value, dt.datetime) else value


def half_day(day: dt.date, morning: bool, calendars: Calendars) -> Span:
    """Half a day, cut in the middle of the longest break of the company's day, or at noon if it has none."""
    hours = calendars.company.calendar.hours[day.weekday()] or calendars.company.calendar.longest_day
    breaks = [(after[0] - before[1], (before[1] + after[0]) // 2) for before, after in pairwise(hours)]
    cut = max(breaks)[1] if breaks else NOON
    start, end = calendars.clock.day(day)
    middle = calendars.clock.span(day, (0, cut))[1]
    return (start, middle) if morning else (middle, end)
