"""Facts that are read and judged, but that this version cannot plan with yet. Never ignored: always told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.errors import Fault
from planner.facts.activities import Activity
from planner.facts.organisation import Facts

LATER = "It is read and checked, and cannot be planned yet: leave it out to plan the rest."


def unplanned(facts: Facts) -> Iterator[Fault]:
    """Every use of rooms, sites, order, stand-bys, steps, sessions and optional activities."""
    for key in ("rooms", "sites"):
        if getattr(facts, key):
            yield Fault((key,), f"the problem has {key}", LATER)
    for i, staff in enumerate(facts.staff):
        if staff.site is not None:
            yield Fault(("staff", i, "site"), f"{staff.id!r} has a site", LATER)
    for i, stated in enumerate(facts.activities):
        for key in ("room", "site", "after", "steps", "sessions", "optional"):
            if _settled(facts, stated, key):
                yield Fault(("activities", i, key), f"{stated.id!r} uses {key}", LATER)
        for j, need in enumerate(_settled(facts, stated, "needs") or ()):
            if need.standby:
                yield Fault(("activities", i, "needs", j, "standby"), f"{stated.id!r} asks for stand-bys", LATER)


def _settled(facts: Facts, stated: Activity, key: str) -> Any:
    """What an activity, or else its kind's defaults, says: without a copy of the activity, for there may be many."""
    said = getattr(stated, key)
    return getattr(facts.defaults.get(stated.kind), key, None) if said is None else said
