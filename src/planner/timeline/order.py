"""How far apart activities must lie that come after one another."""

from __future__ import annotations

import datetime as dt

from planner.facts.times import lag_minutes
from planner.facts.when import After
from planner.timeline.clock import LocalClock
from planner.timeline.company import CompanyDays

Window = tuple[int, int | None]
"""The first and the last minute of something, if there is a last."""


class Distance:
    """How long after the end of one activity, or since its start, another may start.

    Parameters
    ----------
    after
        What is stated.
    clock, company
        What days mean.
    last
        Whether the activity that comes before is the last one of its name: only from its end on most is counted.

    Attributes
    ----------
    minutes
        At least and at most so many minutes lie between the end of one, or its start, and the start of the other.
    in_days
        Whether, besides, days are counted.
    since_start
        Whether it is counted from the start of the one that comes before.
    stated
        At least, at most, what is counted, and since when, as stated; empty where nothing is.
    """

    def __init__(self, after: After, clock: LocalClock, company: CompanyDays, *, last: bool = True) -> None:
        least, most = after.least, after.most if last else None
        self._clock = clock
        self._company = company
        self._count = after.count
        self._least = least if isinstance(least, int) else 0
        self._most = most if isinstance(most, int) else None
        self.minutes: Window = (
            lag_minutes(least) if isinstance(least, str) else 0,
            lag_minutes(most) if isinstance(most, str) else None,
        )
        self.since_start = after.since == "start"
        self.stated = after.stated if last else (after.stated[0], "", after.count, after.since)
        self.in_days = bool(self._least) or self._most is not None

    def days(self, over: dt.date) -> Window:
        """The starts that the days leave, counted from the day on which the first activity is over, or starts."""
        first = self._clock.day(over)[0]
        if self._least:
            first = self._clock.day(self._company.shift(over, self._least, self._count))[0]
        if self._most is None:
            return first, None
        return first, self._clock.day(self._company.shift(over, self._most, self._count))[1] - 1

    def window(self, start: int, end: int) -> Window:
        """The starts that are left if the first activity starts and is over at some minutes."""
        least, most = self.minutes
        counted = start if self.since_start else end
        first, last = self.days(self._clock.date(start if self.since_start else end - 1))
        ends = [one for one in (last, None if most is None else counted + most) if one is not None]
        return max(first, counted + least), min(ends, default=None)
