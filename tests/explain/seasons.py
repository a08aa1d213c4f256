"""Ten weeks at random, in which rules, work and what was learnt tie far days together; and plans of them."""

from __future__ import annotations

import datetime as dt
from functools import cache
from random import Random
from typing import Any

from planner.plan.booking import Booking
from planner.plan.plan import Plan
from planner.planning import outline
from planner.problem import Problem
from planner.solving.settings import Settings

Facts = dict[str, Any]
FIRST = dt.date(2021, 3, 1)
DAYS = [FIRST + dt.timedelta(n) for n in range(70) if n % 7 < 5]
QUICK = Settings(work=4, step=30)
RULES: list[Facts] = [
    {"rule": "at_most", "count": 1, "per": "day"},
    {"rule": "at_most", "count": 3, "per": "week"},
    {"rule": "at_most", "count": 6, "per": "month", "role": "a"},
    {"rule": "rest", "hours": 18},
    {"rule": "rest", "hours": 100, "people": ["p0", "p3"]},
    {"rule": "buffer", "minutes": 60},
    {"rule": "buffer", "minutes": 5000, "people": ["p1"]},
]


def season(seed: int) -> Problem:
    """The problem of a seed."""
    rng = Random(f"season {seed}")
    staff = [{"id": f"p{n}", "roles": roles} for n, roles in enumerate((["a"], ["a"], ["a", "b"], ["b"], ["b"]))]
    for person in staff:
        for first in rng.sample(DAYS, 3):
            away = {"from": f"{first}", "to": f"{first + dt.timedelta(rng.randrange(6))}", "reason": "leave"}
            person.setdefault("absences", []).append(away)  # type: ignore[attr-defined]
    activities: list[Facts] = [
        {"kind": "training", "id": "course", "on": f"{DAYS[3]}", "attendees": {"roles": ["a"]}, "grants": ["law"]},
        {"kind": "meeting", "id": "weekly", "every": "FREQ=WEEKLY;BYDAY=TU", "time": "09:00", "duration": 60}
        | {"attendees": {"roles": rng.choice([["a", "b"], ["b"]])}},
    ]
    for n in range(28):
        day = rng.randrange(len(DAYS) - 3)
        needs: list[Facts] = [{"role": role} for role in rng.choice(["a", "b", "ab"])]
        if n % 4 == 0 and needs[0]["role"] == "a":
            needs[0]["skills"] = ["law"]
        visit: Facts = {"kind": "appointment", "id": f"x{n:02d}", "needs": needs, "duration": rng.choice([60, 180])}
        visit["on"] = [f"{one}" for one in DAYS[day : day + rng.choice([1, 1, 3])]]
        for what in ("preparation", "follow_up"):
            if rng.random() < 0.3:
                visit[what] = {"minutes": rng.choice([120, 600, 1200]), "within": rng.choice([1, 3, 8])}
        activities.append(visit)
    return Problem.model_validate(
        {
            "name": f"Season {seed}",
            "horizon": {"from": f"{DAYS[0]}", "to": f"{DAYS[-1]}"},
            "timezone": "Europe/Paris",
            "calendar": {"hours": {"mon-fri": ["09:00-12:00", "13:00-17:00"]}},
            "staff": staff,
            "activities": activities,
            "rules": [{**rule, "kinds": ["appointment"]} for rule in rng.sample(RULES, rng.randrange(4))],
        }
    )


@cache
def planned(seed: int) -> tuple[Problem, Plan]:
    """The problem of a seed, and a plan that may not be the best."""
    problem = season(seed)
    return problem, outline(problem, settings=QUICK)


def doubled(problem: Problem, plan: Plan) -> tuple[Problem, Plan]:
    """The problem beside a copy of itself among other people, and the plan of both."""
    stated = problem.model_dump(mode="json", exclude_unset=True)
    names = {one["id"] for key in ("staff", "activities") for one in stated[key]} | {"a", "b", "law"}

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {renamed(key): renamed(one) for key, one in value.items()}
        if isinstance(value, list):
            return [renamed(one) for one in value]
        return f"z{value}" if isinstance(value, str) and value.partition("@")[0] in names else value

    more = {key: [*stated[key], *renamed(stated[key])] for key in ("staff", "activities")}
    both = [*plan.bookings, *(Booking.model_validate(renamed(one.model_dump(mode="json"))) for one in plan.bookings)]
    held = tuple(sorted(both, key=lambda one: (one.start is None, one.start, one.occurrence)))
    return Problem.model_validate({**stated, **more}), plan.model_copy(update={"held": held, "shortages": ()})
