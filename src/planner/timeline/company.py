"""The company's calendar, day by day: which days are worked, which are not, and why; and how days are counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal, NamedTuple

from planner.facts.calendar import CLOSED, Calendar, days_between
from planner.facts.public_holidays import holidays_of
from planner.wording import wording_in

ONE_DAY = dt.timedelta(days=1)
FAR = 3660  # no stretch of days off is longer than ten years

Count = Literal["calendar", "working", "clear"]


class Closed(NamedTuple):
    """Why a day is not worked: the kind of fact, what people call it, and the way to it in the problem."""

    fact: Literal["holiday", "closure", "day off"]
    name: str
    subject: str


class CompanyDays:
    """Which days the company works.

    Parameters
    ----------
    calendar
        Country, hours, closures and extra working days.
    language
        The language of the names of holidays and weekdays.
    """

    def __init__(self, calendar: Calendar, language: str = "en") -> None:
        self.calendar = calendar
        self._wording = wording_in(language)
        self._open = frozenset(calendar.open)
        self._holidays = _public_holidays(calendar, language)
        self._closures = {
            day: i for i, closure in enumerate(calendar.closed) for day in days_between(closure.from_, closure.to)
        }
        self._why: dict[dt.date, Closed | None] = {}

    def shut(self, day: dt.date) -> Closed | None:
        """What closes the whole company on a day, whatever anybody's own hours: a holiday or a closure."""
        if day not in self._why:
            self._why[day] = self._shut(day)
        return self._why[day]

    def _shut(self, day: dt.date) -> Closed | None:
        if day in self._open:
            return None
        if day in self._closures:
            i = self._closures[day]
            reason = self.calendar.closed[i].reason
            told = self._wording.say("closed") if reason == CLOSED else reason
            return Closed("closure", told, f"calendar/closed/{i}")
        if self._holidays is not None and day in self._holidays:
            return Closed("holiday", str(self._holidays[day]), "calendar/country")
        return None

    def extra(self, day: dt.date) -> bool:
        """Whether the calendar opens this day on purpose."""
        return day in self._open

    def hours(self, day: dt.date) -> tuple[tuple[int, int], ...]:
        """The company's hours on a day, as minutes after midnight."""
        if day in self._open:
            return self.calendar.hours[day.weekday()] or self.calendar.longest_day
        return () if self.shut(day) else self.calendar.hours[day.weekday()]

    def works(self, day: dt.date) -> bool:
        """Whether a day is a working day of the company."""
        return bool(self.hours(day))

    def closed(self, day: dt.date) -> Closed | None:
        """Why the company does not work on a day, or `None` if it does."""
        if self.works(day):
            return None
        return self.shut(day) or Closed("day off", self._wording.weekday(day), "calendar/hours")

    def working_days(self, day: dt.date, step: Literal[-1, 1]) -> Iterator[dt.date]:
        """The working days after (or before) a day, its own excluded, nearest first."""
        for n in range(1, FAR):
            other = day + n * step * ONE_DAY
            if self.works(other):
                yield other

    def shift(self, day: dt.date, days: int, count: Count) -> dt.date:
        """The day that lies so many days after a day, or before it if negative.

        ``working`` counts working days. ``clear`` counts whole days between (French *jours francs*): neither the
        first nor the last day counts, and a result on a day off moves on, away from the first day. ``calendar``
        counts every day.

        Examples
        --------
        >>> france = CompanyDays(Calendar(country="FR"))
        >>> friday = dt.date(2020, 7, 10)
        >>> [str(france.shift(friday, 3, count)) for count in ("calendar", "working", "clear")]
        ['2020-07-13', '2020-07-16', '2020-07-15']
        """
        step: Literal[-1, 1] = 1 if days >= 0 else -1
        if count == "calendar":
            return day + days * ONE_DAY
        if count == "working":
            ahead = self.working_days(day, step)
            landed = day
            for _ in range(abs(days)):
                landed = next(ahead)
            return landed
        landed = day + (days + step) * ONE_DAY
        return landed if self.works(landed) else next(self.working_days(landed, step))


def _public_holidays(calendar: Calendar, language: str) -> dict[dt.date, str] | None:
    if not calendar.country:
        return None
    country, subdivision = calendar.country, calendar.subdivision
    spoken = holidays_of(country, subdivision).supported_languages
    chosen = next((one for one in spoken if one.startswith(language)), None)
    chosen = chosen or next((one for one in spoken if one.startswith("en")), None)
    return holidays_of(country, subdivision, chosen)
