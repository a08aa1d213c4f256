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
FEW, FEW_ROLES, FEW_SKILLS = 20, 3, 4  # so few people share fewer roles and skills
LEAST = 2  # who have what is asked for
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

Facts = dict[str, Any]


def generated(
    tasks: int, staff: int, days: int, seed: int = 0, *, tightness: float = TIGHTNESS, bump: float = BUMP
) -> Facts:
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
    epoch = LAST - dt.timedelta(days)
    weights = [
        (WEEKEND if (epoch + dt.timedelta(day)).weekday() > 4 else 1.0) * (bump if day >= days - BUMP_DAYS else 1.0)
        for day in range(days)
    ]
    another = 1 - min(1.0, tasks / (tightness * staff * days))  # how likely a task asks for one more head
    busy = sorted((day * DAY, *_hours(chance)) for day in chance.choices(range(days), weights, k=tasks))
    meta = {"days": days, "tightness": tightness, "bump": bump, "bump_days": BUMP_DAYS, "seed": seed}
    crew = list(_crew(staff, days, chance))
    demands = _Demands(crew, chance)
    return {
        "meta": {"n_tasks": tasks, "n_staff": staff, **meta, "epoch": epoch.isoformat(), "max_per_day": MOST_A_DAY},
        "staff": crew,
        "tasks": [
            {
                "id": f"t{n}",
                "start": midnight + start,
                "end": midnight + end,
                "demands": list(demands.drawn(another)),
                "weight": _one(WEIGHTS, chance),
            }
            for n, (midnight, start, end) in enumerate(busy)
        ],
    }


def _one(weighted: dict[Any, int], chance: random.Random) -> Any:
    return chance.choices(list(weighted), list(weighted.values()))[0]


def _crew(staff: int, days: int, chance: random.Random) -> Iterator[Facts]:
    """Everybody: of each role as many as its part says, give or take one."""
    roles = dict(list(ROLES.items())[: FEW_ROLES if staff < FEW else None])
    skills = dict(list(SKILLS.items())[: FEW_SKILLS if staff < FEW else None])
    parts = [role for role, part in roles.items() for _ in range(part)]
    first = [parts[n * len(parts) // staff] for n in range(staff)]
    chance.shuffle(first)
    for n, role in enumerate(first):
        mine = [role]
        if chance.random() < SECOND_ROLE:
            mine.append(_one({other: part for other, part in roles.items() if other != role}, chance))
        has = [skill for skill, part in skills.items() if chance.random() < part]
        yield {"id": f"s{n}", "roles": mine, "skills": has, "absences": _away(days, chance)}


def _away(days: int, chance: random.Random) -> list[list[int]]:
    absences: list[list[int]] = []
    for first, end in sorted(_absences(days, chance)):
        if absences and first <= absences[-1][1]:
            absences[-1][1] = max(absences[-1][1], end)
        else:
            absences.append([first, end])
    return absences


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


class _Demands:
    """What tasks ask for: never more than there are who have it, and never what only one person has."""

    def __init__(self, crew: list[Facts], chance: random.Random) -> None:
        self._crew, self._chance = crew, chance
        held = {role for one in crew for role in one["roles"]}
        known = {skill for one in crew for skill in one["skills"]}
        self._roles = {role: part for role, part in ROLES.items() if role in held}
        self._skills = sorted(known)
        self._able: dict[tuple[str, ...], int] = {}

    def drawn(self, another: float) -> Iterator[Facts]:
        """The demands of one task."""
        chance = self._chance
        heads = 1
        while heads < MOST_HEADS and chance.random() < another:
            heads += 1
        while heads:
            count = 1
            while count < heads and chance.random() < SAME_AGAIN:
                count += 1
            heads -= count
            role = _one(self._roles, chance)
            asked = sorted(chance.sample(self._skills, min(_one(SKILLS_ASKED, chance), len(self._skills))))
            while asked and self._holders(role, *asked) < max(LEAST, count):
                asked.pop()
            yield {"role": role, "count": min(count, self._holders(role)), "skills": asked}

    def _holders(self, role: str, *skills: str) -> int:
        """How many have a role and skills."""
        key = role, *skills
        if key not in self._able:
            self._able[key] = sum(role in one["roles"] and set(skills) <= set(one["skills"]) for one in self._crew)
        return self._able[key]


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
