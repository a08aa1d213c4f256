"""Where a long plan falls apart: stretches of days, and what each of them could reach at best.

A year falls apart into stretches of days that share no people but through a few rules. What a stretch could reach if
it were alone in the world, no plan of the whole surpasses there; so the sum over all stretches bounds what any plan
can reach. (A relaxation by forgetting what ties parts together: Fisher, *The Lagrangian relaxation method for solving
integer programming problems*, Management Science 27, 1981, with all multipliers zero.)
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from planner.plan.booking import Booking
from planner.plan.goals import ORDER, Goal, Reached
from planner.solving.held import open_heads
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

CHOICES = 20_000  # a need, somebody who could fill it, a day: a model of fewer of these is searched as a whole
COVERAGE = tuple(goal for goal in ORDER if goal.level in ("value", "heads"))
PART = 800  # of them make a part
Part = tuple[Occurrence, ...]
Standing = tuple[float, ...]
"""What is reached on every goal, from the first to the last; the less the better, with value counted below zero."""


def parts(timeline: Timeline) -> list[Part]:
    """Stretches of days, each with what may begin on its first day or later; one alone if the plan is small.

    Parameters
    ----------
    timeline
        The facts on the time line.
    """
    whole = sorted(timeline.occurrences, key=lambda one: (one.days[:1], one.id))
    least = PART if sum(map(choices, whole)) >= CHOICES else CHOICES
    found: list[list[Occurrence]] = [[]]
    size = 0
    for task in whole:
        if size >= least and task.days[:1] != found[-1][-1].days[:1]:
            found.append([])
            size = 0
        found[-1].append(task)
        size += choices(task)
    return [tuple(sorted(part, key=lambda one: one.id)) for part in found]


def choices(task: Occurrence) -> int:
    """How many ways there are to fill one of its needs, or about as many."""
    return len(task.needs) * len(task.candidates) * len(task.days)


def worth(task: Occurrence) -> int:
    """What a task counts in all if it is fully staffed."""
    return task.worth * (task.heads if task.partial else 1)


def covered(tasks: Iterable[Occurrence], bookings: Mapping[str, Booking]) -> Standing:
    """How well some bookings cover some tasks: the goals of value and open heads."""
    reached: dict[Goal, int] = defaultdict(int)
    for task in tasks:
        booking = bookings[task.id]
        missing = open_heads(booking)
        value = Goal("value", task.priority)
        if task.partial:
            reached[value] += task.worth * (task.heads - min(missing, task.heads))
        elif booking.complete:
            reached[value] += task.worth
        reached[Goal("heads", task.priority)] += missing
    return tuple(-goal.shown(reached[goal]) if goal.maximise else goal.shown(reached[goal]) for goal in ORDER)


def bound_of(reached: Sequence[Reached]) -> Standing:
    """What no plan can pass: on each goal, as long as all goals before it are proved."""
    by_name = {one.name: one for one in reached}
    found: list[float] = []
    proved = True
    for goal in ORDER:
        one = by_name.get(goal.name)
        if one is None:
            found.append(0.0 if reached else -math.inf)
            continue
        found.append((-one.bound if goal.maximise else one.bound) if proved else -math.inf)
        proved = proved and one.proved
    return tuple(found)


def total(some: Iterable[Standing]) -> Standing:
    """The sum, goal by goal."""
    return tuple(round(sum(one), 2) if all(map(math.isfinite, one)) else -math.inf for one in zip(*some, strict=True))
