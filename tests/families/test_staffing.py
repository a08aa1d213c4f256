"""The staffing family: what the runner tells and writes, beside a search that tries everything."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from families.running import run

DAY = 24 * 60


def slots(instance: dict[str, Any]) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    return [
        (f"{task['id']}/{i}/{head}", task, demand)
        for task in instance["tasks"]
        for i, demand in enumerate(task["demands"])
        for head in range(demand["count"])
    ]


def fits(instance: dict[str, Any], person: dict[str, Any], task: dict[str, Any], demand: dict[str, Any]) -> bool:
    away = any(first < task["end"] and task["start"] < end for first, end in person["absences"])
    return demand["role"] in person["roles"] and set(demand["skills"]) <= set(person["skills"]) and not away


def clash(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def least_open(instance: dict[str, Any]) -> int:
    """Try every way to fill the heads, one after the other."""
    heads = slots(instance)
    taken: dict[str, list[dict[str, Any]]] = {person["id"]: [] for person in instance["staff"]}
    best: int = sum(task["weight"] for _, task, _ in heads)

    def fill(n: int, left_open: int) -> None:
        nonlocal best
        if left_open >= best:
            return
        if n == len(heads):
            best = left_open
            return
        _, task, demand = heads[n]
        for person in instance["staff"]:
            held = taken[person["id"]]
            on_day = sum(one["start"] // DAY == task["start"] // DAY for one in held)
            free = on_day < instance["meta"]["max_per_day"] and not any(clash(task, one) for one in held)
            if free and fits(instance, person, task, demand):
                held.append(task)
                fill(n + 1, left_open)
                held.pop()
        fill(n + 1, left_open + task["weight"])

    fill(0, 0)
    return best


@pytest.mark.parametrize("seed", range(3))
def test_the_least_weight_stays_open(seed: int, tmp_path: Path) -> None:
    file = tmp_path / "small.json"
    file.write_text(run("benchmarks.generator", 9, 4, 3, "--seed", seed, "--tightness", 1.2))
    told = json.loads(run("benchmarks", "staffing", file, "--out", tmp_path / "out"))
    instance = json.loads(file.read_text())
    assert told["instance"] == "small"
    assert told["status"] == "optimal"
    assert told["value"] == told["bound"] == least_open(instance) > 0
    assert told["published"] is None
    assert min(told["seconds"], told["build_seconds"], told["peak_mb"]) > 0

    assign = json.loads((tmp_path / "out" / "small.json").read_text())["assign"]
    heads = {name: (task, demand) for name, task, demand in slots(instance)}
    people = {one["id"]: one for one in instance["staff"]}
    assert all(fits(instance, people[who], *heads[name]) for name, who in assign.items())
    assert sum(task["weight"] for name, (task, _) in heads.items() if name not in assign) == told["value"]
    days = Counter((who, heads[name][0]["start"] // DAY) for name, who in assign.items())
    assert max(days.values()) <= instance["meta"]["max_per_day"]
    for one, who in assign.items():
        others = [heads[name][0] for name, other in assign.items() if other == who and name != one]
        assert not any(clash(heads[one][0], other) for other in others)


def test_events_of_several_days_and_nights_are_generated() -> None:
    tasks = json.loads(run("benchmarks.generator", 400, 30, 30))["tasks"]
    assert any(task["end"] - task["start"] > DAY for task in tasks)
    assert any(task["end"] // DAY > task["start"] // DAY and task["end"] - task["start"] < DAY for task in tasks)
    assert run("benchmarks.generator", 40, 5, 9) == run("benchmarks.generator", 40, 5, 9, "--seed", 0)
