"""The days on which a change may help what a certificate proves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from planner.facts.calendar import days_between
from planner.plan.certificate import Certificate
from planner.rules.work_time import works
from planner.timeline.timeline import Timeline

RINGS = (0, 0), (1, 1), (2, 3), (4, 7), (8, 14)
"""Days before and after, among which another date is looked for, ring by ring."""
FAR = RINGS[-1][1]
DAY = dt.timedelta(1)
AROUND = dt.timedelta(14)  # an activity may be moved as well, or its work begun earlier


def over_midnight(timeline: Timeline, day: dt.date) -> bool:
    """Whether the hours of a day, worked or not, reach into the next one."""
    return timeline.day_hours(day)[1] > timeline.clock.day(day)[1]


def reached(timeline: Timeline, certificate: Certificate) -> list[dt.date]:
    """The days of a certificate, those to which its activities could move, those of their work; and some around."""
    days = {certificate.from_, certificate.to}
    for task in map(timeline.occurrence, certificate.activities):
        could = task.activity.could_move
        days.update(task.days, task.run, () if could is None else (could.from_, could.to))
        for what, work in works(task.activity):
            for day in task.days:
                days.update(timeline.work_days(task, work, what, day))
    first, last = min(days) - AROUND, max(days) + AROUND
    return [one for one in timeline.days if first <= one <= last]


def rings(
    timeline: Timeline, days: Collection[dt.date], *, on_days_off: bool
) -> Iterator[tuple[int, tuple[dt.date, ...]]]:
    """The days near some others on which there are hours, ring by ring outwards: how far off at least, and which."""
    horizon = timeline.facts.horizon
    first, last = max(min(days) - FAR * DAY, horizon.from_), min(max(days) + FAR * DAY, horizon.to)
    far = {
        day: min(abs((day - one).days) for one in days)
        for day in days_between(first, last)
        if on_days_off or _worked(timeline, day)
    }
    for nearest, farthest in RINGS:
        found = tuple(day for day, distance in far.items() if nearest <= distance <= farthest)
        if found:
            yield nearest, found


def _worked(timeline: Timeline, day: dt.date) -> bool:
    """Whether the company works on a day, if only in the small hours that belong to the eve."""
    company, eve = timeline.company, day - DAY
    return company.works(day) or (company.works(eve) and over_midnight(timeline, eve))
