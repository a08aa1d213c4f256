"""Random problems whose times are all given: who sits where is all there is to plan."""

from __future__ import annotations

import random
from typing import Any

from laws.crew import DAYS, HORIZON, crew, wanted
from planner.problem import Problem

KINDS = "appointment", "meeting"


def given(seed: int) -> Problem:
    """A problem of a few days, of more than its people can do."""
    chance = random.Random(seed)
    staff = crew(chance)
    return Problem.model_validate(
        {
            "name": f"given {seed}",
            "horizon": HORIZON,
            "calendar": {"hours": {"mon-fri": ["06:00-23:00"]}},
            "staff": staff,
            "activities": [_activity(f"a{n}", chance) for n in range(chance.randint(3, 7))],
            "rules": [rule for draw in (_at_most, _buffer, _rest, _level) for rule in draw(chance, staff)],
        }
    )


def _activity(name: str, chance: random.Random) -> dict[str, Any]:
    return {
        "kind": chance.choice(KINDS),
        "at": f"2021-03-0{chance.randint(1, DAYS)} {chance.choice([8, 9, 9, 10, 11, 16, 20]):02d}:00",
        "duration": chance.choice([60, 90, 120, 180]),
        **wanted(name, chance),
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
