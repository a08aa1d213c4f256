"""Does the order of activities make sense? None comes after itself, nothing after what never ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from planner.errors import Fault
from planner.facts.activities import Activity
from planner.facts.times import lag_minutes
from planner.facts.when import After


def disorder(activities: Sequence[Activity]) -> Iterator[Fault]:
    """Every fault in what comes after what."""
    known = {one.id: one for one in activities}
    told: set[str] = set()
    for i, activity in enumerate(activities):
        for j, after in enumerate(activity.after):
            path = ("activities", i, "after", j)
            other = known.get(after.activity)
            if other is not None and other.kind == "background":
                message = f"{activity.id!r} comes after {other.id!r}, background work that never is over"
                yield Fault((*path, "activity"), message, "Name another activity.")
            if _backwards(after):
                message = f"at most {after.most} after {after.activity!r} is less than at least {after.least}"
                yield Fault((*path, "most"), message, "Make most the larger one.")
        if activity.id not in told:
            circle = _circle(activity.id, known)
            told.update(circle)
            if circle:
                way = " after ".join(repr(one) for one in circle)
                message = f"{activity.id!r} comes after itself: {way}"
                yield Fault(("activities", i, "after"), message, "Leave one of them out.")


def _backwards(after: After) -> bool:
    """Whether there is no distance that is neither too small nor too large, as far as the two can be compared."""
    if isinstance(after.least, int) and isinstance(after.most, int):
        return after.most < after.least
    if isinstance(after.least, str) and isinstance(after.most, str):
        return lag_minutes(after.most) < lag_minutes(after.least)
    return False


def _circle(start: str, known: Mapping[str, Activity]) -> list[str]:
    """The shortest way from an activity over what it comes after back to itself; empty if there is none."""
    ways = {start: [start]}
    queue = [start]
    for one in queue:
        for after in known[one].after if one in known else ():
            if after.activity == start:
                return [*ways[one], start]
            if after.activity not in ways:
                ways[after.activity] = [*ways[one], after.activity]
                queue.append(after.activity)
    return []
