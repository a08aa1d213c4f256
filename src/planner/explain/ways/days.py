"""The days that a certificate touches, and those on which somebody is needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from planner.plan.booking import Booking
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


def needed_on(person: str, bookings: Collection[Booking]) -> list[dt.date]:
    """The days on which somebody fills a need or does its work."""
    days = {
        one.start.date()
        for one in bookings
        if one.start is not None and any(person in need.staff for need in one.needs)
    }
    return sorted(days | {one.start.date() for booking in bookings for one in booking.work if one.staff == person})
