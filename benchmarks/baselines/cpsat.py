"""The model that one writes by hand for CP-SAT: a boolean for each demand and person, one at a time for each person."""

from __future__ import annotations

import time

from ortools.sat.python import cp_model

from benchmarks.baselines.choices import Choices, Found
from benchmarks.instances import Stated

DONE = cp_model.OPTIMAL, cp_model.FEASIBLE
WORKERS = 2


class _When(cp_model.CpSolverSolutionCallback):
    """Notes when there were plans."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []

    def on_solution_callback(self) -> None:
        self.seconds.append(self.wall_time)


def solve(told: Stated, seconds: float) -> Found:
    """Cover the most weight; once that is proved, find the least sum of squared loads, if loads are to be levelled."""
    began = time.perf_counter()
    choices = Choices(told)
    model = cp_model.CpModel()
    taken = _modelled(choices, model)
    covered = sum(choices.tasks[one.task]["weight"] * taken[n] for n, one in enumerate(choices.all))
    model.maximize(covered)
    found = Found([], build=time.perf_counter() - began)

    solver, when = cp_model.CpSolver(), _When()
    solver.parameters.num_workers = WORKERS
    solver.parameters.max_time_in_seconds = max(seconds - found.build, 0.1)
    status = solver.solve(model, when)
    if status in DONE:
        found.first, found.best = when.seconds[0], when.seconds[-1]
        found.chosen = [one for n, one in enumerate(choices.all) if solver.boolean_value(taken[n])]
        found.bound, found.proved = solver.best_objective_bound, status == cp_model.OPTIMAL
    left = seconds - (time.perf_counter() - began)
    if not found.proved or not told["meta"]["levelled"] or left <= 0:
        return found

    model.add(covered == round(solver.objective_value))
    for one in taken:
        model.add_hint(one, solver.boolean_value(one))
    model.minimize(_squares(choices, model, taken))
    solver.parameters.max_time_in_seconds = left
    status = solver.solve(model)
    if status in DONE:
        found.chosen = [one for n, one in enumerate(choices.all) if solver.boolean_value(taken[n])]
        found.squares_bound, found.squares_proved = solver.best_objective_bound, status == cp_model.OPTIMAL
    return found


def _modelled(choices: Choices, model: cp_model.CpModel) -> list[cp_model.IntVar]:
    """What is decided for each choice, and what must hold."""
    taken = [model.new_bool_var("") for _ in choices.all]
    at: dict[tuple[int, int], cp_model.IntVar] = {}
    for task in choices.movable():
        at |= {(task, start): model.new_bool_var("") for start in choices.starts(task)}
        model.add_exactly_one(at[task, start] for start in choices.starts(task))
    for (task, demand, start), places in choices.by_demand().items():
        count = choices.tasks[task]["demands"][demand]["count"]
        model.add(sum(taken[n] for n in places) <= count * at.get((task, start), 1))
    for places in choices.by_person().values():
        for together in choices.at_once(places):
            model.add_at_most_one(taken[n] for n in together)
        for on_day in choices.by_day(places).values():
            model.add(sum(taken[n] for n in on_day) <= choices.most)
    return taken


def _squares(choices: Choices, model: cp_model.CpModel, taken: list[cp_model.IntVar]) -> cp_model.LinearExprT:
    """The squared loads: the first of a person's tasks costs 1, the second 3, the third 5."""
    costs = []
    for places in choices.by_person().values():
        steps = [model.new_bool_var("") for _ in range(choices.most_of(places))]
        model.add(sum(taken[n] for n in places) == sum(steps))
        costs += [(2 * n + 1) * step for n, step in enumerate(steps)]
    return sum(costs)
