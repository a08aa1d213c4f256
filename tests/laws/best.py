"""The best that a whole model finds, and plans held against it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from planner.plan.goals import ORDER, Reached
from planner.plan.plan import Status
from planner.planning import solve
from planner.problem import Problem
from planner.solving import laying
from planner.solving.settings import Settings

if TYPE_CHECKING:
    import pytest

NEVER = 10**9  # choices: no model is so large


def best_of(problem: Problem, settings: Settings) -> dict[str, float]:
    """What the best plan reaches on each goal on which there is anything to reach."""
    plan = solve(problem, settings=settings)
    assert plan.status is Status.OPTIMAL
    return {one.name: one.value for one in plan.goals if one.value}


def is_reached_however_it_is_laid(problem: Problem, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a plan that is laid first reaches the same as one whose whole model is searched from the beginning."""
    monkeypatch.setattr(laying, "MANY", NEVER)
    whole = best_of(problem, settings)
    monkeypatch.setattr(laying, "MANY", 0)
    return best_of(problem, settings) == whole


def is_best(goals: Iterable[Reached], best: dict[str, float]) -> bool:
    """Whether a plan is as good as the best, its bounds being held against that: none may pass it, nor the plan."""
    told = {one.name: one for one in goals}
    for goal in ORDER:
        sign = -1 if goal.maximise else 1
        one, optimum = told.get(goal.name), sign * best.get(goal.name, 0)
        value, bound = (sign * one.value, sign * one.bound) if one else (0, 0)
        assert bound <= optimum
        if value != optimum:
            assert value > optimum
            return False
    return True
