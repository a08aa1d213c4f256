"""What a plan holds of people's time, by person."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from planner.facts.calendar import days_between
from planner.plan.booking import Booking
from planner.rules.work_time import works
from planner.timeline.clock import of_minute
from planner.timeline.occurrence import Occurrence
from planner.timeline.people import PersonTime
from planner.timeline.spans import Span, Spans, subtract, union
from planner.timeline.timeline import Timeline


def open_heads(booking: Booking) -> int:
    """How many people a booking lacks; 1 if nobody attends what only asks for attendees; 1 more for its room."""
    if booking.declined:
        return 0
    unattended = not booking.complete and not booking.attendees
    people = sum(need.missing for need in booking.needs) if booking.needs else int(unattended)
    return people + booking.room_missing


class Held:
    """A plan's bookings, looked up by whom they concern.

    Parameters
    ----------
    timeline
        The facts on the time line.
    bookings
        The plan's bookings; those of occurrences that the facts do not know any more are left out.

    Attributes
    ----------
    bookings
        By occurrence.
    unplaced
        The occurrences that have no time; what is left out because it may be, needs none.
    open_heads
        How many people are missing in all; an activity with no time misses all of them.
    """

    def __init__(self, timeline: Timeline, bookings: Collection[Booking]) -> None:
        self.timeline = timeline
        self.bookings: dict[str, Booking] = {}
        self.unplaced: list[str] = []
        self.open_heads = 0
        self._of: dict[str, list[str]] = defaultdict(list)
        self._in: dict[str, list[str]] = defaultdict(list)
        self._days: dict[str, tuple[dt.date, ...]] = {}
        self.take(one for one in bookings if timeline.find(one.occurrence) is not None)

    def take(self, bookings: Iterable[Booking]) -> None:
        """Hold more, or otherwise than before."""
        for one in bookings:
            self._drop(one.occurrence)
            self.bookings[one.occurrence] = one
            self.open_heads += open_heads(one)
            if one.start is not None:
                for names in self._places(one):
                    names.append(one.occurrence)
            elif not one.declined:
                self.unplaced.append(one.occurrence)

    def _drop(self, name: str) -> None:
        before = self.bookings.pop(name, None)
        if before is None:
            return
        self.open_heads -= open_heads(before)
        self._days.pop(name, None)
        if before.start is not None:
            for names in self._places(before):
                names.remove(name)
        elif not before.declined:
            self.unplaced.remove(name)

    def _places(self, booking: Booking) -> Iterator[list[str]]:
        """Where a booking that has a time is looked up: by everybody whom it concerns, and by its room."""
        people = {*booking.attendees, *self.timeline.occurrence(booking.occurrence).attendees}
        people.update(*(need.staff for need in booking.needs))
        for person in people:
            yield self._of[person]
        if booking.room is not None:
            yield self._in[booking.room]

    def placed(self, name: str) -> bool:
        """Whether something is held at some time."""
        return name in self.bookings and self.bookings[name].start is not None

    def of(self, person: str) -> Sequence[str]:
        """What has a time and takes a person, or should have them attend."""
        return self._of.get(person, ())

    def inside(self, room: str) -> Sequence[str]:
        """What takes a room."""
        return self._in.get(room, ())

    def before(self, task: Occurrence) -> Booking | None:
        """How an activity was held, perhaps by another name: one date of it is now one of several."""
        if task.id in self.bookings or not task.activity.sessions:
            return self.bookings.get(task.id)
        whole = self.bookings.get(task.activity.id)
        same = whole is not None and whole.start is not None and self.days(task.activity.id) == task.days
        return whole if same else None

    def start(self, name: str) -> int:
        """The minute at which something begins that has a time."""
        start = self.bookings[name].start
        assert start is not None
        return of_minute(start)

    def days(self, name: str) -> tuple[dt.date, ...]:
        """The days on which something is held that has a time."""
        if name not in self._days:
            begun = self.timeline.clock.date(self.start(name))
            self._days[name] = self.timeline.occurrence(name).lasting(begun)
        return self._days[name]

    def work_days(self, name: str) -> Iterator[dt.date]:
        """The days on which the work around something may be done, if anybody does it."""
        task = self.timeline.occurrence(name)
        if self.serving(name):
            for what, work in works(task.activity):
                yield from self.timeline.work_days(task, work, what, self.days(name)[0])

    def serving(self, name: str) -> bool:
        """Whether those who fill the needs of something do its work."""
        return self.bookings[name].complete or self.timeline.occurrence(name).partial

    def spans(self, name: str, person: str) -> Iterator[Span]:
        """The minutes that something takes of a person, with its work."""
        task, booking = self.timeline.occurrence(name), self.bookings[name]
        if person in booking.people:
            yield from self.timeline.held(task, person, self.start(name))
        yield from ((of_minute(one.start), of_minute(one.end)) for one in booking.work if one.staff == person)

    def altered(self, timeline: Timeline) -> dict[str, set[dt.date]]:
        """By person, the days on which they may be where they could not, or the other way round, under other facts."""
        return {
            one: set(self._other_days(self.timeline.people.get(one), who))
            for one, who in timeline.people.items()
            if self.timeline.people.get(one) is not who
        }

    def _other_days(self, before: PersonTime | None, who: PersonTime) -> Iterator[dt.date]:
        """The days on which somebody's time is another one; all of theirs, if they are new or hold other roles."""
        clock, days = self.timeline.clock, self.timeline.days
        if before is None or before.staff.roles != who.staff.roles:
            yield from filter(who.employed, days)
        elif (before.staff.hours, before.staff.employed) != (who.staff.hours, who.staff.employed):
            yield from (day for day in days if before.regular(day) != who.regular(day))
        for start, end in _differing(() if before is None else before.away, who.away):
            eve = clock.date(start) - dt.timedelta(1)  # its hours may reach into the day
            yield from days_between(eve, clock.date(end - 1))


def _differing(some: Spans, others: Spans) -> Spans:
    return union(subtract(some, others), subtract(others, some))


def days_of(task: Occurrence) -> tuple[dt.date, ...]:
    """All days on which an activity may be held."""
    return (*task.days, *task.run)
