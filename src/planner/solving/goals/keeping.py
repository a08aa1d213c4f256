"""A model in which most tasks keep their people, their room and their order, while a few are free.

Times stay open: what is free finds its place between what is kept, which moves up or down for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.compile.draft import Draft
from planner.compile.holding import Piece
from planner.compile.journeys import Tour
from planner.compile.logic import Lit
from planner.solving.solvers.outcome import value_of
from planner.timeline.occurrence import Occurrence

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel


def keeping(draft: Draft, model: CpModel, values: Sequence[int], free: Collection[str]) -> CpModel:
    """A copy of a model, in which everything but what is free is as in a plan, but for its minutes.

    Parameters
    ----------
    draft
        The draft of the model.
    model
        The model.
    values
        The plan, by the values of all variables.
    free
        Ids of the tasks that are free.
    """
    kept = model.clone()
    for task in draft.tasks:
        for one in _choices(draft, task) if task.id not in free else ():
            if not isinstance(one, bool):
                kept.add(one == value_of(one, values))
    for person in draft.timeline.people:
        pieces = [one for one in draft.holding.pieces(person) if one.task.id not in free]
        there = [one for one in pieces if value_of(one.present, values)]
        for first, then in pairwise(sorted(there, key=lambda piece: _begin(piece, values))):
            if not (isinstance(first.begin, int) and isinstance(then.begin, int)):
                kept.add(then.begin - first.begin >= first.size)
    for tour in draft.journeys.tours:
        for one in _cut(tour, values, free):
            if not isinstance(one, bool):
                kept.add(one == 0)
    return kept


def _choices(draft: Draft, task: Occurrence) -> Iterator[Lit]:
    """Whether a task is held, who is there, and in which room."""
    yield draft.when.held(task)
    for need in range(len(task.needs)):
        yield from (draft.who.fills(task, need, one) for one in draft.who.fillers(task, need))
        yield from (draft.standing_by.stands(task, need, one) for one in draft.standing_by.able(task, need))
    yield from (draft.who.attends(task, one) for one in (*task.attendees, *task.joiners))
    yield from (draft.rooms.takes(task, room) for room in task.rooms)


def _begin(piece: Piece, values: Sequence[int]) -> int:
    return piece.begin if isinstance(piece.begin, int) else value_of(piece.begin, values)


def _cut(tour: Tour, values: Sequence[int], free: Collection[str]) -> Iterator[Lit]:
    """The arcs that no plan takes in which what is kept stays in order: those from one to any but its next."""
    kept = [
        (_begin(piece, values), place)
        for place, (piece, there) in enumerate(tour.stops, start=1)
        if piece.task.id not in free and value_of(there, values)
    ]
    order = [0, *(place for _, place in sorted(kept)), 0]
    following = set(pairwise(order))
    for (one, other), taken in tour.arcs.items():
        if one in order and other in order and (one, other) not in following and one != other:
            yield taken
