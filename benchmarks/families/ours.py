"""Problem files in the planner's own format, packed or not: appointments, and how many of them are staffed."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import ClassVar

import planner
from benchmarks.families.instance import Instance


class Ours(Instance):
    """One problem file, as `NAME.json` or `NAME.json.gz`."""

    goal: ClassVar[str] = "value staffed, normal"

    def read(self, file: Path, part: str = "") -> planner.Problem:
        """The problem as it stands there."""
        if file.suffix == ".gz":
            return planner.Problem.model_validate_json(gzip.decompress(file.read_bytes()))
        return planner.load(file)

    def value(self, plan: planner.Plan) -> float | None:
        """What the staffed activities are worth."""
        if plan.held is None:
            return None
        return next((one.value for one in plan.goals if one.name == self.goal), None)

    def solution(self, plan: planner.Plan) -> str:
        """The plan as the planner writes it."""
        return plan.model_dump_json(by_alias=True)
