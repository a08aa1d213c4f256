"""A quarter of a consultancy: 200 appointments, half of them free to choose among five days, and 20 staff."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import planner

DATA = Path(__file__).parent / "data"
FIRST, LAST = dt.date(2021, 4, 1), dt.date(2021, 6, 30)
HOLIDAYS = {dt.date(2021, 4, 5), dt.date(2021, 5, 13), dt.date(2021, 5, 24)}


def quarter(preparation: int, seed: int = 2021) -> planner.Problem:
    """The problem with so many minutes of preparation for each appointment."""
    chance = random.Random(seed)
    horizon = [FIRST + dt.timedelta(n) for n in range((LAST - FIRST).days + 1)]
    days = [day for day in horizon if day.weekday() < 5 and day not in HOLIDAYS]
    staff: list[dict[str, Any]] = []
    for n in range(20):
        absences = []
        if chance.random() < 0.6:
            start = chance.randrange(len(days) - 5)
            end = days[start + chance.randrange(5)]
            absences.append({"from": str(days[start]), "to": str(end), "reason": "leave"})
        staff.append({"id": f"p{n:02d}", "roles": ["adviser" if n < 10 else "expert"], "absences": absences})
    activities = []
    for n in range(200):
        start = chance.randrange(5, len(days) - 5)
        choice = [str(day) for day in days[start : start + 5]]
        activities.append({"kind": "appointment", "id": f"a{n:03d}", "on": choice if n % 2 else choice[:1]})
    return planner.Problem.model_validate(
        {
            "name": f"A quarter, {preparation} minutes of preparation",
            "horizon": {"from": str(FIRST), "to": str(LAST)},
            "timezone": "Europe/Paris",
            "calendar": {"country": "FR", "hours": {"mon-fri": ["09:00-12:30", "14:00-18:00"]}},
            "defaults": {
                "appointment": {
                    "duration": "2h",
                    "needs": {"adviser": 1, "expert": 1},
                    "preparation": {"minutes": preparation, "within": 5},
                }
            },
            "staff": staff,
            "activities": activities,
            "rules": [{"rule": "at_most", "kinds": ["appointment"], "per": "day", "count": 2}],
        }
    )


def path(preparation: int) -> Path:
    """Where the committed problem lies."""
    return DATA / f"quarter-{preparation}.json"


if __name__ == "__main__":
    for minutes in (240, 900):
        quarter(minutes).save(path(minutes))
