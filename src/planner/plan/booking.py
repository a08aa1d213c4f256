"""One occurrence in a plan: when, who, and their work around it."""

from __future__ import annotations

from typing import Literal

from planner.plan.base import Time, Value

WorkKind = Literal["preparation", "follow_up"]


class Work(Value):
    """One sitting of preparation or follow-up of one person."""

    staff: str
    what: WorkKind
    start: Time
    end: Time


class Filled(Value):
    """One need of the activity, in the order stated, and who fills it."""

    role: str
    skills: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    missing: int = 0


class Missed(Value):
    """Somebody who should attend and is away, and why."""

    staff: str
    text: str


class Booking(Value):
    """One occurrence in a plan.

    `complete` says that every head is there (and, where work is asked for, that it is done). `start` and `end`
    are `None` where no time is possible at all. `staff` gathers by role what `needs` lists one by one. `room_missing`
    says that it asks for a room and has none.
    """

    activity: str
    occurrence: str
    kind: str
    title: str
    start: Time | None
    end: Time | None
    staff: dict[str, tuple[str, ...]] = {}
    attendees: tuple[str, ...] = ()
    away: tuple[Missed, ...] = ()
    standby: dict[str, tuple[str, ...]] = {}
    room: str | None = None
    room_missing: bool = False
    complete: bool
    needs: tuple[Filled, ...] = ()
    work: tuple[Work, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is there, each once: who fills a need first, then who attends."""
        return tuple(dict.fromkeys([*(who for need in self.needs for who in need.staff), *self.attendees]))
