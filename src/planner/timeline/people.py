"""Each person's time: regular hours, absences, open minutes, and why somebody is not there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from copy import copy
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from planner.facts.calendar import days_between
from planner.facts.staff import AWAY, Absence, Staff
from planner.facts.times import DAY_MINUTES, Week
from planner.timeline.away import Calendars, away_spans
from planner.timeline.company import ONE_DAY
from planner.timeline.spans import Spans, subtract, total, union
from planner.wording import Wording


class Leave(NamedTuple):
    """One absence laid on the time line."""

    place: int
    absence: Absence
    spans: Spans

    def reason(self, wording: Wording) -> str:
        """Why: as stated, or in the reader's language where nothing is."""
        return wording.say("away") if self.absence.reason == AWAY else self.absence.reason


class PersonTime:
    """One person's time, day by day.

    Parameters
    ----------
    staff
        The person.
    calendars
        The clock, the company's days and the horizon.
    """

    def __init__(self, staff: Staff, calendars: Calendars) -> None:
        self.staff = staff
        self.id = staff.id
        self._calendars = calendars
        horizon, employed = calendars.horizon, staff.employed
        self._first = max(horizon.from_, employed.from_ or horizon.from_)
        self._last = min(horizon.to, employed.to or horizon.to)
        self.leaves = tuple(
            Leave(i, absence, away_spans(absence, calendars)) for i, absence in enumerate(staff.absences)
        )
        self.away = union(*(leave.spans for leave in self.leaves))
        self._begun: dict[dt.date, Spans] = {}
        self._regular: dict[dt.date, Spans] = {}
        self._open: dict[dt.date, Spans] = {}
        self._minutes: dict[dt.date, int] = {}
        self._around: dict[tuple[dt.date, int, bool], Spans] = {}

    def without(self, taken: Spans) -> PersonTime:
        """The person's time without some minutes, which something else has."""
        if not taken:
            return self
        part = copy(self)
        part.away = union(self.away, taken)
        part._open, part._minutes, part._around = {}, {}, {}  # noqa: SLF001 - its own kind
        part.__dict__.pop("presence", None)
        return part

    def with_leaves(self, leaves: Iterable[Leave]) -> PersonTime:
        """The person's time with some absences and no others: they are laid already, here or where they come from."""
        part = copy(self)
        part.leaves = tuple(leave._replace(place=i) for i, leave in enumerate(leaves))
        part.staff = self.staff.model_copy(update={"absences": tuple(leave.absence for leave in part.leaves)})
        part.away = union(*(leave.spans for leave in part.leaves))
        part._open, part._minutes, part._around = {}, {}, {}  # noqa: SLF001 - its own kind
        part.__dict__.pop("presence", None)
        return part

    def employed(self, day: dt.date) -> bool:
        """Whether the person is employed on a day, and the day is planned."""
        return self._first <= day <= self._last

    def week(self, day: dt.date) -> Week | None:
        """The person's own week of hours on a day, or `None` if the company's holds."""
        own = [hours for hours in self.staff.hours if hours.from_ is None or hours.from_ <= day]
        return own[-1].week if own else None

    def regular(self, day: dt.date) -> Spans:
        """The person's working hours of a day before absences: none on holidays, closures and days off."""
        if day not in self._regular:
            # a minute belongs to one day: to the eve, if its hours reach so far
            self._regular[day] = subtract(self._stated(day), self._stated(day - ONE_DAY))
        return self._regular[day]

    def _stated(self, day: dt.date) -> Spans:
        """The hours that begin on a day, kept for the day after, which asks for them too."""
        if day not in self._begun:
            self._begun[day] = self._calendars.clock.spans(day, self.hours(day))
        return self._begun[day]

    def hours(self, day: dt.date) -> tuple[tuple[int, int], ...]:
        """The hours that begin on a day before absences, as minutes after midnight."""
        company = self._calendars.company
        if not self.employed(day) or company.shut(day):
            return ()
        week = self.week(day)
        if week is None or (company.extra(day) and not week[day.weekday()]):
            return company.hours(day)
        return week[day.weekday()]

    def open(self, day: dt.date) -> Spans:
        """The regular hours of a day less absences."""
        if day not in self._open:
            self._open[day] = subtract(self.regular(day), self.away)
        return self._open[day]

    def minutes(self, day: dt.date) -> int:
        """How many minutes of a day are open."""
        if day not in self._minutes:
            self._minutes[day] = total(self.open(day))
        return self._minutes[day]

    def duty(self, day: dt.date, *, on_days_off: bool) -> Spans:
        """The hours that an activity may ask for on a day, before absences.

        These are the regular hours; on a day off, if the activity may take one, the hours of the calendar's longest
        weekday.
        """
        regular = self.regular(day)
        if regular or not on_days_off or not self.employed(day):
            return regular
        return self._calendars.clock.spans(day, self._calendars.company.calendar.longest_day)

    def reach(self, day: dt.date, *, on_days_off: bool) -> Spans:
        """The minutes of a day in which an activity may have this person."""
        if self.regular(day) or not on_days_off:
            return self.open(day)
        return subtract(self.duty(day, on_days_off=on_days_off), self.away)

    def around(self, day: dt.date, minutes: int | None, *, on_days_off: bool) -> Spans:
        """The minutes in which an activity that begins on a day and lasts so long may have this person."""
        key = day, (minutes or 0) // DAY_MINUTES, on_days_off
        if key not in self._around:
            self._around[key] = union(*(self.reach(one, on_days_off=on_days_off) for one in days_around(day, minutes)))
        return self._around[key]

    @cached_property
    def presence(self) -> int:
        """How present the person is over the horizon, in minutes: what a fair share is measured by.

        These are open minutes. Who has contract hours is there for them instead, less the part of the regular
        hours that absences take.
        """
        days = days_between(self._calendars.horizon.from_, self._calendars.horizon.to)
        open_minutes = sum(map(self.minutes, days))
        if self.staff.contract_hours is None or not open_minutes:
            return open_minutes
        regular = sum(total(self.regular(day)) for day in days)
        employed = sum(self.employed(day) for day in days)
        contract = self.staff.contract_hours * 60 * employed / 7
        return round(contract * open_minutes / regular)

    def due(self, days: Iterable[dt.date]) -> int:
        """The minutes that the contract asks for on some days.

        Of the contract's week they are the part that the days' open minutes are of the person's usual week.
        """
        week = Fraction(str(self.staff.contract_hours or 0)) * 60
        parts = (Fraction(total(self.open(day)), usual) for day in days if (usual := self._usual(day)))
        return round(week * sum(parts, Fraction()))

    def _usual(self, day: dt.date) -> int:
        """The minutes of the week that the person works by then, were it without holidays and absences."""
        week = self.week(day)
        hours = self._calendars.company.calendar.hours if week is None else week
        return sum(end - start for spans in hours for start, end in spans)


def days_around(day: dt.date, minutes: int | None = None) -> tuple[dt.date, ...]:
    """The days whose hours something may lie in that begins on a day and lasts so long.

    Hours that begin the evening before reach into the day, its own into the next.
    """
    return days_between(day - ONE_DAY, day + ONE_DAY * (1 + (minutes or 0) // DAY_MINUTES))
