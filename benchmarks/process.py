"""Commands measured as whole processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parent.parent


class Ran(NamedTuple):
    """What one process printed, and what it took."""

    output: str
    seconds: float
    peak_mb: float


def run(*command: str) -> Ran:
    """Run a command to its end; what is compiled for it once stays compiled, as on any machine."""
    began = time.perf_counter()
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=variables) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Ran(output, time.perf_counter() - began, round(usage.ru_maxrss / 1024, 1))


def run_python(code: str) -> Ran:
    """Run some Python."""
    return run(sys.executable, "-c", code)


def ratio(command: tuple[str, ...], other: tuple[str, ...], times: int = 7) -> dict[str, float]:
    """The median time of one command over that of another, measured in turn after a warm-up."""
    run(*command), run(*other)
    pairs = [(run(*command).seconds, run(*other).seconds) for _ in range(times)]
    return {
        "seconds": round(median(one for one, _ in pairs), 3),
        "other_seconds": round(median(two for _, two in pairs), 3),
        "ratio": round(median(one / two for one, two in pairs), 3),
    }
