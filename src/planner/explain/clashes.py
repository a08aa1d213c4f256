"""Where else a person is, or would have to be, during a task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planner.rules.base import Names
from planner.rules.ledger import Entry, Ledger
from planner.timeline.causes import Cause, fits
from planner.timeline.occurrence import Occurrence
from planner.timeline.people import PersonTime
from planner.timeline.spans import Span, Spans, touches
from planner.timeline.timeline import Timeline

NIGHTS = 2 * 24 * 60
"""Minutes by which a whole day may take more of somebody's time than the plan says, the nights around it included."""


class Clash(NamedTuple):
    """A booking at the same time: of whose time which span it takes, or would take."""

    span: Span
    entry: Entry
    booked: bool
    way: int = 0

    def cause(self, ledger: Ledger, names: Names) -> Cause:
        """The clash as a fact."""
        task = self.entry.task
        return Cause("elsewhere", self._text(ledger, names), f"activities/{task.activity.id}")

    def _text(self, ledger: Ledger, names: Names) -> str:
        task, say = self.entry.task, names.wording.say
        first, last = (ledger.time(one) for one in self.span)
        told = {"task": names.task(task.id, first), "day": names.day(first)}
        if task.all_day:
            return (
                say("at {task} on {day}", **told) if self.booked else say("would have to be at {task} on {day}", **told)
            )
        told |= {"start": names.clock(first), "end": names.clock(last)}
        if self.way:
            told["hours"] = names.wording.hours(self.way)
            if self.booked:
                return say("at {task} on {day} from {start} to {end}, too near for the {hours} of the way", **told)
            return say("would have to be at {task} on {day} from {start} to {end}, {hours} away", **told)
        if self.booked:
            return say("at {task} on {day} from {start} to {end}", **told)
        return say("would have to be at {task} on {day} from {start} to {end}", **told)


class Clashes:
    """Bookings that clash in one plan.

    Parameters
    ----------
    ledger
        The plan beside the facts.
    step
        Minutes of the time grid.
    """

    def __init__(self, ledger: Ledger, step: int) -> None:
        self._ledger = ledger
        self._step = step
        self._timeline = ledger.timeline
        self._at = {entry.task.id: entry.booking.people for entry in ledger.entries}
        self._far = ledger.timeline.sites.farthest + NIGHTS
        self._attended = [entry for entry in ledger.entries if entry.task.attendees]

    def booked(self, task: Occurrence, who: PersonTime, mine: Spans) -> list[Clash]:
        """The person's other bookings in some time; whole days take all the time that a person has."""
        part, found = self._timeline.with_person(who), list[Clash]()
        way = self._timeline.sites.farthest
        first, last = (mine[0][0] - way, mine[-1][1] + way) if mine else (0, 0)
        for span, entry in self._around(who, mine):
            if entry.task.id != task.id and (entry.task.all_day or (span[0] < last and first < span[1])):
                whole_days = entry.task.all_day and entry.start is not None
                spans = part.held(entry.task, who.id, entry.start or 0) if whole_days else (span,)
                found += self._near(task, who, mine, [Clash(one, entry, booked=True) for one in spans])
        return found

    def _around(self, who: PersonTime, mine: Spans) -> list[tuple[Span, Entry]]:
        """The person's bookings that may be near some minutes: all others lie days off, or farther than any way is."""
        if not mine:
            return []
        return self._ledger.around(who.id, mine[0][0] - self._far, mine[-1][1] + self._far)

    def expected(self, task: Occurrence, who: PersonTime, mine: Spans) -> Iterator[Clash]:
        """What a person would have to attend in some time, if they were there and free."""
        part = self._timeline.with_person(who)
        for entry, starts in self._owed(task, who):
            near = [list(self._of(entry, task, who, mine, part.held(entry.task, who.id, one))) for one in starts]
            if near and all(near):
                yield from near[0]

    def besides(self, task: Occurrence, who: PersonTime, mine: Spans, off: frozenset[str]) -> Iterator[tuple[str, int]]:
        """What a person would have to attend beside a task, if they were there and off some others; and from when."""
        part = self._timeline.with_person(who)
        for entry, starts in self._owed(task, who):
            for one in starts:
                held = part.held(entry.task, who.id, one)
                busy = (clash.entry.task.id for clash in self.booked(entry.task, who, held))
                if off.issuperset(busy) and not any(self._of(entry, task, who, mine, held)):
                    yield entry.task.id, one
                    break

    def _owed(self, task: Occurrence, who: PersonTime) -> Iterator[tuple[Entry, list[int]]]:
        """What else a person should attend and does not, and when they could."""
        part = self._timeline.with_person(who)
        for entry in self._attended:
            if who.id not in entry.task.attendees or entry.task.id == task.id or who.id in entry.booking.people:
                continue
            if not any(who.id in self._at.get(one.id, ()) for one in self._timeline.links.sessions(entry.task)):
                yield entry, self._starts(entry, part, who.id)

    def _of(self, entry: Entry, task: Occurrence, who: PersonTime, mine: Spans, held: Spans) -> Iterator[Clash]:
        """Where an activity, if it takes of a person's time like that, is at the time of a task, or too near."""
        return self._near(task, who, mine, [Clash(span, entry, booked=False) for span in held])

    def _near(self, task: Occurrence, who: PersonTime, mine: Spans, others: Iterable[Clash]) -> Iterator[Clash]:
        """Those that take of some minutes, or are too near for the way there or back; how long it is."""
        for clash in others:
            if touches(mine, clash.span):
                yield clash
                continue
            for own in mine:
                one, other = sorted(((task, own), (clash.entry.task, clash.span)), key=lambda some: some[1])
                needed = self._timeline.with_person(who).needed_between(who.id, one, other)
                if other[1][0] - one[1][1] < needed:
                    yield clash._replace(way=needed)
                    break

    def _starts(self, entry: Entry, part: Timeline, person: str) -> list[int]:
        """When a person would attend an activity: at its start, or whenever it could be if it has none by now."""
        if entry.start is None:
            return [start for starts in part.choices(entry.task, self._step).values() for start in starts]
        there = fits(part, entry.task, person, self._ledger.day(entry.start), entry.start)
        return [entry.start] if there else []
