"""What a rule comes to where all times are given: ceilings on what one person is at, and what is paid for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from planner.plan.goals import Goal
from planner.timeline.spans import Span

if TYPE_CHECKING:
    from planner.timeline.occurrence import Occurrence
    from planner.timeline.timeline import Timeline


class Ceiling(NamedTuple):
    """Nobody of some people is at more than so many of some tasks.

    Parameters
    ----------
    tasks
        The ids of the occurrences.
    limit
        How many of them one person can be at.
    people
        Whom it binds; everybody, if it does not say.
    """

    tasks: tuple[str, ...]
    limit: int
    people: frozenset[str] | None = None


class Load(NamedTuple):
    """What is paid for how many of some tasks each of some people is at: each one more costs no less than the last.

    Parameters
    ----------
    tasks
        The ids of the occurrences.
    people
        Who pays.
    cost
        By how many of the tasks somebody is at, what is paid.
    goal
        Where it is paid.
    """

    tasks: frozenset[str]
    people: frozenset[str]
    cost: Callable[[int], int]
    goal: Goal


def at_once(spans: Iterable[tuple[str, Span]], pause: int = 0) -> Iterator[tuple[str, ...]]:
    """The largest sets of tasks of which every two overlap, or lie less than a pause apart, in the order of time.

    (The maximal cliques of an interval graph, found in one sweep: Gupta, Lee and Leung, *Efficient algorithms for
    interval graphs and circular-arc graphs*, Networks 12, 1982.)

    Parameters
    ----------
    spans
        Each task, and the minutes that it takes.
    pause
        Minutes.

    Examples
    --------
    >>> list(at_once([("a", (0, 60)), ("b", (30, 90)), ("c", (60, 120))]))
    [('a', 'b'), ('b', 'c')]
    """
    ordered = sorted(((start, end + pause, task) for task, (start, end) in spans), key=lambda one: (one[:2], one[2]))
    open_: list[tuple[int, str]] = []
    for place, (start, end, task) in enumerate(ordered):
        open_ = [one for one in open_ if one[0] > start]
        open_.append((end, task))
        following = ordered[place + 1][0] if place + 1 < len(ordered) else None
        if following is None or any(over <= following for over, _ in open_):
            yield tuple(sorted({one for _, one in open_}))


def given(timeline: Timeline, concerns: Callable[[Occurrence], bool] | None = None) -> Iterator[tuple[str, Span]]:
    """Each task whose time is given, with the minutes that it takes: several spans of one that takes several days.

    Parameters
    ----------
    timeline
        The facts on the time line.
    concerns
        Which tasks are asked about, if not all.
    """
    for task in filter(concerns, timeline.occurrences):
        for span in timeline.lasts(task, task.given[task.days[0]]):
            yield task.id, span
