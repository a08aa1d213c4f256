"""Random problems whose times are all given: who sits where is all there is to plan."""

from __future__ import annotations

import random
from typing import Any

from planner.problem import Problem

ROLES = "driver", "guide"
SKILLS = "french", "german"
KINDS = "appointment", "meeting"
DAYS = 4


def given(seed: int) -> Problem:
    """A problem of a few days, of more than its people can do."""
    chance = random.Random(seed)
    staff = [_person(f"p{n}", chance) for n in range(chance.randint(1, 3))]
    staff.append({"id": "p9", "roles": ROLES, "skills": SKILLS})
    return Problem.model_validate(
        {
            "name": f"given {seed}",
            "horizon": {"from": "2021-03-01", "to": "2021-03-05"},
            "calendar": {"hours": {"mon-fri": ["06:00-23:00"]}},
            "staff": staff,
            "activities": [_activity(f"a{n}", chance) for n in range(chance.randint(3, 7))],
            "rules": [rule for draw in (_at_most, _buffer, _rest, _level) for rule in draw(chance, staff)],
        }
    )


def _person(name: str, chance: random.Random) -> dict[str, Any]:
    person: dict[str, Any] = {"id": name, "roles": chance.sample(ROLES, chance.choice([1, 1, 2]))}
    person["skills"] = chance.sample(SKILLS, chance.choice([0, 1, 2]))
    if chance.random() < 0.2:
        person["skills"] = [{"name": one, "to": f"2021-03-0{chance.randint(1, 4)}"} for one in person["skills"]]
    if chance.random() < 0.4:
        day = chance.randint(1, DAYS)
        person["absences"] = [{"from": f"2021-03-0{day} 10:00", "to": f"2021-03-0{day} 15:00"}]
    return person


def _activity(name: str, chance: random.Random) -> dict[str, Any]:
    roles = chance.sample(ROLES, chance.choice([1, 1, 2]))
    needs = [
        {"role": role, "count": chance.choice([1, 1, 2]), "skills": chance.sample(SKILLS, chance.choice([0, 0, 1]))}
        for role in roles
    ]
    return {
        "kind": chance.choice(KINDS),
        "id": name,
        "at": f"2021-03-0{chance.randint(1, DAYS)} {chance.choice([8, 9, 9, 10, 11, 16, 20]):02d}:00",
        "duration": chance.choice([60, 90, 120, 180]),
        "needs": needs,
        "value": chance.choice([1, 2, 5]),
        "partial": chance.random() < 0.5,
        "priority": chance.choice(["normal", "normal", "high"]),
    }


def _scope(chance: random.Random, staff: list[dict[str, Any]]) -> dict[str, Any]:
    scope: dict[str, Any] = {}
    if chance.random() < 0.3:
        scope["kinds"] = [chance.choice(KINDS)]
    if chance.random() < 0.3:
        scope["people"] = [staff[0]["id"]]
    return scope


def _at_most(chance: random.Random, staff: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if chance.random() < 0.4:
        return []
    limit = {"count": chance.choice([0, 1, 1, 2]), "per": chance.choice(["day", "day", "week"])}
    return [{"rule": "at_most", **limit, **_scope(chance, staff)}]


def _buffer(chance: random.Random, staff: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"rule": "buffer", "minutes": 60, **_scope(chance, staff)}] if chance.random() < 0.4 else []


def _rest(chance: random.Random, staff: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"rule": "rest", "hours": 12, **_scope(chance, staff)}] if chance.random() < 0.4 else []


def _level(chance: random.Random, staff: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"rule": "level", **_scope(chance, staff)}] if chance.random() < 0.7 else []
