"""The company's calendar: the horizon that is planned, working hours, holidays, closures."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from planner.facts.base import Fact
from planner.facts.times import Day, Days, Week, parse_week


class Horizon(Fact):
    """The days that are planned, both included."""

    from_: Day = Field(alias="from")
    to: Day


CLOSED = "closed"
"""Why the company is closed, where nothing is said."""


class Closure(Fact):
    """Days on which the whole company is closed, both included."""

    from_: Day = Field(alias="from")
    to: Day
    reason: str = CLOSED


class Calendar(Fact):
    """When the company works.

    `country` and `subdivision` are codes of the `holidays` library (`FR`; `Moselle`, `Alsace`); without a
    country there are no public holidays. `open` are extra working days; they win over holidays, closures and
    weekends.
    """

    country: str | None = None
    subdivision: str | None = None
    hours: Week = parse_week({"mon-fri": ["09:00-12:00", "13:00-17:00"]})
    closed: tuple[Closure, ...] = ()
    open: Days = ()

    @property
    def longest_day(self) -> tuple[tuple[int, int], ...]:
        """The hours of the weekday that has most of them: what a day's work is on a day off."""
        return max(self.hours, key=lambda spans: sum(end - start for start, end in spans))


def days_between(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """Every day from the first to the last, both included.

    Examples
    --------
    >>> len(days_between(dt.date(2020, 2, 27), dt.date(2020, 3, 1)))
    4
    """
    return tuple(dt.date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
