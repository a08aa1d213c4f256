"""Staffing instances of any size, from a seed: `python -m benchmarks.generator TASKS STAFF DAYS [--seed N] > FILE`.

Of the kind of the staffing family: tasks of fixed times that need several heads of one to three roles, some with
skills; evenings that end after midnight, events of several days; people with one role or two, absences of days and of
hours; and a week before the end of June in which nearly twice as much is asked for.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
from typing import Any

DAY = 24 * 60
LAST = dt.datetime(2026, 7, 1)
ROLES = "engineer", "marketer", "manager", "analyst"
SKILLS = "bank", "cloud", "english", "laser", "law"
PEAK_DAYS, PEAK = 8, 1.8
EVENT, EVENT_DAYS = 0.015, (2, 3)
EVENING = 0.05
MOST_A_DAY = 2


def generated(tasks: int, staff: int, days: int, seed: int = 0) -> dict[str, Any]:
    """An instance in the family's form.

    Parameters
    ----------
    tasks, staff
        How many there are.
    days
        Over how many days the tasks lie; the last is 30 June.
    seed
        Of chance: the same seed gives the same instance.
    """
    chance = random.Random(seed)
    weights = [PEAK if day >= days - PEAK_DAYS else 1.0 for day in range(days)]
    busy = sorted(chance.choices(range(days), weights, k=tasks))
    meta = {"days": days, "seed": seed, "epoch": (LAST - dt.timedelta(days)).isoformat(), "max_per_day": MOST_A_DAY}
    return {
        "meta": {"n_tasks": tasks, "n_staff": staff, **meta},
        "staff": [_person(f"s{n}", days, chance) for n in range(staff)],
        "tasks": [_task(f"t{n}", day, chance) for n, day in enumerate(busy)],
    }


def _person(name: str, days: int, chance: random.Random) -> dict[str, Any]:
    roles = chance.sample(ROLES, 1 if chance.random() < 0.75 else 2)
    skills = sorted(chance.sample(SKILLS, chance.choice([1, 2, 2, 3, 3, 4])))
    absences = []
    for _ in range(round(days / 14)):
        first = chance.randrange(days)
        if chance.random() < 0.6:
            absences.append([first * DAY, (first + chance.randint(1, 5)) * DAY])
        else:
            start = first * DAY + chance.randrange(8, 17) * 60
            absences.append([start, start + chance.choice([120, 180, 240])])
    return {"id": name, "roles": roles, "skills": skills, "absences": sorted(absences)}


def _task(name: str, day: int, chance: random.Random) -> dict[str, Any]:
    start = day * DAY + chance.randrange(8 * 60, 17 * 60, 15)
    length = chance.choice([60, 60, 90, 120, 120, 180, 240, 360])
    if chance.random() < EVENT:
        start, length = day * DAY + 8 * 60, (chance.choice(EVENT_DAYS) - 1) * DAY + 9 * 60
    elif chance.random() < EVENING:
        start = day * DAY + chance.randrange(21 * 60, 23 * 60, 15)
    demands = []
    for role in chance.sample(ROLES, chance.choice([1, 1, 1, 1, 2, 2, 3])):
        skills = sorted(chance.sample(SKILLS, chance.choice([0, 0, 0, 0, 0, 1, 1, 1, 2])))
        demands.append({"role": role, "count": chance.choice([1] * 9 + [2]), "skills": skills})
    weight = chance.choice([1, 1, 1, 2, 2, 2, 3, 3, 5, 10])
    return {"id": name, "start": start, "end": start + length, "demands": demands, "weight": weight}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generator", description=__doc__)
    for size in ("tasks", "staff", "days"):
        parser.add_argument(size, type=int)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    print(json.dumps(generated(asked.tasks, asked.staff, asked.days, asked.seed)))
