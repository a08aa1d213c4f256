"""A process that solves one mixed integer program after the other for its parent, by HiGHS.

It is a process of its own because HiGHS, once in its linear algebra, heeds neither a limit nor a wish to stop: its
parent can end it. It reads requests from its input, a line of JSON each, and answers each with a line.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from ortools.linear_solver.python.model_builder_helper import (
    ModelBuilderHelper,
    ModelSolverHelper,
    SolveStatus,
)

EXACT = {"mip_rel_gap": 0, "mip_abs_gap": 0.99, "threads": 1, "output_flag": "false"}
"""Goals are whole numbers: a plan less than one from its bound is proved."""


def solved(file: Path, seconds: float) -> dict[str, Any]:
    """What HiGHS finds out about one program.

    Parameters
    ----------
    file
        The program, which is removed once it has been read.
    seconds
        The limit, which it may pass.
    """
    program, solver = ModelBuilderHelper(), ModelSolverHelper("highs")
    program.read_model_from_proto_file(str(file))
    file.unlink()
    solver.enable_output(False)
    solver.set_time_limit_in_seconds(seconds)
    solver.set_solver_specific_parameters("\n".join(f"{name}={value}" for name, value in EXACT.items()))
    solver.solve(program)
    told: dict[str, Any] = {"optimal": solver.status() == SolveStatus.OPTIMAL}
    if solver.has_solution():
        told |= {"values": [round(one) for one in solver.variable_values()], "bound": solver.best_objective_bound()}
    return told


def main() -> None:
    """Answer requests until there are no more."""
    for line in sys.stdin:
        asked = json.loads(line)
        sys.stdout.write(json.dumps(solved(Path(asked["file"]), asked["seconds"])) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
