"""A process that solves one mixed integer program after the other for its parent.

It is a process of its own because such a solver, once in its linear algebra, heeds neither a limit nor a wish to stop:
its parent can end it. It reads requests from its input, a line of JSON each, and answers each with a line.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

from ortools.linear_solver.python.model_builder_helper import (
    ModelBuilderHelper,
    ModelSolverHelper,
    SolveStatus,
)

SOLVERS = {
    "scip": "limits/absgap = 0.99",
    "highs": "mip_rel_gap=0\nmip_abs_gap=0.99\nthreads=1\noutput_flag=false",
}
"""With what each is told. Goals are whole numbers: a plan less than one from its bound is proved."""

RELAXING = "glop"
"""Solves the relaxation alone, where the others came to no end."""


def solved(name: str, file: Path, seconds: float) -> dict[str, Any]:
    """What a solver finds out about one program.

    Parameters
    ----------
    name
        The solver.
    file
        The program.
    seconds
        The limit, which it may pass.
    """
    program = ModelBuilderHelper()
    program.read_model_from_proto_file(str(file))
    solver = _run(name, program, seconds)
    if not solver.has_solution():
        return {"bound": _relaxed(program, seconds)}
    optimal = solver.status() == SolveStatus.OPTIMAL
    bound = solver.best_objective_bound()
    return {
        "optimal": optimal,
        "values": [round(one) for one in solver.variable_values()],
        "bound": bound if optimal else max(bound, _relaxed(program, seconds)),
    }


def _run(name: str, program: ModelBuilderHelper, seconds: float) -> ModelSolverHelper:
    solver = ModelSolverHelper(name)
    solver.enable_output(False)
    solver.set_time_limit_in_seconds(seconds)
    solver.set_solver_specific_parameters(SOLVERS.get(name, ""))
    solver.solve(program)
    return solver


def _relaxed(program: ModelBuilderHelper, seconds: float) -> float:
    """The bound of the linear relaxation, which is soon found, and often tight."""
    for one in range(program.num_variables()):
        program.set_var_integrality(one, False)
    solver = _run(RELAXING, program, seconds)
    return solver.objective_value() if solver.status() == SolveStatus.OPTIMAL else -math.inf


def main() -> None:
    """Answer requests until there are no more."""
    for line in sys.stdin:
        asked = json.loads(line)
        sys.stdout.write(json.dumps(solved(asked["solver"], Path(asked["file"]), asked["seconds"])) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
