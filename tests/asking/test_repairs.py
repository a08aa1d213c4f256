"""Every way out does what it says: laws on problems at random."""

from __future__ import annotations

import pytest
from explain.troubled import SETTINGS, case

from asking.laws_of_repairs import broken_promises, diagnosed, misranked
from planner.plan.diagnosis import Diagnosis
from planner.plan.repair import Repair

SLOW = 7, 8  # so much is wrong with these that explaining them takes a minute
SEEDS = [pytest.param(seed, marks=[pytest.mark.long] * (seed in SLOW or seed > 12)) for seed in range(130)]


@pytest.mark.parametrize("seed", SEEDS)
def test_each_does_what_it_says(seed: int) -> None:
    for days in diagnosed(seed).infeasible_days:
        for repair in days.repairs:
            assert not broken_promises(case(seed).problem, days, repair, SETTINGS), repair


@pytest.mark.parametrize("seed", SEEDS)
def test_each_list_is_ranked_and_of_different_kinds(seed: int) -> None:
    assert not [amiss for days in diagnosed(seed).infeasible_days for amiss in misranked(days)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_diagnosis_travels_as_json(seed: int) -> None:
    diagnosis = diagnosed(seed)
    assert Diagnosis.model_validate_json(diagnosis.model_dump_json()) == diagnosis
    for repair in (one for days in diagnosis.infeasible_days for one in days.repairs):
        again = Repair.model_validate_json(repair.model_dump_json())
        assert again == repair
        assert again.apply(case(seed).problem) == repair.apply(case(seed).problem)
