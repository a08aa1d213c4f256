"""What is odd but not wrong: kept in the plan as notices."""

from __future__ import annotations

from collections.abc import Iterator

from planner.timeline.causes import day_text
from planner.timeline.spans import total
from planner.timeline.timeline import Timeline


def oddities(timeline: Timeline) -> Iterator[str]:
    """Everything about the facts that a careful reader would ask about."""
    facts = timeline.facts
    yield from timeline.expansion.notices
    yield from _absences(timeline)
    held = {role for one in facts.staff for role in one.roles}
    asked = {need.role for task in timeline.occurrences for need in task.needs}
    asked |= {role for one in timeline.background for role in one.share or {}}
    for role in sorted(asked - held):
        yield f"nobody holds the role {role!r}"
    for one in sorted(facts.staff, key=lambda one: one.id):
        if not one.roles:
            yield f"{one.title} holds no role"
    used = {activity.only_if for activity in facts.activities}
    for condition in sorted(set(facts.conditions) - used):
        yield f"no activity depends on the condition {condition!r}"
    yield from _days_off(timeline)
    if facts.language != "en":
        yield f"sentences are written in English, {facts.language!r} is kept for later"


def _absences(timeline: Timeline) -> Iterator[str]:
    for who in timeline.people.values():
        spans = sorted(span for leave in who.leaves for span in leave.spans)
        merged = who.away
        if total(spans) > total(merged):
            yield f"{who.staff.title}: absences overlap, and are taken together"
        for leave in who.leaves:
            away = leave.absence
            if not leave.spans:
                yield f"{who.staff.title}: {away.reason} ({away.from_} to {away.to}) lies outside the horizon"
            elif _reaches_past(timeline, leave.place, who.id):
                yield f"{who.staff.title}: {away.reason} reaches past the horizon"


def _reaches_past(timeline: Timeline, place: int, person: str) -> bool:
    away, horizon = timeline.people[person].leaves[place].absence, timeline.facts.horizon
    if away.every is not None or away.from_ is None or away.to is None:
        return False
    return str(away.from_)[:10] < str(horizon.from_) or str(away.to)[:10] > str(horizon.to)


def _days_off(timeline: Timeline) -> Iterator[str]:
    """Activities on days off: those that may, and those that say nothing."""
    for task in timeline.occurrences:
        for day in task.days:
            closed = timeline.company.closed(day)
            if closed is None:
                continue
            if task.on_days_off:
                yield f"{task.activity.title}: on {day_text(day)} ({closed.name}) because it may be on days off"
            else:
                yield f"{task.activity.title}: {day_text(day)} is not a working day ({closed.name})"
