"""What somebody would rather have."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

from planner.explain.declined import HELD
from planner.facts.when import Pins
from planner.plan.booking import Booking
from planner.timeline.occurrence import Occurrence


class Wish(NamedTuple):
    """What somebody would rather have: these people at an activity, that day, or that minute."""

    task: Occurrence
    staff: tuple[str, ...] = ()
    day: dt.date | None = None
    at: dt.datetime | None = None

    def pinned(self, roles: dict[str, tuple[str, ...]]) -> Occurrence:
        """The activity with the wish as a pin; by role, who is wished for."""
        pins = Pins(on=None if self.at else self.day, at=self.at, staff=roles)
        held = HELD if self.task.optional else {}
        return replace(self.task, activity=self.task.activity.model_copy(update={"pins": pins, **held}))

    def kept(self, booking: Booking) -> bool:
        """Whether a booking keeps it."""
        if not booking.complete or booking.start is None or not set(self.staff) <= set(booking.people):
            return False
        start = booking.start.replace(tzinfo=None)
        return self.day in (None, start.date()) and self.at in (None, start)
