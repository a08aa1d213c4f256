"""What comes after what, as a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.rules.base import Names
from planner.rules.ledger import Entry
from planner.rules.order import Order
from planner.timeline.causes import Cause
from planner.timeline.occurrence import Occurrence
from planner.timeline.order import Distance
from planner.timeline.timeline import Timeline


class Orders:
    """The order of activities, told.

    Parameters
    ----------
    timeline, names
        The facts on the time line, and what people call things.
    """

    def __init__(self, timeline: Timeline, names: Names) -> None:
        self._timeline = timeline
        self._names = names

    def causes(self, task: Occurrence, start: int, entries: Mapping[str, Entry]) -> Iterator[Cause]:
        """What a task would come too early or too late for if it started then, all others as they are held."""
        end = self._timeline.ends(task, start)
        for place, other, distance in self._timeline.before(task):
            over = entries[other.id].end if other.id in entries else None
            if over is not None and not _kept(distance, over, start):
                yield self._cause(place, task, other, distance)
        for place, later, distance in self._timeline.behind(task):
            begun = entries[later.id].start if later.id in entries else None
            if begun is not None and not _kept(distance, end, begun):
                yield self._cause(place, later, task, distance)

    def _cause(self, place: int, task: Occurrence, other: Occurrence, distance: Distance) -> Cause:
        told = Order().reason(place, task, other, distance, self._names)
        return Cause(told.fact, told.text, told.subject)


def _kept(distance: Distance, end: int, start: int) -> bool:
    first, last = distance.window(end)
    return first <= start and (last is None or start <= last)
