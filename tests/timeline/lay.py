"""Facts of a few lines, laid on the time line."""

import datetime as dt
from typing import Any

from planner.facts.organisation import Facts
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def laid(first: str = "2020-06-01", last: str = "2020-06-30", zone: str = "Europe/Paris", **facts: Any) -> Timeline:
    """The time line of some facts."""
    stated = {"horizon": {"from": first, "to": last}, "timezone": zone, **facts}
    return Timeline(Facts.model_validate(stated))


def person(**stated: Any) -> dict[str, Any]:
    """One guide, Ana."""
    return {"id": "ana", "name": "Ana", "roles": ["guide"], **{key.rstrip("_"): one for key, one in stated.items()}}


def visit(**stated: Any) -> dict[str, Any]:
    """An appointment that needs a guide for two hours."""
    given = {key.rstrip("_"): one for key, one in stated.items()}
    return {"kind": "appointment", "id": "visit", "duration": "2h", "needs": {"guide": 1}, **given}


def meeting(**stated: Any) -> dict[str, Any]:
    """A meeting of all for an hour."""
    given = {key.rstrip("_"): one for key, one in stated.items()}
    return {"kind": "meeting", "id": "monday", "duration": "1h", "attendees": "all", **given}


def clock(timeline: Timeline, spans: tuple[tuple[int, int], ...]) -> list[str]:
    """Spans as people read them: ``02 09:00-12:00``, with the last day only if it is another."""
    told = []
    for first, last in spans:
        start, end = timeline.clock.local(first), timeline.clock.local(last)
        ending = f"{end:%H:%M}" if start.date() == end.date() else f"{end:%d %H:%M}"
        told.append(f"{start:%d %H:%M}-{ending}")
    return told


def only(timeline: Timeline) -> Occurrence:
    """The one occurrence there is."""
    (task,) = timeline.occurrences
    return task
