"""The staffing family: tasks of fixed times that need several heads of several roles and skills.

Each head counts its task's weight; nobody is at two tasks at once, nor at more than `max_per_day` that begin on one
day. Minutes count from an epoch, whose clock goes on through the night.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
from pathlib import Path
from typing import Any, ClassVar

import planner
from benchmarks.families.instance import Instance

VALUE = "value staffed, normal"


class Staffing(Instance):
    """One instance, as `N-TASKSxN-STAFF.json` or `.json.gz`."""

    _BEST: ClassVar = {"50x12": 2, "500x40": 45, "2000x120": 111, "10000x300": 577, "50000x800": 2601}

    def read(self, file: Path, part: str = "") -> planner.Problem:
        """Meetings of whole weight by the head, people who are there around the clock, and a ceiling a day."""
        told = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        stated = json.loads(told)
        self._epoch = dt.datetime.fromisoformat(stated["meta"]["epoch"])
        self._weights: dict[str, int] = {task["id"]: task["weight"] for task in stated["tasks"]}
        self._heads = {task["id"]: sum(one["count"] for one in task["demands"]) for task in stated["tasks"]}
        last = max(task["end"] for task in stated["tasks"])
        return planner.Problem.model_validate(
            {
                "name": self.name,
                "horizon": {"from": self._day(0), "to": self._day(last)},
                "calendar": {"hours": {"mon-sun": ["00:00-24:00"]}},
                "staff": [self._person(one) for one in stated["staff"]],
                "activities": [self._meeting(one) for one in stated["tasks"]],
                "rules": [
                    {"rule": "at_most", "per": "day", "count": stated["meta"].get("max_per_day", 2)},
                    {"rule": "level"},
                ],
            }
        )

    def _person(self, stated: dict[str, Any]) -> dict[str, Any]:
        absences = [{"from": self._moment(first), "to": self._moment(end)} for first, end in stated["absences"]]
        return {"id": stated["id"], "roles": stated["roles"], "skills": stated["skills"], "absences": absences}

    def _meeting(self, stated: dict[str, Any]) -> dict[str, Any]:
        return {
            "kind": "meeting",
            "id": stated["id"],
            "at": self._moment(stated["start"]),
            "duration": stated["end"] - stated["start"],
            "needs": [{key: one[key] for key in ("role", "count", "skills")} for one in stated["demands"]],
            "value": stated["weight"],
            "partial": True,
        }

    def _moment(self, minute: int) -> str:
        return (self._epoch + dt.timedelta(minutes=minute)).isoformat(" ", "minutes")

    def _day(self, minute: int) -> str:
        return (self._epoch + dt.timedelta(minutes=minute)).date().isoformat()

    @property
    def published(self) -> float | None:
        """The least open weight that anyone is known to have reached."""
        return self._BEST.get(self.name)

    def value(self, plan: planner.Plan) -> float | None:
        """The weight of the heads that stay open."""
        if plan.held is None:
            return None
        return sum(self._weights[one.activity] * need.missing for one in plan.bookings for need in one.needs)

    def bound(self, plan: planner.Plan) -> float | None:
        """The total weight, less the most that can be covered."""
        total = sum(weight * self._heads[task] for task, weight in self._weights.items())
        return next((total - one.bound for one in plan.goals if one.name == VALUE), None)

    def solution(self, plan: planner.Plan) -> str:
        """Who takes which head: ``{"assign": {"TASK/DEMAND/HEAD": "PERSON"}}``."""
        assign = {
            f"{booking.activity}/{i}/{head}": person
            for booking in plan.bookings
            for i, need in enumerate(booking.needs)
            for head, person in enumerate(need.staff)
        }
        return json.dumps({"assign": assign})
