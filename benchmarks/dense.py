"""Appointments over working days, half of them free to move by three days: two problems, made from a seed and kept.

`python -m benchmarks.dense` writes them anew; nothing may change in them.
"""

from __future__ import annotations

import datetime as dt
import gzip
import random
from pathlib import Path
from typing import Any

import planner

DATA = Path(__file__).parent / "data"
FIRST = dt.date(2021, 1, 4)
YEAR = DATA / "dense-600x16.json"
QUARTER = DATA / "dense-5000x200.json.gz"


def dense(
    appointments: int = 600, days: int = 120, staff: int = 16, preparation: int = 0, seed: int = 2021
) -> planner.Problem:
    """So many appointments over working days, half of them free by three days; two in a hundred cannot be held.

    Parameters
    ----------
    appointments, days, staff
        How many there are; one half of the staff advises, the other half are experts.
    preparation
        Minutes of each one's time in the five working days before.
    seed
        Of chance.
    """
    chance = random.Random(seed)
    horizon = [FIRST + dt.timedelta(n) for n in range(2 * days) if (FIRST + dt.timedelta(n)).weekday() < 5][:days]
    width = max(2, len(str(staff - 1)))
    people: list[dict[str, Any]] = []
    for n in range(staff):
        start = chance.randrange(days - 5)
        away = {"from": str(horizon[start]), "to": str(horizon[start + chance.randrange(5)]), "reason": "leave"}
        role = "adviser" if n < staff // 2 else "expert"
        people.append({"id": f"p{n:0{width}d}", "roles": [role], "absences": [away]})
    people[0]["skills"] = [{"name": "notary", "to": str(horizon[0])}]
    width = max(3, len(str(appointments - 1)))
    activities = []
    for n in range(appointments):
        start = chance.randrange(days - 3)
        choice = [str(day) for day in horizon[start : start + 4]]
        activity: dict[str, Any] = {"kind": "appointment", "id": f"a{n:0{width}d}"}
        activity["on"] = choice if n % 2 else choice[:1]
        if n % 50 == 0:  # nobody has what it asks for any more
            activity["needs"] = [{"role": "adviser", "skills": ["notary"]}, {"role": "expert"}]
        activities.append(activity)
    work = {"preparation": {"minutes": preparation, "within": 5}} if preparation else {}
    return planner.Problem.model_validate(
        {
            "name": f"{appointments} appointments over {days} days",
            "horizon": {"from": str(horizon[0]), "to": str(horizon[-1])},
            "timezone": "Europe/Paris",
            "calendar": {"hours": {"mon-fri": ["09:00-12:30", "14:00-18:00"]}},
            "defaults": {"appointment": {"duration": "2h", "needs": {"adviser": 1, "expert": 1}, **work}},
            "staff": people,
            "activities": activities,
            "rules": [{"rule": "at_most", "kinds": ["appointment"], "per": "day", "count": 3}],
        }
    )


def year() -> planner.Problem:
    """The 600 appointments over 120 days, with 8 and 8 staff."""
    return dense()


def quarter() -> planner.Problem:
    """The 5 000 appointments over 60 days, with 200 staff who prepare for four hours each."""
    return dense(5000, 60, 200, 240)


if __name__ == "__main__":
    year().save(YEAR)
    plain = QUARTER.with_suffix("")
    quarter().save(plain)
    QUARTER.write_bytes(gzip.compress(plain.read_bytes(), mtime=0))
    plain.unlink()
