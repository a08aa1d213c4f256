"""What random problems of a few busy days are made of: people, what is needed of them, and what that is worth."""

from __future__ import annotations

import random
from typing import Any

ROLES = "driver", "guide"
SKILLS = "french", "german"
DAYS = 4
HORIZON = {"from": "2021-03-01", "to": "2021-03-05"}


def crew(chance: random.Random) -> list[dict[str, Any]]:
    """A few people, some of them away for some hours, or skilled until a day; the last can do all."""
    return [
        *(_person(f"p{n}", chance) for n in range(chance.randint(1, 3))),
        {"id": "p9", "roles": ROLES, "skills": SKILLS},
    ]


def _person(name: str, chance: random.Random) -> dict[str, Any]:
    person: dict[str, Any] = {"id": name, "roles": chance.sample(ROLES, chance.choice([1, 1, 2]))}
    person["skills"] = chance.sample(SKILLS, chance.choice([0, 1, 2]))
    if chance.random() < 0.2:
        person["skills"] = [{"name": one, "to": f"2021-03-0{chance.randint(1, 4)}"} for one in person["skills"]]
    if chance.random() < 0.4:
        day = chance.randint(1, DAYS)
        person["absences"] = [{"from": f"2021-03-0{day} 10:00", "to": f"2021-03-0{day} 15:00"}]
    return person


def wanted(name: str, chance: random.Random) -> dict[str, Any]:
    """An activity without its time: who is needed, and how much that is worth."""
    roles = chance.sample(ROLES, chance.choice([1, 1, 2]))
    return {
        "id": name,
        "needs": [
            {"role": role, "count": chance.choice([1, 1, 2]), "skills": chance.sample(SKILLS, chance.choice([0, 0, 1]))}
            for role in roles
        ],
        "value": chance.choice([1, 2, 5]),
        "partial": chance.random() < 0.5,
        "priority": chance.choice(["normal", "normal", "high"]),
    }
