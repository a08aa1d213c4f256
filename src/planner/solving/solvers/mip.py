"""A process that solves one mixed integer program after the other for its parent.

It is a process of its own because such a solver, once in its linear algebra, heeds neither a limit nor a wish to stop:
its parent can end it. It reads requests from its input, a line of JSON each, and answers each with a line.
"""

from __future__ import annotations

import json
import math
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
from ortools.linear_solver.python.model_builder_helper import (
    ModelBuilderHelper,
    ModelSolverHelper,
    SolveStatus,
)

from planner.solving.solvers.certain import Rows, certain

SOLVERS = {
    "scip": "limits/absgap = {gap}",
    "highs": "mip_rel_gap=0\nmip_abs_gap={gap}\nthreads=1\noutput_flag=false",
}
"""With what each is told. Goals change in steps: a plan less than one from its bound is proved."""

NODES = {"scip": "\nlimits/nodes = {nodes}", "highs": "\nmip_max_nodes={nodes}"}
WITHIN = 0.99  # of a step
LOOK = 1.0  # seconds between looks at whether the parent is still there
SLACK = 1e-6  # by so much a fraction may miss a whole number

RELAXING = "glop"
"""Solves the relaxation alone, where the others came to no end."""

NEARLY = "pdlp"
"""Solves a large relaxation nearly, where going from corner to corner takes too long. (Applegate and others,
*Practical large-scale linear programming using primal-dual hybrid gradient*, NeurIPS 2021.)"""

LARGE = 50_000  # variables: more are solved nearly
HOW_NEARLY = (
    "num_threads: 1 termination_criteria {"
    " simple_optimality_criteria { eps_optimal_relative: 1e-7 eps_optimal_absolute: 1e-7 } }"
)


def solved(
    name: str, file: Path, seconds: float, step: int = 1, known: int | None = None, nodes: int | None = None
) -> dict[str, Any]:
    """What a solver finds out about one program.

    Parameters
    ----------
    name
        The solver; or the one that relaxes, if no more than a bound is asked for.
    file
        The program.
    seconds
        The limit, which it may pass.
    step
        By how much the goal changes at least, as far as that matters.
    known
        What the goal is known to reach, if nothing but what is better by a step is of use.
    nodes
        How many nodes the solver may branch into; as many as it likes, if not given.
    """
    if known is not None or name == RELAXING:
        bound = _relaxed(_read(file), seconds)
        if name == RELAXING or bound > (known or 0) - step + SLACK:
            return {"bound": bound}
    told = SOLVERS[name].format(gap=WITHIN * step) + ("" if nodes is None else NODES[name].format(nodes=nodes))
    solver = _run(name, _read(file), seconds, told)
    if not solver.has_solution():
        return {"bound": _relaxed(_read(file), seconds)}
    optimal = solver.status() == SolveStatus.OPTIMAL
    bound = solver.best_objective_bound()
    return {
        "optimal": optimal,
        "values": [round(one) for one in solver.variable_values()],
        "bound": bound if optimal or known is not None else max(bound, _relaxed(_read(file), seconds)),
    }


def _read(file: Path) -> ModelBuilderHelper:
    program = ModelBuilderHelper()
    program.read_model_from_proto_file(str(file))
    return program


def _run(name: str, program: ModelBuilderHelper, seconds: float, told: str = "") -> ModelSolverHelper:
    solver = ModelSolverHelper(name)
    solver.enable_output(False)
    solver.set_time_limit_in_seconds(seconds)
    solver.set_solver_specific_parameters(told)
    solver.solve(program)
    return solver


def _relaxed(program: ModelBuilderHelper, seconds: float) -> float:
    """The bound of the linear relaxation, which is soon found, and often tight; certain, if it is finite."""
    for one in range(program.num_variables()):
        program.set_var_integrality(one, False)
    large = program.num_variables() > LARGE
    solver = _run(NEARLY, program, seconds, HOW_NEARLY) if large else _run(RELAXING, program, seconds)
    if solver.status() != SolveStatus.OPTIMAL:
        return -math.inf
    return certain(as_rows(program), solver.dual_values())


def as_rows(program: ModelBuilderHelper) -> Rows:
    """A program as arrays."""
    columns, rows = range(program.num_variables()), range(program.num_constraints())
    variables = [program.constraint_var_indices(one) for one in rows]
    factors = [program.constraint_coefficients(one) for one in rows]
    return Rows(
        low=np.array([program.var_lower_bound(one) for one in columns], np.float64),
        high=np.array([program.var_upper_bound(one) for one in columns], np.float64),
        goal=np.array([program.var_objective_coefficient(one) for one in columns], np.float64),
        least=np.array([program.constraint_lower_bound(one) for one in rows], np.float64),
        most=np.array([program.constraint_upper_bound(one) for one in rows], np.float64),
        lengths=np.array([len(one) for one in variables], np.int64),
        variables=np.array([place for one in variables for place in one], np.int64),
        factors=np.array([factor for one in factors for factor in one], np.float64),
    )


def _end_with(parent: int) -> None:
    """Come to an end when the parent does, even in the middle of a program."""
    while os.getppid() == parent:
        time.sleep(LOOK)
    os._exit(1)


def main() -> None:
    """Answer requests until there are no more."""
    threading.Thread(target=_end_with, args=[os.getppid()], daemon=True).start()
    for line in sys.stdin:
        asked = json.loads(line)
        sys.stdout.write(json.dumps(solved(**{**asked, "file": Path(asked["file"])})) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
