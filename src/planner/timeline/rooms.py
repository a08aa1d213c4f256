"""Each room's time: when it is closed."""

from __future__ import annotations

from copy import copy
from typing import NamedTuple

from planner.facts.places import Room
from planner.facts.when import Away
from planner.timeline.away import Calendars, away_spans
from planner.timeline.spans import Span, Spans, touches, union


class Closing(NamedTuple):
    """One time when a room is closed, laid on the time line."""

    place: int
    closed: Away
    spans: Spans


class RoomTime:
    """One room's time.

    Parameters
    ----------
    room
        The room.
    calendars
        The clock, the company's days and the horizon.
    """

    def __init__(self, room: Room, calendars: Calendars) -> None:
        self.room = room
        self.id = room.id
        self.closings = tuple(Closing(i, one, away_spans(one, calendars)) for i, one in enumerate(room.closed))
        self.closed = union(*(one.spans for one in self.closings))

    def without(self, taken: Spans) -> RoomTime:
        """The room's time without some minutes, which something else has."""
        if not taken:
            return self
        part = copy(self)
        part.closed = union(self.closed, taken)
        return part

    def open(self, spans: tuple[Span, ...]) -> bool:
        """Whether it is closed at none of these minutes."""
        return not any(touches(self.closed, span) for span in spans)
