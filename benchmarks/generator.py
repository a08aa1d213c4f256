"""Staffing instances of any size, from a seed: `python -m benchmarks.generator TASKS STAFF DAYS [--seed N] > FILE`.

Of the kind of the staffing family, whose figures these are: tasks of fixed times, fewer at weekends, that need several
heads of several roles, some with skills; evenings that end after midnight, events of several days; people with one
role or two, skills that are more and less common, days and hours off; and about twice as much in the last days of June.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
from collections.abc import Iterator
from typing import Any

DAY = 24 * 60
LAST = dt.datetime(2026, 7, 1)
ROLES = {"engineer": 12, "marketer": 12, "manager": 8, "designer": 7, "analyst": 6}  # of how many in 45
SKILLS = {
    "bank": 0.45,
    "english": 0.48,
    "telecom": 0.35,
    "cloud": 0.33,
    "speaker": 0.32,
    "retail": 0.3,
    "security": 0.26,
    "gov": 0.18,
}  # the part of the staff that has it; asked for alike
FEW = 20  # so few people share fewer roles and skills
TIGHTNESS = 0.8  # heads asked for, for each person and day
WEEKEND = 0.3  # of a weekday's tasks
BUMP_DAYS, BUMP = 8, 2.0
EVENT, EVENING = 0.022, 0.04
STARTS = {8: 6, 9: 15, 10: 13, 11: 9, 12: 4, 13: 10, 14: 12, 15: 9, 16: 7, 17: 4, 18: 4, 19: 3}
QUARTERS = {0: 44, 15: 14, 30: 28, 45: 14}
LENGTHS = {60: 14, 90: 15, 120: 22, 180: 18, 240: 14, 360: 11, 480: 6}
WEIGHTS = {1: 5, 2: 5, 3: 4, 5: 2, 10: 1}
SKILLS_ASKED = {0: 6, 1: 3, 2: 1}
MOST_HEADS, SAME_AGAIN = 8, 0.23
SECOND_ROLE = 0.2
LEAVE, DAY_OFF, HOURS_OFF = 0.022, 0.028, 0.02  # how likely one begins on a day
MOST_A_DAY = 2


def generated(
    tasks: int, staff: int, days: int, seed: int = 0, *, tightness: float = TIGHTNESS, bump: float = BUMP
) -> dict[str, Any]:
    """An instance in the family's form.

    Parameters
    ----------
    tasks, staff
        How many there are.
    days
        Over how many days the tasks lie; the last is 30 June.
    seed
        Of chance: the same seed gives the same instance.
    tightness
        About how many heads are asked for, for each person and day.
    bump
        How many times as many tasks lie on each of the last days.
    """
    chance = random.Random(seed)
    roles = dict(list(ROLES.items())[: 3 if staff < FEW else None])
    skills = dict(list(SKILLS.items())[: 4 if staff < FEW else None])
    epoch = LAST - dt.timedelta(days)
    weights = [
        (WEEKEND if (epoch + dt.timedelta(day)).weekday() > 4 else 1.0) * (bump if day >= days - BUMP_DAYS else 1.0)
        for day in range(days)
    ]
    another = 1 - min(1.0, tasks / (tightness * staff * days))  # how likely a task asks for one more head
    busy = sorted((day * DAY, *_hours(chance)) for day in chance.choices(range(days), weights, k=tasks))
    meta = {"days": days, "tightness": tightness, "bump": bump, "bump_days": BUMP_DAYS, "seed": seed}
    return {
        "meta": {"n_tasks": tasks, "n_staff": staff, **meta, "epoch": epoch.isoformat(), "max_per_day": MOST_A_DAY},
        "staff": [_person(f"s{n}", days, roles, skills, chance) for n in range(staff)],
        "tasks": [
            {
                "id": f"t{n}",
                "start": midnight + start,
                "end": midnight + end,
                "demands": list(_demands(another, roles, skills, chance)),
                "weight": _one(WEIGHTS, chance),
            }
            for n, (midnight, start, end) in enumerate(busy)
        ],
    }


def _one(weighted: dict[Any, int], chance: random.Random) -> Any:
    return chance.choices(list(weighted), list(weighted.values()))[0]


def _person(
    name: str, days: int, roles: dict[str, int], skills: dict[str, float], chance: random.Random
) -> dict[str, Any]:
    mine = [_one(roles, chance)]
    if chance.random() < SECOND_ROLE:
        mine.append(_one({role: weight for role, weight in roles.items() if role not in mine}, chance))
    absences: list[list[int]] = []
    for first, end in sorted(_absences(days, chance)):
        if absences and first <= absences[-1][1]:
            absences[-1][1] = max(absences[-1][1], end)
        else:
            absences.append([first, end])
    has = [skill for skill, part in skills.items() if chance.random() < part]
    return {"id": name, "roles": mine, "skills": has, "absences": absences}


def _absences(days: int, chance: random.Random) -> Iterator[tuple[int, int]]:
    for day in range(days):
        if chance.random() < LEAVE:
            yield day * DAY, min(day + chance.randint(3, 10), days) * DAY
        if chance.random() < DAY_OFF:
            yield day * DAY, (day + 1) * DAY
        if chance.random() < HOURS_OFF:
            start = day * DAY + chance.randint(8, 16) * 60
            yield start, start + chance.choice([120, 180, 240])


def _hours(chance: random.Random) -> tuple[int, int]:
    """From when to when: two or three days, past midnight, or within the day."""
    kind = chance.random()
    if kind < EVENT:
        return 9 * 60, chance.choice([1, 2]) * DAY + 18 * 60
    if kind < EVENT + EVENING:
        start = chance.randrange(20 * 60, 22 * 60 + 1, 30)
        return start, start + chance.choice([300, 360, 420])
    start = _one(STARTS, chance) * 60 + _one(QUARTERS, chance)
    return start, min(start + _one(LENGTHS, chance), DAY)


def _demands(
    another: float, roles: dict[str, int], skills: dict[str, float], chance: random.Random
) -> Iterator[dict[str, Any]]:
    heads = 1
    while heads < MOST_HEADS and chance.random() < another:
        heads += 1
    while heads:
        count = 1
        while count < heads and chance.random() < SAME_AGAIN:
            count += 1
        heads -= count
        asked = sorted(chance.sample(list(skills), _one(SKILLS_ASKED, chance)))
        yield {"role": _one(roles, chance), "count": count, "skills": asked}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generator", description=__doc__)
    for size in ("tasks", "staff", "days"):
        parser.add_argument(size, type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--tightness", type=float, default=TIGHTNESS, help="heads asked for, for each person and day")
    parser.add_argument("--bump", type=float, default=BUMP, help="times as many tasks on each of the last days")
    asked = parser.parse_args()
    told = generated(asked.tasks, asked.staff, asked.days, asked.seed, tightness=asked.tightness, bump=asked.bump)
    print(json.dumps(told))
