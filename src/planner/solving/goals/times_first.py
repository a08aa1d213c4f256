"""Times first, then people: how a plan that is over early is found soonest.

Without the rule that nobody is in two places at once, times are chosen by how many people are needed at a moment
alone, which is soon done; people are then found for times near these. What the times alone reach bounds what a plan
can; where they cannot reach less than the best plan costs, it is proved.
(Logic-based Benders decomposition, with other times instead of cuts: Hooker, *Planning and Scheduling by Logic-Based
Benders Decomposition*, Operations Research 55, 2007.)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from planner.compile.draft import Draft
from planner.compile.logic import weighted
from planner.plan.goals import Goal
from planner.solving.budget import Budget
from planner.solving.goals.grouping import whole_bound
from planner.solving.goals.near_times import NearTimes
from planner.solving.settings import Settings
from planner.solving.solvers.cpsat import Watch
from planner.solving.solvers.outcome import Answer, Outcome, value_of
from planner.solving.solvers.search import run

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

ROUNDS = 100  # other times are tried if nobody can be found for some
SHARE = 0.1  # of what is left, for each
AT_ONCE = 0.05  # for a first look at both
KEPT = 0.5  # of what is left: kept for a search for both at once


def times_first(
    draft: Draft, goal: Goal, values: Sequence[int], settings: Settings, budget: Budget, watch: Watch | None = None
) -> Outcome:
    """The best plan for a goal whose times were chosen first, with the goal's bound.

    Parameters
    ----------
    draft
        The draft, with what goals before this one reached.
    goal
        A goal whose plans are to be over early: it counts costs.
    values
        A plan to begin with; empty, if there is none.
    settings, budget
        The limits, and what is left of them.
    watch
        Told about progress.
    """
    model = draft.model.clone()
    model.minimize(weighted(draft.goals[goal]))
    if values:
        model.proto.solution_hint.vars.extend(range(len(values)))
        model.proto.solution_hint.values.extend(values)
    sought = partial(run, settings=settings, budget=budget, share=SHARE)
    both = run(model, settings, budget, share=AT_ONCE)  # most are soon solved as they are
    if both.final:
        return both
    values = both.values or values
    near, loose = NearTimes(draft, goal, settings, budget), _loosened(model)
    kept = KEPT * budget.left
    best, bound = (values, _cost(draft, goal, values)), -math.inf
    for seed in range(ROUNDS):
        timed = sought(_cheaper(loose, draft, goal, best[1]), seed=seed)
        if timed.answer is Answer.IMPOSSIBLE and best[0]:
            return Outcome(Answer.OPTIMAL, best[0], best[1])
        if budget.over or budget.left < kept or not (timed.values or best[0]):
            break
        if not timed.values:
            continue
        bound = max(bound, whole_bound(goal, timed.bound))
        found = near.better(timed.values, best[1])
        if found:
            best = found, _cost(draft, goal, found)
            if watch and watch(best[1], bound):
                budget.stop()
        if best[1] == bound:
            return Outcome(Answer.OPTIMAL, best[0], bound)
    return Outcome(Answer.FEASIBLE if best[0] else Answer.UNKNOWN, best[0], bound)


def _loosened(model: CpModel) -> CpModel:
    """The model, but people and rooms can be in two places at once."""
    loose = model.clone()
    for constraint in loose.proto.constraints:
        if constraint.has_no_overlap():
            constraint.no_overlap.intervals.clear()
    return loose


def _cheaper(model: CpModel, draft: Draft, goal: Goal, than: float) -> CpModel:
    """Of a model's plans only those that cost less than so much."""
    cheaper = model.clone()
    if math.isfinite(than):
        cheaper.add(weighted(draft.goals[goal]) <= round(than) - 1)
    return cheaper


def _cost(draft: Draft, goal: Goal, values: Sequence[int]) -> float:
    """What some values cost."""
    return sum(factor * value_of(one, values) for factor, one in draft.goals[goal]) if values else math.inf
