"""A plan laid beside the facts, so that a rule's check can ask simple questions."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from planner.plan.booking import Booking, WorkKind
from planner.plan.plan import Plan
from planner.plan.step import PlanStep
from planner.timeline.clock import of_minute
from planner.timeline.occurrence import Occurrence
from planner.timeline.people import PersonTime
from planner.timeline.spans import Span
from planner.timeline.timeline import Timeline


class Entry(NamedTuple):
    """One booking beside its occurrence; times as minutes."""

    task: Occurrence
    booking: Booking
    start: int | None
    end: int | None
    elsewhere: bool = False
    """Whether somebody attends another session of it."""
    people: tuple[str, ...] = ()
    """Everybody who is there, each once."""

    def filling(self, need: int) -> tuple[str, ...]:
        """Who fills a need, by its place."""
        return self.booking.needs[need].staff

    @property
    def declined(self) -> bool:
        """Whether it is left out, and may be."""
        return self.booking.declined and self.task.optional

    @property
    def missing(self) -> int:
        """How many heads are open."""
        if self.declined:
            return 0
        return sum(max(0, need.count - len(self.filling(i))) for i, need in enumerate(self.task.needs))

    @property
    def whole(self) -> bool:
        """Whether it is held as asked: every head is there, and it has its room.

        What needs nobody has somebody who attends, it or another session of it.
        """
        if self.start is None or self.missing or self.roomless:
            return False
        return bool(self.task.needs) or self.attended

    @property
    def attended(self) -> bool:
        """Whether somebody attends it, or another session of it."""
        return bool(self.booking.attendees) or self.elsewhere

    @property
    def roomless(self) -> bool:
        """Whether it is held, asks for a room and has none."""
        return self.start is not None and self.task.asks_room and self.booking.room is None

    @property
    def filled_by(self) -> tuple[str, ...]:
        """Everybody who fills a need."""
        return tuple(who for i in range(len(self.task.needs)) for who in self.filling(i))

    @property
    def serving(self) -> bool:
        """Whether those who fill its needs prepare, follow up and earn credit."""
        return self.whole or (self.task.partial and self.start is not None)


class Sitting(NamedTuple):
    """One sitting of preparation or follow-up."""

    entry: Entry
    person: str
    what: WorkKind
    span: Span


class Ledger:
    """A plan laid beside the facts.

    Parameters
    ----------
    timeline
        The facts on the time line.
    plan
        A plan whose form was checked: every occurrence once, known people, as many needs as the activity states.

    Attributes
    ----------
    entries
        The bookings beside their occurrences, in the plan's order.
    people
        Everybody, or the one person whom it is about.
    """

    def __init__(self, timeline: Timeline, plan: Plan) -> None:
        self.timeline = timeline
        self.plan = plan
        self.people: Mapping[str, PersonTime] = timeline.people
        attended = {one.activity for one in plan.bookings if one.attendees}
        self.entries = tuple(_entry(timeline, booking, attended) for booking in plan.bookings)

    def about(
        self, person: str, timeline: Timeline, entries: Iterable[Entry], others: Collection[Booking] = ()
    ) -> Ledger:
        """Some entries and some bookings as they would be, as far as they are one person's.

        Parameters
        ----------
        person
            Whom it is about.
        timeline
            The facts, if they would be others.
        entries, others
            What is as it is, and what would be otherwise.
        """
        part = Ledger.__new__(Ledger)
        part.timeline, part.plan = timeline, self.plan
        part.people = {person: timeline.people[person]}
        attended = {one.activity for one in others if one.attendees}
        part.entries = (*entries, *(_entry(timeline, one, attended) for one in others))
        return part

    @cached_property
    def booked(self) -> dict[str, list[Entry]]:
        """By person who is booked at all, every booking that has a time and them, in the plan's order."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if entry.start is not None:
                for person in entry.people:
                    found[person].append(entry)
        return {person: found[person] for person in self.people if person in found}

    @cached_property
    def by_person(self) -> dict[str, list[tuple[Span, Entry]]]:
        """By person, every span of time held by a booking, in the order of time."""
        found: dict[str, list[tuple[Span, Entry]]] = {person: [] for person in self.people}
        for entry in self.entries:
            if entry.start is not None:
                for person in filter(found.__contains__, entry.people):
                    spans = self.timeline.held(entry.task, person, entry.start)
                    found[person] += [(span, entry) for span in spans]
        for held in found.values():
            held.sort(key=lambda one: (one[0], one[1].task.id))
        return found

    @cached_property
    def _ends(self) -> dict[str, list[int]]:
        """By person, the latest end of each booking and all before it."""
        return {person: list(accumulate((span[1] for span, _ in held), max)) for person, held in self.by_person.items()}

    def around(self, person: str, first: int, last: int) -> list[tuple[Span, Entry]]:
        """A person's bookings from the first that touches a stretch of time to the last, in the order of time."""
        held = self.by_person.get(person, [])
        begin = bisect_right(self._ends.get(person, ()), first)
        end = bisect_left(held, last, lo=begin, key=lambda one: one[0][0])
        return held[begin:end]

    @cached_property
    def sittings(self) -> dict[str, list[Sitting]]:
        """By person, every sitting of work, in the order of time."""
        found: dict[str, list[Sitting]] = {person: [] for person in self.people}
        for entry in self.entries:
            for sitting in self.sittings_of(entry) if entry.booking.work else ():
                if sitting.person in found:
                    found[sitting.person].append(sitting)
        for sat in found.values():
            sat.sort(key=lambda one: one.span)
        return found

    @staticmethod
    def sittings_of(entry: Entry) -> list[Sitting]:
        """The sittings of work around one booking."""
        return [
            Sitting(entry, work.staff, work.what, (of_minute(work.start), of_minute(work.end)))
            for work in entry.booking.work
        ]

    @cached_property
    def _steps(self) -> dict[str, dict[str, PlanStep]]:
        found: dict[str, dict[str, PlanStep]] = defaultdict(dict)
        for step in self.plan.steps:
            found[step.occurrence][step.name] = step
        return found

    def steps_of(self, entry: Entry) -> dict[str, PlanStep]:
        """The steps around one booking, by name."""
        return dict(self._steps.get(entry.task.id, {}))

    @cached_property
    def stepped(self) -> dict[str, dict[dt.date, int]]:
        """By person and day, the minutes that steps take."""
        found: dict[str, dict[dt.date, int]] = {person: defaultdict(int) for person in self.people}
        for entry in self.entries:
            minutes = {step.name: step.minutes or 0 for step in entry.task.activity.steps or ()}
            for step in self.steps_of(entry).values():
                if step.owner in found and step.day is not None:
                    found[step.owner][step.day] += minutes.get(step.name, 0)
        return found

    def day(self, minute: int) -> dt.date:
        """The local day of a minute."""
        return self.timeline.clock.date(minute)

    def time(self, minute: int) -> dt.datetime:
        """The local time of a minute."""
        return self.timeline.clock.local(minute)


def _entry(timeline: Timeline, booking: Booking, attended: Collection[str]) -> Entry:
    """A booking beside its occurrence; somebody may attend another session of it."""
    task = timeline.occurrence(booking.occurrence)
    return Entry(
        task,
        booking,
        of_minute(booking.start) if booking.start else None,
        of_minute(booking.end) if booking.end else None,
        bool(task.activity.sessions) and booking.activity in attended,
        booking.people,
    )
