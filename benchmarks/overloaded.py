"""The same overloaded week, inside a year of 100 and of 10 000 appointments: what it costs to explain it."""

from __future__ import annotations

import datetime as dt
import gc
import random
import sys
import time
from collections.abc import Iterator
from statistics import median
from typing import Any

import planner
from planner import Booking, Plan, Status

FIRST, LAST = dt.date(2021, 1, 4), dt.date(2021, 12, 31)
BUSY = dt.date(2021, 6, 14)
DAYS = [FIRST + dt.timedelta(n) for n in range((LAST - FIRST).days + 1) if (FIRST + dt.timedelta(n)).weekday() < 5]
TIMES = "09:30", "14:30"
BRANCH = 100  # appointments a year
TOO_MANY = 7  # of them in the busy week, each with two days of preparation

Facts = dict[str, Any]


def year(branches: int, seed: int = 2021) -> planner.Problem:
    """So many branches of a company, each with four people and a hundred appointments; one has a week too full."""
    people: list[Facts] = []
    activities: list[Facts] = [{"kind": "seminar", "id": "seminar", "on": f"{DAYS[5]}", "attendees": "all"}]
    for branch in range(branches):
        chance = random.Random(f"{seed} {branch}")
        mine = [_person(branch, n, chance) for n in range(4)]
        people += mine
        activities += _appointments(branch, chance)
        roles = {"roles": [mine[0]["roles"][0], mine[2]["roles"][0]]}
        monthly = {"weekday": "monday", "nth": "first"}
        activities.append(
            {"kind": "meeting", "id": f"b{branch:02d}-monthly", "every": monthly, "time": "13:00", "duration": "1h"}
            | {"attendees": roles}
        )
    return planner.Problem.model_validate(
        {
            "name": f"{branches * BRANCH} appointments a year",
            "horizon": {"from": f"{FIRST}", "to": f"{LAST}"},
            "timezone": "Europe/Paris",
            "calendar": {"hours": {"mon-fri": ["09:00-12:30", "13:00-18:00"]}},
            "defaults": {"appointment": {"duration": "2h"}},
            "staff": people,
            "activities": activities,
            "rules": [{"rule": "at_most", "kinds": ["appointment"], "per": "day", "count": 2}],
        }
    )


def _person(branch: int, n: int, chance: random.Random) -> Facts:
    """The first of the first branch is away in the busy week, everybody for a week in summer."""
    first = dt.date(2021, 8, 2) + dt.timedelta(7 * chance.randrange(4))
    absences = [{"from": f"{first}", "to": f"{first + dt.timedelta(4)}", "reason": "leave"}]
    if (branch, n) == (0, 0):
        absences.append({"from": f"{BUSY + dt.timedelta(2)}", "to": f"{BUSY + dt.timedelta(3)}", "reason": "leave"})
    role = f"adviser {branch:02d}" if n < 2 else f"expert {branch:02d}"
    return {"id": f"b{branch:02d}-p{n}", "roles": [role], "absences": absences}


def _appointments(branch: int, chance: random.Random) -> Iterator[Facts]:
    """A hundred, never two at a time but in the busy week of the first branch, and none in August."""
    full = TOO_MANY if branch == 0 else 0
    quiet = [day for day in DAYS[10:] if day.month != 8 and not (branch == 0 and abs((day - BUSY).days) < 21)]
    needs = {f"adviser {branch:02d}": 1, f"expert {branch:02d}": 1}
    places = sorted(chance.sample([(day, at) for day in quiet for at in TIMES], BRANCH - full))
    for n, (day, at) in enumerate(places):
        yield {"kind": "appointment", "id": f"b{branch:02d}-a{n:03d}", "at": f"{day} {at}", "needs": needs}
    for n in range(full):
        day = BUSY + dt.timedelta(n % 5)
        work = {"preparation": {"minutes": 900, "within": 3}}
        yield {"kind": "appointment", "id": f"b{branch:02d}-full{n:02d}", "on": f"{day}", "needs": needs, **work}


def planned(problem: planner.Problem, first: Plan) -> Plan:
    """A plan of all branches: the first one's as it was found, and whoever comes first for all others."""
    found = {one.occurrence: one for one in first.bookings}
    bookings = []
    for task in problem.timeline.occurrences:
        known = found.get(task.id)
        bookings.append(known if known is not None and task.id != "seminar" else _booked(problem, task))
    bookings.sort(key=lambda one: (one.start is None, one.start, one.occurrence))
    return Plan(problem=problem.name, status=Status.FEASIBLE, held=tuple(bookings))


def _booked(problem: planner.Problem, task: Any) -> Booking:
    """An activity at its time, with the first of each role who is there."""
    timeline, day = problem.timeline, task.days[0]
    start = task.given.get(day, timeline.day_hours(day)[0])
    people = [one for one in task.candidates if timeline.starts(task, one, day)]
    needs = []
    for need in task.needs:
        who = next(one for one in people if need.role in timeline.people[one].staff.roles)
        needs.append({"role": need.role, "staff": (who,)})
    local = timeline.clock.local
    return Booking.model_validate(
        {
            "activity": task.activity.id,
            "occurrence": task.id,
            "kind": task.activity.kind,
            "title": task.activity.title,
            "start": local(start),
            "end": local(timeline.ends(task, start)),
            "staff": {one["role"]: one["staff"] for one in needs},
            "attendees": [one for one in people if one in task.attendees],
            "complete": True,
            "needs": needs,
        }
    )


def measure(branches: int = 100, times: int = 3) -> dict[str, Any]:
    """Explain the week in a year of one branch, and of many, in turn."""
    small, large = year(1), year(branches)
    first = planner.solve(small)
    plans = [(small, first), (large, planned(large, first))]
    assert all({one.rule for one in planner.check(*pair).violations} <= {"shortages"} for pair in plans)
    gc.collect()
    gc.freeze()  # what was read once is not to be gone through again and again while the week is explained
    spent: list[list[float]] = []
    told = []
    for _ in range(times):
        spent.append([])
        for problem, plan in plans:
            began = time.perf_counter()
            told.append(planner.diagnose(problem, plan))
            spent[-1].append(time.perf_counter() - began)
    gc.unfreeze()
    assert all(one.infeasible_days == told[0].infeasible_days for one in told)
    return {
        "benchmark": f"an overloaded week in {branches * BRANCH} appointments / in {BRANCH}",
        "certificates": len(told[0].infeasible_days),
        "repairs": sum(len(one.repairs) for one in told[0].infeasible_days),
        "seconds": round(median(two for _, two in spent), 3),
        "other_seconds": round(median(one for one, _ in spent), 3),
        "ratio": round(median(two / one for one, two in spent), 3),
    }


if __name__ == "__main__":
    sys.stdout.write(f"{measure()}\n")
