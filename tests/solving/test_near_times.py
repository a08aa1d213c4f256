"""Plans near given times: what is found keeps everything and costs less, nothing is lost, the same work, the same."""

import math
from collections.abc import Sequence

import pytest
from ortools.sat.python import cp_model

import planner
from planner.compile.draft import Draft
from planner.compile.logic import weighted
from planner.plan.goals import Goal
from planner.problem import Problem
from planner.solving.budget import Budget
from planner.solving.goals import ahead, times_first
from planner.solving.goals.near_times import NearTimes
from planner.solving.settings import Settings
from planner.solving.solvers.cpsat import Watch
from planner.solving.solvers.outcome import NOTHING, Answer, Outcome, value_of
from planner.solving.solvers.search import run
from solving.test_haste import project

PRICES = Goal("prices")


def drafted(problem: Problem, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Draft, Outcome]]:
    """What a search that goes ahead is given when a problem is solved, and what is best then."""
    given: list[tuple[Draft, Outcome]] = []

    def look(
        draft: Draft, goal: Goal, values: Sequence[int], settings: Settings, budget: Budget, watch: Watch | None
    ) -> Outcome:
        del values, watch
        model = draft.model.clone()
        model.minimize(weighted(draft.goals[goal]))
        given.append((draft, run(model, settings, budget)))
        return given[-1][1]

    with monkeypatch.context() as patch:
        patch.setattr(ahead, "times_first", look)
        planner.solve(problem)
    return given


def cost(draft: Draft, values: Sequence[int]) -> int:
    return sum(factor * value_of(one, values) for factor, one in draft.goals[PRICES])


def not_as_it_is(
    model: cp_model.CpModel, settings: Settings, budget: Budget, *, share: float, seed: int = 0
) -> Outcome:
    """Find nothing in the first look at both; solve what comes after it."""
    return NOTHING if share == times_first.AT_ONCE else run(model, settings, budget, share=share, seed=seed)


@pytest.mark.parametrize("seed", range(24))
def test_what_is_found_near_is_a_plan_that_costs_less(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(work=20, step=15)
    for draft, best in drafted(project(seed), monkeypatch):
        least = cost(draft, best.values)
        near = NearTimes(draft, PRICES, settings, Budget(settings))
        assert not near.better(best.values, least)
        found = near.better(best.values, math.inf)
        assert cost(draft, found) == least
        kept = draft.model.clone()
        for place in range(len(kept.proto.variables)):
            kept.add(kept.get_int_var_from_proto_index(place) == found[place])
        assert run(kept, settings, Budget(settings)).answer is Answer.OPTIMAL


@pytest.mark.parametrize("seed", range(24))
def test_times_first_alone_finds_no_other_best(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times_first, "run", not_as_it_is)
    settings = Settings(work=20, step=15)
    for draft, best in drafted(project(seed), monkeypatch):
        least = cost(draft, best.values)
        found, again = (
            times_first.times_first(draft, PRICES, best.values, settings, Budget(settings)) for _ in range(2)
        )
        assert cost(draft, found.values) == least
        assert found.bound <= least
        assert found == again


def test_each_better_plan_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times_first, "run", not_as_it_is)
    settings = Settings(work=20, step=15)
    seen: list[float | None] = []

    def watch(value: float | None, bound: float) -> bool:
        seen.append(value)
        assert value is not None
        assert bound <= value
        return False

    draft, best = drafted(project(0), monkeypatch)[0]
    found = times_first.times_first(draft, PRICES, (), settings, Budget(settings), watch)
    assert seen
    assert seen[-1] == cost(draft, found.values) == cost(draft, best.values)
