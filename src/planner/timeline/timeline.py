"""The facts laid on the time line: who can be where, when."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from copy import copy
from itertools import groupby
from typing import Literal

from planner.facts.activities import Activity, Work
from planner.facts.calendar import days_between
from planner.facts.organisation import Facts
from planner.facts.staff import Staff
from planner.timeline.away import Calendars
from planner.timeline.clock import LocalClock
from planner.timeline.company import CompanyDays
from planner.timeline.grid import starts_on_grid
from planner.timeline.links import Links
from planner.timeline.occurrence import Occurrence
from planner.timeline.occurrences import Expansion
from planner.timeline.people import PersonTime, days_around
from planner.timeline.rooms import RoomTime
from planner.timeline.sites import Sites
from planner.timeline.spans import Span, Spans, intersect, union
from planner.wording import wording_in


class Timeline:
    """The facts laid on the time line.

    People and occurrences stand in the order of their ids, so that the order of a file means nothing.

    Parameters
    ----------
    facts
        The problem's facts.

    Attributes
    ----------
    people
        Each person's time, by id.
    rooms
        Each room's time, by id, the smallest first.
    sites
        The ways between sites.
    occurrences
        The dated occurrences, in the order of their ids (background work apart).
    links
        What ties occurrences to each other.
    background
        The activities that take a share of a role's time.
    wording
        How the facts are told, in the problem's language.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.wording = wording_in(facts.language)
        self.clock = LocalClock(facts.timezone)
        self.company = CompanyDays(facts.calendar, facts.language)
        self.calendars = Calendars(self.clock, self.company, facts.horizon)
        self.rooms = {
            one.id: RoomTime(one, self.calendars) for one in sorted(facts.rooms, key=lambda one: (one.seats, one.id))
        }
        self.sites = Sites(facts, self.clock)
        self.people: dict[str, PersonTime] = {}
        self.days = days_between(facts.horizon.from_, facts.horizon.to)
        self.weeks = {week: tuple(days) for week, days in groupby(self.days, _week)}
        self.working_days = tuple(day for day in self.days if self.company.works(day))
        self._lay()

    def _lay(self) -> None:
        """People and activities, on days that are there."""
        ordered = sorted(self.facts.staff, key=lambda one: one.id)
        self.people = {one.id: self._person(one) for one in ordered}
        self.expansion = Expansion(self.facts, self.calendars)
        self.occurrences = self.expansion.occurrences
        self._named = {one.id: one for one in self.occurrences}
        self.links = Links(self.occurrences, self.clock, self.company)
        self.background = tuple(self.expansion.background)
        self._starts: dict[tuple[str, str, dt.date], Spans] = {}

    def _person(self, staff: Staff) -> PersonTime:
        known = self.people.get(staff.id)
        return known if known is not None and known.staff is staff else PersonTime(staff, self.calendars)

    def occurrence(self, name: str) -> Occurrence:
        """An occurrence by its id.

        Raises
        ------
        KeyError
            If there is none.
        """
        return self._named[name]

    @property
    def requests(self) -> tuple[Activity, ...]:
        """The activities that are to be held, each once, in the order of their ids."""
        return tuple({one.activity.id: one.activity for one in self.occurrences}.values())

    def find(self, name: str) -> Occurrence | None:
        """An occurrence by its id, if there is one."""
        return self._named.get(name)

    def changed(self, facts: Facts) -> Timeline:
        """The same days and people, some of them other than before, with other activities.

        Whoever stays the same is not laid out anew, and need not be stated again.
        """
        part = copy(self)
        part.facts = facts
        part._lay()  # noqa: SLF001 - its own kind
        part.people = dict(sorted({**self.people, **part.people}.items()))
        part.links = self.links.changed(part.occurrences)
        return part

    def only(
        self,
        tasks: tuple[Occurrence, ...],
        people: Mapping[str, PersonTime] | None = None,
        rooms: Mapping[str, RoomTime] | None = None,
    ) -> Timeline:
        """The same days with some occurrences only, and no background work; with some people and rooms, or the same.

        Parameters
        ----------
        tasks
            The occurrences, in the order of their ids.
        people
            Everybody, in the order of their ids, if not the same people.
        rooms
            Rooms whose time is another one.
        """
        part = self._with(tasks)
        part.background = ()
        part.rooms = {**self.rooms, **(rooms or {})}
        if people is not None:
            part.people = dict(people)
            same = all(self.people.get(name) is one for name, one in people.items())
            if not same or not all(_at_the_same_times(self._named.get(one.id), one) for one in tasks):
                part._starts = {}  # noqa: SLF001 - its own kind
        return part

    def _with(self, occurrences: tuple[Occurrence, ...]) -> Timeline:
        part = copy(self)
        part.occurrences = occurrences
        part._named = {one.id: one for one in occurrences}  # noqa: SLF001 - its own kind
        part.links = self.links.among(occurrences)
        return part

    def with_person(self, who: PersonTime) -> Timeline:
        """The same facts with other time of one person."""
        if self.people.get(who.id) is who:
            return self
        part = copy(self)
        part.people = {**self.people, who.id: who}
        part._starts = {}  # noqa: SLF001 - its own kind
        return part

    def with_task(self, task: Occurrence) -> Timeline:
        """The same facts with one occurrence otherwise."""
        if any(one is task for one in self.occurrences):
            return self
        return self._with(tuple(task if one.id == task.id else one for one in self.occurrences))

    def can_attend(self, task: Occurrence, person: str, day: dt.date) -> bool:
        """Whether somebody is there at all on each day that a whole-day activity takes."""
        who = self.people[person]
        return all(who.reach(one, on_days_off=task.on_days_off) for one in task.lasting(day))

    def starts(self, task: Occurrence, person: str, day: dt.date) -> Spans:
        """When an activity that begins on a day may start if this person is there: spans, *both ends included*.

        A timed activity must lie inside one open span of the person. One that takes whole days needs them
        undivided by absences if the person fills a need, and takes what is left of them if the person attends; it
        starts with the company's day.
        """
        key = (task.id, person, day)
        if key not in self._starts:
            self._starts[key] = self._find_starts(task, person, day)
        return self._starts[key]

    def _find_starts(self, task: Occurrence, person: str, day: dt.date) -> Spans:
        if day not in task.days:
            return ()
        who = self.people[person]
        if task.all_day:
            if person in task.attendees:
                fits = self.can_attend(task, person, day)
            else:
                fits = all(
                    who.duty(one, on_days_off=task.on_days_off)
                    and who.duty(one, on_days_off=task.on_days_off) == who.reach(one, on_days_off=task.on_days_off)
                    for one in task.lasting(day)
                )
            start = self.day_hours(day)[0]
            return ((start, start),) if fits else ()
        duration = task.duration or 0
        free = self._free(task, person, day)
        if task.run:
            start = task.given[day]
            held = [(task.given[one], task.given[one] + duration) for one in task.run]
            roomy = all(self._fits_in(task, person, one, span) for one, span in zip(task.run, held, strict=True))
            return ((start, start),) if roomy else ()
        begins = self.clock.day(day)
        spans = [(first, min(end - duration, begins[1] - 1)) for first, end in free if end - first >= duration]
        if day in task.given:
            start = task.given[day]
            spans = [(start, start)] if any(first <= start <= last for first, last in spans) else []
        return tuple((first, last) for first, last in spans if begins[0] <= first <= last)

    def _fits_in(self, task: Occurrence, person: str, day: dt.date, span: Span) -> bool:
        return any(start <= span[0] and span[1] <= end for start, end in self._free(task, person, day))

    def _free(self, task: Occurrence, person: str, day: dt.date) -> Spans:
        """The minutes around a day in which a timed activity may have a person, by their own facts and its own."""
        who = self.people[person]
        reach = union(*(who.reach(one, on_days_off=task.on_days_off) for one in days_around(day, task.duration)))
        free, stay = intersect(reach, task.windows[day]), self.sites.stay(who.staff.site, task.site, day)
        return free if stay is None else intersect(free, (stay,))

    def needed_between(self, person: str, one: tuple[Occurrence, Span], other: tuple[Occurrence, Span]) -> int:
        """The minutes that a person needs from the end of one activity to the start of another, each with its span."""
        (task, span), (other_task, other_span) = one, other
        if task.site is None or other_task.site is None:
            return 0
        same_day = self.clock.date(span[0]) == self.clock.date(other_span[0])
        home = self.people[person].staff.site
        return self.sites.between(home, task.site, other_task.site, same_day=same_day)

    def too_near(self, person: str, one: tuple[Occurrence, Span], other: tuple[Occurrence, Span]) -> bool:
        """Whether somebody cannot be at both: they overlap, or the way from the first to the second takes longer."""
        first, second = sorted((one, other), key=lambda some: some[1])
        return second[1][0] - first[1][1] < self.needed_between(person, first, second)

    def day_hours(self, day: dt.date) -> Span:
        """From the opening to the close of a day of the company; of its longest weekday on a day off."""
        hours = self.company.hours(day) or self.company.calendar.longest_day
        return self.clock.span(day, (hours[0][0], hours[-1][1]))

    def choices(self, task: Occurrence, step: int) -> dict[dt.date, tuple[int, ...]]:
        """By day, the starts that the planner may choose from: those at which a candidate can be there.

        Times that the planner chooses lie on the grid. For somebody whom the grid leaves no start at all, the first
        minute of each of their spans stands in for it; given and pinned times keep their minute.
        """
        pinned = task.activity.pins.at
        exact = {self.clock.minute(pinned)} if pinned else set[int]()
        found: dict[dt.date, set[int]] = {day: set() for day in task.days}
        for person in task.candidates:
            spans = {day: self.starts(task, person, day) for day in task.days}
            if task.all_day or task.given:
                chosen = {day: {first for first, _ in some} for day, some in spans.items()}
            else:
                chosen = {day: set(starts_on_grid(self.clock, day, some, step)) for day, some in spans.items()}
                if not any(chosen.values()):
                    chosen = {day: {first for first, _ in some} for day, some in spans.items()}
            for day, some in spans.items():
                pins = {start for start in exact if any(first <= start <= last for first, last in some)}
                found[day] |= chosen[day] | pins
        return {day: tuple(sorted(starts)) for day, starts in found.items() if starts}

    def possible(self, task: Occurrence) -> bool:
        """Whether there is any time, on the grid or off it, at which a candidate can be there."""
        return any(self.starts(task, person, day) for day in task.days for person in task.candidates)

    def held(self, task: Occurrence, person: str, start: int) -> Spans:
        """The minutes that an activity takes of a person if it starts then."""
        if task.run and not task.all_day:
            return tuple((task.given[day], task.given[day] + (task.duration or 0)) for day in task.run)
        if not task.all_day:
            return ((start, start + (task.duration or 0)),)
        who = self.people[person]
        days = task.lasting(self.clock.date(start))
        return union(*(who.reach(day, on_days_off=task.on_days_off) for day in days))

    def lasts(self, task: Occurrence, start: int) -> Spans:
        """The minutes that an activity lasts if it starts then, and takes a room for: whole days from open to close."""
        if task.all_day:
            return tuple(self.day_hours(day) for day in task.lasting(self.clock.date(start)))
        if task.run:
            return tuple((task.given[day], task.given[day] + (task.duration or 0)) for day in task.run)
        return ((start, start + (task.duration or 0)),)

    def free_rooms(self, task: Occurrence, start: int) -> tuple[str, ...]:
        """The rooms that suit an activity and are open while it lasts, if it starts then."""
        lasts = self.lasts(task, start) if task.rooms else ()
        return tuple(one for one in task.rooms if self.rooms[one].open(lasts))

    def ends(self, task: Occurrence, start: int) -> int:
        """When an activity that starts then is over."""
        if task.run:
            last = task.run[-1]
            return self.day_hours(last)[1] if task.all_day else task.given[last] + (task.duration or 0)
        if task.all_day:
            return self.day_hours(self.clock.date(start))[1]
        return start + (task.duration or 0)

    def working_between(self, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
        """The working days of the company from one day to another, both included."""
        return self.working_days[bisect_left(self.working_days, first) : bisect_right(self.working_days, last)]

    def work_days(
        self, task: Occurrence, work: Work, what: Literal["preparation", "follow_up"], day: dt.date
    ) -> tuple[dt.date, ...]:
        """The working days of the company in which work around an activity that begins on a day may be done.

        Preparation is done before its first day, follow-up after its last. Days outside the horizon are not planned
        and so not offered.
        """
        if what == "preparation":
            i = bisect_left(self.working_days, day)
            return self.working_days[max(0, i - work.within) : i]
        i = bisect_right(self.working_days, task.lasting(day)[-1])
        return self.working_days[i : i + work.within]


def _week(day: dt.date) -> tuple[int, int]:
    """The ISO year and week that a day lies in."""
    year, week, _ = day.isocalendar()
    return year, week


def _at_the_same_times(known: Occurrence | None, task: Occurrence) -> bool:
    """Whether an occurrence is one that is known, but for facts that do not matter to when it may be."""
    return known is task or (
        known is not None
        and (known.days, known.run, known.attendees) == (task.days, task.run, task.attendees)
        and known.windows is task.windows
        and known.given is task.given
        and known.on_days_off == task.on_days_off
        and known.duration == task.duration
    )
