"""What helps to finish early: how many people tasks take at a moment, and early starts first.

That nobody is at two tasks at once says all there is to say, but one person at a time. Taken together, tasks that
only some people can do take no more of them at a moment than there are (the cumulative relaxation: Young, Feydy and
Schutt, *Constraint Programming applied to the Multi-Skill Project Scheduling Problem*, CP 2017). It cuts off no plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from planner.timeline.occurrence import Occurrence

if TYPE_CHECKING:
    from planner.compile.draft import Draft

MOST_SETS = 60
Group = frozenset[str]


def hasten(draft: Draft, tasks: Iterable[Occurrence]) -> None:
    """Say what helps the search to finish some tasks early."""
    movable = [
        task
        for task in tasks
        if task.duration is not None and not task.run and not isinstance(draft.when.begin(task), int)
    ]
    if len(movable) < 2:
        return
    begins = [begin for task in movable if not isinstance(begin := draft.when.begin(task), int)]
    draft.model.add_decision_strategy(begins, cp_model.CHOOSE_LOWEST_MIN, cp_model.SELECT_MIN_VALUE)
    able = {task.id: [frozenset(draft.who.fillers(task, i)) for i in range(len(task.needs))] for task in movable}
    lasting = {
        task.id: draft.model.new_optional_fixed_size_interval_var(
            draft.when.begin(task), task.duration or 0, draft.who.whole(task), ""
        )
        for task in movable
    }
    for people in _sets([group for groups in able.values() for group in groups if group]):
        taken = [(lasting[task.id], _heads(task, able[task.id], people)) for task in movable]
        taking = [(interval, heads) for interval, heads in taken if heads]
        if sum(heads for _, heads in taking) > len(people):
            intervals, demands = zip(*taking, strict=True)
            draft.model.add_cumulative(intervals, demands, len(people))


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
