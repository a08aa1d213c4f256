"""What becomes of a plan of which some bookings are made anew in a small world."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from planner.plan.booking import Booking
from planner.plan.goals import Reached
from planner.solving.worlds.around import Around, Unsettled
from planner.solving.worlds.held import Held, open_heads


class Resettled:
    """A plan in which some bookings were made anew.

    Parameters
    ----------
    held, asked
        The plan before, and what was changed about it.
    around, laid
        The small world in which that was done, and its bookings.

    Attributes
    ----------
    anew
        By occurrence, the bookings that are not as they were, and all that were free.
    changed
        The ids of those that were free and changed: in time or in people.
    reached
        What the small world reaches on each goal.
    """

    def __init__(
        self, held: Held, asked: Unsettled, around: Around, laid: tuple[Booking, ...], reached: tuple[Reached, ...]
    ) -> None:
        self._held = held
        self._gone = asked.gone
        self.around = around
        self.laid = laid
        self.reached = reached
        own = {*asked.free, *around.loose}
        self.anew = {one.occurrence: one for one in laid if one.occurrence in own}
        self.changed = tuple(sorted(name for name in asked.free if name in self.anew and self._differs(name)))
        for one in laid:
            if one.occurrence not in own:
                merged = self._merged(one)
                if merged != held.bookings[one.occurrence]:
                    self.anew[one.occurrence] = merged

    @property
    def proved(self) -> bool:
        """Whether it is proved the best of what could be made anew."""
        return all(one.proved for one in self.reached)

    def _differs(self, name: str) -> bool:
        before, after = self._held.bookings.get(name), self.anew[name]
        return before is None or (before.start, before.staff, before.room) != (after.start, after.staff, after.room)

    def _merged(self, laid: Booking) -> Booking:
        """A booking that was held still, with what people of the small world do for it now."""
        if laid.occurrence in self.around.pinned:
            return laid
        before, here = self._held.bookings[laid.occurrence], self.around.timeline.people
        work = [*(one for one in before.work if one.staff not in here), *laid.work]
        missed = [one for one in before.away if one.staff not in here]
        attendees = {*(one for one in before.attendees if one not in here), *laid.attendees}
        facts: dict[str, Any] = {
            "work": tuple(sorted(work, key=lambda one: (one.start, one.staff))),
            "attendees": tuple(sorted(attendees)),
            "away": tuple(sorted((*missed, *laid.away), key=lambda one: one.staff)),
        }
        if not before.needs:
            elsewhere = before.complete and not before.attendees  # they go to another session
            facts["complete"] = bool(attendees) or laid.complete or elsewhere
        return before.model_copy(update=facts)

    @cached_property
    def bookings(self) -> tuple[Booking, ...]:
        """The whole plan."""
        kept = {name: one for name, one in self._held.bookings.items() if name not in self._gone}
        return tuple(one for _, one in sorted({**kept, **self.anew}.items()))

    def gained(self, name: str) -> int:
        """How many people more an activity has, or asks for no more."""
        before = self._held.bookings.get(name)
        known = 0 if before is None else open_heads(before)
        if name in self._gone:
            return known
        return known - open_heads(self.anew[name]) if name in self.anew else 0

    @property
    def everything(self) -> frozenset[str]:
        """All that is not as it was, or was free."""
        return self._gone | self.anew.keys()

    @property
    def open_heads(self) -> int:
        """How many people are missing in all."""
        return self._held.open_heads - sum(map(self.gained, self.everything))
