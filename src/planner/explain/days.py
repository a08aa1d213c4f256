"""The days that a certificate touches."""

from __future__ import annotations

import datetime as dt

from planner.plan.certificate import Certificate
from planner.rules.work_time import works
from planner.timeline.timeline import Timeline


def touched(timeline: Timeline, certificate: Certificate) -> list[dt.date]:
    """The days of a certificate, those of its activities, and those of the work around them, in order."""
    days = {one for one in timeline.days if certificate.from_ <= one <= certificate.to}
    for task in map(timeline.occurrence, certificate.activities):
        days.update(task.days, task.run)
        for what, work in works(task.activity):
            for day in task.days:
                days.update(timeline.work_days(task, work, what, day))
    return sorted(days)
