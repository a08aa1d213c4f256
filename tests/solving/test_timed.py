"""Tasks laid at one of their times: what is found is right, bounded, and mostly the best."""

from __future__ import annotations

import os
import random
import threading
import time

import pytest
from laws.best import NEVER, best_of, is_best, is_reached_however_it_is_laid
from laws.profiles import PROFILES, case
from laws.timed import timed

from planner.checking import judge, keeps
from planner.planning import solve
from planner.problem import Problem
from planner.solving import laying
from planner.solving.budget import Budget
from planner.solving.seated.worth import goals_of
from planner.solving.settings import Progress, Settings
from planner.solving.solvers.rival import Rival
from planner.solving.timed import dividing
from planner.solving.timed.inserting import Inserting
from planner.solving.timed.placing_program import PlacingProgram
from planner.solving.timed.timed import Timed, timed_of

SETTINGS = Settings(work=60)
QUICK, LONG = int(os.environ.get("LAW_CASES", "30")), 200

suites = pytest.mark.parametrize("cases", [QUICK, pytest.param(LONG, marks=pytest.mark.long)])


def lays_of(problem: Problem) -> Timed | None:
    return timed_of(problem, problem.timeline, SETTINGS, Budget(SETTINGS))


def test_all_of_these_can_be_laid() -> None:
    assert all(lays_of(timed(seed)) is not None for seed in range(QUICK))


@suites
def test_what_is_laid_the_checker_accepts_at_every_step(cases: int) -> None:
    for seed in range(cases):
        problem = timed(seed)
        lays = lays_of(problem)
        assert lays is not None
        placing = lays.placing
        inserting = Inserting(placing, seed, lambda: False)
        chance = random.Random(seed)
        for _ in range(4):
            some = [one for one in range(len(placing.groups)) if chance.random() < 0.5]
            for one in some:
                placing.take(one)
            inserting.insert(some)
            assert keeps(problem.all_rules, problem.timeline, lays.bookings())
            before = placing.worth
            inserting.improve(range(len(placing.groups)))
            assert placing.worth >= before
            assert placing.worth == sum(map(placing.worth_of, placing.held))
            assert keeps(problem.all_rules, problem.timeline, lays.bookings())


@pytest.mark.parametrize("rule", PROFILES)
def test_whatever_a_rule_asks_what_is_laid_keeps_it(rule: str) -> None:
    for seed in range(6):
        problem = case(rule, seed).problem
        laid = lays_of(problem)
        start = None if laid is None else laid.lay()
        assert start is None or keeps(problem.all_rules, problem.timeline, start.bookings)


@suites
def test_laid_and_whole_reach_the_same(cases: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(cases):
        assert is_reached_however_it_is_laid(timed(seed), SETTINGS, monkeypatch)


@suites
def test_bounds_hold_and_the_best_is_mostly_found(cases: int, monkeypatch: pytest.MonkeyPatch) -> None:
    best_found = 0
    monkeypatch.setattr(laying, "MANY", NEVER)
    for seed in range(cases):
        problem = timed(seed)
        best, lays = best_of(problem, SETTINGS), lays_of(problem)
        laid = lays.lay() if lays else None
        assert laid is not None
        best_found += is_best(laid.goals, best)
    assert best_found >= 0.8 * cases


def _with_times(seed: int) -> Problem:
    """A problem whose tasks ask for no work, or count by the head; every other one has all its times given."""
    problem = timed(seed)
    facts = problem.model_dump(mode="json", by_alias=True, exclude_unset=True)
    for one in facts["activities"]:
        if seed % 2 and "at" not in one:
            one |= {"time": "09:00", "duration": min(one["duration"], 180)}
        if not one["partial"]:
            one.pop("preparation", None)
            one.pop("follow_up", None)
    return Problem.model_validate(facts)


@suites
def test_programs_find_the_best_and_bound_it(cases: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dividing, "LARGE", 20)
    monkeypatch.setattr(laying, "MANY", NEVER)
    best_found = 0
    for seed in range(cases):
        problem = _with_times(seed)
        best, lays = best_of(problem, SETTINGS), lays_of(problem)
        assert lays is not None
        everything = range(len(lays.placing.groups))
        for goal in goals_of(problem.timeline.occurrences)[:1]:
            program = PlacingProgram(lays.placing, everything, lays.placing.seats.everybody, goal=goal)
            rival = Rival(program.program, "scip", 60, threading.Event())
            while not rival.done:
                time.sleep(0.01)
            value = goal.shown(-program.program.reached(rival.outcome.values or [0] * len(program.program.domains)))
            assert value <= best.get(goal.name, 0)
            if lays.every:
                assert value == best.get(goal.name, 0)
        laid = lays.lay()
        assert laid is not None
        assert keeps(problem.all_rules, problem.timeline, laid.bookings)
        for one in laid.goals:
            assert one.bound >= best.get(one.name, 0) if one.name.startswith("value") else True
        best_found += {one.name: one.value for one in laid.goals if one.value} == best
    assert best_found >= 0.9 * cases


def test_the_same_work_gives_the_same_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laying, "MANY", 0)
    for seed in range(4):
        for work in (0.001, 0.05, 60):
            plans = [
                solve(_with_times(seed), settings=Settings(work=work, workers=workers)).bookings for workers in (1, 2)
            ]
            assert plans[0] == plans[1]


def test_progress_is_told_and_the_plan_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laying, "MANY", 0)
    told: list[Progress] = []
    problem = timed(5)
    plan = solve(problem, settings=SETTINGS.model_copy(update={"progress": told.append}))
    assert judge(problem, plan).clean
    assert told
