"""Multi-skill project scheduling: activities that need several people of several skills at once; finish first.

A unit of time is a minute, a skill a role: each person serves one need of an activity, for its whole duration.
Activities without a duration order others, and are passed through.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any, ClassVar

import planner
from benchmarks.families.instance import Instance
from benchmarks.families.minizinc import stated

FIRST = dt.datetime(2020, 6, 22)
DAY = 24 * 60


class Project(Instance):
    """One instance, as a data file of MiniZinc."""

    step: ClassVar[int] = 1
    _BEST: ClassVar = {
        "inst_set1a_sf1_nc1.5_n20_m30_00": 49,
        "inst_set1a_sf0.75_nc2.1_n20_m20_05": 36,
        "inst_set1a_sf0.5_nc1.5_n20_m10_04": 52,
        "inst_set1a_sf0.75_nc1.5_n20_m20_03": 51,
        "inst_set1b_sf0.75_nc1.5_n40_m45_04": 81,
        "inst_set1b_sf0.5_nc2.1_n40_m25_04": 87,
        "inst_set1b_sf0.5_nc1.8_n40_m20_00": 108,
        "inst_set1b_sf0.5_nc2.1_n40_m20_03": 95,
        "inst_set2a_sf0_nc1.5_n25_l3_m10_04": 40,
        "inst_set2a_sf0_nc2.7_n20_l3_m11_00": 19,
        "inst_set2a_sf0_nc2.7_n20_l8_m10_05": 28,
        "inst_set2a_sf0_nc1.8_n18_l8_m10_05": 107,
        "inst_set2b_sf0_nc1.5_n30_l9_m10_00": 23,
        "inst_set2b_sf0_nc1.93_n30_l12_m14_00": 25,
        "inst_set2b_sf0_nc2.1_n60_l15_m14_00": 31,
        "inst_set2b_sf0_nc1.8_n60_l12_m10_00": 37,
        "inst_set2c_sf0_nc2.1_n20_l3_m4_00": 27,
        "inst_set2c_sf0_nc2.1_n20_l9_m6_00": 27,
        "inst_set2c_sf0_nc1.5_n30_l4_m6_00": 32,
        "inst_set2c_sf0_nc1.93_n30_l12_m8_00": 44,
    }

    def read(self, file: Path, part: str = "") -> planner.Problem:
        """Required activities in a time that is long enough for one after the other."""
        told = stated(file)
        self._lasts = dict(enumerate(told["dur"], start=1))
        self._asked = dict(enumerate(told["sreq"], start=1))
        self._before: dict[int, list[int]] = {}
        for one, other in zip(told["pred"], told["succ"], strict=True):
            self._before.setdefault(other, []).append(one)
        days, last = divmod(sum(self._lasts.values()) - 1, DAY)
        self._days = {"from": f"{FIRST:%Y-%m-%d}", "to": f"{FIRST + dt.timedelta(days):%Y-%m-%d}"}
        end = DAY if days else last + 1
        timed = [one for one, length in self._lasts.items() if length]
        skilled = {f"person {n}": row for n, row in enumerate(told["mastery"], start=1)}
        people = [{"id": who, "roles": [_skill(i) for i, has in enumerate(row) if has]} for who, row in skilled.items()]
        alone = [f"nobody {one}" for one in timed if not any(self._asked[one])]
        return planner.Problem.model_validate(
            {
                "name": self.name,
                "horizon": self._days,
                "calendar": {"hours": {"mon-sun": [f"00:00-{end // 60:02}:{end % 60:02}"]}},
                "staff": people + [{"id": one, "roles": [one]} for one in alone],
                "activities": [self._activity(one) for one in timed],
                "rules": [{"rule": "earliest", "of": "last", "per": "minute", "price": 1}],
            }
        )

    def _activity(self, one: int) -> dict[str, Any]:
        asked = {_skill(i): heads for i, heads in enumerate(self._asked[one]) if heads}
        return {
            "kind": "meeting",
            "id": f"{one}",
            "between": self._days,
            "duration": self._lasts[one],
            "needs": asked or {f"nobody {one}": 1},
            "after": [f"{other}" for other in sorted(self._timed_before(one))],
            "required": True,
        }

    def _timed_before(self, one: int) -> set[int]:
        """What lasts and comes right before something; through what does not last, what comes before that."""
        found = set[int]()
        for other in self._before.get(one, []):
            found |= {other} if self._lasts[other] else self._timed_before(other)
        return found

    @property
    def published(self) -> int | None:
        """The least makespan, proved."""
        return self._BEST.get(self.name)

    def value(self, plan: planner.Plan) -> float | None:
        """The makespan."""
        return None if plan.held is None else max(start + self._lasts[one] for one, start in _starts(plan).items())

    def solution(self, plan: planner.Plan) -> str:
        """Starts and people: ``{"start": {"ACTIVITY": TIME}, "assign": {"ACTIVITY": {"SKILL": [PERSON, ...]}}}``."""
        if plan.held is None:
            return json.dumps({"conflict": plan.conflict})
        assign = {
            one.activity: {
                need.role.removeprefix("skill "): [int(who.removeprefix("person ")) for who in need.staff]
                for need in one.needs
                if need.role.startswith("skill ")
            }
            for one in plan.bookings
        }
        return json.dumps({"start": _starts(plan), "assign": assign})


def _skill(place: int) -> str:
    return f"skill {place + 1}"


def _starts(plan: planner.Plan) -> dict[int, int]:
    """When each activity starts."""
    held = {int(one.activity): one.start for one in plan.bookings}
    return {
        one: int((start.replace(tzinfo=None) - FIRST).total_seconds()) // 60 for one, start in held.items() if start
    }
