"""One baseline on one instance, in this process: what it found, judged by the family's own rules, in one JSON line."""

from __future__ import annotations

import argparse
import json
import resource
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import psutil

from benchmarks.baselines.choices import solution
from benchmarks.baselines.programs import PROGRAMS
from benchmarks.instances import judged, stated, total_weight
from benchmarks.watched import gap

MEMORY = 0.85  # of the machine's, at most: a model that is too large must not take the machine with it


def told(program: str, file: Path, seconds: float, part: str = "") -> tuple[dict[str, Any], dict[str, Any]]:
    """What a program found within a limit, and its solution."""
    began = time.perf_counter()
    instance = stated(file, part)
    read = time.perf_counter() - began
    found = import_module(f"benchmarks.baselines.{program}").solve(instance, seconds - read)
    spent = time.perf_counter() - began
    plan = solution(instance, found.chosen)
    verdict = judged(instance, plan)
    total = total_weight(instance)
    has_plan = bool(found.chosen)
    done = found.proved and (found.squares_proved or not instance["meta"]["levelled"])
    value = verdict.open_weight if has_plan else None
    bound = None if found.bound is None else round(total - found.bound, 3)
    status = "stopped" if not has_plan else "optimal" if done else "feasible"
    late = read + found.build
    return {
        "status": status,
        "value": value,
        "bound": bound,
        "gap": gap(value, bound, total),
        "proved": found.proved,
        "total": total,
        "balance": verdict.squares if has_plan else None,
        "balance_bound": found.squares_bound,
        "balance_proved": found.squares_proved,
        "faults": len(verdict.faults),
        "seconds": round(spent, 3),
        "build_seconds": round(late, 3),
        "search_seconds": round(spent - late, 3),
        "first_seconds": None if found.first is None else round(late + found.first, 3),
        "best_seconds": None if found.best is None else round(late + found.best, 3),
    }, plan


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.baselines", description=__doc__)
    parser.add_argument("program", choices=PROGRAMS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float, default=60, help="the limit, building the model included")
    parser.add_argument("--part", default="", help="a variant: fixed, movable")
    parser.add_argument("--out", type=Path, help="a file for the solution, in the family's own form")
    asked = parser.parse_args()
    most = int(MEMORY * psutil.virtual_memory().total)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    row, plan = told(asked.program, asked.file, asked.seconds, asked.part)
    if asked.out:
        asked.out.write_text(json.dumps(plan))
    print(json.dumps(row))


if __name__ == "__main__":
    main()
