"""Problems and plans to report on: the director's year, solved; organisations of any size, planned by hand."""

import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

import planner
from planner import Plan, Problem, Settings
from report.organisations import Hand, organisation, red_days

Case = tuple[Problem, Plan]

YEAR = Path(planner.__file__).parents[2] / "examples/director-2020/problem.yaml"


@pytest.fixture(scope="session")
def director() -> Case:
    """Give the director's year and its best plan."""
    problem = planner.load(YEAR)
    return problem, planner.solve(problem)


@pytest.fixture
def shell() -> Iterator[Any]:
    """Give a running IPython; afterwards the main module is again what it was."""
    shells = pytest.importorskip("IPython").core.interactiveshell.InteractiveShell
    main = sys.modules["__main__"]
    running = shells.instance()
    yield running
    running.reset()
    shells.clear_instance()
    sys.modules["__main__"] = main


@lru_cache
def _sized(people: int, months: int) -> Case:
    problem = organisation(people, 5 * people, "2020-04-01", f"2020-{3 + months:02}-30")
    plan = Hand(problem).plan()
    asked = sorted(plan.shortages, key=lambda one: plan.booking(one.occurrence).start is None)
    windows = [red_days("2020-04-07", "2020-04-14", asked[0].occurrence, "a001")] if asked else []
    return problem, plan.model_copy(update={"infeasible_days": tuple(windows)})


@pytest.fixture
def sized() -> Callable[[int, int], Case]:
    """Give organisations of so many people over so many months from April on, planned by hand."""
    return _sized


@pytest.fixture(scope="session")
def visit() -> Callable[..., Case]:
    """Give a week with one visit, changed as asked, and its plan."""

    def solved(people: list[dict[str, Any]] | None = None, **changes: Any) -> Case:
        stated = {
            "name": "A week",
            "horizon": {"from": "2020-06-22", "to": "2020-06-28"},
            "timezone": "Europe/Paris",
            "staff": [{"id": "ana", "name": "Ana Lopes", "roles": ["guide"]}] if people is None else people,
            "activities": [
                {"kind": "appointment", "id": "v", "client": "Mapom", "on": "2020-06-23", "time": "10:00",
                 "duration": "2h", "needs": {"guide": 1}},
            ],
        }  # fmt: skip
        problem = Problem.model_validate({**stated, **changes})
        return problem, planner.solve(problem, settings=Settings(work=5, workers=1))

    return solved
