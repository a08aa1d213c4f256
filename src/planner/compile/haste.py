"""What helps to finish early: how many people tasks take at a moment, how long all take at least, early starts first.

That nobody is at two tasks at once says all there is to say, but one person at a time. Taken together, tasks that
only some people can do take no more of them at a moment than there are (the cumulative relaxation: Young, Feydy and
Schutt, *Constraint Programming applied to the Multi-Skill Project Scheduling Problem*, CP 2017). It cuts off no plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from planner.compile.logic import extreme, weighted
from planner.compile.order import begin
from planner.compile.side_by_side import Draws, weights
from planner.timeline.occurrence import Occurrence

if TYPE_CHECKING:
    from planner.compile.draft import Draft

MOST_SETS = 60
MOST_TASKS = 60  # with more, too many of them can go on side by side
Group = frozenset[str]


def hasten(draft: Draft, tasks: Iterable[Occurrence], last: cp_model.IntVar | None = None) -> bool:
    """Say what helps the search to finish some tasks early; whether there is anything to choose.

    Parameters
    ----------
    draft
        The draft, in which people and order have been said.
    tasks
        The tasks.
    last
        The minute, counted from the horizon's first, at which all of them are over, if that is what counts.
    """
    movable = [
        task
        for task in tasks
        if task.duration is not None and not task.run and not isinstance(draft.when.begin(task), int)
    ]
    if len(movable) < 2:
        return False
    begins = [first for task in movable if not isinstance(first := draft.when.begin(task), int)]
    draft.model.add_decision_strategy(begins, cp_model.CHOOSE_LOWEST_MIN, cp_model.SELECT_MIN_VALUE)
    able = [[frozenset(draft.who.fillers(task, i)) for i in range(len(task.needs))] for task in movable]
    draws = []
    for people in _sets([group for groups in able for group in groups if group]):
        heads = [_heads(task, groups, people) for task, groups in zip(movable, able, strict=True)]
        if sum(heads) > len(people):
            draws.append(Draws(len(people), heads))
    _take(draft, movable, draws)
    certain = any(not task.optional for task in movable)  # if all were left out, the last would be over at once
    if last is not None and certain and len(movable) <= MOST_TASKS:
        _last(draft, movable, draws, last)
    return True


def _take(draft: Draft, tasks: Sequence[Occurrence], draws: Iterable[Draws]) -> None:
    """Fully staffed tasks take no more people at a moment than there are."""
    lasting = [
        draft.model.new_optional_fixed_size_interval_var(
            draft.when.begin(task), task.duration or 0, draft.who.whole(task), ""
        )
        for task in tasks
    ]
    for draw in draws:
        taking = [(interval, heads) for interval, heads in zip(lasting, draw.taken, strict=True) if heads]
        intervals, demands = zip(*taking, strict=True)
        draft.model.add_cumulative(intervals, demands, draw.supply)


def _last(draft: Draft, tasks: Sequence[Occurrence], draws: Sequence[Draws], last: cp_model.IntVar) -> None:
    """Fully staffed tasks take so long together at least, from the first minute at which one of them can start."""
    when = draft.when
    starts = [when.starts(task) for task in tasks]
    later = [draft.order.later(task) for task in tasks]
    minutes = [task.duration or 0 for task in tasks]

    def apart(one: int, other: int) -> bool:
        ordered = tasks[one].id in later[other] or tasks[other].id in later[one]
        first, second = sorted((one, other), key=lambda place: min(starts[place]))
        return ordered or max(starts[first]) + minutes[first] <= min(starts[second])

    shares, whole = weights(minutes, draws, apart)
    if not shares:
        return
    _take(draft, tasks, [Draws(whole, shares)])
    earliest = min(extreme(begin(when, task, 1), highest=False) for task in tasks)
    taken = [
        (share * length, draft.who.whole(task)) for share, length, task in zip(shares, minutes, tasks, strict=True)
    ]
    draft.model.add(weighted([*taken, (-whole, last)]) <= -whole * earliest)


def _heads(task: Occurrence, able: Sequence[Group], people: Group) -> int:
    """How many heads of a fully staffed task only these people can be."""
    return sum(need.count for need, group in zip(task.needs, able, strict=True) if group and group <= people)


def _sets(groups: list[Group]) -> Iterator[Group]:
    """The groups, and the unions of two and more, the smallest unions first, as long as they are not too many."""
    single = sorted(set(groups), key=sorted)
    found: dict[Group, None] = {}
    for size in range(1, len(single) + 1):
        for some in combinations(single, size):
            found[frozenset().union(*some)] = None
            if len(found) >= MOST_SETS:
                found[frozenset().union(*single)] = None
                yield from found
                return
    yield from found
