"""The same as a mixed integer program, for HiGHS: one row for each moment at which a person could be at several."""

from __future__ import annotations

import datetime as dt
import math
import time

from ortools.math_opt.python import mathopt

from benchmarks.baselines.choices import Choices, Found
from benchmarks.instances import Stated


def solve(told: Stated, seconds: float) -> Found:
    """Cover the most weight; once that is proved, find the least sum of squared loads, if loads are to be levelled."""
    began = time.perf_counter()
    choices = Choices(told)
    model = mathopt.Model()
    taken = _modelled(choices, model)
    covered = mathopt.fast_sum(choices.tasks[one.task]["weight"] * taken[n] for n, one in enumerate(choices.all))
    model.maximize(covered)
    found = Found([], build=time.perf_counter() - began)

    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=_limits(seconds - found.build))
    found.bound = result.dual_bound() if math.isfinite(result.dual_bound()) else None
    if not result.has_primal_feasible_solution():
        return found
    found.chosen = [one for n, one in enumerate(choices.all) if result.variable_values(taken[n]) > 0.5]
    found.proved = result.termination.reason == mathopt.TerminationReason.OPTIMAL
    left = seconds - (time.perf_counter() - began)
    if not found.proved or not told["meta"]["levelled"] or left <= 0:
        return found

    model.add_linear_constraint(covered >= round(result.objective_value()))
    model.minimize(_squares(choices, model, taken))
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=_limits(left))
    if result.has_primal_feasible_solution():
        found.chosen = [one for n, one in enumerate(choices.all) if result.variable_values(taken[n]) > 0.5]
        found.squares_bound = result.dual_bound()
        found.squares_proved = result.termination.reason == mathopt.TerminationReason.OPTIMAL
    return found


def _modelled(choices: Choices, model: mathopt.Model) -> list[mathopt.Variable]:
    """What is decided for each choice, and what must hold."""
    taken = [model.add_binary_variable() for _ in choices.all]
    at: dict[tuple[int, int], mathopt.Variable] = {}
    for task in choices.movable():
        at |= {(task, start): model.add_binary_variable() for start in choices.starts(task)}
        model.add_linear_constraint(mathopt.fast_sum(at[task, start] for start in choices.starts(task)) == 1)
    for (task, demand, start), places in choices.by_demand().items():
        count = choices.tasks[task]["demands"][demand]["count"]
        held = at.get((task, start))
        filled = mathopt.fast_sum(taken[n] for n in places)
        model.add_linear_constraint(filled <= count if held is None else filled - count * held <= 0)
    for places in choices.by_person().values():
        for together in choices.at_once(places):
            model.add_linear_constraint(mathopt.fast_sum(taken[n] for n in together) <= 1)
        for on_day in choices.by_day(places).values():
            model.add_linear_constraint(mathopt.fast_sum(taken[n] for n in on_day) <= choices.most)
    return taken


def _squares(choices: Choices, model: mathopt.Model, taken: list[mathopt.Variable]) -> mathopt.LinearSum:
    """The squared loads: the first of a person's tasks costs 1, the second 3, the third 5."""
    costs = []
    for places in choices.by_person().values():
        steps = [model.add_binary_variable() for _ in range(choices.most_of(places))]
        model.add_linear_constraint(mathopt.fast_sum(taken[n] for n in places) == mathopt.fast_sum(steps))
        costs += [(2 * n + 1) * step for n, step in enumerate(steps)]
    return mathopt.fast_sum(costs)


def _limits(seconds: float) -> mathopt.SolveParameters:
    limit = dt.timedelta(seconds=max(seconds, 0.1))
    return mathopt.SolveParameters(time_limit=limit, relative_gap_tolerance=0, absolute_gap_tolerance=0.5)
