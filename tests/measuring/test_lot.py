"""One command for all that is measured: it goes on where it stopped, and lays what it saw beside the goals."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import drawing, growth, lot, table
from benchmarks.goals import goals
from benchmarks.median import repeated
from benchmarks.process import run
from benchmarks.recorded import fingerprint, kept
from benchmarks.trace import bound_within, reached, value_within

TRACE = [[1.0, None, 5], [2.0, 40, 5], [4.0, 30, 10], [9.0, 20, 20]]
PLANNED = {
    "status": "optimal", "value": 20, "bound": 20, "gap": 0.0, "proved": True, "total": 1000, "published": 20,
    "seconds": 9.0, "first_seconds": 2.0, "best_seconds": 9.0, "build_seconds": 1.0, "peak_mb": 100.0,
    "profile": {"search": 9.5, "build": 0.4}, "trace": TRACE,
}  # fmt: skip


def met(part: str, name: str, row: dict[str, Any], problem: str, goal: str) -> bool | None:
    (found,) = [one for one in goals({part: {name: row}}) if (one.problem, one.goal) == (problem, goal)]
    return found.met


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked of the runner, which here takes no time."""
    asked: list[str] = []

    def measure(family: str, file: Path, seconds: float, out: None, part: str = "", deadline: float = 0) -> Any:
        assert file.exists()
        assert deadline > seconds
        asked.append(f"{file.name} {part} {seconds:g}")
        return {**PLANNED, "instance": file.name, "seconds": 60}

    monkeypatch.setattr("benchmarks.running.measure", measure)
    return asked


def test_an_interrupted_run_goes_on_where_it_stopped(measured: list[str], tmp_path: Path) -> None:
    asked = lot.Asked(None, ("50x12", "2000x120"), tmp_path)
    names = [name for name, _ in lot.planner_on_staffing(asked, tmp_path)]
    assert names == [
        f"{size}-seed2 {part} {limit}"
        for size, limit in (("50x12", 10), ("2000x120", 60))
        for part in ("balance", "fixed", "movable", "preparation")
    ]
    assert len(measured) == len(names)
    kept_in = tmp_path / "planner.json"
    told = json.loads(kept_in.read_text())
    del told["rows"][names[2]]
    kept_in.write_text(json.dumps(told))
    assert [name for name, _ in lot.planner_on_staffing(asked, tmp_path)] == names
    assert measured[len(names) :] == ["50x12-seed2.json.gz movable 10"]


def test_given_instances_are_measured_at_every_limit(measured: list[str], tmp_path: Path) -> None:
    (tmp_path / "staffing").mkdir()
    given = tmp_path / "staffing" / "2000x120.json.gz"
    given.write_bytes(b"")
    list(lot.planner_on_staffing(lot.Asked(tmp_path, ("2000x120",), tmp_path), tmp_path))
    assert measured[:3] == ["2000x120.json.gz  5", "2000x120.json.gz  60", "2000x120.json.gz fixed 60"]


def test_each_axis_grows_alone(measured: list[str], tmp_path: Path) -> None:
    rows = dict(lot.grown(lot.Asked(None, ("2000x120",), tmp_path), tmp_path))
    assert {row["axis"] for row in rows.values()} == {"appointments", "staff", "days", "freedom", "all"}
    assert "all 50000" not in rows
    assert measured.count("grown-2000x120x50.json.gz fixed 20") == 2  # where axes cross; and where all grow
    for n, axis in enumerate(("appointments", "staff", "days")):
        alone = [point.size[:3] for point in growth.points() if point.axis == axis]
        assert len({size[n] for size in alone}) == len(alone)
        assert {size[:n] + size[n + 1 :] for size in alone} == {(2000, 120, 50)[:n] + (2000, 120, 50)[n + 1 :]}
    table.write(table.seen(tmp_path), tmp_path)
    drawing.write(table.seen(tmp_path), tmp_path)
    assert (tmp_path / "growth.svg").read_text().startswith("<?xml")
    page = (tmp_path / "benchmarks.md").read_text()
    assert "![time and memory against size](growth.svg)" in page
    assert "| freedom 10 | optimal |" in page
    flat = json.loads((tmp_path / "benchmarks.json").read_text())
    assert len(flat) == len(rows) + len(list(goals({})))
    before = (tmp_path / "growth.svg").read_bytes()
    drawing.write(table.seen(tmp_path), tmp_path)
    assert (tmp_path / "growth.svg").read_bytes() == before


def test_without_figures_nothing_is_claimed() -> None:
    assert {one.met for one in goals({})} == {None}
    assert {one.met for one in goals({"planner": {"50000x800 balance 60": {"status": "ended with -9"}}})} <= {
        None,
        False,
    }


