"""Every public instance in the folder that `PLANNER_INSTANCES` names, one folder a family: what others published."""

import os
from pathlib import Path
from typing import Any

import pytest

from benchmarks.families import FAMILIES
from benchmarks.recorded import rows
from families.running import DATA

FOLDER = os.environ.get("PLANNER_INSTANCES")
SECONDS = 60
TINY = 1e-6
LARGER_IS_BETTER = {"roster_expertise"}
STATUS = {"satisfiable": {"optimal"}, "infeasible": {"impossible"}}
BEATEN = {  # the files allow less than what was published for instances of these names
    "inst_set2c_sf0_nc2.1_n20_l3_m4_00",
    "inst_set2c_sf0_nc1.5_n30_l4_m6_00",
}


def honest(row: dict[str, Any], *, larger: bool) -> bool:
    """Whether what is claimed of an instance can be, after what was published of it."""
    published, value, bound = row["published"], row["value"], row["bound"]
    if published in STATUS:
        return row["status"] in STATUS[published] | {"stopped"}
    if row["status"] == "impossible":
        return False
    sign = -1 if larger else 1
    if value is not None and bound is not None and sign * (value - bound) < -TINY:
        return False
    return published is None or bound is None or sign * (published - bound) >= -TINY


@pytest.mark.long
@pytest.mark.skipif(FOLDER is None, reason="PLANNER_INSTANCES names no folder of public instances")
@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_contradicts_what_was_published(family: str) -> None:
    folder = Path(FOLDER or "") / family
    suffixes = {".dzn", ".dat", ".json", ".gz", ".md"}
    files = sorted(file for file in folder.glob("*") if file.suffix in suffixes)
    found = list(rows(family, files, SECONDS))
    larger = family in LARGER_IS_BETTER
    assert [one["instance"] for one in found if not honest(one, larger=larger)] == []
    proved = [one for one in found if one["status"] == "optimal" and isinstance(one["published"], int | float)]
    others = [one["instance"] for one in proved if one["value"] != one["published"]]
    assert set(others) <= BEATEN


def test_what_was_seen_is_not_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def measure(family: str, file: Path, seconds: float, out: None, part: str, deadline: float) -> dict[str, Any]:
        assert deadline > seconds
        asked.append(f"{family} {file.name} {part} {seconds} {out}")
        if len(asked) == 2:
            raise KeyboardInterrupt
        return {"instance": part}

    monkeypatch.setattr("benchmarks.running.measure", measure)
    files = [DATA / "csplib046" / "instances.md"]
    with pytest.raises(KeyboardInterrupt):
        list(rows("csplib046", files, 5, tmp_path))
    assert [one["instance"] for one in rows("csplib046", files, 5, tmp_path)] == ["1", "27"]
    assert asked == [f"csplib046 instances.md {one} 5 None" for one in ("1", "27", "27")]
    list(rows("csplib046", files, 6, tmp_path))
    assert len(asked) == 5


@pytest.mark.parametrize(
    ("row", "larger", "holds"),
    [
        ({"status": "optimal", "published": "satisfiable", "value": 1, "bound": 1}, False, True),
        ({"status": "impossible", "published": "satisfiable", "value": None, "bound": None}, False, False),
        ({"status": "stopped", "published": "infeasible", "value": None, "bound": None}, False, True),
        ({"status": "impossible", "published": 3, "value": None, "bound": None}, False, False),
        ({"status": "feasible", "published": 3, "value": 4, "bound": 3}, False, True),
        ({"status": "feasible", "published": 3, "value": 4, "bound": 4}, False, False),
        ({"status": "feasible", "published": 3, "value": 2, "bound": 3}, False, False),
        ({"status": "feasible", "published": 3, "value": 2, "bound": 3}, True, True),
        ({"status": "optimal", "published": None, "value": 2, "bound": 2}, True, True),
    ],
)
def test_what_counts_as_a_contradiction(row: dict[str, Any], larger: bool, holds: bool) -> None:
    assert honest(row, larger=larger) is holds
