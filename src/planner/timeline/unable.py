"""Why somebody cannot do a step on a day: the facts about their own time, each with the way to it in the problem."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planner.timeline.causes import Cause, leave_text, shut_cause
from planner.timeline.spans import intersect, subtract, total, touches
from planner.timeline.steps import Due, able
from planner.timeline.timeline import Timeline


def why_unable(timeline: Timeline, due: Due, person: str, day: dt.date) -> Iterator[Cause]:
    """Every fact that leaves somebody too little time for a step on a day; nothing if they have enough."""
    if able(timeline, due, person, day):
        return
    who, wording = timeline.people[person], timeline.wording
    told, least = wording.day(day), max(due.minutes, 1)
    if not who.employed(day):
        yield Cause("employment", wording.say("not employed on {day}", day=told), f"staff/{person}/employed")
    closed = timeline.company.shut(day)
    if closed is not None:
        yield shut_cause(timeline, closed, day)
    regular = who.regular(day)
    inside = intersect(regular, (due.span,))
    own = "calendar/hours" if who.week(day) is None else f"staff/{person}/hours"
    if not regular and closed is None and who.employed(day):
        text = wording.say("does not work on {weekday}s ({day})", weekday=wording.weekday(day), day=told)
        yield Cause("day off", text, own)
    if 0 < total(regular) < least:
        hours = {"left": wording.hours(total(regular)), "asked": wording.hours(least)}
        yield Cause("hours", wording.say("works {left} of the {asked} asked for on {day}", **hours, day=told), own)
    reach = regular if total(regular) >= least else (timeline.clock.day(day),)
    if total(intersect(reach, (due.span,))) < least:
        text = wording.say("has too little time between the request and the term on {day}", day=told)
        yield Cause("request", text, f"activities/{due.task.activity.id}/requested")
    taken = inside
    for leave in who.leaves:
        if any(touches(leave.spans, span) for span in taken):
            yield Cause("absence", leave_text(timeline, leave, taken), f"staff/{person}/absences/{leave.place}")
            taken = subtract(taken, leave.spans)
