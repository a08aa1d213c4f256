"""Models that others would write, on small random instances: the planner proves the same optimum as they do."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import planner
from benchmarks.baselines.__main__ import told
from benchmarks.baselines.programs import PROGRAMS
from benchmarks.families.staffing import Staffing
from benchmarks.instances import judged, stated
from benchmarks.sizes import SIZES, Size

TINY = Size(12, 6, 5, 1.2, 1.5)
MIXED = Size(20, 8, 7, 1.0, 2.0)


def planned(file: Path, part: str) -> dict[str, Any]:
    """What the planner proves, judged by the family's own rules."""
    instance = Staffing(file, part)
    plan = planner.solve(instance.problem, settings=planner.Settings(seconds=60))
    assert plan.status == "optimal"
    besides = instance.besides(plan)
    assert besides["faults"] == 0
    return {"value": instance.value(plan), "bound": instance.bound(plan), **besides}


@pytest.mark.parametrize("size", [TINY, MIXED], ids=lambda size: size.name)
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("part", ["fixed", "movable", "movable-1"])
def test_the_planner_and_independent_models_prove_the_same(size: Size, seed: int, part: str, tmp_path: Path) -> None:
    file = size.written(tmp_path, seed)
    ours = planned(file, part)
    for program in ("cpsat", "mip"):
        row, solution = told(program, file, 30, part)
        assert judged(stated(file, part), solution).faults == ()
        assert row["proved"], program
        assert row["value"] == round(row["bound"]) == ours["value"] == ours["bound"], program
    row, solution = told("greedy", file, 30, part)
    assert judged(stated(file, part), solution).faults == ()
    assert row["value"] >= ours["value"]


@pytest.mark.parametrize("seed", range(4))
def test_squared_loads_are_as_small_as_the_others_prove(seed: int, tmp_path: Path) -> None:
    file = TINY.written(tmp_path, seed)
    ours = planned(file, "")
    assert ours["balance_proved"]
    assert ours["balance"] == ours["balance_bound"]
    row, solution = told("mip", file, 30)
    theirs = judged(stated(file), solution)
    assert row["balance_proved"]
    assert (
        ours["balance"] >= theirs.squares == round(row["balance_bound"])
    )  # the planner staffs more heads at like weight
    if theirs.open_heads == ours["open_heads"]:
        assert ours["balance"] == theirs.squares


@pytest.mark.parametrize("part", ["", "fixed", "movable", "preparation"])
def test_the_smallest_size_of_every_variant_is_proved(part: str, tmp_path: Path) -> None:
    file = SIZES[0].written(tmp_path, 1)
    ours = planned(file, part)
    assert ours["value"] == ours["bound"]
    if part != "preparation":  # which the other programs do not know
        row, _ = told("mip", file, 30, part)
        assert row["proved"]
        assert row["value"] == ours["value"]


def test_programs_are_there_and_say_when_they_have_no_time(tmp_path: Path) -> None:
    assert all(hasattr(import_module(f"benchmarks.baselines.{name}"), "solve") for name in PROGRAMS)
    row, solution = told("mip", SIZES[2].written(tmp_path, 1), 0.2)
    assert row["status"] == "stopped"
    assert row["value"] is None
    assert solution["assign"] == {}
