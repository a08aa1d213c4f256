"""Who misses a training although it has several sessions."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from planner.plan.booking import Booking
from planner.timeline.timeline import Timeline


def missed_sessions(timeline: Timeline, bookings: Collection[Booking]) -> Iterator[str]:
    """A sentence for each training with sessions at none of which somebody who should attend it is."""
    there: dict[str, set[str]] = {}
    missed: dict[str, set[str]] = {}
    for one in bookings:
        if timeline.occurrence(one.occurrence).activity.sessions:
            there.setdefault(one.activity, set()).update(one.people)
            missed.setdefault(one.activity, set()).update(away.staff for away in one.away)
    titles = {one.activity: one.title for one in bookings}
    for activity, people in missed.items():
        absent = sorted(people - there[activity])
        if absent:
            yield timeline.wording.say(
                "{activity}: at none of its sessions: {people}",
                activity=titles[activity],
                people=timeline.wording.listed(timeline.people[one].staff.title for one in absent),
            )
