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
    step
        Minutes of the time grid.
    """

    def __init__(self, timeline: Timeline, names: Names, step: int) -> None:
        self._timeline = timeline
        self._names = names
        self._step = step

    def causes(self, task: Occurrence, start: int, entries: Mapping[str, Entry], lifted: Timeline) -> Iterator[Cause]:
        """What a task would come too early or too late for if it started then, all others as they are held.

        What has no time orders nothing, unless it has some once facts are lifted: then it must have one that fits.
        """
        mine = start, self._timeline.ends(task, start)
        for place, other, distance in self._timeline.links.before(task):
            spans = self._spans(entries[other.id], lifted) if other.id in entries else []
            if spans and not any(_kept(distance, one, start) for one in spans):
                yield self._cause(place, task, other, distance)
        for place, later, distance in self._timeline.links.behind(task):
            spans = self._spans(entries[later.id], lifted) if later.id in entries else []
            if spans and not any(_kept(distance, mine, begun) for begun, _ in spans):
                yield self._cause(place, later, task, distance)

    def _spans(self, entry: Entry, lifted: Timeline) -> list[Span]:
        """When a task is held; when it could be with facts lifted, if it is only they that leave it no time."""
        if entry.start is not None and entry.end is not None:
            return [(entry.start, entry.end)]
        if entry.task.optional:
            return []
        choices = lifted.choices(entry.task, self._step).values()
        return [(one, lifted.ends(entry.task, one)) for starts in choices for one in starts]

    def _cause(self, place: int, task: Occurrence, other: Occurrence, distance: Distance) -> Cause:
        told = Order().reason(place, task, other, distance, self._names)
        return Cause(told.fact, told.text, told.subject)


def _kept(distance: Distance, earlier: Span, start: int) -> bool:
    first, last = distance.window(*earlier)
    return first <= start and (last is None or start <= last)
