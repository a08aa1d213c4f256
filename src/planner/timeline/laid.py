"""The facts laid out: people, rooms, days and dated occurrences; and parts of all this."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from copy import copy
from itertools import groupby
from typing import Self

from planner.facts.activities import Activity
from planner.facts.calendar import days_between
from planner.facts.organisation import Facts
from planner.facts.staff import Staff
from planner.timeline.away import Calendars
from planner.timeline.clock import LocalClock
from planner.timeline.company import CompanyDays
from planner.timeline.links import Links
from planner.timeline.occurrence import Occurrence
from planner.timeline.occurrences import Expansion
from planner.timeline.people import PersonTime
from planner.timeline.rooms import RoomTime
from planner.timeline.sites import Sites
from planner.timeline.spans import Spans
from planner.wording import wording_in


class Laid:
    """Facts laid on the time line, and parts of them.

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

    def changed(self, facts: Facts) -> Self:
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
    ) -> Self:
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

    def _with(self, occurrences: tuple[Occurrence, ...]) -> Self:
        part = copy(self)
        part.occurrences = occurrences
        part._named = {one.id: one for one in occurrences}  # noqa: SLF001 - its own kind
        part.links = self.links.among(occurrences)
        return part

    def with_person(self, who: PersonTime) -> Self:
        """The same facts with other time of one person."""
        if self.people.get(who.id) is who:
            return self
        part = copy(self)
        part.people = {**self.people, who.id: who}
        part._starts = {}  # noqa: SLF001 - its own kind
        return part

    def with_task(self, task: Occurrence) -> Self:
        """The same facts with one occurrence otherwise."""
        if self._named.get(task.id) is task:
            return self
        return self._with(tuple(task if one.id == task.id else one for one in self.occurrences))

    def working_between(self, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
        """The working days of the company from one day to another, both included."""
        return self.working_days[bisect_left(self.working_days, first) : bisect_right(self.working_days, last)]


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
