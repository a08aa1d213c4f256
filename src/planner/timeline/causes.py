"""Why somebody cannot be somewhere: the facts about their own time, each with the way to it in the problem."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from planner.facts.staff import Absence, Employment
from planner.facts.times import clock_text
from planner.timeline.company import ONE_DAY, Closed
from planner.timeline.occurrence import Occurrence
from planner.timeline.people import Leave, PersonTime, days_around
from planner.timeline.sites import FAR
from planner.timeline.spans import Span, Spans, covers, intersect, touches, union
from planner.timeline.timeline import Timeline
from planner.wording import Wording


class Cause(NamedTuple):
    """One fact that keeps a person away: its kind, a phrase, and the way to it in the problem."""

    fact: str
    text: str
    subject: str


def why_away(
    timeline: Timeline, task: Occurrence, person: str, day: dt.date, start: int | None = None
) -> Iterator[Cause]:
    """Every fact that keeps a person from a task that begins on a day: at one start, or at any if none is given.

    Each is looked for with those before it lifted, so that all of them together are enough. Nothing is yielded if the
    person could be there.
    """
    if not fits(timeline, task, person, day, start):
        yield from _Lifting(timeline, task, person, day, start).causes()


def fits(timeline: Timeline, task: Occurrence, person: str, day: dt.date, start: int | None = None) -> bool:
    """Whether a person could be at a task that begins on a day: at one start, or at any if none is given."""
    spans = timeline.starts(task, person, day)
    return bool(spans) if start is None else any(first <= start <= last for first, last in spans)


class _Lifting:
    """Lifts one fact after the other until the person could be there, and tells which it took."""

    def __init__(self, timeline: Timeline, task: Occurrence, person: str, day: dt.date, start: int | None) -> None:
        self._timeline = timeline
        self._wording = timeline.wording
        self._who = timeline.people[person]
        self._task = task
        self._day = day
        self._start = start
        self._free = self._who.with_leaves(())

    def causes(self) -> Iterator[Cause]:
        if not self._fits():
            yield from self._employment()
        if not self._fits():
            yield from self._days_off()
        if not self._fits():
            yield from self._hours()
        possible = self._fits()
        wanted = union(*(self._wanted(one) for one in self._task.lasting(self._day)))
        kept: list[Leave] = []
        for leave in self._who.leaves:
            if any(touches(leave.spans, span) for span in wanted):
                if possible and self._fits_beside(*kept, leave):
                    kept.append(leave)
                else:
                    text = leave_text(self._timeline, leave, wanted)
                    yield Cause("absence", text, f"staff/{self._who.id}/absences/{leave.place}")

    def _fits_beside(self, *leaves: Leave) -> bool:
        """Whether the person could be there in spite of some absences."""
        part = self._timeline.with_person(self._free.with_leaves(leaves))
        return fits(part, self._task, self._who.id, self._day, self._start)

    def _without(self, **facts: object) -> PersonTime:
        return PersonTime(self._who.staff.model_copy(update={"absences": (), **facts}), self._timeline.calendars)

    def _fits(self) -> bool:
        return fits(self._part, self._task, self._who.id, self._day, self._start)

    @property
    def _part(self) -> Timeline:
        """The facts as far as they are lifted by now."""
        return self._timeline.with_person(self._free)

    def _employment(self) -> Iterator[Cause]:
        """The days on which the person is not employed."""
        for one in self._task.lasting(self._day):
            if not self._who.employed(one):
                text = self._wording.say("not employed on {day}", day=self._wording.day(one))
                yield Cause("employment", text, f"staff/{self._who.id}/employed")
                self._free = self._without(employed=Employment())

    def _days_off(self) -> Iterator[Cause]:
        """The days on which nobody works, or not the person; the eve too, if its hours could reach that far."""
        days = self._task.lasting(self._day)
        activity = self._task.activity.model_copy(update={"on_days_off": True})
        lifted = replace(self._task, activity=activity)
        shut = [one for one in days if not self._free.duty(one, on_days_off=self._task.on_days_off)]
        if not shut and fits(self._part, lifted, self._who.id, self._day, self._start):
            eves = [one - ONE_DAY for one in days]
            shut = [one for one in eves if not self._free.duty(one, on_days_off=self._task.on_days_off)]
        yield from map(self._day_off, shut)
        if shut:
            self._task = lifted

    def _day_off(self, day: dt.date) -> Cause:
        closed = self._timeline.company.shut(day)
        if closed is not None:
            return shut_cause(self._timeline, closed, day)
        if self._free.week(day) is None:
            return Cause("day off", _no_working_day(day, self._wording), "calendar/hours")
        told = {"weekday": self._wording.weekday(day), "day": self._wording.day(day)}
        text = self._wording.say("does not work on {weekday}s ({day})", **told)
        return Cause("day off", text, f"staff/{self._who.id}/hours")

    def _hours(self) -> Iterator[Cause]:
        """The day is worked, but the task does not fit: the client's hours, or the person's are too short."""
        activity = self._task.activity
        for day in self._task.lasting(self._day):
            own, reach = self._task.windows[day], self._reach(day)
            if not self._room(day, own):
                what = "client_away" if activity.client_away else "time"
                told = {"time": self._wording.hours(self._task.duration or 0), "day": self._wording.day(day)}
                text = self._wording.say("its own times leave no room for {time} on {day}", **told)
                yield Cause("own time", text, f"activities/{activity.id}/{what}")
                own = ((self._timeline.clock.day(day)[0], self._timeline.clock.day(day + ONE_DAY)[1]),)
            both = intersect(reach, own)
            if not self._room(day, both):
                text = self._too_short(day, long_enough=self._room(day, reach))
                mine = self._free.regular(day) and self._free.week(day) is not None
                subject = f"staff/{self._who.id}/hours" if mine else "calendar/hours"
                yield Cause("hours", text, subject)
                both = own
            yield from self._stay(day, both)

    def _stay(self, day: dt.date, free: Spans) -> Iterator[Cause]:
        """The person lives elsewhere, and the site is not reached so early, or left earlier."""
        home, site = self._free.staff.site, self._task.site
        stay = self._timeline.sites.stay(home, site, day)
        if stay is None or site is None or self._room(day, intersect(free, (stay,))):
            return
        (begins, ends), wording = stay, self._wording
        early, late = (begins, begins + 2 * FAR), (0, ends)
        only_early = self._room(day, intersect(free, (late,)))
        only_late = self._room(day, intersect(free, (early,)))
        told = {"site": next(one.title for one in self._timeline.facts.sites if one.id == site)}
        stated = next(one for one in self._timeline.facts.sites if one.id == site)
        if stated.first_arrival is not None and not only_late:
            text = wording.say("arrives at {site} at {time}", time=clock_text(stated.first_arrival), **told)
            yield Cause("first arrival", text, f"sites/{site}/first_arrival")
        if stated.last_return is not None and not only_early:
            text = wording.say("leaves {site} by {time}", time=clock_text(stated.last_return), **told)
            yield Cause("last return", text, f"sites/{site}/last_return")

    def _too_short(self, day: dt.date, *, long_enough: bool) -> str:
        """How a person's hours fail the task: at its time, if it is known; else at any time, or at those asked for."""
        wording, asked = self._wording, self._asked(day)
        if asked:
            first, last = (wording.clock(self._timeline.clock.local(one)) for one in asked)
            told = {"first": first, "last": last, "day": wording.day(day)}
            return wording.say("does not work from {first} to {last} on {day}", **told)
        wanted = {"time": wording.hours(self._task.duration or 0), "day": wording.day(day)}
        if long_enough:
            return wording.say("has no {time} in a row at the times asked for on {day}", **wanted)
        return wording.say("has no {time} in a row on {day}", **wanted)

    def _room(self, day: dt.date, spans: Spans) -> bool:
        """Whether some spans can hold the task, begun on that day."""
        asked = self._asked(day)
        if asked:
            return covers(spans, asked)
        first, end = self._timeline.clock.day(day)
        duration = self._task.duration or 0
        return any(max(start, first) <= min(stop - duration, end - 1) for start, stop in spans)

    def _reach(self, day: dt.date) -> Spans:
        """The hours that the task may ask of the person, were it not for absences."""
        days = days_around(day, self._task.duration)
        return union(*(self._free.duty(one, on_days_off=self._task.on_days_off) for one in days))

    def _asked(self, day: dt.date) -> Span | None:
        """The span that the task takes on a day, if it is known."""
        if day in self._task.given:
            start: int | None = self._task.given[day]
        else:
            start = self._start
        return None if start is None else (start, start + (self._task.duration or 0))

    def _wanted(self, day: dt.date) -> Spans:
        """The minutes of a day that the task could take of the person, all else lifted."""
        if self._task.all_day:
            return self._free.duty(day, on_days_off=self._task.on_days_off)
        asked = self._asked(day)
        if asked:
            return (asked,)
        duration = self._task.duration or 0
        starts = self._part.starts(self._task, self._who.id, day)
        if starts:
            return union((first, last + duration) for first, last in starts)
        return intersect(self._task.windows[day], (self._timeline.clock.day(day),))


