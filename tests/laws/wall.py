"""The clock on the wall, minute by minute, and days: what a second reading of raw facts stands on."""

from __future__ import annotations

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, rrule, rrulestr, weekday

from planner.facts.when import Every, NthWeekday

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


def recurring(every: Every, first: dt.date, last: dt.date) -> list[dt.date]:
    """The days of a recurrence that counts from the first day."""
    if isinstance(every, NthWeekday):
        month = dt.datetime.combine(first.replace(day=1), dt.time())
        nth = weekday(every.weekday, every.nth)
        months = rrule(MONTHLY, dtstart=month, until=at_clock(last), bymonth=every.month, byweekday=nth)
        return [one.date() for one in months if one.date() >= first]
    dates = rrulestr(every, dtstart=at_clock(first))
    return [one.date() for one in dates.between(at_clock(first), at_clock(last), inc=True)]


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
