"""A staffing instance as its file states it, the same with more to decide, and what its solutions are worth.

The variants, named behind the file: `fixed`, the open weight alone; `movable`, half of the tasks free to move by three
working days (`movable-5`: by five); `preparation`, a day's work of whoever takes a head in the five days before.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import random
from bisect import bisect_left
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

DAY = 24 * 60
MOVED = 3
PREPARATION = {"minutes": 480, "within": 5}

Stated = dict[str, Any]


def stated(file: Path, variant: str = "") -> Stated:
    """What a file says; a task that may move has `starts`, its own first, and `meta` says whether loads are levelled.

    Parameters
    ----------
    file
        An instance of the staffing family, packed or not.
    variant
        What is to be decided besides; nothing if empty.
    """
    told: Stated = json.loads(gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes())
    told["meta"]["levelled"] = not variant
    kind, _, number = variant.partition("-")
    if kind == "movable":
        _free(told, int(number or MOVED))
    elif kind == "preparation":
        told["meta"]["preparation"] = PREPARATION
    elif kind not in ("", "fixed"):
        raise ValueError(f"variant {variant!r}: none of fixed, movable, movable-DAYS and preparation")
    return told


def _free(told: Stated, days: int) -> None:
    """Let half of the tasks move to the working days that follow, at the time of day that they have."""
    epoch = dt.datetime.fromisoformat(told["meta"]["epoch"])
    last = max(task["start"] for task in told["tasks"]) // DAY
    working = [day for day in range(last + 1) if (epoch + dt.timedelta(day)).weekday() < 5]
    within_a_day = [task for task in told["tasks"] if task["start"] // DAY == (task["end"] - 1) // DAY]
    half = min(len(within_a_day), len(told["tasks"]) // 2)
    for task in random.Random(len(told["tasks"])).sample(within_a_day, half):
        own = task["start"] // DAY
        later = bisect_left(working, own + 1)
        task["starts"] = [task["start"] + (day - own) * DAY for day in [own, *working[later : later + days]]]


def total_weight(told: Stated) -> int:
    """What all heads weigh."""
    return sum(task["weight"] * one["count"] for task in told["tasks"] for one in task["demands"])


class Judged(NamedTuple):
    """What a solution is worth, and what is wrong with it."""

    open_weight: int
    open_heads: int
    squares: int
    faults: tuple[str, ...]


def judged(told: Stated, solution: dict[str, Any]) -> Judged:
    """Judge ``{"assign": {"TASK/DEMAND/HEAD": "PERSON"}, "starts": {"TASK": MINUTE}}`` by the family's rules alone.

    Where preparation is asked for, whether there is time for it is not judged.
    """
    people = {one["id"]: one for one in told["staff"]}
    starts: dict[str, int] = solution.get("starts", {})
    assign: dict[str, str] = dict(solution["assign"])
    faults: list[str] = []
    held: dict[str, list[tuple[int, int]]] = defaultdict(list)
    open_weight = open_heads = 0
    for task in told["tasks"]:
        start = starts.get(task["id"], task["start"])
        end = start + task["end"] - task["start"]
        if start not in task.get("starts", [task["start"]]):
            faults.append(f"{task['id']} cannot start at {start}")
        for i, demand in enumerate(task["demands"]):
            for head in range(demand["count"]):
                who = assign.pop(f"{task['id']}/{i}/{head}", None)
                if who is None:
                    open_weight, open_heads = open_weight + task["weight"], open_heads + 1
                else:
                    held[who].append((start, end))
                    faults += [f"{task['id']}: {who} {why}" for why in _unfit(people.get(who), demand, start, end)]
    faults += [f"no such head: {one}" for one in assign]
    for who, times in held.items():
        faults += [f"{who} {why}" for why in _crowded(sorted(times), told["meta"].get("max_per_day", 2))]
    return Judged(open_weight, open_heads, sum(len(times) ** 2 for times in held.values()), tuple(faults))


def _unfit(person: Stated | None, demand: Stated, start: int, end: int) -> list[str]:
    if person is None:
        return ["is nobody"]
    found = [] if demand["role"] in person["roles"] else [f"is no {demand['role']}"]
    found += [f"lacks {skill}" for skill in demand["skills"] if skill not in person["skills"]]
    return found + ["is away" for first, last in person["absences"] if first < end and start < last]


def _crowded(times: list[tuple[int, int]], most: int) -> list[str]:
    found = []
    until = -1
    for start, end in times:
        if start < until:
            found.append(f"is twice at minute {start}")
        until = max(until, end)
    days = Counter(start // DAY for start, _ in times)
    return found + [f"begins {count} on day {day}" for day, count in days.items() if count > most]
