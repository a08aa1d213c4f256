"""CSPLib problem 046, meeting scheduling: who meets in which slot, with time to go from one meeting to the next.

Two meetings that share an agent start at least their distance and one slot apart. A slot is a minute here, a meeting
lasts one, and each has a site of its own.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import ClassVar

import planner
from benchmarks.families.instance import Instance

DAY = "2020-06-22"
SATISFIABLE = {*range(1, 6), *range(19, 25)}
STATUS = {f"instances-{n}": "satisfiable" if n in SATISFIABLE else "infeasible" for n in range(1, 28)}
HEADING = re.compile(r"Instance #(\d+)")


class Meetings(Instance):
    """One of the instances of a file in Markdown, by its number."""

    step: ClassVar[int] = 1

    @classmethod
    def parts(cls, file: Path) -> tuple[str, ...]:
        """The numbers of the instances."""
        return tuple(HEADING.findall(file.read_text()))

    def read(self, file: Path, part: str) -> planner.Problem:
        """Required meetings of one minute, each at a site of its own, for which everybody named is needed."""
        told = HEADING.split(file.read_text())
        stated = told[told.index(part, 1) + 1]
        slots = int(re.findall(r"DomainSize\s*=\s*(\d+)", stated)[0])
        agents = {one: meetings.split() for one, meetings in re.findall(r"Agents \((\d+)\):([\d ]+)", stated)}
        rows = re.findall(r"^ *(\d+) *:([\d ]+)$", stated.partition("Meetings Distance")[2], re.MULTILINE)
        distances = {one: dict(enumerate(map(int, row.split()))) for one, row in rows}
        self._meetings = sorted({one for meetings in agents.values() for one in meetings}, key=int)
        return planner.Problem.model_validate(
            {
                "name": self.name,
                "horizon": {"from": DAY, "to": DAY},
                "calendar": {"hours": {"mon-sun": [f"00:00-{slots // 60:02}:{slots % 60:02}"]}},
                "sites": [
                    {"id": a, "travel": {b: distances[a][int(b)] for b in self._meetings if b != a}}
                    for a in self._meetings
                ],
                "staff": [{"id": f"agent {one}", "roles": [f"agent {one}"]} for one in agents],
                "activities": [
                    {
                        "kind": "meeting",
                        "id": meeting,
                        "on": DAY,
                        "duration": 1,
                        "site": meeting,
                        "required": True,
                        "needs": {f"agent {one}": 1 for one, meetings in agents.items() if meeting in meetings},
                    }
                    for meeting in self._meetings
                ],
            }
        )

    @property
    def published(self) -> str | None:
        """Whether all meetings can be held."""
        return STATUS.get(self.name)

    def value(self, plan: planner.Plan) -> float | None:
        """How many meetings are held."""
        return None if plan.held is None else sum(one.complete for one in plan.bookings)

    def bound(self, plan: planner.Plan) -> float | None:
        """How many there are, if they can be held."""
        return None if plan.held is None else len(self._meetings)

    def solution(self, plan: planner.Plan) -> str:
        """The slot of each meeting, from 0: ``{"slots": {"MEETING": SLOT}}``; or ``{"conflict": [...]}``."""
        if plan.held is None:
            return json.dumps({"conflict": plan.conflict})
        starts = {one.activity: one.start for one in plan.bookings}
        return json.dumps({"slots": {name: at.hour * 60 + at.minute for name, at in starts.items() if at is not None}})
