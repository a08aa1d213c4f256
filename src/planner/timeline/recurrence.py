"""Recurrences become days."""

from __future__ import annotations

import datetime as dt

from dateutil.rrule import MONTHLY, rrule, rruleset, rrulestr, weekday

from planner.facts.when import Every, NthWeekday, as_days
from planner.timeline.clock import midnight


def days_of(every: Every, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """The days of a recurrence from the first to the last day, both included.

    A rule without a start of its own counts from the first day.

    Examples
    --------
    >>> july = NthWeekday(weekday="tuesday", nth="last", month="july")
    >>> days_of(july, dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    (datetime.date(2020, 7, 28),)
    """
    if isinstance(every, NthWeekday):
        rule: rrule | rruleset = rrule(
            MONTHLY,
            bymonth=every.month,
            byweekday=weekday(every.weekday, every.nth),
            dtstart=midnight(first.replace(day=1)),
            until=midnight(last),
        )
    else:
        rule = rrulestr(as_days(every), dtstart=midnight(first))
    found = rule.between(midnight(first), midnight(last), inc=True)
    return tuple(sorted({moment.date() for moment in found}))
