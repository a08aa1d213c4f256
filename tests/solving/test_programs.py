"""Programs solved side by side: by work, what comes of them does not hang on time."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import pytest
from ortools.sat.python import cp_model

from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.solving.solvers.linear import Linear, linear
from planner.solving.solvers.programs import SOLVER, WORK, Programs
from planner.solving.solvers.rival import Rival


class Begun(NamedTuple):
    """A program, and which it is."""

    place: int
    rival: Rival


def packing(people: int) -> cp_model.CpModel:
    """A model of as many choices as is said, some of which exclude each other."""
    model = cp_model.CpModel()
    some = [model.new_bool_var("") for _ in range(people)]
    for one, other in pairwise(some):
        model.add_at_most_one(one, other)
    model.maximize(sum(some))
    return model


def programs() -> list[Linear]:
    """Some programs, each of a tenth of a unit of work."""
    found = [linear(packing(200)) for _ in range(5)]
    assert all(WORK[SOLVER] * len(one.domains) == pytest.approx(0.1) for one in found if one)
    return [one for one in found if one]


@pytest.mark.parametrize(("work", "enough_for"), [(0.05, 0), (0.15, 1), (0.35, 3), (1, 5)])
def test_all_is_waited_for_that_there_is_work_enough_for(work: float, enough_for: int) -> None:
    settings = Settings(work=work)
    side_by_side = Programs(settings, Budget(settings))
    waiting = list(enumerate(programs()))
    taken: list[int] = []

    def begin(_: list[Begun]) -> Begun | None:
        if not waiting:
            return None
        place, program = waiting.pop(0)
        return Begun(place, side_by_side.begun(program, 10, step=1))

    side_by_side.run(begin, lambda one: taken.append(one.place))
    assert taken == list(range(enough_for))


def test_whoever_stops_does_not_wait() -> None:
    settings = Settings(work=100)
    budget = Budget(settings)
    side_by_side = Programs(settings, budget)
    taken: list[Begun] = []

    def begin(_: list[Begun]) -> Begun:
        budget.stop()
        return Begun(0, side_by_side.begun(programs()[0], 10, step=1))

    side_by_side.run(begin, taken.append)
    assert not taken
