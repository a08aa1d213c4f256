"""What a task could reach at most, were it alone in the world: whether it can be whole, and how many can be there."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from planner.plan.goals import Goal
from planner.rules.qualification import holds
from planner.rules.work_time import works
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


class Most(NamedTuple):
    """What a task can reach at most: whether everybody is there, and how many are."""

    whole: bool
    heads: int


def most_of(timeline: Timeline, task: Occurrence) -> Most:
    """What a task can reach at most, whatever becomes of the others.

    Parameters
    ----------
    timeline
        The facts on the time line.
    task
        What is to be held, at a time of day or on whole days.
    """
    found = [_on(timeline, task, day) for day in task.days]
    return Most(any(one.whole for one in found), max((one.heads for one in found), default=0))


def _on(timeline: Timeline, task: Occurrence, day: dt.date) -> Most:
    """The same if it begins on a day."""
    there = [one for one in task.candidates if timeline.starts(task, one, day)]
    serving = {one for one in there if _has_time(timeline, task, one, day)}
    counts, served = [], []
    for need in task.needs:
        able = {one for one in there if need.role in timeline.people[one].staff.roles and one not in need.exclude}
        able &= {*need.from_} or able
        days = task.lasting(day)
        able = {one for one in able if all(holds(timeline.people[one], skill, days) for skill in need.skills)}
        counts.append(min(need.count, len(able)))
        served.append(min(need.count, len(able & serving)))
    whole = sum(served) == task.heads
    if task.partial:
        return Most(whole, sum(served))
    return Most(whole, sum(counts) - (not whole and sum(counts) == task.heads))


def _has_time(timeline: Timeline, task: Occurrence, person: str, day: dt.date) -> bool:
    """Whether somebody has time for the work around a task, were there nothing else to do."""
    who = timeline.people[person]
    asked = ((timeline.work_days(task, work, what, day), work.minutes) for what, work in works(task.activity))
    return all(sum(map(who.minutes, days)) >= minutes for days, minutes in asked)


def reach(task: Occurrence, goal: Goal, most: Most) -> int:
    """What a task counts for a goal if it reaches so much."""
    if goal.priority != task.priority:
        return 0
    if goal.level == "heads":
        return most.heads
    return task.worth * (most.heads if task.partial else most.whole)
