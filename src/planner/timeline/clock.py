"""Local wall-clock time and minutes: the one place that knows a time zone."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

from planner.facts.times import DAY_MINUTES
from planner.timeline.spans import Span, Spans, union

MIDNIGHT = dt.time()


class LocalClock:
    """The clock on the wall of one time zone.

    A local time that the spring change skips stands for the moment of the change. One that the autumn change
    repeats stands for its first passing where something starts and for its second where something ends, so that
    spans neither lose nor double an hour.

    Examples
    --------
    >>> paris = LocalClock("Europe/Paris")
    >>> [(end - start) // 60 for start, end in (paris.day(dt.date(2020, 3, 29)), paris.day(dt.date(2020, 10, 25)))]
    [23, 25]
    """

    def __init__(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self.day = lru_cache(maxsize=None)(self._day)
        self.spans = lru_cache(maxsize=None)(self._spans)
        self.span = lru_cache(maxsize=None)(self._span)
        self._midnight = lru_cache(maxsize=None)(lambda day: self.minute(midnight(day)))

    def minute(self, local: dt.datetime, *, closing: bool = False) -> int:
        """The minute of a local time; `closing` where something ends."""
        since = local.hour * 60 + local.minute
        if since:
            begins, ends = self.day(local.date())
            if ends - begins == DAY_MINUTES:  # no change of clock on this day
                return begins + since
        if closing:  # what ends at the first of two like times is over before they part
            before = local - dt.timedelta(minutes=1)
            if self._passing(before, fold=1) > self._passing(before, fold=0):
                return self._passing(before, fold=1) + 1
        first = self._passing(local, fold=0)
        second = self._passing(local, fold=1)
        if second < first:  # skipped by the spring change: the change lies between the two readings
            while first - second > 1:
                middle = (first + second) // 2
                if self._offset(middle) == self._offset(first):
                    first = middle
                else:
                    second = middle
            return first
        return first

    def _passing(self, local: dt.datetime, fold: int) -> int:
        return int(local.replace(tzinfo=self.zone, fold=fold).timestamp() // 60)

    def _offset(self, minute: int) -> dt.timedelta | None:
        return dt.datetime.fromtimestamp(minute * 60, self.zone).utcoffset()

    def local(self, minute: int) -> dt.datetime:
        """The local time of a minute, with its offset from UTC."""
        moment = dt.datetime.fromtimestamp(minute * 60, self.zone)
        return moment.replace(tzinfo=dt.timezone(moment.utcoffset() or dt.timedelta()), fold=0)

    def date(self, minute: int) -> dt.date:
        """The local day of a minute."""
        return dt.datetime.fromtimestamp(minute * 60, self.zone).date()

    def _day(self, day: dt.date) -> Span:
        return self._midnight(day), self._midnight(day + dt.timedelta(days=1))

    def _span(self, day: dt.date, clock: tuple[int, int]) -> Span:
        """A span of the day, given as minutes after local midnight; an end past 24:00 lies on the next day."""
        begins, ends = self.day(day)
        if ends - begins == DAY_MINUTES and clock[1] <= DAY_MINUTES:  # no change of clock on this day
            return begins + clock[0], begins + clock[1]
        start, end = (midnight(day) + dt.timedelta(minutes=one) for one in clock)
        return self.minute(start), self.minute(end, closing=True)

    def _spans(self, day: dt.date, hours: tuple[tuple[int, int], ...]) -> Spans:
        """The spans of a day's hours: the same for all who work these hours."""
        return union(self.span(day, clock) for clock in hours)


def midnight(day: dt.date) -> dt.datetime:
    """The local time at which a day begins."""
    return dt.datetime.combine(day, MIDNIGHT)


def of_minute(moment: dt.datetime) -> int:
    """The minute of a time that carries its offset."""
    return int(moment.timestamp() // 60)
