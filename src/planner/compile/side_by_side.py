"""How long tasks take together at least, by which of them can go on side by side.

The relaxation of Mingozzi, Maniezzo, Ricciardelli and Bianco, *An exact algorithm for the resource-constrained project
scheduling problem based on a new mathematical formulation*, Management Science 44, 1998: tasks may be interrupted, and
every moment belongs to one set of them that can go on at the same time. Give each task a weight such that no such set
weighs more than one: its minutes, weighted and added up, are then no more than the whole takes. The best weights are
the dual prices of a linear program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ortools.linear_solver.python import model_builder

MOST_SETS = 20_000
WHOLE = 100_000  # what a set weighs at most, about: weights are whole numbers


class Draws(NamedTuple):
    """What some tasks draw on: how much there is at a moment, and what each task takes of it."""

    supply: int
    taken: Sequence[int]


def weights(minutes: Sequence[int], draws: Sequence[Draws], apart: Callable[[int, int], bool]) -> tuple[list[int], int]:
    """A weight for each task, and the most that tasks going on side by side weigh together.

    Parameters
    ----------
    minutes
        How long each task lasts.
    draws
        What they draw on.
    apart
        Whether two tasks, told by their places, are never at the same time for another reason.

    Returns
    -------
    list of int, int
        No weights and one, if there are too many sets to look at.

    Examples
    --------
    Three tasks of an hour, of which any two can go on side by side: an hour and a half is needed.

    >>> shares, whole = weights([60, 60, 60], [Draws(2, [1, 1, 1])], lambda one, other: False)
    >>> sum(60 * share for share in shares) / whole
    90.0
    """
    sets: list[tuple[int, ...]] = []
    for found in _side_by_side(len(minutes), draws, apart):
        sets.append(found)
        if len(sets) > MOST_SETS:
            return [], 1
    program = model_builder.Model()  # type: ignore[no-untyped-call]
    shares = [program.new_num_var(0, 1, "") for _ in minutes]
    for some in sets:
        program.add(model_builder.LinearExpr.sum([shares[one] for one in some]) <= 1)
    program.maximize(model_builder.LinearExpr.weighted_sum(shares, [float(one) for one in minutes]))
    solver = model_builder.Solver("glop")
    if solver.solve(program) != model_builder.SolveStatus.OPTIMAL:
        return [], 1
    whole = [round(WHOLE * solver.value(one)) for one in shares]
    return whole, max(sum(whole[one] for one in some) for some in sets)


def _side_by_side(count: int, draws: Sequence[Draws], apart: Callable[[int, int], bool]) -> Iterator[tuple[int, ...]]:
    """Sets of tasks that can go on side by side, among them all to which none can be added."""
    stack: list[tuple[tuple[int, ...], list[int], list[int]]] = [
        ((), [draw.supply for draw in draws], list(range(count)))
    ]
    while stack:
        some, left, rest = stack.pop()
        fitting = [one for one in rest if all(draw.taken[one] <= free for draw, free in zip(draws, left, strict=True))]
        if not fitting:
            yield some
        for place, one in enumerate(fitting):
            free = [supply - draw.taken[one] for draw, supply in zip(draws, left, strict=True)]
            stack.append(((*some, one), free, [other for other in fitting[place + 1 :] if not apart(one, other)]))
