"""Certificates that were tampered with are refused."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import pytest

from laws.proofs.cases import LONG, QUICK, certificates, seeds
from laws.proofs.crowded import STEP, case
from laws.proofs.tampering import TAMPERINGS, Tampering
from planner.explain.verifying import Verifier
from planner.timeline.timeline import Timeline


@lru_cache(maxsize=512)
def verifier(seed: int) -> Verifier:
    problem = case(seed).problem
    return Verifier(problem, Timeline(problem), STEP)


@seeds
def test_certificates_as_they_are_have_no_fault(seed: int) -> None:
    for one in certificates(seed):
        assert verifier(seed).faults(one) == ()


@pytest.mark.parametrize("tampering", TAMPERINGS)
@seeds
def test_what_was_tampered_with_is_refused(seed: int, tampering: Tampering) -> None:
    for one in certificates(seed):
        for changed in tampering(case(seed).problem, one):
            assert verifier(seed).faults(changed), changed


@pytest.mark.parametrize("cases", [QUICK, pytest.param([*QUICK, *LONG], marks=pytest.mark.long)])
def test_every_kind_is_tampered_with(cases: list[int]) -> None:
    tried = Counter(
        (tampering.__name__, one.kind)
        for seed in cases
        for one in certificates(seed)
        for tampering in TAMPERINGS
        for _ in tampering(case(seed).problem, one)
    )
    for kind in ("nobody", "count", "minutes", "conflict"):
        for name in ("an_activity_added", "a_plan_spoilt", "a_stranger"):
            assert tried[name, kind]
    assert {name for name, _ in tried} == {tampering.__name__ for tampering in TAMPERINGS}
