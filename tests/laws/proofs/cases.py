"""The cases that all laws go through, and what is proved in each of them."""

from __future__ import annotations

from functools import lru_cache

import pytest

from laws.choosing import CHOICES
from laws.proofs.brute import Brute
from laws.proofs.crowded import STEP, THEMES, case
from planner.plan.certificate import Certificate

FEW = 3 * len(THEMES)
QUICK = [*range(FEW), *range(CHOICES, CHOICES + 14)]
LONG = [*range(FEW, 300), *range(CHOICES + 14, CHOICES + 140)]

seeds = pytest.mark.parametrize("seed", [*QUICK, *(pytest.param(seed, marks=pytest.mark.long) for seed in LONG)])


@lru_cache(maxsize=512)
def brute(seed: int) -> Brute:
    """All ways of a case."""
    problem, oracle, _ = case(seed)
    return Brute(problem, oracle, STEP)


def certificates(seed: int) -> list[Certificate]:
    """All certificates of a case."""
    plan = case(seed).plan
    days = [*plan.infeasible_days, *(one.proof for one in plan.declined if one.proof is not None)]
    found = [one.certificate for one in days if one.certificate is not None]
    assert len(found) == len(days)
    return found
