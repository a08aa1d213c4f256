"""How time and memory grow: with appointments, staff, days and freedom to move, each on its own, and with all."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from benchmarks.sizes import Size

HEADS = 2.34  # a task, whatever the staff and the days
TASKS, STAFF, DAYS = 2000, 120, 50
BUMP = 1.8
LIMIT, LIMIT_EACH = 20.0, 0.002  # seconds; where all grow at once, so many for each appointment
DENSITY = 0.8  # heads for each person and day, where all grow at once


class Point(NamedTuple):
    """One instance on one axis, and where on it."""

    axis: str
    at: int
    size: Size
    part: str = "fixed"

    @property
    def name(self) -> str:
        """Of the file and the row."""
        return f"{self.axis} {self.at}"

    @property
    def limit(self) -> float:
        """The seconds that the planner has."""
        return max(LIMIT, LIMIT_EACH * self.at) if self.axis == "all" else LIMIT

    def written(self, folder: Path) -> Path:
        """The instance in a file."""
        return self.size.written(folder, 1, f"grown-{self.size.name}x{self.size.days}")


def points() -> list[Point]:
    """All that is measured: each axis with the others held where they are at 2000 x 120 over 50 days."""
    found = [Point("appointments", n, _of(n, STAFF, DAYS)) for n in (250, 500, 1000, 2000, 4000, 8000)]
    found += [Point("staff", n, _of(TASKS, n, DAYS)) for n in (60, 120, 240, 480, 960)]
    found += [Point("days", n, _of(TASKS, STAFF, n)) for n in (25, 50, 100, 200, 400)]
    found += [Point("freedom", 0, _of(TASKS, STAFF, DAYS))]
    found += [Point("freedom", n, _of(TASKS, STAFF, DAYS), f"movable-{n}") for n in (1, 2, 3, 5, 10)]
    whole = ((500, 48, 30), (2000, 120, 50), (5000, 200, 74), (10000, 300, 99), (20000, 450, 131), (50000, 800, 184))
    found += [Point("all", n, Size(n, staff, days, DENSITY, BUMP)) for n, staff, days in whole]
    return found


def _of(tasks: int, staff: int, days: int) -> Size:
    return Size(tasks, staff, days, HEADS * tasks / (staff * days), BUMP)
