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
    """One need of the activity, in the order stated, who fills it, and who stands by for it."""

    role: str
    skills: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    missing: int = 0
    standby: tuple[str, ...] = ()


class Missed(Value):
    """Somebody who should attend and is away, and why."""

    staff: str
    text: str


class Booking(Value):
    """One occurrence in a plan.

    `complete` says that every head is there (and, where work is asked for, that it is done). `start` and `end`
    are `None` where no time is possible at all, and of what is `declined`: an optional activity that is left out,
    with nobody at it and no head open. `staff` and `standby` gather by role what `needs` lists one by one.
    `room_missing` says that it asks for a room and has none.
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
    declined: bool = False
    needs: tuple[Filled, ...] = ()
    work: tuple[Work, ...] = ()

    @property
    def short(self) -> bool:
        """Whether it lacks something that was asked for; what is declined asks for nothing."""
        return not self.complete and not self.declined

    @property
    def standing_by(self) -> tuple[str, ...]:
        """Everybody who stands by, in the order of the needs."""
        return tuple(who for need in self.needs for who in need.standby)

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is there, each once: who fills a need first, then who attends."""
        return tuple(dict.fromkeys([*(who for need in self.needs for who in need.staff), *self.attendees]))
