"""What changes between two sets of bookings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from planner.plan.answers import Move
from planner.plan.booking import Booking
from planner.rules.base import Names


def moves_between(before: Iterable[Booking], after: Iterable[Booking]) -> tuple[Move, ...]:
    """The bookings that both know and that are held otherwise, in the order of their ids."""
    known = {one.occurrence: one for one in before}
    return tuple(
        Move(
            occurrence=one.occurrence,
            start_before=known[one.occurrence].start,
            start=one.start,
            staff_before=known[one.occurrence].staff,
            staff=one.staff,
            room_before=known[one.occurrence].room,
            room=one.room,
        )
        for one in sorted(after, key=lambda one: one.occurrence)
        if one.occurrence in known and _held(known[one.occurrence]) != _held(one)
    )


def _held(booking: Booking) -> tuple[dt.datetime | None, dict[str, tuple[str, ...]], str | None]:
    """When, with whom and in which room."""
    return booking.start, booking.staff, booking.room


def changes_told(moves: Iterable[Move], names: Names) -> str:
    """Some moves in a phrase; empty if there are none."""
    told = [_told(one, names) for one in moves]
    if not told:
        return ""
    words = names.wording
    return words.many("with a change to {moves}", "with changes to {moves}", len(told), moves=words.listed(told))


def _told(move: Move, names: Names) -> str:
    """An activity, who comes instead of whom, its new room and time: ``Yurt (Bo instead of Ana)``."""
    told, words = [], names.wording
    if move.start is None:
        return words.say("{activity} ({changes})", activity=names.task(move.occurrence), changes=words.say("not held"))
    for role in move.staff_before | move.staff:
        before, after = move.staff_before.get(role, ()), move.staff.get(role, ())
        gone = words.listed(names.person(one) for one in before if one not in after)
        come = words.listed(names.person(one) for one in after if one not in before)
        if gone and come:
            told.append(words.say("{come} instead of {gone}", come=come, gone=gone))
        elif gone:
            told.append(words.say("without {people}", people=gone))
        elif come:
            told.append(words.say("with {people}", people=come))
    if move.room != move.room_before and move.room is not None:
        told.append(words.say("in {room}", room=names.room(move.room)))
    elif move.room != move.room_before:
        told.append(words.say("without a room"))
    if move.start != move.start_before:
        told.append(words.say("on {day} at {time}", day=words.day(move.start.date()), time=words.clock(move.start)))
    return words.say("{activity} ({changes})", activity=names.task(move.occurrence), changes=", ".join(told))
