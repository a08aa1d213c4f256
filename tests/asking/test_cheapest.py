"""No change of the same kind that costs less would be enough: every one of them is tried."""

from __future__ import annotations

from collections import defaultdict

import pytest
from explain.troubled import SETTINGS, case

from asking.laws_of_repairs import diagnosed
from planner.checking import names_of
from planner.explain.changes import Proposals
from planner.explain.repairs import Repairs
from planner.plan.repair import PRICES, RepairKind
from planner.solving.search import Budget
from planner.solving.settings import Settings

SEEDS = [*range(13), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(13, 130))]
LONG = Settings(work=400, step=SETTINGS.step)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_cheaper_of_its_kind_is_enough(seed: int) -> None:
    problem, plan = case(seed)
    tried = Repairs(problem, plan, problem.timeline, LONG, Budget(LONG))
    proposals = Proposals(problem.timeline, names_of(problem))
    for days in diagnosed(seed).infeasible_days:
        assert days.certificate is not None
        least: dict[tuple[RepairKind, ...], float] = defaultdict(lambda: float("inf"))
        for one in proposals.of(days.certificate):
            found = tried._tried((one,), days)
            if found is not None:
                price = sum(PRICES[kind] * times for kind, times in found.proposal.amounts)
                least[one.kinds] = min(least[one.kinds], price)
        for repair in days.repairs:
            if len(repair.kinds) == 1 and not repair.left:
                assert repair.cost == round(least[repair.kinds], 2), repair
        if len(days.repairs) < 5 or all(repair.left for repair in days.repairs):
            enough = {repair.kinds for repair in days.repairs if not repair.left}
            assert least.keys() <= enough, "a kind that would be enough is not offered"
