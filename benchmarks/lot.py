"""All that is measured, part by part, each kept in a file of its own: `python -m benchmarks all --shared DIR`."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks import dense, explained, growth, overloaded, quarter, running, startup
from benchmarks.baselines.programs import PROGRAMS
from benchmarks.median import repeated
from benchmarks.process import run
from benchmarks.recorded import HERE, PLANNER, RESULTS, Job, Row, fingerprint, kept, rows
from benchmarks.sizes import SIZES, SMALL, Size

VARIANTS = "", "fixed", "movable", "preparation"
OURS = 2  # the seed of the instances that we make ourselves
PATIENCE = 120  # seconds that other programs have at most
APPOINTMENTS = {quarter.path(240): 60.0, quarter.path(900): 60.0, dense.YEAR: 60.0, dense.QUARTER: 180.0}
PUBLIC = {
    "smptsp": ("*.dat", 60.0),
    "mspsp": ("*.dzn", 60.0),
    "hhcrsp": ("*.json", 120.0),
    "csplib046": ("*.md", 60.0),
    "roster_expertise": ("*.dzn", 60.0),
}


NAMES = tuple(size.name for size in SIZES)


class Asked(NamedTuple):
    """What is to be measured.

    `shared` is the folder of the given instances, one folder a family; without it only ours are measured.
    """

    shared: Path | None
    sizes: tuple[str, ...] = NAMES
    results: Path = RESULTS

    def files(self, folder: Path) -> Iterator[tuple[Size, Path]]:
        """The staffing instances of the sizes that are asked for, the given ones and ours."""
        for size in SIZES:
            if size.name in self.sizes:
                given = self.shared and self.shared / "staffing" / f"{size.name}.json.gz"
                if given and given.exists():
                    yield size, given
                yield size, size.written(folder, OURS)


def planner_on_staffing(asked: Asked, folder: Path) -> Iterator[tuple[str, Row]]:
    """The planner: first each size as given, at each limit; then at the middle one the variants, and our own."""
    jobs: list[Job] = []
    others: list[Job] = []
    for size, file in asked.files(folder):
        for part in VARIANTS:
            as_given = not part and not _ours(file)
            for limit in size.limits if as_given else (size.middle,):
                name = f"{_stem(file)} {part or 'balance'} {limit}"
                once = partial(running.attempted, "staffing", file, limit, part)
                (jobs if as_given else others).append((name, partial(repeated, once)))
    return kept("planner", fingerprint([*PLANNER, HERE / "generator.py"]), jobs + others, asked.results)


def baselines(asked: Asked, folder: Path) -> Iterator[tuple[str, Row]]:
    """The other programs, on the given instances; the small ones with half of the tasks movable, too."""
    jobs: list[Job] = []
    for size, file in asked.files(folder):
        limit = min(max(size.limits), PATIENCE)
        for part in ("", "movable") if size.tasks <= SMALL else ("",):
            for program in PROGRAMS if size.tasks <= SMALL or not _ours(file) else ():
                name = f"{_stem(file)} {part or 'balance'} {limit} {program}"
                jobs.append((name, partial(repeated, partial(_baseline, program, file, limit, part))))
    code = fingerprint([HERE / "baselines", HERE / "instances.py", HERE / "generator.py"])
    return kept("baselines", code, jobs, asked.results)


def appointments(asked: Asked, folder: Path) -> Iterator[tuple[str, Row]]:
    """The planner on the committed problems of our own."""
    del folder
    jobs: list[Job] = [
        (_stem(file), partial(repeated, partial(running.attempted, "ours", file, limit, "")))
        for file, limit in APPOINTMENTS.items()
    ]
    return kept("appointments", fingerprint([*PLANNER, *APPOINTMENTS]), jobs, asked.results)


def grown(asked: Asked, folder: Path) -> Iterator[tuple[str, Row]]:
    """How time and memory grow, up to the largest size that is asked for."""
    most = max(size.tasks for size in SIZES if size.name in asked.sizes)
    jobs: list[Job] = []
    seen: dict[growth.Point, Row] = {}
    for point in growth.points():
        if point.size.tasks <= most:
            jobs.append((point.name, partial(_grown, point, folder, seen)))
    code = fingerprint([*PLANNER, HERE / "generator.py", HERE / "growth.py"])
    return kept("growth", code, jobs, asked.results)


def public(asked: Asked, folder: Path) -> Iterator[tuple[str, Row]]:
    """The planner on what others published."""
    del folder
    for family, (names, limit) in PUBLIC.items():
        files = sorted((asked.shared / family).glob(names)) if asked.shared else []
        for row in rows(family, files, limit, asked.results):
            yield f"{family} {row['instance']}", row


def questions(asked: Asked, folder: Path) -> Iterator[tuple[str, Row]]:
    """What starting, explaining and asking cost beside solving."""
    del folder
    jobs: list[Job] = [
        ("director's year / imports", startup.director),
        ("import planner / imports", startup.importing),
        ("600 appointments explained", partial(explained.measure, 120)),
        ("an overloaded week", overloaded.measure),
        ("director's year diagnosed / solved", explained.director),
    ]
    return kept("questions", fingerprint(PLANNER), jobs, asked.results)


PARTS: dict[str, Callable[[Asked, Path], Iterator[tuple[str, Row]]]] = {
    "planner": planner_on_staffing,
    "baselines": baselines,
    "appointments": appointments,
    "growth": grown,
    "public": public,
    "questions": questions,
}


def kept_in(parts: list[str]) -> list[str]:
    """The names of the files in which parts keep what they saw."""
    return [name for part in parts for name in (PUBLIC if part == "public" else [part])]


def everything(asked: Asked, parts: list[str]) -> None:
    """Run some parts, and say of each row where it stands; what was seen before is not run again."""
    with tempfile.TemporaryDirectory() as folder:
        for part in parts:
            for name, row in PARTS[part](asked, Path(folder)):
                said = {key: row[key] for key in ("status", "value", "bound", "seconds", "ratio") if key in row}
                print(json.dumps({"part": part, "row": name, **said}), flush=True)


def _ours(file: Path) -> bool:
    return f"seed{OURS}" in file.name


def _stem(file: Path) -> str:
    return file.name.split(".")[0]


def _baseline(program: str, file: Path, limit: float, part: str) -> Row:
    command = ["-m", "benchmarks.baselines", program, str(file.resolve()), "--seconds", f"{limit}", "--part", part]
    ran = run(sys.executable, *command, deadline=running.deadline(limit))
    if ran.ended:
        return {"status": f"ended with {ran.ended}", "seconds": round(ran.seconds, 1), "peak_mb": ran.peak_mb}
    return {**json.loads(ran.output), "peak_mb": ran.peak_mb}


def _grown(point: growth.Point, folder: Path, seen: dict[growth.Point, Row]) -> Row:
    """What a point tells; axes cross in one, which is run once."""
    same = point._replace(axis="", at=0)
    if same not in seen:
        seen[same] = running.attempted("staffing", point.written(folder), point.limit, point.part)
    return {"axis": point.axis, "at": point.at, "limit": point.limit, **seen[same]}
