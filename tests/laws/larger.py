"""A problem that is too large to be solved to proof in a few seconds, and never too large to find a plan for."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from planner.problem import Problem

WEEKS = 4


def larger(appointments: int = 60) -> Problem:
    """A month of appointments with preparation, half of them free to choose among five days, and balance."""
    rng = Random("larger")
    days = [dt.date(2020, 9, 7) + dt.timedelta(days=7 * week + day) for week in range(WEEKS) for day in range(5)]
    staff: list[dict[str, Any]] = []
    for n in range(8):
        away = rng.choice(days)
        leave = {"from": str(away), "to": str(away + dt.timedelta(days=rng.randint(0, 3))), "reason": "leave"}
        staff.append({"id": f"p{n}", "roles": ["ab"[n % 2]], "absences": [leave], "skills": ["s"] if n % 3 else []})
    activities: list[dict[str, Any]] = []
    for n in range(appointments):
        first = rng.randrange(len(days) - 4)
        chosen = days[first : first + 5] if rng.random() < 0.5 else days[first : first + 1]
        needs = [{"role": "a", "skills": ["s"] if rng.random() < 0.3 else []}, {"role": "b"}]
        preparation = {"minutes": rng.choice([240, 300, 420]), "within": 5}
        said = {
            "on": [str(day) for day in chosen],
            "needs": needs,
            "preparation": preparation,
            "value": rng.randint(1, 30),
        }
        activities.append({"kind": "appointment", "id": f"x{n:02d}", "duration": "2h", **said})
    return Problem.model_validate(
        {
            "name": "A busy month",
            "horizon": {"from": "2020-08-31", "to": "2020-10-09"},
            "timezone": "Europe/Paris",
            "calendar": {"hours": {"mon-fri": ["09:00-12:30", "14:00-18:00"]}},
            "staff": staff,
            "activities": activities,
            "rules": [
                {"rule": "at_most", "per": "day", "count": 2},
                {"rule": "balance", "role": "a"},
                {"rule": "balance", "role": "b"},
                {"rule": "rest", "hours": 20, "price": 2},
            ],
        }
    )
