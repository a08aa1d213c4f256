"""Facts that are read and judged, but that this version cannot plan with yet. Never ignored: always told."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Fault
from planner.facts.organisation import Facts

LATER = "It is read and checked, and cannot be planned yet: leave it out to plan the rest."


def unplanned(facts: Facts) -> Iterator[Fault]:
    """Every use of stand-bys, steps and optional activities."""
    for i, stated in enumerate(facts.activities):
        activity = facts.settled(stated)
        for key in ("steps", "optional"):
            if getattr(activity, key):
                yield Fault(("activities", i, key), f"{activity.id!r} uses {key}", LATER)
        for j, need in enumerate(activity.needs or ()):
            if need.standby:
                yield Fault(("activities", i, "needs", j, "standby"), f"{activity.id!r} asks for stand-bys", LATER)
