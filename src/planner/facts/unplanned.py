"""Facts that are read and judged, but that this version cannot plan with yet. Never ignored: always told."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Fault
from planner.facts.organisation import Facts

LATER = "It is read and checked, and cannot be planned yet: leave it out to plan the rest."


def unplanned(facts: Facts) -> Iterator[Fault]:
    """Every use of rooms, sites, order, stand-bys, sessions and optional activities."""
    for key in ("rooms", "sites"):
        if getattr(facts, key):
            yield Fault((key,), f"the problem has {key}", LATER)
    for i, staff in enumerate(facts.staff):
        if staff.site is not None:
            yield Fault(("staff", i, "site"), f"{staff.id!r} has a site", LATER)
    for i, stated in enumerate(facts.activities):
        activity = facts.settled(stated)
        for key in ("room", "site", "after", "sessions", "optional"):
            if getattr(activity, key):
                yield Fault(("activities", i, key), f"{activity.id!r} uses {key}", LATER)
        for j, need in enumerate(activity.needs or ()):
            if need.standby:
                yield Fault(("activities", i, "needs", j, "standby"), f"{activity.id!r} asks for stand-bys", LATER)
