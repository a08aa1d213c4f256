"""What explaining costs beside solving: the director's year, and 600 appointments over 120 days with 16 staff."""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

import planner

FIRST = dt.date(2021, 1, 4)


def dense(appointments: int = 600, days: int = 120, staff: int = 16, seed: int = 2021) -> planner.Problem:
    """So many appointments over working days, half of them free by three days; two in a hundred cannot be held."""
    chance = random.Random(seed)
    horizon = [FIRST + dt.timedelta(n) for n in range(2 * days) if (FIRST + dt.timedelta(n)).weekday() < 5][:days]
    people: list[dict[str, Any]] = []
    for n in range(staff):
        start = chance.randrange(days - 5)
        away = {"from": str(horizon[start]), "to": str(horizon[start + chance.randrange(5)]), "reason": "leave"}
        people.append({"id": f"p{n:02d}", "roles": ["adviser" if n < staff // 2 else "expert"], "absences": [away]})
    people[0]["skills"] = [{"name": "notary", "to": str(horizon[0])}]
    activities = []
    for n in range(appointments):
        start = chance.randrange(days - 3)
        choice = [str(day) for day in horizon[start : start + 4]]
        activity: dict[str, Any] = {"kind": "appointment", "id": f"a{n:03d}", "on": choice if n % 2 else choice[:1]}
        if n % 50 == 0:  # nobody has what it asks for any more
            activity["needs"] = [{"role": "adviser", "skills": ["notary"]}, {"role": "expert"}]
        activities.append(activity)
    return planner.Problem.model_validate(
        {
            "name": f"{appointments} appointments over {days} days",
            "horizon": {"from": str(horizon[0]), "to": str(horizon[-1])},
            "timezone": "Europe/Paris",
            "calendar": {"hours": {"mon-fri": ["09:00-12:30", "14:00-18:00"]}},
            "defaults": {"appointment": {"duration": "2h", "needs": {"adviser": 1, "expert": 1}}},
            "staff": people,
            "activities": activities,
            "rules": [{"rule": "at_most", "kinds": ["appointment"], "per": "day", "count": 3}],
        }
    )


def measure(seconds: float) -> dict[str, Any]:
    """Plan the problem, then explain and ask; each as a multiple of the search."""
    problem, settings = dense(), planner.Settings(seconds=seconds)
    spent: dict[str, float] = {}

    def timed(name: str, call: Any) -> Any:
        began = time.perf_counter()
        found = call()
        spent[name] = time.perf_counter() - began
        return found

    plan = timed("solve", lambda: planner.solve(problem, settings=settings))
    diagnosis = timed("diagnose", lambda: planner.diagnose(problem, plan, settings=settings))
    task = next((one for one in plan.bookings if one.complete), plan.bookings[0]).occurrence
    timed("why_not", lambda: planner.why_not(problem, plan, task, staff="p03", settings=settings))
    day = str(FIRST + dt.timedelta(60))
    new = {"kind": "appointment", "id": "new", "between": {"from": day, "to": str(FIRST + dt.timedelta(70))}}
    timed("offer", lambda: planner.offer(problem, plan, new, settings=settings))
    return {
        "benchmark": problem.name,
        "status": plan.status,
        "short": len({one.occurrence for one in plan.shortages}),
        "certificates": len(diagnosis.infeasible_days),
        "repaired": sum(bool(one.repairs) for one in diagnosis.infeasible_days),
        "not_proved": len(diagnosis.not_proved),
        "solve_seconds": round(spent["solve"], 2),
        **{f"{name} / solve": round(spent[name] / spent["solve"], 3) for name in ("diagnose", "why_not", "offer")},
    }


def director(times: int = 7) -> dict[str, Any]:
    """The director's year diagnosed, beside its plan and without one, over solving it; in turn, in one process."""
    path = Path(__file__).parent.parent / "examples" / "director-2020" / "problem.yaml"
    runs: list[tuple[float, float, float]] = []
    for _ in range(times + 1):  # the first loads what is loaded on first use
        began = time.perf_counter()
        problem = planner.load(path)
        loaded = time.perf_counter()
        plan = planner.solve(problem)
        solved = time.perf_counter()
        planner.diagnose(problem, plan)
        beside = time.perf_counter()
        planner.diagnose(planner.load(path))
        done = time.perf_counter()
        runs.append((solved - loaded, beside - solved, done - beside - (loaded - began)))
    return {
        "benchmark": "director's year diagnosed / solved",
        "seconds": round(median(beside for _, beside, _ in runs[1:]), 3),
        "other_seconds": round(median(solve for solve, _, _ in runs[1:]), 3),
        "ratio": round(median(beside / solve for solve, beside, _ in runs[1:]), 3),
        "without_a_plan / solved": round(median(alone / solve for solve, _, alone in runs[1:]), 3),
    }


if __name__ == "__main__":
    sys.stdout.write(f"{director()}\n{measure(120)}\n")
