"""Every task once for each time at which it may be held: then all times are given, and one of them is chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline

MOST = 8  # starts on one day that are looked at


class Offered(NamedTuple):
    """Tasks at given times.

    Parameters
    ----------
    timeline
        The facts with a task for each time that another one may be held at.
    of
        By the id of such a task, that of the one which may be held then.
    every
        Whether these are all the times that there are.
    """

    timeline: Timeline
    of: dict[str, str]
    every: bool


def offered(timeline: Timeline, step: int) -> Offered | None:
    """Every task at each of its times, or at a few that leave room for each other; `None` if one takes whole days.

    Parameters
    ----------
    timeline
        The facts on the time line.
    step
        Minutes of the grid on which times are chosen.
    """
    known: dict[tuple[object, ...], list[int]] = {}
    found: dict[str, tuple[str, Occurrence]] = {}
    for task in timeline.occurrences:
        if task.given.keys() != set(task.days) and task.duration is None:
            return None
        for one in _at_each(timeline, task, step, known):
            found[one.id] = task.id, one
    every = all(task.given.keys() == set(task.days) for task in timeline.occurrences)
    tasks = tuple(one for _, (_, one) in sorted(found.items()))
    return Offered(timeline.only(tasks), {name: task for name, (task, _) in found.items()}, every)


def _at_each(
    timeline: Timeline, task: Occurrence, step: int, known: dict[tuple[object, ...], list[int]]
) -> Iterator[Occurrence]:
    """A task at each of its times."""
    if task.run:
        yield task
        return
    for day in task.days:
        windows = {day: task.windows[day]} if task.windows else {}
        on_day = replace(task, days=(day,), windows=windows, given={})
        for start in [task.given[day]] if day in task.given else _some(timeline, on_day, day, step, known):
            yield replace(on_day, id=f"{task.id} {start}", given={day: start})


def _some(
    timeline: Timeline, task: Occurrence, day: dt.date, step: int, known: dict[tuple[object, ...], list[int]]
) -> list[int]:
    """The earliest start on a day at which anybody could be there, the earliest after that is over, and so on."""
    key = day, task.windows[day], task.duration, task.on_days_off, task.site, task.candidates
    if key not in known:
        starts: list[int] = []
        for start in timeline.choices(task, step).get(day, ()):
            if not starts or start >= starts[-1] + (task.duration or 0):
                starts.append(start)
        known[key] = starts[:: -(-len(starts) // MOST)] if starts else []
    return known[key]
