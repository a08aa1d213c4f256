"""The staffing family: tasks of fixed times that need several heads of several roles and skills.

Each head counts its task's weight; nobody is at two tasks at once, nor at more than `max_per_day` that begin on one
day. Minutes count from an epoch, whose clock goes on through the night. Parts are variants: see `instances`.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any, ClassVar

import planner
from benchmarks.families.instance import Instance
from benchmarks.instances import Stated, judged, stated, total_weight

LEVEL = "preferences missed"  # which is what the rule `level` counts


class Staffing(Instance):
    """One instance, as `N-TASKSxN-STAFF.json` or `.json.gz`."""

    goal: ClassVar[str] = "value staffed, normal"
    _BEST: ClassVar = {"50x12": 2, "500x40": 45, "2000x120": 111, "10000x300": 577, "50000x800": 2601}

    def read(self, file: Path, part: str = "") -> planner.Problem:
        """Meetings of whole weight by the head, people who are there around the clock, and a ceiling a day."""
        told = self._told = stated(file, part)
        self._epoch = dt.datetime.fromisoformat(told["meta"]["epoch"])
        self._tasks: dict[str, Stated] = {task["id"]: task for task in told["tasks"]}
        self._weights: dict[str, int] = {name: task["weight"] for name, task in self._tasks.items()}
        self._total = total_weight(told)
        last = max(task["end"] for task in told["tasks"])
        at_most = {"rule": "at_most", "per": "day", "count": told["meta"].get("max_per_day", 2)}
        work = {"preparation": told["meta"]["preparation"]} if "preparation" in told["meta"] else {}
        return planner.Problem.model_validate(
            {
                "name": self.name,
                "horizon": {"from": self._day(0), "to": self._day(last)},
                "calendar": {"hours": {"mon-sun": ["00:00-24:00"]}},
                "staff": [self._person(one) for one in told["staff"]],
                "activities": [self._meeting(one) | work for one in told["tasks"]],
                "rules": [at_most, {"rule": "level"}] if told["meta"]["levelled"] else [at_most],
            }
        )

    def _person(self, told: Stated) -> dict[str, Any]:
        absences = [{"from": self._moment(first), "to": self._moment(end)} for first, end in told["absences"]]
        return {"id": told["id"], "roles": told["roles"], "skills": told["skills"], "absences": absences}

    def _meeting(self, told: Stated) -> dict[str, Any]:
        when: dict[str, Any] = {"at": self._moment(told["start"])}
        if "starts" in told:
            when = {"on": [self._day(one) for one in told["starts"]], "time": self._moment(told["start"])[-5:]}
        return {
            "kind": "meeting",
            "id": told["id"],
            "duration": told["end"] - told["start"],
            "needs": [{key: one[key] for key in ("role", "count", "skills")} for one in told["demands"]],
            "value": told["weight"],
            "partial": True,
            **when,
        }

    def _moment(self, minute: int) -> str:
        return (self._epoch + dt.timedelta(minutes=minute)).isoformat(" ", "minutes")

    def _day(self, minute: int) -> str:
        return (self._epoch + dt.timedelta(minutes=minute)).date().isoformat()

    @property
    def published(self) -> float | None:
        """The least open weight that anyone is known to have reached."""
        return self._BEST.get(self.name.removesuffix("-fixed"))

    @property
    def total(self) -> float:
        """The weight of all heads."""
        return self._total

    def value(self, plan: planner.Plan) -> float | None:
        """The weight of the heads that stay open."""
        if plan.held is None:
            return None
        open_heads = {one.activity: sum(need.missing for need in one.needs) for one in plan.bookings}
        return sum(self._weights[name] * heads for name, heads in open_heads.items())

    def measured(self, goal: float) -> float:
        """The total weight, less what is covered."""
        return self._total - goal

    def besides(self, plan: planner.Plan) -> dict[str, Any]:
        """The sum of squared loads where it was a goal, and how many of the family's own rules are broken."""
        if plan.held is None:
            return {}
        verdict = judged(self._told, json.loads(self.solution(plan)))
        told: dict[str, Any] = {"open_heads": verdict.open_heads, "balance": verdict.squares}
        told["faults"] = len(verdict.faults)
        for one in plan.goals:
            if one.name == LEVEL:
                told |= {"balance_bound": one.bound, "balance_proved": one.proved}
        return told

    def solution(self, plan: planner.Plan) -> str:
        """Who takes which head: ``{"assign": {"TASK/DEMAND/HEAD": "PERSON"}}``, and ``"starts"`` of what may move."""
        assign = {
            f"{booking.activity}/{i}/{head}": person
            for booking in plan.bookings
            for i, need in enumerate(booking.needs)
            for head, person in enumerate(need.staff)
        }
        starts = {
            one.activity: round((one.start.replace(tzinfo=None) - self._epoch).total_seconds() / 60)
            for one in plan.bookings
            if one.start is not None and "starts" in self._tasks[one.activity]
        }
        return json.dumps({"assign": assign, "starts": starts} if starts else {"assign": assign})
