"""Random problems whose times are chosen among a few, and that ask for work around what is held."""

from __future__ import annotations

import random
from typing import Any

from planner.problem import Problem

ROLES = "driver", "guide"
SKILLS = "french", "german"
DAYS = 4


def timed(seed: int) -> Problem:
    """A problem of a few days, of more than its people can do."""
    chance = random.Random(seed)
    staff = [_person(f"p{n}", chance) for n in range(chance.randint(1, 3))]
    staff.append({"id": "p9", "roles": ROLES, "skills": SKILLS})
    rules: list[dict[str, Any]] = []
    if chance.random() < 0.6:
        rules.append({"rule": "at_most", "count": chance.choice([1, 2]), "per": chance.choice(["day", "week"])})
    if chance.random() < 0.3:
        rules.append({"rule": "buffer", "minutes": 60})
    if chance.random() < 0.3:
        rules.append({"rule": "rest", "hours": 16})
    return Problem.model_validate(
        {
            "name": f"timed {seed}",
            "horizon": {"from": "2021-03-01", "to": "2021-03-05"},
            "calendar": {"hours": {"mon-fri": ["08:00-12:00", "13:00-17:00"]}},
            "staff": staff,
            "activities": [_activity(f"a{n}", chance) for n in range(chance.randint(3, 6))],
            "rules": rules,
        }
    )


def _person(name: str, chance: random.Random) -> dict[str, Any]:
    person: dict[str, Any] = {"id": name, "roles": chance.sample(ROLES, chance.choice([1, 1, 2]))}
    person["skills"] = chance.sample(SKILLS, chance.choice([0, 1, 2]))
    if chance.random() < 0.5:
        day = chance.randint(1, DAYS)
        person["absences"] = [{"from": f"2021-03-0{day} 10:00", "to": f"2021-03-0{day} 15:00"}]
    return person


def _activity(name: str, chance: random.Random) -> dict[str, Any]:
    roles = chance.sample(ROLES, chance.choice([1, 1, 2]))
    needs = [
        {"role": role, "count": chance.choice([1, 1, 2]), "skills": chance.sample(SKILLS, chance.choice([0, 0, 1]))}
        for role in roles
    ]
    activity: dict[str, Any] = {
        "kind": "meeting",
        "id": name,
        "duration": chance.choice([60, 120, 180, 240]),
        "needs": needs,
        "value": chance.choice([1, 2, 5]),
        "partial": chance.random() < 0.4,
        "priority": chance.choice(["normal", "normal", "high"]),
    }
    first = chance.randint(1, DAYS)
    days = [f"2021-03-0{day}" for day in range(first, min(first + chance.choice([1, 1, 3]), DAYS + 1))]
    if chance.random() < 0.2:
        activity["at"] = f"{days[0]} {chance.choice([8, 9, 13]):02d}:00"
    else:
        activity["on"] = days
        if chance.random() < 0.4:
            activity["time"] = chance.choice(["09:00", "13:00", "08:00-12:00"])
            activity["duration"] = min(activity["duration"], 180)
    if chance.random() < 0.5:
        activity["preparation"] = {"minutes": chance.choice([60, 240, 400]), "within": chance.choice([1, 2])}
    if chance.random() < 0.3:
        activity["follow_up"] = {"minutes": chance.choice([60, 240]), "within": chance.choice([1, 2])}
    return activity
