"""The problems that are kept with the benchmarks are still what their seeds give."""

from collections.abc import Callable
from pathlib import Path

import pytest

import planner
from benchmarks import dense, quarter
from benchmarks.families.ours import Ours


@pytest.mark.parametrize(
    ("file", "made"),
    [
        (dense.YEAR, dense.year),
        (dense.QUARTER, dense.quarter),
        (quarter.path(240), lambda: quarter.quarter(240)),
        (quarter.path(900), lambda: quarter.quarter(900)),
    ],
    ids=lambda one: one.name if isinstance(one, Path) else "",
)
def test_what_is_kept_is_what_is_made(file: Path, made: Callable[[], planner.Problem]) -> None:
    assert Ours(file).problem.model_dump() == made().model_dump()


def test_what_they_are() -> None:
    year, quarter = dense.year(), dense.quarter()
    for problem, appointments, staff in ((year, 600, 16), (quarter, 5000, 200)):
        assert len(problem.activities) == appointments
        assert len(problem.staff) == staff
        days = [len(one.days) for one in problem.timeline.occurrences]
        assert (days.count(1), days.count(4)) == (appointments // 2, appointments // 2)
    assert all(one.activity.preparation is not None for one in quarter.timeline.occurrences)
