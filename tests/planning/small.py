"""Small problems that are planned in an instant."""

from typing import Any

import planner
from planner import Plan, Problem, Settings

QUICK = Settings(work=2)

ANA = {"id": "ana", "name": "Ana", "roles": ["guide"]}
BO = {"id": "bo", "name": "Bo", "roles": ["guide"]}
DI = {"id": "di", "name": "Di", "roles": ["driver"]}


def week(staff: list[Any] | None = None, activities: list[Any] | None = None, **facts: Any) -> Problem:
    """A working week in June, with Ana unless said otherwise."""
    stated = {
        "name": "The week",
        "horizon": {"from": "2020-06-22", "to": "2020-06-26"},
        "timezone": "Europe/Paris",
        "calendar": {"country": "FR", "hours": {"mon-fri": ["09:00-12:00", "13:00-17:00"]}},
        "staff": [ANA] if staff is None else staff,
        "activities": activities or [],
        **facts,
    }
    return Problem.model_validate(stated)


def visit(name: str = "visit", **stated: Any) -> dict[str, Any]:
    """An appointment on Tuesday that needs a guide for two hours."""
    said: dict[str, Any] = {"kind": "appointment", "id": name, "duration": "2h", "needs": {"guide": 1}}
    if not {"at", "on", "between", "from", "every", "sessions"} & stated.keys():
        said["on"] = "2020-06-23"
    return {**said, **stated}


def solved(problem: Problem, settings: Settings = QUICK) -> Plan:
    """The plan, which the checker accepts if it has bookings."""
    plan = planner.solve(problem, settings=settings)
    if plan.held is not None:
        assert planner.check(problem, plan).clean
    return plan


def goals(plan: Plan) -> dict[str, float]:
    """What each goal reached, all of it proved."""
    assert all(one.proved and one.value == one.bound for one in plan.goals)
    return {one.name: one.value for one in plan.goals}
