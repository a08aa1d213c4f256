"""The sizes of the staffing family, and how long the planner has for each."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import NamedTuple

from benchmarks.generator import generated


class Size(NamedTuple):
    """So many tasks and staff over so many days, about so many heads for each person and day, and the peak.

    `limits` are the seconds after which the goals look at what was found, each a run of its own.
    """

    tasks: int
    staff: int
    days: int
    tightness: float
    bump: float
    limits: tuple[int, ...] = (60,)

    @property
    def name(self) -> str:
        """As the family's files are named."""
        return f"{self.tasks}x{self.staff}"

    @property
    def middle(self) -> int:
        """The limit in the middle."""
        return self.limits[len(self.limits) // 2]

    def written(self, folder: Path, seed: int, name: str = "") -> Path:
        """An instance of this size in a file."""
        told = generated(self.tasks, self.staff, self.days, seed, tightness=self.tightness, bump=self.bump)
        file = folder / f"{name or f'{self.name}-seed{seed}'}.json.gz"
        file.write_bytes(gzip.compress(json.dumps(told).encode(), compresslevel=3, mtime=0))
        return file


SIZES = (
    Size(50, 12, 14, 0.55, 1.8, (10,)),
    Size(500, 40, 35, 0.55, 1.8, (20,)),
    Size(2000, 120, 50, 0.78, 1.8, (5, 60)),
    Size(10000, 300, 90, 0.82, 2.1, (20, 120)),
    Size(50000, 800, 180, 0.86, 2.1, (60, 300, 600)),
)
SMALL = 2000  # tasks at most, where all programs are asked for the variants, too
