"""Shift minimisation personnel task scheduling: fixed tasks, each for one of those qualified; the fewest people.

Tasks end before the moment that is stated as their end. A unit of time is a minute.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import ClassVar

import planner
from benchmarks.families.instance import Instance

FIRST = dt.datetime(2020, 1, 6)


class Shifts(Instance):
    """One instance, as `data_NUMBER_WORKERS_TASKS_SKILL.dat`."""

    _BEST: ClassVar = {
        "data_1_23_40_66": 20,
        "data_2_24_40_33": 20,
        "data_6_48_80_66": 40,
        "data_10_51_111_66": 40,
        "data_21_93_175_33": 80,
        "data_30_25_219_66": 20,
        "data_38_147_347_66": 120,
        "data_45_67_420_33": 60,
        "data_50_187_447_66": 160,
        "data_59_70_525_33": 59,
        "data_61_121_557_66": 100,
        "data_90_157_791_66": 140,
        "data_110_183_1143_66": 163,
        "data_137_245_2105_33": 201,
    }

    def read(self, file: Path, part: str = "") -> planner.Problem:
        """Required meetings at given times, each from a list of people."""
        lines = [line for line in file.read_text().splitlines() if line.strip() and not line.startswith("#")]
        at = {key: i for i, line in enumerate(lines) for key in ("Jobs", "Qualifications") if line.startswith(key)}
        self._tasks = [tuple(map(int, line.split())) for line in _listed(lines, at["Jobs"])]
        told = [line.partition(":")[2].split() for line in _listed(lines, at["Qualifications"])]
        able: list[list[str]] = [[] for _ in self._tasks]
        for person, tasks in enumerate(told):
            for task in map(int, tasks):
                able[task].append(f"{person}")
        last = FIRST + dt.timedelta(minutes=max(end for _, end in self._tasks))
        return planner.Problem.model_validate(
            {
                "name": self.name,
                "horizon": {"from": f"{FIRST:%Y-%m-%d}", "to": f"{last:%Y-%m-%d}"},
                "calendar": {"hours": {"mon-sun": ["00:00-24:00"]}},
                "staff": [{"id": f"{person}", "roles": ["worker"]} for person in range(len(told))],
                "activities": [
                    {
                        "kind": "meeting",
                        "id": f"{task}",
                        "at": f"{FIRST + dt.timedelta(minutes=start):%Y-%m-%d %H:%M}",
                        "duration": end - start,
                        "needs": [{"role": "worker", "from": able[task]}],
                    }
                    for task, (start, end) in enumerate(self._tasks)
                ],
                "rules": [{"rule": "fewest_people", "price": 1}],
            }
        )

    @property
    def published(self) -> int | None:
        """The fewest people that anyone is known to have needed."""
        return self._BEST.get(self.name)

    def value(self, plan: planner.Plan) -> float | None:
        """How many people have tasks; `None` if a task has nobody."""
        if plan.held is None or not all(one.complete for one in plan.bookings):
            return None
        return len({person for one in plan.bookings for person in one.people})

    def solution(self, plan: planner.Plan) -> str:
        """Who does what: ``{"assign": {"TASK": PERSON}}``, both from 0."""
        return json.dumps({"assign": {one.activity: int(person) for one in plan.bookings for person in one.people}})


def _listed(lines: list[str], heading: int) -> list[str]:
    """As many lines after a heading as it says."""
    return lines[heading + 1 : heading + 1 + int(lines[heading].partition("=")[2])]
