"""When somebody is needed: what would not be held, or not be prepared, without them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from planner.plan.booking import Booking
from planner.plan.certificate import Certificate
from planner.timeline.clock import of_minute
from planner.timeline.spans import Span
from planner.timeline.timeline import Timeline

DAY = dt.timedelta(1)


def attended(certificate: Certificate) -> tuple[str, ...]:
    """What a certificate asks somebody to attend."""
    return tuple(one.occurrence for one in certificate.asks if one.need is None)


def needed(timeline: Timeline, person: str, bookings: Collection[Booking], alone: Collection[str]) -> Iterator[Span]:
    """When somebody fills a need or does its work, or is the only one at an activity that some must attend."""
    for one in bookings:
        yield from ((of_minute(work.start), of_minute(work.end)) for work in one.work if work.staff == person)
        if one.start is None or one.end is None:
            continue
        filling = any(person in need.staff for need in one.needs)
        if filling or (one.occurrence in alone and one.people == (person,)):
            run = timeline.occurrence(one.occurrence).run
            yield from (timeline.day_hours(day) for day in run)
            if not run:
                yield of_minute(one.start), of_minute(one.end)


def dates(timeline: Timeline, spans: Collection[Span]) -> list[dt.date]:
    """The days that some spans touch."""
    found: set[dt.date] = set()
    for start, end in spans:
        day, last = timeline.clock.date(start), timeline.clock.date(end - 1)
        while day <= last:
            found.add(day)
            day += DAY
    return sorted(found)


def shifts(timeline: Timeline, spans: Collection[Span]) -> list[dt.date]:
    """The days whose hours some spans lie in: in the small hours those of the eve, if they reach so far."""
    days = [timeline.clock.date(start) for start, _ in spans]
    eves = [timeline.day_hours(day - DAY)[1] for day in days]
    return sorted({day - DAY if over > span[0] else day for day, over, span in zip(days, eves, spans, strict=True)})
