"""Who sits where becomes bookings."""

from __future__ import annotations

from collections.abc import Iterator

from planner.plan.booking import Booking
from planner.solving.booked import booked, filled
from planner.solving.reading import in_order
from planner.solving.seated.crowd import members
from planner.solving.seated.seating import Seating
from planner.timeline.timeline import Timeline


def bookings_of(seating: Seating, timeline: Timeline) -> tuple[Booking, ...]:
    """Every occurrence with whoever sits at it, in the order of time; those at which nobody could be come last.

    Parameters
    ----------
    seating
        Who sits where.
    timeline
        The facts on the time line.
    """
    return tuple(sorted(_bookings(seating, timeline), key=in_order))


def _bookings(seating: Seating, timeline: Timeline) -> Iterator[Booking]:
    place = {task.id: at for at, task in enumerate(seating.seats.tasks)}
    for task in timeline.occurrences:
        at = place.get(task.id)
        seats = () if at is None else seating.seats.of[at]
        there = [_people(seating, seat) for seat in seats] or [()] * len(task.needs)
        yield booked(timeline, task, None if at is None else seating.seats.starts[at], filled(task, there))


def _people(seating: Seating, seat: int) -> tuple[str, ...]:
    return tuple(sorted(seating.seats.people[one] for one in members(seating.on[seat])))
