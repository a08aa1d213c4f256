"""Activities become dated occurrences."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from functools import cache

from planner.facts.activities import Activity
from planner.facts.calendar import days_between
from planner.facts.organisation import Facts
from planner.facts.places import site_of, suiting
from planner.facts.times import DAY_MINUTES
from planner.facts.when import Session
from planner.timeline.away import Calendars, away_spans
from planner.timeline.occurrence import Occurrence
from planner.timeline.recurrence import days_of
from planner.timeline.spans import Spans, subtract, union
from planner.wording import wording_in


class Expansion:
    """The dated occurrences of all activities, in the order of their ids, and what is odd about them.

    Parameters
    ----------
    facts
        The problem's facts.
    calendars
        The clock, the company's days and the horizon.
    """

    def __init__(self, facts: Facts, calendars: Calendars) -> None:
        self._facts = facts
        self._calendars = calendars
        self._wording = wording_in(facts.language)
        self._staff = tuple(sorted(facts.staff, key=lambda one: one.id))
        self._everybody = tuple(one.id for one in self._staff)
        self._asked = cache(self._find_asked)
        self._candidates = cache(self._find_candidates)
        self.notices: list[str] = []
        self.background: list[Activity] = []
        found: list[Occurrence] = []
        for activity in sorted(map(facts.settled, facts.activities), key=lambda one: one.id):
            if activity.only_if is not None and not facts.conditions[activity.only_if]:
                continue
            if activity.kind == "background":
                self.background.append(activity)
            else:
                found += self._occurrences(activity)
        self.occurrences = tuple(found)

    def _occurrences(self, activity: Activity) -> Iterator[Occurrence]:
        if activity.sessions:
            yield from self._sessions(activity, activity.sessions)
            return
        if activity.every is None:
            days, run = self._days(activity)
            if activity.shifts is None or activity.from_ is None or not days:
                yield self._occurrence(activity.id, activity, days, run)
            else:
                for day in run or days:
                    yield self._occurrence(f"{activity.id}@{day}", activity, (day,), ())
            return
        for day in self._recurring(activity):
            yield self._occurrence(f"{activity.id}@{day}", activity, (day,), ())

    def _sessions(self, activity: Activity, sessions: tuple[Session, ...]) -> Iterator[Occurrence]:
        """One occurrence a session; with its time of day in its name, if there are several on a day."""
        dated = [(one, day) for one in sessions if (day := one.on or (one.at.date() if one.at else None))]
        dated.sort(key=lambda one: one[0].begins)
        often = Counter(day for _, day in dated)
        for session, day in dated:
            when = {"at": session.at, "on": (day,) if session.on else None, "sessions": (session,)}
            time = activity.time if session.time is None and session.at is None else session.time
            name = f"{activity.id}@{day}" if often[day] == 1 else f"{activity.id}@{session.begins}"
            yield self._occurrence(name, activity.model_copy(update={**when, "time": time}), (day,), ())

    def _days(self, activity: Activity) -> tuple[tuple[dt.date, ...], tuple[dt.date, ...]]:
        """The days it may begin on, and those of its run if it lasts several."""
        horizon, company = self._calendars.horizon, self._calendars.company
        days: tuple[dt.date, ...]
        if activity.at is not None:
            days = (activity.at.date(),)
        elif activity.on is not None:
            days = activity.on
        elif activity.between is not None:
            window = days_between(max(activity.between.from_, horizon.from_), min(activity.between.to, horizon.to))
            days = tuple(day for day in window if activity.on_days_off or company.works(day))
        elif activity.from_ is not None:
            last = min(activity.to or horizon.to, horizon.to)
            window = days_between(max(activity.from_, horizon.from_), last)
            run = tuple(day for day in window if activity.on_days_off or company.works(day))
            if left_out := len(window) - len(run) if run else 0:
                self.notices.append(
                    self._wording.many(
                        "{activity}: {n} of its days is a day off and is left out",
                        "{activity}: {n} of its days are days off and are left out",
                        left_out,
                        activity=activity.title,
                    )
                )
            return run[:1], run if len(run) > 1 else ()
        else:
            days = ()
        return days, ()

    def _recurring(self, activity: Activity) -> tuple[dt.date, ...]:
        assert activity.every is not None
        horizon, company, wording = self._calendars.horizon, self._calendars.company, self._wording
        found: set[dt.date] = set()
        for day in days_of(activity.every, horizon.from_, horizon.to):
            if day in activity.except_:
                continue
            closed = None if activity.on_days_off else company.closed(day)
            if closed is None:
                found.add(day)
                continue
            told = {"activity": activity.title, "day": wording.date(day), "why": closed.name}
            if activity.holidays in ("before", "after"):
                moved = next(company.working_days(day, -1 if activity.holidays == "before" else 1))
                if horizon.from_ <= moved <= horizon.to:
                    found.add(moved)
                    to = wording.date(moved)
                    self.notices.append(wording.say("{activity}: moved from {day} ({why}) to {to}", **told, to=to))
                else:
                    self.notices.append(
                        wording.say("{activity}: not held on {day} ({why}), nor inside the horizon", **told)
                    )
            else:
                self.notices.append(wording.say("{activity}: not held on {day} ({why})", **told))
        return tuple(sorted(found))

    def _occurrence(
        self, name: str, activity: Activity, days: tuple[dt.date, ...], run: tuple[dt.date, ...]
    ) -> Occurrence:
        if activity.duration is None and isinstance(activity.time, tuple):
            start, end = activity.time
            activity = activity.model_copy(update={"duration": end - start, "time": start})
        windows, given = self._times(activity, run or days)
        attendees = self._attendees(activity)
        candidates = self._candidates(frozenset(need.role for need in activity.needs or ()), attendees)
        joiners = tuple(sorted(self._facts.joining(activity).difference(attendees)))
        rooms = tuple(one.id for one in suiting(activity, self._facts.rooms))
        site = site_of(activity, self._facts.rooms)
        return Occurrence(name, activity, days, run, windows, given, candidates, attendees, joiners, site, rooms)

    def _times(self, activity: Activity, days: tuple[dt.date, ...]) -> tuple[dict[dt.date, Spans], dict[dt.date, int]]:
        """By day: the spans inside which it must lie, and the start if it is given to the minute."""
        if activity.duration is None:
            return {}, {}
        clock = self._calendars.clock
        end = DAY_MINUTES * (2 + activity.duration // DAY_MINUTES)  # what begins on a day may end on a later one
        away = union(*(away_spans(one, self._calendars) for one in activity.client_away))
        windows: dict[dt.date, Spans] = {}
        given: dict[dt.date, int] = {}
        for day in days:
            if activity.at is not None:
                given[day] = clock.minute(activity.at)
            elif isinstance(activity.time, int):
                given[day] = clock.span(day, (activity.time, activity.time + 1))[0]
            span = activity.time if isinstance(activity.time, tuple) else (0, end)
            windows[day] = subtract((clock.span(day, span),), away)
        return windows, given

    def _attendees(self, activity: Activity) -> tuple[str, ...]:
        stated = activity.attendees
        everyone = stated.everyone if stated else activity.kind == "seminar"
        if everyone:
            return self._everybody
        return () if stated is None else self._asked(frozenset(stated.staff), frozenset(stated.roles))

    def _find_asked(self, staff: frozenset[str], roles: frozenset[str]) -> tuple[str, ...]:
        """The people of these names, and who holds one of the roles."""
        return tuple(one.id for one in self._staff if one.id in staff or not roles.isdisjoint(one.roles))

    def _find_candidates(self, roles: frozenset[str], attendees: tuple[str, ...]) -> tuple[str, ...]:
        """Who holds one of the roles or attends: of many activities the same people, and so one tuple."""
        return tuple(sorted({*self._asked(frozenset(), roles), *attendees}))
