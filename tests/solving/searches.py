"""Problems that take no time, and problems that take all there is."""

import datetime as dt
import random
from typing import Any

from planner.problem import Problem

HOURS = {"mon-fri": ["09:00-12:30", "14:00-18:00"]}


def week(**changes: Any) -> Problem:
    """Give a week with one adviser and one expert, and a client to see on Tuesday."""
    return Problem.model_validate(week_facts(**changes))


def week_facts(**changes: Any) -> dict[str, Any]:
    """State the facts of that week."""
    facts: dict[str, Any] = {
        "format": "planner-problem/1",
        "name": "A week in June",
        "horizon": {"from": "2020-06-22", "to": "2020-06-26"},
        "timezone": "Europe/Paris",
        "calendar": {"hours": HOURS},
        "defaults": {"appointment": {"duration": "2h", "needs": {"adviser": 1, "expert": 1}}},
        "staff": [
            {"id": "ana", "name": "Ana Lopes", "roles": ["adviser"]},
            {"id": "bo", "name": "Bo Diaz", "roles": ["expert"]},
        ],
        "activities": [{"kind": "appointment", "id": "guardia", "client": "Guardia", "on": "2020-06-23"}],
    }
    return {**facts, **changes}


def on_leave() -> dict[str, Any]:
    """State that the expert is on leave on Tuesday."""
    staff = week_facts()["staff"]
    staff[1]["absences"] = [{"from": "2020-06-23", "to": "2020-06-24", "reason": "leave"}]
    return {"staff": staff}


def clash() -> dict[str, Any]:
    """State that two clients must be seen at the same time."""
    at = {"kind": "appointment", "at": "2020-06-23 10:00", "required": True}
    return {
        "activities": [{**at, "id": "guardia", "client": "Guardia"}, {**at, "id": "nutriflux", "client": "Nutriflux"}]
    }


def long_search(activities: int = 30, staff: int = 4, weeks: int = 4) -> Problem:
    """Give a problem whose first plan is there at once, and whose best is not proved for minutes."""
    chance = random.Random(1)
    first = dt.date(2021, 3, 1)
    days = [str(day) for n in range(7 * weeks) if (day := first + dt.timedelta(n)).weekday() < 5]
    starts = [(chance.randrange(1, 100), chance.randrange(5, len(days) - 5)) for _ in range(activities)]
    needs = {"adviser": 1, "expert": 1}
    return Problem.model_validate(
        {
            "name": "A long search",
            "horizon": {"from": str(first), "to": str(first + dt.timedelta(7 * weeks - 1))},
            "calendar": {"hours": HOURS},
            "defaults": {
                "appointment": {"duration": "2h", "needs": needs, "preparation": {"minutes": 900, "within": 5}}
            },
            "staff": [{"id": f"p{n}", "roles": ["adviser" if n % 2 else "expert"]} for n in range(staff)],
            "activities": [
                {"kind": "appointment", "id": f"a{n:02}", "value": value, "on": days[start : start + 5]}
                for n, (value, start) in enumerate(starts)
            ],
            "rules": [{"rule": "at_most", "kinds": ["appointment"], "per": "day", "count": 2}],
        }
    )
