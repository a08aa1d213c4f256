"""What comes after what, as a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.rules.base import Names
from planner.rules.ledger import Entry
from planner.rules.order import Order
from planner.timeline.causes import Cause
from planner.timeline.occurrence import Occurrence
from planner.timeline.order import Distance
from planner.timeline.spans import Span
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
        for place, other, distance in self._timeline.links.before(task):
            began, over = (entries[other.id].start, entries[other.id].end) if other.id in entries else (None, None)
            if began is not None and over is not None and not _kept(distance, (began, over), start):
                yield self._cause(place, task, other, distance)
        for place, later, distance in self._timeline.links.behind(task):
            begun = entries[later.id].start if later.id in entries else None
            if begun is not None and not _kept(distance, (start, end), begun):
                yield self._cause(place, later, task, distance)

    def _cause(self, place: int, task: Occurrence, other: Occurrence, distance: Distance) -> Cause:
        told = Order().reason(place, task, other, distance, self._names)
        return Cause(told.fact, told.text, told.subject)


def _kept(distance: Distance, earlier: Span, start: int) -> bool:
    first, last = distance.window(*earlier)
    return first <= start and (last is None or start <= last)
