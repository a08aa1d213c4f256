"""Commands measured as whole processes."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

import psutil

ROOT = Path(__file__).parent.parent
EVERY = 0.25  # seconds from one look at the memory to the next
MB = 2**20


class Ran(NamedTuple):
    """What one process printed, what it took, and how it ended: of itself if with 0."""

    output: str
    seconds: float
    peak_mb: float
    ended: int


def run(*command: str, deadline: float | None = None) -> Ran:
    """Run a command to its end; what is compiled for it once stays compiled, as on any machine.

    The memory is the most that it and its children ever had together; looked at four times a second, and never less
    than what the system saw of the largest of them.

    Parameters
    ----------
    command
        The program and its arguments.
    deadline
        Seconds after which it is killed, with its children.
    """
    began = time.perf_counter()
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=variables) as process:
        assert process.stdout is not None
        with _watched(process.pid, deadline) as seen:
            output = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # which the system counts as the child's, too
    largest = usage.ru_maxrss / 1024 if usage.ru_maxrss > ours else 0.0
    return Ran(output, seconds, round(max(largest, *seen), 1), process.returncode)


@contextmanager
def _watched(process: int, deadline: float | None) -> Iterator[list[float]]:
    """Note the memory of a process and its children, and kill them when it is time."""
    seen, done = [0.0], threading.Event()
    until = time.monotonic() + (deadline or float("inf"))

    def look() -> None:
        while not done.wait(EVERY):
            family = _family(process)
            if time.monotonic() > until:
                for one in family:
                    one.kill()
            seen.append(sum(map(_memory, family)) / MB)

    watch = threading.Thread(target=look, daemon=True)
    watch.start()
    try:
        yield seen
    finally:
        done.set()
        watch.join()


def _family(process: int) -> list[psutil.Process]:
    try:
        parent = psutil.Process(process)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _memory(process: psutil.Process) -> int:
    """A process's own memory, and its part of what it shares where the system tells."""
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return 0
        told = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
    return int(getattr(told, "pss", told.uss))


def ratio(command: tuple[str, ...], other: tuple[str, ...], times: int = 7) -> dict[str, float]:
    """The median time of one command over that of another, measured in turn after a warm-up."""
    run(*command), run(*other)
    pairs = [(run(*command).seconds, run(*other).seconds) for _ in range(times)]
    return {
        "seconds": round(median(one for one, _ in pairs), 3),
        "other_seconds": round(median(two for _, two in pairs), 3),
        "ratio": round(median(one / two for one, two in pairs), 3),
    }
