"""Linear models solved as mixed integer programs: the same optimum, counted in whole numbers."""

from __future__ import annotations

import math
import random
import subprocess
import sys
import threading
import time

import pytest
from ortools.sat.python import cp_model

from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.solving.solvers import rival
from planner.solving.solvers.linear import Linear, is_linear, linear
from planner.solving.solvers.mip import SOLVERS
from planner.solving.solvers.outcome import NOTHING, Answer
from planner.solving.solvers.rival import Rival
from planner.solving.solvers.search import run


def random_model(seed: int) -> cp_model.CpModel:
    """Sums and sets of literals, some of them only where others hold, and a goal."""
    chance = random.Random(seed)
    model = cp_model.CpModel()
    some = [model.new_bool_var("") for _ in range(12)]
    numbers = [model.new_int_var(-3, 5, "") for _ in range(3)]
    literals = [*some, *(~one for one in some)]

    def terms() -> cp_model.LinearExpr:
        chosen = [*chance.sample(literals, 4), chance.choice(numbers)]
        return cp_model.LinearExpr.weighted_sum(chosen, [chance.randint(-4, 4) for _ in chosen])

    for _ in range(8):
        limit = chance.randint(-2, 5)
        said = chance.choice([terms() <= limit, terms() >= -limit, terms() == chance.randint(-1, 2)])
        kept = model.add(said)
        if chance.random() < 0.7:
            kept.only_enforce_if(chance.sample(literals, chance.choice([1, 2])))
    model.add_at_most_one(chance.sample(literals, 3))
    model.add_exactly_one(chance.sample(some, 4))
    model.add_bool_or(chance.sample(literals, 3))
    model.add_bool_and(chance.sample(literals, 2)).only_enforce_if(chance.choice(literals))
    (model.maximize if chance.random() < 0.5 else model.minimize)(3 * terms() + 7)
    return model


def told(program: Linear, solver: str = "scip", seconds: float = 20) -> Rival:
    """A program solved in its process."""
    ended = threading.Event()
    found = Rival(program, solver, seconds, ended)
    assert ended.wait(30)
    return found


def packing() -> cp_model.CpModel:
    """A model that takes a while: many people, many places, scarce and odd."""
    chance = random.Random(1)
    model = cp_model.CpModel()
    some = [model.new_bool_var("") for _ in range(1500)]
    for _ in range(200):
        chosen = chance.sample(some, 80)
        model.add(cp_model.LinearExpr.weighted_sum(chosen, [chance.randint(5, 60) for _ in chosen]) <= 500)
    model.maximize(cp_model.LinearExpr.weighted_sum(some, [chance.randint(5, 60) for _ in some]))
    return model


def assignment() -> cp_model.CpModel:
    """A model whose linear relaxation is whole."""
    chance = random.Random(2)
    model = cp_model.CpModel()
    pairs = {(i, j): model.new_bool_var("") for i in range(40) for j in range(40)}
    for i in range(40):
        model.add_exactly_one(pairs[i, j] for j in range(40))
        model.add_exactly_one(pairs[j, i] for j in range(40))
    model.minimize(sum(10 * chance.randint(1, 1000) * one for one in pairs.values()))
    return model


@pytest.mark.parametrize("name", SOLVERS)
@pytest.mark.parametrize("seed", range(30))
def test_all_solvers_find_the_same_optimum(seed: int, name: str) -> None:
    model = random_model(seed)
    solver = cp_model.CpSolver()
    status = solver.solve(model)
    program = linear(model)
    assert program is not None
    assert is_linear(model)
    found = told(program, name).better(NOTHING)
    if status == cp_model.INFEASIBLE:
        assert found.answer is Answer.UNKNOWN  # only CP-SAT may say that nothing is possible
        return
    assert status == cp_model.OPTIMAL
    assert (found.answer, found.bound) == (Answer.OPTIMAL, round(solver.objective_value))
    assert program.holds(found.values)
    assert program.holds(solver.response_proto.solution)
    for one, value in enumerate(found.values):
        model.add(model.get_int_var_from_proto_index(one) == value)
    assert solver.solve(model) == cp_model.OPTIMAL


def test_what_is_not_linear_is_not_told() -> None:
    model = cp_model.CpModel()
    number = model.new_int_var(0, 9, "")
    model.minimize(number)
    assert linear(model) is not None
    model.add_no_overlap(
        [model.new_fixed_size_interval_var(number, 2, ""), model.new_fixed_size_interval_var(3, 2, "")]
    )
    assert linear(model) is None
    assert not is_linear(model)


@pytest.mark.parametrize("domain", [[[0, 1], [4, 5]]])
def test_gaps_are_not_linear(domain: list[list[int]]) -> None:
    model = cp_model.CpModel()
    number = model.new_int_var_from_domain(cp_model.Domain.from_intervals(domain), "")
    model.minimize(number)
    assert linear(model) is None


def test_a_model_without_a_goal_is_not_told() -> None:
    model = cp_model.CpModel()
    model.new_bool_var("")
    assert linear(model) is None


def test_whoever_ends_first_is_heard() -> None:
    settings = Settings(seconds=30, workers=2)
    found = run(assignment(), settings, Budget(settings))
    assert found.answer is Answer.OPTIMAL
    assert found.bound == run(assignment(), settings, Budget(settings), alone=True).bound


def test_a_stop_ends_it_at_once() -> None:
    program = linear(packing())
    assert program is not None
    ended = threading.Event()
    slow = Rival(program, "highs", 60, ended)
    time.sleep(0.5)
    slow.stop()
    assert ended.wait(5)
    assert not slow.final


def test_the_limit_is_kept_although_nobody_else_searches() -> None:
    settings = Settings(seconds=1, workers=2)
    budget = Budget(settings)
    run(packing(), settings, budget, alone=True)
    assert budget.seconds < 10


def test_a_process_that_breaks_down_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rival, "IDLE", [])
    broken = [sys.executable, "-c", "import sys; sys.stdin.readline()"]
    real = subprocess.Popen

    def started(_: object, **options: object) -> object:
        return real(broken, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", started)
    program = linear(assignment())
    assert program is not None
    assert not told(program).final


def test_what_does_not_hold_in_whole_numbers_is_not_believed() -> None:
    program = linear(assignment())
    assert program is not None
    found = told(program)
    honest = {"optimal": True, "values": list(found.better(NOTHING).values), "bound": 0.0}
    assert found._counted(honest).answer is Answer.FEASIBLE  # a bound that the values do not reach
    wrong = {**honest, "values": [1] * len(program.domains)}
    assert found._counted(wrong).answer is Answer.UNKNOWN


def test_processes_wait_for_the_next_program() -> None:
    program = linear(assignment())
    assert program is not None
    first = told(program)
    second = told(program)
    assert first._process is second._process
    assert math.isfinite(second.better(NOTHING).bound)


def test_who_is_stopped_while_it_answers_answers_nobody_else() -> None:
    program = linear(assignment())
    assert program is not None
    for wait in [0.0, *(0.01 * n for n in range(1, 25))]:
        ended = threading.Event()
        one = Rival(program, "scip", 20, ended)
        time.sleep(wait)
        one.stop()
        assert ended.wait(10)
        assert told(program).final


def test_a_process_that_died_while_it_waited_is_not_asked() -> None:
    program = linear(assignment())
    assert program is not None
    dead = told(program)._process
    dead.kill()
    dead.wait()
    assert told(program).final
