"""Bad input about choice, stand-bys and deputies, told at once; good input comes back from JSON as it was."""

from __future__ import annotations

from typing import Any

import pytest
from planning.small import ANA, BO, visit, week

import planner
from planner import Problem

LINE: dict[str, Any] = {"role": "guide", "from": ["ana", "bo"], "in_turn": True, "standby": 1}


def test_it_travels_without_loss() -> None:
    problem = week([ANA, BO], [visit(needs=[LINE], optional=True)])
    problem = problem.with_(rules=[{"rule": "choose", "of": ["visit"], "least": 0, "most": 1, "price": 2}])
    assert Problem.model_validate_json(problem.model_dump_json()) == problem


@pytest.mark.parametrize(
    ("need", "told"),
    [
        ({"role": "guide", "in_turn": True}, "nobody is named whose turn it could be"),
        ({"role": "guide", "standby": -1}, "greater than or equal to 0|at least 0"),
        ({"role": "guide", "standbys": 1}, "standby"),
        ({"role": "guide", "inturn": True}, "in_turn"),
    ],
)
def test_bad_needs_are_told(need: dict[str, Any], told: str) -> None:
    with pytest.raises(planner.InputError, match=told):
        week([ANA, BO], [visit(needs=[need])])
