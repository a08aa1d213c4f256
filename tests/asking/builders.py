"""Small problems to ask about, and their plans."""

from __future__ import annotations

from typing import Any

from planning.small import ANA, BO, DI, QUICK, visit, week

import planner
from planner import Plan, Problem

Facts = dict[str, Any]

TUESDAY, WEDNESDAY, SATURDAY = "2020-06-23", "2020-06-24", "2020-06-27"
WEEKEND: Facts = {"horizon": {"from": "2020-06-22", "to": "2020-06-28"}}
COURSE: Facts = {"kind": "training", "id": "course", "name": "Course", "at": f"{TUESDAY} 10:00", "duration": "2h"}
LAW: Facts = {"needs": [{"role": "guide", "skills": ["law"]}]}


def away(who: Facts, first: str = TUESDAY, last: str | None = None, **absence: Any) -> Facts:
    """Somebody on leave, on Tuesday unless said otherwise."""
    return {**who, "absences": [{"from": first, "to": last or first, "reason": "leave", **absence}]}


def planned(problem: Problem) -> tuple[Problem, Plan]:
    return problem, planner.solve(problem, settings=QUICK)


def work_week() -> Problem:
    """Two guides and a driver, a visit, a drive and a talk."""
    talk = {"kind": "meeting", "id": "talk", "on": "2020-06-25", "duration": "1h", "attendees": "all"}
    drive = visit("drive", needs={"driver": 1}, at=f"{TUESDAY} 14:00")
    return week([ANA, BO, DI], [visit(), drive, talk])
