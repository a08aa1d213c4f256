"""One instance planned in a process of its own, and told in one line."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.families import FAMILIES
from benchmarks.process import run
from benchmarks.watched import watched

LATE, GRACE = 2.0, 120.0  # times its limit, and seconds, after which a run is killed


class EndedError(RuntimeError):
    """A run ended without a word: killed, or by a mistake that it printed."""


def measure(
    family: str, file: Path, seconds: float, out: Path | None, part: str = "", deadline: float | None = None
) -> dict[str, Any]:
    """Plan one instance, in a process of its own, and tell what came out.

    Parameters
    ----------
    family
        The name of its family.
    file
        The instance.
    seconds
        The limit of the whole call.
    out
        A folder for the solution in the family's own form, if one is wanted.
    part
        Which instance of the file, where it holds several; or a variant.
    deadline
        Seconds after which the process is killed, whatever it says.
    """
    more = ("--out", str(out.resolve())) if out else ()
    command = [family, str(file.resolve()), "--seconds", str(seconds), "--part", part, *more]
    ran = run(sys.executable, "-m", __spec__.name, *command, deadline=deadline)
    if ran.ended:
        raise EndedError(f"ended with {ran.ended}")
    return {**json.loads(ran.output), "peak_mb": ran.peak_mb}


def attempted(family: str, file: Path, seconds: float, part: str = "") -> dict[str, Any]:
    """What `measure` tells, without a solution; a run that ends without a word, or not in time, is a row, too."""
    try:
        return measure(family, file, seconds, None, part, deadline(seconds))
    except EndedError as ended:
        return {"instance": file.name, "status": f"{ended}"}


def deadline(seconds: float) -> float:
    """After how many seconds a run with such a limit is killed."""
    return LATE * seconds + GRACE


def plan(family: str, file: Path, seconds: float, out: Path | None, part: str = "") -> dict[str, Any]:
    """Plan one instance in this process."""
    began = time.perf_counter()
    instance = FAMILIES[family](file, part)
    built = time.perf_counter()
    found, told = watched(instance, seconds)
    if out is not None and (found.held is not None or found.conflict):
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{instance.name}.{instance.suffix}").write_text(instance.solution(found))
    named = {"instance": instance.name, "published": instance.published, "total": instance.total}
    return {**named, **told, "build_seconds": round(built - began, 3)}


def arguments() -> argparse.ArgumentParser:
    """What the command line of a family's run takes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("family", choices=FAMILIES, help="how the files are to be read")
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=60, help="the limit of each plan")
    parser.add_argument("--out", type=Path, help="a folder for solutions, in the family's own form")
    parser.add_argument(
        "--part",
        help="only this instance of each file, where a file holds several; or a variant, where a family has some",
    )
    return parser


if __name__ == "__main__":
    asked = arguments().parse_args()
    print(json.dumps(plan(asked.family, asked.files[0], asked.seconds, asked.out, asked.part)))
