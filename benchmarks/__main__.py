"""Run all benchmarks and write what was seen, or run instances of one family.

``python -m benchmarks [--seconds N]``, or ``python -m benchmarks FAMILY FILE... [--seconds N] [--out DIR]``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import explained, families, overloaded, quarter, running, startup

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Print one JSON line for each file of a family, or for each of our own benchmarks."""
    if any(not one.startswith("-") for one in sys.argv[1:2]):
        asked = running.arguments().parse_args()
        for file in asked.files:
            for part in [asked.part] if asked.part else families.FAMILIES[asked.family].parts(file):
                told = running.measure(asked.family, file, asked.seconds, asked.out, part)
                print(json.dumps(told), flush=True)
    else:
        parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
        parser.add_argument("--seconds", type=float, default=60, help="the limit of each quarter's plan")
        every(parser.parse_args().seconds)


def every(limit: float) -> None:
    """Run all benchmarks, print each as one JSON line, and write them as JSON and Markdown."""
    jobs: list[Callable[[], dict[str, Any]]] = [
        startup.director,
        startup.importing,
        lambda: quarter.measure(240, limit),
        lambda: quarter.measure(900, limit),
        lambda: explained.measure(2 * limit),
        overloaded.measure,
        explained.director,
    ]
    rows = []
    for job in jobs:
        rows.append(job())
        print(json.dumps(rows[-1]), flush=True)
    machine = {
        "cores": len(os.sched_getaffinity(0)),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "planner": version("planner"),
        "ortools": version("ortools"),
    }
    told = {"machine": machine, "rows": rows}
    (RESULTS / "benchmarks.json").write_text(json.dumps(told, indent=1) + "\n")
    (RESULTS / "benchmarks.md").write_text(_markdown(machine, rows))


def _markdown(machine: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    lines = ["# What was seen", "", ", ".join(f"{key} {value}" for key, value in machine.items()) + ".", ""]
    for row in rows:
        told = ", ".join(f"{key} {value}" for key, value in row.items() if key != "benchmark")
        lines.append(f"- **{row['benchmark']}**: {told}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