def missing_text(timeline: Timeline, task: Occurrence, person: str, day: dt.date, start: int | None) -> str:
    """Why somebody who should attend a task is not there."""
    causes = dict.fromkeys(cause.text for cause in why_away(timeline, task, person, day, start))
    return timeline.wording.joined(causes) or timeline.wording.say("attends something else at that time")


def shut_cause(timeline: Timeline, closed: Closed, day: dt.date) -> Cause:
    """Why the whole company does not work on a day."""
    wording = timeline.wording
    if closed.fact == "closure":
        closure = timeline.company.calendar.closed[int(closed.subject.rpartition("/")[2])]
        days = wording.days(closure.from_, closure.to)
        return Cause("closure", wording.say("{reason} {days}", reason=closed.name, days=days), closed.subject)
    if closed.fact == "holiday":
        text = wording.say("{holiday} on {day}", holiday=closed.name, day=wording.day(day))
        return Cause("holiday", text, closed.subject)
    return Cause("day off", _no_working_day(day, wording), closed.subject)


def _no_working_day(day: dt.date, wording: Wording) -> str:
    return wording.say("{day} is not a working day", day=wording.day(day))


def leave_text(timeline: Timeline, leave: Leave, wanted: Spans) -> str:
    """An absence as people read it, as it touches some minutes: ``leave from 22 to 24 June``."""
    clock, wording, reason = timeline.clock, timeline.wording, leave.reason(timeline.wording)
    span = next(one for one in leave.spans if touches(wanted, one))
    first, last, end = clock.local(span[0]), clock.local(span[1] - 1), clock.local(span[1])
    if clock.day(first.date())[0] == span[0] and clock.day(last.date())[1] == span[1]:
        days = _days_away(leave.absence, first.date(), last.date(), wording)
        return wording.say("{reason} {days}", reason=reason, days=days)
    told = {"reason": reason, "day": wording.day(first), "start": wording.clock(first)}
    if first.date() != last.date():
        to = {"last": wording.day(end), "end": wording.clock(end)}
        return wording.say("{reason} from {day}, {start}, to {last}, {end}", **told, **to)
    if leave.absence.half == "morning":
        return wording.say("{reason} in the morning of {day}", **told)
    if leave.absence.half == "afternoon":
        return wording.say("{reason} in the afternoon of {day}", **told)
    until = "24:00" if end.date() > last.date() else wording.clock(end)
    return wording.say("{reason} on {day} from {start} to {end}", **told, end=until)


def _days_away(absence: Absence, first: dt.date, last: dt.date, wording: Wording) -> str:
    """The whole days of an absence: as stated where days are, for those that it takes are cut to the horizon."""
    begin, to = absence.from_, absence.to
    if absence.every is None and type(begin) is dt.date:
        if to is None:
            return wording.onwards(begin)
        if type(to) is dt.date:
            return wording.days(begin, to)
    return wording.days(first, last)
