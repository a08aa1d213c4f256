"""Same facts, same plan; bounds apart from values; limits and interrupts keep the best plan so far."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from laws.larger import larger
from laws.profiles import PROFILES, case
from laws.trials import trial
from planner.checking import judge
from planner.plan.plan import Plan, Status
from planner.planning import solve
from planner.problem import Problem
from planner.solving.settings import Progress, Settings

WORK = 0.5
SECONDS = 3.0
TESTS = Path(__file__).parent.parent


def shuffled(problem: Problem, seed: int) -> Problem:
    """The same facts in another order."""
    rng = Random(seed)
    lists = {key: list(getattr(problem, key)) for key in ("staff", "activities", "rules", "rooms", "sites")}
    for one in lists.values():
        rng.shuffle(one)
    return problem.with_(**lists)


def checked(problem: Problem, plan: Plan) -> Plan:
    """The plan, once the checker has accepted it."""
    verdict = judge(problem, plan)
    assert verdict.clean, verdict.violations
    return plan


@pytest.mark.parametrize("rule", PROFILES)
def test_order_and_cores_mean_nothing(rule: str) -> None:
    for seed in range(3):
        one = case(rule, seed)
        plan = solve(one.problem, settings=Settings(work=30, workers=1, step=one.step))
        other = solve(shuffled(one.problem, seed), settings=Settings(work=30, workers=2, step=one.step))
        assert plan == other
        found = trial(rule, seed).best
        assert (None if found is None else found.goals) == (
            None if plan.held is None else {goal.name: goal.value for goal in plan.goals if goal.value}
        )


def test_order_and_cores_mean_nothing_when_the_work_runs_out() -> None:
    problem = larger()
    plan = solve(problem, settings=Settings(work=WORK, workers=1))
    assert plan.status is Status.FEASIBLE
    assert any(goal.value != goal.bound for goal in plan.goals)
    for seed, workers in ((1, 1), (2, 2)):
        assert solve(shuffled(problem, seed), settings=Settings(work=WORK, workers=workers)) == plan


def test_a_search_cut_short_tells_value_and_bound_apart() -> None:
    problem = larger()
    short, longer = (
        checked(problem, solve(problem, settings=Settings(work=work, workers=1))) for work in (WORK, 4 * WORK)
    )
    assert short.status is Status.FEASIBLE
    for goal in short.goals:
        better = goal.value >= goal.bound if "value" not in goal.name else goal.value <= goal.bound
        assert better, f"{goal.name}: {goal.value} is better than the bound {goal.bound}"
        assert goal.proved == (goal.value == goal.bound)
    assert not all(goal.proved for goal in short.goals)
    first = longer.goals[0]
    assert short.goals[0].value <= first.value <= short.goals[0].bound


@pytest.mark.alone
def test_time_is_honoured() -> None:
    problem = larger()
    began = time.monotonic()
    plan = solve(problem, settings=Settings(seconds=SECONDS))
    took = time.monotonic() - began
    assert took <= 1.1 * SECONDS + 1
    assert checked(problem, plan).status is Status.FEASIBLE


@pytest.mark.alone
def test_a_callback_stops_with_the_best_plan_so_far() -> None:
    problem, seen = larger(), []

    def enough(progress: Progress) -> bool:
        seen.append(progress)
        return progress.value is not None

    began = time.monotonic()
    plan = solve(problem, settings=Settings(seconds=60, progress=enough))
    assert time.monotonic() - began < 20
    assert checked(problem, plan).status is Status.FEASIBLE
    assert any(one.value is not None for one in seen)


INTERRUPTED = """
import json, sys
from laws.larger import larger
from planner.planning import solve
from planner.solving.settings import Settings

def tell(progress):
    if progress.value:
        print("a plan", flush=True)

problem = larger()
plan = solve(problem, settings=Settings(seconds=120, progress=tell))
print("plan:" + plan.model_dump_json())
"""


def interrupted(program: str, signals: int = 1) -> tuple[str, float]:
    """What a program prints that is interrupted once it has a plan, and how long it took from then on."""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=TESTS, env=_environment()) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "a plan\n"
        began = time.monotonic()
        for _ in range(signals):
            child.send_signal(signal.SIGINT)
        told = child.stdout.read()
        assert child.wait(30) == 0
        return told, time.monotonic() - began


def _environment() -> dict[str, str]:
    import os

    import planner

    paths = [str(Path(planner.__file__).parent.parent), str(TESTS)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


@pytest.mark.alone
def test_an_interrupt_keeps_the_best_plan_so_far() -> None:
    told, took = interrupted(INTERRUPTED)
    found: dict[str, Any] = json.loads(told.partition("plan:")[2])
    plan = Plan.model_validate(found)
    assert took < 20
    assert checked(larger(), plan).status is Status.FEASIBLE
    assert any(booking.complete for booking in plan.bookings)
