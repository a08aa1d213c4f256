"""A plan told to a draft: what each decision is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from planner.compile.draft import Draft
from planner.compile.logic import Lit
from planner.plan.booking import Booking
from planner.plan.goals import Reached
from planner.timeline.clock import of_minute

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar


class Start(NamedTuple):
    """A plan to begin with, and what it reaches, with what no plan can pass.

    Parameters
    ----------
    bookings
        One of every occurrence.
    goals
        Those that are counted; the checker counts the others.
    final
        Whether nothing is left to seek.
    """

    bookings: tuple[Booking, ...]
    goals: tuple[Reached, ...]
    final: bool


def told(draft: Draft, bookings: Iterable[Booking]) -> Iterator[tuple[IntVar | Lit, int]]:
    """Every decision of a draft, with its value in some bookings.

    Parameters
    ----------
    draft
        The draft, every rule built.
    bookings
        One of every occurrence.
    """
    known = {one.occurrence: one for one in bookings}
    for task in draft.tasks:
        booking = known[task.id]
        begin = draft.when.begin(task)
        if booking.start is not None and not isinstance(begin, int):
            yield begin, draft.when.since_origin(of_minute(booking.start))
        yield draft.when.held(task), booking.start is not None
        for place, need in enumerate(booking.needs):
            for person in draft.who.fillers(task, place):
                yield draft.who.fills(task, place, person), person in need.staff
            for person in draft.standing_by.able(task, place):
                yield draft.standing_by.stands(task, place, person), person in need.standby
        for person in (*task.attendees, *task.joiners):
            yield draft.who.attends(task, person), person in booking.attendees
        for room in task.rooms:
            yield draft.rooms.takes(task, room), room == booking.room
