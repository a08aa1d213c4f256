"""What was seen, kept from run to run: an interrupted run goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import families, running
from benchmarks.process import ROOT

RESULTS = Path(__file__).parent / "results"
HERE = Path(__file__).parent
PLANNER = (ROOT / "src", HERE / "families", HERE / "instances.py", HERE / "watched.py")
Row = dict[str, Any]
Job = tuple[str, Callable[[], Row]]


def kept(name: str, code: str, jobs: Iterable[Job], results: Path = RESULTS) -> Iterator[tuple[str, Row]]:
    """What each job told, by its name; of those that told it before with the same code, what they told then.

    Each row also holds the machine's load when it began: figures seen on a busy machine are no better than it is.

    Parameters
    ----------
    name
        Of the file that keeps the rows.
    code
        What the figures depend on: with another, all are seen anew.
    jobs
        What to run, each with its name.
    results
        The folder of the file.
    """
    file = results / f"{name}.json"
    known: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
    if known.get("code") != code:
        known = {"code": code, "machine": machine(), "rows": {}}
    for key, job in jobs:
        if key not in known["rows"]:
            load = round(os.getloadavg()[0], 1)
            known["rows"][key] = {**job(), "load": load}
            _write(file, known)
        yield key, known["rows"][key]


def rows(family: str, files: list[Path], seconds: float, results: Path = RESULTS) -> Iterator[Row]:
    """What the runner tells of every instance of some files.

    Parameters
    ----------
    family
        The name of the family.
    files
        Its files.
    seconds
        The limit of each plan.
    results
        The folder where the rows are kept, one file a family.
    """
    jobs = [
        (f"{file.name}#{part}" if part else file.name, partial(running.attempted, family, file, seconds, part))
        for file in files
        for part in families.FAMILIES[family].parts(file)
    ]
    for _, row in kept(family, fingerprint(PLANNER, seconds), jobs, results):
        yield row


def fingerprint(places: Iterable[Path], *said: object) -> str:
    """What figures depend on: the code in some places, the solver, and what is said besides."""
    found = hashlib.sha256(f"{version('ortools')} {said}".encode())
    for place in places:
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            found.update(file.read_bytes())
    return found.hexdigest()[:16]


def machine() -> dict[str, Any]:
    """On what, and with what, figures are seen."""
    return {
        "cores": len(os.sched_getaffinity(0)),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "planner": version("planner"),
        "ortools": version("ortools"),
    }


def _write(file: Path, known: dict[str, Any]) -> None:
    """One row a line, and the file whole or not at all."""
    head = json.dumps({key: value for key, value in known.items() if key != "rows"})
    lines = ",\n".join(f"  {json.dumps(key)}: {json.dumps(row)}" for key, row in known["rows"].items())
    whole = file.with_suffix(".tmp")
    whole.write_text(f'{head[:-1]}, "rows": {{\n{lines}\n}}}}\n')
    whole.replace(file)
