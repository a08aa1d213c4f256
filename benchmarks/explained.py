"""What explaining costs beside solving: the director's year, and 600 appointments over 120 days with 16 staff."""

from __future__ import annotations

import datetime as dt
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

import planner
from benchmarks.dense import FIRST, dense


def measure(seconds: float) -> dict[str, Any]:
    """Plan the problem, then explain and ask; each as a multiple of the search."""
    problem, settings = dense(), planner.Settings(seconds=seconds)
    spent: dict[str, float] = {}

    def timed(name: str, call: Any) -> Any:
        began = time.perf_counter()
        found = call()
        spent[name] = time.perf_counter() - began
        return found

    plan = timed("solve", lambda: planner.solve(problem, settings=settings))
    diagnosis = timed("diagnose", lambda: planner.diagnose(problem, plan, settings=settings))
    task = next((one for one in plan.bookings if one.complete), plan.bookings[0]).occurrence
    timed("why_not", lambda: planner.why_not(problem, plan, task, staff="p03", settings=settings))
    day = str(FIRST + dt.timedelta(60))
    new = {"kind": "appointment", "id": "new", "between": {"from": day, "to": str(FIRST + dt.timedelta(70))}}
    timed("offer", lambda: planner.offer(problem, plan, new, settings=settings))
    return {
        "benchmark": problem.name,
        "status": plan.status,
        "short": len({one.occurrence for one in plan.shortages}),
        "certificates": len(diagnosis.infeasible_days),
        "repaired": sum(bool(one.repairs) for one in diagnosis.infeasible_days),
        "not_proved": len(diagnosis.not_proved),
        "solve_seconds": round(spent["solve"], 2),
        **{f"{name} / solve": round(spent[name] / spent["solve"], 3) for name in ("diagnose", "why_not", "offer")},
    }


def director(times: int = 7) -> dict[str, Any]:
    """The director's year diagnosed, beside its plan and without one, over solving it; in turn, in one process."""
    path = Path(__file__).parent.parent / "examples" / "director-2020" / "problem.yaml"
    runs: list[tuple[float, float, float]] = []
    for _ in range(times + 1):  # the first loads what is loaded on first use
        began = time.perf_counter()
        problem = planner.load(path)
        loaded = time.perf_counter()
        plan = planner.solve(problem)
        solved = time.perf_counter()
        planner.diagnose(problem, plan)
        beside = time.perf_counter()
        planner.diagnose(planner.load(path))
        done = time.perf_counter()
        runs.append((solved - loaded, beside - solved, done - beside - (loaded - began)))
    return {
        "benchmark": "director's year diagnosed / solved",
        "seconds": round(median(beside for _, beside, _ in runs[1:]), 3),
        "other_seconds": round(median(solve for solve, _, _ in runs[1:]), 3),
        "ratio": round(median(beside / solve for solve, beside, _ in runs[1:]), 3),
        "without_a_plan / solved": round(median(alone / solve for solve, _, alone in runs[1:]), 3),
    }


if __name__ == "__main__":
    sys.stdout.write(f"{director()}\n{measure(120)}\n")
