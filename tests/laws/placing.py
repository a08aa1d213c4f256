"""Preparation and follow-up laid into real gaps, from raw facts alone.

Work that can be cut into pieces can be done in time exactly when it can be done earliest due date first.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from laws.oracle import Oracle
from laws.wall import NOTHING, Minutes

Days = tuple[dt.date, ...]
Node = Hashable
SOURCE, SINK = "source", "sink"


class Duty(NamedTuple):
    """Work of one person around one occurrence, and the days on which it may be done."""

    person: str
    task: str
    what: str
    minutes: int
    days: Days


class Sitting(NamedTuple):
    """A stretch of work without a gap; both ends are minutes."""

    duty: Duty
    start: int
    end: int


def free_minutes(oracle: Oracle, person: str, held: Minutes) -> dict[dt.date, list[int]]:
    """A person's open minutes that no booking takes, by working day, in order, each on one day only."""
    free: dict[dt.date, list[int]] = {}
    used = NOTHING
    for day in oracle.working_days:
        left = oracle.open(person, day) - held - used
        free[day] = sorted(left)
        used |= left
    return free


def earliest_due(duties: Iterable[Duty], free: dict[dt.date, list[int]]) -> tuple[list[Sitting], bool]:
    """Lay work into free minutes, what is due first comes first; tells whether all of it found room."""
    left = {duty: duty.minutes for duty in duties}
    spent: dict[Duty, list[int]] = defaultdict(list)
    for day, minutes in free.items():
        here = list(minutes)
        for duty in sorted((one for one in left if day in one.days), key=lambda one: one.days[-1]):
            taken, here = here[: left[duty]], here[left[duty] :]
            left[duty] -= len(taken)
            spent[duty] += taken
    return [one for duty, minutes in spent.items() for one in _sittings(duty, minutes)], not any(left.values())


def _sittings(duty: Duty, minutes: list[int]) -> Iterator[Sitting]:
    start = end = -1
    for minute in minutes:
        if minute != end:
            if start >= 0:
                yield Sitting(duty, start, end)
            start = minute
        end = minute + 1
    if start >= 0:
        yield Sitting(duty, start, end)


def rationed(duties: list[Duty], free: dict[dt.date, list[int]], rations: dict[Days, int]) -> list[Sitting] | None:
    """Lay work into free minutes so that groups of days take no more than their rations; `None` if that cannot be."""
    room: dict[Node, dict[Node, int]] = defaultdict(lambda: defaultdict(int))
    for duty in duties:
        room[SOURCE][duty] = duty.minutes
        for day in duty.days:
            room[duty][day] = duty.minutes
    for days, most in rations.items():
        room[days][SINK] = most
        for day in days:
            room[day][days] = len(free[day])
    if maximal_flow(room) < sum(duty.minutes for duty in duties):
        return None
    spent: dict[Duty, list[int]] = defaultdict(list)
    for day, minutes in free.items():
        here = list(minutes)
        for duty in duties:
            flow = room[day][duty]
            taken, here = here[:flow], here[flow:]
            spent[duty] += taken
    return [one for duty, minutes in spent.items() for one in _sittings(duty, minutes)]


def maximal_flow(room: dict[Node, dict[Node, int]]) -> int:
    """How much can flow from source to sink; `room` is left as the residual network."""
    total = 0
    while True:
        came: dict[Node, Node] = {SOURCE: SOURCE}
        queue: list[Node] = [SOURCE]
        for node in queue:
            for other, left in list(room[node].items()):
                if left and other not in came:
                    came[other] = node
                    queue.append(other)
        if SINK not in came:
            return total
        path: list[Node] = [SINK]
        while path[-1] != SOURCE:
            path.append(came[path[-1]])
        steps = list(zip(path[1:], path, strict=False))
        amount = min(room[node][other] for node, other in steps)
        for node, other in steps:
            room[node][other] -= amount
            room[other][node] += amount
        total += amount
