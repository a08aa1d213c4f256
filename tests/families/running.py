"""The runner on one file: the line that it prints, and the solution that it writes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parent / "data"


def run(*arguments: object) -> str:
    """What a module prints."""
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def planned(family: str, file: Path, out: Path) -> tuple[dict[str, Any], Any]:
    """What the runner tells of a file of one instance, and its solution."""
    (told,) = map(json.loads, run("benchmarks", family, file, "--out", out).splitlines())
    assert min(told["seconds"], told["build_seconds"], told["peak_mb"]) > 0
    return told, json.loads((out / f"{told['instance']}.json").read_text())