@pytest.mark.parametrize(
    ("part", "name", "row", "problem", "goal", "holds"),
    [
        ("planner", "2000x120 balance 5", {}, "staffing 2000x120", "open weight under 133 within 5 s", True),
        ("planner", "2000x120 balance 5", {"trace": [[2.0, 133, 5]]}, "staffing 2000x120",
         "open weight under 133 within 5 s", False),
        ("planner", "2000x120 balance 5", {"trace": [[6.0, 100, 5]]}, "staffing 2000x120",
         "open weight under 133 within 5 s", None),
        ("planner", "2000x120 fixed 60", {}, "staffing 2000x120", "111 or less within 60 s", None),
        ("planner", "10000x300 balance 120", {}, "staffing 10000x300", "own bound at least 387 within 120 s", False),
        ("planner", "10000x300 balance 120", {}, "staffing 10000x300",
         "under 20 % of the time outside the search", True),
        ("planner", "10000x300 balance 120", {"seconds": 20}, "staffing 10000x300",
         "under 20 % of the time outside the search", False),
        ("planner", "50000x800 balance 60", {"peak_mb": 9000}, "staffing 50000x800", "under 8 GiB", False),
        ("planner", "2000x120 balance 60", {}, "staffing", "a first plan within 5 % of the limit at every size", True),
        ("planner", "2000x120 balance 60", {"first_seconds": 3.5}, "staffing",
         "a first plan within 5 % of the limit at every size", False),
        ("planner", "500x40 balance 20", {"value": 45, "balance": 14312, "balance_proved": True, "seconds": 4.9},
         "staffing 500x40", "open weight 45 and balance 14 312 both proved optimal in under 5 s", True),
        ("planner", "500x40 balance 20", {"value": 45, "balance": 14312, "balance_proved": False, "seconds": 4.9},
         "staffing 500x40", "open weight 45 and balance 14 312 both proved optimal in under 5 s", False),
        ("appointments", "dense-600x16", {"seconds": 5.9}, "600 appointments, 120 days, 8 + 8 staff",
         "proved optimal in under 6 s", True),
        ("appointments", "dense-5000x200", {"bound": 40}, "5 000 x 200, movable, preparation",
         "within 1 % of its bound in under 180 s", True),
        ("appointments", "dense-5000x200", {"bound": 41}, "5 000 x 200, movable, preparation",
         "within 1 % of its bound in under 180 s", False),
        ("hhcrsp", "InstanzCPLEX_HCSRP_25_1.json", {"value": 20.5}, "hhcrsp, 25 patients",
         "within 2 % of the best published value", False),
    ],
)  # fmt: skip
def test_goals_are_held_or_not(
    part: str, name: str, row: dict[str, Any], problem: str, goal: str, holds: bool | None
) -> None:
    assert met(part, name, PLANNED | row, problem, goal) is holds


def test_figures_are_medians_and_proved_is_what_always_was() -> None:
    runs = iter(PLANNED | {"seconds": one, "proved": one < 3, "trace": [[one, 20, 20]]} for one in (5.0, 1.0, 2.0))
    told = repeated(lambda: next(runs))
    assert (told["seconds"], told["proved"], len(told["traces"])) == (2.0, False, 3)
    assert reached(told, lambda value, _: value == 20) == 2.0
    assert value_within(told, 1.5) is None
    assert value_within(told, 2.0) == bound_within(told, 2.0) == 20
    assert repeated(lambda: {"seconds": 61, "value": 3}) == {"seconds": 61, "value": 3}


def test_other_code_is_seen_anew(tmp_path: Path) -> None:
    file = tmp_path / "one.py"
    file.write_text("1")
    codes = [fingerprint([file]), fingerprint([file]), fingerprint([file], 60)]
    file.write_text("2")
    assert codes[0] == codes[1]
    assert len({*codes, fingerprint([file])}) == 3
    assert [row["n"] for _, row in kept("some", "a", [("x", lambda: {"n": 1})], tmp_path)] == [1]
    assert [row["n"] for _, row in kept("some", "a", [("x", lambda: {"n": 2})], tmp_path)] == [1]
    assert [row["n"] for _, row in kept("some", "b", [("x", lambda: {"n": 3})], tmp_path)] == [3]


@pytest.mark.alone
def test_memory_is_that_of_children_too_but_not_ours_and_a_run_is_ended_in_time() -> None:
    ours = bytearray(300 * 2**20)
    assert 1 < run(sys.executable, "-c", "import time; time.sleep(1)").peak_mb < 100
    del ours
    hold = "import time; kept = bytearray(150 * 2**20); time.sleep(3)"
    started = f"[subprocess.Popen([sys.executable, '-c', {hold!r}]) for _ in 'ab']"
    twice = f"import subprocess, sys; [one.wait() for one in {started}]"
    ran = run(sys.executable, "-c", twice)
    assert 300 < ran.peak_mb < 450
    assert ran.ended == 0
    late = run(sys.executable, "-c", "import time; time.sleep(60)", deadline=0.5)
    assert late.ended != 0
    assert late.seconds < 10
