"""What is odd but not wrong: kept in the plan as notices."""

from __future__ import annotations

from collections.abc import Iterator

from planner.facts.staff import Absence
from planner.timeline.spans import total
from planner.timeline.steps import outside
from planner.timeline.timeline import Timeline
from planner.wording import Wording


def oddities(timeline: Timeline) -> Iterator[str]:
    """Everything about the facts that a careful reader would ask about."""
    facts, say = timeline.facts, timeline.wording.say
    yield from timeline.expansion.notices
    yield from _absences(timeline)
    held = {role for one in facts.staff for role in one.roles}
    asked = {need.role for task in timeline.occurrences for need in task.needs}
    asked |= {role for one in timeline.background for role in one.share or {}}
    gathered = (task.activity.attendees for task in timeline.occurrences)
    asked |= {role for some in gathered if some is not None for role in some.roles}
    for role in sorted(asked - held):
        yield say("nobody holds the role {role!r}", role=role)
    for one in sorted(facts.staff, key=lambda one: one.id):
        if not one.roles:
            yield say("{person} holds no role", person=one.title)
    yield from _named(timeline)
    used = {activity.only_if for activity in facts.activities}
    for condition in sorted(set(facts.conditions) - used):
        yield say("no activity depends on the condition {condition!r}", condition=condition)
    yield from _places(timeline)
    yield from _days_off(timeline)
    yield from _requests(timeline)


def _named(timeline: Timeline) -> Iterator[str]:
    """People whom a need names though they can never fill it."""
    say = timeline.wording.say
    for activity in {task.activity.id: task.activity for task in timeline.occurrences}.values():
        for need in activity.needs or ():
            for person in dict.fromkeys((*need.from_, *need.prefer)):
                who = timeline.people[person].staff
                told = {"activity": activity.title, "person": who.title, "role": need.role}
                if need.role not in who.roles:
                    yield say("{activity}: {person} is named for the role {role!r}, and does not hold it", **told)
                elif person in need.exclude or person not in (need.from_ or (person,)):
                    yield say("{activity}: {person} is named for the role {role!r}, and may not fill it", **told)


def _absences(timeline: Timeline) -> Iterator[str]:
    wording = timeline.wording
    for who in timeline.people.values():
        spans = sorted(span for leave in who.leaves for span in leave.spans)
        merged = who.away
        if total(spans) > total(merged):
            yield wording.say("{person}: absences overlap, and are taken together", person=who.staff.title)
        for leave in who.leaves:
            told = {"person": who.staff.title, "reason": leave.reason(wording)}
            if not leave.spans:
                days = _stated(leave.absence, wording)
                yield wording.say("{person}: {reason} ({days}) lies outside the horizon", **told, days=days)
            elif _reaches_past(timeline, leave.place, who.id):
                yield wording.say("{person}: {reason} reaches past the horizon", **told)


def _stated(away: Absence, wording: Wording) -> str:
    """The days of an absence as they are stated, in figures."""
    first, last = (None if one is None else wording.date(one) for one in (away.from_, away.to))
    if first and last:
        return wording.say("{first} to {last}", first=first, last=last)
    if first:
        return wording.say("from {first} on", first=first)
    return wording.say("up to {last}", last=last) if last else wording.say("recurring")


def _reaches_past(timeline: Timeline, place: int, person: str) -> bool:
    away, horizon = timeline.people[person].leaves[place].absence, timeline.facts.horizon
    if away.every is not None or away.from_ is None or away.to is None:
        return False
    return str(away.from_)[:10] < str(horizon.from_) or str(away.to)[:10] > str(horizon.to)


def _places(timeline: Timeline) -> Iterator[str]:
    """Rooms and sites of which nothing makes use, and activities that no room suits."""
    facts, say = timeline.facts, timeline.wording.say
    suited = {room for task in timeline.occurrences for room in task.rooms}
    for room in timeline.rooms.values():
        if room.id not in suited:
            yield say("{room}: no activity could take it", room=room.room.title)
    for task in timeline.occurrences:
        if task.asks_room and not task.rooms:
            yield say("{activity}: no room suits it", activity=task.activity.title)
    used = {task.site for task in timeline.occurrences} | {one.site for one in facts.staff}
    for site in sorted(facts.sites, key=lambda one: one.id):
        if site.id not in used:
            yield say("{site}: no activity is there", site=site.title)


def _requests(timeline: Timeline) -> Iterator[str]:
    """Steps that are not planned, and facts about a request that nothing asks for."""
    say = timeline.wording.say
    for task in timeline.occurrences:
        if names := outside(timeline, task):
            told = {"activity": task.activity.title, "steps": timeline.wording.listed(names)}
            yield say("{activity}: outside the horizon and not planned: {steps}", **told)
    for activity in timeline.requests:
        if activity.requested is not None and not activity.steps:
            yield say("{activity}: no step counts from the request", activity=activity.title)
        if spare := [name for name in activity.details if name not in (activity.requires or ())]:
            yield say("{activity}: nothing requires {details}", activity=activity.title, details=", ".join(spare))


def _days_off(timeline: Timeline) -> Iterator[str]:
    """Activities on days off: those that may, and those that say nothing."""
    wording = timeline.wording
    for task in timeline.occurrences:
        for day in task.days:
            closed = timeline.company.closed(day)
            if closed is None:
                continue
            told = {"activity": task.activity.title, "day": wording.day(day), "why": closed.name}
            if task.on_days_off:
                yield wording.say("{activity}: on {day} ({why}) because it may be on days off", **told)
            else:
                yield wording.say("{activity}: {day} is not a working day ({why})", **told)
