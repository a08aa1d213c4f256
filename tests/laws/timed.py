"""Random problems whose times are chosen among a few, and that ask for work around what is held."""

from __future__ import annotations

import random
from typing import Any

from laws.crew import DAYS, HORIZON, crew, wanted
from planner.problem import Problem


def timed(seed: int) -> Problem:
    """A problem of a few days, of more than its people can do."""
    chance = random.Random(seed)
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
            "horizon": HORIZON,
            "calendar": {"hours": {"mon-fri": ["08:00-12:00", "13:00-17:00"]}},
            "staff": crew(chance),
            "activities": [_activity(f"a{n}", chance) for n in range(chance.randint(3, 6))],
            "rules": rules,
        }
    )


def _activity(name: str, chance: random.Random) -> dict[str, Any]:
    activity: dict[str, Any] = {
        "kind": "meeting",
        "duration": chance.choice([60, 120, 180, 240]),
        **wanted(name, chance),
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
