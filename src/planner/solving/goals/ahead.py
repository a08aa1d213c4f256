"""Searches that go ahead of a search of the whole, as they know what a goal is about."""

from __future__ import annotations

from collections.abc import Sequence

from planner.compile.draft import Draft
from planner.plan.goals import Goal
from planner.solving.budget import Budget
from planner.solving.goals.reinserting import reinserted
from planner.solving.goals.times_first import times_first
from planner.solving.settings import Settings
from planner.solving.solvers.cpsat import Watch
from planner.solving.solvers.outcome import NOTHING, Outcome


def ahead(
    draft: Draft, goal: Goal, values: Sequence[int], settings: Settings, budget: Budget, watch: Watch | None
) -> Outcome:
    """What such a search finds for a goal; nothing, if there is none for it.

    Parameters
    ----------
    draft
        The draft, with what goals before this one reached.
    goal
        The goal.
    values
        A plan to begin with; empty, if there is none.
    settings, budget
        The limits, and what is left of them.
    watch
        Told about progress.
    """
    if goal in draft.hastened:
        return times_first(draft, goal, values, settings, budget, watch)
    if goal.level == "prices" and draft.journeys.tours:
        return reinserted(draft, goal, values, settings, budget, watch)
    return NOTHING
