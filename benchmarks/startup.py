"""How much a whole run costs beside importing the libraries that it stands on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from benchmarks.process import ratio

LIBRARIES = "import ortools.sat.python.cp_model, pandas, pydantic, holidays"
PLANNER = str(Path(sys.executable).with_name("planner"))


def director() -> dict[str, Any]:
    """`planner solve` of the director's year, over importing the libraries alone."""
    command = (PLANNER, "solve", "examples/director-2020/problem.yaml")
    return {"benchmark": "director's year / imports", **ratio(command, (sys.executable, "-c", LIBRARIES))}


def importing() -> dict[str, Any]:
    """`import planner`, over importing the libraries."""
    pair = ratio((sys.executable, "-c", "import planner"), (sys.executable, "-c", LIBRARIES))
    return {"benchmark": "import planner / imports", **pair}
