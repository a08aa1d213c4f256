"""Where else a person is, or would have to be, during a task."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planner.rules.base import Names
from planner.rules.ledger import Entry, Ledger
from planner.timeline.causes import Cause, day_text, fits
from planner.timeline.occurrence import Occurrence
from planner.timeline.people import PersonTime
from planner.timeline.spans import Span, Spans, touches


class Clash(NamedTuple):
    """A booking at the same time: of whose time which span it takes, or would take."""

    span: Span
    entry: Entry
    booked: bool

    def cause(self, ledger: Ledger, names: Names) -> Cause:
        """The clash as a fact."""
        task = self.entry.task
        first, last = (ledger.time(one) for one in self.span)
        told = "at" if self.booked else "would have to be at"
        when = "" if task.all_day else f" from {first:%H:%M} to {last:%H:%M}"
        return Cause(
            "elsewhere", f"{told} {names.task(task.id)} on {day_text(first)}{when}", f"activities/{task.activity.id}"
        )


class Clashes:
    """Bookings that clash in one plan.

    Parameters
    ----------
    ledger
        The plan beside the facts.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._timeline = ledger.timeline
        self._attended = [entry for entry in ledger.entries if entry.task.attendees]

    def booked(self, task: Occurrence, who: PersonTime, mine: Spans) -> list[Clash]:
        """The person's other bookings in some time; whole days take all the time that a person has."""
        part, found = self._timeline.with_person(who), list[Clash]()
        for span, entry in self._ledger.by_person[who.id]:
            if entry.task.id != task.id:
                whole_days = entry.task.all_day and entry.start is not None
                spans = part.held(entry.task, who.id, entry.start or 0) if whole_days else (span,)
                found += [Clash(one, entry, booked=True) for one in spans if touches(mine, one)]
        return found

    def expected(self, task: Occurrence, who: PersonTime, mine: Spans) -> Iterator[Clash]:
        """What a person would have to attend in some time, if they were there and free."""
        part = self._timeline.with_person(who)
        for entry in self._attended:
            if who.id not in entry.task.attendees or entry.task.id == task.id or who.id in entry.booking.people:
                continue
            start = self._start(entry)
            if start is not None and fits(part, entry.task, who.id, self._ledger.day(start), start):
                for span in part.held(entry.task, who.id, start):
                    if touches(mine, span):
                        yield Clash(span, entry, booked=False)

    def _start(self, entry: Entry) -> int | None:
        """When an activity starts, or would if somebody could be there and nothing is left to choose."""
        if entry.start is not None or len(entry.task.days) != 1:
            return entry.start
        day = entry.task.days[0]
        return self._timeline.day_hours(day)[0] if entry.task.all_day else entry.task.given.get(day)
