"""Bounds that are counted in whole numbers: no prices say more than is true, and good prices say it all."""

from __future__ import annotations

import itertools
import math
import random
from pathlib import Path

import numpy as np
import pytest

from planner.solving.solvers import mip
from planner.solving.solvers.certain import Rows, certain
from planner.solving.solvers.linear import Linear, Row


def random_program(chance: random.Random) -> Linear:
    """A few small variables, rows that bound some of them from below, from above or both, and a goal."""
    domains = [(low, low + chance.randint(0, 2)) for low in (chance.randint(-2, 1) for _ in range(5))]
    rows = []
    for _ in range(4):
        some = chance.sample(range(5), 3)
        least, most = sorted(chance.randint(-5, 5) for _ in range(2))
        limits = chance.choice([(-math.inf, most), (least, math.inf), (least, most)])
        rows.append(Row(some, [float(chance.randint(-3, 3)) for _ in some], *limits))
    return Linear(domains, rows, {one: chance.randint(-9, 9) for one in range(5)}, {}, 0.0, 1.0)


def best(program: Linear) -> float:
    """The least goal of all values; infinite if none are allowed."""
    every = itertools.product(*(range(low, high + 1) for low, high in program.domains))
    return min((program.reached(values) for values in every if program.holds(values)), default=math.inf)


def arrays(program: Linear) -> Rows:
    """A program as arrays."""
    return mip.as_rows(program.told(1, hinted=False))


@pytest.mark.parametrize("seed", range(200))
def test_no_prices_say_more_than_is_true(seed: int) -> None:
    chance = random.Random(seed)
    program = random_program(chance)
    for size in (0.01, 1.0, 3.0, 1e6):
        prices = [chance.uniform(-size, size) for _ in program.rows]
        assert certain(arrays(program), prices) <= best(program)


@pytest.mark.parametrize("large", [0, 100])
@pytest.mark.parametrize("seed", range(40))
def test_a_relaxation_is_certain_and_as_tight_as_it_was(
    seed: int, large: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whichever solver finds the prices."""
    monkeypatch.setattr(mip, "LARGE", large)
    program = random_program(random.Random(seed))
    file = tmp_path / "program.pb"
    program.told(1, hinted=False).write_model_to_proto_file(str(file))
    helper = program.told(1, hinted=False)
    for one in range(helper.num_variables()):
        helper.set_var_integrality(one, False)
    outright = mip._run(mip.RELAXING, helper, 10)
    found = mip.solved(mip.RELAXING, file, 10)["bound"]
    assert found <= best(program)
    if math.isfinite(found):
        assert found == math.ceil(outright.objective_value() - 1e-4)


def test_prices_that_are_none_say_nothing() -> None:
    one = np.ones(1)
    rows = Rows(0 * one, one, -one, -np.inf * one, one, np.array([1]), np.array([0]), one)
    assert certain(rows, [math.nan]) == -math.inf
    assert certain(rows, [math.inf]) == -math.inf


def test_numbers_that_are_not_whole_are_not_counted() -> None:
    one = np.ones(1)
    rows = Rows(0 * one, one, -one / 2, -np.inf * one, one, np.array([1]), np.array([0]), one)
    assert certain(rows, [-0.5]) == -math.inf


def test_a_variable_without_end_has_no_bound() -> None:
    one = np.ones(1)
    rows = Rows(0 * one, np.inf * one, -one, -np.inf * one, one, np.array([1]), np.array([0]), one)
    assert certain(rows, [-0.5]) == -math.inf
    assert certain(rows, [-1.0]) == -1
