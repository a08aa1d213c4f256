"""Where a long plan falls apart: stretches of days, and what each of them could reach at best.

A year falls apart into stretches of days that share no people but through a few rules. What a stretch could reach if
it were alone in the world, no plan of the whole surpasses there; so the sum over all stretches bounds what any plan
can reach. (A relaxation by forgetting what ties parts together: Fisher, *The Lagrangian relaxation method for solving
integer programming problems*, Management Science 27, 1981, with all multipliers zero.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from zlib import crc32

from planner.plan.booking import Booking
from planner.plan.goals import ORDER, Goal, Reached
from planner.solving.worlds.held import open_heads
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

CHOICES = 20_000  # a need, somebody who could fill it, a day: a model of fewer of these is searched as a whole
COVERAGE = tuple(goal for goal in ORDER if goal.level in ("value", "heads"))
PART = 800  # of them make a part
MANY = 4000  # of them in a part: of more, some only are looked at
FEW = 8  # people at least who are looked at for a need
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


def narrowed(part: Part, timeline: Timeline, now: Mapping[str, Booking], salt: int) -> Part:
    """A part in which fewer people could fill each need, so that it has few enough choices: those who do now, and some.

    Which some is a matter of chance, the same for the same salt: every head sees a few people, and everybody a few
    heads, which is enough for nearly as many to be filled. (Erdős and Rényi, *On random matrices*, 1964: where all draw
    a few of the others, nearly all find a match.)
    """
    needs = sum(len(task.needs) for task in part)
    if sum(map(choices, part)) <= MANY or not needs:
        return part
    most = max(MANY // needs, FEW)
    return tuple(_narrowed(task, timeline, now.get(task.id), most, salt) for task in part)


def _narrowed(task: Occurrence, timeline: Timeline, now: Booking | None, most: int, salt: int) -> Occurrence:
    """A task with fewer people to each need; when it may be held is not touched, which hangs on all candidates."""
    drawn = sorted(task.candidates, key=partial(_drawn, task.id, salt))
    needs = []
    for place, need in enumerate(task.needs):
        there = now.needs[place].staff if now else ()
        able = [one for one in drawn if need.role in timeline.people[one].staff.roles and one not in need.exclude]
        known = [one for one in able if one in need.from_ or not need.from_]
        some = dict.fromkeys([*there, *known[: most * (1 + len(need.skills))]])
        needs.append(need.model_copy(update={"from_": tuple(some)}) if some else need)
    return replace(task, activity=task.activity.model_copy(update={"needs": tuple(needs)}))


def _drawn(task: str, salt: int, person: str) -> int:
    return crc32(f"{salt}/{task}/{person}".encode())


def covered(tasks: Iterable[Occurrence], bookings: Mapping[str, Booking]) -> Standing:
    """How well some bookings cover some tasks: the goals of value and open heads."""
    reached: dict[Goal, int] = defaultdict(int)
    for task in tasks:
        booking = bookings[task.id]
        missing = open_heads(booking)
        if task.partial:
            reached[Goal("value", task.priority)] += task.worth * (task.heads - min(missing, task.heads))
        elif booking.complete:
            reached[Goal("value", task.priority)] += task.worth
        idle = booking.room is not None and not booking.complete  # a room of no use counts like one that lacks
        reached[Goal("heads", task.priority)] += missing + idle
    return _standing(reached)


def ideal(tasks: Iterable[Occurrence]) -> Standing:
    """What no plan passes, since there is no more to be had: everything covered, and nothing to pay."""
    reached: dict[Goal, int] = defaultdict(int)
    for task in tasks:
        reached[Goal("value", task.priority)] += task.worth * (task.heads if task.partial else 1)
    return _standing(reached)


def bound_of(reached: Sequence[Reached], least: Standing) -> Standing:
    """What no plan can pass: on each goal, as long as all goals before it are proved, and else what none passes anyway.

    Parameters
    ----------
    reached
        What was found about the goals.
    least
        What no plan passes anyway.
    """
    by_name = {one.name: one for one in reached}
    found: list[float] = []
    proved = True
    for goal, anyway in zip(ORDER, least, strict=True):
        one = by_name.get(goal.name)
        if one is None or not proved:
            found.append(anyway)
            continue
        found.append(-one.bound if goal.maximise else one.bound)
        proved = one.proved
    return tuple(found)


def total(some: Iterable[Standing]) -> Standing:
    """The sum, goal by goal."""
    return tuple(round(sum(one), 2) for one in zip(*some, strict=True))


def _standing(reached: Mapping[Goal, int]) -> Standing:
    amounts = ((goal, goal.shown(reached.get(goal, 0))) for goal in ORDER)
    return tuple(-amount if goal.maximise else amount for goal, amount in amounts)
