"""What tasks are worth to the goals that who sits where decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planner.plan.goals import ORDER, Goal
from planner.timeline.occurrence import Occurrence


class Worth(NamedTuple):
    """What a task is worth: each head of it, and all heads together besides."""

    head: int
    whole: int


def worth_of(task: Occurrence, goal: Goal) -> Worth:
    """What a task is worth to one goal."""
    if goal.priority != task.priority:
        return Worth(0, 0)
    if goal.level == "heads":
        return Worth(1, 0)
    return Worth(task.worth, 0) if task.partial else Worth(0, task.worth)


def goals_of(tasks: Iterable[Occurrence]) -> list[Goal]:
    """The goals that who sits where decides, in order."""
    asked = {goal for task in tasks for goal in (Goal("value", task.priority), Goal("heads", task.priority))}
    return [goal for goal in ORDER if goal in asked]


def worths(tasks: Sequence[Occurrence]) -> tuple[list[Worth], dict[Goal, int]]:
    """What each task is worth to all goals in one number, and how much each goal counts in it.

    An earlier goal counts more than all later ones could together.

    Parameters
    ----------
    tasks
        The tasks.
    """
    counts: dict[Goal, int] = {}
    found = [Worth(0, 0)] * len(tasks)
    factor = 1
    for goal in reversed(goals_of(tasks)):
        counts[goal] = factor
        each = [worth_of(task, goal) for task in tasks]
        found = [
            Worth(before.head + factor * one.head, before.whole + factor * one.whole)
            for before, one in zip(found, each, strict=True)
        ]
        factor *= 1 + sum(one.head * task.heads + one.whole for task, one in zip(tasks, each, strict=True))
    return found, counts
