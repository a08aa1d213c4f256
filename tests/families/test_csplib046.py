"""Meeting scheduling: statuses as published, schedules that keep every distance, conflicts of which all is needed."""

import json
import re
from collections.abc import Collection
from itertools import combinations
from pathlib import Path

import pytest

from families.running import DATA, run

FILE = DATA / "csplib046" / "instances.md"
SLOTS = 12


def apart(number: str) -> dict[frozenset[int], int]:
    """By pair of meetings that share somebody, how far apart they must start."""
    told = re.split(r"Instance #(\d+)", FILE.read_text())
    stated = told[told.index(number) + 1]
    rows = {int(line.split(":")[0]): line for line in stated.splitlines() if re.match(r" *\d+ *:", line)}
    groups = [set(map(int, one.split(":")[1].split())) for one in stated.splitlines() if "Agents (" in one]
    return {
        frozenset(pair): int(rows[pair[0]].split(":")[1].split()[pair[1]]) + 1
        for group in groups
        for pair in combinations(sorted(group), 2)
    }


def fits(meetings: Collection[int], least: dict[frozenset[int], int]) -> bool:
    """Whether so many meetings can be held, everything tried."""

    def place(left: list[int], held: dict[int, int]) -> bool:
        if not left:
            return True
        one = left[0]
        free = [
            slot
            for slot in range(SLOTS)
            if all(abs(slot - at) >= least.get(frozenset({one, other}), 0) for other, at in held.items())
        ]
        return any(place(left[1:], {**held, one: slot}) for slot in free)

    return place(sorted(meetings), {})


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, object]], Path]:
    """What the runner says of the whole file, and where it puts the solutions."""
    out = tmp_path_factory.mktemp("out")
    return [json.loads(line) for line in run("benchmarks", "csplib046", FILE, "--out", out).splitlines()], out


def test_a_file_of_several_instances(told: tuple[list[dict[str, object]], Path]) -> None:
    lines, _ = told
    seen = [(one["instance"], one["status"], one["published"], one["value"], one["bound"]) for one in lines]
    assert seen == [
        ("instances-1", "optimal", "satisfiable", 20, 20),
        ("instances-27", "impossible", "infeasible", None, None),
    ]


def test_every_distance_is_kept(told: tuple[list[dict[str, object]], Path]) -> None:
    slots = json.loads((told[1] / "instances-1.json").read_text())["slots"]
    assert len(slots) == 20
    assert set(slots.values()) <= set(range(SLOTS))
    for pair, least in apart("1").items():
        one, other = (slots[f"{meeting}"] for meeting in pair)
        assert abs(one - other) >= least


def test_the_smallest_conflict(told: tuple[list[dict[str, object]], Path]) -> None:
    conflict = json.loads((told[1] / "instances-27.json").read_text())["conflict"]
    meetings = {int(one.removesuffix(" is required")) for one in conflict}
    least = apart("27")
    assert len(meetings) == len(conflict)
    assert not fits(meetings, least)
    assert all(fits(meetings - {one}, least) for one in meetings)
