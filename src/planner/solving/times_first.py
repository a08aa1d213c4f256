"""Times first, then people: how a plan that is over early is found soonest.

Without the rule that nobody is in two places at once, times are chosen by how many people are needed at a moment
alone, which is soon done; people are then found for these times. What the times alone reach bounds what a plan can.
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
from planner.solving.grouping import whole_bound
from planner.solving.outcome import NOTHING, Answer, Outcome, value_of
from planner.solving.search import run
from planner.solving.settings import Settings

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

ROUNDS = 5  # other times are tried if nobody can be found for some
SHARE = 0.05  # of what is left, for each


def times_first(draft: Draft, goal: Goal, values: Sequence[int], settings: Settings, budget: Budget) -> Outcome:
    """The best plan for a goal whose times were chosen first, with the goal's bound.

    Parameters
    ----------
    draft
        The draft, with what goals before this one reached.
    goal
        A goal whose plans are to be over early.
    values
        A plan to begin with; empty, if there is none.
    settings, budget
        The limits, and what is left of them.
    """
    model = draft.model.clone()
    expression = weighted(draft.goals[goal])
    (model.maximize if goal.maximise else model.minimize)(expression)
    if values:
        model.proto.solution_hint.vars.extend(range(len(values)))
        model.proto.solution_hint.values.extend(values)
    sought = partial(run, settings=settings, budget=budget, share=SHARE)
    begins = [begin for task in draft.tasks if not isinstance(begin := draft.when.begin(task), int)]
    loose = _loosened(model)
    best, bound = Outcome(Answer.FEASIBLE, values, math.nan) if values else NOTHING, math.nan
    for seed in range(ROUNDS):
        timed = sought(loose, seed=seed)
        if not timed.values or budget.over:
            break
        bound = timed.bound if math.isnan(bound) else bound
        fixed = model.clone()
        for begin in begins:
            fixed.add(begin == value_of(begin, timed.values))
        found = sought(fixed)
        best = min(best, found, key=lambda one: _cost(draft, goal, one))
        if _cost(draft, goal, found) <= _cost(draft, goal, timed):
            break
    proved = best.values and not math.isnan(bound) and _cost(draft, goal, best) == whole_bound(goal, bound)
    return best._replace(answer=Answer.OPTIMAL if proved else best.answer, bound=bound)


def _loosened(model: CpModel) -> CpModel:
    """The model, but people and rooms can be in two places at once."""
    loose = model.clone()
    for constraint in loose.proto.constraints:
        if constraint.has_no_overlap():
            constraint.no_overlap.intervals.clear()
    return loose


def _cost(draft: Draft, goal: Goal, outcome: Outcome) -> float:
    """What is to be as small as can be."""
    if not outcome.values:
        return math.inf
    value = sum(factor * value_of(one, outcome.values) for factor, one in draft.goals[goal])
    return -value if goal.maximise else value
