"""Why somebody cannot be somewhere: the facts about their own time, each with the way to it in the problem."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from planner.timeline.occurrence import Occurrence
from planner.timeline.people import Leave
from planner.timeline.spans import Span, covers, intersect, union
from planner.timeline.timeline import Timeline


class Cause(NamedTuple):
    """One fact that keeps a person away: its kind, a phrase, and the way to it in the problem."""

    fact: str
    text: str
    subject: str


def day_text(day: dt.date) -> str:
    """A day as people read it: ``Tue 23 June``."""
    return f"{day:%a} {day.day} {day:%B}"


def why_away(timeline: Timeline, task: Occurrence, person: str, day: dt.date) -> Iterator[Cause]:
    """Every fact about a person's own time that keeps them from a task that begins on a day.

    Nothing is yielded if they could be there at some time of that day.
    """
    if timeline.starts(task, person, day):
        return
    who = timeline.people[person]
    for one in task.lasting(day):
        if not who.employed(one):
            yield Cause("employment", f"not employed on {day_text(one)}", f"staff/{person}/employed")
            continue
        if not who.duty(one, on_days_off=task.on_days_off):
            yield _day_off(timeline, person, one)
        absent = who.absent(_asked(timeline, task, one))
        for leave in absent:
            yield Cause("absence", leave_text(timeline, leave, one), f"staff/{person}/absences/{leave.place}")
        if not absent and who.duty(one, on_days_off=task.on_days_off):
            yield from _too_short(timeline, task, person, one)


def _asked(timeline: Timeline, task: Occurrence, day: dt.date) -> Span:
    """The span of a day that a task asks for."""
    if task.all_day or not task.windows.get(day):
        return timeline.clock.day(day)
    if day in task.given:
        return task.given[day], task.given[day] + (task.duration or 0)
    spans = intersect(task.windows[day], (timeline.clock.day(day),))
    return (spans[0][0], spans[-1][1]) if spans else timeline.clock.day(day)


def _day_off(timeline: Timeline, person: str, day: dt.date) -> Cause:
    closed = timeline.company.shut(day)
    if closed is not None:
        return Cause(closed.fact, f"{closed.name} on {day_text(day)}", closed.subject)
    own = timeline.people[person].week(day)
    subject = f"staff/{person}/hours" if own is not None else "calendar/hours"
    return Cause("day off", f"does not work on {day:%A}s ({day_text(day)})", subject)


def _too_short(timeline: Timeline, task: Occurrence, person: str, day: dt.date) -> Iterator[Cause]:
    """The day is worked, but the task does not fit: its own hours, the client's, or the person's are too short."""
    who, duration = timeline.people[person], task.duration or 0
    hours = union(who.duty(day, on_days_off=task.on_days_off))
    own = task.windows.get(day, ())
    if not any(end - start >= duration for start, end in own):
        what = "client_away" if task.activity.client_away else "time"
        yield Cause(
            "own time",
            f"no {duration} minutes in its own hours on {day_text(day)}",
            f"activities/{task.activity.id}/{what}",
        )
    elif day in task.given and not covers(hours, (task.given[day], task.given[day] + duration)):
        at = timeline.clock.local(task.given[day])
        subject = f"staff/{person}/hours" if who.staff.hours else "calendar/hours"
        yield Cause("hours", f"does not work at {at:%H:%M} on {day_text(day)}", subject)
    else:
        subject = f"staff/{person}/hours" if who.staff.hours else "calendar/hours"
        yield Cause("hours", f"has no {duration} minutes in a row on {day_text(day)}", subject)
        if task.activity.time is not None:
            yield Cause("own time", "the hours it asks for", f"activities/{task.activity.id}/time")
        if task.activity.client_away:
            yield Cause("own time", "the client's times away", f"activities/{task.activity.id}/client_away")


def leave_text(timeline: Timeline, leave: Leave, day: dt.date) -> str:
    """An absence as people read it, as it falls on a day: ``leave from 22 to 24 June``."""
    reason = leave.absence.reason
    span = next(span for span in leave.spans if span[1] > timeline.clock.day(day)[0])
    first, last = timeline.clock.local(span[0]), timeline.clock.local(span[1] - 1)
    if timeline.clock.day(first.date())[0] == span[0] and timeline.clock.day(last.date())[1] == span[1]:
        if first.date() == last.date():
            return f"{reason} on {day_text(first)}"
        return f"{reason} from {first.day} {first:%B} to {last.day} {last:%B}"
    end = timeline.clock.local(span[1])
    return f"{reason} on {day_text(first)} from {first:%H:%M} to {end:%H:%M}"
