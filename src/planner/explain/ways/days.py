"""The days on which a change may help what a certificate proves."""

from __future__ import annotations

import datetime as dt

from planner.plan.certificate import Certificate
from planner.rules.work_time import works
from planner.timeline.timeline import Timeline

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
